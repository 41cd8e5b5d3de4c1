/* points.h - codes with the entropies of a polymatroid on which a claim fails.

   A linear program finds a polymatroid that satisfies the hypotheses and where
   the claim is false; one that no code has often violates Ingleton's
   inequality, which all codes satisfy: then it is added, for the groups of
   atoms where it is violated, and the program solved again.  An extreme point
   that is left is, as a multiple, often the ranks of a code over a small
   field; subspaces with these ranks are looked for atom by atom.  What is 1 at
   the point decides which one is found, so some weights of the sets are tried.
   For four atoms all extreme points are codes (THEORY section 10).  */
#ifndef MDM_POINTS_H
#define MDM_POINTS_H

#include "prove/target.h"

/* Set LAW to one that refutes the claim of TARGET, verified, if one is
   FOUND.  */
mdm_status mdm_points_find (mdm_law_t law, int *found,
                            const mdm_target_t *target,
                            const mdm_limit_t *limit,
                            mdm_err_t *err) MDM_MUST_CHECK;

#endif
