/* parse.c - the ways out, memory, lines, words and numbers.  */
#include "check.h"

#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#define LINE_MAX_BYTES 4194304
#define DIGITS_MAX 1000000
#define NUMBER_MAX INT64_MAX
/* Steps of about a nanosecond to a microsecond: minutes in all.  */
#define WORK_MAX (UINT64_C (1) << 36)

struct place place = { "mdmcheck", 0 };

static FILE *input;
static char *line; /* of the record, words being cut off by NULs */
static char *rest; /* the words that are left, or NULL */
static uint64_t records;

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

void *
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

/* The room is the power of two from COUNT on.  */
void *
grow (void *block, size_t count, size_t size)
{
  size_t room = count > 0 ? 2 * count : 1;
  if ((count & (count - 1)) != 0)
    return block;
  return checked (room > SIZE_MAX / size ? NULL
                                         : realloc (block, room * size));
}

mpq_t *
zeros (mpq_t **kept, size_t count)
{
  int fresh = *kept == NULL;
  if (fresh)
    *kept = allocate (count, sizeof **kept);
  for (size_t i = 0; i < count; i++)
    if (fresh)
      mpq_init ((*kept)[i]);
    else
      mpq_set_ui ((*kept)[i], 0, 1);
  return *kept;
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
parse_init (void)
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

void
integer_set (mpz_t n, uint64_t c)
{
  mpz_import (n, 1, 1, sizeof c, 0, 0, &c);
}

void
rational_scale (mpq_t q, uint64_t c)
{
  RATIONAL (factor);
  integer_set (mpq_numref (factor), c);
  mpq_mul (q, q, factor);
}

FILE *
parse_file (const char *file)
{
  place = (struct place){ file, 0 };
  FILE *stream = strcmp (file, "-") == 0 ? stdin : fopen (file, "r");
  if (stream == NULL)
    malformed ("cannot open: %s", strerror (errno));
  return stream;
}

void
parse_open (const char *file)
{
  input = parse_file (file);
}

int
parse_line (FILE *file, char **text, size_t *size)
{
  int byte;
  place.line++;
  for (*size = 0; (byte = getc (file)) != '\n' && byte != EOF; ++*size)
    {
      if (*size == LINE_MAX_BYTES)
        malformed ("over a limit: a line of more than %d bytes",
                   LINE_MAX_BYTES);
      *text = grow (*text, *size, 1);
      (*text)[*size] = (char) byte;
    }
  if (ferror (file))
    malformed ("cannot read: %s", strerror (errno));
  *text = grow (*text, *size, 1);
  (*text)[*size] = 0;
  return byte;
}

int
is_utf8 (const char *text, size_t size)
{
  static const uint32_t least[] = { 0, 0x80, 0x800, 0x10000 };
  const unsigned char *p = (const unsigned char *) text, *end = p + size;
  while (p < end)
    {
      ptrdiff_t more = *p < 0x80 ? 0 : *p < 0xe0 ? 1 : *p < 0xf0 ? 2 : 3;
      if ((*p >= 0x80 && *p < 0xc0) || *p >= 0xf8 || end - p <= more)
        return 0;
      uint32_t code = more > 0 ? *p & (0x3fU >> more) : *p;
      for (ptrdiff_t i = 1; i <= more; i++)
        {
          if ((p[i] & 0xc0) != 0x80)
            return 0;
          code = code << 6 | (p[i] & 0x3f);
        }
      if (code < least[more] || code > 0x10ffff || code >> 11 == 0x1b)
        return 0; /* too long, too large, or a surrogate */
      p += more + 1;
    }
  return 1;
}

/* Is the line words with single blanks between them?  */
static int
is_words (size_t size)
{
  for (size_t i = 0; i < size; i++)
    if (line[i] < ' ' || line[i] > '~'
        || (line[i] == ' ' && (i == 0 || i + 1 == size || line[i + 1] == ' ')))
      return 0;
  return size > 0;
}

const char *
parse_record (void)
{
  size_t size;
  if (rest != NULL)
    malformed ("'%.32s' is beyond the end of the record", rest);
  do
    if (parse_line (input, &line, &size) == EOF)
      malformed (size == 0 ? "the file ends before its last record, 'end'"
                           : "the last line has no newline");
  while (records > 0 && size > 0 && line[0] == 'c'
         && (size == 1 || line[1] == ' '));
  if (!is_words (size))
    malformed ("a record is words of printing ASCII with single blanks "
               "between them");
  records++;
  rest = line;
  return parse_word ();
}

void
parse_expect (const char *word)
{
  const char *got = parse_record ();
  if (strcmp (got, word) != 0)
    malformed ("'%s' is expected, not '%.32s'", word, got);
}

void
parse_item (const char *word, size_t id)
{
  parse_expect (word);
  parse_number (id, id);
}

char *
parse_word (void)
{
  char *word = rest;
  if (word == NULL)
    malformed ("a word is missing at the end of the record");
  rest = strchr (word, ' ');
  if (rest != NULL)
    *rest++ = 0;
  return word;
}

void
digits_integer (mpz_t n, const char *text)
{
  size_t size = strspn (text, "0123456789");
  if (size == 0 || text[size] != 0)
    malformed ("a number is expected, not '%.32s'", text);
  if (size > 1 && text[0] == '0')
    malformed ("a number has leading zeros");
  if (size > DIGITS_MAX)
    malformed ("over a limit: a number of more than %d digits", DIGITS_MAX);
  mpz_set_str (n, text, 10);
}

uint64_t
digits_number (const char *text, uint64_t least, uint64_t most)
{
  INTEGER (n);
  digits_integer (n, text);
  uint64_t c = mpz_sizeinbase (n, 2) < 64 ? strtoull (text, NULL, 10) : 0;
  if (mpz_sizeinbase (n, 2) > 63 || c < least || c > most)
    malformed ("'%.32s' is no number from %" PRIu64 " to %" PRIu64, text,
               least, most);
  return c;
}

uint64_t
parse_number (uint64_t least, uint64_t most)
{
  return digits_number (parse_word (), least, most);
}

uint64_t
parse_count (uint64_t least)
{
  return parse_number (least, NUMBER_MAX);
}

void
parse_integer (mpz_t n, unsigned long least)
{
  digits_integer (n, parse_word ());
  if (mpz_cmp_ui (n, least) < 0)
    malformed ("an integer of at least %lu is expected", least);
}

void
parse_rational (mpq_t q)
{
  char *numerator = parse_word (), *denominator = strchr (numerator, '/');
  int negative = *numerator == '-';
  INTEGER (common);
  if (denominator != NULL)
    *denominator++ = 0;
  digits_integer (mpq_numref (q), numerator + negative);
  mpz_set_ui (mpq_denref (q), 1);
  if (denominator != NULL)
    {
      digits_integer (mpq_denref (q), denominator);
      mpz_gcd (common, mpq_numref (q), mpq_denref (q));
      if (mpz_cmp_ui (mpq_denref (q), 2) < 0 || mpz_cmp_ui (common, 1) != 0)
        malformed ("a rational is not in lowest terms");
    }
  if (mpq_sgn (q) == 0 && negative)
    malformed ("zero is written '0'");
  if (negative)
    mpq_neg (q, q);
}

size_t
parse_one_of (const char *const *words, size_t count, const char *what)
{
  const char *word = parse_word ();
  for (size_t i = 0; i < count; i++)
    if (strcmp (word, words[i]) == 0)
      return i;
  malformed ("a %s is expected, not '%.32s'", what, word);
}

void
parse_end (void)
{
  parse_expect ("end");
  parse_number (records - 1, records - 1);
  if (rest != NULL)
    malformed ("'%.32s' is beyond the end of the record", rest);
  if (getc (input) != EOF)
    {
      place.line++;
      malformed ("there is something after the last record");
    }
  if (ferror (input))
    malformed ("cannot read: %s", strerror (errno));
}
