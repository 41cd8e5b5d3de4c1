/* program.h - the least of what policies cost, for every reveal state of a
   law: a dynamic program whose every comparison is exact.

   A policy maps every state to a set D of masked positions, to be drawn next.
   With at most t rounds left the least error from a state on is
       W(x_R, t) = min over D of TC(X_D | x_R)
                   + sum over x_D of p(x_D | x_R) W(x_R x_D, t - 1),
   D being all that is left at t = 1; and with a price for each round
       W(x_R) = min over D of price + TC(X_D | x_R) + sum p W(x_R x_D)
   (THEORY section 9; Wen, Liang and Lu, arXiv 2608.25505, Theorem 1).  Of
   equal ones the fewest expected rounds win: lexicographically, which is as
   good an order of pairs (W, rounds) as one of numbers, because it is kept by
   adding and by weighting with probabilities.  Then the larger D, and then the
   one whose positions come first in lexicographic order.

   How it is decided.  Values are summed in fixed point, with one bound for
   all errors; what is not above the least one by more than twice that bound is
   looked at again, exactly: in the order of preference, each candidate against
   the best before it.  A value of 0 is the least there is, and recognised by
   its parts; so where nothing has to be paid, as everywhere at a law without
   correlations, no two candidates are compared.  No symmetry is used but this:
   equal candidates have forms that cancel term by term.

   The states are those of a table, merged or not (reveal.h): merged, the
   program is that of ordered partitions.  */
#ifndef MDM_PROGRAM_H
#define MDM_PROGRAM_H

#include "sampler/reveal.h"

typedef struct
{
  mdm_reveal_struct *reveal; /* lent */
  size_t levels;             /* the most rounds asked for; with a price 1 */
  const mdm_logform_struct *price; /* lent, or NULL */
  arb_t ball;                      /* with the price, of .. */
  slong precision;                 /* .. so many bits */
  slong shift;            /* values are in units of 2^shift of the table's */
  mdm_wide_signed_t near; /* twice the bound of errors, in units */
  /* For each level and state: */
  mdm_wide_signed_t *value; /* p W */
  fmpz *rounds;             /* expected rounds from here on, times p TOTAL */
  uint32_t *choice;         /* D */
  char *zero;               /* is the error from here on 0? */
} mdm_program_struct;

typedef mdm_program_struct mdm_program_t[1];

/* A program that is not solved.  */
void mdm_program_init (mdm_program_t program);
/* Free what PROGRAM has; its table of states is not its own.  */
void mdm_program_clear (mdm_program_t program);
/* Declare X, a program that is cleared with its scope (scoped.h).  */
#define MDM_PROGRAM(x)                                                        \
 MDM_SCOPED (x, mdm_program_struct, mdm_program_init, mdm_program_clear)

/* Check what solving for LAW would take, before there is a table of its
   states; LEVELS as below, SOLVED times.  */
mdm_status mdm_program_check (const mdm_law_t law, int merged, size_t levels,
                              size_t solved, const mdm_limit_t *limit,
                              mdm_err_t *err) MDM_MUST_CHECK;

/* Solve PROGRAM for the states of REVEAL: for at most t = 1..LEVELS rounds
   (LEVELS <= L), or with a PRICE >= 0, if not NULL, for each round; then
   LEVELS is 1.  Both outlive the program.  MDM_ELIMIT where two policies could
   not be told apart within the limits of precision.  */
mdm_status mdm_program_solve (mdm_program_t program, mdm_reveal_struct *reveal,
                              size_t levels, const mdm_logform_struct *price,
                              const mdm_limit_t *limit,
                              mdm_err_t *err) MDM_MUST_CHECK;

/* The number of the state of SET that row R is in with at most T rounds left
   (with a price T is 1), for the arrays above.  */
size_t mdm_program_at (const mdm_program_struct *program, size_t t, size_t set,
                       size_t r);
/* The level at which a policy goes on from level T: T - 1, or T with a
   price.  */
size_t mdm_program_next (const mdm_program_struct *program, size_t t);

/* Of the best policy of at most T rounds (with a price T is 1): set RES to its
   error, exactly.  */
void mdm_program_error (mdm_logform_t res, const mdm_program_struct *program,
                        size_t t);
/* Set RES to its expected rounds.  */
void mdm_program_rounds (fmpq_t res, const mdm_program_struct *program,
                         size_t t);
/* Is its error 0?  */
int mdm_program_is_zero (const mdm_program_struct *program, size_t t);

#endif
