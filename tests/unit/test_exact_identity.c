/* test_exact_identity.c - seeded identities of logforms: the laws of a vector
   space, aliasing, reduction, and decisions against balls and MPFR.  */
#include <config.h>

#include "test_exact.h"

#include "exact/logform.h"
#include "exact_form.h"

#include <stdlib.h>

enum
{
  SEEDS = 6,
  TRIALS = 60
};

#define FAIL2(what, x, y)                                                     \
 do                                                                           \
  {                                                                           \
   form_print ("x", x);                                                       \
   form_print ("y", y);                                                       \
   ck_abort_msg ("seed %d, trial %d: %s", _i, trial, what);                   \
  }                                                                           \
 while (0)

/* Fail unless U and V are the same form, in lowest terms.  */
#define SAME(what, u, v)                                                      \
 do                                                                           \
  {                                                                           \
   form_check (u, what);                                                      \
   if (!mdm_logform_identical (u, v))                                         \
    FAIL2 (what, x, y);                                                       \
  }                                                                           \
 while (0)

START_TEST (vector_space)
{
  flint_rand_t state;
  mdm_logform_t x, y, z, u, v, w;
  fmpq_t p, q, pq;

  flint_rand_init (state);
  flint_rand_set_seed (state, (ulong) _i, 15);
  mdm_logform_init (x);
  mdm_logform_init (y);
  mdm_logform_init (z);
  mdm_logform_init (u);
  mdm_logform_init (v);
  mdm_logform_init (w);
  fmpq_init (p);
  fmpq_init (q);
  fmpq_init (pq);
  for (int trial = 0; trial < TRIALS; trial++)
    {
      slong a = (slong) n_randint (state, 2001) - 1000;

      form_random (x, state, 12, 40);
      form_random (y, state, 12, 90);
      form_random (z, state, 6, 20);
      form_random_fmpq (p, state);
      form_random_fmpq (q, state);
      form_check (x, "random");

      mdm_logform_add (u, x, y);
      mdm_logform_add (v, y, x);
      SAME ("x + y = y + x", u, v);
      mdm_logform_add (u, u, z);
      mdm_logform_add (v, y, z);
      mdm_logform_add (v, x, v);
      SAME ("(x + y) + z = x + (y + z)", u, v);
      mdm_logform_zero (w);
      mdm_logform_add (u, x, w);
      SAME ("x + 0 = x", u, x);
      mdm_logform_sub (u, x, y);
      mdm_logform_neg (v, y);
      mdm_logform_add (v, x, v);
      SAME ("x - y = x + -y", u, v);
      mdm_logform_add (v, u, y);
      SAME ("(x - y) + y = x", v, x);
      mdm_logform_sub (u, x, x);
      SAME ("x - x = 0", u, w);
      mdm_logform_mul_si (u, x, -1);
      mdm_logform_neg (v, x);
      SAME ("-1 x = -x", u, v);

      mdm_logform_mul_fmpq (u, x, p);
      mdm_logform_mul_fmpq (v, y, p);
      mdm_logform_add (u, u, v);
      mdm_logform_add (v, x, y);
      mdm_logform_mul_fmpq (v, v, p);
      SAME ("p x + p y = p (x + y)", u, v);
      mdm_logform_mul_fmpq (u, x, p);
      mdm_logform_addmul_fmpq (u, x, q);
      fmpq_add (pq, p, q);
      mdm_logform_mul_fmpq (v, x, pq);
      SAME ("p x + q x = (p + q) x", u, v);
      mdm_logform_mul_fmpq (u, x, p);
      mdm_logform_mul_fmpq (u, u, q);
      fmpq_mul (pq, p, q);
      mdm_logform_mul_fmpq (v, x, pq);
      SAME ("q (p x) = (p q) x", u, v);
      mdm_logform_mul_si (u, x, a);
      mdm_logform_zero (v);
      mdm_logform_addmul_si (v, x, a);
      SAME ("a x = 0 + a x", u, v);
      fmpq_set_si (pq, a, 1);
      mdm_logform_mul_fmpq (v, x, pq);
      SAME ("a x = a/1 x", u, v);
      if (a > 0)
        {
          mdm_logform_div_ui (u, u, (ulong) a);
          SAME ("(a x) / a = x", u, x);
          mdm_logform_div_ui (u, x, (ulong) a);
          fmpq_set_si (pq, 1, (ulong) a);
          mdm_logform_mul_fmpq (v, x, pq);
          SAME ("x / a = 1/a x", u, v);
        }
    }
  mdm_logform_clear (x);
  mdm_logform_clear (y);
  mdm_logform_clear (z);
  mdm_logform_clear (u);
  mdm_logform_clear (v);
  mdm_logform_clear (w);
  fmpq_clear (p);
  fmpq_clear (q);
  fmpq_clear (pq);
  flint_rand_clear (state);
}
END_TEST

START_TEST (aliasing)
{
  flint_rand_t state;
  mdm_logform_t x, y, u, v;
  fmpq_t q;

  flint_rand_init (state);
  flint_rand_set_seed (state, (ulong) _i, 16);
  mdm_logform_init (x);
  mdm_logform_init (y);
  mdm_logform_init (u);
  mdm_logform_init (v);
  fmpq_init (q);
  for (int trial = 0; trial < TRIALS; trial++)
    {
      form_random (x, state, 12, 40);
      form_random (y, state, 12, 90);
      form_random_fmpq (q, state);

      mdm_logform_add (u, x, y);
      mdm_logform_set (v, x);
      mdm_logform_add (v, v, y);
      SAME ("add (x, x, y)", v, u);
      mdm_logform_set (v, y);
      mdm_logform_add (v, x, v);
      SAME ("add (y, x, y)", v, u);
      mdm_logform_mul_si (u, x, 2);
      mdm_logform_set (v, x);
      mdm_logform_add (v, v, v);
      SAME ("add (x, x, x)", v, u);
      mdm_logform_sub (u, x, y);
      mdm_logform_set (v, x);
      mdm_logform_sub (v, v, y);
      SAME ("sub (x, x, y)", v, u);
      mdm_logform_set (v, y);
      mdm_logform_sub (v, x, v);
      SAME ("sub (y, x, y)", v, u);
      mdm_logform_sub (v, v, v);
      if (!mdm_logform_is_plain_zero (v))
        FAIL2 ("sub (x, x, x)", x, y);
      mdm_logform_neg (u, x);
      mdm_logform_set (v, x);
      mdm_logform_neg (v, v);
      SAME ("neg (x, x)", v, u);
      mdm_logform_mul_fmpq (u, x, q);
      mdm_logform_set (v, x);
      mdm_logform_mul_fmpq (v, v, q);
      SAME ("mul (x, x, q)", v, u);
      mdm_logform_add (u, u, x);
      mdm_logform_set (v, x);
      mdm_logform_addmul_fmpq (v, v, q);
      SAME ("addmul (x, x, q)", v, u);
      mdm_logform_mul_si (u, x, 8);
      mdm_logform_set (v, x);
      mdm_logform_addmul_si (v, v, 7);
      SAME ("addmul_si (x, x, 7)", v, u);
      mdm_logform_div_ui (u, x, 12);
      mdm_logform_set (v, x);
      mdm_logform_div_ui (v, v, 12);
      SAME ("div (x, x, 12)", v, u);
      ck_assert_int_eq (mdm_logform_reduce (u, x), MDM_OK);
      mdm_logform_set (v, x);
      ck_assert_int_eq (mdm_logform_reduce (v, v), MDM_OK);
      SAME ("reduce (x, x)", v, u);
    }
  mdm_logform_clear (x);
  mdm_logform_clear (y);
  mdm_logform_clear (u);
  mdm_logform_clear (v);
  fmpq_clear (q);
  flint_rand_clear (state);
}
END_TEST

/* Does a ball of X of PREC bits contain one of Y of ten times as many?  Both
   hold the value if X = Y, and the second is so much smaller that it can
   stick out of the first only where they differ.  */
static int
encloses (const mdm_logform_t x, const mdm_logform_t y, slong prec)
{
  arb_t wide, narrow;
  int answer;

  arb_init (wide);
  arb_init (narrow);
  mdm_logform_get_arb (wide, x, prec);
  mdm_logform_get_arb (narrow, y, 10 * prec + 400);
  answer = arb_contains (wide, narrow);
  arb_clear (wide);
  arb_clear (narrow);
  return answer;
}

START_TEST (reduction)
{
  flint_rand_t state;
  mdm_logform_t x, y, z;
  fmpz_t g;

  flint_rand_init (state);
  flint_rand_set_seed (state, (ulong) _i, 17);
  mdm_logform_init (x);
  mdm_logform_init (y);
  mdm_logform_init (z);
  fmpz_init (g);
  for (int trial = 0; trial < TRIALS; trial++)
    {
      int sign = 9;
      mdm_truth rational;
      fmpq_t q;

      form_random (x, state, 30, 20 + (int) n_randint (state, 120));
      ck_assert_int_eq (mdm_logform_reduce (y, x), MDM_OK);
      form_check (y, "reduce");
      for (slong i = 0; i < y->count; i++)
        for (slong j = 0; j < i; j++)
          {
            fmpz_gcd (g, y->n + i, y->n + j);
            if (!fmpz_is_one (g))
              FAIL2 ("reduced integers share a factor", x, y);
          }
      ck_assert_int_eq (mdm_logform_reduce (z, y), MDM_OK);
      SAME ("reduce (reduce (x)) = reduce (x)", z, y);
      if (!encloses (x, y, 60) || !encloses (y, x, 60) || !encloses (x, y, 300)
          || !encloses (y, x, 300))
        FAIL2 ("reduce changes the value", x, y);
      mdm_logform_sub (z, x, y);
      ck_assert_int_eq (mdm_logform_sign (&sign, z), MDM_OK);
      if (sign != 0)
        FAIL2 ("x - reduce (x) is not 0", x, y);
      fmpq_init (q);
      if (!mdm_logform_is_plain_zero (y))
        {
          ck_assert_int_eq (mdm_logform_ratio (q, &rational, x, y), MDM_OK);
          if (rational != MDM_TRUE || !fmpq_is_one (q))
            FAIL2 ("x / reduce (x) is not 1", x, y);
        }
      fmpq_clear (q);
    }
  mdm_logform_clear (x);
  mdm_logform_clear (y);
  mdm_logform_clear (z);
  fmpz_clear (g);
  flint_rand_clear (state);
}
END_TEST

/* Set Y to X written in another way: log n as log n^k / k, or as log (n m) -
   log m.  */
static void
rewrite (mdm_logform_t y, const mdm_logform_t x, flint_rand_t state)
{
  mdm_logform_t term;
  fmpq_t q;
  fmpz_t n, m;

  mdm_logform_init (term);
  fmpq_init (q);
  fmpz_init (n);
  fmpz_init (m);
  fmpq_set_fmpz_frac (q, x->r, x->d);
  mdm_logform_set_fmpq (y, q);
  for (slong i = 0; i < x->count; i++)
    {
      ulong k = 1 + n_randint (state, 3);
      fmpq_set_fmpz_frac (q, x->c + i, x->d);
      if (k > 1)
        {
          fmpz_pow_ui (n, x->n + i, k);
          fmpz_set_ui (m, k);
          mdm_logform_set_log (term, n);
          fmpq_div_fmpz (q, q, m);
          mdm_logform_addmul_fmpq (y, term, q);
        }
      else
        {
          fmpz_randbits (m, state, 1 + (flint_bitcnt_t) n_randint (state, 99));
          fmpz_abs (m, m);
          fmpz_mul (n, m, x->n + i);
          mdm_logform_set_log (term, n);
          mdm_logform_addmul_fmpq (y, term, q);
          mdm_logform_set_log (term, m);
          fmpq_neg (q, q);
          mdm_logform_addmul_fmpq (y, term, q);
        }
    }
  mdm_logform_clear (term);
  fmpq_clear (q);
  fmpz_clear (n);
  fmpz_clear (m);
}

/* X against itself written otherwise, and with a tiny term on one side.  */
START_TEST (near_ties)
{
  flint_rand_t state;
  mdm_logform_t x, y, tiny;
  fmpz_t n;
  fmpq_t q, one;
  mdm_truth rational;

  flint_rand_init (state);
  flint_rand_set_seed (state, (ulong) _i, 18);
  mdm_logform_init (x);
  mdm_logform_init (y);
  mdm_logform_init (tiny);
  fmpz_init (n);
  fmpq_init (q);
  fmpq_init (one);
  fmpq_one (one);
  for (int trial = 0; trial < TRIALS; trial++)
    {
      int order = 9;
      fmpz_t below, above;

      form_random (x, state, 15, 20 + (int) n_randint (state, 150));
      rewrite (y, x, state);
      ck_assert_int_eq (mdm_logform_cmp (&order, x, y), MDM_OK);
      if (order != 0)
        FAIL2 ("x = y is missed", x, y);
      ck_assert_int_eq (mdm_logform_sign (&order, x), MDM_OK);
      ck_assert_int_eq (mdm_logform_ratio (q, &rational, x, y),
                        order == 0 ? MDM_EDOMAIN : MDM_OK);
      if (order != 0 && (rational != MDM_TRUE || !fmpq_is_one (q)))
        FAIL2 ("x / y = 1 is missed", x, y);

      /* y + log (1 + 10^-k), or + 10^-k.  */
      fmpz_ui_pow_ui (n, 10, 1 + n_randint (state, 300));
      fmpz_one (fmpq_numref (q));
      fmpz_set (fmpq_denref (q), n);
      mdm_logform_set_fmpq (tiny, q);
      if (n_randint (state, 2) == 0)
        {
          fmpq_add (q, q, one);
          mdm_logform_set_log_fmpq (tiny, q);
        }
      mdm_logform_add (y, y, tiny);
      ck_assert_int_eq (mdm_logform_cmp (&order, x, y), MDM_OK);
      if (order != -1)
        FAIL2 ("x < y is missed", x, y);
      ck_assert_int_eq (mdm_logform_cmp (&order, y, x), MDM_OK);
      if (order != 1)
        FAIL2 ("y > x is missed", x, y);

      /* An integer hidden behind logarithms, and its neighbourhood.  */
      fmpz_randbits (n, state, (flint_bitcnt_t) n_randint (state, 90));
      fmpz_init (below);
      fmpz_init (above);
      fmpq_set_fmpz (q, n);
      mdm_logform_sub (y, y, x);
      mdm_logform_sub (y, y, tiny);
      mdm_logform_set_fmpq (x, q);
      mdm_logform_add (y, y, x);
      ck_assert_int_eq (mdm_logform_floor (below, y), MDM_OK);
      ck_assert_int_eq (mdm_logform_ceil (above, y), MDM_OK);
      if (!fmpz_equal (below, n) || !fmpz_equal (above, n))
        FAIL2 ("floor and ceiling of an integer", x, y);
      mdm_logform_add (y, y, tiny);
      ck_assert_int_eq (mdm_logform_floor (below, y), MDM_OK);
      ck_assert_int_eq (mdm_logform_ceil (above, y), MDM_OK);
      fmpz_sub_ui (above, above, 1);
      if (!fmpz_equal (below, n) || !fmpz_equal (above, n))
        FAIL2 ("floor and ceiling above an integer", x, y);
      mdm_logform_addmul_si (y, tiny, -2);
      ck_assert_int_eq (mdm_logform_floor (below, y), MDM_OK);
      ck_assert_int_eq (mdm_logform_ceil (above, y), MDM_OK);
      fmpz_add_ui (below, below, 1);
      if (!fmpz_equal (below, n) || !fmpz_equal (above, n))
        FAIL2 ("floor and ceiling below an integer", x, y);
      fmpz_clear (below);
      fmpz_clear (above);
    }
  mdm_logform_clear (x);
  mdm_logform_clear (y);
  mdm_logform_clear (tiny);
  fmpz_clear (n);
  fmpq_clear (q);
  fmpq_clear (one);
  flint_rand_clear (state);
}
END_TEST

/* Balls, signs, floors and ratios of forms that are not built to be near
   anything, against MPFR.  */
START_TEST (against_mpfr)
{
  flint_rand_t state;
  mdm_logform_t x, y;
  mpfr_t value, other;
  mpz_t z;
  arb_t ball;
  arf_t exact;
  fmpz_t n, m;

  flint_rand_init (state);
  flint_rand_set_seed (state, (ulong) _i, 19);
  mdm_logform_init (x);
  mdm_logform_init (y);
  mpfr_init2 (value, 3000);
  mpfr_init2 (other, 3000);
  mpz_init (z);
  arb_init (ball);
  arf_init (exact);
  fmpz_init (n);
  fmpz_init (m);
  for (int trial = 0; trial < TRIALS; trial++)
    {
      int sign = 9, order;
      form_random (x, state, 12, 90);
      form_random (y, state, 3, 30);
      form_mpfr (value, x);
      form_mpfr (other, y);
      ck_assert_int_eq (mdm_logform_sign (&sign, x), MDM_OK);
      /* What is exactly 0 is left to the table and to near_ties.  */
      if (sign == 0)
        {
          if (!mpfr_zero_p (value) && mpfr_get_exp (value) > -2500)
            FAIL2 ("the sign is 0", x, y);
          continue;
        }
      if (sign != mpfr_sgn (value))
        FAIL2 ("the sign of x", x, y);
      ck_assert_int_eq (mdm_logform_cmp (&sign, x, y), MDM_OK);
      order = mpfr_cmp (value, other);
      if (sign != (order > 0) - (order < 0))
        FAIL2 ("the order of x and y", x, y);
      for (slong prec = 2; prec < 2000; prec *= 3)
        {
          mdm_logform_get_arb (ball, x, prec);
          arf_set_mpfr (exact, value);
          /* Only the rational ones are exact in MPFR and in the ball.  */
          if (x->count > 0 && !arb_contains_arf (ball, exact))
            FAIL2 ("the ball does not contain x", x, y);
        }
      /* MPFR cannot tell the floor of a rational behind logarithms.  */
      ck_assert_int_eq (mdm_logform_reduce (y, x), MDM_OK);
      if (y->count == 0)
        continue;
      mpfr_get_z (z, value, MPFR_RNDD);
      fmpz_set_mpz (m, z);
      ck_assert_int_eq (mdm_logform_floor (n, x), MDM_OK);
      if (!fmpz_equal (n, m))
        FAIL2 ("the floor of x", x, y);
      mpfr_get_z (z, value, MPFR_RNDU);
      fmpz_set_mpz (m, z);
      ck_assert_int_eq (mdm_logform_ceil (n, x), MDM_OK);
      if (!fmpz_equal (n, m))
        FAIL2 ("the ceiling of x", x, y);
    }
  mdm_logform_clear (x);
  mdm_logform_clear (y);
  mpfr_clear (value);
  mpfr_clear (other);
  mpz_clear (z);
  arb_clear (ball);
  arf_clear (exact);
  fmpz_clear (n);
  fmpz_clear (m);
  flint_rand_clear (state);
}
END_TEST

TCase *
exact_identity_case (void)
{
  TCase *c = tcase_create ("identity");

  tcase_add_loop_test (c, vector_space, 0, SEEDS);
  tcase_add_loop_test (c, aliasing, 0, SEEDS);
  tcase_add_loop_test (c, reduction, 0, SEEDS);
  tcase_add_loop_test (c, near_ties, 0, SEEDS);
  tcase_add_loop_test (c, against_mpfr, 0, SEEDS);
  return c;
}
