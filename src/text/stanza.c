#include <config.h>

#include "text/stanza.h"

#include "exact/scoped.h"
#include "text/caret.h"
#include "text/lines.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

void
mdm_field_clear (mdm_field_t *field)
{
  flint_free (field->name);
  flint_free (field->text);
  flint_free (field->padded);
}

char *
mdm_one_line_str (const char *text)
{
  char *line = flint_malloc (strlen (text) + 1);
  size_t n = 0;

  for (; *text != '\0'; text++)
    if (strchr (" \t\r\n", *text) == NULL)
      line[n++] = *text;
    else if (n > 0 && line[n - 1] != ' ')
      line[n++] = ' ';
  if (n > 0 && line[n - 1] == ' ')
    n--;
  line[n] = '\0';
  return line;
}

/* Reading field by field.  */

/* What is wrong with the character of SIZE bytes, 0 for none, that
   TEXT[0..LENGTH) begins with, or NULL.  */
static const char *
find_fault (const char *text, size_t length, size_t size)
{
  if (*text == '\0')
    return "a NUL byte";
  if (size == 0)
    return "this is not UTF-8";
  if (*text == '\r' && (length == 1 || text[1] != '\n'))
    return "a carriage return without a line feed after it";
  if (mdm_utf8_is_control (text, size) && strchr ("\t\n\r", *text) == NULL)
    return "a control character";
  return NULL;
}

mdm_status
mdm_stanza_begin (mdm_stanza_reader_t *reader, const char *file,
                  const char *text, size_t length, int hyphens, mdm_err_t *err)
{
  size_t line = 1, column = 1, n;

  *reader = (mdm_stanza_reader_t){
    .file = file, .text = text, .length = length, .hyphens = hyphens, .line = 1
  };
  for (size_t i = 0; i < length; i += n, column += n)
    {
      const char *why;
      n = mdm_utf8_size (text + i, length - i);
      why = find_fault (text + i, length - i, n);
      if (why != NULL)
        return mdm_err_set (err, MDM_EPARSE, file, line, column, "%s", why);
      if (text[i] == '\n')
        {
          line++;
          column = 0;
        }
    }
  return MDM_OK;
}

/* The length of the line at hand, without its LF.  */
static size_t
line_length (const mdm_stanza_reader_t *reader)
{
  const char *line = reader->text + reader->at;
  size_t left = reader->length - reader->at;
  const char *end = memchr (line, '\n', left);

  return end == NULL ? left : (size_t) (end - line);
}

/* Pass over the line at hand, of LENGTH bytes.  */
static void
skip_line (mdm_stanza_reader_t *reader, size_t length)
{
  reader->at += length;
  reader->at += reader->at < reader->length; /* its LF */
  reader->line++;
}

static int
is_blank_line (const char *text, size_t length)
{
  for (size_t i = 0; i < length; i++)
    if (!mdm_is_blank (text[i]) && text[i] != '\r')
      return 0;
  return 1;
}

/* Does the line at hand go on with the field before it?  */
static int
goes_on (const mdm_stanza_reader_t *reader)
{
  const char *line = reader->text + reader->at;

  return reader->at < reader->length && mdm_is_blank (*line)
         && !is_blank_line (line, line_length (reader));
}

/* The length of the field name that the line at hand begins with, or 0.  */
static size_t
field_name (const mdm_stanza_reader_t *reader)
{
  const char *text = reader->text + reader->at;
  size_t n = 0, length = line_length (reader);

  while (n < length
         && ((text[n] >= 'a' && text[n] <= 'z')
             || (text[n] >= 'A' && text[n] <= 'Z')
             || (n > 0 && text[n] == '-' && reader->hyphens)))
    n++;
  return n < length && text[n] == ':' ? n : 0;
}

/* Take the line at hand, which begins with a name of N letters or, if that is
   0, is no field, and those that go on with it.  */
static void
take_field (mdm_field_t *field, mdm_stanza_reader_t *reader, size_t n)
{
  const char *begin = reader->text + reader->at;
  size_t length = 0;

  *field = (mdm_field_t){ .stanza = reader->stanza, .line = reader->line };
  do
    {
      size_t more = line_length (reader);
      length = (size_t) (reader->text + reader->at - begin) + more;
      skip_line (reader, more);
    }
  while (goes_on (reader));
  field->padded = flint_malloc (length + 1);
  memcpy (field->padded, begin, length);
  field->padded[length] = '\0';
  for (char *p = field->padded; *p != '\0'; p++)
    if (*p == '\r')
      *p = ' ';
  if (n > 0)
    {
      field->name = flint_calloc (n + 1, 1);
      memcpy (field->name, begin, n);
      memset (field->padded, ' ', n + 1);
      reader->open = 1;
    }
  field->text = mdm_one_line_str (field->padded);
  field->column = strspn (field->padded, " \t") + 1;
}

int
mdm_stanza_next (mdm_field_t *field, mdm_stanza_reader_t *reader)
{
  while (reader->at < reader->length)
    {
      const char *line = reader->text + reader->at;
      size_t length = line_length (reader);
      int blank = is_blank_line (line, length);

      if (!blank && *line != '#')
        {
          take_field (field, reader, field_name (reader));
          return 1;
        }
      if (blank)
        {
          reader->stanza += reader->open != 0;
          reader->open = 0;
        }
      skip_line (reader, length);
    }
  return 0;
}

/* All fields.  */

void
mdm_stanzas_init (mdm_stanzas_t stanzas, const char *file)
{
  stanzas->file = file;
  stanzas->count = 0;
  stanzas->field = NULL;
}

void
mdm_stanzas_clear (mdm_stanzas_t stanzas)
{
  for (size_t i = 0; i < stanzas->count; i++)
    mdm_field_clear (stanzas->field + i);
  flint_free (stanzas->field);
}

mdm_status
mdm_stanzas_read (mdm_stanzas_t stanzas, const char *text, size_t length,
                  mdm_err_t *err)
{
  mdm_stanza_reader_t reader;
  mdm_field_t field;
  mdm_status status
      = mdm_stanza_begin (&reader, stanzas->file, text, length, 1, err);

  if (status != MDM_OK)
    return status;
  while (mdm_stanza_next (&field, &reader))
    {
      stanzas->field = flint_realloc (
          stanzas->field, (stanzas->count + 1) * sizeof *stanzas->field);
      stanzas->field[stanzas->count++] = field;
      if (field.name == NULL)
        return mdm_err_set (err, MDM_EPARSE, stanzas->file, field.line, 1,
                            "a field is expected, `Name: value', or a line "
                            "that goes on with one and begins with a blank");
      if (field.text[0] == '\0')
        return mdm_err_set (err, MDM_EPARSE, stanzas->file, field.line,
                            field.column, "a value is missing");
    }
  return MDM_OK;
}

void
mdm_field_place (size_t *line, size_t *column, const mdm_field_t *field,
                 size_t at)
{
  *line = field->line;
  *column = 1;
  for (size_t i = 0; i < at && field->padded[i] != '\0'; i++, ++*column)
    if (field->padded[i] == '\n')
      {
        ++*line;
        *column = 0;
      }
}

mdm_status
mdm_field_fail (const mdm_stanzas_t stanzas, const mdm_field_t *field,
                size_t at, mdm_err_t *err, const char *format, ...)
{
  char text[sizeof err->message];
  size_t line, column;
  va_list arguments;
  MDM_OWNED char *excerpt = NULL;

  va_start (arguments, format);
  vsnprintf (text, sizeof text, format, arguments);
  va_end (arguments);
  mdm_field_place (&line, &column, field, at);
  (void) mdm_err_set (err, MDM_EPARSE, stanzas->file, line, column, "%s",
                      text);
  excerpt = mdm_caret_str (field->padded, field->line, line, column);
  if (excerpt != NULL)
    mdm_err_show (err, excerpt);
  return MDM_EPARSE;
}
