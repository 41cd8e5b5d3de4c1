#include <config.h>

#include "table/order.h"

#include "claim/expr.h"
#include "exact/rational.h"

#include <string.h>

/* What a row is compared by: for each key a number, a text, or nothing.  */
typedef struct
{
  int there;
  int is_number;
  mdm_value_t value;
  const char *text; /* lent by the record */
} rank_t;

typedef struct
{
  json_t *record;
  size_t number; /* where it stood */
  rank_t *rank;
} ranked_t;

/* For the comparison, which is recursive and has no argument for them.  */
typedef struct
{
  size_t keys;
  int *descending;
  mdm_status status;
} order_t;

/* Set RANK to the key TEXT, NULL for none.  The numbers of a value are in
   their exact form, which is an expression of the claim language.  */
static mdm_status
set_rank (rank_t *rank, const char *text, int is_value, mdm_err_t *err)
{
  mdm_expr_t *expr = NULL;
  mdm_status status;
  mdm_err_t own;
  fmpq_t q;

  rank->text = text;
  rank->there = text != NULL;
  if (text == NULL)
    return MDM_OK;
  memset (&own, 0, sizeof own);
  if (strcmp (text, "inf") == 0 || strcmp (text, "-inf") == 0)
    {
      rank->is_number = 1;
      mdm_value_set_infinity (rank->value, *text == '-' ? -1 : 1);
      return MDM_OK;
    }
  fmpq_init (q);
  status = mdm_rational_read (q, text, strlen (text), &own);
  if (status == MDM_OK)
    mdm_value_set_fmpq (rank->value, q);
  fmpq_clear (q);
  rank->is_number = status == MDM_OK || is_value;
  if (status == MDM_OK || !is_value)
    return MDM_OK;
  status = mdm_expr_parse (&expr, text, NULL, 1, &own);
  if (status == MDM_OK && mdm_expr_root (expr)->quantities)
    status = MDM_EPARSE;
  if (status == MDM_OK)
    status = mdm_expr_evaluate (rank->value, expr, NULL, &own);
  mdm_expr_free (expr);
  if (status != MDM_OK)
    return mdm_err_set (err, MDM_ELIMIT, NULL, 0, 0,
                        "the rows cannot be put in order: an exact number is "
                        "too long");
  return MDM_OK;
}

/* *ORDER = that of A and B: numbers, then texts by bytes, then nothing.  */
static mdm_status
compare_ranks (int *order, const rank_t *a, const rank_t *b)
{
  *order = b->there - a->there;
  if (*order != 0 || !a->there)
    return MDM_OK;
  *order = b->is_number - a->is_number;
  if (*order != 0)
    return MDM_OK;
  if (a->is_number)
    return mdm_value_cmp (order, a->value, b->value);
  *order = strcmp (a->text, b->text);
  return MDM_OK;
}

static int
compare (const ranked_t *a, const ranked_t *b, order_t *order)
{
  int res = 0;

  for (size_t k = 0; k < order->keys && res == 0; k++)
    {
      const rank_t *x = a->rank + k, *y = b->rank + k;
      if (order->status == MDM_OK)
        order->status = compare_ranks (&res, x, y);
      /* What is not there comes last either way.  */
      if (order->descending[k] && x->there && y->there)
        res = -res;
    }
  return res != 0 ? res : a->number < b->number ? -1 : 1;
}

/* Sort X[0..COUNT) by way of SPARE.  */
static void
merge_sort (ranked_t *x, ranked_t *spare, size_t count, order_t *order)
{
  size_t half = count / 2, i = 0, j = half, n = 0;

  if (count < 2)
    return;
  merge_sort (x, spare, half, order);
  merge_sort (x + half, spare + half, count - half, order);
  while (i < half || j < count)
    if (j == count || (i < half && compare (x + i, x + j, order) < 0))
      spare[n++] = x[i++];
    else
      spare[n++] = x[j++];
  memcpy (x, spare, count * sizeof *x);
}

/* Rank RECORD by the KEYS of HEAD.  */
static mdm_status
rank_record (ranked_t *ranked, json_t *record, size_t number,
             const json_t *head, mdm_err_t *err)
{
  json_t *order = json_object_get (head, "order"), *key;
  json_t *keys = json_object_get (record, "keys");
  mdm_status status = MDM_OK;
  size_t k, next = 0;

  ranked->record = record;
  ranked->number = number;
  ranked->rank
      = flint_calloc (json_array_size (order) + 1, sizeof *ranked->rank);
  json_array_foreach (order, k, key)
    mdm_value_init (ranked->rank[k].value);
  json_array_foreach (order, k, key)
    {
      json_t *column = json_object_get (key, "column");
      const char *variable
          = json_string_value (json_object_get (key, "variable"));
      const char *text
          = variable == NULL
                ? json_string_value (json_array_get (keys, next++))
                : json_string_value (json_object_get (
                    json_object_get (record, "variables"), variable));
      json_t *about = json_array_get (json_object_get (head, "columns"),
                                      (size_t) json_integer_value (column));
      const char *kind
          = variable != NULL
                ? "text"
                : json_string_value (json_object_get (about, "kind"));
      const char *show
          = variable != NULL
                ? NULL
                : json_string_value (json_object_get (about, "show"));
      int is_value = kind != NULL && strcmp (kind, "text") != 0
                     && (show == NULL
                         || (strcmp (show, "verdict") != 0
                             && strcmp (show, "relation") != 0
                             && strcmp (show, "note") != 0));
      if (status == MDM_OK)
        status = set_rank (ranked->rank + k, text, is_value, err);
    }
  return status;
}

mdm_status
mdm_order_sort (json_t **record, size_t count, const json_t *head,
                mdm_err_t *err)
{
  json_t *list = json_object_get (head, "order"), *key;
  order_t order = { .keys = json_array_size (list), .status = MDM_OK };
  ranked_t *ranked, *spare;
  mdm_status status = MDM_OK;
  size_t k;

  if (order.keys == 0)
    return MDM_OK;
  ranked = flint_calloc (count + 1, sizeof *ranked);
  spare = flint_malloc ((count + 1) * sizeof *spare);
  order.descending = flint_malloc (order.keys * sizeof *order.descending);
  json_array_foreach (list, k, key)
    order.descending[k] = json_is_true (json_object_get (key, "descending"));
  for (size_t i = 0; i < count && status == MDM_OK; i++)
    status = rank_record (ranked + i, record[i], i, head, err);
  if (status == MDM_OK)
    {
      merge_sort (ranked, spare, count, &order);
      if (order.status != MDM_OK)
        status = mdm_err_set (err, MDM_ELIMIT, NULL, 0, 0,
                              "the rows cannot be put in order: not decided "
                              "within the limits of precision which of two "
                              "numbers is greater");
    }
  if (status == MDM_OK)
    for (size_t i = 0; i < count; i++)
      record[i] = ranked[i].record;
  for (size_t i = 0; i < count; i++)
    {
      for (k = 0; ranked[i].rank != NULL && k < order.keys; k++)
        mdm_value_clear (ranked[i].rank[k].value);
      flint_free (ranked[i].rank);
    }
  flint_free (ranked);
  flint_free (spare);
  flint_free (order.descending);
  return status;
}
