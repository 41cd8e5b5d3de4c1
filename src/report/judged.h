/* judged.h - a claim with its verdict, its sides written as they are to be
   shown.  */
#ifndef MDM_JUDGED_H
#define MDM_JUDGED_H

#include "claim/judge.h"
#include "exact/scoped.h"
#include "report/reports.h"

typedef struct
{
  mdm_judgement_t judgement;
  mdm_number_t lhs, rhs; /* absent where the sides are not known */
  char *ratio;           /* on the heap, or NULL */
} mdm_judged_struct;

typedef mdm_judged_struct mdm_judged_t[1];

void mdm_judged_init (mdm_judged_t judged);
void mdm_judged_clear (mdm_judged_t judged);

#define MDM_JUDGED(judged)                                                    \
 MDM_SCOPED (judged, mdm_judged_struct, mdm_judged_init, mdm_judged_clear)

/* Judge ASKED on INSTANCE, and write the ratio and with SIDES the sides. Fails
   as mdm_judge does, and as the writing of numbers.  */
mdm_status mdm_judged_set (mdm_judged_t judged, const mdm_asked_claim_t *asked,
                           mdm_instance_t instance, const mdm_format_t *format,
                           int sides, mdm_err_t *err) MDM_MUST_CHECK;

/* Begin the table of claims (CONTRACT, "JSON", certify); with JSON_ONLY it is
   not shown, and has no citation and certainty.  */
void mdm_judged_begin (mdm_result_t result, int json_only);
/* Add JUDGED, the verdict on ASKED, of which the sides are taken over.  */
void mdm_judged_add (mdm_result_t result, mdm_judged_t judged,
                     const mdm_asked_claim_t *asked);

/* Count a verdict; all those of MORE.  */
void mdm_tally_add (mdm_tally_t *tally, mdm_verdict verdict);
void mdm_tally_add_all (mdm_tally_t *tally, const mdm_tally_t *more);
/* How many there are, and "4 claims: 2 hold strictly, ..", on the heap, the
   caller frees it with flint_free.  */
size_t mdm_tally_sum (const mdm_tally_t *tally);
char *mdm_tally_str (const mdm_tally_t *tally);

#endif
