/* The n-gram models that are written in a file.  */
#include <config.h>

#include "law/ngram.h"

#include "law/families.h"
#include "law/rows.h"
#include "text/file.h"

#include <stdio.h>
#include <string.h>

typedef struct
{
  mdm_rows_t rows;
  mdm_conditional_t *table; /* number k - 1 has rows of k tokens */
  size_t order;             /* tables, the longest sequence so far */
  uint16_t *sequence;
  size_t room; /* of SEQUENCE */
  fmpq_t probability;
  const mdm_limit_t *limit;
  mdm_err_t *err;
} reader_t;

static void
reader_clear (reader_t *r)
{
  mdm_rows_clear (&r->rows);
  for (size_t k = 0; k < r->order; k++)
    mdm_conditional_clear (r->table + k);
  flint_free (r->table);
  flint_free (r->sequence);
  fmpq_clear (r->probability);
}

/* Sequences of one word are cut into characters if all rows have one word,
   and are one token if any row has several: the first tokens of a model of
   words are given in rows of one word.  So that is looked at beforehand;
   what is wrong with the text is left to be found later.  */
static mdm_split
choose_split (const mdm_lines_t *all)
{
  mdm_lines_t lines;
  int more = 1;

  mdm_lines_init (&lines, all->file, all->text, all->length);
  while (mdm_lines_next (&more, &lines, NULL) == MDM_OK && more)
    {
      size_t at = mdm_lines_skip_blanks (&lines, 0);
      if (lines.size > 0 && lines.start[0] == '#')
        continue;
      for (int word = 0; word < 2 && at < lines.size; word++)
        at = mdm_lines_skip_blanks (&lines, mdm_lines_skip_word (&lines, at));
      if (at < lines.size)
        return MDM_SPLIT_WORDS;
    }
  return MDM_SPLIT_CHARS;
}

/* See to it that there are tables for sequences of up to LENGTH tokens.  */
static mdm_status
grow_tables (reader_t *r, size_t length)
{
  mdm_status status;

  if (length <= r->order)
    return MDM_OK;
  status = mdm_limit_check (r->limit, "reading the rows", 0,
                            mdm_work_mul (length, sizeof *r->table), r->err);
  if (status != MDM_OK)
    return status;
  r->table = flint_realloc (r->table, length * sizeof *r->table);
  for (; r->order < length; r->order++)
    mdm_conditional_init (r->table + r->order, r->order + 1);
  return MDM_OK;
}

/* Read the row that starts at AT of the line.  */
static mdm_status
read_row (reader_t *r, size_t at)
{
  const mdm_lines_t *lines = &r->rows.lines;
  size_t length = 0, start, size;
  mdm_status status = mdm_rows_number (r->probability, &at, &r->rows, r->err);

  if (status != MDM_OK)
    return status;
  if (at == lines->size)
    return MDM_ROWS_FAIL (&r->rows, at, r->err, MDM_EPARSE,
                          "a sequence is expected after the probability");
  start = at;
  for (; at < lines->size; at = mdm_lines_skip_blanks (lines, at + size))
    {
      size = mdm_rows_token_size (&r->rows, at);
      if (length == r->room)
        {
          r->room = length == 0 ? 16 : 2 * length;
          r->sequence
              = flint_realloc (r->sequence, r->room * sizeof *r->sequence);
        }
      status = mdm_rows_token (r->sequence + length++, &r->rows, at, size,
                               r->err);
      if (status != MDM_OK)
        return status;
    }
  r->rows.rows++;
  status = grow_tables (r, length);
  if (status == MDM_OK)
    status = mdm_conditional_add (
        r->table + (length - 1), r->sequence, r->probability,
        mdm_rows_offset (&r->rows, start), r->limit, r->err);
  return status;
}

static mdm_status
read_rows (reader_t *r)
{
  size_t at;
  int more = 1;
  mdm_status status = MDM_OK;

  while (status == MDM_OK && more)
    {
      status = mdm_rows_next (&more, &at, &r->rows, r->err);
      if (status != MDM_OK || !more)
        break;
      if (r->rows.split == MDM_SPLIT_UNKNOWN)
        r->rows.split = choose_split (&r->rows.lines);
      status = read_row (r, at);
    }
  if (status == MDM_OK && r->order == 0)
    status = mdm_err_set (r->err, MDM_EDOMAIN, r->rows.lines.file, 0, 0,
                          "no row; an n-gram model has at least one line "
                          "'PROBABILITY SEQUENCE'");
  return status;
}

/* Number the tokens in the order of the vocabulary, which LAW is given.  */
static void
set_vocabulary (mdm_law_t law, reader_t *r)
{
  size_t count = r->rows.tokens->count;
  uint16_t *map = flint_malloc ((count + 1) * sizeof *map);

  mdm_law_set_tokens (
      law, mdm_tokens_release (r->rows.tokens, !r->rows.declared, map), count);
  for (size_t k = 0; k < r->order; k++)
    for (size_t column = 0; column <= k; column++)
      mdm_conditional_renumber (r->table + k, map, column);
  flint_free (map);
}

/* Fail for the rows of CONTEXT, which sum to SUM.  */
static mdm_status
fail_sum (const reader_t *r, const mdm_law_t law, const uint16_t *context,
          size_t size, size_t offset, const fmpq_t sum)
{
  const mdm_lines_t *lines = &r->rows.lines;
  char what[200] = "the empty context sums to", *text;

  if (size > 0)
    {
      text = mdm_law_tokens_str (law, context, size);
      snprintf (what, sizeof what, "context '%.*s' sums to",
                mdm_utf8_shown (text, strlen (text)), text);
      flint_free (text);
    }
  return mdm_bad_sum (r->err, lines->file, lines->text, offset, what, sum);
}

/* Check all tables.  What is wrong in shorter sequences goes before what is
   wrong in longer ones.  */
static mdm_status
check_tables (reader_t *r, const mdm_law_t law)
{
  const char *text = r->rows.lines.text, *file = r->rows.lines.file;
  mdm_conditional_fault fault = MDM_CONDITIONAL_GOOD;
  size_t offset, before, line, column;
  const uint16_t *context;
  fmpq_t sum;
  mdm_status status = MDM_OK;

  fmpq_init (sum);
  for (size_t k = 0; k < r->order && status == MDM_OK; k++)
    {
      status = mdm_conditional_check (&fault, &offset, &before, sum, &context,
                                      r->table + k, r->limit, r->err);
      if (status == MDM_OK && fault == MDM_CONDITIONAL_REPEATED)
        {
          before = mdm_rows_place (&column, text, before);
          line = mdm_rows_place (&column, text, offset);
          status = mdm_err_set (r->err, MDM_EDOMAIN, file, line, column,
                                "the sequence of line %zu again; every "
                                "sequence has one row",
                                before);
        }
      else if (status == MDM_OK && fault == MDM_CONDITIONAL_SUM)
        status = fail_sum (r, law, context, k, offset, sum);
    }
  fmpq_clear (sum);
  return status;
}

/* Give LAW its sequences.  A context that has no row is told where the row is
   that leads to it.  */
static mdm_status
list_model (mdm_law_t law, const reader_t *r)
{
  const mdm_lines_t *lines = &r->rows.lines;
  const mdm_conditional_t *leads;
  size_t row, line = 0, column = 0;
  mdm_status status
      = mdm_ngram_list (law, &leads, &row, r->table, r->order,
                        "has no row, but can be reached", r->limit, r->err);

  if (status != MDM_EDOMAIN)
    return status;
  if (leads != NULL)
    line = mdm_rows_place (&column, lines->text, leads->offset[row]);
  mdm_err_place (r->err, lines->file, line, column);
  return status;
}

mdm_status
mdm_ngram_read (mdm_law_t law, const char *file, uint64_t length,
                const mdm_limit_t *limit, mdm_err_t *err)
{
  reader_t r = { .limit = limit, .err = err };
  char *text = NULL;
  size_t size;
  mdm_status status = mdm_family_start (law, 1, length, err);

  if (status != MDM_OK)
    return status;
  fmpq_init (r.probability);
  status = mdm_file_read (&text, &size, file, limit, err);
  if (status != MDM_OK)
    goto cleanup;
  mdm_rows_init (&r.rows, file, text, size, "probability", 1);
  status = read_rows (&r);
  if (status != MDM_OK)
    goto cleanup;
  set_vocabulary (law, &r);
  status = check_tables (&r, law);
  if (status == MDM_OK)
    status = list_model (law, &r);
cleanup:
  flint_free (text);
  reader_clear (&r);
  return status;
}
