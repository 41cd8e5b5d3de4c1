#include <config.h>

#include "law/csv.h"

#include "exact/rational.h"
#include "law/conditional.h"
#include "law/csv_fields.h"

#include <string.h>

typedef struct
{
  mdm_csv_fields_t *fields;
  mdm_rows_t *rows;
  const char *weight; /* the name of its column */
  size_t columns;
  size_t weight_column;
} csv_t;

#define FAIL(c, status, ...)                                                  \
 MDM_CSV_FAIL ((c)->fields, (c)->rows->err, status, __VA_ARGS__)

/* Go to the next field; *MORE says whether there is one.  */
static mdm_status
next (int *more, csv_t *c)
{
  return mdm_csv_fields_next (more, c->fields, c->rows->err);
}

/* Read the names of the columns.  */
static mdm_status
read_header (csv_t *c)
{
  const char *file = c->fields->file;
  int more, found = 0;

  do
    {
      MDM_TRY (next (&more, c));
      if (!more)
        return mdm_err_set (c->rows->err, MDM_EPARSE, file, 0, 0,
                            "the line with the names of the columns is "
                            "missing");
      if (c->fields->size == strlen (c->weight)
          && memcmp (c->fields->value, c->weight, c->fields->size) == 0)
        {
          if (found++)
            return FAIL (c, MDM_EDOMAIN, "a second column '%s'", c->weight);
          c->weight_column = c->columns;
        }
      c->columns++;
    }
  while (!c->fields->last);
  if (!found)
    return mdm_err_set (c->rows->err, MDM_EDOMAIN, file, 1, 1,
                        "no column '%s'", c->weight);
  if (c->columns == 1)
    return mdm_err_set (c->rows->err, MDM_EDOMAIN, file, 1, 1,
                        "'%s' is the only column; there has to be one for "
                        "every position",
                        c->weight);
  return MDM_OK;
}

/* Read the field, a weight.  */
static mdm_status
read_weight (fmpq_t weight, csv_t *c)
{
  mdm_err_t found = { 0 };
  mdm_status status
      = mdm_rational_read (weight, c->fields->value, c->fields->size, &found);

  if (status != MDM_OK)
    return FAIL (c, status, "bad weight: %s", found.message);
  if (c->fields->value[0] == '-')
    return FAIL (c, MDM_EDOMAIN, "a weight is never negative");
  return MDM_OK;
}

/* Read the field, a token, into *NUMBER.  */
static mdm_status
read_token (uint16_t *number, csv_t *c)
{
  const char *text = c->fields->value;
  size_t size = c->fields->size, n;
  mdm_status status;

  if (size == 0)
    return FAIL (c, MDM_EDOMAIN, "an empty value; every position has a token");
  for (size_t i = 0; i < size; i += n)
    {
      n = mdm_utf8_size (text + i, size - i);
      if (mdm_utf8_is_control (text + i, n))
        return FAIL (c, MDM_EDOMAIN, "a control character in a token");
    }
  status = mdm_tokens_number (number, c->rows->tokens, text, size,
                              "different tokens", c->rows->err);
  if (status != MDM_OK)
    mdm_err_place (c->rows->err, c->fields->file, c->fields->value_line,
                   c->fields->value_column);
  return status;
}

/* Read the row whose first field has just been found into ROW and WEIGHT.  */
static mdm_status
read_row (uint16_t *row, fmpq_t weight, csv_t *c)
{
  size_t line = c->fields->value_line, column = 0, at = 0;
  int more;

  for (;; column++)
    {
      if (column > 0)
        MDM_TRY (next (&more, c));
      if (column == c->columns)
        return FAIL (c, MDM_EPARSE, "more than the %zu fields of the header",
                     c->columns);
      if (column == c->weight_column)
        MDM_TRY (read_weight (weight, c));
      else
        MDM_TRY (read_token (row + at++, c));
      if (c->fields->last)
        break;
    }
  if (++column < c->columns)
    return mdm_err_set (c->rows->err, MDM_EPARSE, c->fields->file, line, 1,
                        "%zu field%s; the header has %zu", column,
                        column == 1 ? "" : "s", c->columns);
  return MDM_OK;
}

/* Read all rows below the header into TABLE.  */
static mdm_status
read_rows (mdm_conditional_t *table, csv_t *c)
{
  MDM_OWNED uint16_t *row = flint_malloc (c->columns * sizeof *row);
  int more;
  MDM_FMPQ (weight);

  for (;;)
    {
      MDM_TRY (next (&more, c));
      if (!more)
        break;
      MDM_TRY (read_row (row, weight, c));
      MDM_TRY (mdm_conditional_add (table, row, weight, 0, c->rows));
    }
  if (table->count > 0)
    return MDM_OK;
  return mdm_err_set (c->rows->err, MDM_EDOMAIN, c->fields->file, 0, 0,
                      "no row below the header");
}

/* Make LAW the one of the table.  */
static mdm_status
read_table (mdm_law_t law, csv_t *c)
{
  mdm_rows_t *rows = c->rows;
  MDM_OWNED uint16_t *map = NULL;
  uint16_t *symbol;

  MDM_TRY (read_header (c));
  MDM_CONDITIONAL (table, c->columns - 1);
  MDM_TRY (read_rows (table, c));
  MDM_TRY (
      mdm_family_start (law, rows->tokens->count, table->size, rows->err));
  map = mdm_rows_set_vocabulary (law, rows);
  mdm_conditional_renumber (table, map, 0);
  symbol = table->symbol;
  table->symbol = NULL;
  return mdm_law_take_rows (law, symbol, table->probability, table->count,
                            rows->limit, rows->err);
}

mdm_status
mdm_csv_read (mdm_law_t law, const mdm_parameter_t *value,
              const mdm_limit_t *limit, mdm_err_t *err)
{
  const char *file = value[0].text;
  MDM_ROWS (rows);
  MDM_CLEARED (fields, mdm_csv_fields_t, mdm_csv_fields_clear);
  csv_t c = { .fields = fields, .rows = rows, .weight = value[1].text };
  mdm_status status = mdm_rows_open (rows, file, "weight", 0, limit, err);

  mdm_csv_fields_init (fields, file, rows->text, rows->lines.length);
  if (status == MDM_OK)
    status = read_table (law, &c);
  if (status != MDM_OK)
    mdm_err_place (err, file, 0, 0);
  return status;
}
