/* tsv.h - results for scripts: tab-separated, one line a fact or row.  */
#ifndef MDM_TSV_H
#define MDM_TSV_H

#include "report/result.h"

/* Write RESULT to STREAM: each fact as `name TAB text', then each table as a
   line of column heads and its rows; an empty line stands before each table
   but a first part.  A number that is absent is "-".  No cell contains a tab
   or a line end: tokens cannot, and everything else is ours.  */
void mdm_tsv_write (FILE *stream, const mdm_result_t result);

#endif
