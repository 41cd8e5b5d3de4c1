/* text.h - results for reading: aligned facts and tables, and a last line.  */
#ifndef MDM_REPORT_TEXT_H
#define MDM_REPORT_TEXT_H

#include "report/result.h"

/* Write RESULT to STREAM.  An exact form that is too long to read is shown
   as ".." unless it ends its row.  */
void mdm_text_write (FILE *stream, const mdm_result_t result);

#endif
