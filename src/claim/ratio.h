/* ratio.h - the order of two ratios of reals.

   They are compared by balls of more and more digits.  They are equal if both
   are one fraction, or if the left sides are the same rational multiple of
   each other as the right ones; what is neither that nor told apart by 4096
   bits is undecided.  */
#ifndef MDM_RATIO_H
#define MDM_RATIO_H

#include "claim/value.h"

/* Set *ORDER to the sign of A / B - C / D, all finite and B and D not 0;
   MDM_ELIMIT where it is not known.  */
mdm_status mdm_ratio_cmp (int *order, const mdm_value_t a, const mdm_value_t b,
                          const mdm_value_t c,
                          const mdm_value_t d) MDM_MUST_CHECK;

#endif
