#include <config.h>

#include "prove/pathlp.h"

#include "prove/simplex.h"

#include <glpk.h>
#include <math.h>
#include <setjmp.h>

/* The program.  Its variables are the flow on each arc, tau, the slack of
   each ray, and one artificial variable for each position, which is always 0.
   Its rows are the rays m = 1..L, each multiplied by some positive number
   that makes it integral and primitive,
       alpha * sum_{a < m <= b} (b - m) flow_ab - tau * scale_m - slack_m
         = -rest_m,
   and the positions k = 0..L-1: what leaves k less what enters it is 1 at 0
   and 0 elsewhere.  */
typedef struct
{
  size_t length, smax;
  size_t arcs;
  size_t *from, *to; /* of each arc */
  fmpq *factor;      /* by which each ray was multiplied */
  mdm_simplex_t lp;
} program_t;

/* Larger programs are not tried: they would take minutes.  */
#define LENGTH_MAX 500
#define ENTRIES_MAX 1000000

/* Most pivots in rationals times the cube of the number of rows, which one
   takes in proportion: a minute or two.  A good guess needs no pivot.  */
#define PIVOT_WORK 1.5e10

/* The number of tau, of the slack of ray m, and of the artificial variable of
   position k.  */
#define TAU(p) ((p)->arcs)
#define SLACK(p, m) ((p)->arcs + (m))
#define ARTIFICIAL(p, k) ((p)->arcs + (p)->length + 1 + (k))

/* Set ALPHA, REST and SCALE, integers, to those of ray m times its factor.  */
static void
scale_ray (fmpz_t alpha, fmpz_t rest, fmpz_t scale, fmpq_t factor,
           const mdm_linear_part_t *part, const fmpq *ray_scale, size_t m)
{
  const fmpq *from[3] = { part->alpha, part->rest + m - 1, ray_scale + m - 1 };
  fmpz *to[3] = { alpha, rest, scale };
  fmpz_t common, content;

  fmpz_init_set_ui (common, 1);
  fmpz_init (content);
  for (int i = 0; i < 3; i++)
    fmpz_lcm (common, common, fmpq_denref (from[i]));
  for (int i = 0; i < 3; i++)
    {
      fmpz_divexact (to[i], common, fmpq_denref (from[i]));
      fmpz_mul (to[i], to[i], fmpq_numref (from[i]));
      fmpz_gcd (content, content, to[i]);
    }
  if (fmpz_is_zero (content))
    fmpz_one (content);
  for (int i = 0; i < 3; i++)
    fmpz_divexact (to[i], to[i], content);
  fmpq_set_fmpz_frac (factor, common, content);
  fmpz_clear (common);
  fmpz_clear (content);
}

static void
add_arcs (program_t *p, const fmpz *alpha)
{
  size_t length = p->length;
  fmpz_t entry;

  fmpz_init (entry);
  for (size_t a = 0; a < length; a++)
    for (size_t b = a + 1; b <= length && b - a <= p->smax; b++)
      {
        p->from[p->arcs] = a;
        p->to[p->arcs++] = b;
        mdm_simplex_add_column (p->lp, MDM_SIMPLEX_NONNEGATIVE);
        for (size_t m = a + 1; m < b; m++)
          {
            fmpz_mul_ui (entry, alpha + m - 1, b - m);
            if (!fmpz_is_zero (entry))
              mdm_simplex_add_entry (p->lp, m - 1, entry);
          }
        mdm_simplex_add_entry_si (p->lp, length + a, 1);
        if (b < length)
          mdm_simplex_add_entry_si (p->lp, length + b, -1);
      }
  fmpz_clear (entry);
}

static void
program_init (program_t *p, const mdm_linear_part_t *part, const fmpq *scale,
              size_t length, size_t smax)
{
  size_t steps = smax < length ? smax : length;
  fmpz *alpha = _fmpz_vec_init ((slong) length);
  fmpz *tau = _fmpz_vec_init ((slong) length);

  p->length = length;
  p->smax = steps;
  p->arcs = 0;
  p->from = flint_malloc (length * steps * sizeof *p->from);
  p->to = flint_malloc (length * steps * sizeof *p->to);
  p->factor = _fmpq_vec_init ((slong) length);
  mdm_simplex_init (p->lp, 2 * length);
  for (size_t m = 1; m <= length; m++)
    {
      fmpz *rhs = p->lp->rhs + m - 1;
      scale_ray (alpha + m - 1, rhs, tau + m - 1, p->factor + m - 1, part,
                 scale, m);
      fmpz_neg (rhs, rhs);
      fmpz_neg (tau + m - 1, tau + m - 1);
    }
  fmpz_one (p->lp->rhs + length);
  add_arcs (p, alpha);
  mdm_simplex_add_column (p->lp, MDM_SIMPLEX_FREE);
  for (size_t m = 1; m <= length; m++)
    if (!fmpz_is_zero (tau + m - 1))
      mdm_simplex_add_entry (p->lp, m - 1, tau + m - 1);
  fmpz_one (p->lp->cost + TAU (p));
  for (size_t m = 1; m <= length; m++)
    {
      mdm_simplex_add_column (p->lp, MDM_SIMPLEX_NONNEGATIVE);
      mdm_simplex_add_entry_si (p->lp, m - 1, -1);
    }
  for (size_t k = 0; k < length; k++)
    {
      mdm_simplex_add_column (p->lp, MDM_SIMPLEX_ZERO);
      mdm_simplex_add_entry_si (p->lp, length + k, 1);
    }
  _fmpz_vec_clear (alpha, (slong) length);
  _fmpz_vec_clear (tau, (slong) length);
}

static void
program_clear (program_t *p)
{
  flint_free (p->from);
  flint_free (p->to);
  _fmpq_vec_clear (p->factor, (slong) p->length);
  mdm_simplex_clear (p->lp);
}

/* A basis that every program has: one position a step, so that ekl is 0; tau
   as large as that allows; and the slacks of all rays but the one that holds
   tau down.  */
static void
set_plain_basis (size_t *basis, const program_t *p,
                 const mdm_linear_part_t *part, const fmpq *scale)
{
  size_t tight = 0;
  fmpq_t ratio, least;

  fmpq_init (ratio);
  fmpq_init (least);
  for (size_t m = 1; m <= p->length; m++)
    {
      basis[m - 1] = SLACK (p, m);
      if (fmpq_is_zero (scale + m - 1))
        continue;
      fmpq_div (ratio, part->rest + m - 1, scale + m - 1);
      if (tight == 0 || fmpq_cmp (ratio, least) < 0)
        {
          tight = m;
          fmpq_set (least, ratio);
        }
    }
  if (tight > 0)
    basis[tight - 1] = TAU (p);
  for (size_t i = 0; i < p->arcs; i++)
    if (p->to[i] == p->from[i] + 1)
      basis[p->length + p->from[i]] = i;
  fmpq_clear (ratio);
  fmpq_clear (least);
}

/* GLPK is told the same program in floating point, with the slacks and the
   artificial variables left to its rows.  It knows of nothing but numbers
   made before, and nothing of ours is allocated while it runs: where it gives
   up, even on memory, it jumps back here and all of its memory is freed.  */

/* Most pivots GLPK may make; a limit in time would make results depend on
   the machine.  */
#define GLPK_PIVOTS 200000

typedef struct
{
  int rows, columns;
  int entries;
  int *row, *column; /* from 1 */
  double *value;
  double *rhs;
  int free_column;
  int first_equation;            /* rows from here on are equations */
  int *row_basic, *column_basic; /* the answer */
  jmp_buf failed;
} guess_t;

/* Each row is divided by a power of 2 that keeps large numbers small.  */
static void
guess_init (guess_t *g, const program_t *p)
{
  const mdm_simplex_struct *lp = p->lp;
  size_t rows = lp->rows, columns = p->arcs + 1;
  size_t entries = lp->start[columns];
  slong *shift = flint_calloc (rows, sizeof *shift), e;

  g->rows = (int) rows;
  g->columns = (int) columns;
  g->entries = (int) entries;
  g->row = flint_malloc ((entries + 1) * sizeof *g->row);
  g->column = flint_malloc ((entries + 1) * sizeof *g->column);
  g->value = flint_malloc ((entries + 1) * sizeof *g->value);
  g->rhs = flint_malloc ((rows + 1) * sizeof *g->rhs);
  g->row_basic = flint_calloc (rows + 1, sizeof *g->row_basic);
  g->column_basic = flint_calloc (columns + 1, sizeof *g->column_basic);
  g->free_column = (int) TAU (p) + 1;
  g->first_equation = (int) p->length + 1;
  for (size_t i = 0; i < entries; i++)
    {
      slong bits = (slong) fmpz_bits (lp->entry + i) - 53;
      if (bits > shift[lp->row[i]])
        shift[lp->row[i]] = bits;
    }
  for (size_t i = 0; i < rows; i++)
    {
      slong bits = (slong) fmpz_bits (lp->rhs + i) - 53;
      if (bits > shift[i])
        shift[i] = bits;
      double f = fmpz_get_d_2exp (&e, lp->rhs + i);
      g->rhs[i + 1] = ldexp (f, (int) (e - shift[i]));
    }
  for (size_t j = 0; j < columns; j++)
    for (size_t i = lp->start[j]; i < lp->start[j + 1]; i++)
      {
        double f = fmpz_get_d_2exp (&e, lp->entry + i);
        g->row[i + 1] = (int) lp->row[i] + 1;
        g->column[i + 1] = (int) j + 1;
        g->value[i + 1] = ldexp (f, (int) (e - shift[lp->row[i]]));
      }
  flint_free (shift);
}

static void
guess_clear (guess_t *g)
{
  flint_free (g->row);
  flint_free (g->column);
  flint_free (g->value);
  flint_free (g->rhs);
  flint_free (g->row_basic);
  flint_free (g->column_basic);
}

/* It says why before it gives up; nothing below main prints.  */
static int
glpk_quiet (void *info, const char *text)
{
  (void) info;
  (void) text;
  return 1;
}

static void
glpk_failed (void *info)
{
  longjmp (((guess_t *) info)->failed, 1);
}

static void
run_glpk (guess_t *g)
{
  glp_prob *lp = glp_create_prob ();
  glp_smcp options;

  glp_set_obj_dir (lp, GLP_MAX);
  glp_add_rows (lp, g->rows);
  glp_add_cols (lp, g->columns);
  for (int i = 1; i <= g->rows; i++)
    glp_set_row_bnds (lp, i, i < g->first_equation ? GLP_LO : GLP_FX,
                      g->rhs[i], g->rhs[i]);
  for (int j = 1; j <= g->columns; j++)
    glp_set_col_bnds (lp, j, j == g->free_column ? GLP_FR : GLP_LO, 0, 0);
  glp_set_obj_coef (lp, g->free_column, 1);
  glp_load_matrix (lp, g->entries, g->row, g->column, g->value);
  glp_scale_prob (lp, GLP_SF_AUTO);
  glp_adv_basis (lp, 0);
  glp_init_smcp (&options);
  options.msg_lev = GLP_MSG_OFF;
  options.meth = GLP_PRIMAL;
  options.it_lim = GLPK_PIVOTS;
  /* However that ended, its last basis is the guess.  */
  glp_simplex (lp, &options);
  for (int i = 1; i <= g->rows; i++)
    g->row_basic[i] = glp_get_row_stat (lp, i) == GLP_BS;
  for (int j = 1; j <= g->columns; j++)
    g->column_basic[j] = glp_get_col_stat (lp, j) == GLP_BS;
}

/* Run GLPK; 0 when it failed.  */
static int
try_glpk (guess_t *g)
{
  if (setjmp (g->failed) != 0)
    return 0;
  glp_error_hook (glpk_failed, g);
  run_glpk (g);
  return 1;
}

/* Set BASIS to what GLPK holds for the best; 0 when it failed.  */
static int
guess_basis (size_t *basis, const program_t *p)
{
  guess_t g;
  size_t count = 0;

  /* Asked for, this fails quietly; left to GLPK, it would exit.  */
  if (glp_init_env () > 1)
    return 0;
  guess_init (&g, p);
  glp_term_out (GLP_OFF);
  glp_term_hook (glpk_quiet, NULL);
  if (try_glpk (&g))
    {
      for (size_t j = 0; j <= p->arcs; j++)
        if (g.column_basic[j + 1] && count++ < p->lp->rows)
          basis[count - 1] = j;
      for (size_t i = 0; i < p->lp->rows; i++)
        if (g.row_basic[i + 1] && count++ < p->lp->rows)
          basis[count - 1] = SLACK (p, i + 1);
    }
  glp_free_env ();
  guess_clear (&g);
  return count == p->lp->rows;
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
  size_t *size = flint_malloc (p->length * sizeof *size);
  size_t *path = flint_malloc (p->length * sizeof *path);
  size_t *first = flint_calloc (p->length + 1, sizeof *first);
  fmpq_t weight;

  fmpq_init (weight);
  for (size_t i = 0; i < p->arcs; i++)
    first[p->from[i] + 1] = i + 1;
  while (find_arc (p, flow, first, 0) < p->arcs)
    {
      size_t steps = 0, a = 0;

      for (; a < p->length; a = p->to[path[steps++]])
        {
          path[steps] = find_arc (p, flow, first, a);
          if (path[steps] == p->arcs)
            break;
          size[steps] = p->to[path[steps]] - a;
          if (steps == 0 || fmpq_cmp (flow + path[steps], weight) < 0)
            fmpq_set (weight, flow + path[steps]);
        }
      if (a < p->length || fmpq_sgn (weight) < 0)
        break;
      mdm_mixture_add (mixture, weight, size, steps);
      for (size_t t = 0; t < steps; t++)
        fmpq_sub (flow + path[t], flow + path[t], weight);
    }
  fmpq_clear (weight);
  flint_free (size);
  flint_free (path);
  flint_free (first);
}

/* Set PROFILE to the integers of content 1 in the proportions of the dual
   solution Y: less than it, for the program's slacks are subtracted, times
   the factor of each ray.  */
static void
set_profile (fmpz *profile, const fmpq *y, const program_t *p)
{
  fmpq *weight = _fmpq_vec_init ((slong) p->length);
  fmpz_t common;

  fmpz_init_set_ui (common, 1);
  for (size_t m = 0; m < p->length; m++)
    {
      fmpq_mul (weight + m, y + m, p->factor + m);
      fmpq_neg (weight + m, weight + m);
      fmpz_lcm (common, common, fmpq_denref (weight + m));
    }
  for (size_t m = 0; m < p->length; m++)
    {
      fmpz_divexact (profile + m, common, fmpq_denref (weight + m));
      fmpz_mul (profile + m, profile + m, fmpq_numref (weight + m));
    }
  _fmpz_vec_content (common, profile, (slong) p->length);
  if (!fmpz_is_zero (common))
    _fmpz_vec_scalar_divexact_fmpz (profile, profile, (slong) p->length,
                                    common);
  _fmpq_vec_clear (weight, (slong) p->length);
  fmpz_clear (common);
}

/* Do MIXTURE and PROFILE show that TAU is the optimum?  Nothing of how they
   were found is used here.  */
static int
verify (const fmpq_t tau, const mdm_mixture_t mixture, const fmpz *profile,
        const mdm_linear_part_t *part, const fmpq *scale, size_t smax)
{
  size_t length = mixture->length;
  mdm_linear_t rest;
  mdm_linear_part_t *less;
  fmpq_t sum, term;
  int ok = 1;

  mdm_linear_init (rest, length);
  fmpq_init (sum);
  fmpq_init (term);
  less = mdm_linear_add (rest);
  fmpq_set (less->alpha, part->alpha);
  for (size_t m = 0; m < length; m++)
    {
      fmpq_mul (term, tau, scale + m);
      fmpq_sub (less->rest + m, part->rest + m, term);
    }

  /* The mixture is one, and reaches tau.  */
  for (size_t i = 0; i < mixture->count; i++)
    {
      ok = ok && fmpq_sgn (mixture->weight + i) >= 0
           && mixture->schedule[i].smax <= smax
           && mixture->schedule[i].length == length;
      fmpq_add (sum, sum, mixture->weight + i);
    }
  ok = ok && fmpq_is_one (sum) && mdm_mixture_proves (mixture, rest);

  /* The profile is one, and no schedule has more.  */
  fmpq_zero (sum);
  for (size_t m = 0; m < length; m++)
    {
      ok = ok && fmpz_sgn (profile + m) >= 0;
      fmpq_mul_fmpz (term, scale + m, profile + m);
      fmpq_add (sum, sum, term);
    }
  ok = ok && fmpq_sgn (sum) > 0;
  if (ok)
    {
      mdm_profile_greatest (sum, profile, less, length, smax);
      ok = fmpq_sgn (sum) <= 0;
    }
  mdm_linear_clear (rest);
  fmpq_clear (sum);
  fmpq_clear (term);
  return ok;
}

/* Solve the program from BASIS.  */
static mdm_simplex_outcome
solve_from (fmpq_t tau, mdm_mixture_t mixture, fmpz *profile, size_t *basis,
            const mdm_linear_part_t *part, const fmpq *scale,
            const program_t *p)
{
  const mdm_simplex_struct *lp = p->lp;
  fmpq *x = _fmpq_vec_init ((slong) lp->columns);
  fmpq *y = _fmpq_vec_init ((slong) lp->rows);
  mdm_mixture_t found;
  double rows = (double) lp->rows;
  mdm_simplex_outcome outcome;

  mdm_mixture_init (found, p->length);
  outcome = mdm_simplex_solve (x, y, basis, lp,
                               (size_t) (PIVOT_WORK / (rows * rows * rows)));
  if (outcome == MDM_SIMPLEX_OPTIMAL)
    {
      fmpq_set (tau, x + TAU (p));
      decompose (found, x, p);
      set_profile (profile, y, p);
      if (verify (tau, found, profile, part, scale, p->smax))
        mdm_mixture_swap (mixture, found);
      else
        outcome = MDM_SIMPLEX_UNKNOWN;
    }
  mdm_mixture_clear (found);
  _fmpq_vec_clear (x, (slong) lp->columns);
  _fmpq_vec_clear (y, (slong) lp->rows);
  return outcome;
}

int
mdm_pathlp_solve (fmpq_t tau, mdm_mixture_t mixture, fmpz *profile,
                  const mdm_linear_part_t *part, const fmpq *scale,
                  size_t length, size_t smax)
{
  program_t p;
  size_t *basis, steps = smax < length ? smax : length;
  mdm_simplex_outcome outcome = MDM_SIMPLEX_UNKNOWN;

  if (length > LENGTH_MAX || length * steps * steps / 2 > ENTRIES_MAX)
    return 0;
  basis = flint_malloc (2 * length * sizeof *basis);
  program_init (&p, part, scale, length, smax);
  if (guess_basis (basis, &p))
    outcome = solve_from (tau, mixture, profile, basis, part, scale, &p);
  if (outcome == MDM_SIMPLEX_UNKNOWN)
    {
      set_plain_basis (basis, &p, part, scale);
      outcome = solve_from (tau, mixture, profile, basis, part, scale, &p);
    }
  program_clear (&p);
  flint_free (basis);
  return outcome == MDM_SIMPLEX_OPTIMAL;
}
