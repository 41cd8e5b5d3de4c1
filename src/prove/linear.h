/* linear.h - a claim as linear inequalities on the rays of the cone of
   increments.

   The increments d_1 >= .. >= d_L >= 0 of a law's average entropy curve form
   a simplicial cone with rays r_m = (1 on k <= m, else 0), m = 1..L.  A claim
   that is linear in the curve is, on every law of length L,
       alpha * ekl + rest >= 0,
   alpha a rational and rest linear in the curve, for one or several such
   parts at once; it is given by alpha and the values of rest on the rays.
   It holds for every law iff it holds on every ray (THEORY section 5, proof
   in mdmcert-theory(7)).  */
#ifndef MDM_LINEAR_H
#define MDM_LINEAR_H

#include "claim/normal.h"
#include "prove/ray.h"

/* One inequality: alpha * ekl_m + rest[m-1] >= 0 on ray m.  */
typedef struct
{
  fmpq_t alpha;
  fmpq *rest;          /* LENGTH values */
  mdm_normal_t normal; /* minus the left side, by the names of quantities */
} mdm_linear_part_t;

typedef struct
{
  size_t length; /* L */
  size_t count;  /* parts, all of which are claimed */
  mdm_linear_part_t *part;
  int strict; /* is the claim `<' or `>'?  No such claim holds for every
                 law: a deterministic one has all quantities 0 */
  int by_unknown; /* was the claim's unknown a factor of a min or max that was
                     split, as it may if it is >= 0? */
} mdm_linear_struct;

typedef mdm_linear_struct mdm_linear_t[1];

void mdm_linear_init (mdm_linear_t linear, size_t length);
void mdm_linear_clear (mdm_linear_t linear);
/* Declare LINEAR, which is cleared with its scope (exact/scoped.h).  */
#define MDM_LINEAR(linear, length)                                            \
 MDM_CLEARED (linear, mdm_linear_struct, mdm_linear_clear);                   \
 mdm_linear_init (linear, length)
/* Add a part with alpha and all values 0; lent until LINEAR changes.  */
mdm_linear_part_t *mdm_linear_add (mdm_linear_t linear);

/* RES = alpha * EKL + rest on ray M (from 1) of PART; RES may alias EKL.  */
void mdm_linear_value (fmpq_t res, const mdm_linear_part_t *part, size_t m,
                       const fmpq_t ekl);

/* Set SLACK[m-1] to the least over the parts of alpha * EKL[m-1] + rest on ray
   m, for m = 1..L; are all of them >= 0?  Without parts SLACK is left.  */
int mdm_linear_slack (fmpq *slack, const mdm_linear_t linear, const fmpq *ekl);

/* Is NODE, of the kind real, linear in the curve without a constant, or,
   POSITIONS being > 0, in the entropies of sets of positions below that?  Else
   MDM_EDOMAIN with the line and column, to be completed by mdm_expr_place.  */
mdm_status mdm_linear_check (const mdm_node_t *node, size_t positions,
                             mdm_err_t *err) MDM_MUST_CHECK;
/* Does NODE have no condition by value, which is of one law?  Else as
   above.  */
mdm_status mdm_linear_check_values (const mdm_node_t *node,
                                    mdm_err_t *err) MDM_MUST_CHECK;

/* Hears of a part LOWER <= UPPER of a claim.  */
typedef mdm_status (*mdm_part_visitor_t) (void *data, const mdm_side_t *lower,
                                          const mdm_side_t *upper,
                                          mdm_err_t *err);

/* Tell VISIT, with DATA, of the parts of CLAIM: an equation has two, and a max
   below and a min above split.  *BY_UNKNOWN, if not NULL: is what is solved
   for a factor of one that does?  */
mdm_status mdm_linear_parts (int *by_unknown, const mdm_claim_t *claim,
                             const mdm_scope_t *scope,
                             mdm_part_visitor_t visit, void *data,
                             mdm_err_t *err) MDM_MUST_CHECK;

/* Add the coefficients of Q times the quantity TERM, linear in the curve, to
   C[0..L], NAMES being the curve of names (ray.h).  */
mdm_status mdm_linear_add_coefficients (fmpq *c, const fmpq_t q,
                                        const mdm_term_t *term,
                                        mdm_ray_t names,
                                        mdm_err_t *err) MDM_MUST_CHECK;

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
