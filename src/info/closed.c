#include <config.h>

#include "info/closed.h"

#include "info/blocks.h"
#include "info/entropy.h"
#include "info/formed.h"
#include "info/gaps.h"
#include "info/ranks.h"
#include "info/types.h"
#include "info/unifilar.h"
#include "law/form.h"

/* Laws with a rank.  */

/* The pairs (0,1), (2,3), .. that the COUNT positions of SET touch.  */
static size_t
pairs_touched (const mdm_law_t law, const size_t *set, size_t count)
{
  MDM_OWNED char *touched = flint_calloc (law->length, 1);
  size_t pairs = 0;

  for (size_t i = 0; i < count; i++)
    {
      pairs += !touched[set[i] / 2];
      touched[set[i] / 2] = 1;
    }
  return pairs;
}

/* min (COUNT, rank) log V, the closed form of THEORY section 1 for uniform,
   repetition, parity and MDS laws; for paired copies log V for every pair
   touched.  */
static void
rank_entropy (mdm_logform_t res, const mdm_law_t law, const size_t *set,
              size_t count)
{
  size_t rank = count < law->rank ? count : (size_t) law->rank;
  MDM_FMPZ (v);

  if (law->kind == MDM_LAW_PAIRED_COPY)
    rank = pairs_touched (law, set, count);
  fmpz_set_ui (v, law->vocab);
  mdm_logform_set_log (res, v);
  mdm_logform_mul_si (res, res, (slong) rank);
}

/* E = e_k of paired copies: a set of k positions misses a pair with
   probability (L-k)(L-k-1) / (L (L-1)), so that the mean number of pairs
   touched, of L/2, is k (2L-1-k) / (2 (L-1)); each has entropy log V.  */
static void
paired_entropy (mdm_logform_t e, const mdm_law_t law, size_t k)
{
  MDM_FMPZ (v);
  MDM_FMPQ (pairs);

  fmpz_set_ui (v, law->vocab);
  fmpz_set_ui (fmpq_numref (pairs), 2 * law->length - 1 - k);
  fmpz_mul_ui (fmpq_numref (pairs), fmpq_numref (pairs), k);
  fmpz_set_ui (fmpq_denref (pairs), 2 * (law->length - 1));
  fmpq_canonicalise (pairs);
  mdm_logform_set_log (e, v);
  mdm_logform_mul_fmpq (e, e, pairs);
}

static void
rank_curve (mdm_logform_struct *e, const mdm_law_t law)
{
  for (size_t k = 0; k <= law->length; k++)
    if (law->kind == MDM_LAW_PAIRED_COPY)
      paired_entropy (e + k, law, k);
    else /* all sets of k positions have one entropy */
      rank_entropy (e + k, law, NULL, k);
}

/* Independent positions.  */

/* RES = the entropy of row S of FORM; the bits of the integers in it are added
   to *BITS.  */
static void
row_entropy (mdm_logform_t res, uint64_t *bits, const mdm_form_t *form,
             size_t s)
{
  size_t v = (size_t) form->vocab;

  mdm_entropy_of_probabilities (res, bits, form->row + s * v, v);
}

/* The entropy of all positions, exactly: that of each row as often as it is
   there.  */
static mdm_status
independent_exact (mdm_logform_t res, mdm_form_t *form, size_t i, size_t j,
                   uint64_t bits)
{
  MDM_OWNED size_t *times = flint_calloc (form->states, sizeof *times);
  uint64_t used = 0;
  MDM_LOGFORM (x);

  (void) i, (void) j;
  for (size_t at = 0; at < form->length; at++)
    times[form->place[at]]++;
  mdm_logform_zero (res);
  for (size_t s = 0; s < form->states && used <= bits; s++)
    {
      row_entropy (x, &used, form, s);
      mdm_logform_addmul_si (res, x, (slong) times[s]);
    }
  return used <= bits ? MDM_OK : MDM_ELIMIT;
}

static void
independent_ball (arb_t res, mdm_form_t *form, size_t i, size_t j, slong prec)
{
  MDM_LOGFORM (x);
  MDM_ARB (ball);
  uint64_t bits = 0;
  arb_ptr row = _arb_vec_init ((slong) form->states);

  (void) i, (void) j;
  for (size_t s = 0; s < form->states; s++)
    {
      row_entropy (x, &bits, form, s);
      mdm_logform_get_arb (row + s, x, prec + 64);
    }
  arb_zero (res);
  for (size_t at = 0; at < form->length; at++)
    arb_add (res, res, row + form->place[at], prec);
  _arb_vec_clear (row, (slong) form->states);
}

static const mdm_formed_t independent
    = { independent_ball, independent_exact };

static void
independent_curve (mdm_logform_struct *e, const mdm_law_t law)
{
  size_t length = law->length;
  MDM_LOGFORM (whole);
  MDM_FMPQ (share);

  mdm_formed_get (whole, law->form, &independent, 0, 0);
  for (size_t k = 0; k <= length; k++)
    {
      fmpq_set_ui (share, k, length);
      mdm_logform_mul_fmpq (e + k, whole, share);
    }
}

static void
independent_entropy (mdm_logform_t res, const mdm_law_t law, const size_t *set,
                     size_t count)
{
  MDM_LOGFORM (x);
  uint64_t bits = 0;

  mdm_logform_zero (res);
  for (size_t i = 0; i < count; i++)
    {
      row_entropy (x, &bits, law->form, law->form->place[set[i]]);
      mdm_logform_add (res, res, x);
    }
}

/* All laws.  */

/* A point of a curve by a rank: to make it and to write it, and the
   forms of its entropy and information.  */
#define CLOSED_CELLS 60000
#define CLOSED_BYTES 2200

static mdm_status
check (const mdm_law_t law, const mdm_limit_t *limit, mdm_err_t *err)
{
  uint64_t l = law->length;

  return mdm_limit_check (
      limit, "the curve in closed form",
      law->form == NULL || law->kind == MDM_LAW_CODE
          ? mdm_work_mul (l, CLOSED_CELLS)
          : mdm_work_add (mdm_form_cells (law),
                          mdm_work_mul (l, CLOSED_CELLS)),
      mdm_work_mul (l, law->kind == MDM_LAW_PERMUTATION
                           ? mdm_work_add (CLOSED_BYTES, mdm_work_mul (l, 8))
                           : CLOSED_BYTES),
      err);
}

mdm_status
mdm_closed_curve (mdm_logform_struct *e, const mdm_law_t law,
                  const mdm_limit_t *limit, mdm_err_t *err)
{
  if (law->kind == MDM_LAW_UNIFILAR)
    return mdm_err_set (err, MDM_ELIMIT, NULL, 0, 0,
                        "only the ends of the curve of this law have closed "
                        "forms (tc, dtc, sum_mi, entropy), and it is not "
                        "listed");
  MDM_TRY (check (law, limit, err));
  switch (law->kind)
    {
    case MDM_LAW_INDEPENDENT:
      independent_curve (e, law);
      break;
    case MDM_LAW_CHAIN:
    case MDM_LAW_WALK:
      mdm_gaps_curve (e, law->form);
      break;
    case MDM_LAW_MIXED_IID:
    case MDM_LAW_PERMUTATION:
    case MDM_LAW_BALANCED:
      mdm_types_curve (e, law->form);
      break;
    case MDM_LAW_ONE_HOT:
      mdm_blocks_curve (e, law->form);
      break;
    case MDM_LAW_CODE:
      return mdm_ranks_curve (e, law, limit, err);
    default:
      rank_curve (e, law);
    }
  return MDM_OK;
}

mdm_status
mdm_closed_ends (mdm_logform_struct *e, const mdm_law_t law,
                 const mdm_limit_t *limit, mdm_err_t *err)
{
  size_t length = law->length;

  if (law->kind != MDM_LAW_UNIFILAR)
    return mdm_closed_curve (e, law, limit, err);
  MDM_TRY (mdm_limit_check (limit, "the ends of the curve",
                            mdm_form_cells (law), law->form->unifilar->bytes,
                            err));
  mdm_unifilar_ends (e + 1, e + length - 1, e + length, law->form);
  return MDM_OK;
}

mdm_status
mdm_closed_check (const mdm_law_t law, const size_t *set, size_t count,
                  const mdm_limit_t *limit, mdm_err_t *err)
{
  return law->kind != MDM_LAW_UNIFILAR
             ? MDM_OK
             : mdm_limit_check (
                 limit, "the entropy of so many positions",
                 mdm_unifilar_entropy_cells (law->form, set, count), 0, err);
}

void
mdm_closed_entropy (mdm_logform_t res, const mdm_law_t law, const size_t *set,
                    size_t count)
{
  switch (law->kind)
    {
    case MDM_LAW_INDEPENDENT:
      independent_entropy (res, law, set, count);
      break;
    case MDM_LAW_CHAIN:
    case MDM_LAW_WALK:
      mdm_gaps_entropy (res, law->form, set, count);
      break;
    case MDM_LAW_MIXED_IID:
    case MDM_LAW_PERMUTATION:
    case MDM_LAW_BALANCED:
      mdm_types_entropy (res, law->form, count);
      break;
    case MDM_LAW_ONE_HOT:
      mdm_blocks_entropy (res, law->form, set, count);
      break;
    case MDM_LAW_CODE:
      mdm_ranks_entropy (res, law, set, count);
      break;
    case MDM_LAW_UNIFILAR:
      mdm_unifilar_entropy (res, law->form, set, count);
      break;
    default:
      rank_entropy (res, law, set, count);
    }
}

/* P = max over tokens of the probability of one in row S, or in the mixture.
 */
static void
row_largest (fmpq_t p, const mdm_form_t *form, size_t s)
{
  size_t v = (size_t) form->vocab;
  MDM_FMPQ (x);
  MDM_FMPQ (term);

  fmpq_zero (p);
  for (size_t t = 0; t < v; t++)
    {
      fmpq_zero (x);
      if (form->kind == MDM_LAW_INDEPENDENT)
        fmpq_set (x, form->row + s * v + t);
      else
        for (size_t j = 0; j < form->states; j++)
          {
            fmpq_mul (term, form->start + j, form->row + j * v + t);
            fmpq_add (x, x, term);
          }
      if (fmpq_cmp (x, p) > 0)
        fmpq_swap (x, p);
    }
}

/* The largest probability of a token of the walk at position I, the middle of
   C(n, c) / 2^n, n = I + 1.  */
static void
walk_largest (fmpq_t p, size_t i)
{
  fmpz_bin_uiui (fmpq_numref (p), i + 1, (i + 1) / 2);
  fmpz_one (fmpq_denref (p));
  fmpz_mul_2exp (fmpq_denref (p), fmpq_denref (p), i + 1);
  fmpq_canonicalise (p);
}

/* Is there but one token that can stand at position I of the code?  */
static int
is_constant (const mdm_law_t law, size_t i)
{
  for (size_t r = 0; r < law->rank; r++)
    if (law->form->basis[r * law->length + i] != 0)
      return 0;
  return 1;
}

mdm_status
mdm_closed_largest (fmpq *largest, const mdm_law_t law, size_t count,
                    const mdm_limit_t *limit, mdm_err_t *err)
{
  if (law->kind == MDM_LAW_CHAIN)
    {
      mdm_gaps_largest (largest, law->form, count);
      return MDM_OK;
    }
  if (law->kind == MDM_LAW_UNIFILAR)
    {
      MDM_TRY (mdm_limit_check (
          limit, "the probabilities of the tokens at each position",
          mdm_unifilar_largest_cells (law->form, count), 0, err));
      mdm_unifilar_largest (largest, law->form, count);
      return MDM_OK;
    }
  for (size_t i = 0; i < count; i++)
    switch (law->kind)
      {
      case MDM_LAW_INDEPENDENT:
        row_largest (largest + i, law->form, law->form->place[i]);
        break;
      case MDM_LAW_MIXED_IID:
        if (i == 0)
          row_largest (largest, law->form, 0);
        else
          fmpq_set (largest + i, largest);
        break;
      case MDM_LAW_WALK:
        walk_largest (largest + i, i);
        break;
      case MDM_LAW_CODE:
        fmpq_set_ui (largest + i, 1,
                     is_constant (law, i) ? 1 : (ulong) law->vocab);
        break;
      case MDM_LAW_ONE_HOT:
        fmpq_set_ui (largest + i,
                     law->form->size < 3 ? 1 : law->form->size - 1,
                     law->form->size);
        break;
      case MDM_LAW_PERMUTATION:
      case MDM_LAW_BALANCED:
        fmpq_set_ui (largest + i, 1, (ulong) law->vocab);
        break;
      default: /* uniform, or of one value where the rank is 0 */
        fmpq_set_ui (largest + i, 1, law->rank > 0 ? (ulong) law->vocab : 1);
      }
  return MDM_OK;
}
