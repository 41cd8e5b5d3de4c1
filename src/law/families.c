#include <config.h>

#include "law/families.h"

#include "law/form.h"
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

/* The next order of the tokens of ROW, some of which may be equal; there is
   one.  */
static void
next_permutation (uint16_t *row, size_t n, uint64_t vocab)
{
  size_t i = n - 2, j = n - 1;

  (void) vocab;
  while (row[i] >= row[i + 1])
    i--;
  while (row[j] <= row[i])
    j--;
  exchange (row, i, j);
  for (size_t a = i + 1, b = n - 1; a < b; a++, b--)
    exchange (row, a, b);
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
mdm_family_list (mdm_law_t law, const mdm_limit_t *limit, mdm_err_t *err)
{
  size_t length = law->length;
  MDM_OWNED uint16_t *first = NULL;
  MDM_SCOPED (made, made_t, made_init, made_clear);
  MDM_FMPZ (rows);

  mdm_law_support (rows, law);
  MDM_TRY (mdm_listing_check (
      law, fmpz_abs_fits_ui (rows) ? fmpz_get_ui (rows) : UINT64_MAX,
      2 * (uint64_t) length, limit, err));
  first = flint_calloc (length, sizeof *first);
  for (size_t j = 0; j < length; j++)
    first[j] = (uint16_t) (law->kind == MDM_LAW_PERMUTATION ? j
                           : law->kind == MDM_LAW_BALANCED  ? j >= length / 2
                                                            : 0);
  MDM_TRY (make_rows (made, law, fmpz_get_ui (rows), 0, first,
                      law->kind == MDM_LAW_WALK ? next_walk : next_permutation,
                      limit, err));
  return finish (law, made, err);
}

mdm_status
mdm_family_permutation (mdm_law_t law, const mdm_parameter_t *value,
                        const mdm_limit_t *limit, mdm_err_t *err)
{
  MDM_TRY (mdm_family_start (law, value[0].number, value[0].number, err));
  mdm_form_make (law, MDM_LAW_PERMUTATION);
  return mdm_form_settle (law, limit, err);
}

mdm_status
mdm_family_walk (mdm_law_t law, const mdm_parameter_t *value,
                 const mdm_limit_t *limit, mdm_err_t *err)
{
  uint64_t length = value[0].number;

  MDM_TRY (mdm_family_start (law, mdm_work_add (length, 1), length, err));
  mdm_form_make (law, MDM_LAW_WALK);
  return mdm_form_settle (law, limit, err);
}

mdm_status
mdm_family_balanced_bits (mdm_law_t law, const mdm_parameter_t *value,
                          const mdm_limit_t *limit, mdm_err_t *err)
{
  MDM_TRY (mdm_family_start (law, 2, value[0].number, err));
  if (law->length % 2 != 0)
    return mdm_err_set (err, MDM_EDOMAIN, NULL, 0, 0,
                        "L is even, which %zu is not", law->length);
  mdm_form_make (law, MDM_LAW_BALANCED);
  return mdm_form_settle (law, limit, err);
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

/* Families that two states write, one for each bit.  */

/* Add to A a state that writes the bits 0 and 1 with the weights ZERO and ONE
   and goes to the state NEXT[bit].  */
static mdm_status
add_bits (mdm_automaton_t a, const fmpz_t zero, const fmpz_t one,
          const size_t next[2])
{
  MDM_TRY (mdm_automaton_add_state (a));
  MDM_TRY (mdm_automaton_add_edge (a, 0, next[0], zero));
  return mdm_automaton_add_edge (a, 1, next[1], one);
}

/* Make LAW one of bits of the L and flip of VALUE, and set FLIP and STAY to
   weights of that and of its contrary.  */
static mdm_status
start_flips (mdm_law_t law, fmpz_t flip, fmpz_t stay,
             const mdm_parameter_t *value, mdm_err_t *err)
{
  const fmpq *p = value[0].fraction;

  MDM_TRY (mdm_family_start (law, 2, value[1].number, err));
  fmpz_set (flip, fmpq_numref (p));
  fmpz_sub (stay, fmpq_denref (p), flip);
  return fmpz_sgn (flip) >= 0 && fmpz_sgn (stay) >= 0
             ? MDM_OK
             : mdm_err_set (err, MDM_EDOMAIN, NULL, 0, 0,
                            "flip is a probability, from 0 to 1");
}

mdm_status
mdm_family_markov (mdm_law_t law, const mdm_parameter_t *value,
                   const mdm_limit_t *limit, mdm_err_t *err)
{
  static const size_t next[] = { 1, 2 };
  MDM_AUTOMATON (a, limit, err);
  MDM_FMPZ (flip);
  MDM_FMPZ (stay);
  MDM_FMPZ (fair);

  fmpz_one (fair);
  MDM_TRY (start_flips (law, flip, stay, value, err));
  MDM_TRY (add_bits (a, fair, fair, next));
  MDM_TRY (add_bits (a, stay, flip, next));
  MDM_TRY (add_bits (a, flip, stay, next));
  return mdm_form_of_automaton (law, NULL, a);
}

mdm_status
mdm_family_noisy_repetition (mdm_law_t law, const mdm_parameter_t *value,
                             const mdm_limit_t *limit, mdm_err_t *err)
{
  static const size_t next[] = { 1, 1, 2, 2 };
  MDM_AUTOMATON (a, limit, err);
  MDM_FMPZ (flip);
  MDM_FMPZ (stay);

  MDM_TRY (start_flips (law, flip, stay, value, err));
  MDM_TRY (mdm_automaton_add_state (a));
  for (size_t e = 0; e < 4; e++)
    MDM_TRY (mdm_automaton_add_edge (a, (uint16_t) (e / 2), e % 2 + 1,
                                     e / 2 == e % 2 ? stay : flip));
  MDM_TRY (add_bits (a, stay, flip, next));
  MDM_TRY (add_bits (a, flip, stay, next + 2));
  return mdm_form_of_automaton (law, NULL, a);
}

/* In state j < SIZE of the automaton j positions of the block are 0, in state
   SIZE + j - 1 one of them is 1.  */
mdm_status
mdm_family_one_hot (mdm_law_t law, const mdm_parameter_t *value,
                    const mdm_limit_t *limit, mdm_err_t *err)
{
  uint64_t blocks = value[0].number, size = value[1].number;
  mdm_form_t *form;
  MDM_AUTOMATON (a, limit, err);
  MDM_FMPZ (zeros);
  MDM_FMPZ (one);

  MDM_TRY (mdm_family_start (law, 2, mdm_work_mul (blocks, size), err));
  fmpz_one (one);
  for (size_t j = 0; j < size; j++)
    {
      int last = j + 1 == size;
      size_t next[] = { last ? 0 : j + 1, last ? 0 : size + j };
      fmpz_set_ui (zeros, size - 1 - j);
      MDM_TRY (add_bits (a, zeros, one, next));
    }
  fmpz_zero (zeros);
  for (size_t j = 1; j < size; j++)
    {
      size_t next[] = { j + 1 == size ? 0 : size + j, 0 };
      MDM_TRY (add_bits (a, one, zeros, next));
    }
  form = mdm_form_make (law, MDM_LAW_ONE_HOT);
  form->size = (size_t) size;
  *form->automaton = *a;
  form->automatic = 1;
  mdm_automaton_init (a, limit, err);
  return mdm_form_settle (law, limit, err);
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
