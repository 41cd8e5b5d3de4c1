/* joint.c - claims about every law in joint entropies: what is given, and sums
   of informations that are never negative.  */
#include "check.h"

static mpq_t *sets; /* the coefficient of H of each set of positions */
static struct given
{
  int equation;
  mpq_t *sets; /* = 0 if it is an equation, else <= 0 */
} *given;
static size_t givens;

void
joint_start (void)
{
  zeros (&sets, (size_t) 1 << law.length);
}

void
joint_add (uint64_t set, const mpq_t a, long b)
{
  if (set != 0)
    add_times (sets[set], a, b);
}

/* The error of an ordered partition: for each block D, after R, the sum over i
   in D of H(i,R) - H(R), less H(D,R) - H(R).  */
void
joint_add_error (const struct schedule *s, const mpq_t c)
{
  uint64_t before = 0;
  for (size_t t = 0; t < s->steps; before |= s->block[t++])
    {
      joint_add (before | s->block[t], c, -1);
      joint_add (before, c, 1 - __builtin_popcountll (s->block[t]));
      for (uint64_t rest = s->block[t]; rest != 0; rest &= rest - 1)
        joint_add (before | (rest & -rest), c, 1);
    }
}

/* Replace what is of the curve: e_k is the mean of H over the sets of k
   positions.  Nothing but entropies may be there.  Negate if it is >= 0.  */
static void
expand (int greater)
{
  RATIONAL (ways);
  require (mpq_sgn (sum.rational) == 0, "a sum of entropies has no number");
  for (size_t k = 1; k <= law.length; k++)
    {
      mpz_bin_uiui (mpq_numref (ways), law.length, k);
      mpq_div (sum.curve[k], sum.curve[k], ways);
    }
  for (uint64_t set = 1; set <= law.set; set++)
    {
      joint_add (set, sum.curve[__builtin_popcountll (set)], 1);
      if (greater)
        mpq_neg (sets[set], sets[set]);
    }
}

/* There may be none but what is given and claimed.  */
void
joint_none (void)
{
  for (uint64_t set = 1; set <= law.set; set++)
    require (mpq_sgn (sets[set]) == 0,
             "a hypothesis about all laws is about numbers alone");
}

void
joint_read_givens (void)
{
  static const char *const relations[] = { "<=", "=", ">=" };
  expect ("givens");
  for (uint64_t count = number (0, MANY); givens < count; givens++)
    {
      item ("given", givens + 1);
      size_t relation = one_of (word (), relations, 3, "relation");
      uint64_t terms = number (1, MANY);
      say ("given %zu:", givens + 1);
      terms_read (terms, relations[relation]);
      require (mpq_sgn (sum.any) == 0,
               "what is given is not about 'ekl any', which is of claims");
      expand (relation == 2);
      say ("\n");
      given = grow (given, givens, sizeof *given);
      given[givens] = (struct given){ relation == 1, sets };
      sets = NULL;
    }
}

/* The sum, <= 0 or with GREATER >= 0, follows if with informations and what is
   given, each so often, it is 0 for every set.  */
void
joint_check (int greater)
{
  RATIONAL (weight);
  expand (greater);
  expect ("elementals");
  for (uint64_t left = number (0, MANY); left > 0; left--)
    {
      expect ("elemental");
      rational (weight);
      verify (mpq_sgn (weight) > 0, "a weight is not greater than 0");
      information_read (weight);
    }
  expect ("uses");
  for (uint64_t left = number (0, MANY); left > 0; left--)
    {
      expect ("use");
      rational (weight);
      struct given *g = &given[number (1, givens) - 1];
      verify (mpq_sgn (weight) > 0 || g->equation,
              "a weight of what is no equation is not greater than 0");
      for (uint64_t set = 1; set <= law.set; set++)
        {
          mpq_neg (sum.rational, g->sets[set]);
          add (sets[set], sum.rational, weight);
        }
    }
  for (uint64_t set = 1; set <= law.set; set++)
    verify (mpq_sgn (sets[set]) == 0,
            "the sum is not the claim: the coefficient of a set differs");
}
