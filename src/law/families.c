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

/* Refuse what LAW, of V tokens, cannot be.  */
static mdm_status
check_closed_form (const mdm_law_t law, mdm_err_t *err)
{
  uint64_t q = law->vocab, k = law->rank;
  size_t length = law->length;

  if (law->kind == MDM_LAW_PAIRED_COPY && length % 2 != 0)
    return mdm_err_set (err, MDM_EDOMAIN, NULL, 0, 0,
                        "L is even, which %zu is not", length);
  if (law->kind != MDM_LAW_MDS)
    return MDM_OK;
  if (!n_is_prime (q))
    return mdm_err_set (err, MDM_EDOMAIN, NULL, 0, 0,
                        "q is a prime, which %" PRIu64 " is not", q);
  if (q < length)
    return mdm_err_set (err, MDM_EDOMAIN, NULL, 0, 0,
                        "q is at least L, but %" PRIu64 " < %zu", q, length);
  if (k < 1 || k > length)
    return mdm_err_set (err, MDM_EDOMAIN, NULL, 0, 0,
                        "k is from 1 to L = %zu, not %" PRIu64, length, k);
  return MDM_OK;
}

mdm_status
mdm_family_closed_form (mdm_law_t law, const mdm_parameter_t *value,
                        const mdm_limit_t *limit, mdm_err_t *err)
{
  mdm_law_kind kind = law->kind;
  uint64_t length = value[1].number;

  (void) limit;
  MDM_TRY (mdm_family_start (law, value[0].number, length, err));
  law->kind = kind;
  law->rank = kind == MDM_LAW_UNIFORM      ? length
              : kind == MDM_LAW_REPETITION ? 1
              : kind == MDM_LAW_PARITY     ? length - 1
              : kind == MDM_LAW_MDS        ? value[2].number
                                           : length / 2;
  return check_closed_form (law, err);
}

/* Listed families.  */

/* Rows that are made for a law.  */
typedef struct
{
  size_t count;
  uint16_t *token;
  fmpz *weight;
} made_t;

static void
made_init (made_t *made)
{
  *made = (made_t){ 0 };
}

static void
made_clear (made_t *made)
{
  flint_free (made->token);
  _fmpz_vec_clear (made->weight, (slong) made->count);
}

/* Makes the row that comes after ROW; there is one.  */
typedef void successor (uint16_t *row, size_t length, uint64_t vocab);

/* Set MADE to the ROWS sequences of LAW, from FIRST on if it is not NULL, else
   from all 0, with weights 1.  Check first that they may be listed, with
   WEIGHT bytes for the digits of each weight.  */
static mdm_status
make_rows (made_t *made, const mdm_law_t law, uint64_t rows, uint64_t weight,
           const uint16_t *first, successor *next, const mdm_limit_t *limit,
           mdm_err_t *err)
{
  size_t length = law->length;

  MDM_TRY (mdm_listing_check (law, rows,
                              mdm_work_add (weight, 2 * (uint64_t) length),
                              limit, err)); /* sorted, if need be */
  made->count = (size_t) rows;
  made->token = flint_calloc (rows, length * sizeof *made->token);
  made->weight = _fmpz_vec_init ((slong) rows);
  if (first != NULL)
    memcpy (made->token, first, length * sizeof *first);
  for (size_t i = 0; i < rows; i++)
    {
      uint16_t *row = made->token + i * length;
      fmpz_one (made->weight + i);
      if (i == 0)
        continue;
      memcpy (row, row - length, length * sizeof *row);
      next (row, length, law->vocab);
    }
  return MDM_OK;
}

static mdm_status
finish (mdm_law_t law, made_t *made, mdm_err_t *err)
{
  uint16_t *token = made->token;

  made->token = NULL;
  return mdm_law_take_integer_rows (law, token, made->weight, made->count,
                                    err);
}

/* Exchange ROW[I] and ROW[J].  */
static void
exchange (uint16_t *row, size_t i, size_t j)
{
  uint16_t t = row[i];

  row[i] = row[j];
  row[j] = t;
}

static void
next_permutation (uint16_t *row, size_t n, uint64_t vocab)
{
  size_t i = n - 2, j = n - 1;

  (void) vocab;
  while (row[i] > row[i + 1])
    i--;
  while (row[j] < row[i])
    j--;
  exchange (row, i, j);
  for (size_t a = i + 1, b = n - 1; a < b; a++, b--)
    exchange (row, a, b);
}

mdm_status
mdm_family_permutation (mdm_law_t law, const mdm_parameter_t *value,
                        const mdm_limit_t *limit, mdm_err_t *err)
{
  uint64_t n = value[0].number, rows = 1;
  MDM_OWNED uint16_t *first = NULL;
  MDM_SCOPED (made, made_t, made_init, made_clear);

  MDM_TRY (mdm_family_start (law, n, n, err));
  for (uint64_t i = 2; i <= n && rows != UINT64_MAX; i++)
    rows = mdm_work_mul (rows, i);
  first = flint_malloc (n * sizeof *first);
  for (size_t j = 0; j < n; j++)
    first[j] = (uint16_t) j;
  MDM_TRY (
      make_rows (made, law, rows, 0, first, next_permutation, limit, err));
  return finish (law, made, err);
}

/* Rows are the sums of the first 1, 2, .. of LENGTH bits.  */
static void
next_walk (uint16_t *row, size_t length, uint64_t vocab)
{
  size_t j = length - 1;

  (void) vocab;
  while (row[j] != (j == 0 ? 0 : row[j - 1]))
    j--; /* bit j is 1 */
  for (row[j]++; j + 1 < length; j++)
    row[j + 1] = row[j];
}

mdm_status
mdm_family_walk (mdm_law_t law, const mdm_parameter_t *value,
                 const mdm_limit_t *limit, mdm_err_t *err)
{
  uint64_t length = value[0].number, rows = mdm_work_pow (2, length);
  MDM_SCOPED (made, made_t, made_init, made_clear);

  MDM_TRY (mdm_family_start (law, mdm_work_add (length, 1), length, err));
  MDM_TRY (make_rows (made, law, rows, 0, NULL, next_walk, limit, err));
  return finish (law, made, err);
}

/* Families with a weight for every sequence.  */

/* Set MADE to all V^L sequences of LAW.  WEIGHT as in make_rows.  */
static mdm_status
make_all (made_t *made, const mdm_law_t law, uint64_t weight,
          const mdm_limit_t *limit, mdm_err_t *err)
{
  return make_rows (made, law, mdm_work_pow (law->vocab, law->length),
                    mdm_work_add (weight, sizeof (fmpz)), NULL,
                    mdm_listing_next, limit, err);
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

/* The weight of ROW, of N + 1 tokens, if each is the one before it or has
   flipped; and of N tokens, if each is a hidden fair bit or has flipped.  P is
   from flip_powers.  */
static void
weigh_chain (fmpz_t weight, const uint16_t *row, const fmpz *p, size_t n)
{
  size_t flips = 0;

  for (size_t j = 1; j <= n; j++)
    flips += row[j] != row[j - 1];
  fmpz_set (weight, p + flips);
}

static void
weigh_copies (fmpz_t weight, const uint16_t *row, const fmpz *p, size_t n)
{
  size_t ones = 0; /* flips if the hidden bit is 0 */

  for (size_t j = 0; j < n; j++)
    ones += row[j];
  fmpz_add (weight, p + ones, p + (n - ones));
}

/* Make LAW the one on two tokens of the flip and L of VALUE in which rows have
   what WEIGH says for N = L - FIXED flips.  */
static mdm_status
list_flips (mdm_law_t law, const mdm_parameter_t *value, size_t fixed,
            void (*weigh) (fmpz_t, const uint16_t *, const fmpz *, size_t),
            const mdm_limit_t *limit, mdm_err_t *err)
{
  const fmpq *flip = value[0].fraction;
  uint64_t length = value[1].number;
  MDM_SCOPED (made, made_t, made_init, made_clear);

  MDM_TRY (mdm_family_start (law, 2, length, err));
  if (fmpq_sgn (flip) < 0
      || fmpz_cmp (fmpq_numref (flip), fmpq_denref (flip)) > 0)
    return mdm_err_set (err, MDM_EDOMAIN, NULL, 0, 0,
                        "flip is a probability, from 0 to 1");
  MDM_TRY (make_all (made, law,
                     mdm_work_mul (length, fmpz_bits (fmpq_denref (flip))) / 8,
                     limit, err));
  MDM_FMPZ_VEC (power, length + 1);
  flip_powers (power, flip, length - fixed);
  for (size_t i = 0; i < made->count; i++)
    weigh (made->weight + i, made->token + i * length, power, length - fixed);
  return finish (law, made, err);
}

mdm_status
mdm_family_markov (mdm_law_t law, const mdm_parameter_t *value,
                   const mdm_limit_t *limit, mdm_err_t *err)
{
  return list_flips (law, value, 1, weigh_chain, limit, err);
}

mdm_status
mdm_family_noisy_repetition (mdm_law_t law, const mdm_parameter_t *value,
                             const mdm_limit_t *limit, mdm_err_t *err)
{
  return list_flips (law, value, 0, weigh_copies, limit, err);
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
  MDM_SCOPED (made, made_t, made_init, made_clear);
  int positive = 0;

  MDM_TRY (mdm_family_start (law, value[0].number, value[1].number, err));
  if (den == 0)
    return mdm_err_set (err, MDM_EDOMAIN, NULL, 0, 0, "den is at least 1");
  MDM_TRY (make_all (made, law, 16, limit, err));
  while (!positive)
    for (size_t i = 0; i < made->count; i++)
      {
        uint64_t weight = draw (&seed, den);
        fmpz_set_ui (made->weight + i, weight);
        positive |= weight != 0;
      }
  return finish (law, made, err);
}
