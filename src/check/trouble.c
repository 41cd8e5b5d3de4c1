/* trouble.c - the ways out, and memory.  */
#include "check.h"

#include <errno.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

/* Steps of about a nanosecond to a microsecond: minutes in all.  */
#define WORK_MAX (UINT64_C (1) << 36)

struct place place = { "mdmcheck", 0 };

static void
print (FILE *file, const char *format, va_list arguments)
{
  fprintf (file, "%s:", place.file);
  if (place.line > 0)
    fprintf (file, "%" PRIu64 ":", place.line);
  fputc (' ', file);
  vfprintf (file, format, arguments);
  fputc ('\n', file);
}

void
malformed (const char *format, ...)
{
  va_list arguments;
  va_start (arguments, format);
  fputs ("mdmcheck: ", stderr);
  print (stderr, format, arguments);
  _Exit (2);
}

void
not_verified (const char *format, ...)
{
  va_list arguments;
  va_start (arguments, format);
  puts ("s NOT VERIFIED");
  print (stdout, format, arguments);
  finish (1);
}

void
finish (int status)
{
  int failed = ferror (stdout) || fflush (stdout) != 0;
  if (fclose (stdout) != 0 || failed)
    {
      fprintf (stderr, "mdmcheck: standard output: cannot write: %s\n",
               strerror (errno));
      status = 2;
    }
  _Exit (status);
}

/* BLOCK, if it is there.  */
static void *
checked (void *block)
{
  if (block == NULL)
    {
      fputs ("mdmcheck: out of memory\n", stderr);
      _Exit (2);
    }
  return block;
}

void *
allocate (size_t count, size_t size)
{
  return checked (calloc (count > 0 ? count : 1, size));
}

void *
grow (void *block, size_t count, size_t *room, size_t size)
{
  if (count < *room)
    return block;
  *room = 2 * *room + 8;
  return checked (*room > SIZE_MAX / size ? NULL
                                          : realloc (block, *room * size));
}

FILE *
open_text (char **text, size_t *size)
{
  return checked (open_memstream (text, size));
}

void
close_text (FILE *stream)
{
  if (fclose (stream) != 0)
    checked (NULL);
}

void
spend (uint64_t work)
{
  static uint64_t spent;
  if (work > WORK_MAX || (spent += work) > WORK_MAX)
    malformed ("over a limit: checking this takes more than 2^36 steps");
}

static void *
gmp_allocate (size_t size)
{
  return checked (malloc (size));
}

static void *
gmp_reallocate (void *block, size_t old_size, size_t size)
{
  (void) old_size;
  return checked (realloc (block, size));
}

static void
gmp_free (void *block, size_t size)
{
  (void) size;
  free (block);
}

void
trouble_init (void)
{
  mp_set_memory_functions (gmp_allocate, gmp_reallocate, gmp_free);
  mpfr_set_emin (mpfr_get_emin_min ());
  mpfr_set_emax (mpfr_get_emax_max ());
}

void
integer_clear (mpz_t *x)
{
  mpz_clear (*x);
}

void
rational_clear (mpq_t *x)
{
  mpq_clear (*x);
}
