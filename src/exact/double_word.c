#include <config.h>

#include "exact/double_word.h"

#include "exact/scoped.h"

#include <assert.h>

/* Bits to which a quotient of large integers is taken.  */
#define QUOTIENT_BITS 160

/* X exactly, for |X| < 2^62.  */
static mdm_double_word_t
set_small (slong x)
{
  double high = (double) x;

  return (mdm_double_word_t){ high, (double) (x - (slong) high) };
}

/* The middle of X, its high and low words rounded to nearest in turn: at most
   u^2 away.  */
static mdm_double_word_t
set_arb (const arb_t x)
{
  double high = arf_get_d (arb_midref (x), ARF_RND_NEAR), low;
  arf_t rest;

  arf_init (rest);
  arf_set_d (rest, high);
  arf_sub (rest, arb_midref (x), rest, ARF_PREC_EXACT, ARF_RND_DOWN);
  low = arf_get_d (rest, ARF_RND_NEAR);
  arf_clear (rest);
  return mdm_fast_two_sum (high, low);
}

mdm_double_word_t
mdm_double_word_set_ratio (const fmpz_t a, const fmpz_t b)
{
  MDM_ARB (x);

  if (!COEFF_IS_MPZ (*a) && !COEFF_IS_MPZ (*b))
    return mdm_double_word_div (set_small (*a), set_small (*b));
  arb_fmpz_div_fmpz (x, a, b, QUOTIENT_BITS);
  return set_arb (x);
}

void
mdm_double_word_get_arb (arb_t res, mdm_double_word_t x, uint64_t steps)
{
  MDM_ARB (low);
  mag_t radius;

  assert (steps < UINT64_C (1) << 40);
  mag_init (radius);
  arb_set_d (res, x.high);
  arb_set_d (low, x.low);
  arb_add (res, res, low, ARF_PREC_EXACT);
  /* exp (16 s u^2) - 1 < 2 * 16 s u^2 = s 2^-101.  */
  arb_get_mag (radius, res);
  mag_mul_ui (radius, radius, steps);
  mag_mul_2exp_si (radius, radius, -101);
  mag_add (arb_radref (res), arb_radref (res), radius);
  mag_clear (radius);
}
