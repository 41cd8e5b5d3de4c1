/* weights.h - what the error of an exchangeable unmasking process depends
   on: the expected number a_k of tokens drawn while exactly k tokens are
   revealed, k = 0..L-1, sum L.

   For fixed sizes a_{N_{t-1}} = s_t.  Then
       ekl = sum_k a_k d_{k+1} - e_L        (THEORY section 2, ours).  */
#ifndef MDM_WEIGHTS_H
#define MDM_WEIGHTS_H

#include "info/curve.h"
#include "sampler/schedule.h"

/* Set A[0..L) to the weights of SCHEDULE, one of sizes.  */
void mdm_weights_set_schedule (fmpq *a, const mdm_schedule_t schedule);

/* RES = the error of the process with weights A on a law of this CURVE, in
   nats; A has as many entries as the curve's length.  */
void mdm_weights_ekl (mdm_logform_t res, const fmpq *a,
                      const mdm_curve_t curve);

#endif
