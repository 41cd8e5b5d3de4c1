/* sampler.c - errors by definition, and the law of what is sampled.  */
#include "check.h"

#include <stdlib.h>
#include <string.h>

/* KL(p || p_{Y|M}) = sum over t of
   (sum over i in D_t of H(X_i | X_R)) - H(X_{D_t} | X_R),
   of which the second part adds up to H(X).  */
static void
add_blocks_error (struct sum *sum, const struct law *law,
                  const struct schedule *s, const mpq_t c)
{
  unsigned char in[256] = { 0 };
  RATIONAL (part);
  for (size_t t = 0, from = 0, to; t < s->steps; t++, from = to)
    {
      to = from + s->size[t];
      mpq_neg (part, c);
      rational_scale (part, s->size[t]);
      sum_add_entropy (sum, law, in, part);
      for (size_t j = from; j < to; j++)
        {
          in[s->position[j]] = 1;
          sum_add_entropy (sum, law, in, c);
          in[s->position[j]] = 0;
        }
      for (size_t j = from; j < to; j++)
        in[s->position[j]] = 1;
    }
  mpq_neg (part, c);
  sum_add_entropy (sum, law, in, part);
}

static void
exchange (unsigned *a, unsigned *b)
{
  unsigned keep = *a;
  *a = *b;
  *b = keep;
}

/* The next permutation in lexicographic order; 0 after the last.  */
static int
next_permutation (unsigned *p, size_t length)
{
  size_t i = length - 1, j = length - 1;
  while (i > 0 && p[i - 1] >= p[i])
    i--;
  if (i == 0)
    return 0;
  while (p[j] <= p[i - 1])
    j--;
  exchange (&p[i - 1], &p[j]);
  for (j = length; i + 1 < j; i++)
    exchange (&p[i], &p[--j]);
  return 1;
}

/* Add to H[S] what the entropy of the set S counts for in the mean over all
   ordered partitions, each of which is cut from equally many permutations, of
   the sum of H(X_i | X_R) over all i, R being revealed when i is drawn.  */
static void
add_partitions (mpq_t *h, const struct schedule *s, size_t length)
{
  unsigned p[6], all = 0;
  unsigned long permutations = 0;
  long times[64] = { 0 };
  for (size_t i = 0; i < length; i++)
    p[i] = (unsigned) i;
  do
    {
      unsigned revealed = 0, next = 0;
      for (size_t t = 0, j = 0; t < s->steps; t++, revealed = next)
        for (uint64_t i = 0; i < s->size[t]; i++, j++)
          {
            times[revealed | 1U << p[j]]++;
            times[revealed]--;
            next |= 1U << p[j];
          }
      permutations++;
    }
  while (next_permutation (p, length));
  for (; all >> length == 0; all++)
    {
      mpq_set_si (h[all], times[all], permutations);
      mpq_canonicalize (h[all]);
    }
}

/* The same for independent times: every i outside R is drawn while exactly R
   is revealed with a probability that depends on |R|.  */
static void
add_times (mpq_t *h, const struct schedule *s, size_t length)
{
  RATIONAL (p);
  for (unsigned r = 0; r >> length == 0; r++)
    for (unsigned i = 0; i < length; i++)
      if (!(r >> i & 1))
        {
          schedule_draw (p, s, length, (size_t) __builtin_popcount (r));
          mpq_add (h[r | 1U << i], h[r | 1U << i], p);
          mpq_sub (h[r], h[r], p);
        }
}

static void
set_of_mask (unsigned char *in, size_t length, size_t mask)
{
  for (size_t i = 0; i < length; i++)
    in[i] = mask >> i & 1;
}

void
sum_add_error (struct sum *sum, const struct law *law,
               const struct schedule *s, const mpq_t c)
{
  size_t length = law->length, all = ((size_t) 1 << length % 64) - 1;
  unsigned char in[256];
  mpq_t h[64];
  if (s->kind == BLOCKS)
    {
      add_blocks_error (sum, law, s, c);
      return;
    }
  if (length > 6)
    {
      sum_add_curve_error (sum, law, s, c);
      return;
    }
  for (size_t set = 0; set <= all; set++)
    mpq_init (h[set]);
  if (s->kind == SIZES)
    add_partitions (h, s, length);
  else
    add_times (h, s, length);
  mpz_sub (mpq_numref (h[all]), mpq_numref (h[all]), mpq_denref (h[all]));
  for (size_t set = 0; set <= all; set++)
    {
      set_of_mask (in, length, set);
      mpq_mul (h[set], h[set], c);
      if (mpq_sgn (h[set]) != 0)
        sum_add_entropy (sum, law, in, h[set]);
      mpq_clear (h[set]);
    }
}

/* The sets that can be revealed after a step, and for every value x_R of
   each a rational.  */
struct revealed
{
  struct groups groups;
  mpq_t *now, *next;
};

/* Can SET be what is revealed after T steps that draw N tokens in all?  */
static int
can_be (const struct schedule *s, size_t set, size_t t, uint64_t n)
{
  return s->kind == IID ? t > 0 || set == 0
                        : (uint64_t) __builtin_popcountll (set) == n;
}

/* Set Q to what was there for x_R times the product of p(x_i | x_R), and of P
   unless it is NULL, over the i in DRAWN, x being the row X.  */
static void
draw (mpq_t q, const struct revealed *sets, size_t r, size_t drawn, size_t x,
      mpq_t *p)
{
  const struct groups *g = &sets[r].groups;
  mpq_set (q, sets[r].now[g->of_row[x]]);
  for (size_t left = drawn; left != 0; left &= left - 1)
    {
      const struct groups *more = &sets[r | (left & -left)].groups;
      mpz_mul (mpq_numref (q), mpq_numref (q), more->weight[more->of_row[x]]);
      mpz_mul (mpq_denref (q), mpq_denref (q), g->weight[g->of_row[x]]);
      if (p != NULL)
        {
          mpz_mul (mpq_numref (q), mpq_numref (q), mpq_numref (*p));
          mpz_mul (mpq_denref (q), mpq_denref (q), mpq_denref (*p));
        }
    }
  mpq_canonicalize (q);
}

/* Step T, 1 to s->steps, from N revealed tokens to M: the sum over the sets R
   within each set R' of what was there for x_R times the probability to draw
   x_(R'\R) then, which is pi_t^|R'\R| times that of the values; for sizes the
   probability of the partition comes in the end.  */
static void
step (struct revealed *sets, const struct schedule *s, size_t length, size_t t,
      uint64_t n, uint64_t m)
{
  size_t all = ((size_t) 1 << length) - 1;
  RATIONAL (part);
  for (size_t to = 0; to <= all; to++)
    {
      const struct groups *g = &sets[to].groups;
      if (!can_be (s, to, t, m) || (t == s->steps && to != all))
        continue;
      for (size_t i = 0; i < g->count; i++)
        {
          mpq_set_ui (sets[to].next[i], 0, 1);
          size_t from = to;
          do
            {
              spend (16);
              if (can_be (s, from, t - 1, n))
                {
                  draw (part, sets, from, to & ~from, g->first[i],
                        s->kind == IID ? &s->rational[t - 1] : NULL);
                  mpq_add (sets[to].next[i], sets[to].next[i], part);
                }
              from = (from - 1) & to;
            }
          while (from != to);
        }
    }
  for (size_t to = 0; to <= all; to++)
    {
      mpq_t *keep = sets[to].now;
      sets[to].now = sets[to].next;
      sets[to].next = keep;
    }
}

static void
random_output (struct schedule *s, const struct law *law)
{
  size_t length = law->length, all = ((size_t) 1 << length % 64) - 1;
  if (length > 20 || law->rows > ((size_t) 1 << 24 >> length))
    malformed ("over a limit: the law of what is sampled takes more than "
               "2^24 sets and rows");
  struct revealed *sets = allocate (all + 1, sizeof *sets);
  unsigned char in[256];
  for (size_t set = 0; set <= all; set++)
    {
      set_of_mask (in, length, set);
      law_group (&sets[set].groups, law, in);
      sets[set].now = allocate (sets[set].groups.count, sizeof (mpq_t));
      sets[set].next = allocate (sets[set].groups.count, sizeof (mpq_t));
      for (size_t i = 0; i < sets[set].groups.count; i++)
        mpq_inits (sets[set].now[i], sets[set].next[i], NULL);
    }
  mpq_set_ui (sets[0].now[0], 1, 1);
  INTEGER (partitions);
  INTEGER (part);
  mpz_set_ui (partitions, 1);
  for (size_t t = 1, n = 0, m = 0; t <= s->steps; t++, n = m)
    {
      if (s->kind == SIZES)
        {
          m += s->size[t - 1];
          mpz_bin_uiui (part, length - n, m - n);
          mpz_mul (partitions, partitions, part);
        }
      step (sets, s, length, t, n, m);
    }
  for (size_t r = 0; r < law->rows; r++)
    {
      mpq_set (s->output[r], sets[all].now[sets[all].groups.of_row[r]]);
      mpz_mul (mpq_denref (s->output[r]), mpq_denref (s->output[r]),
               partitions);
      mpq_canonicalize (s->output[r]);
    }
  for (size_t set = 0; set <= all; set++)
    {
      for (size_t i = 0; i < sets[set].groups.count; i++)
        mpq_clears (sets[set].now[i], sets[set].next[i], NULL);
      free (sets[set].now);
      free (sets[set].next);
      groups_clear (&sets[set].groups);
    }
  free (sets);
}

/* One partition: the product of p(x_i | x_R) over all i.  */
static void
blocks_output (struct schedule *s, const struct law *law)
{
  unsigned char in[256] = { 0 };
  for (size_t r = 0; r < law->rows; r++)
    mpq_set_ui (s->output[r], 1, 1);
  for (size_t t = 0, from = 0, to; t < s->steps; t++, from = to)
    {
      struct groups given, drawn;
      law_group (&given, law, in);
      to = from + s->size[t];
      for (size_t j = from; j < to; j++)
        {
          in[s->position[j]] = 1;
          law_group (&drawn, law, in);
          in[s->position[j]] = 0;
          for (size_t r = 0; r < law->rows; r++)
            {
              mpz_mul (mpq_numref (s->output[r]), mpq_numref (s->output[r]),
                       drawn.weight[drawn.of_row[r]]);
              mpz_mul (mpq_denref (s->output[r]), mpq_denref (s->output[r]),
                       given.weight[given.of_row[r]]);
            }
          groups_clear (&drawn);
        }
      for (size_t j = from; j < to; j++)
        in[s->position[j]] = 1;
      groups_clear (&given);
    }
  for (size_t r = 0; r < law->rows; r++)
    mpq_canonicalize (s->output[r]);
}

void
schedule_output (struct schedule *s, const struct law *law)
{
  if (s->output != NULL)
    return;
  s->output = allocate (law->rows, sizeof *s->output);
  for (size_t r = 0; r < law->rows; r++)
    mpq_init (s->output[r]);
  if (s->kind == BLOCKS)
    blocks_output (s, law);
  else
    random_output (s, law);
}
