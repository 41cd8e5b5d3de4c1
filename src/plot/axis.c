#include <config.h>

#include "plot/axis.h"

#include "exact/decimal.h"
#include "text/string.h"

#include <string.h>

/* Bits of the logarithms of a picture.  */
#define PRECISION 128

/* Digits of a number on an axis: at least, and after those that the ends have
   in common.  */
#define DIGITS 8
#define DIGITS_APART 6

void
mdm_axis_init (mdm_axis_t axis)
{
  memset (axis, 0, sizeof *axis);
  fmpq_init (axis->low);
  fmpq_init (axis->high);
}

void
mdm_axis_clear (mdm_axis_t axis)
{
  for (size_t i = 0; i < axis->ticks; i++)
    {
      fmpq_clear (axis->tick[i].at);
      flint_free (axis->tick[i].label);
    }
  flint_free (axis->tick);
  fmpq_clear (axis->low);
  fmpq_clear (axis->high);
}

/* ---------------------------------------------------------------------------
   Ticks.  */

/* RES = FACTOR 10^EXPONENT.  */
static void
set_power (fmpq_t res, ulong factor, slong exponent)
{
  MDM_FMPZ (power);

  fmpz_ui_pow_ui (power, 10, (ulong) FLINT_ABS (exponent));
  fmpq_set_fmpz (res, power);
  if (exponent < 0)
    fmpq_inv (res, res);
  fmpz_set_ui (power, factor);
  fmpq_mul_fmpz (res, res, power);
}

/* The greatest k with 10^k <= X, which is > 0.  */
static slong
exponent_of (const fmpq_t x)
{
  slong k = (slong) fmpz_sizeinbase (fmpq_numref (x), 10)
            - (slong) fmpz_sizeinbase (fmpq_denref (x), 10) + 1;
  MDM_FMPQ (power);

  for (set_power (power, 1, k); fmpq_cmp (power, x) > 0;)
    set_power (power, 1, --k);
  return k;
}

static void
add_tick (mdm_axis_t axis, const fmpq_t at, char *label)
{
  mdm_tick_t *tick;

  axis->tick
      = flint_realloc (axis->tick, (axis->ticks + 1) * sizeof *axis->tick);
  tick = axis->tick + axis->ticks++;
  fmpq_init (tick->at);
  fmpq_set (tick->at, at);
  tick->label = label;
}

/* X, a multiple of 10^EXPONENT, in digits.  */
static char *
plain_str (const fmpq_t x, slong exponent)
{
  size_t decimals = exponent < 0 ? (size_t) -exponent : 0, n;
  MDM_FMPQ (scaled);
  MDM_OWNED char *digits = NULL;
  char *text;

  set_power (scaled, 1, (slong) decimals);
  fmpq_mul (scaled, scaled, x);
  fmpz_abs (fmpq_numref (scaled), fmpq_numref (scaled));
  n = fmpz_sizeinbase (fmpq_numref (scaled), 10);
  digits = flint_malloc (n + decimals + 3);
  fmpz_get_str (digits, 10, fmpq_numref (scaled));
  n = strlen (digits);
  if (n <= decimals)
    {
      memmove (digits + decimals + 1 - n, digits, n + 1);
      memset (digits, '0', decimals + 1 - n);
      n = decimals + 1;
    }
  text = mdm_str ("%s%.*s%s%s", fmpq_sgn (x) < 0 ? "-" : "",
                  (int) (n - decimals), digits, decimals > 0 ? "." : "",
                  digits + n - decimals);
  return text;
}

/* The same, with an exponent where it would be long: a digit before the point
   then, as many after it as a multiple of 10^EXPONENT needs.  */
static char *
label_str (const fmpq_t x, slong exponent)
{
  slong power;
  MDM_FMPQ (scaled);
  MDM_FMPQ (unit);
  MDM_OWNED char *digits = NULL;

  if (fmpq_is_zero (x))
    return mdm_str ("0");
  if (exponent >= -4 && exponent <= 4)
    return plain_str (x, exponent);
  fmpq_abs (scaled, x);
  power = exponent_of (scaled);
  set_power (unit, 1, power);
  fmpq_div (scaled, x, unit);
  digits = plain_str (scaled, exponent - power);
  return mdm_str ("%se%ld", digits, (long) power);
}

/* Multiples of 1, 2 or 5 times a power of 10, about MOST of them; WHOLE ones
   only, if that is said.  */
static void
set_linear_ticks (mdm_axis_t axis, size_t most, int whole)
{
  static const ulong factors[] = { 1, 2, 5, 10 };
  slong exponent;
  size_t f = 0;
  MDM_FMPQ (step);
  MDM_FMPQ (at);
  MDM_FMPZ (count);

  fmpq_sub (step, axis->high, axis->low);
  fmpz_set_ui (count, most > 0 ? most : 1);
  fmpq_div_fmpz (step, step, count);
  exponent = exponent_of (step);
  if (whole && exponent < 0)
    exponent = 0;
  set_power (at, factors[f], exponent);
  while (fmpq_cmp (at, step) < 0)
    set_power (at, factors[++f], exponent);
  fmpq_set (step, at);
  exponent += factors[f] == 10;
  fmpq_div (at, axis->low, step);
  fmpz_cdiv_q (count, fmpq_numref (at), fmpq_denref (at));
  fmpq_mul_fmpz (at, step, count);
  for (; fmpq_cmp (at, axis->high) <= 0; fmpq_add (at, at, step))
    add_tick (axis, at, label_str (at, exponent));
}

static int
is_within (const mdm_axis_t axis, const fmpq_t x)
{
  return fmpq_cmp (x, axis->low) >= 0 && fmpq_cmp (x, axis->high) <= 0;
}

/* Powers of 10, every few, and where there are hardly any 2 and 5 times them;
   linear ticks where these are few, too.  */
static void
set_log_ticks (mdm_axis_t axis, size_t most, int whole)
{
  slong first = exponent_of (axis->low), last = exponent_of (axis->high);
  size_t powers = 0;
  slong every;
  MDM_FMPQ (at);

  for (slong k = first; k <= last; k++)
    {
      set_power (at, 1, k);
      powers += (size_t) is_within (axis, at);
    }
  every = (slong) (powers / (most + 1)) + 1;
  for (slong k = first; k <= last; k++)
    for (ulong factor = 1; factor <= 5; factor += factor == 1 ? 1 : 3)
      {
        set_power (at, factor, k);
        if (!is_within (axis, at) || (powers > 2 && factor > 1))
          continue;
        if (powers > 2)
          add_tick (axis, at,
                    k % every == 0 ? mdm_str ("10^%ld", (long) k)
                                   : mdm_str ("%s", ""));
        else
          add_tick (axis, at, label_str (at, k));
      }
  if (axis->ticks < 3)
    {
      for (size_t i = 0; i < axis->ticks; i++)
        {
          fmpq_clear (axis->tick[i].at);
          flint_free (axis->tick[i].label);
        }
      axis->ticks = 0;
      set_linear_ticks (axis, most, whole);
    }
}

/* ---------------------------------------------------------------------------
   Ranges.  */

/* The least and the greatest number that is met on an axis.  */
typedef struct
{
  int met, whole; /* are all of them integers? */
  fmpq_t least, most;
} extent_t;

static void
extent_init (extent_t *extent)
{
  extent->met = 0;
  extent->whole = 1;
  fmpq_init (extent->least);
  fmpq_init (extent->most);
}

static void
extent_clear (extent_t *extent)
{
  fmpq_clear (extent->least);
  fmpq_clear (extent->most);
}

static void
extent_meet (extent_t *extent, const fmpq_t x)
{
  if (!extent->met || fmpq_cmp (x, extent->least) < 0)
    fmpq_set (extent->least, x);
  if (!extent->met || fmpq_cmp (x, extent->most) > 0)
    fmpq_set (extent->most, x);
  extent->whole &= fmpz_is_one (fmpq_denref (x));
  extent->met = 1;
}

/* Set the range of AXIS to EXTENT and a margin of the NUMERATOR-th part of 24
   on either side; of a logarithmic one the fifth part of a number.  */
static void
set_range (mdm_axis_t axis, const extent_t *extent, ulong numerator)
{
  MDM_FMPQ (margin);

  fmpq_set (axis->low, extent->least);
  fmpq_set (axis->high, extent->most);
  if (axis->log)
    {
      fmpq_set_si (margin, 4, 5);
      fmpq_mul (axis->low, axis->low, margin);
      fmpq_div (axis->high, axis->high, margin);
      return;
    }
  fmpq_sub (margin, axis->high, axis->low);
  if (fmpq_is_zero (margin))
    {
      fmpq_abs (margin, axis->high);
      if (fmpq_is_zero (margin))
        {
          fmpq_one (axis->high);
          fmpq_one (margin);
        }
      else
        numerator = 12;
    }
  fmpz_mul_ui (fmpq_numref (margin), fmpq_numref (margin), numerator);
  fmpz_mul_ui (fmpq_denref (margin), fmpq_denref (margin), 24);
  fmpq_canonicalise (margin);
  fmpq_sub (axis->low, axis->low, margin);
  fmpq_add (axis->high, axis->high, margin);
}

static void
set_ticks (mdm_axis_t axis, size_t most, int whole)
{
  if (axis->log)
    set_log_ticks (axis, most, whole);
  else
    set_linear_ticks (axis, most, whole);
}

/* Where the steps of one series end those of all do, and there is no margin
   beside them.  */
void
mdm_axis_set_x (mdm_axis_t axis, const mdm_figure_t figure, size_t most)
{
  int steps = 0;
  MDM_SCOPED (extent, extent_t, extent_init, extent_clear);

  axis->log = figure->log_x;
  for (size_t i = 0; i < figure->count; i++)
    for (size_t m = 0; m < figure->series[i].count; m++)
      {
        steps |= figure->series[i].kind == MDM_SERIES_STEPS;
        if (figure->series[i].mark[m].drawn)
          extent_meet (extent, figure->series[i].mark[m].at_x);
      }
  set_range (axis, extent, !steps);
  set_ticks (axis, most, extent->whole);
}

/* An axis begins at 0 unless there are numbers below, or none is below half of
   the greatest.  */
void
mdm_axis_set_y (mdm_axis_t axis, const mdm_figure_t figure, size_t panel,
                size_t most)
{
  MDM_SCOPED (extent, extent_t, extent_init, extent_clear);
  MDM_FMPQ (twice);
  MDM_FMPQ (zero);

  axis->log = figure->log_y;
  for (size_t i = 0; i < figure->count; i++)
    for (size_t m = 0;
         figure->series[i].panel == panel && m < figure->series[i].count; m++)
      if (figure->series[i].mark[m].drawn)
        extent_meet (extent, figure->series[i].mark[m].at_y);
  fmpq_add (twice, extent->least, extent->least);
  if (!axis->log && fmpq_cmp (twice, extent->most) < 0)
    extent_meet (extent, zero);
  set_range (axis, extent, 1);
  set_ticks (axis, most, 0);
}

/* ---------------------------------------------------------------------------
   Places.  */

char *
mdm_axis_str (const mdm_axis_t axis, const fmpq_t x)
{
  MDM_FMPQ (range);
  MDM_FMPQ (size);
  slong digits;

  fmpq_sub (range, axis->high, axis->low);
  fmpq_abs (size, axis->low);
  if (fmpq_cmp (size, axis->high) < 0)
    fmpq_set (size, axis->high);
  digits = exponent_of (size) - exponent_of (range) + DIGITS_APART;
  return mdm_decimal_fmpq (x, digits > DIGITS ? digits : DIGITS);
}

/* RES = (log X - log LOW) / (log HIGH - log LOW), to the nearest of so many
   parts of LENGTH.  */
static void
place_log (fmpz_t res, const mdm_axis_t axis, const fmpq_t x, long length)
{
  MDM_ARB (at);
  MDM_ARB (low);
  MDM_ARB (high);

  arb_set_fmpq (at, x, PRECISION);
  arb_set_fmpq (low, axis->low, PRECISION);
  arb_set_fmpq (high, axis->high, PRECISION);
  arb_div (at, at, low, PRECISION);
  arb_div (high, high, low, PRECISION);
  arb_log (at, at, PRECISION);
  arb_log (high, high, PRECISION);
  arb_div (at, at, high, PRECISION);
  arb_mul_si (at, at, length, PRECISION);
  arf_get_fmpz (res, arb_midref (at), ARF_RND_NEAR);
}

static void
place_linear (fmpz_t res, const mdm_axis_t axis, const fmpq_t x, long length)
{
  MDM_FMPQ (at);
  MDM_FMPQ (range);
  MDM_FMPQ (half);
  MDM_FMPZ (factor);

  fmpq_sub (at, x, axis->low);
  fmpq_sub (range, axis->high, axis->low);
  fmpq_div (at, at, range);
  fmpz_set_si (factor, length);
  fmpq_mul_fmpz (at, at, factor);
  fmpq_set_si (half, 1, 2);
  fmpq_add (at, at, half);
  fmpz_fdiv_q (res, fmpq_numref (at), fmpq_denref (at));
}

long
mdm_axis_place (const mdm_axis_t axis, const fmpq_t x, long length)
{
  MDM_FMPZ (at);

  if (axis->log)
    place_log (at, axis, x, length);
  else
    place_linear (at, axis, x, length);
  return (long) fmpz_get_si (at);
}
