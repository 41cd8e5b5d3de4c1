#include <config.h>

#include "exact/rational.h"

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
   where and WHY: it is MISSING, or too long.  */
static mdm_status
check_run (size_t *used, const char **why, size_t at, size_t n,
           const char *missing)
{
  *used = at;
  *why = missing;
  if (n == 0)
    return MDM_EPARSE;
  *used = at + MDM_DIGITS_MAX;
  *why = "a number of too many digits";
  if (n > MDM_DIGITS_MAX)
    return MDM_ELIMIT;
  *used = at + n;
  return MDM_OK;
}

mdm_status
mdm_rational_scan (fmpq_t res, size_t *used, const char **why,
                   const char *text, size_t length)
{
  size_t sign = length > 0 && text[0] == '-';
  const char *whole = text + sign, *more = "";
  size_t n = digit_run (whole, length - sign), at = sign + n, m = 0;
  char mark = at < length ? text[at] : '\0';
  mdm_status status = check_run (
      used, why, sign, n,
      "a number is expected: digits, digits/digits or digits.digits");

  fmpq_zero (res);
  if (status != MDM_OK)
    return status;
  if (mark == '/' || mark == '.')
    {
      more = text + at + 1;
      m = digit_run (more, length - at - 1);
      status = check_run (used, why, at + 1, m,
                          mark == '/' ? "digits are expected after the '/'"
                                      : "digits are expected after the '.'");
      if (status != MDM_OK)
        return status;
    }
  if (mark == '/')
    {
      set_digits (fmpq_denref (res), more, m, "", 0);
      if (fmpz_is_zero (fmpq_denref (res)))
        {
          *used = at + 1;
          *why = "the denominator is zero";
          fmpz_one (fmpq_denref (res));
          return MDM_EDOMAIN;
        }
      set_digits (fmpq_numref (res), whole, n, "", 0);
    }
  else
    {
      set_digits (fmpq_numref (res), whole, n, more, m);
      fmpz_ui_pow_ui (fmpq_denref (res), 10, m);
    }
  if (sign)
    fmpq_neg (res, res);
  fmpq_canonicalise (res);
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
      why = "a number is expected: digits, digits/digits or digits.digits";
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
