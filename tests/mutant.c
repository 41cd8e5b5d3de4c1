/* mutant.c - the changes, one after the other, and last the list of them.  A change returns 0 where it does not apply; nothing
   has been changed then.  */
#include <config.h>

#include "mutant.h"

#include "exact/flint-compat.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NONE SIZE_MAX

/* splitmix64.  */
uint64_t
random_below (uint64_t *random, uint64_t n)
{
  uint64_t z = (*random += UINT64_C (0x9e3779b97f4a7c15));

  z = (z ^ (z >> 30)) * UINT64_C (0xbf58476d1ce4e5b9);
  z = (z ^ (z >> 27)) * UINT64_C (0x94d049bb133111eb);
  return (z ^ (z >> 31)) % n;
}

/* The words of a statement; the last three are those of a claim alone.  */
enum
{
  ID = 1,
  RELATION,
  TERMS,
  SMAX,
  PARTS,
  HYPOTHESES
};

/* Does a statement begin at line AT?  */
static int
is_statement (const lines_t *lines, size_t at)
{
  return is_record (lines, at, "hypothesis") || is_record (lines, at, "claim");
}

/* The line after the statement that begins at line AT.  */
static size_t
statement_end (const lines_t *lines, size_t at)
{
  do
    at++;
  while (at < lines->count && !is_comment (lines, at)
         && !is_statement (lines, at) && !is_record (lines, at, "claims")
         && !is_record (lines, at, "end"));
  return at;
}

/* A random line that is a record KEYWORD, from FROM to below TO; NONE if
   there is none.  */
static size_t
pick_within (const lines_t *lines, const char *keyword, size_t from, size_t to,
             uint64_t *random)
{
  size_t found = NONE, seen = 0;

  for (size_t i = from; i < to; i++)
    if (is_record (lines, i, keyword) && random_below (random, ++seen) == 0)
      found = i;
  return found;
}

static size_t
pick (const lines_t *lines, const char *keyword, uint64_t *random)
{
  return pick_within (lines, keyword, 0, lines->count, random);
}

static size_t
pick_statement (const lines_t *lines, uint64_t *random)
{
  size_t found = NONE, seen = 0;

  for (size_t i = 0; i < lines->count; i++)
    if (is_statement (lines, i) && random_below (random, ++seen) == 0)
      found = i;
  return found;
}

/* A random record, of a kind that is random half of the time: most are rows
   or rays.  */
static size_t
pick_record (const lines_t *lines, uint64_t *random)
{
  size_t at;
  char *keyword;

  at = random_below (random, lines->count);
  for (int tries = 0; tries < 100 && is_comment (lines, at); tries++)
    at = random_below (random, lines->count);
  if (random_below (random, 2) == 0)
    return at;
  /* The kinds, each with the same chance: reservoir over first ones.  */
  {
    size_t seen = 0, found = at;
    for (size_t i = 0; i < lines->count; i++)
      {
        size_t n = strcspn (lines->line[i], " ");
        size_t j = i > 0 ? strcspn (lines->line[i - 1], " ") : 0;
        if ((i == 0 || n != j
             || strncmp (lines->line[i], lines->line[i - 1], n) != 0)
            && !is_comment (lines, i) && random_below (random, ++seen) == 0)
          found = i;
      }
    keyword = get_word (lines, found, 0);
    if (keyword == NULL)
      return at;
    at = pick (lines, keyword, random);
    free (keyword);
  }
  return at;
}

/* Make all declared counts and numbers agree with the records.  */
static void
mend (lines_t *lines)
{
  size_t law = NONE, tokens = NONE, schedules = NONE, base = NONE;
  size_t integers = NONE, hypotheses = NONE, claims = NONE;
  size_t statement = NONE, difference = NONE;
  size_t rows = 0, token = 0, schedule = 0, b = 0, n = 0, id = 0, under = 0;
  size_t terms = 0, parts = 0, logs = 0, records = 0;
  size_t policy = NONE, states = 0;

  for (size_t i = 0; i < lines->count; i++)
    {
      int begins = is_statement (lines, i);
      if (is_comment (lines, i))
        continue;
      if (difference != NONE && !is_record (lines, i, "log"))
        {
          set_number (lines, difference, 2, logs);
          difference = NONE;
        }
      if (statement != NONE
          && (begins || is_record (lines, i, "claims")
              || is_record (lines, i, "optima")
              || is_record (lines, i, "end")))
        {
          set_number (lines, statement, TERMS, terms);
          if (is_record (lines, statement, "claim"))
            {
              set_number (lines, statement, PARTS, parts);
              set_number (lines, statement, HYPOTHESES, under);
            }
          statement = NONE;
        }
      if (begins)
        {
          statement = i;
          terms = parts = 0;
          set_number (lines, i, ID, ++id);
        }
      else if (is_record (lines, i, "law"))
        law = i;
      else if (is_record (lines, i, "tokens"))
        tokens = i;
      else if (is_record (lines, i, "token"))
        set_number (lines, i, 1, token++);
      else if (is_record (lines, i, "row"))
        rows++;
      else if (is_record (lines, i, "schedules"))
        schedules = i;
      else if (is_record (lines, i, "schedule"))
        {
          set_number (lines, i, 1, ++schedule);
          policy = i;
          states = 0;
        }
      else if (is_record (lines, i, "state") && policy != NONE)
        {
          set_number (lines, i, 1, ++states);
          set_number (lines, policy, 3, states);
        }
      else if (is_record (lines, i, "base"))
        base = i;
      else if (is_record (lines, i, "b"))
        set_number (lines, i, 1, ++b);
      else if (is_record (lines, i, "integers"))
        integers = i;
      else if (is_record (lines, i, "n"))
        set_number (lines, i, 1, ++n);
      else if (is_record (lines, i, "hypotheses"))
        hypotheses = i;
      else if (is_record (lines, i, "claims"))
        {
          claims = i;
          under = id;
        }
      else if (is_record (lines, i, "term"))
        terms++;
      else if (is_record (lines, i, "part"))
        parts++;
      else if (is_record (lines, i, "difference"))
        {
          difference = i;
          logs = 0;
        }
      else if (is_record (lines, i, "log"))
        logs++;
      else if (is_record (lines, i, "end"))
        set_number (lines, i, 1, records);
      records++;
    }
  if (law != NONE)
    set_number (lines, law, 3, rows);
  if (tokens != NONE)
    set_number (lines, tokens, 1, token);
  if (schedules != NONE)
    set_number (lines, schedules, 1, schedule);
  if (base != NONE)
    set_number (lines, base, 1, b);
  if (integers != NONE)
    set_number (lines, integers, 1, n);
  if (hypotheses != NONE && claims != NONE)
    set_number (lines, hypotheses, 1, under);
  if (claims != NONE)
    set_number (lines, claims, 1, id - under);
}

/* Bring the terms of the statement that begins at line AT in order: the
   positive ones first.  */
static void
settle_terms (lines_t *lines, size_t at)
{
  size_t end = statement_end (lines, at);

  for (size_t i = at + 1; i < end; i++)
    for (size_t j = i; j > at + 1 && is_record (lines, j, "term")
                       && strncmp (lines->line[j], "term -", 6) != 0
                       && strncmp (lines->line[j - 1], "term -", 6) == 0;
         j--)
      swap_lines (lines, j - 1, j);
}

/* The line at which the statement of line AT begins.  */
static size_t
statement_start (const lines_t *lines, size_t at)
{
  while (at > 0 && !is_statement (lines, at))
    at--;
  return at;
}

/* Numbers.  */

static int
is_number (const char *word)
{
  size_t n = strspn (word, "0123456789/");

  return (word[0] == '-' ? is_number (word + 1) : n > 0 && word[n] == '\0')
         && word[0] != '/';
}

/* Set word K of line AT to Q.  */
static void
set_rational (lines_t *lines, size_t at, size_t k, const fmpq_t q)
{
  char *text = fmpq_get_str (NULL, 10, q);

  set_word (lines, at, k, text);
  flint_free (text);
}

/* Read word K of line AT.  */
static int
get_rational (fmpq_t q, const lines_t *lines, size_t at, size_t k)
{
  char *word = get_word (lines, at, k);
  int ok = word != NULL && is_number (word) && strstr (word, "/0") == NULL
           && fmpq_set_str (q, word, 10) == 0;

  if (ok)
    fmpq_canonicalise (q);
  free (word);
  return ok;
}

/* Add what random small number to Q, or scale it.  */
static void
change_rational (fmpq_t q, uint64_t *random)
{
  static const slong by[][2]
      = { { 1, 1 }, { -1, 1 }, { 1, 2 }, { -1, 3 }, { 1, 1000000 } };
  size_t k = random_below (random, 9);
  fmpq_t x;

  fmpq_init (x);
  if (k < 5)
    {
      fmpq_set_si (x, by[k][0], (ulong) by[k][1]);
      fmpq_add (q, q, x);
    }
  else if (k == 5)
    fmpq_neg (q, q);
  else if (k == 6)
    fmpz_add_ui (fmpq_numref (q), fmpq_numref (q), 1);
  else if (k == 7)
    fmpz_add_ui (fmpq_denref (q), fmpq_denref (q), 1);
  else
    fmpq_add (q, q, q);
  fmpq_canonicalise (q);
  fmpq_clear (x);
}

static const char *const odd_numbers[]
    = { "0",
        "-1",
        "1",
        "01",
        "+1",
        "1/1",
        "2/4",
        "1/0",
        "0/1",
        "-0",
        "1e3",
        "0x10",
        "1.5",
        "",
        "9223372036854775807",
        "9223372036854775808",
        "18446744073709551615",
        "18446744073709551616",
        "4294967296",
        "4294967295",
        "4194304",
        "1048576",
        "1048577",
        "2147483648",
        "65536",
        "65537",
        "100000",
        "1000000000000000000000000000000000000000000000000",
        "-9223372036854775808",
        "nan",
        "any" };

/* A number that is off by a little, or odd.  */
static int
change_number (lines_t *lines, uint64_t *random)
{
  size_t at = pick_record (lines, random), k = NONE, seen = 0, other;
  words_t words;
  char *word;
  fmpq_t q;

  words_set (&words, lines->line[at], 0);
  for (size_t i = 1; i < words.count; i++)
    if (is_number (words.word[i]) && random_below (random, ++seen) == 0)
      k = i;
  words_clear (&words);
  if (k == NONE)
    return 0;
  switch (random_below (random, 6))
    {
    case 0:
      return set_word (lines, at, k,
                       odd_numbers[random_below (
                           random, sizeof odd_numbers / sizeof *odd_numbers)]);
    case 1: /* a number from elsewhere */
      other = pick_record (lines, random);
      word = get_word (lines, other, 1 + random_below (random, 4));
      if (word != NULL && is_number (word))
        set_word (lines, at, k, word);
      free (word);
      return 1;
    case 2: /* longer or shorter by a digit */
      word = get_word (lines, at, k);
      if (strlen (word) > 1)
        word[strlen (word) - 1] = '\0';
      set_word (lines, at, k, word);
      free (word);
      return 1;
    default:
      fmpq_init (q);
      if (get_rational (q, lines, at, k))
        {
          word = get_word (lines, at, k);
          if (strchr (word, '/') == NULL && random_below (random, 4) > 0)
            fmpq_add_si (q, q, random_below (random, 2) == 0 ? 1 : -1);
          else
            change_rational (q, random);
          free (word);
          set_rational (lines, at, k, q);
        }
      fmpq_clear (q);
      return 1;
    }
}

/* Rational fields of evidence and terms: the last or the second word.  */
static int
change_value (lines_t *lines, uint64_t *random)
{
  static const struct
  {
    const char *keyword;
    size_t word;
  } fields[] = { { "term", 1 }, { "log", 2 }, { "ray", 2 },
                 { "part", 1 }, { "row", 1 }, { "difference", 1 } };
  size_t f = random_below (random, sizeof fields / sizeof *fields);
  size_t at = pick (lines, fields[f].keyword, random);
  fmpq_t q;
  int ok;

  if (at == NONE)
    return 0;
  fmpq_init (q);
  ok = get_rational (q, lines, at, fields[f].word);
  if (ok && strcmp (fields[f].keyword, "row") == 0)
    fmpq_add_si (q, q, 1);
  else if (ok)
    change_rational (q, random);
  if (ok)
    set_rational (lines, at, fields[f].word, q);
  if (ok && random_below (random, 8) > 0)
    settle_terms (lines, statement_start (lines, at));
  fmpq_clear (q);
  return ok;
}

/* Two fields of the same kind exchanged.  */
static int
swap_values (lines_t *lines, uint64_t *random)
{
  static const char *const keywords[]
      = { "term", "log", "ray", "part", "row", "b", "n" };
  static const size_t word[] = { 1, 2, 2, 1, 1, 2, 2 };
  size_t f = random_below (random, sizeof word / sizeof *word);
  size_t i = pick (lines, keywords[f], random);
  size_t j = pick (lines, keywords[f], random);
  char *x, *y;
  int ok;

  if (i == NONE || i == j)
    return 0;
  x = get_word (lines, i, word[f]);
  y = get_word (lines, j, word[f]);
  ok = x != NULL && y != NULL && strcmp (x, y) != 0;
  if (ok)
    {
      set_word (lines, i, word[f], y);
      set_word (lines, j, word[f], x);
    }
  free (x);
  free (y);
  return ok;
}

/* Words.  */

/* Put in another of the COUNT words CHOICE for word K of line AT, if it is
   one of them.  */
static int
exchange_word (lines_t *lines, size_t at, size_t k, const char *const *choice,
               size_t count, uint64_t *random)
{
  char *word = get_word (lines, at, k);
  size_t i = 0;

  while (word != NULL && i < count && strcmp (word, choice[i]) != 0)
    i++;
  if (word == NULL || i == count)
    {
      free (word);
      return 0;
    }
  free (word);
  i = (i + 1 + random_below (random, count - 1)) % count;
  return set_word (lines, at, k, choice[i]);
}

static const char *const relations[] = { "<", "<=", "=", "!=", ">=", ">" };

static int
change_relation (lines_t *lines, uint64_t *random)
{
  size_t at = pick_statement (lines, random);

  return at != NONE
         && exchange_word (lines, at, RELATION, relations, 6, random);
}

static int
change_sign (lines_t *lines, uint64_t *random)
{
  static const char *const signs[]
      = { "sign zero",        "sign negative 128",     "sign positive 128",
          "sign negative 64", "sign positive 64",      "sign positive 1048576",
          "sign positive 63", "sign negative 1048577", "sign negative 65" };
  size_t at = pick (lines, "sign", random);

  if (at == NONE)
    return 0;
  set_line (lines, at, signs[random_below (random, 9)]);
  return 1;
}

static int
change_bits (lines_t *lines, uint64_t *random)
{
  static const size_t bits[]
      = { 64, 65, 127, 128, 256, 4096, 0, 1, 32, 63, 1048577 };
  size_t at = pick (lines, "bits", random);

  return at != NONE
         && set_number (lines, at, 1, bits[random_below (random, 11)]);
}

static int
change_quantity (lines_t *lines, uint64_t *random)
{
  static const char *const none[]
      = { "one", "L", "V", "tc", "dtc", "sum_mi", "entropy", "pmax_least" };
  static const char *const schedule[]
      = { "T", "smax", "smin", "ekl", "kl_mixed", "tv", "ser", "log_ter_gap" };
  static const char *const both[] = { "s", "N", "a" };
  static const char *const index[] = { "e", "d", "Z", "R", "U", "pmax" };
  static const char *const sets[] = { "H", "I", "TC" };
  size_t at = pick (lines, "term", random);

  return at != NONE
         && (exchange_word (lines, at, 2, none, 8, random)
             || exchange_word (lines, at, 2, schedule, 8, random)
             || exchange_word (lines, at, 2, both, 3, random)
             || exchange_word (lines, at, 2, index, 6, random)
             || exchange_word (lines, at, 2, sets, 3, random));
}

/* Another argument of a quantity.  */
static int
change_argument (lines_t *lines, uint64_t *random)
{
  static const char *const sets[]
      = { "0",     "0;1",   "1;0",   "0|1",   "0;1|2",  "0,1;2", "0;0",
          "0;1;2", "0;|1",  "0;1|",  "0,",    ";",      "0;99",  "00;1",
          "0;1,2", "0,2;1", "0|1|2", "0|1;2", "2;3|0,1" };
  size_t at = pick (lines, "term", random), k = 3 + random_below (random, 2);
  char *word = at == NONE ? NULL : get_word (lines, at, k);
  fmpq_t q;
  int ok = word != NULL;

  if (ok && strcmp (word, "any") == 0)
    set_word (lines, at, k, "1");
  else if (ok && !is_number (word))
    set_word (lines, at, k, sets[random_below (random, 19)]);
  else if (ok)
    {
      fmpq_init (q);
      get_rational (q, lines, at, k);
      fmpq_add_si (q, q, random_below (random, 2) == 0 ? 1 : -1);
      set_rational (lines, at, k, q);
      fmpq_clear (q);
    }
  free (word);
  return ok;
}

/* A field of a claim that is off by one or two.  */
static int
change_field (lines_t *lines, uint64_t *random)
{
  size_t at = pick (lines, "claim", random), k = SMAX, by, n;

  if (at == NONE)
    return 0;
  /* Mostly that which says how large sizes are.  */
  if (random_below (random, 3) == 0)
    k = PARTS + random_below (random, 2);
  by = 1 + (random_below (random, 4) == 0);
  n = get_number (lines, at, k);
  return set_number (lines, at, k,
                     n >= by && random_below (random, 2) == 0 ? n - by
                                                              : n + by);
}

/* Evidence for the claim at line AT, of the kind that a certificate about
   ABOUT has: `law', `length' or `copies'.  It is the true one where that is
   easily said: on COPIES from the values on rays.  */
static void
set_evidence (lines_t *lines, size_t at, const char *about, size_t length,
              const slong *copies)
{
  size_t end = statement_end (lines, at), smax = get_number (lines, at, SMAX);
  fmpq_t q, sum;
  char text[64];

  fmpq_init (q);
  fmpq_init (sum);
  for (size_t i = end; i-- > at + 1;)
    if (!is_record (lines, i, "term"))
      {
        size_t m = get_number (lines, i, 1);
        if (is_record (lines, i, "ray") && copies != NULL && m >= 1
            && m <= length && get_rational (q, lines, i, 2))
          {
            fmpq_mul_si (q, q, copies[m - 1]);
            fmpq_add (sum, sum, q);
          }
        drop_lines (lines, i, 1);
        end--;
      }
  if (strcmp (about, "length") == 0)
    for (size_t m = length; m >= 1; m--)
      {
        snprintf (text, sizeof text, "ray %zu 0", m);
        insert_string (lines, end, text);
      }
  else if (smax > 0)
    insert_string (lines, end, "bits 128");
  else
    {
      snprintf (text, sizeof text, "sign %s",
                fmpq_is_zero (sum)   ? "zero"
                : fmpq_sgn (sum) < 0 ? "negative 64"
                                     : "positive 64");
      insert_string (lines, end, text);
      insert_string (lines, end, "difference 0 0");
      set_rational (lines, end, 1, sum);
    }
  fmpq_clear (q);
  fmpq_clear (sum);
}

/* A claim about all schedules about one of them, or the other way round.  */
static int
change_any (lines_t *lines, uint64_t *random)
{
  size_t at = pick (lines, "claim", random), end, length = 0, law = 0;
  char *about;
  int every, done = 0;

  if (at == NONE)
    return 0;
  every = get_number (lines, at, SMAX) > 0;
  end = statement_end (lines, at);
  for (size_t i = at + 1; i < end; i++)
    if (is_record (lines, i, "term"))
      {
        char *name = get_word (lines, i, 2), *word = get_word (lines, i, 3);
        if (name != NULL && word != NULL && strcmp (name, "ekl") == 0
            && (strcmp (word, "any") == 0) == every)
          done = set_word (lines, i, 3, every ? "1" : "any");
        free (name);
        free (word);
      }
  if (!done)
    return 0;
  set_number (lines, at, SMAX, every ? 0 : 1 + random_below (random, 4));
  while (law < lines->count && !is_record (lines, law, "law")
         && !is_record (lines, law, "length")
         && !is_record (lines, law, "copies"))
    law++;
  about = law == lines->count ? NULL : get_word (lines, law, 0);
  if (about != NULL)
    {
      length = get_number (lines, law, 1);
      set_evidence (lines, at, about, length < 32 ? length : 0, NULL);
      mend (lines);
    }
  free (about);
  return 1;
}

/* Terms in another order, which may be a wrong one.  */
static int
move_terms (lines_t *lines, uint64_t *random)
{
  size_t at = pick_statement (lines, random), end, i, j;

  if (at == NONE)
    return 0;
  end = statement_end (lines, at);
  i = pick_within (lines, "term", at, end, random);
  j = pick_within (lines, "term", at, end, random);
  if (i == NONE || i == j)
    return 0;
  swap_lines (lines, i, j);
  return 1;
}

/* Laws.  */

static int
compare_rows (const char *x, const char *y)
{
  /* The tokens, behind the weight.  */
  words_t a, b;
  int order = 0;

  words_set (&a, x, 0);
  words_set (&b, y, 0);
  for (size_t i = 2; i < a.count && i < b.count && order == 0; i++)
    {
      long s = atol (a.word[i]), t = atol (b.word[i]);
      order = (s > t) - (s < t);
    }
  words_clear (&a);
  words_clear (&b);
  return order;
}

/* A row with another token, put in its place.  */
static int
change_row (lines_t *lines, uint64_t *random)
{
  size_t at = pick (lines, "row", random), law = pick (lines, "law", random);
  size_t length, vocabulary;

  if (at == NONE || law == NONE)
    return 0;
  length = get_number (lines, law, 1);
  vocabulary = get_number (lines, law, 2);
  if (length == 0 || vocabulary < 2)
    return 0;
  set_number (lines, at, 2 + random_below (random, length),
              random_below (random, vocabulary));
  while (at > 0 && is_record (lines, at - 1, "row")
         && compare_rows (lines->line[at - 1], lines->line[at]) > 0)
    {
      swap_lines (lines, at - 1, at);
      at--;
    }
  while (at + 1 < lines->count && is_record (lines, at + 1, "row")
         && compare_rows (lines->line[at + 1], lines->line[at]) < 0)
    {
      swap_lines (lines, at + 1, at);
      at++;
    }
  return 1;
}

/* All weights times a number: the same law.  */
static int
scale_rows (lines_t *lines, uint64_t *random)
{
  slong by = 2 + (slong) random_below (random, 3);
  int done = 0;
  fmpq_t q;

  fmpq_init (q);
  for (size_t i = 0; i < lines->count; i++)
    if (is_record (lines, i, "row") && get_rational (q, lines, i, 1))
      {
        fmpq_mul_si (q, q, by);
        set_rational (lines, i, 1, q);
        done = 1;
      }
  fmpq_clear (q);
  return done;
}

static int
change_token (lines_t *lines, uint64_t *random)
{
  static const char *const names[]
      = { "x",   "%C3%A9",    "%c3%a9",       "%41",   "%",
          "%C3", "%00",       "%20",          "%25",   "a",
          "1",   "%ED%A0%80", "%F4%8F%BF%BF", "%C0%80" };
  size_t at = pick (lines, "token", random);

  return at != NONE
         && set_word (lines, at, 2, names[random_below (random, 14)]);
}

/* Numbers of copies that are more or less, in other places, or one too many or
   too few.  */
static int
change_copies (lines_t *lines, uint64_t *random)
{
  size_t at = pick (lines, "copies", random), length, i, j;
  words_t words;
  char *word;
  fmpq_t q;

  if (at == NONE || (length = get_number (lines, at, 1)) == 0)
    return 0;
  words_set (&words, lines->line[at], 0);
  i = 2 + random_below (random, length);
  j = 2 + random_below (random, length);
  if (words.count != 2 + length)
    {
      words_clear (&words);
      return 0;
    }
  switch (random_below (random, 8))
    {
    case 0: /* exchanged */
    case 1:
      word = words.word[i];
      words.word[i] = words.word[j];
      words.word[j] = word;
      break;
    case 2: /* one less, or more */
      if (random_below (random, 2) == 0)
        words.count--;
      else
        words_add (&words, words.word[i]);
      break;
    case 3: /* all gone */
      for (size_t k = 2; k < words.count; k++)
        words.word[k] = "0";
      break;
    default:
      words_clear (&words);
      fmpq_init (q);
      if (get_rational (q, lines, at, i))
        {
          if (random_below (random, 2) == 0)
            fmpq_add_si (q, q, random_below (random, 8) == 0 ? -1 : 1);
          else
            fmpq_set_si (q, (slong) random_below (random, 4), 1);
          set_rational (lines, at, i, q);
        }
      fmpq_clear (q);
      return 1;
    }
  words_put (lines, at, &words);
  return 1;
}

/* The certificate about something else: the same claims about all laws, about
   copies, or about a law with rows.  */
static int
change_about (lines_t *lines, uint64_t *random)
{
  static const char *const abouts[] = { "law", "length", "copies" };
  static const char *const law[]
      = { "tokens 0", "row 1",      "row 1",      "base 1",
          "b 1 2",    "integers 1", "n 1 2 1 1 1" };
  const char *about = abouts[random_below (random, 3)];
  size_t at = 1, length, end, size;
  slong copies[32];
  char *text;
  FILE *stream;

  while (at < lines->count && !is_record (lines, at, "law")
         && !is_record (lines, at, "length")
         && !is_record (lines, at, "copies"))
    at++;
  if (at == lines->count || is_record (lines, at, about)
      || (length = get_number (lines, at, 1)) == 0 || length > 8)
    return 0;
  for (size_t m = 0; m < length; m++)
    copies[m] = (slong) random_below (random, 3);
  /* What there is of a law goes, and what only it has.  */
  for (size_t i = lines->count; i-- > at;)
    if (is_record (lines, i, "tokens") || is_record (lines, i, "token")
        || is_record (lines, i, "row") || is_record (lines, i, "base")
        || is_record (lines, i, "b") || is_record (lines, i, "integers")
        || is_record (lines, i, "n"))
      drop_lines (lines, i, 1);
  stream = must (open_memstream (&text, &size));
  fprintf (stream, "%s %zu", about, length);
  if (strcmp (about, "law") == 0)
    fprintf (stream, " 2 2");
  for (size_t m = 0; m < length && strcmp (about, "copies") == 0; m++)
    fprintf (stream, " %ld", (long) copies[m]);
  fclose (stream);
  set_line (lines, at, text);
  free (text);
  if (strcmp (about, "law") == 0)
    {
      /* Two sequences of one token each.  */
      for (size_t k = 0; k < 3; k++)
        {
          words_t words;
          insert_string (lines, at + 1 + k, law[k]);
          words_set (&words, law[k], 0);
          for (size_t i = 0; i < length && k > 0; i++)
            words_add (&words, k == 1 ? "0" : "1");
          words_put (lines, at + 1 + k, &words);
        }
      end = at;
      while (end < lines->count && !is_record (lines, end, "hypotheses"))
        end++;
      for (size_t k = 7; k-- > 3;)
        insert_string (lines, end, law[k]);
    }
  for (size_t i = at; i < lines->count; i++)
    {
      char kind[16] = "";
      if (is_record (lines, i, "schedule")
          && sscanf (lines->line[i], "schedule %*s %15s", kind) == 1
          && strcmp (kind, strcmp (about, "law") == 0 ? "weights" : "blocks")
                 == 0)
        {
          char line[64];
          snprintf (line, sizeof line, "schedule 1 sizes 1 %zu", length);
          set_line (lines, i, line);
        }
      if (!is_record (lines, i, "claim"))
        continue;
      if (strcmp (about, "length") == 0)
        {
          char *relation = get_word (lines, i, RELATION);
          if (relation != NULL)
            set_word (lines, i, RELATION, relation[0] == '>' ? ">=" : "<=");
          free (relation);
        }
      set_evidence (lines, i, about, length,
                    strcmp (about, "copies") == 0 ? copies : NULL);
    }
  mend (lines);
  return 1;
}

/* Schedules.  */

/* One position moved from one step to another, or two steps exchanged.  */
static int
change_sizes (lines_t *lines, uint64_t *random)
{
  size_t at = pick (lines, "schedule", random), i, j, x, y;
  words_t words;

  if (at == NONE)
    return 0;
  words_set (&words, lines->line[at], 0);
  if (words.count < 6 || strcmp (words.word[2], "sizes") != 0)
    {
      words_clear (&words);
      return 0;
    }
  i = 4 + random_below (random, words.count - 4);
  j = 4 + random_below (random, words.count - 4);
  words_clear (&words);
  x = get_number (lines, at, i);
  y = get_number (lines, at, j);
  if (i == j || x == 0)
    return 0;
  if (random_below (random, 2) == 0)
    {
      set_number (lines, at, i, y);
      set_number (lines, at, j, x);
    }
  else
    {
      set_number (lines, at, i, x - 1);
      set_number (lines, at, j, y + 1);
    }
  return 1;
}

/* One step more: a size of 0, or one cut in two; or two steps as one.  */
static int
change_steps (lines_t *lines, uint64_t *random)
{
  size_t at = pick (lines, "schedule", random), i, size;
  char first[32], second[32];
  words_t words;

  if (at == NONE)
    return 0;
  words_set (&words, lines->line[at], 0);
  if (words.count < 5 || strcmp (words.word[2], "sizes") != 0)
    {
      words_clear (&words);
      return 0;
    }
  i = 4 + random_below (random, words.count - 4);
  size = strtoull (words.word[i], NULL, 10);
  if (i + 1 < words.count && random_below (random, 2) == 0)
    {
      size += strtoull (words.word[i + 1], NULL, 10);
      snprintf (first, sizeof first, "%zu", size);
      words.word[i] = first;
      memmove (words.word + i + 1, words.word + i + 2,
               (words.count - i - 2) * sizeof *words.word);
      words.count--;
    }
  else
    {
      size_t part = random_below (random, size + 1);
      snprintf (first, sizeof first, "%zu", part);
      snprintf (second, sizeof second, "%zu", size - part);
      words_add (&words, NULL);
      memmove (words.word + i + 1, words.word + i,
               (words.count - i - 1) * sizeof *words.word);
      words.word[i] = first;
      words.word[i + 1] = second;
    }
  size = words.count - 4;
  words_put (lines, at, &words);
  set_number (lines, at, 3, size);
  return 1;
}

/* The same positions in other blocks.  */
static int
change_blocks (lines_t *lines, uint64_t *random)
{
  size_t at = pick (lines, "schedule", random), i, j;
  words_t words;
  char *word;

  if (at == NONE)
    return 0;
  words_set (&words, lines->line[at], 0);
  if (words.count < 6 || strcmp (words.word[2], "blocks") != 0)
    {
      words_clear (&words);
      return 0;
    }
  i = 4 + random_below (random, words.count - 4);
  j = 4 + random_below (random, words.count - 4);
  word = words.word[i];
  words.word[i] = words.word[j];
  words.word[j] = word;
  words_put (lines, at, &words);
  return 1;
}

/* Sizes replaced by unmask times that are independent, or by their weights,
   which are the same process to a universal certificate.  */
static int
change_kind (lines_t *lines, uint64_t *random)
{
  size_t at = pick (lines, "schedule", random), length = 0, after = 0, size;
  int weights = random_below (random, 2) == 0;
  char *text;
  FILE *stream;
  words_t words;
  fmpq_t q;

  if (at == NONE)
    return 0;
  words_set (&words, lines->line[at], 0);
  if (words.count < 5 || strcmp (words.word[2], "sizes") != 0)
    {
      words_clear (&words);
      return 0;
    }
  for (size_t i = 4; i < words.count; i++)
    length += strtoull (words.word[i], NULL, 10);
  stream = must (open_memstream (&text, &size));
  fprintf (stream, "%s %s %s %zu", words.word[0], words.word[1],
           weights ? "weights" : "iid", weights ? length : words.count - 4);
  fmpq_init (q);
  for (size_t i = 4; i < words.count && length > 0; i++)
    {
      size_t s = strtoull (words.word[i], NULL, 10);
      fmpq_set_si (q, (slong) s, length);
      fmpq_canonicalise (q);
      for (after = 0; weights && after < s; after++)
        fprintf (stream, after == 0 ? " %zu" : " 0", s);
      if (!weights)
        {
          fputc (' ', stream);
          fmpq_fprint (stream, q);
        }
    }
  fmpq_clear (q);
  fclose (stream);
  words_clear (&words);
  set_line (lines, at, text);
  free (text);
  return 1;
}

/* Share moved from one to another of what must sum to a constant: weights of
   a mixture, probabilities, expected numbers.  */
static int
move_share (lines_t *lines, uint64_t *random)
{
  size_t i = pick (lines, "part", random), j = pick (lines, "part", random);
  size_t k = 1, l = 1;
  fmpq_t x, y, by;
  int ok;

  if (random_below (random, 8) == 0 || i == NONE)
    {
      i = j = pick (lines, "schedule", random);
      if (i == NONE || strstr (lines->line[i], " sizes ") != NULL
          || strstr (lines->line[i], " blocks ") != NULL)
        return 0;
      k = 4 + random_below (random, 3);
      l = 4 + random_below (random, 3);
    }
  fmpq_init (x);
  fmpq_init (y);
  fmpq_init (by);
  fmpq_set_si (by, 1, (ulong) (2 + random_below (random, 100)));
  ok = (i != j || k != l) && get_rational (x, lines, i, k)
       && get_rational (y, lines, j, l);
  if (ok)
    {
      if (random_below (random, 4) == 0)
        fmpq_set (by, x); /* all of it */
      fmpq_sub (x, x, by);
      fmpq_add (y, y, by);
      set_rational (lines, i, k, x);
      set_rational (lines, j, l, y);
    }
  fmpq_clear (x);
  fmpq_clear (y);
  fmpq_clear (by);
  return ok;
}

/* Another schedule in a mixture.  */
static int
change_part (lines_t *lines, uint64_t *random)
{
  size_t at = pick (lines, "part", random);
  size_t schedule = pick (lines, "schedule", random);

  return at != NONE && schedule != NONE
         && set_number (lines, at, 2, get_number (lines, schedule, 1));
}

/* Schedules exchanged, their numbers left.  */
static int
swap_schedules (lines_t *lines, uint64_t *random)
{
  size_t i = pick (lines, "schedule", random);
  size_t j = pick (lines, "schedule", random);

  if (i == NONE || i == j || strcmp (lines->line[i], lines->line[j]) == 0)
    return 0;
  swap_lines (lines, i, j);
  mend (lines);
  return 1;
}

/* The base.  */

/* Exchange the words K and K + 1 of line AT with K + 2 and K + 3.  */
static void
swap_pairs (lines_t *lines, size_t at, size_t k)
{
  words_t words;
  char *word;

  words_set (&words, lines->line[at], 0);
  for (size_t i = k; i < k + 2; i++)
    {
      word = words.word[i];
      words.word[i] = words.word[i + 2];
      words.word[i + 2] = word;
    }
  words_put (lines, at, &words);
}

/* Exchange the elements at the lines AT and AT + 1 of the base, and their
   numbers wherever they are.  */
static void
swap_elements (lines_t *lines, size_t at)
{
  size_t first = get_number (lines, at, 1);

  swap_lines (lines, at, at + 1);
  set_number (lines, at, 1, first);
  set_number (lines, at + 1, 1, first + 1);
  for (size_t i = at + 2; i < lines->count; i++)
    if (is_record (lines, i, "n"))
      {
        size_t there = 0, k = 4, j;
        for (; (j = get_number (lines, i, k)) != 0; k += 2)
          if (j == first || j == first + 1)
            {
              set_number (lines, i, k, 2 * first + 1 - j);
              there = there > 0 ? there : k;
              if (there < k)
                swap_pairs (lines, i, there);
            }
      }
    else if (is_record (lines, i, "log"))
      {
        size_t j = get_number (lines, i, 1);
        if (j != first && j != first + 1)
          continue;
        set_number (lines, i, 1, 2 * first + 1 - j);
        if (j == first + 1 && is_record (lines, i - 1, "log")
            && get_number (lines, i - 1, 1) == first + 1)
          swap_lines (lines, i - 1, i);
      }
}

/* Are the elements at the lines AT and AT + 1 of the base out of order?  */
static int
out_of_order (const lines_t *lines, size_t at)
{
  fmpq_t x, y;
  int answer;

  if (!is_record (lines, at, "b") || !is_record (lines, at + 1, "b"))
    return 0;
  fmpq_init (x);
  fmpq_init (y);
  answer = get_rational (x, lines, at, 2) && get_rational (y, lines, at + 1, 2)
           && fmpq_cmp (x, y) > 0;
  fmpq_clear (x);
  fmpq_clear (y);
  return answer;
}

/* Bring the element at line AT of the base, which has been changed, to its
   place.  */
static void
settle_element (lines_t *lines, size_t at)
{
  for (; at + 1 < lines->count && out_of_order (lines, at); at++)
    swap_elements (lines, at);
  for (; at > 0 && out_of_order (lines, at - 1); at--)
    swap_elements (lines, at - 1);
}

/* An element more that nothing uses: coprime to the others, or a multiple of
   one of them.  */
static int
add_element (lines_t *lines, uint64_t *random)
{
  static const slong by[] = { 2, 3, 5, 6, 1000003 };
  size_t at = pick (lines, "b", random), end = at;
  fmpq_t q;

  if (at == NONE)
    return 0;
  while (end < lines->count && is_record (lines, end, "b"))
    end++;
  insert_line (lines, end, lines->line[at], lines->size[at]);
  fmpq_init (q);
  if (get_rational (q, lines, at, 2))
    {
      if (random_below (random, 3) == 0)
        fmpq_set_si (q, 1000003, 1);
      else
        fmpq_mul_si (q, q, by[random_below (random, 5)]);
      set_rational (lines, end, 2, q);
    }
  fmpq_clear (q);
  mend (lines);
  settle_element (lines, end);
  return 1;
}

/* Take the words K and K + 1, a factor, from the factorisation at line AT.  */
static void
drop_pair (lines_t *lines, size_t at, size_t k)
{
  words_t words;

  words_set (&words, lines->line[at], 0);
  memmove (words.word + k, words.word + k + 2,
           (words.count - k - 2) * sizeof *words.word);
  words.count -= 2;
  words_put (lines, at, &words);
  set_number (lines, at, 3, get_number (lines, at, 3) - 1);
}

/* In the factorisation at line AT, b^e c^f being (b c)^e c^(f-e), make the
   exponent of element TO less by that of element FROM, if it is as large.  */
static void
divide_factors (lines_t *lines, size_t at, size_t from, size_t to)
{
  size_t e = 0, place = 0, f;

  for (size_t k = 4; (f = get_number (lines, at, k)) != 0; k += 2)
    {
      e = f == from ? get_number (lines, at, k + 1) : e;
      place = f == to ? k + 1 : place;
    }
  f = place == 0 ? 0 : get_number (lines, at, place);
  if (f > e)
    set_number (lines, at, place, f - e);
  else if (f > 0 && f == e)
    drop_pair (lines, at, place - 1);
}

/* An element times another one, or with a power; consistently, so that the
   differences have the same value again: log b = log (b c) - log c.  */
static int
spoil_base (lines_t *lines, uint64_t *random)
{
  size_t i = pick (lines, "b", random), j = pick (lines, "b", random);
  size_t from, to;
  fmpq_t x, y;
  int ok;

  if (i == NONE || i == j)
    return 0;
  fmpq_init (x);
  fmpq_init (y);
  ok = get_rational (x, lines, i, 2) && get_rational (y, lines, j, 2);
  fmpq_mul (x, x, y);
  if (ok)
    set_rational (lines, i, 2, x);
  from = get_number (lines, i, 1);
  to = get_number (lines, j, 1);
  for (size_t k = 0; ok && k < lines->count; k++)
    if (is_record (lines, k, "n"))
      divide_factors (lines, k, from, to);
  for (size_t k = 0; ok && k < lines->count; k++)
    {
      size_t source = NONE, target = NONE, end = k + 1;
      if (!is_record (lines, k, "difference"))
        continue;
      for (; end < lines->count && is_record (lines, end, "log"); end++)
        {
          source = get_number (lines, end, 1) == from ? end : source;
          target = get_number (lines, end, 1) == to ? end : target;
        }
      if (source == NONE || target == NONE
          || !get_rational (x, lines, source, 2)
          || !get_rational (y, lines, target, 2))
        continue;
      fmpq_sub (y, y, x);
      set_rational (lines, target, 2, y);
      if (fmpq_is_zero (y))
        drop_lines (lines, target, 1);
    }
  if (random_below (random, 8) > 0)
    settle_element (lines, i);
  mend (lines);
  fmpq_clear (x);
  fmpq_clear (y);
  return ok;
}

/* An element squared, its exponents, which are even or nearly all so, and its
 * coefficients halved.  */
static int
square_base (lines_t *lines, uint64_t *random)
{
  size_t at = pick (lines, "b", random), id;
  fmpq_t q;

  if (at == NONE)
    return 0;
  id = get_number (lines, at, 1);
  for (size_t i = 0; i < lines->count; i++)
    if (is_record (lines, i, "n") && random_below (random, 16) > 0)
      for (size_t k = 4; get_number (lines, i, k) != 0; k += 2)
        if (get_number (lines, i, k) == id
            && get_number (lines, i, k + 1) % 2 == 1)
          return 0;
  fmpq_init (q);
  if (get_rational (q, lines, at, 2))
    {
      fmpq_mul (q, q, q);
      set_rational (lines, at, 2, q);
    }
  for (size_t i = 0; i < lines->count; i++)
    if (is_record (lines, i, "log") && get_number (lines, i, 1) == id
        && get_rational (q, lines, i, 2))
      {
        fmpq_div_2exp (q, q, 1);
        set_rational (lines, i, 2, q);
      }
    else if (is_record (lines, i, "n"))
      for (size_t k = 4; get_number (lines, i, k) != 0; k += 2)
        if (get_number (lines, i, k) == id)
          set_number (lines, i, k + 1, get_number (lines, i, k + 1) / 2);
  settle_element (lines, at);
  fmpq_clear (q);
  return 1;
}

/* A factorisation with another exponent, another element, or an integer that
   fits its changed factors.  */
static int
change_factors (lines_t *lines, uint64_t *random)
{
  size_t at = pick (lines, "n", random), factors, k, b;
  fmpq_t q, r;

  if (at == NONE || (factors = get_number (lines, at, 3)) == 0)
    return 0;
  k = 4 + 2 * random_below (random, factors);
  switch (random_below (random, 3))
    {
    case 0:
      return set_number (lines, at, k + 1,
                         get_number (lines, at, k + 1)
                             + (random_below (random, 2) == 0 ? 1 : -1));
    case 1:
      b = pick (lines, "b", random);
      return b != NONE && set_number (lines, at, k, get_number (lines, b, 1));
    default:
      fmpq_init (q);
      fmpq_init (r);
      for (b = 0; b < lines->count; b++)
        if (is_record (lines, b, "b")
            && get_number (lines, b, 1) == get_number (lines, at, k)
            && get_rational (q, lines, at, 2) && get_rational (r, lines, b, 2))
          {
            fmpq_mul (q, q, r);
            set_rational (lines, at, 2, q);
            set_number (lines, at, k + 1, get_number (lines, at, k + 1) + 1);
          }
      fmpq_clear (q);
      fmpq_clear (r);
      return 1;
    }
}

/* Statements.  */

/* The relation turned round, as by multiplication with -1.  */
static void
turn_statement (lines_t *lines, size_t at, size_t end)
{
  static const char *const turned[] = { ">", ">=", "=", "!=", "<=", "<" };
  char *word = get_word (lines, at, RELATION);

  for (size_t i = 0; i < 6; i++)
    if (word != NULL && strcmp (word, relations[i]) == 0)
      {
        set_word (lines, at, RELATION, turned[i]);
        break;
      }
  free (word);
  for (size_t i = at; i < end; i++)
    if (is_record (lines, i, "sign"))
      {
        word = get_word (lines, i, 1);
        if (strcmp (word, "zero") != 0)
          set_word (lines, i, 1,
                    strcmp (word, "negative") == 0 ? "positive" : "negative");
        free (word);
      }
}

/* Terms and evidence times a number.  */
static int
scale_statement (lines_t *lines, uint64_t *random)
{
  static const slong factors[][2]
      = { { 2, 1 }, { 1, 3 }, { -1, 1 }, { -2, 3 }, { 7, 1 } };
  size_t at = pick_statement (lines, random), end;
  size_t f = random_below (random, 5), but = NONE;
  fmpq_t q, by;

  if (at == NONE)
    return 0;
  end = statement_end (lines, at);
  /* Now and then one record is forgotten.  */
  if (random_below (random, 3) == 0)
    but = at + 1 + random_below (random, end - at);
  fmpq_init (q);
  fmpq_init (by);
  fmpq_set_si (by, factors[f][0], (ulong) factors[f][1]);
  for (size_t i = at + 1; i < end; i++)
    {
      size_t k
          = is_record (lines, i, "term") || is_record (lines, i, "difference")
                ? 1
            : is_record (lines, i, "log") || is_record (lines, i, "ray") ? 2
                                                                         : 0;
      if (k == 0 || i == but || !get_rational (q, lines, i, k))
        continue;
      fmpq_mul (q, q, by);
      set_rational (lines, i, k, q);
    }
  if (factors[f][0] < 0 && random_below (random, 3) > 0)
    turn_statement (lines, at, end);
  if (random_below (random, 8) > 0)
    settle_terms (lines, at);
  fmpq_clear (q);
  fmpq_clear (by);
  return 1;
}

/* A constant added to a difference, with a term for it or without, and with
   the sign that fits or without.  */
static int
shift_statement (lines_t *lines, uint64_t *random)
{
  static const char *const shifts[]
      = { "1",
          "-1",
          "1/1000",
          "-1/1000000",
          "1/10000000000000000000000000000000000000000",
          "-1/10000000000000000000000000000000000000000" };
  size_t at = pick (lines, "difference", random), s = random_below (random, 6);
  size_t head = at, logs;
  char text[80];
  fmpq_t q, by;

  if (at == NONE)
    return 0;
  head = statement_start (lines, at);
  logs = get_number (lines, at, 2);
  fmpq_init (q);
  fmpq_init (by);
  fmpq_set_str (by, shifts[s], 10);
  if (get_rational (q, lines, at, 1) && random_below (random, 4) > 0)
    {
      fmpq_add (q, q, by);
      set_rational (lines, at, 1, q);
    }
  if (logs == 0 && random_below (random, 2) == 0 && at + 1 < lines->count)
    set_line (lines, at + 1,
              fmpq_sgn (q) == 0  ? "sign zero"
              : fmpq_sgn (q) < 0 ? "sign negative 256"
                                 : "sign positive 256");
  if (random_below (random, 4) > 0)
    {
      snprintf (text, sizeof text, "term %s one", shifts[s]);
      insert_string (lines, at, text);
      settle_terms (lines, head);
    }
  mend (lines);
  fmpq_clear (q);
  fmpq_clear (by);
  return 1;
}

/* A term as the sum of two, which changes nothing.  */
static int
split_term (lines_t *lines, uint64_t *random)
{
  size_t at = pick (lines, "term", random);
  fmpq_t q, part;
  int ok;

  if (at == NONE)
    return 0;
  fmpq_init (q);
  fmpq_init (part);
  fmpq_set_si (part, 1, (ulong) (3 + random_below (random, 5)));
  ok = get_rational (q, lines, at, 1);
  if (ok)
    {
      insert_line (lines, at, lines->line[at], lines->size[at]);
      set_rational (lines, at, 1, part);
      fmpq_sub (q, q, part);
      if (random_below (random, 4) > 0)
        set_rational (lines, at + 1, 1, q);
      settle_terms (lines, statement_start (lines, at));
      mend (lines);
    }
  fmpq_clear (q);
  fmpq_clear (part);
  return ok;
}

static int
drop_hypothesis (lines_t *lines, uint64_t *random)
{
  size_t at = pick (lines, "hypothesis", random), under;

  if (at == NONE)
    return 0;
  drop_lines (lines, at, statement_end (lines, at) - at);
  if (random_below (random, 4) == 0)
    return 1;
  mend (lines);
  /* Some claim stands under it still.  */
  at = pick (lines, "claim", random);
  if (at != NONE && random_below (random, 2) == 0)
    {
      under = get_number (lines, at, HYPOTHESES);
      set_number (lines, at, HYPOTHESES, under + 1);
    }
  return 1;
}

/* Statements dropped, doubled, or put in another order.  */
static int
move_statement (lines_t *lines, uint64_t *random)
{
  size_t at = pick_statement (lines, random), end, other, size;

  if (at == NONE)
    return 0;
  end = statement_end (lines, at);
  size = end - at;
  switch (random_below (random, 3))
    {
    case 0:
      drop_lines (lines, at, size);
      break;
    case 1:
      for (size_t i = 0; i < size; i++)
        insert_line (lines, end + i, lines->line[at + i], lines->size[at + i]);
      break;
    default:
      other = pick_statement (lines, random);
      if (other >= at && other < end)
        return 0;
      for (size_t i = 0; i < size; i++)
        {
          insert_line (lines, other + i, lines->line[at + i],
                       lines->size[at + i]);
          at += other <= at;
        }
      drop_lines (lines, at, size);
    }
  if (random_below (random, 8) > 0)
    mend (lines);
  return 1;
}

/* The terms, or the evidence, of another statement.  */
static int
swap_heads (lines_t *lines, uint64_t *random)
{
  size_t i = pick_statement (lines, random);
  size_t j = pick_statement (lines, random);

  if (i == NONE || i == j
      || is_record (lines, i, "claim") != is_record (lines, j, "claim"))
    return 0;
  swap_lines (lines, i, j);
  mend (lines);
  return 1;
}

/* All copies times a number, and the values of claims: as true as before.  */
static int
scale_copies (lines_t *lines, uint64_t *random)
{
  size_t at = pick (lines, "copies", random),
         by = 2 + random_below (random, 9), length;
  fmpq_t q;

  if (at == NONE)
    return 0;
  length = get_number (lines, at, 1);
  fmpq_init (q);
  for (size_t m = 1; m <= length; m++)
    if (get_rational (q, lines, at, 1 + m))
      {
        fmpq_mul_si (q, q, (slong) by);
        set_rational (lines, at, 1 + m, q);
      }
  while (at < lines->count && !is_record (lines, at, "claims"))
    at++;
  for (; at < lines->count; at++)
    if (is_record (lines, at, "difference") && get_rational (q, lines, at, 1))
      {
        fmpq_mul_si (q, q, (slong) by);
        set_rational (lines, at, 1, q);
      }
  fmpq_clear (q);
  return 1;
}

/* Lines.  */

static int
move_line (lines_t *lines, uint64_t *random)
{
  size_t i = pick_record (lines, random), j = pick_record (lines, random);

  switch (random_below (random, 4))
    {
    case 0:
      drop_lines (lines, i, 1);
      break;
    case 1:
      insert_line (lines, i, lines->line[i], lines->size[i]);
      break;
    case 2:
      if (i == j)
        return 0;
      swap_lines (lines, i, j);
      break;
    default:
      j = i + 1 < lines->count ? i + 1 : i - 1;
      swap_lines (lines, i, j);
    }
  if (random_below (random, 3) > 0)
    mend (lines);
  return 1;
}

static int
truncate_lines (lines_t *lines, uint64_t *random)
{
  size_t at = pick_record (lines, random);

  drop_lines (lines, at, lines->count - at);
  if (random_below (random, 2) == 0)
    {
      insert_string (lines, lines->count, "end 0");
      mend (lines);
    }
  return 1;
}

static int
change_words (lines_t *lines, uint64_t *random)
{
  size_t at = pick_record (lines, random), k;
  words_t words;
  char *word;

  words_set (&words, lines->line[at], 0);
  if (words.count == 0)
    {
      words_clear (&words);
      return 0;
    }
  k = random_below (random, words.count);
  switch (random_below (random, 3))
    {
    case 0:
      memmove (words.word + k, words.word + k + 1,
               (words.count - k - 1) * sizeof *words.word);
      words.count--;
      break;
    case 1:
      words_add (&words, words.word[k]);
      break;
    default:
      word = words.word[k];
      words.word[k] = words.word[words.count - 1];
      words.word[words.count - 1] = word;
    }
  words_put (lines, at, &words);
  return 1;
}

/* Records, or the whole law, of another certificate.  */
static int
splice (lines_t *lines, const lines_t *other, uint64_t *random)
{
  size_t at = pick_record (lines, random), from;
  char *keyword = get_word (lines, at, 0);

  from = keyword == NULL ? NONE : pick (other, keyword, random);
  free (keyword);
  if (from == NONE || strcmp (lines->line[at], other->line[from]) == 0)
    return 0;
  if (is_statement (lines, at) && random_below (random, 2) == 0)
    {
      size_t end = statement_end (other, from);
      drop_lines (lines, at, statement_end (lines, at) - at);
      for (size_t i = 0; i < end - from; i++)
        insert_line (lines, at + i, other->line[from + i],
                     other->size[from + i]);
    }
  else
    set_line (lines, at, other->line[from]);
  mend (lines);
  return 1;
}

/* The law of another certificate: tokens and rows.  */
static int
swap_laws (lines_t *lines, const lines_t *other, uint64_t *random)
{
  size_t law = pick (lines, "law", random), from = pick (other, "law", random);
  size_t at, i;

  if (law == NONE || from == NONE
      || strcmp (lines->line[law], other->line[from]) == 0)
    return 0;
  at = law;
  while (law < lines->count && !is_record (lines, law, "schedules"))
    drop_lines (lines, law, 1);
  for (i = from; i < other->count && !is_record (other, i, "schedules"); i++)
    insert_line (lines, at++, other->line[i], other->size[i]);
  mend (lines);
  return 1;
}

static int
insert_comment (lines_t *lines, uint64_t *random)
{
  static const char *const comments[]
      = { "c",       "c ",          "c  two  blanks ",
          "c end 5", "c row 1 0 0", "c claim 1 = 1 0 0 0" };
  /* Neither the first line nor the last one may be one.  */
  size_t at = 1 + random_below (random, lines->count - 1);

  insert_string (lines, at, comments[random_below (random, 6)]);
  return 1;
}

typedef int (*changer_t) (lines_t *lines, uint64_t *random);

enum
{
  HARMLESS = 1,
  UNFIT = 2
};

static const struct
{
  const char *name;
  changer_t change;
  int flags;
} changes[] = {
  { "a number", change_number, 0 },
  { "a number", change_number, 0 },
  { "a value", change_value, 0 },
  { "a value", change_value, 0 },
  { "a value", change_value, 0 },
  { "two values exchanged", swap_values, 0 },
  { "a relation", change_relation, 0 },
  { "a relation", change_relation, 0 },
  { "a sign", change_sign, 0 },
  { "a quantity", change_quantity, 0 },
  { "a quantity", change_quantity, 0 },
  { "an argument", change_argument, 0 },
  { "an argument", change_argument, 0 },
  { "bits", change_bits, 0 },
  { "a field of a claim", change_field, 0 },
  { "every schedule or one", change_any, UNFIT },
  { "the order of terms", move_terms, 0 },
  { "copies", change_copies, 0 },
  { "copies", change_copies, 0 },
  { "what it is about", change_about, UNFIT },
  { "what it is about", change_about, UNFIT },
  { "a token of a row", change_row, 0 },
  { "all weights", scale_rows, 0 },
  { "a token", change_token, 0 },
  { "sizes", change_sizes, 0 },
  { "sizes", change_sizes, 0 },
  { "steps", change_steps, 0 },
  { "blocks", change_blocks, 0 },
  { "a kind of schedule", change_kind, 0 },
  { "shares", move_share, 0 },
  { "a part", change_part, 0 },
  { "schedules exchanged", swap_schedules, 0 },
  { "the base, consistently", spoil_base, 0 },
  { "the base squared", square_base, 0 },
  { "an element of the base added", add_element, 0 },
  { "factors", change_factors, 0 },
  { "a statement scaled", scale_statement, 0 },
  { "a statement scaled", scale_statement, 0 },
  { "a statement shifted", shift_statement, 0 },
  { "a statement shifted", shift_statement, 0 },
  { "a term split", split_term, 0 },
  { "a hypothesis dropped", drop_hypothesis, 0 },
  { "statements moved", move_statement, 0 },
  { "heads of statements exchanged", swap_heads, 0 },
  { "copies scaled", scale_copies, HARMLESS },
  { "lines", move_line, 0 },
  { "lines", move_line, 0 },
  { "truncated", truncate_lines, 0 },
  { "words", change_words, 0 },
  { "a comment", insert_comment, HARMLESS },
};

change_t
mutant_change (lines_t *lines, const lines_t *other, uint64_t *random)
{
  size_t count = sizeof changes / sizeof *changes, k;
  change_t done = { "nothing is left", 0, 0 };

  while (lines->count > 1)
    {
      k = random_below (random, count + 2);
      if (k >= count)
        {
          int law = k > count;
          done.name = law ? "another law" : "records of another certificate";
          done.harmless = 0;
          if (law ? swap_laws (lines, other, random)
                  : splice (lines, other, random))
            return done;
        }
      else if (changes[k].change (lines, random))
        {
          done.name = changes[k].name;
          done.harmless = (changes[k].flags & HARMLESS) != 0;
          done.unfit = (changes[k].flags & UNFIT) != 0;
          return done;
        }
    }
  return done;
}

change_t
mutant_change_bytes (char *text, size_t *length, uint64_t *random)
{
  static const char bytes[] = { '0',  '9',  ' ',  '\n',        '-', '/',
                                '\0', '\r', '\t', (char) 0xff, 'c', ';' };
  change_t done = { "bytes", 0, 0 };
  size_t at = random_below (random, *length), size;

  switch (random_below (random, 5))
    {
    case 0: /* some deleted */
      size = 1 + random_below (random, 4);
      size = size < *length - at ? size : *length - at;
      memmove (text + at, text + at + size, *length - at - size);
      *length -= size;
      break;
    case 1: /* a bit */
      text[at] ^= (char) (1 << random_below (random, 8));
      break;
    case 2: /* one put in */
      memmove (text + at + 1, text + at, *length - at);
      text[at] = bytes[random_below (random, sizeof bytes)];
      ++*length;
      break;
    case 3:
      *length = at;
      break;
    default:
      text[at] = bytes[random_below (random, sizeof bytes)];
    }
  text[*length] = '\0';
  return done;
}
