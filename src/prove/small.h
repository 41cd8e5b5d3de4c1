/* small.h - a law of few rows that refutes a claim.

   First the uniform laws on few sequences of bits, fewest first: a bit may be
   flipped at every row without a change of entropies, so that the sequence of
   zeros is among them.  Then, from laws drawn by a fixed seed, changes of one
   row or one weight at a time that bring the claim down while the hypotheses
   hold (for instance Ingleton's inequality, which no code violates, fails for
   four rows).  */
#ifndef MDM_SMALL_H
#define MDM_SMALL_H

#include "prove/target.h"

/* Set LAW to one that refutes the claim of TARGET, verified, if one is
   FOUND.  */
mdm_status mdm_small_find (mdm_law_t law, int *found,
                           const mdm_target_t *target,
                           const mdm_limit_t *limit,
                           mdm_err_t *err) MDM_MUST_CHECK;

#endif
