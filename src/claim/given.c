#include <config.h>

#include "claim/given.h"

#include "exact/scoped.h"

#include <string.h>

/* Set TOKEN[i] to the number of the token of the condition VALUE[i].  */
static mdm_status
find_tokens (uint16_t *token, const mdm_law_t law,
             const mdm_position_sets_t *sets, mdm_err_t *err)
{
  for (size_t i = 0; i < sets->values; i++)
    {
      const mdm_position_value_t *value = sets->value + i;
      MDM_OWNED char *why = NULL;
      if (value->position >= law->length)
        return mdm_err_set (err, MDM_EDOMAIN, NULL, value->place.line,
                            value->place.column,
                            "position %zu is not below the length %zu",
                            value->position, law->length);
      if (mdm_law_find_token (token + i, law, value->token))
        continue;
      why = mdm_law_no_token_str (law, value->token);
      return mdm_err_set (err, MDM_EDOMAIN, NULL, value->token_place.line,
                          value->token_place.column, "%s", why);
    }
  return MDM_OK;
}

/* Has the row X the TOKENS of SETS?  */
static int
agrees (const uint16_t *x, const uint16_t *token,
        const mdm_position_sets_t *sets)
{
  for (size_t i = 0; i < sets->values; i++)
    if (x[sets->value[i].position] != token[i])
      return 0;
  return 1;
}

/* Give RES, empty and like LAW, the rows with the TOKENS of SETS.  */
static mdm_status
take_rows (mdm_law_t res, const mdm_law_t law, const uint16_t *token,
           const mdm_position_sets_t *sets, mdm_err_t *err)
{
  size_t length = law->length, rows = 0;
  mdm_place_t place = sets->value->place;
  MDM_FMPZ_VEC (weights, law->support);
  uint16_t *kept = flint_malloc (law->support * length * sizeof *kept);

  for (size_t i = 0; i < law->support; i++)
    {
      const uint16_t *x = mdm_law_row (law, i);
      if (!agrees (x, token, sets))
        continue;
      memcpy (kept + rows * length, x, length * sizeof *kept);
      fmpz_set (weights + rows++, law->weight + i);
    }
  if (rows > 0)
    return mdm_law_take_integer_rows (res, kept, weights, rows, err);
  flint_free (kept);
  return mdm_err_set (err, MDM_EDOMAIN, NULL, place.line, place.column,
                      sets->values == 1
                          ? "this condition has probability 0"
                          : "these conditions by value have probability 0");
}

mdm_status
mdm_given_law (mdm_law_t res, mdm_law_t law, const mdm_position_sets_t *sets,
               const mdm_limit_t *limit, mdm_err_t *err)
{
  MDM_OWNED uint16_t *token
      = flint_malloc ((sets->values + 1) * sizeof *token);

  MDM_TRY (mdm_law_list (law, limit, err));
  MDM_TRY (find_tokens (token, law, sets, err));
  MDM_TRY (mdm_limit_check (
      limit, "the law given a value", mdm_work_mul (law->support, law->length),
      mdm_work_mul (law->support, 2 * law->length + 24), err));
  res->vocab = law->vocab;
  res->length = law->length;
  return take_rows (res, law, token, sets, err);
}
