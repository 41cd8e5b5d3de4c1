/* closed.h - entropies in closed form, of laws that need not be listed.

   Laws with a rank (law/law.h) have min(k, rank) log V for any k positions, or
   log V for each pair that is touched; laws with a form (law/form.h) go by
   types (types.h), gaps (gaps.h), blocks (blocks.h) or ranks (ranks.h), and
   independent positions have the sum of theirs, so that e_k = (k/L) e_L.  Of
   unifilar ones (unifilar.h) only the ends of the curve are known.  */
#ifndef MDM_CLOSED_H
#define MDM_CLOSED_H

#include "exact/logform.h"
#include "law/law.h"

/* Set E[0..L], initialised, to the average entropies of LAW, of a kind that is
   not listed.  Lazy ones (formed.h) need LAW until they are freed.  MDM_ELIMIT
   when the work is over LIMIT.  */
mdm_status mdm_closed_curve (mdm_logform_struct *e, const mdm_law_t law,
                             const mdm_limit_t *limit,
                             mdm_err_t *err) MDM_MUST_CHECK;

/* Set E[1], E[L-1] and E[L] likewise, of a LAW whose curve is over LIMIT.  */
mdm_status mdm_closed_ends (mdm_logform_struct *e, const mdm_law_t law,
                            const mdm_limit_t *limit,
                            mdm_err_t *err) MDM_MUST_CHECK;

/* Is the entropy of the COUNT positions of SET within LIMIT?  Then those of
   its subsets are.  */
mdm_status mdm_closed_check (const mdm_law_t law, const size_t *set,
                             size_t count, const mdm_limit_t *limit,
                             mdm_err_t *err) MDM_MUST_CHECK;

/* RES = H(X_S), S the COUNT positions of SET, which was checked.  */
void mdm_closed_entropy (mdm_logform_t res, const mdm_law_t law,
                         const size_t *set, size_t count);

/* Set LARGEST[i] to the largest probability of a token at position i, i = 0 ..
   COUNT-1.  MDM_ELIMIT when the work is over LIMIT.  */
mdm_status mdm_closed_largest (fmpq *largest, const mdm_law_t law,
                               size_t count, const mdm_limit_t *limit,
                               mdm_err_t *err) MDM_MUST_CHECK;

#endif
