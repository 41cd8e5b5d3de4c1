/* reveal.h - all reveal states of a law, with what a round costs at each.

   A reveal state is a set R of positions and the tokens x_R that they hold,
   of probability p(x_R) > 0 (THEORY section 9).  A round that draws the
   positions D from it costs, weighted with the state's probability,
       p(x_R) TC(X_D | x_R) = (|D| - 1) h(x_R) - sum_{i in D} sum h(x_R x_i)
                              + sum h(x_R x_D),      h(x_S) = p log p,
   the sums over what may be drawn: from TC = sum_i H(X_i|x_R) - H(X_D|x_R) the
   logarithms of p(x_R) cancel but for |D| - 1 of them.  So an error is a
   combination, with integer coefficients, of the h of states.

   The states of a law merged by their sets are the states of a sampler that
   does not look at tokens: there is one for each R, h = -H(X_R), and what a
   round costs is TC(X_D | X_R).  Everything that is said of states holds for
   these as well.

   h is known twice: in fixed point, less than 2 units too small, for all
   states (merged, less than 2 for each of the states that it is the sum of);
   and exactly, for the few that a comparison needs.  The unit is 2^-bits, and
   bits is so large that 2 L^2 entropies and L prices of as many nats fit.

   Sets are bit masks: bit i is position i.  States of one set are numbered in
   the order of their first rows; a row of the law is in one state of each
   set.  A merged table has one row, in all states.  */
#ifndef MDM_REVEAL_H
#define MDM_REVEAL_H

#include "exact/enclosure.h"
#include "exact/logform.h"
#include "law/law.h"

/* Longer laws are over any limit.  */
#define MDM_REVEAL_LENGTH_MAX 26

typedef struct
{
  mdm_law_struct *law; /* lent */
  int merged;
  size_t length;
  size_t rows;               /* of the law, or 1 */
  size_t *start;             /* the states of set S: start[S] .. */
  uint32_t *id;              /* of row r in S: id[S * rows + r]; or NULL: 0 */
  uint32_t *first;           /* the first row of each state */
  fmpz *weight;              /* of each state, p times TOTAL */
  fmpz_t total;              /* W, or 1 */
  slong bits;                /* the unit of H is 2^-bits */
  mdm_wide_signed_t *h;      /* of each state, from below */
  mdm_logform_struct *exact; /* merged: H(X_S), once known */
  char *known;
} mdm_reveal_struct;

typedef mdm_reveal_struct mdm_reveal_t[1];

/* What an error is a combination of.  */
typedef struct
{
  size_t state;
  slong c; /* times h(state) times TOTAL */
} mdm_reveal_term_t;

/* A table without states; and free what it holds.  */
void mdm_reveal_init (mdm_reveal_t reveal);
void mdm_reveal_clear (mdm_reveal_t reveal);
#define MDM_REVEAL(x)                                                         \
 MDM_SCOPED (x, mdm_reveal_struct, mdm_reveal_init, mdm_reveal_clear)

/* The greatest number of states of LAW with K positions revealed: V^K or the
   number of rows, if that is less.  Saturating.  */
uint64_t mdm_reveal_states (const mdm_law_t law, size_t k);

/* Set REVEAL to the states of LAW, MERGED by their sets or not; the law gets
   listed and outlives the table.  MDM_ELIMIT when that is over LIMIT.  */
mdm_status mdm_reveal_set (mdm_reveal_t reveal, mdm_law_t law, int merged,
                           const mdm_limit_t *limit,
                           mdm_err_t *err) MDM_MUST_CHECK;

/* The number of the state of SET that row R is in.  */
static inline size_t
mdm_reveal_state (const mdm_reveal_struct *reveal, size_t set, size_t r)
{
  return reveal->start[set]
         + (reveal->id == NULL ? 0 : reveal->id[set * reveal->rows + r]);
}

/* Is row R the first one of its state of SET?  */
static inline int
mdm_reveal_is_first (const mdm_reveal_struct *reveal, size_t set, size_t r)
{
  return reveal->first[mdm_reveal_state (reveal, set, r)] == r;
}

/* Set RES to the sum of the COUNT terms TERM (whose order is changed) over
   TOTAL: the real that they are the coefficients of.  */
void mdm_reveal_sum (mdm_logform_t res, mdm_reveal_struct *reveal,
                     mdm_reveal_term_t *term, size_t count);

#endif
