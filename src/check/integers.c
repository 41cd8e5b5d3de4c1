/* integers.c - the coprime base and the factorised integers.

   Only what has been multiplied out is believed of a factorisation.  */
#include "check.h"

#include <inttypes.h>
#include <stdlib.h>

struct factor
{
  uint64_t j, e; /* element j of the base, from 1, to the power e */
};
static struct
{
  mpz_t *base;
  size_t base_count;
  struct listed
  {
    mpz_t n;
    size_t from, to; /* its factors */
  } * listed;
  size_t listed_count;
  struct factor *factor;
  size_t factor_count;
} table;

/* Leave with 1 unless the elements are coprime in pairs.  Any two of them are
   on the two sides of some node of a tree of products, and have no common
   prime exactly if at every node the products of both sides have none.  */
static void
check_coprime (void)
{
  size_t count = table.base_count;
  mpz_t *product = allocate (count, sizeof *product);
  INTEGER (common);
  for (size_t i = 0; i < count; i++)
    mpz_init_set (product[i], table.base[i]);
  for (size_t step = 1; step < count; step *= 2)
    for (size_t i = 0; i + step < count; i += 2 * step)
      {
        mpz_gcd (common, product[i], product[i + step]);
        if (mpz_cmp_ui (common, 1) != 0)
          not_verified ("two elements of the base have a common factor");
        mpz_mul (product[i], product[i], product[i + step]);
        mpz_set_ui (product[i + step], 0);
      }
  for (size_t i = 0; i < count; i++)
    mpz_clear (product[i]);
  free (product);
}

static void
read_base (void)
{
  size_t room = 0;
  parse_expect ("base");
  uint64_t count = parse_number (0, NUMBER_MAX);
  while (table.base_count < count)
    {
      size_t i = table.base_count;
      parse_expect ("b");
      parse_number (i + 1, i + 1);
      table.base = grow (table.base, i, &room, sizeof *table.base);
      mpz_init (table.base[i]);
      parse_integer (table.base[i], 2);
      if (i > 0 && mpz_cmp (table.base[i - 1], table.base[i]) >= 0)
        malformed ("the elements of the base do not ascend");
      table.base_count++;
    }
  check_coprime ();
}

const mpz_t *
integers_base (uint64_t j)
{
  if (j < 1 || j > table.base_count)
    malformed ("the base has no element %" PRIu64, j);
  return (const mpz_t *) &table.base[j - 1];
}

/* Leave with 1 unless N is the product of the factors FROM to TO - 1.  An
   element of b bits is at least 2^(b-1), which bounds the size of the product
   before anything is multiplied.  */
static void
check_product (const mpz_t n, size_t from, size_t to)
{
  uint64_t left = mpz_sizeinbase (n, 2) - 1;
  INTEGER (product);
  INTEGER (power);
  mpz_set_ui (product, 1);
  for (size_t i = from; i < to; i++)
    {
      const struct factor *f = &table.factor[i];
      const mpz_t *b = integers_base (f->j);
      uint64_t bits = mpz_sizeinbase (*b, 2) - 1;
      if (f->e > left / bits)
        not_verified ("the product of the factors is not the integer");
      left -= f->e * bits;
      mpz_pow_ui (power, *b, (unsigned long) f->e);
      mpz_mul (product, product, power);
    }
  if (mpz_cmp (product, n) != 0)
    not_verified ("the product of the factors is not the integer");
}

static void
read_factors (struct listed *n)
{
  static size_t room;
  uint64_t count = parse_number (1, table.base_count), last = 0;
  n->from = table.factor_count;
  while (table.factor_count - n->from < count)
    {
      table.factor = grow (table.factor, table.factor_count, &room,
                           sizeof *table.factor);
      struct factor *f = &table.factor[table.factor_count++];
      f->j = parse_number (last + 1, table.base_count);
      f->e = parse_number (1, NUMBER_MAX);
      last = f->j;
    }
  n->to = table.factor_count;
  check_product (n->n, n->from, n->to);
}

void
integers_read (void)
{
  size_t room = 0;
  read_base ();
  parse_expect ("integers");
  uint64_t count = parse_number (0, NUMBER_MAX);
  while (table.listed_count < count)
    {
      size_t i = table.listed_count;
      parse_expect ("n");
      parse_number (i + 1, i + 1);
      table.listed = grow (table.listed, i, &room, sizeof *table.listed);
      mpz_init (table.listed[i].n);
      parse_integer (table.listed[i].n, 2);
      if (i > 0 && mpz_cmp (table.listed[i - 1].n, table.listed[i].n) >= 0)
        malformed ("the integers do not ascend");
      read_factors (&table.listed[i]);
      table.listed_count++;
    }
}

static int
compare_listed (const void *a, const void *b)
{
  return mpz_cmp (*(const mpz_t *) a, ((const struct listed *) b)->n);
}

void
integers_replace (struct logs *logs)
{
  mpq_t *c = allocate (table.base_count, sizeof *c);
  RATIONAL (part);
  spend (table.base_count);
  for (size_t j = 0; j < table.base_count; j++)
    mpq_init (c[j]);
  for (size_t i = 0; i < logs->count; i++)
    {
      const struct log_term *term = &logs->term[i];
      const struct listed *n
          = table.listed_count == 0
                ? NULL
                : bsearch (term->n, table.listed, table.listed_count,
                           sizeof *table.listed, compare_listed);
      if (n == NULL)
        {
          char *text = mpz_get_str (NULL, 10, term->n);
          not_verified ("the integer %.100s of the sum is not listed", text);
        }
      for (size_t f = n->from; f < n->to; f++)
        {
          mpq_set (part, term->c);
          rational_scale (part, table.factor[f].e);
          mpq_add (c[table.factor[f].j - 1], c[table.factor[f].j - 1], part);
        }
    }
  logs_clear (logs);
  for (size_t j = 0; j < table.base_count; j++)
    {
      logs_add (logs, table.base[j], c[j]);
      mpq_clear (c[j]);
    }
  free (c);
}
