/* statement.c - hypotheses and claims with their evidence.  */
#include "check.h"

#include <assert.h>
#include <stdlib.h>
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
#define STRICT (1U << LESS | 1U << GREATER)
#define WEAK (1U << LESS_EQUAL | 1U << GREATER_EQUAL)
#define ALL (STRICT | WEAK | 1U << EQUAL | 1U << UNEQUAL)

int rays_trusted, codes_trusted;

/* A statement that is being read.  */
struct statement
{
  uint64_t smax;  /* if it has one term `ekl any' */
  uint64_t count; /* of parts or copies */
  enum relation relation;
  struct sum *sum;
  FILE *scope; /* for what it holds, in words */
};

static int
holds (enum relation relation, int sign)
{
  return sign < 0   ? relation <= LESS || relation == UNEQUAL
         : sign > 0 ? relation >= UNEQUAL
                    : relation == EQUAL || (1U << relation & WEAK);
}

/* Leave with 1 unless what is stated as the value is that of SUM.  */
static void
check_difference (const struct sum *sum)
{
  uint64_t last = 0;
  RATIONAL (stated);
  parse_expect ("difference");
  parse_rational (stated);
  uint64_t count = law.universal ? parse_number (0, 0) : parse_count (0);
  if (!mpq_equal (stated, sum->rational))
    not_verified ("the difference has another rational part");
  if (count != sum->logs)
    not_verified ("the difference has %zu logarithms, not %" PRIu64, sum->logs,
                  count);
  for (uint64_t i = 0; i < count; i++)
    {
      parse_expect ("log");
      uint64_t j = parse_count (last + 1);
      const mpz_t *n = integers_base (j);
      parse_rational (stated);
      if (mpq_sgn (stated) == 0)
        malformed ("a coefficient is 0");
      if (mpz_cmp (*n, sum->log[i].n) != 0
          || !mpq_equal (stated, sum->log[i].c))
        not_verified ("the difference has another coefficient here");
      last = j;
    }
}

/* The `sign' record: -1, 0 or 1, and *BITS.  */
static int
read_sign (uint64_t *bits)
{
  static const char *const signs[] = { "negative", "zero", "positive" };
  parse_expect ("sign");
  int sign = (int) parse_one_of (signs, 3, "sign") - 1;
  if (sign != 0)
    *bits = parse_number (64, 1048576);
  return sign;
}

/* The sign of SUM, which is not 0 if there are logarithms, as far as it is
   seen with BITS bits; 0 if it is not.  */
static int
find_sign (const struct sum *sum, uint64_t bits)
{
  int sign = sum->logs == 0 ? mpq_sgn (sum->rational) : 0;
  RATIONAL (low);
  RATIONAL (high);
  for (uint64_t p = 0; sign == 0 && p < bits;)
    {
      p = next_precision (p, bits);
      sum_enclose (low, high, sum, p);
      sign = mpq_sgn (low) > 0 ? 1 : mpq_sgn (high) < 0 ? -1 : 0;
    }
  return sign;
}

/* The evidence of a hypothesis or a `claim'.  */
static void
check_value (struct statement *s)
{
  uint64_t bits = 0;
  lattice_replace (s->sum);
  sum_collect (s->sum);
  integers_replace (s->sum);
  check_difference (s->sum);
  int stated = read_sign (&bits);
  int zero = s->sum->logs == 0 && mpq_sgn (s->sum->rational) == 0;
  if (zero ? stated != 0 : stated == 0 || find_sign (s->sum, bits) != stated)
    not_verified ("the sign is another, or is not seen with these bits");
  if (!holds (s->relation, stated))
    not_verified ("the relation does not hold");
}

/* Set LONGEST to the greatest sum over the blocks, of sizes s in 1 to SMAX, of
   s G[n], n being the tokens before the block, of all ways to L tokens.  By
   the curve identity the error of a schedule is such a sum for G[n] = d_(n+1),
   less e_L.  */
static void
longest_path (mpq_t longest, mpq_t *g, uint64_t smax)
{
  static mpq_t *kept;
  mpq_t *best = zeros (&kept, law.length + 1);
  RATIONAL (sum);
  curve_trusted = 1;
  for (size_t n = 0; n < law.length; n++)
    {
      uint64_t most = smax < law.length - n ? smax : law.length - n;
      spend (4 * most);
      mpq_set (sum, best[n]);
      for (size_t s = 1; s <= most; s++)
        {
          mpq_add (sum, sum, g[n]);
          /* What comes first at n + s is the largest block.  */
          if (n == 0 || s == smax || mpq_cmp (sum, best[n + s]) > 0)
            mpq_set (best[n + s], sum);
        }
    }
  mpq_set (longest, best[law.length]);
}

/* Set BOUND to an upper bound of SUM, negated if SIGN < 0, from P bits.  */
static void
bound_above (mpq_t bound, struct sum *sum, int sign, uint64_t p)
{
  RATIONAL (low);
  RATIONAL (high);
  lattice_replace (sum);
  sum_collect (sum);
  sum_enclose (low, high, sum, p);
  mpq_neg (low, low);
  mpq_set (bound, sign < 0 ? low : high);
}

/* The evidence of `claim-every': the sum, negated if it is to be above 0, is
   below 0 for the worst schedule, all d_(n+1) being replaced by bounds.  */
static void
check_every (struct statement *s)
{
  static mpq_t *kept;
  static struct sum d;
  uint64_t bits = 0, p = 0;
  int sign = s->relation == LESS ? 1 : -1, seen = 0;
  mpq_t *g = zeros (&kept, law.length);
  RATIONAL (constant);
  RATIONAL (worst);
  if (read_sign (&bits) != -sign)
    not_verified ("the sign is not that of the relation");
  sum_add_curve (s->sum, law.length, s->sum->any, -1);
  while (!seen && p < bits)
    {
      p = next_precision (p, bits);
      bound_above (constant, s->sum, sign, p);
      for (size_t n = 0; n < law.length; n++)
        {
          sum_start (&d);
          sum_add_curve (&d, n + 1, s->sum->any, 1);
          sum_add_curve (&d, n, s->sum->any, -1);
          bound_above (g[n], &d, sign, p);
        }
      longest_path (worst, g, s->smax);
      mpq_add (worst, worst, constant);
      seen = mpq_sgn (worst) < 0;
    }
  if (!seen)
    not_verified ("it is not seen with these bits for every schedule");
  fprintf (s->scope, "for every schedule of sizes in 1 to %" PRIu64, s->smax);
}

/* The values of the curve part of SUM on the rays 1 to L.  The increments
   d_1 >= .. >= d_L >= 0 of a law are sums with weights >= 0 of the rays r_m,
   on which e_k = min(k, m): from ray m - 1 to ray m, every e_k with k >= m
   grows by 1.  */
static mpq_t *
ray_values (const struct sum *sum)
{
  static mpq_t *kept;
  mpq_t *value = zeros (&kept, law.length + 1);
  /* Only what is linear in the curve can be a term of such a claim.  */
  assert (sum->logs == 0 && mpq_sgn (sum->rational) == 0);
  mpq_set (value[law.length], sum->curve[law.length]);
  for (size_t m = law.length; m-- > 1;)
    mpq_add (value[m], value[m + 1], sum->curve[m]);
  for (size_t m = 2; m <= law.length; m++)
    mpq_add (value[m], value[m], value[m - 1]);
  return value;
}

/* The mixture, as it is read: add its mean error to the sum.  */
static void
read_parts (struct statement *s)
{
  uint64_t last = 0;
  RATIONAL (weight);
  RATIONAL (left);
  mpq_set_ui (left, 1, 1);
  for (uint64_t i = 0; i < s->count; i++)
    {
      parse_expect ("part");
      parse_rational (weight);
      last = parse_number (last + 1, schedules);
      const struct schedule *part = &schedule[last - 1];
      if (mpq_sgn (weight) <= 0 || part->kind != SIZES)
        malformed ("a part is a weight greater than 0 and a schedule of "
                   "sizes");
      if (part->smax > s->smax || part->smin < 1)
        not_verified ("schedule %" PRIu64
                      " has not all sizes in 1 to %" PRIu64,
                      last, s->smax);
      fprintf (s->scope, "%s%" PRIu64 " (weight ", i > 0 ? ", " : "", last);
      mpq_out_str (s->scope, 10, weight);
      fputc (')', s->scope);
      mpq_sub (left, left, weight);
      mpq_mul (weight, weight, s->sum->any);
      schedule_add_error (s->sum, part, weight);
    }
  if (mpq_sgn (left) != 0)
    not_verified ("the weights of the mixture do not have the sum 1");
}

/* The table of rays: a statement <= 0 or >= 0 that is linear in the increments
   holds for every law if it does on every ray.  On ray M, the error of a
   schedule of sizes in 1 to SMAX is the end of the block with position M, less
   M: 0 to least (SMAX, L-M+1) - 1, of which the worst one for the relation is
   taken if it is about every schedule.  */
static void
check_theorem (struct statement *s)
{
  int less = s->relation == LESS_EQUAL, every = s->smax > 0 && s->count == 0;
  RATIONAL (stated);
  RATIONAL (worst);
  fputs ("for every law", s->scope);
  if (every)
    fprintf (s->scope, " and every schedule of sizes in 1 to %" PRIu64,
             s->smax);
  else if (s->smax > 0)
    fprintf (s->scope,
             " there is a schedule of sizes in 1 to %" PRIu64 " among ",
             s->smax);
  if (s->count > 0)
    read_parts (s);
  mpq_t *value = ray_values (s->sum);
  curve_trusted |= every;
  for (size_t m = 1; m <= law.length; m++)
    {
      parse_item ("ray", m);
      parse_rational (stated);
      if (every && (mpq_sgn (s->sum->any) > 0) == less)
        {
          uint64_t end = law.length - m + 1;
          mpq_set (worst, s->sum->any);
          rational_scale (worst, (s->smax < end ? s->smax : end) - 1);
          mpq_add (value[m], value[m], worst);
        }
      if (!mpq_equal (value[m], stated))
        not_verified ("the value on ray %zu is another", m);
      if (!holds (s->relation, mpq_sgn (stated)))
        not_verified ("the claim does not hold on ray %zu", m);
    }
  rays_trusted = 1;
}

/* Read the numbers n_m of copies, and set ALL to what the claim is on them but
   for `ekl any', G[n] to d_(n+1), the number of copies with m > n, and ENTROPY
   to e_L, the sum of d.  */
static void
read_copies (struct statement *s, mpq_t all, mpq_t entropy, mpq_t *g)
{
  uint64_t last = 0;
  RATIONAL (part);
  const mpq_t *value = (const mpq_t *) ray_values (s->sum);
  fputs (s->count == 0 ? "on a sequence without choice"
                       : "on independent copies:",
         s->scope);
  for (uint64_t i = 0; i < s->count; i++)
    {
      parse_expect ("copies");
      last = parse_number (last + 1, law.length);
      parse_integer (mpq_numref (g[last - 1]), 1);
      fputs (i > 0 ? ", " : " ", s->scope);
      mpq_out_str (s->scope, 10, g[last - 1]);
      if (last < law.length)
        fprintf (s->scope, " of an MDS code [%zu,%" PRIu64 "]", law.length,
                 last);
      else
        fputs (" of the uniform law", s->scope);
      mpq_mul (part, g[last - 1], value[last]);
      mpq_add (all, all, part);
    }
  for (size_t n = law.length; n-- > 0;)
    {
      if (n + 1 < law.length)
        mpq_add (g[n], g[n], g[n + 1]);
      mpq_add (entropy, entropy, g[n]);
    }
}

static void
check_counterexample (struct statement *s)
{
  static mpq_t *kept;
  mpq_t *g = zeros (&kept, law.length);
  RATIONAL (all);
  RATIONAL (entropy);
  RATIONAL (error);
  RATIONAL (stated);
  read_copies (s, all, entropy, g);
  if (s->smax > 0)
    {
      int less = s->relation == LESS || s->relation == LESS_EQUAL;
      int least = less != (mpq_sgn (s->sum->any) > 0);
      for (size_t n = 0; least && n < law.length; n++)
        mpq_neg (g[n], g[n]);
      longest_path (error, g, s->smax);
      if (least)
        mpq_neg (error, error);
      mpq_sub (error, error, entropy);
      mpq_mul (error, error, s->sum->any);
      mpq_add (all, all, error);
      fprintf (s->scope, ", for every schedule of sizes in 1 to %" PRIu64,
               s->smax);
    }
  parse_expect ("value");
  parse_rational (stated);
  if (!mpq_equal (all, stated))
    not_verified ("the value on the counterexample is another");
  if (!holds (s->relation, mpq_sgn (all)))
    not_verified ("the relation does not hold on the counterexample");
  codes_trusted = 1;
}

/* The kinds of statement: where they occur, whether they have SMAX and so one
   term `ekl any', whether and from what on they have a further count, and
   their relations.  */
static const struct kind_of_claim
{
  const char *word;
  int universal, every, counted;
  uint64_t least;
  unsigned relations;
  void (*check) (struct statement *);
} kinds[] = {
  { "claim", 0, 0, 0, 0, ALL, check_value },
  { "claim-every", 0, 1, 0, 0, STRICT, check_every },
  { "theorem", 1, 0, 0, 0, WEAK, check_theorem },
  { "theorem-every", 1, 1, 0, 0, WEAK, check_theorem },
  { "theorem-some", 1, 1, 1, 1, WEAK, check_theorem },
  { "counterexample", 1, 0, 1, 0, ALL, check_counterexample },
  { "counterexample-every", 1, 1, 1, 0, STRICT | WEAK, check_counterexample },
}, hypothesis = { "hypothesis", 0, 0, 0, 0, ALL, check_value };

/* The hypotheses that a claim names, in words; NAMED tells of each whether
   some claim did.  */
static void
read_names (unsigned char *named, uint64_t hypotheses, FILE *words)
{
  uint64_t count = parse_number (0, hypotheses), last = 0;
  for (uint64_t i = 0; i < count; i++)
    {
      last = parse_number (last + 1, hypotheses);
      named[last - 1] = 1;
      fprintf (words, "%s%" PRIu64,
               i > 0       ? ", "
               : count > 1 ? ", under the hypotheses "
                           : ", under the hypothesis ",
               last);
    }
}

/* Read what follows the first word of the statement ID of the kind K, and
   write it to WORDS.  */
static void
read_statement (const struct kind_of_claim *k, uint64_t id,
                unsigned char *named, uint64_t hypotheses, FILE *words)
{
  enum
  {
    SCOPE = RIGHT + 1,
    UNDER,
    PARTS
  };
  static struct sum sum;
  struct statement s = { .sum = &sum };
  FILE *part[PARTS];
  char *text[PARTS];
  size_t size;
  for (int i = 0; i < PARTS; i++)
    part[i] = checked (open_memstream (&text[i], &size));
  s.scope = part[SCOPE];
  parse_number (id, id);
  if (k->every)
    s.smax = parse_number (1, law.length);
  s.relation = (enum relation) parse_one_of (relations, 6, "relation");
  if (!(k->relations >> s.relation & 1))
    malformed ("a %s has not this relation", k->word);
  uint64_t terms = parse_count (1);
  if (k->counted)
    s.count = parse_count (k->least);
  if (k != &hypothesis)
    read_names (named, hypotheses, part[UNDER]);
  sum_start (&sum);
  terms_read (&sum, terms, k == &hypothesis, part);
  if (sum.any_seen != (unsigned) k->every)
    malformed ("a %s has %s term 'ekl any'", k->word, k->every ? "one" : "no");
  k->check (&s);
  for (int i = 0; i < PARTS; i++)
    if (fclose (part[i]) != 0)
      checked (NULL);
  fprintf (words, "%s %" PRIu64 "%s%s: %s %s %s%s\n",
           k == &hypothesis ? "hypothesis" : "claim", id,
           *text[SCOPE] ? ", " : "", text[SCOPE], text[LEFT],
           relations[s.relation], text[RIGHT], text[UNDER]);
  for (int i = 0; i < PARTS; i++)
    free (text[i]);
}

void
statements_read (FILE *words)
{
  unsigned char *named = NULL;
  parse_expect ("hypotheses");
  uint64_t hypotheses = parse_count (0);
  for (uint64_t i = 0; i < hypotheses; i++)
    {
      named = grow (named, i, 1);
      named[i] = 0;
      parse_expect (hypothesis.word);
      read_statement (&hypothesis, i + 1, NULL, 0, words);
    }
  parse_expect ("claims");
  uint64_t claims = parse_number (1, INT64_MAX - hypotheses);
  for (uint64_t i = 0; i < claims; i++)
    {
      const struct kind_of_claim *k = kinds;
      const struct kind_of_claim *end = kinds + sizeof kinds / sizeof *kinds;
      const char *word = parse_record ();
      while (k < end
             && (k->universal != law.universal || strcmp (k->word, word) != 0))
        k++;
      if (k == end)
        malformed ("a claim is expected, not '%.32s'", word);
      read_statement (k, hypotheses + i + 1, named, hypotheses, words);
    }
  for (uint64_t i = 0; i < hypotheses; i++)
    if (!named[i])
      not_verified ("no claim names the hypothesis %" PRIu64, i + 1);
  free (named);
}
