#include <config.h>

#include "sampler/predictor_table.h"

#include "exact/rational.h"
#include "exact/scoped.h"
#include "sampler/contexts.h"
#include "text/file.h"

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

/* The mask in a context that has been read.  */
#define MASKED UINT32_MAX

/* A file while it is being read.  */
typedef struct
{
  mdm_predictor_table_struct *table;
  const mdm_limit_t *limit;
  mdm_contexts_t contexts;
} reader_t;

/* Read the V probabilities from the word WORD on.  */
static mdm_status
read_chances (fmpq *chance, const reader_t *r, size_t word)
{
  const mdm_contexts_t *c = &r->contexts;
  MDM_FMPQ (sum);

  for (size_t v = 0; v < r->table->vocab; v++)
    {
      size_t at = c->start[word + v];
      mdm_status status = mdm_rational_read (chance + v, c->lines.start + at,
                                             c->end[word + v] - at, c->err);
      if (status != MDM_OK)
        {
          mdm_err_place (c->err, c->lines.file, c->lines.line, at + 1);
          return status;
        }
      if (fmpq_sgn (chance + v) < 0)
        return mdm_contexts_fail (c, MDM_EDOMAIN, at,
                                  "a probability is never negative");
      fmpq_add (sum, sum, chance + v);
    }
  if (mdm_totals_check (&r->table->totals, sum, "the probabilities sum to",
                        r->limit, c->err)
      != MDM_OK)
    return mdm_err_place (c->err, c->lines.file, c->lines.line,
                          c->start[word] + 1);
  for (size_t v = 0; !fmpq_is_one (sum) && v < r->table->vocab; v++)
    fmpq_div (chance + v, chance + v, sum);
  return MDM_OK;
}

static mdm_status
reserve (reader_t *r)
{
  mdm_predictor_table_struct *table = r->table;
  mdm_err_t *err = r->contexts.err;
  size_t room = table->room == 0 ? 16 : 2 * table->room;
  uint64_t row = mdm_work_add (
      mdm_work_mul (table->vocab, sizeof (fmpq)),
      mdm_work_add (mdm_work_mul (table->length, 4), sizeof *table->row));
  mdm_status status;

  if (table->count < table->room)
    return MDM_OK;
  status = mdm_limit_check (r->limit, "the table of the predictor", 0,
                            mdm_work_mul (room, row), err);
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
  const mdm_contexts_t *c = &r->contexts;
  size_t length = r->table->length, position;
  size_t word = c->words - r->table->vocab - 1;

  MDM_TRY (mdm_contexts_tokens_at (row->key, MASKED, c, 0, word));
  MDM_TRY (mdm_contexts_position (&position, row->key, MASKED, c,
                                  c->start[word],
                                  c->end[word] - c->start[word]));
  /* A token is its number + 1 in keys, the mask 0.  */
  for (size_t i = 0; i < length; i++)
    row->key[i] = row->key[i] == MASKED ? 0 : row->key[i] + 1;
  row->key[length] = (uint32_t) position;
  return read_chances (row->chance, r, word + 1);
}

static mdm_status
read_line (void *reader)
{
  reader_t *r = reader;
  const mdm_contexts_t *c = &r->contexts;
  mdm_predictor_table_struct *table = r->table;
  size_t length = table->length, vocab = table->vocab;
  mdm_predictor_row_t row = { .keys = length + 1, .line = c->lines.line };
  mdm_status status = reserve (r);

  if (status != MDM_OK)
    return status;
  if (c->words != vocab + 2 && c->words != length + vocab + 1)
    return mdm_err_set (
        c->err, MDM_EPARSE, c->lines.file, c->lines.line, c->start[0] + 1,
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
      return mdm_err_set (
          r->contexts.err, MDM_EDOMAIN, r->contexts.lines.file, row[i].line, 1,
          "the context and position of line %zu again", row[i - 1].line);
  return MDM_OK;
}

mdm_status
mdm_predictor_table_read (mdm_predictor_table_t table, const char *file,
                          const mdm_law_t law, const mdm_tokens_t tokens,
                          const mdm_limit_t *limit, mdm_err_t *err)
{
  reader_t r = { .table = table, .limit = limit };
  MDM_OWNED char *text = NULL;
  size_t size;
  mdm_status status;

  table->length = law->length;
  table->vocab = (size_t) law->vocab;
  status = mdm_file_read (&text, &size, file, limit, err);
  if (status != MDM_OK)
    return status;
  mdm_contexts_init (&r.contexts, file, text, size, law, tokens, err);
  status = mdm_contexts_read (&r.contexts, read_line, &r);
  if (status == MDM_OK)
    status = sort_rows (table, &r);
  mdm_contexts_clear (&r.contexts);
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
