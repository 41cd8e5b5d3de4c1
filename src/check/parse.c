/* parse.c - the ways out, memory, lines, words and numbers.  */
#include "check.h"

#include <errno.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#define LINE_MAX_BYTES 4194304
#define NUMBER_MAX 1000000
/* Nanoseconds, about: minutes.  */
#define WORK_MAX (UINT64_C (1) << 38)
#define MEMORY_MAX (UINT64_C (1) << 30)

struct place place;
int brief;
char *said;
char line[LINE_MAX_BYTES + 1];

static FILE *input;
static char *rest; /* the words of the record that are left, or NULL */
static uint64_t records;

void
stop (int status, const char *format, ...)
{
  FILE *file = status == 1 ? stdout : stderr;
  va_list arguments;
  va_start (arguments, format);
  fprintf (file, status == 1 ? "s NOT VERIFIED%c" : "mdmcheck: ",
           brief ? ' ' : '\n');
  if (place.line > 0)
    fprintf (file, "%s:%" PRIu64 ": ", place.file, place.line);
  else if (place.file != NULL)
    fprintf (file, "%s: ", place.file);
  vfprintf (file, format, arguments);
  fputc ('\n', file);
  if (status == 1)
    finish (1);
  _Exit (2);
}

void
finish (int status)
{
  int failed = fflush (stdout) != 0 || ferror (stdout);
  if (fclose (stdout) == 0 && !failed)
    _Exit (status);
  place = (struct place){ "standard output", 0 };
  stop (2, "cannot write: %s", strerror (errno));
}

/* What is held for a block, in steps as numbers grow by a word at a time, and
   with what malloc needs for itself, about.  */
#define room_of(size) (((uint64_t) (size) + 71) / 64 * 64)
static uint64_t held;

static void *
reallocate (void *block, size_t old_size, size_t size)
{
  uint64_t old_room = block != NULL ? room_of (old_size) : 0;
  require (size < MEMORY_MAX && held - old_room + room_of (size) <= MEMORY_MAX,
           "over a limit: this takes more than 2^30 bytes");
  held += room_of (size) - old_room;
  if (room_of (size) != old_room)
    block = realloc (block, room_of (size) - 8);
  require (block != NULL, "out of memory");
  if (size > old_size)
    memset ((char *) block + old_size, 0, size - old_size);
  return block;
}

void *
allocate (size_t size)
{
  return reallocate (NULL, 0, size);
}

void
release (void *block, size_t size)
{
  held -= room_of (size);
  free (block);
}

void
say (const char *format, ...)
{
  static size_t size, room;
  char *text;
  va_list arguments;
  va_start (arguments, format);
  size_t more = (size_t) gmp_vasprintf (&text, format, arguments);
  for (; size + more >= room; room = 2 * room + 1)
    said = reallocate (said, room, 2 * room + 1);
  memcpy (said + size, text, more + 1);
  size += more;
  release (text, more + 1);
  va_end (arguments);
}

void *
grow (void *block, size_t count, size_t size)
{
  size_t room = count > 0 ? 2 * count : 1; /* if COUNT is a power of two */
  return count & (count - 1) ? block
                             : reallocate (block, count * size, room * size);
}

void *
find (const void *table, const void *key, size_t key_size, size_t data_size)
{
  static struct entry
  {
    struct entry *next;
    const void *table;
    void *key;
    size_t size;
    max_align_t data[];
  } * first[1 << 18]; /* of those with a hash, FNV-1a */
  uint64_t hash = UINT64_C (0xcbf29ce484222325);
  for (size_t i = 0; i < key_size; i++)
    hash
        = (hash ^ ((const unsigned char *) key)[i]) * UINT64_C (0x100000001b3);
  struct entry **at = &first[(hash ^ hash >> 32) % (1 << 18)];
  for (; *at != NULL; at = &(*at)->next, spend (1, 0, 0))
    if ((*at)->table == table && (*at)->size == key_size
        && memcmp ((*at)->key, key, key_size) == 0)
      return (*at)->data;
  *at = allocate (sizeof **at + data_size);
  (*at)->table = table;
  (*at)->key = memcpy (allocate (key_size + 1), key, key_size);
  (*at)->size = key_size;
  return (*at)->data;
}

void
zeros (mpq_t **array, size_t count)
{
  int fresh = *array == NULL;
  spend (count, 0, 0);
  if (fresh)
    *array = allocate (count * sizeof **array + 1);
  for (size_t i = 0; i < count; i++)
    if (fresh)
      mpq_init ((*array)[i]);
    else
      mpq_set_ui ((*array)[i], 0, 1);
}

void
add (mpq_t q, const mpq_t a, const mpq_t b)
{
  size_t more = mpz_size (mpq_numref (a)) + mpz_size (mpq_denref (a))
                + mpz_size (mpq_numref (b)) + mpz_size (mpq_denref (b));
  RATIONAL (part);
  spend (1, more, more + mpz_size (mpq_denref (q)));
  mpq_mul (part, a, b);
  mpq_add (q, q, part);
}

void
add_times (mpq_t q, const mpq_t a, long b)
{
  RATIONAL (factor);
  mpq_set_si (factor, b, 1);
  add (q, a, factor);
}

void
gather (mpq_t q, const mpq_t a, const mpz_t n, mpq_t room)
{
  mpz_ptr factor = mpq_numref (room), more = mpq_denref (room);
  spend (1, mpz_size (mpq_denref (q)), mpz_size (mpq_denref (a)));
  mpz_tdiv_qr (factor, more, mpq_denref (q), mpq_denref (a));
  if (mpz_sgn (more) != 0)
    {
      mpz_gcd (more, more, mpq_denref (a));
      mpz_divexact (factor, mpq_denref (q), more);
      mpz_divexact (more, mpq_denref (a), more);
      mpz_mul (mpq_numref (q), mpq_numref (q), more);
      mpz_mul (mpq_denref (q), mpq_denref (q), more);
    }
  mpz_mul (factor, factor, n);
  mpz_addmul (mpq_numref (q), mpq_numref (a), factor);
}

void
spend (uint64_t count, uint64_t limbs, uint64_t more)
{
  static uint64_t left = WORK_MAX;
  uint64_t each = 200 + limbs * more;
  require (count <= left / each,
           "over a limit: this takes more than 2^38 steps");
  left -= count * each;
}

FILE *
open_file (const char *file)
{
  place = (struct place){ file, 0 };
  FILE *stream = strcmp (file, "-") == 0 ? stdin : fopen (file, "r");
  require (stream != NULL, "cannot open: %s", strerror (errno));
  return stream;
}

int
read_line (FILE *file, size_t *size)
{
  int byte;
  place.line++;
  for (*size = 0; (byte = getc (file)) != '\n' && byte != EOF; ++*size)
    {
      require (*size < LINE_MAX_BYTES,
               "over a limit: a line of more than %d bytes", LINE_MAX_BYTES);
      line[*size] = (char) byte;
    }
  require (!ferror (file), "cannot read: %s", strerror (errno));
  line[*size] = 0;
  return byte;
}

void
open_records (const char *file)
{
  mp_set_memory_functions (allocate, reallocate, release);
  input = open_file (file);
}

static void
end_record (void)
{
  require (rest == NULL, "'%.32s' is beyond the end of the record", rest);
}

const char *
record (void)
{
  size_t size;
  end_record ();
  do
    require (read_line (input, &size) != EOF,
             size == 0 ? "the file ends before its last record, 'end'"
                       : "the last line has no newline");
  while (records > 0 && line[0] == 'c' && (line[1] == ' ' || size == 1));
  for (size_t i = 0; i < size || i == 0; i++)
    require (line[i] == ' ' ? i > 0 && line[i + 1] > ' '
                            : line[i] > ' ' && line[i] <= '~',
             "a record is words of printing ASCII with single blanks between "
             "them");
  records++;
  rest = line;
  return word ();
}

void
expect (const char *expected)
{
  const char *got = record ();
  require (strcmp (got, expected) == 0, "'%s' is expected, not '%.32s'",
           expected, got);
}

void
item (const char *expected, uint64_t id)
{
  expect (expected);
  number (id, id);
}

void
end_records (const char *last)
{
  require (strcmp (last, "end") == 0, "'end' is expected, not '%.32s'", last);
  number (records - 1, records - 1);
  end_record ();
  require (getc (input) == EOF && !ferror (input),
           "there is something after the last record");
}

char *
word (void)
{
  char *text = rest;
  require (text != NULL, "a word is missing at the end of the record");
  rest = strchr (text, ' ');
  if (rest != NULL)
    *rest++ = 0;
  return text;
}

uint64_t
to_number (const char *text, uint64_t least, uint64_t most)
{
  size_t size = strspn (text, "0123456789");
  uint64_t n = size < 20 ? strtoull (text, NULL, 10) : UINT64_MAX;
  require (size > 0 && text[size] == 0 && (size == 1 || text[0] != '0')
               && n >= least && n <= most,
           "a number from %" PRIu64 " to %" PRIu64 " is expected, not '%.32s'",
           least, most, text);
  return n;
}

/* What reads as a rational is canonical if it is written the same again.  */
void
to_rational (mpq_t q, const char *text)
{
  char *again = NULL;
  require (strlen (text) <= NUMBER_MAX,
           "over a limit: a number of more than %d characters", NUMBER_MAX);
  if (mpq_set_str (q, text, 10) == 0 && mpz_sgn (mpq_denref (q)) != 0)
    {
      mpq_canonicalize (q);
      again = mpq_get_str (NULL, 10, q);
    }
  require (again != NULL && strcmp (text, again) == 0,
           "'%.32s' is no rational in lowest terms", text);
  release (again, strlen (again) + 1);
}

void
to_integer (mpz_t n, const char *text, unsigned long least)
{
  RATIONAL (q);
  to_rational (q, text);
  require (mpz_cmp_ui (mpq_denref (q), 1) == 0
               && mpz_cmp_ui (mpq_numref (q), least) >= 0,
           "an integer of at least %lu is expected", least);
  mpz_swap (n, mpq_numref (q));
}

size_t
one_of (const char *text, const char *const *names, size_t count,
        const char *what)
{
  size_t i = 0;
  while (i < count && strcmp (text, names[i]) != 0)
    i++;
  require (i < count, "a %s is expected, not '%.32s'", what, text);
  return i;
}
