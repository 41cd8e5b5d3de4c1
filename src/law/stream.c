#include <config.h>

#include "law/stream.h"

#include "law/reader.h"
#include "text/lines.h"

#include <stdio.h>
#include <string.h>

static const char separator[] = "#: law";

void
mdm_stream_init (mdm_stream_t *stream, const char *file, const char *text,
                 size_t length)
{
  *stream = (mdm_stream_t){
    .file = file, .text = text, .length = length, .line = 1
  };
}

static int
is_space (char c)
{
  return mdm_is_blank (c) || c == '\r';
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
      || (at < end && !is_space (text[at])))
    return 0;
  while (at < end && is_space (text[at]))
    at++;
  *name = at;
  return 1;
}

/* Pass over the line at hand, which ends at END.  */
static void
skip_line (mdm_stream_t *stream, size_t end)
{
  stream->at = end < stream->length ? end + 1 : end;
  stream->line++;
}

/* Pass over what is before the next separator; is anything there but blank
   lines and comments?  */
static int
skip_law (mdm_stream_t *stream)
{
  int rows = 0;
  size_t name;

  while (stream->at < stream->length)
    {
      const char *line = stream->text + stream->at;
      size_t end = line_end (stream, stream->at), size = end - stream->at;
      if (is_separator (&name, stream, stream->at, end))
        break;
      if (size < 1 || line[0] != '#' || (size > 1 && line[1] == ':'))
        for (size_t i = 0; i < size; i++)
          rows |= !is_space (line[i]);
      skip_line (stream, end);
    }
  return rows;
}

/* Go to the next law; is there one?  A stream has a first law even if it is
   empty.  */
static int
find_law (mdm_stream_t *stream)
{
  mdm_stream_t ahead = *stream;

  if (stream->count > 0)
    return stream->at < stream->length;
  /* Comments before the first separator are no law.  */
  if (!skip_law (&ahead) && ahead.at < ahead.length)
    *stream = ahead;
  return 1;
}

/* Take the separator, if one stands there: [*NAME, *END) is the name, without
   blanks at its end.  */
static void
take_separator (size_t *name, size_t *end, mdm_stream_t *stream)
{
  size_t line = line_end (stream, stream->at);

  *name = *end = stream->at;
  if (stream->at == stream->length
      || !is_separator (name, stream, stream->at, line))
    return;
  for (*end = line; *end > *name && is_space (stream->text[*end - 1]);)
    --*end;
  skip_line (stream, line);
}

/* Is [START, END), a name on the line before the one at hand, what a name may
   be?  */
static mdm_status
check_name (const mdm_stream_t *stream, size_t start, size_t end,
            mdm_err_t *err)
{
  size_t line = start;

  while (line > 0 && stream->text[line - 1] != '\n')
    line--;
  for (size_t i = start; i < end; i++)
    {
      unsigned char c = (unsigned char) stream->text[i];
      if ((c < ' ' && !is_space ((char) c)) || c >= 127)
        return mdm_err_set (err, MDM_EPARSE, stream->file, stream->line - 1,
                            i - line + 1,
                            "the name of a law is of printable ASCII");
    }
  return MDM_OK;
}

/* Give LAW the name at [START, END), or its number.  */
static void
set_name (mdm_law_t law, const mdm_stream_t *stream, size_t start, size_t end)
{
  MDM_OWNED char *name = flint_calloc (end - start + 32, 1);

  if (end > start)
    memcpy (name, stream->text + start, end - start);
  else
    sprintf (name, "%zu", stream->count);
  mdm_law_set_name (law, name);
}

void
mdm_stream_skip (int *more, mdm_stream_t *stream)
{
  size_t name, end;

  *more = find_law (stream);
  if (!*more)
    return;
  take_separator (&name, &end, stream);
  skip_law (stream);
  stream->count++;
}

mdm_status
mdm_stream_next (mdm_law_t law, int *more, mdm_stream_t *stream,
                 const mdm_limit_t *limit, mdm_err_t *err)
{
  size_t name, name_end, start, line;
  mdm_status status;
  mdm_err_t own = { 0 };

  *more = 0;
  if (!find_law (stream))
    return MDM_OK;
  take_separator (&name, &name_end, stream);
  MDM_TRY (check_name (stream, name, name_end, err));
  start = stream->at;
  line = stream->line;
  skip_law (stream);
  status = mdm_law_parse (law, stream->file, stream->text + start,
                          stream->at - start, limit, &own);
  if (status != MDM_OK)
    {
      /* What has no line is about the law as a whole.  */
      own.column = own.line > 0 ? own.column : 1;
      own.line = own.line > 0 ? own.line + line - 1 : line;
      if (err != NULL)
        *err = own;
      return status;
    }
  stream->count++;
  set_name (law, stream, name, name_end);
  *more = 1;
  return MDM_OK;
}
