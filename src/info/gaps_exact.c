#include <config.h>

#include "info/gaps_exact.h"

#include "exact/scoped.h"
#include "info/entropy.h"

size_t
mdm_gaps_rows (const mdm_form_t *form)
{
  return form->kind == MDM_LAW_WALK ? 1 : (size_t) form->vocab;
}

int
mdm_gaps_equal (const fmpq *p, const fmpq *q, size_t count)
{
  for (size_t i = 0; i < count; i++)
    if (!fmpq_equal (p + i, q + i))
      return 0;
  return 1;
}

void
mdm_gaps_advance (fmpq *after, const fmpq *before, const mdm_form_t *form)
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

void
mdm_gaps_exact_clear (mdm_gaps_exact_t *exact, const mdm_form_t *form)
{
  size_t v = mdm_gaps_rows (form);

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

static uint64_t
bits_of (const fmpq *p, size_t count)
{
  uint64_t bits = 0;

  for (size_t i = 0; i < count; i++)
    bits += fmpz_bits (fmpq_numref (p + i)) + fmpz_bits (fmpq_denref (p + i));
  return bits;
}

/* Append to EXACT the entropies of a walk's gap G.  */
static void
walk_gap (mdm_gaps_exact_t *exact, size_t g, uint64_t *bits)
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
find_gaps (mdm_gaps_exact_t *exact, const mdm_form_t *form, uint64_t bits)
{
  size_t v = mdm_gaps_rows (form),
         chain = form->kind == MDM_LAW_CHAIN ? v * v : 0;
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
        mdm_gaps_advance (next + x * v, power + x * v, form);
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
        mdm_entropy_of_probabilities (exact->h + g * v + x, NULL,
                                      power + x * v, v);
    }
}

/* Find the p and sums of EXACT likewise.  */
static void
find_firsts (mdm_gaps_exact_t *exact, const mdm_form_t *form, uint64_t bits)
{
  size_t v = (size_t) form->vocab, length = form->length;
  uint64_t used = 0;

  exact->p = _fmpq_vec_init ((slong) (length * v));
  exact->sum = _fmpq_vec_init ((slong) (length * v));
  for (size_t i = 0; i < length && used <= bits; i++)
    {
      fmpq *p = exact->p + i * v, *sum = exact->sum + i * v;
      if (i > 0)
        mdm_gaps_advance (p, p - v, form);
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

void
mdm_gaps_exact_mean (mdm_logform_t res, const mdm_gaps_exact_t *exact,
                     const mdm_form_t *form, const fmpq *weight, size_t g)
{
  size_t v = mdm_gaps_rows (form);

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
find_means (mdm_gaps_exact_t *exact, const mdm_form_t *form, int stationary)
{
  size_t v = mdm_gaps_rows (form), length = form->length;

  exact->mean = flint_malloc ((exact->gaps + 1) * sizeof *exact->mean);
  mdm_logform_init (exact->mean);
  for (size_t g = 1; g <= exact->gaps; g++)
    {
      mdm_logform_init (exact->mean + g);
      if (form->kind == MDM_LAW_WALK)
        mdm_gaps_exact_mean (exact->mean + g, exact, form, NULL, g);
      else if (stationary && exact->firsts > 0)
        mdm_gaps_exact_mean (exact->mean + g, exact, form, exact->p, g);
      else if (g < length && length - g <= exact->firsts)
        mdm_gaps_exact_mean (exact->mean + g, exact, form,
                             exact->sum + (length - g - 1) * v, g);
    }
}

void
mdm_gaps_exact_make (mdm_gaps_exact_t *exact, const mdm_form_t *form,
                     uint64_t bits, int stationary)
{
  exact->made = 1;
  find_gaps (exact, form, bits);
  if (form->kind == MDM_LAW_CHAIN)
    find_firsts (exact, form, bits);
  find_means (exact, form, stationary);
}
