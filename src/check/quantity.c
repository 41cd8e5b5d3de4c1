/* quantity.c - terms: a coefficient and a quantity.

   A term is read, added to the value of its statement by the definition of
   its quantity, and written to the left side of the statement if its
   coefficient is positive, else to the right.  */
#include "check.h"

#include <stdlib.h>
#include <string.h>

/* A term while it is read: C times the quantity of this name, of a schedule
   (NULL for `any'), of a number, with the last argument as a word.  */
struct term
{
  const char *name;
  mpq_srcptr c;
  struct schedule *s;
  uint64_t n;
  char *word;
};

static int
is (const struct term *term, const char *name)
{
  return strcmp (term->name, name) == 0;
}

/* Add A B Z_j, Z_j = e_1 + e_(j-1) - e_j.  */
static void
add_z (struct sum *sum, const mpq_t a, long b, size_t j)
{
  sum_add_curve (sum, 1, a, b);
  sum_add_curve (sum, j - 1, a, b);
  sum_add_curve (sum, j, a, -b);
}

/* s times the sum over j >= 0 of 2^-j Z(|W_j| + 1), where |W_j| is
   L - ceil(s 2^-j), but not below 0.  From s 2^-j <= 1 on it is L - 1, and the
   rest of the sum is 2^(1-j) Z(L).  */
static void
bound_r (struct sum *sum, const struct term *term)
{
  RATIONAL (part);
  mpq_set (part, term->c);
  rational_scale (part, term->n);
  for (uint64_t size = term->n; size > 1; size = (size + 1) / 2)
    {
      add_z (sum, part, 1, size < law.length ? law.length - size + 1 : 1);
      mpq_div_2exp (part, part, 1);
    }
  add_z (sum, part, 2, law.length);
}

/* What else is linear in the curve.  */
static void
curve (struct sum *sum, const struct term *term)
{
  size_t length = law.length, n = is (term, "entropy") ? length : term->n;
  int dtc = is (term, "dtc");
  if (is (term, "e") || is (term, "entropy") || is (term, "d"))
    sum_add_curve (sum, n, term->c, 1);
  if (is (term, "d"))
    sum_add_curve (sum, n - 1, term->c, -1);
  else if (is (term, "Z"))
    add_z (sum, term->c, 1, n);
  else if (is (term, "U"))
    {
      /* Z_L + Z_(L-1) + .. = (n - 1) e_1 + e_(L-n+1) - e_L.  */
      sum_add_curve (sum, 1, term->c, (long) n - 1);
      sum_add_curve (sum, length - n + 1, term->c, 1);
      sum_add_curve (sum, length, term->c, -1);
    }
  if (is (term, "sum_mi") || dtc)
    add_z (sum, term->c, (long) length, length);
  if (is (term, "tc") || dtc)
    {
      sum_add_curve (sum, 1, term->c, (long) length * (dtc ? -1 : 1));
      sum_add_curve (sum, length, term->c, dtc ? 1 : -1);
    }
}

/* What is an integer.  */
static void
number (struct sum *sum, const struct term *term)
{
  const struct schedule *s = term->s;
  uint64_t n = is (term, "one")    ? 1
               : is (term, "L")    ? law.length
               : is (term, "V")    ? law.vocabulary
               : is (term, "T")    ? s->steps
               : is (term, "smax") ? s->smax
               : is (term, "smin") ? s->smin
               : is (term, "s")    ? s->size[term->n - 1]
                                   : 0;
  spend (s != NULL ? s->steps : 1);
  for (uint64_t t = 0; is (term, "N") && t < term->n; t++)
    n += s->size[t];
  sum_add (sum, term->c, (long) n);
}

static void
logarithm (struct sum *sum, const struct term *term)
{
  INTEGER (n);
  digits_integer (n, term->word);
  if (mpz_cmp_ui (n, 2) < 0)
    malformed ("the logarithm is that of an integer of at least 2");
  sum_add_log (sum, n, term->c, 1);
}

static void
expected (struct sum *sum, const struct term *term)
{
  RATIONAL (a);
  schedule_expected (a, term->s, term->n);
  mpq_mul (a, a, term->c);
  sum_add (sum, a, 1);
}

/* The largest probability of a token at a position, or the least of these
   over all positions.  */
static void
largest (struct sum *sum, const struct term *term)
{
  static struct groups g;
  int one = is (term, "pmax");
  RATIONAL (least);
  RATIONAL (p);
  mpq_set_ui (least, 1, 1);
  for (size_t i = one ? term->n : 0; i < (one ? term->n + 1 : law.length); i++)
    {
      unsigned char in[256] = { 0 };
      size_t top = 0;
      in[i] = 1;
      law_group (&g, in);
      for (size_t j = 1; j < g.count; j++)
        if (mpz_cmp (g.weight[j], g.weight[top]) > 0)
          top = j;
      law_probability (p, g.weight[top]);
      if (mpq_cmp (p, least) < 0)
        mpq_set (least, p);
    }
  mpq_mul (least, least, term->c);
  sum_add (sum, least, 1);
}

/* KL(p || p_Y), TV or SER.  TV is the sum of p - p_Y where it is positive,
   which is on the support of p.  */
static void
output (struct sum *sum, const struct term *term)
{
  RATIONAL (p);
  RATIONAL (ratio);
  schedule_output (term->s);
  if (is (term, "ser"))
    sum_add (sum, term->c, 1);
  for (size_t r = 0; r < law.rows; r++)
    {
      mpq_t *y = &term->s->output[r];
      law_probability (p, law.weight[r]);
      mpq_div (ratio, p, *y);
      if (is (term, "ser"))
        mpq_neg (p, *y);
      else if (is (term, "tv"))
        mpq_sub (p, p, *y);
      else if (is (term, "log_ter_gap"))
        mpz_mul_ui (mpq_denref (p), mpq_denref (p), law.length);
      mpq_canonicalize (p);
      if (is (term, "tv") && mpq_sgn (p) < 0)
        continue;
      mpq_mul (p, p, term->c);
      if (is (term, "ser") || is (term, "tv"))
        sum_add (sum, p, 1);
      else
        {
          sum_add_log (sum, mpq_numref (ratio), p, 1);
          sum_add_log (sum, mpq_denref (ratio), p, -1);
        }
    }
}

/* Groups of positions as 0;1,2|3.  H, I and TC are the sum of H(group |
   condition) over the groups, I and TC less that of all of them together.  */
static void
groups (struct sum *sum, const struct term *term)
{
  /* of[i] is the group of i from 1, CONDITION, or 0 for none.  */
  enum
  {
    CONDITION = 256
  };
  unsigned char in[256], condition[256];
  unsigned of[256] = { 0 }, count = 0, conditioned = 0;
  char *word = term->word, before = ';', after;
  for (; before != 0; before = after)
    {
      size_t size = strcspn (word, ",;|");
      after = word[size];
      word[size] = 0;
      uint64_t i = digits_number (word, 0, law.length - 1);
      count += before == ';';
      conditioned += before == '|';
      if (of[i] || (conditioned && before == ';') || conditioned > 1)
        malformed ("a position occurs twice, or the condition is not last");
      of[i] = conditioned ? CONDITION : count;
      word += size + 1;
    }
  if (is (term, "H") ? count != 1 : is (term, "I") ? count != 2 : count < 2)
    malformed ("H has one group of positions, I two, TC two or more");
  for (unsigned g = 1; g <= count + (count > 1); g++)
    {
      int all = g > count;
      for (size_t i = 0; i < 256; i++)
        {
          condition[i] = of[i] == CONDITION;
          in[i] = condition[i] || of[i] == g || (all && of[i] > 0);
        }
      sum_add_entropy (sum, in, term->c, all ? -1 : 1);
      sum_add_entropy (sum, condition, term->c, all ? 1 : -1);
    }
}

static void
error (struct sum *sum, const struct term *term)
{
  if (term->s != NULL)
    schedule_add_error (sum, term->s, term->c);
  else
    {
      mpq_add (sum->any, sum->any, term->c);
      sum->any_seen++;
    }
}

/* Quantities, their arguments, where they may occur, and what adds them.
   Arguments: S a schedule not of weights, Z of sizes or blocks, A not of
   blocks, Y any or the word `any'; t a step, n the same or 0; j 0 to L - 1,
   k 0 to L, m 1 to L, r 1 to 2^32; l an integer; G groups of positions.  They
   may occur on an instance (1), in the hypotheses (2) and in the claims (4) of
   a universal certificate.  */
static const struct form
{
  const char *name, *arguments;
  unsigned where;
  void (*add) (struct sum *, const struct term *);
} forms[]
    = { { "one", "", 3, number },         { "log", "l", 1, logarithm },
        { "L", "", 3, number },           { "V", "", 1, number },
        { "T", "S", 3, number },          { "smax", "Z", 3, number },
        { "smin", "Z", 3, number },       { "s", "Zt", 3, number },
        { "N", "Zn", 3, number },         { "a", "Aj", 3, expected },
        { "pmax", "j", 1, largest },      { "pmax_least", "", 1, largest },
        { "e", "k", 5, curve },           { "d", "m", 5, curve },
        { "Z", "m", 5, curve },           { "tc", "", 5, curve },
        { "dtc", "", 5, curve },          { "sum_mi", "", 5, curve },
        { "entropy", "", 5, curve },      { "R", "r", 5, bound_r },
        { "U", "m", 5, curve },           { "H", "G", 1, groups },
        { "I", "G", 1, groups },          { "TC", "G", 1, groups },
        { "ekl", "Y", 5, error },         { "kl_mixed", "S", 1, output },
        { "tv", "S", 1, output },         { "ser", "S", 1, output },
        { "log_ter_gap", "S", 1, output } };

/* Read the arguments and write them to WORDS.  */
static void
read_arguments (struct term *term, const char *arguments, FILE *words)
{
  for (const char *p = arguments; *p != 0; p++)
    {
      char *word = term->word = parse_word ();
      if (*p == 'Y' && strcmp (word, "any") == 0)
        return;
      if (strchr ("SZAY", *p) != NULL)
        {
          term->s = &schedule[digits_number (word, 1, schedules) - 1];
          if (term->s->kind == WEIGHTS  ? *p == 'S' || *p == 'Z'
              : term->s->kind == IID    ? *p == 'Z'
              : term->s->kind == BLOCKS ? *p == 'A'
                                        : 0)
            malformed ("the schedule is not of a kind that has this quantity");
        }
      else if (*p == 'r')
        term->n = digits_number (word, 1, UINT64_C (1) << 32);
      else if (*p == 't' || *p == 'n')
        term->n = digits_number (word, *p == 't', term->s->steps);
      else if (strchr ("jkm", *p) != NULL)
        term->n = digits_number (word, *p == 'm', law.length - (*p == 'j'));
      fprintf (words, "%c%s%s", p == arguments ? '(' : ',', word,
               p[1] == 0 ? ")" : "");
    }
}

void
terms_read (struct sum *sum, uint64_t count, int hypothesis,
            FILE *const *sides)
{
  int used[2] = { 0 };
  unsigned where = !law.universal ? 1 : hypothesis ? 2 : 4;
  for (uint64_t i = 0; i < count; i++)
    {
      const struct form *f = forms, *end = f + sizeof forms / sizeof *forms;
      RATIONAL (c);
      RATIONAL (size);
      parse_expect ("term");
      parse_rational (c);
      if (mpq_sgn (c) == 0)
        malformed ("a coefficient is 0");
      const char *name = parse_word ();
      while (f < end && strcmp (f->name, name) != 0)
        f++;
      if (f == end || !(f->where & where))
        malformed ("'%.32s' is no quantity that can be here", name);
      struct term term = { .name = f->name, .c = c };
      enum side side = mpq_sgn (c) > 0 ? LEFT : RIGHT;
      int one = is (&term, "one");
      mpq_abs (size, c);
      fputs (used[side]++ ? " + " : "", sides[side]);
      if (one || mpq_cmp_ui (size, 1, 1) != 0)
        {
          mpq_out_str (sides[side], 10, size);
          fputs (one ? "" : "*", sides[side]);
        }
      fputs (one ? "" : name, sides[side]);
      read_arguments (&term, f->arguments, sides[side]);
      f->add (sum, &term);
    }
  for (enum side side = LEFT; side <= RIGHT; side++)
    fputs (used[side] ? "" : "0", sides[side]);
}
