#include <config.h>

#include "exact/rational.h"

#include "exact/scoped.h"

#include <inttypes.h>
#include <stdint.h>
#include <string.h>

/* Length of the run of digits at TEXT[0..LENGTH).  */
static size_t
digit_run (const char *text, size_t length)
{
  size_t n = 0;

  while (n < length && text[n] >= '0' && text[n] <= '9')
    n++;
  return n;
}

/* Numbers of so many digits fit a word.  */
#define WORD_DIGITS 19

/* VALUE with the digits TEXT[0..N) appended.  */
static uint64_t
append_digits (uint64_t value, const char *text, size_t n)
{
  for (size_t i = 0; i < n; i++)
    value = 10 * value + (uint64_t) (text[i] - '0');
  return value;
}

/* Set RES to the digits FIRST[0..N) followed by SECOND[0..M).  */
static void
set_digits (fmpz_t res, const char *first, size_t n, const char *second,
            size_t m)
{
  char *copy;

  if (n + m <= WORD_DIGITS)
    {
      fmpz_set_ui (res,
                   append_digits (append_digits (0, first, n), second, m));
      return;
    }
  copy = flint_malloc (n + m + 1);
  memcpy (copy, first, n);
  memcpy (copy + n, second, m);
  copy[n + m] = '\0';
  fmpz_set_str (res, copy, 10);
  flint_free (copy);
}

/* Is a run of N digits from byte AT on a number that is read?  If not, say
   where and WHY: it is MISSING, unless that is NULL, or too long.  */
static mdm_status
check_run (size_t *used, const char **why, size_t at, size_t n,
           const char *missing)
{
  *used = at;
  *why = missing;
  if (n == 0 && missing != NULL)
    return MDM_EPARSE;
  *why = "a number of too many digits";
  *used = at + (n > MDM_DIGITS_MAX ? MDM_DIGITS_MAX : n);
  return n > MDM_DIGITS_MAX ? MDM_ELIMIT : MDM_OK;
}

/* A decimal as it is written: digits WHOLE[0..N), a point and digits
   FRACTION[0..M), times 10^EXPONENT.  */
typedef struct
{
  const char *whole, *fraction;
  size_t n, m;
  slong exponent;
} written_t;

/* Exponents stop growing here, far over what MDM_DIGITS_MAX lets pass.  */
#define EXPONENT_MAX 1000000000

/* Would DECIMAL have too many digits, written out without its exponent?  */
static int
is_long (const written_t *decimal)
{
  slong before = (slong) decimal->n + decimal->exponent;
  slong behind = (slong) decimal->m - decimal->exponent;

  return before > MDM_DIGITS_MAX || behind > MDM_DIGITS_MAX;
}

/* Set RES to DECIMAL.  */
static void
set_decimal (fmpq_t res, const written_t *decimal)
{
  slong shift = decimal->exponent - (slong) decimal->m;
  MDM_FMPZ (power);

  set_digits (fmpq_numref (res), decimal->whole, decimal->n, decimal->fraction,
              decimal->m);
  fmpz_ui_pow_ui (power, 10, (ulong) (shift < 0 ? -shift : shift));
  if (shift < 0)
    fmpz_swap (fmpq_denref (res), power);
  else
    fmpz_mul (fmpq_numref (res), fmpq_numref (res), power);
  fmpq_canonicalise (res);
}

/* Read the exponent at *USED of TEXT, behind its letter and sign, into
 *EXPONENT.  */
static mdm_status
scan_exponent (slong *exponent, size_t *used, const char **why,
               const char *text, size_t length)
{
  size_t at = *used + 1, n;
  int negative = at < length && text[at] == '-';

  at += at < length && (text[at] == '-' || text[at] == '+');
  n = digit_run (text + at, length - at);
  *used = at;
  *why = "digits are expected in the exponent";
  if (n == 0)
    return MDM_EPARSE;
  *exponent = 0;
  for (size_t i = 0; i < n && *exponent < EXPONENT_MAX; i++)
    *exponent = 10 * *exponent + (text[at + i] - '0');
  if (negative)
    *exponent = -*exponent;
  *used = at + n;
  return MDM_OK;
}

/* Set RES to the quotient of NUMERATOR[0..N) and the digits at *USED of
   TEXT.  */
static mdm_status
scan_denominator (fmpq_t res, size_t *used, const char **why,
                  const char *numerator, size_t n, const char *text,
                  size_t length)
{
  size_t at = *used, m = digit_run (text + at, length - at);

  MDM_TRY (check_run (used, why, at, m, "digits are expected after the '/'"));
  set_digits (fmpq_denref (res), text + at, m, "", 0);
  if (fmpz_is_zero (fmpq_denref (res)))
    {
      *used = at;
      *why = "the denominator is zero";
      fmpz_one (fmpq_denref (res));
      return MDM_EDOMAIN;
    }
  set_digits (fmpq_numref (res), numerator, n, "", 0);
  fmpq_canonicalise (res);
  return MDM_OK;
}

/* Set RES to the decimal whose whole digits, perhaps none, have been found and
   end at *USED of TEXT.  */
static mdm_status
scan_decimal (fmpq_t res, size_t *used, const char **why, written_t decimal,
              const char *text, size_t length)
{
  size_t at = *used;

  /* Of two points, a range, none is the number's.  */
  if (at < length && text[at] == '.'
      && (at + 1 == length || text[at + 1] != '.'))
    {
      decimal.fraction = text + ++at;
      decimal.m = digit_run (text + at, length - at);
    }
  if (decimal.n == 0 && decimal.m == 0)
    {
      *why = MDM_NUMBER_EXPECTED;
      return MDM_EPARSE;
    }
  MDM_TRY (check_run (used, why, at, decimal.m, NULL));
  at = *used;
  if (at < length && (text[at] == 'e' || text[at] == 'E'))
    {
      MDM_TRY (scan_exponent (&decimal.exponent, used, why, text, length));
      if (is_long (&decimal))
        {
          *why = "a number of too many digits";
          *used = at;
          return MDM_ELIMIT;
        }
    }
  set_decimal (res, &decimal);
  return MDM_OK;
}

mdm_status
mdm_rational_scan (fmpq_t res, size_t *used, const char **why,
                   const char *text, size_t length)
{
  size_t sign = length > 0 && (text[0] == '-' || text[0] == '+');
  const char *whole = text + sign;
  size_t n = digit_run (whole, length - sign), end = sign + n;

  fmpq_zero (res);
  MDM_TRY (check_run (used, why, sign, n, NULL));
  if (n > 0 && end < length && text[end] == '/')
    {
      ++*used;
      MDM_TRY (scan_denominator (res, used, why, whole, n, text, length));
    }
  else
    MDM_TRY (scan_decimal (
        res, used, why, (written_t){ .whole = whole, .n = n, .fraction = "" },
        text, length));
  if (text[0] == '-')
    fmpq_neg (res, res);
  return MDM_OK;
}

/* How much of TEXT[0..LENGTH) a message shows: the first 40 bytes, less what
   belongs to a UTF-8 character that goes on.  */
static int
shown_length (const char *text, size_t length)
{
  int n = 40;

  if (length <= 40)
    return (int) length;
  while (n > 37 && ((unsigned char) text[n] & 0xc0) == 0x80)
    n--;
  return n;
}

mdm_status
mdm_rational_read (fmpq_t res, const char *text, size_t length, mdm_err_t *err)
{
  size_t used;
  const char *why;
  mdm_status status = mdm_rational_scan (res, &used, &why, text, length);

  if (status == MDM_OK && used < length)
    {
      fmpq_zero (res);
      why = MDM_NUMBER_EXPECTED;
      status = MDM_EPARSE;
    }
  if (status != MDM_OK)
    {
      int shown = shown_length (text, length);
      return mdm_err_set (err, status, NULL, 0, 0, "%s, not '%.*s%s'", why,
                          shown, text, length > 40 ? ".." : "");
    }
  return MDM_OK;
}

mdm_status
mdm_natural_read (uint64_t *res, const char *text, size_t length,
                  uint64_t most, mdm_err_t *err)
{
  size_t n = digit_run (text, length);
  uint64_t value = 0;
  int shown = shown_length (text, length);

  *res = 0;
  if (n == 0 || n < length)
    return mdm_err_set (err, MDM_EPARSE, NULL, 0, 0,
                        "a whole number is expected, not '%.*s%s'", shown,
                        text, length > 40 ? ".." : "");
  for (size_t i = 0; i < n; i++)
    {
      uint64_t digit = (uint64_t) (text[i] - '0');
      if (value > most / 10 || digit > most - value * 10)
        return mdm_err_set (err, MDM_EDOMAIN, NULL, 0, 0,
                            "'%.*s%s' is more than %" PRIu64, shown, text,
                            length > 40 ? ".." : "", most);
      value = value * 10 + digit;
    }
  *res = value;
  return MDM_OK;
}
