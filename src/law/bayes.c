#include <config.h>

#include "law/bayes.h"

#include "exact/scoped.h"
#include "law/families.h"
#include "law/listing.h"
#include "law/network.h"
#include "text/file.h"

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
beginnings_init (beginnings_t *b, size_t count, size_t length)
{
  b->count = count;
  b->length = length;
  b->row = flint_calloc (count * length + 1, sizeof *b->row);
  b->p = _fmpq_vec_init ((slong) count);
}

static void
beginnings_clear (beginnings_t *b)
{
  flint_free (b->row);
  _fmpq_vec_clear (b->p, (slong) b->count);
}

/* Fail, as V has no rows for CONTEXT, the tokens of its parents.  */
static mdm_status
refuse_context (const mdm_network_t *n, const mdm_variable_t *v,
                const uint16_t *context)
{
  char shown[200] = "";

  for (size_t k = 0; k < v->parents; k++)
    {
      const char *token = n->rows.tokens->token[context[k]].name;
      size_t left = sizeof shown - strlen (shown) - 1;
      if (strlen (token) + 1 > left)
        break;
      strcat (strcat (shown, k == 0 ? "" : " "), token);
    }
  return mdm_network_fail (
      n, v->name.offset, MDM_EDOMAIN,
      v->parents == 0 ? "the variable '%.*s' has no row"
                      : "the variable '%.*s' has no row for the "
                        "parents '%s', which can be reached",
      mdm_utf8_shown (v->name.text, v->name.size), v->name.text, shown);
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

/* Set *COUNT to how many beginnings there are with variable I besides.  */
static mdm_status
count_next (uint64_t *count, const beginnings_t *b, const mdm_network_t *n,
            size_t i)
{
  *count = 0;
  for (size_t r = 0; r < b->count; r++)
    {
      const mdm_variable_t *v = n->variable + i;
      size_t begin, end;
      mdm_status status
          = find_rows (&begin, &end, n, v, b->row + r * b->length);
      if (status != MDM_OK)
        return status;
      for (; begin < end; begin++)
        *count += !fmpz_is_zero (v->table.weight + begin);
    }
  return MDM_OK;
}

/* Go on with the beginning number R of B by the rows BEGIN to END of variable
   I, to the beginnings *AT and on of NEXT.  */
static void
extend (beginnings_t *next, size_t *at, const beginnings_t *b, size_t r,
        const mdm_variable_t *v, size_t i, size_t begin, size_t end)
{
  size_t length = b->length;
  MDM_FMPZ (sum);
  MDM_FMPQ (p);

  _fmpz_vec_sum (sum, v->table.weight + begin, (slong) (end - begin));
  for (; begin < end; begin++)
    {
      if (fmpz_is_zero (v->table.weight + begin))
        continue;
      memcpy (next->row + *at * length, b->row + r * length,
              length * sizeof *next->row);
      next->row[*at * length + i]
          = v->table.symbol[(begin + 1) * v->table.size - 1];
      fmpq_set_fmpz_frac (p, v->table.weight + begin, sum);
      fmpq_mul (next->p + (*at)++, b->p + r, p);
    }
}

/* Add variable I, whose parents are known, to the beginnings.  */
static mdm_status
add_variable (beginnings_t *b, const mdm_law_t law, const mdm_network_t *n,
              size_t i)
{
  const mdm_variable_t *v = n->variable + i;
  beginnings_t next;
  uint64_t count;
  size_t at = 0, begin, end;
  mdm_status status = count_next (&count, b, n, i);

  if (status == MDM_OK)
    status = mdm_listing_check (
        law, count, 4 * law->length * sizeof *b->row + 10 * sizeof (fmpz),
        n->limit, n->err);
  if (status != MDM_OK)
    return status;
  beginnings_init (&next, (size_t) count, b->length);
  for (size_t r = 0; r < b->count && status == MDM_OK; r++)
    {
      status = find_rows (&begin, &end, n, v, b->row + r * b->length);
      if (status == MDM_OK)
        extend (&next, &at, b, r, v, i, begin, end);
    }
  beginnings_clear (b);
  *b = next;
  return status;
}

/* Give LAW the sequences of B.  */
static mdm_status
set_rows (mdm_law_t law, const beginnings_t *b, mdm_network_t *n)
{
  size_t count = n->rows.tokens->count;
  MDM_OWNED uint16_t *map = flint_malloc ((count + 1) * sizeof *map);

  mdm_law_set_tokens (
      law, mdm_tokens_release (n->rows.tokens, !n->rows.declared, map), count);
  for (size_t k = 0; k < b->count * b->length; k++)
    b->row[k] = map[b->row[k]];
  return mdm_law_set_rows (law, b->row, b->p, b->count, n->limit, n->err);
}

/* Set LAW to the law of the network N.  */
static mdm_status
list (mdm_law_t law, mdm_network_t *n)
{
  beginnings_t b;
  mdm_status status
      = mdm_family_start (law, n->rows.tokens->count, n->count, n->err);

  if (status != MDM_OK)
    return mdm_err_place (n->err, n->rows.lines.file, 0, 0);
  beginnings_init (&b, 1, n->count);
  fmpq_one (b.p);
  for (size_t k = 0; k < n->count && status == MDM_OK; k++)
    status = add_variable (&b, law, n, n->order[k]);
  if (status == MDM_OK)
    status = set_rows (law, &b, n);
  beginnings_clear (&b);
  return status;
}

mdm_status
mdm_bayes_read (mdm_law_t law, const char *file, const mdm_limit_t *limit,
                mdm_err_t *err)
{
  MDM_OWNED char *text = NULL;
  mdm_network_t network;
  size_t length;
  mdm_status status = mdm_file_read (&text, &length, file, limit, err);

  if (status != MDM_OK)
    return status;
  mdm_network_init (&network, file, text, length, limit, err);
  status = mdm_network_read (&network);
  if (status == MDM_OK)
    status = list (law, &network);
  if (status == MDM_OK)
    mdm_totals_note (law, &network.totals);
  mdm_network_clear (&network);
  return status;
}
