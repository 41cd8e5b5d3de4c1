#include <config.h>

#include "text/string.h"

#include "exact/flint-compat.h"

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
  FILE *stream = open_memstream (text, length);

  if (stream == NULL)
    out_of_memory ();
  return stream;
}

void
mdm_str_close (FILE *stream)
{
  int failed = ferror (stream);

  if (fclose (stream) != 0 || failed)
    out_of_memory ();
}
