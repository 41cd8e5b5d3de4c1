#include <config.h>

#include "prove/guess.h"

#include <glpk.h>
#include <math.h>
#include <setjmp.h>

/* GLPK knows of nothing but numbers made before, and nothing of ours is
   allocated while it runs: where it gives up, even on memory, it jumps back
   here and all of its memory is freed.  */

/* Most pivots GLPK may make; a limit in time would make results depend on
   the machine.  */
#define PIVOTS 200000

typedef struct
{
  const mdm_simplex_struct *lp;
  slong *shift; /* of each row, then that of the costs: all is divided by a
                   power of 2 that keeps large numbers small */
  int *row;     /* of a column, from 1 */
  double *value;
  size_t *basis;
  size_t count; /* of what was found for BASIS */
  jmp_buf failed;
} guess_t;

/* X / 2^SHIFT.  */
static double
scaled (const fmpz_t x, slong shift)
{
  slong exponent;
  double mantissa = fmpz_get_d_2exp (&exponent, x);

  return ldexp (mantissa, (int) (exponent - shift));
}

/* Raise *SHIFT to what keeps X small.  */
static void
raise_shift (slong *shift, const fmpz_t x)
{
  slong bits = (slong) fmpz_bits (x) - 53;

  if (bits > *shift)
    *shift = bits;
}

static void
set_shifts (slong *shift, const mdm_simplex_t lp)
{
  for (size_t i = 0; i < lp->start[lp->columns]; i++)
    raise_shift (shift + lp->row[i], lp->entry + i);
  for (size_t i = 0; i < lp->rows; i++)
    raise_shift (shift + i, lp->rhs + i);
  for (size_t j = 0; j < lp->columns; j++)
    raise_shift (shift + lp->rows, lp->cost + j);
}

/* It says why before it gives up; nothing below main prints.  */
static int
be_quiet (void *info, const char *text)
{
  (void) info;
  (void) text;
  return 1;
}

static void
give_up (void *info)
{
  longjmp (((guess_t *) info)->failed, 1);
}

static int
bound (unsigned char kind)
{
  return kind == MDM_SIMPLEX_NONNEGATIVE ? GLP_LO
         : kind == MDM_SIMPLEX_FREE      ? GLP_FR
                                         : GLP_FX;
}

static void
load_row (glp_prob *problem, const guess_t *g, size_t i)
{
  double rhs = scaled (g->lp->rhs + i, g->shift[i]);

  glp_set_row_bnds (problem, (int) i + 1, bound (g->lp->row_kind[i]), rhs,
                    rhs);
}

static void
load_column (glp_prob *problem, const guess_t *g, size_t j)
{
  const mdm_simplex_struct *lp = g->lp;
  int count = 0;

  for (size_t i = lp->start[j]; i < lp->start[j + 1]; i++)
    {
      g->row[++count] = (int) lp->row[i] + 1;
      g->value[count] = scaled (lp->entry + i, g->shift[lp->row[i]]);
    }
  glp_set_mat_col (problem, (int) j + 1, count, g->row, g->value);
  glp_set_col_bnds (problem, (int) j + 1, bound (lp->column_kind[j]), 0, 0);
  glp_set_obj_coef (problem, (int) j + 1,
                    scaled (lp->cost + j, g->shift[lp->rows]));
}

static void
load (glp_prob *problem, const guess_t *g)
{
  glp_set_obj_dir (problem, GLP_MAX);
  glp_add_rows (problem, (int) g->lp->rows);
  glp_add_cols (problem, (int) g->lp->columns);
  for (size_t i = 0; i < g->lp->rows; i++)
    load_row (problem, g, i);
  for (size_t j = 0; j < g->lp->columns; j++)
    load_column (problem, g, j);
}

/* Note that the variable J is basic.  */
static void
note (guess_t *g, size_t j)
{
  if (g->count < g->lp->rows)
    g->basis[g->count] = j;
  g->count++;
}

static void
run (guess_t *g)
{
  glp_prob *problem = glp_create_prob ();
  glp_smcp options;

  load (problem, g);
  glp_scale_prob (problem, GLP_SF_AUTO);
  glp_adv_basis (problem, 0);
  glp_init_smcp (&options);
  options.msg_lev = GLP_MSG_OFF;
  options.meth = GLP_PRIMAL;
  options.it_lim = PIVOTS;
  /* However that ends, its last basis is the guess.  */
  glp_simplex (problem, &options);
  for (size_t j = 0; j < g->lp->columns; j++)
    if (glp_get_col_stat (problem, (int) j + 1) == GLP_BS)
      note (g, j);
  for (size_t i = 0; i < g->lp->rows; i++)
    if (glp_get_row_stat (problem, (int) i + 1) == GLP_BS)
      note (g, g->lp->columns + i);
}

/* Run GLPK; 0 when it gave up.  */
static int
attempt (guess_t *g)
{
  if (setjmp (g->failed) != 0)
    return 0;
  glp_error_hook (give_up, g);
  run (g);
  return g->count == g->lp->rows;
}

int
mdm_guess_basis (size_t *basis, const mdm_simplex_t lp)
{
  MDM_OWNED slong *shift = flint_calloc (lp->rows + 1, sizeof *shift);
  MDM_OWNED int *row = flint_malloc ((lp->rows + 1) * sizeof *row);
  MDM_OWNED double *value = flint_malloc ((lp->rows + 1) * sizeof *value);
  guess_t g = {
    .lp = lp, .shift = shift, .row = row, .value = value, .basis = basis
  };
  int found;

  /* Asked for, this fails quietly; left to GLPK, it would exit.  */
  if (glp_init_env () > 1)
    return 0;
  set_shifts (shift, lp);
  glp_term_out (GLP_OFF);
  glp_term_hook (be_quiet, NULL);
  found = attempt (&g);
  glp_free_env ();
  return found;
}
