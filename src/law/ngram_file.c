/* The n-gram models that are written in a file.  */
#include <config.h>

#include "law/ngram.h"

#include "law/families.h"
#include "law/rows.h"
#include "text/sum.h"

#include <stdio.h>
#include <string.h>

typedef struct
{
  mdm_rows_t *rows;
  mdm_conditional_t *table; /* number k - 1 has rows of k tokens */
  size_t order;             /* tables, the longest sequence so far */
  const mdm_limit_t *limit;
  mdm_err_t *err;
} reader_t;

static void
reader_init (reader_t *r)
{
  *r = (reader_t){ 0 };
}

static void
reader_clear (reader_t *r)
{
  for (size_t k = 0; k < r->order; k++)
    mdm_conditional_clear (r->table + k);
  flint_free (r->table);
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
read_row (void *reader, size_t at, mdm_err_t *err)
{
  reader_t *r = reader;
  const mdm_lines_t *lines = &r->rows->lines;
  MDM_FMPQ (probability);
  mdm_status status;

  if (r->rows->split == MDM_SPLIT_UNKNOWN)
    r->rows->split = choose_split (lines);
  status = mdm_rows_number (probability, &at, r->rows, err);
  if (status != MDM_OK)
    return status;
  if (at == lines->size)
    return MDM_ROWS_FAIL (r->rows, at, err, MDM_EPARSE,
                          "a sequence is expected after the probability");
  status = mdm_rows_sequence (r->rows, at, err);
  if (status != MDM_OK)
    return status;
  r->rows->rows++;
  status = grow_tables (r, r->rows->length);
  if (status != MDM_OK)
    return status;
  return mdm_conditional_add (r->table + (r->rows->length - 1),
                              r->rows->sequence, probability,
                              mdm_rows_offset (r->rows, at), r->limit, err);
}

/* Number the tokens in the order of the vocabulary, which LAW is given.  */
static void
set_vocabulary (mdm_law_t law, reader_t *r)
{
  MDM_OWNED uint16_t *map = mdm_rows_set_vocabulary (law, r->rows);

  for (size_t k = 0; k < r->order; k++)
    mdm_conditional_renumber (r->table + k, map, 0);
}

/* Check the rows of TABLE: each is there once, and those of a context sum
   to 1.  */
static mdm_status
check_table (const reader_t *r, const mdm_law_t law, mdm_conditional_t *table)
{
  size_t row, size = table->size - 1;
  char what[200] = "the empty context sums to";
  MDM_FMPQ (sum);
  mdm_status status
      = mdm_conditional_check (&row, sum, table, r->rows, "the sequence",
                               "every sequence has one row", r->limit, r->err);

  if (status != MDM_OK || row == table->count)
    return status;
  if (size > 0)
    {
      const uint16_t *context = table->symbol + row * table->size;
      MDM_OWNED char *text = mdm_law_tokens_str (law, context, size);
      snprintf (what, sizeof what, "context '%.*s' sums to",
                mdm_utf8_shown (text, strlen (text)), text);
    }
  status = mdm_sum_check (sum, what, r->err);
  mdm_rows_place (r->rows, table->offset[row], r->err);
  return status;
}

/* Give LAW its sequences.  A context that has no row is told where the row is
   that leads to it.  */
static mdm_status
list_model (mdm_law_t law, const reader_t *r)
{
  const mdm_conditional_t *leads;
  size_t row;
  mdm_status status
      = mdm_ngram_list (law, &leads, &row, r->table, r->order,
                        "has no row, but can be reached", r->limit, r->err);

  if (status == MDM_EDOMAIN && leads != NULL)
    mdm_rows_place (r->rows, leads->offset[row], r->err);
  else if (status == MDM_EDOMAIN)
    mdm_err_place (r->err, r->rows->lines.file, 0, 0);
  return status;
}

mdm_status
mdm_ngram_read (mdm_law_t law, const mdm_parameter_t *value,
                const mdm_limit_t *limit, mdm_err_t *err)
{
  MDM_ROWS (rows);
  MDM_SCOPED (r, reader_t, reader_init, reader_clear);
  mdm_status status = mdm_family_start (law, 1, value[1].number, err);

  r->rows = rows;
  r->limit = limit;
  r->err = err;
  if (status == MDM_OK)
    status = mdm_rows_open (rows, value[0].file, "probability", 1, limit, err);
  if (status == MDM_OK)
    status = mdm_rows_read (rows, read_row, r,
                            "no row; an n-gram model has at least one line "
                            "'PROBABILITY SEQUENCE'",
                            err);
  if (status != MDM_OK)
    return status;
  set_vocabulary (law, r);
  /* What is wrong in shorter sequences goes before what is wrong in longer
     ones.  */
  for (size_t k = 0; k < r->order; k++)
    {
      status = check_table (r, law, r->table + k);
      if (status != MDM_OK)
        return status;
    }
  return list_model (law, r);
}
