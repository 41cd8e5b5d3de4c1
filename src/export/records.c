#include <config.h>

#include "export/records.h"

#include "exact/scoped.h"

#include <ctype.h>
#include <flint/flint.h>
#include <string.h>

int
mdm_word_is (mdm_word_t word, const char *text)
{
  return strlen (text) == word.size
         && memcmp (word.text, text, word.size) == 0;
}

void
mdm_word_integer (fmpz_t res, mdm_word_t word)
{
  MDM_OWNED char *text = flint_malloc (word.size + 1);

  memcpy (text, word.text, word.size);
  text[word.size] = '\0';
  if (fmpz_set_str (res, text, 10) != 0)
    fmpz_zero (res);
}

mdm_status
mdm_records_fail (const mdm_records_t *reader, const char *what,
                  mdm_err_t *err)
{
  return mdm_err_set (err, MDM_EPARSE, reader->lines.file, reader->lines.line,
                      1, "%s", what);
}

static void
add_word (mdm_records_t *reader, const char *start, size_t size)
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
mdm_status
mdm_records_next (mdm_records_t *reader, mdm_err_t *err)
{
  mdm_lines_t *lines = &reader->lines;

  reader->comment = (mdm_word_t){ "", 0 };
  for (;;)
    {
      int more;
      MDM_TRY (mdm_lines_next (&more, lines, err));
      if (!more)
        return mdm_records_fail (reader, "the certificate ends too early",
                                 err);
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
  return reader->words.count > 0
             ? MDM_OK
             : mdm_records_fail (reader, "an empty line", err);
}

/* The next record, which is NAME with at least COUNT words after it.  */
mdm_status
mdm_records_expect (mdm_records_t *reader, const char *name, size_t count,
                    mdm_err_t *err)
{
  MDM_TRY (mdm_records_next (reader, err));
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

mdm_status
mdm_records_number_of (size_t *n, mdm_word_t word, const mdm_records_t *reader,
                       mdm_err_t *err)
{
  *n = 0;
  if (word.size == 0)
    return mdm_records_fail (reader, "a number is missing", err);
  for (size_t i = 0; i < word.size; i++)
    {
      if (!isdigit ((unsigned char) word.text[i]))
        return mdm_records_fail (reader, "a number is expected", err);
      *n = 10 * *n + (size_t) (word.text[i] - '0');
      if (*n > MDM_EXPORT_MAX)
        return mdm_err_set (
            err, MDM_ELIMIT, reader->lines.file, reader->lines.line, 1,
            "over a limit: numbers above %d are not exported", MDM_EXPORT_MAX);
    }
  return MDM_OK;
}

mdm_status
mdm_records_number (size_t *n, const mdm_records_t *reader, size_t index,
                    mdm_err_t *err)
{
  return mdm_records_number_of (n, reader->words.word[index], reader, err);
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

mdm_status
mdm_records_rational (mdm_word_t *word, const mdm_records_t *reader,
                      size_t index, mdm_err_t *err)
{
  *word = reader->words.word[index];
  return is_rational (*word)
             ? MDM_OK
             : mdm_records_fail (reader, "a fraction is expected", err);
}

/* Copy the words from FIRST on, all of them numbers or fractions.  */
mdm_status
mdm_records_copy (mdm_words_t *words, const mdm_records_t *reader,
                  size_t first, int fractions, mdm_err_t *err)
{
  size_t n;

  words->word
      = flint_malloc ((reader->words.count - first + 1) * sizeof *words->word);
  for (size_t i = first; i < reader->words.count; i++)
    {
      if (!fractions)
        MDM_TRY (mdm_records_number (&n, reader, i, err));
      MDM_TRY (
          mdm_records_rational (&words->word[words->count++], reader, i, err));
    }
  return MDM_OK;
}
