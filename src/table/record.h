/* record.h - a row of a table as JSON: computed once, kept in files, written
   in any format.

   A table in work is a head, one JSON object that says all that is needed to
   write it (mdmcert-table(5), "Shards"), and a record for each row:
     row        its number in the plan
     block      the number of its stanza `Rows:'
     label, law, schedule, predictor  texts; the last two null where there is
                none
     variables  object of texts
     cells      one for each column:
                  text column: a text, or null
                  value: a real (report/format.h), or null
                  ratio: a real without unit, or null
                  claim: the word or note, or as for value and ratio
     verdicts   one for each claim of the head
     keys       one for each key of the order that is a column: what it is
                compared by, or null
     notes      list of {column, status, message}: why a cell is null; STATUS
   is "absent", "undefined" or "limit" Records depend on the plan and the
   format's unit and digits alone, not on who computes them nor on other rows.
 */
#ifndef MDM_RECORD_H
#define MDM_RECORD_H

#include "info/curve.h"
#include "law/law.h"
#include "table/plan.h"

/* Digits of a ratio that is not rational when rows are ordered by it.  */
#define MDM_KEY_DIGITS 50

/* The distinct claims of the columns of a description, as they first
   occur.  */
typedef struct
{
  size_t count;
  const mdm_entry_t *entry[MDM_TABLE_COLUMNS_MAX];
  size_t of_column[MDM_TABLE_COLUMNS_MAX]; /* SIZE_MAX: the column has none */
} mdm_table_claims_t;

void mdm_table_claims_find (mdm_table_claims_t *claims,
                            const mdm_description_struct *description);

/* Who computes rows: keeps the law of the last one and its curve, so that rows
   of one law in a row cost them once.  */
typedef struct
{
  const mdm_description_struct *description;
  const mdm_plan_struct *plan;
  const mdm_format_t *format;
  mdm_limit_t limit;
  mdm_table_claims_t claims;
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

/* Set *RECORD to a new JSON object, the record of row NUMBER.  Limits and
   quantities that do not exist are told in it; it fails for mistakes in the
   description, with their places, and for files that cannot be read.  */
mdm_status mdm_recorder_row (json_t **record, mdm_recorder_t recorder,
                             size_t number, mdm_err_t *err) MDM_MUST_CHECK;

#endif
