/* schedule.c - schedules, their errors, and what is sampled.  */
#include "check.h"

#include <stdlib.h>
#include <string.h>

struct schedule *schedule;
size_t schedules;
int curve_trusted;

/* The sizes of SIZES; those of BLOCKS, each followed by its positions.  */
static void
read_sizes (struct schedule *s, FILE *words)
{
  int blocks = s->kind == BLOCKS;
  unsigned char seen[256] = { 0 };
  uint64_t done = 0, steps = parse_count (1);
  fputs (blocks ? "the ordered partition"
                : "a uniformly random ordered partition into blocks of",
         words);
  for (; s->steps < steps; s->steps++)
    {
      uint64_t least = 0,
               size = parse_number (blocks ? 1 : 0, law.length - done);
      s->size = grow (s->size, s->steps, sizeof *s->size);
      s->size[s->steps] = size;
      s->smax = size > s->smax ? size : s->smax;
      s->smin = s->steps == 0 || size < s->smin ? size : s->smin;
      if (!blocks)
        fprintf (words, " %" PRIu64, size);
      else if (s->steps > 0)
        fputs (" |", words);
      for (uint64_t end = done + size; done < end; done++)
        if (blocks)
          {
            uint64_t i = parse_number (least, law.length - 1);
            if (seen[i]++)
              malformed ("a position is in two blocks");
            s->position[done] = (unsigned char) i;
            least = i + 1;
            fprintf (words, " %" PRIu64, i);
          }
    }
  if (done < law.length)
    malformed (blocks ? "a position is in no block"
                      : "the sizes of the blocks do not have the sum L");
}

/* COUNT rationals >= 0 with the sum SUM.  */
static void
read_rationals (struct schedule *s, uint64_t count, size_t sum, FILE *words)
{
  RATIONAL (left);
  mpq_set_ui (left, sum, 1);
  for (; s->steps < count; s->steps++)
    {
      s->rational = grow (s->rational, s->steps, sizeof *s->rational);
      mpq_t *q = &s->rational[s->steps];
      mpq_init (*q);
      parse_rational (*q);
      mpq_sub (left, left, *q);
      if (mpq_sgn (*q) < 0)
        malformed ("a negative number in a schedule");
      fputc (' ', words);
      mpq_out_str (words, 10, *q);
    }
  if (mpq_sgn (left) != 0)
    malformed ("the numbers of the schedule do not have the sum %zu", sum);
}

void
schedules_read (FILE *words)
{
  static const char *const kinds[] = { "sizes", "blocks", "iid", "weights" };
  parse_expect ("schedules");
  for (uint64_t count = parse_count (0); schedules < count; schedules++)
    {
      parse_item ("schedule", schedules + 1);
      schedule = grow (schedule, schedules, sizeof *schedule);
      struct schedule *s = &schedule[schedules];
      *s = (struct schedule){ .kind
                              = (enum kind) parse_one_of (kinds, 4, "kind") };
      fprintf (words, "schedule %zu: ", schedules + 1);
      if (s->kind == (law.universal ? BLOCKS : WEIGHTS))
        malformed ("%s is no kind of schedule here", kinds[s->kind]);
      if (s->kind == SIZES || s->kind == BLOCKS)
        read_sizes (s, words);
      else if (s->kind == IID)
        {
          fputs ("every token unmasks independently, at the steps with the "
                 "probabilities",
                 words);
          read_rationals (s, parse_count (1), 1, words);
        }
      else
        {
          fputs ("any exchangeable process that draws, while exactly 0, 1, .. "
                 "tokens are revealed, the expected numbers of tokens",
                 words);
          parse_number (law.length, law.length);
          read_rationals (s, law.length, law.length, words);
        }
      fputc ('\n', words);
    }
}

/* Q = Q BASE^EXPONENT, with 0^0 = 1.  */
static void
multiply_power (mpq_t q, const mpq_t base, size_t exponent)
{
  RATIONAL (power);
  mpz_pow_ui (mpq_numref (power), mpq_numref (base), exponent);
  mpz_pow_ui (mpq_denref (power), mpq_denref (base), exponent);
  mpq_mul (q, q, power);
}

/* P = the probability that a position is drawn while exactly K given others
   are revealed, under S of IID: the sum over t of pi_t P^k (1-P)^(L-k-1), P
   being pi_1 + .. + pi_(t-1).  */
static void
draw_probability (mpq_t p, const struct schedule *s, size_t k)
{
  RATIONAL (done);
  RATIONAL (left);
  RATIONAL (part);
  mpq_set_ui (p, 0, 1);
  mpq_set_ui (left, 1, 1);
  for (size_t t = 0; t < s->steps; t++)
    {
      spend (1000 + law.length * mpz_sizeinbase (mpq_denref (left), 2) / 16);
      mpq_set (part, s->rational[t]);
      multiply_power (part, done, k);
      multiply_power (part, left, law.length - k - 1);
      mpq_add (p, p, part);
      mpq_add (done, done, s->rational[t]);
      mpq_sub (left, left, s->rational[t]);
    }
}

void
schedule_expected (mpq_t a, const struct schedule *s, size_t k)
{
  RATIONAL (sets);
  mpq_set_ui (a, 0, 1);
  if (s->kind == WEIGHTS)
    mpq_set (a, s->rational[k]);
  else if (s->kind == IID)
    {
      draw_probability (a, s, k);
      rational_scale (a, law.length - k);
      mpz_bin_uiui (mpq_numref (sets), law.length, k);
      mpq_mul (a, a, sets);
    }
  else
    for (size_t t = 0, n = 0; t < s->steps && n <= k; n += s->size[t++])
      if (n == k && s->size[t] > 0)
        integer_set (mpq_numref (a), s->size[t]);
}

/* Theorem 16 of Chen, Cong and Li, as in mdmcert-theory(7): ekl is the sum of
   a_k d_(k+1), less e_L, and d_(k+1) = e_(k+1) - e_k.  */
static void
add_curve_error (struct sum *sum, const struct schedule *s, const mpq_t c)
{
  RATIONAL (a);
  curve_trusted = 1;
  spend (law.length + s->steps);
  sum_add_curve (sum, law.length, c, -1);
  int sizes = s->kind == SIZES;
  for (size_t i = 0, k = 0; i < (sizes ? s->steps : law.length); i++)
    {
      if (sizes)
        mpq_set_ui (a, (unsigned long) s->size[i], 1);
      else
        schedule_expected (a, s, k);
      mpq_mul (a, a, c);
      if (mpq_sgn (a) != 0)
        {
          sum_add_curve (sum, k + 1, a, 1);
          sum_add_curve (sum, k, a, -1);
        }
      k += sizes ? s->size[i] : 1;
    }
}

/* KL(p || p_{Y|M}) = sum over t of
   (sum over i in D_t of H(X_i | X_R)) - H(X_{D_t} | X_R),
   of which the second part adds up to H(X).  */
static void
add_blocks_error (struct sum *sum, const struct schedule *s, const mpq_t c)
{
  unsigned char in[256] = { 0 };
  for (size_t t = 0, from = 0; t < s->steps; from += s->size[t++])
    {
      sum_add_entropy (sum, in, c, -(long) s->size[t]);
      for (size_t j = from; j < from + s->size[t]; j++)
        {
          in[s->position[j]] = 1;
          sum_add_entropy (sum, in, c, 1);
          in[s->position[j]] = 0;
        }
      for (size_t j = from; j < from + s->size[t]; j++)
        in[s->position[j]] = 1;
    }
  sum_add_entropy (sum, in, c, -1);
}

/* Set H[S] to what the entropy of the set S counts for in the mean over all
   ordered partitions of the sum of H(X_i | X_R) over all i, R being revealed
   when i is drawn.  Every partition is cut from equally many permutations, all
   of which are gone through, each being a number below L!, read in mixed base:
   which of the positions left comes next.  */
static void
partition_means (mpq_t *h, const struct schedule *s)
{
  unsigned all = (1U << law.length) - 1;
  unsigned long permutations = 1;
  long times[64] = { 0 };
  for (unsigned long i = 2; i <= law.length; i++)
    permutations *= i;
  spend (permutations * s->steps);
  for (unsigned long code = 0; code < permutations; code++)
    {
      unsigned long digits = code;
      unsigned left = all;
      for (size_t t = 0; t < s->steps; t++)
        {
          unsigned revealed = all ^ left;
          for (uint64_t i = 0; i < s->size[t]; i++)
            {
              unsigned bits = left, one;
              unsigned count = (unsigned) __builtin_popcount (left);
              for (unsigned long skip = digits % count; skip > 0; skip--)
                bits &= bits - 1;
              one = bits & -bits;
              digits /= count;
              left ^= one;
              times[revealed | one]++;
              times[revealed]--;
            }
        }
    }
  for (unsigned set = 0; set <= all; set++)
    {
      mpq_set_si (h[set], times[set], permutations);
      mpq_canonicalize (h[set]);
    }
}

/* The same for independent times: every i outside R is drawn while exactly R
   is revealed with a probability that depends on |R|.  */
static void
time_means (mpq_t *h, const struct schedule *s)
{
  RATIONAL (p);
  for (unsigned r = 0; r >> law.length == 0; r++)
    for (unsigned i = 0; i < law.length; i++)
      if (!(r >> i & 1))
        {
          draw_probability (p, s, (size_t) __builtin_popcount (r));
          mpq_add (h[r | 1U << i], h[r | 1U << i], p);
          mpq_sub (h[r], h[r], p);
        }
}

static void
set_of_mask (unsigned char *in, size_t mask)
{
  for (size_t i = 0; i < law.length; i++)
    in[i] = mask >> i & 1;
}

void
schedule_add_error (struct sum *sum, const struct schedule *s, const mpq_t c)
{
  static mpq_t *kept;
  unsigned char in[256];
  if (s->kind == BLOCKS)
    {
      add_blocks_error (sum, s, c);
      return;
    }
  if (law.universal || law.length > 6)
    {
      add_curve_error (sum, s, c);
      return;
    }
  size_t all = ((size_t) 1 << law.length) - 1;
  mpq_t *h = zeros (&kept, 64);
  (s->kind == SIZES ? partition_means : time_means) (h, s);
  mpz_sub (mpq_numref (h[all]), mpq_numref (h[all]), mpq_denref (h[all]));
  for (size_t set = 0; set <= all; set++)
    {
      set_of_mask (in, set);
      mpq_mul (h[set], h[set], c);
      if (mpq_sgn (h[set]) != 0)
        sum_add_entropy (sum, in, h[set], 1);
    }
}

/* The sets that can be revealed after a step, and for every value x_R of each
   the probability that it is and has this value, for the steps up to now.  */
struct revealed
{
  struct groups groups;
  mpq_t *now;
};

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

/* Set what is there for TO after a step that draws every other position with
   probability *P, or if P is NULL, goes on from N revealed positions: the sum
   over the sets R within TO of what was there for x_R times the probability
   to draw the rest of TO, but for that of the partition, which comes in the
   end.  */
static void
reveal (struct revealed *sets, size_t to, mpq_t *p, int n)
{
  const struct groups *g = &sets[to].groups;
  RATIONAL (part);
  RATIONAL (total);
  for (size_t i = 0; i < g->count; i++)
    {
      size_t from = to;
      mpq_set_ui (total, 0, 1);
      do
        {
          spend (16);
          if (p != NULL || __builtin_popcountll (from) == n)
            {
              draw (part, sets, from, to & ~from, g->first[i], p);
              mpq_add (total, total, part);
            }
          from = (from - 1) & to;
        }
      while (from != to);
      mpq_set (sets[to].now[i], total);
    }
}

static void
random_output (struct schedule *s)
{
  static struct revealed *sets;
  size_t all = ((size_t) 1 << law.length % 64) - 1;
  unsigned char in[256];
  int n = 0, m = 0;
  if (law.length > 20 || law.rows > ((size_t) 1 << 24 >> law.length))
    malformed ("over a limit: the law of what is sampled takes more than "
               "2^24 sets and rows");
  if (sets == NULL)
    {
      sets = allocate (all + 1, sizeof *sets);
      for (size_t set = 0; set <= all; set++)
        {
          set_of_mask (in, set);
          law_group (&sets[set].groups, in);
        }
    }
  for (size_t set = 0; set <= all; set++)
    zeros (&sets[set].now, sets[set].groups.count);
  mpq_set_ui (sets[0].now[0], 1, 1);
  INTEGER (partitions);
  INTEGER (part);
  mpz_set_ui (partitions, 1);
  for (size_t t = 0; t < s->steps; t++, n = m)
    {
      if (s->kind == SIZES)
        {
          m += (int) s->size[t];
          mpz_bin_uiui (part, law.length - (size_t) n, (size_t) (m - n));
          mpz_mul (partitions, partitions, part);
        }
      /* From the largest set on, since each is made of its subsets.  */
      for (size_t to = all + 1; to-- > (t + 1 == s->steps ? all : 0);)
        if (s->kind == IID || __builtin_popcountll (to) == m)
          reveal (sets, to, s->kind == IID ? &s->rational[t] : NULL, n);
    }
  for (size_t r = 0; r < law.rows; r++)
    {
      mpq_set (s->output[r], sets[all].now[sets[all].groups.of_row[r]]);
      mpz_mul (mpq_denref (s->output[r]), mpq_denref (s->output[r]),
               partitions);
      mpq_canonicalize (s->output[r]);
    }
}

/* One partition: the product of p(x_i | x_R) over all i.  */
static void
blocks_output (struct schedule *s)
{
  static struct groups given, drawn;
  unsigned char in[256] = { 0 };
  RATIONAL (p);
  for (size_t r = 0; r < law.rows; r++)
    mpq_set_ui (s->output[r], 1, 1);
  for (size_t t = 0, from = 0; t < s->steps; from += s->size[t++])
    {
      law_group (&given, in);
      for (size_t j = from; j < from + s->size[t]; j++)
        {
          in[s->position[j]] = 1;
          law_group (&drawn, in);
          in[s->position[j]] = 0;
          for (size_t r = 0; r < law.rows; r++)
            {
              mpz_set (mpq_numref (p), drawn.weight[drawn.of_row[r]]);
              mpz_set (mpq_denref (p), given.weight[given.of_row[r]]);
              mpq_canonicalize (p);
              mpq_mul (s->output[r], s->output[r], p);
            }
        }
      for (size_t j = from; j < from + s->size[t]; j++)
        in[s->position[j]] = 1;
    }
}

void
schedule_output (struct schedule *s)
{
  if (s->output != NULL)
    return;
  zeros (&s->output, law.rows);
  if (s->kind == BLOCKS)
    blocks_output (s);
  else
    random_output (s);
}
