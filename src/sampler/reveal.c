#include <config.h>

#include "sampler/reveal.h"

#include "exact/fixed.h"
#include "exact/logsum.h"
#include "exact/scoped.h"
#include "info/agreement.h"
#include "info/entropy.h"

#include <stdlib.h>

/* Bits of a fixed-point number that are not used: its sign, and one more.  */
#define SPARE 2

void
mdm_reveal_init (mdm_reveal_t reveal)
{
  memset (reveal, 0, sizeof *reveal);
  fmpz_init (reveal->total);
}

static size_t
count_states (const mdm_reveal_struct *reveal)
{
  return reveal->start[(size_t) 1 << reveal->length];
}

void
mdm_reveal_clear (mdm_reveal_t reveal)
{
  if (reveal->start != NULL)
    _fmpz_vec_clear (reveal->weight, (slong) count_states (reveal));
  if (reveal->exact != NULL)
    for (size_t set = 0; set < (size_t) 1 << reveal->length; set++)
      mdm_logform_clear (reveal->exact + set);
  flint_free (reveal->start);
  flint_free (reveal->id);
  flint_free (reveal->first);
  flint_free (reveal->h);
  flint_free (reveal->exact);
  flint_free (reveal->known);
  fmpz_clear (reveal->total);
}

uint64_t
mdm_reveal_states (const mdm_law_t law, size_t k)
{
  uint64_t all = mdm_work_pow (law->vocab, k);

  return all < law->support ? all : law->support;
}

/* Bound the work and the memory of all classes.  */
static mdm_status
check_limit (const mdm_law_t law, int merged, const mdm_limit_t *limit,
             mdm_err_t *err)
{
  uint64_t sets = mdm_work_pow (2, law->length), states = 0;
  uint64_t rows = mdm_work_mul (sets, law->support);

  if (law->length > MDM_REVEAL_LENGTH_MAX)
    rows = UINT64_MAX;
  for (size_t k = 0; k <= law->length; k++)
    states = mdm_work_add (states,
                           mdm_work_mul (mdm_work_binomial (law->length, k),
                                         mdm_reveal_states (law, k)));
  if (merged)
    return mdm_limit_check (
        limit, "the table of all joint entropies",
        mdm_work_add (mdm_work_mul (rows, 2 * MDM_CELLS_PER_LOOKUP),
                      mdm_work_mul (states, MDM_CELLS_PER_LOGARITHM / 4)),
        mdm_work_mul (sets, 200), err);
  return mdm_limit_check (
      limit, "the table of all reveal states",
      mdm_work_add (mdm_work_mul (rows, 2 * MDM_CELLS_PER_LOOKUP),
                    mdm_work_mul (states, MDM_CELLS_PER_LOGARITHM / 4)),
      mdm_work_add (mdm_work_mul (rows, 4), mdm_work_mul (states, 40)), err);
}

/* Add the p log p of COUNT weights, each rounded down, in the unit of REVEAL:
   to H[0..COUNT), or where the states are merged all to H[0].  */
static void
add_terms (mdm_wide_signed_t *h, const mdm_reveal_t reveal, const fmpz *weight,
           size_t count, const fmpz_t total)
{
  slong precision = reveal->bits + 64 + (slong) fmpz_bits (total);
  MDM_ARB (p);
  MDM_ARB (x);

  for (size_t c = 0; c < count; c++)
    {
      arb_fmpz_div_fmpz (p, weight + c, total, precision);
      if (fmpz_equal (weight + c, total))
        continue;
      arb_log (x, p, precision);
      arb_mul (x, x, p, precision);
      h[reveal->merged ? 0 : c] += mdm_fixed_from_arb (x, reveal->bits);
    }
}

/* Record the states of SET, which are the CLASSES.  */
static void
record (mdm_reveal_t reveal, size_t set, const mdm_agreement_struct *classes,
        size_t *room)
{
  size_t start = reveal->start[set], count = classes->count;
  size_t kept = reveal->merged ? 1 : count, old = *room;
  MDM_FMPZ_VEC (weight, count);

  if (start + kept > *room)
    {
      *room = 2 * (start + kept);
      reveal->first
          = flint_realloc (reveal->first, *room * sizeof *reveal->first);
      reveal->h = flint_realloc (reveal->h, *room * sizeof *reveal->h);
      reveal->weight
          = flint_realloc (reveal->weight, *room * sizeof *reveal->weight);
      memset (reveal->weight + old, 0, (*room - old) * sizeof (fmpz));
    }
  memset (reveal->h + start, 0, kept * sizeof *reveal->h);
  reveal->start[set + 1] = start + kept;
  mdm_agreement_weights (weight, classes, reveal->law);
  add_terms (reveal->h + start, reveal, weight, count, reveal->law->total);
  if (reveal->merged)
    {
      reveal->first[start] = 0;
      fmpz_one (reveal->weight + start);
      return;
    }
  for (size_t r = 0, next = 0; r < classes->rows; r++)
    {
      reveal->id[set * reveal->rows + r] = classes->id[r];
      if (classes->id[r] == next)
        reveal->first[start + next++] = (uint32_t) r;
    }
  _fmpz_vec_swap (reveal->weight + start, weight, (slong) count);
}

/* Record all sets.  The classes of set S are at level[L]; level[j] has those
   of the upper j bits of S, so that from one set to the next only the levels
   are refined whose bits change.  */
static void
record_all (mdm_reveal_t reveal)
{
  size_t length = reveal->length, room = 0;
  mdm_agreement_struct *level = mdm_agreement_list (reveal->law, length + 1);

  for (size_t set = 0; set < (size_t) 1 << length; set++)
    {
      size_t changed = set == 0 ? length : (size_t) __builtin_ctzll (set) + 1;
      for (size_t j = length - changed; j < length; j++)
        {
          size_t position = length - 1 - j;
          if (set >> position & 1)
            mdm_agreement_refine (level + j + 1, level + j, reveal->law,
                                  position);
          else
            {
              memcpy (level[j + 1].id, level[j].id,
                      level[j].rows * sizeof *level[j].id);
              level[j + 1].count = level[j].count;
            }
        }
      record (reveal, set, level + length, &room);
    }
  mdm_agreement_list_free (level, length + 1);
}

/* How many bits are left behind the point of a sum of 2 L^2 entropies and as
   many prices: each at most L log V, and log V < 12.  */
static slong
bits_left (size_t length)
{
  return 128 - SPARE - (slong) FLINT_BIT_COUNT (24 * length * length * length);
}

mdm_status
mdm_reveal_set (mdm_reveal_t reveal, mdm_law_t law, int merged,
                const mdm_limit_t *limit, mdm_err_t *err)
{
  size_t sets;

  MDM_TRY (mdm_law_list (law, limit, err));
  MDM_TRY (check_limit (law, merged, limit, err));
  sets = (size_t) 1 << law->length;
  reveal->law = law;
  reveal->merged = merged;
  reveal->length = law->length;
  reveal->rows = merged ? 1 : law->support;
  reveal->bits = bits_left (law->length);
  reveal->start = flint_calloc (sets + 1, sizeof *reveal->start);
  if (merged)
    {
      fmpz_one (reveal->total);
      reveal->exact = flint_malloc (sets * sizeof *reveal->exact);
      for (size_t set = 0; set < sets; set++)
        mdm_logform_init (reveal->exact + set);
      reveal->known = flint_calloc (sets, 1);
    }
  else
    {
      fmpz_set (reveal->total, law->total);
      reveal->id = flint_malloc (sets * law->support * sizeof *reveal->id);
    }
  record_all (reveal);
  return MDM_OK;
}

static int
by_state (const void *x, const void *y)
{
  size_t a = ((const mdm_reveal_term_t *) x)->state;
  size_t b = ((const mdm_reveal_term_t *) y)->state;

  return (a > b) - (a < b);
}

/* H(X_SET), made when it is first asked for; lent.  */
static const mdm_logform_struct *
entropy (mdm_reveal_struct *reveal, size_t set)
{
  size_t position[MDM_REVEAL_LENGTH_MAX], count = 0;

  if (!reveal->known[set])
    {
      for (size_t i = 0; i < reveal->length; i++)
        if (set >> i & 1)
          position[count++] = i;
      mdm_entropy (reveal->exact + set, reveal->law, position, count);
      reveal->known[set] = 1;
    }
  return reveal->exact + set;
}

void
mdm_reveal_sum (mdm_logform_t res, mdm_reveal_struct *reveal,
                mdm_reveal_term_t *term, size_t count)
{
  MDM_LOGSUM (sum);
  MDM_FMPZ (c);
  MDM_FMPZ (mass);

  mdm_logform_zero (res);
  if (count > 0)
    qsort (term, count, sizeof *term, by_state);
  for (size_t i = 0; i < count;)
    {
      size_t state = term[i].state;
      fmpz_zero (c);
      for (; i < count && term[i].state == state; i++)
        fmpz_add_si (c, c, term[i].c);
      if (fmpz_is_zero (c))
        continue;
      if (reveal->merged)
        {
          /* One state a set: the number of the state is the set.  */
          mdm_logform_addmul_si (res, entropy (reveal, state),
                                 -fmpz_get_si (c));
          continue;
        }
      mdm_logsum_add_xlogx (sum, c, reveal->weight + state);
      fmpz_addmul (mass, c, reveal->weight + state);
    }
  if (reveal->merged)
    return;
  /* h = (w log w - w log W) / W.  */
  fmpz_neg (mass, mass);
  if (!fmpz_is_zero (mass))
    mdm_logsum_add (sum, mass, reveal->total);
  mdm_logsum_get (res, sum, reveal->total);
}
