/* value.c - rationals plus logarithms of integers, and their signs.  */
#include "check.h"

#include <stdlib.h>

void
integer_set (mpz_t n, uint64_t c)
{
  mpz_import (n, 1, 1, sizeof c, 0, 0, &c);
}

void
rational_scale (mpq_t q, uint64_t c)
{
  RATIONAL (factor);
  integer_set (mpq_numref (factor), c);
  mpq_mul (q, q, factor);
}

void
logs_add (struct logs *logs, const mpz_t n, const mpq_t c)
{
  if (mpz_cmp_ui (n, 1) == 0 || mpq_sgn (c) == 0)
    return;
  logs->term = grow (logs->term, logs->count, &logs->room, sizeof *logs->term);
  struct log_term *term = &logs->term[logs->count++];
  mpz_init_set (term->n, n);
  mpq_init (term->c);
  mpq_set (term->c, c);
}

static int
compare_terms (const void *a, const void *b)
{
  return mpz_cmp (((const struct log_term *) a)->n,
                  ((const struct log_term *) b)->n);
}

void
logs_collect (struct logs *logs)
{
  size_t kept = 0;
  if (logs->count > 0)
    qsort (logs->term, logs->count, sizeof *logs->term, compare_terms);
  for (size_t i = 0; i < logs->count; i++)
    {
      struct log_term *term = &logs->term[i];
      if (i + 1 < logs->count && mpz_cmp (term->n, term[1].n) == 0)
        mpq_add (term[1].c, term[1].c, term->c);
      else if (mpq_sgn (term->c) != 0)
        {
          struct log_term keep = *term;
          *term = logs->term[kept];
          logs->term[kept++] = keep;
          continue;
        }
      mpz_clear (term->n);
      mpq_clear (term->c);
    }
  logs->count = kept;
}

void
logs_clear (struct logs *logs)
{
  for (size_t i = 0; i < logs->count; i++)
    {
      mpz_clear (logs->term[i].n);
      mpq_clear (logs->term[i].c);
    }
  free (logs->term);
  *logs = (struct logs){ 0 };
}

void
sum_init (struct sum *sum)
{
  mpq_inits (sum->rational, sum->any, NULL);
  sum->any_seen = 0;
  sum->curve = NULL;
  sum->logs = (struct logs){ 0 };
}

void
sum_clear (struct sum *sum, const struct law *law)
{
  for (size_t k = 0; sum->curve != NULL && k <= law->length; k++)
    mpq_clear (sum->curve[k]);
  free (sum->curve);
  logs_clear (&sum->logs);
  mpq_clears (sum->rational, sum->any, NULL);
}

static void
add_product (mpq_t q, const mpq_t a, uint64_t b, int c)
{
  RATIONAL (part);
  mpq_set (part, a);
  rational_scale (part, b);
  (c < 0 ? mpq_sub : mpq_add) (q, q, part);
}

void
sum_add (struct sum *sum, const mpq_t a, uint64_t b, int c)
{
  add_product (sum->rational, a, b, c);
}

void
sum_add_curve (struct sum *sum, const struct law *law, size_t k, const mpq_t a,
               uint64_t b, int c)
{
  if (sum->curve == NULL)
    {
      sum->curve = allocate (law->length + 1, sizeof *sum->curve);
      for (size_t i = 0; i <= law->length; i++)
        mpq_init (sum->curve[i]);
    }
  add_product (sum->curve[k], a, b, c);
}

/* H = log W - (1/W) sum of w log w, over the marginal weights w.  */
void
sum_add_entropy (struct sum *sum, const struct law *law,
                 const unsigned char *in, const mpq_t c)
{
  struct groups g;
  RATIONAL (part);
  law_group (&g, law, in);
  logs_add (&sum->logs, law->total, c);
  for (size_t i = 0; i < g.count; i++)
    {
      mpz_neg (mpq_numref (part), g.weight[i]);
      mpz_set (mpq_denref (part), law->total);
      mpq_canonicalize (part);
      mpq_mul (part, part, c);
      logs_add (&sum->logs, g.weight[i], part);
    }
  groups_clear (&g);
}

/* Add to SUM a bound of c log n from the side of ROUND; T is for use.  */
static void
add_bound (mpfr_t sum, mpfr_t t, const struct log_term *term, mpfr_rnd_t round)
{
  mpfr_rnd_t inner = mpq_sgn (term->c) > 0 ? round
                     : round == MPFR_RNDD  ? MPFR_RNDU
                                           : MPFR_RNDD;
  mpfr_set_z (t, term->n, inner);
  mpfr_log (t, t, inner);
  mpfr_mul_q (t, t, term->c, round);
  mpfr_add (sum, sum, t, round);
}

void
enclose (mpfr_t low, mpfr_t high, const mpq_t r, const struct logs *logs)
{
  mpfr_t t;
  mpfr_init2 (t, mpfr_get_prec (low));
  mpfr_set_q (low, r, MPFR_RNDD);
  mpfr_set_q (high, r, MPFR_RNDU);
  for (size_t i = 0; i < logs->count; i++)
    {
      add_bound (low, t, &logs->term[i], MPFR_RNDD);
      add_bound (high, t, &logs->term[i], MPFR_RNDU);
    }
  mpfr_clear (t);
}

int
next_precision (uint64_t *precision, uint64_t bits)
{
  if (*precision >= bits || mpfr_overflow_p () || mpfr_underflow_p ()
      || mpfr_nanflag_p ())
    return 0;
  *precision = *precision == 0         ? 64
               : *precision < bits / 2 ? 2 * *precision
                                       : bits;
  return 1;
}
