/* writers.h - the formats in which a result can be read.

   As text: aligned facts and tables, and a last line.  What is too long to be
   read is shortened; the other formats have it whole.  An exact form of more
   than 60 columns is "..", and so is in a table what follows the 48th column
   of a list of sizes.  A ratio of more than 24 columns, or another fraction of
   more than 48, is a decimal.  Long facts are wrapped; what ends the rows as
   text, notes and statements, stands below them where it would make a line too
   long.  Columns of decimals are aligned at the point.  Nothing of this
   depends on the terminal; colour is for terminals, and says nothing that is
   not in words too.

   As TSV, for scripts: each fact as `name TAB text', then each table as a line
   of column heads and its rows; an empty line stands before each table but a
   first part.  A number that is absent is "-".  No cell contains a tab or a
   line end (result.h).  CSV is the same with commas, a cell that has a comma
   or a quotation mark, or begins with #, being quoted (RFC 4180, but for the
   line end, which is that of the system).  Facts may be lines `# name: text'
   instead, before the first head, or left out.

   As LaTeX, for papers: facts and last line as comments, tables as tabulars;
   facts alone as a tabular.  JSON (CONTRACT, "JSON") is in result.c.  */
#ifndef MDM_WRITERS_H
#define MDM_WRITERS_H

#include "report/result.h"

/* Write RESULT to STREAM; failures show in its error flag.  */
void mdm_text_write (FILE *stream, const mdm_result_t result);
void mdm_tsv_write (FILE *stream, const mdm_result_t result);
void mdm_csv_write (FILE *stream, const mdm_result_t result);
void mdm_latex_write (FILE *stream, const mdm_result_t result);

/* Does text show TEXT, in a column of KIND, with `..' for what is left
   out?  */
int mdm_text_leaves_out (const char *text, mdm_heading_kind kind);

#endif
