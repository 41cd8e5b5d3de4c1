#include <config.h>

#include "text/string.h"

#include "exact/flint-compat.h"
#include "text/memory_stream.h"

#include <stdint.h>

char *
mdm_vstr (const char *format, va_list arguments)
{
  va_list again;
  char *text;
  int n;

  va_copy (again, arguments);
  n = vsnprintf (NULL, 0, format, again);
  va_end (again);
  text = flint_malloc ((size_t) n + 1);
  vsnprintf (text, (size_t) n + 1, format, arguments);
  return text;
}

char *
mdm_str (const char *format, ...)
{
  va_list arguments;
  char *text;

  va_start (arguments, format);
  text = mdm_vstr (format, arguments);
  va_end (arguments);
  return text;
}

/* Fail as any allocation that fails does.  */
static void
out_of_memory (void)
{
  flint_free (flint_malloc (SIZE_MAX / 4));
}

FILE *
mdm_str_open (char **text, size_t *length)
{
  FILE *stream;

  if (mdm_memory_open (&stream, text, length, NULL) != MDM_OK)
    out_of_memory ();
  return stream;
}

void
mdm_str_close (FILE *stream, char **text)
{
  if (mdm_memory_close (stream, text, NULL) != MDM_OK)
    out_of_memory ();
}
