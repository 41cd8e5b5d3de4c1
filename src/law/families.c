#include <config.h>

#include "law/families.h"

#include "law/listing.h"

#include <inttypes.h>
#include <string.h>

mdm_status
mdm_family_start (mdm_law_t law, uint64_t vocab, uint64_t length,
                  mdm_err_t *err)
{
  mdm_law_clear (law);
  mdm_law_init (law);
  law->vocab = 1;
  law->length = 1;
  if (vocab == 0)
    return mdm_err_set (err, MDM_EDOMAIN, NULL, 0, 0,
                        "a law has at least one token");
  if (length == 0)
    return mdm_err_set (err, MDM_EDOMAIN, NULL, 0, 0,
                        "a law has a length of at least 1");
  if (vocab > INT64_MAX)
    return mdm_err_set (err, MDM_ELIMIT, NULL, 0, 0,
                        "V is %" PRIu64 ", over the limit of 2^63 - 1 tokens",
                        vocab);
  if (length > MDM_LENGTH_MAX)
    return mdm_err_set (err, MDM_ELIMIT, NULL, 0, 0,
                        "L is %" PRIu64 ", over the limit of %d", length,
                        MDM_LENGTH_MAX);
  law->vocab = vocab;
  law->length = (size_t) length;
  return MDM_OK;
}

/* Closed forms.  */

/* Make LAW one of KIND of the V and L in VALUE[0] and VALUE[1].  */
static mdm_status
closed_form (mdm_law_t law, mdm_law_kind kind, const mdm_parameter_t *value,
             uint64_t rank, mdm_err_t *err)
{
  mdm_status status
      = mdm_family_start (law, value[0].number, value[1].number, err);

  if (status != MDM_OK)
    return status;
  law->kind = kind;
  law->rank = rank;
  return MDM_OK;
}

mdm_status
mdm_family_uniform (mdm_law_t law, const mdm_parameter_t *value,
                    const mdm_limit_t *limit, mdm_err_t *err)
{
  (void) limit;
  return closed_form (law, MDM_LAW_UNIFORM, value, value[1].number, err);
}

mdm_status
mdm_family_repetition (mdm_law_t law, const mdm_parameter_t *value,
                       const mdm_limit_t *limit, mdm_err_t *err)
{
  (void) limit;
  return closed_form (law, MDM_LAW_REPETITION, value, 1, err);
}

mdm_status
mdm_family_parity (mdm_law_t law, const mdm_parameter_t *value,
                   const mdm_limit_t *limit, mdm_err_t *err)
{
  (void) limit;
  return closed_form (law, MDM_LAW_PARITY, value, value[1].number - 1, err);
}

mdm_status
mdm_family_mds (mdm_law_t law, const mdm_parameter_t *value,
                const mdm_limit_t *limit, mdm_err_t *err)
{
  uint64_t q = value[0].number, length = value[1].number, k = value[2].number;
  mdm_status status = closed_form (law, MDM_LAW_MDS, value, k, err);

  (void) limit;
  if (status != MDM_OK)
    return status;
  if (!n_is_prime (q))
    return mdm_err_set (err, MDM_EDOMAIN, NULL, 0, 0,
                        "q is a prime, which %" PRIu64 " is not", q);
  if (q < length)
    return mdm_err_set (err, MDM_EDOMAIN, NULL, 0, 0,
                        "q is at least L, but %" PRIu64 " < %" PRIu64, q,
                        length);
  if (k < 1 || k > length)
    return mdm_err_set (err, MDM_EDOMAIN, NULL, 0, 0,
                        "k is from 1 to L = %" PRIu64 ", not %" PRIu64, length,
                        k);
  return MDM_OK;
}

mdm_status
mdm_family_paired_copy (mdm_law_t law, const mdm_parameter_t *value,
                        const mdm_limit_t *limit, mdm_err_t *err)
{
  uint64_t length = value[1].number;
  mdm_status status
      = closed_form (law, MDM_LAW_PAIRED_COPY, value, length / 2, err);

  (void) limit;
  if (status == MDM_OK && length % 2 != 0)
    status = mdm_err_set (err, MDM_EDOMAIN, NULL, 0, 0,
                          "L is even, which %" PRIu64 " is not", length);
  return status;
}

/* Listed families.  */

/* Check that the ROWS sequences of LAW may be listed; if so make room for
   their *TOKENS, all 0, and *WEIGHTS, all 1.  */
static mdm_status
start_rows (uint16_t **tokens, fmpz **weights, const mdm_law_t law,
            uint64_t rows, const mdm_limit_t *limit, mdm_err_t *err)
{
  mdm_status status = mdm_listing_check (law, rows, 2 * (uint64_t) law->length,
                                         limit, err); /* copied once */

  if (status != MDM_OK)
    return status;
  *tokens = flint_calloc (rows, law->length * sizeof **tokens);
  *weights = _fmpz_vec_init ((slong) rows);
  for (size_t i = 0; i < rows; i++)
    fmpz_one (*weights + i);
  return MDM_OK;
}

static mdm_status
finish (mdm_law_t law, uint16_t *tokens, fmpz *weights, size_t count,
        mdm_err_t *err)
{
  mdm_status status
      = mdm_law_set_integer_rows (law, tokens, weights, count, err);

  _fmpz_vec_clear (weights, (slong) count);
  flint_free (tokens);
  return status;
}

/* Make ROW the next permutation of its N entries in lexicographic order.
   There is one.  */
static void
next_permutation (uint16_t *row, size_t n)
{
  size_t i = n - 2, j = n - 1;
  uint16_t t;

  while (row[i] > row[i + 1])
    i--;
  while (row[j] < row[i])
    j--;
  t = row[i];
  row[i] = row[j];
  row[j] = t;
  for (size_t a = i + 1, b = n - 1; a < b; a++, b--)
    {
      t = row[a];
      row[a] = row[b];
      row[b] = t;
    }
}

mdm_status
mdm_family_permutation (mdm_law_t law, const mdm_parameter_t *value,
                        const mdm_limit_t *limit, mdm_err_t *err)
{
  uint64_t n = value[0].number, rows = 1;
  uint16_t *tokens;
  fmpz *weights;
  mdm_status status = mdm_family_start (law, n, n, err);

  for (uint64_t i = 2; i <= n && rows != UINT64_MAX; i++)
    rows = mdm_work_mul (rows, i);
  if (status == MDM_OK)
    status = start_rows (&tokens, &weights, law, rows, limit, err);
  if (status != MDM_OK)
    return status;
  for (size_t j = 0; j < n; j++)
    tokens[j] = (uint16_t) j;
  for (size_t i = 1; i < rows; i++)
    {
      uint16_t *row = tokens + i * n;
      memcpy (row, row - n, n * sizeof *row);
      next_permutation (row, n);
    }
  return finish (law, tokens, weights, rows, err);
}

mdm_status
mdm_family_walk (mdm_law_t law, const mdm_parameter_t *value,
                 const mdm_limit_t *limit, mdm_err_t *err)
{
  uint64_t length = value[0].number, rows = mdm_work_pow (2, length);
  uint16_t *tokens;
  fmpz *weights;
  mdm_status status
      = mdm_family_start (law, mdm_work_add (length, 1), length, err);

  if (status == MDM_OK)
    status = start_rows (&tokens, &weights, law, rows, limit, err);
  if (status != MDM_OK)
    return status;
  for (size_t i = 0; i < rows; i++)
    {
      unsigned sum = 0; /* of the bits of i, from the highest */
      for (size_t j = 0; j < length; j++)
        {
          sum += i >> (length - 1 - j) & 1;
          tokens[i * length + j] = (uint16_t) sum;
        }
    }
  return finish (law, tokens, weights, rows, err);
}

/* Families with a weight for every sequence.  */

/* Check that LAW's V^L sequences may be listed with WEIGHT bytes for the
   digits of each weight; if so set *COUNT and *TOKENS to them, all in
   lexicographic order, and *WEIGHTS to as many zeros.  */
static mdm_status
every_sequence (uint16_t **tokens, fmpz **weights, size_t *count,
                const mdm_law_t law, uint64_t weight, const mdm_limit_t *limit,
                mdm_err_t *err)
{
  size_t length = law->length;
  uint64_t rows = mdm_work_pow (law->vocab, length);
  mdm_status status = mdm_listing_check (
      law, rows, weight + 2 * length + sizeof (fmpz), limit, err);

  if (status != MDM_OK)
    return status;
  *count = (size_t) rows;
  *weights = _fmpz_vec_init ((slong) rows);
  *tokens = flint_calloc (rows, length * sizeof **tokens);
  for (size_t i = 1; i < rows; i++)
    {
      uint16_t *row = *tokens + i * length;
      size_t j = length - 1;
      memcpy (row, row - length, length * sizeof *row);
      for (; row[j] == law->vocab - 1; j--)
        row[j] = 0;
      row[j]++;
    }
  return MDM_OK;
}

/* Set P[c], c = 0..N, to the integer proportional to the probability that c
   given ones of N independent events of probability FLIP happen, and the
   others do not.  */
static void
flip_powers (fmpz *p, const fmpq_t flip, size_t n)
{
  MDM_FMPZ (stay);
  MDM_FMPZ (t);

  fmpz_sub (stay, fmpq_denref (flip), fmpq_numref (flip));
  for (size_t c = 0; c <= n; c++)
    {
      fmpz_pow_ui (p + c, fmpq_numref (flip), c);
      fmpz_pow_ui (t, stay, n - c);
      fmpz_mul (p + c, p + c, t);
    }
}

/* Start a law on two tokens whose weights are built from the flip and L of
   VALUE, all sequences with weight 0.  */
static mdm_status
start_flips (mdm_law_t law, uint16_t **tokens, fmpz **weights, size_t *count,
             const mdm_parameter_t *value, const mdm_limit_t *limit,
             mdm_err_t *err)
{
  const fmpq *flip = value[0].fraction;
  uint64_t length = value[1].number;
  mdm_status status = mdm_family_start (law, 2, length, err);

  if (status != MDM_OK)
    return status;
  if (fmpq_sgn (flip) < 0
      || fmpz_cmp (fmpq_numref (flip), fmpq_denref (flip)) > 0)
    return mdm_err_set (err, MDM_EDOMAIN, NULL, 0, 0,
                        "flip is a probability, from 0 to 1");
  return every_sequence (
      tokens, weights, count, law,
      mdm_work_mul (length, fmpz_bits (fmpq_denref (flip))) / 8, limit, err);
}

mdm_status
mdm_family_markov (mdm_law_t law, const mdm_parameter_t *value,
                   const mdm_limit_t *limit, mdm_err_t *err)
{
  uint64_t length = value[1].number;
  uint16_t *tokens;
  fmpz *weights, *power;
  size_t count;
  mdm_status status
      = start_flips (law, &tokens, &weights, &count, value, limit, err);

  if (status != MDM_OK)
    return status;
  power = _fmpz_vec_init ((slong) length);
  flip_powers (power, value[0].fraction, length - 1);
  for (size_t i = 0; i < count; i++)
    {
      const uint16_t *row = tokens + i * length;
      size_t flips = 0;
      for (size_t j = 1; j < length; j++)
        flips += row[j] != row[j - 1];
      fmpz_set (weights + i, power + flips);
    }
  _fmpz_vec_clear (power, (slong) length);
  return finish (law, tokens, weights, count, err);
}

mdm_status
mdm_family_noisy_repetition (mdm_law_t law, const mdm_parameter_t *value,
                             const mdm_limit_t *limit, mdm_err_t *err)
{
  uint64_t length = value[1].number;
  uint16_t *tokens;
  fmpz *weights, *power;
  size_t count;
  mdm_status status
      = start_flips (law, &tokens, &weights, &count, value, limit, err);

  if (status != MDM_OK)
    return status;
  power = _fmpz_vec_init ((slong) length + 1);
  flip_powers (power, value[0].fraction, length);
  for (size_t i = 0; i < count; i++)
    {
      size_t ones = 0; /* flips if the hidden bit is 0 */
      for (size_t j = 0; j < length; j++)
        ones += tokens[i * length + j];
      fmpz_add (weights + i, power + ones, power + (length - ones));
    }
  _fmpz_vec_clear (power, (slong) length + 1);
  return finish (law, tokens, weights, count, err);
}

uint64_t
mdm_splitmix64 (uint64_t *state)
{
  uint64_t z = *state += UINT64_C (0x9e3779b97f4a7c15);

  z = (z ^ z >> 30) * UINT64_C (0xbf58476d1ce4e5b9);
  z = (z ^ z >> 27) * UINT64_C (0x94d049bb133111eb);
  return z ^ z >> 31;
}

/* The next number of the stream that is uniform on 0..DEN.  */
static uint64_t
draw (uint64_t *state, uint64_t den)
{
  uint64_t m = den + 1; /* mod 2^64: 0 says 2^64 */
  /* 2^64 mod m words at the top would favour small remainders.  */
  uint64_t excess = m == 0 ? 0 : (0 - m) % m;
  uint64_t x;

  do
    x = mdm_splitmix64 (state);
  while (x > UINT64_MAX - excess);
  return m == 0 ? x : x % m;
}

mdm_status
mdm_family_random (mdm_law_t law, const mdm_parameter_t *value,
                   const mdm_limit_t *limit, mdm_err_t *err)
{
  uint64_t den = value[2].number, seed = value[3].number;
  mdm_status status
      = mdm_family_start (law, value[0].number, value[1].number, err);
  uint16_t *tokens;
  fmpz *weights;
  size_t count;
  int positive = 0;

  if (status == MDM_OK && den == 0)
    status = mdm_err_set (err, MDM_EDOMAIN, NULL, 0, 0, "den is at least 1");
  if (status == MDM_OK)
    status = every_sequence (&tokens, &weights, &count, law, 16, limit, err);
  if (status != MDM_OK)
    return status;
  while (!positive)
    for (size_t i = 0; i < count; i++)
      {
        uint64_t weight = draw (&seed, den);
        fmpz_set_ui (weights + i, weight);
        positive |= weight != 0;
      }
  return finish (law, tokens, weights, count, err);
}
