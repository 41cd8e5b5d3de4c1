#include <config.h>

#include "law/gather.h"

#include "law/order.h"
#include "law/total.h"
#include "exact/scoped.h"

#include <string.h>

void
mdm_gather_init (mdm_gather_t *gather, size_t length, const mdm_limit_t *limit)
{
  *gather = (mdm_gather_t){ .length = length, .limit = limit };
}

void
mdm_gather_clear (mdm_gather_t *gather)
{
  for (size_t i = 0; i < gather->room; i++)
    fmpq_clear (gather->weight + i);
  flint_free (gather->weight);
  flint_free (gather->row);
}

static mdm_status
grow (mdm_gather_t *t, mdm_err_t *err)
{
  size_t room = t->room == 0 ? 64 : 2 * t->room;
  uint64_t row = mdm_work_add (2 * sizeof *t->weight,
                               mdm_work_mul (t->length, 2 * sizeof *t->row));
  mdm_status status = mdm_limit_check (t->limit, "reading the rows", 0,
                                       mdm_work_mul (room, row), err);

  if (status != MDM_OK)
    return status;
  t->row = flint_realloc (t->row, room * t->length * sizeof *t->row);
  t->weight = flint_realloc (t->weight, room * sizeof *t->weight);
  for (; t->room < room; t->room++)
    fmpq_init (t->weight + t->room);
  return MDM_OK;
}

mdm_status
mdm_gather_add (uint16_t **row, mdm_gather_t *gather, const fmpq_t weight,
                mdm_err_t *err)
{
  mdm_status status = MDM_OK;

  if (gather->count == gather->room)
    status = grow (gather, err);
  if (status != MDM_OK)
    return status;
  fmpq_set (gather->weight + gather->count, weight);
  *row = gather->row + gather->count++ * gather->length;
  return MDM_OK;
}

/* Leave in T each row once, in ascending order.  */
static void
merge (mdm_gather_t *t)
{
  size_t bytes = t->length * sizeof *t->row, n = 0;
  MDM_OWNED size_t *order = mdm_order_rows (t->row, t->count, t->length);
  uint16_t *row = flint_malloc (t->count * bytes);
  fmpq *weight = _fmpq_vec_init ((slong) t->count);

  for (size_t i = 0; i < t->count; i++)
    {
      size_t from = order == NULL ? i : order[i];
      const uint16_t *next = t->row + from * t->length;
      if (n == 0
          || mdm_order_compare (row + (n - 1) * t->length, next, t->length)
                 != 0)
        memcpy (row + n++ * t->length, next, bytes);
      fmpq_add (weight + n - 1, weight + n - 1, t->weight + from);
    }
  mdm_gather_clear (t);
  t->row = row;
  t->weight = weight;
  t->room = t->count;
  t->count = n;
}

mdm_status
mdm_gather_give (mdm_law_t law, mdm_gather_t *gather, mdm_err_t *err)
{
  mdm_status status;

  merge (gather);
  status = mdm_law_set_rows (law, gather->row, gather->weight, gather->count,
                             gather->limit, err);
  if (status == MDM_OK)
    mdm_total_note_weights (law, gather->weight, gather->count);
  return status;
}
