/* entropy.h - entropies and informations of chosen positions.

   All in nats and exact.  Positions count from 0; a set is given as a list
   of distinct positions below the law's length.  A law of closed form
   answers at any length; any other is listed.  */
#ifndef MDM_ENTROPY_H
#define MDM_ENTROPY_H

#include "exact/logform.h"
#include "info/agreement.h"

/* RES = log TOTAL - (sum w log w) / TOTAL over the COUNT weights w, some of
   which may be 0, of a marginal with sum TOTAL.  */
void mdm_entropy_of_weights (mdm_logform_t res, const fmpz *weight,
                             size_t count, const fmpz_t total);

/* RES = the entropy of the COUNT probabilities P, which sum to 1 or are all 0.
   The bits of the integers in it are added to *BITS, unless that is NULL.  */
void mdm_entropy_of_probabilities (mdm_logform_t res, uint64_t *bits,
                                   const fmpq *p, size_t count);

/* RES = H(X_S), CLASSES being those of LAW, which is listed, by the positions
   S.  */
void mdm_entropy_of_classes (mdm_logform_t res, const mdm_agreement_t classes,
                             const mdm_law_t law);

/* Is mdm_entropy of the COUNT positions of SET within LIMIT?  Then that of its
   subsets is.  */
mdm_status mdm_entropy_check (const mdm_law_t law, const size_t *set,
                              size_t count, const mdm_limit_t *limit,
                              mdm_err_t *err) MDM_MUST_CHECK;

/* RES = H(X_S), S the COUNT positions of SET; H of no position is 0.  */
void mdm_entropy (mdm_logform_t res, const mdm_law_t law, const size_t *set,
                  size_t count);

/* Groups of positions and a condition, as the arguments of H(A|C),
   I(A;B|C) and TC(A;B;..|C): group g is position[start[g]..start[g+1]), the
   condition position[start[groups]..start[groups+1]).  */
typedef struct
{
  size_t groups;
  const size_t *start;
  const size_t *position;
} mdm_groups_t;

/* RES = sum_g H(G_g | C) - H(G_1 .. G_n | C), the total correlation of the
   groups given the condition: for two groups their conditional mutual
   information I(G_1;G_2|C).  The groups and C are disjoint.  */
void mdm_total_correlation (mdm_logform_t res, const mdm_law_t law,
                            const mdm_groups_t *groups);

/* RES = H(G_1 | C) of the first group.  */
void mdm_conditional_entropy (mdm_logform_t res, const mdm_law_t law,
                              const mdm_groups_t *groups);

#endif
