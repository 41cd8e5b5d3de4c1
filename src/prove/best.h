/* best.h - the best constants of a claim in joint entropies.

   The claim says A + c B >= 0 of one or several parts, A and B forms over sets
   of positions.  That A + c B is a sum of elemental inequalities is linear in
   c and the weights, so that each end of the interval of such c is the optimum
   of the program of shannon.h with c as one more variable, free.  Whatever c
   is in it does.  Nothing beyond an end does if there is a law with A + c B <=
   0 there and B > 0 (the least c) or B < 0 (the greatest); it is looked for as
   refutations are (joint.h).  Without one an end is that of Shannon's
   inequalities.  */
#ifndef MDM_BEST_H
#define MDM_BEST_H

#include "prove/constant.h"
#include "prove/joint.h"

typedef struct
{
  mdm_law_t law[2]; /* what shows the least, and the greatest, to be sharp, */
  int found[2];     /* or forbids all c */
} mdm_best_struct;

typedef mdm_best_struct mdm_best_t[1];

void mdm_best_init (mdm_best_t best);
void mdm_best_clear (mdm_best_t best);

/* Set CONSTANT to the interval of c, AT0 and AT1 being the claim at c = 0 and
   at 1.  MDM_ELIMIT over LIMIT, and where there are too many atoms.  */
mdm_status mdm_best_solve (mdm_constant_t constant, mdm_best_t best,
                           const mdm_forms_struct *at0,
                           const mdm_forms_struct *at1,
                           const mdm_limit_t *limit,
                           mdm_err_t *err) MDM_MUST_CHECK;

#endif
