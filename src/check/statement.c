/* statement.c - hypotheses and claims with their evidence.  */
#include "check.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* The kinds of claim: where they occur, whether they have SMAX and so one
   term `ekl any', whether they have a further count, and their relations.  */
static const struct claim_kind
{
  const char *word;
  int universal, every, counted;
  const char *relations; /* the first characters of those allowed, 2 letters */
} kinds[] = {
  { "claim", 0, 0, 0, "<= < = != > >=" },
  { "claim-every", 0, 1, 0, "< >" },
  { "theorem", 1, 0, 0, "<= >=" },
  { "theorem-every", 1, 1, 0, "<= >=" },
  { "theorem-some", 1, 1, 1, "<= >=" },
  { "counterexample", 1, 0, 1, "<= < = != > >=" },
  { "counterexample-every", 1, 1, 1, "<= < > >=" },
};

int
relation_holds (enum relation relation, int sign)
{
  switch (relation)
    {
    case LESS_EQUAL:
      return sign <= 0;
    case LESS:
      return sign < 0;
    case EQUAL:
      return sign == 0;
    case UNEQUAL:
      return sign != 0;
    case GREATER:
      return sign > 0;
    case GREATER_EQUAL:
      return sign >= 0;
    }
  return 0;
}

/* The `sign' record: -1, 0 or 1, and *BITS.  */
static int
read_sign (uint64_t *bits)
{
  parse_expect ("sign");
  const char *word = parse_word ();
  int sign
      = strcmp (word, "negative") == 0 ? -1 : strcmp (word, "positive") == 0;
  if (sign == 0 && strcmp (word, "zero") != 0)
    malformed ("'%.32s' is no sign", word);
  if (sign != 0)
    *bits = parse_number (64, 1048576);
  return sign;
}

/* Leave with 1 unless what is stated as the value is that of SUM.  */
static void
check_difference (const struct sum *sum, int universal)
{
  const struct logs *logs = &sum->logs;
  uint64_t last = 0;
  RATIONAL (stated);
  parse_expect ("difference");
  parse_rational (stated);
  uint64_t count = parse_number (0, universal ? 0 : NUMBER_MAX);
  if (!mpq_equal (stated, sum->rational))
    not_verified ("the difference has another rational part");
  if (count != logs->count)
    not_verified ("the difference has %zu logarithms, not %" PRIu64,
                  logs->count, count);
  for (uint64_t i = 0; i < count; i++)
    {
      parse_expect ("log");
      uint64_t j = parse_number (last + 1, NUMBER_MAX);
      const mpz_t *n = integers_base (j);
      parse_rational (stated);
      if (mpq_sgn (stated) == 0)
        malformed ("a coefficient is 0");
      if (mpz_cmp (*n, logs->term[i].n) != 0
          || !mpq_equal (stated, logs->term[i].c))
        not_verified ("the difference has another coefficient here");
      last = j;
    }
}

/* The sign of R + LOGS, which is not 0 if there are logarithms, as far as it
   is seen with BITS bits; 0 if it is not.  */
static int
find_sign (const mpq_t r, const struct logs *logs, uint64_t bits)
{
  int sign = logs->count == 0 ? mpq_sgn (r) : 0;
  for (uint64_t p = 0; sign == 0 && next_precision (&p, bits);)
    {
      mpfr_t low, high;
      mpfr_inits2 ((mpfr_prec_t) p + BITS_TO_SPARE, low, high, (mpfr_ptr) 0);
      spend (logs->count * p / 64);
      enclose (low, high, r, logs);
      sign = mpfr_sgn (low) > 0 ? 1 : mpfr_sgn (high) < 0 ? -1 : 0;
      mpfr_clears (low, high, (mpfr_ptr) 0);
    }
  return sign;
}

/* The evidence `difference' and `sign'.  */
static void
check_value (struct statement *s, const struct law *law)
{
  struct sum *sum = &s->sum;
  uint64_t bits = 0;
  if (!law->universal)
    {
      lattice_add (sum, law);
      logs_collect (&sum->logs);
      integers_replace (&sum->logs);
    }
  check_difference (sum, law->universal);
  int stated = read_sign (&bits);
  int zero = sum->logs.count == 0 && mpq_sgn (sum->rational) == 0;
  if (stated == 0 ? !zero
                  : find_sign (sum->rational, &sum->logs, bits) != stated)
    not_verified (zero || stated == 0
                      ? "the sign is another"
                      : "the sign is another, or is not seen with these bits");
  if (!relation_holds (s->relation, stated))
    not_verified ("the relation does not hold");
}

/* Set LOW, HIGH to bounds of C Z_j.  */
static void
enclose_z (mpfr_t low, mpfr_t high, const mpq_t c, const struct law *law,
           size_t j)
{
  struct sum z;
  sum_init (&z);
  sum_add_curve (&z, law, 1, c, 1, 1);
  sum_add_curve (&z, law, j - 1, c, 1, 1);
  sum_add_curve (&z, law, j, c, 1, -1);
  lattice_add (&z, law);
  logs_collect (&z.logs);
  spend (z.logs.count * (uint64_t) mpfr_get_prec (low) / 64);
  enclose (low, high, z.rational, &z.logs);
  sum_clear (&z, law);
}

/* Is the sum, negated if SIGN < 0, below 0 for every schedule of sizes in 1
   to SMAX, seen with P bits?  Of all ways to n tokens, BEST[n] is an upper
   bound of the greatest sum of what their blocks add: a block of s after n
   tokens adds the sum over j = 2..s of C (Z(n+j) - Z(n+1)).  */
static int
every_below (const struct statement *s, const struct law *law, mpfr_prec_t p,
             int sign)
{
  mpfr_t low[257], high[257], best[257], sum, step;
  RATIONAL (c);
  mpq_set (c, s->sum.any);
  if (sign < 0)
    mpq_neg (c, c);
  mpfr_inits2 (p, sum, step, (mpfr_ptr) 0);
  for (size_t n = 0; n <= law->length; n++)
    {
      mpfr_inits2 (p, low[n], high[n], best[n], (mpfr_ptr) 0);
      mpfr_set_inf (best[n], -1);
      if (n > 0)
        enclose_z (low[n], high[n], c, law, n);
    }
  enclose (step, best[0], s->sum.rational, &s->sum.logs);
  if (sign < 0)
    mpfr_neg (best[0], step, MPFR_RNDU);
  for (size_t n = 0; n < law->length; n++)
    {
      mpfr_set (sum, best[n], MPFR_RNDU);
      for (size_t size = 1; size <= s->smax && n + size <= law->length; size++)
        {
          mpfr_sub (step, high[n + size], low[n + 1], MPFR_RNDU);
          if (size > 1)
            mpfr_add (sum, sum, step, MPFR_RNDU);
          mpfr_max (best[n + size], best[n + size], sum, MPFR_RNDU);
        }
    }
  int below = mpfr_sgn (best[law->length]) < 0;
  for (size_t n = 0; n <= law->length; n++)
    mpfr_clears (low[n], high[n], best[n], (mpfr_ptr) 0);
  mpfr_clears (sum, step, (mpfr_ptr) 0);
  return below;
}

/* The evidence of `claim-every'.  */
static void
check_every (struct statement *s, const struct law *law)
{
  uint64_t bits = 0, p = 0;
  int wanted = s->relation == LESS ? -1 : 1, seen = 0;
  if (read_sign (&bits) != wanted)
    not_verified ("the sign is not that of the relation");
  lattice_add (&s->sum, law);
  logs_collect (&s->sum.logs);
  while (!seen && next_precision (&p, bits))
    seen = every_below (s, law, (mpfr_prec_t) p + BITS_TO_SPARE, -wanted);
  if (!seen)
    not_verified ("it is not seen with these bits for every schedule");
  curve_trusted = 1;
}

/* The hypotheses that a claim names, in words; USED tells of each whether
   some claim did.  */
static void
read_names (unsigned char *used, uint64_t count, FILE *words)
{
  uint64_t named = parse_number (0, count), last = 0;
  for (uint64_t i = 0; i < named; i++)
    {
      last = parse_number (last + 1, count);
      used[last - 1] = 1;
      fprintf (words, "%s%" PRIu64,
               i > 0       ? ", "
               : named > 1 ? ", under the hypotheses "
                           : ", under the hypothesis ",
               last);
    }
}

/* The relation of a claim of the kind K: one of those that it has.  */
static enum relation
read_relation (const struct claim_kind *k)
{
  enum relation relation = parse_relation ();
  const char *p = k->relations;
  for (size_t size; *p != 0; p += size + (p[size] == ' '))
    {
      size = strcspn (p, " ");
      if (strncmp (p, relation_name[relation], size) == 0
          && relation_name[relation][size] == 0)
        return relation;
    }
  malformed ("a %s has not this relation", k->word);
}

static void
read_hypothesis (struct context *c, uint64_t last)
{
  struct statement s = { .word = "hypothesis", .id = last + 1 };
  parse_expect (s.word);
  parse_number (last + 1, last + 1);
  s.relation = parse_relation ();
  uint64_t terms = parse_number (1, NUMBER_MAX);
  sum_init (&s.sum);
  terms_read (&s, c, terms, 1);
  if (s.sum.any_seen > 0)
    malformed ("a hypothesis is not about any schedule");
  check_value (&s, &c->law);
  fprintf (c->words, "hypothesis %" PRIu64 ": %s %s %s\n", s.id, s.left,
           relation_name[s.relation], s.right);
  sum_clear (&s.sum, &c->law);
  free (s.left);
  free (s.right);
}

static const struct claim_kind *
read_kind (int universal)
{
  const char *word = parse_record ();
  for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
    if (kinds[i].universal == universal && strcmp (kinds[i].word, word) == 0)
      return &kinds[i];
  malformed ("a claim is expected, not '%.32s'", word);
}

static void
read_claim (struct context *c, uint64_t last, unsigned char *used,
            uint64_t hypotheses)
{
  const struct claim_kind *k = read_kind (c->law.universal);
  struct statement s = { .word = k->word, .id = last + 1 };
  char *under, *scope;
  size_t size;
  FILE *names = open_text (&under, &size);
  FILE *words = open_text (&scope, &size);
  parse_number (last + 1, last + 1);
  if (k->every)
    s.smax = parse_number (1, c->law.length);
  s.relation = read_relation (k);
  uint64_t terms = parse_number (1, NUMBER_MAX);
  int some = strcmp (k->word, "theorem-some") == 0;
  uint64_t counted = k->counted ? parse_number (some, NUMBER_MAX) : 0;
  read_names (used, hypotheses, names);
  sum_init (&s.sum);
  terms_read (&s, c, terms, 0);
  if (s.sum.any_seen != (unsigned) k->every)
    malformed ("a %s has %s term 'ekl any'", k->word, k->every ? "one" : "no");
  if (c->law.universal)
    universal_check (&s, c, counted, words);
  else if (k->every)
    {
      check_every (&s, &c->law);
      fprintf (words, "for every schedule of sizes in 1 to %" PRIu64, s.smax);
    }
  else
    check_value (&s, &c->law);
  close_text (names);
  close_text (words);
  fprintf (c->words, "claim %" PRIu64 "%s%s: %s %s %s%s\n", s.id,
           *scope ? ", " : "", scope, s.left, relation_name[s.relation],
           s.right, under);
  sum_clear (&s.sum, &c->law);
  free (s.left);
  free (s.right);
  free (under);
  free (scope);
}

void
statements_read (struct context *c)
{
  unsigned char *used = NULL;
  size_t room = 0;
  parse_expect ("hypotheses");
  uint64_t hypotheses = parse_number (0, NUMBER_MAX);
  for (uint64_t i = 0; i < hypotheses; i++)
    {
      used = grow (used, i, &room, 1);
      used[i] = 0;
      read_hypothesis (c, i);
    }
  parse_expect ("claims");
  uint64_t claims = parse_number (1, NUMBER_MAX - hypotheses);
  for (uint64_t i = 0; i < claims; i++)
    read_claim (c, hypotheses + i, used, hypotheses);
  for (uint64_t i = 0; i < hypotheses; i++)
    if (!used[i])
      not_verified ("no claim names the hypothesis %" PRIu64, i + 1);
  free (used);
}
