/* lawfile.c - the user's own law file, and whether it is the same law.

   The format is that of mdmcert-law(5), read here anew.  */
#include "check.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#define DIGITS_MAX 10000

enum split
{
  UNKNOWN,
  WORDS,
  CHARACTERS
};

struct file
{
  enum split split;
  int split_declared, vocabulary_declared;
  struct names names;
  size_t length, rows, token_room, row_room;
  uint32_t *token; /* LENGTH of each row */
  struct row
  {
    mpq_t weight;
    uint64_t line;
    const uint32_t *token; /* set when all are read */
  } * row;
  mpq_t total;
};

static int
is_blank (char c)
{
  return c == ' ' || c == '\t';
}

/* All bytes of FILE; *SIZE of them, and a NUL.  */
static char *
read_all (const char *file, size_t *size)
{
  FILE *stream = parse_file (file);
  char *text = NULL;
  size_t room = 0;
  int byte;
  for (*size = 0; (byte = getc (stream)) != EOF; ++*size)
    {
      text = grow (text, *size, &room, 1);
      text[*size] = (char) byte;
    }
  if (ferror (stream))
    malformed ("cannot read: %s", strerror (errno));
  if (stream != stdin)
    fclose (stream);
  text = grow (text, *size, &room, 1);
  text[*size] = 0;
  return text;
}

/* A run of digits at *TEXT, as N; *TEXT goes behind it.  */
static void
read_digits (mpz_t n, char **text)
{
  size_t size = strspn (*text, "0123456789");
  if (size == 0)
    malformed ("bad weight: digits, digits/digits or digits.digits and then a "
               "blank are expected");
  if (size > DIGITS_MAX)
    malformed ("bad weight: more than %d digits", DIGITS_MAX);
  char after = (*text)[size];
  (*text)[size] = 0;
  mpz_set_str (n, *text, 10);
  *text += size;
  **text = after;
}

static char *
read_weight (mpq_t q, char *text)
{
  read_digits (mpq_numref (q), &text);
  mpz_set_ui (mpq_denref (q), 1);
  if (*text == '/')
    {
      text++;
      read_digits (mpq_denref (q), &text);
      if (mpz_sgn (mpq_denref (q)) == 0)
        malformed ("bad weight: the denominator is zero");
    }
  else if (*text == '.')
    {
      char *from = ++text;
      INTEGER (decimals);
      read_digits (decimals, &text);
      mpz_ui_pow_ui (mpq_denref (q), 10, (unsigned long) (text - from));
      mpz_mul (mpq_numref (q), mpq_numref (q), mpq_denref (q));
      mpz_add (mpq_numref (q), mpq_numref (q), decimals);
    }
  mpq_canonicalize (q);
  if (!is_blank (*text))
    malformed ("bad weight: a blank and a sequence are expected after it");
  return text;
}

/* The next word at *TEXT, or NULL; *TEXT goes behind it.  */
static char *
next_word (char **text, size_t *size)
{
  char *word = *text + strspn (*text, " \t");
  *size = strcspn (word, " \t");
  *text = word + *size;
  return *size > 0 ? word : NULL;
}

static void
add_token (struct file *f, const char *text, size_t size, size_t i)
{
  size_t number = names_find (&f->names, text, size);
  if (number == f->names.count)
    {
      if (f->vocabulary_declared)
        malformed ("a token is not in the declared vocabulary");
      names_add (&f->names, text, size);
    }
  if (f->rows > 0 && i >= f->length)
    malformed ("a sequence has another length than the first one");
  size_t at = f->rows * f->length + i;
  f->token = grow (f->token, at, &f->token_room, sizeof *f->token);
  f->token[at] = (uint32_t) number;
}

static void
read_row (struct file *f, char *text)
{
  size_t size, length = 0;
  f->row = grow (f->row, f->rows, &f->row_room, sizeof *f->row);
  struct row *row = &f->row[f->rows];
  mpq_init (row->weight);
  row->line = place.line;
  text = read_weight (row->weight, text + strspn (text, " \t"));
  char *first = next_word (&text, &size), *rest = text;
  if (first == NULL)
    malformed ("a sequence is expected after the weight");
  enum split split = next_word (&rest, &(size_t){ 0 }) ? WORDS : CHARACTERS;
  if (!f->split_declared && f->rows > 0 && split != f->split)
    malformed ("a sequence of one word and one of several words");
  if (!f->split_declared)
    f->split = split;
  for (char *word = first; word != NULL; word = next_word (&text, &size))
    if (f->split == WORDS)
      add_token (f, word, size, length++);
    else
      for (size_t at = 0, n; at < size; at += n)
        {
          n = utf8_size (word + at, size - at);
          add_token (f, word + at, n, length++);
        }
  if (f->rows > 0 && length != f->length)
    malformed ("a sequence has another length than the first one");
  f->length = length;
  f->rows++;
  mpq_add (f->total, f->total, row->weight);
}

/* A line that starts with `#:', TEXT being behind that.  */
static void
read_directive (struct file *f, char *text)
{
  size_t size, of_name;
  char *name = next_word (&text, &of_name), *word = next_word (&text, &size);
  int split = name != NULL && of_name == 5 && memcmp (name, "split", 5) == 0;
  int known
      = split
        || (name != NULL && of_name == 5 && memcmp (name, "vocab", 5) == 0);
  if (!known || !is_blank (name[-1]) || word == NULL)
    malformed ("'#:' is followed by 'vocab TOKEN ..', 'split words' or "
               "'split chars'");
  if (f->rows > 0 || (split ? f->split_declared : f->vocabulary_declared))
    malformed ("a directive is misplaced or repeated");
  if (!split)
    {
      f->vocabulary_declared = 1;
      for (; word != NULL; word = next_word (&text, &size))
        {
          if (names_find (&f->names, word, size) < f->names.count)
            malformed ("a token is declared twice");
          names_add (&f->names, word, size);
        }
      return;
    }
  f->split_declared = 1;
  f->split = size == 5 && memcmp (word, "words", 5) == 0   ? WORDS
             : size == 5 && memcmp (word, "chars", 5) == 0 ? CHARACTERS
                                                           : UNKNOWN;
  if (f->split == UNKNOWN || next_word (&text, &size) != NULL)
    malformed ("the split is 'words' or 'chars'");
}

/* A line without its end, SIZE bytes and a NUL.  */
static void
read_file_line (struct file *f, char *text, size_t size)
{
  for (size_t i = 0, n; i < size; i += n)
    {
      n = utf8_size (text + i, size - i);
      if (n == 0)
        malformed ("this is not UTF-8");
      if (text[i] == 0 || text[i] == '\r')
        malformed ("a NUL byte, or a carriage return within a line");
    }
  if (place.line == 1 && strncmp (text, "\357\273\277", 3) == 0)
    malformed ("a byte order mark");
  if (text[0] == '#' && text[1] == ':')
    read_directive (f, text + 2);
  else if (text[0] != '#' && text[strspn (text, " \t")] != 0)
    read_row (f, text);
}

static size_t sorted_length; /* of the sequences that qsort compares */

static int
compare_sequences (const void *a, const void *b)
{
  const struct row *x = a, *y = b;
  for (size_t i = 0; i < sorted_length; i++)
    if (x->token[i] != y->token[i])
      return x->token[i] < y->token[i] ? -1 : 1;
  return 0;
}

static void
read_law_file (struct file *f, const char *name)
{
  size_t size, next;
  char *text = read_all (name, &size);
  for (size_t at = 0; at < size; at = next)
    {
      char *end = memchr (text + at, '\n', size - at);
      size_t length = end != NULL ? (size_t) (end - text) - at : size - at;
      next = at + length + 1;
      place.line++;
      if (end != NULL && length > 0 && end[-1] == '\r')
        length--;
      text[at + length] = 0;
      read_file_line (f, text + at, length);
    }
  place.line = 0;
  if (f->rows == 0)
    malformed ("no row; a law has at least one line 'WEIGHT SEQUENCE'");
  if (mpq_sgn (f->total) == 0)
    malformed ("all weights are zero");
  free (text);
}

/* Number the tokens of the file as LAW does, or leave with 1 if it has not
   the same ones.  */
static uint32_t *
map_tokens (const struct file *f, const struct law *law)
{
  uint32_t *map = allocate (f->names.count, sizeof *map);
  int same = f->names.count == law->vocabulary;
  for (size_t i = 0; same && i < f->names.count; i++)
    {
      const struct name *name = &f->names.name[i];
      char numeral[16];
      if (law->names.count > 0)
        map[i] = (uint32_t) names_find (&law->names, name->text, name->size);
      else if (name->size <= 5)
        {
          memcpy (numeral, name->text, name->size);
          numeral[name->size] = 0;
          map[i] = (uint32_t) strtoul (numeral, NULL, 10);
          snprintf (numeral, sizeof numeral, "%lu", (unsigned long) map[i]);
          same = strlen (numeral) == name->size
                 && memcmp (numeral, name->text, name->size) == 0;
        }
      else
        same = 0;
      same &= map[i] < law->vocabulary;
    }
  if (!same)
    not_verified ("the law of the certificate has another vocabulary");
  return map;
}

/* Sort the rows; no sequence occurs twice.  */
static void
sort_rows (struct file *f)
{
  sorted_length = f->length;
  qsort (f->row, f->rows, sizeof *f->row, compare_sequences);
  for (size_t r = 1; r < f->rows; r++)
    if (compare_sequences (&f->row[r - 1], &f->row[r]) == 0)
      {
        place.line = f->row[r - 1].line > f->row[r].line ? f->row[r - 1].line
                                                         : f->row[r].line;
        malformed ("a sequence occurs again; every sequence has one row");
      }
}

/* Is the row R of LAW a sequence of this probability?  */
static int
same_row (const struct file *f, const struct row *row, const struct law *law,
          size_t r)
{
  RATIONAL (p);
  RATIONAL (q);
  law_probability (p, law, r);
  mpq_div (q, row->weight, f->total);
  int same = mpq_equal (p, q);
  for (size_t i = 0; i < law->length; i++)
    same &= row->token[i] == law->token[r * law->length + i];
  return same;
}

void
law_bind (const struct law *law, const char *name)
{
  struct place certificate = place;
  struct file f = { .split = UNKNOWN };
  size_t met = 0;
  mpq_init (f.total);
  read_law_file (&f, name);
  for (size_t r = 0; r < f.rows; r++)
    f.row[r].token = f.token + r * f.length;
  sort_rows (&f);
  place = certificate;
  uint32_t *map = map_tokens (&f, law);
  if (f.length != law->length)
    not_verified ("the law of the certificate has another length");
  for (size_t i = 0; i < f.rows * f.length; i++)
    f.token[i] = map[f.token[i]];
  sort_rows (&f);
  for (size_t r = 0; r < f.rows; r++)
    {
      if (mpq_sgn (f.row[r].weight) != 0
          && (met == law->rows || !same_row (&f, &f.row[r], law, met++)))
        not_verified ("the law of the certificate is another");
      mpq_clear (f.row[r].weight);
    }
  if (met != law->rows)
    not_verified ("the law of the certificate is another");
  mpq_clear (f.total);
  free (map);
  free (f.row);
  free (f.token);
}
