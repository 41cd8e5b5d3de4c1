#include <config.h>

#include "law/conditional.h"

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
  for (size_t i = 0; i < table->room; i++)
    fmpq_clear (table->probability + i);
  if (table->weight != NULL)
    _fmpz_vec_clear (table->weight, (slong) table->count);
  flint_free (table->symbol);
  flint_free (table->offset);
  flint_free (table->probability);
}

/* Rows.  */

static mdm_status
grow (mdm_conditional_t *table, const mdm_limit_t *limit, mdm_err_t *err)
{
  size_t room = table->room == 0 ? 64 : 2 * table->room;
  uint64_t row = sizeof *table->probability + sizeof *table->offset
                 + sizeof *table->weight;
  uint64_t bytes = mdm_work_mul (
      room,
      mdm_work_add (row, mdm_work_mul (table->size, sizeof *table->symbol)));
  mdm_status status
      = mdm_limit_check (limit, "reading the rows", 0, bytes, err);

  if (status != MDM_OK)
    return status;
  table->symbol = flint_realloc (table->symbol,
                                 room * table->size * sizeof *table->symbol);
  table->offset = flint_realloc (table->offset, room * sizeof *table->offset);
  table->probability
      = flint_realloc (table->probability, room * sizeof *table->probability);
  for (; table->room < room; table->room++)
    fmpq_init (table->probability + table->room);
  return MDM_OK;
}

mdm_status
mdm_conditional_add (mdm_conditional_t *table, const uint16_t *symbol,
                     const fmpq_t probability, size_t offset,
                     const mdm_limit_t *limit, mdm_err_t *err)
{
  size_t i = table->count;

  if (i == table->room)
    {
      mdm_status status = grow (table, limit, err);
      if (status != MDM_OK)
        return status;
    }
  memcpy (table->symbol + i * table->size, symbol,
          table->size * sizeof *symbol);
  fmpq_set (table->probability + i, probability);
  table->offset[i] = offset;
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
  size_t low = 0, high = table->count, size = table->size;

  while (low < high)
    {
      size_t middle = low + (high - low) / 2;
      if (mdm_order_compare (table->symbol + middle * size, context, size - 1)
          < 0)
        low = middle + 1;
      else
        high = middle;
    }
  if (low < table->count
      && mdm_order_compare (table->symbol + low * size, context, size - 1)
             == 0)
    return low;
  return table->count;
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
                      const char *what, const char *rule, mdm_err_t *err)
{
  size_t again;

  sort_rows (table);
  again = find_repeated (table);
  if (again == table->count)
    return MDM_OK;
  return mdm_rows_repeated (rows, table->offset[again - 1],
                            table->offset[again], what, rule, err);
}

/* Set the weights, and *ROW to the row that comes first in the text of those
   whose contexts do not sum to 1, with the SUM, or count.  */
static mdm_status
set_weights (size_t *row, fmpq_t sum, mdm_conditional_t *table,
             const mdm_limit_t *limit, mdm_err_t *err)
{
  MDM_FMPQ (total);

  if (table->count > 0)
    table->weight = _fmpz_vec_init ((slong) table->count);
  *row = table->count;
  for (size_t i = 0, end; i < table->count; i = end)
    {
      size_t first = i;
      mdm_status status;
      end = mdm_conditional_end (table, i);
      status = mdm_weights_scale (table->weight + i, total,
                                  table->probability + i, end - i, limit, err);
      if (status != MDM_OK)
        return status;
      if (fmpq_is_one (total))
        continue;
      for (size_t j = i; j < end; j++)
        if (table->offset[j] < table->offset[first])
          first = j;
      if (*row < table->count && table->offset[*row] < table->offset[first])
        continue;
      *row = first;
      fmpq_set (sum, total);
    }
  return MDM_OK;
}

mdm_status
mdm_conditional_check (size_t *row, fmpq_t sum, mdm_conditional_t *table,
                       const mdm_rows_t *rows, const char *what,
                       const char *rule, const mdm_limit_t *limit,
                       mdm_err_t *err)
{
  mdm_status status = mdm_conditional_sort (table, rows, what, rule, err);

  if (status != MDM_OK)
    return status;
  return set_weights (row, sum, table, limit, err);
}
