/* sheet.h - a table written from its head (head.h) and records (record.h),
   without the description.  */
#ifndef MDM_SHEET_H
#define MDM_SHEET_H

#include "report/result.h"
#include "table/head.h"

/* How the verdicts and cells came out.  */
typedef struct
{
  size_t holds, equality, refuted, not_applicable, undecided;
  size_t limits; /* cells over a limit */
} mdm_sheet_tally_t;

/* Count RECORD in TALLY.  */
void mdm_sheet_count (mdm_sheet_tally_t *tally, const json_t *record);

/* Fill RESULT, initialised with the schema of tables, with the table of HEAD
   and RECORD[0..COUNT), written as KIND; with STANDALONE a LaTeX document.
   Fails only when there is no memory for a stream.  */
mdm_status mdm_sheet_write (mdm_result_t result, const json_t *head,
                            json_t **record, size_t count,
                            mdm_format_kind kind, int standalone,
                            mdm_err_t *err) MDM_MUST_CHECK;

#endif
