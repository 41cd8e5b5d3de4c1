#include <config.h>

#include "text/stanza.h"

#include "exact/flint-compat.h"
#include "text/caret.h"
#include "text/lines.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

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
    {
      flint_free (stanzas->field[i].name);
      flint_free (stanzas->field[i].text);
      flint_free (stanzas->field[i].padded);
    }
  flint_free (stanzas->field);
}

typedef struct
{
  mdm_stanzas_struct *stanzas;
  const char *text;
  size_t length;
  size_t at;     /* offset of the next line */
  size_t line;   /* its number */
  size_t stanza; /* number of the stanza at hand */
  int open;      /* has it a field? */
  mdm_err_t *err;
} reader_t;

static mdm_status
fail (const reader_t *reader, size_t line, size_t column, const char *what)
{
  return mdm_err_set (reader->err, MDM_EPARSE, reader->stanzas->file, line,
                      column, "%s", what);
}

/* Refuse the first byte that no text has.  */
static mdm_status
check_bytes (const reader_t *reader)
{
  size_t line = 1, column = 1, n;

  for (size_t i = 0; i < reader->length; i += n, column += n)
    {
      const char *text = reader->text + i;
      size_t left = reader->length - i;
      unsigned char c = (unsigned char) *text;

      n = mdm_utf8_size (text, left);
      if (c == '\0')
        return fail (reader, line, column, "a NUL byte");
      if (n == 0)
        return fail (reader, line, column, "this is not UTF-8");
      if (c == '\r' && (left == 1 || text[1] != '\n'))
        return fail (reader, line, column,
                     "a carriage return without a line feed after it");
      /* U+0080 to U+009F are control characters too.  */
      if ((c < ' ' && strchr ("\t\n\r", c) == NULL) || c == 0x7f
          || (c == 0xc2 && (unsigned char) text[1] < 0xa0))
        return fail (reader, line, column, "a control character");
      if (c == '\n')
        {
          line++;
          column = 0;
        }
    }
  return MDM_OK;
}

/* The length of the line at offset AT, without its end.  */
static size_t
line_length (const reader_t *reader, size_t at)
{
  const char *end = memchr (reader->text + at, '\n', reader->length - at);
  size_t n = end == NULL ? reader->length - at
                         : (size_t) (end - (reader->text + at));

  return n > 0 && reader->text[at + n - 1] == '\r' ? n - 1 : n;
}

static void
skip_line (reader_t *reader)
{
  const char *end
      = memchr (reader->text + reader->at, '\n', reader->length - reader->at);

  reader->at
      = end == NULL ? reader->length : (size_t) (end - reader->text) + 1;
  reader->line++;
}

static int
is_blank_line (const char *text, size_t length)
{
  for (size_t i = 0; i < length; i++)
    if (!mdm_is_blank (text[i]))
      return 0;
  return 1;
}

/* Does the line at hand go on with the field before it?  */
static int
goes_on (const reader_t *reader)
{
  const char *line = reader->text + reader->at;

  return reader->at < reader->length && mdm_is_blank (*line)
         && !is_blank_line (line, line_length (reader, reader->at));
}

/* The length of the field name that TEXT[0..LENGTH) begins with, or 0.  */
static size_t
field_name (const char *text, size_t length)
{
  size_t n = 0;

  while (n < length
         && ((text[n] >= 'a' && text[n] <= 'z')
             || (text[n] >= 'A' && text[n] <= 'Z')
             || (n > 0 && text[n] == '-')))
    n++;
  return n < length && text[n] == ':' ? n : 0;
}

/* TEXT with runs of blanks and line ends as one blank, none at the ends; on
   the heap.  */
static char *
one_line (const char *text)
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

/* Take the line at hand, which begins with a name of N letters, and those
   that go on with it.  */
static mdm_status
take_field (reader_t *reader, size_t n)
{
  mdm_stanzas_struct *stanzas = reader->stanzas;
  mdm_field_t *field;
  size_t begin = reader->at, end = begin;

  stanzas->field = flint_realloc (
      stanzas->field, (stanzas->count + 1) * sizeof *stanzas->field);
  field = stanzas->field + stanzas->count++;
  field->stanza = reader->stanza;
  field->line = reader->line;
  field->name = flint_malloc (n + 1);
  memcpy (field->name, reader->text + begin, n);
  field->name[n] = '\0';
  do
    {
      end = reader->at + line_length (reader, reader->at);
      skip_line (reader);
    }
  while (goes_on (reader));
  field->padded = flint_malloc (end - begin + 1);
  memcpy (field->padded, reader->text + begin, end - begin);
  memset (field->padded, ' ', n + 1);
  field->padded[end - begin] = '\0';
  field->text = one_line (field->padded);
  field->column = strspn (field->padded, " \t") + 1;
  if (field->text[0] == '\0')
    return fail (reader, field->line, field->column, "a value is missing");
  return MDM_OK;
}

static mdm_status
read_line (reader_t *reader)
{
  const char *line = reader->text + reader->at;
  size_t length = line_length (reader, reader->at);
  size_t n = field_name (line, length);

  if (length > 0 && *line == '#')
    skip_line (reader);
  else if (is_blank_line (line, length))
    {
      reader->stanza += reader->open != 0;
      reader->open = 0;
      skip_line (reader);
    }
  else if (n > 0)
    {
      reader->open = 1;
      return take_field (reader, n);
    }
  else
    return fail (reader, reader->line, 1,
                 "a field is expected, `Name: value', or a line that goes on "
                 "with one and begins with a blank");
  return MDM_OK;
}

mdm_status
mdm_stanzas_read (mdm_stanzas_t stanzas, const char *text, size_t length,
                  mdm_err_t *err)
{
  reader_t reader = {
    .stanzas = stanzas, .text = text, .length = length, .line = 1, .err = err
  };
  mdm_status status = check_bytes (&reader);

  while (status == MDM_OK && reader.at < length)
    status = read_line (&reader);
  return status;
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
  char *excerpt;

  va_start (arguments, format);
  vsnprintf (text, sizeof text, format, arguments);
  va_end (arguments);
  mdm_field_place (&line, &column, field, at);
  (void) mdm_err_set (err, MDM_EPARSE, stanzas->file, line, column, "%s",
                      text);
  excerpt = mdm_caret_str (field->padded, field->line, line, column);
  if (excerpt != NULL)
    mdm_err_show (err, excerpt);
  flint_free (excerpt);
  return MDM_EPARSE;
}
