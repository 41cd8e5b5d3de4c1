/* test_exact_logform.c - decisions on logforms: tables that can be checked by
   hand, near ties, and equalities that only the coprime base tells.  */
#include <config.h>

#include "test_exact.h"

#include "exact/logform.h"
#include "exact/logsum.h"
#include "exact_form.h"

#include <stdlib.h>

#define COUNT(array) ((int) (sizeof (array) / sizeof *(array)))

/* Mersenne primes, and integers that nobody has factored here.  */
#define P61 "(2^61-1)"
#define P89 "(2^89-1)"
#define P107 "(2^107-1)"
#define P127 "(2^127-1)"
#define A "(10^60+1237)"
#define B "(10^61+9931)"
#define C "(3^130+10)"
#define D "(7^80+2)"
/* The first 51 digits of e, and one unit more in the last place.  */
#define E_BELOW "271828182845904523536028747135266249775724709369995"
#define E_ABOVE "271828182845904523536028747135266249775724709369996"

static const struct
{
  const char *x;
  int sign;
} signs[] = {
  { "0", 0 },
  { "1", 1 },
  { "-1/3", -1 },
  { "log(1)", 0 },
  { "log(2)", 1 },
  { "-log(2)", -1 },
  { "log(2) - log(3)", -1 },
  { "log(2) - 1", -1 },
  { "log(3) - 1", 1 },
  { "1/2*log(4) - log(2)", 0 },
  { "log(4) - 2*log(2)", 0 },
  { "1/3*log(8) - 1/5*log(32)", 0 },
  { "log(6) + log(35) - log(10) - log(21)", 0 },
  { "log(6) + log(35) - log(10) - log(22)", -1 },
  { "log(6) + log(35) - log(10) - log(20)", 1 },
  { "7/3*log(6) - 7/3*log(2) - 7/6*log(9)", 0 },
  { "log(10^100) - 100*log(2) - 100*log(5)", 0 },
  { "log(2^64) - 64*log(2)", 0 },
  { "log(2^64-1) - log(3) - log(5) - log(17) - log(257) - log(641)"
    " - log(65537) - log(6700417)",
    0 },
  /* 3^665 > 2^1054, 3^306 < 2^485 (convergents of log2 (3)).  */
  { "665*log(3) - 1054*log(2)", 1 },
  { "306*log(3) - 485*log(2)", -1 },
  /* A rational part is never cancelled by logarithms.  */
  { "1 + log(6) + log(35) - log(10) - log(21)", 1 },
  { "1/10^300 + log(4) - 2*log(2)", 1 },
  { "-1/10^300 + log(4) - 2*log(2)", -1 },
  { "1 + 50*log(10) - log(" E_BELOW ")", 1 },
  { "1 + 50*log(10) - log(" E_ABOVE ")", -1 },
  /* log (1 + t) for t = 1e-30, 1e-100 and its series.  */
  { "log(10^30+1) - log(10^30)", 1 },
  { "log(10^30) - log(10^30+1)", -1 },
  { "log(10^30+1) - log(10^30) - 1/10^30", -1 },
  { "log(10^30+1) - log(10^30) - 1/10^30 + 1/(2*10^60)", 1 },
  { "log(10^30+1) - log(10^30) - 1/10^30 + 1/(2*10^60) - 1/(3*10^90)", -1 },
  { "2*log(10^30) - log(10^30+1) - log(10^30-1)", 1 },
  { "log(10^100+1) - log(10^100)", 1 },
  { "log(10^100+1) - log(10^100) - 1/10^100", -1 },
  { "2*log(10^100) - log(10^100+1) - log(10^100-1)", 1 },
  { "3*log(10^100) - log(10^300+1)", -1 },
  { "10*log(10^300) - log(10^3000+1)", -1 },
  { "10*log(10^300) - log(10^3000)", 0 },
  { "10*log(10^300) - log(10^3000-1)", 1 },
  /* Large primes that are not found by factoring.  */
  { "log(" P127 "*" P107 ") + log(" P89 "*" P61 ") - log(" P127 "*" P89
    ") - log(" P107 "*" P61 ")",
    0 },
  { "log(" P127 "*" P107 "+1) + log(" P89 "*" P61 ") - log(" P127 "*" P89
    ") - log(" P107 "*" P61 ")",
    1 },
  { "log(" P127 "*" P107 "-1) + log(" P89 "*" P61 ") - log(" P127 "*" P89
    ") - log(" P107 "*" P61 ")",
    -1 },
  { "log(" P127 "^2*" P107 ") - 2*log(" P127 ") - log(" P107 ")", 0 },
  { "log((" P127 "*" P89 ")^3) - 3*log(" P127 ") - 3*log(" P89 ")", 0 },
  { "log(" A "*" B ") + log(" C "*" D ") - log(" A "*" C ") - log(" B "*" D
    ")",
    0 },
  { "log(" A "*" B "*" C ") + log(" D ") - log(" A "*" D ") - log(" B "*" C
    ")",
    0 },
  { "log(6*" A "*" B ") + log(35*" C ") - log(21*" A ") - log(10*" B "*" C ")",
    0 },
  { "log(6*" A "*" B ") + log(35*" C ") - log(21*" A ") - log(10*" B "*" C
    "+1)",
    -1 },
  /* Powers of large integers: both known only through their root.  */
  { "1/7*log(" A "^7) - 1/5*log(" A "^5)", 0 },
  { "1/7*log(" A "^7+1) - 1/5*log(" A "^5)", 1 },
  { "log((" A "*" B ")^12) - 12*log(" A ") - 12*log(" B ")", 0 },
  { "log(4*" A "^2) - 2*log(2) - 2*log(" A ")", 0 },
  { "1/2*log(" P61 "^2*" P89 "^2) - log(" P61 ") - log(" P89 ")", 0 },
  { "log(" A "^3*" B "^2) + log(" A "*" B "^2) - 4*log(" A "*" B ")", 0 },
};

/* Sign, comparison both ways, and the sign of -X and of X over 3.  */
START_TEST (table_signs)
{
  mdm_logform_t x, y;
  fmpq_t q;
  int sign = 9;

  mdm_logform_init (x);
  mdm_logform_init (y);
  fmpq_init (q);
  form_read (x, signs[_i].x);
  form_check (x, signs[_i].x);
  ck_assert_int_eq (mdm_logform_sign (&sign, x), MDM_OK);
  ck_assert_int_eq (sign, signs[_i].sign);
  ck_assert_int_eq (mdm_logform_cmp (&sign, x, y), MDM_OK);
  ck_assert_int_eq (sign, signs[_i].sign);
  ck_assert_int_eq (mdm_logform_cmp (&sign, y, x), MDM_OK);
  ck_assert_int_eq (sign, -signs[_i].sign);
  mdm_logform_neg (y, x);
  ck_assert_int_eq (mdm_logform_sign (&sign, y), MDM_OK);
  ck_assert_int_eq (sign, -signs[_i].sign);
  fmpq_set_si (q, -1, 1);
  fmpz_ui_pow_ui (fmpq_denref (q), 10, 400);
  mdm_logform_mul_fmpq (y, x, q);
  ck_assert_int_eq (mdm_logform_sign (&sign, y), MDM_OK);
  ck_assert_int_eq (sign, -signs[_i].sign);
  mdm_logform_clear (x);
  mdm_logform_clear (y);
  fmpq_clear (q);
}
END_TEST

/* A log P - B log Q against the powers themselves.  */
START_TEST (signs_of_powers)
{
  flint_rand_t state;
  mdm_logform_t x, y;
  fmpz_t p, q, left, right;

  flint_rand_init (state);
  flint_rand_set_seed (state, (ulong) _i, 14);
  mdm_logform_init (x);
  mdm_logform_init (y);
  fmpz_init (p);
  fmpz_init (q);
  fmpz_init (left);
  fmpz_init (right);
  for (int trial = 0; trial < 300; trial++)
    {
      ulong a = 1 + n_randint (state, 60), b = 1 + n_randint (state, 60);
      ulong base = 2 + n_randint (state, 1000);
      int order, expected;

      /* Often p^a = q^b, or as near as can be.  */
      fmpz_set_ui (p, base);
      fmpz_pow_ui (q, p, a);
      fmpz_pow_ui (p, p, b);
      if (n_randint (state, 2) == 0)
        fmpz_add_si (q, q, (slong) n_randint (state, 3) - 1);
      if (fmpz_is_one (q))
        continue;
      fmpz_pow_ui (left, p, a);
      fmpz_pow_ui (right, q, b);
      expected = fmpz_cmp (left, right);
      expected = (expected > 0) - (expected < 0);
      mdm_logform_set_log (x, p);
      mdm_logform_mul_si (x, x, (slong) a);
      mdm_logform_set_log (y, q);
      mdm_logform_mul_si (y, y, (slong) b);
      ck_assert_int_eq (mdm_logform_cmp (&order, x, y), MDM_OK);
      if (order != expected)
        {
          form_print ("x", x);
          form_print ("y", y);
          ck_abort_msg ("seed %d: the order is %d, not %d", _i, order,
                        expected);
        }
    }
  mdm_logform_clear (x);
  mdm_logform_clear (y);
  fmpz_clear (p);
  fmpz_clear (q);
  fmpz_clear (left);
  fmpz_clear (right);
  flint_rand_clear (state);
}
END_TEST

/* The sum of log k for k <= 3000, less its prime factors (Legendre): 0 in
   thousands of terms, and with 1e-200 beside it not 0.  */
START_TEST (sign_of_long_sum)
{
  enum
  {
    N = 3000
  };
  mdm_logform_t x, term;
  fmpz_t n;
  fmpq_t tiny;
  int sign = 9;

  mdm_logform_init (x);
  mdm_logform_init (term);
  fmpz_init (n);
  fmpq_init (tiny);
  for (ulong k = 2; k <= N; k++)
    {
      /* (k^9)^(1/9) where that does not fit a word.  */
      fmpz_ui_pow_ui (n, k, 9);
      mdm_logform_set_log (term, n);
      mdm_logform_div_ui (term, term, 9);
      mdm_logform_add (x, x, term);
    }
  for (ulong p = 2; p <= N; p = n_nextprime (p, 1))
    {
      slong power = 0;
      for (ulong m = N / p; m > 0; m /= p)
        power += (slong) m;
      fmpz_set_ui (n, p);
      mdm_logform_set_log (term, n);
      mdm_logform_addmul_si (x, term, -power);
    }
  form_check (x, "long sum");
  ck_assert_int_gt (x->count, 3000);
  ck_assert_int_eq (mdm_logform_sign (&sign, x), MDM_OK);
  ck_assert_int_eq (sign, 0);
  fmpz_one (fmpq_numref (tiny));
  fmpz_ui_pow_ui (fmpq_denref (tiny), 10, 200);
  mdm_logform_set_fmpq (term, tiny);
  mdm_logform_sub (term, x, term);
  ck_assert_int_eq (mdm_logform_sign (&sign, term), MDM_OK);
  ck_assert_int_eq (sign, -1);
  mdm_logform_clear (x);
  mdm_logform_clear (term);
  fmpz_clear (n);
  fmpq_clear (tiny);
}
END_TEST

/* Ratios.  */

#define ZERO "log(6) + log(35) - log(10) - log(21)"

static const struct
{
  const char *x, *y;
  const char *ratio; /* NULL: not rational; "": Y is 0 */
} ratios[] = {
  { "1/2", "3", "1/6" },
  { "-1/2", "3", "-1/6" },
  { "0", "3", "0" },
  { "0", "log(2)", "0" },
  { "log(8)", "log(2)", "3" },
  { "log(4)", "log(8)", "2/3" },
  { "log(4)", "-log(8)", "-2/3" },
  { "-1/6*log(4)", "-5*log(8)", "1/45" },
  { "log(2)", "1", NULL },
  { "1", "log(2)", NULL },
  { "log(6)", "log(2)", NULL },
  { "log(2)", "log(6)", NULL },
  { "log(2)", "log(3)", NULL },
  { "log(2) + log(3)", "log(36)", "1/2" },
  { "log(2) + 2*log(3)", "log(36)", NULL },
  { "log(4) + log(9)", "log(5^3) + log(7)", NULL },
  { "1 + log(2)", "2 + log(4)", "1/2" },
  { "1 + log(2)", "2 + log(2)", NULL },
  { "1 + log(2)", "1 + log(3)", NULL },
  { "log(2)", "1 + log(2)", NULL },
  { "1 + log(2)", "log(2)", NULL },
  { "1", "1 + log(2)", NULL },
  { "1 + log(2)", "1", NULL },
  { "1/3 - 1/2*log(6)", "-2/9 + 1/6*log(2) + 1/6*log(3)", NULL },
  { "1/3 - 1/2*log(6)", "-2/9 + 1/3*log(2) + 1/3*log(3)", "-3/2" },
  { ZERO, "log(2)", "0" },
  { ZERO, "7/5", "0" },
  { "2 + " ZERO, "7/5", "10/7" },
  { "2 + " ZERO, "7/5 + " ZERO, "10/7" },
  { "2", "7/5 + " ZERO, "10/7" },
  { "1/2*log(2) + " ZERO, "log(2)", "1/2" },
  { "log(" A "*" B ")", "log(" A ") + log(" B ")", "1" },
  { "log(" A "*" B ")", "log(" A ") - log(" B ")", NULL },
  { "log(" A "^6)", "log(" A "^4)", "3/2" },
  { "log(" A "^6*4)", "log(" A "^9*8)", "2/3" },
  { "log(" A "^6*4)", "log(" A "^9*4)", NULL },
  { "log(10^60)", "log(10^60+1)", NULL },
  { "1", "0", "" },
  { "0", "0", "" },
  { "log(2)", "0", "" },
  { "log(2)", ZERO, "" },
  { ZERO, ZERO, "" },
};

START_TEST (table_ratios)
{
  mdm_logform_t x, y;
  mdm_truth rational = MDM_TRUE;
  const char *expected = ratios[_i].ratio;
  fmpq_t q;
  char *text;

  mdm_logform_init (x);
  mdm_logform_init (y);
  fmpq_init (q);
  fmpq_set_si (q, 22, 7);
  form_read (x, ratios[_i].x);
  form_read (y, ratios[_i].y);
  ck_assert_int_eq (mdm_logform_ratio (q, &rational, x, y),
                    expected != NULL && *expected == '\0' ? MDM_EDOMAIN
                                                          : MDM_OK);
  text = fmpq_get_str (NULL, 10, q);
  if (expected == NULL)
    {
      ck_assert_int_eq (rational, MDM_FALSE);
      ck_assert_str_eq (text, "0");
    }
  else if (*expected == '\0')
    {
      ck_assert_int_eq (rational, MDM_UNKNOWN);
      ck_assert_str_eq (text, "0");
    }
  else
    {
      ck_assert_int_eq (rational, MDM_TRUE);
      ck_assert_str_eq (text, expected);
    }
  flint_free (text);
  /* The same form on both sides.  */
  if (expected == NULL)
    {
      ck_assert_int_eq (mdm_logform_ratio (q, &rational, x, x), MDM_OK);
      ck_assert (rational == MDM_TRUE && fmpq_is_one (q));
    }
  mdm_logform_clear (x);
  mdm_logform_clear (y);
  fmpq_clear (q);
}
END_TEST

/* Floor and ceiling.  */

static const struct
{
  const char *x;
  const char *floor, *ceil;
} floors[] = {
  { "0", "0", "0" },
  { "1/2", "0", "1" },
  { "-1/2", "-1", "0" },
  { "7", "7", "7" },
  { "-7", "-7", "-7" },
  { "13/2", "6", "7" },
  { "-13/2", "-7", "-6" },
  { "99999/100000", "0", "1" },
  { "log(2)", "0", "1" },
  { "-log(2)", "-1", "0" },
  { "log(2^100)", "69", "70" },
  { ZERO, "0", "0" },
  { "3 + " ZERO, "3", "3" },
  { "-3 + " ZERO, "-3", "-3" },
  { "7/2 + " ZERO, "3", "4" },
  { "-7/2 + " ZERO, "-4", "-3" },
  { "3 + log(10^60+1) - log(10^60)", "3", "4" },
  { "3 + log(10^60) - log(10^60+1)", "2", "3" },
  { "-3 + log(10^60+1) - log(10^60)", "-3", "-2" },
  { "-3 + log(10^60) - log(10^60+1)", "-4", "-3" },
  { "log(10^300+1) - log(10^300)", "0", "1" },
  { "log(10^300) - log(10^300+1)", "-1", "0" },
  { "10^40 + log(10^60+1) - log(10^60)",
    "10000000000000000000000000000000000"
    "000000",
    "10000000000000000000000000000000000000001" },
  { "10^40 - log(10^60+1) + log(10^60)",
    "9999999999999999999999999999999999"
    "999999",
    "10000000000000000000000000000000000000000" },
  { "10^40 + " ZERO, "10000000000000000000000000000000000000000",
    "10000000000000000000000000000000000000000" },
  { "log(" E_BELOW ") - 50*log(10)", "0", "1" },
  { "log(" E_ABOVE ") - 50*log(10)", "1", "2" },
  { "1/2 + log(10^60+1) - log(10^60)", "0", "1" },
  { "1/2 - log(10^60+1) + log(10^60)", "0", "1" },
  { "10^50*log(10^50+1) - 10^50*log(10^50)", "0", "1" },
};

START_TEST (table_floors)
{
  mdm_logform_t x;
  fmpz_t n;
  char *text;

  mdm_logform_init (x);
  fmpz_init_set_si (n, -99);
  form_read (x, floors[_i].x);
  ck_assert_int_eq (mdm_logform_floor (n, x), MDM_OK);
  text = fmpz_get_str (NULL, 10, n);
  ck_assert_str_eq (text, floors[_i].floor);
  flint_free (text);
  ck_assert_int_eq (mdm_logform_ceil (n, x), MDM_OK);
  text = fmpz_get_str (NULL, 10, n);
  ck_assert_str_eq (text, floors[_i].ceil);
  flint_free (text);
  mdm_logform_clear (x);
  fmpz_clear (n);
}
END_TEST

/* So many large integers share factors that no base is found: what is 0 is
   not decided, what is not 0 is, near as it may be, and every answer says
   which.  X is 0: log (P q) - log P - log q for many q.  */
START_TEST (no_base)
{
  enum
  {
    COUNT_Q = 4500
  };
  mdm_logform_t x, y, term;
  mdm_logsum_t sum;
  mdm_truth rational = MDM_TRUE;
  fmpz_t n, c, p;
  fmpq_t ratio;
  int sign = 9;
  ulong q = 5000;

  mdm_logform_init (x);
  mdm_logform_init (y);
  mdm_logform_init (term);
  mdm_logsum_init (sum);
  fmpz_init (n);
  fmpz_init (c);
  fmpz_init (p);
  fmpq_init (ratio);
  fmpz_ui_pow_ui (p, 2, 127);
  fmpz_sub_ui (p, p, 1);
  for (int i = 0; i < COUNT_Q; i++)
    {
      q = n_nextprime (q, 1);
      fmpz_mul_ui (n, p, q);
      fmpz_set_si (c, 1);
      mdm_logsum_add (sum, c, n);
      fmpz_set_si (c, -1);
      mdm_logsum_add (sum, c, p);
      fmpz_set_ui (n, q);
      mdm_logsum_add (sum, c, n);
    }
  fmpz_one (c);
  mdm_logsum_get (x, sum, c);
  mdm_logform_set (y, x);
  ck_assert_int_eq (mdm_logform_reduce (y, x), MDM_ELIMIT);
  ck_assert_int_eq (mdm_logform_sign (&sign, x), MDM_ELIMIT);
  ck_assert_int_eq (sign, 0);
  fmpz_set_si (n, 77);
  ck_assert_int_eq (mdm_logform_floor (n, x), MDM_ELIMIT);
  ck_assert (fmpz_is_zero (n));
  fmpq_set_si (ratio, 22, 7);
  form_read (term, "log(3)");
  ck_assert_int_eq (mdm_logform_ratio (ratio, &rational, x, term), MDM_ELIMIT);
  ck_assert (rational == MDM_UNKNOWN && fmpq_is_zero (ratio));
  form_read (term, "log(10^150+1) - log(10^150)");
  ck_assert_int_eq (mdm_logform_cmp (&sign, x, term), MDM_OK);
  ck_assert_int_eq (sign, -1);
  mdm_logform_clear (x);
  mdm_logform_clear (y);
  mdm_logform_clear (term);
  mdm_logsum_clear (sum);
  fmpz_clear (n);
  fmpz_clear (c);
  fmpz_clear (p);
  fmpq_clear (ratio);
}
END_TEST

/* Structure.  */

START_TEST (structure)
{
  mdm_logform_t x, y;
  fmpq_t q, r;
  fmpz_t n;

  mdm_logform_init (x);
  mdm_logform_init (y);
  fmpq_init (q);
  fmpq_init (r);
  fmpz_init (n);
  ck_assert (mdm_logform_is_plain_zero (x));
  ck_assert (mdm_logform_is_plain_rational (NULL, x));
  form_read (x, ZERO);
  ck_assert (!mdm_logform_is_plain_zero (x));
  ck_assert (!mdm_logform_is_plain_rational (q, x));
  ck_assert (!mdm_logform_identical (x, y));
  ck_assert_int_eq (mdm_logform_reduce (x, x), MDM_OK);
  ck_assert (mdm_logform_is_plain_zero (x));
  ck_assert (mdm_logform_identical (x, y));
  fmpq_set_si (r, -6, 8);
  fmpq_canonicalise (r);
  mdm_logform_set_fmpq (x, r);
  ck_assert (mdm_logform_is_plain_rational (q, x) && fmpq_equal (q, r));
  ck_assert (!mdm_logform_is_plain_zero (x));
  mdm_logform_set (y, x);
  mdm_logform_set (y, y);
  mdm_logform_swap (x, y);
  mdm_logform_swap (x, x);
  ck_assert (mdm_logform_identical (x, y));
  /* log of a fraction, of 1, of the reciprocal of an integer.  */
  fmpq_set_si (q, 6, 35);
  mdm_logform_set_log_fmpq (x, q);
  form_read (y, "log(6) - log(35)");
  ck_assert (mdm_logform_identical (x, y));
  fmpq_set_si (q, 1, 7);
  mdm_logform_set_log_fmpq (x, q);
  form_read (y, "-log(7)");
  ck_assert (mdm_logform_identical (x, y));
  fmpq_one (q);
  mdm_logform_set_log_fmpq (x, q);
  ck_assert (mdm_logform_is_plain_zero (x));
  fmpz_one (n);
  mdm_logform_set_log (x, n);
  ck_assert (mdm_logform_is_plain_zero (x));
  /* What is multiplied by 0 is written as 0.  */
  form_read (x, "1/2 + log(3)");
  mdm_logform_mul_si (y, x, 0);
  ck_assert (mdm_logform_is_plain_zero (y));
  fmpq_zero (q);
  mdm_logform_addmul_fmpq (y, x, q);
  ck_assert (mdm_logform_is_plain_zero (y));
  mdm_logform_addmul_fmpq (x, x, q);
  form_read (y, "1/2 + log(3)");
  ck_assert (mdm_logform_identical (x, y));
  mdm_logform_clear (x);
  mdm_logform_clear (y);
  fmpq_clear (q);
  fmpq_clear (r);
  fmpz_clear (n);
}
END_TEST

TCase *
exact_logform_case (void)
{
  TCase *c = tcase_create ("logform");

  tcase_add_loop_test (c, table_signs, 0, COUNT (signs));
  tcase_add_loop_test (c, signs_of_powers, 0, 4);
  tcase_add_test (c, sign_of_long_sum);
  tcase_add_loop_test (c, table_ratios, 0, COUNT (ratios));
  tcase_add_loop_test (c, table_floors, 0, COUNT (floors));
  tcase_add_test (c, no_base);
  tcase_add_test (c, structure);
  return c;
}
