/* ray.h - one ray of the cone of increments as a source of quantities.

   On ray r_m of length L (THEORY section 5), in units of log q: e_k = min
   (k, m), Z_j = 1 if j > m else 0, TC = L - m, DTC = m and the sum of MI = L
   for m < L and 0 on ray L.  */
#ifndef MDM_RAY_H
#define MDM_RAY_H

#include "prove/scope.h"

typedef struct
{
  mdm_subject_t subject; /* what is asked */
  mdm_curve_t curve;     /* its own, entropies rational */
} mdm_ray_struct;

typedef mdm_ray_struct mdm_ray_t[1];

/* A ray of SCOPE, which outlives it, where the error is 0.  No ray is chosen.
   Only quantities that are scalar or linear (claim/quantity.h) may be asked
   for.  */
void mdm_ray_init (mdm_ray_t ray, const mdm_scope_t *scope);
void mdm_ray_clear (mdm_ray_t ray);
/* Declare RAY of the scope OF, a ray that is cleared with its own scope
   (exact/scoped.h).  */
#define MDM_RAY(ray, of)                                                      \
 __attribute__ ((cleanup (mdm_ray_clear))) mdm_ray_struct ray##_own;          \
 mdm_ray_struct *const ray = &ray##_own;                                      \
 mdm_ray_init (ray, of)

/* Make RAY number M, 1 <= M <= L: work in proportion to L.  */
void mdm_ray_choose (mdm_ray_t ray, size_t m);

/* For all rays at once: a quantity that is linear in the curve is sum_k c_k
   e_k, which is sum_k c_k min (k, m) on ray m, so that its coefficients tell
   its values on all of them by sums along k.

   Make RAY no ray, but the curve of names: e_k is written log (k + 1), and
   since sums of forms factor nothing, a quantity linear in the curve is then
   written sum_k c_k log (k + 1).  */
void mdm_ray_choose_names (mdm_ray_t ray);
/* Add Q times the coefficients of X, a quantity of the curve of names, to
   C[0..L].  */
void mdm_ray_add_coefficients (fmpq *c, const fmpq_t q, const mdm_logform_t x);
/* Set VALUE[m-1] to sum_k C[k] min (k, m), m = 1..LENGTH, C[0..LENGTH].  */
void mdm_ray_values (fmpq *value, const fmpq *c, size_t length);

#endif
