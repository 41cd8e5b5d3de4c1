#include <config.h>

#include "law/listing.h"

#include <inttypes.h>
#include <string.h>

mdm_status
mdm_listing_check (const mdm_law_t law, uint64_t rows, uint64_t weight,
                   const mdm_limit_t *limit, mdm_err_t *err)
{
  uint64_t cells = mdm_work_mul (rows, law->length);
  uint64_t row = mdm_work_add (2 * (uint64_t) law->length,
                               mdm_work_add (weight, sizeof (fmpz)));
  uint64_t bytes = mdm_work_mul (rows, row);

  if (law->vocab > MDM_VOCAB_MAX)
    return mdm_err_set (err, MDM_ELIMIT, NULL, 0, 0,
                        "V is %" PRIu64 ", over the limit of %d tokens for a "
                        "law whose sequences have to be listed",
                        law->vocab, MDM_VOCAB_MAX);
  /* However high the user sets the limits, sizes must not wrap.  */
  if (bytes > INT64_MAX)
    return mdm_err_set (err, MDM_ELIMIT, NULL, 0, 0,
                        "listing the sequences of the law takes more than "
                        "10^18 bytes of memory");
  return mdm_limit_check (limit, "listing the sequences of the law", cells,
                          bytes, err);
}

mdm_status
mdm_listing_check_span (const mdm_law_t law, uint64_t rank,
                        const mdm_limit_t *limit, mdm_err_t *err)
{
  return mdm_listing_check (law, mdm_work_pow (law->vocab, rank), 0, limit,
                            err);
}

void
mdm_listing_next (uint16_t *row, size_t length, uint64_t vocab)
{
  size_t j = length - 1;

  for (; row[j] == vocab - 1; j--)
    row[j] = 0;
  row[j]++;
}

/* ROW += G mod V.  */
static void
add_row (uint16_t *row, const uint16_t *g, size_t length, uint32_t vocab)
{
  for (size_t i = 0; i < length; i++)
    {
      uint32_t sum = (uint32_t) row[i] + g[i];
      row[i] = (uint16_t) (sum >= vocab ? sum - vocab : sum);
    }
}

void
mdm_listing_make (mdm_law_t law, size_t rows)
{
  flint_free (law->row);
  if (law->weight != NULL)
    _fmpz_vec_clear (law->weight, (slong) law->support);
  law->support = rows;
  law->row = flint_calloc (rows, law->length * sizeof *law->row);
  law->weight = _fmpz_vec_init ((slong) rows);
  for (size_t i = 0; i < rows; i++)
    fmpz_one (law->weight + i);
  fmpz_set_ui (law->total, rows);
  law->listed = 1;
}

void
mdm_listing_span (mdm_law_t law, const uint16_t *basis, size_t rank)
{
  size_t length = law->length;
  uint32_t vocab = (uint32_t) law->vocab;
  size_t rows = (size_t) mdm_work_pow (vocab, rank);
  MDM_OWNED uint32_t *digit = flint_calloc (rank + 1, sizeof *digit);

  mdm_listing_make (law, rows);
  /* An odometer: a coefficient that goes from V - 1 to 0 adds its basis row
     once more, V times in all, which is 0 mod V.  */
  for (size_t i = 1; i < rows; i++)
    {
      uint16_t *row = law->row + i * length;
      size_t j = rank;
      memcpy (row, row - length, length * sizeof *row);
      do
        {
          j--;
          add_row (row, basis + j * length, length, vocab);
          digit[j] = digit[j] + 1 == vocab ? 0 : digit[j] + 1;
        }
      while (digit[j] == 0);
    }
}

/* Continue the entries G[0..K) to G[0..LENGTH) as the values 0, 1, 2, .. of
   a polynomial of degree < K mod V.  Its K-th differences are 0:
       f(j) = sum_{i=1..K} (-1)^(i+1) C(K,i) f(j-i),
   and as K <= LENGTH <= V the solutions, K dimensions of them, are the
   polynomials and nothing else.  */
static void
extrapolate (uint16_t *g, size_t k, size_t length, uint64_t vocab)
{
  MDM_OWNED uint64_t *c = flint_calloc (k + 1, sizeof *c);

  c[0] = 1;
  for (size_t n = 1; n <= k; n++)
    for (size_t i = n; i > 0; i--)
      c[i] = (c[i] + c[i - 1]) % vocab;
  for (size_t j = k; j < length; j++)
    {
      uint64_t sum = 0;
      for (size_t i = 1; i <= k; i++)
        {
          uint64_t term = c[i] * g[j - i] % vocab;
          sum = (sum + (i % 2 == 1 ? term : vocab - term)) % vocab;
        }
      g[j] = (uint16_t) sum;
    }
}

uint16_t *
mdm_listing_basis (size_t *rank, const mdm_law_t law)
{
  size_t length = law->length;
  /* With one token there is one row, whatever the rank is said to be.  */
  size_t k = law->vocab == 1 ? 0 : (size_t) law->rank;
  uint16_t *basis = flint_calloc (k * length + 1, sizeof *basis);

  *rank = k;
  for (size_t i = 0; i < k; i++)
    {
      uint16_t *g = basis + i * length;
      if (law->kind == MDM_LAW_PAIRED_COPY)
        {
          g[2 * i] = g[2 * i + 1] = 1;
          continue;
        }
      g[i] = 1;
      if (law->kind == MDM_LAW_REPETITION)
        for (size_t j = 1; j < length; j++)
          g[j] = 1;
      else if (law->kind == MDM_LAW_PARITY)
        g[length - 1] = (uint16_t) (law->vocab - 1);
      else if (law->kind == MDM_LAW_MDS)
        extrapolate (g, k, length, law->vocab);
    }
  return basis;
}
