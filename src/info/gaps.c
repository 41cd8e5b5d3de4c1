#include <config.h>

#include "info/gaps.h"

#include "info/entropy.h"

#include <stdlib.h>
#include <string.h>

/* Balls of PREC bits: h_g(x) at g V + x, P(X_i = x) at i V + x, H(X_i) and
   G_g; of a walk V counts as 1.  */
typedef struct
{
  slong prec; /* 0: nothing is there */
  arb_ptr h, p, first, sum;
} balls_t;

/* The same exactly, for gaps g = 1 .. GAPS and positions i < FIRSTS, as many
   as have few bits; SUM[i V + x] is c_{i+1}(x), and MEAN[g] is G_g, of a
   stationary chain or a walk over L - g.  */
typedef struct
{
  int made;
  size_t gaps, firsts;
  mdm_logform_struct *h;    /* (GAPS + 1) V */
  mdm_logform_struct *mean; /* GAPS + 1 */
  fmpq *p, *sum;            /* FIRSTS V */
} exact_t;

typedef struct
{
  int stationary; /* 1: it is, -1: it is not, 0: not asked yet */
  balls_t balls;
  exact_t exact[2]; /* of few bits, and of many */
} tables_t;

static size_t
rows (const mdm_form_t *form)
{
  return form->kind == MDM_LAW_WALK ? 1 : (size_t) form->vocab;
}

static void
clear_balls (balls_t *balls, const mdm_form_t *form)
{
  slong length = (slong) form->length, cells = length * (slong) rows (form);

  if (balls->prec == 0)
    return;
  _arb_vec_clear (balls->h, cells);
  _arb_vec_clear (balls->p, cells);
  _arb_vec_clear (balls->first, length);
  _arb_vec_clear (balls->sum, length);
}

static void
clear_exact (exact_t *exact, const mdm_form_t *form)
{
  size_t v = rows (form);

  if (!exact->made)
    return;
  for (size_t i = 0; i < (exact->gaps + 1) * v; i++)
    mdm_logform_clear (exact->h + i);
  for (size_t g = 0; g <= exact->gaps; g++)
    mdm_logform_clear (exact->mean + g);
  flint_free (exact->h);
  flint_free (exact->mean);
  _fmpq_vec_clear (exact->p, (slong) (exact->firsts * v));
  _fmpq_vec_clear (exact->sum, (slong) (exact->firsts * v));
}

static void
clear_tables (void *data, const mdm_form_t *form)
{
  tables_t *tables = data;

  clear_balls (&tables->balls, form);
  clear_exact (tables->exact, form);
  clear_exact (tables->exact + 1, form);
}

/* Chains, exactly.  */

static int
equal (const fmpq *p, const fmpq *q, size_t count)
{
  for (size_t i = 0; i < count; i++)
    if (!fmpq_equal (p + i, q + i))
      return 0;
  return 1;
}

/* AFTER = BEFORE times the transition matrix.  */
static void
advance (fmpq *after, const fmpq *before, const mdm_form_t *form)
{
  size_t v = (size_t) form->vocab;
  MDM_FMPQ (x);

  for (size_t t = 0; t < v; t++)
    fmpq_zero (after + t);
  for (size_t s = 0; s < v; s++)
    for (size_t t = 0; !fmpq_is_zero (before + s) && t < v; t++)
      if (!fmpq_is_zero (form->row + s * v + t))
        {
          fmpq_mul (x, before + s, form->row + s * v + t);
          fmpq_add (after + t, after + t, x);
        }
}

static tables_t *
tables_of (mdm_form_t *form)
{
  tables_t *tables = mdm_formed_tables (form, sizeof *tables, clear_tables);
  size_t v = rows (form);

  if (tables->stationary == 0)
    {
      MDM_FMPQ_VEC (next, v);
      tables->stationary = -1;
      if (form->kind == MDM_LAW_CHAIN)
        advance (next, form->start, form);
      if (form->kind == MDM_LAW_CHAIN && equal (next, form->start, v))
        tables->stationary = 1;
    }
  return tables;
}

static uint64_t
bits_of (const fmpq *p, size_t count)
{
  uint64_t bits = 0;

  for (size_t i = 0; i < count; i++)
    bits += fmpz_bits (fmpq_numref (p + i)) + fmpz_bits (fmpq_denref (p + i));
  return bits;
}

/* X = the entropy of the probabilities P[0..COUNT), which are 0 or sum to 1.
 */
static void
row_entropy (mdm_logform_t x, const fmpq *p, size_t count)
{
  MDM_FMPZ (d);
  MDM_FMPZ_VEC (n, count);

  fmpz_one (d);
  for (size_t i = 0; i < count; i++)
    fmpz_lcm (d, d, fmpq_denref (p + i));
  for (size_t i = 0; i < count; i++)
    {
      fmpz_divexact (n + i, d, fmpq_denref (p + i));
      fmpz_mul (n + i, n + i, fmpq_numref (p + i));
    }
  mdm_entropy_of_weights (x, n, count, d);
}

/* Append to EXACT the entropies of a walk's gap G.  */
static void
walk_gap (exact_t *exact, size_t g, uint64_t *bits)
{
  MDM_FMPZ_VEC (ways, g + 1);
  MDM_FMPZ (total);

  for (size_t c = 0; c <= g; c++)
    {
      fmpz_bin_uiui (ways + c, g, c);
      *bits += fmpz_bits (ways + c);
    }
  fmpz_one (total);
  fmpz_mul_2exp (total, total, g);
  mdm_entropy_of_weights (exact->h + g, ways, g + 1, total);
}

/* Find the h of EXACT as long as they have no more than BITS bits in all.  */
static void
find_gaps (exact_t *exact, const mdm_form_t *form, uint64_t bits)
{
  size_t v = rows (form), chain = form->kind == MDM_LAW_CHAIN ? v * v : 0;
  MDM_FMPQ_VEC (power, chain);
  MDM_FMPQ_VEC (next, chain);
  uint64_t used = 0;

  exact->h = flint_malloc (v * sizeof *exact->h);
  for (size_t x = 0; x < v; x++)
    {
      mdm_logform_init (exact->h + x);
      if (chain > 0)
        fmpq_one (power + x * v + x);
    }
  for (size_t g = 1; g <= form->length; g++)
    {
      for (size_t x = 0; x < v && chain > 0; x++)
        advance (next + x * v, power + x * v, form);
      for (size_t i = 0; i < chain; i++)
        fmpq_swap (power + i, next + i);
      used += chain > 0 ? bits_of (power, chain) : g;
      if (used > bits)
        return;
      exact->h = flint_realloc (exact->h, (g + 1) * v * sizeof *exact->h);
      exact->gaps = g;
      for (size_t x = 0; x < v; x++)
        mdm_logform_init (exact->h + g * v + x);
      if (chain == 0)
        walk_gap (exact, g, &used);
      for (size_t x = 0; x < v && chain > 0; x++)
        row_entropy (exact->h + g * v + x, power + x * v, v);
    }
}

/* Find the p and sums of EXACT likewise.  */
static void
find_firsts (exact_t *exact, const mdm_form_t *form, uint64_t bits)
{
  size_t v = (size_t) form->vocab, length = form->length;
  uint64_t used = 0;

  exact->p = _fmpq_vec_init ((slong) (length * v));
  exact->sum = _fmpq_vec_init ((slong) (length * v));
  for (size_t i = 0; i < length && used <= bits; i++)
    {
      fmpq *p = exact->p + i * v, *sum = exact->sum + i * v;
      if (i > 0)
        advance (p, p - v, form);
      for (size_t x = 0; x < v; x++)
        if (i == 0)
          {
            fmpq_set (p + x, form->start + x);
            fmpq_set (sum + x, p + x);
          }
        else
          fmpq_add (sum + x, sum + x - v, p + x);
      used += bits_of (sum, v);
      exact->firsts += used <= bits;
    }
  /* What was not found is not kept.  */
  for (size_t i = exact->firsts * v; i < length * v; i++)
    {
      fmpq_clear (exact->p + i);
      fmpq_clear (exact->sum + i);
    }
}

/* RES = sum_x WEIGHT[x] h_g(x).  */
static void
mean_gap (mdm_logform_t res, const exact_t *exact, const mdm_form_t *form,
          const fmpq *weight, size_t g)
{
  size_t v = rows (form);

  mdm_logform_zero (res);
  if (form->kind == MDM_LAW_WALK)
    mdm_logform_set (res, exact->h + g);
  else
    for (size_t x = 0; x < v; x++)
      if (!fmpq_is_zero (weight + x))
        mdm_logform_addmul_fmpq (res, exact->h + g * v + x, weight + x);
}

/* Find the means of EXACT, as far as their sums are there.  */
static void
find_means (exact_t *exact, const mdm_form_t *form, int stationary)
{
  size_t v = rows (form), length = form->length;

  exact->mean = flint_malloc ((exact->gaps + 1) * sizeof *exact->mean);
  mdm_logform_init (exact->mean);
  for (size_t g = 1; g <= exact->gaps; g++)
    {
      mdm_logform_init (exact->mean + g);
      if (form->kind == MDM_LAW_WALK)
        mean_gap (exact->mean + g, exact, form, NULL, g);
      else if (stationary && exact->firsts > 0)
        mean_gap (exact->mean + g, exact, form, exact->p, g);
      else if (g < length && length - g <= exact->firsts)
        mean_gap (exact->mean + g, exact, form,
                  exact->sum + (length - g - 1) * v, g);
    }
}

static const exact_t *
exact_of (mdm_form_t *form, uint64_t bits)
{
  tables_t *tables = tables_of (form);
  exact_t *exact = tables->exact + (bits == MDM_FORMED_BITS_MAX);

  if (!exact->made)
    {
      exact->made = 1;
      find_gaps (exact, form, bits);
      if (form->kind == MDM_LAW_CHAIN)
        find_firsts (exact, form, bits);
      find_means (exact, form, tables->stationary > 0);
    }
  return exact;
}

/* The form H(X_I) exactly; MDM_ELIMIT when it is not there.  */
static mdm_status
first_exact (mdm_logform_t res, mdm_form_t *form, size_t i, size_t unused,
             uint64_t bits)
{
  const exact_t *exact = exact_of (form, bits);
  size_t v = rows (form);

  (void) unused;
  if (form->kind == MDM_LAW_WALK ? i >= exact->gaps : i >= exact->firsts)
    return MDM_ELIMIT;
  if (form->kind == MDM_LAW_WALK)
    mdm_logform_set (res, exact->h + i + 1);
  else
    row_entropy (res, exact->p + i * v, v);
  return MDM_OK;
}

/* H(X_{I+G} | X_I) likewise.  */
static mdm_status
pair_exact (mdm_logform_t res, mdm_form_t *form, size_t i, size_t g,
            uint64_t bits)
{
  const exact_t *exact = exact_of (form, bits);
  int walk = form->kind == MDM_LAW_WALK;

  if (g > exact->gaps || (!walk && i >= exact->firsts))
    return MDM_ELIMIT;
  mean_gap (res, exact, form, walk ? NULL : exact->p + i * rows (form), g);
  return MDM_OK;
}

/* A sum of forms with integer weights, in which equal neighbours are added up
   first: TERM with WEIGHT is still to be added to SUM.  */
typedef struct
{
  mdm_logform_t sum, term;
  fmpz_t weight;
} adder_t;

static void
adder_init (adder_t *a)
{
  mdm_logform_init (a->sum);
  mdm_logform_init (a->term);
  fmpz_init (a->weight);
}

static void
adder_clear (adder_t *a)
{
  mdm_logform_clear (a->sum);
  mdm_logform_clear (a->term);
  fmpz_clear (a->weight);
}

static void
flush (adder_t *a)
{
  MDM_FMPQ (weight);

  fmpz_set (fmpq_numref (weight), a->weight);
  mdm_logform_addmul_fmpq (a->sum, a->term, weight);
  fmpz_zero (a->weight);
}

static void
add (adder_t *a, const mdm_logform_t x, const fmpz_t weight)
{
  if (!mdm_logform_identical (a->term, x))
    {
      flush (a);
      mdm_logform_set (a->term, x);
    }
  fmpz_add (a->weight, a->weight, weight);
}

/* Is what e_K takes in EXACT?  With more than one position every gap up to L -
   K + 1 may be, at any position.  */
static int
is_enough (const exact_t *exact, const mdm_form_t *form, size_t k,
           int stationary)
{
  size_t length = form->length, widest = k < 2 ? 0 : length - k + 1;

  if (form->kind == MDM_LAW_WALK)
    return exact->gaps >= (length - k + 1 > widest ? length - k + 1 : widest);
  return exact->gaps >= widest
         && exact->firsts >= (stationary ? 1
                              : k < 2    ? length
                                         : length - 1);
}

/* Add to SUM the entropies of the first of K positions, times the sets in
   which they are that.  */
static mdm_status
add_firsts (adder_t *sum, mdm_form_t *form, size_t k, uint64_t bits)
{
  size_t length = form->length;
  int stationary = tables_of (form)->stationary > 0;
  MDM_LOGFORM (x);
  MDM_FMPZ (sets);

  fmpz_bin_uiui (sets, stationary ? length : length - 1,
                 stationary ? k : k - 1);
  for (size_t i = 0; i + k <= length; i++)
    {
      MDM_TRY (first_exact (x, form, i, 0, bits));
      add (sum, x, sets);
      if (stationary || i + k == length)
        break;
      fmpz_mul_ui (sets, sets, length - k - i);
      fmpz_divexact_ui (sets, sets, length - 1 - i);
    }
  return MDM_OK;
}

/* Add to SUM those of the gaps between K >= 2 positions likewise.  */
static void
add_gaps (adder_t *sum, const exact_t *exact, const mdm_form_t *form, size_t k,
          int alike)
{
  size_t length = form->length;
  MDM_FMPZ (sets);
  MDM_FMPZ (places);

  fmpz_bin_uiui (sets, length - 2, k - 2);
  for (size_t g = 1; g + k <= length + 1; g++)
    {
      fmpz_mul_ui (places, sets, alike ? length - g : 1);
      add (sum, exact->mean + g, places);
      if (g + k == length + 1)
        break;
      fmpz_mul_ui (sets, sets, length - k + 1 - g);
      fmpz_divexact_ui (sets, sets, length - 1 - g);
    }
}

/* e_K exactly.  */
static mdm_status
average_exact (mdm_logform_t res, mdm_form_t *form, size_t unused, size_t k,
               uint64_t bits)
{
  const exact_t *exact = exact_of (form, bits);
  int stationary = tables_of (form)->stationary > 0;
  MDM_SCOPED (sum, adder_t, adder_init, adder_clear);
  MDM_FMPQ (share);

  (void) unused;
  if (!is_enough (exact, form, k, stationary))
    return MDM_ELIMIT;
  MDM_TRY (add_firsts (sum, form, k, bits));
  if (k >= 2)
    add_gaps (sum, exact, form, k, stationary || form->kind == MDM_LAW_WALK);
  flush (sum);
  fmpz_one (fmpq_numref (share));
  fmpz_bin_uiui (fmpq_denref (share), form->length, k);
  mdm_logform_mul_fmpq (res, sum->sum, share);
  return MDM_OK;
}

/* Balls.  */

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
chain_balls (balls_t *balls, const mdm_form_t *form)
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
walk_balls (balls_t *balls, const mdm_form_t *form)
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

static const balls_t *
balls_of (mdm_form_t *form, slong prec)
{
  balls_t *balls = &tables_of (form)->balls;
  slong length = (slong) form->length, cells = length * (slong) rows (form);

  if (balls->prec >= prec)
    return balls;
  clear_balls (balls, form);
  *balls = (balls_t){ prec, _arb_vec_init (cells), _arb_vec_init (cells),
                      _arb_vec_init (length), _arb_vec_init (length) };
  if (form->kind == MDM_LAW_WALK)
    walk_balls (balls, form);
  else
    chain_balls (balls, form);
  return balls;
}

static void
first_ball (arb_t res, mdm_form_t *form, size_t i, size_t unused, slong prec)
{
  (void) unused;
  arb_set (res, balls_of (form, prec)->first + i);
}

static void
pair_ball (arb_t res, mdm_form_t *form, size_t i, size_t g, slong prec)
{
  const balls_t *balls = balls_of (form, prec);
  size_t v = rows (form);

  arb_zero (res);
  if (form->kind == MDM_LAW_WALK)
    arb_set (res, balls->h + g);
  else
    for (size_t x = 0; x < v; x++)
      arb_addmul (res, balls->p + i * v + x, balls->h + g * v + x, prec);
}

/* The shares by their quotients, which are small: that of position i + 1 is
   that of i times (L-k-i) / (L-1-i), that of gap g + 1 that of g times
   (L-k+1-g) / (L-1-g); the first ones are k / L and k (k-1) / (L (L-1)).  */
static void
average_ball (arb_t res, mdm_form_t *form, size_t unused, size_t k, slong prec)
{
  const balls_t *balls = balls_of (form, prec);
  size_t length = form->length;
  MDM_ARB (share);

  (void) unused;
  arb_zero (res);
  arb_set_ui (share, k);
  arb_div_ui (share, share, length, prec);
  for (size_t i = 0; i + k <= length; i++)
    {
      arb_addmul (res, share, balls->first + i, prec);
      if (i + k == length)
        break;
      arb_mul_ui (share, share, length - k - i, prec);
      arb_div_ui (share, share, length - 1 - i, prec);
    }
  if (k < 2)
    return;
  arb_set_ui (share, k);
  arb_mul_ui (share, share, k - 1, prec);
  arb_div_ui (share, share, length, prec);
  arb_div_ui (share, share, length - 1, prec);
  for (size_t g = 1; g + k <= length + 1; g++)
    {
      arb_addmul (res, share, balls->sum + g, prec);
      if (g + k == length + 1)
        break;
      arb_mul_ui (share, share, length - k + 1 - g, prec);
      arb_div_ui (share, share, length - 1 - g, prec);
    }
}

/* What is asked for.  */

static const mdm_formed_t first = { first_ball, first_exact };
static const mdm_formed_t pair = { pair_ball, pair_exact };
static const mdm_formed_t average = { average_ball, average_exact };

static int
compare_positions (const void *x, const void *y)
{
  const size_t *a = x, *b = y;

  return (*a > *b) - (*a < *b);
}

void
mdm_gaps_entropy (mdm_logform_t res, mdm_form_t *form, const size_t *set,
                  size_t count)
{
  MDM_OWNED size_t *order = flint_malloc ((count + 1) * sizeof *order);
  int alike = tables_of (form)->stationary > 0;
  MDM_LOGFORM (x);

  mdm_logform_zero (res);
  if (count == 0)
    return;
  memcpy (order, set, count * sizeof *order);
  qsort (order, count, sizeof *order, compare_positions);
  mdm_formed_get (res, form, &first, alike ? 0 : order[0], 0);
  alike |= form->kind == MDM_LAW_WALK;
  for (size_t t = 1; t < count; t++)
    {
      mdm_formed_get (x, form, &pair, alike ? 0 : order[t - 1],
                      order[t] - order[t - 1]);
      mdm_logform_add (res, res, x);
    }
}

void
mdm_gaps_curve (mdm_logform_struct *e, mdm_form_t *form)
{
  mdm_logform_zero (e);
  for (size_t k = 1; k <= form->length; k++)
    mdm_formed_get (e + k, form, &average, 0, k);
}

void
mdm_gaps_largest (fmpq *largest, const mdm_form_t *form, size_t count)
{
  size_t v = (size_t) form->vocab;
  MDM_FMPQ_VEC (p, v);
  MDM_FMPQ_VEC (next, v);
  int same = 0;

  for (size_t x = 0; x < v; x++)
    fmpq_set (p + x, form->start + x);
  for (size_t i = 0; i < count; i++)
    {
      fmpq_zero (largest + i);
      for (size_t x = 0; x < v; x++)
        if (fmpq_cmp (p + x, largest + i) > 0)
          fmpq_set (largest + i, p + x);
      if (same)
        continue;
      advance (next, p, form);
      same = equal (next, p, v);
      for (size_t x = 0; x < v; x++)
        fmpq_swap (p + x, next + x);
    }
}
