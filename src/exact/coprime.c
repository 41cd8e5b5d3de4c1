#include <config.h>

#include "exact/coprime.h"

#include "exact/scoped.h"

#include <stdlib.h>
#include <string.h>

/* Most greatest common divisors that pairwise refinement may take.  */
#define PAIRS_MAX 20000000

/* A growing list of integers.  */
typedef struct
{
  fmpz *x;
  slong count, alloc;
} list_t;

static void
list_add (list_t *list, const fmpz_t x)
{
  if (list->count == list->alloc)
    {
      slong alloc = list->alloc < 16 ? 16 : 2 * list->alloc;
      list->x = flint_realloc (list->x, (size_t) alloc * sizeof (fmpz));
      for (slong i = list->alloc; i < alloc; i++)
        fmpz_init (list->x + i);
      list->alloc = alloc;
    }
  fmpz_set (list->x + list->count++, x);
}

static void
list_clear (list_t *list)
{
  _fmpz_vec_clear (list->x, list->alloc);
}

static int
compare_fmpz (const void *a, const void *b)
{
  return fmpz_cmp (a, b);
}

/* Sort LIST and drop what occurs twice.  */
static void
list_unique (list_t *list)
{
  slong kept = 0;

  if (list->count == 0)
    return;
  qsort (list->x, (size_t) list->count, sizeof (fmpz), compare_fmpz);
  for (slong i = 0; i < list->count; i++)
    if (kept == 0 || !fmpz_equal (list->x + kept - 1, list->x + i))
      fmpz_swap (list->x + kept++, list->x + i);
  list->count = kept;
}

/* The factors found so far of all n_i: (integer, exponent), in the order of
   the n_i; each integer is a prime or a large part still to be refined.  */
typedef struct
{
  list_t value;
  ulong *exponent;
  slong alloc;
  slong *start; /* per n_i */
} parts_t;

static void
parts_add (parts_t *parts, const fmpz_t value, ulong exponent)
{
  list_add (&parts->value, value);
  if (parts->alloc < parts->value.alloc)
    {
      parts->alloc = parts->value.alloc;
      parts->exponent = flint_realloc (parts->exponent,
                                       (size_t) parts->alloc * sizeof (ulong));
    }
  parts->exponent[parts->value.count - 1] = exponent;
}

static void
add_word (parts_t *parts, ulong n, ulong exponent, list_t *primes)
{
  n_factor_t factor;
  MDM_FMPZ (p);

  n_factor_init (&factor);
  n_factor (&factor, n, 1);
  for (int i = 0; i < factor.num; i++)
    {
      fmpz_set_ui (p, factor.p[i]);
      parts_add (parts, p, exponent * (ulong) factor.exp[i]);
      list_add (primes, p);
    }
}

/* Replace M by the root of the highest perfect power that it is; return the
   exponent.  */
static ulong
take_root (fmpz_t m)
{
  ulong exponent = 1;
  MDM_FMPZ (root);

  for (;;)
    {
      int e = fmpz_is_perfect_power (root, m);
      if (e <= 1)
        break;
      exponent *= (ulong) e;
      fmpz_swap (m, root);
    }
  return exponent;
}

/* Split N into primes, added to PARTS and PRIMES, and at most one large part,
   added to PARTS and LARGE.  */
static void
split (parts_t *parts, const fmpz_t n, list_t *primes, list_t *large)
{
  MDM_FMPZ (m);
  MDM_FMPZ (p);
  ulong exponent;
  n_primes_t iterator;

  if (fmpz_abs_fits_ui (n))
    {
      add_word (parts, fmpz_get_ui (n), 1, primes);
      return;
    }
  fmpz_set (m, n);
  n_primes_init (iterator);
  for (ulong q = n_primes_next (iterator);
       q < MDM_COPRIME_SMALL && !fmpz_is_one (m); q = n_primes_next (iterator))
    if (fmpz_fdiv_ui (m, q) == 0)
      {
        fmpz_set_ui (p, q);
        exponent = (ulong) fmpz_remove (m, m, p);
        parts_add (parts, p, exponent);
        list_add (primes, p);
      }
  n_primes_clear (iterator);
  if (!fmpz_is_one (m))
    {
      exponent = take_root (m);
      if (fmpz_abs_fits_ui (m))
        add_word (parts, fmpz_get_ui (m), exponent, primes);
      else
        {
          parts_add (parts, m, exponent);
          list_add (large, m);
        }
    }
}

/* A product tree: level 0 holds the leaves, each level above the products
   of pairs.  */
typedef struct
{
  fmpz *level[64];
  slong size[64];
  int depth;
} tree_t;

static void
tree_init (tree_t *tree, const fmpz *leaf, slong count)
{
  tree->depth = 0;
  tree->size[0] = count;
  tree->level[0] = _fmpz_vec_init (count);
  _fmpz_vec_set (tree->level[0], leaf, count);
  while (tree->size[tree->depth] > 1)
    {
      slong below = tree->size[tree->depth], size = (below + 1) / 2;
      const fmpz *x = tree->level[tree->depth];
      fmpz *y = _fmpz_vec_init (size);
      for (slong i = 0; i < size; i++)
        if (2 * i + 1 < below)
          fmpz_mul (y + i, x + 2 * i, x + 2 * i + 1);
        else
          fmpz_set (y + i, x + 2 * i);
      tree->depth++;
      tree->level[tree->depth] = y;
      tree->size[tree->depth] = size;
    }
}

static void
tree_clear (tree_t *tree)
{
  for (int k = 0; k <= tree->depth; k++)
    _fmpz_vec_clear (tree->level[k], tree->size[k]);
}

/* Replace each leaf m of TREE by X mod m^2, descending with remainders;
   destroys the levels above.  */
static void
tree_remainders (tree_t *tree, const fmpz_t x)
{
  MDM_FMPZ (square);
  fmpz *root = tree->level[tree->depth];

  fmpz_mul (square, root, root);
  fmpz_mod (root, x, square);
  for (int k = tree->depth - 1; k >= 0; k--)
    for (slong i = 0; i < tree->size[k]; i++)
      {
        fmpz *y = tree->level[k] + i;
        fmpz_mul (square, y, y);
        fmpz_mod (y, tree->level[k + 1] + i / 2, square);
      }
}

/* Set SHARED[i] to whether LARGE[i] has a factor in common with another
   element of LARGE or with PRIMES.  */
static void
find_shared (char *shared, const list_t *large, const list_t *primes)
{
  tree_t tree, prime_tree;
  MDM_FMPZ (product);
  MDM_FMPZ (g);

  tree_init (&tree, large->x, large->count);
  tree_init (&prime_tree, primes->x, primes->count);
  fmpz_set (product, tree.level[tree.depth]);
  if (primes->count > 0)
    fmpz_mul (product, product, prime_tree.level[prime_tree.depth]);
  tree_remainders (&tree, product);
  for (slong i = 0; i < large->count; i++)
    {
      /* (product mod m^2) / m = (product / m) mod m.  */
      fmpz_divexact (g, tree.level[0] + i, large->x + i);
      fmpz_gcd (g, g, large->x + i);
      shared[i] = !fmpz_is_one (g);
    }
  tree_clear (&tree);
  tree_clear (&prime_tree);
}

/* Insert X into the coprime list BASE, splitting where factors are shared.
   Every split replaces integers by proper divisors, so this ends.  */
static mdm_status
refine (list_t *base, const fmpz_t x, ulong *pairs)
{
  list_t todo = { NULL, 0, 0 };
  MDM_FMPZ (a);
  MDM_FMPZ (b);
  MDM_FMPZ (g);
  mdm_status status = MDM_OK;

  list_add (&todo, x);
  while (todo.count > 0 && status == MDM_OK)
    {
      slong i;
      fmpz_swap (a, todo.x + --todo.count);
      for (i = 0; i < base->count; i++)
        {
          fmpz_gcd (g, a, base->x + i);
          if (!fmpz_is_one (g))
            break;
        }
      *pairs += (ulong) i + 1;
      if (*pairs > PAIRS_MAX)
        status = MDM_ELIMIT;
      if (i == base->count)
        {
          list_add (base, a);
          continue;
        }
      if (fmpz_equal (a, base->x + i))
        continue;
      /* Replace b = base[i] and a by b / g, a / g and g.  */
      fmpz_swap (b, base->x + i);
      fmpz_swap (base->x + i, base->x + --base->count);
      fmpz_divexact (b, b, g);
      fmpz_divexact (a, a, g);
      if (!fmpz_is_one (b))
        list_add (&todo, b);
      if (!fmpz_is_one (a))
        list_add (&todo, a);
      list_add (&todo, g);
    }
  list_clear (&todo);
  return status;
}

/* Refine the elements of LARGE that are SHARED, with the PRIMES that divide
   them, into coprime integers added to BASE; what shrinks below 2^64 is
   factored into primes.  */
static mdm_status
refine_shared (list_t *base, const list_t *large, const char *shared,
               const list_t *primes)
{
  list_t group = { NULL, 0, 0 };
  parts_t parts = { { NULL, 0, 0 }, NULL, 0, NULL };
  list_t unused = { NULL, 0, 0 };
  mdm_status status = MDM_OK;
  ulong pairs = 0;

  for (slong i = 0; i < large->count && status == MDM_OK; i++)
    if (shared[i])
      {
        status = refine (&group, large->x + i, &pairs);
        for (slong j = 0; j < primes->count && status == MDM_OK; j++)
          if (fmpz_divisible (large->x + i, primes->x + j))
            status = refine (&group, primes->x + j, &pairs);
        pairs += (ulong) primes->count;
        if (pairs > PAIRS_MAX)
          status = MDM_ELIMIT;
      }
  /* The elements are coprime now; primes and roots of theirs stay so.  */
  for (slong i = 0; i < group.count && status == MDM_OK; i++)
    split (&parts, group.x + i, &unused, &unused);
  for (slong i = 0; i < parts.value.count; i++)
    list_add (base, parts.value.x + i);
  list_clear (&group);
  list_clear (&unused);
  list_clear (&parts.value);
  flint_free (parts.exponent);
  return status;
}

/* The place of X in the ascending LIST, or -1.  */
static slong
list_find (const list_t *list, const fmpz_t x)
{
  const fmpz *found = list->count == 0
                          ? NULL
                          : bsearch (x, list->x, (size_t) list->count,
                                     sizeof (fmpz), compare_fmpz);

  return found == NULL ? -1 : (slong) (found - list->x);
}

/* Write the factorisations of PARTS over the ascending list ALL into BASE.
   A part that is not itself in ALL is made of elements of GROUP.  */
static void
factor_parts (mdm_coprime_t base, const parts_t *parts, const list_t *all,
              const list_t *group)
{
  slong alloc = parts->value.count + 16, used = 0;
  MDM_FMPZ (rest);

  base->index = flint_malloc ((size_t) alloc * sizeof (slong));
  base->exponent = flint_malloc ((size_t) alloc * sizeof (ulong));
  base->start = flint_malloc (((size_t) base->inputs + 1) * sizeof (slong));
  for (slong i = 0; i < base->inputs; i++)
    {
      base->start[i] = used;
      for (slong p = parts->start[i]; p < parts->start[i + 1]; p++)
        {
          slong at = list_find (all, parts->value.x + p);
          slong tries = at >= 0 ? 1 : group->count;
          fmpz_set (rest, parts->value.x + p);
          for (slong j = 0; j < tries; j++)
            {
              const fmpz *b = at >= 0 ? all->x + at : group->x + j;
              slong e
                  = fmpz_divisible (rest, b) ? fmpz_remove (rest, rest, b) : 0;
              if (e == 0)
                continue;
              if (used == alloc)
                {
                  alloc *= 2;
                  base->index = flint_realloc (
                      base->index, (size_t) alloc * sizeof (slong));
                  base->exponent = flint_realloc (
                      base->exponent, (size_t) alloc * sizeof (ulong));
                }
              base->index[used] = list_find (all, b);
              base->exponent[used++] = (ulong) e * parts->exponent[p];
            }
        }
    }
  base->start[base->inputs] = used;
}

void
mdm_coprime_init (mdm_coprime_t base)
{
  memset (base, 0, sizeof *base);
}

void
mdm_coprime_clear (mdm_coprime_t base)
{
  _fmpz_vec_clear (base->b, base->count);
  flint_free (base->start);
  flint_free (base->index);
  flint_free (base->exponent);
}

mdm_status
mdm_coprime_set (mdm_coprime_t base, const fmpz *n, slong count)
{
  list_t primes = { NULL, 0, 0 }, large = { NULL, 0, 0 };
  list_t group = { NULL, 0, 0 }, all = { NULL, 0, 0 };
  parts_t parts = { { NULL, 0, 0 }, NULL, 0, NULL };
  char *shared;
  mdm_status status = MDM_OK;

  mdm_coprime_clear (base);
  mdm_coprime_init (base);
  parts.start = flint_malloc (((size_t) count + 1) * sizeof (slong));
  for (slong i = 0; i < count; i++)
    {
      parts.start[i] = parts.value.count;
      split (&parts, n + i, &primes, &large);
    }
  parts.start[count] = parts.value.count;
  list_unique (&primes);
  list_unique (&large);
  shared = flint_calloc ((size_t) large.count + 1, 1);
  if (large.count > 0)
    {
      find_shared (shared, &large, &primes);
      status = refine_shared (&group, &large, shared, &primes);
    }
  if (status == MDM_OK)
    {
      for (slong i = 0; i < primes.count; i++)
        list_add (&all, primes.x + i);
      for (slong i = 0; i < large.count; i++)
        if (!shared[i])
          list_add (&all, large.x + i);
      for (slong i = 0; i < group.count; i++)
        list_add (&all, group.x + i);
      list_unique (&all);
      base->inputs = count;
      factor_parts (base, &parts, &all, &group);
      base->b = _fmpz_vec_init (all.count);
      _fmpz_vec_set (base->b, all.x, all.count);
      base->count = all.count;
    }
  flint_free (shared);
  list_clear (&primes);
  list_clear (&large);
  list_clear (&group);
  list_clear (&all);
  list_clear (&parts.value);
  flint_free (parts.exponent);
  flint_free (parts.start);
  return status;
}
