/* weights.h - what the error of an exchangeable unmasking process depends
   on: the expected number a_k of tokens drawn while exactly k tokens are
   revealed, k = 0..L-1, sum L.

   For fixed sizes a_{N_{t-1}} = s_t; for random sizes the mean of these; for
   independent unmask times with step probabilities pi_t and Pi_t = pi_1 + ..
   + pi_t,
       a_k = sum_t C(L,k) Pi_{t-1}^k (1 - Pi_{t-1})^(L-k-1) (L-k) pi_t,
   0^0 = 1.  Then
       ekl = sum_k a_k d_{k+1} - e_L        (THEORY section 2, ours).  */
#ifndef MDM_WEIGHTS_H
#define MDM_WEIGHTS_H

#include "info/curve.h"
#include "sampler/schedule.h"

/* Set A[0..L) to the weights of SCHEDULE; for blocks, which are not
   exchangeable, to those of their sizes.  */
void mdm_weights_set_schedule (fmpq *a, const mdm_schedule_t schedule);

/* Set C[k], k = 0..L-1, to the probability, summed over the steps, that a
   given set of k positions is what is revealed before a step and a given
   further position is drawn at it: a_k = C(L,k) (L-k) C[k].  SCHEDULE is not
   one of blocks.  */
void mdm_weights_set_draws (fmpq *c, const mdm_schedule_t schedule);

/* MDM_OK if these weights of SCHEDULE can be computed within LIMIT, else
   MDM_ELIMIT: there may be millions of unmask times.  */
mdm_status mdm_weights_check (const mdm_schedule_t schedule,
                              const mdm_limit_t *limit,
                              mdm_err_t *err) MDM_MUST_CHECK;

/* RES = the error of the process with weights A on a law of this CURVE, in
   nats; A has as many entries as the curve's length.  */
void mdm_weights_ekl (mdm_logform_t res, const fmpq *a,
                      const mdm_curve_t curve);

#endif
