#include <config.h>

#include "sampler/keep.h"

#include "exact/scoped.h"

void
mdm_keep_choose (mdm_choice_t *choice, const mdm_policy_t policy,
                 uint64_t among)
{
  unsigned masked = (unsigned) __builtin_popcountll (among);

  *choice = (mdm_choice_t){ 0, 0, 0 };
  if (policy->k >= masked)
    choice->fixed = among;
  else
    {
      choice->tied = among;
      choice->take = (unsigned) policy->k;
    }
}

/* Q = the probability that tokens of place C at SAID are ranked by.  */
static void
rank (fmpq_t q, const mdm_said_t *said, size_t c)
{
  const mdm_shares_t *shares = mdm_said_ranking (said);

  fmpq_set_fmpz_frac (q, shares->share + c, shares->whole);
}

/* The last of the kept candidates.  */
typedef struct
{
  fmpq_t least;    /* t */
  size_t position; /* the last of those in K with t */
  size_t number;   /* how many they are: a */
} last_t;

/* Multiply RES by what is said of the kept tokens, and find the LAST.  */
static void
keep (fmpq_t res, last_t *last, const mdm_said_t *said, size_t count,
      uint64_t kept, const uint16_t *x)
{
  MDM_FMPQ (q);

  last->number = last->position = 0;
  for (size_t i = 0; i < count; i++)
    {
      size_t c;
      int order;
      if (!(kept >> said[i].position & 1))
        continue;
      c = mdm_said_find (said + i, x[said[i].position]);
      fmpq_set_fmpz_frac (q, said[i].told.share + c, said[i].told.whole);
      fmpq_mul (res, res, q);
      rank (q, said + i, c);
      order = last->number == 0 ? -1 : fmpq_cmp (q, last->least);
      if (order < 0)
        {
          fmpq_set (last->least, q);
          last->number = 0;
        }
      if (order <= 0)
        {
          last->position = said[i].position;
          last->number++;
        }
    }
}

/* LESS and EQUAL = the probabilities that the candidate at SAID is ranked
   below LAST, and with it.  */
static void
rest (fmpq_t less, fmpq_t equal, const mdm_said_t *said, const last_t *last)
{
  MDM_FMPQ (q);
  MDM_FMPZ (below);
  MDM_FMPZ (same);

  for (size_t c = 0; c < said->count; c++)
    {
      int order;
      rank (q, said, c);
      order = fmpq_cmp (q, last->least);
      if (order < 0)
        fmpz_add (below, below, said->told.share + c);
      else if (order == 0)
        fmpz_add (same, same, said->told.share + c);
    }
  fmpq_set_fmpz_frac (less, below, said->told.whole);
  fmpq_set_fmpz_frac (equal, same, said->told.whole);
}

/* Multiply the polynomial COEFFICIENT of degree DEGREE by LESS + EQUAL z.  */
static void
multiply (fmpq *coefficient, size_t degree, const fmpq_t less,
          const fmpq_t equal)
{
  MDM_FMPQ (carry);

  for (size_t b = degree + 2; b-- > 0;)
    {
      fmpq_mul (coefficient + b, coefficient + b, less);
      if (b > 0)
        {
          fmpq_mul (carry, coefficient + b - 1, equal);
          fmpq_add (coefficient + b, coefficient + b, carry);
        }
    }
}

/* Multiply RES by the probability that all others come after LAST: the b-th
   COEFFICIENT is that of b of them being tied with it.  */
static void
break_ties (fmpq_t res, const fmpq *coefficient, size_t degree,
            const last_t *last)
{
  MDM_FMPQ (sum);
  MDM_FMPQ (part);
  MDM_FMPZ (binomial);

  for (size_t b = 0; b <= degree; b++)
    {
      fmpz_bin_uiui (binomial, last->number + b, last->number);
      fmpq_div_fmpz (part, coefficient + b, binomial);
      fmpq_add (sum, sum, part);
    }
  fmpq_mul (res, res, sum);
}

void
mdm_keep_chance (fmpq_t res, const mdm_policy_t policy, const mdm_said_t *said,
                 size_t count, uint64_t kept, const uint16_t *x)
{
  last_t last;
  size_t degree = 0;
  MDM_FMPQ (less);
  MDM_FMPQ (equal);
  MDM_FMPQ_VEC (coefficient, count + 2);

  fmpq_one (res);
  fmpq_init (last.least);
  keep (res, &last, said, count, kept, x);
  fmpq_one (coefficient);
  for (size_t i = 0; i < count && !fmpq_is_zero (res); i++)
    {
      if (kept >> said[i].position & 1)
        continue;
      rest (less, equal, said + i, &last);
      if (policy->random_ties)
        multiply (coefficient, degree++, less, equal);
      else
        {
          if (said[i].position > last.position)
            fmpq_add (less, less, equal);
          fmpq_mul (res, res, less);
        }
    }
  if (policy->random_ties)
    break_ties (res, coefficient, degree, &last);
  fmpq_clear (last.least);
}
