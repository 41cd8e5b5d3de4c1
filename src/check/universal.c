/* universal.c - rays, and counterexamples made of them.

   The increments d_1 >= .. >= d_L >= 0 of a law are sums with weights >= 0 of
   the rays r_m, on which e_k = min(k, m).  A statement <= 0 or >= 0 that is
   linear in them holds for every law if it does on every ray.  */
#include "check.h"

#include <assert.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* The values of the curve part of SUM on the rays 1 to L.  From ray m - 1 to
   ray m, every e_k with k >= m grows by 1.  */
static mpq_t *
ray_values (struct sum *sum, const struct law *law)
{
  size_t length = law->length;
  mpq_t *value = allocate (length + 1, sizeof *value);
  /* Only what is linear in the curve can be a term of such a claim.  */
  assert (sum->logs.count == 0 && mpq_sgn (sum->rational) == 0);
  for (size_t m = 0; m <= length; m++)
    mpq_init (value[m]);
  sum_add_curve (sum, law, 0, value[0], 1, 1); /* the part is there now */
  mpq_set (value[length], sum->curve[length]);
  for (size_t m = length; m-- > 1;)
    mpq_add (value[m], value[m + 1], sum->curve[m]);
  for (size_t m = 2; m <= length; m++)
    mpq_add (value[m], value[m], value[m - 1]);
  return value;
}

static void
clear_values (mpq_t *value, size_t length)
{
  for (size_t m = 0; m <= length; m++)
    mpq_clear (value[m]);
  free (value);
}

/* The mixture, as it is read: add its mean error to the sum.  */
static void
read_parts (struct statement *s, struct context *c, uint64_t count,
            FILE *words)
{
  uint64_t last = 0;
  RATIONAL (weight);
  RATIONAL (left);
  mpq_set_ui (left, 1, 1);
  for (uint64_t i = 0; i < count; i++)
    {
      parse_expect ("part");
      parse_rational (weight);
      last = parse_number (last + 1, c->schedules.count);
      const struct schedule *part = &c->schedules.schedule[last - 1];
      if (mpq_sgn (weight) <= 0 || part->kind != SIZES)
        malformed ("a part is a weight greater than 0 and a schedule of "
                   "sizes");
      if (schedule_extreme (part, 1) > s->smax
          || schedule_extreme (part, 0) < 1)
        not_verified ("schedule %" PRIu64
                      " has not all sizes in 1 to %" PRIu64,
                      last, s->smax);
      fprintf (words, "%s%" PRIu64 " (weight ", i > 0 ? ", " : "", last);
      mpq_out_str (words, 10, weight);
      fputc (')', words);
      mpq_sub (left, left, weight);
      mpq_mul (weight, weight, s->sum.any);
      sum_add_curve_error (&s->sum, &c->law, part, weight);
    }
  if (mpq_sgn (left) != 0)
    not_verified ("the weights of the mixture do not have the sum 1");
}

/* The table of rays.  On ray M, the error of a schedule of sizes in 1 to SMAX
   is the end of the block with position M, less M: 0 to least (SMAX, L-M+1)
   - 1, of which the worst one for the relation is taken if EVERY.  */
static void
check_rays (struct statement *s, struct context *c, int every)
{
  size_t length = c->law.length;
  mpq_t *value = ray_values (&s->sum, &c->law);
  int less = s->relation == LESS_EQUAL;
  RATIONAL (stated);
  RATIONAL (worst);
  for (size_t m = 1; m <= length; m++)
    {
      parse_expect ("ray");
      parse_number (m, m);
      parse_rational (stated);
      if (every && (mpq_sgn (s->sum.any) > 0) == less)
        {
          uint64_t end = length - m + 1;
          mpq_set (worst, s->sum.any);
          rational_scale (worst, (s->smax < end ? s->smax : end) - 1);
          mpq_add (value[m], value[m], worst);
        }
      if (!mpq_equal (value[m], stated))
        not_verified ("the value on ray %zu is another", m);
      if (!relation_holds (s->relation, mpq_sgn (stated)))
        not_verified ("the claim does not hold on ray %zu", m);
    }
  clear_values (value, length);
  c->rays_trusted = 1;
}

/* Set EXTREME to the greatest error, or to minus the least if SIGN < 0, of
   all schedules of sizes in 1 to SMAX on the law with these COPIES, in units
   of log q.  Z_j is the number of copies of rays m < j; a block of s after n
   tokens adds the sum over j = 1..s of Z(n+j) - Z(n+1).  */
static void
extreme_error (mpz_t extreme, mpz_t *copies, size_t length, uint64_t smax,
               int sign)
{
  mpz_t *best = allocate (length + 1, sizeof *best);
  mpz_t *z = allocate (length + 1, sizeof *z);
  INTEGER (sum);
  INTEGER (step);
  mpz_inits (z[0], best[0], NULL);
  for (size_t j = 1; j <= length; j++)
    {
      mpz_inits (z[j], best[j], NULL);
      if (j > 1)
        mpz_add (z[j], z[j - 1], copies[j - 1]);
    }
  for (size_t n = 0; n < length; n++)
    {
      mpz_set (sum, best[n]);
      spend (smax < length - n ? smax : length - n);
      for (size_t s = 1; s <= smax && n + s <= length; s++)
        {
          mpz_sub (step, z[n + s], z[n + 1]);
          if (sign < 0)
            mpz_neg (step, step);
          mpz_add (sum, sum, step);
          /* What comes first at n + s is the block of one token less.  */
          if (s == (smax < n + s ? smax : n + s)
              || mpz_cmp (sum, best[n + s]) > 0)
            mpz_set (best[n + s], sum);
        }
    }
  mpz_set (extreme, best[length]);
  for (size_t j = 0; j <= length; j++)
    mpz_clears (z[j], best[j], NULL);
  free (z);
  free (best);
}

/* Read n_m, 0 where there is none, and write the law to WORDS.  */
static mpz_t *
read_copies (size_t length, uint64_t count, FILE *words)
{
  mpz_t *copies = allocate (length + 1, sizeof *copies);
  uint64_t last = 0;
  for (size_t m = 0; m <= length; m++)
    mpz_init (copies[m]);
  fputs (count == 0 ? "on a sequence without choice"
                    : "on independent copies:",
         words);
  for (uint64_t i = 0; i < count; i++)
    {
      parse_expect ("copies");
      last = parse_number (last + 1, length);
      parse_integer (copies[last], 1);
      fputs (i > 0 ? ", " : " ", words);
      mpz_out_str (words, 10, copies[last]);
      if (last < length)
        fprintf (words, " of an MDS code [%zu,%" PRIu64 "]", length, last);
      else
        fputs (" of the uniform law", words);
    }
  return copies;
}

static void
check_counterexample (struct statement *s, struct context *c, uint64_t count,
                      int every, FILE *words)
{
  size_t length = c->law.length;
  mpz_t *copies = read_copies (length, count, words);
  mpq_t *value = ray_values (&s->sum, &c->law);
  RATIONAL (all);
  RATIONAL (part);
  int less = s->relation == LESS || s->relation == LESS_EQUAL;
  int sign = less == (mpq_sgn (s->sum.any) > 0) ? 1 : -1;
  for (size_t m = 1; m <= length; m++)
    {
      mpq_set_z (part, copies[m]);
      mpq_mul (part, part, value[m]);
      mpq_add (all, all, part);
    }
  if (every)
    {
      mpq_set_ui (part, 1, 1);
      extreme_error (mpq_numref (part), copies, length, s->smax, sign);
      mpq_mul (part, part, s->sum.any);
      (sign > 0 ? mpq_add : mpq_sub) (all, all, part);
      fprintf (words, ", for every schedule of sizes in 1 to %" PRIu64,
               s->smax);
    }
  parse_expect ("value");
  parse_rational (part);
  if (!mpq_equal (all, part))
    not_verified ("the value on the counterexample is another");
  if (!relation_holds (s->relation, mpq_sgn (all)))
    not_verified ("the relation does not hold on the counterexample");
  for (size_t m = 0; m <= length; m++)
    mpz_clear (copies[m]);
  free (copies);
  clear_values (value, length);
  c->codes_trusted = 1;
}

void
universal_check (struct statement *s, struct context *c, uint64_t count,
                 FILE *words)
{
  int every = strstr (s->word, "-every") != NULL;
  curve_trusted |= every;
  if (strncmp (s->word, "theorem", 7) != 0)
    {
      check_counterexample (s, c, count, every, words);
      return;
    }
  fputs ("for every law", words);
  if (every)
    fprintf (words, " and every schedule of sizes in 1 to %" PRIu64, s->smax);
  if (count > 0)
    {
      fprintf (words,
               " there is a schedule of sizes in 1 to %" PRIu64 " among ",
               s->smax);
      read_parts (s, c, count, words);
    }
  check_rays (s, c, every);
}
