/* climb.h - codes of many atoms that refute a claim, one subspace changed at a
   time.

   Of more atoms than all choices of subspaces (codes.h) can be gone through
   for, choices over a few small spaces are drawn, and then changed atom by
   atom as long as the claim's value, and how much hypotheses fail, goes down.
   Forms are evaluated set by set: nothing is over all sets of atoms.  */
#ifndef MDM_CLIMB_H
#define MDM_CLIMB_H

#include "prove/target.h"

/* Set LAW to one that refutes the claim of TARGET, verified, if one is FOUND.
   No form has a curve that is not written out.  */
mdm_status mdm_climb_find (mdm_law_t law, int *found,
                           const mdm_target_t *target,
                           const mdm_limit_t *limit,
                           mdm_err_t *err) MDM_MUST_CHECK;

#endif
