#include <config.h>

#include "law/mixed.h"

#include "law/families.h"
#include "law/order.h"
#include "text/lines.h"
#include "text/sum.h"

#include <assert.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

void
mdm_mixed_init (mdm_mixed_t mixed)
{
  *mixed = (mdm_mixed_struct){ 0 };
}

void
mdm_mixed_clear (mdm_mixed_t mixed)
{
  for (size_t i = 0; i < mixed->count; i++)
    {
      mdm_law_clear (mixed->part + i);
      fmpq_clear (mixed->weight + i);
    }
  flint_free (mixed->part);
  flint_free (mixed->weight);
}

/* Parts.  */

/* Number the tokens of LAW as those of the mixture.  */
static mdm_status
number_tokens (mdm_law_t law, mdm_tokens_t tokens, int declared,
               mdm_err_t *err)
{
  MDM_OWNED uint16_t *map = flint_malloc (law->vocab * sizeof *map);
  char numeral[24];

  for (uint64_t i = 0; i < law->vocab; i++)
    {
      const char *token = law->token == NULL ? numeral : law->token[i];
      size_t number;
      snprintf (numeral, sizeof numeral, "%" PRIu64, i);
      number = mdm_tokens_find (tokens, token, strlen (token));
      if (number == tokens->count && declared)
        return mdm_err_set (err, MDM_EDOMAIN, NULL, 0, 0,
                            "the token '%.*s' of this part is not in the "
                            "declared vocabulary",
                            mdm_utf8_shown (token, strlen (token)), token);
      if (number == MDM_VOCAB_MAX)
        return mdm_err_set (err, MDM_ELIMIT, NULL, 0, 0,
                            "more than %d different tokens", MDM_VOCAB_MAX);
      if (number == tokens->count)
        mdm_tokens_add (tokens, token, strlen (token));
      map[i] = (uint16_t) number;
    }
  for (size_t i = 0; i < law->support * law->length; i++)
    law->row[i] = map[law->row[i]];
  return MDM_OK;
}

/* Add PART with its WEIGHT to M; PART is left a law without rows.  */
static void
take_part (mdm_mixed_t m, mdm_law_t part, const fmpq_t weight)
{
  size_t i = m->count++;

  if ((i & (i - 1)) == 0) /* room for powers of 2 */
    {
      size_t room = i == 0 ? 1 : 2 * i;
      m->part = flint_realloc (m->part, room * sizeof *m->part);
      m->weight = flint_realloc (m->weight, room * sizeof *m->weight);
    }
  mdm_law_init (m->part + i);
  mdm_law_swap (m->part + i, part);
  fmpq_init (m->weight + i);
  fmpq_set (m->weight + i, weight);
}

mdm_status
mdm_mixed_add (mdm_mixed_t mixed, mdm_law_t part, const fmpq_t weight,
               mdm_tokens_t tokens, int declared, mdm_err_t *err)
{
  mdm_status status;

  if (mixed->count > 0 && part->length != mixed->part[0].length)
    return mdm_err_set (err, MDM_EDOMAIN, NULL, 0, 0,
                        "a law of length %zu; the first part has length %zu",
                        part->length, mixed->part[0].length);
  status = number_tokens (part, tokens, declared, err);
  if (status != MDM_OK)
    return status;
  mixed->support = mdm_work_add (mixed->support, part->support);
  mixed->cells = mdm_work_add (mixed->cells,
                               mdm_work_mul (part->support, part->length));
  take_part (mixed, part, weight);
  return MDM_OK;
}

mdm_status
mdm_mixed_check_room (const mdm_mixed_t mixed, const mdm_limit_t *limit,
                      mdm_err_t *err)
{
  return mdm_limit_check (
      limit, "listing the sequences of the parts", mixed->cells,
      mdm_work_add (mdm_work_mul (mixed->cells, 3 * sizeof (uint16_t)),
                    mdm_work_mul (mixed->support, 5 * sizeof (fmpz))),
      err);
}

/* Mixing.  */

/* Set FACTOR[i] to an integer such that FACTOR[i] times the integer weights
   of part i are weights of the mixture.  MDM_EDOMAIN when the weights of the
   parts do not sum to 1.  */
static mdm_status
set_factors (fmpz *factor, const mdm_mixed_t m, const mdm_limit_t *limit,
             mdm_err_t *err)
{
  MDM_FMPQ (sum);
  fmpq *weight;
  mdm_status status
      = mdm_weights_scale (factor, sum, m->weight, m->count, limit, err);

  if (status == MDM_OK)
    status = mdm_sum_check (sum, "the weights sum to", err);
  if (status != MDM_OK)
    return status;
  weight = _fmpq_vec_init ((slong) m->count);
  for (size_t i = 0; i < m->count; i++)
    fmpq_div_fmpz (weight + i, m->weight + i, m->part[i].total);
  status = mdm_weights_scale (factor, NULL, weight, m->count, limit, err);
  _fmpq_vec_clear (weight, (slong) m->count);
  return status;
}

/* Set TOKENS and WEIGHTS to the rows of all parts, in ascending order and each
   once; return how many there are.  */
static size_t
merge_rows (uint16_t *tokens, fmpz *weights, const mdm_mixed_t m,
            const fmpz *factor)
{
  size_t length = m->part[0].length, rows = (size_t) m->support, n = 0;
  size_t bytes = length * sizeof *tokens;
  MDM_OWNED uint16_t *all = flint_malloc (rows * bytes);
  fmpz *weight = _fmpz_vec_init ((slong) rows);
  MDM_OWNED size_t *order = NULL;

  for (size_t i = 0; i < m->count; i++)
    {
      const mdm_law_struct *law = m->part + i;
      memcpy (all + n * length, law->row, law->support * bytes);
      _fmpz_vec_scalar_mul_fmpz (weight + n, law->weight, (slong) law->support,
                                 factor + i);
      n += law->support;
    }
  assert (n == rows);
  order = mdm_order_rows (all, rows, length);
  n = 0;
  for (size_t i = 0; i < rows; i++)
    {
      size_t from = order == NULL ? i : order[i];
      const uint16_t *row = all + from * length;
      if (n == 0
          || mdm_order_compare (tokens + (n - 1) * length, row, length) != 0)
        memcpy (tokens + n++ * length, row, bytes);
      fmpz_add (weights + n - 1, weights + n - 1, weight + from);
    }
  _fmpz_vec_clear (weight, (slong) rows);
  return n;
}

mdm_status
mdm_mixed_law (mdm_law_t law, const mdm_mixed_t mixed, mdm_tokens_t tokens,
               const mdm_limit_t *limit, mdm_err_t *err)
{
  size_t rows = (size_t) mixed->support, vocab = tokens->count;
  size_t length = mixed->part[0].length;
  MDM_OWNED uint16_t *row = NULL;
  fmpz *factor = _fmpz_vec_init ((slong) mixed->count), *weight;
  mdm_status status = set_factors (factor, mixed, limit, err);

  if (status == MDM_OK)
    status = mdm_family_start (law, vocab, length, err);
  if (status == MDM_OK)
    {
      mdm_law_set_tokens (law, mdm_tokens_release (tokens, 0, NULL), vocab);
      row = flint_malloc (rows * length * sizeof *row);
      weight = _fmpz_vec_init ((slong) rows);
      rows = merge_rows (row, weight, mixed, factor);
      status = mdm_law_set_integer_rows (law, row, weight, rows, err);
      _fmpz_vec_clear (weight, (slong) mixed->support);
    }
  _fmpz_vec_clear (factor, (slong) mixed->count);
  return status;
}
