#include <config.h>

#include "exact/status.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* The bytes of the UTF-8 character that TEXT begins with; where it is none,
   those that look like one.  */
static size_t
character_size (const char *text)
{
  unsigned char lead = (unsigned char) *text;
  size_t most = lead < 0xc0 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
  size_t n = 1;

  while (n < most && ((unsigned char) text[n] & 0xc0) == 0x80)
    n++;
  return n;
}

/* Copy TEXT to BUFFER of SIZE bytes, control characters as \xNN, cut at a
   whole UTF-8 character where it does not fit.  */
static void
copy_clean (char *buffer, size_t size, const char *text)
{
  size_t n = 0;

  while (*text != '\0')
    {
      const unsigned char *c = (const unsigned char *) text;
      size_t bytes = character_size (text);
      /* Those of ASCII, and U+0080 to U+009F.  */
      int control = *c < 0x20 || *c == 0x7f
                    || (*c == 0xc2 && bytes == 2 && c[1] < 0xa0);

      if (n + (control ? 4 * bytes : bytes) >= size)
        break;
      for (size_t i = 0; i < bytes; i++)
        if (control)
          n += (size_t) snprintf (buffer + n, size - n, "\\x%02x", c[i]);
        else
          buffer[n++] = text[i];
      text += bytes;
    }
  buffer[n] = '\0';
}

mdm_status
mdm_err_set (mdm_err_t *err, mdm_status status, const char *where, size_t line,
             size_t column, const char *format, ...)
{
  /* Longer than a message: what is cut here is cut there, and cleanly.  */
  char text[sizeof err->message + 4];
  va_list arguments;

  if (err == NULL)
    return status;
  va_start (arguments, format);
  vsnprintf (text, sizeof text, format, arguments);
  va_end (arguments);
  copy_clean (err->message, sizeof err->message, text);
  copy_clean (err->where, sizeof err->where, where == NULL ? "" : where);
  err->status = status;
  err->line = line;
  err->column = column;
  err->excerpt[0] = '\0';
  return status;
}

mdm_status
mdm_err_place (mdm_err_t *err, const char *where, size_t line, size_t column)
{
  if (err == NULL)
    return MDM_EDOMAIN;
  if (err->where[0] == '\0')
    {
      copy_clean (err->where, sizeof err->where, where);
      err->line = line;
      err->column = column;
    }
  return err->status;
}

void
mdm_err_show (mdm_err_t *err, const char *excerpt)
{
  if (err != NULL && strlen (excerpt) < sizeof err->excerpt)
    strcpy (err->excerpt, excerpt);
}
