/* text.h - results for reading: aligned facts and tables, and a last line.

   What is too long to be read is shortened; the other formats have it whole.
   An exact form of more than 60 columns is "..", and so is in a table what
   follows the 48th column of a list of sizes.  A ratio of more than 24
   columns, or another fraction of more than 48, is a decimal.  Long facts are
   wrapped; what ends the rows as text, notes and statements, stands below
   them where it would make a line too long.  Columns of decimals are aligned
   at the point.  Nothing of this depends on the terminal; colour is for
   terminals, and says nothing that is not in words too.  */
#ifndef MDM_REPORT_TEXT_H
#define MDM_REPORT_TEXT_H

#include "report/result.h"

/* Is TEXT, in a column of KIND, shown with `..' for what is left out?  */
int mdm_text_leaves_out (const char *text, mdm_heading_kind kind);

/* Write RESULT to STREAM.  */
void mdm_text_write (FILE *stream, const mdm_result_t result);

#endif
