#include <config.h>

#include "info/gaps_balls.h"

#include "exact/scoped.h"
#include "info/gaps_exact.h"

void
mdm_gaps_balls_clear (mdm_gaps_balls_t *balls, const mdm_form_t *form)
{
  slong length = (slong) form->length,
        cells = length * (slong) mdm_gaps_rows (form);

  if (balls->prec == 0)
    return;
  _arb_vec_clear (balls->h, cells);
  _arb_vec_clear (balls->p, cells);
  _arb_vec_clear (balls->first, length);
  _arb_vec_clear (balls->sum, length);
}

/* RES = the entropy of the probabilities P[0..COUNT), 0 exactly where only one
   is not.  */
static void
ball_entropy (arb_t res, arb_srcptr p, size_t count, slong prec)
{
  size_t possible = 0;
  MDM_ARB (log);

  arb_zero (res);
  for (size_t x = 0; x < count; x++)
    possible += !arb_is_zero (p + x);
  for (size_t x = 0; x < count && possible > 1; x++)
    if (!arb_is_zero (p + x))
      {
        arb_log (log, p + x, prec);
        arb_submul (res, p + x, log, prec);
      }
}

/* Which transitions are possible, and the balls of their probabilities.  */
typedef struct
{
  size_t count, *from, *to;
  arb_ptr p;
} steps_t;

static void
steps_init (steps_t *steps, const mdm_form_t *form, slong prec)
{
  size_t v = (size_t) form->vocab;

  *steps = (steps_t){ 0, flint_malloc (v * v * sizeof (size_t)),
                      flint_malloc (v * v * sizeof (size_t)),
                      _arb_vec_init ((slong) (v * v)) };
  for (size_t i = 0; i < v * v; i++)
    if (!fmpq_is_zero (form->row + i))
      {
        steps->from[steps->count] = i / v;
        steps->to[steps->count] = i % v;
        arb_set_fmpq (steps->p + steps->count++, form->row + i, prec);
      }
}

static void
steps_clear (steps_t *steps, const mdm_form_t *form)
{
  _arb_vec_clear (steps->p, (slong) (form->vocab * form->vocab));
  flint_free (steps->from);
  flint_free (steps->to);
}

/* Set the p, h and sums of BALLS for a chain.  The powers are found as P times
   the one before.  */
static void
chain_balls (mdm_gaps_balls_t *balls, const mdm_form_t *form)
{
  size_t v = (size_t) form->vocab, length = form->length;
  slong prec = balls->prec;
  arb_ptr power = _arb_vec_init ((slong) (v * v));
  arb_ptr next = _arb_vec_init ((slong) (v * v));
  arb_ptr passed = _arb_vec_init ((slong) (length * v)); /* c_n at n - 1 */
  steps_t steps;

  steps_init (&steps, form, prec);
  for (size_t x = 0; x < v; x++)
    {
      arb_one (power + x * v + x);
      arb_set_fmpq (balls->p + x, form->start + x, prec);
      arb_set (passed + x, balls->p + x);
    }
  for (size_t i = 1; i < length; i++)
    {
      arb_ptr p = balls->p + i * v, c = passed + i * v;
      for (size_t s = 0; s < steps.count; s++)
        arb_addmul (p + steps.to[s], p - v + steps.from[s], steps.p + s, prec);
      _arb_vec_add (c, c - v, p, (slong) v, prec);
    }
  for (size_t g = 1; g < length; g++)
    {
      _arb_vec_zero (next, (slong) (v * v));
      for (size_t s = 0; s < steps.count; s++)
        for (size_t y = 0; y < v; y++)
          if (!arb_is_zero (power + steps.to[s] * v + y))
            arb_addmul (next + steps.from[s] * v + y, steps.p + s,
                        power + steps.to[s] * v + y, prec);
      _arb_vec_swap (power, next, (slong) (v * v));
      for (size_t x = 0; x < v; x++)
        {
          arb_ptr h = balls->h + g * v + x;
          ball_entropy (h, power + x * v, v, prec);
          arb_addmul (balls->sum + g, passed + (length - g - 1) * v + x, h,
                      prec);
        }
    }
  for (size_t i = 0; i < length; i++)
    ball_entropy (balls->first + i, balls->p + i * v, v, prec);
  steps_clear (&steps, form);
  _arb_vec_clear (power, (slong) (v * v));
  _arb_vec_clear (next, (slong) (v * v));
  _arb_vec_clear (passed, (slong) (length * v));
}

/* Set the balls of a walk: h_g = g log 2 - 2^-g sum_c C(g,c) log C(g,c).  */
static void
walk_balls (mdm_gaps_balls_t *balls, const mdm_form_t *form)
{
  size_t length = form->length;
  slong prec = balls->prec;
  arb_ptr lf = _arb_vec_init ((slong) length + 1);
  MDM_ARB (p);
  MDM_ARB (log);
  MDM_ARB (h);

  for (size_t t = 2; t <= length; t++)
    {
      arb_log_ui (log, t, prec);
      arb_add (lf + t, lf + t - 1, log, prec);
    }
  for (size_t g = 1; g <= length; g++)
    {
      arb_const_log2 (h, prec);
      arb_mul_ui (h, h, g, prec);
      arb_one (p);
      arb_mul_2exp_si (p, p, -(slong) g);
      for (size_t c = 0; c < g; c++)
        {
          arb_sub (log, lf + g, lf + c, prec);
          arb_sub (log, log, lf + g - c, prec);
          arb_submul (h, p, log, prec);
          arb_mul_ui (p, p, g - c, prec);
          arb_div_ui (p, p, c + 1, prec);
        }
      arb_set (balls->first + g - 1, h);
      if (g < length)
        {
          arb_set (balls->h + g, h);
          arb_mul_ui (balls->sum + g, h, length - g, prec);
        }
    }
  _arb_vec_clear (lf, (slong) length + 1);
}

void
mdm_gaps_balls_make (mdm_gaps_balls_t *balls, const mdm_form_t *form,
                     slong prec)
{
  slong length = (slong) form->length;
  slong cells = length * (slong) mdm_gaps_rows (form);

  mdm_gaps_balls_clear (balls, form);
  *balls
      = (mdm_gaps_balls_t){ prec, _arb_vec_init (cells), _arb_vec_init (cells),
                            _arb_vec_init (length), _arb_vec_init (length) };
  if (form->kind == MDM_LAW_WALK)
    walk_balls (balls, form);
  else
    chain_balls (balls, form);
}
