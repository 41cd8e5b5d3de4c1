#include <config.h>

#include "law/product.h"

#include "law/automaton.h"
#include "law/families.h"
#include "law/rows.h"
#include "text/sum.h"

#include <stdio.h>

typedef struct
{
  mdm_rows_t *rows;
  mdm_automaton_struct *a;
  size_t columns; /* V, once known; else 0 */
  fmpq *probability;
  fmpz *weight;
  size_t room; /* of both */
  const mdm_limit_t *limit;
} reader_t;

static void
reader_init (reader_t *r)
{
  *r = (reader_t){ 0 };
}

static void
reader_clear (reader_t *r)
{
  for (size_t i = 0; i < r->room; i++)
    {
      fmpq_clear (r->probability + i);
      fmpz_clear (r->weight + i);
    }
  flint_free (r->probability);
  flint_free (r->weight);
}

static void
grow (reader_t *r)
{
  size_t room = r->room == 0 ? 16 : 2 * r->room;

  r->probability = flint_realloc (r->probability, room * sizeof (fmpq));
  r->weight = flint_realloc (r->weight, room * sizeof (fmpz));
  for (; r->room < room; r->room++)
    {
      fmpq_init (r->probability + r->room);
      fmpz_init (r->weight + r->room);
    }
}

/* Read the numbers that begin at AT of the line; *COUNT of them.  */
static mdm_status
read_numbers (reader_t *r, size_t *count, size_t at, mdm_err_t *err)
{
  size_t most = r->columns == 0 ? MDM_VOCAB_MAX : r->columns;

  for (*count = 0; at < r->rows->lines.size; ++*count)
    {
      mdm_status status;
      if (*count == most)
        return MDM_ROWS_FAIL (
            r->rows, at, err, r->columns == 0 ? MDM_ELIMIT : MDM_EDOMAIN,
            "more than %zu probabilities; %s", most,
            r->columns == 0     ? "there can be no more tokens"
            : r->rows->declared ? "each row has one for each token declared"
                                : "each row has as many as the first");
      if (*count == r->room)
        grow (r);
      status = mdm_rows_number (r->probability + *count, &at, r->rows, err);
      if (status != MDM_OK)
        return status;
    }
  if (*count < r->columns)
    return MDM_ROWS_FAIL (r->rows, r->rows->lines.size, err, MDM_EDOMAIN,
                          "%zu probabilities; %zu are expected, %s", *count,
                          r->columns,
                          r->rows->declared ? "one for each token declared"
                                            : "as many as in the first row");
  return MDM_OK;
}

/* Add the position whose probabilities are those of the row at AT: from the
   state of the position to the next, by each token.  */
static mdm_status
add_position (reader_t *r, size_t at, mdm_err_t *err)
{
  char what[60];
  MDM_FMPQ (sum);
  mdm_status status = mdm_weights_scale (r->weight, sum, r->probability,
                                         r->columns, r->limit, err);

  if (status != MDM_OK)
    return status;
  snprintf (what, sizeof what, "position %zu sums to", r->rows->rows);
  status = mdm_sum_check (sum, what, err);
  if (status != MDM_OK)
    {
      mdm_rows_place (r->rows, mdm_rows_offset (r->rows, at), err);
      return status;
    }
  status = mdm_automaton_add_state (r->a, r->limit, err);
  for (size_t i = 0; i < r->columns && status == MDM_OK; i++)
    status = mdm_automaton_add_edge (r->a, (uint16_t) i, r->rows->rows + 1,
                                     r->weight + i, r->limit, err);
  return status;
}

static mdm_status
read_row (void *reader, size_t at, mdm_err_t *err)
{
  reader_t *r = reader;
  size_t count;
  mdm_status status;

  if (r->rows->declared)
    r->columns = r->rows->tokens->count;
  status = read_numbers (r, &count, at, err);
  if (status != MDM_OK)
    return status;
  r->columns = count;
  status = add_position (r, at, err);
  r->rows->rows++;
  return status;
}

mdm_status
mdm_product_read (mdm_law_t law, const mdm_parameter_t *value,
                  const mdm_limit_t *limit, mdm_err_t *err)
{
  MDM_ROWS (rows);
  MDM_AUTOMATON (a);
  MDM_SCOPED (r, reader_t, reader_init, reader_clear);
  mdm_status status
      = mdm_rows_open (rows, value[0].file, "probability", 0, limit, err);

  r->rows = rows;
  r->a = a;
  r->limit = limit;
  if (status == MDM_OK)
    status = mdm_rows_read (rows, read_row, r,
                            "no row; a product has a line of probabilities "
                            "for each position",
                            err);
  if (status == MDM_OK)
    status = mdm_family_start (law, r->columns, rows->rows, err);
  if (status == MDM_OK) /* after the last position */
    status = mdm_automaton_add_state (a, limit, err);
  if (status != MDM_OK)
    return status;
  if (rows->declared)
    mdm_law_set_tokens (law, mdm_tokens_release (rows->tokens, 0, NULL),
                        r->columns);
  return mdm_automaton_list (law, a, limit, err);
}
