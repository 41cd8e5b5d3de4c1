#include <config.h>

#include "law/law.h"

#include "law/form.h"
#include "text/lines.h"
#include "text/nearest.h"
#include "text/string.h"
#include "text/utf8.h"
#include "law/listing.h"
#include "law/order.h"
#include "law/reed_solomon.h"
#include "law/total.h"

#include <assert.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

/* Memory.  */

static char *
copy_string (const char *text)
{
  size_t size = strlen (text) + 1;

  return memcpy (flint_malloc (size), text, size);
}

void
mdm_law_init (mdm_law_t law)
{
  *law = (mdm_law_struct){ 0 };
  law->name = copy_string ("");
  fmpz_init (law->total);
}

static void
free_rows (mdm_law_t law)
{
  flint_free (law->row);
  if (law->weight != NULL)
    _fmpz_vec_clear (law->weight, (slong) law->support);
  law->row = NULL;
  law->weight = NULL;
  law->support = 0;
  law->listed = 0;
}

static void
free_tokens (mdm_law_t law)
{
  if (law->token != NULL)
    for (uint64_t i = 0; i < law->vocab; i++)
      flint_free (law->token[i]);
  flint_free (law->token);
}

void
mdm_law_clear (mdm_law_t law)
{
  free_rows (law);
  free_tokens (law);
  mdm_form_free (law->form);
  fmpz_clear (law->total);
  flint_free (law->name);
  flint_free (law->note);
}

void
mdm_law_swap (mdm_law_t x, mdm_law_t y)
{
  mdm_law_struct z = *x;

  *x = *y;
  *y = z;
}

void
mdm_law_set_name (mdm_law_t law, const char *name)
{
  char *copy = copy_string (name);

  flint_free (law->name);
  law->name = copy;
}

void
mdm_law_set_note (mdm_law_t law, const char *note)
{
  char *copy = note == NULL ? NULL : copy_string (note);

  flint_free (law->note);
  law->note = copy;
}

/* Rows.  */

void
mdm_law_support (fmpz_t res, const mdm_law_t law)
{
  if (law->listed)
    fmpz_set_ui (res, law->support);
  else if (law->form != NULL)
    mdm_form_support (res, law);
  else
    {
      fmpz_set_ui (res, law->vocab);
      fmpz_pow_ui (res, res, law->rank);
    }
}

mdm_status
mdm_law_list (mdm_law_t law, const mdm_limit_t *limit, mdm_err_t *err)
{
  MDM_OWNED uint16_t *basis = NULL;
  size_t rank;

  if (law->listed)
    return MDM_OK;
  if (law->form != NULL)
    return mdm_form_list (law, limit, err);
  MDM_TRY (mdm_listing_check_span (law, law->rank, limit, err));
  /* Of a prime field and no longer than it, the basis below is known.  */
  if (law->kind == MDM_LAW_MDS
      && (law->length > law->vocab || !n_is_prime (law->vocab)))
    {
      mdm_reed_solomon_list (law);
      return MDM_OK;
    }
  basis = mdm_listing_basis (&rank, law);
  mdm_listing_span (law, basis, rank);
  return MDM_OK;
}

size_t
mdm_law_find (const mdm_law_t law, const uint16_t *tokens)
{
  assert (law->listed);
  return mdm_order_find (law->row, law->support, law->length, tokens,
                         law->length);
}

/* Writing.  */

int
mdm_law_single_characters (const mdm_law_t law)
{
  return law->token == NULL ? law->vocab <= 10 : !law->spaced;
}

const char *
mdm_law_token (char numeral[24], const mdm_law_t law, uint64_t i)
{
  if (law->token != NULL)
    return law->token[i];
  snprintf (numeral, 24, "%" PRIu64, i);
  return numeral;
}

/* Write TOKEN to TO, in quotes if it needs them and LAW has quotes; return its
   end.  */
static char *
put_token (char *to, const mdm_law_t law, const char *token)
{
  int quotes = law->quoted && strpbrk (token, " \"") != NULL;

  if (quotes)
    *to++ = '"';
  for (; *token != '\0'; token++)
    {
      if (quotes && *token == '"')
        *to++ = '"';
      *to++ = *token;
    }
  if (quotes)
    *to++ = '"';
  return to;
}

char *
mdm_law_tokens_str (const mdm_law_t law, const uint16_t *tokens, size_t count)
{
  int single = mdm_law_single_characters (law);
  size_t size = 1;
  char *text, *to, numeral[24];

  for (size_t i = 0; i < count; i++)
    size += 3 + 2 * strlen (mdm_law_token (numeral, law, tokens[i]));
  text = to = flint_malloc (size);
  for (size_t i = 0; i < count; i++)
    {
      if (!single && i > 0)
        *to++ = ' ';
      to = put_token (to, law, mdm_law_token (numeral, law, tokens[i]));
    }
  *to = '\0';
  return text;
}

int
mdm_law_find_token (uint16_t *number, const mdm_law_t law, const char *text)
{
  char numeral[24];

  for (uint64_t i = 0; i < law->vocab; i++)
    if (strcmp (mdm_law_token (numeral, law, i), text) == 0)
      {
        *number = (uint16_t) i;
        return 1;
      }
  return 0;
}

char *
mdm_law_no_token_str (const mdm_law_t law, const char *text)
{
  size_t size = strlen (text);
  mdm_nearest_t nearest = mdm_nearest_to (text, size);
  MDM_OWNED char *meant = NULL;

  for (uint64_t i = 0; law->token != NULL && i < law->vocab; i++)
    mdm_nearest_try (&nearest, law->token[i]);
  meant = mdm_nearest_str (&nearest, "");
  return mdm_str ("the law has no token '%.*s'%s", mdm_utf8_shown (text, size),
                  text, meant);
}

char *
mdm_law_sequence_str (const mdm_law_t law, const uint16_t *tokens)
{
  return mdm_law_tokens_str (law, tokens, law->length);
}

/* Building.  */

/* Divide the weights by their greatest common divisor and add them up.  */
static void
normalise (mdm_law_t law)
{
  MDM_FMPZ (g);

  for (size_t i = 0; i < law->support && !fmpz_is_one (g); i++)
    fmpz_gcd (g, g, law->weight + i);
  if (!fmpz_is_one (g))
    _fmpz_vec_scalar_divexact_fmpz (law->weight, law->weight,
                                    (slong) law->support, g);
  _fmpz_vec_sum (law->total, law->weight, (slong) law->support);
}

/* Find out how sequences of LAW are written.  */
static void
set_spaced (mdm_law_t law)
{
  int blank = 0;

  law->spaced = 0;
  for (uint64_t i = 0; law->token != NULL && i < law->vocab; i++)
    {
      size_t size = strlen (law->token[i]);
      law->spaced |= mdm_utf8_size (law->token[i], size) != size;
      blank |= strchr (law->token[i], ' ') != NULL;
    }
  law->quoted = law->spaced && blank;
}

void
mdm_law_set_tokens (mdm_law_t law, char **token, size_t count)
{
  free_tokens (law);
  law->token = token;
  law->vocab = count;
  set_spaced (law);
}

/* Move the COUNT rows FROM with positive WEIGHTS to ROW and WEIGHT in the
   order ORDER, or as they stand where it is NULL; equal ones, which are
   neighbours, become one.  ROW may be FROM then, and WEIGHT is WEIGHTS.
   Return how many there are.  */
static size_t
merge_rows (uint16_t *row, fmpz *weight, const uint16_t *from, fmpz *weights,
            size_t count, size_t length, const size_t *order)
{
  size_t n = 0;

  for (size_t i = 0; i < count; i++)
    {
      size_t at = order == NULL ? i : order[i];
      const uint16_t *x = from + at * length;
      assert (fmpz_sgn (weights + at) >= 0);
      if (fmpz_is_zero (weights + at))
        continue;
      if (n > 0 && mdm_order_compare (row + (n - 1) * length, x, length) == 0)
        {
          fmpz_add (weight + n - 1, weight + n - 1, weights + at);
          continue;
        }
      memmove (row + n * length, x, length * sizeof *row);
      fmpz_swap (weight + n++, weights + at);
    }
  return n;
}

mdm_status
mdm_law_take_integer_rows (mdm_law_t law, uint16_t *tokens, fmpz *weights,
                           size_t count, mdm_err_t *err)
{
  size_t length = law->length, kept;
  MDM_OWNED uint16_t *own = tokens;
  MDM_OWNED size_t *order = mdm_order_rows (tokens, count, length);
  uint16_t *row
      = order == NULL ? tokens : flint_malloc (count * length * sizeof *row);
  fmpz *weight = _fmpz_vec_init ((slong) count + 1);

  kept = merge_rows (row, weight, tokens, weights, count, length, order);
  if (order == NULL)
    own = NULL; /* it is the law's */
  free_rows (law);
  /* What is over was never set, or is 0.  */
  law->row = flint_realloc (row, (kept + 1) * length * sizeof *row);
  law->weight = flint_realloc (weight, (kept + 1) * sizeof *weight);
  law->support = kept;
  if (kept == 0)
    return mdm_err_set (err, MDM_EDOMAIN, NULL, 0, 0,
                        "all weights are zero; at least one has to be "
                        "positive");
  law->kind = MDM_LAW_LISTED;
  law->rank = 0;
  set_spaced (law);
  normalise (law);
  law->listed = 1;
  return MDM_OK;
}

uint16_t *
mdm_law_copy_rows (const mdm_law_t law, const uint16_t *tokens, size_t count)
{
  size_t bytes = count * law->length * sizeof *tokens;

  return memcpy (flint_malloc (bytes + 1), tokens, bytes);
}

mdm_status
mdm_common_multiple (fmpz_t common, const fmpz_t d, size_t count,
                     const char *what, const mdm_limit_t *limit,
                     mdm_err_t *err)
{
  char text[80];

  if (fmpz_is_one (d) || fmpz_divisible (common, d))
    return MDM_OK;
  fmpz_lcm (common, common, d);
  snprintf (text, sizeof text, "bringing the %s to their common denominator",
            what);
  return mdm_limit_check (limit, text, 0,
                          mdm_work_mul (fmpz_bits (common) / 8, count), err);
}

mdm_status
mdm_weights_scale (fmpz *scaled, fmpq_t sum, const fmpq *weights, size_t count,
                   const mdm_limit_t *limit, mdm_err_t *err)
{
  MDM_FMPZ (common);
  MDM_FMPZ (term);

  fmpz_one (common);
  for (size_t i = 0; i < count; i++)
    MDM_TRY (mdm_common_multiple (common, fmpq_denref (weights + i), count,
                                  "weights", limit, err));
  for (size_t i = 0; i < count; i++)
    {
      fmpz_divexact (term, common, fmpq_denref (weights + i));
      fmpz_mul (scaled + i, fmpq_numref (weights + i), term);
    }
  if (sum == NULL)
    return MDM_OK;
  _fmpz_vec_sum (term, scaled, (slong) count);
  fmpq_set_fmpz_frac (sum, term, common);
  return MDM_OK;
}

static int
are_integers (const fmpq *weights, size_t count)
{
  size_t i = 0;

  while (i < count && fmpz_is_one (fmpq_denref (weights + i)))
    i++;
  return i == count;
}

void
mdm_law_note_sum (mdm_law_t law, const fmpq_t sum, int counts)
{
  mdm_totals_t totals = { 0 };

  if (counts || fmpq_is_one (sum))
    return;
  mdm_totals_add (&totals, "sum to", sum);
  mdm_totals_note (law, &totals);
}

mdm_status
mdm_law_take_rows (mdm_law_t law, uint16_t *tokens, const fmpq *weights,
                   size_t count, const mdm_limit_t *limit, mdm_err_t *err)
{
  MDM_OWNED uint16_t *own = tokens;
  MDM_FMPZ_VEC (scaled, count + 1);
  MDM_FMPQ (sum);

  MDM_TRY (mdm_weights_scale (scaled, sum, weights, count, limit, err));
  own = NULL;
  MDM_TRY (mdm_law_take_integer_rows (law, tokens, scaled, count, err));
  mdm_law_note_sum (law, sum, are_integers (weights, count));
  return MDM_OK;
}
