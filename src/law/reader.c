#include <config.h>

#include "law/reader.h"

#include "law/conditional.h"
#include "law/rows.h"

typedef struct
{
  mdm_rows_t *rows;
  mdm_conditional_t table; /* rows of the length of the first; 0 before it */
  const mdm_limit_t *limit;
} reader_t;

static void
reader_init (reader_t *r)
{
  mdm_conditional_init (&r->table, 0);
}

static void
reader_clear (reader_t *r)
{
  mdm_conditional_clear (&r->table);
}

/* Decide how the sequence at AT is cut, where no directive does: one word
   into characters, several words into words, and all rows alike.  */
static mdm_status
choose_split (mdm_rows_t *rows, size_t at, mdm_err_t *err)
{
  size_t end = mdm_lines_skip_word (&rows->lines, at);
  int several = mdm_lines_skip_blanks (&rows->lines, end) < rows->lines.size;
  mdm_split split = several ? MDM_SPLIT_WORDS : MDM_SPLIT_CHARS;

  if (rows->split == MDM_SPLIT_UNKNOWN)
    rows->split = split;
  if (rows->split == split)
    return MDM_OK;
  return MDM_ROWS_FAIL (rows, at, err, MDM_EDOMAIN,
                        "%s after sequences of %s; with '#: split words' at "
                        "the top every word is a token",
                        several ? "several words" : "one word",
                        several ? "one word" : "several words");
}

/* Read the row that starts at AT of the line.  */
static mdm_status
read_row (void *reader, size_t at, mdm_err_t *err)
{
  reader_t *r = reader;
  mdm_rows_t *rows = r->rows;
  MDM_FMPQ (weight);
  mdm_status status = mdm_rows_number (weight, &at, rows, err);

  if (status != MDM_OK)
    return status;
  if (at == rows->lines.size)
    return MDM_ROWS_FAIL (rows, at, err, MDM_EPARSE,
                          "a sequence is expected after the weight");
  if (!rows->split_declared)
    status = choose_split (rows, at, err);
  if (status == MDM_OK)
    status = mdm_rows_sequence (rows, at, err);
  if (status != MDM_OK)
    return status;
  if (rows->rows++ == 0)
    mdm_conditional_init (&r->table, rows->length);
  if (rows->length != r->table.size)
    return MDM_ROWS_FAIL (rows, at, err, MDM_EDOMAIN,
                          "a sequence of length %zu; the first row has "
                          "length %zu",
                          rows->length, r->table.size);
  status = mdm_conditional_add (&r->table, rows->sequence, weight,
                                mdm_rows_offset (rows, at), r->limit, err);
  if (status != MDM_OK)
    mdm_err_place (err, rows->lines.file, 0, 0);
  return status;
}

/* Sort the rows and refuse those that repeat others.  */
static mdm_status
sort (reader_t *r, mdm_err_t *err)
{
  return mdm_conditional_sort (&r->table, r->rows, "the sequence",
                               "every sequence has one row", err);
}

/* Move what R has read into LAW.  */
static mdm_status
finish (mdm_law_t law, reader_t *r, mdm_err_t *err)
{
  MDM_OWNED uint16_t *map = mdm_rows_set_vocabulary (law, r->rows);
  mdm_conditional_t *table = &r->table;
  mdm_status status;

  law->length = table->size;
  mdm_conditional_renumber (table, map, 0);
  status = sort (r, err);
  if (status != MDM_OK)
    return status;
  status = mdm_law_take_rows (law, table->symbol, table->probability,
                              table->count, r->limit, err);
  table->symbol = NULL;
  if (status != MDM_OK)
    mdm_err_place (err, r->rows->lines.file, 0, 0);
  return status;
}

mdm_status
mdm_law_parse (mdm_law_t law, const char *file, const char *text,
               size_t length, const mdm_limit_t *limit, mdm_err_t *err)
{
  MDM_LAW (made);
  MDM_ROWS (rows);
  MDM_SCOPED (r, reader_t, reader_init, reader_clear);
  mdm_status status;

  r->rows = rows;
  r->limit = limit;
  mdm_rows_begin (rows, file, text, length, "weight", 1);
  status = mdm_rows_read (rows, read_row, r,
                          "no row; a law has at least one line 'WEIGHT "
                          "SEQUENCE'",
                          err);
  if (status != MDM_OK)
    {
      /* A duplicate among the rows before would be the first error.  */
      mdm_status earlier = sort (r, err);
      return earlier == MDM_OK ? status : earlier;
    }
  status = finish (made, r, err);
  if (status != MDM_OK)
    return status;
  mdm_law_set_name (made, file);
  mdm_law_swap (law, made);
  return MDM_OK;
}
