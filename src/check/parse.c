/* parse.c - lines, words and numbers of a certificate.  */
#include "check.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#define LINE_MAX_BYTES 4194304
#define DIGITS_MAX 1000000

const char *const relation_name[] = { "<=", "<", "=", "!=", ">", ">=" };

static FILE *input;
static char *line; /* of the record, words being cut off by NULs */
static size_t room;
static char *rest; /* the words that are left, or NULL */
static uint64_t records;

FILE *
parse_file (const char *file)
{
  place.file = file;
  place.line = 0;
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

/* Take a line, without its newline; its length.  */
static size_t
read_line (void)
{
  size_t size = 0;
  int byte;
  place.line++;
  while ((byte = getc (input)) != '\n' && byte != EOF)
    {
      if (size == LINE_MAX_BYTES)
        malformed ("over a limit: a line of more than %d bytes",
                   LINE_MAX_BYTES);
      line = grow (line, size + 1, &room, 1);
      line[size++] = (char) byte;
    }
  if (ferror (input))
    malformed ("cannot read: %s", strerror (errno));
  if (byte == EOF && size == 0)
    malformed ("the file ends before its last record, 'end'");
  if (byte == EOF)
    malformed ("the last line has no newline");
  line = grow (line, size, &room, 1);
  line[size] = 0;
  return size;
}

/* Are the SIZE bytes of the line words with single blanks between them?  */
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
    size = read_line ();
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

uint64_t
parse_record_count (void)
{
  return records;
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

/* Leave unless TEXT is canonical digits.  */
static void
expect_digits (const char *text)
{
  size_t size = strspn (text, "0123456789");
  if (size == 0 || text[size] != 0)
    malformed ("a number is expected, not '%.32s'", text);
  if (size > 1 && text[0] == '0')
    malformed ("a number has leading zeros");
  if (size > DIGITS_MAX)
    malformed ("over a limit: a number of more than %d digits", DIGITS_MAX);
}

uint64_t
digits_number (const char *text, uint64_t least, uint64_t most)
{
  expect_digits (text);
  uint64_t n = strlen (text) > 19 ? UINT64_MAX : strtoull (text, NULL, 10);
  if (n > NUMBER_MAX || n < least || n > most)
    malformed ("'%.32s' is no number from %" PRIu64 " to %" PRIu64, text,
               least, most);
  return n;
}

void
digits_integer (mpz_t n, const char *text)
{
  expect_digits (text);
  mpz_set_str (n, text, 10);
}

uint64_t
parse_number (uint64_t least, uint64_t most)
{
  return digits_number (parse_word (), least, most);
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
  if (mpq_sgn (q) == 0 && (negative || denominator != NULL))
    malformed ("zero is written '0'");
  if (negative)
    mpz_neg (mpq_numref (q), mpq_numref (q));
}

enum relation
parse_relation (void)
{
  const char *word = parse_word ();
  for (int i = LESS_EQUAL; i <= GREATER_EQUAL; i++)
    if (strcmp (word, relation_name[i]) == 0)
      return (enum relation) i;
  malformed ("a relation is expected, not '%.32s'", word);
}

void
parse_close (void)
{
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

size_t
utf8_size (const char *text, size_t size)
{
  const unsigned char *p = (const unsigned char *) text;
  static const uint32_t least[] = { 0, 0, 0x80, 0x800, 0x10000 };
  size_t need = p[0] < 0xe0 ? 2 : p[0] < 0xf0 ? 3 : 4;
  if (p[0] < 0x80)
    return 1;
  if (p[0] < 0xc0 || p[0] >= 0xf8 || need > size)
    return 0;
  uint32_t code = p[0] & (0x7f >> need);
  for (size_t i = 1; i < need; i++)
    {
      if ((p[i] & 0xc0) != 0x80)
        return 0;
      code = code << 6 | (p[i] & 0x3f);
    }
  int surrogate = code >> 11 == 0x1b;
  return code < least[need] || code > 0x10ffff || surrogate ? 0 : need;
}
