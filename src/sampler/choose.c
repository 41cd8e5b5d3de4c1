#include <config.h>

#include "sampler/choose.h"

#include "exact/limit.h"
#include "exact/scoped.h"

#include <string.h>

/* Bits of the balls that are compared first.  */
#define PRECISION 64

uint64_t
mdm_choose_among (const mdm_policy_t policy, uint64_t revealed, size_t length)
{
  uint64_t all = (UINT64_C (1) << length) - 1, masked = all & ~revealed;
  uint64_t b = policy->kind == MDM_POLICY_TABLE ? 0 : policy->block;
  size_t first;

  if (b == 0 || b >= length || masked == 0)
    return masked;
  first = (size_t) __builtin_ctzll (masked) / b * b;
  if (first + b < length)
    masked &= (UINT64_C (1) << (first + b)) - 1;
  return masked;
}

int
mdm_choose_listens (const mdm_policy_t policy)
{
  return policy->count != MDM_COUNT_K || policy->order < MDM_ORDER_LEFT;
}

/* Comparing two positions.  */

static int
compare_fractions (const fmpz_t a, const fmpz_t x, const fmpz_t b,
                   const fmpz_t y)
{
  MDM_FMPZ (ay);
  MDM_FMPZ (bx);

  if (fmpz_equal (x, y))
    return fmpz_cmp (a, b);
  fmpz_mul (ay, a, y);
  fmpz_mul (bx, b, x);
  return fmpz_cmp (ay, bx);
}

/* What the positions are ordered by.  */
typedef struct
{
  mdm_policy_order order;
  int own; /* by the law itself, whatever the predictor says */
  const mdm_said_t *said;
  size_t count;
  arb_ptr ball; /* entropies, or NULL */
} ranking_t;

static const mdm_shares_t *
shares_of (const ranking_t *ranking, size_t i)
{
  const mdm_said_t *said = ranking->said + i;

  return ranking->own ? &said->own : mdm_said_ranking (said);
}

/* Are two distributions the same up to the order of their tokens?  */
static int
same_shares (const mdm_shares_t *x, size_t n, const mdm_shares_t *y, size_t m)
{
  if (!fmpz_equal (x->whole, y->whole) || n != m)
    return 0;
  for (size_t i = 0; i < n; i++)
    {
      size_t here = 0, there = 0;
      for (size_t j = 0; j < n; j++)
        {
          here += fmpz_equal (x->share + i, x->share + j);
          there += fmpz_equal (x->share + i, y->share + j);
        }
      if (here != there)
        return 0;
    }
  return 1;
}

static mdm_status
undecided (mdm_err_t *err)
{
  return mdm_err_set (err, MDM_ELIMIT, NULL, 0, 0,
                      "entropies could not be compared within the limits of "
                      "precision");
}

/* *SIGN = that of H(i) - H(j).  */
static mdm_status
compare_entropies (int *sign, const ranking_t *ranking, size_t i, size_t j,
                   mdm_err_t *err)
{
  const mdm_shares_t *x = shares_of (ranking, i), *y = shares_of (ranking, j);
  size_t n = ranking->said[i].count, m = ranking->said[j].count;
  arb_srcptr a = ranking->ball + i, b = ranking->ball + j;
  MDM_LOGFORM (hx);
  MDM_LOGFORM (hy);

  *sign = arb_gt (a, b) ? 1 : arb_lt (a, b) ? -1 : 0;
  if (*sign != 0 || same_shares (x, n, y, m))
    return MDM_OK;
  mdm_shares_entropy (hx, x, n);
  mdm_shares_entropy (hy, y, m);
  return mdm_logform_cmp (sign, hx, hy) == MDM_OK ? MDM_OK : undecided (err);
}

/* *SIGN < 0: position I of the ranking comes before J; 0: they are tied.  */
static mdm_status
compare (int *sign, const ranking_t *ranking, size_t i, size_t j,
         mdm_err_t *err)
{
  const mdm_shares_t *x, *y;
  size_t n, m;
  MDM_FMPZ (a);
  MDM_FMPZ (b);

  *sign = 0;
  if (ranking->order == MDM_ORDER_RANDOM)
    return MDM_OK;
  if (ranking->order == MDM_ORDER_LEFT)
    {
      *sign = i < j ? -1 : 1;
      return MDM_OK;
    }
  if (ranking->order == MDM_ORDER_ENTROPY)
    return compare_entropies (sign, ranking, i, j, err);
  x = shares_of (ranking, i);
  y = shares_of (ranking, j);
  n = ranking->said[i].count;
  m = ranking->said[j].count;
  if (ranking->order == MDM_ORDER_CONFIDENCE)
    {
      *sign = -compare_fractions (mdm_shares_largest (x, n), x->whole,
                                  mdm_shares_largest (y, m), y->whole);
      return MDM_OK;
    }
  mdm_shares_margin (a, x, n);
  mdm_shares_margin (b, y, m);
  *sign = -compare_fractions (a, x->whole, b, y->whole);
  return MDM_OK;
}

/* Sorting.  */

static void
ranking_clear (ranking_t *ranking)
{
  if (ranking->ball != NULL)
    _arb_vec_clear (ranking->ball, (slong) ranking->count);
}

static void
ranking_init (ranking_t *ranking, mdm_policy_order order, int own,
              const mdm_said_t *said, size_t count)
{
  *ranking = (ranking_t){ order, own, said, count, NULL };
  if (order != MDM_ORDER_ENTROPY)
    return;
  ranking->ball = _arb_vec_init ((slong) count);
  for (size_t i = 0; i < count; i++)
    mdm_shares_entropy_ball (ranking->ball + i, shares_of (ranking, i),
                             said[i].count, PRECISION);
}

/* Set AT[0..COUNT) to the positions of RANKING in order, those that are tied
   in that of their numbers, and GROUP[i] to the first that AT[i] is tied with
   (so that it comes before them or is itself).  */
static mdm_status
sort (size_t *at, size_t *group, const ranking_t *ranking, mdm_err_t *err)
{
  for (size_t i = 0; i < ranking->count; i++)
    {
      size_t j = i;
      for (; j > 0; j--)
        {
          int sign;
          MDM_TRY (compare (&sign, ranking, at[j - 1], i, err));
          if (sign <= 0)
            break;
          at[j] = at[j - 1];
        }
      at[j] = i;
    }
  for (size_t i = 0; i < ranking->count; i++)
    {
      int sign = -1;
      if (i > 0)
        MDM_TRY (compare (&sign, ranking, at[i - 1], at[i], err));
      group[i] = sign == 0 ? group[i - 1] : i;
    }
  return MDM_OK;
}

mdm_status
mdm_choose_rank_entropies (size_t *rank, const mdm_said_t *said, size_t count,
                           mdm_err_t *err)
{
  MDM_CLEARED (ranking, ranking_t, ranking_clear);
  MDM_OWNED size_t *at = flint_malloc ((count + 1) * sizeof *at);
  MDM_OWNED size_t *group = flint_malloc ((count + 1) * sizeof *group);

  ranking_init (ranking, MDM_ORDER_ENTROPY, 1, said, count);
  MDM_TRY (sort (at, group, ranking, err));
  for (size_t i = 0; i < count; i++)
    rank[at[i]] = count - group[i];
  return MDM_OK;
}

/* How many.  */

/* RES = the largest probability at SAID.  */
static void
confidence (fmpq_t res, const mdm_said_t *said)
{
  const mdm_shares_t *shares = mdm_said_ranking (said);

  fmpq_set_fmpz_frac (res, mdm_shares_largest (shares, said->count),
                      shares->whole);
}

/* The largest n with (n + 1) (1 - c_(n)) < level, or 1: that product does not
   fall as n rises, and the confidences come in order.  */
static size_t
count_factor (const mdm_policy_t policy, const ranking_t *ranking,
              const size_t *at)
{
  size_t n = 0;
  MDM_FMPQ (c);

  while (n < ranking->count)
    {
      confidence (c, ranking->said + at[n]);
      fmpq_sub_si (c, c, 1);
      fmpq_neg (c, c);
      fmpq_mul_ui (c, c, n + 2);
      if (fmpq_cmp (c, policy->level) >= 0)
        break;
      n++;
    }
  return n == 0 ? 1 : n;
}

/* *SIGN = that of the sum of the first N entropies - gamma.  */
static mdm_status
compare_sum (int *sign, const mdm_policy_t policy, const ranking_t *ranking,
             const size_t *at, size_t n, mdm_err_t *err)
{
  MDM_ARB (sum);
  MDM_ARB (gamma);
  MDM_FMPQ (minus);
  MDM_LOGFORM (exact);
  MDM_LOGFORM (h);

  for (size_t i = 0; i < n; i++)
    arb_add (sum, sum, ranking->ball + at[i], PRECISION);
  arb_set_fmpq (gamma, policy->level, PRECISION);
  *sign = arb_gt (sum, gamma) ? 1 : arb_lt (sum, gamma) ? -1 : 0;
  if (*sign != 0)
    return MDM_OK;
  fmpq_neg (minus, policy->level);
  mdm_logform_set_fmpq (exact, minus);
  for (size_t i = 0; i < n; i++)
    {
      const mdm_said_t *said = ranking->said + at[i];
      mdm_shares_entropy (h, mdm_said_ranking (said), said->count);
      mdm_logform_add (exact, exact, h);
    }
  return mdm_logform_sign (sign, exact) == MDM_OK ? MDM_OK : undecided (err);
}

/* The largest n such that the first n have sum - max <= gamma, where the max
   is that of the last.  */
static mdm_status
count_gamma (size_t *count, const mdm_policy_t policy,
             const ranking_t *ranking, const size_t *at, mdm_err_t *err)
{
  for (*count = 1; *count < ranking->count; ++*count)
    {
      int sign;
      MDM_TRY (compare_sum (&sign, policy, ranking, at, *count, err));
      if (sign > 0)
        break;
    }
  return MDM_OK;
}

/* Choosing.  */

static uint64_t
bit (const ranking_t *ranking, size_t i)
{
  return UINT64_C (1) << ranking->said[i].position;
}

/* The first N in the order AT, with GROUP.  */
static void
take_first (mdm_choice_t *choice, const mdm_policy_t policy,
            const ranking_t *ranking, const size_t *at, const size_t *group,
            size_t n)
{
  int random = policy->random_ties || policy->order == MDM_ORDER_RANDOM;
  size_t first = n < ranking->count ? group[n] : n;

  *choice = (mdm_choice_t){ 0, 0, 0 };
  if (!random || first > n)
    first = n;
  for (size_t i = 0; i < first; i++)
    choice->fixed |= bit (ranking, at[i]);
  choice->take = (unsigned) (n - first);
  for (size_t i = first;
       choice->take > 0 && i < ranking->count && group[i] == first; i++)
    choice->tied |= bit (ranking, at[i]);
}

/* Those of a confidence of at least the level.  */
static uint64_t
above (const mdm_policy_t policy, const ranking_t *ranking)
{
  uint64_t set = 0;
  MDM_FMPQ (c);

  for (size_t i = 0; i < ranking->count; i++)
    {
      confidence (c, ranking->said + i);
      if (fmpq_cmp (c, policy->level) >= 0)
        set |= bit (ranking, i);
    }
  return set;
}

/* The first K bits of AMONG, or as many at random.  */
static void
choose_deaf (mdm_choice_t *choice, const mdm_policy_t policy, uint64_t among)
{
  *choice = (mdm_choice_t){ 0, 0, 0 };
  if (policy->k >= (uint64_t) __builtin_popcountll (among))
    choice->fixed = among;
  else if (policy->order == MDM_ORDER_RANDOM)
    {
      choice->tied = among;
      choice->take = (unsigned) policy->k;
    }
  else
    for (uint64_t i = 0; i < policy->k; i++, among &= among - 1)
      choice->fixed |= among & -among;
}

mdm_status
mdm_choose (mdm_choice_t *choice, const mdm_policy_t policy, uint64_t among,
            const mdm_said_t *said, size_t count, mdm_err_t *err)
{
  MDM_CLEARED (ranking, ranking_t, ranking_clear);
  MDM_OWNED size_t *at = flint_malloc ((count + 1) * sizeof *at);
  MDM_OWNED size_t *group = flint_malloc ((count + 1) * sizeof *group);
  size_t n = 1;

  ranking_init (ranking, policy->order, 0, said, said == NULL ? 0 : count);
  if (said == NULL)
    {
      choose_deaf (choice, policy, among);
      return MDM_OK;
    }
  *choice = (mdm_choice_t){ 0, 0, 0 };
  if (policy->count == MDM_COUNT_THRESHOLD)
    choice->fixed = above (policy, ranking);
  if (choice->fixed != 0)
    return MDM_OK;
  MDM_TRY (sort (at, group, ranking, err));
  if (policy->count == MDM_COUNT_K)
    n = policy->k < count ? (size_t) policy->k : count;
  else if (policy->count == MDM_COUNT_FACTOR)
    n = count_factor (policy, ranking, at);
  else if (policy->count == MDM_COUNT_GAMMA)
    MDM_TRY (count_gamma (&n, policy, ranking, at, err));
  take_first (choice, policy, ranking, at, group, n);
  return MDM_OK;
}

/* The subsets of a choice.  */

uint64_t
mdm_choice_count (const mdm_choice_t *choice)
{
  return mdm_work_binomial ((uint64_t) __builtin_popcountll (choice->tied),
                            choice->take);
}

/* The bits of PACKED, counted from the lowest, put where those of SET are.  */
static uint64_t
deposit (uint64_t packed, uint64_t set)
{
  uint64_t res = 0;

  for (; packed != 0; packed >>= 1, set &= set - 1)
    if (packed & 1)
      res |= set & -set;
  return res;
}

static uint64_t
extract (uint64_t from, uint64_t set)
{
  uint64_t res = 0;

  for (uint64_t place = 1; set != 0; set &= set - 1, place <<= 1)
    if (from & set & -set)
      res |= place;
  return res;
}

uint64_t
mdm_choice_first (const mdm_choice_t *choice)
{
  return choice->fixed
         | deposit ((UINT64_C (1) << choice->take) - 1, choice->tied);
}

uint64_t
mdm_choice_next (const mdm_choice_t *choice, uint64_t drawn)
{
  uint64_t packed = extract (drawn, choice->tied), low, ripple;
  unsigned tied = (unsigned) __builtin_popcountll (choice->tied);

  if (packed == 0)
    return 0;
  low = packed & -packed;
  ripple = packed + low;
  packed = ripple | (((ripple ^ packed) >> 2) / low);
  return packed >> tied != 0 ? 0
                             : choice->fixed | deposit (packed, choice->tied);
}
