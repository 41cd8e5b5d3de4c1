#include <config.h>

#include "law/law.h"

#include "text/lines.h"
#include "law/listing.h"
#include "law/order.h"

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

void
mdm_law_clear (mdm_law_t law)
{
  free_rows (law);
  fmpz_clear (law->total);
  if (law->token != NULL)
    for (uint64_t i = 0; i < law->vocab; i++)
      flint_free (law->token[i]);
  flint_free (law->token);
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
  else
    {
      fmpz_set_ui (res, law->vocab);
      fmpz_pow_ui (res, res, law->rank);
    }
}

mdm_status
mdm_law_list (mdm_law_t law, const mdm_limit_t *limit, mdm_err_t *err)
{
  uint16_t *basis;
  size_t rank;
  mdm_status status;

  if (law->listed)
    return MDM_OK;
  status = mdm_listing_check_span (law, law->rank, limit, err);
  if (status != MDM_OK)
    return status;
  basis = mdm_listing_basis (&rank, law);
  mdm_listing_span (law, basis, rank);
  flint_free (basis);
  return MDM_OK;
}

size_t
mdm_law_find (const mdm_law_t law, const uint16_t *tokens)
{
  size_t low = 0, high = law->support;

  assert (law->listed);
  while (low < high)
    {
      size_t middle = low + (high - low) / 2;
      int order
          = mdm_order_compare (mdm_law_row (law, middle), tokens, law->length);
      if (order == 0)
        return middle;
      if (order < 0)
        low = middle + 1;
      else
        high = middle;
    }
  return law->support;
}

/* Writing.  */

int
mdm_law_single_characters (const mdm_law_t law)
{
  return law->token == NULL ? law->vocab <= 10 : !law->spaced;
}

char *
mdm_law_tokens_str (const mdm_law_t law, const uint16_t *tokens, size_t count)
{
  int single = mdm_law_single_characters (law);
  size_t size = 1, at = 0;
  char *text;

  for (size_t i = 0; i < count; i++)
    size += 1 + (law->token == NULL ? 5 : strlen (law->token[tokens[i]]));
  text = flint_malloc (size);
  text[0] = '\0';
  for (size_t i = 0; i < count; i++)
    {
      const char *gap = single || i == 0 ? "" : " ";
      if (law->token == NULL)
        at += (size_t) snprintf (text + at, size - at, "%s%d", gap, tokens[i]);
      else
        at += (size_t) snprintf (text + at, size - at, "%s%s", gap,
                                 law->token[tokens[i]]);
    }
  return text;
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
  fmpz_t g;

  fmpz_init (g);
  for (size_t i = 0; i < law->support && !fmpz_is_one (g); i++)
    fmpz_gcd (g, g, law->weight + i);
  if (!fmpz_is_one (g))
    _fmpz_vec_scalar_divexact_fmpz (law->weight, law->weight,
                                    (slong) law->support, g);
  _fmpz_vec_sum (law->total, law->weight, (slong) law->support);
  fmpz_clear (g);
}

static int
has_spaced_token (const mdm_law_t law)
{
  if (law->token != NULL)
    for (uint64_t i = 0; i < law->vocab; i++)
      {
        size_t size = strlen (law->token[i]);
        if (mdm_utf8_size (law->token[i], size) != size)
          return 1;
      }
  return 0;
}

void
mdm_law_set_tokens (mdm_law_t law, char **token, size_t count)
{
  if (law->token != NULL)
    for (uint64_t i = 0; i < law->vocab; i++)
      flint_free (law->token[i]);
  flint_free (law->token);
  law->token = token;
  law->vocab = count;
  law->spaced = has_spaced_token (law);
}

/* Give LAW the rows of TOKENS, in the block ROW: TOKENS itself, where the rows
   ascend and are only moved to the front, or a block of its own.  */
static mdm_status
set_rows_in (mdm_law_t law, uint16_t *row, const uint16_t *tokens,
             fmpz *weights, size_t count, const size_t *order, mdm_err_t *err)
{
  size_t length = law->length, kept = 0;
  fmpz *weight;

  for (size_t i = 0; i < count; i++)
    {
      assert (fmpz_sgn (weights + i) >= 0);
      kept += !fmpz_is_zero (weights + i);
    }
  if (kept == 0)
    return mdm_err_set (err, MDM_EDOMAIN, NULL, 0, 0,
                        "all weights are zero; at least one has to be "
                        "positive");
  weight = _fmpz_vec_init ((slong) kept);
  kept = 0;
  for (size_t i = 0; i < count; i++)
    {
      size_t from = order == NULL ? i : order[i];
      uint16_t *to = row + kept * length;
      if (fmpz_is_zero (weights + from))
        continue;
      memmove (to, tokens + from * length, length * sizeof *to);
      assert (kept == 0 || mdm_order_compare (to - length, to, length) < 0);
      fmpz_swap (weight + kept, weights + from);
      kept++;
    }
  free_rows (law);
  law->kind = MDM_LAW_LISTED;
  law->rank = 0;
  law->spaced = has_spaced_token (law);
  law->support = kept;
  law->row = row;
  law->weight = weight;
  normalise (law);
  law->listed = 1;
  return MDM_OK;
}

/* Shrink the rows of LAW, in a block with room for more, to what they
   need.  */
static void
trim_rows (mdm_law_t law)
{
  law->row = flint_realloc (law->row,
                            law->support * law->length * sizeof *law->row);
}

mdm_status
mdm_law_set_integer_rows (mdm_law_t law, const uint16_t *tokens, fmpz *weights,
                          size_t count, mdm_err_t *err)
{
  uint16_t *row = flint_malloc (count * law->length * sizeof *row);
  size_t *order = mdm_order_rows (tokens, count, law->length);
  mdm_status status
      = set_rows_in (law, row, tokens, weights, count, order, err);

  if (status != MDM_OK)
    flint_free (row);
  else
    trim_rows (law);
  flint_free (order);
  return status;
}

/* Set RES to the least common denominator of the COUNT WEIGHTS.  The memory
   that all weights take over it is checked as it grows, so that many coprime
   denominators cost no more time than memory.  */
static mdm_status
common_denominator (fmpz_t res, const fmpq *weights, size_t count,
                    const mdm_limit_t *limit, mdm_err_t *err)
{
  mdm_status status = MDM_OK;

  fmpz_one (res);
  for (size_t i = 0; i < count && status == MDM_OK; i++)
    {
      const fmpz *d = fmpq_denref (weights + i);
      if (fmpz_is_one (d) || fmpz_divisible (res, d))
        continue;
      fmpz_lcm (res, res, d);
      status = mdm_limit_check (limit,
                                "bringing the weights to their common "
                                "denominator",
                                0, mdm_work_mul (fmpz_bits (res) / 8, count),
                                err);
    }
  return status;
}

mdm_status
mdm_weights_scale (fmpz *scaled, fmpz_t common, const fmpq *weights,
                   size_t count, const mdm_limit_t *limit, mdm_err_t *err)
{
  fmpz_t factor;
  mdm_status status = common_denominator (common, weights, count, limit, err);

  if (status != MDM_OK)
    return status;
  fmpz_init (factor);
  for (size_t i = 0; i < count; i++)
    {
      fmpz_divexact (factor, common, fmpq_denref (weights + i));
      fmpz_mul (scaled + i, fmpq_numref (weights + i), factor);
    }
  fmpz_clear (factor);
  return MDM_OK;
}

mdm_status
mdm_law_set_rows (mdm_law_t law, const uint16_t *tokens, const fmpq *weights,
                  size_t count, const mdm_limit_t *limit, mdm_err_t *err)
{
  fmpz *scaled = _fmpz_vec_init ((slong) count);
  fmpz_t common;
  mdm_status status;

  fmpz_init (common);
  status = mdm_weights_scale (scaled, common, weights, count, limit, err);
  if (status == MDM_OK)
    status = mdm_law_set_integer_rows (law, tokens, scaled, count, err);
  _fmpz_vec_clear (scaled, (slong) count);
  fmpz_clear (common);
  return status;
}

mdm_status
mdm_law_take_rows (mdm_law_t law, uint16_t *tokens, const fmpq *weights,
                   size_t count, const mdm_limit_t *limit, mdm_err_t *err)
{
  fmpz *scaled = _fmpz_vec_init ((slong) count);
  size_t *order = mdm_order_rows (tokens, count, law->length);
  fmpz_t common;
  mdm_status status;

  fmpz_init (common);
  status = mdm_weights_scale (scaled, common, weights, count, limit, err);
  if (status == MDM_OK && order != NULL)
    status = mdm_law_set_integer_rows (law, tokens, scaled, count, err);
  else if (status == MDM_OK)
    {
      status = set_rows_in (law, tokens, tokens, scaled, count, NULL, err);
      if (status == MDM_OK)
        {
          trim_rows (law);
          tokens = NULL; /* they are the law's */
        }
    }
  flint_free (tokens);
  flint_free (order);
  _fmpz_vec_clear (scaled, (slong) count);
  fmpz_clear (common);
  return status;
}
