#include <config.h>

#include "exact/status.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* Copy TEXT to BUFFER of SIZE bytes, control characters as \xNN, cut at a
   whole UTF-8 character where it does not fit.  */
static void
copy_clean (char *buffer, size_t size, const char *text)
{
  size_t n = 0;

  for (; *text != '\0'; text++)
    {
      unsigned char c = (unsigned char) *text;
      int control = c < 0x20 || c == 0x7f;

      if (n + (control ? 4 : 1) >= size)
        {
          while (n > 0 && ((unsigned char) *text & 0xc0) == 0x80)
            {
              n--;
              text--;
            }
          break;
        }
      if (control)
        n += (size_t) snprintf (buffer + n, size - n, "\\x%02x", c);
      else
        buffer[n++] = (char) c;
    }
  buffer[n] = '\0';
}

mdm_status
mdm_err_set (mdm_err_t *err, mdm_status status, const char *where, size_t line,
             size_t column, const char *format, ...)
{
  char text[sizeof err->message];
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
