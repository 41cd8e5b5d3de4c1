#include <config.h>

#include "claim/solve.h"

#include "claim/environment.h"

void
mdm_solution_init (mdm_solution_t solution)
{
  solution->none = solution->bounded[0] = solution->bounded[1] = 0;
  mdm_value_init (solution->above);
  mdm_value_init (solution->below);
}

void
mdm_solution_clear (mdm_solution_t solution)
{
  mdm_value_clear (solution->above);
  mdm_value_clear (solution->below);
}

/* RES = what the greater side of CLAIM has more than the other, where the
   unknown is C.  */
static mdm_status
evaluate (mdm_value_t res, const mdm_claim_t *claim, ulong c,
          mdm_subject_t *subject, mdm_err_t *err)
{
  int up = claim->relation == MDM_REL_GE;
  mdm_environment_t environment;
  MDM_VALUE (rhs);
  MDM_VALUE (lhs);
  MDM_FMPQ (unknown);
  MDM_FMPQ (sign);

  fmpq_set_ui (unknown, c, 1);
  subject->unknown = unknown;
  environment = mdm_environment_of (subject);
  MDM_TRY (mdm_expr_evaluate (lhs, claim->lhs, &environment, err));
  MDM_TRY (mdm_expr_evaluate (rhs, claim->rhs, &environment, err));
  if (lhs->infinite || rhs->infinite)
    return mdm_err_set (err, MDM_EABSENT, NULL, 0, 0,
                        "a side of the claim is infinite");
  if (lhs->exponential || rhs->exponential)
    return mdm_err_set (err, MDM_EDOMAIN, NULL, 0, 0,
                        "a claim about the perplexity is not linear");
  fmpq_set_si (sign, -1, 1);
  mdm_value_set (res, up ? lhs : rhs);
  return mdm_value_addmul (res, up ? rhs : lhs, sign);
}

/* *SIGN = that of V.  */
static mdm_status
sign_of (int *sign, const mdm_value_t v, mdm_err_t *err)
{
  MDM_VALUE (zero);

  if (mdm_value_cmp (sign, v, zero) == MDM_OK)
    return MDM_OK;
  return mdm_err_set (err, MDM_ELIMIT, NULL, 0, 0,
                      "not decided within the limits of precision");
}

mdm_status
mdm_claim_solve (mdm_solution_t solution, const mdm_claim_t *claim,
                 mdm_instance_t instance, mdm_err_t *err)
{
  mdm_subject_t subject = mdm_subject_of (instance, 0);
  int equal = claim->relation == MDM_REL_EQ, sign, rest;
  MDM_FMPQ (minus);

  fmpq_set_si (minus, -1, 1);
  MDM_TRY (evaluate (solution->above, claim, 0, &subject, err));
  MDM_TRY (evaluate (solution->below, claim, 1, &subject, err));
  MDM_TRY (mdm_value_addmul (solution->below, solution->above, minus));
  MDM_TRY (sign_of (&sign, solution->below, err));
  MDM_TRY (sign_of (&rest, solution->above, err));
  solution->none = sign == 0 && (equal ? rest != 0 : rest < 0);
  solution->bounded[0] = sign > 0 || (equal && sign != 0);
  solution->bounded[1] = sign < 0 || (equal && sign != 0);
  mdm_logform_neg (solution->above->x, solution->above->x);
  return MDM_OK;
}
