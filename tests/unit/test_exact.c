/* test_exact.c - status, limits and the reader of rationals.  */
#include <config.h>

#include "test_exact.h"

#include "exact/limit.h"
#include "exact/rational.h"
#include "exact/status.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* TEXT with its size, which may include NUL bytes.  */
#define TEXT(text) text, sizeof (text) - 1
#define COUNT(array) ((int) (sizeof (array) / sizeof *(array)))

/* Messages.  */

static const struct
{
  const char *text, *clean;
} messages[] = {
  { "", "" },
  { "plain 100% text", "plain 100% text" },
  { "a\nb\tc\r", "a\\x0ab\\x09c\\x0d" },
  { "\x01\x1f\x7f\x1b[2J", "\\x01\\x1f\\x7f\\x1b[2J" },
  { "\xc3\xa9 \xe2\x82\xac \xf0\x9f\x98\x80",
    "\xc3\xa9 \xe2\x82\xac \xf0\x9f\x98\x80" },
  /* U+0080 to U+009F are control characters too: U+009B clears screens.  */
  { "a\xc2\x80"
    "b\xc2\x9b"
    "2J\xc2\x9f",
    "a\\xc2\\x80b\\xc2\\x9b2J\\xc2\\x9f" },
  { "\xc2\xa0\xc3\x80\xc4\x9b", "\xc2\xa0\xc3\x80\xc4\x9b" },
  { "\xc2", "\xc2" },
};

START_TEST (cleans_messages)
{
  mdm_err_t err = { 0 };

  ck_assert_int_eq (mdm_err_set (&err, MDM_EIO, messages[_i].text, 3, 4, "%s",
                                 messages[_i].text),
                    MDM_EIO);
  ck_assert_int_eq (err.status, MDM_EIO);
  ck_assert_str_eq (err.where, messages[_i].clean);
  ck_assert_str_eq (err.message, messages[_i].clean);
  ck_assert_uint_eq (err.line, 3);
  ck_assert_uint_eq (err.column, 4);
}
END_TEST

/* A character is in a message wholly or not at all, whatever stands before
   it, and nothing is cut that fits.  */
START_TEST (cuts_messages)
{
  static const char *const characters[] = {
    "x", "\xc3\xa9", "\xe2\x82\xac", "\xf0\x9f\x98\x80", "\n", "\xc2\x9b"
  };
  static const size_t widths[] = { 1, 2, 3, 4, 4, 8 };
  const char *character = characters[_i];
  mdm_err_t err = { 0 };
  char text[9000];

  for (size_t prefix = 0; prefix < 16; prefix++)
    {
      size_t n = prefix, most;
      memset (text, 'a', prefix);
      while (n < 8000)
        n += (size_t) sprintf (text + n, "%s", character);
      (void) !mdm_err_set (&err, MDM_EIO, text, 0, 0, "%s", text);
      most = sizeof err.message - 1;
      ck_assert_uint_eq (strlen (err.message),
                         prefix + (most - prefix) / widths[_i] * widths[_i]);
      most = sizeof err.where - 1;
      ck_assert_uint_eq (strlen (err.where),
                         prefix + (most - prefix) / widths[_i] * widths[_i]);
      if (widths[_i] == strlen (character))
        ck_assert (strncmp (text, err.message, strlen (err.message)) == 0);
    }
}
END_TEST

/* Text that is not UTF-8 is cut near the end, not far before it.  */
START_TEST (cuts_bytes)
{
  mdm_err_t err = { 0 };
  char text[2000];

  memset (text, 0x80, sizeof text);
  text[sizeof text - 1] = '\0';
  (void) !mdm_err_set (&err, MDM_EIO, NULL, 0, 0, "%s", text);
  ck_assert_uint_ge (strlen (err.message), sizeof err.message - 4);
  /* An escape is not cut either: here one ends at byte 508 of 511.  */
  memset (text, 'a', 504);
  memcpy (text + 504, "\n\x80\x80\x80\x80\x80", 7);
  (void) !mdm_err_set (&err, MDM_EIO, NULL, 0, 0, "%s", text);
  ck_assert_uint_ge (strlen (err.message), 508);
  ck_assert (memcmp (err.message + 500, "aaaa\\x0a", 8) == 0);
}
END_TEST

START_TEST (places_errors)
{
  mdm_err_t err = { 0 };

  ck_assert_int_eq (mdm_err_set (NULL, MDM_ELIMIT, "f", 1, 2, "x"),
                    MDM_ELIMIT);
  ck_assert_int_eq (mdm_err_set (&err, MDM_ELIMIT, NULL, 0, 0, "x"),
                    MDM_ELIMIT);
  ck_assert_str_eq (err.where, "");
  ck_assert_int_eq (mdm_err_place (&err, "a\nb", 5, 6), MDM_ELIMIT);
  ck_assert_str_eq (err.where, "a\\x0ab");
  ck_assert_uint_eq (err.line, 5);
  ck_assert_uint_eq (err.column, 6);
  /* The first place stays.  */
  ck_assert_int_eq (mdm_err_place (&err, "other", 7, 8), MDM_ELIMIT);
  ck_assert_str_eq (err.where, "a\\x0ab");
  ck_assert_uint_eq (err.line, 5);
  ck_assert_uint_eq (err.column, 6);
  ck_assert_str_eq (err.message, "x");
}
END_TEST

/* Limits.  */

/* Is ESTIMATE the value EXACT, or UINT64_MAX where that does not fit?  */
static int
saturates (uint64_t estimate, const fmpz_t exact)
{
  return fmpz_abs_fits_ui (exact) ? estimate == fmpz_get_ui (exact)
                                  : estimate == UINT64_MAX;
}

START_TEST (saturates_work)
{
  flint_rand_t state;
  fmpz_t x, y;

  flint_rand_init (state);
  flint_rand_set_seed (state, (ulong) _i, 11);
  fmpz_init (x);
  fmpz_init (y);
  for (int trial = 0; trial < 2000; trial++)
    {
      uint64_t a = n_randtest (state), b = n_randtest (state);
      uint64_t n = n_randint (state, 200), k = n_randint (state, 80);
      const char *wrong = NULL;

      fmpz_set_ui (x, a);
      fmpz_add_ui (y, x, b);
      if (!saturates (mdm_work_add (a, b), y))
        wrong = "a + b";
      fmpz_mul_ui (y, x, b);
      if (!saturates (mdm_work_mul (a, b), y))
        wrong = "a * b";
      b = n_randint (state, 40);
      fmpz_set_ui (x, b);
      fmpz_pow_ui (y, x, n);
      if (!saturates (mdm_work_pow (b, n), y))
        wrong = "b^n";
      fmpz_bin_uiui (y, n, k);
      if (!saturates (mdm_work_binomial (n, k), y))
        wrong = "C(n,k)";
      k %= 6;
      fmpz_set_ui (x, a);
      fmpz_one (y);
      for (uint64_t i = 0; i < k; i++)
        {
          fmpz_sub_ui (x, x, i > 0);
          fmpz_mul (y, y, x);
          fmpz_divexact_ui (y, y, i + 1);
        }
      if (a >= k && !saturates (mdm_work_binomial (a, k), y))
        wrong = "C(a,k)";
      if (a >= k && !saturates (mdm_work_binomial (a, a - k), y))
        wrong = "C(a,a-k)";
      if (wrong != NULL)
        ck_abort_msg ("seed %d: %s with a=%lu b=%lu n=%lu k=%lu", _i, wrong,
                      (ulong) a, (ulong) b, (ulong) n, (ulong) k);
    }
  fmpz_clear (x);
  fmpz_clear (y);
  flint_rand_clear (state);
}
END_TEST

START_TEST (saturates_at_edges)
{
  const uint64_t most = UINT64_MAX;

  ck_assert (mdm_work_add (most - 1, 1) == most);
  ck_assert (mdm_work_add (most, 1) == most);
  ck_assert (mdm_work_mul (most, 0) == 0);
  ck_assert (mdm_work_mul (UINT64_C (4294967296), 4294967295)
             == UINT64_C (18446744069414584320));
  ck_assert (mdm_work_mul (UINT64_C (4294967296), 4294967296) == most);
  ck_assert (mdm_work_pow (0, 0) == 1 && mdm_work_pow (0, most) == 0);
  ck_assert (mdm_work_pow (1, most) == 1 && mdm_work_pow (2, most) == most);
  ck_assert (mdm_work_pow (2, 63) == UINT64_C (1) << 63);
  ck_assert (mdm_work_pow (2, 64) == most);
  ck_assert (mdm_work_pow (most, 0) == 1 && mdm_work_pow (most, 1) == most);
  ck_assert (mdm_work_binomial (0, 0) == 1 && mdm_work_binomial (5, 6) == 0);
  ck_assert (mdm_work_binomial (most, most) == 1);
  ck_assert (mdm_work_binomial (most, most / 2) == most);
  ck_assert (mdm_work_binomial (67, 33) == UINT64_C (14226520737620288370));
  ck_assert (mdm_work_binomial (68, 34) == most);
}
END_TEST

START_TEST (checks_limits)
{
  static const mdm_limit_t limit
      = { .max_cells = 1000, .max_memory = 12345678, .raise_cells = "hope" };
  static const mdm_limit_t none
      = { .max_cells = UINT64_MAX, .max_memory = UINT64_MAX };
  mdm_err_t err = { 0 };

  ck_assert_int_eq (mdm_limit_check (&limit, "it", 1000, 12345678, &err),
                    MDM_OK);
  ck_assert_int_eq (mdm_limit_check (&limit, "it", 1001, 0, &err), MDM_ELIMIT);
  ck_assert_str_eq (err.message, "it takes 1001 cells of work, over the limit "
                                 "of 1000; raise it with hope");
  ck_assert_int_eq (mdm_limit_check (&limit, "it", 0, 99999999, &err),
                    MDM_ELIMIT);
  ck_assert_str_eq (err.message,
                    "it takes about 9.9e7 bytes of memory, over the limit of "
                    "about 1.2e7");
  ck_assert_int_eq (mdm_limit_check (&limit, "it", 1001, 0, NULL), MDM_ELIMIT);
  /* An estimate that saturated is over every limit: nobody knows how large
     it is, and sizes computed from it would overflow.  */
  ck_assert_int_eq (
      mdm_limit_check (&none, "it", UINT64_MAX - 1, UINT64_MAX - 1, &err),
      MDM_OK);
  ck_assert_int_eq (mdm_limit_check (&none, "it", UINT64_MAX, 0, &err),
                    MDM_ELIMIT);
  ck_assert_int_eq (mdm_limit_check (&none, "it", 0, UINT64_MAX, &err),
                    MDM_ELIMIT);
}
END_TEST

/* Rationals.  */

#define NUMBER "a number is expected, such as 3, 1/3, 0.25 or 9.5e-05"
#define AFTER_SLASH "digits are expected after the '/'"
#define EXPONENT "digits are expected in the exponent"
#define LONG "a number of too many digits"
#define ZERO "the denominator is zero"

static const struct
{
  const char *text;
  size_t size;
  mdm_status status;
  size_t used;
  const char *result; /* the rational, or why there is none */
} scans[] = {
  { TEXT ("0"), MDM_OK, 1, "0" },
  { TEXT ("-0"), MDM_OK, 2, "0" },
  { TEXT ("7"), MDM_OK, 1, "7" },
  { TEXT ("-12"), MDM_OK, 3, "-12" },
  { TEXT ("0007"), MDM_OK, 4, "7" },
  { TEXT ("1/2"), MDM_OK, 3, "1/2" },
  { TEXT ("2/4"), MDM_OK, 3, "1/2" },
  { TEXT ("-3/9"), MDM_OK, 4, "-1/3" },
  { TEXT ("6/3"), MDM_OK, 3, "2" },
  { TEXT ("0/5"), MDM_OK, 3, "0" },
  { TEXT ("-0/5"), MDM_OK, 4, "0" },
  { TEXT ("00/007"), MDM_OK, 6, "0" },
  { TEXT ("1/02"), MDM_OK, 4, "1/2" },
  { TEXT ("0.1"), MDM_OK, 3, "1/10" },
  { TEXT ("0.50"), MDM_OK, 4, "1/2" },
  { TEXT ("-0.125"), MDM_OK, 6, "-1/8" },
  { TEXT ("-0.0"), MDM_OK, 4, "0" },
  { TEXT ("12.000"), MDM_OK, 6, "12" },
  { TEXT ("3.14"), MDM_OK, 4, "157/50" },
  { TEXT ("123456789012345678901234567890/9"), MDM_OK, 32,
    "13717421001371742100137174210" },
  { TEXT ("1/18446744073709551616"), MDM_OK, 22, "1/18446744073709551616" },
  { TEXT ("0.000000000000000000000001"), MDM_OK, 26,
    "1/1000000000000000000000000" },
  /* As tools print them.  */
  { TEXT ("+1"), MDM_OK, 2, "1" },
  { TEXT ("+1/2"), MDM_OK, 4, "1/2" },
  { TEXT (".5"), MDM_OK, 2, "1/2" },
  { TEXT ("-.5"), MDM_OK, 3, "-1/2" },
  { TEXT ("+.5E1"), MDM_OK, 5, "5" },
  { TEXT ("1."), MDM_OK, 2, "1" },
  { TEXT ("1.e1"), MDM_OK, 4, "10" },
  { TEXT ("1e5"), MDM_OK, 3, "100000" },
  { TEXT ("1E+3"), MDM_OK, 4, "1000" },
  { TEXT ("1E-3"), MDM_OK, 4, "1/1000" },
  { TEXT ("9.5e-05"), MDM_OK, 7, "19/200000" },
  { TEXT ("-2.50e+00"), MDM_OK, 9, "-5/2" },
  { TEXT ("1e-05"), MDM_OK, 5, "1/100000" },
  { TEXT ("0e9"), MDM_OK, 3, "0" },
  { TEXT ("0e-9"), MDM_OK, 4, "0" },
  { TEXT ("1e00000000000000000000000003"), MDM_OK, 28, "1000" },
  { "1.2", 2, MDM_OK, 2, "1" },
  /* The caller judges what follows.  */
  { TEXT ("1e1.5"), MDM_OK, 3, "10" },
  { TEXT ("1e1e1"), MDM_OK, 3, "10" },
  { TEXT ("1e1/2"), MDM_OK, 3, "10" },
  { TEXT ("1/2e1"), MDM_OK, 3, "1/2" },
  { TEXT ("1./2"), MDM_OK, 2, "1" },
  { TEXT ("1.-5"), MDM_OK, 2, "1" },
  { TEXT ("1..5"), MDM_OK, 1, "1" },
  { TEXT ("1..e5"), MDM_OK, 1, "1" },
  { TEXT ("1 2/3"), MDM_OK, 1, "1" },
  { TEXT ("0x10"), MDM_OK, 1, "0" },
  { TEXT ("1-2"), MDM_OK, 1, "1" },
  { TEXT ("1/2/3"), MDM_OK, 3, "1/2" },
  { TEXT ("1/2.5"), MDM_OK, 3, "1/2" },
  { TEXT ("1.5/2"), MDM_OK, 3, "3/2" },
  { TEXT ("1.5.2"), MDM_OK, 3, "3/2" },
  { TEXT ("5,"), MDM_OK, 1, "5" },
  { TEXT ("5\0"
          "6"),
    MDM_OK, 1, "5" },
  { TEXT ("5\n"), MDM_OK, 1, "5" },
  { TEXT ("5\xd9\xa1"), MDM_OK, 1, "5" },
  /* Not past the end.  */
  { "123456", 3, MDM_OK, 3, "123" },
  { "1/23", 3, MDM_OK, 3, "1/2" },
  { "1/2", 1, MDM_OK, 1, "1" },
  { "1/2", 2, MDM_EPARSE, 2, AFTER_SLASH },
  { "-1", 1, MDM_EPARSE, 1, NUMBER },
  { "1", 0, MDM_EPARSE, 0, NUMBER },
  { "1e5", 2, MDM_EPARSE, 2, EXPONENT },
  /* No number.  */
  { TEXT ("."), MDM_EPARSE, 0, NUMBER },
  { TEXT (".."), MDM_EPARSE, 0, NUMBER },
  { TEXT (".e1"), MDM_EPARSE, 0, NUMBER },
  { TEXT ("..5"), MDM_EPARSE, 0, NUMBER },
  { TEXT ("e5"), MDM_EPARSE, 0, NUMBER },
  { TEXT ("+"), MDM_EPARSE, 1, NUMBER },
  { TEXT ("+-1"), MDM_EPARSE, 1, NUMBER },
  { TEXT ("-+1"), MDM_EPARSE, 1, NUMBER },
  { TEXT (".5/2"), MDM_OK, 2, "1/2" },
  { TEXT ("1e"), MDM_EPARSE, 2, EXPONENT },
  { TEXT ("1e+"), MDM_EPARSE, 3, EXPONENT },
  { TEXT ("1e+-2"), MDM_EPARSE, 3, EXPONENT },
  { TEXT ("1ex"), MDM_EPARSE, 2, EXPONENT },
  { TEXT ("1e.5"), MDM_EPARSE, 2, EXPONENT },
  /* Too large to be written out, told before anything is.  */
  { TEXT ("1e10000"), MDM_ELIMIT, 1, LONG },
  { TEXT ("1.5e-10000"), MDM_ELIMIT, 3, LONG },
  { TEXT ("1e1000000000"), MDM_ELIMIT, 1, LONG },
  { TEXT ("1e-1000000000"), MDM_ELIMIT, 1, LONG },
  { TEXT ("0e99999999999999999999999999"), MDM_ELIMIT, 1, LONG },
  { TEXT (""), MDM_EPARSE, 0, NUMBER },
  { TEXT ("-"), MDM_EPARSE, 1, NUMBER },
  { TEXT ("--1"), MDM_EPARSE, 1, NUMBER },
  { TEXT ("- 1"), MDM_EPARSE, 1, NUMBER },
  { TEXT (" 1"), MDM_EPARSE, 0, NUMBER },
  { TEXT ("/2"), MDM_EPARSE, 0, NUMBER },
  { TEXT ("nan"), MDM_EPARSE, 0, NUMBER },
  { TEXT ("inf"), MDM_EPARSE, 0, NUMBER },
  { TEXT ("-inf"), MDM_EPARSE, 1, NUMBER },
  { TEXT ("\0"), MDM_EPARSE, 0, NUMBER },
  { TEXT ("\xd9\xa1"), MDM_EPARSE, 0, NUMBER },
  { TEXT ("1/"), MDM_EPARSE, 2, AFTER_SLASH },
  { TEXT ("1/-2"), MDM_EPARSE, 2, AFTER_SLASH },
  { TEXT ("1/+2"), MDM_EPARSE, 2, AFTER_SLASH },
  { TEXT ("1/ 2"), MDM_EPARSE, 2, AFTER_SLASH },
  { TEXT ("1/.5"), MDM_EPARSE, 2, AFTER_SLASH },
  { TEXT ("1//2"), MDM_EPARSE, 2, AFTER_SLASH },
  { TEXT ("-12/x"), MDM_EPARSE, 4, AFTER_SLASH },
  { TEXT ("1/0"), MDM_EDOMAIN, 2, ZERO },
  { TEXT ("0/0"), MDM_EDOMAIN, 2, ZERO },
  { TEXT ("-1/0"), MDM_EDOMAIN, 3, ZERO },
  { TEXT ("12/000"), MDM_EDOMAIN, 3, ZERO },
};

START_TEST (scans_rationals)
{
  const char *why = NULL, *message;
  size_t used = 999;
  mdm_err_t err = { 0 };
  fmpq_t q;
  char *text;

  fmpq_init (q);
  fmpq_set_si (q, 22, 7);
  ck_assert_int_eq (
      mdm_rational_scan (q, &used, &why, scans[_i].text, scans[_i].size),
      scans[_i].status);
  ck_assert_uint_eq (used, scans[_i].used);
  ck_assert (fmpq_is_canonical (q));
  text = fmpq_get_str (NULL, 10, q);
  ck_assert_str_eq (text, scans[_i].status == MDM_OK ? scans[_i].result : "0");
  if (scans[_i].status != MDM_OK)
    ck_assert_str_eq (why, scans[_i].result);
  flint_free (text);

  /* The same where nothing may follow.  */
  fmpq_set_si (q, 22, 7);
  if (scans[_i].status == MDM_OK && used == scans[_i].size)
    {
      ck_assert_int_eq (
          mdm_rational_read (q, scans[_i].text, scans[_i].size, &err), MDM_OK);
      text = fmpq_get_str (NULL, 10, q);
      ck_assert_str_eq (text, scans[_i].result);
      flint_free (text);
    }
  else
    {
      mdm_status status
          = scans[_i].status == MDM_OK ? MDM_EPARSE : scans[_i].status;
      message = scans[_i].status == MDM_OK ? NUMBER : scans[_i].result;
      ck_assert_int_eq (
          mdm_rational_read (q, scans[_i].text, scans[_i].size, &err), status);
      ck_assert_int_eq (err.status, status);
      ck_assert_ptr_eq (strstr (err.message, message), err.message);
      ck_assert_str_eq (err.where, "");
      ck_assert (fmpq_is_zero (q));
      ck_assert_int_eq (
          mdm_rational_read (q, scans[_i].text, scans[_i].size, NULL), status);
    }
  fmpq_clear (q);
}
END_TEST

/* Write SHAPE to TEXT with N nines for each '#'.  */
static size_t
expand (char *text, const char *shape, size_t n)
{
  char *p = text;

  for (; *shape != '\0'; shape++)
    if (*shape == '#')
      {
        memset (p, '9', n);
        p += n;
      }
    else
      *p++ = *shape;
  return (size_t) (p - text);
}

static const struct
{
  const char *shape;
  size_t used; /* the offset of the first digit too many */
} caps[] = {
  { "#", MDM_DIGITS_MAX },         { "-#", MDM_DIGITS_MAX + 1 },
  { "#/7", MDM_DIGITS_MAX },       { "#.7", MDM_DIGITS_MAX },
  { "# ", MDM_DIGITS_MAX },        { "7/#", MDM_DIGITS_MAX + 2 },
  { "-7/#x", MDM_DIGITS_MAX + 3 }, { "7.#", MDM_DIGITS_MAX + 2 },
  { "#/#", MDM_DIGITS_MAX },       { "#.#", MDM_DIGITS_MAX },
  { ".#", MDM_DIGITS_MAX + 1 },    { "7.#e0", MDM_DIGITS_MAX + 2 },
};

START_TEST (caps_digits)
{
  char *text = calloc (3, MDM_DIGITS_MAX), *back;
  const char *why;
  size_t used, size;
  fmpq_t q;

  fmpq_init (q);
  size = expand (text, caps[_i].shape, MDM_DIGITS_MAX);
  ck_assert_int_eq (mdm_rational_scan (q, &used, &why, text, size), MDM_OK);
  ck_assert_uint_ge (used + 1, size);
  if (strchr (caps[_i].shape, '/') == NULL
      && strchr (caps[_i].shape, '.') == NULL)
    {
      back = fmpq_get_str (NULL, 10, q);
      ck_assert_uint_eq (strlen (back), used);
      ck_assert_mem_eq (back, text, used);
      flint_free (back);
    }
  size = expand (text, caps[_i].shape, MDM_DIGITS_MAX + 1);
  ck_assert_int_eq (mdm_rational_scan (q, &used, &why, text, size),
                    MDM_ELIMIT);
  ck_assert_uint_eq (used, caps[_i].used);
  ck_assert_str_eq (why, "a number of too many digits");
  ck_assert (fmpq_is_zero (q));
  fmpq_clear (q);
  free (text);
}
END_TEST

/* Every string over a small alphabet, against the definition.  */
START_TEST (scans_all_short_strings)
{
  static const char alphabet[] = "01-/.+e ";
  char text[8] = "";
  size_t letters = strlen (alphabet), total = 1;
  mdm_err_t err = { 0 };
  fmpq_t q, value;
  fmpz_t power;

  fmpq_init (q);
  fmpq_init (value);
  fmpz_init (power);
  for (int i = 0; i < 6; i++)
    total *= letters;
  for (size_t code = 0; code < total; code++)
    {
      size_t rest = code, size = 0;
      unsigned long a = 0, b = 1, exponent = 0;
      int n1 = 0, n2 = 0, n3 = 0, sound, negative = 0;

      for (; rest > 0; rest /= letters)
        text[size++] = alphabet[rest % letters];
      text[size] = '\0';
      const char *p = text + (text[0] == '-' || text[0] == '+');
      for (; *p == '0' || *p == '1'; p++, n1++)
        a = 10 * a + (unsigned long) (*p - '0');
      if (*p == '/')
        {
          for (b = 0, p++; *p == '0' || *p == '1'; p++)
            b = 10 * b + (unsigned long) (*p - '0');
          sound = n1 > 0 && b > 0;
        }
      else
        {
          if (*p == '.')
            for (p++; *p == '0' || *p == '1'; p++, n2++, b *= 10)
              a = 10 * a + (unsigned long) (*p - '0');
          sound = n1 + n2 > 0;
          if (*p == 'e')
            {
              negative = *++p == '-';
              p += *p == '-' || *p == '+';
              for (; *p == '0' || *p == '1'; p++, n3++)
                exponent = 10 * exponent + (unsigned long) (*p - '0');
              sound = sound && n3 > 0;
            }
        }
      fmpq_zero (value);
      sound = sound && *p == '\0';
      if (sound)
        {
          fmpq_set_si (value, text[0] == '-' ? -(slong) a : (slong) a, b);
          fmpz_set_ui (power, 10);
          fmpz_pow_ui (power, power, exponent);
          if (negative)
            fmpq_div_fmpz (value, value, power);
          else
            fmpq_mul_fmpz (value, value, power);
        }
      if ((mdm_rational_read (q, text, size, &err) == MDM_OK) != sound
          || !fmpq_equal (q, value))
        ck_abort_msg ("'%s' is read wrongly", text);
    }
  fmpq_clear (q);
  fmpq_clear (value);
  fmpz_clear (power);
}
END_TEST

START_TEST (quotes_input)
{
  mdm_err_t err = { 0 };
  fmpq_t q;
  uint64_t n;

  fmpq_init (q);
  (void) !mdm_rational_read (q, TEXT ("1 \n"), &err);
  ck_assert_str_eq (err.message, NUMBER ", not '1 \\x0a'");
  (void) !mdm_rational_read (
      q, TEXT ("x123456789012345678901234567890123456789"), &err);
  ck_assert_str_eq (err.message,
                    NUMBER ", not 'x123456789012345678901234567890123456789'");
  (void) !mdm_rational_read (
      q, TEXT ("x1234567890123456789012345678901234567890"), &err);
  ck_assert_str_eq (err.message, NUMBER
                    ", not 'x123456789012345678901234567890123456789..'");
  (void) !mdm_rational_read (
      q, TEXT ("x23456789012345678901234567890123456789\xe2\x82\xac"), &err);
  ck_assert_str_eq (err.message, NUMBER
                    ", not 'x23456789012345678901234567890123456789..'");
  (void) !mdm_natural_read (&n, TEXT ("1\t"), 9, &err);
  ck_assert_str_eq (err.message, "a whole number is expected, not '1\\x09'");
  (void) !mdm_natural_read (&n, TEXT ("17"), 9, &err);
  ck_assert_str_eq (err.message, "'17' is more than 9");
  fmpq_clear (q);
}
END_TEST

static const struct
{
  const char *text;
  size_t size;
  uint64_t most;
  mdm_status status;
  uint64_t value;
} naturals[] = {
  { TEXT ("0"), 0, MDM_OK, 0 },
  { TEXT ("1"), 0, MDM_EDOMAIN, 0 },
  { TEXT ("3"), 3, MDM_OK, 3 },
  { TEXT ("4"), 3, MDM_EDOMAIN, 0 },
  { TEXT ("9"), 3, MDM_EDOMAIN, 0 },
  { TEXT ("10"), 3, MDM_EDOMAIN, 0 },
  { TEXT ("9"), 10, MDM_OK, 9 },
  { TEXT ("10"), 10, MDM_OK, 10 },
  { TEXT ("11"), 10, MDM_EDOMAIN, 0 },
  { TEXT ("99"), 100, MDM_OK, 99 },
  { TEXT ("000000000000000000000000012"), 12, MDM_OK, 12 },
  { TEXT ("10000"), 10000, MDM_OK, 10000 },
  { TEXT ("10001"), 10000, MDM_EDOMAIN, 0 },
  { TEXT ("18446744073709551615"), UINT64_MAX, MDM_OK, UINT64_MAX },
  { TEXT ("18446744073709551616"), UINT64_MAX, MDM_EDOMAIN, 0 },
  { TEXT ("18446744073709551619"), UINT64_MAX, MDM_EDOMAIN, 0 },
  { TEXT ("184467440737095516150"), UINT64_MAX, MDM_EDOMAIN, 0 },
  { TEXT (""), 9, MDM_EPARSE, 0 },
  { TEXT ("-1"), 9, MDM_EPARSE, 0 },
  { TEXT ("+1"), 9, MDM_EPARSE, 0 },
  { TEXT (" 1"), 9, MDM_EPARSE, 0 },
  { TEXT ("1 "), 9, MDM_EPARSE, 0 },
  { TEXT ("1.0"), 9, MDM_EPARSE, 0 },
  { TEXT ("1\0"), 9, MDM_EPARSE, 0 },
  { TEXT ("x"), 9, MDM_EPARSE, 0 },
  { "12", 1, 9, MDM_OK, 1 },
};

START_TEST (reads_naturals)
{
  uint64_t value = 77;
  mdm_err_t err = { 0 };

  ck_assert_int_eq (mdm_natural_read (&value, naturals[_i].text,
                                      naturals[_i].size, naturals[_i].most,
                                      &err),
                    naturals[_i].status);
  ck_assert_uint_eq (value, naturals[_i].value);
  ck_assert_int_eq (err.status, naturals[_i].status);
}
END_TEST

/* The most and every value near it, for every small most.  */
START_TEST (bounds_naturals)
{
  char text[32];

  for (uint64_t most = 0; most < 130; most++)
    for (uint64_t n = 0; n < 1300; n++)
      {
        uint64_t value;
        size_t size = (size_t) sprintf (text, "%lu", (unsigned long) n);
        mdm_status status = mdm_natural_read (&value, text, size, most, NULL);
        if (status != (n <= most ? MDM_OK : MDM_EDOMAIN)
            || value != (n <= most ? n : 0))
          ck_abort_msg ("%s with at most %lu", text, (unsigned long) most);
      }
}
END_TEST

static Suite *
make_suite (void)
{
  Suite *suite = suite_create ("exact");
  TCase *c = tcase_create ("status");

  tcase_add_loop_test (c, cleans_messages, 0, COUNT (messages));
  tcase_add_loop_test (c, cuts_messages, 0, 6);
  tcase_add_test (c, cuts_bytes);
  tcase_add_test (c, places_errors);
  suite_add_tcase (suite, c);
  c = tcase_create ("limit");
  tcase_add_loop_test (c, saturates_work, 0, 4);
  tcase_add_test (c, saturates_at_edges);
  tcase_add_test (c, checks_limits);
  suite_add_tcase (suite, c);
  c = tcase_create ("rational");
  tcase_add_loop_test (c, scans_rationals, 0, COUNT (scans));
  tcase_add_loop_test (c, caps_digits, 0, COUNT (caps));
  tcase_add_test (c, scans_all_short_strings);
  tcase_add_test (c, quotes_input);
  tcase_add_loop_test (c, reads_naturals, 0, COUNT (naturals));
  tcase_add_test (c, bounds_naturals);
  suite_add_tcase (suite, c);
  suite_add_tcase (suite, exact_base_case ());
  suite_add_tcase (suite, exact_logform_case ());
  suite_add_tcase (suite, exact_identity_case ());
  suite_add_tcase (suite, exact_decimal_case ());
  return suite;
}

int
main (void)
{
  return mdm_unit_run (make_suite);
}
