#include <config.h>

#include "prove/mixture.h"

/* Set SIZE, with room for LENGTH + 1, to blocks of S up to START, and again
   from there on; return how many.  */
static size_t
set_offset (size_t *size, size_t length, size_t s, size_t start)
{
  size_t steps = 0, to = start;

  for (size_t at = 0; at < length; at += size[steps++])
    {
      if (at == start)
        to = length;
      size[steps] = to - at < s ? to - at : s;
    }
  return steps;
}

void
mdm_schedule_set_offset (mdm_schedule_t schedule, size_t length, size_t s,
                         size_t start)
{
  MDM_OWNED size_t *size = flint_malloc ((length + 1) * sizeof *size);

  mdm_schedule_set_sizes (schedule, size, set_offset (size, length, s, start));
}

void
mdm_mixture_set_offsets (mdm_mixture_t mixture, size_t length, size_t s)
{
  MDM_OWNED size_t *size = flint_malloc ((length + 1) * sizeof *size);
  MDM_MIXTURE (made, length);
  MDM_FMPQ (weight);

  for (size_t a = 1; a <= s && a <= length; a++)
    {
      fmpq_set_ui (weight, a < length ? 1 : s - length + 1, s);
      fmpq_canonicalise (weight);
      mdm_mixture_add (made, weight, size, set_offset (size, length, s, a));
    }
  mdm_mixture_swap (mixture, made);
}

/* Rays.  */

void
mdm_schedule_ray_ekl (fmpq_t ekl, const mdm_schedule_t schedule, size_t m)
{
  size_t end = 0;

  for (size_t t = 0; end < m; t++)
    end += schedule->size[t];
  fmpq_set_ui (ekl, end - m, 1);
}

void
mdm_mixture_mean (fmpq *mean, const mdm_mixture_t mixture)
{
  size_t length = mixture->length;
  /* CHANGE[m] is by how much the mean end of m's block exceeds that of
     (m-1)'s: each schedule has a term for every block alone.  */
  MDM_FMPZ_VEC (change, length + 2);
  MDM_FMPZ_VEC (share, mixture->count);
  MDM_FMPZ (common);
  MDM_FMPZ (end);

  _fmpq_vec_get_fmpz_vec_fmpz (share, common, mixture->weight,
                               (slong) mixture->count);
  for (size_t i = 0; i < mixture->count; i++)
    {
      const mdm_schedule_struct *schedule = mixture->schedule + i;
      for (size_t t = 0, from = 1, to; t < schedule->steps; t++, from = to)
        {
          to = from + schedule->size[t];
          fmpz_addmul_ui (change + from, share + i, to - 1);
          fmpz_submul_ui (change + to, share + i, to - 1);
        }
    }
  for (size_t m = 1; m <= length; m++)
    {
      fmpz_add (end, end, change + m);
      fmpq_set_fmpz_frac (mean + m - 1, end, common);
      fmpq_sub_si (mean + m - 1, mean + m - 1, (slong) m);
    }
}

int
mdm_mixture_proves (const mdm_mixture_t mixture, const mdm_linear_t linear)
{
  MDM_FMPQ_VEC (mean, mixture->length);
  MDM_FMPQ_VEC (slack, mixture->length);

  mdm_mixture_mean (mean, mixture);
  return mdm_linear_slack (slack, linear, mean);
}

/* Does every part of LINEAR hold on the rays A+1..B in the block (A,B]?  */
static int
block_holds (const mdm_linear_t linear, size_t a, size_t b)
{
  MDM_FMPQ (value);

  for (size_t m = a + 1; m <= b; m++)
    for (size_t i = 0; i < linear->count; i++)
      {
        fmpq_set_ui (value, b - m, 1);
        mdm_linear_value (value, linear->part + i, m, value);
        if (fmpq_sgn (value) < 0)
          return 0;
      }
  return 1;
}

/* A schedule of a scope is a path from 0 to L.  Where the number of steps is
   fixed, what is known of a place depends on how many are left: then there is
   a row of places for each number of them, else one row.  */
static size_t
rows_of (const mdm_scope_t *scope)
{
  return scope->steps > 0 ? scope->steps : 1;
}

/* The row that a step from row T leads to.  */
static size_t
next_row (const mdm_scope_t *scope, size_t t)
{
  return scope->steps > 0 ? t + 1 : 0;
}

int
mdm_mixture_find_one (mdm_mixture_t mixture, const mdm_linear_t linear,
                      const mdm_scope_t *scope)
{
  size_t length = linear->length, places = length + 1, steps = 0;
  size_t smax = mdm_scope_largest (scope), rows = rows_of (scope);
  /* The size of the next block on a path from each place to the end, or 0.  */
  MDM_OWNED size_t *next = flint_calloc (rows * places, sizeof *next);
  MDM_OWNED size_t *size = flint_malloc (length * sizeof *size);
  MDM_FMPQ (one);

  for (size_t t = rows; t-- > 0;)
    for (size_t a = length; a-- > 0;)
      for (size_t s = 1;
           s <= smax && a + s <= length && next[t * places + a] == 0; s++)
        {
          size_t row = next_row (scope, t);
          int ends = a + s == length && (scope->steps == 0 || row == rows);
          int goes_on = row < rows && next[row * places + a + s] > 0;
          if ((ends || goes_on) && block_holds (linear, a, a + s))
            next[t * places + a] = s;
        }
  if (next[0] == 0)
    return 0;
  for (size_t t = 0, a = 0; a < length; a += size[steps++])
    {
      size[steps] = next[t * places + a];
      t = next_row (scope, t);
    }
  fmpq_one (one);
  mdm_mixture_add (mixture, one, size, steps);
  return 1;
}

/* Profiles.  */

/* Let BEST[b] be the greatest of what a path to B has, which is SIGN * (its
   last block's part) more than FROM[a] has; -1 in REACHED: there is none.  A
   block (a,b] contributes b * count - total, where count = sum of n_m over a <
   m <= b, total = that of m n_m.  FROM may be BEST.  */
static void
take_step (fmpz *best, signed char *reached, const fmpz *from,
           const signed char *from_reached, const fmpz *profile, size_t b,
           size_t smax, int sign)
{
  MDM_FMPZ (count);
  MDM_FMPZ (total);
  MDM_FMPZ (value);

  for (size_t a = b; a-- > 0 && b - a <= smax;)
    {
      fmpz_add (count, count, profile + a);
      fmpz_addmul_ui (total, profile + a, a + 1);
      if (from_reached[a] < 0)
        continue;
      fmpz_mul_ui (value, count, b);
      fmpz_sub (value, value, total);
      if (sign < 0)
        fmpz_neg (value, value);
      fmpz_add (value, value, from + a);
      if (reached[b] < 0 || fmpz_cmp (value, best + b) > 0)
        fmpz_set (best + b, value);
      reached[b] = 0;
    }
}

/* Set RES to the greatest value over the schedules of SCOPE of SIGN * sum_m
   PROFILE[m-1] ekl_m.  */
static void
longest_path (fmpz_t res, const fmpz *profile, const mdm_scope_t *scope,
              int sign)
{
  size_t length = scope->length, smax = mdm_scope_largest (scope);
  size_t rows = rows_of (scope) + (scope->steps > 0), places = length + 1;
  MDM_FMPZ_VEC (best, rows * places);
  MDM_OWNED signed char *reached = flint_malloc (rows * places);

  for (size_t i = 0; i < rows * places; i++)
    reached[i] = i == 0 ? 0 : -1;
  for (size_t t = 0; t < rows_of (scope); t++)
    for (size_t b = 1; b <= length; b++)
      {
        size_t row = next_row (scope, t) * places;
        take_step (best + row, reached + row, best + t * places,
                   reached + t * places, profile, b, smax, sign);
      }
  fmpz_set (res, best + (rows - 1) * places + length);
}

void
mdm_profile_greatest (fmpq_t res, const fmpz *profile,
                      const mdm_linear_part_t *part, const mdm_scope_t *scope)
{
  MDM_FMPQ (sum);
  MDM_FMPQ (term);
  MDM_FMPZ (path);

  longest_path (path, profile, scope, fmpq_sgn (part->alpha));
  fmpq_abs (term, part->alpha);
  fmpq_mul_fmpz (sum, term, path);
  for (size_t m = 0; m < scope->length; m++)
    {
      fmpq_mul_fmpz (term, part->rest + m, profile + m);
      fmpq_add (sum, sum, term);
    }
  fmpq_swap (res, sum);
}

int
mdm_profile_refutes (const fmpz *profile, const mdm_linear_part_t *part,
                     const mdm_scope_t *scope)
{
  MDM_FMPQ (greatest);

  for (size_t m = 0; m < scope->length; m++)
    if (fmpz_sgn (profile + m) < 0)
      return 0;
  mdm_profile_greatest (greatest, profile, part, scope);
  return fmpq_sgn (greatest) < 0;
}
