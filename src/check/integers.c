/* integers.c - the coprime base and the factorised integers.

   Only what has been multiplied out is believed of a factorisation.  */
#include "check.h"

#include <stdlib.h>

struct factor
{
  uint64_t j, e; /* element j of the base, from 1, to the power e */
};
static mpz_t *base;
static size_t base_count;
static struct listed
{
  mpz_t n; /* first, as the base: see read_integer */
  struct factor *factor;
  size_t factors;
} * listed;
static size_t listed_count;

/* Leave with 1 unless the elements are coprime in pairs.  Any two of them are
   on the two sides of some node of a tree of products, and have no common
   prime exactly if at every node the products of both sides have none.  */
static void
check_coprime (void)
{
  mpz_t *product = allocate (base_count, sizeof *product);
  INTEGER (common);
  for (size_t i = 0; i < base_count; i++)
    mpz_init_set (product[i], base[i]);
  for (size_t step = 1; step < base_count; step *= 2)
    for (size_t i = 0; i + step < base_count; i += 2 * step)
      {
        mpz_gcd (common, product[i], product[i + step]);
        if (mpz_cmp_ui (common, 1) != 0)
          not_verified ("two elements of the base have a common factor");
        mpz_mul (product[i], product[i], product[i + step]);
      }
  for (size_t i = 0; i < base_count; i++)
    mpz_clear (product[i]);
  free (product);
}

const mpz_t *
integers_base (uint64_t j)
{
  if (j < 1 || j > base_count)
    malformed ("the base has no element %" PRIu64, j);
  return (const mpz_t *) &base[j - 1];
}

/* Read the factors of N, and leave with 1 unless their product is N.  An
   element of b bits is at least 2^(b-1), which bounds the size of the product
   before anything is multiplied.  */
static void
read_factors (struct listed *n)
{
  uint64_t count = parse_number (1, base_count), last = 0;
  uint64_t left = mpz_sizeinbase (n->n, 2) - 1;
  int fits = 1;
  INTEGER (product);
  INTEGER (power);
  mpz_set_ui (product, 1);
  n->factor = NULL;
  n->factors = 0;
  for (; n->factors < count; n->factors++)
    {
      n->factor = grow (n->factor, n->factors, sizeof *n->factor);
      struct factor *f = &n->factor[n->factors];
      last = f->j = parse_number (last + 1, base_count);
      f->e = parse_count (1);
      const mpz_t *b = integers_base (f->j);
      uint64_t bits = mpz_sizeinbase (*b, 2) - 1;
      fits = fits && f->e <= left / bits;
      if (!fits)
        continue; /* the record is read to its end first */
      left -= f->e * bits;
      mpz_pow_ui (power, *b, (unsigned long) f->e);
      mpz_mul (product, product, power);
    }
  if (!fits || mpz_cmp (product, n->n) != 0)
    not_verified ("the product of the factors is not the integer");
}

void
integers_read (void)
{
  parse_expect ("base");
  for (uint64_t count = parse_count (0); base_count < count; base_count++)
    {
      parse_item ("b", base_count + 1);
      base = grow (base, base_count, sizeof *base);
      mpz_init (base[base_count]);
      parse_integer (base[base_count], 2);
      if (base_count > 0
          && mpz_cmp (base[base_count - 1], base[base_count]) >= 0)
        malformed ("the elements of the base do not ascend");
    }
  check_coprime ();
  parse_expect ("integers");
  for (uint64_t count = parse_count (0); listed_count < count; listed_count++)
    {
      parse_item ("n", listed_count + 1);
      listed = grow (listed, listed_count, sizeof *listed);
      struct listed *n = &listed[listed_count];
      mpz_init (n->n);
      parse_integer (n->n, 2);
      if (listed_count > 0 && mpz_cmp (n[-1].n, n->n) >= 0)
        malformed ("the integers do not ascend");
      read_factors (n);
    }
}

static int
compare_listed (const void *a, const void *b)
{
  return mpz_cmp (*(const mpz_t *) a, ((const struct listed *) b)->n);
}

void
integers_replace (struct sum *sum)
{
  static mpq_t *kept;
  mpq_t *c = zeros (&kept, base_count);
  RATIONAL (part);
  spend (base_count);
  for (size_t i = 0; i < sum->logs; i++)
    {
      const struct log_term *term = &sum->log[i];
      const struct listed *n = listed_count == 0
                                   ? NULL
                                   : bsearch (term->n, listed, listed_count,
                                              sizeof *listed, compare_listed);
      if (n == NULL)
        not_verified ("the integer %.100s of the sum is not listed",
                      mpz_get_str (NULL, 10, term->n));
      for (size_t j = 0; j < n->factors; j++)
        {
          mpq_set (part, term->c);
          rational_scale (part, n->factor[j].e);
          mpq_add (c[n->factor[j].j - 1], c[n->factor[j].j - 1], part);
        }
    }
  sum->logs = 0;
  for (size_t j = 0; j < base_count; j++)
    if (mpq_sgn (c[j]) != 0)
      sum_add_log (sum, base[j], c[j], 1);
}
