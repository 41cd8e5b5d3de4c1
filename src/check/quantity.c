/* quantity.c - terms: a coefficient and a quantity.

   A term is read, added to the value of its statement by the definition of
   its quantity, and written to the left side of the statement if its
   coefficient is positive, else to the right.  */
#include "check.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* Quantities and their arguments: S a schedule not of weights, Z of sizes or
   blocks, A not of blocks, Y any or the word `any'; t a step, n the same or 0;
   j 0 to L - 1, k 0 to L, m 1 to L, r 1 to 2^32; l an integer; G groups of
   positions.  They may occur on an instance (1), in the hypotheses (2) and in
   the claims (4) of a universal certificate.  */
static const struct form
{
  const char *name, *arguments;
  int where;
} forms[] = {
  { "one", "", 3 },     { "log", "l", 1 },        { "L", "", 3 },
  { "V", "", 1 },       { "T", "S", 3 },          { "smax", "Z", 3 },
  { "smin", "Z", 3 },   { "s", "Zt", 3 },         { "N", "Zn", 3 },
  { "a", "Aj", 3 },     { "pmax", "j", 1 },       { "pmax_least", "", 1 },
  { "e", "k", 5 },      { "d", "m", 5 },          { "Z", "m", 5 },
  { "tc", "", 5 },      { "dtc", "", 5 },         { "sum_mi", "", 5 },
  { "entropy", "", 5 }, { "R", "r", 5 },          { "U", "m", 5 },
  { "H", "G", 1 },      { "I", "G", 1 },          { "TC", "G", 1 },
  { "ekl", "Y", 5 },    { "kl_mixed", "S", 1 },   { "tv", "S", 1 },
  { "ser", "S", 1 },    { "log_ter_gap", "S", 1 }
};

/* A term while it is read: C times the quantity of this name, of a schedule
   (NULL for `any'), of a number, with the last argument as a word.  */
struct term
{
  const struct form *form;
  mpq_t c;
  struct schedule *s;
  uint64_t n;
  char *word;
};

static int
is (const struct term *term, const char *name)
{
  return strcmp (term->form->name, name) == 0;
}

/* Add A B Z_j, Z_j = e_1 + e_(j-1) - e_j.  */
static void
add_z (struct sum *sum, const struct law *law, const mpq_t a, uint64_t b,
       size_t j)
{
  sum_add_curve (sum, law, 1, a, b, 1);
  sum_add_curve (sum, law, j - 1, a, b, 1);
  sum_add_curve (sum, law, j, a, b, -1);
}

/* s times the sum over j >= 0 of 2^-j Z(|W_j| + 1), where |W_j| is
   L - ceil(s 2^-j), but not below 0.  From s 2^-j <= 1 on it is L - 1, and the
   rest of the sum is 2^(1-j) Z(L).  */
static void
add_bound_r (struct sum *sum, const struct law *law, const mpq_t c, uint64_t s)
{
  size_t length = law->length;
  RATIONAL (part);
  mpq_set (part, c);
  rational_scale (part, s);
  for (uint64_t size = s; size > 1; size = (size + 1) / 2)
    {
      add_z (sum, law, part, 1, size < length ? length - size + 1 : 1);
      mpq_div_2exp (part, part, 1);
    }
  add_z (sum, law, part, 2, length);
}

/* What is linear in the curve.  */
static void
add_curve (struct sum *sum, const struct law *law, const struct term *term)
{
  size_t length = law->length;
  uint64_t n = is (term, "entropy") ? length : term->n;
  int dtc = is (term, "dtc");
  if (is (term, "e") || is (term, "entropy") || is (term, "d"))
    sum_add_curve (sum, law, n, term->c, 1, 1);
  if (is (term, "d"))
    sum_add_curve (sum, law, n - 1, term->c, 1, -1);
  else if (is (term, "Z"))
    add_z (sum, law, term->c, 1, n);
  else if (is (term, "R"))
    add_bound_r (sum, law, term->c, n);
  else if (is (term, "U"))
    {
      /* Z_L + Z_(L-1) + .. = (n - 1) e_1 + e_(L-n+1) - e_L.  */
      sum_add_curve (sum, law, 1, term->c, n - 1, 1);
      sum_add_curve (sum, law, length - n + 1, term->c, 1, 1);
      sum_add_curve (sum, law, length, term->c, 1, -1);
    }
  if (is (term, "sum_mi") || dtc)
    add_z (sum, law, term->c, length, length);
  if (is (term, "tc") || dtc)
    {
      sum_add_curve (sum, law, 1, term->c, length, dtc ? -1 : 1);
      sum_add_curve (sum, law, length, term->c, 1, dtc ? 1 : -1);
    }
}

/* What is an integer.  */
static void
add_number (struct sum *sum, const struct law *law, const struct term *term)
{
  const struct schedule *s = term->s;
  uint64_t n = 0;
  spend (s != NULL ? s->steps : 1);
  if (is (term, "N"))
    for (uint64_t t = 0; t < term->n; t++)
      n += s->size[t];
  else
    n = is (term, "one")    ? 1
        : is (term, "L")    ? law->length
        : is (term, "V")    ? law->vocabulary
        : is (term, "T")    ? s->steps
        : is (term, "smax") ? schedule_extreme (s, 1)
        : is (term, "smin") ? schedule_extreme (s, 0)
        : is (term, "s")    ? s->size[term->n - 1]
                            : 0;
  sum_add (sum, term->c, n, 1);
}

/* The largest probability of a token at a position, or the least of these
   over all positions.  */
static void
add_largest (struct sum *sum, const struct law *law, const struct term *term)
{
  int one = is (term, "pmax");
  struct groups g;
  RATIONAL (least);
  mpq_set_ui (least, 1, 1);
  for (size_t i = one ? term->n : 0; i < (one ? term->n + 1 : law->length);
       i++)
    {
      unsigned char in[256] = { 0 };
      RATIONAL (largest);
      in[i] = 1;
      law_group (&g, law, in);
      for (size_t j = 0; j < g.count; j++)
        if (mpz_cmp (g.weight[j], mpq_numref (largest)) > 0)
          mpz_set (mpq_numref (largest), g.weight[j]);
      mpz_set (mpq_denref (largest), law->total);
      mpq_canonicalize (largest);
      if (mpq_cmp (largest, least) < 0)
        mpq_set (least, largest);
      groups_clear (&g);
    }
  mpq_mul (least, least, term->c);
  sum_add (sum, least, 1, 1);
}

/* KL(p || p_Y), TV or SER.  TV is the sum of p - p_Y where it is positive,
   which is on the support of p.  */
static void
add_output (struct sum *sum, const struct law *law, const struct term *term)
{
  RATIONAL (p);
  RATIONAL (ratio);
  schedule_output (term->s, law);
  if (is (term, "ser"))
    sum_add (sum, term->c, 1, 1);
  for (size_t r = 0; r < law->rows; r++)
    {
      mpq_t *y = &term->s->output[r];
      law_probability (p, law, r);
      mpq_div (ratio, p, *y);
      if (is (term, "ser"))
        mpq_neg (p, *y);
      else if (is (term, "tv"))
        {
          mpq_sub (p, p, *y);
          if (mpq_sgn (p) < 0)
            continue;
        }
      mpq_mul (p, p, term->c);
      if (is (term, "ser") || is (term, "tv"))
        {
          sum_add (sum, p, 1, 1);
          continue;
        }
      if (is (term, "log_ter_gap"))
        mpz_mul_ui (mpq_denref (p), mpq_denref (p), law->length);
      mpq_canonicalize (p);
      logs_add (&sum->logs, mpq_numref (ratio), p);
      mpq_neg (p, p);
      logs_add (&sum->logs, mpq_denref (ratio), p);
    }
}

/* Add C H(in | condition).  */
static void
add_conditional (struct sum *sum, const struct law *law, const mpq_t c,
                 const unsigned char *in, const unsigned char *condition)
{
  unsigned char both[256];
  RATIONAL (minus);
  mpq_neg (minus, c);
  for (size_t i = 0; i < 256; i++)
    both[i] = in[i] | condition[i];
  sum_add_entropy (sum, law, both, c);
  sum_add_entropy (sum, law, condition, minus);
}

/* Groups of positions as 0;1,2|3.  H, I and TC are the sum of H(group |
   condition) over the groups, I and TC less that of all of them together.  */
static void
add_groups (struct sum *sum, const struct law *law, const struct term *term)
{
  unsigned char of[256] = { 0 }, all[256] = { 0 }, condition[256] = { 0 };
  unsigned groups = 0, conditioned = 0;
  RATIONAL (minus);
  mpq_neg (minus, term->c);
  char *word = term->word, before = ';', after;
  for (; before != 0; before = after)
    {
      size_t size = strcspn (word, ",;|");
      after = word[size];
      word[size] = 0;
      uint64_t i = digits_number (word, 0, law->length - 1);
      groups += before == ';';
      conditioned += before == '|';
      if (all[i] || condition[i] || (conditioned && before == ';')
          || conditioned > 1)
        malformed ("a position occurs twice, or the condition is not last");
      of[i] = (unsigned char) groups;
      (conditioned ? condition : all)[i] = 1;
      word += size + 1;
    }
  if (is (term, "H") ? groups != 1 : is (term, "I") ? groups != 2 : groups < 2)
    malformed ("H has one group of positions, I two, TC two or more");
  for (unsigned g = 1; g <= groups; g++)
    {
      unsigned char in[256];
      for (size_t i = 0; i < 256; i++)
        in[i] = all[i] && of[i] == g;
      add_conditional (sum, law, term->c, in, condition);
    }
  if (groups > 1)
    add_conditional (sum, law, minus, all, condition);
}

static void
add_error (struct sum *sum, const struct law *law, const struct term *term)
{
  if (term->s == NULL)
    {
      mpq_add (sum->any, sum->any, term->c);
      sum->any_seen++;
    }
  else if (law->universal)
    sum_add_curve_error (sum, law, term->s, term->c);
  else
    sum_add_error (sum, law, term->s, term->c);
}

static void
add_term (struct sum *sum, const struct law *law, const struct term *term)
{
  RATIONAL (a);
  INTEGER (n);
  if (is (term, "log"))
    {
      digits_integer (n, term->word);
      if (mpz_cmp_ui (n, 2) < 0)
        malformed ("the logarithm is that of an integer of at least 2");
      logs_add (&sum->logs, n, term->c);
    }
  else if (is (term, "a"))
    {
      schedule_expected (a, term->s, law->length, term->n);
      mpq_mul (a, a, term->c);
      sum_add (sum, a, 1, 1);
    }
  else if (is (term, "ekl"))
    add_error (sum, law, term);
  else if (term->form->arguments[0] == 'G')
    add_groups (sum, law, term);
  else if (is (term, "pmax") || is (term, "pmax_least"))
    add_largest (sum, law, term);
  else if (term->form->where == 1 && term->form->arguments[0] == 'S')
    add_output (sum, law, term);
  else if (term->form->where == 5)
    add_curve (sum, law, term);
  else
    add_number (sum, law, term);
}

/* The schedule that WORD numbers, for an argument that is KIND.  */
static struct schedule *
find_schedule (const struct schedules *all, const char *word, char kind)
{
  if (kind == 'Y' && strcmp (word, "any") == 0)
    return NULL;
  struct schedule *s = &all->schedule[digits_number (word, 1, all->count) - 1];
  int sizes = s->kind == SIZES || s->kind == BLOCKS;
  if ((kind == 'Z' && !sizes) || (kind == 'A' && s->kind == BLOCKS)
      || (kind == 'S' && s->kind == WEIGHTS))
    malformed ("the schedule is not of a kind that has this quantity");
  return s;
}

/* Read the arguments and write them to WORDS.  */
static void
read_arguments (struct term *term, struct context *c, FILE *words)
{
  uint64_t length = c->law.length;
  const char *arguments = term->form->arguments;
  for (const char *p = arguments; *p != 0; p++)
    {
      char *word = term->word = parse_word ();
      if (strchr ("SZAY", *p) != NULL)
        term->s = find_schedule (&c->schedules, word, *p);
      else if (strchr ("lG", *p) == NULL)
        term->n = digits_number (word, strchr ("tmr", *p) != NULL,
                                 *p == 'r'                ? UINT64_C (1) << 32
                                 : *p == 't' || *p == 'n' ? term->s->steps
                                 : *p == 'j'              ? length - 1
                                                          : length);
      if (*p != 'Y' || term->s != NULL)
        fprintf (words, "%c%s%s", p == arguments ? '(' : ',', word,
                 p[1] == 0 ? ")" : "");
    }
}

static void
read_term (struct sum *sum, struct context *c, int where, FILE **side,
           int *used)
{
  struct term term = { .form = forms };
  const struct form *end = forms + sizeof forms / sizeof *forms;
  RATIONAL (size);
  mpq_init (term.c);
  parse_expect ("term");
  parse_rational (term.c);
  if (mpq_sgn (term.c) == 0)
    malformed ("a coefficient is 0");
  const char *name = parse_word ();
  while (term.form < end && strcmp (term.form->name, name) != 0)
    term.form++;
  if (term.form == end || !(term.form->where & where))
    malformed ("'%.32s' is no quantity that can be here", name);
  int right = mpq_sgn (term.c) < 0, one = is (&term, "one");
  FILE *words = side[right];
  mpq_abs (size, term.c);
  int unit = mpq_cmp_ui (size, 1, 1) == 0 && !one;
  fputs (used[right]++ ? " + " : "", words);
  if (!unit)
    mpq_out_str (words, 10, size);
  fprintf (words, "%s%s", unit || one ? "" : "*", one ? "" : name);
  read_arguments (&term, c, words);
  add_term (sum, &c->law, &term);
  mpq_clear (term.c);
}

void
terms_read (struct statement *s, struct context *c, uint64_t count,
            int hypothesis)
{
  size_t size;
  int used[2] = { 0 }, where = !c->law.universal ? 1 : hypothesis ? 2 : 4;
  FILE *side[2]
      = { open_text (&s->left, &size), open_text (&s->right, &size) };
  for (uint64_t i = 0; i < count; i++)
    read_term (&s->sum, c, where, side, used);
  for (int right = 0; right < 2; right++)
    {
      fputs (used[right] ? "" : "0", side[right]);
      close_text (side[right]);
    }
}
