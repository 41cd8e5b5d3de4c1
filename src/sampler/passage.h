/* passage.h - the moves of the sampler between what is revealed, laid out for
   a program that runs over them many times.

   State (t, R, x_R): after t steps the set R is revealed and holds x_R.  All
   sets of one size make a level (view.h); a move goes from one level to a
   larger one at some steps, the factor of each being the probability that a
   given set is the next.  What is drawn on the way has one of three
   probabilities:
     SAID       the product of what the predictor says of each token,
     WEIGHTS    the same for the ideal predictor, prod w(x_{R+i}) / w(x_R),
     RUN        tokens drawn one at a time from the law itself, w(x_R') /
                w(x_R);
   in the latter two each token has probability 1/V where w(x_R) = 0.  */
#ifndef MDM_PASSAGE_H
#define MDM_PASSAGE_H

#include "sampler/predictor.h"
#include "sampler/schedule.h"
#include "sampler/view.h"

typedef enum
{
  MDM_MOVE_SAID,
  MDM_MOVE_WEIGHTS,
  MDM_MOVE_RUN
} mdm_move_kind;

typedef struct
{
  mdm_move_kind kind;
  size_t from, to;    /* sizes of the sets, from < to */
  size_t first, last; /* at the steps from t - 1 to t, FIRST <= t < LAST */
  fmpq *factor;       /* for each of them */
} mdm_move_t;

/* What a passage takes, estimated before its levels are set, saturating.  */
typedef struct
{
  uint64_t cells, bytes; /* of the levels */
  uint64_t work;         /* multiplications of a program over the moves */
  uint64_t numbers;      /* that it holds */
  uint64_t sources;      /* rows of the sets that moves start from */
} mdm_passage_size_t;

typedef struct
{
  const mdm_prediction_t *prediction; /* lent */
  const mdm_law_struct *rows;         /* its rows */
  size_t length;
  size_t times;       /* t is below it */
  mdm_level_t *level; /* of each size up to LENGTH, or empty */
  char *used;         /* per size: is there a level? */
  char *weighed;      /* per size: are the weights of its classes asked? */
  char *asked;        /* per size: is the predictor asked after it? */
  char *lives;        /* at t * (LENGTH + 1) + n: are there states? */
  mdm_move_t *move;   /* by TO, then FROM */
  size_t moves;
  fmpq *stay; /* laid out as LIVES: the probability that a state of t - 1 does
                 not move; or NULL, never */
  fmpz_t common; /* then, a common denominator of the pi_t */
  mdm_passage_size_t size;
} mdm_passage_t;

/* Lay out the moves of SCHEDULE, of sizes or independent unmask times, with
   PREDICTION, for lengths below 63.  The levels are empty as yet.  */
void mdm_passage_init (mdm_passage_t *passage,
                       const mdm_prediction_t *prediction,
                       const mdm_schedule_t schedule);
/* Set the levels, with what PREDICTION says where it is asked; fails where it
   is undefined.  */
mdm_status mdm_passage_fill (mdm_passage_t *passage,
                             mdm_err_t *err) MDM_MUST_CHECK;
/* Also after a failure.  */
void mdm_passage_clear (mdm_passage_t *passage);
/* Declare X, such a passage, cleared with its scope (exact/scoped.h).  */
#define MDM_PASSAGE(x, prediction, schedule)                                  \
 MDM_CLEARED (x, mdm_passage_t, mdm_passage_clear);                           \
 mdm_passage_init (x, prediction, schedule)

#endif
