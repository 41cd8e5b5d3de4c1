#include <config.h>

#include "exact/lazy_rational.h"

#include "exact/lazy.h"

/* Bits of balls that are computed from balls of 100 bits.  */
#define PRECISION 192

mdm_status
mdm_lazy_get_fmpq (fmpq_t res, const mdm_logform_t x)
{
  MDM_LOGFORM (plain);

  if (mdm_logform_is_plain_rational (res, x))
    return MDM_OK;
  MDM_TRY (mdm_logform_expand (plain, x));
  return mdm_logform_is_plain_rational (res, plain) ? MDM_OK : MDM_EDOMAIN;
}

/* What a lazy real is made of: X Y, or X^POWER, POWER not 0, or log X.  */
typedef struct
{
  mdm_logform_t x, y;
  slong power;
  int log;
} source_t;

static void
source_clear (void *data)
{
  source_t *source = data;

  mdm_logform_clear (source->x);
  mdm_logform_clear (source->y);
  flint_free (source);
}

static source_t *
source_new (const mdm_logform_t x, slong power)
{
  source_t *source = flint_calloc (1, sizeof *source);

  source->power = power;
  mdm_logform_init (source->x);
  mdm_logform_init (source->y);
  mdm_logform_set (source->x, x);
  return source;
}

static mdm_status
make (mdm_logform_t form, const void *data)
{
  const source_t *source = data;
  MDM_FMPQ (x);
  MDM_FMPQ (y);

  MDM_TRY (mdm_lazy_get_fmpq (x, source->x));
  if (source->log)
    {
      mdm_logform_set_log_fmpq (form, x);
      return MDM_OK;
    }
  if (source->power != 0)
    fmpq_pow_si (x, x, source->power);
  else
    {
      MDM_TRY (mdm_lazy_get_fmpq (y, source->y));
      fmpq_mul (x, x, y);
    }
  mdm_logform_set_fmpq (form, x);
  return MDM_OK;
}

/* RES = the lazy real in BALL that is made of SOURCE, which it takes over.  */
static void
set_lazy (mdm_logform_t res, const arb_t ball, source_t *source)
{
  mdm_lazy_t *lazy = mdm_lazy_new (ball, 0, make, source_clear, source);

  mdm_logform_set_lazy (res, lazy);
  mdm_lazy_drop (lazy);
}

void
mdm_lazy_mul (mdm_logform_t res, const mdm_logform_t x, const mdm_logform_t y)
{
  MDM_FMPQ (q);
  MDM_ARB (a);
  MDM_ARB (b);
  source_t *source;

  if (mdm_logform_is_plain_rational (q, x))
    mdm_logform_mul_fmpq (res, y, q);
  else if (mdm_logform_is_plain_rational (q, y))
    mdm_logform_mul_fmpq (res, x, q);
  else
    {
      mdm_logform_get_arb (a, x, PRECISION);
      mdm_logform_get_arb (b, y, PRECISION);
      arb_mul (a, a, b, PRECISION);
      source = source_new (x, 0);
      mdm_logform_set (source->y, y);
      set_lazy (res, a, source);
    }
}

/* RES = X^N, N not 0, X lazy and its ball BALL; N > 0, or BALL does not have
   0.  */
static void
power_of_lazy (mdm_logform_t res, const mdm_logform_t x, slong n, arb_t ball)
{
  MDM_FMPZ (exponent);

  fmpz_set_si (exponent, n);
  arb_pow_fmpz (ball, ball, exponent, PRECISION);
  set_lazy (res, ball, source_new (x, n));
}

mdm_status
mdm_lazy_pow (mdm_logform_t res, const mdm_logform_t x, slong n)
{
  MDM_FMPQ (q);
  MDM_ARB (ball);
  int plain = mdm_logform_is_plain_rational (q, x);

  if (!plain && n != 0)
    {
      mdm_logform_get_arb (ball, x, PRECISION);
      if (n > 0 || !arb_contains_zero (ball))
        {
          power_of_lazy (res, x, n, ball);
          return MDM_OK;
        }
      MDM_TRY (mdm_lazy_get_fmpq (q, x));
    }
  if (n < 0 && fmpq_is_zero (q))
    return MDM_EDOMAIN;
  if (n == 0)
    fmpq_one (q);
  else
    fmpq_pow_si (q, q, n);
  mdm_logform_set_fmpq (res, q);
  return MDM_OK;
}

mdm_status
mdm_lazy_inv (mdm_logform_t res, const mdm_logform_t x)
{
  return mdm_lazy_pow (res, x, -1);
}

mdm_status
mdm_lazy_log (mdm_logform_t res, const mdm_logform_t x)
{
  MDM_ARB (ball);
  MDM_FMPQ (q);
  source_t *source;

  if (!mdm_logform_is_plain_rational (NULL, x))
    {
      mdm_logform_get_arb (ball, x, PRECISION);
      if (arb_is_positive (ball))
        {
          arb_log (ball, ball, PRECISION);
          source = source_new (x, 0);
          source->log = 1;
          set_lazy (res, ball, source);
          return MDM_OK;
        }
    }
  MDM_TRY (mdm_lazy_get_fmpq (q, x));
  if (fmpq_sgn (q) <= 0)
    return MDM_EDOMAIN;
  mdm_logform_set_log_fmpq (res, q);
  return MDM_OK;
}
