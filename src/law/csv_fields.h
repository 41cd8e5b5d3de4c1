/* csv_fields.h - the fields of comma-separated values (RFC 4180), one by one.

   A field in double quotes may hold commas and line ends, and a quote that is
   written twice; lines end in LF or CRLF.  The text is UTF-8.  Nothing is
   repaired: a quote within a field without quotes, or anything after a closing
   quote, is an error.  */
#ifndef MDM_CSV_FIELDS_H
#define MDM_CSV_FIELDS_H

#include "exact/status.h"

typedef struct
{
  const char *file; /* for messages */
  const char *text;
  size_t length;
  size_t at;          /* the offset of the next field */
  size_t line, start; /* the line there and its offset */
  char *value;        /* of this field, ended by a NUL */
  size_t size;
  size_t value_line, value_column; /* where it begins */
  int last;                        /* is it the last one of its row? */
} mdm_csv_fields_t;

/* Stand before the first field of TEXT[0..LENGTH), which FILE holds; both are
   lent.  */
void mdm_csv_fields_init (mdm_csv_fields_t *fields, const char *file,
                          const char *text, size_t length);
void mdm_csv_fields_clear (mdm_csv_fields_t *fields);

/* Go to the next field; *MORE says whether there was one.  */
mdm_status mdm_csv_fields_next (int *more, mdm_csv_fields_t *fields,
                                mdm_err_t *err) MDM_MUST_CHECK;

/* The field is where it went wrong.  */
#define MDM_CSV_FAIL(fields, err, status, ...)                                \
 mdm_err_set (err, status, (fields)->file, (fields)->value_line,              \
              (fields)->value_column, __VA_ARGS__)

#endif
