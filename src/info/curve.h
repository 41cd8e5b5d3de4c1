/* curve.h - the average entropy curve of a law and what follows from it.

   e_k is the mean of H(S) over the sets of k positions, d_k = e_k - e_{k-1}
   its increments (non-increasing and >= 0, Han), and the information curve
   (Chen, Cong and Li, arXiv 2511.04647)
       Z_j = mean of I(X_i; X_S) over |S| = j-1, i not in S = e_1 + e_{j-1} -
   e_j. TC = sum_j Z_j = L e_1 - e_L, DTC = L Z_L - TC, and the sum of mutual
   informations sum_i I(X_i; X_{-i}) = TC + DTC = L Z_L (THEORY section 1).
   All in nats and exact.  */
#ifndef MDM_CURVE_H
#define MDM_CURVE_H

#include "info/lattice.h"

typedef struct
{
  size_t length;
  mdm_method method;     /* how the curve was found */
  mdm_logform_struct *e; /* e_0 .. e_L */
  mdm_logform_struct *z; /* Z_1 .. Z_L at z[1] .. z[L]; z[0] is 0 */
} mdm_curve_struct;

typedef mdm_curve_struct mdm_curve_t[1];

/* A curve that is not set yet: its e is NULL.  */
void mdm_curve_init (mdm_curve_t curve);
/* Free what CURVE holds, set or not.  */
void mdm_curve_clear (mdm_curve_t curve);
/* Declare X, a curve that is cleared with its scope (exact/scoped.h).  */
#define MDM_CURVE(x)                                                          \
 MDM_SCOPED (x, mdm_curve_struct, mdm_curve_init, mdm_curve_clear)

/* Set CURVE to that of LAW: by its closed form where it has one, at any
   length; else by the lattice, dense or sparse, whichever is less work.  Where
   most marginal weights differ its entropies are lazy (exact/lazy.h): balls,
   whose exact forms are made of LAW when they are asked for, so that LAW has
   to outlive them.  MDM_ELIMIT when that is over LIMIT.  */
mdm_status mdm_curve_set (mdm_curve_t curve, const mdm_law_t law,
                          const mdm_limit_t *limit,
                          mdm_err_t *err) MDM_MUST_CHECK;

/* The same by the route METHOD, dense or sparse, LAW being listed.  */
mdm_status mdm_curve_set_by (mdm_curve_t curve, const mdm_law_t law,
                             mdm_method method, const mdm_limit_t *limit,
                             mdm_err_t *err) MDM_MUST_CHECK;

/* The same with lazy entropies; LAW is listed, with at least 2 tokens and a
   length of at most MDM_STREAMED_LENGTH_MAX.  */
mdm_status mdm_curve_set_lazily (mdm_curve_t curve, const mdm_law_t law,
                                 mdm_method method,
                                 const mdm_limit_t *limit,
                                 mdm_err_t *err) MDM_MUST_CHECK;

/* Set of CURVE what its ends tell, for a LAW of any length, straight from its
   rows or by its closed form: e_0, e_1, e_{L-1}, e_L and Z_1, Z_L, from which
   TC, DTC and the sum of mutual informations are.  The rest is 0 and means
   nothing.  */
mdm_status mdm_curve_set_ends (mdm_curve_t curve, const mdm_law_t law,
                               const mdm_limit_t *limit,
                               mdm_err_t *err) MDM_MUST_CHECK;

/* Set CURVE to the one of length LENGTH with the average entropies
   E[0..LENGTH] (heap, taken over): a point of the cone of increments that need
   not come from a law at hand.  */
void mdm_curve_take (mdm_curve_t curve, size_t length, mdm_logform_struct *e);

/* RES = d_k, 1 <= K <= L.  */
void mdm_curve_increment (mdm_logform_t res, const mdm_curve_t curve,
                          size_t k);
/* RES = TC = L e_1 - e_L.  */
void mdm_curve_tc (mdm_logform_t res, const mdm_curve_t curve);
/* RES = DTC = L Z_L - TC.  */
void mdm_curve_dtc (mdm_logform_t res, const mdm_curve_t curve);
/* RES = sum_i I(X_i; X_{-i}) = L Z_L.  */
void mdm_curve_sum_mi (mdm_logform_t res, const mdm_curve_t curve);

#endif
