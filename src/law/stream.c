#include <config.h>

#include "law/stream.h"

#include "law/reader.h"

#include <stdio.h>
#include <string.h>

static const char separator[] = "#: law";

void
mdm_stream_init (mdm_stream_t *stream, const char *file, const char *text,
                 size_t length)
{
  memset (stream, 0, sizeof *stream);
  stream->file = file;
  stream->text = text;
  stream->length = length;
  stream->line = 1;
}

/* Where the line at START ends: at its newline, or the end of the text.  */
static size_t
line_end (const mdm_stream_t *stream, size_t start)
{
  const char *end
      = memchr (stream->text + start, '\n', stream->length - start);

  return end == NULL ? stream->length : (size_t) (end - stream->text);
}

/* Is the line [START, END) a separator?  Then *NAME is where its name begins,
   END if it has none.  */
static int
is_separator (size_t *name, const mdm_stream_t *stream, size_t start,
              size_t end)
{
  const char *text = stream->text;
  size_t at = start + strlen (separator);

  if (at > end || memcmp (text + start, separator, at - start) != 0
      || (at < end && text[at] != ' ' && text[at] != '\t' && text[at] != '\r'))
    return 0;
  while (at < end && (text[at] == ' ' || text[at] == '\t' || text[at] == '\r'))
    at++;
  *name = at;
  return 1;
}

/* Does anything but blank lines and comments stand in [START, END)?  */
static int
has_rows (const mdm_stream_t *stream, size_t start, size_t end)
{
  size_t stop;

  for (; start < end; start = stop + 1)
    {
      const char *line = stream->text + start;
      stop = line_end (stream, start);
      if (stop > end)
        stop = end;
      if (line[0] == '#' && (stop - start < 2 || line[1] != ':'))
        continue;
      for (size_t i = 0; i < stop - start; i++)
        if (line[i] != ' ' && line[i] != '\t' && line[i] != '\r')
          return 1;
    }
  return 0;
}

/* Where the text of the law that begins at START ends, and in *LINES how many
   lines it has.  */
static size_t
law_end (size_t *lines, const mdm_stream_t *stream, size_t start)
{
  size_t name, end;

  *lines = 0;
  while (start < stream->length)
    {
      end = line_end (stream, start);
      if (is_separator (&name, stream, start, end))
        break;
      start = end < stream->length ? end + 1 : end;
      ++*lines;
    }
  return start;
}

/* Give LAW the name at [START, END) without blanks at its end, or its
   number.  */
static void
set_name (mdm_law_t law, const mdm_stream_t *stream, size_t start, size_t end)
{
  const char *text = stream->text;
  char *name;

  while (end > start
         && (text[end - 1] == ' ' || text[end - 1] == '\t'
             || text[end - 1] == '\r'))
    end--;
  name = flint_malloc (end - start + 32);
  if (end > start)
    {
      memcpy (name, text + start, end - start);
      name[end - start] = '\0';
    }
  else
    sprintf (name, "%zu", stream->count);
  mdm_law_set_name (law, name);
  flint_free (name);
}

/* Is [START, END) text that a name may have?  */
static mdm_status
check_name (const mdm_stream_t *stream, size_t start, size_t end,
            size_t column, mdm_err_t *err)
{
  for (size_t i = start; i < end; i++)
    if (((unsigned char) stream->text[i] < ' ' && stream->text[i] != '\t'
         && stream->text[i] != '\r')
        || (unsigned char) stream->text[i] >= 127)
      return mdm_err_set (err, MDM_EPARSE, stream->file, stream->line,
                          column + (i - start),
                          "the name of a law is of printable ASCII");
  return MDM_OK;
}

/* Take the separator, if one stands there: [*NAME, *NAME_END) is the name.  */
static mdm_status
take_separator (size_t *name, size_t *name_end, mdm_stream_t *stream,
                mdm_err_t *err)
{
  size_t start = stream->at, end = line_end (stream, start);
  mdm_status status = MDM_OK;

  *name = *name_end = start;
  if (start == stream->length || !is_separator (name, stream, start, end))
    return MDM_OK;
  *name_end = end;
  status = check_name (stream, *name, end, *name - start + 1, err);
  stream->at = end < stream->length ? end + 1 : end;
  stream->line++;
  return status;
}

/* Go to the next law; is there one?  A stream has a first law even if it is
   empty.  */
static int
find_law (mdm_stream_t *stream)
{
  size_t lines, end;

  if (stream->count > 0)
    return stream->at < stream->length;
  /* Comments before the first separator are no law.  */
  end = law_end (&lines, stream, 0);
  if (end < stream->length && !has_rows (stream, 0, end))
    {
      stream->at = end;
      stream->line += lines;
    }
  return 1;
}

void
mdm_stream_skip (int *more, mdm_stream_t *stream)
{
  size_t name, lines, end;

  *more = find_law (stream);
  if (!*more)
    return;
  end = line_end (stream, stream->at);
  if (stream->at < stream->length
      && is_separator (&name, stream, stream->at, end))
    {
      stream->at = end < stream->length ? end + 1 : end;
      stream->line++;
    }
  stream->at = law_end (&lines, stream, stream->at);
  stream->line += lines;
  stream->count++;
}

mdm_status
mdm_stream_next (mdm_law_t law, int *more, mdm_stream_t *stream,
                 const mdm_limit_t *limit, mdm_err_t *err)
{
  size_t name, name_end, lines, end;
  mdm_status status;
  mdm_err_t own;

  *more = 0;
  if (!find_law (stream))
    return MDM_OK;
  status = take_separator (&name, &name_end, stream, err);
  if (status != MDM_OK)
    return status;
  end = law_end (&lines, stream, stream->at);
  memset (&own, 0, sizeof own);
  status = mdm_law_parse (law, stream->file, stream->text + stream->at,
                          end - stream->at, limit, &own);
  if (status != MDM_OK)
    {
      /* What has no line is about the law as a whole.  */
      if (own.line > 0)
        own.line += stream->line - 1;
      else
        {
          own.line = stream->line;
          own.column = 1;
        }
      if (err != NULL)
        *err = own;
      return status;
    }
  stream->count++;
  set_name (law, stream, name, name_end);
  stream->at = end;
  stream->line += lines;
  *more = 1;
  return MDM_OK;
}
