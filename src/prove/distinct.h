/* distinct.h - laws of claims that treat all positions alike, or all but one.

   The rays of the cone of such claims (THEORY section 10, proof in
   mdmcert-theory(7), J6) at any number n of the other atoms: over a prime q >=
   n a polynomial f of degree < r, its values at n points, and as the token of
   the distinguished atom its k leading coefficients.  With b of the others the
   entropy is min (b, r), and with the distinguished one min (r, b + k), times
   log q.  A claim that fails on one of them fails whether or not it treats
   positions alike.  */
#ifndef MDM_DISTINCT_H
#define MDM_DISTINCT_H

#include "prove/cone.h"
#include "prove/target.h"

/* Set LAW to one of them that refutes the claim of TARGET, verified, if one of
   not too many rows is FOUND.  */
mdm_status mdm_distinct_find (mdm_law_t law, int *found,
                              const mdm_target_t *target,
                              const mdm_limit_t *limit,
                              mdm_err_t *err) MDM_MUST_CHECK;

/* The prime of independent copies of the rays of CONE: 2 where none has r > 1,
   else the least that is not less than n.  */
ulong mdm_distinct_prime (const mdm_cone_t *cone, const fmpz *copies);

/* Set LAW to COPIES of each of them, if it is not too large and the positions
   can be listed; *LISTED tells.  */
mdm_status mdm_distinct_law (mdm_law_t law, int *listed,
                             const mdm_cone_t *cone, const fmpz *copies,
                             mdm_err_t *err) MDM_MUST_CHECK;

#endif
