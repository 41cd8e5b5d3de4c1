/* bounds.h - the sums of the information curve that bound the error of every
   schedule with sizes <= s.  In nats and exact.  */
#ifndef MDM_BOUNDS_H
#define MDM_BOUNDS_H

#include "info/curve.h"

/* RES = R(s) = s sum_{j >= 0} 2^-j Z_{|W_j|+1} with |W_j| = min (L-1, max (0,
   floor (L - s 2^-j))), s >= 1: the bound of Li and Cai, arXiv 2505.21400,
   Theorem 2, with |W_j| as reconstructed in THEORY section 3.  From the
   first j with 2^-j s < 1 on every |W_j| is L-1, and the tail is summed.  */
void mdm_bounds_r (mdm_logform_t res, const mdm_curve_t curve, size_t s);

/* RES = U_s = sum_{m=0..s-2} Z_{L-m}, 1 <= s <= L (THEORY section 4,
   ours).  */
void mdm_bounds_u (mdm_logform_t res, const mdm_curve_t curve, size_t s);

#endif
