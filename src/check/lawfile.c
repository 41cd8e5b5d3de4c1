/* lawfile.c - the user's own law file, and whether it is the same law.

   The format is that of mdmcert-law(5), read here anew.  Its tokens get the
   numbers of the certificate, and others from V on.  */
#include "check.h"

#include <stdlib.h>
#include <string.h>

#define DIGITS_MAX 10000
#define TOKENS_MAX 65536

static enum { UNDECLARED, WORDS, CHARACTERS } declared;
static int vocabulary_declared, several;  /* words in a sequence */
static unsigned char met[2 * TOKENS_MAX]; /* was the token declared, or met? */
static size_t tokens, length, rows;
static struct row
{
  uint64_t line;
  uint32_t *token; /* LENGTH of them */
  mpq_t weight;
} * row;
static mpq_t total;

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
  *fresh = !met[number];
  met[number] = 1;
  if (*fresh && ++tokens > TOKENS_MAX)
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
  if (rows > 0 || (split ? declared != UNDECLARED : vocabulary_declared))
    malformed ("a directive is misplaced or repeated");
  if (split)
    {
      declared = strcmp (word, "words") == 0 ? WORDS : CHARACTERS;
      if ((declared == CHARACTERS && strcmp (word, "chars") != 0)
          || strtok_r (NULL, " \t", &left) != NULL)
        malformed ("the split is 'words' or 'chars'");
      return;
    }
  vocabulary_declared = 1;
  for (; word != NULL; word = strtok_r (NULL, " \t", &left))
    {
      meet (word, strlen (word), &fresh);
      if (!fresh)
        malformed ("a token is declared twice");
    }
}

static void
read_row (char *text)
{
  static uint32_t *token;
  size_t count = 0;
  char *left, *word = strtok_r (text, " \t", &left), *next;
  row = grow (row, rows, sizeof *row);
  mpq_init (row[rows].weight);
  row[rows].line = place.line;
  read_weight (row[rows].weight, word);
  mpq_add (total, total, row[rows].weight);
  word = strtok_r (NULL, " \t", &left);
  if (word == NULL)
    malformed ("a sequence is expected after the weight");
  next = strtok_r (NULL, " \t", &left);
  if (declared == UNDECLARED && rows > 0 && several != (next != NULL))
    malformed ("a sequence of one word and one of several words");
  several = next != NULL;
  int characters = declared != UNDECLARED ? declared == CHARACTERS : !several;
  for (; word != NULL;
       word = next, next = next ? strtok_r (NULL, " \t", &left) : NULL)
    for (size_t size; *word != 0; word += size)
      {
        int fresh;
        for (size = 1; word[size] != 0; size++)
          if (characters && (word[size] & 0xc0) != 0x80)
            break; /* another character starts here */
        token = grow (token, count, sizeof *token);
        token[count++] = (uint32_t) meet (word, size, &fresh);
        if (fresh && vocabulary_declared)
          malformed ("a token is not in the declared vocabulary");
      }
  if (rows > 0 && count != length)
    malformed ("a sequence has another length than the first one");
  length = count;
  row[rows].token = allocate (count, sizeof *token);
  memcpy (row[rows].token, token, count * sizeof *token);
  rows++;
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
  if (rows == 0)
    malformed ("no row; a law has at least one line 'WEIGHT SEQUENCE'");
  if (mpq_sgn (total) == 0)
    malformed ("all weights are zero");
}

static int
compare_sequences (const void *a, const void *b)
{
  const struct row *x = a, *y = b;
  for (size_t i = 0; i < length; i++)
    if (x->token[i] != y->token[i])
      return x->token[i] < y->token[i] ? -1 : 1;
  return 0;
}

/* Is the row a sequence that the row R of the law is, with its probability? */
static int
same_row (const struct row *x, size_t r)
{
  RATIONAL (p);
  RATIONAL (q);
  law_probability (p, law.weight[r]);
  mpq_div (q, x->weight, total);
  int same = mpq_equal (p, q);
  for (size_t i = 0; i < law.length; i++)
    same &= x->token[i] == law.token[r * law.length + i];
  return same;
}

void
law_bind (const char *name)
{
  struct place certificate = place;
  size_t same = 0;
  mpq_init (total);
  for (size_t i = law.names; i < law.vocabulary; i++)
    {
      char numeral[32];
      law_token (numeral, (size_t) sprintf (numeral, "%zu", i));
    }
  read_law_file (name);
  qsort (row, rows, sizeof *row, compare_sequences);
  for (size_t r = 1; r < rows; r++)
    if (compare_sequences (&row[r - 1], &row[r]) == 0)
      {
        place.line
            = row[r - 1].line > row[r].line ? row[r - 1].line : row[r].line;
        malformed ("a sequence occurs again; every sequence has one row");
      }
  place = certificate;
  if (tokens != law.vocabulary || law.names != law.vocabulary)
    not_verified ("the law of the certificate has another vocabulary");
  if (length != law.length)
    not_verified ("the law of the certificate has another length");
  for (size_t r = 0; r < rows; r++)
    if (mpq_sgn (row[r].weight) != 0
        && (same == law.rows || !same_row (&row[r], same++)))
      not_verified ("the law of the certificate is another");
  if (same != law.rows)
    not_verified ("the law of the certificate is another");
}
