/* double_word.h - numbers as sums of two doubles, with proved bounds on the
   error of every operation: about 106 bits at a few nanoseconds.

   A double word is HIGH + LOW with HIGH the double nearest to the sum.  The
   algorithms, and the bounds on their relative errors with u = 2^-53, are
   those of Joldes, Muller and Popescu, "Tight and rigorous error bounds for
   basic building blocks of double-word arithmetic", ACM TOMS 44(2), 2017:
     sum of two of one sign    SloppyDWPlusDW     3 u^2
     product                   DWTimesDW1         7 u^2
     quotient                  DWDivDW2           15 u^2 + 56 u^3
   Sums here are of numbers >= 0 alone, so nothing cancels and relative errors
   never grow by more than what is counted:

   Steps.  A double word y' for the real y > 0 is s steps off if |log (y'/y)|
   <= 16 s u^2.  One operation adds at most -log (1 - 15 u^2 - 56 u^3) < 16 u^2
   to this.  So a product or quotient of numbers that are s and t steps off is
   s + t + 1 off, and their sum max (s, t) + 1; 0 is always 0.  From there the
   ball of mdm_double_word_get_arb.

   Range.  The bounds hold where nothing underflows or overflows.  All
   operands and results here must be 0 or from 2^-900 to 2^900, which is for
   the caller to know: then the error of a product of two high words is a
   double, and what low words lose below 2^-1022 is less than 2^-1074, or
   2^-174 of the result, which 16 u^2 has room for beside the bounds above.

   Rounding is to nearest, and the compiler takes every operation as written:
   configure asks for no contraction of products and sums.  */
#ifndef MDM_DOUBLE_WORD_H
#define MDM_DOUBLE_WORD_H

#include "exact/flint-compat.h"

#include <float.h>
#include <math.h>
#include <stdint.h>

#if defined __FAST_MATH__ || FLT_EVAL_METHOD != 0 || DBL_MANT_DIG != 53       \
    || DBL_MAX_EXP != 1024
# error "double words need the arithmetic of IEEE 754, without -ffast-math"
#endif

/* A multiplication and addition of double words is so many cells (limit.h). */
#define MDM_CELLS_PER_DOUBLE_WORD 20

/* Results are from 2 to the power of minus this to 2 to the power of it.  */
#define MDM_DOUBLE_WORD_RANGE 900

typedef struct
{
  double high, low;
} mdm_double_word_t;

/* X + Y exactly where |X| >= |Y| or X = 0 (Fast2Sum).  */
static inline mdm_double_word_t
mdm_fast_two_sum (double x, double y)
{
  double s = x + y, z = s - x;

  return (mdm_double_word_t){ s, y - z };
}

/* X + Y exactly (2Sum).  */
static inline mdm_double_word_t
mdm_two_sum (double x, double y)
{
  double s = x + y, x1 = s - y, y1 = s - x1;
  double dx = x - x1, dy = y - y1;

  return (mdm_double_word_t){ s, dx + dy };
}

/* X Y exactly (2Prod): by a fused multiplication where there is one, else by
   halves (Dekker).  */
static inline mdm_double_word_t
mdm_two_prod (double x, double y)
{
  double p = x * y;
#ifdef FP_FAST_FMA
  return (mdm_double_word_t){ p, fma (x, y, -p) };
#else
  const double split = 134217729.0; /* 2^27 + 1 */
  double cx = split * x, cy = split * y;
  double xh = cx - (cx - x), yh = cy - (cy - y);
  double xl = x - xh, yl = y - yh;

  return (mdm_double_word_t){ p,
                              ((xh * yh - p) + xh * yl + xl * yh) + xl * yl };
#endif
}

/* X + Y, both >= 0.  */
static inline mdm_double_word_t
mdm_double_word_add (mdm_double_word_t x, mdm_double_word_t y)
{
  mdm_double_word_t s = mdm_two_sum (x.high, y.high);
  double v = x.low + y.low;

  return mdm_fast_two_sum (s.high, s.low + v);
}

static inline mdm_double_word_t
mdm_double_word_mul (mdm_double_word_t x, mdm_double_word_t y)
{
  mdm_double_word_t c = mdm_two_prod (x.high, y.high);
  double t1 = x.high * y.low, t2 = x.low * y.high, t = t1 + t2;

  return mdm_fast_two_sum (c.high, c.low + t);
}

/* X / Y, Y not 0.  */
static inline mdm_double_word_t
mdm_double_word_div (mdm_double_word_t x, mdm_double_word_t y)
{
  double t = x.high / y.high;
  /* Y t, as DWTimesFP1 does it.  */
  mdm_double_word_t c = mdm_two_prod (y.high, t);
  mdm_double_word_t s = mdm_fast_two_sum (c.high, y.low * t);
  mdm_double_word_t r = mdm_fast_two_sum (s.high, s.low + c.low);
  double d = (x.high - r.high) + (x.low - r.low);

  return mdm_fast_two_sum (t, d / y.high);
}

/* A / B, one step off, for A >= 0 and B > 0 of any size, the quotient being 0
   or in the range.  */
mdm_double_word_t mdm_double_word_set_ratio (const fmpz_t a, const fmpz_t b);

/* Set RES to a ball with every real that X >= 0 is at most STEPS < 2^40 steps
   off: its radius is X times STEPS 2^-101.  */
void mdm_double_word_get_arb (arb_t res, mdm_double_word_t x, uint64_t steps);

#endif
