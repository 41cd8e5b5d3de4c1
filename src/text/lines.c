#include <config.h>

#include "text/lines.h"

#include <string.h>

void
mdm_lines_init (mdm_lines_t *lines, const char *file, const char *text,
                size_t length)
{
  *lines = (mdm_lines_t){
    .file = file, .text = text, .length = length, .start = text
  };
}

/* Refuse the first byte of the line that no text has.  */
static mdm_status
check_bytes (const mdm_lines_t *lines, mdm_err_t *err)
{
  const char *s = lines->start;
  size_t i = 0, n;
  const char *why;

  for (; i < lines->size; i += n)
    {
      n = 1;
      if ((unsigned char) s[i] >= ' ' && (unsigned char) s[i] < 0x80)
        continue; /* most bytes of most files */
      n = mdm_utf8_size (s + i, lines->size - i);
      if (n == 0 || s[i] == '\0' || s[i] == '\r')
        break;
    }
  if (i == lines->size)
    return MDM_OK;
  why = s[i] == '\0'   ? "a NUL byte; a law is UTF-8 text"
        : s[i] == '\r' ? "a carriage return without a line feed after it; "
                         "lines end in LF or CRLF"
                       : "this is not UTF-8";
  return mdm_err_set (err, MDM_EPARSE, lines->file, lines->line, i + 1, "%s",
                      why);
}

mdm_status
mdm_lines_next (int *more, mdm_lines_t *lines, mdm_err_t *err)
{
  size_t left = lines->length - lines->next;
  const char *end;

  *more = left > 0;
  if (left == 0)
    return MDM_OK;
  lines->start = lines->text + lines->next;
  lines->line++;
  end = memchr (lines->start, '\n', left);
  lines->size = end == NULL ? left : (size_t) (end - lines->start);
  lines->next += lines->size + (end != NULL);
  if (end != NULL && lines->size > 0 && end[-1] == '\r')
    lines->size--;
  return check_bytes (lines, err);
}

int
mdm_lines_is_word (const mdm_lines_t *lines, size_t at, const char *word)
{
  size_t size = mdm_lines_skip_word (lines, at) - at;

  return strlen (word) == size && memcmp (word, lines->start + at, size) == 0;
}
