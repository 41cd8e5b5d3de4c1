/* simplex.h - linear programs solved in rationals, from a guessed basis.

   The program: maximise cost . x subject to A x >= rhs, in some rows A x =
   rhs, where each variable is >= 0 or free.  A, rhs and cost are integers.
   Each row has a variable of its own too, by how much A x is above rhs; they
   are numbered after the columns.  What is meant by rows and columns is the
   caller's: schedules and rays (pathlp.h), or any others.

   The basis may come from anywhere, floating point for one (guess.h): a basis
   that is optimal is only confirmed, one that is nearly so is mended by a few
   pivots, and from any other the simplex method is run.  Every number on the
   way is exact, each basis being solved afresh by FLINT.  */
#ifndef MDM_SIMPLEX_H
#define MDM_SIMPLEX_H

#include "exact/scoped.h"

typedef enum
{
  MDM_SIMPLEX_NONNEGATIVE,
  MDM_SIMPLEX_FREE,
  MDM_SIMPLEX_ZERO /* of a row: it is an equation */
} mdm_simplex_kind;

/* Column j of A has the entries START[j] .. START[j+1]-1.  */
typedef struct
{
  size_t rows;
  size_t columns;
  size_t *start; /* COLUMNS + 1 */
  size_t *row;
  fmpz *entry;
  size_t room;                /* of ROW and ENTRY */
  fmpz *rhs;                  /* ROWS */
  fmpz *cost;                 /* COLUMNS */
  unsigned char *row_kind;    /* ROWS: what each row's variable may be */
  unsigned char *column_kind; /* COLUMNS */
} mdm_simplex_struct;

typedef mdm_simplex_struct mdm_simplex_t[1];

/* Make LP a program of ROWS rows `>= 0', without columns.  */
void mdm_simplex_init (mdm_simplex_t lp, size_t rows);
void mdm_simplex_clear (mdm_simplex_t lp);

/* Declare LP, a program of ROWS rows that is cleared with its scope
   (exact/scoped.h).  */
#define MDM_SIMPLEX(lp, rows)                                          \
 MDM_CLEARED (lp, mdm_simplex_struct, mdm_simplex_clear);                     \
 mdm_simplex_init (lp, rows)

/* Add a variable of KIND with cost 0.  */
void mdm_simplex_add_column (mdm_simplex_t lp, mdm_simplex_kind kind);

/* Add ENTRY in ROW, which has none yet, to the last variable's column; nothing
   is added for 0.  */
void mdm_simplex_add_entry (mdm_simplex_t lp, size_t row, const fmpz_t entry);
void mdm_simplex_add_entry_si (mdm_simplex_t lp, size_t row, slong entry);

typedef enum
{
  MDM_SIMPLEX_OPTIMAL,
  MDM_SIMPLEX_NONE,   /* it is infeasible or unbounded */
  MDM_SIMPLEX_UNKNOWN /* a singular basis, or over the limit */
} mdm_simplex_outcome;

/* Set X (COLUMNS of them) and Y (ROWS of them) to an optimal solution and an
   optimal dual one, rhs . y = cost . x, and BASIS to their basis, starting
   from the ROWS distinct variables in BASIS and making at most LIMIT pivots.
   Unless the outcome is MDM_SIMPLEX_OPTIMAL, X and Y mean nothing and BASIS is
   the last one met.  */
mdm_simplex_outcome mdm_simplex_solve (fmpq *x, fmpq *y, size_t *basis,
                                       const mdm_simplex_t lp, size_t limit);

/* Set X to the values of the columns for BASIS, if these satisfy the program,
   whatever they gain; 0 if they do not.  */
int mdm_simplex_values (fmpq *x, size_t *basis, const mdm_simplex_t lp);

#endif
