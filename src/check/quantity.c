/* quantity.c - terms: a coefficient and a quantity.  */
#include "check.h"

#include <string.h>

/* A term: C times the quantity of this name, of the schedule S (NULL for
   `any'), the number N, and with the last argument as a word.  */
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

/* What is A e_1 + B e_I + C e_J.  */
static void
curve (const struct term *term)
{
  long l = (long) law.length, n = (long) term->n;
  const struct
  {
    const char *name;
    long a, b, i, c, j;
  } forms[] = {
    { "e", 0, 1, n, 0, 0 },           { "d", 0, 1, n, -1, n - 1 },
    { "Z", 1, 1, n - 1, -1, n },      { "tc", l, -1, l, 0, 0 },
    { "dtc", 0, l, l - 1, 1 - l, l }, { "sum_mi", l, l, l - 1, -l, l },
    { "entropy", 0, 1, l, 0, 0 },     { "U", n - 1, 1, l - n + 1, -1, l },
  };
  for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
    if (is (term, forms[i].name))
      {
        add_times (sum.curve[1], term->c, forms[i].a);
        add_times (sum.curve[forms[i].i], term->c, forms[i].b);
        add_times (sum.curve[forms[i].j], term->c, forms[i].c);
      }
}

/* s times the sum over j >= 0 of 2^-j Z(|W_j| + 1), where |W_j| is
   L - ceil(s 2^-j), but not below 0.  From s 2^-j <= 1 on it is L - 1, and the
   rest of the sum is 2^(1-j) Z(L).  */
static void
bound_r (const struct term *term)
{
  RATIONAL (part);
  struct term z = { .name = "Z", .c = part };
  add_times (part, term->c, (long) term->n);
  for (uint64_t size = term->n; size > 1; size = (size + 1) / 2)
    {
      z.n = size < law.length ? law.length - size + 1 : 1;
      curve (&z);
      mpq_div_2exp (part, part, 1);
    }
  z.n = law.length;
  mpq_mul_2exp (part, part, 1);
  curve (&z);
}

static void
number_of (const struct term *term)
{
  struct schedule *s = term->s;
  RATIONAL (v);
  mpq_set_ui (v,
              is (term, "one")    ? 1
              : is (term, "L")    ? law.length
              : is (term, "V")    ? law.vocabulary
              : is (term, "T") || is (term, "rounds_max") ? s->steps
              : is (term, "smax") ? s->smax
              : is (term, "smin") ? s->smin
                                  : 0,
              1);
  if (is (term, "a"))
    mpq_set (v, schedule_expected (s)[term->n]);
  else if (is (term, "rounds_p") || is (term, "rounds_q"))
    mpq_set (v, is (term, "rounds_p") ? s->rounds_p : s->rounds_q);
  else
    for (size_t t = is (term, "s") ? term->n - 1 : 0; t < term->n; t++)
      add_times (v, s->step[t], 1);
  add (sum.rational, term->c, v);
}

/* The largest probability of a token at position N, or the least of these over
   all positions.  */
static void
largest (const struct term *term)
{
  int one = is (term, "pmax");
  RATIONALS (p, least);
  mpq_set_ui (least, 1, 1);
  for (size_t i = one ? term->n : 0; i < (one ? term->n + 1 : law.length); i++)
    {
      size_t top = 0;
      GROUPS (g, &law.all, UINT64_C (1) << i);
      for (size_t j = 1; j < g.count; j++)
        if (mpz_cmp (g.group[j].weight, g.group[top].weight) > 0)
          top = j;
      law_probability (p, g.group[top].weight);
      if (mpq_cmp (p, least) < 0)
        mpq_set (least, p);
    }
  add (sum.rational, term->c, least);
}

/* KL(p || p_Y), TV or SER.  TV is the sum of p - p_Y where it is positive,
   which is on the support of p.  */
static void
output (const struct term *term)
{
  int ser = is (term, "ser"), tv = is (term, "tv");
  mpq_t *y = schedule_output (term->s);
  RATIONALS (p, ratio);
  add_times (sum.rational, term->c, ser);
  for (size_t r = 0; r < law.all.count; r++)
    {
      law_probability (p, law.all.group[r].weight);
      mpq_div (ratio, p, y[r]);
      if (ser)
        mpq_set_ui (p, 0, 1);
      if (ser || tv)
        {
          mpq_sub (p, p, y[r]);
          if (ser || mpq_sgn (p) > 0)
            add (sum.rational, term->c, p);
          continue;
        }
      if (is (term, "log_ter_gap"))
        mpz_mul_ui (mpq_denref (p), mpq_denref (p), law.length);
      mpq_canonicalize (p);
      mpq_mul (p, p, term->c);
      sum_add_log (mpq_numref (ratio), p, 1);
      sum_add_log (mpq_denref (ratio), p, -1);
    }
}

/* Groups of positions as 0;1,2|3.  H, I and TC are the sum of H(group |
   condition) over the groups, I and TC less that of all of them together.  */
static void
groups (const struct term *term)
{
  uint64_t set[65] = { 0 }, all = 0, condition = 0;
  char *text = term->word, before = ';', after;
  long count = 0;
  for (; before != 0; before = after)
    {
      size_t size = strcspn (text, ",;|");
      after = text[size];
      text[size] = 0;
      uint64_t i = UINT64_C (1) << to_number (text, 0, law.length - 1);
      require (!(all & i) && (!condition || before == ','),
               "a position occurs twice, or the condition is not last");
      all |= i;
      count += before == ';';
      if (condition || before == '|')
        condition |= i;
      else
        set[count - 1] |= i;
      text += size + 1;
    }
  require (is (term, "H")   ? count == 1
           : is (term, "I") ? count == 2
                            : count > 1,
           "H has one group of positions, I two, TC two or more");
  long more = count > 1;
  set[count] = all;
  for (long g = -1; g <= count; g++)
    {
      uint64_t of = g < 0 ? condition : set[g] | condition;
      long times = g < 0 ? more - count : g < count ? 1 : -more;
      RATIONAL (c);
      add_times (c, term->c, times);
      if (law.kind == JOINT)
        {
          joint_add (of, c, 1);
          continue;
        }
      GROUPS (x, &law.all, of);
      sum_add_entropy (&x, c);
    }
}

void
information_read (const mpq_t c)
{
  static const char *const names[] = { "H", "I" };
  struct term term = { .name = names[one_of (word (), names, 2, "name")],
                       .c = c };
  term.word = word ();
  groups (&term);
}

static void
log_or_error (const struct term *term)
{
  INTEGER (n);
  if (law.kind == JOINT && term->s != NULL && term->s->kind == BLOCKS)
    joint_add_error (term->s, term->c);
  else if (term->s != NULL)
    schedule_add_error (term->s, term->c);
  else if (is (term, "ekl"))
    mpq_add (sum.any, sum.any, term->c);
  else
    {
      to_integer (n, term->word, 2);
      sum_add_log (n, term->c, 1);
    }
}

/* Quantities, their arguments, whether they need the rows of a law, and what
   adds them.  Arguments: S a schedule not of weights, Z of sizes or blocks, A
   not of blocks or a policy, P a policy, Y any or the word `any'; t a step, n the same or 0; j 0 to
   L - 1, k 0 to L, m 1 to L, r 1 to 2^32; l an integer; G groups of
   positions.  */
static const struct form
{
  const char *name, *arguments;
  int rows;
  void (*add) (const struct term *);
} forms[]
    = { { "one", "", 0, number_of },      { "log", "l", 1, log_or_error },
        { "L", "", 0, number_of },        { "V", "", 1, number_of },
        { "T", "S", 0, number_of },       { "smax", "Z", 0, number_of },
        { "smin", "Z", 0, number_of },    { "s", "Zt", 0, number_of },
        { "N", "Zn", 0, number_of },      { "a", "Aj", 0, number_of },
        { "pmax", "j", 1, largest },      { "pmax_least", "", 1, largest },
        { "e", "k", 0, curve },           { "d", "m", 0, curve },
        { "Z", "m", 0, curve },           { "tc", "", 0, curve },
        { "dtc", "", 0, curve },          { "sum_mi", "", 0, curve },
        { "entropy", "", 0, curve },      { "R", "r", 0, bound_r },
        { "U", "m", 0, curve },           { "H", "G", 1, groups },
        { "I", "G", 1, groups },          { "TC", "G", 1, groups },
        { "ekl", "Y", 0, log_or_error },  { "kl_mixed", "S", 1, output },
        { "tv", "S", 1, output },         { "ser", "S", 1, output },
        { "log_ter_gap", "S", 1, output }, { "rounds_p", "P", 1, number_of },
        { "rounds_q", "P", 1, number_of },
        { "rounds_max", "P", 1, number_of } };

/* Read the arguments and write them.  */
static void
read_arguments (struct term *term, const char *arguments)
{
  /* By the kind of the schedule.  */
  static const char *const takes[] = { "SZAY", "SZY", "SAY", "AY", "SYP" };
  for (const char *p = arguments; *p != 0; p++)
    {
      char *text = term->word = word ();
      if (*p == 'Y' && strcmp (text, "any") == 0)
        return;
      say ("%c%s%s", p == arguments ? '(' : ',', text, p[1] == 0 ? ")" : "");
      if (strchr ("SZAYP", *p) != NULL)
        {
          term->s = &schedule[to_number (text, 1, schedules) - 1];
          require (strchr (takes[term->s->kind], *p) != NULL,
                   "the schedule is not of a kind that has this quantity");
        }
      else if (*p != 'l' && *p != 'G')
        term->n
            = to_number (text, strchr ("tmr", *p) != NULL,
                         *p == 'r'                ? UINT64_C (1) << 32
                         : *p == 't' || *p == 'n' ? term->s->steps
                                                  : law.length - (*p == 'j'));
    }
}

void
terms_read (uint64_t terms, const char *relation)
{
  int left = 1; /* of the relation: positive terms, which come first */
  sum_start ();
  for (uint64_t i = 0; i < terms; i++)
    {
      const struct form *f = forms, *end = f + sizeof forms / sizeof *forms;
      RATIONALS (c, size);
      expect ("term");
      rational (c);
      require (mpq_sgn (c) < 0 || (mpq_sgn (c) > 0 && left),
               "a coefficient is 0, or positive after a negative one");
      const char *name = word ();
      while (f < end && strcmp (f->name, name) != 0)
        f++;
      require (f < end && (law.kind == ROWS || !f->rows
                           || (law.kind == JOINT && f->add == groups)),
               "'%.32s' is no quantity that can be here", name);
      if (left && mpq_sgn (c) < 0)
        say ("%s %s ", i == 0 ? " 0" : "", relation);
      else
        say (i > 0 ? " + " : " ");
      left = mpq_sgn (c) > 0;
      mpq_abs (size, c);
      if (strcmp (name, "one") == 0)
        say ("%Qd", size);
      else if (mpq_cmp_ui (size, 1, 1) == 0)
        say ("%s", name);
      else
        say ("%Qd*%s", size, name);
      struct term term = { .name = f->name, .c = c };
      read_arguments (&term, f->arguments);
      f->add (&term);
    }
  if (left)
    say (" %s 0", relation);
}
