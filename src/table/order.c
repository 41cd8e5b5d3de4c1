#include <config.h>

#include "table/order.h"

#include "exact/rational.h"
#include "exact/scoped.h"
#include "table/template.h"

#include <stdlib.h>
#include <string.h>

/* What a row is compared by, for each key, in this order.  */
typedef struct
{
  enum
  {
    RANK_NUMBER,
    RANK_TEXT,
    RANK_NOTHING
  } kind;
  mdm_value_t value;
  const char *text; /* lent by the record */
} rank_t;

/* What the rows are sorted by.  */
typedef struct
{
  const mdm_head_t *head;
  mdm_status status;
} order_t;

typedef struct
{
  mdm_record_t *record;
  size_t number; /* where it stood */
  rank_t *rank;
  order_t *order;
} ranked_t;

/* Set RANK to the key TEXT, NULL for none.  The numbers of a value are in
   their exact form, which is an expression of the claim language.  */
static mdm_status
set_rank (rank_t *rank, const char *text, int is_value, mdm_err_t *err)
{
  MDM_FMPQ (q);
  mdm_err_t own;

  memset (&own, 0, sizeof own);
  rank->text = text;
  rank->kind = RANK_NOTHING;
  if (text == NULL)
    return MDM_OK;
  rank->kind = RANK_NUMBER;
  if (mdm_rational_read (q, text, strlen (text), NULL) == MDM_OK)
    mdm_value_set_fmpq (rank->value, q);
  else if (!is_value)
    rank->kind = RANK_TEXT;
  else if (mdm_constant (rank->value, text, &own) != MDM_OK)
    return mdm_err_set (err, MDM_ELIMIT, NULL, 0, 0,
                        "the rows cannot be put in order: an exact number is "
                        "too long");
  return MDM_OK;
}

/* *ORDER = that of A and B: numbers, then texts by bytes, then nothing.  */
static mdm_status
compare_ranks (int *order, const rank_t *a, const rank_t *b)
{
  if (a->kind == RANK_NUMBER && b->kind == RANK_NUMBER)
    return mdm_value_cmp (order, a->value, b->value);
  *order = a->kind == RANK_TEXT && b->kind == RANK_TEXT
               ? strcmp (a->text, b->text)
               : (int) a->kind - (int) b->kind;
  return MDM_OK;
}

static int
compare (const void *x, const void *y)
{
  const ranked_t *a = x, *b = y;
  order_t *order = a->order;
  int res = 0;

  for (size_t k = 0; k < order->head->keys && res == 0; k++)
    {
      const rank_t *p = a->rank + k, *q = b->rank + k;
      if (order->status == MDM_OK)
        order->status = compare_ranks (&res, p, q);
      /* What is not there comes last either way.  */
      if (order->head->key[k].descending && p->kind != RANK_NOTHING
          && q->kind != RANK_NOTHING)
        res = -res;
    }
  return res != 0 ? res : a->number < b->number ? -1 : 1;
}

/* The value of the variable NAME in RECORD, or NULL.  */
static const char *
value_of (const mdm_record_t *record, const char *name)
{
  for (size_t v = 0; v < record->variables; v++)
    if (strcmp (record->variable[v].name, name) == 0)
      return record->variable[v].value;
  return NULL;
}

/* Set RANK[0..) to what RECORD is compared by.  */
static mdm_status
rank_record (rank_t *rank, const mdm_record_t *record, const mdm_head_t *head,
             mdm_err_t *err)
{
  for (size_t k = 0, next = 0; k < head->keys; k++)
    {
      const mdm_key_t *key = head->key + k;
      const mdm_head_column_t *column = head->column + key->column;
      if (key->variable != NULL)
        MDM_TRY (
            set_rank (rank + k, value_of (record, key->variable), 0, err));
      else
        MDM_TRY (set_rank (rank + k, record->key[next++],
                           mdm_shows_numbers (column->kind, column->show),
                           err));
    }
  return MDM_OK;
}

mdm_status
mdm_order_sort (mdm_record_t **record, size_t count, const mdm_head_t *head,
                mdm_err_t *err)
{
  order_t order = { head, MDM_OK };
  size_t ranks = count * head->keys;
  MDM_OWNED ranked_t *ranked = flint_calloc (count + 1, sizeof *ranked);
  MDM_OWNED rank_t *rank = flint_calloc (ranks + 1, sizeof *rank);
  mdm_status status = MDM_OK;

  if (head->keys == 0)
    return MDM_OK;
  for (size_t i = 0; i < ranks; i++)
    mdm_value_init (rank[i].value);
  for (size_t i = 0; i < count && status == MDM_OK; i++)
    {
      ranked[i] = (ranked_t){ record[i], i, rank + i * head->keys, &order };
      status = rank_record (ranked[i].rank, record[i], head, err);
    }
  if (status == MDM_OK)
    {
      qsort (ranked, count, sizeof *ranked, compare);
      if (order.status != MDM_OK)
        status = mdm_err_set (err, MDM_ELIMIT, NULL, 0, 0,
                              "the rows cannot be put in order: not decided "
                              "within the limits of precision which of two "
                              "numbers is greater");
    }
  for (size_t i = 0; i < count && status == MDM_OK; i++)
    record[i] = ranked[i].record;
  for (size_t i = 0; i < ranks; i++)
    mdm_value_clear (rank[i].value);
  return status;
}
