/* sheet.h - a table written from its head (head.h) and records (record.h),
   without the description.  */
#ifndef MDM_SHEET_H
#define MDM_SHEET_H

#include "report/result.h"
#include "table/record.h"

/* How the verdicts and cells came out.  */
typedef struct
{
  size_t verdicts[MDM_VERDICT_PROVED + 1]; /* of each kind */
  size_t limits;                           /* cells over a limit */
  size_t nones;       /* claims that no constant makes true */
  size_t uncertified; /* verdicts without a certificate */
} mdm_sheet_tally_t;

/* The head and its rows, in the order in which they are written.  */
typedef struct
{
  const mdm_head_t *head;
  mdm_record_t *const *record; /* one that is NULL is not counted */
} mdm_sheet_t;

/* Count the verdicts and cells of SHEET.  */
mdm_sheet_tally_t mdm_sheet_count (const mdm_sheet_t *sheet);

/* Fill RESULT, initialised with the schema of tables, with SHEET, written as
   KIND; with STANDALONE a LaTeX document.  */
void mdm_sheet_write (mdm_result_t result, const mdm_sheet_t *sheet,
                      mdm_format_kind kind, int standalone);

#endif
