#include <config.h>

#include "prove/subspaces.h"

#include <assert.h>

/* A U + V.  */
static unsigned
combine (const mdm_subspaces_t *spaces, unsigned a, unsigned u, unsigned v)
{
  unsigned res = 0, q = spaces->q;

  for (unsigned place = 1; place < spaces->vectors; place *= q)
    {
      res += place * ((a * (u % q) + v % q) % q);
      u /= q;
      v /= q;
    }
  return res;
}

unsigned
mdm_vector_product (const mdm_subspaces_t *spaces, unsigned u, unsigned v)
{
  unsigned sum = 0, q = spaces->q;

  for (; u != 0 && v != 0; u /= q, v /= q)
    sum += u % q * (v % q);
  return sum % q;
}

/* The span of the subspace SPACE and vector V.  */
static uint64_t
extend (const mdm_subspaces_t *spaces, uint64_t space, unsigned v)
{
  uint64_t span = 0;

  if (space >> v & 1)
    return space;
  for (unsigned u = 0; u < spaces->vectors; u++)
    for (unsigned a = 0; a < spaces->q && (space >> u & 1); a++)
      span |= (uint64_t) 1 << combine (spaces, a, v, u);
  return span;
}

/* The number of the subspace SPACE, or count.  */
static size_t
find (const mdm_subspaces_t *spaces, uint64_t space)
{
  size_t i = 0;

  while (i < spaces->count && spaces->member[i] != space)
    i++;
  return i;
}

/* Note all subspaces that one more vector makes of number I.  */
static void
grow (mdm_subspaces_t *spaces, size_t i)
{
  for (unsigned v = 1; v < spaces->vectors; v++)
    {
      uint64_t span = extend (spaces, spaces->member[i], v);
      size_t at = find (spaces, span);
      if (at < spaces->count)
        continue;
      assert (spaces->count < MDM_SUBSPACES_MAX);
      spaces->member[at] = span;
      spaces->dimension[at] = (unsigned char) (spaces->dimension[i] + 1);
      spaces->count++;
    }
}

static uint64_t
sum_of (const mdm_subspaces_t *spaces, size_t i, size_t j)
{
  uint64_t sum = spaces->member[i];

  for (unsigned v = 1; v < spaces->vectors; v++)
    if (spaces->member[j] >> v & 1)
      sum = extend (spaces, sum, v);
  return sum;
}

void
mdm_subspaces_init (mdm_subspaces_t *spaces, unsigned q, unsigned r)
{
  spaces->q = q;
  spaces->r = r;
  spaces->vectors = (unsigned) n_pow (q, r);
  spaces->count = 1;
  spaces->member[0] = 1;
  spaces->dimension[0] = 0;
  for (size_t i = 0; i < spaces->count; i++)
    grow (spaces, i);
  spaces->sum
      = flint_malloc (spaces->count * spaces->count * sizeof *spaces->sum);
  for (size_t i = 0; i < spaces->count; i++)
    for (size_t j = 0; j < spaces->count; j++)
      spaces->sum[i * spaces->count + j]
          = (uint16_t) find (spaces, sum_of (spaces, i, j));
}

void
mdm_subspaces_clear (mdm_subspaces_t *spaces)
{
  flint_free (spaces->sum);
}

int
mdm_subspaces_is_first (const mdm_subspaces_t *spaces, size_t of)
{
  return of == 0 || spaces->dimension[of - 1] < spaces->dimension[of];
}

void
mdm_subspaces_sums (uint16_t *sum, const mdm_subspaces_t *spaces,
                    const uint16_t *choice, size_t n)
{
  sum[0] = 0;
  for (size_t i = 0; i < n; i++)
    for (size_t s = 0; s < (size_t) 1 << i; s++)
      sum[((size_t) 1 << i) + s]
          = spaces->sum[sum[s] * spaces->count + choice[i]];
}

size_t
mdm_subspaces_basis (unsigned *basis, const mdm_subspaces_t *spaces, size_t of)
{
  size_t dimension = 0;
  uint64_t span = 1;

  for (unsigned v = 1; v < spaces->vectors; v++)
    if ((spaces->member[of] >> v & 1) && !(span >> v & 1))
      {
        basis[dimension++] = v;
        span = extend (spaces, span, v);
      }
  return dimension;
}
