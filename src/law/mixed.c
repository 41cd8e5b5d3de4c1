#include <config.h>

#include "law/mixed.h"

#include "exact/array.h"
#include "law/families.h"
#include "law/form.h"
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
    {
      mdm_law_clear (mixed->part + i);
      flint_free (mixed->map[i]);
    }
  flint_free (mixed->map);
  _fmpq_vec_clear (mixed->weight, (slong) mixed->room);
  flint_free (mixed->part);
}

/* Parts.  */

/* Set MAP to the numbers of the tokens of LAW in the mixture.  */
static mdm_status
number_tokens (uint16_t *map, const mdm_law_t law, mdm_tokens_t tokens,
               int declared, mdm_err_t *err)
{
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
  return MDM_OK;
}

/* Part I has rows now: number their tokens as those of the mixture.  */
static void
count_rows (mdm_mixed_t mixed, size_t i)
{
  mdm_law_struct *part = mixed->part + i;

  for (size_t at = 0; at < part->support * part->length; at++)
    part->row[at] = mixed->map[i][part->row[at]];
  mixed->support = mdm_work_add (mixed->support, part->support);
  mixed->cells = mdm_work_add (mixed->cells,
                               mdm_work_mul (part->support, part->length));
}

mdm_status
mdm_mixed_list (mdm_mixed_t mixed, size_t i, const mdm_limit_t *limit,
                mdm_err_t *err)
{
  if (mixed->part[i].listed)
    return MDM_OK;
  MDM_TRY (mdm_law_list (mixed->part + i, limit, err));
  count_rows (mixed, i);
  return MDM_OK;
}

int
mdm_mixed_is_iid (const mdm_mixed_t mixed)
{
  size_t parts = 0;

  for (size_t i = 0; i < mixed->count; i++)
    {
      size_t more = mdm_form_parts (mixed->part + i);
      parts += more;
      if (more == 0 || parts > MDM_FORM_PARTS_MAX)
        return 0;
    }
  return 1;
}

mdm_status
mdm_mixed_add (mdm_mixed_t mixed, mdm_law_t part, const fmpq_t weight,
               mdm_tokens_t tokens, int declared, mdm_err_t *err)
{
  size_t i = mixed->count, room = mixed->room, maps = mixed->room;
  MDM_OWNED uint16_t *map = NULL;

  if (i > 0 && part->length != mixed->part[0].length)
    return mdm_err_set (err, MDM_EDOMAIN, NULL, 0, 0,
                        "a law of length %zu; the first part has length %zu",
                        part->length, mixed->part[0].length);
  map = flint_malloc (part->vocab * sizeof *map);
  MDM_TRY (number_tokens (map, part, tokens, declared, err));
  MDM_ARRAY_GROW (mixed->map, maps, i + 1);
  MDM_ARRAY_GROW (mixed->part, room, i + 1);
  MDM_ARRAY_GROW (mixed->weight, mixed->room, i + 1);
  mixed->map[i] = map;
  map = NULL;
  mdm_law_init (mixed->part + i);
  mdm_law_swap (mixed->part + i, part);
  fmpq_set (mixed->weight + i, weight);
  mixed->count++;
  if (mixed->part[i].listed)
    count_rows (mixed, i);
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
    if (m->part[i].listed)
      fmpq_div_fmpz (weight + i, m->weight + i, m->part[i].total);
  return mdm_weights_scale (factor, NULL, weight, m->count, limit, err);
}

/* Set WEIGHT and ROW to those of all parts of independent tokens: of COUNT of
   them, with VOCAB tokens.  */
static void
set_parts (fmpq *weight, fmpq *row, const mdm_mixed_t mixed, size_t vocab)
{
  for (size_t i = 0, n = 0; i < mixed->count; i++)
    for (size_t j = 0; j < mdm_form_parts (mixed->part + i); j++, n++)
      {
        mdm_form_part_weight (weight + n, mixed->part + i, j);
        fmpq_mul (weight + n, weight + n, mixed->weight + i);
        for (size_t v = 0; v < mixed->part[i].vocab; v++)
          mdm_form_part_token (row + n * vocab + mixed->map[i][v],
                               mixed->part + i, j, v);
      }
}

/* Add to A a state that writes the token v with the weight P[v S + j] and goes
   to the state FIRST + j then, j < S.  */
static mdm_status
add_state (mdm_automaton_t a, const fmpq *p, size_t vocab, size_t s,
           size_t first, const mdm_limit_t *limit, mdm_err_t *err)
{
  MDM_FMPZ_VEC (weight, vocab * s);

  MDM_TRY (mdm_weights_scale (weight, NULL, p, vocab * s, limit, err));
  MDM_TRY (mdm_automaton_add_state (a));
  for (size_t i = 0; i < vocab * s; i++)
    MDM_TRY (mdm_automaton_add_edge (a, (uint16_t) (i / s), first + i % s,
                                     weight + i));
  return MDM_OK;
}

/* Set LAW, whose vocabulary and length are set, to the mixture of parts of
   independent tokens.  */
static mdm_status
mix_iid (mdm_law_t law, const mdm_mixed_t mixed, const mdm_limit_t *limit,
         mdm_err_t *err)
{
  size_t vocab = (size_t) law->vocab, parts = 0;
  MDM_AUTOMATON (a, limit, err);

  for (size_t i = 0; i < mixed->count; i++)
    parts += mdm_form_parts (mixed->part + i);
  MDM_FMPQ_VEC (weight, parts);
  MDM_FMPQ_VEC (row, parts * vocab);
  MDM_FMPQ_VEC (first, parts * vocab);
  set_parts (weight, row, mixed, vocab);
  for (size_t v = 0; v < vocab; v++)
    for (size_t j = 0; j < parts; j++)
      fmpq_mul (first + v * parts + j, weight + j, row + j * vocab + v);
  MDM_TRY (add_state (a, first, vocab, parts, 1, limit, err));
  for (size_t j = 0; j < parts; j++)
    MDM_TRY (add_state (a, row + j * vocab, vocab, 1, j + 1, limit, err));
  return mdm_form_of_automaton (law, NULL, a);
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
  if (mdm_mixed_is_iid (mixed))
    return mix_iid (law, mixed, limit, err);
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
