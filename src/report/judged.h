/* judged.h - claims with their verdicts, as rows and as numbers of them.  */
#ifndef MDM_JUDGED_H
#define MDM_JUDGED_H

#include "claim/judge.h"
#include "exact/scoped.h"
#include "report/reports.h"

#define MDM_JUDGEMENT(x)                                                      \
 MDM_SCOPED (x, mdm_judgement_struct, mdm_judgement_init, mdm_judgement_clear)

/* Begin the table of claims (CONTRACT, "JSON", certify); with BRIEF the JSON
   is without citation and certainty.  */
void mdm_judged_begin (mdm_result_t result, int brief);
/* Add JUDGEMENT, the verdict on ASKED.  */
void mdm_judged_add (mdm_result_t result,
                     const mdm_judgement_struct *judgement,
                     const mdm_asked_claim_t *asked);
/* The ratio of its sides as it is shown, on the heap; NULL where there is
   none.  RESULT fails if it cannot be rounded.  */
char *mdm_judged_ratio (mdm_result_t result,
                        const mdm_judgement_struct *judgement);

/* Add all those of MORE.  */
void mdm_tally_add_all (mdm_tally_t *tally, const mdm_tally_t *more);
/* How many there are, and "4 claims: 2 hold strictly, ..", on the heap, the
   caller frees it with flint_free.  */
size_t mdm_tally_sum (const mdm_tally_t *tally);
char *mdm_tally_str (const mdm_tally_t *tally);

#endif
