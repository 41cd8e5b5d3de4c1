/* ranks.h - entropies of linear codes, by the ranks of their columns.

   The uniform law on the span of the rows of a matrix G mod a prime q has
   H(X_S) = rank (G_S) log q, G_S the columns of S: the map from the
   coefficients to what is read at S is linear, so that each of the q^rank
   things that can be read is so equally often.  The average entropies are mean
   ranks: of the 2^L sets, those are gone through that have not yet full rank -
   once the columns chosen have it, any others may be added - column by column:
   one that is kept is taken out of the later ones by elimination, so that
   these are 0 where they add nothing.  */
#ifndef MDM_RANKS_H
#define MDM_RANKS_H

#include "exact/limit.h"
#include "exact/logform.h"
#include "law/law.h"

/* RES = H(X_S), S the COUNT positions of SET, of a LAW of kind code.  */
void mdm_ranks_entropy (mdm_logform_t res, const mdm_law_t law,
                        const size_t *set, size_t count);

/* Set E[0..L], initialised, to the average entropies.  MDM_ELIMIT when there
   are too many sets.  */
mdm_status mdm_ranks_curve (mdm_logform_struct *e, const mdm_law_t law,
                            const mdm_limit_t *limit,
                            mdm_err_t *err) MDM_MUST_CHECK;

#endif
