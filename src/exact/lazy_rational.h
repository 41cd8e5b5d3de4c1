/* lazy_rational.h - products, quotients, powers and logarithms of rationals of
   which some are lazy.

   A fraction of a million digits, such as a total variation distance, may be
   known by a ball (lazy.h): the form that stands for it has a lazy real whose
   exact form is plainly rational.  Forms are closed under sums; under products
   their rational values are, and what is made of lazy ones is a lazy one, in
   the ball computed from theirs, with the fraction computed from theirs.

   X and Y, below, are forms with rational values, plainly so or of lazy reals
   whose exact forms are.  RES may alias them.  */
#ifndef MDM_LAZY_RATIONAL_H
#define MDM_LAZY_RATIONAL_H

#include "exact/logform.h"

/* Set RES to X; MDM_ELIMIT when an exact form cannot be made.  */
mdm_status mdm_lazy_get_fmpq (fmpq_t res,
                              const mdm_logform_t x) MDM_MUST_CHECK;

/* RES = X Y.  */
void mdm_lazy_mul (mdm_logform_t res, const mdm_logform_t x,
                   const mdm_logform_t y);
/* RES = 1 / X; MDM_EDOMAIN where X is 0, MDM_ELIMIT where that cannot be
   decided.  */
mdm_status mdm_lazy_inv (mdm_logform_t res,
                         const mdm_logform_t x) MDM_MUST_CHECK;
/* RES = X^N, with 0^0 = 1; it fails as mdm_lazy_inv where N < 0.  */
mdm_status mdm_lazy_pow (mdm_logform_t res, const mdm_logform_t x,
                         slong n) MDM_MUST_CHECK;
/* RES = log X; MDM_EDOMAIN where X <= 0, MDM_ELIMIT where that cannot be
   decided.  */
mdm_status mdm_lazy_log (mdm_logform_t res,
                         const mdm_logform_t x) MDM_MUST_CHECK;

#endif
