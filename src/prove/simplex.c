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
  lp->row_kind = flint_calloc (rows, sizeof *lp->row_kind);
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
  flint_free (lp->row_kind);
  flint_free (lp->column_kind);
}

void
mdm_simplex_add_column (mdm_simplex_t lp, mdm_simplex_kind kind)
{
  size_t j = lp->columns++;

  lp->start = flint_realloc (lp->start, (j + 2) * sizeof *lp->start);
  lp->cost = flint_realloc (lp->cost, (j + 1) * sizeof *lp->cost);
  lp->column_kind
      = flint_realloc (lp->column_kind, (j + 1) * sizeof *lp->column_kind);
  lp->start[j + 1] = lp->start[j];
  fmpz_init (lp->cost + j);
  lp->column_kind[j] = (unsigned char) kind;
}

void
mdm_simplex_add_entry (mdm_simplex_t lp, size_t row, const fmpz_t entry)
{
  size_t i = lp->start[lp->columns];

  if (fmpz_is_zero (entry))
    return;
  lp->start[lp->columns]++;
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
  MDM_FMPZ (value);

  fmpz_set_si (value, entry);
  mdm_simplex_add_entry (lp, row, value);
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
  size_t variables; /* columns, and one of each row */
  size_t *basis;
  char *basic;       /* for each variable: is it in BASIS? */
  fmpz *cost;        /* of each variable, as lowered */
  fmpz *gain;        /* d_j, times DEN */
  fmpz_mat_t b;      /* B or its transpose */
  fmpz_mat_t rhs, x; /* two columns: what was asked and answered */
  fmpz_t den;        /* > 0, of all in X */
  size_t pivots, limit;
  size_t stalled; /* pivots since the objective moved */
} run_t;

static void
run_init (run_t *run, const mdm_simplex_t lp, size_t *basis, size_t limit)
{
  slong n = (slong) lp->rows;

  run->lp = lp;
  run->variables = lp->columns + lp->rows;
  run->basis = basis;
  run->basic = flint_calloc (run->variables, 1);
  run->cost = _fmpz_vec_init ((slong) run->variables);
  run->gain = _fmpz_vec_init ((slong) run->variables);
  fmpz_mat_init (run->b, n, n);
  fmpz_mat_init (run->rhs, n, 2);
  fmpz_mat_init (run->x, n, 2);
  fmpz_init (run->den);
  run->pivots = run->stalled = 0;
  run->limit = limit;
  for (size_t i = 0; i < lp->rows; i++)
    run->basic[basis[i]] = 1;
  _fmpz_vec_set (run->cost, lp->cost, (slong) lp->columns);
}

static void
run_clear (run_t *run)
{
  flint_free (run->basic);
  _fmpz_vec_clear (run->cost, (slong) run->variables);
  _fmpz_vec_clear (run->gain, (slong) run->variables);
  fmpz_mat_clear (run->b);
  fmpz_mat_clear (run->rhs);
  fmpz_mat_clear (run->x);
  fmpz_clear (run->den);
}

static mdm_simplex_kind
kind_of (const run_t *run, size_t j)
{
  size_t columns = run->lp->columns;

  return j < columns ? run->lp->column_kind[j]
                     : run->lp->row_kind[j - columns];
}

/* The entries of the variable J: of a row, -1 there.  */
typedef struct
{
  size_t row;
  const fmpz *entry;
} entry_t;

static size_t
count_entries (const run_t *run, size_t j)
{
  const size_t *start = run->lp->start;

  return j < run->lp->columns ? start[j + 1] - start[j] : 1;
}

static entry_t
entry_of (const run_t *run, size_t j, size_t i)
{
  static const fmpz minus_one = -1;
  const mdm_simplex_struct *lp = run->lp;

  return j < lp->columns ? (entry_t){ lp->row[lp->start[j] + i],
                                      lp->entry + lp->start[j] + i }
                         : (entry_t){ j - lp->columns, &minus_one };
}

/* Solve for both columns of RHS, by B or its transpose; 0 when the basis is
   singular.  */
static int
solve (run_t *run, int transposed)
{
  fmpz_mat_zero (run->b);
  for (size_t j = 0; j < run->lp->rows; j++)
    for (size_t i = 0; i < count_entries (run, run->basis[j]); i++)
      {
        entry_t e = entry_of (run, run->basis[j], i);
        fmpz_set (transposed ? fmpz_mat_entry (run->b, j, e.row)
                             : fmpz_mat_entry (run->b, e.row, j),
                  e.entry);
      }
  if (!fmpz_mat_solve (run->x, run->den, run->b, run->rhs))
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
ask_costs (run_t *run, slong column)
{
  for (size_t i = 0; i < run->lp->rows; i++)
    fmpz_set (fmpz_mat_entry (run->rhs, i, column), run->cost + run->basis[i]);
}

static void
ask_nothing (run_t *run, slong column)
{
  for (size_t i = 0; i < run->lp->rows; i++)
    fmpz_zero (fmpz_mat_entry (run->rhs, i, column));
}

static void
ask_unit (run_t *run, slong column, size_t row)
{
  ask_nothing (run, column);
  fmpz_one (fmpz_mat_entry (run->rhs, row, column));
}

static void
ask_variable (run_t *run, slong column, size_t j)
{
  ask_nothing (run, column);
  for (size_t i = 0; i < count_entries (run, j); i++)
    {
      entry_t e = entry_of (run, j, i);
      fmpz_set (fmpz_mat_entry (run->rhs, e.row, column), e.entry);
    }
}

/* RES = the column of X times column J of A.  */
static void
product (fmpz_t res, const run_t *run, slong column, size_t j)
{
  fmpz_zero (res);
  for (size_t i = 0; i < count_entries (run, j); i++)
    {
      entry_t e = entry_of (run, j, i);
      fmpz_addmul (res, e.entry, fmpz_mat_entry (run->x, e.row, column));
    }
}

/* Set GAIN from the dual solution in COLUMN of X.  */
static void
set_gains (run_t *run, slong column)
{
  for (size_t j = 0; j < run->variables; j++)
    {
      fmpz *gain = run->gain + j;
      fmpz_zero (gain);
      if (run->basic[j])
        continue;
      product (gain, run, column, j);
      fmpz_neg (gain, gain);
      fmpz_addmul (gain, run->cost + j, run->den);
    }
}

/* Would a change of the variable J gain?  */
static int
gains (const run_t *run, size_t j)
{
  int sign = fmpz_sgn (run->gain + j);
  mdm_simplex_kind kind = kind_of (run, j);

  return !run->basic[j] && kind != MDM_SIMPLEX_ZERO
         && (kind == MDM_SIMPLEX_FREE ? sign != 0 : sign > 0);
}

/* After so many pivots in a row that did not move the objective, take the
   candidate of the smallest number (Bland): no cycle can go on then.  */
static int
is_stalled (const run_t *run)
{
  return run->stalled > run->lp->rows;
}

/* Let ENTERING into the basis for that of ROW; 0 when over the limit.  */
static int
pivot (run_t *run, size_t row, size_t entering, int moved)
{
  if (run->pivots++ == run->limit)
    return 0;
  run->basic[run->basis[row]] = 0;
  run->basic[entering] = 1;
  run->basis[row] = entering;
  run->stalled = moved ? 0 : run->stalled + 1;
  return 1;
}

/* Lower the costs of the variables that gain.  */
static mdm_simplex_outcome
lower_costs (run_t *run)
{
  ask_costs (run, 0);
  ask_nothing (run, 1);
  if (!solve (run, 1))
    return MDM_SIMPLEX_UNKNOWN;
  set_gains (run, 0);
  for (size_t j = 0; j < run->variables; j++)
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
  size_t rows = run->lp->rows, found = rows;

  for (size_t i = 0; i < rows; i++)
    {
      const fmpz *value = fmpz_mat_entry (run->x, i, 0);
      mdm_simplex_kind kind = kind_of (run, run->basis[i]);
      int sign = fmpz_sgn (value);

      if (kind == MDM_SIMPLEX_FREE || sign == 0
          || (kind == MDM_SIMPLEX_NONNEGATIVE && sign > 0))
        continue;
      if (found == rows
          || (is_stalled (run)
                  ? run->basis[i] < run->basis[found]
                  : fmpz_cmpabs (value, fmpz_mat_entry (run->x, found, 0))
                        > 0))
        found = i;
    }
  return found;
}

/* The sign of |A / B| - |C / D|.  */
static int
compare_ratios (const fmpz_t a, const fmpz_t b, const fmpz_t c, const fmpz_t d)
{
  MDM_FMPZ (u);
  MDM_FMPZ (v);

  fmpz_mul (u, a, d);
  fmpz_mul (v, c, b);
  return fmpz_cmpabs (u, v);
}

/* The variable to enter for one that has to move in the direction of SIGN,
   its row of B^-1 in column 0 of X: the one whose gain becomes 0 first. *MOVED
   says whether the dual objective moves.  */
static size_t
find_dual_entering (const run_t *run, int sign, int *moved)
{
  size_t found = run->variables;
  MDM_FMPZ (entry);
  MDM_FMPZ (best);

  for (size_t j = 0; j < run->variables; j++)
    {
      mdm_simplex_kind kind = kind_of (run, j);
      if (run->basic[j] || kind == MDM_SIMPLEX_ZERO)
        continue;
      product (entry, run, 0, j);
      if (fmpz_is_zero (entry)
          || (kind == MDM_SIMPLEX_NONNEGATIVE && fmpz_sgn (entry) == sign))
        continue;
      if (found == run->variables
          || compare_ratios (run->gain + j, entry, run->gain + found, best)
                 < 0)
        {
          found = j;
          fmpz_set (best, entry);
        }
    }
  *moved = found < run->variables && !fmpz_is_zero (run->gain + found);
  return found;
}

/* Make the basis feasible.  A row that no variable can mend tells that there
   is nothing feasible.  */
static mdm_simplex_outcome
run_dual (run_t *run)
{
  for (;;)
    {
      size_t row, entering;
      int sign, moved;

      ask_rhs (run, 0);
      ask_nothing (run, 1);
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
      if (entering == run->variables)
        return MDM_SIMPLEX_NONE;
      if (!pivot (run, row, entering, moved))
        return MDM_SIMPLEX_UNKNOWN;
    }
}

/* The variable that gains most, or VARIABLES.  */
static size_t
find_entering (const run_t *run)
{
  size_t found = run->variables;

  for (size_t j = 0; j < run->variables; j++)
    if (gains (run, j)
        && (found == run->variables
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
  size_t rows = run->lp->rows, found = rows;

  *moved = 0;
  for (size_t i = 0; i < rows; i++)
    {
      size_t j = run->basis[i];
      mdm_simplex_kind kind = kind_of (run, j);
      const fmpz *value = fmpz_mat_entry (run->x, i, 0);
      const fmpz *slope = fmpz_mat_entry (run->x, i, 1);
      int order = -1;

      if (fmpz_is_zero (slope) || kind == MDM_SIMPLEX_FREE
          || (kind == MDM_SIMPLEX_NONNEGATIVE && fmpz_sgn (slope) != sign))
        continue;
      if (found < rows)
        order
            = compare_ratios (value, slope, fmpz_mat_entry (run->x, found, 0),
                              fmpz_mat_entry (run->x, found, 1));
      if (order < 0 || (order == 0 && j < run->basis[found]))
        {
          found = i;
          *moved = !fmpz_is_zero (value);
        }
    }
  return found;
}

/* Make the feasible basis optimal, and leave the dual solution in column 0 of
   X.  A variable that nothing stops tells that there is no optimum.  */
static mdm_simplex_outcome
run_primal (run_t *run)
{
  for (;;)
    {
      size_t row, entering;
      int sign, moved;

      ask_costs (run, 0);
      ask_nothing (run, 1);
      if (!solve (run, 1))
        return MDM_SIMPLEX_UNKNOWN;
      set_gains (run, 0);
      entering = find_entering (run);
      if (entering == run->variables)
        return MDM_SIMPLEX_OPTIMAL;
      sign = fmpz_sgn (run->gain + entering);
      ask_rhs (run, 0);
      ask_variable (run, 1, entering);
      if (!solve (run, 0))
        return MDM_SIMPLEX_UNKNOWN;
      row = find_leaving (run, sign, &moved);
      if (row == run->lp->rows)
        return MDM_SIMPLEX_NONE;
      if (!pivot (run, row, entering, moved))
        return MDM_SIMPLEX_UNKNOWN;
    }
}

/* RES = column 0 of X, entry I.  */
static void
get_solved (fmpq_t res, const run_t *run, size_t i)
{
  fmpq_set_fmpz_frac (res, fmpz_mat_entry (run->x, i, 0), run->den);
}

mdm_simplex_outcome
mdm_simplex_solve (fmpq *x, fmpq *y, size_t *basis, const mdm_simplex_t lp,
                   size_t limit)
{
  __attribute__ ((cleanup (run_clear))) run_t run;
  mdm_simplex_outcome outcome;

  run_init (&run, lp, basis, limit);
  outcome = lower_costs (&run);
  if (outcome == MDM_SIMPLEX_OPTIMAL)
    outcome = run_dual (&run);
  if (outcome != MDM_SIMPLEX_OPTIMAL)
    return outcome;
  _fmpz_vec_zero (run.cost, (slong) run.variables);
  _fmpz_vec_set (run.cost, lp->cost, (slong) lp->columns);
  run.stalled = 0;
  outcome = run_primal (&run);
  if (outcome != MDM_SIMPLEX_OPTIMAL)
    return outcome;
  for (size_t i = 0; i < lp->rows; i++)
    get_solved (y + i, &run, i);
  ask_rhs (&run, 0);
  if (!solve (&run, 0))
    return MDM_SIMPLEX_UNKNOWN; /* which cannot be: its transpose is regular */
  for (size_t j = 0; j < lp->columns; j++)
    fmpq_zero (x + j);
  for (size_t i = 0; i < lp->rows; i++)
    if (basis[i] < lp->columns)
      get_solved (x + basis[i], &run, i);
  return MDM_SIMPLEX_OPTIMAL;
}
