#include <config.h>

#include "info/gaps.h"

#include "exact/array.h"
#include "info/entropy.h"
#include "info/gaps_balls.h"
#include "info/gaps_exact.h"

#include <stdlib.h>
#include <string.h>

typedef struct
{
  int stationary; /* 1: it is, -1: it is not, 0: not asked yet */
  mdm_gaps_balls_t balls;
  mdm_gaps_exact_t exact[2]; /* of few bits, and of many */
} tables_t;

static void
clear_tables (void *data, const mdm_form_t *form)
{
  tables_t *tables = data;

  mdm_gaps_balls_clear (&tables->balls, form);
  mdm_gaps_exact_clear (tables->exact, form);
  mdm_gaps_exact_clear (tables->exact + 1, form);
}

static tables_t *
tables_of (mdm_form_t *form)
{
  tables_t *tables = mdm_formed_tables (form, sizeof *tables, clear_tables);
  size_t v = mdm_gaps_rows (form);

  if (tables->stationary == 0)
    {
      MDM_FMPQ_VEC (next, v);
      tables->stationary = -1;
      if (form->kind == MDM_LAW_CHAIN)
        mdm_gaps_advance (next, form->start, form);
      if (form->kind == MDM_LAW_CHAIN && mdm_gaps_equal (next, form->start, v))
        tables->stationary = 1;
    }
  return tables;
}

static const mdm_gaps_exact_t *
exact_of (mdm_form_t *form, uint64_t bits)
{
  tables_t *tables = tables_of (form);
  mdm_gaps_exact_t *exact = tables->exact + (bits == MDM_FORMED_BITS_MAX);

  if (!exact->made)
    mdm_gaps_exact_make (exact, form, bits, tables->stationary > 0);
  return exact;
}

/* The form H(X_I) exactly; MDM_ELIMIT when it is not there.  */
static mdm_status
first_exact (mdm_logform_t res, mdm_form_t *form, size_t i, size_t unused,
             uint64_t bits)
{
  const mdm_gaps_exact_t *exact = exact_of (form, bits);
  size_t v = mdm_gaps_rows (form);

  (void) unused;
  if (form->kind == MDM_LAW_WALK ? i >= exact->gaps : i >= exact->firsts)
    return MDM_ELIMIT;
  if (form->kind == MDM_LAW_WALK)
    mdm_logform_set (res, exact->h + i + 1);
  else
    mdm_entropy_of_probabilities (res, NULL, exact->p + i * v, v);
  return MDM_OK;
}

/* H(X_{I+G} | X_I) likewise.  */
static mdm_status
pair_exact (mdm_logform_t res, mdm_form_t *form, size_t i, size_t g,
            uint64_t bits)
{
  const mdm_gaps_exact_t *exact = exact_of (form, bits);
  int walk = form->kind == MDM_LAW_WALK;

  if (g > exact->gaps || (!walk && i >= exact->firsts))
    return MDM_ELIMIT;
  mdm_gaps_exact_mean (res, exact, form,
                       walk ? NULL : exact->p + i * mdm_gaps_rows (form), g);
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
is_enough (const mdm_gaps_exact_t *exact, const mdm_form_t *form, size_t k,
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
add_gaps (adder_t *sum, const mdm_gaps_exact_t *exact, const mdm_form_t *form,
          size_t k, int alike)
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
  const mdm_gaps_exact_t *exact = exact_of (form, bits);
  int stationary = tables_of (form)->stationary > 0;
  MDM_SCOPED (sum, adder_t, adder_init, adder_clear);
  MDM_FMPQ (share);

  (void) unused;
  /* At once either all are made or the ends, which TC and DTC are made of:
     denominators of some in between would make every sum long.  */
  if (!is_enough (exact, form, k, stationary)
      || (bits < MDM_FORMED_BITS_MAX && k > 1 && k + 1 < form->length
          && !is_enough (exact, form, 2, stationary)))
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

/* Enclosed.  */

static const mdm_gaps_balls_t *
balls_of (mdm_form_t *form, slong prec)
{
  mdm_gaps_balls_t *balls = &tables_of (form)->balls;

  if (balls->prec < prec)
    mdm_gaps_balls_make (balls, form, prec);
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
  const mdm_gaps_balls_t *balls = balls_of (form, prec);
  size_t v = mdm_gaps_rows (form);

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
  const mdm_gaps_balls_t *balls = balls_of (form, prec);
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
  qsort (order, count, sizeof *order, mdm_array_compare_sizes);
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
      mdm_gaps_advance (next, p, form);
      same = mdm_gaps_equal (next, p, v);
      for (size_t x = 0; x < v; x++)
        fmpq_swap (p + x, next + x);
    }
}
