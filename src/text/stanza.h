/* stanza.h - a text of stanzas of `Name: value' fields, as in the theorem
   library (claim/library.h) and the descriptions of tables: stanzas are
   separated by blank lines, a value goes on in lines that begin with a blank,
   and lines that begin with # are skipped.

   The text is UTF-8 without control characters, for what is read is shown on
   terminals.  A mistake is told with its line and column.  */
#ifndef MDM_STANZA_H
#define MDM_STANZA_H

#include "exact/status.h"

typedef struct
{
  char *name;    /* letters and '-', as written; NULL: a line that is no
                    field, and those that go on with it */
  char *text;    /* the value as one line: blanks and line ends are one blank,
                    none is at the ends */
  char *padded;  /* the value as it stands in the file, LF included, with
                    blanks for CR and for what is before it on its first line,
                    so that columns are those of the file */
  size_t stanza; /* from 0 */
  size_t line;   /* of the name */
  size_t column; /* where the value begins; it is on LINE or, where nothing
                    is there, later */
} mdm_field_t;

void mdm_field_clear (mdm_field_t *field);

/* TEXT with runs of blanks and line ends as one blank, none at the ends; on
   the heap.  */
char *mdm_one_line_str (const char *text);

/* Reading field by field.  */

typedef struct
{
  const char *file; /* for messages; lent, as is TEXT */
  const char *text;
  size_t length;
  int hyphens;   /* may names have them? */
  size_t at;     /* offset of the next line */
  size_t line;   /* its number */
  size_t stanza; /* number of the stanza at hand */
  int open;      /* has it a field? */
} mdm_stanza_reader_t;

/* Stand before TEXT[0..LENGTH), the contents of FILE.  MDM_EPARSE when it has
   a byte that no text has.  */
mdm_status mdm_stanza_begin (mdm_stanza_reader_t *reader, const char *file,
                             const char *text, size_t length, int hyphens,
                             mdm_err_t *err) MDM_MUST_CHECK;

/* Set FIELD to the next field, or line that is none, and return 1; 0 at the
   end.  A stanza has the number FIELD->stanza; the caller clears FIELD.  */
int mdm_stanza_next (mdm_field_t *field, mdm_stanza_reader_t *reader);

/* All fields.  */

typedef struct
{
  const char *file; /* for messages; lent by the caller */
  size_t count;
  mdm_field_t *field;
} mdm_stanzas_struct;

typedef mdm_stanzas_struct mdm_stanzas_t[1];

void mdm_stanzas_init (mdm_stanzas_t stanzas, const char *file);
void mdm_stanzas_clear (mdm_stanzas_t stanzas);

/* Read the fields of TEXT[0..LENGTH) into STANZAS, which is empty.  Every line
   is in a field, and every value is there.  */
mdm_status mdm_stanzas_read (mdm_stanzas_t stanzas, const char *text,
                             size_t length, mdm_err_t *err) MDM_MUST_CHECK;

/* The place of byte AT of the padded value of FIELD, to *LINE and
 *COLUMN.  */
void mdm_field_place (size_t *line, size_t *column, const mdm_field_t *field,
                      size_t at);

/* Fail at byte AT of the padded value of FIELD of STANZAS: FORMAT expanded,
   and the line with a caret below it.  */
mdm_status mdm_field_fail (const mdm_stanzas_t stanzas,
                           const mdm_field_t *field, size_t at, mdm_err_t *err,
                           const char *format, ...)
    __attribute__ ((format (printf, 5, 6)));

#endif
