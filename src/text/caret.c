#include <config.h>

#include "text/caret.h"

#include "exact/flint-compat.h"
#include "text/utf8.h"

#include <string.h>

/* Most characters of a line that are shown, and of those most before the
   column.  */
#define WIDTH 72
#define BEFORE 48

/* The number of bytes of the character that TEXT[0..LENGTH) begins with, 1 for
   what is none; *SHOWN is whether it can go to a terminal.  */
static size_t
character (const char *text, size_t length, int *shown)
{
  size_t size = mdm_utf8_size (text, length);

  *shown = size > 0 && !mdm_utf8_is_control (text, size);
  return size == 0 ? 1 : size;
}

/* The number of characters in TEXT[0..LENGTH).  */
static size_t
characters (const char *text, size_t length)
{
  size_t count = 0;
  int shown;

  for (size_t i = 0; i < length; count++)
    i += character (text + i, length - i, &shown);
  return count;
}

/* Append characters [FROM, TO) of TEXT[0..LENGTH) to OUT; return its end.  */
static char *
copy_shown (char *out, const char *text, size_t length, size_t from, size_t to)
{
  size_t at = 0;

  for (size_t i = 0; i < length && at < to; at++)
    {
      int shown;
      size_t size = character (text + i, length - i, &shown);

      if (at >= from)
        {
          if (shown)
            memcpy (out, text + i, size);
          else
            *out = text[i] == '\t' ? ' ' : '?';
          out += shown ? size : 1;
        }
      i += size;
    }
  return out;
}

char *
mdm_caret_str (const char *text, size_t first_line, size_t line, size_t column)
{
  size_t length, total, at, from, to, margin;
  const char *end;
  char *res, *out;

  if (line < first_line || column == 0)
    return NULL;
  for (; line > first_line; line--)
    {
      text = strchr (text, '\n');
      if (text == NULL)
        return NULL;
      text++;
    }
  end = strchr (text, '\n');
  length = end == NULL ? strlen (text) : (size_t) (end - text);
  if (length > 0 && text[length - 1] == '\r')
    length--;
  if (column - 1 > length + 1)
    return NULL;
  at = characters (text, column - 1 < length ? column - 1 : length);
  total = characters (text, length);
  from = at > BEFORE && total > WIDTH ? at - BEFORE : 0;
  margin = from > 0 ? 4 : 2;
  to = total - from > WIDTH ? from + WIDTH : total;

  res = out = flint_malloc (4 * WIDTH + WIDTH + 32);
  memcpy (out, "  ..", 4);
  out += margin;
  out = copy_shown (out, text, length, from, to);
  if (to < total)
    {
      memcpy (out, "..", 2);
      out += 2;
    }
  *out++ = '\n';
  memset (out, ' ', margin + at - from);
  out += margin + at - from;
  memcpy (out, "^\n", 3);
  return res;
}
