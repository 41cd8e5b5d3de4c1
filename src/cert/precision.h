/* precision.h - the precision at which the sign of a number is seen.

   A certificate tells a checker how many bits suffice, so that it need not
   go on for ever with one that is wrong.  */
#ifndef MDM_PRECISION_H
#define MDM_PRECISION_H

#include "exact/logform.h"

/* Most bits a certificate may ask for, of a sign and of bounds for every
   schedule.  */
#define MDM_PRECISION_MAX 1048576
#define MDM_PRECISION_EVERY_MAX 16384

/* Set *SIGN to the sign of X, whose integers are pairwise coprime, and *BITS
   to a precision at which bounds of X have that sign, with some to spare; 0
   for X = 0.  MDM_ELIMIT when it is not seen at MDM_PRECISION_MAX.  */
mdm_status mdm_precision_find (int *sign, slong *bits,
                               const mdm_logform_t x) MDM_MUST_CHECK;

#endif
