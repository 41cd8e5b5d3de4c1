#include <config.h>

#include "law/reader.h"

#include "exact/array.h"
#include "law/conditional.h"
#include "law/reading.h"

#include <string.h>

typedef struct
{
  mdm_rows_t *rows;
  mdm_conditional_t *table; /* rows of the length of the first; 0 before it */
  int counted;    /* rows have no weight: each counts 1, and equal ones add
                     up */
  size_t longest; /* sequence, where they may differ */
} reader_t;

/* Decide how the sequence at AT is cut, where no directive does: one word
   into characters, several words into words, and all rows alike.  */
static mdm_status
choose_split (mdm_rows_t *rows, size_t at)
{
  size_t end = mdm_lines_skip_word (&rows->lines, at);
  int several = mdm_lines_skip_blanks (&rows->lines, end) < rows->lines.size;
  mdm_split split = several ? MDM_SPLIT_WORDS : MDM_SPLIT_CHARS;

  if (rows->split == MDM_SPLIT_UNKNOWN)
    rows->split = split;
  if (rows->split == split)
    return MDM_OK;
  return MDM_ROWS_FAIL (rows, at, MDM_EDOMAIN,
                        "%s after sequences of %s; with '#: split words' at "
                        "the top every word is a token",
                        several ? "several words" : "one word",
                        several ? "one word" : "several words");
}

/* Set *NUMBER to that of the token PAD.  */
static mdm_status
number_pad (uint16_t *number, mdm_rows_t *rows, const char *pad)
{
  const char *ask = mdm_reading (rows->limit).ask_pad;
  size_t size = strlen (pad);

  if (rows->declared
      && mdm_tokens_find (rows->tokens, pad, size) == rows->tokens->count)
    return mdm_err_set (rows->err, MDM_EDOMAIN, rows->lines.file, 0, 0,
                        "the token '%.*s' of %s is not in the declared "
                        "vocabulary",
                        mdm_utf8_shown (pad, size), pad,
                        ask == NULL ? "the padding" : ask);
  return mdm_tokens_number (number, rows->tokens, pad, size,
                            "different tokens", rows->err);
}

/* Bring the sequence that has been read, at AT of the line, to the length of
   those before it, or them to its.  Rows have room to spare meanwhile, so that
   they are seldom made longer.  */
static mdm_status
pad_sequence (reader_t *r, size_t at)
{
  mdm_rows_t *rows = r->rows;
  const char *pad = mdm_reading (rows->limit).pad;
  const char *ask = mdm_reading (rows->limit).ask_pad;
  size_t length = rows->length, size = r->table->size;
  uint16_t number;

  r->longest = length > r->longest ? length : r->longest;
  if (length == size)
    return MDM_OK;
  if (pad == NULL)
    return MDM_ROWS_FAIL (rows, at, MDM_EDOMAIN,
                          "a sequence of length %zu; the first row has "
                          "length %zu%s%s%s",
                          length, size, ask == NULL ? "" : "; ",
                          ask == NULL ? "" : ask,
                          ask == NULL ? "" : "=TOKEN makes them equal");
  MDM_TRY (number_pad (&number, rows, pad));
  if (length > size)
    {
      size = 2 * size > length ? 2 * size : length;
      MDM_TRY (
          mdm_limit_check (rows->limit, "padding the sequences", 0,
                           mdm_work_mul (mdm_work_mul (r->table->room, size),
                                         2 * sizeof number),
                           rows->err));
      mdm_conditional_resize (r->table, size, number);
    }
  MDM_ARRAY_GROW (rows->sequence, rows->room, size);
  for (size_t k = length; k < size; k++)
    rows->sequence[k] = number;
  return MDM_OK;
}

/* Read the row that starts at AT of the line.  */
static mdm_status
read_row (void *reader, size_t at)
{
  reader_t *r = reader;
  mdm_rows_t *rows = r->rows;
  MDM_FMPQ (weight);

  fmpq_one (weight);
  if (!r->counted)
    MDM_TRY (mdm_rows_number (weight, &at, rows));
  if (at == rows->lines.size)
    return MDM_ROWS_FAIL (rows, at, MDM_EPARSE,
                          "a sequence is expected after the weight");
  if (!rows->split_declared)
    MDM_TRY (choose_split (rows, at));
  MDM_TRY (mdm_rows_sequence (rows, at));
  if (rows->rows++ == 0)
    mdm_conditional_init (r->table, rows->length);
  MDM_TRY (pad_sequence (r, at));
  return mdm_conditional_add (r->table, rows->sequence, weight, at, rows);
}

/* Sort the rows and refuse those that repeat others.  */
static mdm_status
sort (reader_t *r)
{
  if (r->counted)
    return MDM_OK;
  return mdm_conditional_sort (r->table, r->rows, "the sequence",
                               "every sequence has one row");
}

/* Move what R has read into LAW.  */
static mdm_status
finish (mdm_law_t law, reader_t *r)
{
  MDM_OWNED uint16_t *map = mdm_rows_set_vocabulary (law, r->rows);
  mdm_conditional_t *table = r->table;
  uint16_t *symbol;

  if (r->longest < table->size)
    mdm_conditional_resize (table, r->longest, 0);
  law->length = table->size;
  mdm_conditional_renumber (table, map, 0);
  MDM_TRY (sort (r));
  symbol = table->symbol;
  table->symbol = NULL;
  return mdm_law_take_rows (law, symbol, table->probability, table->count,
                            r->rows->limit, r->rows->err);
}

/* Set LAW to the law of ROWS, which are COUNTED or have weights.  */
static mdm_status
parse (mdm_law_t law, mdm_rows_t *rows, int counted)
{
  const char *file = rows->lines.file;
  MDM_LAW (made);
  MDM_CONDITIONAL (table, 0);
  reader_t r = { .rows = rows, .table = table, .counted = counted };
  mdm_status status
      = mdm_rows_read (rows, read_row, &r,
                       counted ? "no row; a law has at least one line "
                                 "'SEQUENCE'"
                               : "no row; a law has at least one line 'WEIGHT "
                                 "SEQUENCE'");

  if (status == MDM_OK)
    status = finish (made, &r);
  else
    {
      /* A duplicate among the rows before would be the first error.  */
      mdm_status earlier = sort (&r);
      status = earlier == MDM_OK ? status : earlier;
    }
  if (status != MDM_OK)
    {
      mdm_err_place (rows->err, file, 0, 0);
      return status;
    }
  mdm_law_set_name (made, file);
  mdm_law_swap (law, made);
  return MDM_OK;
}

mdm_status
mdm_law_parse (mdm_law_t law, const char *file, const char *text,
               size_t length, const mdm_limit_t *limit, mdm_err_t *err)
{
  MDM_ROWS (rows);

  mdm_rows_begin (rows, file, text, length, "weight", 1, limit, err);
  return parse (law, rows, 0);
}

mdm_status
mdm_law_read (mdm_law_t law, const char *file, const mdm_limit_t *limit,
              mdm_err_t *err)
{
  MDM_ROWS (rows);

  MDM_TRY (mdm_rows_open (rows, file, "weight", 1, limit, err));
  return parse (law, rows, 0);
}

mdm_status
mdm_counts_read (mdm_law_t law, const mdm_parameter_t *value,
                 const mdm_limit_t *limit, mdm_err_t *err)
{
  MDM_ROWS (rows);

  MDM_TRY (mdm_rows_open (rows, value[0].text, "weight", 1, limit, err));
  return parse (law, rows, 1);
}
