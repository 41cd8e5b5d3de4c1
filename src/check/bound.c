/* bound.c - the least error of all policies, or ordered partitions, of so many
   rounds, by a program over what is revealed.

   In the state (R, x) of weight w the round that draws D adds, per weight W of
   all rows,
       W p(x) TC(X_D | x) = (|D| - 1) f(w) - sum over i in D and the values
                            of X_i of f(their weights)
                            + sum over the values of X_D of f(their weights),
   f(w) = w log w, and goes on from the states with these values.  For ordered
   partitions, which are blind to values, it is the sum of this over all x.
   f is enclosed between integers, in units of 2^-BITS, and what is least is
   bounded from below by the sum of lower bounds.  */
#include "policy.h"

static int blind; /* to values */
static uint64_t bits;

static mpz_t *
integers_new (size_t count)
{
  mpz_t *x = allocate (count * sizeof *x + 1);
  for (size_t i = 0; i < count; i++)
    mpz_init (x[i]);
  return x;
}

/* Add 2^BITS w log w, rounded, to SUM.  */
static void
add_bound (mpz_t sum, const mpz_t w, mpfr_rnd_t round)
{
  size_t size = mpz_sizeinbase (w, 2);
  INTEGER (part);
  mpfr_t t;
  spend (8, (bits + size) / 64 + 1, (bits + size) / 64 + 1);
  mpfr_init2 (t, (mpfr_prec_t) (bits + size + 64));
  mpfr_set_z (t, w, round);
  mpfr_log (t, t, round);
  mpfr_mul_z (t, t, w, round);
  mpfr_mul_2ui (t, t, bits, round);
  mpfr_get_z (part, t, round);
  mpz_add (sum, sum, part);
  mpfr_clear (t);
}

/* The view by SET with its bounds, one for each group or if BLIND one for all,
   and 0 as what is least.  */
static struct view *
bounded (uint64_t set)
{
  struct view *v = view (set, NULL);
  if (v->low != NULL)
    return v;
  v->count = blind ? 1 : v->groups.count;
  v->low = integers_new (v->count);
  v->high = integers_new (v->count);
  v->least = integers_new (v->count);
  for (size_t g = 0; g < v->groups.count; g++)
    {
      add_bound (v->low[blind ? 0 : g], v->groups.group[g].weight, MPFR_RNDD);
      add_bound (v->high[blind ? 0 : g], v->groups.group[g].weight, MPFR_RNDU);
    }
  return v;
}

/* Where what TO has as number H, by more than SET, is in FROM, by SET.  */
static size_t
within (const struct view *from, uint64_t set, const struct view *to, size_t h)
{
  spend (1, bits / 64, 1);
  return blind ? 0 : law_find (&from->groups, set, to->groups.group[h].row);
}

/* What the round that draws D of SET's rest costs with all that comes after
   it, for each group of SET, as COST.  */
static void
set_costs (mpz_t *cost, uint64_t set, uint64_t d)
{
  const struct view *from = bounded (set), *to = bounded (set | d);
  unsigned long more = (unsigned long) __builtin_popcountll (d) - 1;
  for (size_t g = 0; g < from->count; g++)
    mpz_mul_ui (cost[g], from->low[g], more);
  for (size_t h = 0; h < to->count; h++)
    {
      size_t g = within (from, set, to, h);
      mpz_add (cost[g], cost[g], to->low[h]);
      mpz_add (cost[g], cost[g], to->least[h]);
    }
  for (; d != 0; d &= d - 1)
    {
      const struct view *one = bounded (set | (d & -d));
      for (size_t h = 0; h < one->count; h++)
        {
          size_t g = within (from, set, one, h);
          mpz_sub (cost[g], cost[g], one->high[h]);
        }
    }
}

/* Set what is least from SET on with one round more than where more is
   revealed, the first time with one.  */
static void
improve (uint64_t set, int first)
{
  struct view *v = bounded (set);
  uint64_t rest = law.set & ~set, d = rest;
  static mpz_t *cost;
  if (cost == NULL)
    cost = integers_new (law.all.count);
  do
    {
      set_costs (cost, set, d);
      for (size_t g = 0; g < v->count; g++)
        if (d == rest || mpz_cmp (cost[g], v->least[g]) < 0)
          mpz_set (v->least[g], cost[g]);
      d = first ? 0 : (d - 1) & rest;
    }
  while (d != 0);
}

/* Sets with more come later: when a set is reached, these have what is least
   with one round less.  */
static mpz_srcptr
least_of (uint64_t rounds)
{
  for (uint64_t t = 1; t <= rounds; t++)
    for (uint64_t set = 0; set != law.set; set++)
      improve (set, t == 1);
  return bounded (0)->least[0];
}

void
optima_read (void)
{
  static const char *const kinds[] = { "policies", "partitions" };
  RATIONALS (low, high);
  RATIONALS (margin, one);
  require (law.kind == ROWS, "optima are those on one law");
  number (1, 1);
  item ("optimum", 1);
  blind = one_of (word (), kinds, 2, "kind") != 0;
  uint64_t rounds = number (1, law.length);
  uint64_t id = number (1, schedules);
  rational (margin);
  bits = number (64, 16384);
  require (law.length <= 20, "over a limit: an optimum on more than 20 "
                             "positions");
  mpq_set_ui (one, 1, 1);
  sum_start ();
  schedule_add_error (&schedule[id - 1], one);
  sum_expand (1);
  sum_enclose (low, high, bits);
  mpq_sub (high, high, margin);
  mpz_set (mpq_numref (low), least_of (rounds));
  mpz_mul_2exp (mpq_denref (low), law.total, bits);
  mpq_canonicalize (low);
  verify (mpq_cmp (low, high) > 0,
          "the optimum is not shown with this margin and these bits");
  say ("claim, of an optimum: ekl > ekl(%" PRIu64 ") - %Qd, for every %s <= "
       "%" PRIu64 "\n",
       id, margin,
       blind ? "ordered partition with T" : "policy with rounds_max", rounds);
}
