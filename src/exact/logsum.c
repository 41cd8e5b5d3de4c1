#include <config.h>

#include "exact/logsum.h"

#include "exact/scoped.h"

#include <assert.h>
#include <stdlib.h>

void
mdm_logsum_init (mdm_logsum_t sum)
{
  sum->n = NULL;
  sum->c = NULL;
  sum->sorted = 0;
  sum->count = 0;
  sum->alloc = 0;
}

void
mdm_logsum_clear (mdm_logsum_t sum)
{
  _fmpz_vec_clear (sum->n, sum->alloc);
  _fmpz_vec_clear (sum->c, sum->alloc);
}

typedef struct
{
  fmpz n, c;
} term;

static int
compare_terms (const void *a, const void *b)
{
  const term *x = a, *y = b;

  return fmpz_cmp (&x->n, &y->n);
}

/* Sort all terms by n and merge those of equal n; drop those that cancel.  */
static void
merge (mdm_logsum_t sum)
{
  term *terms;
  slong kept = 0, i;

  /* Histograms come in order.  */
  while (sum->sorted < sum->count
         && (sum->sorted == 0
             || fmpz_cmp (sum->n + sum->sorted - 1, sum->n + sum->sorted) < 0))
    sum->sorted++;
  if (sum->sorted == sum->count)
    return;
  terms = flint_malloc ((size_t) sum->count * sizeof (term));
  for (i = 0; i < sum->count; i++)
    {
      /* Moved, not copied: the vectors get them back below.  */
      terms[i].n = sum->n[i];
      terms[i].c = sum->c[i];
    }
  qsort (terms, (size_t) sum->count, sizeof (term), compare_terms);
  for (i = 0; i < sum->count; i++)
    {
      if (kept > 0 && fmpz_equal (&terms[kept - 1].n, &terms[i].n))
        {
          fmpz_add (&terms[kept - 1].c, &terms[kept - 1].c, &terms[i].c);
          fmpz_clear (&terms[i].n);
          fmpz_clear (&terms[i].c);
          continue;
        }
      if (kept > 0 && fmpz_is_zero (&terms[kept - 1].c))
        {
          kept--;
          fmpz_clear (&terms[kept].n);
        }
      terms[kept++] = terms[i];
    }
  if (kept > 0 && fmpz_is_zero (&terms[kept - 1].c))
    {
      kept--;
      fmpz_clear (&terms[kept].n);
    }
  for (i = 0; i < sum->count; i++)
    {
      sum->n[i] = i < kept ? terms[i].n : 0;
      sum->c[i] = i < kept ? terms[i].c : 0;
    }
  flint_free (terms);
  sum->count = kept;
  sum->sorted = kept;
}

/* Make room for one more term: by merging while that frees half of the
   space, else by growing.  */
static void
make_room (mdm_logsum_t sum)
{
  slong alloc;

  if (sum->count < sum->alloc)
    return;
  merge (sum);
  if (2 * sum->count < sum->alloc)
    return;
  alloc = sum->alloc < 64 ? 64 : 2 * sum->alloc;
  sum->n = flint_realloc (sum->n, (size_t) alloc * sizeof (fmpz));
  sum->c = flint_realloc (sum->c, (size_t) alloc * sizeof (fmpz));
  for (slong i = sum->alloc; i < alloc; i++)
    {
      fmpz_init (sum->n + i);
      fmpz_init (sum->c + i);
    }
  sum->alloc = alloc;
}

void
mdm_logsum_add (mdm_logsum_t sum, const fmpz_t c, const fmpz_t n)
{
  assert (fmpz_sgn (n) > 0);
  if (fmpz_is_one (n) || fmpz_is_zero (c))
    return;
  make_room (sum);
  fmpz_set (sum->n + sum->count, n);
  fmpz_set (sum->c + sum->count, c);
  sum->count++;
}

void
mdm_logsum_add_xlogx (mdm_logsum_t sum, const fmpz_t c, const fmpz_t n)
{
  MDM_FMPZ (product);

  fmpz_mul (product, c, n);
  mdm_logsum_add (sum, product, n);
}

void
mdm_logsum_add_ratio (mdm_logsum_t sum, const fmpz_t c, const fmpz_t a,
                      const fmpz_t b)
{
  MDM_FMPZ (minus);

  if (fmpz_equal (a, b))
    return;
  mdm_logsum_add (sum, c, a);
  fmpz_neg (minus, c);
  mdm_logsum_add (sum, minus, b);
}

void
mdm_logsum_mul (mdm_logsum_t sum, const fmpz_t a)
{
  for (slong i = 0; i < sum->count; i++)
    fmpz_mul (sum->c + i, sum->c + i, a);
}

/* Exchange the terms of X and SUM without copying.  */
static void
exchange (mdm_logform_t x, mdm_logsum_t sum)
{
  mdm_logsum_struct old = *sum;

  sum->n = x->n;
  sum->c = x->c;
  sum->count = x->count;
  sum->alloc = x->alloc;
  x->n = old.n;
  x->c = old.c;
  x->count = old.count;
  x->alloc = old.alloc;
}

void
mdm_logsum_get (mdm_logform_t res, mdm_logsum_t sum, const fmpz_t d)
{
  MDM_FMPQ (scale);

  assert (fmpz_sgn (d) > 0);
  merge (sum);
  mdm_logform_zero (res);
  exchange (res, sum);
  sum->count = 0;
  sum->sorted = 0;
  fmpz_one (fmpq_numref (scale));
  fmpz_set (fmpq_denref (scale), d);
  mdm_logform_mul_fmpq (res, res, scale);
}
