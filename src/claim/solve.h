/* solve.h - the constant of a claim with one unknown on an instance.

   A claim linear in c (unknown.h) says A + c B >= 0, or = 0, A and B being
   real numbers there: it holds for c >= -A/B, or <= it where B < 0, and where B
   = 0 for all c or for none.  Decided exactly, as claims are (judge.h).  */
#ifndef MDM_SOLVE_H
#define MDM_SOLVE_H

#include "claim/expr.h"
#include "sampler/instance.h"

typedef struct
{
  int none;       /* does it hold for no c? */
  int bounded[2]; /* is there a least, a greatest one?  Both are above / below,
                     finite */
  mdm_value_t above, below; /* below is not 0 if there is any */
} mdm_solution_struct;

typedef mdm_solution_struct mdm_solution_t[1];

void mdm_solution_init (mdm_solution_t solution);
void mdm_solution_clear (mdm_solution_t solution);

/* Solve CLAIM, whose unknown is linear in it, on INSTANCE.  Fails where its
   quantities do, and with MDM_EDOMAIN where A or B is infinite.  */
mdm_status mdm_claim_solve (mdm_solution_t solution, const mdm_claim_t *claim,
                            mdm_instance_t instance,
                            mdm_err_t *err) MDM_MUST_CHECK;

#endif
