#include <config.h>

#include "law/product.h"

#include "law/automaton.h"
#include "law/form.h"
#include "law/conditional.h"
#include "law/families.h"

#include <stdio.h>

typedef struct
{
  mdm_rows_t *rows;
  mdm_automaton_struct *a;
  size_t columns; /* V, once known; else 0 */
} reader_t;

/* Read the numbers that begin at AT of the line, one for each token, into
   TABLE.  */
static mdm_status
read_numbers (mdm_conditional_t *table, reader_t *r, size_t at)
{
  size_t most = r->columns == 0 ? MDM_VOCAB_MAX : r->columns, start = at;
  MDM_FMPQ (probability);

  while (at < r->rows->lines.size)
    {
      uint16_t token = (uint16_t) table->count;
      if (table->count == most)
        return MDM_ROWS_FAIL (
            r->rows, at, r->columns == 0 ? MDM_ELIMIT : MDM_EDOMAIN,
            "more than %zu probabilities; %s", most,
            r->columns == 0     ? "there can be no more tokens"
            : r->rows->declared ? "each row has one for each token declared"
                                : "each row has as many as the first");
      MDM_TRY (mdm_rows_number (probability, &at, r->rows));
      MDM_TRY (
          mdm_conditional_add (table, &token, probability, start, r->rows));
    }
  if (table->count < r->columns)
    return MDM_ROWS_FAIL (r->rows, r->rows->lines.size, MDM_EDOMAIN,
                          "%zu probabilities; %zu are expected, %s",
                          table->count, r->columns,
                          r->rows->declared ? "one for each token declared"
                                            : "as many as in the first row");
  return MDM_OK;
}

static void
name_position (char name[MDM_CONTEXT_SHOWN], const void *reader,
               const mdm_conditional_t *table, size_t row)
{
  (void) table, (void) row;
  snprintf (name, MDM_CONTEXT_SHOWN, "position %zu sums to",
            ((const reader_t *) reader)->rows->rows);
}

/* Add the position whose probabilities are those of the row at AT: from the
   state of the position to the next, by each token.  */
static mdm_status
read_row (void *reader, size_t at)
{
  reader_t *r = reader;
  mdm_rows_t *rows = r->rows;
  MDM_CONDITIONAL (table, 1);

  if (rows->declared)
    r->columns = rows->tokens->count;
  MDM_TRY (read_numbers (table, r, at));
  r->columns = table->count;
  MDM_TRY (mdm_conditional_check (table, rows, "", "", name_position, r));
  MDM_TRY (mdm_automaton_add_state (r->a));
  rows->rows++;
  for (size_t i = 0; i < r->columns; i++)
    MDM_TRY (mdm_automaton_add_edge (r->a, (uint16_t) i, rows->rows,
                                     table->weight + i));
  return MDM_OK;
}

mdm_status
mdm_product_read (mdm_law_t law, const mdm_parameter_t *value,
                  const mdm_limit_t *limit, mdm_err_t *err)
{
  MDM_ROWS (rows);
  MDM_AUTOMATON (a, limit, err);
  reader_t r = { .rows = rows, .a = a };

  MDM_TRY (mdm_rows_open (rows, value[0].text, "probability", 0, limit, err));
  MDM_TRY (mdm_rows_read (rows, read_row, &r,
                          "no row; a product has a line of probabilities for "
                          "each position"));
  MDM_TRY (mdm_family_start (law, r.columns, rows->rows, err));
  /* After the last position.  */
  MDM_TRY (mdm_automaton_add_state (a));
  if (rows->declared)
    mdm_law_set_tokens (law, mdm_tokens_release (rows->tokens, 0, NULL),
                        r.columns);
  mdm_totals_note (law, &rows->totals);
  return mdm_form_of_automaton (law, NULL, a);
}
