/* The n-gram models that are written in a file.  */
#include <config.h>

#include "law/ngram.h"

#include "law/families.h"

#include <stdio.h>
#include <string.h>

typedef struct
{
  mdm_rows_t *rows;
  mdm_ngram_t *ngram;
  mdm_law_struct *law;
} reader_t;

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

/* Read the row that starts at AT of the line.  */
static mdm_status
read_row (void *reader, size_t at)
{
  reader_t *r = reader;
  mdm_rows_t *rows = r->rows;
  MDM_FMPQ (probability);

  if (rows->split == MDM_SPLIT_UNKNOWN)
    rows->split = choose_split (&rows->lines);
  MDM_TRY (mdm_rows_number (probability, &at, rows));
  if (at == rows->lines.size)
    return MDM_ROWS_FAIL (rows, at, MDM_EPARSE,
                          "a sequence is expected after the probability");
  MDM_TRY (mdm_rows_sequence (rows, at));
  rows->rows++;
  MDM_TRY (mdm_ngram_grow (r->ngram, rows->length, "reading the rows",
                           rows->limit, rows->err));
  return mdm_conditional_add (r->ngram->table + (rows->length - 1),
                              rows->sequence, probability, at, rows);
}

/* Number the tokens in the order of the vocabulary, which the law is
   given.  */
static void
set_vocabulary (reader_t *r)
{
  MDM_OWNED uint16_t *map = mdm_rows_set_vocabulary (r->law, r->rows);

  for (size_t k = 0; k < r->ngram->order; k++)
    mdm_conditional_renumber (r->ngram->table + k, map, 0);
}

static void
name_context (char name[MDM_CONTEXT_SHOWN], const void *reader,
              const mdm_conditional_t *table, size_t row)
{
  const reader_t *r = reader;
  size_t size = table->size - 1;
  MDM_OWNED char *text
      = mdm_law_tokens_str (r->law, table->symbol + row * table->size, size);

  if (size == 0)
    snprintf (name, MDM_CONTEXT_SHOWN, "the empty context sums to");
  else
    snprintf (name, MDM_CONTEXT_SHOWN, "context '%.*s' sums to",
              mdm_utf8_shown (text, strlen (text)), text);
}

/* Give the law its sequences.  A context that has no row is told where the row
   is that leads to it.  */
static mdm_status
list_model (const reader_t *r)
{
  const mdm_conditional_t *leads;
  const mdm_rows_t *rows = r->rows;
  size_t row;
  mdm_status status = mdm_ngram_list (r->law, &leads, &row, r->ngram,
                                      "has no row, but can be reached",
                                      rows->limit, rows->err);

  if (status == MDM_EDOMAIN && leads != NULL)
    mdm_rows_place (rows, leads->offset[row]);
  else if (status == MDM_EDOMAIN)
    mdm_err_place (rows->err, rows->lines.file, 0, 0);
  return status;
}

mdm_status
mdm_ngram_read (mdm_law_t law, const mdm_parameter_t *value,
                const mdm_limit_t *limit, mdm_err_t *err)
{
  MDM_ROWS (rows);
  MDM_NGRAM (ngram);
  reader_t r = { rows, ngram, law };

  MDM_TRY (mdm_family_start (law, 1, value[1].number, err));
  MDM_TRY (mdm_rows_open (rows, value[0].text, "probability", 1, limit, err));
  MDM_TRY (mdm_rows_read (rows, read_row, &r,
                          "no row; an n-gram model has at least one line "
                          "'PROBABILITY SEQUENCE'"));
  set_vocabulary (&r);
  /* What is wrong in shorter sequences goes before what is wrong in longer
     ones.  */
  for (size_t k = 0; k < ngram->order; k++)
    MDM_TRY (mdm_conditional_check (ngram->table + k, rows, "the sequence",
                                    "every sequence has one row", name_context,
                                    &r));
  mdm_totals_note (law, &rows->totals);
  return list_model (&r);
}
