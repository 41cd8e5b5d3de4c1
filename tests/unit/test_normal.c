/* test_normal.c - claims in normal form: the terms, the conditions, and that
   the sum of the terms is the difference of the two sides.  */
#include <config.h>

#include "claim_fake.h"

#include "claim/normal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void
put_term (FILE *stream, const mdm_term_t *term)
{
  fmpq_fprint (stream, term->coefficient);
  if (term->kind == MDM_TERM_ONE)
    return;
  fprintf (stream, " %s",
           term->kind == MDM_TERM_LOG
               ? "log"
               : mdm_quantity_info[term->quantity].name);
  if (term->kind == MDM_TERM_LOG || term->has_index)
    {
      fputc (' ', stream);
      fmpz_fprint (stream, term->argument);
    }
  if (term->sets != NULL)
    fprintf (stream, " of %zu", term->sets->groups);
}

/* "1 ekl, -3/8 sum_mi <= 0", on the heap.  */
static char *
normal_str (const mdm_normal_struct *normal)
{
  char *text;
  size_t length;
  FILE *stream = open_memstream (&text, &length);

  for (size_t i = 0; i < normal->count; i++)
    {
      fputs (i > 0 ? ", " : "", stream);
      put_term (stream, normal->term + i);
    }
  fprintf (stream, " %s 0", mdm_relation_str (normal->relation));
  fclose (stream);
  return text;
}

/* A claim, its normal form, its conditions each ended by a semicolon.  */
typedef struct
{
  const char *claim, *normal, *conditions;
} row_t;

/* L = 4, V = 3, T = 2, s = (3, 1); e(k) = k log 2, ekl = log 3, R = 2 and tv =
   1/3 in the environment `fake'.  */
static const row_t rows[] = {
  { "ekl <= R", "1 ekl, -1 R <= 0", "" },
  { "ekl <= ekl", " <= 0", "" },
  { "ekl - ekl/2 < 0", "1/2 ekl < 0", "" },
  { "ekl <= (L - 1)/V*tc + eps_train", "1 ekl, -1 eps_train, -1 tc <= 0",
    "1 L, -4 = 0;1 V, -3 = 0;" },
  { "e(2*T - 1) >= log(6/35)", "1 e 3, -1 log 6, 1 log 35 >= 0",
    "1 T, -2 = 0;" },
  { "log(1) = 0", " = 0", "" },
  { "2*(3*e(1) - 2*(ekl + 1)) = 1", "-4 ekl, 6 e 1, -5 = 0", "" },
  { "sum(t, 1, T, s(t)*e(t)) > 0", "3 e 1, 1 e 2 > 0", "" },
  { "0*log(0) + ekl < 1", "1 ekl, -1 < 0", "" },
  { "tv <= 1/2", "1 tv, -1/2 <= 0", "" },
  { "2*tv^2 <= ekl", "-1 ekl, 2/9 <= 0", "1 tv, -1/3 = 0;" },
  { "tv*L <= L/2 + tv", "-1/2 L, -1 tv, 4/3 <= 0",
    "1 tv, -1/3 = 0;1 L, -4 = 0;" },
  { "ekl <= min(e(1), e(3), e(2))", "1 ekl, -1 e 1 <= 0",
    "1 e 1, -1 e 3 <= 0;1 e 1, -1 e 2 <= 0;" },
  { "max(e(1), R) - ekl <= 0", "-1 ekl, 1 R <= 0", "-1 e 1, 1 R >= 0;" },
  { "ekl <= max(1, T)", "1 ekl, -2 <= 0", "1 T, -2 = 0;" },
  { "H(1|2) <= H(1) + floor(R)", "-1 H of 1, 1 H of 1, -2 <= 0", "" },
  { "I(0;1,2) = TC(0;1;2)", "1 I of 2, -1 TC of 3 = 0", "" },
  { "ekl <= s(smax)*tc", "", "" },
};

static void
parse (mdm_claim_t *claim, const char *text)
{
  mdm_err_t err = { 0 };

  if (mdm_claim_parse (claim, text, "here", 1, &err) != MDM_OK)
    ck_abort_msg ("%s: %s", text, err.message);
}

/* RES = the sum of the terms of NORMAL.  */
static void
add_up (mdm_value_t res, const mdm_normal_t normal)
{
  mdm_err_t err = { 0 };
  mdm_value_t v;

  mdm_value_init (v);
  mdm_value_zero (res);
  for (size_t i = 0; i < normal->count; i++)
    {
      const mdm_term_t *term = normal->term + i;
      mdm_value_set_si (v, 1);
      if (term->kind == MDM_TERM_LOG)
        mdm_logform_set_log (v->x, term->argument);
      else if (term->kind == MDM_TERM_QUANTITY)
        ck_assert_int_eq (fake.get (v, term->quantity,
                                    term->has_index ? term->argument : NULL,
                                    term->sets, fake.data, &err),
                          MDM_OK);
      ck_assert_int_eq (mdm_value_addmul (res, v, term->coefficient), MDM_OK);
    }
  mdm_value_clear (v);
}

/* Is the sum of the terms LHS - RHS of CLAIM?  */
static void
check_sum (const mdm_normal_t normal, const mdm_claim_t *claim,
           const char *text)
{
  mdm_value_t lhs, rhs, sum;
  mdm_err_t err = { 0 };
  int order = 2;
  MDM_FMPQ (minus);

  mdm_value_init (lhs);
  mdm_value_init (rhs);
  mdm_value_init (sum);
  add_up (sum, normal);
  if (mdm_expr_evaluate (lhs, claim->lhs, &fake, &err) != MDM_OK
      || mdm_expr_evaluate (rhs, claim->rhs, &fake, &err) != MDM_OK)
    ck_abort_msg ("%s: %s", text, err.message);
  fmpq_set_si (minus, -1, 1);
  ck_assert_int_eq (mdm_value_addmul (lhs, rhs, minus), MDM_OK);
  ck_assert_int_eq (mdm_value_cmp (&order, lhs, sum), MDM_OK);
  ck_assert_msg (order == 0, "%s", text);
  mdm_value_clear (lhs);
  mdm_value_clear (rhs);
  mdm_value_clear (sum);
}

static void
check_text (const mdm_normal_struct *normal, const char *want)
{
  char *text = normal_str (normal);

  ck_assert_str_eq (text, want);
  free (text);
}

START_TEST (forms)
{
  const row_t *row = rows + _i;
  const char *rest = row->conditions;
  mdm_conditions_t conditions;
  mdm_normal_t normal;
  mdm_claim_t claim;
  mdm_err_t err = { 0 };

  parse (&claim, row->claim);
  mdm_normal_init (normal);
  mdm_conditions_init (conditions);
  if (row->normal[0] == '\0')
    {
      /* smax does not exist there.  */
      ck_assert_int_eq (
          mdm_normal_set (normal, conditions, &claim, &fake, &err),
          MDM_EABSENT);
      ck_assert_uint_eq (err.column, 10);
    }
  else
    {
      ck_assert_int_eq (
          mdm_normal_set (normal, conditions, &claim, &fake, &err), MDM_OK);
      check_text (normal, row->normal);
      check_sum (normal, &claim, row->claim);
      for (size_t i = 0; i < conditions->count; i++)
        {
          char *text = normal_str (conditions->normal + i);
          size_t n = strlen (text);
          ck_assert_msg (strncmp (rest, text, n) == 0 && rest[n] == ';',
                         "%s: %s", row->claim, text);
          rest += n + 1;
          free (text);
        }
      ck_assert_str_eq (rest, "");
    }
  mdm_normal_clear (normal);
  mdm_conditions_clear (conditions);
  mdm_claim_clear (&claim);
}
END_TEST

/* Failures have their place.  */
static const row_t wrong_rows[] = {
  { "ekl <= e(1/T)", "an index must be an integer, not 1/2", NULL },
  { "ekl <= R/(L - 4)", "division by zero", NULL },
  { "ekl <= log(T - 2)", "log of 0", NULL },
};

START_TEST (failures)
{
  mdm_conditions_t conditions;
  mdm_normal_t normal;
  mdm_claim_t claim;
  mdm_err_t err = { 0 };

  parse (&claim, wrong_rows[_i].claim);
  mdm_normal_init (normal);
  mdm_conditions_init (conditions);
  ck_assert_int_eq (mdm_normal_set (normal, conditions, &claim, &fake, &err),
                    MDM_EDOMAIN);
  ck_assert_str_eq (err.message, wrong_rows[_i].normal);
  ck_assert_uint_gt (err.column, 1);
  mdm_normal_clear (normal);
  mdm_conditions_clear (conditions);
  mdm_claim_clear (&claim);
}
END_TEST

static Suite *
make_suite (void)
{
  Suite *suite = suite_create ("normal");
  TCase *c = tcase_create ("normal form");

  tcase_add_loop_test (c, forms, 0, ROWS (rows));
  tcase_add_loop_test (c, failures, 0, ROWS (wrong_rows));
  suite_add_tcase (suite, c);
  return suite;
}

int
main (void)
{
  return mdm_unit_run (make_suite);
}
