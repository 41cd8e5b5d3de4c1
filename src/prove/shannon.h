/* shannon.h - is a form >= 0 on all polymatroids that satisfy the hypotheses?

   C is >= 0 there iff it is a sum of elemental inequalities with weights >= 0
   and of hypotheses, equations with any weight and inequalities with weights
   >= 0 (Farkas).  Which, is the answer of the program
     minimise t:  sum y_e e + sum z_g g - t H(all) = C,  y, t >= 0,
   and where the least t is > 0, its dual solution is a polymatroid with H(all)
   = 1 that satisfies the hypotheses and where C is -t.  Rows and columns are
   the orbits of the sets and elemental inequalities under the permutations
   that leave C and all hypotheses as they are; GLPK guesses, and what is
   handed out is exact (simplex.h) and has been checked by expanding it.

   Among the proofs one with few terms is looked for.  The sum of the weights
   tells nothing: with h(S) = -|S|^2 each I(i;j|K) is 2, so that all proofs of
   a claim that use no H(i|others) have the same.  So first terms cost the less
   the simpler they look, and then the less the more they weigh in the best
   proof so far.  */
#ifndef MDM_SHANNON_H
#define MDM_SHANNON_H

#include "prove/symmetry.h"

typedef struct
{
  fmpq *c;      /* of each set of atoms; lent */
  int equality; /* = 0, or else >= 0 */
} mdm_hypothesis_t;

typedef enum
{
  MDM_SHANNON_IMPLIED,
  MDM_SHANNON_NOT,    /* there is a polymatroid where it fails */
  MDM_SHANNON_UNKNOWN /* the program was not solved */
} mdm_shannon_outcome;

typedef struct
{
  mdm_shannon_outcome outcome;
  size_t n, hypotheses;
  fmpq *weight; /* of each elemental inequality, by its number; if implied */
  fmpq *given;  /* of each hypothesis; if implied */
  fmpq *point;  /* of each set; if not */
} mdm_shannon_struct;

typedef mdm_shannon_struct mdm_shannon_t[1];

void mdm_shannon_init (mdm_shannon_t res, size_t n, size_t hypotheses);
void mdm_shannon_clear (mdm_shannon_t res);

/* Decide C, RES initialised for N atoms and COUNT hypotheses.  MDM_ELIMIT when
   the program is over LIMIT.  */
mdm_status mdm_shannon_decide (mdm_shannon_t res, const fmpq *c,
                               const mdm_hypothesis_t *hypothesis,
                               const mdm_limit_t *limit,
                               mdm_err_t *err) MDM_MUST_CHECK;

/* Set RES->point to a polymatroid that satisfies the hypotheses, with sum
   WEIGHT[S] h(S) = 1, weights >= 0 and that of all atoms > 0, and the least C
   there is, if that is < 0: then the outcome is MDM_SHANNON_NOT.  No proof is
   handed out, and symmetry is not made use of, so that the point is extreme.
 */
mdm_status mdm_shannon_point (mdm_shannon_t res, const fmpq *c,
                              const mdm_hypothesis_t *hypothesis,
                              const ulong *weight, const mdm_limit_t *limit,
                              mdm_err_t *err) MDM_MUST_CHECK;

#endif
