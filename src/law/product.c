#include <config.h>

#include "law/product.h"

#include "law/automaton.h"
#include "law/families.h"
#include "law/rows.h"
#include "law/total.h"
#include "text/file.h"

#include <stdio.h>

typedef struct
{
  mdm_rows_t rows;
  mdm_automaton_t a;
  mdm_totals_t totals;
  size_t columns; /* V, once known; else 0 */
  fmpq *probability;
  fmpz *weight;
  size_t room; /* of both */
  const mdm_limit_t *limit;
  mdm_err_t *err;
} reader_t;

static void
reader_clear (reader_t *r)
{
  mdm_rows_clear (&r->rows);
  mdm_automaton_clear (r->a);
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
read_numbers (reader_t *r, size_t *count, size_t at)
{
  size_t most = r->columns == 0 ? MDM_VOCAB_MAX : r->columns;
  mdm_status status = MDM_OK;

  for (*count = 0; status == MDM_OK && at < r->rows.lines.size; ++*count)
    {
      if (*count == most)
        return MDM_ROWS_FAIL (
            &r->rows, at, r->err, r->columns == 0 ? MDM_ELIMIT : MDM_EDOMAIN,
            "more than %zu probabilities; %s", most,
            r->columns == 0    ? "there can be no more tokens"
            : r->rows.declared ? "each row has one for each token declared"
                               : "each row has as many as the first");
      if (*count == r->room)
        grow (r);
      status
          = mdm_rows_number (r->probability + *count, &at, &r->rows, r->err);
    }
  if (status == MDM_OK && *count < r->columns)
    status = MDM_ROWS_FAIL (&r->rows, r->rows.lines.size, r->err, MDM_EDOMAIN,
                            "%zu probabilities; %zu are expected, %s", *count,
                            r->columns,
                            r->rows.declared ? "one for each token declared"
                                             : "as many as in the first row");
  return status;
}

/* Add the position whose probabilities are those of the row at AT: from the
   state of the position to the next, by each token.  */
static mdm_status
add_position (reader_t *r, size_t count, size_t at)
{
  size_t position = r->rows.rows;
  char what[60];
  fmpz_t common, total;
  fmpq_t sum;
  mdm_status status;

  fmpz_init (common);
  fmpz_init (total);
  fmpq_init (sum);
  status = mdm_weights_scale (r->weight, common, r->probability, count,
                              r->limit, r->err);
  _fmpz_vec_sum (total, r->weight, (slong) count);
  if (status == MDM_OK)
    {
      /* What a position sums to is a factor of all paths, and the law divides
         them by the sum of all.  */
      fmpq_set_fmpz_frac (sum, total, common);
      snprintf (what, sizeof what, "position %zu sums to", position);
      status = mdm_totals_check (&r->totals, sum, what, r->rows.lines.file,
                                 r->rows.lines.text,
                                 mdm_rows_offset (&r->rows, at), r->limit,
                                 r->err);
    }
  if (status == MDM_OK)
    status = mdm_automaton_add_state (r->a, r->limit, r->err);
  for (size_t i = 0; i < count && status == MDM_OK; i++)
    status = mdm_automaton_add_edge (r->a, (uint16_t) i, position + 1,
                                     r->weight + i, r->limit, r->err);
  fmpz_clear (common);
  fmpz_clear (total);
  fmpq_clear (sum);
  return status;
}

static mdm_status
read_positions (reader_t *r)
{
  size_t at, count;
  int more = 1;
  mdm_status status = MDM_OK;

  while (status == MDM_OK && more)
    {
      status = mdm_rows_next (&more, &at, &r->rows, r->err);
      if (status != MDM_OK || !more)
        break;
      if (r->rows.declared)
        r->columns = r->rows.tokens->count;
      status = read_numbers (r, &count, at);
      if (status == MDM_OK)
        status = add_position (r, count, at);
      r->columns = count;
      r->rows.rows++;
    }
  if (status == MDM_OK && r->rows.rows == 0)
    status = mdm_err_set (r->err, MDM_EDOMAIN, r->rows.lines.file, 0, 0,
                          "no row; a product has a line of probabilities for "
                          "each position");
  return status;
}

mdm_status
mdm_product_read (mdm_law_t law, const char *file, const mdm_limit_t *limit,
                  mdm_err_t *err)
{
  reader_t r = { .limit = limit, .err = err };
  char *text;
  size_t size;
  mdm_status status = mdm_file_read (&text, &size, file, limit, err);

  if (status != MDM_OK)
    return status;
  mdm_automaton_init (r.a);
  mdm_rows_init (&r.rows, file, text, size, "probability", 0);
  status = read_positions (&r);
  if (status == MDM_OK)
    status = mdm_family_start (law, r.columns, r.rows.rows, err);
  if (status == MDM_OK) /* after the last position */
    status = mdm_automaton_add_state (r.a, limit, err);
  if (status == MDM_OK)
    {
      if (r.rows.declared)
        mdm_law_set_tokens (law, mdm_tokens_release (r.rows.tokens, 0, NULL),
                            r.columns);
      status = mdm_automaton_list (law, r.a, limit, err);
    }
  if (status == MDM_OK)
    mdm_totals_note (law, &r.totals);
  reader_clear (&r);
  flint_free (text);
  return status;
}
