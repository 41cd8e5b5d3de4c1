/* test_enclosed.c - arithmetic in double words against MPFR, and the enclosed
   output law, with what is measured on it, against the exact one.  */
#include <config.h>

#include "laws.h"
#include "unit.h"

#include "exact/decimal.h"
#include "exact/double_word.h"
#include "exact/scoped.h"
#include "sampler/divergence.h"
#include "sampler/enclosed.h"
#include "sampler/output.h"
#include "sampler/schedule_spec.h"

#include <string.h>

/* Double words.  */

/* Enough for sums and products of double words to be exact here.  */
#define BITS 6000

/* A word of 53 bits: random, of few ones, or of few zeros.  */
static uint64_t
random_mantissa (uint64_t *state)
{
  uint64_t top = UINT64_C (1) << 52, few = 0;

  for (int i = 0; i < 3; i++)
    few |= UINT64_C (1) << random_below (state, 52);
  switch (random_below (state, 6))
    {
    case 0:
      return top;
    case 1:
      return 2 * top - 1;
    case 2:
      return top | few;
    case 3:
      return (2 * top - 1) ^ few;
    default:
      return top | random_below (state, top);
    }
}

/* A double word with a high word from 2^-RANGE to 2^RANGE and a low one that
   is 0, as large as may be, or anything.  */
static mdm_double_word_t
random_word (uint64_t *state, int range)
{
  int exponent = (int) random_below (state, (uint64_t) (2 * range)) - range;
  double high = ldexp ((double) random_mantissa (state), exponent - 52);
  double unit = ldexp (1, exponent - 52);
  double sign = random_below (state, 2) == 0 ? 1 : -1;
  double low = 0;

  switch (random_below (state, 5))
    {
    case 0:
      break;
    case 1:
      low = sign * ldexp (unit, -1) * (1 - ldexp (1, -53));
      break;
    case 2:
      low = sign * ldexp (unit, -1 - (int) random_below (state, 60));
      break;
    default:
      low = sign
            * ldexp ((double) random_mantissa (state),
                     exponent - 106 - (int) random_below (state, 8));
    }
  return mdm_fast_two_sum (high, low);
}

static void
set_mpfr (mpfr_t res, mdm_double_word_t x)
{
  mpfr_set_d (res, x.high, MPFR_RNDN);
  ck_assert_int_eq (mpfr_add_d (res, res, x.low, MPFR_RNDN), 0);
}

/* Fail unless FOUND is a double word at most BOUND u^2 (1 + 2^-40) from
   WANT.  */
static void
check_word (mdm_double_word_t found, mpfr_t want, double bound,
            const char *what, mdm_double_word_t x, mdm_double_word_t y)
{
  mpfr_t error;
  double units;

  mpfr_init2 (error, BITS);
  set_mpfr (error, found);
  mpfr_sub (error, error, want, MPFR_RNDN);
  mpfr_div (error, error, want, MPFR_RNDN);
  mpfr_mul_2si (error, error, 106, MPFR_RNDN);
  units = fabs (mpfr_get_d (error, MPFR_RNDA));
  mpfr_clear (error);
  ck_assert_msg (found.high == found.high + found.low
                     && units <= bound * (1 + 0x1p-40),
                 "%s: %a + %a, %a + %a: %a + %a, off by %g u^2", what, x.high,
                 x.low, y.high, y.low, found.high, found.low, units);
}

START_TEST (words)
{
  uint64_t state = (uint64_t) _i;
  mpfr_t x, y, want;

  mpfr_inits2 (BITS, x, y, want, (mpfr_ptr) 0);
  for (int i = 0; i < 4000; i++)
    {
      int range = i % 2 == 0 ? 450 : 2;
      mdm_double_word_t a = random_word (&state, range);
      mdm_double_word_t b = random_word (&state, range);
      set_mpfr (x, a);
      set_mpfr (y, b);
      mpfr_add (want, x, y, MPFR_RNDN);
      check_word (mdm_double_word_add (a, b), want, 3, "sum", a, b);
      mpfr_mul (want, x, y, MPFR_RNDN);
      check_word (mdm_double_word_mul (a, b), want, 7, "product", a, b);
      mpfr_div (want, x, y, MPFR_RNDN);
      check_word (mdm_double_word_div (a, b), want, 15 + 56 * 0x1p-53,
                  "quotient", a, b);
      /* Exact parts.  */
      mpfr_set_d (want, a.high, MPFR_RNDN);
      mpfr_mul_d (want, want, b.high, MPFR_RNDN);
      set_mpfr (x, mdm_two_prod (a.high, b.high));
      ck_assert (mpfr_equal_p (x, want));
      mpfr_set_d (want, a.high, MPFR_RNDN);
      mpfr_add_d (want, want, b.low, MPFR_RNDN);
      set_mpfr (x, mdm_two_sum (b.low, a.high));
      ck_assert (mpfr_equal_p (x, want));
    }
  mpfr_clears (x, y, want, (mpfr_ptr) 0);
}
END_TEST

/* Zero is exact.  */
START_TEST (zeros)
{
  const mdm_double_word_t zero = { 0, 0 }, x = { 3, 0x1p-60 };
  const mdm_double_word_t found[]
      = { mdm_double_word_add (zero, x), mdm_double_word_add (x, zero) };
  MDM_ARB (ball);

  for (int i = 0; i < 2; i++)
    ck_assert (found[i].high == x.high && found[i].low == x.low);
  ck_assert (mdm_double_word_mul (zero, x).high == 0);
  ck_assert (mdm_double_word_div (zero, x).high == 0);
  mdm_double_word_get_arb (ball, zero, 1000);
  ck_assert (arb_is_zero (ball));
}
END_TEST

/* Quotients of integers, small and large, and their balls of one step.  */
START_TEST (ratios)
{
  flint_rand_t state;
  MDM_FMPQ (q);
  MDM_ARB (ball);

  flint_rand_init (state);
  flint_rand_set_seed (state, (ulong) _i, 1);
  for (int i = 0; i < 3000; i++)
    {
      fmpz_randbits (fmpq_numref (q), state,
                     1 + n_randint (state, i % 2 == 0 ? 62 : 800));
      fmpz_randbits (fmpq_denref (q), state,
                     1 + n_randint (state, i % 3 == 0 ? 62 : 800));
      fmpz_abs (fmpq_numref (q), fmpq_numref (q));
      fmpz_abs (fmpq_denref (q), fmpq_denref (q));
      mdm_double_word_get_arb (
          ball, mdm_double_word_set_ratio (fmpq_numref (q), fmpq_denref (q)),
          1);
      fmpq_canonicalise (q);
      ck_assert (arb_contains_fmpq (ball, q));
      ck_assert_int_ge (arb_rel_accuracy_bits (ball), 95);
    }
  flint_rand_clear (state);
}
END_TEST

/* The output law.  */

/* RES holds X, and no more than 2^-BITS on either side.  */
static void
check_ball (const arb_t ball, const fmpq_t x, slong bits, const char *what,
            const mdm_law_t law, const char *schedule)
{
  MDM_ARB (bound);
  MDM_FMPQ (zero);
  int narrow;

  arb_set_fmpq (bound, x, 64);
  arb_abs (bound, bound);
  arb_mul_2exp_si (bound, bound, -bits);
  narrow = arf_is_zero (arb_midref (bound))
               ? arb_is_zero (ball)
               : mag_cmp_2exp_si (arb_radref (ball), -1000) <= 0;
  if (!arf_is_zero (arb_midref (bound)))
    {
      mag_t least;
      mag_init (least);
      arb_get_mag_lower (least, bound);
      narrow = mag_cmp (arb_radref (ball), least) <= 0;
      mag_clear (least);
    }
  if (!narrow || !arb_contains_fmpq (ball, x))
    {
      char *rows = law_description (law), *text = arb_get_str (ball, 40, 0);
      ck_abort_msg ("%s by %s: %s: %s", what, schedule, text, rows);
    }
}

/* RES holds X, and is not wider than 2^-BITS.  */
static void
check_real_ball (const arb_t ball, const arb_t x, slong bits, const char *what,
                 const mdm_law_t law, const char *schedule)
{
  if (!arb_overlaps (ball, x)
      || mag_cmp_2exp_si (arb_radref (ball), -bits) > 0)
    {
      char *rows = law_description (law), *text = arb_get_str (ball, 40, 0);
      ck_abort_msg ("%s by %s: %s: %s", what, schedule, text, rows);
    }
}

/* BITS, where they are few, are enough for the common denominator of
   P[0..COUNT).  */
static void
check_bits (flint_bitcnt_t bits, const fmpq *p, size_t count)
{
  MDM_FMPZ (all);

  fmpz_one (all);
  for (size_t i = 0; i < count; i++)
    fmpz_lcm (all, all, fmpq_denref (p + i));
  ck_assert (bits == UINT64_MAX || bits <= MDM_FRACTION_BITS_MAX);
  ck_assert_uint_le (fmpz_bits (all), bits);
}

/* All balls against the exact numbers.  */
static void
check_enclosed (const mdm_prediction_t *prediction,
                const mdm_schedule_t schedule)
{
  const mdm_law_struct *rows = prediction->rows;
  size_t count = rows->support;
  MDM_FMPQ_VEC (exact, count);
  MDM_LOGFORM (form);
  MDM_FMPQ (q);
  MDM_ARB (ball);
  MDM_ARB (x);
  arb_ptr p = _arb_vec_init ((slong) count);
  int infinite, exactly;
  flint_bitcnt_t bits;

  ck_assert_int_eq (
      mdm_output_predicted (exact, prediction, schedule, &no_limit, NULL),
      MDM_OK);
  ck_assert_int_eq (
      mdm_enclosed_output (p, &bits, prediction, schedule, &no_limit, NULL),
      MDM_OK);
  check_bits (bits, exact, count);
  for (size_t i = 0; i < count; i++)
    check_ball (p + i, exact + i, 85, "p_Y", rows, schedule->name);
  mdm_divergence_kl (form, &exactly, rows, exact);
  mdm_enclosed_kl (ball, &infinite, rows, p);
  ck_assert_int_eq (infinite, exactly);
  mdm_logform_get_arb (x, form, 200);
  check_real_ball (ball, x, 80, "KL", rows, schedule->name);
  mdm_divergence_tv (q, rows, exact);
  arb_set_fmpq (x, q, 200);
  mdm_enclosed_tv (ball, rows, p);
  check_real_ball (ball, x, 80, "TV", rows, schedule->name);
  ck_assert (arb_contains_fmpq (ball, q));
  mdm_divergence_ser (q, rows, exact);
  arb_set_fmpq (x, q, 200);
  mdm_enclosed_ser (ball, rows, p);
  check_real_ball (ball, x, 80, "SER", rows, schedule->name);
  ck_assert (arb_contains_fmpq (ball, q));
  if (count == mdm_work_pow (rows->vocab, rows->length) && fmpq_is_zero (q))
    ck_assert (arb_is_zero (ball));
  _arb_vec_clear (p, (slong) count);
}

static const char *const schedules[]
    = { "ar",       "balanced:1",     "balanced:2",    "balanced:3",
        "cosine:2", "loglinear:3",    "iid-uniform:3", "iid:1/2,0,1/3,1/6",
        "iid:1",    "alpha-cosine:4", "blocks" };

static const char *const predictors[]
    = { "ideal", "smooth:1/10", "smooth:1", "power:1", "power:3", "argmax" };

/* A schedule for LAW: one of those above, or random sizes of two parts.  */
static void
set_schedule (mdm_schedule_t schedule, size_t which, size_t length)
{
  mdm_schedule_struct part[2];
  MDM_FMPQ_VEC (weight, 2);

  if (which < sizeof schedules / sizeof *schedules - 1)
    {
      ck_assert_int_eq (mdm_schedule_parse (schedule, schedules[which], length,
                                            NULL, &no_limit, NULL),
                        MDM_OK);
      return;
    }
  mdm_schedule_init (part);
  mdm_schedule_init (part + 1);
  mdm_schedule_set_balanced (part, length, 2);
  mdm_schedule_set_autoregressive (part + 1, length);
  fmpq_set_si (weight, 1, 3);
  fmpq_set_si (weight + 1, 2, 3);
  mdm_schedule_set_mixed (schedule, part, weight, 2);
  mdm_schedule_clear (part);
  mdm_schedule_clear (part + 1);
}

/* Of every schedule and predictor, on the rows of LAW and on its grid.  */
static void
check_law (mdm_law_t law)
{
  MDM_LAW (grid);

  ck_assert_int_eq (mdm_output_grid (grid, law, &no_limit, NULL), MDM_OK);
  for (size_t k = 0; k < sizeof predictors / sizeof *predictors; k++)
    {
      MDM_CLEARED (predictor, mdm_predictor_struct, mdm_predictor_clear);
      MDM_CLEARED (on_rows, mdm_prediction_t, mdm_prediction_clear);
      MDM_CLEARED (on_grid, mdm_prediction_t, mdm_prediction_clear);
      mdm_predictor_init (predictor);
      ck_assert_int_eq (
          mdm_prediction_init (on_rows, law, law, predictor, &no_limit, NULL),
          MDM_OK);
      ck_assert_int_eq (
          mdm_prediction_init (on_grid, grid, law, predictor, &no_limit, NULL),
          MDM_OK);
      ck_assert_int_eq (
          mdm_predictor_open (predictor, predictors[k], law, &no_limit, NULL),
          MDM_OK);
      for (size_t s = 0; s < sizeof schedules / sizeof *schedules; s++)
        {
          MDM_SCOPED (schedule, mdm_schedule_struct, mdm_schedule_init,
                      mdm_schedule_clear);
          set_schedule (schedule, s, law->length);
          check_enclosed (on_rows, schedule);
          check_enclosed (on_grid, schedule);
        }
    }
}

START_TEST (random_laws)
{
  MDM_LAW (law);

  random_law (law, (uint64_t) _i, 27);
  check_law (law);
}
END_TEST

/* Laws of weights of 60 digits, of few rows, and larger ones.  */
START_TEST (some_laws)
{
  static const char *const specs[]
      = { "1 00\n1000000000000000000000000000000 11\n", "1 0000\n1 1111\n",
          "1 0000\n1 0011\n3 1111\n576460752303423619 1010\n2 1110\n",
          "random:V=2,L=5,den=1000000007,seed=4" };
  MDM_LAW (law);

  open_law (law, specs[_i]);
  check_law (law);
}
END_TEST

/* Another law's conditionals, with rows of their own.  */
START_TEST (law_predictor)
{
  MDM_LAW (law);
  MDM_CLEARED (predictor, mdm_predictor_struct, mdm_predictor_clear);
  MDM_CLEARED (prediction, mdm_prediction_t, mdm_prediction_clear);

  mdm_predictor_init (predictor);
  open_law (law, "1 000\n2 011\n5 110\n");
  ck_assert_int_eq (mdm_predictor_open (predictor, "law:parity:V=2,L=3", law,
                                        &no_limit, NULL),
                    MDM_OK);
  ck_assert_int_eq (
      mdm_prediction_init (prediction, law, law, predictor, &no_limit, NULL),
      MDM_OK);
  for (size_t s = 0; s < sizeof schedules / sizeof *schedules; s++)
    {
      MDM_SCOPED (schedule, mdm_schedule_struct, mdm_schedule_init,
                  mdm_schedule_clear);
      set_schedule (schedule, s, law->length);
      check_enclosed (prediction, schedule);
    }
}
END_TEST

/* What was told last.  */
typedef struct
{
  uint64_t done, total;
} told_t;

static void
hear (void *data, const char *what, uint64_t done, uint64_t total)
{
  told_t *told = data;

  ck_assert_str_eq (what, "the output law");
  ck_assert_uint_gt (done, told->done);
  ck_assert_uint_le (done, total);
  *told = (told_t){ done, total };
}

/* Balls are the same for any number of threads, and all of the work is
   told.  */
START_TEST (threads)
{
  mdm_limit_t limit = no_limit;
  MDM_LAW (law);
  MDM_CLEARED (predictor, mdm_predictor_struct, mdm_predictor_clear);
  MDM_CLEARED (prediction, mdm_prediction_t, mdm_prediction_clear);
  MDM_SCOPED (schedule, mdm_schedule_struct, mdm_schedule_init,
              mdm_schedule_clear);
  arb_ptr p[2];

  mdm_predictor_init (predictor);
  open_law (law, "random:V=2,L=9,den=99,seed=4");
  ck_assert_int_eq (mdm_predictor_open (predictor,
                                        _i % 2 ? "ideal" : "smooth:1/10", law,
                                        &no_limit, NULL),
                    MDM_OK);
  ck_assert_int_eq (
      mdm_prediction_init (prediction, law, law, predictor, &no_limit, NULL),
      MDM_OK);
  set_schedule (schedule, (size_t) _i / 2, law->length);
  for (int i = 0; i < 2; i++)
    {
      told_t told = { 0, 0 };
      mdm_progress_t progress = { hear, &told };
      flint_bitcnt_t bits;
      limit.jobs = i == 0 ? 1 : 3;
      limit.progress = &progress;
      p[i] = _arb_vec_init ((slong) law->support);
      ck_assert_int_eq (mdm_enclosed_output (p[i], &bits, prediction, schedule,
                                             &limit, NULL),
                        MDM_OK);
      ck_assert_uint_gt (told.done, 0);
      ck_assert_uint_eq (told.done, told.total);
    }
  for (size_t x = 0; x < law->support; x++)
    ck_assert (arb_equal (p[0] + x, p[1] + x));
  _arb_vec_clear (p[0], (slong) law->support);
  _arb_vec_clear (p[1], (slong) law->support);
}
END_TEST

/* What may be too small is refused, before the program runs, and what is just
   large enough is not; as is what takes too long.  */
START_TEST (refused)
{
  static const struct
  {
    const char *law, *schedule, *message;
    uint64_t cells;
  } cases[] = {
    { "1 00\n1e 11\n", "2", "", UINT64_MAX },
    { "tiny", "1,1", "too small", UINT64_MAX },
    { "random:V=2,L=8,den=99,seed=4", "2,2,4", "the output law takes", 10000 },
  };
  mdm_limit_t limit = no_limit;
  mdm_err_t err = { 0 };
  char text[2000];
  MDM_LAW (law);
  MDM_CLEARED (prediction, mdm_prediction_t, mdm_prediction_clear);
  MDM_SCOPED (schedule, mdm_schedule_struct, mdm_schedule_init,
              mdm_schedule_clear);
  flint_bitcnt_t bits;
  arb_ptr p;

  /* 10^130 and 10^140: 2 tokens are 864 bits and 930 bits.  */
  snprintf (text, sizeof text, "1 00\n1%0*d 11\n", _i == 0 ? 130 : 140, 0);
  open_law (law, _i < 2 ? text : cases[_i].law);
  ck_assert_int_eq (
      mdm_prediction_init (prediction, law, law, NULL, &no_limit, NULL),
      MDM_OK);
  ck_assert_int_eq (mdm_schedule_parse (schedule, cases[_i].schedule,
                                        law->length, NULL, &no_limit, NULL),
                    MDM_OK);
  limit.max_cells = cases[_i].cells;
  p = _arb_vec_init ((slong) law->support);
  ck_assert_int_eq (
      mdm_enclosed_output (p, &bits, prediction, schedule, &limit, &err),
      _i == 0 ? MDM_OK : MDM_ELIMIT);
  ck_assert_msg (strstr (err.message, cases[_i].message) != NULL, "%s",
                 err.message);
  _arb_vec_clear (p, (slong) law->support);
}
END_TEST

static Suite *
make_suite (void)
{
  Suite *suite = suite_create ("enclosed");
  TCase *arithmetic = tcase_create ("double words");
  TCase *output = tcase_create ("output");

  tcase_add_loop_test (arithmetic, words, 0, 10);
  tcase_add_test (arithmetic, zeros);
  tcase_add_loop_test (arithmetic, ratios, 0, 4);
  suite_add_tcase (suite, arithmetic);
  tcase_add_loop_test (output, random_laws, 0, 48);
  tcase_add_loop_test (output, some_laws, 0, 4);
  tcase_add_test (output, law_predictor);
  tcase_add_loop_test (output, threads, 0,
                       2 * (int) (sizeof schedules / sizeof *schedules));
  tcase_add_loop_test (output, refused, 0, 3);
  suite_add_tcase (suite, output);
  return suite;
}

int
main (void)
{
  return mdm_unit_run (make_suite);
}
