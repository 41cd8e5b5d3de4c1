/* lawfile.c - the user's own law file, and whether it is the same law.

   The format is that of mdmcert-law(5), read here anew.  Its tokens get the
   numbers of the certificate, and others from V on.  */
#include "check.h"

#include <stdlib.h>
#include <string.h>

#define DIGITS_MAX 10000
#define TOKENS_MAX 65536

enum split
{
  UNKNOWN,
  WORDS,
  CHARACTERS
};

static struct
{
  enum split split;
  int split_declared, vocabulary_declared;
  unsigned char met[2 * TOKENS_MAX]; /* was the token declared, or met? */
  size_t tokens, length, rows;
  struct row
  {
    uint64_t line;
    uint32_t *token; /* LENGTH of them */
    mpq_t weight;
  } * row;
  uint32_t *token; /* of the row that is read */
  mpq_t total;
} f;

/* A weight is digits, digits/digits or digits.digits.  */
static void
read_weight (mpq_t q, char *word)
{
  size_t size = strspn (word, "0123456789");
  char mark = word[size], *after = word + size + (mark != 0);
  size_t more = strspn (after, "0123456789");
  if (size == 0 || (mark != 0 && mark != '/' && mark != '.')
      || (mark != 0 && more == 0) || after[more] != 0)
    malformed ("bad weight: digits, digits/digits or digits.digits are "
               "expected");
  if (size > DIGITS_MAX || more > DIGITS_MAX)
    malformed ("bad weight: more than %d digits", DIGITS_MAX);
  mpz_set_ui (mpq_denref (q), 1);
  if (mark == '/')
    mpz_set_str (mpq_denref (q), after, 10);
  if (mark == '.')
    {
      memmove (word + size, after, more + 1);
      mpz_ui_pow_ui (mpq_denref (q), 10, (unsigned long) more);
    }
  else
    word[size] = 0;
  mpz_set_str (mpq_numref (q), word, 10);
  if (mpz_sgn (mpq_denref (q)) == 0)
    malformed ("bad weight: the denominator is zero");
  mpq_canonicalize (q);
}

/* The number of a token; whether it is met for the first time, in *FRESH.  */
static size_t
meet (const char *text, size_t size, int *fresh)
{
  size_t number = law_token (text, size);
  *fresh = !f.met[number];
  f.met[number] = 1;
  if (*fresh && ++f.tokens > TOKENS_MAX)
    malformed ("over a limit: more than %d tokens", TOKENS_MAX);
  return number;
}

/* What follows `#:' in a line.  */
static void
read_directive (char *text)
{
  char *left, *name = strtok_r (text, " \t", &left);
  char *word = name != NULL ? strtok_r (NULL, " \t", &left) : NULL;
  int split = word != NULL && strcmp (name, "split") == 0, fresh;
  if (word == NULL || name == text || (!split && strcmp (name, "vocab") != 0))
    malformed ("'#:' is followed by 'vocab TOKEN ..', 'split words' or "
               "'split chars'");
  if (f.rows > 0 || (split ? f.split_declared : f.vocabulary_declared))
    malformed ("a directive is misplaced or repeated");
  *(split ? &f.split_declared : &f.vocabulary_declared) = 1;
  for (; !split && word != NULL; word = strtok_r (NULL, " \t", &left))
    {
      meet (word, strlen (word), &fresh);
      if (!fresh)
        malformed ("a token is declared twice");
    }
  if (!split)
    return;
  f.split = strcmp (word, "words") == 0   ? WORDS
            : strcmp (word, "chars") == 0 ? CHARACTERS
                                          : UNKNOWN;
  if (f.split == UNKNOWN || strtok_r (NULL, " \t", &left) != NULL)
    malformed ("the split is 'words' or 'chars'");
}

static void
read_row (char *text)
{
  size_t length = 0;
  char *left, *word = strtok_r (text, " \t", &left), *next;
  f.row = grow (f.row, f.rows, sizeof *f.row);
  struct row *row = &f.row[f.rows];
  mpq_init (row->weight);
  row->line = place.line;
  read_weight (row->weight, word);
  mpq_add (f.total, f.total, row->weight);
  word = strtok_r (NULL, " \t", &left);
  if (word == NULL)
    malformed ("a sequence is expected after the weight");
  next = strtok_r (NULL, " \t", &left);
  enum split split = next != NULL ? WORDS : CHARACTERS;
  if (!f.split_declared && f.rows > 0 && split != f.split)
    malformed ("a sequence of one word and one of several words");
  if (!f.split_declared)
    f.split = split;
  for (; word != NULL;
       word = next, next = next ? strtok_r (NULL, " \t", &left) : NULL)
    for (size_t size; *word != 0; word += size)
      {
        int fresh;
        for (size = 1; word[size] != 0; size++)
          if (f.split == CHARACTERS && (word[size] & 0xc0) != 0x80)
            break; /* another character starts here */
        f.token = grow (f.token, length, sizeof *f.token);
        f.token[length++] = (uint32_t) meet (word, size, &fresh);
        if (fresh && f.vocabulary_declared)
          malformed ("a token is not in the declared vocabulary");
      }
  if (f.rows > 0 && length != f.length)
    malformed ("a sequence has another length than the first one");
  f.length = length;
  row->token = allocate (length, sizeof *row->token);
  memcpy (row->token, f.token, length * sizeof *row->token);
  f.rows++;
}

static void
read_law_file (const char *name)
{
  static char *line;
  size_t size;
  int end;
  FILE *file = parse_file (name);
  do
    {
      end = parse_line (file, &line, &size);
      if (end == '\n' && size > 0 && line[size - 1] == '\r')
        line[--size] = 0;
      if (!is_utf8 (line, size))
        malformed ("this is not UTF-8");
      if (strlen (line) < size || strchr (line, '\r') != NULL)
        malformed ("a NUL byte, or a carriage return within a line");
      if (place.line == 1 && strncmp (line, "\357\273\277", 3) == 0)
        malformed ("a byte order mark");
      if (line[0] == '#' && line[1] == ':')
        read_directive (line + 2);
      else if (line[0] != '#' && line[strspn (line, " \t")] != 0)
        read_row (line);
    }
  while (end != EOF);
  if (file != stdin)
    fclose (file);
  place.line = 0;
  if (f.rows == 0)
    malformed ("no row; a law has at least one line 'WEIGHT SEQUENCE'");
  if (mpq_sgn (f.total) == 0)
    malformed ("all weights are zero");
}

static int
compare_sequences (const void *a, const void *b)
{
  const struct row *x = a, *y = b;
  for (size_t i = 0; i < f.length; i++)
    if (x->token[i] != y->token[i])
      return x->token[i] < y->token[i] ? -1 : 1;
  return 0;
}

/* Is the row a sequence that the row R of the law is, with its probability? */
static int
same_row (const struct row *row, size_t r)
{
  RATIONAL (p);
  RATIONAL (q);
  law_probability (p, law.weight[r]);
  mpq_div (q, row->weight, f.total);
  int same = mpq_equal (p, q);
  for (size_t i = 0; i < law.length; i++)
    same &= row->token[i] == law.token[r * law.length + i];
  return same;
}

void
law_bind (const char *name)
{
  struct place certificate = place;
  size_t met = 0;
  mpq_init (f.total);
  for (size_t i = law.names; i < law.vocabulary; i++)
    {
      char numeral[32];
      law_token (numeral, (size_t) sprintf (numeral, "%zu", i));
    }
  read_law_file (name);
  qsort (f.row, f.rows, sizeof *f.row, compare_sequences);
  for (size_t r = 1; r < f.rows; r++)
    if (compare_sequences (&f.row[r - 1], &f.row[r]) == 0)
      {
        place.line = f.row[r - 1].line > f.row[r].line ? f.row[r - 1].line
                                                       : f.row[r].line;
        malformed ("a sequence occurs again; every sequence has one row");
      }
  place = certificate;
  if (f.tokens != law.vocabulary || law.names != law.vocabulary)
    not_verified ("the law of the certificate has another vocabulary");
  if (f.length != law.length)
    not_verified ("the law of the certificate has another length");
  for (size_t r = 0; r < f.rows; r++)
    if (mpq_sgn (f.row[r].weight) != 0
        && (met == law.rows || !same_row (&f.row[r], met++)))
      not_verified ("the law of the certificate is another");
  if (met != law.rows)
    not_verified ("the law of the certificate is another");
}
