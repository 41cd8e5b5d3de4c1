#include <config.h>

#include "prove/simplex.h"

#include <string.h>

void
mdm_simplex_init (mdm_simplex_t lp, size_t rows)
{
  memset (lp, 0, sizeof *lp);
  lp->rows = rows;
  lp->start = flint_calloc (1, sizeof *lp->start);
  lp->rhs = _fmpz_vec_init ((slong) rows);
}

void
mdm_simplex_clear (mdm_simplex_t lp)
{
  for (size_t i = 0; i < lp->start[lp->columns]; i++)
    fmpz_clear (lp->entry + i);
  for (size_t j = 0; j < lp->columns; j++)
    fmpz_clear (lp->cost + j);
  _fmpz_vec_clear (lp->rhs, (slong) lp->rows);
  flint_free (lp->start);
  flint_free (lp->row);
  flint_free (lp->entry);
  flint_free (lp->cost);
  flint_free (lp->kind);
}

size_t
mdm_simplex_add_column (mdm_simplex_t lp, mdm_simplex_kind kind)
{
  size_t j = lp->columns++;

  lp->start = flint_realloc (lp->start, (j + 2) * sizeof *lp->start);
  lp->cost = flint_realloc (lp->cost, (j + 1) * sizeof *lp->cost);
  lp->kind = flint_realloc (lp->kind, (j + 1) * sizeof *lp->kind);
  lp->start[j + 1] = lp->start[j];
  fmpz_init (lp->cost + j);
  lp->kind[j] = (unsigned char) kind;
  return j;
}

void
mdm_simplex_add_entry (mdm_simplex_t lp, size_t row, const fmpz_t entry)
{
  size_t i = lp->start[lp->columns]++;

  if (i == lp->room)
    {
      lp->room = 2 * i + 64;
      lp->row = flint_realloc (lp->row, lp->room * sizeof *lp->row);
      lp->entry = flint_realloc (lp->entry, lp->room * sizeof *lp->entry);
    }
  lp->row[i] = row;
  fmpz_init_set (lp->entry + i, entry);
}

void
mdm_simplex_add_entry_si (mdm_simplex_t lp, size_t row, slong entry)
{
  fmpz_t value;

  fmpz_init (value);
  fmpz_set_si (value, entry);
  mdm_simplex_add_entry (lp, row, value);
  fmpz_clear (value);
}

/* The method.  With B the columns of the basis, x_B = B^-1 rhs are the values
   of its variables, y = B^-T cost_B the dual solution, and d_j = cost_j - y
   . A_j what a unit of the variable j would gain.  The basis is optimal when
   x_B is feasible, and d_j <= 0 for every variable that could grow, d_j = 0
   for every free one.

   First the costs of the variables whose d_j is wrong are lowered until it
   is 0.  The basis is dual feasible then, and the dual simplex method makes
   it feasible; from there, with the costs as they were, the primal method
   makes it optimal.  A basis that needs neither makes no pivot.  */

typedef struct
{
  const mdm_simplex_struct *lp;
  size_t *basis;
  char *basic;             /* for each variable: is it in BASIS? */
  fmpz *cost;              /* as lowered */
  fmpz *gain;              /* d_j, times DEN */
  fmpz_mat_t b, transpose; /* B and its transpose */
  fmpz_mat_t rhs, x;       /* two columns: what was asked and answered */
  fmpz_t den;              /* > 0, of all in X */
  size_t pivots;
  size_t stalled; /* pivots since the objective moved */
} run_t;

static void
run_init (run_t *run, const mdm_simplex_t lp, size_t *basis)
{
  slong n = (slong) lp->rows;

  run->lp = lp;
  run->basis = basis;
  run->basic = flint_calloc (lp->columns, 1);
  run->cost = _fmpz_vec_init ((slong) lp->columns);
  run->gain = _fmpz_vec_init ((slong) lp->columns);
  fmpz_mat_init (run->b, n, n);
  fmpz_mat_init (run->transpose, n, n);
  fmpz_mat_init (run->rhs, n, 2);
  fmpz_mat_init (run->x, n, 2);
  fmpz_init (run->den);
  run->pivots = 0;
  run->stalled = 0;
  for (size_t i = 0; i < lp->rows; i++)
    run->basic[basis[i]] = 1;
}

static void
run_clear (run_t *run)
{
  slong columns = (slong) run->lp->columns;

  flint_free (run->basic);
  _fmpz_vec_clear (run->cost, columns);
  _fmpz_vec_clear (run->gain, columns);
  fmpz_mat_clear (run->b);
  fmpz_mat_clear (run->transpose);
  fmpz_mat_clear (run->rhs);
  fmpz_mat_clear (run->x);
  fmpz_clear (run->den);
}

/* Fill B and its transpose.  */
static void
load_basis (run_t *run)
{
  const mdm_simplex_struct *lp = run->lp;

  fmpz_mat_zero (run->b);
  for (size_t j = 0; j < lp->rows; j++)
    for (size_t i = lp->start[run->basis[j]]; i < lp->start[run->basis[j] + 1];
         i++)
      fmpz_set (fmpz_mat_entry (run->b, lp->row[i], j), lp->entry + i);
  fmpz_mat_transpose (run->transpose, run->b);
}

/* Solve for both columns of RHS; 0 when the basis is singular.  */
static int
solve (run_t *run, int transposed)
{
  if (!fmpz_mat_solve (run->x, run->den, transposed ? run->transpose : run->b,
                       run->rhs))
    return 0;
  if (fmpz_sgn (run->den) < 0)
    {
      fmpz_neg (run->den, run->den);
      fmpz_mat_neg (run->x, run->x);
    }
  return 1;
}

/* What to solve for, in one of the two columns of RHS.  */

static void
ask_rhs (run_t *run, slong column)
{
  for (size_t i = 0; i < run->lp->rows; i++)
    fmpz_set (fmpz_mat_entry (run->rhs, i, column), run->lp->rhs + i);
}

static void
ask_variable (run_t *run, slong column, size_t j)
{
  const mdm_simplex_struct *lp = run->lp;

  for (size_t i = 0; i < lp->rows; i++)
    fmpz_zero (fmpz_mat_entry (run->rhs, i, column));
  for (size_t i = lp->start[j]; i < lp->start[j + 1]; i++)
    fmpz_set (fmpz_mat_entry (run->rhs, lp->row[i], column), lp->entry + i);
}

static void
ask_costs (run_t *run, slong column)
{
  for (size_t i = 0; i < run->lp->rows; i++)
    fmpz_set (fmpz_mat_entry (run->rhs, i, column), run->cost + run->basis[i]);
}

static void
ask_unit (run_t *run, slong column, size_t row)
{
  for (size_t i = 0; i < run->lp->rows; i++)
    fmpz_set_ui (fmpz_mat_entry (run->rhs, i, column), i == row);
}

/* RES = the column of X times column J of A.  */
static void
product (fmpz_t res, const run_t *run, slong column, size_t j)
{
  const mdm_simplex_struct *lp = run->lp;

  fmpz_zero (res);
  for (size_t i = lp->start[j]; i < lp->start[j + 1]; i++)
    fmpz_addmul (res, lp->entry + i,
                 fmpz_mat_entry (run->x, lp->row[i], column));
}

/* Set GAIN from the dual solution in COLUMN of X.  */
static void
set_gains (run_t *run, slong column)
{
  for (size_t j = 0; j < run->lp->columns; j++)
    {
      if (run->basic[j])
        {
          fmpz_zero (run->gain + j);
          continue;
        }
      product (run->gain + j, run, column, j);
      fmpz_neg (run->gain + j, run->gain + j);
      fmpz_addmul (run->gain + j, run->cost + j, run->den);
    }
}

/* Would a change of the variable J gain?  */
static int
gains (const run_t *run, size_t j)
{
  int sign = fmpz_sgn (run->gain + j);

  return !run->basic[j]
         && (run->lp->kind[j] == MDM_SIMPLEX_NONNEGATIVE ? sign > 0
             : run->lp->kind[j] == MDM_SIMPLEX_FREE      ? sign != 0
                                                         : 0);
}

/* After so many pivots in a row that did not move the objective, take the
   candidate of the smallest number (Bland): no cycle can go on then.  */
static int
is_stalled (const run_t *run)
{
  return run->stalled > run->lp->rows;
}

static void
pivot (run_t *run, size_t row, size_t entering, int moved)
{
  run->basic[run->basis[row]] = 0;
  run->basic[entering] = 1;
  run->basis[row] = entering;
  run->pivots++;
  run->stalled = moved ? 0 : run->stalled + 1;
  load_basis (run);
}

/* Lower the costs of the variables that gain.  */
static mdm_simplex_outcome
lower_costs (run_t *run)
{
  _fmpz_vec_set (run->cost, run->lp->cost, (slong) run->lp->columns);
  ask_costs (run, 0);
  ask_rhs (run, 1);
  if (!solve (run, 1))
    return MDM_SIMPLEX_UNKNOWN;
  set_gains (run, 0);
  for (size_t j = 0; j < run->lp->columns; j++)
    {
      fmpz_mul (run->cost + j, run->cost + j, run->den);
      if (gains (run, j))
        fmpz_sub (run->cost + j, run->cost + j, run->gain + j);
    }
  return MDM_SIMPLEX_OPTIMAL;
}

/* The row of the basis whose variable is furthest from feasible, by column 0
   of X, or ROWS.  */
static size_t
find_infeasible (const run_t *run)
{
  const mdm_simplex_struct *lp = run->lp;
  size_t found = lp->rows;

  for (size_t i = 0; i < lp->rows; i++)
    {
      const fmpz *value = fmpz_mat_entry (run->x, i, 0);
      size_t j = run->basis[i];
      int sign = fmpz_sgn (value);

      if (lp->kind[j] == MDM_SIMPLEX_FREE || sign == 0
          || (lp->kind[j] == MDM_SIMPLEX_NONNEGATIVE && sign > 0))
        continue;
      if (found == lp->rows
          || (is_stalled (run)
                  ? j < run->basis[found]
                  : fmpz_cmpabs (value, fmpz_mat_entry (run->x, found, 0))
                        > 0))
        found = i;
    }
  return found;
}

/* The variable to enter for one that has to move in the direction of SIGN,
   its row of B^-1 in column 0 of X: the one whose gain becomes 0 first. *MOVED
   says whether the dual objective moves.  */
static size_t
find_dual_entering (const run_t *run, int sign, int *moved)
{
  const mdm_simplex_struct *lp = run->lp;
  size_t found = lp->columns;
  fmpz_t entry, best, u, v;

  fmpz_init (entry);
  fmpz_init (best);
  fmpz_init (u);
  fmpz_init (v);
  for (size_t j = 0; j < lp->columns; j++)
    {
      if (run->basic[j] || lp->kind[j] == MDM_SIMPLEX_ZERO)
        continue;
      product (entry, run, 0, j);
      if (fmpz_is_zero (entry)
          || (lp->kind[j] == MDM_SIMPLEX_NONNEGATIVE
              && fmpz_sgn (entry) == sign))
        continue;
      /* |gain_j / entry_j| < |gain_found / best|?  */
      if (found < lp->columns)
        {
          fmpz_mul (u, run->gain + j, best);
          fmpz_mul (v, run->gain + found, entry);
        }
      if (found == lp->columns || fmpz_cmpabs (u, v) < 0)
        {
          found = j;
          fmpz_set (best, entry);
        }
    }
  *moved = found < lp->columns && !fmpz_is_zero (run->gain + found);
  fmpz_clear (entry);
  fmpz_clear (best);
  fmpz_clear (u);
  fmpz_clear (v);
  return found;
}

/* Make the basis feasible.  A row that no variable can mend tells that there
   is nothing feasible.  */
static mdm_simplex_outcome
run_dual (run_t *run, size_t limit)
{
  for (;;)
    {
      size_t row, entering;
      int sign, moved;

      ask_rhs (run, 0);
      ask_unit (run, 1, 0);
      if (!solve (run, 0))
        return MDM_SIMPLEX_UNKNOWN;
      row = find_infeasible (run);
      if (row == run->lp->rows)
        return MDM_SIMPLEX_OPTIMAL;
      sign = -fmpz_sgn (fmpz_mat_entry (run->x, row, 0));
      ask_unit (run, 0, row);
      ask_costs (run, 1);
      if (!solve (run, 1))
        return MDM_SIMPLEX_UNKNOWN;
      set_gains (run, 1);
      entering = find_dual_entering (run, sign, &moved);
      if (entering == run->lp->columns)
        return MDM_SIMPLEX_NONE;
      if (run->pivots == limit)
        return MDM_SIMPLEX_UNKNOWN;
      pivot (run, row, entering, moved);
    }
}

/* The variable that gains most, or COLUMNS.  */
static size_t
find_entering (const run_t *run)
{
  size_t found = run->lp->columns;

  for (size_t j = 0; j < run->lp->columns; j++)
    if (gains (run, j)
        && (found == run->lp->columns
            || (!is_stalled (run)
                && fmpz_cmpabs (run->gain + j, run->gain + found) > 0)))
      found = j;
  return found;
}

/* The row whose variable stops first when the entering one moves in the
   direction of SIGN, its column of B^-1 A in column 1 of X and the values in
   column 0, or ROWS.  */
static size_t
find_leaving (const run_t *run, int sign, int *moved)
{
  const mdm_simplex_struct *lp = run->lp;
  size_t found = lp->rows;
  fmpz_t u, v;

  fmpz_init (u);
  fmpz_init (v);
  *moved = 0;
  for (size_t i = 0; i < lp->rows; i++)
    {
      size_t j = run->basis[i];
      const fmpz *value = fmpz_mat_entry (run->x, i, 0);
      const fmpz *slope = fmpz_mat_entry (run->x, i, 1);
      int order = -1;

      if (fmpz_is_zero (slope) || lp->kind[j] == MDM_SIMPLEX_FREE
          || (lp->kind[j] == MDM_SIMPLEX_NONNEGATIVE
              && fmpz_sgn (slope) != sign))
        continue;
      if (found < lp->rows)
        {
          fmpz_mul (u, value, fmpz_mat_entry (run->x, found, 1));
          fmpz_mul (v, fmpz_mat_entry (run->x, found, 0), slope);
          order = fmpz_cmpabs (u, v);
          if (order == 0)
            order = j < run->basis[found] ? -1 : 1;
        }
      if (order < 0)
        {
          found = i;
          *moved = !fmpz_is_zero (value);
        }
    }
  fmpz_clear (u);
  fmpz_clear (v);
  return found;
}

/* Make the feasible basis optimal, and leave the dual solution in column 0 of
   X.  A variable that nothing stops tells that there is no optimum.  */
static mdm_simplex_outcome
run_primal (run_t *run, size_t limit)
{
  for (;;)
    {
      size_t row, entering;
      int sign, moved;

      ask_costs (run, 0);
      ask_unit (run, 1, 0);
      if (!solve (run, 1))
        return MDM_SIMPLEX_UNKNOWN;
      set_gains (run, 0);
      entering = find_entering (run);
      if (entering == run->lp->columns)
        return MDM_SIMPLEX_OPTIMAL;
      sign = fmpz_sgn (run->gain + entering);
      ask_rhs (run, 0);
      ask_variable (run, 1, entering);
      if (!solve (run, 0))
        return MDM_SIMPLEX_UNKNOWN;
      row = find_leaving (run, sign, &moved);
      if (row == run->lp->rows)
        return MDM_SIMPLEX_NONE;
      if (run->pivots == limit)
        return MDM_SIMPLEX_UNKNOWN;
      pivot (run, row, entering, moved);
    }
}

/* RES = column 0 of X, entry I.  */
static void
get_solved (fmpq_t res, const run_t *run, size_t i)
{
  fmpz_set (fmpq_numref (res), fmpz_mat_entry (run->x, i, 0));
  fmpz_set (fmpq_denref (res), run->den);
  fmpq_canonicalise (res);
}

mdm_simplex_outcome
mdm_simplex_solve (fmpq *x, fmpq *y, size_t *basis, const mdm_simplex_t lp,
                   size_t limit)
{
  run_t run;
  mdm_simplex_outcome outcome;

  run_init (&run, lp, basis);
  load_basis (&run);
  outcome = lower_costs (&run);
  if (outcome == MDM_SIMPLEX_OPTIMAL)
    outcome = run_dual (&run, limit);
  if (outcome == MDM_SIMPLEX_OPTIMAL)
    {
      _fmpz_vec_set (run.cost, lp->cost, (slong) lp->columns);
      run.stalled = 0;
      outcome = run_primal (&run, limit);
    }
  if (outcome == MDM_SIMPLEX_OPTIMAL)
    {
      for (size_t i = 0; i < lp->rows; i++)
        get_solved (y + i, &run, i);
      ask_rhs (&run, 0);
      if (!solve (&run, 0))
        outcome = MDM_SIMPLEX_UNKNOWN;
    }
  if (outcome == MDM_SIMPLEX_OPTIMAL)
    {
      for (size_t j = 0; j < lp->columns; j++)
        fmpq_zero (x + j);
      for (size_t i = 0; i < lp->rows; i++)
        get_solved (x + basis[i], &run, i);
    }
  run_clear (&run);
  return outcome;
}
