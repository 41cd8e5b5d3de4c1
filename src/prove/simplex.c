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

   While x_B is not feasible, the costs are those of how far it is from that:
   1 for a variable below 0, -1 for one above it that must be 0.  A variable
   that is wrong already may not go beyond 0 in one step, so that the costs
   hold.  From then on they are those of the program.  */

typedef struct
{
  const mdm_simplex_struct *lp;
  size_t variables;    /* columns, and one of each row.. */
  size_t *start, *row; /* ..which have the entry -1 there */
  fmpz *entry;         /* those of LP lent */
  unsigned char *kind;
  size_t *basis;
  char *basic;       /* for each variable: is it in BASIS? */
  fmpz *cost;        /* of each variable, now */
  fmpz *gain;        /* d_j, times DEN */
  fmpz_mat_t b;      /* B or its transpose */
  fmpz_mat_t rhs, x; /* two columns: what was asked and answered */
  fmpz_t den;        /* > 0, of all in X */
  size_t pivots, limit;
  size_t stalled; /* pivots since the objective moved */
} run_t;

/* Set what A has in the columns, and in those of the variables of rows.  */
static void
set_columns (run_t *run)
{
  const mdm_simplex_struct *lp = run->lp;
  size_t columns = lp->columns, given = lp->start[columns];
  size_t all = given + lp->rows;

  run->start = flint_malloc ((run->variables + 1) * sizeof *run->start);
  run->row = flint_malloc (all * sizeof *run->row);
  run->entry = flint_malloc (all * sizeof *run->entry);
  run->kind = flint_malloc (run->variables);
  memcpy (run->start, lp->start, (columns + 1) * sizeof *run->start);
  memcpy (run->row, lp->row, given * sizeof *run->row);
  memcpy (run->entry, lp->entry, given * sizeof *run->entry);
  memcpy (run->kind, lp->column_kind, columns);
  memcpy (run->kind + columns, lp->row_kind, lp->rows);
  for (size_t i = 0; i < lp->rows; i++)
    {
      run->start[columns + i + 1] = given + i + 1;
      run->row[given + i] = i;
      run->entry[given + i] = -1;
    }
}

static void
run_init (run_t *run, const mdm_simplex_t lp, size_t *basis, size_t limit)
{
  slong n = (slong) lp->rows;

  run->lp = lp;
  run->variables = lp->columns + lp->rows;
  run->basis = basis;
  set_columns (run);
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
}

static void
run_clear (run_t *run)
{
  flint_free (run->start);
  flint_free (run->row);
  flint_free (run->entry);
  flint_free (run->kind);
  flint_free (run->basic);
  _fmpz_vec_clear (run->cost, (slong) run->variables);
  _fmpz_vec_clear (run->gain, (slong) run->variables);
  fmpz_mat_clear (run->b);
  fmpz_mat_clear (run->rhs);
  fmpz_mat_clear (run->x);
  fmpz_clear (run->den);
}

/* Solve for both columns of RHS, by B or its transpose; 0 when the basis is
   singular.  */
static int
solve (run_t *run, int transposed)
{
  fmpz_mat_zero (run->b);
  for (size_t j = 0; j < run->lp->rows; j++)
    for (size_t i = run->start[run->basis[j]];
         i < run->start[run->basis[j] + 1]; i++)
      fmpz_set (transposed ? fmpz_mat_entry (run->b, j, run->row[i])
                           : fmpz_mat_entry (run->b, run->row[i], j),
                run->entry + i);
  if (!fmpz_mat_solve (run->x, run->den, run->b, run->rhs))
    return 0;
  if (fmpz_sgn (run->den) < 0)
    {
      fmpz_neg (run->den, run->den);
      fmpz_mat_neg (run->x, run->x);
    }
  return 1;
}

/* Solve for the values of the basis, to column 0 of X, and, unless J is
   VARIABLES, for what a unit of the variable J takes from them, to column
   1.  */
static int
solve_values (run_t *run, size_t j)
{
  fmpz_mat_zero (run->rhs);
  for (size_t i = 0; i < run->lp->rows; i++)
    fmpz_set (fmpz_mat_entry (run->rhs, i, 0), run->lp->rhs + i);
  if (j < run->variables)
    for (size_t i = run->start[j]; i < run->start[j + 1]; i++)
      fmpz_set (fmpz_mat_entry (run->rhs, run->row[i], 1), run->entry + i);
  return solve (run, 0);
}

/* Solve for the dual solution, to column 0 of X, and set what each variable
   gains.  */
static int
solve_gains (run_t *run)
{
  fmpz_mat_zero (run->rhs);
  for (size_t i = 0; i < run->lp->rows; i++)
    fmpz_set (fmpz_mat_entry (run->rhs, i, 0), run->cost + run->basis[i]);
  if (!solve (run, 1))
    return 0;
  for (size_t j = 0; j < run->variables; j++)
    {
      fmpz_mul (run->gain + j, run->cost + j, run->den);
      for (size_t i = run->start[j]; i < run->start[j + 1]; i++)
        fmpz_submul (run->gain + j, run->entry + i,
                     fmpz_mat_entry (run->x, run->row[i], 0));
    }
  return 1;
}

/* Set the costs for the values in column 0 of X; are these feasible?  */
static int
set_costs (run_t *run)
{
  int feasible = 1;

  _fmpz_vec_zero (run->cost, (slong) run->variables);
  for (size_t i = 0; i < run->lp->rows; i++)
    {
      mdm_simplex_kind kind = run->kind[run->basis[i]];
      int sign = fmpz_sgn (fmpz_mat_entry (run->x, i, 0));

      if (sign == 0 || kind == MDM_SIMPLEX_FREE
          || (kind == MDM_SIMPLEX_NONNEGATIVE && sign > 0))
        continue;
      fmpz_set_si (run->cost + run->basis[i], -sign);
      feasible = 0;
    }
  if (feasible)
    _fmpz_vec_set (run->cost, run->lp->cost, (slong) run->lp->columns);
  return feasible;
}

/* Would a change of the variable J gain?  */
static int
gains (const run_t *run, size_t j)
{
  int sign = fmpz_sgn (run->gain + j);
  mdm_simplex_kind kind = run->kind[j];

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

/* Does a variable of KIND and the sign VALUE stop at 0 when it moves in the
   direction of SIGN?  */
static int
stops (mdm_simplex_kind kind, int value, int sign)
{
  if (kind == MDM_SIMPLEX_FREE || sign == 0)
    return 0;
  return value == 0 ? kind == MDM_SIMPLEX_ZERO || sign < 0 : value != sign;
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
      const fmpz *value = fmpz_mat_entry (run->x, i, 0);
      const fmpz *slope = fmpz_mat_entry (run->x, i, 1);
      int order = -1;

      if (!stops (run->kind[j], fmpz_sgn (value), -sign * fmpz_sgn (slope)))
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

/* Make the basis feasible, then optimal, and leave the dual solution in column
   0 of X.  Nothing is feasible where nothing gains before; there is no optimum
   where nothing stops a variable.  */
static mdm_simplex_outcome
run_primal (run_t *run)
{
  int feasible = 0, moved;

  for (;;)
    {
      size_t row, entering;

      if (!feasible)
        {
          if (!solve_values (run, run->variables))
            return MDM_SIMPLEX_UNKNOWN;
          feasible = set_costs (run);
        }
      if (!solve_gains (run))
        return MDM_SIMPLEX_UNKNOWN;
      entering = find_entering (run);
      if (entering == run->variables)
        return feasible ? MDM_SIMPLEX_OPTIMAL : MDM_SIMPLEX_NONE;
      if (!solve_values (run, entering))
        return MDM_SIMPLEX_UNKNOWN;
      row = find_leaving (run, fmpz_sgn (run->gain + entering), &moved);
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

/* X = the values of the columns, in column 0 of X of RUN.  */
static void
get_values (fmpq *x, const run_t *run)
{
  for (size_t j = 0; j < run->lp->columns; j++)
    fmpq_zero (x + j);
  for (size_t i = 0; i < run->lp->rows; i++)
    if (run->basis[i] < run->lp->columns)
      get_solved (x + run->basis[i], run, i);
}

mdm_simplex_outcome
mdm_simplex_solve (fmpq *x, fmpq *y, size_t *basis, const mdm_simplex_t lp,
                   size_t limit)
{
  __attribute__ ((cleanup (run_clear))) run_t run;
  mdm_simplex_outcome outcome;

  run_init (&run, lp, basis, limit);
  outcome = run_primal (&run);
  if (outcome != MDM_SIMPLEX_OPTIMAL)
    return outcome;
  for (size_t i = 0; i < lp->rows; i++)
    get_solved (y + i, &run, i);
  if (!solve_values (&run, run.variables))
    return MDM_SIMPLEX_UNKNOWN; /* which cannot be: its transpose is regular */
  get_values (x, &run);
  return MDM_SIMPLEX_OPTIMAL;
}

int
mdm_simplex_values (fmpq *x, size_t *basis, const mdm_simplex_t lp)
{
  __attribute__ ((cleanup (run_clear))) run_t run;

  run_init (&run, lp, basis, 0);
  if (!solve_values (&run, run.variables) || !set_costs (&run))
    return 0;
  get_values (x, &run);
  return 1;
}
