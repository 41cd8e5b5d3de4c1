#include <config.h>

#include "law/bayes.h"

#include "law/listing.h"
#include "law/network.h"

#include <string.h>

/* Sequences whose tokens at some positions are known, the others 0, and the
   probability of these.  */
typedef struct
{
  size_t count;
  size_t length;
  uint16_t *row;
  fmpq *p;
} beginnings_t;

static void
beginnings_init (beginnings_t *b)
{
  *b = (beginnings_t){ 0 };
}

static void
beginnings_clear (beginnings_t *b)
{
  flint_free (b->row);
  _fmpq_vec_clear (b->p, (slong) b->count);
}

#define BEGINNINGS(x)                                                         \
 MDM_SCOPED (x, beginnings_t, beginnings_init, beginnings_clear)

/* Make room in B, which is empty, for COUNT beginnings.  */
static void
reserve (beginnings_t *b, size_t count, size_t length)
{
  b->count = count;
  b->length = length;
  b->row = flint_calloc (count * length + 1, sizeof *b->row);
  b->p = _fmpq_vec_init ((slong) count);
}

/* Fail, as V has no rows for CONTEXT, the tokens of its parents.  */
static mdm_status
refuse_context (const mdm_network_t *n, const mdm_variable_t *v,
                const uint16_t *context)
{
  char shown[200] = "";

  if (v->parents == 0)
    return MDM_ROWS_REFUSE (n->rows, v->name.offset,
                            "the variable '%.*s' has no row",
                            MDM_WORD_SHOWN (&v->name));
  for (size_t k = 0; k < v->parents; k++)
    {
      const char *token = n->rows->tokens->token[context[k]].name;
      size_t left = sizeof shown - strlen (shown) - 1;
      if (strlen (token) + 1 > left)
        break;
      strcat (strcat (shown, k == 0 ? "" : " "), token);
    }
  return MDM_ROWS_REFUSE (n->rows, v->name.offset,
                          "the variable '%.*s' has no row for the parents "
                          "'%s', which can be reached",
                          MDM_WORD_SHOWN (&v->name), shown);
}

/* Set *BEGIN and *END to the rows of V that go on with the beginning X.  */
static mdm_status
find_rows (size_t *begin, size_t *end, const mdm_network_t *n,
           const mdm_variable_t *v, const uint16_t *x)
{
  MDM_OWNED uint16_t *context
      = flint_malloc ((v->parents + 1) * sizeof *context);

  for (size_t k = 0; k < v->parents; k++)
    context[k] = x[v->parent[k]];
  *begin = mdm_conditional_find (&v->table, context);
  if (*begin == v->table.count)
    return refuse_context (n, v, context);
  *end = mdm_conditional_end (&v->table, *begin);
  return MDM_OK;
}

/* Set *COUNT to how many beginnings there are with the variable V besides.  */
static mdm_status
count_next (uint64_t *count, const beginnings_t *b, const mdm_network_t *n,
            const mdm_variable_t *v)
{
  *count = 0;
  for (size_t r = 0; r < b->count; r++)
    {
      size_t begin, end;
      MDM_TRY (find_rows (&begin, &end, n, v, b->row + r * b->length));
      for (; begin < end; begin++)
        *count += !fmpz_is_zero (v->table.weight + begin);
    }
  return MDM_OK;
}

/* Go on with the beginning number R of B by the rows BEGIN to END of the
   variable V, to the beginnings *AT and on of NEXT.  */
static void
extend (beginnings_t *next, size_t *at, const beginnings_t *b, size_t r,
        const mdm_network_t *n, const mdm_variable_t *v, size_t begin,
        size_t end)
{
  size_t length = b->length;

  for (; begin < end; begin++)
    {
      uint16_t *row = next->row + *at * length;
      if (fmpz_is_zero (v->table.weight + begin))
        continue;
      memcpy (row, b->row + r * length, length * sizeof *row);
      row[v - n->variable] = mdm_conditional_last (&v->table, begin);
      fmpq_mul (next->p + (*at)++, b->p + r, v->table.probability + begin);
    }
}

/* Add the variable V, whose parents are known, to the beginnings.  */
static mdm_status
add_variable (beginnings_t *b, const mdm_law_t law, const mdm_network_t *n,
              const mdm_variable_t *v)
{
  BEGINNINGS (next);
  beginnings_t before = *b;
  uint64_t count;
  size_t at = 0, begin, end;

  MDM_TRY (count_next (&count, b, n, v));
  MDM_TRY (mdm_listing_check (
      law, count, 4 * law->length * sizeof *b->row + 10 * sizeof (fmpz),
      n->rows->limit, n->rows->err));
  reserve (next, (size_t) count, b->length);
  for (size_t r = 0; r < b->count; r++)
    {
      MDM_TRY (find_rows (&begin, &end, n, v, b->row + r * b->length));
      extend (next, &at, b, r, n, v, begin, end);
    }
  *b = *next;
  *next = before; /* to be cleared */
  return MDM_OK;
}

/* Set LAW to the law of the network N.  */
static mdm_status
list (mdm_law_t law, mdm_network_t *n)
{
  mdm_rows_t *rows = n->rows;
  MDM_OWNED uint16_t *map = NULL;
  uint16_t *row;
  BEGINNINGS (b);

  MDM_TRY (mdm_family_start (law, rows->tokens->count, n->count, rows->err));
  reserve (b, 1, n->count);
  fmpq_one (b->p);
  for (size_t k = 0; k < n->count; k++)
    MDM_TRY (add_variable (b, law, n, n->variable + n->order[k]));
  map = mdm_rows_set_vocabulary (law, rows);
  for (size_t k = 0; k < b->count * b->length; k++)
    b->row[k] = map[b->row[k]];
  row = b->row;
  b->row = NULL;
  MDM_TRY (
      mdm_law_take_rows (law, row, b->p, b->count, rows->limit, rows->err));
  mdm_totals_note (law, &rows->totals);
  return MDM_OK;
}

mdm_status
mdm_bayes_read (mdm_law_t law, const mdm_parameter_t *value,
                const mdm_limit_t *limit, mdm_err_t *err)
{
  MDM_ROWS (rows);
  MDM_NETWORK (network);
  mdm_status status;

  MDM_TRY (mdm_rows_open (rows, value[0].text, "probability", 0, limit, err));
  MDM_TRY (mdm_network_read (network, rows));
  status = list (law, network);
  if (status == MDM_EDOMAIN)
    mdm_err_place (err, value[0].text, 0, 0);
  return status;
}
