/* proof_parts.h - what the reports of a proof and of a constant have in
   common.  */
#ifndef MDM_PROOF_PARTS_H
#define MDM_PROOF_PARTS_H

#include "exact/scoped.h"
#include "report/reports.h"

/* The fact NAME: ray M of LENGTH and its law (prove/ray_law.h).  */
void mdm_report_ray_law (mdm_result_t result, const char *name, size_t length,
                         size_t m);

/* The ray table: ekl and the slack of the claim, in units of log q.  */
void mdm_report_rays (mdm_result_t result, const mdm_proof_t proof);

/* The mixture that proves the claim; nothing if it is empty.  */
void mdm_report_mixture (mdm_result_t result, const mdm_mixture_t mixture);

/* The PROFILE of LENGTH rays under TITLE, as the witness, with LAW, the name
   of one that refutes the claim for every schedule, or NULL.  */
void mdm_report_profile (mdm_result_t result, const char *title,
                         const fmpz *profile, size_t length, const char *law);

/* The proof that JOINT is: terms and hypotheses.  */
void mdm_report_elementals (mdm_result_t result, const mdm_joint_t joint);

/* The rows of LAW, as a list; and as a table under TITLE, if there are not too
   many.  */
json_t *mdm_law_rows_json (const mdm_law_struct *law);
void mdm_report_rows (mdm_result_t result, const char *title,
                      const mdm_law_struct *law);

#endif
