#include <config.h>

#include "law/csv.h"

#include "exact/rational.h"
#include "exact/scoped.h"
#include "law/csv_fields.h"
#include "law/families.h"
#include "law/gather.h"
#include "text/file.h"
#include "text/lines.h"
#include "text/tokens.h"

#include <string.h>

typedef struct
{
  mdm_csv_fields_t fields;
  const char *weight; /* the name of its column */
  size_t columns;
  size_t weight_column; /* COLUMNS: not found yet */
  mdm_tokens_t tokens;
  mdm_gather_t gather;
  const mdm_limit_t *limit;
  mdm_err_t *err;
} csv_t;

#define FAIL(c, status, ...)                                                  \
 MDM_CSV_FAIL (&(c)->fields, (c)->err, status, __VA_ARGS__)

/* Read the names of the columns.  */
static mdm_status
read_header (csv_t *c)
{
  int more, found = 0;
  mdm_status status;

  do
    {
      status = mdm_csv_fields_next (&more, &c->fields, c->err);
      if (status != MDM_OK)
        return status;
      if (!more)
        return mdm_err_set (c->err, MDM_EPARSE, c->fields.file, 0, 0,
                            "the line with the names of the columns is "
                            "missing");
      if (c->fields.size == strlen (c->weight)
          && memcmp (c->fields.value, c->weight, c->fields.size) == 0)
        {
          if (found++)
            return FAIL (c, MDM_EDOMAIN, "a second column '%s'", c->weight);
          c->weight_column = c->columns;
        }
      c->columns++;
    }
  while (!c->fields.last);
  if (!found)
    return mdm_err_set (c->err, MDM_EDOMAIN, c->fields.file, 1, 1,
                        "no column '%s'", c->weight);
  if (c->columns == 1)
    return mdm_err_set (c->err, MDM_EDOMAIN, c->fields.file, 1, 1,
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
      = mdm_rational_read (weight, c->fields.value, c->fields.size, &found);

  if (status != MDM_OK)
    return FAIL (c, status, "bad weight: %s", found.message);
  if (fmpq_sgn (weight) < 0)
    return FAIL (c, MDM_EDOMAIN, "a weight is never negative");
  return MDM_OK;
}

/* Read the field, a token, into *NUMBER.  */
static mdm_status
read_token (uint16_t *number, csv_t *c)
{
  const char *text = c->fields.value;
  size_t size = c->fields.size;
  size_t found;

  if (size == 0)
    return FAIL (c, MDM_EDOMAIN, "an empty value; every position has a token");
  for (size_t i = 0; i < size; i++)
    if ((unsigned char) text[i] < ' ' || text[i] == 0x7f)
      return FAIL (c, MDM_EDOMAIN, "a control character in a token");
  found = mdm_tokens_find (c->tokens, text, size);
  if (found == MDM_VOCAB_MAX)
    return FAIL (c, MDM_ELIMIT, "more than %d different tokens",
                 MDM_VOCAB_MAX);
  if (found == c->tokens->count)
    mdm_tokens_add (c->tokens, text, size);
  *number = (uint16_t) found;
  return MDM_OK;
}

/* Read the row whose first field has just been found into ROW and WEIGHT.  */
static mdm_status
read_row (uint16_t *row, fmpq_t weight, csv_t *c)
{
  size_t line = c->fields.value_line, column = 0, at = 0;
  int more;
  mdm_status status = MDM_OK;

  for (;; column++)
    {
      if (column > 0)
        status = mdm_csv_fields_next (&more, &c->fields, c->err);
      if (status == MDM_OK && column == c->columns)
        return FAIL (c, MDM_EPARSE, "more than the %zu fields of the header",
                     c->columns);
      if (status == MDM_OK)
        status = column == c->weight_column ? read_weight (weight, c)
                                            : read_token (row + at++, c);
      if (status != MDM_OK)
        return status;
      if (c->fields.last)
        break;
    }
  if (++column < c->columns)
    return mdm_err_set (c->err, MDM_EPARSE, c->fields.file, line, 1,
                        "%zu field%s; the header has %zu", column,
                        column == 1 ? "" : "s", c->columns);
  return MDM_OK;
}

/* Read all rows below the header.  */
static mdm_status
read_rows (csv_t *c)
{
  MDM_OWNED uint16_t *row = flint_malloc (c->columns * sizeof *row);
  int more;
  MDM_FMPQ (weight);

  for (;;)
    {
      uint16_t *place;
      mdm_status status = mdm_csv_fields_next (&more, &c->fields, c->err);
      if (status == MDM_OK && more)
        status = read_row (row, weight, c);
      if (status == MDM_OK && more)
        status = mdm_gather_add (&place, &c->gather, weight, c->err);
      if (status != MDM_OK || !more)
        return status;
      memcpy (place, row, c->gather.length * sizeof *row);
    }
}

/* Make LAW of what has been read.  */
static mdm_status
finish (mdm_law_t law, csv_t *c)
{
  size_t count = c->tokens->count;
  MDM_OWNED uint16_t *map = flint_malloc ((count + 1) * sizeof *map);
  mdm_status status;

  if (c->gather.count == 0)
    return mdm_err_set (c->err, MDM_EDOMAIN, c->fields.file, 0, 0,
                        "no row below the header");
  status = mdm_family_start (law, count, c->columns - 1, c->err);
  if (status != MDM_OK)
    return status;
  mdm_law_set_tokens (law, mdm_tokens_release (c->tokens, 1, map), count);
  for (size_t i = 0; i < c->gather.count * c->gather.length; i++)
    c->gather.row[i] = map[c->gather.row[i]];
  return mdm_gather_give (law, &c->gather, c->err);
}

mdm_status
mdm_csv_read (mdm_law_t law, const char *file, const char *weight,
              const mdm_limit_t *limit, mdm_err_t *err)
{
  csv_t c = { .weight = weight, .limit = limit, .err = err };
  MDM_OWNED char *text = NULL;
  size_t length;
  mdm_status status = mdm_file_read (&text, &length, file, limit, err);

  if (status != MDM_OK)
    return status;
  mdm_csv_fields_init (&c.fields, file, text, length);
  mdm_tokens_init (c.tokens);
  mdm_gather_init (&c.gather, 1, limit);
  status = read_header (&c);
  if (status == MDM_OK)
    {
      c.gather.length = c.columns - 1;
      status = read_rows (&c);
    }
  if (status == MDM_OK)
    status = finish (law, &c);
  mdm_gather_clear (&c.gather);
  mdm_tokens_clear (c.tokens);
  mdm_csv_fields_clear (&c.fields);
  return status == MDM_OK ? MDM_OK : mdm_err_place (err, file, 0, 0);
}
