#include <config.h>

#include "prove/pathlp.h"

#include "prove/guess.h"

/* The program.  Its variables are the flow on each arc, then tau.  Its rows
   are the rays m = 1..L of each part, multiplied by one number that makes all
   of them integral,
       alpha * sum_{a < m <= b} (b - m) flow_ab - tau * scale_m >= -rest_m,
   and the positions k = 0..L-1: what leaves k less what enters it is 1 at 0
   and 0 elsewhere.  */
typedef struct
{
  const mdm_linear_struct *linear;
  const fmpq *scale;
  size_t length, smax;
  size_t rays; /* rows of them */
  size_t arcs;
  size_t *from, *to; /* of each arc */
  mdm_simplex_t lp;
} program_t;

/* Larger programs are not tried: they would take minutes.  */
#define LENGTH_MAX 500
#define ENTRIES_MAX 1000000

/* Most pivots in rationals times the cube of the number of rows, which one
   takes in proportion: a minute or two.  A good guess needs no pivot.  */
#define PIVOT_WORK 1.5e10

/* The number of tau, and of the variable of row I.  */
#define TAU(p) ((p)->arcs)
#define ROW(p, i) ((p)->arcs + 1 + (i))

/* Add the arcs, ALPHA being that of each part.  */
static void
add_arcs (program_t *p, const fmpz *alpha)
{
  size_t length = p->length;
  MDM_FMPZ (entry);

  for (size_t a = 0; a < length; a++)
    for (size_t b = a + 1; b <= length && b - a <= p->smax; b++)
      {
        p->from[p->arcs] = a;
        p->to[p->arcs++] = b;
        mdm_simplex_add_column (p->lp, MDM_SIMPLEX_NONNEGATIVE);
        for (size_t i = 0; i < p->linear->count; i++)
          for (size_t m = a + 1; m < b; m++)
            {
              fmpz_mul_ui (entry, alpha + i, b - m);
              mdm_simplex_add_entry (p->lp, i * length + m - 1, entry);
            }
        mdm_simplex_add_entry_si (p->lp, p->rays + a, 1);
        if (b < length)
          mdm_simplex_add_entry_si (p->lp, p->rays + b, -1);
      }
}

/* Set ALPHA, of each part, REST, of each of its rays, and SCALE to what they
   are times one number.  */
static void
set_integers (fmpz *alpha, fmpz *rest, fmpz *scale, const program_t *p)
{
  size_t length = p->length, count = p->linear->count;
  size_t n = count + p->rays + length;
  MDM_FMPQ_VEC (x, n);
  MDM_FMPZ_VEC (whole, n);
  MDM_FMPZ (common);

  for (size_t i = 0; i < count; i++)
    fmpq_set (x + i, p->linear->part[i].alpha);
  for (size_t i = 0; i < p->rays; i++)
    fmpq_set (x + count + i, p->linear->part[i / length].rest + i % length);
  for (size_t m = 0; m < length; m++)
    fmpq_set (x + count + p->rays + m, p->scale + m);
  _fmpq_vec_get_fmpz_vec_fmpz (whole, common, x, (slong) n);
  _fmpz_vec_set (alpha, whole, (slong) count);
  _fmpz_vec_set (rest, whole + count, (slong) p->rays);
  _fmpz_vec_set (scale, whole + count + p->rays, (slong) length);
}

static void
program_init (program_t *p)
{
  size_t length = p->length;
  MDM_FMPZ_VEC (alpha, p->linear->count);
  MDM_FMPZ_VEC (tau, length);

  p->arcs = 0;
  p->from = flint_malloc (length * p->smax * sizeof *p->from);
  p->to = flint_malloc (length * p->smax * sizeof *p->to);
  mdm_simplex_init (p->lp, p->rays + length);
  set_integers (alpha, p->lp->rhs, tau, p);
  _fmpz_vec_neg (p->lp->rhs, p->lp->rhs, (slong) p->rays);
  _fmpz_vec_neg (tau, tau, (slong) length);
  fmpz_one (p->lp->rhs + p->rays);
  for (size_t k = 0; k < length; k++)
    p->lp->row_kind[p->rays + k] = MDM_SIMPLEX_ZERO;
  add_arcs (p, alpha);
  mdm_simplex_add_column (p->lp, MDM_SIMPLEX_FREE);
  for (size_t i = 0; i < p->rays; i++)
    mdm_simplex_add_entry (p->lp, i, tau + i % length);
  fmpz_one (p->lp->cost + TAU (p));
}

static void
program_clear (program_t *p)
{
  flint_free (p->from);
  flint_free (p->to);
  mdm_simplex_clear (p->lp);
}

/* The arc of the largest step from A with any flow, or ARCS.  */
static size_t
find_arc (const program_t *p, const fmpq *flow, const size_t *first, size_t a)
{
  for (size_t i = first[a + 1]; i-- > first[a];)
    if (!fmpq_is_zero (flow + i))
      return i;
  return p->arcs;
}

/* Add to MIXTURE the schedules that the FLOW on the arcs, which is used up,
   consists of: always on by the largest step that has any.  Each path empties
   an arc, so that they are few, and no two are the same.  What is no flow
   >= 0 of one unit gives a mixture that proves nothing.  */
static void
decompose (mdm_mixture_t mixture, fmpq *flow, const program_t *p)
{
  MDM_OWNED size_t *size = flint_malloc (p->length * sizeof *size);
  MDM_OWNED size_t *path = flint_malloc (p->length * sizeof *path);
  MDM_OWNED size_t *first = flint_calloc (p->length + 1, sizeof *first);
  MDM_FMPQ (weight);

  for (size_t i = 0; i < p->arcs; i++)
    first[p->from[i] + 1] = i + 1;
  while (find_arc (p, flow, first, 0) < p->arcs)
    {
      size_t steps = 0;

      for (size_t a = 0; a < p->length; a = p->to[path[steps++]])
        {
          path[steps] = find_arc (p, flow, first, a);
          if (path[steps] == p->arcs)
            return;
          size[steps] = p->to[path[steps]] - a;
          if (steps == 0 || fmpq_cmp (flow + path[steps], weight) < 0)
            fmpq_set (weight, flow + path[steps]);
        }
      if (fmpq_sgn (weight) < 0)
        return;
      mdm_mixture_add (mixture, weight, size, steps);
      for (size_t t = 0; t < steps; t++)
        fmpq_sub (flow + path[t], flow + path[t], weight);
    }
}

/* Set PROFILE to the integers of content 1 in the proportions of the dual
   solution Y, negated, for the slacks are subtracted.  */
static void
set_profile (fmpz *profile, const fmpq *y, const program_t *p)
{
  slong length = (slong) p->length;
  MDM_FMPZ (common);
  MDM_FMPZ (content);

  _fmpq_vec_get_fmpz_vec_fmpz (profile, common, y, length);
  _fmpz_vec_content (content, profile, length);
  fmpz_neg (content, content);
  if (!fmpz_is_zero (content))
    _fmpz_vec_scalar_divexact_fmpz (profile, profile, length, content);
}

/* Is MIXTURE one, of schedules of the program, and does it reach what LINEAR
   says?  */
static int
reaches (const mdm_mixture_t mixture, const mdm_linear_t linear,
         const program_t *p)
{
  MDM_FMPQ (sum);

  for (size_t i = 0; i < mixture->count; i++)
    {
      if (fmpq_sgn (mixture->weight + i) < 0
          || mixture->schedule[i].smax > p->smax
          || mixture->schedule[i].length != p->length)
        return 0;
      fmpq_add (sum, sum, mixture->weight + i);
    }
  return fmpq_is_one (sum) && mdm_mixture_proves (mixture, linear);
}

/* Is PROFILE one that weighs tau, and has no schedule more than 0 of PART?  */
static int
bounds (const fmpz *profile, const mdm_linear_part_t *part, const program_t *p)
{
  MDM_FMPQ (sum);

  for (size_t m = 0; m < p->length; m++)
    {
      MDM_FMPQ (term);
      if (fmpz_sgn (profile + m) < 0)
        return 0;
      fmpq_mul_fmpz (term, p->scale + m, profile + m);
      fmpq_add (sum, sum, term);
    }
  if (fmpq_sgn (sum) <= 0)
    return 0;
  mdm_profile_greatest (sum, profile, part, p->length, p->smax);
  return fmpq_sgn (sum) <= 0;
}

/* Does MIXTURE reach TAU, and does PROFILE, if not NULL, show that it is the
   optimum?  Nothing of how they were found is used here.  */
static int
verify (const fmpq_t tau, const mdm_mixture_t mixture, const fmpz *profile,
        const program_t *p)
{
  MDM_LINEAR (rest, p->length);
  MDM_FMPQ (term);

  for (size_t i = 0; i < p->linear->count; i++)
    {
      const mdm_linear_part_t *part = p->linear->part + i;
      mdm_linear_part_t *less = mdm_linear_add (rest);
      fmpq_set (less->alpha, part->alpha);
      for (size_t m = 0; m < p->length; m++)
        {
          fmpq_mul (term, tau, p->scale + m);
          fmpq_sub (less->rest + m, part->rest + m, term);
        }
    }
  return reaches (mixture, rest, p)
         && (profile == NULL || bounds (profile, rest->part, p));
}

/* Solve the program from BASIS.  */
static mdm_simplex_outcome
solve_from (fmpq_t tau, mdm_mixture_t mixture, fmpz *profile, size_t *basis,
            const program_t *p)
{
  double rows = (double) p->lp->rows;
  MDM_FMPQ_VEC (x, p->lp->columns);
  MDM_FMPQ_VEC (y, p->lp->rows);
  MDM_MIXTURE (found, p->length);
  mdm_simplex_outcome outcome = mdm_simplex_solve (
      x, y, basis, p->lp, (size_t) (PIVOT_WORK / (rows * rows * rows)));

  if (outcome != MDM_SIMPLEX_OPTIMAL)
    return outcome;
  fmpq_set (tau, x + TAU (p));
  decompose (found, x, p);
  if (profile != NULL)
    set_profile (profile, y, p);
  if (!verify (tau, found, profile, p))
    return MDM_SIMPLEX_UNKNOWN;
  mdm_mixture_swap (mixture, found);
  return MDM_SIMPLEX_OPTIMAL;
}

int
mdm_pathlp_solve (fmpq_t tau, mdm_mixture_t mixture, fmpz *profile,
                  const mdm_linear_t linear, const fmpq *scale, size_t smax)
{
  size_t length = linear->length, steps = smax < length ? smax : length;
  size_t rays = linear->count * length;
  program_t p = { .linear = linear,
                  .scale = scale,
                  .length = length,
                  .smax = steps,
                  .rays = rays };
  MDM_OWNED size_t *basis = NULL;
  mdm_simplex_outcome outcome = MDM_SIMPLEX_UNKNOWN;

  if (rays > LENGTH_MAX || rays * steps * steps / 2 > ENTRIES_MAX)
    return 0;
  basis = flint_malloc ((rays + length) * sizeof *basis);
  program_init (&p);
  if (mdm_guess_basis (basis, p.lp))
    outcome = solve_from (tau, mixture, profile, basis, &p);
  if (outcome == MDM_SIMPLEX_UNKNOWN)
    {
      for (size_t i = 0; i < rays + length; i++)
        basis[i] = ROW (&p, i);
      outcome = solve_from (tau, mixture, profile, basis, &p);
    }
  program_clear (&p);
  return outcome == MDM_SIMPLEX_OPTIMAL;
}
