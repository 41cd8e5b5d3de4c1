#include <config.h>

#include "export/reading.h"

#include "exact/scoped.h"
#include "text/lines.h"

#include <ctype.h>
#include <flint/flint.h>
#include <string.h>

/* The record that is read, its words, and the comment before it.  */
typedef struct
{
  mdm_lines_t lines;
  mdm_words_t words;
  size_t alloc;
  mdm_word_t comment;
} reader_t;

int
mdm_word_is (mdm_word_t word, const char *text)
{
  return strlen (text) == word.size
         && memcmp (word.text, text, word.size) == 0;
}

static mdm_status
fail (const reader_t *reader, const char *what, mdm_err_t *err)
{
  return mdm_err_set (err, MDM_EPARSE, reader->lines.file, reader->lines.line,
                      1, "%s", what);
}

static void
add_word (reader_t *reader, const char *start, size_t size)
{
  mdm_words_t *words = &reader->words;

  if (words->count == reader->alloc)
    {
      reader->alloc = 2 * reader->alloc + 8;
      words->word
          = flint_realloc (words->word, reader->alloc * sizeof *words->word);
    }
  words->word[words->count++] = (mdm_word_t){ start, size };
}

/* Go to the next record, whose words are then at least one.  */
static mdm_status
next (reader_t *reader, mdm_err_t *err)
{
  mdm_lines_t *lines = &reader->lines;

  reader->comment = (mdm_word_t){ "", 0 };
  for (;;)
    {
      int more;
      MDM_TRY (mdm_lines_next (&more, lines, err));
      if (!more)
        return fail (reader, "the certificate ends too early", err);
      if (lines->size < 2 || memcmp (lines->start, "c ", 2) != 0)
        break;
      reader->comment = (mdm_word_t){ lines->start + 2, lines->size - 2 };
    }
  reader->words.count = 0;
  for (size_t at = 0; at < lines->size;)
    {
      size_t end = mdm_lines_skip_word (lines, at);
      add_word (reader, lines->start + at, end - at);
      at = end + 1;
    }
  return reader->words.count > 0 ? MDM_OK
                                 : fail (reader, "an empty line", err);
}

/* The next record, which is NAME with at least COUNT words after it.  */
static mdm_status
expect (reader_t *reader, const char *name, size_t count, mdm_err_t *err)
{
  MDM_TRY (next (reader, err));
  if (mdm_word_is (reader->words.word[0], name) && reader->words.count > count)
    return MDM_OK;
  if (mdm_word_is (reader->words.word[0], "steps"))
    return mdm_err_set (err, MDM_ELIMIT, reader->lines.file,
                        reader->lines.line, 1,
                        "what is about schedules of so many steps is not "
                        "exported to Coq");
  return mdm_err_set (err, MDM_EPARSE, reader->lines.file, reader->lines.line,
                      1, "a record `%s' with %zu words or more is expected",
                      name, count);
}

static mdm_status
number (size_t *n, const reader_t *reader, size_t index, mdm_err_t *err)
{
  mdm_word_t word = reader->words.word[index];

  *n = 0;
  if (word.size == 0)
    return fail (reader, "a number is missing", err);
  for (size_t i = 0; i < word.size; i++)
    {
      if (!isdigit ((unsigned char) word.text[i]))
        return fail (reader, "a number is expected", err);
      *n = 10 * *n + (size_t) (word.text[i] - '0');
      if (*n > MDM_EXPORT_MAX)
        return mdm_err_set (
            err, MDM_ELIMIT, reader->lines.file, reader->lines.line, 1,
            "over a limit: numbers above %d are not exported", MDM_EXPORT_MAX);
    }
  return MDM_OK;
}

/* Is WORD a fraction as certificates write it?  */
static int
is_rational (mdm_word_t word)
{
  size_t i = word.size > 0 && word.text[0] == '-', digits = 0;

  for (; i < word.size; i++)
    if (isdigit ((unsigned char) word.text[i]))
      digits++;
    else if (word.text[i] == '/' && digits > 0
             && digits == i - (*word.text == '-') && i + 1 < word.size
             && word.text[i + 1] != '0')
      continue;
    else
      return 0;
  return digits > 0;
}

static mdm_status
rational (mdm_word_t *word, const reader_t *reader, size_t index,
          mdm_err_t *err)
{
  *word = reader->words.word[index];
  return is_rational (*word) ? MDM_OK
                             : fail (reader, "a fraction is expected", err);
}

/* Copy the words from FIRST on, all of them numbers or fractions.  */
static mdm_status
copy (mdm_words_t *words, const reader_t *reader, size_t first, int fractions,
      mdm_err_t *err)
{
  size_t n;

  words->word
      = flint_malloc ((reader->words.count - first + 1) * sizeof *words->word);
  for (size_t i = first; i < reader->words.count; i++)
    {
      if (!fractions)
        MDM_TRY (number (&n, reader, i, err));
      MDM_TRY (rational (&words->word[words->count++], reader, i, err));
    }
  return MDM_OK;
}

static mdm_status
read_subject (mdm_stated_all_t *all, reader_t *reader, mdm_err_t *err)
{
  MDM_TRY (expect (reader, "mdmcert-certificate", 1, err));
  if (!mdm_word_is (reader->words.word[1], "1"))
    return fail (reader, "certificates of version 1 are exported", err);
  MDM_TRY (next (reader, err));
  if (mdm_word_is (reader->words.word[0], "law"))
    return mdm_err_set (err, MDM_ELIMIT, reader->lines.file,
                        reader->lines.line, 1,
                        "a certificate of an instance is not exported to "
                        "Coq, only those about all laws and what refutes "
                        "them");
  if (reader->words.count < 2)
    return fail (reader, "`length' or `copies' is expected", err);
  MDM_TRY (number (&all->length, reader, 1, err));
  if (all->length == 0)
    return fail (reader, "the length is at least 1", err);
  if (mdm_word_is (reader->words.word[0], "length")
      && reader->words.count == 2)
    return MDM_OK;
  if (!mdm_word_is (reader->words.word[0], "copies")
      || reader->words.count != all->length + 2)
    return fail (reader, "`length' or `copies' is expected", err);
  return copy (&all->copies, reader, 2, 0, err);
}

static mdm_status
read_schedules (mdm_stated_all_t *all, reader_t *reader, mdm_err_t *err)
{
  size_t count;

  MDM_TRY (expect (reader, "schedules", 1, err));
  MDM_TRY (number (&count, reader, 1, err));
  all->schedule = flint_calloc (count + 1, sizeof *all->schedule);
  while (all->schedules < count)
    {
      mdm_listed_t *schedule = &all->schedule[all->schedules++];
      MDM_TRY (expect (reader, "schedule", 3, err));
      schedule->kind = reader->words.word[2];
      MDM_TRY (copy (&schedule->value, reader, 4,
                     !mdm_word_is (schedule->kind, "sizes"), err));
    }
  return MDM_OK;
}

static mdm_status
read_term (mdm_named_t *term, reader_t *reader, mdm_err_t *err)
{
  MDM_TRY (expect (reader, "term", 2, err));
  MDM_TRY (rational (&term->coefficient, reader, 1, err));
  term->name = reader->words.word[2];
  term->arguments = reader->words.count - 3;
  if (term->arguments > 2)
    return fail (reader, "a quantity has at most two arguments", err);
  if (mdm_word_is (reader->words.word[reader->words.count - 1], "any"))
    {
      term->name = reader->words.word[3];
      term->arguments = 0;
    }
  for (size_t i = 0; i < term->arguments; i++)
    MDM_TRY (number (&term->argument[i], reader, 3 + i, err));
  return MDM_OK;
}

static mdm_status
read_parts (mdm_stated_t *stated, reader_t *reader, mdm_err_t *err)
{
  stated->part = flint_calloc (stated->parts + 1, sizeof *stated->part);
  for (size_t i = 0; i < stated->parts; i++)
    {
      MDM_TRY (expect (reader, "part", 2, err));
      MDM_TRY (rational (&stated->part[i].weight, reader, 1, err));
      MDM_TRY (number (&stated->part[i].schedule, reader, 2, err));
    }
  return MDM_OK;
}

static mdm_status
read_rays (mdm_words_t *ray, size_t length, reader_t *reader, mdm_err_t *err)
{
  ray->word = flint_malloc (length * sizeof *ray->word);
  while (ray->count < length)
    {
      MDM_TRY (expect (reader, "ray", 2, err));
      MDM_TRY (rational (&ray->word[ray->count++], reader, 2, err));
    }
  return MDM_OK;
}

/* The evidence by the value, or by its bits, says nothing that is not
   computed again.  */
static mdm_status
skip_evidence (reader_t *reader, mdm_err_t *err)
{
  size_t count;

  MDM_TRY (next (reader, err));
  if (mdm_word_is (reader->words.word[0], "bits"))
    return MDM_OK;
  if (!mdm_word_is (reader->words.word[0], "difference")
      || reader->words.count != 3)
    return fail (reader, "`difference' or `bits' is expected", err);
  MDM_TRY (number (&count, reader, 2, err));
  for (size_t i = 0; i < count; i++)
    MDM_TRY (expect (reader, "log", 2, err));
  return expect (reader, "sign", 1, err);
}

static mdm_status
read_statement (mdm_stated_all_t *all, const char *kind, reader_t *reader,
                mdm_err_t *err)
{
  mdm_stated_t *stated;
  size_t words = strcmp (kind, "claim") == 0 ? 6 : 3;

  all->statement = flint_realloc (
      all->statement, (all->statements + 1) * sizeof *all->statement);
  stated = &all->statement[all->statements++];
  memset (stated, 0, sizeof *stated);
  MDM_TRY (expect (reader, kind, words, err));
  stated->hypothesis = words == 3;
  stated->comment = reader->comment;
  stated->relation = reader->words.word[2];
  MDM_TRY (number (&stated->id, reader, 1, err));
  MDM_TRY (number (&stated->terms, reader, 3, err));
  if (!stated->hypothesis)
    {
      MDM_TRY (number (&stated->smax, reader, 4, err));
      MDM_TRY (number (&stated->parts, reader, 5, err));
    }
  if (stated->terms == 0)
    return fail (reader, "a statement has at least one term", err);
  stated->term = flint_calloc (stated->terms, sizeof *stated->term);
  for (size_t i = 0; i < stated->terms; i++)
    MDM_TRY (read_term (&stated->term[i], reader, err));
  MDM_TRY (read_parts (stated, reader, err));
  return stated->hypothesis || all->copies.count > 0
             ? skip_evidence (reader, err)
             : read_rays (&stated->ray, all->length, reader, err);
}

static mdm_status
read_statements (mdm_stated_all_t *all, reader_t *reader, mdm_err_t *err)
{
  static const char *const heading[] = { "hypotheses", "claims" };
  static const char *const kind[] = { "hypothesis", "claim" };

  for (size_t i = 0; i < 2; i++)
    {
      size_t count;
      MDM_TRY (expect (reader, heading[i], 1, err));
      MDM_TRY (number (&count, reader, 1, err));
      for (size_t j = 0; j < count; j++)
        MDM_TRY (read_statement (all, kind[i], reader, err));
    }
  return expect (reader, "end", 1, err);
}

mdm_status
mdm_stated_read (mdm_stated_all_t *all, const char *file, const char *text,
                 size_t length, mdm_err_t *err)
{
  reader_t reader = { .alloc = 0 };
  mdm_status status;

  memset (all, 0, sizeof *all);
  mdm_lines_init (&reader.lines, file, text, length);
  status = read_subject (all, &reader, err);
  if (status == MDM_OK)
    status = read_schedules (all, &reader, err);
  if (status == MDM_OK)
    status = read_statements (all, &reader, err);
  flint_free (reader.words.word);
  return status;
}

void
mdm_stated_clear (mdm_stated_all_t *all)
{
  for (size_t i = 0; i < all->schedules; i++)
    flint_free (all->schedule[i].value.word);
  for (size_t i = 0; i < all->statements; i++)
    {
      flint_free (all->statement[i].term);
      flint_free (all->statement[i].part);
      flint_free (all->statement[i].ray.word);
    }
  flint_free (all->schedule);
  flint_free (all->statement);
  flint_free (all->copies.word);
}
