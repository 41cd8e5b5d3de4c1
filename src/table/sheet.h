/* sheet.h - a table from its head and records: in order, and written.

   The head is a JSON object with all that is needed to write the table when
   the description is no longer at hand (mdmcert-table(5), "Shards").  */
#ifndef MDM_SHEET_H
#define MDM_SHEET_H

#include "report/result.h"
#include "table/record.h"

/* A new JSON object: the head of the table of DESCRIPTION with the rows of
   PLAN, written as FORMAT and LIMIT say.  */
json_t *mdm_sheet_head (const mdm_description_struct *description,
                        const mdm_plan_struct *plan,
                        const mdm_format_t *format, const mdm_limit_t *limit);

/* How the verdicts and cells came out.  */
typedef struct
{
  size_t holds, equality, refuted, not_applicable, undecided;
  size_t limits; /* cells over a limit */
} mdm_sheet_tally_t;

/* Count RECORD in TALLY.  */
void mdm_sheet_count (mdm_sheet_tally_t *tally, const json_t *record);

/* Sort RECORD[0..COUNT), which are in the order of the plan, as the head's
   order says; rows that compare equal stay in the order of the plan.
   MDM_ELIMIT when two numbers cannot be compared.  */
mdm_status mdm_sheet_sort (json_t **record, size_t count, const json_t *head,
                           mdm_err_t *err) MDM_MUST_CHECK;

/* Fill RESULT, initialised with the schema of tables, with the table of HEAD
   and RECORD[0..COUNT), written as KIND; with STANDALONE a LaTeX document.
   Fails only when there is no memory for a stream.  */
mdm_status mdm_sheet_write (mdm_result_t result, const json_t *head,
                            json_t **record, size_t count,
                            mdm_format_kind kind, int standalone,
                            mdm_err_t *err) MDM_MUST_CHECK;

#endif
