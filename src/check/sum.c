/* sum.c - rationals plus logarithms of integers; bounds of them.  */
#include "check.h"

#include <stdlib.h>

void
sum_start (struct sum *sum)
{
  if (sum->curve == NULL)
    {
      mpq_inits (sum->rational, sum->any, NULL);
      zeros (&sum->curve, law.length + 1);
    }
  mpq_set_ui (sum->rational, 0, 1);
  mpq_set_ui (sum->any, 0, 1);
  sum->any_seen = 0;
  sum->logs = 0;
  if (sum->curved)
    zeros (&sum->curve, law.length + 1);
  sum->curved = 0;
}

/* Q = Q + A B.  */
static void
add_product (mpq_t q, const mpq_t a, long b)
{
  RATIONAL (part);
  mpq_set_si (part, b, 1);
  mpq_mul (part, part, a);
  mpq_add (q, q, part);
}

void
sum_add (struct sum *sum, const mpq_t a, long b)
{
  add_product (sum->rational, a, b);
}

void
sum_add_curve (struct sum *sum, size_t k, const mpq_t a, long b)
{
  sum->curved = 1;
  add_product (sum->curve[k], a, b);
}

void
sum_add_log (struct sum *sum, const mpz_t n, const mpq_t a, long b)
{
  if (mpz_cmp_ui (n, 1) == 0)
    return;
  if (sum->logs == sum->made)
    {
      sum->log = grow (sum->log, sum->made, sizeof *sum->log);
      mpz_init (sum->log[sum->made].n);
      mpq_init (sum->log[sum->made++].c);
    }
  struct log_term *term = &sum->log[sum->logs++];
  mpz_set (term->n, n);
  mpq_set_ui (term->c, 0, 1);
  add_product (term->c, a, b);
}

/* H = log W - (1/W) sum of w log w, over the marginal weights w.  */
void
sum_add_entropy (struct sum *sum, const unsigned char *in, const mpq_t a,
                 long b)
{
  static struct groups g;
  RATIONAL (part);
  law_group (&g, in);
  sum_add_log (sum, law.total, a, b);
  for (size_t i = 0; i < g.count; i++)
    {
      law_probability (part, g.weight[i]);
      mpq_mul (part, part, a);
      sum_add_log (sum, g.weight[i], part, -b);
    }
}

static int
compare_terms (const void *a, const void *b)
{
  return mpz_cmp (((const struct log_term *) a)->n,
                  ((const struct log_term *) b)->n);
}

void
sum_collect (struct sum *sum)
{
  size_t kept = 0, count = sum->logs;
  if (count > 0)
    qsort (sum->log, count, sizeof *sum->log, compare_terms);
  for (size_t i = 0; i < count; i++)
    {
      struct log_term *term = &sum->log[i], keep = *term;
      if (i + 1 < count && mpz_cmp (term->n, term[1].n) == 0)
        mpq_add (term[1].c, term[1].c, term->c);
      else if (mpq_sgn (term->c) != 0)
        {
          *term = sum->log[kept];
          sum->log[kept++] = keep;
        }
    }
  sum->logs = kept;
}

/* Add to BOUND a bound of c log n from the side of ROUND; T is for use.  */
static void
add_bound (mpfr_t bound, mpfr_t t, const struct log_term *term,
           mpfr_rnd_t round)
{
  mpfr_rnd_t other = round == MPFR_RNDD ? MPFR_RNDU : MPFR_RNDD;
  mpfr_rnd_t inner = mpq_sgn (term->c) > 0 ? round : other;
  mpfr_set_z (t, term->n, inner);
  mpfr_log (t, t, inner);
  mpfr_mul_q (t, t, term->c, round);
  mpfr_add (bound, bound, t, round);
}

void
sum_enclose (mpq_t low, mpq_t high, const struct sum *sum, uint64_t bits)
{
  mpfr_t l, h, t;
  spend (sum->logs * bits / 64);
  mpfr_inits2 ((mpfr_prec_t) bits + 64, l, h, t, (mpfr_ptr) 0);
  mpfr_set_q (l, sum->rational, MPFR_RNDD);
  mpfr_set_q (h, sum->rational, MPFR_RNDU);
  for (size_t i = 0; i < sum->logs; i++)
    {
      add_bound (l, t, &sum->log[i], MPFR_RNDD);
      add_bound (h, t, &sum->log[i], MPFR_RNDU);
    }
  if (mpfr_overflow_p () || mpfr_underflow_p () || mpfr_nanflag_p ())
    malformed ("over a limit: an exponent of MPFR");
  mpfr_get_q (low, l);
  mpfr_get_q (high, h);
  mpfr_clears (l, h, t, (mpfr_ptr) 0);
}

uint64_t
next_precision (uint64_t p, uint64_t bits)
{
  return p == 0 ? 64 : p < bits / 2 ? 2 * p : bits;
}
