#include <config.h>

#include "law/rows.h"

#include "exact/rational.h"
#include "law/law.h"

#include <string.h>

void
mdm_rows_init (mdm_rows_t *rows, const char *file, const char *text,
               size_t length, const char *number, int sequences)
{
  *rows = (mdm_rows_t){ .number = number, .sequences = sequences };
  mdm_lines_init (&rows->lines, file, text, length);
  mdm_tokens_init (rows->tokens);
}

void
mdm_rows_clear (mdm_rows_t *rows)
{
  mdm_tokens_clear (rows->tokens);
}

/* Directives.  */

/* Add the words of the line from AT on to the vocabulary.  */
static mdm_status
read_vocabulary (mdm_rows_t *r, size_t at, mdm_err_t *err)
{
  size_t end;

  if (at == r->lines.size)
    return MDM_ROWS_FAIL (r, at, err, MDM_EPARSE,
                          "'#: vocab' is followed by the tokens, at least "
                          "one");
  for (; at < r->lines.size; at = mdm_lines_skip_blanks (&r->lines, end))
    {
      const char *word = r->lines.start + at;
      size_t size;
      end = mdm_lines_skip_word (&r->lines, at);
      size = end - at;
      if (mdm_tokens_find (r->tokens, word, size) < r->tokens->count)
        return MDM_ROWS_FAIL (r, at, err, MDM_EDOMAIN,
                              "the token '%.*s' is declared twice",
                              mdm_utf8_shown (word, size), word);
      if (r->tokens->count == MDM_VOCAB_MAX)
        return MDM_ROWS_FAIL (r, at, err, MDM_ELIMIT, "more than %d tokens",
                              MDM_VOCAB_MAX);
      mdm_tokens_add (r->tokens, word, size);
    }
  r->declared = 1;
  return MDM_OK;
}

static mdm_status
read_split (mdm_rows_t *r, size_t at, mdm_err_t *err)
{
  size_t end = mdm_lines_skip_word (&r->lines, at);
  const char *word = r->lines.start + at;

  if (mdm_lines_skip_blanks (&r->lines, end) == r->lines.size && end - at == 5)
    {
      r->split_declared = 1;
      if (memcmp (word, "words", 5) == 0)
        r->split = MDM_SPLIT_WORDS;
      else if (memcmp (word, "chars", 5) == 0)
        r->split = MDM_SPLIT_CHARS;
    }
  if (r->split == MDM_SPLIT_UNKNOWN)
    return MDM_ROWS_FAIL (r, at, err, MDM_EPARSE,
                          "'#: split' is followed by 'words' or 'chars'");
  return MDM_OK;
}

/* Read a line that starts with `#:'.  */
static mdm_status
read_directive (mdm_rows_t *r, mdm_err_t *err)
{
  size_t at = mdm_lines_skip_blanks (&r->lines, 2);
  size_t end = mdm_lines_skip_word (&r->lines, at);
  size_t rest = mdm_lines_skip_blanks (&r->lines, end);
  const char *word = r->lines.start + at;
  int vocab = end - at == 5 && memcmp (word, "vocab", 5) == 0;
  int split = r->sequences && end - at == 5 && memcmp (word, "split", 5) == 0;

  if (!vocab && !split)
    return MDM_ROWS_FAIL (r, at, err, MDM_EPARSE,
                          "'#:' is followed by 'vocab'%s, not '%.*s'",
                          r->sequences ? " or 'split'" : "",
                          mdm_utf8_shown (word, end - at), word);
  if (r->rows > 0)
    return MDM_ROWS_FAIL (r, 0, err, MDM_EPARSE,
                          "'#: %.5s' has to come before the first row", word);
  if (vocab ? r->declared : r->split_declared)
    return MDM_ROWS_FAIL (r, 0, err, MDM_EPARSE, "a second '#: %.5s'", word);
  return vocab ? read_vocabulary (r, rest, err) : read_split (r, rest, err);
}

/* Rows.  */

mdm_status
mdm_rows_next (int *more, size_t *at, mdm_rows_t *rows, mdm_err_t *err)
{
  const mdm_lines_t *lines = &rows->lines;
  mdm_status status;

  for (;;)
    {
      status = mdm_lines_next (more, &rows->lines, err);
      if (status != MDM_OK || !*more)
        return status;
      if (lines->size >= 3 && memcmp (lines->start, "\xef\xbb\xbf", 3) == 0)
        return MDM_ROWS_FAIL (rows, 0, err, MDM_EPARSE,
                              "a byte order mark; save the file without it");
      *at = mdm_lines_skip_blanks (lines, 0);
      if (*at == lines->size)
        continue;
      if (lines->start[0] != '#')
        return MDM_OK;
      if (lines->size > 1 && lines->start[1] == ':')
        status = read_directive (rows, err);
      if (status != MDM_OK)
        return status;
    }
}

mdm_status
mdm_rows_number (fmpq_t res, size_t *at, const mdm_rows_t *rows,
                 mdm_err_t *err)
{
  const char *text = rows->lines.start + *at;
  size_t left = rows->lines.size - *at, used;
  const char *why;
  mdm_status status;

  status = mdm_rational_scan (res, &used, &why, text, left);
  if (status == MDM_OK && text[0] == '-')
    return MDM_ROWS_FAIL (rows, *at, err, MDM_EDOMAIN,
                          "a %s is never negative", rows->number);
  if (status == MDM_ELIMIT) /* no one byte is wrong */
    used = 0;
  if (status != MDM_OK)
    return MDM_ROWS_FAIL (rows, *at + used, err, status, "bad %s: %s",
                          rows->number, why);
  if (used < left && !mdm_is_blank (text[used]))
    {
      size_t n = mdm_utf8_size (text + used, left - used);
      return MDM_ROWS_FAIL (rows, *at + used, err, MDM_EPARSE,
                            "bad %s: a blank is expected after the number, "
                            "not '%.*s'",
                            rows->number, (int) n, text + used);
    }
  *at = mdm_lines_skip_blanks (&rows->lines, *at + used);
  return MDM_OK;
}

mdm_status
mdm_rows_token (uint16_t *number, mdm_rows_t *rows, size_t at, size_t size,
                mdm_err_t *err)
{
  const char *text = rows->lines.start + at;
  size_t found = mdm_tokens_find (rows->tokens, text, size);

  if (found == rows->tokens->count)
    {
      if (rows->declared)
        return MDM_ROWS_FAIL (rows, at, err, MDM_EDOMAIN,
                              "the token '%.*s' is not in the declared "
                              "vocabulary",
                              mdm_utf8_shown (text, size), text);
      if (found == MDM_VOCAB_MAX)
        return MDM_ROWS_FAIL (rows, at, err, MDM_ELIMIT,
                              "more than %d different tokens", MDM_VOCAB_MAX);
      mdm_tokens_add (rows->tokens, text, size);
    }
  *number = (uint16_t) found;
  return MDM_OK;
}

size_t
mdm_rows_token_size (const mdm_rows_t *rows, size_t at)
{
  if (rows->split == MDM_SPLIT_CHARS)
    return mdm_utf8_size (rows->lines.start + at, rows->lines.size - at);
  return mdm_lines_skip_word (&rows->lines, at) - at;
}

size_t
mdm_rows_place (size_t *column, const char *text, size_t offset)
{
  size_t line = 1, start = 0;

  for (size_t i = 0; i < offset; i++)
    if (text[i] == '\n')
      {
        line++;
        start = i + 1;
      }
  *column = offset - start + 1;
  return line;
}
