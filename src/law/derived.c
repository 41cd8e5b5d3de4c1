/* Laws derived from another one: conditioned on what stands at some positions,
   or the marginal at some.

     given:  p(y | x_i = a, ..) on the positions that are not conditioned on
     keep:   sum of p(x) over the positions that are not kept

   Both have the vocabulary of that law, tokens that no longer occur included,
   and positions count from 0.  */
#include <config.h>

#include "law/opening.h"

#include "law/families.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

/* What becomes of the positions of a law.  */
typedef struct
{
  mdm_law_t law;   /* the one derived from, listed */
  int *fixed;      /* of each position: is it named, perhaps fixed, .. */
  uint16_t *token; /* .. to which token? */
  size_t *kept;    /* the positions that are kept, in order */
  size_t count;    /* of them */
  mdm_err_t *err;
} derived_t;

#define FAIL(d, status, ...)                                                  \
 mdm_err_set ((d)->err, status, NULL, 0, 0, __VA_ARGS__)

static void
derived_init (derived_t *d)
{
  *d = (derived_t){ 0 };
  mdm_law_init (d->law);
}

static void
derived_clear (derived_t *d)
{
  mdm_law_clear (d->law);
  flint_free (d->fixed);
  flint_free (d->token);
  flint_free (d->kept);
}

/* Open SPEC as the law that D derives from.  */
static mdm_status
start (derived_t *d, const char *spec, mdm_opening_t *opening)
{
  d->err = opening->err;
  MDM_TRY (mdm_law_open_part (d->law, spec, opening));
  d->fixed = flint_calloc (d->law->length, sizeof *d->fixed);
  d->token = flint_calloc (d->law->length, sizeof *d->token);
  d->kept = flint_calloc (d->law->length, sizeof *d->kept);
  return MDM_OK;
}

/* Mark POSITION, of the law and not named yet, as named under KEY.  */
static mdm_status
take_position (derived_t *d, const char *key, uint64_t position)
{
  if (position >= d->law->length)
    return FAIL (d, MDM_EDOMAIN,
                 "%s: there is no position %" PRIu64 "; they go from 0 to %zu",
                 key, position, d->law->length - 1);
  if (d->fixed[position])
    return FAIL (d, MDM_EDOMAIN, "%s: position %" PRIu64 " is there twice",
                 key, position);
  d->fixed[position] = 1;
  return MDM_OK;
}

/* Set *NUMBER to that of the token TEXT of the law.  */
static mdm_status
find_token (uint16_t *number, const derived_t *d, const char *text)
{
  MDM_OWNED char *why = NULL;

  if (mdm_law_find_token (number, d->law, text))
    return MDM_OK;
  why = mdm_law_no_token_str (d->law, text);
  return FAIL (d, MDM_EDOMAIN, "at: %s", why);
}

/* Has the row X the tokens that are fixed?  */
static int
agrees (const derived_t *d, const uint16_t *x)
{
  for (size_t i = 0; i < d->law->length; i++)
    if (d->fixed[i] && x[i] != d->token[i])
      return 0;
  return 1;
}

/* Set LAW to what D derives.  */
static mdm_status
derive (mdm_law_t law, derived_t *d, const mdm_limit_t *limit)
{
  size_t support = d->law->support, length = d->count, rows = 0;
  uint16_t *tokens;

  MDM_TRY (mdm_limit_check (limit, "deriving the law",
                            mdm_work_mul (support, d->law->length),
                            mdm_work_mul (support, 4 * length * sizeof *tokens
                                                       + 3 * sizeof (size_t)),
                            d->err));
  MDM_TRY (mdm_family_start (law, d->law->vocab, length, d->err));
  MDM_FMPZ_VEC (weights, support);
  tokens = flint_malloc (support * length * sizeof *tokens);
  for (size_t i = 0; i < support; i++)
    {
      const uint16_t *x = mdm_law_row (d->law, i);
      if (!agrees (d, x))
        continue;
      for (size_t k = 0; k < length; k++)
        tokens[rows * length + k] = x[d->kept[k]];
      fmpz_set (weights + rows++, d->law->weight + i);
    }
  mdm_law_set_note (law, d->law->note);
  if (d->law->token != NULL)
    mdm_law_set_tokens (law, d->law->token, d->law->vocab);
  d->law->token = NULL; /* they are the new law's */
  if (rows > 0)
    return mdm_law_take_integer_rows (law, tokens, weights, rows, d->err);
  flint_free (tokens);
  return FAIL (d, MDM_EDOMAIN, "at: this has probability 0");
}

mdm_status
mdm_given_open (mdm_law_t law, const mdm_parameter_t *value,
                mdm_opening_t *opening)
{
  const mdm_at_t *at = value[1].at;
  MDM_SCOPED (d, derived_t, derived_init, derived_clear);

  MDM_TRY (start (d, value[0].text, opening));
  for (size_t i = 0; i < value[1].count; i++)
    {
      MDM_TRY (take_position (d, "at", at[i].position));
      MDM_TRY (find_token (d->token + at[i].position, d, at[i].token));
    }
  for (size_t i = 0; i < d->law->length; i++)
    if (!d->fixed[i])
      d->kept[d->count++] = i;
  if (d->count == 0)
    return FAIL (d, MDM_EDOMAIN, "at: no position is left");
  return derive (law, d, opening->limit);
}

mdm_status
mdm_keep_open (mdm_law_t law, const mdm_parameter_t *value,
               mdm_opening_t *opening)
{
  MDM_SCOPED (d, derived_t, derived_init, derived_clear);

  MDM_TRY (start (d, value[0].text, opening));
  for (size_t i = 0; i < value[1].count; i++)
    {
      MDM_TRY (take_position (d, "positions", value[1].at[i].position));
      d->kept[d->count++] = (size_t) value[1].at[i].position;
    }
  memset (d->fixed, 0, d->law->length * sizeof *d->fixed);
  return derive (law, d, opening->limit);
}
