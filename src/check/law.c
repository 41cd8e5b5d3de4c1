/* law.c - the law of a certificate, and that of a file; marginals.  */
#include "check.h"

#include <stdlib.h>
#include <string.h>

struct law law;

/* A token.  */
struct name
{
  size_t number; /* from 1 */
  int met;       /* in the law file */
};

static size_t names; /* with a number */

/* The one with this text, encoded as in a certificate; it gets the next number
   if it is new.  */
static struct name *
find_name (const char *text)
{
  struct name *name = find (&law, text, strlen (text), sizeof *name);
  if (name->number == 0)
    name->number = ++names;
  return name;
}

/* Groups are compared by the values of their rows at these positions.  */
static uint64_t order;

static int
compare (const void *a, const void *b)
{
  const uint32_t *x = law.token + ((const struct group *) a)->row * law.length;
  const uint32_t *y = law.token + ((const struct group *) b)->row * law.length;
  for (uint64_t left = order; left != 0; left &= left - 1)
    {
      int i = __builtin_ctzll (left);
      if (x[i] != y[i])
        return x[i] < y[i] ? -1 : 1;
    }
  return 0;
}

static void
read_rows (uint64_t rows)
{
  struct group *row = NULL;
  mpz_init (law.total);
  order = law.set;
  for (size_t r = 0; r < rows; r++)
    {
      expect ("row");
      row = grow (row, r, sizeof *row);
      row[r].row = (uint32_t) r;
      mpz_init (row[r].weight);
      integer (row[r].weight, 1);
      mpz_add (law.total, law.total, row[r].weight);
      for (size_t i = r * law.length; i < (r + 1) * law.length; i++)
        {
          law.token = grow (law.token, i, sizeof *law.token);
          law.token[i] = (uint32_t) number (0, law.vocabulary - 1);
        }
      require (r == 0 || compare (&row[r - 1], &row[r]) < 0,
               "the rows do not ascend");
    }
  law.all = (struct groups){ .count = rows, .group = row };
}

void
law_read (void)
{
  static const char *const kinds[] = { "law", "length", "copies", "sets" };
  char numeral[32];
  law.kind = one_of (record (), kinds, 4, "'law', 'length', 'copies' or 'sets'");
  law.length = number (1, law.kind == ROWS    ? 63
                          : law.kind == JOINT ? 16
                                              : 100000);
  law.set = (UINT64_C (1) << law.length % 64) - 1;
  zeros (&law.copies, law.length + 1);
  for (size_t m = 1; law.kind == COPIES && m <= law.length; m++)
    {
      integer (mpq_numref (law.copies[m]), 0);
      say (m == 1 ? "law: %Qd" : " %Qd", law.copies[m]);
    }
  if (law.kind == COPIES)
    say (" independent copies of MDS codes [%zu,m], m = 1 to %zu\n",
         law.length, law.length);
  if (law.kind != ROWS)
    return;
  law.vocabulary = number (1, 65536);
  uint64_t rows = number (1, UINT32_C (1) << 30);
  expect ("tokens");
  uint64_t tokens = number (0, law.vocabulary);
  require (tokens % law.vocabulary == 0, "the number of tokens is V or 0");
  for (uint64_t i = 0; i < law.vocabulary; i++)
    {
      sprintf (numeral, "%" PRIu64, i);
      if (tokens > 0)
        item ("token", i);
      require (find_name (tokens > 0 ? word () : numeral)->number == i + 1,
               "a token is there twice");
    }
  read_rows (rows);
}

void
law_probability (mpq_t p, const mpz_t w)
{
  mpz_set (mpq_numref (p), w);
  mpz_set (mpq_denref (p), law.total);
  mpq_canonicalize (p);
}

struct groups
law_group (const struct groups *of, uint64_t set)
{
  struct groups g = { .room = of->count * sizeof *g.group };
  g.group = allocate (g.room + 1);
  memcpy (g.group, of->group, g.room);
  order = set;
  qsort (g.group, of->count, sizeof *g.group, compare);
  spend (of->count, 0, 0);
  for (size_t i = 0; i < of->count; i++)
    {
      struct group next = g.group[i], *last = &g.group[g.count];
      if (i > 0 && compare (&last[-1], &next) == 0)
        mpz_add (last[-1].weight, last[-1].weight, next.weight);
      else
        {
          last->row = next.row;
          mpz_init_set (last->weight, next.weight);
          g.count++;
        }
    }
  return g;
}

void
law_ungroup (struct groups *g)
{
  for (size_t i = 0; i < g->count; i++)
    mpz_clear (g->group[i].weight);
  release (g->group, g->room + 1);
}

int
law_same (const struct group *a, const struct group *b, uint64_t set)
{
  order = set;
  return compare (a, b) == 0;
}

size_t
law_find (const struct groups *g, uint64_t set, uint32_t row)
{
  const struct group key = { .row = row }, *found;
  if (g->at != NULL)
    return g->at[row];
  order = set;
  found = bsearch (&key, g->group, g->count, sizeof key, compare);
  return (size_t) (found - g->group);
}

/* The law file.  Its format is that of mdmcert-law(5); its tokens get the
   numbers of the certificate, and others from V + 1 on.  Of UTF-8 no more is
   used than that the bytes 0x80 to 0xbf go on with a character.  */

#define DIGITS_MAX 10000

static enum { UNDECLARED, WORDS, CHARACTERS } split;
static int declared, several; /* the vocabulary; words in a sequence */
static size_t tokens, length, rows;
static mpq_t total;
struct row
{
  uint64_t line; /* 0 for one that the file has not */
  mpq_t weight;
};

#define DIGITS "0123456789"

/* A weight is digits/digits, or digits.digits, of which some may be missing,
   perhaps with an exponent; + may stand before it.  No more digits are written
   out than are counted here.  */
static void
read_weight (mpq_t q, char *text)
{
  text += *text == '+';
  size_t size = strspn (text, DIGITS);
  char *end = text + size;
  int quotient = *end == '/';
  long exponent = 0;
  INTEGER (power);
  if (*end == '.')
    memmove (end, end + 1, strlen (end));
  end += quotient;
  size_t more = strspn (end, DIGITS);
  int digits = quotient ? size > 0 && more > 0 : size + more > 0;
  end += more;
  if (!quotient && (*end == 'e' || *end == 'E'))
    {
      *end++ = 0;
      digits &= strspn (end + (*end == '-' || *end == '+'), DIGITS) > 0;
      exponent = strtol (end, &end, 10);
    }
  require (digits && *end == 0, "bad weight: digits/digits or a decimal is "
                                "expected, as 1/3, 3, 0.25, .5 or 9.5e-05");
  require (size <= DIGITS_MAX && more <= DIGITS_MAX
               && exponent <= DIGITS_MAX - (long) size
               && exponent >= (long) more - DIGITS_MAX,
           "over a limit: a weight of more than %d digits", DIGITS_MAX);
  mpq_set_str (q, text, 10);
  exponent -= quotient ? 0 : (long) more;
  mpz_ui_pow_ui (power, 10, (unsigned long) labs (exponent));
  mpz_ptr part = exponent < 0 ? mpq_denref (q) : mpq_numref (q);
  mpz_mul (part, part, power);
  require (mpz_sgn (mpq_denref (q)) != 0,
           "bad weight: the denominator is zero");
  mpq_canonicalize (q);
}

/* The number of the token TEXT[0..SIZE), which is declared or met here.  */
static uint32_t
meet (const char *text, size_t size, int declaring)
{
  char *code = allocate (3 * size + 1), *end = code;
  for (size_t i = 0; i < size; i++)
    if (text[i] > ' ' && text[i] <= '~' && text[i] != '%')
      *end++ = text[i];
    else
      end += sprintf (end, "%%%02X", (unsigned char) text[i]);
  struct name *name = find_name (code);
  release (code, 3 * size + 1);
  require (!declaring || !name->met, "a token is declared twice");
  require (declaring || !declared || name->met,
           "a token is not in the declared vocabulary");
  tokens += !name->met;
  name->met = 1;
  return (uint32_t) name->number - 1;
}

/* The next word of *TEXT, which is cut off, or NULL.  */
static char *
cut (char **text)
{
  char *word = *text + strspn (*text, " \t");
  *text = word + strcspn (word, " \t");
  if (**text != 0)
    *(*text)++ = 0;
  return *word != 0 ? word : NULL;
}

/* What follows `#:' in a line.  */
static void
read_directive (char *text)
{
  char *name = *text == ' ' || *text == '\t' ? cut (&text) : NULL;
  char *word = name != NULL ? cut (&text) : NULL;
  int vocabulary = word != NULL && strcmp (name, "vocab") == 0;
  require (word != NULL && (vocabulary || strcmp (name, "split") == 0),
           "'#:' is followed by 'vocab TOKEN ..', 'split words' or "
           "'split chars'");
  require (rows == 0 && (vocabulary ? !declared : split == UNDECLARED),
           "a directive is misplaced or repeated");
  for (declared |= vocabulary; vocabulary && word != NULL; word = cut (&text))
    meet (word, strlen (word), 1);
  if (vocabulary)
    return;
  split = strcmp (word, "words") == 0 ? WORDS : CHARACTERS;
  require ((split == WORDS || strcmp (word, "chars") == 0)
               && cut (&text) == NULL,
           "the split is 'words' or 'chars'");
}

static void
read_row (char *text)
{
  static uint32_t *token;
  size_t count = 0;
  RATIONAL (weight);
  read_weight (weight, cut (&text));
  char *word = cut (&text);
  require (word != NULL, "a sequence is expected after the weight");
  int more = text[strspn (text, " \t")] != 0;
  require (split != UNDECLARED || rows == 0 || several == more,
           "a sequence of one word and one of several words");
  several = more;
  int characters = split == CHARACTERS || (split == UNDECLARED && !several);
  for (; word != NULL; word = cut (&text))
    for (size_t size; *word != 0; word += size)
      {
        for (size = 1; word[size] != 0; size++)
          if (characters && (word[size] & 0xc0) != 0x80)
            break; /* another character starts here */
        token = grow (token, count, sizeof *token);
        token[count++] = meet (word, size, 0);
      }
  require (rows++ == 0 || count == length,
           "a sequence has another length than the first one");
  length = count;
  struct row *row = find (&rows, token, count * sizeof *token, sizeof *row);
  require (row->line == 0,
           "a sequence occurs again; every sequence has one row");
  row->line = place.line;
  mpq_init (row->weight);
  mpq_set (row->weight, weight);
  mpq_add (total, total, weight);
}

static void
read_law_file (const char *name)
{
  size_t size;
  int end = 0;
  for (FILE *file = open_file (name); end != EOF;)
    {
      end = read_line (file, &size);
      if (end == '\n' && size > 0 && line[size - 1] == '\r')
        line[--size] = 0;
      require (strcspn (line, "\r") == size,
               "a NUL byte, or a carriage return within a line");
      if (line[0] == '#' && line[1] == ':')
        read_directive (line + 2);
      else if (line[0] != '#' && line[strspn (line, " \t")] != 0)
        read_row (line);
    }
  place.line = 0;
  require (rows > 0, "no row; a law has at least one line 'WEIGHT SEQUENCE'");
  require (mpq_sgn (total) > 0, "all weights are zero");
}

/* The probabilities of the rows of the certificate have the sum 1, so that the
   file gives none to others if it gives them the same.  */
void
law_bind (const char *name)
{
  struct place certificate = place;
  RATIONALS (p, q);
  mpq_init (total);
  read_law_file (name);
  place = certificate;
  verify (tokens == law.vocabulary && tokens == names,
          "the law of the certificate has another vocabulary than the file");
  verify (length == law.length,
          "the law of the certificate has another length than the file");
  for (size_t r = 0; r < law.all.count; r++)
    {
      struct row *row = find (&rows, law.token + r * length,
                              length * sizeof *law.token, sizeof *row);
      law_probability (p, law.all.group[r].weight);
      if (row->line > 0)
        mpq_div (q, row->weight, total);
      verify (row->line > 0 && mpq_equal (p, q),
              "the law of the certificate is not that of the file");
    }
}
