/* test_exact_decimal.c - decimals against printf and MPFR, exact forms.  */
#include <config.h>

#include "test_exact.h"

#include "exact/decimal.h"
#include "exact_form.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define COUNT(array) ((int) (sizeof (array) / sizeof *(array)))

#define ZERO "log(6) + log(35) - log(10) - log(21)"
#define UP "log(10^100+1) - log(10^100)"
#define DOWN "log(10^100) - log(10^100+1)"
#define NINES10 "9999999999"
#define NINES39 NINES10 NINES10 NINES10 "999999999"

static const struct
{
  const char *x;
  mdm_unit unit;
  slong digits;
  const char *decimal;
} decimals[] = {
  { "0", MDM_NATS, 1, "0" },
  { "0", MDM_BITS, 30, "0" },
  { ZERO, MDM_NATS, 12, "0" },
  { ZERO, MDM_BITS, 12, "0" },
  { "log(2)", MDM_NATS, 12, "0.693147180560" },
  { "log(2)", MDM_BITS, 12, "1.00000000000" },
  { "-log(2)", MDM_NATS, 3, "-0.693" },
  { "log(3)", MDM_BITS, 12, "1.58496250072" },
  { "1", MDM_BITS, 12, "1.44269504089" },
  { "1", MDM_NATS, 1, "1." },
  { "1", MDM_NATS, 4, "1.000" },
  { "-1/3", MDM_NATS, 5, "-0.33333" },
  { "2/3", MDM_NATS, 5, "0.66667" },
  { "123456", MDM_NATS, 3, "1.23e+05" },
  { "123456", MDM_NATS, 5, "1.2346e+05" },
  { "123456", MDM_NATS, 6, "123456." },
  { "123456", MDM_NATS, 7, "123456.0" },
  { "99999", MDM_NATS, 5, "99999." },
  { "99999", MDM_NATS, 3, "1.00e+05" },
  { "999999/1000000", MDM_NATS, 3, "1.00" },
  { "1/10000", MDM_NATS, 3, "0.000100" },
  { "1/100000", MDM_NATS, 3, "1.00e-05" },
  { "99999/1000000000", MDM_NATS, 3, "0.000100" },
  { "99949/1000000000", MDM_NATS, 3, "9.99e-05" },
  { "10^100", MDM_NATS, 3, "1.00e+100" },
  { "1/10^100", MDM_NATS, 1, "1.e-100" },
  /* Rounded up to 10^digits: C says 1.0e+02, and so do MPFR and Python;
     glibc 2.36 prints 1.e+02.  */
  { "399/4", MDM_NATS, 2, "1.0e+02" },
  { "-3999/4", MDM_NATS, 3, "-1.00e+03" },
  { "99999/100", MDM_NATS, 4, "1000." },
  /* Ties go to even, rational or behind logarithms, in nats and bits.  */
  { "1/2", MDM_NATS, 1, "0.5" },
  { "5/2", MDM_NATS, 1, "2." },
  { "7/2", MDM_NATS, 1, "4." },
  { "-5/2", MDM_NATS, 1, "-2." },
  { "1/8", MDM_NATS, 2, "0.12" },
  { "3/8", MDM_NATS, 2, "0.38" },
  { "1999/200", MDM_NATS, 3, "10.0" },
  { "1997/200", MDM_NATS, 3, "9.98" },
  { "19/2", MDM_NATS, 1, "1.e+01" },
  { "17/2", MDM_NATS, 1, "8." },
  { "5/2 + " ZERO, MDM_NATS, 1, "2." },
  { "7/2 + " ZERO, MDM_NATS, 1, "4." },
  { "1999/200 + " ZERO, MDM_NATS, 3, "10.0" },
  { "-5/2 + " ZERO, MDM_NATS, 1, "-2." },
  { "5/2*log(2)", MDM_BITS, 1, "2." },
  { "7/2*log(2)", MDM_BITS, 1, "4." },
  { "1/24*log(8)", MDM_BITS, 2, "0.12" },
  { "5/2*log(6) - 5/2*log(3)", MDM_BITS, 1, "2." },
  { "log(32) - 5/2*log(2) + " ZERO, MDM_BITS, 1, "2." },
  /* A hair beside a tie, an integer, and a power of ten.  */
  { "5/2 + " UP, MDM_NATS, 1, "3." },
  { "5/2 + " DOWN, MDM_NATS, 1, "2." },
  { "7/2 + " UP, MDM_NATS, 1, "4." },
  { "7/2 + " DOWN, MDM_NATS, 1, "3." },
  { "5/2*log(2) + " UP, MDM_BITS, 1, "3." },
  { "5/2*log(2) + " DOWN, MDM_BITS, 1, "2." },
  { "7/2*log(2) + " DOWN, MDM_BITS, 1, "3." },
  { "1/8 + " UP, MDM_NATS, 2, "0.13" },
  { "19/2 + " DOWN, MDM_NATS, 1, "9." },
  { "1 + log(10^39) - log(10^39+1)", MDM_NATS, 12, "1.00000000000" },
  { "1 + log(10^39) - log(10^39+1)", MDM_NATS, 39, "0." NINES39 },
  { "1 + log(10^39) - log(10^39+1)", MDM_NATS, 38,
    "1.0000000000000000000000000000000000000" },
  { "1 + log(10^39+1) - log(10^39)", MDM_NATS, 40,
    "1.000000000000000000000000000000000000001" },
  { "10^5 + " DOWN, MDM_NATS, 6, "100000." },
  { "10^5 + " DOWN, MDM_NATS, 5, "1.0000e+05" },
  { "1/10^4 + " DOWN, MDM_NATS, 5, "0.00010000" },
  { UP, MDM_NATS, 3, "1.00e-100" },
  { DOWN, MDM_NATS, 3, "-1.00e-100" },
  { "log(10^3000+1) - log(10^3000)", MDM_NATS, 2, "1.0e-3000" },
  /* Rationals behind logarithms.  */
  { "log(4) - 2*log(2) + 1/3", MDM_NATS, 5, "0.33333" },
  { "1/3*log(2)", MDM_BITS, 5, "0.33333" },
  { "log(2) + 10*log(2^61-1) - log((2^61-1)^10)", MDM_BITS, 4, "1.000" },
};

START_TEST (table_decimals)
{
  mdm_logform_t x;
  char *text = NULL;

  mdm_logform_init (x);
  form_read (x, decimals[_i].x);
  ck_assert_int_eq (
      mdm_decimal_logform (&text, x, decimals[_i].digits, decimals[_i].unit),
      MDM_OK);
  ck_assert_str_eq (text, decimals[_i].decimal);
  flint_free (text);
  mdm_logform_clear (x);
}
END_TEST

static const struct
{
  const char *x, *y;
  slong digits;
  const char *decimal; /* NULL: Y is 0 */
} quotients[] = {
  { "0", "log(2)", 12, "0" },
  { "0", "-5", 12, "0" },
  { ZERO, "log(2)", 12, "0" },
  { ZERO, "7", 12, "0" },
  { "log(3)", "log(2)", 12, "1.58496250072" },
  { "-log(3)", "log(2)", 12, "-1.58496250072" },
  { "-log(3)", "-log(2)", 12, "1.58496250072" },
  { "1", "log(2)", 12, "1.44269504089" },
  { "log(2)", "1", 12, "0.693147180560" },
  /* Ties.  */
  { "5", "2", 1, "2." },
  { "7", "2", 1, "4." },
  { "-5", "2", 1, "-2." },
  { "1", "8", 2, "0.12" },
  { "1/4", "2", 2, "0.12" },
  { "5/3", "2/3", 1, "2." },
  { "log(32)", "log(4)", 1, "2." },
  { "log(128)", "log(4)", 1, "4." },
  { "5 + 5*log(3)", "2 + log(9)", 1, "2." },
  { "5 + " ZERO, "2", 1, "2." },
  { "5", "2 + " ZERO, 1, "2." },
  { "5 + " UP, "2", 1, "3." },
  { "5 + " DOWN, "2", 1, "2." },
  { "5", "2 + " UP, 1, "2." },
  { "5", "2 + " DOWN, 1, "3." },
  { "1", "3", 12, "0.333333333333" },
  { "1", "0", 12, NULL },
  { "0", "0", 12, NULL },
  { "log(2)", "0", 12, NULL },
  { "log(2)", ZERO, 12, NULL },
  { ZERO, ZERO, 12, NULL },
};

START_TEST (table_quotients)
{
  mdm_logform_t x, y;
  char *text = NULL;

  mdm_logform_init (x);
  mdm_logform_init (y);
  form_read (x, quotients[_i].x);
  form_read (y, quotients[_i].y);
  ck_assert_int_eq (mdm_decimal_quotient (&text, x, y, quotients[_i].digits),
                    quotients[_i].decimal == NULL ? MDM_EDOMAIN : MDM_OK);
  if (quotients[_i].decimal == NULL)
    ck_assert_ptr_null (text);
  else
    ck_assert_str_eq (text, quotients[_i].decimal);
  flint_free (text);
  mdm_logform_clear (x);
  mdm_logform_clear (y);
}
END_TEST

/* Doubles are exact dyadic rationals, which printf rounds to nearest, ties to
   even, as we do.  */
START_TEST (against_printf)
{
  flint_rand_t state;
  mdm_logform_t x, one;
  fmpq_t q;
  fmpz_t n;

  flint_rand_init (state);
  flint_rand_set_seed (state, (ulong) _i, 20);
  mdm_logform_init (x);
  mdm_logform_init (one);
  fmpq_init (q);
  fmpz_init (n);
  fmpq_one (q);
  mdm_logform_set_fmpq (one, q);
  for (int trial = 0; trial < 3000; trial++)
    {
      /* Few bits make many ties.  */
      int bits = 1 + (int) n_randint (state, trial % 2 == 0 ? 12 : 53);
      int shift = (int) n_randint (state, trial % 3 == 0 ? 300 : 20);
      double value = (double) n_randbits (state, (unsigned) bits);
      slong digits = 1 + (slong) n_randint (state, trial % 5 == 0 ? 60 : 8);
      char expected[512], *text;

      fmpz_set_ui (n, (ulong) value);
      fmpq_set_fmpz (q, n);
      if (n_randint (state, 3) == 0)
        {
          fmpq_mul_2exp (q, q, (flint_bitcnt_t) shift);
          value = ldexp (value, shift);
        }
      else
        {
          fmpq_div_2exp (q, q, (flint_bitcnt_t) shift);
          value = ldexp (value, -shift);
        }
      if (n_randint (state, 2) == 0)
        {
          fmpq_neg (q, q);
          value = -value;
        }
      snprintf (expected, sizeof expected, "%#.*g", (int) digits, value);
      if (value == 0)
        strcpy (expected, "0");
      /* Where glibc is wrong: see the table.  */
      if (fabs (value) < pow (10, (double) digits)
          && strstr (expected, ".e+") != NULL && digits > 1)
        continue;
      text = mdm_decimal_fmpq (q, digits);
      if (strcmp (text, expected) != 0)
        ck_abort_msg ("seed %d: %.17g to %ld digits: %s, not %s", _i, value,
                      (long) digits, text, expected);
      flint_free (text);
      mdm_logform_set_fmpq (x, q);
      ck_assert_int_eq (mdm_decimal_logform (&text, x, digits, MDM_NATS),
                        MDM_OK);
      ck_assert_str_eq (text, expected);
      flint_free (text);
      ck_assert_int_eq (mdm_decimal_quotient (&text, x, one, digits), MDM_OK);
      ck_assert_str_eq (text, expected);
      flint_free (text);
    }
  mdm_logform_clear (x);
  mdm_logform_clear (one);
  fmpq_clear (q);
  fmpz_clear (n);
  flint_rand_clear (state);
}
END_TEST

/* Fail unless VALUE, as MPFR prints it, is X (over Y, unless that is NULL) to
   DIGITS digits in UNIT.  */
static void
check_mpfr (const mdm_logform_t x, const mdm_logform_struct *y, mdm_unit unit,
            const mpfr_t value, slong digits, int seed)
{
  char *text = NULL, *expected;

  ck_assert_int_eq (y != NULL ? mdm_decimal_quotient (&text, x, y, digits)
                              : mdm_decimal_logform (&text, x, digits, unit),
                    MDM_OK);
  mpfr_asprintf (&expected, "%#.*Rg", (int) digits, value);
  if (strcmp (text, expected) != 0)
    {
      form_print ("x", x);
      if (y != NULL)
        form_print ("y", y);
      ck_abort_msg ("seed %d, %ld digits, unit %d: %s is not %s", seed,
                    (long) digits, (int) unit, text, expected);
    }
  flint_free (text);
  mpfr_free_str (expected);
}

START_TEST (against_mpfr)
{
  flint_rand_t state;
  mdm_logform_t x, y, reduced;
  mpfr_t value, other;

  flint_rand_init (state);
  flint_rand_set_seed (state, (ulong) _i, 21);
  mdm_logform_init (x);
  mdm_logform_init (y);
  mdm_logform_init (reduced);
  mpfr_init2 (value, 6000);
  mpfr_init2 (other, 6000);
  for (int trial = 0; trial < 60; trial++)
    {
      fmpq_t q;
      mdm_truth rational;
      slong most = trial % 6 == 0 ? 1000 : 60;

      form_random (x, state, 8, 100);
      form_random (y, state, 4, 30);
      if (n_randint (state, 4) == 0)
        {
          /* Tiny and huge values.  */
          fmpq_init (q);
          fmpz_ui_pow_ui (fmpq_numref (q), 10, n_randint (state, 60));
          fmpz_ui_pow_ui (fmpq_denref (q), 10, n_randint (state, 60));
          fmpq_canonicalise (q);
          mdm_logform_mul_fmpq (x, x, q);
          fmpq_clear (q);
        }
      ck_assert_int_eq (mdm_logform_reduce (reduced, x), MDM_OK);
      if (reduced->count == 0)
        continue;
      form_mpfr (value, x);
      for (slong digits = most == 60 ? 1 : most; digits <= most; digits++)
        check_mpfr (x, NULL, MDM_NATS, value, digits, _i);
      fmpq_init (q);
      ck_assert_int_ne (mdm_logform_ratio (q, &rational, x, y), MDM_ELIMIT);
      fmpq_clear (q);
      if (rational == MDM_FALSE)
        {
          form_mpfr (other, y);
          mpfr_div (other, value, other, MPFR_RNDN);
          check_mpfr (x, y, MDM_NATS, other, 1, _i);
          check_mpfr (x, y, MDM_NATS, other, 12, _i);
          check_mpfr (x, y, MDM_NATS, other, most, _i);
        }
      if (reduced->count == 1 && fmpz_is_zero (reduced->r)
          && fmpz_equal_si (reduced->n, 2))
        continue;
      mpfr_const_log2 (other, MPFR_RNDN);
      mpfr_div (value, value, other, MPFR_RNDN);
      for (slong digits = most == 60 ? 1 : most; digits <= most; digits++)
        check_mpfr (x, NULL, MDM_BITS, value, digits, _i);
    }
  mdm_logform_clear (x);
  mdm_logform_clear (y);
  mdm_logform_clear (reduced);
  mpfr_clear (value);
  mpfr_clear (other);
  flint_rand_clear (state);
}
END_TEST

/* Near ties: digits and a half, plus something tiny, in both units; the half
   stands at the last digit asked for.  */
START_TEST (near_ties)
{
  flint_rand_t state;
  mdm_logform_t x, tiny, zero;
  fmpq_t q, r;
  fmpz_t n;

  flint_rand_init (state);
  flint_rand_set_seed (state, (ulong) _i, 22);
  mdm_logform_init (x);
  mdm_logform_init (tiny);
  mdm_logform_init (zero);
  fmpq_init (q);
  fmpq_init (r);
  fmpz_init (n);
  form_read (zero, ZERO);
  for (int trial = 0; trial < 100; trial++)
    {
      slong digits = 1 + (slong) n_randint (state, 12);
      mdm_unit unit = trial % 2 == 0 ? MDM_NATS : MDM_BITS;
      char *text, *expected;

      /* q = (n + 1/2) 10^e, n of DIGITS digits.  */
      fmpz_ui_pow_ui (n, 10, (ulong) digits - 1);
      fmpz_mul_ui (fmpq_numref (q), n, 9);
      fmpz_randm (fmpq_numref (q), state, fmpq_numref (q));
      fmpz_add (n, n, fmpq_numref (q));
      fmpz_mul_2exp (n, n, 1);
      fmpz_add_ui (fmpq_numref (q), n, 1);
      fmpz_set_ui (fmpq_denref (q), 2);
      fmpz_ui_pow_ui (n, 10, n_randint (state, 20));
      if (n_randint (state, 2) == 0)
        fmpq_mul_fmpz (q, q, n);
      else
        fmpq_div_fmpz (q, q, n);
      fmpz_one (fmpq_numref (r));
      fmpz_ui_pow_ui (fmpq_denref (r), 10, 40 + n_randint (state, 200));
      for (int side = -1; side <= 1; side++)
        {
          /* x = (q + side r) units, with logarithms that cancel.  */
          fmpq_t exact;
          fmpq_init (exact);
          if (side == 0)
            fmpq_set (exact, q);
          else if (side < 0)
            fmpq_sub (exact, q, r);
          else
            fmpq_add (exact, q, r);
          expected = mdm_decimal_fmpq (exact, digits);
          if (unit == MDM_NATS)
            mdm_logform_set_fmpq (x, exact);
          else
            {
              fmpz_set_ui (n, 2);
              mdm_logform_set_log (x, n);
              mdm_logform_mul_fmpq (x, x, exact);
            }
          mdm_logform_add (x, x, zero);
          ck_assert_int_eq (mdm_decimal_logform (&text, x, digits, unit),
                            MDM_OK);
          if (strcmp (text, expected) != 0)
            {
              form_print ("x", x);
              ck_abort_msg ("seed %d: %s is not %s", _i, text, expected);
            }
          flint_free (text);
          /* Beside the tie the same digits come from an irrational.  */
          if (side != 0)
            {
              fmpq_one (exact);
              fmpq_add (exact, exact, r);
              mdm_logform_set_log_fmpq (tiny, exact);
              mdm_logform_mul_si (tiny, tiny, side);
              if (unit == MDM_NATS)
                mdm_logform_set_fmpq (x, q);
              else
                {
                  mdm_logform_set_log (x, n);
                  mdm_logform_mul_fmpq (x, x, q);
                }
              mdm_logform_add (x, x, tiny);
              ck_assert_int_eq (mdm_decimal_logform (&text, x, digits, unit),
                                MDM_OK);
              if (strcmp (text, expected) != 0)
                {
                  form_print ("x", x);
                  ck_abort_msg ("seed %d: %s is not %s", _i, text, expected);
                }
              flint_free (text);
            }
          flint_free (expected);
          fmpq_clear (exact);
        }
    }
  mdm_logform_clear (x);
  mdm_logform_clear (tiny);
  mdm_logform_clear (zero);
  fmpq_clear (q);
  fmpq_clear (r);
  fmpz_clear (n);
  flint_rand_clear (state);
}
END_TEST

/* Set BALL to what TEXT, a decimal of DIGITS significant digits, stands for:
   half a unit of the last digit either way.  */
static void
set_decimal (arb_t ball, const char *text, slong digits)
{
  arb_t error;
  arf_t size;

  arb_init (error);
  arf_init (size);
  ck_assert_int_eq (arb_set_str (ball, text, 10 * digits + 200), 0);
  /* |value| 10^(1 - digits) / 2 is at least half a unit.  */
  arb_set_ui (error, 10);
  arb_pow_ui (error, error, (ulong) digits - 1, 60);
  arb_div (error, ball, error, 60);
  arb_mul_2exp_si (error, error, -1);
  arb_get_abs_ubound_arf (size, error, 60);
  arb_add_error_arf (ball, size);
  arb_clear (error);
  arf_clear (size);
}

START_TEST (bits_against_nats)
{
  flint_rand_t state;
  mdm_logform_t x;
  arb_t nats, bits, log2;

  flint_rand_init (state);
  flint_rand_set_seed (state, (ulong) _i, 23);
  mdm_logform_init (x);
  arb_init (nats);
  arb_init (bits);
  arb_init (log2);
  arb_const_log2 (log2, 2000);
  for (int trial = 0; trial < 100; trial++)
    {
      slong digits = 1 + (slong) n_randint (state, 100);
      char *in_nats, *in_bits;

      form_random (x, state, 8, 60);
      ck_assert_int_eq (mdm_decimal_logform (&in_nats, x, digits, MDM_NATS),
                        MDM_OK);
      ck_assert_int_eq (mdm_decimal_logform (&in_bits, x, digits, MDM_BITS),
                        MDM_OK);
      set_decimal (nats, in_nats, digits);
      set_decimal (bits, in_bits, digits);
      arb_mul (bits, bits, log2, 2000);
      if (!arb_overlaps (nats, bits))
        {
          form_print ("x", x);
          ck_abort_msg ("seed %d: %s nats, %s bits", _i, in_nats, in_bits);
        }
      mdm_logform_get_arb (log2, x, 2000);
      if (!arb_contains (nats, log2) || !arb_contains (bits, log2))
        {
          form_print ("x", x);
          ck_abort_msg ("seed %d: %s nats, %s bits, not x", _i, in_nats,
                        in_bits);
        }
      arb_const_log2 (log2, 2000);
      flint_free (in_nats);
      flint_free (in_bits);
    }
  mdm_logform_clear (x);
  arb_clear (nats);
  arb_clear (bits);
  arb_clear (log2);
  flint_rand_clear (state);
}
END_TEST

/* Exact forms.  */

#define M127 "170141183460469231731687303715884105727"

static const struct
{
  const char *x;
  mdm_unit unit;
  slong most;
  const char *exact; /* NULL: too long */
} exacts[] = {
  { "0", MDM_NATS, 64, "0" },
  { "0", MDM_NATS, 0, "0" },
  { "0", MDM_BITS, 0, "0" },
  { ZERO, MDM_NATS, 0, "0" },
  { ZERO, MDM_BITS, 0, "0" },
  { "1", MDM_NATS, 1, "1" },
  { "1", MDM_NATS, 0, NULL },
  { "-1", MDM_NATS, 64, "-1" },
  { "-3/4", MDM_NATS, 64, "-3/4" },
  { "1", MDM_BITS, 64, "log2(e)" },
  { "-1", MDM_BITS, 64, "-log2(e)" },
  { "-3/4", MDM_BITS, 64, "-3/4*log2(e)" },
  { "log(2)", MDM_NATS, 64, "log(2)" },
  { "-log(2)", MDM_NATS, 64, "-log(2)" },
  { "log(2)", MDM_BITS, 64, "log2(2)" },
  { "5*log(2)", MDM_NATS, 64, "5*log(2)" },
  { "1 + 3/2*log(2) - 1/4*log(3)", MDM_NATS, 64,
    "1 + 3/2*log(2) - 1/4*log(3)" },
  { "1 + 3/2*log(2) - 1/4*log(3)", MDM_BITS, 64,
    "log2(e) + 3/2*log2(2) - 1/4*log2(3)" },
  { "-log(3) - log(2) - 2", MDM_NATS, 64, "-2 - log(2) - log(3)" },
  { "-log(3) + log(2)", MDM_NATS, 64, "log(2) - log(3)" },
  { "log(12) - 1/2*log(9)", MDM_NATS, 64, "2*log(2)" },
  { "1/2*log(4)", MDM_NATS, 64, "log(2)" },
  { "log(4) - 2*log(2) + 1/3", MDM_NATS, 64, "1/3" },
  { "log(10) + log(9)", MDM_NATS, 64, "log(2) + 2*log(3) + log(5)" },
  { "log(10) + log(9)", MDM_NATS, 3, "log(2) + 2*log(3) + log(5)" },
  { "log(10) + log(9)", MDM_NATS, 2, NULL },
  { "log(30) + log(7)", MDM_NATS, 3, NULL },
  { "1 + log(10) + log(9)", MDM_NATS, 3, NULL },
  { "log(18446744073709551615)", MDM_NATS, 64,
    "log(3) + log(5) + log(17) + log(257) + log(641) + log(65537) + "
    "log(6700417)" },
  { "log(18446744073709551557)", MDM_NATS, 64, "log(18446744073709551557)" },
  { "log(18446744073709551557^2)", MDM_NATS, 64,
    "2*log(18446744073709551557)" },
  { "log(2^64)", MDM_NATS, 64, "64*log(2)" },
  { "log(6*(2^127-1)^3)", MDM_NATS, 64, "log(2) + log(3) + 3*log(" M127 ")" },
  { "log((2^127-1)*(2^89-1)) - log(2^127-1)", MDM_NATS, 64,
    "log(618970019642690137449562111)" },
  /* Primes below 4096 are taken out of large integers, others are not, and
     counting terms before reduction knows that.  */
  { "log(4091*4093*(2^89-1)) + log((4091*4093*(2^89-1))^2)", MDM_NATS, 1,
    NULL },
  { "log(4091*4093*(2^89-1)) + log((4091*4093*(2^89-1))^2)", MDM_NATS, 3,
    "3*log(4091) + 3*log(4093) + 3*log(618970019642690137449562111)" },
  { "log(4099*4111*(2^89-1)) + log((4099*4111*(2^89-1))^2)", MDM_NATS, 1,
    "3*log(10430256992328755436571059187277779)" },
  /* Large primes side by side stay one integer.  */
  { "1/2*log((2^61-1)*(2^89-1))", MDM_BITS, 64,
    "1/2*log2(1427247692705959880439315947500961989719490561)" },
};

START_TEST (table_exacts)
{
  mdm_logform_t x;
  char *text = NULL;

  mdm_logform_init (x);
  form_read (x, exacts[_i].x);
  ck_assert_int_eq (
      mdm_exact_logform (&text, x, exacts[_i].most, exacts[_i].unit), MDM_OK);
  if (exacts[_i].exact == NULL)
    ck_assert_msg (text == NULL, "%s", text);
  else
    {
      ck_assert_ptr_nonnull (text);
      ck_assert_str_eq (text, exacts[_i].exact);
    }
  flint_free (text);
  mdm_logform_clear (x);
}
END_TEST

/* The number of terms in an exact form: one more than " + " and " - ".  */
static slong
terms_in (const char *text)
{
  slong terms = strcmp (text, "0") != 0;

  for (; *text != '\0'; text++)
    terms += *text == ' ' && text[1] != ' ' && text[2] == ' ';
  return terms;
}

/* Null exactly where the reduced form is longer than the limit; else it reads
   back as the reduced form.  */
START_TEST (exact_or_null)
{
  flint_rand_t state;
  mdm_logform_t x, reduced, back;

  flint_rand_init (state);
  flint_rand_set_seed (state, (ulong) _i, 24);
  mdm_logform_init (x);
  mdm_logform_init (reduced);
  mdm_logform_init (back);
  for (int trial = 0; trial < 60; trial++)
    {
      slong terms;
      /* Many terms of small primes cancel or merge; large integers keep.  */
      if (trial % 3 == 0)
        form_random (x, state, 300, 12);
      else
        form_random (x, state, 60, 20 + (int) n_randint (state, 140));
      if (n_randint (state, 2) == 0)
        {
          /* Hide most of it: x - reduce (x) + a few terms.  */
          ck_assert_int_eq (mdm_logform_reduce (reduced, x), MDM_OK);
          mdm_logform_sub (x, x, reduced);
          form_random (back, state, 4, 30);
          mdm_logform_add (x, x, back);
        }
      ck_assert_int_eq (mdm_logform_reduce (reduced, x), MDM_OK);
      terms = reduced->count + !fmpz_is_zero (reduced->r);
      for (slong k = -3; k < 12; k++)
        {
          slong most = k < 0 ? terms + k + 2 : k < 10 ? k : 8 * k - 16;
          char *text = NULL;
          if (most < 0)
            continue;
          ck_assert_int_eq (mdm_exact_logform (&text, x, most, MDM_NATS),
                            MDM_OK);
          if ((text == NULL) != (terms > most)
              || (text != NULL && terms_in (text) != terms))
            {
              form_print ("x", x);
              fprintf (stderr, "%s\n", text != NULL ? text : "null");
              ck_abort_msg ("seed %d: %ld terms, at most %ld", _i,
                            (long) terms, (long) most);
            }
          if (text != NULL)
            {
              form_read (back, text);
              if (!mdm_logform_identical (back, reduced))
                {
                  form_print ("reduced", reduced);
                  ck_abort_msg ("seed %d: %s is not reduced", _i, text);
                }
            }
          flint_free (text);
        }
    }
  mdm_logform_clear (x);
  mdm_logform_clear (reduced);
  mdm_logform_clear (back);
  flint_rand_clear (state);
}
END_TEST

TCase *
exact_decimal_case (void)
{
  TCase *c = tcase_create ("decimal");

  tcase_add_loop_test (c, table_decimals, 0, COUNT (decimals));
  tcase_add_loop_test (c, table_quotients, 0, COUNT (quotients));
  tcase_add_loop_test (c, against_printf, 0, 4);
  tcase_add_loop_test (c, against_mpfr, 0, 6);
  tcase_add_loop_test (c, near_ties, 0, 4);
  tcase_add_loop_test (c, bits_against_nats, 0, 4);
  tcase_add_loop_test (c, table_exacts, 0, COUNT (exacts));
  tcase_add_loop_test (c, exact_or_null, 0, 6);
  return c;
}
