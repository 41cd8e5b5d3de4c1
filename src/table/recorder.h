/* recorder.h - computing the rows of a table.  */
#ifndef MDM_RECORDER_H
#define MDM_RECORDER_H

#include "table/record.h"

/* Digits of a ratio that is not rational when rows are ordered by it.  */
#define MDM_KEY_DIGITS 50

/* Who computes rows: keeps the law of the last one and its curve, so that rows
   of one law in a row cost them once.  */
typedef struct mdm_recorder mdm_recorder_t;

/* All that is given outlives the recorder.  CERTIFIED asks for
   certificates.  */
mdm_recorder_t *mdm_recorder_new (const mdm_description_struct *description,
                                  const mdm_plan_struct *plan,
                                  const mdm_format_t *format,
                                  const mdm_limit_t *limit, int certified);
void mdm_recorder_free (mdm_recorder_t *recorder);

/* Set RECORD, which is new and does not outlive the plan, to the row NUMBER.
   Limits and quantities that do not exist are told in it; it fails for
   mistakes in the description, with their places, and for files that cannot be
   read.  *FILES, on the heap, is set to its certificates as *LENGTH bytes
   (mdm_evidence_unpack), or NULL on failure.  */
mdm_status mdm_recorder_row (mdm_record_t *record, char **files,
                             size_t *length, mdm_recorder_t *recorder,
                             size_t number, mdm_err_t *err) MDM_MUST_CHECK;

#endif
