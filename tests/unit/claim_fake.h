/* claim_fake.h - an environment of known values for tests of the claim
   language, and the evaluation of a text in it.  */
#ifndef MDM_CLAIM_FAKE_H
#define MDM_CLAIM_FAKE_H

#include "unit.h"

#include "claim/expr.h"

#define ROWS(table) (int) (sizeof (table) / sizeof *(table))

/* An environment of known values: L = 4, V = 3, T = 2, s = (3, 1), a(0) = 3,
   a(3) = 1; e(k) = k log 2, ekl = log 3, R = 2, kl_mixed and
   log_ter_gap infinite, tv = 1/3; H, I, TC = (digits of the groups, then of
   the condition, in base 10, the groups divided by 9) times log 2, such as
   H(1,2|3) = 12939 log 2; smax does not exist, d is too long to find.  */

static mdm_status
fake_index (mdm_value_t res, mdm_quantity_id id, const fmpz *index,
            mdm_err_t *err)
{
  fmpz_t two;
  slong i;

  if (fmpz_sgn (index) < 0 || fmpz_cmp_ui (index, 4) > 0)
    return mdm_err_set (err, MDM_EDOMAIN, NULL, 0, 0, "%s: argument not 0..4",
                        mdm_quantity_info[id].usage);
  i = fmpz_get_si (index);
  if (id == MDM_Q_S)
    mdm_value_set_si (res, i == 1 ? 3 : 1);
  else if (id == MDM_Q_A)
    mdm_value_set_si (res, i == 0 ? 3 : i == 3);
  else if (id == MDM_Q_D)
    return mdm_err_set (err, MDM_ELIMIT, NULL, 0, 0, "too long");
  else
    {
      res->infinite = 0;
      fmpz_init_set_ui (two, 2);
      mdm_logform_set_log (res->x, two);
      mdm_logform_mul_si (res->x, res->x, i);
      fmpz_clear (two);
    }
  return MDM_OK;
}

static void
fake_sets (mdm_value_t res, const mdm_position_sets_t *sets)
{
  ulong digits = 0; /* mutated texts overflow it, which does not matter */
  fmpz_t two;

  for (size_t g = 0; g <= sets->groups; g++)
    {
      for (size_t i = sets->start[g]; i < sets->start[g + 1]; i++)
        digits = 10 * digits + sets->positions[i];
      if (g < sets->groups)
        digits = 10 * digits + 9;
    }
  fmpz_init_set_ui (two, 2);
  mdm_logform_set_log (res->x, two);
  mdm_logform_mul_si (res->x, res->x, (slong) (digits % 1000000000));
  res->infinite = 0;
  fmpz_clear (two);
}

static mdm_status
fake_get (mdm_value_t res, mdm_quantity_id id, const fmpz *index,
          const mdm_position_sets_t *sets, void *data, mdm_err_t *err)
{
  fmpq_t q;

  /* An assertion that holds takes Check a system call, too much here.  */
  if (data != NULL
      || (index != NULL)
             != (mdm_quantity_info[id].argument == MDM_ARGUMENT_INDEX)
      || (sets != NULL)
             != (mdm_quantity_info[id].argument == MDM_ARGUMENT_POSITIONS))
    ck_abort_msg ("wrong arguments of %s", mdm_quantity_info[id].name);
  if (index != NULL)
    return fake_index (res, id, index, err);
  if (sets != NULL)
    {
      fake_sets (res, sets);
      return MDM_OK;
    }
  fmpq_init (q);
  fmpq_set_si (q, 1, 3);
  if (id == MDM_Q_KL_MIXED || id == MDM_Q_LOG_TER_GAP)
    mdm_value_set_infinity (res, 1);
  else if (id == MDM_Q_TV)
    mdm_value_set_fmpq (res, q);
  else if (id == MDM_Q_EKL)
    {
      mdm_logform_set_log_fmpq (res->x, q);
      mdm_logform_neg (res->x, res->x);
    }
  else if (id == MDM_Q_PMAX_LEAST)
    mdm_logform_set_log_fmpq (res->x, q); /* against the rules */
  else
    mdm_value_set_si (res, id == MDM_Q_L ? 4 : id == MDM_Q_V ? 3 : 2);
  fmpq_clear (q);
  if (id == MDM_Q_SMAX)
    return mdm_err_set (err, MDM_EABSENT, NULL, 0, 0, "no smax here");
  return MDM_OK;
}

static const mdm_environment_t fake = { fake_get, NULL, NULL };

/* Parse TEXT and evaluate it to RES.  */
static inline mdm_status
calculate (mdm_value_t res, const char *text, mdm_err_t *err)
{
  mdm_expr_t *expr;
  mdm_status status = mdm_expr_parse (&expr, text, "here", 1, err);

  ck_assert_int_eq (expr == NULL, status != MDM_OK);
  if (status != MDM_OK)
    return status;
  status = mdm_expr_evaluate (res, expr, &fake, err);
  mdm_expr_free (expr);
  return status;
}

#endif /* MDM_CLAIM_FAKE_H */
