/* trouble.c - the ways out, and memory.  */
#include "check.h"

#include <errno.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

/* Units are steps of about a nanosecond to a microsecond: minutes in all.  */
#define WORK_MAX (UINT64_C (1) << 36)

struct place place = { "mdmcheck", 0 };

static void
print_place (FILE *file)
{
  fprintf (file, "%s:", place.file);
  if (place.line > 0)
    fprintf (file, "%" PRIu64 ":", place.line);
  fputc (' ', file);
}

void
malformed (const char *format, ...)
{
  va_list arguments;
  va_start (arguments, format);
  fputs ("mdmcheck: ", stderr);
  print_place (stderr);
  vfprintf (stderr, format, arguments);
  fputc ('\n', stderr);
  va_end (arguments);
  _Exit (2);
}

void
not_verified (const char *format, ...)
{
  va_list arguments;
  va_start (arguments, format);
  puts ("s NOT VERIFIED");
  print_place (stdout);
  vprintf (format, arguments);
  putchar ('\n');
  va_end (arguments);
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
      _Exit (2);
    }
  _Exit (status);
}

static void
out_of_memory (void)
{
  fputs ("mdmcheck: out of memory\n", stderr);
  _Exit (2);
}

void *
allocate (size_t count, size_t size)
{
  void *block = calloc (count > 0 ? count : 1, size);
  if (block == NULL)
    out_of_memory ();
  return block;
}

void *
grow (void *block, size_t count, size_t *room, size_t size)
{
  if (count < *room)
    return block;
  if (*room > SIZE_MAX / size / 2 - 8)
    out_of_memory ();
  *room = 2 * *room + 8;
  block = realloc (block, *room * size);
  if (block == NULL)
    out_of_memory ();
  return block;
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
  return allocate (1, size);
}

static void *
gmp_reallocate (void *block, size_t old_size, size_t size)
{
  (void) old_size;
  block = realloc (block, size);
  if (block == NULL)
    out_of_memory ();
  return block;
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
