/* witness.h - laws of few tokens that refute a claim, named as --law takes
   them.

   The law of a ray has its increments exactly, up to the factor log V; a law
   that refutes the claim need not.  Where the ray's has more than two tokens,
   one of fewer is looked for among the uniform laws on linear codes over the
   fields of 2, 3, 5 and 7 elements, fewest tokens first, then fewest rows, and
   then the one on which the claim fails most, as far as doubles tell: they
   choose among laws, each of which is shown to refute the claim by fractions.

   A code [L,r] has a generator matrix whose first columns are the unit
   vectors, up to the order of the positions, which the curve does not see; all
   multisets of the other columns are gone through, and what has a rank over L
   / 2 is the dual of such a code, whose ranks are r*(S) = |S| - r +
   r(complement of S).
   */
#ifndef MDM_WITNESS_H
#define MDM_WITNESS_H

#include "claim/library.h"
#include "prove/prove.h"

/* Set PROOF's law to one of fewer tokens than its ray's, or of few where there
   is a profile instead, if PROOF refutes ENTRY, which is LINEAR in SCOPE, and
   one is found by a search of bounded work.  What is found is opened and
   compared with what was expected of it, and judged on the schedule if there
   is one, before it is named.  */
mdm_status mdm_witness_find (mdm_proof_t proof, const mdm_linear_t linear,
                             const mdm_scope_t *scope,
                             const mdm_entry_t *entry,
                             const mdm_limit_t *limit,
                             mdm_err_t *err) MDM_MUST_CHECK;

#endif
