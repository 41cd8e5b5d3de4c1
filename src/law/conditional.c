#include <config.h>

#include "law/conditional.h"

#include "exact/array.h"
#include "law/law.h"
#include "law/order.h"

#include <string.h>

/* Memory.  */

void
mdm_conditional_init (mdm_conditional_t *table, size_t size)
{
  *table = (mdm_conditional_t){ .size = size };
}

void
mdm_conditional_clear (mdm_conditional_t *table)
{
  _fmpq_vec_clear (table->probability, (slong) table->room);
  _fmpz_vec_clear (table->weight,
                   table->weight == NULL ? 0 : (slong) table->count);
  flint_free (table->symbol);
  flint_free (table->offset);
}

/* Rows.  */

/* Make room for a row.  */
static mdm_status
grow (mdm_conditional_t *table, const mdm_rows_t *rows)
{
  size_t old = table->room, room = mdm_array_room (old, table->count + 1);
  size_t bytes = table->size * sizeof *table->symbol;
  uint64_t row = sizeof *table->probability + sizeof *table->offset
                 + sizeof *table->weight + bytes;

  if (room == old)
    return MDM_OK;
  MDM_TRY (mdm_limit_check (rows->limit, "reading the rows", 0,
                            mdm_work_mul (room, row), rows->err));
  table->symbol = mdm_array_resize (table->symbol, old, room, bytes);
  table->offset
      = mdm_array_resize (table->offset, old, room, sizeof *table->offset);
  table->probability = mdm_array_resize (table->probability, old, room,
                                         sizeof *table->probability);
  table->room = room;
  return MDM_OK;
}

mdm_status
mdm_conditional_add (mdm_conditional_t *table, const uint16_t *symbol,
                     const fmpq_t probability, size_t at,
                     const mdm_rows_t *rows)
{
  size_t i = table->count;

  MDM_TRY (grow (table, rows));
  memcpy (table->symbol + i * table->size, symbol,
          table->size * sizeof *symbol);
  fmpq_set (table->probability + i, probability);
  table->offset[i] = mdm_rows_offset (rows, at);
  table->count++;
  return MDM_OK;
}

void
mdm_conditional_take (mdm_conditional_t *table, uint16_t *symbol, fmpz *weight,
                      size_t count)
{
  size_t size = table->size;

  mdm_conditional_clear (table);
  mdm_conditional_init (table, size);
  table->symbol = symbol;
  table->weight = weight;
  table->count = count;
}

void
mdm_conditional_resize (mdm_conditional_t *table, size_t size, uint16_t fill)
{
  size_t kept = size < table->size ? size : table->size;
  uint16_t *symbol = flint_malloc (table->room * size * sizeof *symbol);

  for (size_t i = 0; i < table->count; i++)
    {
      memcpy (symbol + i * size, table->symbol + i * table->size,
              kept * sizeof *symbol);
      for (size_t k = kept; k < size; k++)
        symbol[i * size + k] = fill;
    }
  flint_free (table->symbol);
  table->symbol = symbol;
  table->size = size;
}

void
mdm_conditional_renumber (mdm_conditional_t *table, const uint16_t *map,
                          size_t first)
{
  for (size_t i = 0; i < table->count; i++)
    for (size_t column = first; column < table->size; column++)
      {
        uint16_t *symbol = table->symbol + i * table->size + column;
        *symbol = map[*symbol];
      }
}

/* Compare the first N symbols of rows I and J.  */
static int
compare (const mdm_conditional_t *table, size_t i, size_t j, size_t n)
{
  return mdm_order_compare (table->symbol + i * table->size,
                            table->symbol + j * table->size, n);
}

size_t
mdm_conditional_end (const mdm_conditional_t *table, size_t begin)
{
  size_t end = begin + 1;

  while (end < table->count
         && compare (table, begin, end, table->size - 1) == 0)
    end++;
  return end;
}

size_t
mdm_conditional_find (const mdm_conditional_t *table, const uint16_t *context)
{
  return mdm_order_find (table->symbol, table->count, table->size, context,
                         table->size - 1);
}

/* Checking.  */

static void
sort_rows (mdm_conditional_t *table)
{
  MDM_OWNED size_t *order
      = mdm_order_rows (table->symbol, table->count, table->size);
  size_t size = table->size;
  uint16_t *symbol;
  size_t *offset;
  fmpq *probability;

  if (order == NULL)
    return;
  symbol = flint_malloc (table->room * size * sizeof *symbol);
  offset = flint_malloc (table->room * sizeof *offset);
  probability = flint_malloc (table->room * sizeof *probability);
  memcpy (probability, table->probability, table->room * sizeof *probability);
  for (size_t i = 0; i < table->count; i++)
    {
      memcpy (symbol + i * size, table->symbol + order[i] * size,
              size * sizeof *symbol);
      offset[i] = table->offset[order[i]];
      probability[i] = table->probability[order[i]];
    }
  flint_free (table->symbol);
  flint_free (table->offset);
  flint_free (table->probability);
  table->symbol = symbol;
  table->offset = offset;
  table->probability = probability;
}

/* Equal rows are neighbours, in the order of the text.  Return the one that
   is the first to repeat another, or count.  */
static size_t
find_repeated (const mdm_conditional_t *table)
{
  size_t again = table->count;

  for (size_t i = 1; i < table->count; i++)
    if (compare (table, i - 1, i, table->size) == 0
        && (again == table->count || table->offset[i] < table->offset[again]))
      again = i;
  return again;
}

mdm_status
mdm_conditional_sort (mdm_conditional_t *table, const mdm_rows_t *rows,
                      const char *what, const char *rule)
{
  size_t again;

  sort_rows (table);
  again = find_repeated (table);
  if (again == table->count)
    return MDM_OK;
  return mdm_rows_repeated (rows, table->offset[again - 1],
                            table->offset[again], what, rule);
}

/* The row of BEGIN to END - 1 that comes first in the text.  */
static size_t
first_in_text (const mdm_conditional_t *table, size_t begin, size_t end)
{
  size_t first = begin;

  for (size_t i = begin; i < end; i++)
    if (table->offset[i] < table->offset[first])
      first = i;
  return first;
}

/* Contexts that do not sum to 1: how many, the row that comes first in the
   text of theirs, and what its context sums to.  */
typedef struct
{
  size_t count;
  size_t row;
  fmpq_t sum;
} odd_t;

static void
odd_init (odd_t *odd)
{
  odd->count = odd->row = 0;
  fmpq_init (odd->sum);
}

static void
odd_clear (odd_t *odd)
{
  fmpq_clear (odd->sum);
}

static void
odd_add (odd_t *odd, const mdm_conditional_t *table, size_t row,
         const fmpq_t sum)
{
  if (odd->count++ > 0 && table->offset[odd->row] < table->offset[row])
    return;
  odd->row = row;
  fmpq_set (odd->sum, sum);
}

/* Set the weights.  Contexts that do not sum to 1 are REFUSED, or DIVIDED by
   what they sum to.  */
static mdm_status
set_weights (odd_t *refused, odd_t *divided, mdm_conditional_t *table,
             const mdm_rows_t *rows)
{
  MDM_FMPQ (sum);

  table->weight = _fmpz_vec_init ((slong) table->count + 1);
  for (size_t i = 0, end; i < table->count; i = end)
    {
      fmpq *probability = table->probability + i;
      int is_refused;
      end = mdm_conditional_end (table, i);
      MDM_TRY (mdm_weights_scale (table->weight + i, sum, probability, end - i,
                                  rows->limit, rows->err));
      if (fmpq_is_one (sum))
        continue;
      is_refused = mdm_total_is_refused (sum, rows->limit);
      odd_add (is_refused ? refused : divided, table,
               first_in_text (table, i, end), sum);
      for (size_t j = i; j < end && !is_refused; j++)
        fmpq_div (table->probability + j, table->probability + j, sum);
    }
  return MDM_OK;
}

mdm_status
mdm_conditional_check (mdm_conditional_t *table, mdm_rows_t *rows,
                       const char *what, const char *rule,
                       mdm_context_name *name, const void *reader)
{
  char text[MDM_CONTEXT_SHOWN];
  const odd_t *odd;
  MDM_SCOPED (refused, odd_t, odd_init, odd_clear);
  MDM_SCOPED (divided, odd_t, odd_init, odd_clear);

  MDM_TRY (mdm_conditional_sort (table, rows, what, rule));
  MDM_TRY (set_weights (refused, divided, table, rows));
  odd = refused->count > 0 ? refused : divided;
  if (odd->count == 0)
    return MDM_OK;
  name (text, reader, table, odd->row);
  if (mdm_totals_check (&rows->totals, odd->sum, text, rows->limit, rows->err)
      != MDM_OK)
    return mdm_rows_place (rows, table->offset[odd->row]);
  rows->totals.count += odd->count - 1;
  return MDM_OK;
}
