/* recorder.h - computing the rows of a table.  */
#ifndef MDM_RECORDER_H
#define MDM_RECORDER_H

#include "info/curve.h"
#include "law/law.h"
#include "table/record.h"

/* Digits of a ratio that is not rational when rows are ordered by it.  */
#define MDM_KEY_DIGITS 50

/* Who computes rows: keeps the law of the last one and its curve, so that rows
   of one law in a row cost them once.  */
typedef struct
{
  const mdm_description_struct *description;
  const mdm_plan_struct *plan;
  const mdm_format_t *format;
  mdm_limit_t limit;
  size_t group; /* of the law at hand; SIZE_MAX: none */
  mdm_law_t law;
  mdm_curve_t curve;     /* of the law, once it was needed */
  mdm_status law_status; /* MDM_OK or MDM_ELIMIT */
  mdm_err_t law_err;
} mdm_recorder_struct;

typedef mdm_recorder_struct mdm_recorder_t[1];

void mdm_recorder_init (mdm_recorder_t recorder,
                        const mdm_description_struct *description,
                        const mdm_plan_struct *plan,
                        const mdm_format_t *format, const mdm_limit_t *limit);
void mdm_recorder_clear (mdm_recorder_t recorder);

/* Set RECORD, which is new and outlived by the plan, to the row NUMBER. Limits
   and quantities that do not exist are told in it; it fails for mistakes in
   the description, with their places, and for files that cannot be read.  */
mdm_status mdm_recorder_row (mdm_record_t *record, mdm_recorder_t recorder,
                             size_t number, mdm_err_t *err) MDM_MUST_CHECK;

#endif
