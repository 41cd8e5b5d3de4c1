/* limits.h - what Coq would take too long to compute, from what a certificate
   says: MDM_ELIMIT with the reason.  */
#ifndef MDM_LIMITS_EXPORT_H
#define MDM_LIMITS_EXPORT_H

#include "export/stated.h"

/* Refuse STATED, which is about the error at the unmask times SCHEDULE, if the
   numbers a_k take too long: they are integers over the L-th power of a common
   denominator, sums over the steps of products that Coq takes bit by bit.  */
mdm_status mdm_coq_limit_times (const mdm_coq_t *writer,
                                const mdm_stated_t *stated,
                                const mdm_listed_t *schedule) MDM_MUST_CHECK;
/* Refuse what schedule NUMBER draws if too many sets that may be drawn after
   others are to be summed over, for all rows.  */
mdm_status mdm_coq_limit_drawn (const mdm_coq_t *writer,
                                const mdm_stated_t *stated,
                                size_t number) MDM_MUST_CHECK;
/* Refuse policies of too many states, which are looked for by every row.  */
mdm_status mdm_coq_limit_states (const mdm_coq_t *writer) MDM_MUST_CHECK;

#endif
