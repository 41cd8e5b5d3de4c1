#include <config.h>

#include "sampler/predictor_table.h"

#include "exact/rational.h"
#include "exact/scoped.h"
#include "sampler/process_spec.h"
#include "text/file.h"
#include "text/lines.h"
#include "text/tokens.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void
mdm_predictor_table_init (mdm_predictor_table_t table)
{
  memset (table, 0, sizeof *table);
}

void
mdm_predictor_table_clear (mdm_predictor_table_t table)
{
  if (table->chance != NULL)
    _fmpq_vec_clear (table->chance, (slong) (table->room * table->vocab));
  flint_free (table->key);
  flint_free (table->line);
  mdm_predictor_table_init (table);
}

/* A file while it is being read.  */
typedef struct
{
  mdm_predictor_table_struct *table;
  mdm_tokens_t tokens; /* of the law, numbered as there */
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
add_tokens (reader_t *r, const mdm_law_t law)
{
  char numeral[32];

  for (uint64_t v = 0; v < law->vocab; v++)
    {
      snprintf (numeral, sizeof numeral, "%" PRIu64, v);
      const char *text = law->token == NULL ? numeral : law->token[v];
      mdm_tokens_add (r->tokens, text, strlen (text));
    }
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
  mdm_status status = MDM_OK;

  for (size_t v = 0; v < r->table->vocab && status == MDM_OK; v++)
    {
      size_t at = r->start[word + v];
      status = mdm_rational_read (chance + v, r->lines.start + at,
                                  r->end[word + v] - at, r->err);
      if (status == MDM_OK && fmpq_sgn (chance + v) < 0)
        status = mdm_err_set (r->err, MDM_EDOMAIN, NULL, 0, 0,
                              "a probability is never negative");
      if (status != MDM_OK)
        mdm_err_place (r->err, r->lines.file, r->lines.line, at + 1);
      fmpq_add (sum, sum, chance + v);
    }
  if (status == MDM_OK)
    status = mdm_process_check_sum (sum, "the probabilities", r->lines.file,
                                    r->lines.line, r->start[word] + 1, r->err);
  return status;
}

static mdm_status
reserve (reader_t *r)
{
  mdm_predictor_table_struct *table = r->table;
  size_t room = table->room == 0 ? 16 : 2 * table->room;
  uint64_t row = mdm_work_add (mdm_work_mul (table->vocab, sizeof (fmpq)),
                               mdm_work_mul (table->length + 1, 4));
  mdm_status status;
  fmpq *chance;

  if (table->count < table->room)
    return MDM_OK;
  status = mdm_limit_check (r->limit, "the table of the predictor", 0,
                            mdm_work_mul (room, row), r->err);
  if (status != MDM_OK)
    return status;
  chance = _fmpq_vec_init ((slong) (room * table->vocab));
  for (size_t i = 0; i < table->room * table->vocab; i++)
    fmpq_swap (chance + i, table->chance + i);
  if (table->chance != NULL)
    _fmpq_vec_clear (table->chance, (slong) (table->room * table->vocab));
  table->chance = chance;
  table->key = flint_realloc (table->key,
                              room * (table->length + 1) * sizeof *table->key);
  table->line = flint_realloc (table->line, room * sizeof *table->line);
  table->room = room;
  return MDM_OK;
}

static mdm_status
read_line (reader_t *r)
{
  mdm_predictor_table_struct *table = r->table;
  size_t length = table->length, vocab = table->vocab, word;
  uint32_t *key;
  mdm_status status = reserve (r);

  if (status != MDM_OK)
    return status;
  if (r->words != vocab + 2 && r->words != length + vocab + 1)
    return mdm_err_set (
        r->err, MDM_EPARSE, r->lines.file, r->lines.line, r->start[0] + 1,
        "a context, a position and %zu probabilities are expected", vocab);
  word = r->words - vocab - 1;
  key = table->key + table->count * (length + 1);
  status = read_context (key, r, word == 1);
  if (status == MDM_OK)
    status = read_position (key + length, r, word, key);
  if (status == MDM_OK)
    status = read_chances (table->chance + table->count * vocab, r, word + 1);
  if (status == MDM_OK)
    table->line[table->count++] = r->lines.line;
  return status;
}

/* A key with the number of its row, for qsort: ascending, equal keys by their
   rows.  */
typedef struct
{
  const uint32_t *key;
  size_t length; /* of a key */
  size_t row;
} sorted_t;

static int
compare_keys (const uint32_t *x, const uint32_t *y, size_t length)
{
  for (size_t i = 0; i < length; i++)
    if (x[i] != y[i])
      return x[i] < y[i] ? -1 : 1;
  return 0;
}

static int
compare_sorted (const void *x, const void *y)
{
  const sorted_t *a = x, *b = y;
  int order = compare_keys (a->key, b->key, a->length);

  return order != 0 ? order : a->row < b->row ? -1 : a->row > b->row;
}

/* Bring the rows into order; *TWICE is a row whose key stands above it, or
   the count.  */
static void
sort_rows (size_t *twice, mdm_predictor_table_t table)
{
  size_t count = table->count, length = table->length + 1;
  size_t vocab = table->vocab;
  MDM_OWNED sorted_t *sorted = flint_malloc ((count + 1) * sizeof *sorted);
  uint32_t *key = flint_malloc ((count * length + 1) * sizeof *key);
  size_t *line = flint_malloc ((count + 1) * sizeof *line);
  fmpq *chance = _fmpq_vec_init ((slong) (table->room * vocab));

  for (size_t i = 0; i < count; i++)
    sorted[i] = (sorted_t){ table->key + i * length, length, i };
  qsort (sorted, count, sizeof *sorted, compare_sorted);
  *twice = count;
  for (size_t i = 0; i < count; i++)
    {
      memcpy (key + i * length, sorted[i].key, length * sizeof *key);
      line[i] = table->line[sorted[i].row];
      for (size_t v = 0; v < vocab; v++)
        fmpq_swap (chance + i * vocab + v,
                   table->chance + sorted[i].row * vocab + v);
      if (i > 0 && *twice == count
          && compare_keys (key + i * length, key + (i - 1) * length, length)
                 == 0)
        *twice = i;
    }
  flint_free (table->key);
  flint_free (table->line);
  if (table->chance != NULL)
    _fmpq_vec_clear (table->chance, (slong) (table->room * vocab));
  table->key = key;
  table->line = line;
  table->chance = chance;
}

static mdm_status
read_text (reader_t *r)
{
  int more = 0;
  size_t twice;
  mdm_status status = MDM_OK;

  while (status == MDM_OK
         && (status = mdm_lines_next (&more, &r->lines, r->err)) == MDM_OK
         && more)
    {
      split (r);
      if (r->words == 0)
        continue;
      if (r->lines.start[r->start[0]] != '#')
        status = read_line (r);
      else if (r->lines.size > r->start[0] + 1
               && r->lines.start[r->start[0] + 1] == ':')
        status = set_mask (r);
    }
  if (status != MDM_OK)
    return status;
  sort_rows (&twice, r->table);
  if (twice < r->table->count)
    return mdm_err_set (r->err, MDM_EDOMAIN, r->lines.file,
                        r->table->line[twice], 1,
                        "the context and position of line %zu again",
                        r->table->line[twice - 1]);
  return MDM_OK;
}

mdm_status
mdm_predictor_table_read (mdm_predictor_table_t table, const char *file,
                          const mdm_law_t law, const mdm_limit_t *limit,
                          mdm_err_t *err)
{
  reader_t r = { .table = table, .limit = limit, .mask = "_", .err = err };
  char *text = NULL;
  size_t size;
  mdm_status status;

  table->length = law->length;
  table->vocab = (size_t) law->vocab;
  status = mdm_file_read (&text, &size, file, limit, err);
  if (status != MDM_OK)
    return status;
  mdm_tokens_init (r.tokens);
  add_tokens (&r, law);
  mdm_lines_init (&r.lines, file, text, size);
  status = read_text (&r);
  if (status == MDM_OK
      && mdm_tokens_find (r.tokens, r.mask, strlen (r.mask)) < table->vocab)
    status = mdm_err_set (err, MDM_EDOMAIN, file, 0, 0,
                          "the mask '%s' is a token of the law; declare "
                          "another one, '#: mask X'",
                          r.mask);
  mdm_tokens_clear (r.tokens);
  flint_free (r.start);
  flint_free (r.end);
  flint_free (text);
  return status;
}

const fmpq *
mdm_predictor_table_find (const mdm_predictor_table_t table,
                          const uint16_t *row, const char *revealed,
                          size_t position)
{
  size_t length = table->length, low = 0, high = table->count;
  MDM_OWNED uint32_t *key = flint_malloc ((length + 1) * sizeof *key);
  const fmpq *found = NULL;

  for (size_t i = 0; i < length; i++)
    key[i] = revealed[i] ? (uint32_t) row[i] + 1 : 0;
  key[length] = (uint32_t) position;
  while (low < high)
    {
      size_t middle = low + (high - low) / 2;
      int order
          = compare_keys (table->key + middle * (length + 1), key, length + 1);
      if (order == 0)
        {
          found = table->chance + middle * table->vocab;
          break;
        }
      if (order < 0)
        low = middle + 1;
      else
        high = middle;
    }
  return found;
}
