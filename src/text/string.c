#include <config.h>

#include "text/string.h"

#include "exact/flint-compat.h"

#include <stdint.h>
#include <string.h>

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

/* Where a stream writes to: TEXT is a block of ROOM bytes.  */
typedef struct
{
  char **text;
  size_t *length, room;
} memory_t;

static ssize_t
write_to (void *cookie, const char *bytes, size_t size)
{
  memory_t *memory = cookie;
  size_t need = *memory->length + size + 1;

  if (need > memory->room)
    {
      memory->room = 2 * need;
      *memory->text = flint_realloc (*memory->text, memory->room);
    }
  memcpy (*memory->text + *memory->length, bytes, size);
  *memory->length += size;
  (*memory->text)[*memory->length] = '\0';
  return (ssize_t) size;
}

static int
release (void *cookie)
{
  flint_free (cookie);
  return 0;
}

/* open_memstream will not do: when its block cannot grow, bytes are lost
   without an error on the stream, and when it cannot be trimmed, fclose
   returns 0 and there is no text.  */
FILE *
mdm_str_open (char **text, size_t *length)
{
  memory_t *memory = flint_malloc (sizeof *memory);
  FILE *stream = fopencookie (
      memory, "w",
      (cookie_io_functions_t){ .write = write_to, .close = release });

  if (stream == NULL)
    out_of_memory ();
  *memory = (memory_t){ text, length, 1 };
  *text = flint_calloc (1, 1);
  *length = 0;
  return stream;
}

void
mdm_str_close (FILE *stream)
{
  int failed = fflush (stream) != 0 || ferror (stream);

  if (fclose (stream) != 0 || failed)
    out_of_memory ();
}
