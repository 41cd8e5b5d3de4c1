/* proof_parts.h - what the reports of a proof and of a constant have in
   common.  */
#ifndef MDM_PROOF_PARTS_H
#define MDM_PROOF_PARTS_H

#include "exact/scoped.h"
#include "report/reports.h"

/* A small law that realises ray M of length L: for m = 1 a fair bit repeated,
   for m = L-1 bits with an even sum, for m = L uniform bits; else a linear MDS
   code of dimension m, over the prime q = L-1 if that is one, L <= 14, or the
   least q >= L; for m = 0 a law of one sequence.  */
typedef struct
{
  char *spec;   /* as --law= takes it */
  char *text;   /* the same for readers, with the matrix */
  char *source; /* what writes the matrix to the standard input, a command and
                   a bar, or "" */
  json_t *rows; /* of the matrix, texts, or NULL */
} mdm_ray_law_t;

/* Set LAW to it; cleared by the caller.  */
void mdm_ray_law_set (mdm_ray_law_t *law, size_t length, size_t m);
void mdm_ray_law_clear (mdm_ray_law_t *law);
#define MDM_RAY_LAW(law, length, m)                                           \
 MDM_CLEARED (law, mdm_ray_law_t, mdm_ray_law_clear);                         \
 mdm_ray_law_set (law, length, m)

/* Add the law and its matrix, if it has one, to OBJECT.  */
void mdm_ray_law_put (json_t *object, const mdm_ray_law_t *law);

/* The ray table: ekl and the slack of the claim, in units of log q.  */
void mdm_report_rays (mdm_result_t result, const mdm_proof_t proof);

/* The mixture that proves the claim; nothing if it is empty.  */
void mdm_report_mixture (mdm_result_t result, const mdm_mixture_t mixture);

/* The PROFILE of LENGTH rays under TITLE, as the witness.  */
void mdm_report_profile (mdm_result_t result, const char *title,
                         const fmpz *profile, size_t length);

/* The proof that JOINT is: terms and hypotheses.  */
void mdm_report_elementals (mdm_result_t result, const mdm_joint_t joint);

/* The rows of LAW, as a list; and as a table under TITLE, if there are not too
   many.  */
json_t *mdm_law_rows_json (const mdm_law_struct *law);
void mdm_report_rows (mdm_result_t result, const char *title,
                      const mdm_law_struct *law);

#endif
