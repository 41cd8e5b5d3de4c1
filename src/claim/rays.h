/* rays.h - claims on the rays of the cone of increments: which claims are
   linear in the curve, and what they say there.

   On ray r_m of length L (THEORY section 5), in units of log q: e_k = min
   (k, m), Z_j = 1 if j > m else 0, TC = L - m, DTC = m and the sum of MI = L
   for m < L and 0 on ray L.  */
#ifndef MDM_RAYS_H
#define MDM_RAYS_H

#include "claim/expr.h"
#include "claim/linear.h"
#include "sampler/schedule.h"

typedef enum
{
  MDM_SCOPE_PROCESS, /* one schedule, or a process given by its weights a_k */
  MDM_SCOPE_ALL,     /* all schedules with sizes <= smax */
  MDM_SCOPE_SOME     /* some schedule with sizes <= smax */
} mdm_scope_kind;

/* What a claim is to be proved for.  */
typedef struct
{
  mdm_scope_kind kind;
  size_t length;
  size_t smax;                         /* ALL and SOME */
  const mdm_schedule_struct *schedule; /* PROCESS: any but blocks, or NULL */
  const fmpq *weight;                  /* PROCESS: a_0 .. a_{L-1} */
} mdm_scope_t;

/* Set LINEAR, initialised with the scope's length, to CLAIM.  Fails with the
   place in the claim: MDM_EDOMAIN for what is not linear in the curve (V, tv,
   ser, kl_mixed, entropies of chosen positions, a constant that is not 0), or
   out of range; MDM_EABSENT for what the scope does not fix (T where all
   schedules are meant).  A min of upper bounds or a max of lower bounds gives
   several parts.  */
mdm_status mdm_rays_linear (mdm_linear_t linear, const mdm_claim_t *claim,
                            const mdm_scope_t *scope,
                            mdm_err_t *err) MDM_MUST_CHECK;

/* *HOLDS: does CLAIM, about the scope alone (L, smax, s(t), ..), hold?  */
mdm_status mdm_rays_hypothesis (int *holds, const mdm_claim_t *claim,
                                const mdm_scope_t *scope,
                                mdm_err_t *err) MDM_MUST_CHECK;

#endif
