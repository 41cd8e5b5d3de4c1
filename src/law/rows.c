#include <config.h>

#include "law/rows.h"

#include "exact/array.h"
#include "exact/rational.h"
#include "text/file.h"

#include <string.h>

void
mdm_rows_init (mdm_rows_t *rows)
{
  *rows = (mdm_rows_t){ 0 };
  mdm_tokens_init (rows->tokens);
}

void
mdm_rows_clear (mdm_rows_t *rows)
{
  flint_free (rows->text);
  flint_free (rows->sequence);
  mdm_tokens_clear (rows->tokens);
}

void
mdm_rows_begin (mdm_rows_t *rows, const char *file, const char *text,
                size_t length, const char *number, int sequences,
                const mdm_limit_t *limit, mdm_err_t *err)
{
  mdm_lines_init (&rows->lines, file, text, length);
  rows->limit = limit;
  rows->err = err;
  rows->number = number;
  rows->sequences = sequences;
}

mdm_status
mdm_rows_open (mdm_rows_t *rows, const char *file, const char *number,
               int sequences, const mdm_limit_t *limit, mdm_err_t *err)
{
  size_t length;

  MDM_TRY (mdm_file_read (&rows->text, &length, file, limit, err));
  mdm_rows_begin (rows, file, rows->text, length, number, sequences, limit,
                  err);
  return MDM_OK;
}

/* Directives.  */

/* Add the words of the line from AT on to the vocabulary.  */
static mdm_status
read_vocabulary (mdm_rows_t *r, size_t at)
{
  size_t end;

  if (at == r->lines.size)
    return MDM_ROWS_FAIL (r, at, MDM_EPARSE,
                          "'#: vocab' is followed by the tokens, at least "
                          "one");
  for (; at < r->lines.size; at = mdm_lines_skip_blanks (&r->lines, end))
    {
      const char *word = r->lines.start + at;
      size_t size;
      end = mdm_lines_skip_word (&r->lines, at);
      size = end - at;
      if (mdm_tokens_find (r->tokens, word, size) < r->tokens->count)
        return MDM_ROWS_FAIL (r, at, MDM_EDOMAIN,
                              "the token '%.*s' is declared twice",
                              mdm_utf8_shown (word, size), word);
      if (r->tokens->count == MDM_VOCAB_MAX)
        return MDM_ROWS_FAIL (r, at, MDM_ELIMIT, "more than %d tokens",
                              MDM_VOCAB_MAX);
      mdm_tokens_add (r->tokens, word, size);
    }
  r->declared = 1;
  return MDM_OK;
}

static mdm_status
read_split (mdm_rows_t *r, size_t at)
{
  size_t end = mdm_lines_skip_word (&r->lines, at);
  int words = mdm_lines_is_word (&r->lines, at, "words");

  if (mdm_lines_skip_blanks (&r->lines, end) < r->lines.size
      || (!words && !mdm_lines_is_word (&r->lines, at, "chars")))
    return MDM_ROWS_FAIL (r, at, MDM_EPARSE,
                          "'#: split' is followed by 'words' or 'chars'");
  r->split_declared = 1;
  r->split = words ? MDM_SPLIT_WORDS : MDM_SPLIT_CHARS;
  return MDM_OK;
}

/* Read a line that starts with `#:'.  */
static mdm_status
read_directive (mdm_rows_t *r)
{
  size_t at = mdm_lines_skip_blanks (&r->lines, 2);
  size_t end = mdm_lines_skip_word (&r->lines, at);
  size_t rest = mdm_lines_skip_blanks (&r->lines, end);
  const char *word = r->lines.start + at;
  int vocab = mdm_lines_is_word (&r->lines, at, "vocab");
  int split = r->sequences && mdm_lines_is_word (&r->lines, at, "split");

  if (!vocab && !split)
    return MDM_ROWS_FAIL (r, at, MDM_EPARSE,
                          "'#:' is followed by 'vocab'%s, not '%.*s'",
                          r->sequences ? " or 'split'" : "",
                          mdm_utf8_shown (word, end - at), word);
  if (r->rows > 0)
    return MDM_ROWS_FAIL (r, 0, MDM_EPARSE,
                          "'#: %.5s' has to come before the first row", word);
  if (vocab ? r->declared : r->split_declared)
    return MDM_ROWS_FAIL (r, 0, MDM_EPARSE, "a second '#: %.5s'", word);
  return vocab ? read_vocabulary (r, rest) : read_split (r, rest);
}

/* Rows.  */

/* Go to the next row, reading the directives before it; *MORE says whether
   there is one, and *AT where its line has the first byte that is no
   blank.  */
static mdm_status
next_row (int *more, size_t *at, mdm_rows_t *rows)
{
  const mdm_lines_t *lines = &rows->lines;

  for (;;)
    {
      MDM_TRY (mdm_lines_next (more, &rows->lines, rows->err));
      if (!*more)
        return MDM_OK;
      if (lines->size >= 3 && memcmp (lines->start, "\xef\xbb\xbf", 3) == 0)
        return MDM_ROWS_FAIL (rows, 0, MDM_EPARSE,
                              "a byte order mark; save the file without it");
      *at = mdm_lines_skip_blanks (lines, 0);
      if (*at == lines->size)
        continue;
      if (lines->start[0] != '#')
        return MDM_OK;
      if (lines->size > 1 && lines->start[1] == ':' && rows->number != NULL)
        MDM_TRY (read_directive (rows));
    }
}

mdm_status
mdm_rows_read (mdm_rows_t *rows, mdm_row_reader *read, void *reader,
               const char *none)
{
  size_t at = 0;
  int more;

  for (;;)
    {
      MDM_TRY (next_row (&more, &at, rows));
      if (!more)
        break;
      MDM_TRY (read (reader, at));
    }
  if (rows->rows == 0 && none != NULL)
    return mdm_err_set (rows->err, MDM_EDOMAIN, rows->lines.file, 0, 0, "%s",
                        none);
  return MDM_OK;
}

mdm_status
mdm_rows_number (fmpq_t res, size_t *at, const mdm_rows_t *rows)
{
  const char *text = rows->lines.start + *at;
  size_t left = rows->lines.size - *at, used;
  const char *why;
  mdm_status status;

  status = mdm_rational_scan (res, &used, &why, text, left);
  if (status == MDM_OK && text[0] == '-')
    return MDM_ROWS_FAIL (rows, *at, MDM_EDOMAIN, "a %s is never negative",
                          rows->number);
  if (status == MDM_ELIMIT) /* no one byte is wrong */
    used = 0;
  if (status != MDM_OK)
    return MDM_ROWS_FAIL (rows, *at + used, status, "bad %s: %s", rows->number,
                          why);
  if (used < left && !mdm_is_blank (text[used]))
    {
      size_t n = mdm_utf8_size (text + used, left - used);
      return MDM_ROWS_FAIL (rows, *at + used, MDM_EPARSE,
                            "bad %s: a blank is expected after the number, "
                            "not '%.*s'",
                            rows->number, (int) n, text + used);
    }
  *at = mdm_lines_skip_blanks (&rows->lines, *at + used);
  return MDM_OK;
}

mdm_status
mdm_rows_symbol (uint16_t *number, mdm_tokens_t symbols, const char *what,
                 const mdm_rows_t *rows, size_t at, size_t size)
{
  mdm_status status = mdm_tokens_number (
      number, symbols, rows->lines.start + at, size, what, rows->err);

  if (status != MDM_OK)
    mdm_err_place (rows->err, rows->lines.file, rows->lines.line, at + 1);
  return status;
}

mdm_status
mdm_rows_token (uint16_t *number, mdm_rows_t *rows, size_t at, size_t size)
{
  const char *text = rows->lines.start + at;
  size_t found = mdm_tokens_find (rows->tokens, text, size);

  *number = (uint16_t) found;
  if (found < rows->tokens->count)
    return MDM_OK;
  if (rows->declared)
    return MDM_ROWS_FAIL (rows, at, MDM_EDOMAIN,
                          "the token '%.*s' is not in the declared vocabulary",
                          mdm_utf8_shown (text, size), text);
  return mdm_rows_symbol (number, rows->tokens, "different tokens", rows, at,
                          size);
}

/* Append the one-byte tokens from AT of the line on as long as they are known,
   which most are, and return where that ends.  */
static size_t
read_known_bytes (mdm_rows_t *rows, size_t at)
{
  const mdm_lines_t *lines = &rows->lines;

  for (; at < lines->size && rows->length < rows->room; at++)
    {
      unsigned char c = (unsigned char) lines->start[at];
      uint32_t number = c < 128 ? rows->tokens->byte[c] : 0;
      if (number == 0)
        break;
      rows->sequence[rows->length++] = (uint16_t) (number - 1);
    }
  return at;
}

mdm_status
mdm_rows_sequence (mdm_rows_t *rows, size_t at)
{
  const mdm_lines_t *lines = &rows->lines;
  int chars = rows->split == MDM_SPLIT_CHARS;

  for (rows->length = 0;; at = mdm_lines_skip_blanks (lines, at))
    {
      size_t size;
      if (chars)
        at = mdm_lines_skip_blanks (lines, read_known_bytes (rows, at));
      if (at == lines->size)
        return MDM_OK;
      size = chars ? mdm_utf8_size (lines->start + at, lines->size - at)
                   : mdm_lines_skip_word (lines, at) - at;
      MDM_ARRAY_GROW (rows->sequence, rows->room, rows->length + 1);
      MDM_TRY (mdm_rows_token (rows->sequence + rows->length, rows, at, size));
      rows->length++;
      at += size;
    }
}

uint16_t *
mdm_rows_set_vocabulary (mdm_law_t law, mdm_rows_t *rows)
{
  size_t count = rows->tokens->count;
  uint16_t *map = flint_malloc ((count + 1) * sizeof *map);

  mdm_law_set_tokens (
      law, mdm_tokens_release (rows->tokens, !rows->declared, map), count);
  return map;
}

/* The number of the line that holds OFFSET of the text, and in *COLUMN its
   column; both count from 1.  */
static size_t
line_of (size_t *column, const mdm_rows_t *rows, size_t offset)
{
  const char *text = rows->lines.text;
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

mdm_status
mdm_rows_place (const mdm_rows_t *rows, size_t offset)
{
  size_t column, line = line_of (&column, rows, offset);

  return mdm_err_place (rows->err, rows->lines.file, line, column);
}

mdm_status
mdm_rows_repeated (const mdm_rows_t *rows, size_t before, size_t again,
                   const char *what, const char *rule)
{
  size_t column, first = line_of (&column, rows, before);
  size_t line = line_of (&column, rows, again);

  return mdm_err_set (rows->err, MDM_EDOMAIN, rows->lines.file, line, column,
                      "%s of line %zu again; %s", what, first, rule);
}
