#include <config.h>

#include "law/reader.h"

#include "law/conditional.h"
#include "law/rows.h"

typedef struct
{
  mdm_rows_t *rows;
  mdm_conditional_t *table; /* rows of the length of the first; 0 before it */
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

/* Read the row that starts at AT of the line.  */
static mdm_status
read_row (void *reader, size_t at)
{
  reader_t *r = reader;
  mdm_rows_t *rows = r->rows;
  MDM_FMPQ (weight);

  MDM_TRY (mdm_rows_number (weight, &at, rows));
  if (at == rows->lines.size)
    return MDM_ROWS_FAIL (rows, at, MDM_EPARSE,
                          "a sequence is expected after the weight");
  if (!rows->split_declared)
    MDM_TRY (choose_split (rows, at));
  MDM_TRY (mdm_rows_sequence (rows, at));
  if (rows->rows++ == 0)
    mdm_conditional_init (r->table, rows->length);
  if (rows->length != r->table->size)
    return MDM_ROWS_FAIL (rows, at, MDM_EDOMAIN,
                          "a sequence of length %zu; the first row has "
                          "length %zu",
                          rows->length, r->table->size);
  return mdm_conditional_add (r->table, rows->sequence, weight, at, rows);
}

/* Sort the rows and refuse those that repeat others.  */
static mdm_status
sort (reader_t *r)
{
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

  law->length = table->size;
  mdm_conditional_renumber (table, map, 0);
  MDM_TRY (sort (r));
  symbol = table->symbol;
  table->symbol = NULL;
  return mdm_law_take_rows (law, symbol, table->probability, table->count,
                            r->rows->limit, r->rows->err);
}

mdm_status
mdm_law_parse (mdm_law_t law, const char *file, const char *text,
               size_t length, const mdm_limit_t *limit, mdm_err_t *err)
{
  MDM_LAW (made);
  MDM_ROWS (rows);
  MDM_CONDITIONAL (table, 0);
  reader_t r = { rows, table };
  mdm_status status, earlier;

  mdm_rows_begin (rows, file, text, length, "weight", 1, limit, err);
  status = mdm_rows_read (rows, read_row, &r,
                          "no row; a law has at least one line 'WEIGHT "
                          "SEQUENCE'");
  if (status == MDM_OK)
    status = finish (made, &r);
  else
    {
      /* A duplicate among the rows before would be the first error.  */
      earlier = sort (&r);
      status = earlier == MDM_OK ? status : earlier;
    }
  if (status != MDM_OK)
    {
      mdm_err_place (err, file, 0, 0);
      return status;
    }
  mdm_law_set_name (made, file);
  mdm_law_swap (law, made);
  return MDM_OK;
}
