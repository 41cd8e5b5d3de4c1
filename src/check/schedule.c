/* schedule.c - schedules, their errors, and what is sampled.  */
#include "policy.h"

struct schedule *schedule;
size_t schedules;
int curve_trusted;

/* A set of positions that a schedule can reveal, or one and a position.  */
struct state
{
  uint64_t set;
  struct groups *groups; /* the values that it can have */
  /* The probability that exactly this is revealed, with each of them; in the
     end, with any; or NULL.  The same before the step.  */
  mpq_t *value, *before;
  mpq_t mean; /* what H(X at it) counts for in the error */
  struct state *next;
};

/* Read COUNT steps of S, numbers >= 0 with the sum 1 or L.  */
static void
read_steps (struct schedule *s, uint64_t count)
{
  uint64_t left_set = law.set;
  RATIONAL (left);
  mpq_set_ui (left, s->kind == IID ? 1 : law.length, 1);
  s->smin = law.length;
  for (size_t t = 0; t < count; t++)
    {
      s->step = grow (s->step, t, sizeof *s->step);
      s->block = grow (s->block, t, sizeof *s->block);
      mpq_init (s->step[t]);
      rational (s->step[t]);
      add_times (left, s->step[t], -1);
      require (mpq_sgn (s->step[t]) >= 0 && mpq_sgn (left) >= 0,
               "a number is negative, or their sum too large");
      if (s->kind != BLOCKS)
        say (" %Qd", s->step[t]);
      if (s->kind == IID || s->kind == WEIGHTS)
        continue;
      uint64_t size = mpz_get_ui (mpq_numref (s->step[t])), i = 0;
      require (mpz_cmp_ui (mpq_denref (s->step[t]), 1) == 0
                   && (size > 0 || s->kind == SIZES),
               "a size is an integer, of a block at least 1");
      s->smax = size > s->smax ? size : s->smax;
      s->smin = size < s->smin ? size : s->smin;
      for (size_t j = 0; s->kind == BLOCKS && j < size; j++, i++)
        {
          i = number (i, law.length - 1);
          require (left_set >> i & 1, "a position is in two blocks");
          left_set ^= UINT64_C (1) << i;
          s->block[t] |= UINT64_C (1) << i;
          say (j == 0 && t > 0 ? " | %" PRIu64 : " %" PRIu64, i);
        }
    }
  require (mpq_sgn (left) == 0, "the numbers have too small a sum");
  s->steps = count;
}

void
schedules_read (void)
{
  static const char *const kinds[]
      = { "sizes", "blocks", "iid", "weights", "policy" };
  static const char *const phrases[]
      = { "a uniformly random ordered partition into blocks of",
          "the ordered partition",
          "every token unmasks independently, at the steps with the "
          "probabilities",
          "any exchangeable process that draws, while exactly 0, 1, .. tokens "
          "are revealed, the expected numbers of tokens",
          "the policy that draws" };
  expect ("schedules");
  for (uint64_t count = number (0, MANY); schedules < count; schedules++)
    {
      item ("schedule", schedules + 1);
      schedule = grow (schedule, schedules, sizeof *schedule);
      struct schedule *s = &schedule[schedules];
      s->kind = (enum kind) one_of (word (), kinds, 5, "kind");
      require (law.kind == ROWS ? s->kind != WEIGHTS
                                : (s->kind != BLOCKS || law.kind == JOINT)
                                      && s->kind != POLICY,
               "%s is no kind of schedule here", kinds[s->kind]);
      say ("schedule %zu: %s", schedules + 1, phrases[s->kind]);
      uint64_t most = s->kind == WEIGHTS ? law.length : MANY;
      if (s->kind == POLICY)
        policy_read (s);
      else
        read_steps (s, number (s->kind == WEIGHTS ? most : 1, most));
      say ("\n");
    }
}

/* Set Q to the probability that of LEFT tokens exactly certain DRAWN ones
   unmask, each with the probability P.  */
static void
chance (mpq_t q, const mpq_t p, unsigned long drawn, unsigned long left)
{
  size_t limbs = left * mpz_sizeinbase (mpq_denref (p), 2) / 64;
  INTEGER (power);
  spend (1, limbs, limbs);
  mpz_pow_ui (mpq_numref (q), mpq_numref (p), drawn);
  mpz_sub (power, mpq_denref (p), mpq_numref (p));
  mpz_pow_ui (power, power, left - drawn);
  mpz_mul (mpq_numref (q), mpq_numref (q), power);
  mpz_pow_ui (mpq_denref (q), mpq_denref (p), left);
  mpq_canonicalize (q);
}

/* Of IID, with P before the step with probability PI it adds to a_k C(L,k)
   (L-k) P^k (1-P)^(L-k-1) PI, where 0^0 = 1.  */
mpq_t *
schedule_expected (struct schedule *s)
{
  RATIONALS (done, a);
  RATIONAL (ways);
  if (s->expected != NULL)
    return s->expected;
  zeros (&s->expected, law.length);
  for (size_t t = 0; t < s->steps; mpq_add (done, done, s->step[t++]))
    {
      if (s->kind == WEIGHTS)
        mpq_set (s->expected[t], s->step[t]);
      else if (s->kind != IID && mpq_sgn (s->step[t]) > 0)
        mpq_set (s->expected[mpz_get_ui (mpq_numref (done))], s->step[t]);
      for (size_t k = 0; s->kind == IID && k < law.length; k++)
        {
          chance (a, done, k, law.length - 1);
          mpz_bin_uiui (mpq_numref (ways), law.length, k);
          mpz_mul_ui (mpq_numref (ways), mpq_numref (ways), law.length - k);
          mpq_mul (a, a, ways);
          add (s->expected[k], a, s->step[t]);
        }
    }
  return s->expected;
}

/* That of SET, with groups of OF if there are few such.  */
static struct state *
state (struct schedule *s, uint64_t set, const struct groups *of)
{
  struct state *x = find (s, &set, sizeof set, sizeof *x);
  if (x->groups == NULL)
    {
      x->set = set;
      mpq_init (x->mean);
      x->groups = &view (set, s->kind == BLOCKS ? of : NULL)->groups;
      x->next = s->list;
      s->list = x;
    }
  return x;
}

/* What in R was revealed before the step, with the probability Q and what
   divides the probabilities of DRAWN more, as READY; not in lowest terms.  */
static mpq_t *ready;

static void
prepare (struct state *r, unsigned long drawn, const mpq_t q)
{
  INTEGER (power);
  for (size_t i = 0; i < r->groups->count; i++)
    {
      mpz_pow_ui (power, r->groups->group[i].weight, drawn);
      mpq_mul (ready[i], r->before[i], q);
      mpz_mul (mpq_denref (ready[i]), mpq_denref (ready[i]), power);
    }
}

/* D is drawn with probability Q if R was revealed before the step.  By its
   definition the error is the sum over D of H(X_i | X_R), less H(X_D | X_R),
   and p_Y the product over D of p(x_i | x_R).  */
static void
draw (struct schedule *s, struct state *r, uint64_t d, const mpq_t q)
{
  struct state *to = state (s, r->set | d, &law.all), *one[64];
  const struct groups *g = to->groups;
  size_t count = 0;
  RATIONAL (p);
  INTEGER (n);
  if (to->value == NULL)
    zeros (&to->value, g->count + 1);
  mpq_mul (p, r->before[r->groups->count], q);
  mpq_add (to->value[g->count], to->value[g->count], p);
  add_times (r->mean, p, 1 - __builtin_popcountll (d));
  mpq_sub (to->mean, to->mean, p);
  for (; d != 0; d &= d - 1, count++)
    {
      one[count] = state (s, r->set | (d & -d), g);
      mpq_add (one[count]->mean, one[count]->mean, p);
    }
  for (size_t i = 0; i < g->count; i++)
    {
      uint32_t row = g->group[i].row;
      spend (count + 1, 0, 0);
      mpz_set_ui (n, 1);
      for (size_t j = 0; j < count; j++)
        mpz_mul (n, n, law_weight (one[j]->groups, one[j]->set, row));
      gather (to->value[i], ready[law_find (r->groups, r->set, row)], n, p);
    }
}

/* The step T, from all that was revealed before it.  */
static void
go_on (struct schedule *s, size_t t, const mpq_t hazard)
{
  struct state *known = s->list, *x;
  RATIONAL (q);
  for (x = known; x != NULL; x = x->next)
    {
      mpq_t *value = x->value;
      x->value = x->before;
      x->before = value;
      if (x->value != NULL)
        zeros (&x->value, x->groups->count + 1);
    }
  for (x = known; x != NULL; x = x->next)
    {
      uint64_t rest = law.set & ~x->set, d = s->block[t] ? s->block[t] : rest;
      unsigned long left = (unsigned long) __builtin_popcountll (rest), drawn;
      for (drawn = 0; drawn <= left; drawn++)
        {
          mpq_set_ui (q, mpq_cmp_ui (s->step[t], drawn, 1) == 0, 1);
          if (s->kind == SIZES)
            mpz_bin_uiui (mpq_denref (q), left, drawn);
          else if (s->kind == IID)
            chance (q, hazard, drawn, left);
          if (mpq_sgn (q) == 0 || x->before == NULL
              || mpq_sgn (x->before[x->groups->count]) == 0)
            continue;
          prepare (x, drawn, q);
          for (int more = 1; more; more = s->kind != BLOCKS && d != rest)
            {
              spend (1, 0, 0);
              if ((unsigned long) __builtin_popcountll (d) == drawn)
                draw (s, x, d, q);
              d = s->kind == BLOCKS ? d : (d - 1) & rest;
            }
        }
    }
  /* Little cancels in sums of products, and much in the powers of IID.  */
  for (x = s->kind == IID || t + 1 == s->steps ? s->list : NULL; x != NULL;
       x = x->next)
    for (size_t i = 0; x->value != NULL && i < x->groups->count; i++)
      mpq_canonicalize (x->value[i]);
}

/* What is revealed in the end, with all that S can do gone through, once.  Of
   IID the hazard of a step is pi_t / (pi_t + pi_(t+1) + ..), and of no matter
   where this is 0: all was drawn.  */
static struct state *
run (struct schedule *s)
{
  if (s->list == NULL)
    {
      RATIONALS (left, hazard);
      zeros (&ready, law.all.count);
      mpq_set_ui (left, 1, 1);
      struct state *none = state (s, 0, &law.all);
      zeros (&none->value, 2);
      mpq_set_ui (none->value[0], 1, 1);
      mpq_set_ui (none->value[1], 1, 1);
      for (size_t t = 0; t < s->steps; t++)
        {
          if (mpq_sgn (left) != 0)
            mpq_div (hazard, s->step[t], left);
          add_times (left, s->step[t], -1);
          go_on (s, t, hazard);
        }
    }
  return state (s, law.set, &law.all);
}

/* The end has the groups of all positions, which are the rows.  */
mpq_t *
schedule_output (struct schedule *s)
{
  require (s->kind == BLOCKS || s->kind == POLICY || law.length <= 20,
           "over a limit: what is sampled on more than 20 positions");
  return s->kind == POLICY ? s->output : run (s)->value;
}

/* By its definition where that is cheap, else by Theorem 16 of Chen, Cong and
   Li, as in mdmcert-theory(7): the sum of a_k d_(k+1), less e_L, and d_(k+1) =
   e_(k+1) - e_k.
 */
void
schedule_add_error (struct schedule *s, const mpq_t c)
{
  RATIONAL (less);
  if (s->kind == POLICY)
    {
      policy_follow (s, c);
      return;
    }
  if (law.kind == ROWS && (s->kind == BLOCKS || law.length <= 6))
    {
      run (s);
      for (const struct state *x = s->list; x != NULL; x = x->next)
        if (mpq_sgn (x->mean) != 0)
          {
            mpq_mul (less, x->mean, c);
            sum_add_entropy (x->groups, less);
          }
      return;
    }
  curve_trusted = 1;
  mpq_neg (less, c);
  mpq_add (sum.curve[law.length], sum.curve[law.length], less);
  for (size_t k = 0; k < law.length; k++)
    {
      add (sum.curve[k + 1], schedule_expected (s)[k], c);
      add (sum.curve[k], schedule_expected (s)[k], less);
    }
}
