/* test_enclosure.c - sums of n log n in fixed point, and the average entropies
   made of them, against Arb and against the exact curves.  */
#include <config.h>

#include "laws.h"
#include "unit.h"

#include "exact/decimal.h"
#include "exact/enclosure.h"
#include "exact/scoped.h"
#include "info/curve.h"
#include "info/streamed.h"
#include "law/families.h"
#include "text/string.h"

#define PREC 300

/* The tables.  */

/* Fail unless WHAT J of a table, VALUE units of U, is -log (FACTOR 2^-SHIFT)
   to half a unit.  */
static void
check_entry (const char *what, long j, int64_t factor, slong shift,
             const fmpz_t value)
{
  MDM_ARB (log);
  MDM_ARB (entry);

  arb_set_si (log, (slong) factor);
  arb_mul_2exp_si (log, log, -shift);
  arb_log (log, log, PREC);
  arb_mul_2exp_si (log, log, 71);
  arb_set_fmpz (entry, value);
  arb_add (log, log, entry, PREC);
  arb_abs (log, log);
  arb_mul_2exp_si (log, log, 1);
  arb_one (entry);
  ck_assert_msg (arb_le (log, entry), "%s %ld", what, j);
}

START_TEST (tables)
{
  MDM_FMPZ (value);

  mdm_enclosure_prepare ();
  for (size_t j = 0; j < MDM_ENCLOSURE_FIRST; j++)
    {
      const mdm_enclosure_first_t *first = mdm_enclosure_first + j;
      /* |factor / 2^16 - 512 / (2 j + 513)| <= 2^-17  */
      int64_t off = (int64_t) first->factor * (int64_t) (2 * j + 513)
                    - 65536 * INT64_C (512);
      ck_assert_int_le (2 * (off < 0 ? -off : off), (int64_t) (2 * j + 513));
      fmpz_set_ui (value, first->a);
      fmpz_mul_2exp (value, value, 7);
      fmpz_add_si (value, value, (slong) first->rest);
      check_entry ("first", (long) j, (int64_t) first->factor, 16, value);
    }
  for (int64_t i = -258; i < 258; i++)
    {
      const mdm_enclosure_second_t *second = mdm_enclosure_second + (i + 258);
      /* |factor / 2^26 - (2 i + 1) / (2^18 + 2 i + 1)| <= 2^-27  */
      int64_t off = second->factor * (262144 + 2 * i + 1)
                    - (INT64_C (1) << 26) * (2 * i + 1);
      ck_assert_int_le (2 * (off < 0 ? -off : off), 262144 + 2 * i + 1);
      fmpz_set_si (value, (slong) second->log);
      check_entry ("second", (long) i, (INT64_C (1) << 26) - second->factor,
                   26, value);
    }
}
END_TEST

/* Logarithms.  */

/* Fail unless the logarithm of N is right to 3.7 U.  */
static void
check_log (uint64_t n)
{
  unsigned exponent;
  uint64_t a;
  int64_t s = mdm_enclosure_log (&exponent, &a, n);
  MDM_ARB (error);
  MDM_ARB (part);

  ck_assert_uint_eq (exponent, 63 - (unsigned) __builtin_clzll (n));
  arb_log_ui (error, n, PREC);
  arb_const_log2 (part, PREC);
  arb_submul_si (error, part, (slong) exponent, PREC);
  arb_mul_2exp_si (error, error, 71);
  arb_set_ui (part, a);
  arb_mul_2exp_si (part, part, 7);
  arb_sub (error, error, part, PREC);
  arb_sub_si (error, error, (slong) s, PREC);
  arb_mul_ui (error, error, 10, PREC);
  arb_abs (error, error);
  arb_sub_ui (error, error, 37, PREC);
  ck_assert_msg (arb_is_negative (error), "log %llu", (unsigned long long) n);
}

/* At and beside every place where another entry of a table is taken.  */
START_TEST (boundaries)
{
  mdm_enclosure_prepare ();
  for (uint64_t n = 1; n <= 4096; n++)
    check_log (n);
  for (unsigned e = 18; e < 63; e += 11)
    for (uint64_t j = 0; j < UINT64_C (1) << 17; j += 1 + e % 7)
      for (int off = -1; off <= 1; off++)
        {
          uint64_t n = (UINT64_C (1) << e) + (j << (e - 17)) + (uint64_t) off;
          if (j % 512 == 0 || j % 61 == 0)
            check_log (n);
        }
  check_log ((UINT64_C (1) << 63) - 1);
}
END_TEST

START_TEST (logarithms)
{
  uint64_t state = (uint64_t) _i;

  mdm_enclosure_prepare ();
  for (int i = 0; i < 20000; i++)
    {
      uint64_t n = mdm_splitmix64 (&state) >> (1 + i % 63);
      if (n > 0)
        check_log (n);
    }
}
END_TEST

/* Sums of random integers, of one word or wide, in two parts.  */
START_TEST (sums)
{
  uint64_t state = (uint64_t) _i;
  int wide = _i % 2;
  unsigned most = wide ? 126 : 63;
  mdm_enclosure_t sum = { 0 }, other = { 0 };
  MDM_FMPZ (total);
  MDM_FMPZ (integer);
  MDM_ARB (exact);
  MDM_ARB (term);
  MDM_ARB (ball);

  mdm_enclosure_prepare ();
  for (int i = 0; i < 300; i++)
    {
      unsigned bits = 1 + (unsigned) random_below (&state, most);
      mdm_wide_t n = (mdm_wide_t) mdm_splitmix64 (&state) << 64
                     | mdm_splitmix64 (&state);
      n >>= 128 - bits;
      /* All bits set, or none but the first, in turn.  */
      if (i % 5 == 0)
        n = ((mdm_wide_t) 1 << bits) - 1;
      if (i % 5 == 1)
        n = (mdm_wide_t) 1 << (bits - 1);
      if (wide)
        mdm_enclosure_add_wide (i % 3 == 0 ? &other : &sum, n);
      else
        mdm_enclosure_add (i % 3 == 0 ? &other : &sum, (uint64_t) n);
      fmpz_set_ui (integer, (ulong) (n >> 64));
      fmpz_mul_2exp (integer, integer, 64);
      fmpz_add_ui (integer, integer, (ulong) n);
      fmpz_add (total, total, integer);
      if (n > 1)
        {
          arb_log_fmpz (term, integer, PREC);
          arb_addmul_fmpz (exact, term, integer, PREC);
        }
    }
  mdm_enclosure_merge (&sum, &other);
  mdm_enclosure_get (ball, &sum, total, wide, PREC);
  ck_assert (arb_contains (ball, exact));
  /* It is as narrow as promised.  */
  arb_set_fmpz (term, total);
  mag_mul_2exp_si (arb_radref (ball), arb_radref (ball), wide ? 68 : 69);
  arf_get_mag (arb_radref (term), arb_midref (term));
  ck_assert_int_lt (mag_cmp (arb_radref (ball), arb_radref (term)), 0);
}
END_TEST

/* Many at once are as many one by one, up to the largest sum.  */
START_TEST (at_once)
{
  uint64_t state = (uint64_t) _i, x[200], left = UINT64_MAX;
  size_t count = (size_t) random_below (&state, 200);
  mdm_enclosure_t sum = { 0 }, other = { 0 };

  mdm_enclosure_prepare ();
  for (int word = 0; word < 4; word++)
    sum.e[word] = sum.a[word] = sum.s[word] = mdm_splitmix64 (&state);
  other = sum;
  for (size_t i = 0; i < count; i++)
    {
      x[i] = mdm_splitmix64 (&state) >> (1 + random_below (&state, 63));
      if (_i % 2 == 0 && i > 0)
        x[i] >>= i < 63 ? i : 63;
      if (x[i] > left)
        x[i] = left;
      left -= x[i];
      mdm_enclosure_add (&other, x[i]);
    }
  mdm_enclosure_add_all (&sum, x, count);
  for (int word = 0; word < 3; word++)
    {
      ck_assert_uint_eq (sum.e[word], other.e[word]);
      ck_assert_uint_eq (sum.a[word], other.a[word]);
      ck_assert_uint_eq (sum.s[word], other.s[word]);
    }
}
END_TEST

/* Average entropies.  */

/* Compare the balls of LAW by METHOD with its exact curve, and those of three
   threads with those of one.  */
static void
check_route (const mdm_law_t law, mdm_method method)
{
  mdm_limit_t limit = no_limit;
  size_t count = law->length + 1;
  arb_ptr e = _arb_vec_init ((slong) count), f = _arb_vec_init ((slong) count);
  mdm_curve_t curve;
  mdm_err_t err;
  MDM_ARB (exact);

  mdm_curve_init (curve);
  ck_assert (mdm_curve_set_by (curve, law,
                               law->length > 10 ? MDM_METHOD_SPARSE
                                                : MDM_METHOD_DENSE,
                               &no_limit, &err)
             == MDM_OK);
  ck_assert (mdm_streamed_entropies (e, law, method, &limit, &err) == MDM_OK);
  limit.jobs = 3;
  ck_assert (mdm_streamed_entropies (f, law, method, &limit, &err) == MDM_OK);
  for (size_t k = 0; k < count; k++)
    {
      mdm_logform_get_arb (exact, curve->e + k, PREC);
      ck_assert_msg (arb_contains (e + k, exact), "e(%zu) of %s", k,
                     law_description (law));
      ck_assert (arb_equal (e + k, f + k));
      /* To 2^-68 or better.  */
      ck_assert_int_lt (mag_cmp_2exp_si (arb_radref (e + k), -68), 0);
    }
  mdm_curve_clear (curve);
  _arb_vec_clear (e, (slong) count);
  _arb_vec_clear (f, (slong) count);
}

static void
check_entropies (const mdm_law_t law)
{
  check_route (law, MDM_METHOD_DENSE);
  check_route (law, MDM_METHOD_SPARSE);
}

START_TEST (entropies)
{
  mdm_law_t law;

  mdm_law_init (law);
  random_law (law, (uint64_t) _i, 729);
  if (law->vocab > 1)
    check_entropies (law);
  mdm_law_clear (law);
}
END_TEST

static const char *const specs[] = {
  "random:V=2,L=12,den=1,seed=1",
  "random:V=2,L=11,den=1000000000,seed=2",
  "random:V=2,L=11,den=18446744073709551614,seed=3",
  "random:V=3,L=7,den=1000000000000000000,seed=4",
  "random:V=2,L=11,den=4503599627370496,seed=6",
  "random:V=2,L=5,den=288230376151711743,seed=7",
  "random:V=11,L=2,den=70368744177664,seed=8",
  "random:V=5,L=4,den=65536,seed=5",
  "noisy-repetition:flip=1/1000003,L=10",
  "markov:flip=999/1000003,L=11",
  "permutation:n=5",
};

START_TEST (specified)
{
  mdm_law_t law;

  mdm_law_init (law);
  open_law (law, specs[_i]);
  check_entropies (law);
  mdm_law_clear (law);
}
END_TEST

/* Rows of a few sequences, of weights of one word, two, and more, where some
   are scaled to 0.  */
START_TEST (few_rows)
{
  static const int digits[] = { 9, 25, 60 };
  MDM_OWNED char *text = NULL;
  size_t length;
  FILE *stream = mdm_str_open (&text, &length);
  MDM_LAW (law);

  for (unsigned i = 0; i < 90; i++)
    {
      unsigned x = i * 2654435761u;
      int width = i % 3 == 0 ? 1 : digits[_i];
      fprintf (stream, "%u%0*u ", i + 1, width, x >> 7);
      for (unsigned j = 0; j < 9; j++)
        putc ((int) ('a' + (x >> 3 * j & 3)), stream);
      fprintf (stream, "%c%c\n", (int) ('a' + i % 10), (int) ('a' + i / 10));
    }
  mdm_str_close (stream);
  open_law (law, text);
  check_route (law, MDM_METHOD_SPARSE);
}
END_TEST

START_TEST (limits)
{
  mdm_method method = _i == 0 ? MDM_METHOD_DENSE : MDM_METHOD_SPARSE;
  mdm_limit_t limit = no_limit;
  arb_struct e[5];
  mdm_law_t law;
  mdm_err_t err;

  for (size_t k = 0; k < 5; k++)
    arb_init (e + k);
  mdm_law_init (law);
  open_law (law, "random:V=2,L=4,den=9,seed=1");
  limit.max_cells = mdm_streamed_cells (law, method) - 1;
  ck_assert (mdm_streamed_entropies (e, law, method, &limit, &err)
             == MDM_ELIMIT);
  limit.max_cells++;
  limit.max_memory = mdm_streamed_bytes (law, method);
  ck_assert (mdm_streamed_entropies (e, law, method, &limit, &err) == MDM_OK);
  limit.max_memory--;
  ck_assert (mdm_streamed_entropies (e, law, method, &limit, &err)
             == MDM_ELIMIT);
  for (size_t k = 0; k < 5; k++)
    arb_clear (e + k);
  mdm_law_clear (law);
}
END_TEST

/* Lazy reals.  */

/* Set X and Y to one random combination of entropies of two curves; some are
   0, some nearly so.  */
static void
combine (mdm_logform_t x, mdm_logform_t y, const mdm_curve_t lazy,
         const mdm_curve_t exact, uint64_t *state)
{
  size_t length = exact->length, k = 1 + random_below (state, length);
  slong a = (slong) random_below (state, 7) - 3;
  MDM_FMPQ (q);

  mdm_logform_zero (x);
  mdm_logform_zero (y);
  switch (random_below (state, 4))
    {
    case 0: /* TC - sum of Z_j: the coefficients cancel */
      mdm_curve_tc (x, lazy);
      mdm_curve_tc (y, exact);
      for (size_t j = 1; j <= length; j++)
        {
          mdm_logform_sub (x, x, lazy->z + j);
          mdm_logform_sub (y, y, exact->z + j);
        }
      break;
    case 1: /* an entropy less itself, written exactly: nothing cancels */
      mdm_logform_sub (x, lazy->e + k, exact->e + k);
      break;
    case 2: /* the same and a little more */
      mdm_logform_sub (x, lazy->e + k, exact->e + k);
      fmpq_set_si (q, a, 1);
      fmpz_set_ui (fmpq_denref (q), 10);
      fmpz_pow_ui (fmpq_denref (q), fmpq_denref (q), 30);
      fmpq_canonicalise (q);
      mdm_logform_set_fmpq (y, q);
      mdm_logform_add (x, x, y);
      break;
    default:
      for (size_t i = 1; i <= length; i++)
        {
          a = (slong) random_below (state, 7) - 3;
          mdm_logform_addmul_si (x, lazy->e + i, a);
          mdm_logform_addmul_si (y, exact->e + i, a);
        }
      fmpq_set_si (q, 1, 1 + random_below (state, 9));
      mdm_logform_mul_fmpq (x, x, q);
      mdm_logform_mul_fmpq (y, y, q);
    }
}

/* Every decision and every digit, through balls and through exact forms.  */
static void
check_decisions (const mdm_logform_t x, const mdm_logform_t y, slong digits,
                 mdm_unit unit)
{
  MDM_LOGFORM (plain);
  MDM_FMPZ (m);
  MDM_FMPZ (n);
  MDM_OWNED char *s = NULL;
  MDM_OWNED char *t = NULL;
  int a, b;

  ck_assert (mdm_logform_sign (&a, x) == MDM_OK);
  ck_assert (mdm_logform_sign (&b, y) == MDM_OK);
  ck_assert_int_eq (a, b);
  ck_assert (mdm_logform_cmp (&a, x, y) == MDM_OK);
  ck_assert_int_eq (a, 0);
  ck_assert (mdm_logform_floor (m, x) == MDM_OK);
  ck_assert (mdm_logform_floor (n, y) == MDM_OK);
  ck_assert (fmpz_equal (m, n));
  ck_assert (mdm_decimal_logform (&s, x, digits, unit) == MDM_OK);
  ck_assert (mdm_decimal_logform (&t, y, digits, unit) == MDM_OK);
  ck_assert_str_eq (s, t);
  ck_assert (mdm_logform_expand (plain, x) == MDM_OK);
  ck_assert (!mdm_logform_is_lazy (plain));
  ck_assert (mdm_logform_cmp (&a, plain, y) == MDM_OK);
  ck_assert_int_eq (a, 0);
}

START_TEST (lazy)
{
  uint64_t state = (uint64_t) _i;
  mdm_curve_t curve, exact;
  mdm_law_t law;
  mdm_err_t err;
  MDM_LOGFORM (x);
  MDM_LOGFORM (y);

  mdm_law_init (law);
  mdm_curve_init (curve);
  mdm_curve_init (exact);
  random_law (law, (uint64_t) _i, 243);
  for (int i = 0; law->vocab > 1 && i < 12; i++)
    {
      /* Each time with none of the exact forms made.  */
      if (i % 3 == 0)
        ck_assert (
            mdm_curve_set_lazily (curve, law,
                                  i < 6 ? MDM_METHOD_DENSE : MDM_METHOD_SPARSE,
                                  &no_limit, &err)
            == MDM_OK);
      ck_assert (
          mdm_curve_set_by (exact, law, MDM_METHOD_SPARSE, &no_limit, &err)
          == MDM_OK);
      combine (x, y, curve, exact, &state);
      check_decisions (x, y, i % 2 == 0 ? 12 : 50,
                       i % 4 < 2 ? MDM_NATS : MDM_BITS);
    }
  mdm_curve_clear (curve);
  mdm_curve_clear (exact);
  mdm_law_clear (law);
}
END_TEST

/* Ratios of lazy reals, and a form that cannot be made.  */
START_TEST (lazy_ratio)
{
  mdm_limit_t limit = no_limit;
  mdm_curve_t curve;
  mdm_law_t law;
  mdm_err_t err;
  mdm_truth rational;
  int sign;
  MDM_LOGFORM (x);
  MDM_FMPQ (q);
  MDM_OWNED char *quotient = NULL;
  char *s = NULL;

  mdm_law_init (law);
  mdm_curve_init (curve);
  open_law (law, "random:V=2,L=11,den=1000000000,seed=2");
  limit.max_cells = mdm_streamed_cells (law, MDM_METHOD_DENSE);
  ck_assert (mdm_curve_set_lazily (curve, law, MDM_METHOD_DENSE, &limit, &err)
             == MDM_OK);
  mdm_logform_mul_si (x, curve->e + 7, -6);
  mdm_logform_div_ui (x, x, 4);
  ck_assert (mdm_logform_ratio (q, &rational, x, curve->e + 7) == MDM_OK);
  ck_assert (rational == MDM_TRUE);
  ck_assert (fmpq_cmp_si (q, -1) < 0 && fmpz_equal_si (fmpq_numref (q), -3)
             && fmpz_equal_si (fmpq_denref (q), 2));
  ck_assert (mdm_logform_ratio (q, &rational, curve->e + 6, curve->e + 7)
             == MDM_OK);
  ck_assert (rational == MDM_UNKNOWN);
  ck_assert (mdm_decimal_quotient (&quotient, curve->e + 6, curve->e + 7, 12)
             == MDM_OK);
  /* What balls decide needs no form; what they do not is over the limit.  */
  ck_assert (mdm_logform_cmp (&sign, curve->e + 6, curve->e + 7) == MDM_OK);
  ck_assert_int_eq (sign, -1);
  ck_assert (mdm_decimal_logform (&s, curve->e + 6, 60, MDM_NATS)
             == MDM_ELIMIT);
  ck_assert (s == NULL);
  ck_assert (mdm_exact_logform (&s, curve->e + 6, 64, MDM_NATS) == MDM_OK);
  ck_assert (s == NULL);
  mdm_curve_clear (curve);
  mdm_law_clear (law);
}
END_TEST

static Suite *
make_suite (void)
{
  Suite *suite = suite_create ("enclosure");
  TCase *tcase = tcase_create ("fixed point");

  tcase_add_test (tcase, tables);
  tcase_add_test (tcase, boundaries);
  tcase_add_loop_test (tcase, logarithms, 1, 5);
  tcase_add_loop_test (tcase, sums, 0, 40);
  tcase_add_loop_test (tcase, at_once, 0, 40);
  suite_add_tcase (suite, tcase);
  tcase = tcase_create ("average entropies");
  tcase_add_loop_test (tcase, entropies, 0, 120);
  tcase_add_loop_test (tcase, specified, 0, sizeof specs / sizeof *specs);
  tcase_add_loop_test (tcase, limits, 0, 2);
  tcase_add_loop_test (tcase, few_rows, 0, 3);
  suite_add_tcase (suite, tcase);
  tcase = tcase_create ("lazy reals");
  tcase_add_loop_test (tcase, lazy, 0, 60);
  tcase_add_test (tcase, lazy_ratio);
  suite_add_tcase (suite, tcase);
  return suite;
}

int
main (void)
{
  return mdm_unit_run (make_suite);
}
