/* fixed.h - reals in fixed point of 128 bits, from below.

   Sums of millions of them are exact, and so are their errors: one that is
   rounded down is less than 2 units too small if its ball was narrower than
   one.  */
#ifndef MDM_FIXED_H
#define MDM_FIXED_H

#include "exact/enclosure.h"

/* The lower end of the ball X, times 2^BITS, rounded down; it fits.  */
mdm_wide_signed_t mdm_fixed_from_arb (const arb_t x, slong bits);

#endif
