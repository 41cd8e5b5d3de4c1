#include <config.h>

#include "exact/decimal.h"

#include "exact/coprime.h"
#include "exact/lazy.h"
#include "exact/scoped.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* No rounding is tried beyond this many bits more than the digits need.  */
#define EXTRA_BITS_MAX 4194304

/* The decimal digits of MANTISSA (DIGITS of them) times 10^(EXPONENT + 1 -
   DIGITS), laid out as printf ("%#.*g", DIGITS, ..).  */
static char *
layout (int negative, const fmpz_t mantissa, slong digits, slong exponent)
{
  char *text = fmpz_get_str (NULL, 10, mantissa);
  size_t n = (size_t) digits;
  size_t zeros = exponent < 0 && exponent >= -4 ? (size_t) -exponent : 0;
  char *res = flint_malloc (n + zeros + 32), *p = res;

  if (negative)
    *p++ = '-';
  if (exponent < -4 || exponent >= digits)
    {
      *p++ = text[0];
      *p++ = '.';
      memcpy (p, text + 1, n - 1);
      sprintf (p + n - 1, "e%c%02ld", exponent < 0 ? '-' : '+',
               labs ((long) exponent));
    }
  else if (exponent < 0)
    {
      *p++ = '0';
      *p++ = '.';
      memset (p, '0', zeros - 1);
      p += zeros - 1;
      memcpy (p, text, n);
      p[n] = '\0';
    }
  else
    {
      size_t whole = (size_t) exponent + 1;
      memcpy (p, text, whole);
      p[whole] = '.';
      memcpy (p + whole + 1, text + whole, n - whole);
      p[n + 1] = '\0';
    }
  flint_free (text);
  return res;
}

static char *
zero_str (void)
{
  char *res = flint_malloc (2);

  strcpy (res, "0");
  return res;
}

/* Set M to A / B * 10^POWER rounded to nearest, ties to even; A, B > 0.  */
static void
scaled_quotient (fmpz_t m, const fmpz_t a, const fmpz_t b, slong power)
{
  MDM_FMPZ (num);
  MDM_FMPZ (den);
  MDM_FMPZ (rest);
  int half;

  fmpz_set (num, a);
  fmpz_set (den, b);
  fmpz_ui_pow_ui (rest, 10, (ulong) (power < 0 ? -power : power));
  if (power < 0)
    fmpz_mul (den, den, rest);
  else
    fmpz_mul (num, num, rest);
  fmpz_fdiv_qr (m, rest, num, den);
  fmpz_mul_2exp (rest, rest, 1);
  half = fmpz_cmp (rest, den);
  if (half > 0 || (half == 0 && fmpz_is_odd (m)))
    fmpz_add_ui (m, m, 1);
}

/* A lower guess of floor (log10 (2^BITS)) that is low by less than 1.  */
static slong
decimal_exponent (slong bits)
{
  MDM_FMPZ (e);

  /* 30102999566398 / 10^14 < log10 (2) < 30102999566399 / 10^14.  */
  fmpz_set_si (e, bits);
  fmpz_mul_si (e, e, bits < 0 ? 30102999566399 : 30102999566398);
  fmpz_fdiv_q_ui (e, e, 100000000000000);
  return fmpz_get_si (e);
}

/* Finish a rounding: ROUND (m, e) sets m to the value times 10^(digits-1-e)
   rounded.  A low guess of the exponent E, off by one at most, shows in a
   mantissa of too many digits; rounding again one decade up then gives the
   right digits also where the value rounds up to a power of ten.  */
char *
mdm_decimal_fmpq (const fmpq_t q, slong digits)
{
  MDM_FMPZ (num);
  MDM_FMPZ (m);
  MDM_FMPZ (top);
  slong e;

  if (fmpq_is_zero (q))
    return zero_str ();
  fmpz_abs (num, fmpq_numref (q));
  fmpz_ui_pow_ui (top, 10, (ulong) digits);
  /* |q| > 2^(bits num - bits den - 1).  */
  e = decimal_exponent ((slong) fmpz_bits (num)
                        - (slong) fmpz_bits (fmpq_denref (q)) - 1);
  scaled_quotient (m, num, fmpq_denref (q), digits - 1 - e);
  while (fmpz_cmp (m, top) >= 0)
    scaled_quotient (m, num, fmpq_denref (q), digits - 1 - ++e);
  return layout (fmpq_sgn (q) < 0, m, digits, e);
}

/* What is to be printed: X, X / Y, X / log 2, or exp (X).  */
typedef struct
{
  const mdm_logform_struct *x;
  const mdm_logform_struct *y; /* or NULL */
  mdm_unit unit;
  int power; /* exp (X)?  */
} source_t;

static void
evaluate (arb_t ball, const source_t *source, slong prec)
{
  MDM_ARB (divisor);

  mdm_logform_get_arb (ball, source->x, prec);
  if (source->y != NULL)
    {
      mdm_logform_get_arb (divisor, source->y, prec);
      arb_div (ball, ball, divisor, prec);
    }
  else if (source->unit == MDM_BITS)
    {
      arb_const_log2 (divisor, prec);
      arb_div (ball, ball, divisor, prec);
    }
  if (source->power)
    arb_exp (ball, ball, prec);
}

/* Set M to the rounding of |BALL| * 10^POWER if the whole ball has one.  */
static int
scaled_ball (fmpz_t m, const arb_t ball, slong power, slong prec)
{
  MDM_ARB (y);
  MDM_ARB (ten);
  MDM_ARB (half);

  arb_set_ui (ten, 10);
  arb_pow_ui (ten, ten, (ulong) (power < 0 ? -power : power), prec);
  arb_abs (y, ball);
  if (power < 0)
    arb_div (y, y, ten, prec);
  else
    arb_mul (y, y, ten, prec);
  arb_one (half);
  arb_mul_2exp_si (half, half, -1);
  arb_add (y, y, half, prec);
  /* The floor of a ball is a single integer only if no point of the ball,
     hence not the value, can round to another one.  */
  arb_floor (y, y, prec);
  return arb_get_unique_fmpz (m, y);
}

/* The digits of BALL if all of them are certain, else NULL.  */
static char *
round_ball (const arb_t ball, slong digits, slong prec)
{
  arf_t low;
  MDM_FMPZ (m);
  MDM_FMPZ (top);
  slong e;
  char *res = NULL;

  /* A ball without a radius may be a tie, which is not rounded here.  */
  if (!arb_is_finite (ball) || arb_contains_zero (ball) || arb_is_exact (ball))
    return NULL;
  arf_init (low);
  fmpz_ui_pow_ui (top, 10, (ulong) digits);
  /* |value| >= low >= 2^(bound - 1), and the ball is narrow.  */
  arb_get_abs_lbound_arf (low, ball, prec);
  e = decimal_exponent (arf_abs_bound_lt_2exp_si (low) - 1);
  if (scaled_ball (m, ball, digits - 1 - e, prec))
    {
      int certain = 1;
      while (certain && fmpz_cmp (m, top) >= 0)
        certain = scaled_ball (m, ball, digits - 1 - ++e, prec);
      if (certain)
        res = layout (arf_sgn (arb_midref (ball)) < 0, m, digits, e);
    }
  arf_clear (low);
  return res;
}

/* Powers of more bits are not written out.  */
#define POWER_BITS_MAX 100000

/* Is exp (X) rational?  Over the coprime base b_j it is exp (r) prod b_j^e_j:
   with r not 0 transcendental, and with r = 0 rational where all e_j are
   integers.  (If they are not, it is irrational but for a b_j that is itself a
   power; then it may be taken for irrational, and a tie is left undecided.)
   */
static mdm_status
find_power (fmpq_t r, mdm_truth *rational, const mdm_logform_struct *x)
{
  MDM_LOGFORM (reduced);
  mdm_status status;
  uint64_t bits = 0;
  MDM_FMPQ (factor);

  status = mdm_logform_reduce (reduced, x);
  *rational
      = status == MDM_OK && fmpz_is_zero (reduced->r) ? MDM_TRUE : MDM_FALSE;
  fmpq_one (r);
  for (slong i = 0; i < reduced->count && *rational == MDM_TRUE; i++)
    {
      MDM_FMPZ (e);
      if (!fmpz_divisible (reduced->c + i, reduced->d))
        *rational = MDM_FALSE;
      else
        fmpz_divexact (e, reduced->c + i, reduced->d);
      if (fmpz_bits (e) > 32)
        *rational = MDM_FALSE;
      else
        bits += fmpz_bits (reduced->n + i) * (uint64_t) labs (fmpz_get_si (e));
      if (bits > POWER_BITS_MAX)
        *rational = MDM_FALSE;
      if (*rational == MDM_TRUE)
        {
          fmpz_set (fmpq_numref (factor), reduced->n + i);
          fmpz_one (fmpq_denref (factor));
          fmpq_pow_si (factor, factor, fmpz_get_si (e));
          fmpq_mul (r, r, factor);
        }
    }
  return status;
}

/* Is the value of SOURCE rational?  Sets R to it if so.  X is REDUCED over
   its coprime base: it is rational only if it has no log term; X / log 2
   only if X is a multiple of log 2 (the header of logform.h says why).  */
static mdm_status
find_rational (fmpq_t r, mdm_truth *rational, const source_t *source)
{
  MDM_LOGFORM (other);
  mdm_status status;

  if (source->power)
    status = find_power (r, rational, source->x);
  else if (source->y != NULL)
    status = mdm_logform_ratio (r, rational, source->x, source->y);
  else if (source->unit == MDM_BITS)
    {
      MDM_FMPZ (two);
      fmpz_set_ui (two, 2);
      mdm_logform_set_log (other, two);
      status = mdm_logform_ratio (r, rational, source->x, other);
    }
  else
    {
      status = mdm_logform_reduce (other, source->x);
      *rational = status != MDM_OK                           ? MDM_UNKNOWN
                  : mdm_logform_is_plain_rational (r, other) ? MDM_TRUE
                                                             : MDM_FALSE;
    }
  return status;
}

/* Bits for a first try: the digits, and what the terms may cancel.  */
static slong
first_bits (const source_t *source, slong digits)
{
  slong bits = 3 * digits + digits / 2 + 64;

  for (int side = 0; side < 2; side++)
    {
      const mdm_logform_struct *x = side == 0 ? source->x : source->y;
      if (x == NULL)
        continue;
      bits += (slong) FLINT_BIT_COUNT ((ulong) x->count);
    }
  return bits;
}

static mdm_status decimal (char **res, const source_t *source, slong digits);

/* The same where there are lazy reals: what their balls do not tell, their
   exact forms do.  */
static mdm_status
lazy_decimal (char **res, const source_t *source, slong digits)
{
  source_t plain = *source;
  slong prec = first_bits (source, digits) + 64;
  slong most = 8 * prec + MDM_LAZY_DECISION_MAX;
  mdm_status status;
  MDM_LOGFORM (x);
  MDM_LOGFORM (y);
  MDM_ARB (ball);

  do
    {
      evaluate (ball, source, prec);
      *res = round_ball (ball, digits, prec);
      prec *= 2;
    }
  while (*res == NULL && prec <= most && mdm_logform_refines (source->x)
         && (source->y == NULL || mdm_logform_refines (source->y)));
  if (*res != NULL)
    return MDM_OK;
  status = mdm_logform_expand (x, source->x);
  plain.x = x;
  if (status == MDM_OK && source->y != NULL)
    {
      status = mdm_logform_expand (y, source->y);
      plain.y = y;
    }
  return status == MDM_OK ? decimal (res, &plain, digits) : status;
}

static mdm_status
decimal (char **res, const source_t *source, slong digits)
{
  slong first = first_bits (source, digits);
  mdm_truth rational = MDM_UNKNOWN;
  mdm_status status = MDM_OK;
  MDM_ARB (ball);
  MDM_FMPQ (r);

  *res = NULL;
  if (mdm_logform_is_lazy (source->x)
      || (source->y != NULL && mdm_logform_is_lazy (source->y)))
    return lazy_decimal (res, source, digits);
  for (slong prec = first; *res == NULL && status == MDM_OK; prec *= 2)
    {
      if (prec > 2 * first && rational == MDM_UNKNOWN)
        status = find_rational (r, &rational, source);
      if (rational == MDM_TRUE)
        *res = mdm_decimal_fmpq (r, digits);
      else if (prec > first + EXTRA_BITS_MAX)
        status = MDM_ELIMIT;
      else if (status == MDM_OK)
        {
          evaluate (ball, source, prec);
          *res = round_ball (ball, digits, prec);
        }
    }
  return status;
}

mdm_status
mdm_decimal_logform (char **res, const mdm_logform_t x, slong digits,
                     mdm_unit unit)
{
  source_t source = { x, NULL, unit, 0 };
  mdm_status status = MDM_OK;
  MDM_FMPQ (r);

  if (mdm_logform_is_plain_rational (r, x)
      && (unit == MDM_NATS || fmpq_is_zero (r)))
    *res = mdm_decimal_fmpq (r, digits);
  else
    status = decimal (res, &source, digits);
  return status;
}

mdm_status
mdm_decimal_quotient (char **res, const mdm_logform_t x, const mdm_logform_t y,
                      slong digits)
{
  source_t source = { x, y, MDM_NATS, 0 };

  return decimal (res, &source, digits);
}

mdm_status
mdm_decimal_exp (char **res, const mdm_logform_t x, slong digits)
{
  source_t source = { x, NULL, MDM_NATS, 1 };

  return decimal (res, &source, digits);
}

int
mdm_fraction_is_long (const fmpq_t q)
{
  return fmpz_bits (fmpq_numref (q)) > MDM_FRACTION_BITS_MAX
         || fmpz_bits (fmpq_denref (q)) > MDM_FRACTION_BITS_MAX;
}

/* The exact form.  */

/* Is the coefficient of the prime P not 0 in X?  */
static int
has_prime (const mdm_logform_t x, ulong p)
{
  MDM_FMPZ (sum);

  mdm_logform_prime (sum, x, p);
  return !fmpz_is_zero (sum);
}

/* Primes whose product fits a word are told by one division each.  */
#define GROUP_MAX 16

/* How many primes below MDM_COPRIME_SMALL from *P on, as many as have a
   product that fits a word, have a coefficient that is not 0 in X and are none
   of SEEN[0..KNOWN)?  Sets *P to the prime after them.  */
static slong
count_group (ulong *p, const mdm_logform_t x, const ulong *seen, slong known)
{
  ulong prime[GROUP_MAX], product = 1;
  MDM_FMPZ_VEC (sum, GROUP_MAX);
  slong count = 0, found = 0;
  MDM_FMPZ (q);
  MDM_FMPZ (rest);

  for (; count < GROUP_MAX && *p < MDM_COPRIME_SMALL
         && product <= UINT64_MAX / *p;
       *p = n_nextprime (*p, 1))
    {
      product *= *p;
      prime[count++] = *p;
    }
  for (slong i = 0; i < x->count; i++)
    {
      ulong r = fmpz_fdiv_ui (x->n + i, product);
      for (slong j = 0; j < count; j++)
        if (r % prime[j] == 0)
          {
            fmpz_set_ui (q, prime[j]);
            fmpz_addmul_ui (sum + j, x->c + i,
                            (ulong) fmpz_remove (rest, x->n + i, q));
          }
    }
  for (slong j = 0; j < count; j++)
    {
      int old = 0;
      for (slong k = 0; k < known; k++)
        old |= seen[k] == prime[j];
      found += !old && !fmpz_is_zero (sum + j);
    }
  return found;
}

/* Is it certain, without reducing X, that its exact form has more than MOST
   terms?  A prime of the base p has the coefficient sum_i c_i v_p(n_i) there,
   whatever the other factors are; so MOST + 1 such primes with a coefficient
   that is not 0 settle it.  The primes of a word-size n_i are in the base, and
   so are small ones: factoring a few n_i usually finds enough, and where the
   n_i are large the small primes do.  */
static int
surely_longer (const mdm_logform_t x, slong most)
{
  slong found = 0, known = 0, tries = 2 * most + 16;
  MDM_OWNED ulong *seen = flint_malloc ((size_t) tries * sizeof (ulong));

  for (slong i = x->count - 1; i >= 0 && known < tries && found <= most; i--)
    {
      n_factor_t factor;
      ulong p = 0;
      int old = 0;

      if (!fmpz_abs_fits_ui (x->n + i))
        continue;
      n_factor_init (&factor);
      n_factor (&factor, fmpz_get_ui (x->n + i), 1);
      for (int f = 0; f < factor.num; f++)
        p = factor.p[f] > p ? factor.p[f] : p;
      for (slong j = 0; j < known; j++)
        old |= seen[j] == p;
      seen[known++] = p;
      found += !old && has_prime (x, p);
    }
  for (ulong p = 2; p < MDM_COPRIME_SMALL && found <= most;)
    found += count_group (&p, x, seen, known);
  return found > most;
}

/* A string that grows.  */
typedef struct
{
  char *text;
  size_t length, alloc;
} buffer_t;

static void
put (buffer_t *buffer, const char *text)
{
  size_t n = strlen (text);

  if (buffer->length + n + 1 > buffer->alloc)
    {
      buffer->alloc = 2 * (buffer->length + n + 1);
      buffer->text = flint_realloc (buffer->text, buffer->alloc);
    }
  memcpy (buffer->text + buffer->length, text, n + 1);
  buffer->length += n;
}

static void
put_fmpz (buffer_t *buffer, const fmpz_t n)
{
  char *text = fmpz_get_str (NULL, 10, n);

  put (buffer, text);
  flint_free (text);
}

/* Append " + Q" or " - |Q|", without the blanks and the plus at the
   beginning, and "*LOG" behind it unless LOG is empty; Q = NUM / DEN is not
   0, and a factor of 1 is not written before LOG.  */
static void
put_term (buffer_t *buffer, const fmpz_t num, const fmpz_t den,
          const char *log)
{
  MDM_FMPQ (q);

  fmpq_set_fmpz_frac (q, num, den);
  if (buffer->length > 0)
    put (buffer, fmpq_sgn (q) < 0 ? " - " : " + ");
  else if (fmpq_sgn (q) < 0)
    put (buffer, "-");
  fmpq_abs (q, q);
  if (!fmpq_is_one (q) || log[0] == '\0')
    {
      put_fmpz (buffer, fmpq_numref (q));
      if (!fmpz_is_one (fmpq_denref (q)))
        {
          put (buffer, "/");
          put_fmpz (buffer, fmpq_denref (q));
        }
      if (log[0] != '\0')
        put (buffer, "*");
    }
  put (buffer, log);
}

static char *
write_form (const mdm_logform_t x, mdm_unit unit)
{
  buffer_t buffer = { NULL, 0, 0 };

  if (!fmpz_is_zero (x->r))
    put_term (&buffer, x->r, x->d, unit == MDM_BITS ? "log2(e)" : "");
  for (slong i = 0; i < x->count; i++)
    {
      put_term (&buffer, x->c + i, x->d, unit == MDM_BITS ? "log2(" : "log(");
      put_fmpz (&buffer, x->n + i);
      put (&buffer, ")");
    }
  return buffer.text == NULL ? zero_str () : buffer.text;
}

mdm_status
mdm_exact_logform (char **res, const mdm_logform_t x, slong most,
                   mdm_unit unit)
{
  MDM_LOGFORM (reduced);
  mdm_status status;

  *res = NULL;
  if (mdm_logform_is_unsought (x) || x->count > MDM_EXACT_SOUGHT_MAX)
    return MDM_OK;
  status = mdm_logform_expand (reduced, x);
  if (status != MDM_OK)
    return status;
  if (reduced->count > MDM_EXACT_SOUGHT_MAX
      || (reduced->count > most && surely_longer (reduced, most)))
    return MDM_OK;
  status = mdm_logform_reduce (reduced, reduced);
  if (status == MDM_OK && reduced->count + !fmpz_is_zero (reduced->r) <= most)
    *res = write_form (reduced, unit);
  return status;
}
