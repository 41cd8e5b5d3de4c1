/* rays.h - claims on the rays of the cone of increments: which claims are
   linear in the curve, and what they say there.  */
#ifndef MDM_RAYS_H
#define MDM_RAYS_H

#include "claim/expr.h"
#include "prove/linear.h"
#include "prove/ray.h"

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
