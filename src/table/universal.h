/* universal.h - claims of rows of all laws of a length: decided, and solved
   for their unknown (prove/prove.h, prove/constant.h).  */
#ifndef MDM_UNIVERSAL_H
#define MDM_UNIVERSAL_H

#include "prove/constant.h"
#include "prove/setting.h"
#include "table/evidence.h"

/* What was found of a claim.  */
typedef struct
{
  int verdict;    /* as rows have them (record.h) */
  size_t ray;     /* one that refutes it, or 0 */
  char *schedule; /* that which does, or proves it; or NULL */
  char *note;     /* never NULL */
} mdm_universal_t;

void mdm_universal_init (mdm_universal_t *universal);
void mdm_universal_clear (mdm_universal_t *universal);

/* Decide ENTRY for SETTING, shown as ID, and add a certificate to EVIDENCE
   unless it is NULL.  MDM_EDOMAIN where it is not linear in the curve.  */
mdm_status mdm_universal_judge (mdm_universal_t *universal,
                                const mdm_entry_t *entry, const char *id,
                                const mdm_setting_t *setting,
                                mdm_evidence_t *evidence,
                                mdm_err_t *err) MDM_MUST_CHECK;

/* Solve ENTRY, whose unknown is linear in it, for SETTING; with EVIDENCE not
   NULL add certificates that each end there is does, and that nothing better
   does, as far as they are known.  */
mdm_status mdm_universal_solve (mdm_constant_t constant,
                                const mdm_entry_t *entry, const char *id,
                                const mdm_setting_t *setting,
                                mdm_evidence_t *evidence,
                                mdm_err_t *err) MDM_MUST_CHECK;

/* The schedule at END of a constant, or the mixture; on the heap, or NULL.  */
char *mdm_universal_schedule_str (const mdm_constant_end_t *end);

#endif
