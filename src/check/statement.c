/* statement.c - hypotheses and claims with their evidence.  */
#include "check.h"

#include <string.h>

enum relation
{
  LESS_EQUAL,
  LESS,
  EQUAL,
  UNEQUAL,
  GREATER,
  GREATER_EQUAL
};
static const char *const relations[] = { "<=", "<", "=", "!=", ">", ">=" };

/* Is it so with this sign?  For each the bits of -1, 0 and 1.  */
static int
holds (enum relation relation, int sign)
{
  static const unsigned of[] = { 3, 1, 2, 5, 4, 6 };
  return of[relation] >> (sign + 1) & 1;
}

static uint64_t steps; /* of every and some schedule, or 0: any number */
static int used;       /* some claim is about such */

/* Set LONGEST to the greatest sum over the blocks, of sizes s in 1 to SMAX, of
   s G[n], n being the tokens before the block, of all ways to L tokens in
   STEPS.  By the curve identity the error of a schedule is such a sum for G[n]
   = d_(n+1), less e_L.  Row T of BEST are the ways of T blocks, where these
   are counted.  */
static void
longest_path (mpq_t longest, mpq_t *g, uint64_t smax)
{
  static mpq_t *best;
  RATIONAL (path);
  size_t width = law.length + 1, to = 0;
  zeros (&best, (steps + 1) * width);
  for (size_t t = 0; t < steps || t == 0; t++)
    {
      to = steps > 0 ? t + 1 : 0;
      for (size_t n = t; n < law.length && (to == 0 || n <= t * smax); n++)
        {
          mpq_set (path, best[t * width + n]);
          for (size_t s = 1; s <= smax && n + s <= law.length; s++)
            {
              mpq_ptr most = best[to * width + n + s];
              add_times (path, g[n], 1);
              /* What comes first at n + s is the largest block.  */
              if (n == t || s == smax || mpq_cmp (path, most) > 0)
                mpq_set (most, path);
            }
        }
    }
  mpq_set (longest, best[to * width + law.length]);
}

/* How many blocks of at most SMAX N tokens need.  */
static uint64_t
least_blocks (uint64_t n, uint64_t smax)
{
  return n / smax + (n % smax > 0);
}

/* May a block of at most SMAX with position M end at END, in STEPS?  Those
   before and after it are any number from the least to one for each token.  */
static int
may_end (uint64_t m, uint64_t end, uint64_t smax)
{
  uint64_t after = law.length - end;
  for (uint64_t size = end - m + 1; size <= smax && size <= end; size++)
    {
      uint64_t before = end - size;
      spend (1, 0, 0);
      if (steps == 0
          || (least_blocks (before, smax) + 1 + least_blocks (after, smax)
                  <= steps
              && steps <= before + 1 + after))
        return 1;
    }
  return 0;
}

/* The error on ray M, the end of the block with position M, less M, that is
   the GREATEST or the least of all that are taken: 0 to least (SMAX, L-M+1) -
   1, but of STEPS those which leave room for the other blocks.  */
static uint64_t
worst (uint64_t m, uint64_t smax, int greatest)
{
  uint64_t end = greatest ? m + smax - 1 : m;
  end = end < law.length ? end : law.length;
  while (!may_end (m, end, smax))
    end += greatest ? -1 : 1;
  return end - m;
}

/* Add B d_(N+1) as often as `ekl any' to the sum.  */
static void
add_increment (size_t n, long b)
{
  add_times (sum.curve[n + 1], sum.any, b);
  add_times (sum.curve[n], sum.any, -b);
  sum_expand (1);
}

static void
say_schedules (const char *which, uint64_t smax)
{
  say (", for %s of ", which);
  if (steps > 0)
    say ("%" PRIu64 " blocks of ", steps);
  say ("sizes in 1 to %" PRIu64, smax);
}

/* The evidence of a claim on one law about every schedule: the sum, negated if
   it is to be greater than 0, is less than 0 for the worst of them, all that
   is added for d_(n+1) being bounded.  */
static void
check_every (enum relation relation, uint64_t smax)
{
  static mpq_t *g;
  int less = relation <= LESS, weak = holds (relation, 0), seen = 0;
  RATIONALS (low, high);
  RATIONALS (more_low, more_high);
  expect ("bits");
  uint64_t bits = number (64, 16384);
  curve_trusted = 1;
  zeros (&g, law.length);
  add_times (sum.curve[law.length], sum.any, -1);
  sum_expand (1);
  for (uint64_t p = 32; !seen && p < bits;)
    {
      p = p < bits / 2 ? 2 * p : bits;
      sum_enclose (low, high, p);
      for (size_t n = 0; n < law.length; n++)
        {
          add_increment (n, 1);
          sum_enclose (more_low, more_high, p);
          add_increment (n, -1);
          mpq_sub (g[n], less ? more_high : high, less ? low : more_low);
        }
      longest_path (more_high, g, smax);
      mpq_neg (low, low);
      mpq_add (more_high, more_high, less ? high : low);
      seen = mpq_sgn (more_high) < weak;
    }
  verify (seen, "the claim is not shown for every schedule with these bits");
  say_schedules ("every schedule", smax);
}

/* The mixture, as it is read: add its mean error to the sum.  */
static void
read_parts (uint64_t parts, uint64_t smax)
{
  RATIONALS (weight, left);
  mpq_set_ui (left, 1, 1);
  for (uint64_t i = 0, id = 0; i < parts; i++)
    {
      expect ("part");
      rational (weight);
      id = number (id + 1, schedules);
      struct schedule *s = &schedule[id - 1];
      require (mpq_sgn (weight) > 0 && s->kind == SIZES,
               "a part is a weight greater than 0 and a schedule of sizes");
      verify (s->smax <= smax && s->smin > 0,
              "schedule %" PRIu64 " has not all sizes in 1 to %" PRIu64, id,
              smax);
      verify (steps == 0 || s->steps == steps,
              "schedule %" PRIu64 " has not %" PRIu64 " blocks", id, steps);
      say ("%s %" PRIu64 " (weight %Qd)", i > 0 ? "," : "", id, weight);
      mpq_sub (left, left, weight);
      mpq_mul (weight, weight, sum.any);
      schedule_add_error (s, weight);
    }
  verify (mpq_sgn (left) == 0, "the weights have not the sum 1");
}

/* The table of rays: a statement <= 0 or >= 0 that is linear in the increments
   holds for every law if it does on every ray.  There the worst error for the
   relation is taken if it is about every schedule.  */
static void
check_rays (enum relation relation, uint64_t smax, uint64_t parts)
{
  int less = relation == LESS_EQUAL, every = smax > 0 && parts == 0;
  RATIONALS (stated, value);
  RATIONALS (ray, tail);
  if (smax > 0)
    say_schedules (every ? "every schedule" : "some schedule", smax);
  if (parts > 0)
    {
      say (" among");
      read_parts (parts, smax);
    }
  curve_trusted |= every;
  for (size_t m = 1; m <= law.length; m++)
    {
      item ("ray", m);
      rational (stated);
      sum_ray (ray, tail, m);
      mpq_set (value, ray);
      if (every)
        add_times (value, sum.any,
                   (long) worst (m, smax, (mpq_sgn (sum.any) > 0) == less));
      verify (mpq_equal (value, stated),
              "the value on ray %zu is not the one derived", m);
      verify (holds (relation, mpq_sgn (stated)),
              "the claim does not hold on ray %zu", m);
    }
}

static void
read_statement (const char *kind, uint64_t id, uint64_t hypotheses)
{
  int claim = *kind == 'c';
  uint64_t smax = 0, parts = 0;
  item (kind, id);
  enum relation relation = one_of (word (), relations, 6, "relation");
  uint64_t terms = number (1, MANY);
  if (claim)
    {
      smax = number (0, law.kind == JOINT ? 0 : law.length);
      parts = number (0, law.kind == EVERY && smax > 0 ? MANY : 0);
      number (hypotheses, hypotheses);
      used |= smax > 0;
      require (steps == 0 || smax == 0
                   || (steps <= law.length
                       && least_blocks (law.length, smax) <= steps),
               "there are no such schedules");
    }
  say ("%s %" PRIu64 ":", kind, id);
  terms_read (terms, relations[relation]);
  require ((mpq_sgn (sum.any) != 0) == (smax > 0),
           "a term 'ekl any' needs an smax of at least 1, and the reverse");
  require (smax == 0 || (relation != EQUAL && relation != UNEQUAL),
           "a claim about schedules is no equation");
  require (law.kind == ROWS || !claim || mpq_sgn (sum.rational) == 0,
           "a claim about units of log q has no number");
  require (!claim || (law.kind != EVERY && law.kind != JOINT)
               || relation == LESS_EQUAL || relation == GREATER_EQUAL,
           "a claim about every law is <= or >=");
  if (claim && law.kind == JOINT)
    joint_check (relation == GREATER_EQUAL);
  else if (claim && law.kind == EVERY)
    check_rays (relation, smax, parts);
  else if (smax > 0)
    check_every (relation, smax);
  else
    {
      sum_expand (claim || law.kind == ROWS);
      if (law.kind == JOINT)
        joint_none ();
      verify (holds (relation, sum_check ()), "the relation does not hold");
    }
  say ("\n");
}

void
statements_read (void)
{
  const char *next = record ();
  if (strcmp (next, "steps") == 0 && law.kind != JOINT)
    {
      steps = number (1, law.length);
      next = record ();
    }
  require (strcmp (next, "hypotheses") == 0,
           "'hypotheses' is expected, not '%.32s'", next);
  uint64_t hypotheses = number (0, MANY);
  for (uint64_t i = 1; i <= hypotheses; i++)
    read_statement ("hypothesis", i, 0);
  if (law.kind == JOINT)
    joint_read_givens ();
  expect ("claims");
  uint64_t claims = number (1, MANY - hypotheses);
  for (uint64_t i = 1; i <= claims; i++)
    read_statement ("claim", hypotheses + i, hypotheses);
  require (steps == 0 || used, "no claim is about schedules of so many steps");
}
