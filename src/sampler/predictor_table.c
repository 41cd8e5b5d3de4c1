#include <config.h>

#include "sampler/predictor_table.h"

#include "exact/rational.h"
#include "exact/scoped.h"
#include "text/file.h"
#include "text/lines.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

void
mdm_predictor_table_init (mdm_predictor_table_t table)
{
  memset (table, 0, sizeof *table);
}

static void
row_clear (const mdm_predictor_table_t table, mdm_predictor_row_t *row)
{
  flint_free (row->key);
  _fmpq_vec_clear (row->chance, (slong) table->vocab);
}

void
mdm_predictor_table_clear (mdm_predictor_table_t table)
{
  for (size_t i = 0; i < table->count; i++)
    row_clear (table, table->row + i);
  flint_free (table->row);
  mdm_predictor_table_init (table);
}

/* A file while it is being read.  */
typedef struct
{
  mdm_predictor_table_struct *table;
  const mdm_tokens_struct *tokens; /* of the law, numbered as there */
  const mdm_limit_t *limit;
  mdm_lines_t lines;
  char mask[64];
  size_t *start, *end; /* the words of the line at hand */
  size_t words, word_room;
  mdm_err_t *err;
} reader_t;

/* Fail at byte AT of the line at hand.  */
static mdm_status
fail (const reader_t *r, mdm_status status, size_t at, const char *what)
{
  return mdm_err_set (r->err, status, r->lines.file, r->lines.line, at + 1,
                      "%s", what);
}

static void
split (reader_t *r)
{
  r->words = 0;
  for (size_t at = mdm_lines_skip_blanks (&r->lines, 0); at < r->lines.size;
       at = mdm_lines_skip_blanks (&r->lines, at))
    {
      if (r->words == r->word_room)
        {
          r->word_room = 2 * r->word_room + 16;
          r->start = flint_realloc (r->start, r->word_room * sizeof *r->start);
          r->end = flint_realloc (r->end, r->word_room * sizeof *r->end);
        }
      r->start[r->words] = at;
      at = mdm_lines_skip_word (&r->lines, at);
      r->end[r->words++] = at;
    }
}

/* The line `#: mask X'.  */
static mdm_status
set_mask (reader_t *r)
{
  size_t size;

  if (r->table->count > 0)
    return fail (r, MDM_EPARSE, 0, "the mask is declared before the rows");
  if (r->words != 3 || r->end[1] - r->start[1] != 4
      || memcmp (r->lines.start + r->start[1], "mask", 4) != 0)
    return fail (r, MDM_EPARSE, 0, "the one declaration is '#: mask X'");
  size = r->end[2] - r->start[2];
  if (size >= sizeof r->mask)
    return fail (r, MDM_EPARSE, r->start[2], "the mask is too long");
  memcpy (r->mask, r->lines.start + r->start[2], size);
  r->mask[size] = '\0';
  return MDM_OK;
}

/* Set *KEY to what the SIZE bytes at AT of the line are: a token or the
   mask.  */
static mdm_status
read_token (uint32_t *key, const reader_t *r, size_t at, size_t size)
{
  const char *text = r->lines.start + at;
  size_t token = mdm_tokens_find (r->tokens, text, size);

  *key = (uint32_t) token + 1;
  if (strlen (r->mask) == size && memcmp (text, r->mask, size) == 0)
    *key = 0;
  else if (token == r->table->vocab)
    return mdm_err_set (r->err, MDM_EDOMAIN, r->lines.file, r->lines.line,
                        at + 1,
                        "'%.*s' is neither a token of the law nor the mask "
                        "'%s'",
                        mdm_utf8_shown (text, size), text, r->mask);
  return MDM_OK;
}

/* Read the context, CHARS or else of L words, into KEY.  */
static mdm_status
read_context (uint32_t *key, const reader_t *r, int chars)
{
  size_t length = r->table->length, at = r->start[0];
  mdm_status status = MDM_OK;

  for (size_t i = 0; i < length && status == MDM_OK; i++)
    {
      size_t size = r->end[chars ? 0 : i] - (chars ? at : r->start[i]);
      if (!chars)
        at = r->start[i];
      else if (size == 0)
        return fail (r, MDM_EDOMAIN, at,
                     "the context is shorter than the law's sequences");
      else if (length > 1)
        size = mdm_utf8_size (r->lines.start + at, size);
      status = read_token (key + i, r, at, size);
      at += size;
    }
  if (status == MDM_OK && chars && at < r->end[0])
    return fail (r, MDM_EDOMAIN, at,
                 "the context is longer than the law's sequences");
  return status;
}

/* Read the word WORD into *POSITION, which is masked in KEY.  */
static mdm_status
read_position (uint32_t *position, const reader_t *r, size_t word,
               const uint32_t *key)
{
  size_t at = r->start[word];
  uint64_t value;
  mdm_status status = mdm_natural_read (&value, r->lines.start + at,
                                        r->end[word] - at, UINT64_MAX, r->err);

  if (status != MDM_OK)
    return mdm_err_place (r->err, r->lines.file, r->lines.line, at + 1);
  if (value >= r->table->length)
    return mdm_err_set (r->err, MDM_EDOMAIN, r->lines.file, r->lines.line,
                        at + 1,
                        "position %" PRIu64 " is not below the length %zu",
                        value, r->table->length);
  if (key[value] != 0)
    return fail (r, MDM_EDOMAIN, at, "the position is not masked");
  *position = (uint32_t) value;
  return MDM_OK;
}

/* Read the V probabilities from the word WORD on.  */
static mdm_status
read_chances (fmpq *chance, const reader_t *r, size_t word)
{
  MDM_FMPQ (sum);

  for (size_t v = 0; v < r->table->vocab; v++)
    {
      size_t at = r->start[word + v];
      mdm_status status = mdm_rational_read (chance + v, r->lines.start + at,
                                             r->end[word + v] - at, r->err);
      if (status != MDM_OK)
        {
          mdm_err_place (r->err, r->lines.file, r->lines.line, at + 1);
          return status;
        }
      if (fmpq_sgn (chance + v) < 0)
        return fail (r, MDM_EDOMAIN, at, "a probability is never negative");
      fmpq_add (sum, sum, chance + v);
    }
  if (mdm_totals_check (&r->table->totals, sum, "the probabilities sum to",
                        r->limit, r->err)
      != MDM_OK)
    return mdm_err_place (r->err, r->lines.file, r->lines.line,
                          r->start[word] + 1);
  for (size_t v = 0; !fmpq_is_one (sum) && v < r->table->vocab; v++)
    fmpq_div (chance + v, chance + v, sum);
  return MDM_OK;
}

static mdm_status
reserve (reader_t *r)
{
  mdm_predictor_table_struct *table = r->table;
  size_t room = table->room == 0 ? 16 : 2 * table->room;
  uint64_t row = mdm_work_add (
      mdm_work_mul (table->vocab, sizeof (fmpq)),
      mdm_work_add (mdm_work_mul (table->length, 4), sizeof *table->row));
  mdm_status status;

  if (table->count < table->room)
    return MDM_OK;
  status = mdm_limit_check (r->limit, "the table of the predictor", 0,
                            mdm_work_mul (room, row), r->err);
  if (status != MDM_OK)
    return status;
  table->row = flint_realloc (table->row, room * sizeof *table->row);
  table->room = room;
  return MDM_OK;
}

/* Read the line into ROW, of enough room.  */
static mdm_status
read_row (mdm_predictor_row_t *row, const reader_t *r)
{
  size_t length = r->table->length;
  size_t word = r->words - r->table->vocab - 1;
  mdm_status status = read_context (row->key, r, word == 1);

  if (status == MDM_OK)
    status = read_position (row->key + length, r, word, row->key);
  if (status == MDM_OK)
    status = read_chances (row->chance, r, word + 1);
  return status;
}

static mdm_status
read_line (reader_t *r)
{
  mdm_predictor_table_struct *table = r->table;
  size_t length = table->length, vocab = table->vocab;
  mdm_predictor_row_t row = { .keys = length + 1, .line = r->lines.line };
  mdm_status status = reserve (r);

  if (status != MDM_OK)
    return status;
  if (r->words != vocab + 2 && r->words != length + vocab + 1)
    return mdm_err_set (
        r->err, MDM_EPARSE, r->lines.file, r->lines.line, r->start[0] + 1,
        "a context, a position and %zu probabilities are expected", vocab);
  row.key = flint_malloc (row.keys * sizeof *row.key);
  row.chance = _fmpq_vec_init ((slong) vocab);
  status = read_row (&row, r);
  if (status == MDM_OK)
    table->row[table->count++] = row;
  else
    row_clear (table, &row);
  return status;
}

static int
compare_keys (const mdm_predictor_row_t *x, const mdm_predictor_row_t *y)
{
  for (size_t i = 0; i < x->keys; i++)
    if (x->key[i] != y->key[i])
      return x->key[i] < y->key[i] ? -1 : 1;
  return 0;
}

/* Ascending, for qsort; equal keys by their lines.  */
static int
compare_rows (const void *x, const void *y)
{
  const mdm_predictor_row_t *a = x, *b = y;
  int order = compare_keys (a, b);

  return order != 0 ? order : a->line < b->line ? -1 : a->line > b->line;
}

static int
compare_found (const void *x, const void *y)
{
  return compare_keys (x, y);
}

/* Bring the rows into order; no key stands there twice.  */
static mdm_status
sort_rows (mdm_predictor_table_t table, const reader_t *r)
{
  const mdm_predictor_row_t *row = table->row;

  if (table->count > 0)
    qsort (table->row, table->count, sizeof *row, compare_rows);
  for (size_t i = 1; i < table->count; i++)
    if (compare_keys (row + i - 1, row + i) == 0)
      return mdm_err_set (r->err, MDM_EDOMAIN, r->lines.file, row[i].line, 1,
                          "the context and position of line %zu again",
                          row[i - 1].line);
  return MDM_OK;
}

static mdm_status
read_text (reader_t *r)
{
  int more;

  for (;;)
    {
      mdm_status status = mdm_lines_next (&more, &r->lines, r->err);
      if (status != MDM_OK)
        return status;
      if (!more)
        return sort_rows (r->table, r);
      split (r);
      if (r->words == 0)
        continue;
      if (r->lines.start[r->start[0]] != '#')
        status = read_line (r);
      else if (r->lines.size > r->start[0] + 1
               && r->lines.start[r->start[0] + 1] == ':')
        status = set_mask (r);
      if (status != MDM_OK)
        return status;
    }
}

mdm_status
mdm_predictor_table_read (mdm_predictor_table_t table, const char *file,
                          const mdm_law_t law, const mdm_tokens_t tokens,
                          const mdm_limit_t *limit, mdm_err_t *err)
{
  reader_t r = {
    .table = table, .tokens = tokens, .limit = limit, .mask = "_", .err = err
  };
  MDM_OWNED char *text = NULL;
  size_t size;
  mdm_status status;

  table->length = law->length;
  table->vocab = (size_t) law->vocab;
  status = mdm_file_read (&text, &size, file, limit, err);
  if (status != MDM_OK)
    return status;
  mdm_lines_init (&r.lines, file, text, size);
  status = read_text (&r);
  flint_free (r.start);
  flint_free (r.end);
  if (status == MDM_OK
      && mdm_tokens_find (tokens, r.mask, strlen (r.mask)) < table->vocab)
    status = mdm_err_set (err, MDM_EDOMAIN, file, 0, 0,
                          "the mask '%s' is a token of the law; declare "
                          "another one, '#: mask X'",
                          r.mask);
  return status;
}

const fmpq *
mdm_predictor_table_find (const mdm_predictor_table_t table,
                          const uint16_t *row, const char *revealed,
                          size_t position)
{
  size_t length = table->length;
  MDM_OWNED uint32_t *key = flint_malloc ((length + 1) * sizeof *key);
  const mdm_predictor_row_t asked = { .key = key, .keys = length + 1 };
  const mdm_predictor_row_t *found;

  for (size_t i = 0; i < length; i++)
    key[i] = revealed[i] ? (uint32_t) row[i] + 1 : 0;
  key[length] = (uint32_t) position;
  if (table->count == 0)
    return NULL;
  found = bsearch (&asked, table->row, table->count, sizeof *found,
                   compare_found);
  return found != NULL ? found->chance : NULL;
}
