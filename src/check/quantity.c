/* quantity.c - terms: a coefficient and a quantity.

   A term is read, added to the value of its statement by the definition of
   its quantity, and written to the left side of the statement if its
   coefficient is positive, else to the right.  */
#include "check.h"

#include <assert.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* Where a quantity may occur: on an instance, in the hypotheses and in the
   claims of a universal certificate.  */
enum
{
  INSTANCE = 1,
  HYPOTHESIS = 2,
  UNIVERSAL = 4
};

enum quantity
{
  ONE,
  LOG,
  LENGTH,
  VOCABULARY,
  STEPS,
  SMAX,
  SMIN,
  SIZE,
  DRAWN,
  EXPECTED,
  PMAX,
  PMAX_LEAST,
  ENTROPY_MEAN,
  INCREMENT,
  CURVE,
  TC,
  DTC,
  SUM_MI,
  ENTROPY,
  BOUND_R,
  BOUND_U,
  SETS_H,
  SETS_I,
  SETS_TC,
  EKL,
  KL_MIXED,
  TV,
  SER,
  TER_GAP
};

/* The arguments: S a schedule; Z one of sizes or blocks; t a step of it, n
   the same or 0; A one not of blocks; j 0 to L - 1; i the same, k 0 to L, m 1
   to L, r 1 to 2^32; l an integer >= 2; G groups of positions; Y a schedule
   or `any'.  */
static const struct
{
  const char *name, *arguments;
  int where;
} quantities[] = {
  [ONE] = { "one", "", INSTANCE | HYPOTHESIS },
  [LOG] = { "log", "l", INSTANCE },
  [LENGTH] = { "L", "", INSTANCE | HYPOTHESIS },
  [VOCABULARY] = { "V", "", INSTANCE },
  [STEPS] = { "T", "S", INSTANCE | HYPOTHESIS },
  [SMAX] = { "smax", "Z", INSTANCE | HYPOTHESIS },
  [SMIN] = { "smin", "Z", INSTANCE | HYPOTHESIS },
  [SIZE] = { "s", "Zt", INSTANCE | HYPOTHESIS },
  [DRAWN] = { "N", "Zn", INSTANCE | HYPOTHESIS },
  [EXPECTED] = { "a", "Aj", INSTANCE | HYPOTHESIS },
  [PMAX] = { "pmax", "j", INSTANCE },
  [PMAX_LEAST] = { "pmax_least", "", INSTANCE },
  [ENTROPY_MEAN] = { "e", "k", INSTANCE | UNIVERSAL },
  [INCREMENT] = { "d", "m", INSTANCE | UNIVERSAL },
  [CURVE] = { "Z", "m", INSTANCE | UNIVERSAL },
  [TC] = { "tc", "", INSTANCE | UNIVERSAL },
  [DTC] = { "dtc", "", INSTANCE | UNIVERSAL },
  [SUM_MI] = { "sum_mi", "", INSTANCE | UNIVERSAL },
  [ENTROPY] = { "entropy", "", INSTANCE | UNIVERSAL },
  [BOUND_R] = { "R", "r", INSTANCE | UNIVERSAL },
  [BOUND_U] = { "U", "m", INSTANCE | UNIVERSAL },
  [SETS_H] = { "H", "G", INSTANCE },
  [SETS_I] = { "I", "G", INSTANCE },
  [SETS_TC] = { "TC", "G", INSTANCE },
  [EKL] = { "ekl", "Y", INSTANCE | UNIVERSAL },
  [KL_MIXED] = { "kl_mixed", "S", INSTANCE },
  [TV] = { "tv", "S", INSTANCE },
  [SER] = { "ser", "S", INSTANCE },
  [TER_GAP] = { "log_ter_gap", "S", INSTANCE },
};
#define QUANTITIES (sizeof quantities / sizeof *quantities)

/* What a term is about.  */
struct term
{
  enum quantity quantity;
  mpq_t c;
  struct schedule *s; /* NULL for `any' */
  uint64_t n;
  mpz_t integer;
};

/* Groups of positions, the condition last, if there is one.  */
struct sets
{
  size_t groups, condition; /* the latter 0 or 1 */
  unsigned char *in;        /* 256 for each */
};

static void
add_integer (struct sum *sum, const mpq_t c, uint64_t n)
{
  mpq_t part;
  mpq_init (part);
  mpq_set (part, c);
  rational_scale (part, n);
  mpq_add (sum->rational, sum->rational, part);
  mpq_clear (part);
}

/* Add C times N times e_K, or subtract it.  */
static void
add_curve (struct sum *sum, const struct law *law, const mpq_t c, uint64_t n,
           int sign, size_t k)
{
  mpq_t part;
  mpq_init (part);
  mpq_set (part, c);
  rational_scale (part, n);
  if (sign < 0)
    mpq_neg (part, part);
  sum_add_curve (sum, law, k, part);
  mpq_clear (part);
}

/* Z_J = e_1 + e_(J-1) - e_J.  */
static void
add_z (struct sum *sum, const struct law *law, const mpq_t c, uint64_t n,
       size_t j)
{
  add_curve (sum, law, c, n, 1, 1);
  add_curve (sum, law, c, n, 1, j - 1);
  add_curve (sum, law, c, n, -1, j);
}

/* s times the sum over j >= 0 of 2^-j Z(|W_j| + 1), where |W_j| is
   L - ceil(s 2^-j), but not below 0, which is L - 1 where s 2^-j <= 1; there
   the rest of the sum is 2^(1-j) Z(L).  */
static void
add_bound_r (struct sum *sum, const struct law *law, const mpq_t c, uint64_t s)
{
  size_t length = law->length;
  mpq_t part;
  mpq_init (part);
  mpq_set (part, c);
  rational_scale (part, s);
  for (uint64_t size = s; size > 1; size = (size + 1) / 2)
    {
      add_z (sum, law, part, 1, size < length ? length - size + 1 : 1);
      mpq_div_2exp (part, part, 1);
    }
  add_z (sum, law, part, 2, length);
  mpq_clear (part);
}

/* The largest probability of a token at position I, times W.  */
static void
largest_weight (mpz_t largest, const struct law *law, size_t i)
{
  unsigned char in[256] = { 0 };
  struct groups g;
  in[i] = 1;
  law_group (&g, law, in);
  mpz_set_ui (largest, 0);
  for (size_t j = 0; j < g.count; j++)
    if (mpz_cmp (g.weight[j], largest) > 0)
      mpz_set (largest, g.weight[j]);
  groups_clear (&g);
}

static void
add_largest (struct sum *sum, const struct law *law, const struct term *term)
{
  int one = term->quantity == PMAX;
  mpz_t w;
  mpq_t least;
  mpz_init (w);
  mpq_init (least);
  for (size_t i = one ? term->n : 0; i < (one ? term->n + 1 : law->length);
       i++)
    {
      largest_weight (w, law, i);
      if (mpq_sgn (least) == 0 || mpz_cmp (w, mpq_numref (least)) < 0)
        mpz_set (mpq_numref (least), w);
    }
  mpz_set (mpq_denref (least), law->total);
  mpq_canonicalize (least);
  mpq_mul (least, least, term->c);
  mpq_add (sum->rational, sum->rational, least);
  mpq_clear (least);
  mpz_clear (w);
}

/* KL(p || p_Y), TV or SER.  Off the support of p, |p - p_Y| is p_Y, which
   adds up to SER there.  */
static void
add_output (struct sum *sum, const struct law *law, const struct term *term)
{
  mpq_t p, part, all;
  int kl = term->quantity == KL_MIXED || term->quantity == TER_GAP;
  mpq_inits (p, part, all, NULL);
  schedule_output (term->s, law);
  mpq_set_ui (all, term->quantity != TV, 1);
  for (size_t r = 0; r < law->rows; r++)
    {
      const mpq_t *y = (const mpq_t *) &term->s->output[r];
      mpz_set (mpq_numref (p), law->weight[r]);
      mpz_set (mpq_denref (p), law->total);
      mpq_canonicalize (p);
      if (kl)
        {
          mpq_div (part, p, *y);
          mpq_mul (p, p, term->c);
          if (term->quantity == TER_GAP)
            mpz_mul_ui (mpq_denref (p), mpq_denref (p), law->length);
          mpq_canonicalize (p);
          logs_add (&sum->logs, mpq_numref (part), p);
          mpq_neg (p, p);
          logs_add (&sum->logs, mpq_denref (part), p);
        }
      else if (term->quantity == SER)
        mpq_sub (all, all, *y);
      else if (mpq_cmp (p, *y) > 0)
        {
          mpq_sub (part, p, *y);
          mpq_add (all, all, part);
        }
    }
  mpq_mul (all, all, term->c);
  if (!kl)
    mpq_add (sum->rational, sum->rational, all);
  mpq_clears (p, part, all, NULL);
}

/* SETS of WORD, as 0;1,2|3.  */
static void
read_sets (struct sets *sets, char *word, size_t length)
{
  unsigned char *seen = allocate (length, 1);
  size_t room = 0, bytes = 0;
  *sets = (struct sets){ 0 };
  for (int group = ';'; group != 0;)
    {
      size_t size = strcspn (word, ",;|");
      int after = word[size];
      if (group != ',')
        {
          sets->condition += group == '|';
          sets->groups += group == ';';
          for (int i = 0; i < 256; i++, bytes++)
            {
              sets->in = grow (sets->in, bytes, &room, 1);
              sets->in[bytes] = 0;
            }
        }
      word[size] = 0;
      uint64_t i = digits_number (word, 0, length - 1);
      if (seen[i]++)
        malformed ("the position %" PRIu64 " occurs twice", i);
      if (sets->condition > 0 && after != ',' && after != 0)
        malformed ("the condition is the last of the groups");
      sets->in[bytes - 256 + i] = 1;
      word[size] = (char) after;
      word += size + 1;
      group = after;
    }
  free (seen);
}

/* C times the sum of H(group | condition) over the groups, less that of their
   union if there are two or more.  For two groups this is I, for more TC.  */
static void
add_sets (struct sum *sum, const struct law *law, const struct term *term,
          const struct sets *sets)
{
  unsigned char all[256] = { 0 };
  const unsigned char *condition = sets->in + 256 * sets->groups;
  mpq_t minus;
  mpq_init (minus);
  mpq_neg (minus, term->c);
  if (sets->condition)
    memcpy (all, condition, 256);
  for (size_t g = 0; g < sets->groups; g++)
    {
      unsigned char *in = sets->in + 256 * g;
      for (size_t i = 0; i < 256; i++)
        {
          in[i] |= sets->condition && condition[i];
          all[i] |= in[i];
        }
      sum_add_entropy (sum, law, in, term->c);
      if (sets->condition)
        sum_add_entropy (sum, law, condition, minus);
    }
  if (sets->groups > 1)
    {
      sum_add_entropy (sum, law, all, minus);
      if (sets->condition)
        sum_add_entropy (sum, law, condition, term->c);
    }
  mpq_clear (minus);
}

static void
add_groups (struct sum *sum, const struct law *law, const struct term *term,
            char *word)
{
  struct sets sets;
  read_sets (&sets, word, law->length);
  if (term->quantity == SETS_H   ? sets.groups != 1
      : term->quantity == SETS_I ? sets.groups != 2
                                 : sets.groups < 2)
    malformed ("H has one group of positions, I two, TC two or more");
  add_sets (sum, law, term, &sets);
  free (sets.in);
}

/* The sum of the last n - 1 values Z_L, Z_(L-1), .. is, by what Z_j is,
   (n - 1) e_1 + e_(L-n+1) - e_L.  The quantities that are a number, or linear
   in the curve.  */
static void
add_plain (struct sum *sum, const struct law *law, const struct term *term)
{
  size_t length = law->length;
  const mpq_t *c = &term->c;
  uint64_t n = term->n;
  mpq_t a;
  spend (term->s != NULL ? term->s->steps : 1);
  switch (term->quantity)
    {
    case ONE:
      add_integer (sum, *c, 1);
      break;
    case LENGTH:
      add_integer (sum, *c, length);
      break;
    case VOCABULARY:
      add_integer (sum, *c, law->vocabulary);
      break;
    case STEPS:
      add_integer (sum, *c, term->s->steps);
      break;
    case SMAX:
      add_integer (sum, *c, schedule_largest (term->s));
      break;
    case SMIN:
      add_integer (sum, *c, schedule_smallest (term->s));
      break;
    case SIZE:
      add_integer (sum, *c, term->s->size[n - 1]);
      break;
    case DRAWN:
      while (n-- > 0)
        add_integer (sum, *c, term->s->size[n]);
      break;
    case EXPECTED:
      mpq_init (a);
      schedule_expected (a, term->s, length, n);
      mpq_mul (a, a, *c);
      mpq_add (sum->rational, sum->rational, a);
      mpq_clear (a);
      break;
    case ENTROPY:
      n = length; /* fall through */
    case ENTROPY_MEAN:
      add_curve (sum, law, *c, 1, 1, n);
      break;
    case INCREMENT:
      add_curve (sum, law, *c, 1, 1, n);
      add_curve (sum, law, *c, 1, -1, n - 1);
      break;
    case CURVE:
      add_z (sum, law, *c, 1, n);
      break;
    case SUM_MI:
      add_z (sum, law, *c, length, length);
      break;
    case DTC:
      add_z (sum, law, *c, length, length); /* fall through */
    case TC:
      add_curve (sum, law, *c, length, term->quantity == TC ? 1 : -1, 1);
      add_curve (sum, law, *c, 1, term->quantity == TC ? -1 : 1, length);
      break;
    case BOUND_R:
      add_bound_r (sum, law, *c, n);
      break;
    case BOUND_U:
      add_curve (sum, law, *c, n - 1, 1, 1);
      add_curve (sum, law, *c, 1, 1, length - n + 1);
      add_curve (sum, law, *c, 1, -1, length);
      break;
    default:
      assert (0);
    }
}

static void
add_term (struct statement *s, const struct law *law, const struct term *term,
          char *word)
{
  struct sum *sum = &s->sum;
  switch (term->quantity)
    {
    case LOG:
      logs_add (&sum->logs, term->integer, term->c);
      break;
    case PMAX:
    case PMAX_LEAST:
      add_largest (sum, law, term);
      break;
    case SETS_H:
    case SETS_I:
    case SETS_TC:
      add_groups (sum, law, term, word);
      break;
    case KL_MIXED:
    case TV:
    case SER:
    case TER_GAP:
      add_output (sum, law, term);
      break;
    case EKL:
      if (term->s == NULL)
        {
          mpq_add (sum->any, sum->any, term->c);
          sum->any_seen++;
        }
      else if (law->universal)
        sum_add_curve_error (sum, law, term->s, term->c);
      else
        sum_add_error (sum, law, term->s, term->c);
      break;
    default:
      add_plain (sum, law, term);
    }
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

/* Read the arguments, WORDS getting them; the last one.  */
static char *
read_arguments (struct term *term, struct context *c, FILE *words)
{
  char *word = NULL, before = '(';
  uint64_t length = c->law.length;
  for (const char *p = quantities[term->quantity].arguments; *p != 0; p++)
    {
      word = parse_word ();
      if (strchr ("SZAY", *p) != NULL)
        term->s = find_schedule (&c->schedules, word, *p);
      else if (*p == 'l')
        digits_integer (term->integer, word);
      else if (*p != 'G')
        term->n = digits_number (word, strchr ("tmr", *p) != NULL,
                                 *p == 'r'                ? UINT64_C (1) << 32
                                 : *p == 't' || *p == 'n' ? term->s->steps
                                 : *p == 'j'              ? length - 1
                                                          : length);
      if (*p == 'l' && mpz_cmp_ui (term->integer, 2) < 0)
        malformed ("the logarithm is that of an integer of at least 2");
      if (*p != 'Y' || term->s != NULL)
        fprintf (words, "%c%s", before, word);
      before = ',';
    }
  if (word != NULL && (term->quantity != EKL || term->s != NULL))
    fputc (')', words);
  return word;
}

static void
read_term (struct statement *s, struct context *c, int where, FILE *side[2],
           int used[2])
{
  struct term term = { .s = NULL };
  mpq_init (term.c);
  mpz_init (term.integer);
  parse_expect ("term");
  parse_rational (term.c);
  if (mpq_sgn (term.c) == 0)
    malformed ("a coefficient is 0");
  const char *name = parse_word ();
  while (term.quantity < QUANTITIES
         && strcmp (quantities[term.quantity].name, name) != 0)
    term.quantity++;
  if (term.quantity == QUANTITIES
      || !(quantities[term.quantity].where & where))
    malformed ("'%.32s' is no quantity that can be here", name);
  int right = mpq_sgn (term.c) < 0;
  FILE *words = side[right];
  mpq_t c_abs;
  mpq_init (c_abs);
  mpq_abs (c_abs, term.c);
  int unit = mpq_cmp_ui (c_abs, 1, 1) == 0 && term.quantity != ONE;
  fputs (used[right]++ ? " + " : "", words);
  if (!unit)
    mpq_out_str (words, 10, c_abs);
  if (term.quantity != ONE)
    fprintf (words, "%s%s", unit ? "" : "*", name);
  char *word = read_arguments (&term, c, words);
  add_term (s, &c->law, &term, word);
  mpq_clears (c_abs, term.c, NULL);
  mpz_clear (term.integer);
}

void
terms_read (struct statement *s, struct context *c, uint64_t count,
            int hypothesis)
{
  size_t size;
  int used[2] = { 0 };
  FILE *side[2] = { open_memstream (&s->left, &size),
                    open_memstream (&s->right, &size) };
  if (side[0] == NULL || side[1] == NULL)
    malformed ("out of memory");
  for (uint64_t i = 0; i < count; i++)
    read_term (s, c,
               !c->law.universal ? INSTANCE
               : hypothesis      ? HYPOTHESIS
                                 : UNIVERSAL,
               side, used);
  for (int right = 0; right < 2; right++)
    {
      if (!used[right])
        fputc ('0', side[right]);
      if (fclose (side[right]) != 0)
        malformed ("out of memory");
    }
}
