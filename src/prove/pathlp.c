#include <config.h>

#include "prove/pathlp.h"

#include "prove/guess.h"

/* The program.  Its variables are the flow on each arc, then tau, then c where
   there is a slope.  Its rows are the rays m = 1..L of each part, multiplied
   by one number that makes all of them integral,
       alpha * sum_{a < m <= b} (b - m) flow_ab - tau * scale_m + c * slope_m
           >= -rest_m,
   and the nodes but the last: what leaves one less what enters it is 1 at the
   first and 0 elsewhere.  The nodes are the places 0..L; where the number of
   steps is fixed, the places that can be reached in so many, and from which L
   can be.  */
typedef struct
{
  const mdm_linear_struct *linear;
  const mdm_scope_t *scope;
  const fmpq *scale;
  const fmpq *slope; /* NULL: none */
  size_t length, smax;
  size_t rays;   /* rows of them */
  size_t nodes;  /* but the last */
  size_t *place; /* of each node, the last one too */
  size_t arcs;
  size_t *from, *to; /* of each arc: nodes */
  mdm_simplex_t lp;
} program_t;

/* Larger programs are not tried: they would take minutes.  */
#define LENGTH_MAX 500
#define NODES_MAX 2000
#define ENTRIES_MAX 1000000

/* Most pivots in rationals times the cube of the number of rows, which one
   takes in proportion: a minute or two.  A good guess needs no pivot.  */
#define PIVOT_WORK 1.5e10

/* The number of tau, of c, and of the variable of row I.  */
#define TAU(p) ((p)->arcs)
#define FACTOR(p) ((p)->arcs + 1)
#define ROW(p, i) ((p)->lp->columns + (i))

/* Add the arc between the nodes FROM and TO, ALPHA being that of each part. */
static void
add_arc (program_t *p, size_t from, size_t to, const fmpz *alpha)
{
  size_t a = p->place[from], b = p->place[to];
  MDM_FMPZ (entry);

  p->from[p->arcs] = from;
  p->to[p->arcs++] = to;
  mdm_simplex_add_column (p->lp, MDM_SIMPLEX_NONNEGATIVE);
  for (size_t i = 0; i < p->linear->count; i++)
    for (size_t m = a + 1; m < b; m++)
      {
        fmpz_mul_ui (entry, alpha + i, b - m);
        mdm_simplex_add_entry (p->lp, i * p->length + m - 1, entry);
      }
  mdm_simplex_add_entry_si (p->lp, p->rays + from, 1);
  if (to < p->nodes)
    mdm_simplex_add_entry_si (p->lp, p->rays + to, -1);
}

/* The first place that T steps may reach, with as many as are left after
   them: each takes 1 to smax.  The last one.  */
static size_t
first_place (const program_t *p, size_t t)
{
  size_t left = (p->scope->steps - t) * p->smax;

  return left >= p->length || p->length - left < t ? t : p->length - left;
}

static size_t
last_place (const program_t *p, size_t t)
{
  size_t most = p->length - (p->scope->steps - t);

  return t * p->smax < most ? t * p->smax : most;
}

/* Add the arcs from the nodes after step T to those after the next, the first
   of which are FROM and TO.  */
static void
add_step (program_t *p, size_t t, size_t from, size_t to, const fmpz *alpha)
{
  for (size_t a = first_place (p, t); a <= last_place (p, t); a++)
    for (size_t b = first_place (p, t + 1);
         b <= last_place (p, t + 1) && b <= a + p->smax; b++)
      if (b > a)
        add_arc (p, from + a - first_place (p, t),
                 to + b - first_place (p, t + 1), alpha);
}

static void
add_arcs (program_t *p, const fmpz *alpha)
{
  size_t at = 0, next;

  if (p->scope->steps == 0)
    for (size_t a = 0; a < p->length; a++)
      for (size_t b = a + 1; b <= p->length && b - a <= p->smax; b++)
        add_arc (p, a, b, alpha);
  for (size_t t = 0; t < p->scope->steps; t++, at = next)
    {
      next = at + last_place (p, t) - first_place (p, t) + 1;
      add_step (p, t, at, next, alpha);
    }
}

/* Set the places of the nodes.  */
static void
set_nodes (program_t *p)
{
  size_t steps = p->scope->steps, count = 0;

  p->place = flint_malloc ((steps + 1) * (p->length + 1) * sizeof *p->place);
  for (size_t k = 0; k <= p->length && steps == 0; k++)
    p->place[count++] = k;
  for (size_t t = 0; t <= steps && steps > 0; t++)
    for (size_t k = first_place (p, t); k <= last_place (p, t); k++)
      p->place[count++] = k;
  p->nodes = count - 1;
}

/* Set ALPHA, of each part, REST, SCALE and SLOPE, of each of its rays, to what
   they are times one number.  */
static void
set_integers (fmpz *alpha, fmpz *rest, fmpz *scale, fmpz *slope,
              const program_t *p)
{
  size_t length = p->length, count = p->linear->count, rays = p->rays;
  size_t n = count + 3 * rays;
  MDM_FMPQ_VEC (x, n);
  MDM_FMPZ_VEC (whole, n);
  MDM_FMPZ (common);

  for (size_t i = 0; i < count; i++)
    fmpq_set (x + i, p->linear->part[i].alpha);
  for (size_t i = 0; i < rays; i++)
    {
      fmpq_set (x + count + i, p->linear->part[i / length].rest + i % length);
      fmpq_set (x + count + rays + i, p->scale + i);
      if (p->slope != NULL)
        fmpq_set (x + count + 2 * rays + i, p->slope + i);
    }
  _fmpq_vec_get_fmpz_vec_fmpz (whole, common, x, (slong) n);
  _fmpz_vec_set (alpha, whole, (slong) count);
  _fmpz_vec_set (rest, whole + count, (slong) rays);
  _fmpz_vec_set (scale, whole + count + rays, (slong) rays);
  _fmpz_vec_set (slope, whole + count + 2 * rays, (slong) rays);
}

/* Add a free variable with the ENTRY of each ray.  */
static void
add_free (program_t *p, const fmpz *entry)
{
  mdm_simplex_add_column (p->lp, MDM_SIMPLEX_FREE);
  for (size_t i = 0; i < p->rays; i++)
    mdm_simplex_add_entry (p->lp, i, entry + i);
}

static void
program_init (program_t *p)
{
  size_t arcs;
  MDM_FMPZ_VEC (alpha, p->linear->count);
  MDM_FMPZ_VEC (tau, p->rays);
  MDM_FMPZ_VEC (slope, p->rays);

  set_nodes (p);
  arcs = p->nodes * p->smax;
  p->arcs = 0;
  p->from = flint_malloc (arcs * sizeof *p->from);
  p->to = flint_malloc (arcs * sizeof *p->to);
  mdm_simplex_init (p->lp, p->rays + p->nodes);
  set_integers (alpha, p->lp->rhs, tau, slope, p);
  _fmpz_vec_neg (p->lp->rhs, p->lp->rhs, (slong) p->rays);
  _fmpz_vec_neg (tau, tau, (slong) p->rays);
  fmpz_one (p->lp->rhs + p->rays);
  for (size_t k = 0; k < p->nodes; k++)
    p->lp->row_kind[p->rays + k] = MDM_SIMPLEX_ZERO;
  add_arcs (p, alpha);
  add_free (p, tau);
  fmpz_one (p->lp->cost + TAU (p));
  if (p->slope != NULL)
    add_free (p, slope);
}

static void
program_clear (program_t *p)
{
  flint_free (p->place);
  flint_free (p->from);
  flint_free (p->to);
  mdm_simplex_clear (p->lp);
}

/* The arc of the largest step from node A with any flow, or ARCS.  */
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
  MDM_OWNED size_t *first = flint_calloc (p->nodes + 1, sizeof *first);
  MDM_FMPQ (weight);

  for (size_t i = 0; i < p->arcs; i++)
    first[p->from[i] + 1] = i + 1;
  while (find_arc (p, flow, first, 0) < p->arcs)
    {
      size_t steps = 0;

      for (size_t a = 0; a < p->nodes; a = p->to[path[steps++]])
        {
          path[steps] = find_arc (p, flow, first, a);
          if (path[steps] == p->arcs)
            return;
          size[steps] = p->place[p->to[path[steps]]] - p->place[a];
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
          || !mdm_scope_has (p->scope, mixture->schedule + i))
        return 0;
      fmpq_add (sum, sum, mixture->weight + i);
    }
  return fmpq_is_one (sum) && mdm_mixture_proves (mixture, linear);
}

/* RES = sum_m PROFILE_m VALUE_m.  */
static void
weigh (fmpq_t res, const fmpz *profile, const fmpq *value, size_t length)
{
  MDM_FMPQ (sum);
  MDM_FMPQ (term);

  for (size_t m = 0; m < length; m++)
    {
      fmpq_mul_fmpz (term, value + m, profile + m);
      fmpq_add (sum, sum, term);
    }
  fmpq_swap (res, sum);
}

/* Is PROFILE one that weighs tau, and has no schedule more than 0 of PART?  */
static int
bounds (const fmpz *profile, const mdm_linear_part_t *part, const program_t *p)
{
  MDM_FMPQ (sum);

  for (size_t m = 0; m < p->length; m++)
    if (fmpz_sgn (profile + m) < 0)
      return 0;
  weigh (sum, profile, p->scale, p->length);
  if (fmpq_sgn (sum) <= 0)
    return 0;
  if (p->slope != NULL)
    {
      weigh (sum, profile, p->slope, p->length);
      if (!fmpq_is_zero (sum))
        return 0;
    }
  mdm_profile_greatest (sum, profile, part, p->scope);
  return fmpq_sgn (sum) <= 0;
}

/* Does MIXTURE reach TAU, with the value C of c, and does PROFILE, if not
   NULL, show that it is the optimum?  Nothing of how they were found is used
   here.  */
static int
verify (const fmpq_t tau, const fmpq_t c, const mdm_mixture_t mixture,
        const fmpz *profile, const program_t *p)
{
  MDM_LINEAR (rest, p->length);
  MDM_FMPQ (minus);

  fmpq_neg (minus, tau);
  for (size_t i = 0; i < p->linear->count; i++)
    {
      const mdm_linear_part_t *part = p->linear->part + i;
      mdm_linear_part_t *less = mdm_linear_add (rest);
      size_t row = i * p->length;
      fmpq_set (less->alpha, part->alpha);
      for (size_t m = 0; m < p->length; m++)
        {
          fmpq_set (less->rest + m, part->rest + m);
          fmpq_addmul (less->rest + m, minus, p->scale + row + m);
          if (p->slope != NULL)
            fmpq_addmul (less->rest + m, c, p->slope + row + m);
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
  MDM_FMPQ (c);
  MDM_MIXTURE (found, p->length);
  mdm_simplex_outcome outcome = mdm_simplex_solve (
      x, y, basis, p->lp, (size_t) (PIVOT_WORK / (rows * rows * rows)));

  if (outcome != MDM_SIMPLEX_OPTIMAL)
    return outcome;
  fmpq_set (tau, x + TAU (p));
  if (p->slope != NULL)
    fmpq_set (c, x + FACTOR (p));
  decompose (found, x, p);
  if (profile != NULL)
    set_profile (profile, y, p);
  if (!verify (tau, c, found, profile, p))
    return MDM_SIMPLEX_UNKNOWN;
  mdm_mixture_swap (mixture, found);
  return MDM_SIMPLEX_OPTIMAL;
}

/* Is the program of a size that is tried?  */
static int
affordable (const program_t *p)
{
  size_t rows = p->scope->steps > 0 ? p->scope->steps : 1;

  /* So many arcs at most, of rays each.  */
  return p->rays <= LENGTH_MAX && rows * p->length <= NODES_MAX
         && rows * p->rays * p->smax * p->smax / 2 <= 8 * ENTRIES_MAX
         && (p->scope->steps > 0
             || p->rays * p->smax * p->smax / 2 <= ENTRIES_MAX);
}

/* Solve P, of which the fields down to the length are set.  */
static int
solve (fmpq_t tau, mdm_mixture_t mixture, fmpz *profile, program_t *p)
{
  MDM_OWNED size_t *basis = NULL;
  mdm_simplex_outcome outcome = MDM_SIMPLEX_UNKNOWN;

  p->rays = p->linear->count * p->length;
  p->smax = mdm_scope_largest (p->scope);
  if (!affordable (p))
    return 0;
  program_init (p);
  basis = flint_malloc (p->lp->rows * sizeof *basis);
  if (mdm_guess_basis (basis, p->lp))
    outcome = solve_from (tau, mixture, profile, basis, p);
  if (outcome == MDM_SIMPLEX_UNKNOWN)
    {
      for (size_t i = 0; i < p->lp->rows; i++)
        basis[i] = ROW (p, i);
      outcome = solve_from (tau, mixture, profile, basis, p);
    }
  program_clear (p);
  return outcome == MDM_SIMPLEX_OPTIMAL;
}

int
mdm_pathlp_solve (fmpq_t tau, mdm_mixture_t mixture, fmpz *profile,
                  const mdm_linear_t linear, const fmpq *scale,
                  const mdm_scope_t *scope)
{
  program_t p = { .linear = linear,
                  .scope = scope,
                  .scale = scale,
                  .length = linear->length };

  return solve (tau, mixture, profile, &p);
}

int
mdm_pathlp_none (fmpz *profile, const mdm_linear_t linear, const fmpq *slope,
                 const mdm_scope_t *scope)
{
  MDM_MIXTURE (mixture, linear->length);
  MDM_FMPQ_VEC (one, linear->length);
  MDM_FMPQ (tau);
  program_t p = { .linear = linear,
                  .scope = scope,
                  .scale = one,
                  .slope = slope,
                  .length = linear->length };

  for (size_t m = 0; m < linear->length; m++)
    fmpq_one (one + m);
  return solve (tau, mixture, profile, &p) && fmpq_sgn (tau) < 0;
}
