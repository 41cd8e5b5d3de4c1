/* latex.h - results for papers: tables with the rules of booktabs and the
   number columns of siunitx.

   A column in which a decimal number stands is an S column, its table-format
   being computed from the widest number; whatever else is in it is in braces.
   Integers among words or fractions are formulas: there is no point at which
   they would be aligned.  Where a table is too wide for a page, a comment says
   what to do.
   Every text is escaped, except that a part between two dollar signs is a
   formula and left alone where the caller says so.  */
#ifndef MDM_LATEX_H
#define MDM_LATEX_H

#include "report/result.h"

typedef enum
{
  MDM_LATEX_TEXT,  /* LaTeX, as mdm_latex_escape and mdm_latex_exact give */
  MDM_LATEX_NUMBER /* a decimal number, see mdm_latex_is_number */
} mdm_latex_kind;

typedef struct
{
  mdm_latex_kind kind;
  char *text; /* on the heap */
} mdm_latex_cell_t;

/* A table of COLUMNS columns: the heads are TEXT; CELL has ROWS * COLUMNS of
   them, row by row.  */
typedef struct
{
  size_t columns, rows;
  mdm_latex_cell_t *head, *cell;
  const unsigned char *gap; /* is there space before row r?  NULL: nowhere */
} mdm_latex_table_t;

/* Free the cells of TABLE.  */
void mdm_latex_clear (mdm_latex_table_t *table);

/* TEXT with every character that LaTeX would take for a command escaped; with
   FORMULAS what is between two dollar signs is left as it is.  On the heap. */
char *mdm_latex_escape (const char *text, int formulas);

/* Is TEXT a decimal number of exact/decimal.h?  */
int mdm_latex_is_number (const char *text);

/* The formula, dollar signs included, of an exact form or fraction such as
   "1 + 3/2*log(2)"; NULL when TEXT is none.  On the heap.  */
char *mdm_latex_exact (const char *text);

/* Write the rows of TABLE to STREAM, in a tabular or with LONG (the heads are
   repeated on each page) in a longtable, of which CAPTION and LABEL, LaTeX or
   NULL, are a part.  */
void mdm_latex_write_table (FILE *stream, const mdm_latex_table_t *table,
                            int is_long, const char *caption,
                            const char *label);

/* TEXT as comment lines.  */
void mdm_latex_write_comment (FILE *stream, const char *text);

/* The beginning and the end of a document that the tables compile in.  */
void mdm_latex_begin_document (FILE *stream);
void mdm_latex_end_document (FILE *stream);

#endif
