/* test_claim.c - the claim language: what expressions and claims mean; values
   and the table of quantities.  */
#include <config.h>

#include "claim_fake.h"

#include <string.h>

/* Is claim TEXT true?  */
static int
decide (const char *text)
{
  mdm_claim_t claim;
  mdm_value_t lhs, rhs;
  mdm_err_t err = { 0 };
  int order = 2;

  mdm_value_init (lhs);
  mdm_value_init (rhs);
  if (mdm_claim_parse (&claim, text, "here", 1, &err) != MDM_OK
      || mdm_expr_evaluate (lhs, claim.lhs, &fake, &err) != MDM_OK
      || mdm_expr_evaluate (rhs, claim.rhs, &fake, &err) != MDM_OK
      || mdm_value_cmp (&order, lhs, rhs) != MDM_OK)
    ck_abort_msg ("%s: %zu: %s", text, err.column, err.message);
  mdm_value_clear (lhs);
  mdm_value_clear (rhs);
  order = mdm_relation_holds (claim.relation, order);
  mdm_claim_clear (&claim);
  return order;
}

/* Claims that are true, each with both sides worked out by hand.  */

static const char *const true_claims[] = {
  /* Numbers and precedence.  */
  "0.1 + 0.2 = 3/10",
  "1/3 = 2/6",
  "007.50 = 7.5",
  ".5 + 1. = 1.5e0",
  "9.5e-05 = 19/2/10^5",
  "1-1e-1 = 9E-1",
  "2.5e+1 = 25",
  "1 - 2 - 3 = -4",
  "2 - (3 - 4) = 3",
  "8/4/2 = 1",
  "8/4*2 = 4",
  "2 + 3*4 = 14",
  "(2 + 3)*4 = 20",
  "-2^2 = -4",
  "(-2)^2 = 4",
  "2^3^2 = 512",
  "2^-1 = 1/2",
  "2^-2^2 = 1/16",
  "(2/3)^-2 = 9/4",
  "2*-3 = -6",
  "2--3 = 5",
  "--2 = 2",
  "0^0 = 1",
  "(1/2)^(4/2) = 0.25",
  "(-1)^99999999999999999999999 = -1",
  "1^-99999999999999999999999 = 1",
  "0^99999999999999999999999 = 0",
  "1\n+\t1\r\n= 2 ",
  /* Relations.  */
  "1 < 2",
  "1 <= 1",
  "1 >= 1",
  "2 > 1",
  "log(2) < 0.69314718056",
  "log(2) > 0.69314718055",
  "log(4) = 2*log(2)",
  "log(6) - log(2) = log(3)",
  "log(4/9) = 2*log(2) - 2*log(3)",
  "log(1) = 0",
  /* Functions.  */
  "floor(7/2) = 3",
  "floor(-7/2) = -4",
  "ceil(7/2) = 4",
  "ceil(-7/2) = -3",
  "floor(3) = ceil(3)",
  "floor(log(20)) = 2",
  "ceil(log(20)) = 3",
  "floor(-log(20)) = -3",
  "floor(log(8) - 3*log(2)) = 0",
  "ceil(1 + log(8) - 3*log(2)) = 1",
  "log2ceil(1) = 0",
  "log2ceil(2) = 1",
  "log2ceil(3) = 2",
  "log2ceil(4) = 2",
  "log2ceil(5) = 3",
  "log2ceil(2^1000) = 1000",
  "log2ceil(2^1000 + 1) = 1001",
  "log2ceil(1/2) = -1",
  "log2ceil(1/3) = -1",
  "log2ceil(1/4) = -2",
  "log2ceil(3/4) = 0",
  "log2ceil(4/3) = 1",
  "log2ceil(5/16) = -1",
  "min(3, 1, 2) = 1",
  "max(3, 1, 2) = 3",
  "min(5) = 5",
  "max(log(2), 69/100) = log(2)",
  "min(log(2), 69/100) = 69/100",
  "max(log(4), 2*log(2), log(3)) = log(4)",
  "min(kl_mixed, 1) = 1",
  "max(1, kl_mixed) = kl_mixed",
  "min(-kl_mixed, kl_mixed) = -kl_mixed",
  "binom(5, 2) = 10",
  "binom(5, 0) = 1",
  "binom(0, 0) = 1",
  "binom(5, 6) = 0",
  "binom(5, -1) = 0",
  "binom(10^9, 10^9 - 2) = 10^9*(10^9 - 1)/2",
  "binom(100000, 1) = 100000",
  /* Sums.  */
  "sum(j, 1, 100, j) = 5050",
  "sum(j, -2, 2, j^2) = 10",
  "sum(j, 1, 1, j) = 1",
  "sum(j, 1, 0, 1) = 0",
  "sum(j, 5, -5, log(0)) = 0",
  "sum(j, 1, 4, log(j)) = log(24)",
  "sum(i, 1, 3, sum(j, 1, i, i*j)) = 25",
  "sum(i, 1, 3, i) * sum(i, 1, 3, i^2) = 84",
  "sum(i, sum(k, 0, 1, k), sum(k, 0, 2, k), sum(j, i, i + 1, j)) = 15",
  "sum(i, 1, 2, sum(j, sum(k, 1, i, k), sum(k, 1, i + 1, k), j)) = 6 + 18",
  "sum(j, 0, 4, binom(4, j)) = 2^4",
  "sum(x_1, 0, 2, 2^-x_1) = 7/4",
  /* x log x = 0 at 0, 0 times infinity.  */
  "0*log(0) = 0",
  "log(0)*0 = 0",
  "log(0)/3*(L - 4) = 0",
  "0*(1 + log(0)) = 0",
  "1*2*0*log(0) = 0",
  "log(0)*2*0 = 0",
  "0*max(log(0), 1) = 0",
  "0*sum(j, 0, 3, log(j)) = 0",
  "sum(j, 0, 2, j*log(j)) = log(4)",
  "0*kl_mixed = 0",
  "-0*kl_mixed = 0",
  "kl_mixed*0/2 = 0",
  /* Infinity.  */
  "kl_mixed > 10^1000",
  "kl_mixed = log_ter_gap",
  "-kl_mixed < log(2)",
  "kl_mixed + 1 = kl_mixed",
  "1 - kl_mixed = -kl_mixed",
  "kl_mixed + log_ter_gap = kl_mixed",
  "-2*kl_mixed = -kl_mixed",
  "kl_mixed/(-3) = -kl_mixed",
  "sum(j, 1, 2, kl_mixed) = kl_mixed",
  /* Quantities.  */
  "L = 4",
  "V*L = 12",
  "s(1) + s(T) = L",
  "a(0)*a(3) = 3",
  "tv = 1/3",
  "ekl = log(3)",
  "e(L) = log(16)",
  "e(2*2) - e(1 + 2) = log(2)",
  "e(sum(j, 1, 4, 1)) = e(4)",
  "sum(k, 0, 3, a(k)*e(k + 1)) = 7*log(2)",
  "e(floor(log(20))) = log(4)",
  "TC(1;2) = 1929*log(2)",
  "H(1) = 19*log(2)",
  "H ( 1 , 2 | 3 ) = 1293*log(2)",
  "H(1,2|3,4) = 12934*log(2)",
  "I(1;2,3) = 19239*log(2)",
  "I(1;2|3) = 19293*log(2)",
  "TC(1;2;3|0,4) = 19293904*log(2)",
  "TC(1;2) + tc = tc + TC(1;2)",
};

START_TEST (true_claim)
{
  ck_assert_msg (decide (true_claims[_i]), "%s", true_claims[_i]);
}
END_TEST

static const char *const false_claims[] = {
  "1 < 1",
  "1 > 1",
  "1 = 2",
  "2 <= 1",
  "1 >= 2",
  "log(2) = 69/100",
  "kl_mixed < kl_mixed",
  "kl_mixed <= 10^1000",
  "ekl >= log(4)",
};

START_TEST (false_claim)
{
  ck_assert_msg (!decide (false_claims[_i]), "%s", false_claims[_i]);
}
END_TEST

START_TEST (trees)
{
  mdm_err_t err = { 0 };
  mdm_claim_t claim;
  const mdm_node_t *min;
  mdm_value_t value;
  fmpq_t q;

  ck_assert_int_eq (
      mdm_claim_parse (&claim, "ekl <= min(2*L, e(1))", "", 1, &err), MDM_OK);
  ck_assert (mdm_expr_uses (claim.lhs, MDM_Q_EKL));
  ck_assert (!mdm_expr_uses (claim.lhs, MDM_Q_L));
  ck_assert (mdm_expr_uses (claim.rhs, MDM_Q_L));
  ck_assert (mdm_expr_uses (claim.rhs, MDM_Q_E));
  ck_assert (!mdm_expr_is_rational (claim.rhs));
  ck_assert_str_eq (mdm_relation_str (claim.relation), "<=");
  min = mdm_expr_root (claim.rhs);
  ck_assert_int_eq (min->kind, MDM_NODE_MIN);
  ck_assert_uint_eq (min->count, 2);
  fmpq_init (q);
  mdm_value_init (value);
  ck_assert_int_eq (
      mdm_expr_evaluate_node (value, claim.rhs, min->child[0], &fake, &err),
      MDM_OK);
  ck_assert (mdm_value_is_rational (q, value));
  ck_assert (fmpq_equal_ui (q, 8));
  mdm_value_clear (value);
  fmpq_clear (q);
  mdm_claim_clear (&claim);
}
END_TEST

/* The table of quantities: complete, and found by name.  */
START_TEST (quantities)
{
  for (int i = 0; i < MDM_Q_COUNT; i++)
    {
      const mdm_quantity_info_t *info = &mdm_quantity_info[i];
      mdm_quantity_id id = MDM_Q_COUNT;
      size_t length;

      ck_assert_ptr_nonnull (info->name);
      length = strlen (info->name);
      ck_assert (mdm_quantity_find (&id, info->name, length));
      ck_assert_int_eq ((int) id, i);
      ck_assert (!mdm_quantity_find (NULL, info->name, length - 1)
                 || length == 3 || length == 14 || length == 4 || length == 2);
      ck_assert (strncmp (info->usage, info->name, length) == 0);
      ck_assert_int_eq (info->usage[length] == '\0',
                        info->argument == MDM_ARGUMENT_NONE);
      ck_assert (info->least > 0 || info->argument != MDM_ARGUMENT_POSITIONS);
      ck_assert (info->answer != NULL);
      ck_assert_uint_gt (strlen (info->meaning), 0);
      ck_assert_ptr_null (strchr (info->meaning, '\n'));
    }
  ck_assert (!mdm_quantity_find (NULL, "", 0));
  ck_assert (!mdm_quantity_find (NULL, "LL", 2));
}
END_TEST

/* Exponentials: the order of exp (3/2 log 4) = 8 and rationals.  */
START_TEST (exponentials)
{
  static const struct
  {
    slong p;
    ulong q;
    int order;
  } table[] = { { 8, 1, 0 },   { 7, 1, 1 }, { 9, 1, -1 }, { 81, 10, -1 },
                { 79, 10, 1 }, { 0, 1, 1 }, { -8, 1, 1 } };
  MDM_VALUE (x);
  MDM_VALUE (y);
  MDM_FMPQ (q);
  int order;

  fmpq_set_ui (q, 4, 1);
  mdm_logform_set_log_fmpq (x->x, q);
  fmpq_set_ui (q, 3, 2);
  mdm_logform_mul_fmpq (x->x, x->x, q);
  x->exponential = 1;
  ck_assert (!mdm_value_is_rational (NULL, x));
  for (int i = 0; i < ROWS (table); i++)
    {
      fmpq_set_si (q, table[i].p, table[i].q);
      mdm_value_set_fmpq (y, q);
      ck_assert_int_eq (mdm_value_cmp (&order, x, y), MDM_OK);
      ck_assert_int_eq (order, table[i].order);
      ck_assert_int_eq (mdm_value_cmp (&order, y, x), MDM_OK);
      ck_assert_int_eq (order, -table[i].order);
    }
  /* exp (0) is 1; infinity is above, and below.  */
  mdm_value_set_infinity (y, 1);
  ck_assert_int_eq (mdm_value_cmp (&order, x, y), MDM_OK);
  ck_assert_int_eq (order, -1);
  mdm_value_set_infinity (y, -1);
  ck_assert_int_eq (mdm_value_cmp (&order, x, y), MDM_OK);
  ck_assert_int_eq (order, 1);
  mdm_logform_zero (x->x);
  mdm_value_set_si (y, 1);
  ck_assert_int_eq (mdm_value_cmp (&order, x, y), MDM_OK);
  ck_assert_int_eq (order, 0);
  mdm_value_swap (x, y);
  ck_assert (y->exponential && !x->exponential);
  mdm_value_set (x, y);
  ck_assert (x->exponential);
  mdm_value_zero (x);
  ck_assert (!x->exponential);
}
END_TEST

/* Values.  */

START_TEST (values)
{
  mdm_value_t v, w;
  fmpq_t q;
  int order;

  mdm_value_init (v);
  mdm_value_init (w);
  fmpq_init (q);
  fmpq_set_si (q, -1, 2);
  mdm_value_set_infinity (v, 5);
  ck_assert_int_eq (v->infinite, 1);
  ck_assert (!mdm_value_is_rational (NULL, v));
  ck_assert_int_eq (mdm_value_addmul (w, v, q), MDM_OK);
  ck_assert_int_eq (w->infinite, -1);
  ck_assert_int_eq (mdm_value_addmul (w, v, q), MDM_OK);
  ck_assert_int_eq (w->infinite, -1);
  ck_assert_int_eq (mdm_value_cmp (&order, v, w), MDM_OK);
  ck_assert_int_eq (order, 1);
  fmpq_one (q);
  ck_assert_int_eq (mdm_value_addmul (w, v, q), MDM_EDOMAIN);
  ck_assert (mdm_value_is_rational (q, w));
  ck_assert (fmpq_is_zero (q));
  mdm_value_set_si (w, -3);
  mdm_value_swap (v, w);
  mdm_value_set_infinity (w, -1);
  ck_assert (v->infinite == 0 && w->infinite == -1);
  ck_assert_int_eq (mdm_value_cmp (&order, w, v), MDM_OK);
  ck_assert_int_eq (order, -1);
  ck_assert (mdm_value_is_rational (q, v));
  ck_assert (fmpq_cmp_si (q, -3) == 0);
  mdm_value_zero (v);
  ck_assert_int_eq (mdm_value_addmul (v, w, (fmpq_zero (q), q)), MDM_OK);
  mdm_value_zero (w);
  ck_assert_int_eq (mdm_value_cmp (&order, v, w), MDM_OK);
  ck_assert_int_eq (order, 0);
  mdm_value_clear (v);
  mdm_value_clear (w);
  fmpq_clear (q);
}
END_TEST

static Suite *
make_suite (void)
{
  Suite *suite = suite_create ("claim");
  TCase *c = tcase_create ("language");

  tcase_add_loop_test (c, true_claim, 0, ROWS (true_claims));
  tcase_add_loop_test (c, false_claim, 0, ROWS (false_claims));
  tcase_add_test (c, trees);
  suite_add_tcase (suite, c);
  c = tcase_create ("parts");
  tcase_add_test (c, quantities);
  tcase_add_test (c, exponentials);
  tcase_add_test (c, values);
  suite_add_tcase (suite, c);
  return suite;
}

int
main (void)
{
  return mdm_unit_run (make_suite);
}
