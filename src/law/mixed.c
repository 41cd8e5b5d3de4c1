#include <config.h>

#include "law/mixed.h"

#include "exact/array.h"
#include "law/families.h"
#include "text/lines.h"

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
    mdm_law_clear (mixed->part + i);
  _fmpq_vec_clear (mixed->weight, (slong) mixed->room);
  flint_free (mixed->part);
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
      const char *token = mdm_law_token (numeral, law, i);
      size_t size = strlen (token);
      if (declared && mdm_tokens_find (tokens, token, size) == tokens->count)
        return mdm_err_set (err, MDM_EDOMAIN, NULL, 0, 0,
                            "the token '%.*s' of this part is not in the "
                            "declared vocabulary",
                            mdm_utf8_shown (token, size), token);
      MDM_TRY (mdm_tokens_number (map + i, tokens, token, size,
                                  "different tokens", err));
    }
  for (size_t i = 0; i < law->support * law->length; i++)
    law->row[i] = map[law->row[i]];
  return MDM_OK;
}

mdm_status
mdm_mixed_add (mdm_mixed_t mixed, mdm_law_t part, const fmpq_t weight,
               mdm_tokens_t tokens, int declared, mdm_err_t *err)
{
  size_t i = mixed->count, room = mixed->room;

  if (i > 0 && part->length != mixed->part[0].length)
    return mdm_err_set (err, MDM_EDOMAIN, NULL, 0, 0,
                        "a law of length %zu; the first part has length %zu",
                        part->length, mixed->part[0].length);
  MDM_TRY (number_tokens (part, tokens, declared, err));
  mixed->support = mdm_work_add (mixed->support, part->support);
  mixed->cells = mdm_work_add (mixed->cells,
                               mdm_work_mul (part->support, part->length));
  MDM_ARRAY_GROW (mixed->part, room, i + 1);
  MDM_ARRAY_GROW (mixed->weight, mixed->room, i + 1);
  mdm_law_init (mixed->part + i);
  mdm_law_swap (mixed->part + i, part);
  fmpq_set (mixed->weight + i, weight);
  mixed->count++;
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
set_factors (fmpz *factor, const mdm_mixed_t m, mdm_totals_t *totals,
             const mdm_limit_t *limit, mdm_err_t *err)
{
  MDM_FMPQ (sum);
  MDM_FMPQ_VEC (weight, m->count);

  MDM_TRY (mdm_weights_scale (factor, sum, m->weight, m->count, limit, err));
  MDM_TRY (mdm_totals_check (totals, sum, "the weights sum to", limit, err));
  for (size_t i = 0; i < m->count; i++)
    fmpq_div_fmpz (weight + i, m->weight + i, m->part[i].total);
  return mdm_weights_scale (factor, NULL, weight, m->count, limit, err);
}

mdm_status
mdm_mixed_law (mdm_law_t law, const mdm_mixed_t mixed, mdm_tokens_t tokens,
               mdm_totals_t *totals, const mdm_limit_t *limit, mdm_err_t *err)
{
  size_t rows = (size_t) mixed->support, vocab = tokens->count, n = 0;
  size_t length = mixed->part[0].length;
  uint16_t *row;
  MDM_FMPZ_VEC (factor, mixed->count);

  MDM_TRY (set_factors (factor, mixed, totals, limit, err));
  MDM_TRY (mdm_family_start (law, vocab, length, err));
  mdm_law_set_tokens (law, mdm_tokens_release (tokens, 0, NULL), vocab);
  MDM_FMPZ_VEC (weight, rows);
  row = flint_malloc (rows * length * sizeof *row);
  for (size_t i = 0; i < mixed->count; i++)
    {
      const mdm_law_struct *part = mixed->part + i;
      memcpy (row + n * length, part->row,
              part->support * length * sizeof *row);
      _fmpz_vec_scalar_mul_fmpz (weight + n, part->weight,
                                 (slong) part->support, factor + i);
      n += part->support;
    }
  return mdm_law_take_integer_rows (law, row, weight, rows, err);
}
