#include <config.h>

#include "law/csv_fields.h"

#include "exact/flint-compat.h"
#include "text/lines.h"

#include <string.h>

void
mdm_csv_fields_init (mdm_csv_fields_t *fields, const char *file,
                     const char *text, size_t length)
{
  *fields = (mdm_csv_fields_t){
    .file = file, .text = text, .length = length, .line = 1
  };
  fields->value = flint_malloc (length + 1);
}

void
mdm_csv_fields_clear (mdm_csv_fields_t *fields)
{
  flint_free (fields->value);
}

/* The byte AT is where it went wrong.  */
#define FAIL_AT(f, offset, err, ...)                                          \
 mdm_err_set (err, MDM_EPARSE, (f)->file, (f)->line,                          \
              (offset) - (f)->start + 1, __VA_ARGS__)

/* The size of the line end at AT, or 0.  */
static size_t
line_end (const mdm_csv_fields_t *f, size_t at)
{
  if (at < f->length && f->text[at] == '\n')
    return 1;
  return at + 1 < f->length && f->text[at] == '\r' && f->text[at + 1] == '\n'
             ? 2
             : 0;
}

/* Append the character at *AT to the value and go on behind it.  */
static mdm_status
take_character (mdm_csv_fields_t *f, size_t *at, mdm_err_t *err)
{
  size_t size = mdm_utf8_size (f->text + *at, f->length - *at);

  if (f->text[*at] == '\0')
    return FAIL_AT (f, *at, err, "a NUL byte; a table is UTF-8 text");
  if (size == 0)
    return FAIL_AT (f, *at, err, "this is not UTF-8");
  memcpy (f->value + f->size, f->text + *at, size);
  f->size += size;
  if (f->text[*at] == '\n')
    {
      f->line++;
      f->start = *at + 1;
    }
  *at += size;
  return MDM_OK;
}

/* Take the field in quotes that begins at *AT.  */
static mdm_status
take_quoted (mdm_csv_fields_t *f, size_t *at, mdm_err_t *err)
{
  for (++*at;;)
    {
      if (*at == f->length)
        return mdm_err_set (err, MDM_EPARSE, f->file, f->value_line,
                            f->value_column, "the quote is not closed");
      if (f->text[*at] == '"' && (++*at == f->length || f->text[*at] != '"'))
        break;
      MDM_TRY (take_character (f, at, err));
    }
  if (*at < f->length && f->text[*at] != ',' && line_end (f, *at) == 0)
    return FAIL_AT (f, *at, err,
                    "a comma or the end of the line is expected after the "
                    "closing quote");
  return MDM_OK;
}

static mdm_status
take_plain (mdm_csv_fields_t *f, size_t *at, mdm_err_t *err)
{
  while (*at < f->length && f->text[*at] != ',' && line_end (f, *at) == 0)
    {
      if (f->text[*at] == '"')
        return FAIL_AT (f, *at, err,
                        "a quote within a field; such a field is in quotes, "
                        "and the quote twice");
      if (f->text[*at] == '\r')
        return FAIL_AT (f, *at, err,
                        "a carriage return without a line feed after it; "
                        "lines end in LF or CRLF");
      MDM_TRY (take_character (f, at, err));
    }
  return MDM_OK;
}

mdm_status
mdm_csv_fields_next (int *more, mdm_csv_fields_t *fields, mdm_err_t *err)
{
  size_t at = fields->at, end;
  int behind_comma = at > 0 && fields->text[at - 1] == ',' && !fields->last;

  *more = at < fields->length || behind_comma;
  if (!*more)
    return MDM_OK;
  fields->size = 0;
  fields->value_line = fields->line;
  fields->value_column = at - fields->start + 1;
  if (at == 0 && fields->length >= 3
      && memcmp (fields->text, "\xef\xbb\xbf", 3) == 0)
    return FAIL_AT (fields, at, err,
                    "a byte order mark; save the file without it");
  if (at < fields->length && fields->text[at] == '"')
    MDM_TRY (take_quoted (fields, &at, err));
  else
    MDM_TRY (take_plain (fields, &at, err));
  fields->value[fields->size] = '\0';
  fields->last = at == fields->length || fields->text[at] != ',';
  end = line_end (fields, at);
  if (end > 0)
    {
      fields->line++;
      fields->start = at + end;
    }
  fields->at = at + (fields->last ? end : 1);
  return MDM_OK;
}
