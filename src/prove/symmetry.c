#include <config.h>

#include "prove/symmetry.h"

/* Most steps that are made for one permutation.  */
#define STEPS_MAX 20000

mdm_atoms_t
mdm_permutation_set (const mdm_permutation_t *p, size_t n, mdm_atoms_t set)
{
  mdm_atoms_t image = 0;

  for (size_t i = 0; i < n; i++)
    if (set >> i & 1)
      image |= (mdm_atoms_t) 1 << p->image[i];
  return image;
}

typedef struct
{
  size_t n;
  const unsigned *colour; /* of each set: equal where all coefficients are */
  mdm_permutation_t p;
  mdm_atoms_t used;
  mdm_atoms_t *image; /* of the sets of the atoms placed */
  size_t steps;
} search_t;

/* Do the sets with atom I as the last one keep their colours, I going to TO?
   Their images are noted.  */
static int
keeps (search_t *s, size_t i, unsigned to)
{
  size_t half = (size_t) 1 << i;

  for (size_t set = 0; set < half; set++)
    {
      mdm_atoms_t image = s->image[set] | (mdm_atoms_t) 1 << to;
      if (s->colour[half + set] != s->colour[image])
        return 0;
      s->image[half + set] = image;
    }
  return 1;
}

/* Place the atoms from I on.  */
static int
place (search_t *s, size_t i)
{
  if (i == s->n)
    return 1;
  for (unsigned to = 0; to < s->n; to++)
    if (!(s->used >> to & 1))
      {
        if (s->steps++ > STEPS_MAX)
          return 0;
        if (!keeps (s, i, to))
          continue;
        s->p.image[i] = (unsigned char) to;
        s->used |= (mdm_atoms_t) 1 << to;
        if (place (s, i + 1))
          return 1;
        s->used &= ~((mdm_atoms_t) 1 << to);
      }
  return 0;
}

/* Look for one that maps I to J > I and leaves all before I.  */
static int
find (search_t *s, size_t i, size_t j)
{
  s->used = 0;
  s->steps = 0;
  s->image[0] = 0;
  for (size_t k = 0; k <= i; k++)
    {
      unsigned to = (unsigned) (k < i ? k : j);
      if (!keeps (s, k, to))
        return 0;
      s->p.image[k] = (unsigned char) to;
      s->used |= (mdm_atoms_t) 1 << to;
    }
  return place (s, i + 1);
}

static int
same_colour (const fmpq *const *c, size_t count, size_t x, size_t y)
{
  int same = 1;

  for (size_t v = 0; v < count && same; v++)
    same = fmpq_equal (c[v] + x, c[v] + y);
  return same;
}

/* Number the sets by their coefficients.  Sets of few colours are usual: each
   is compared with the first of every colour.  */
static void
set_colours (unsigned *colour, size_t n, const fmpq *const *c, size_t count)
{
  size_t sets = (size_t) 1 << n, colours = 0;
  MDM_OWNED size_t *first = flint_malloc (sets * sizeof *first);

  for (size_t s = 0; s < sets; s++)
    {
      size_t k = 0;
      while (k < colours
             && (__builtin_popcountll (first[k]) != __builtin_popcountll (s)
                 || !same_colour (c, count, first[k], s)))
        k++;
      if (k == colours)
        first[colours++] = s;
      colour[s] = (unsigned) k;
    }
}

void
mdm_invariance_set (mdm_invariance_t *symmetry, size_t n, const fmpq *const *c,
                    size_t count)
{
  size_t sets = (size_t) 1 << n;
  MDM_OWNED unsigned *colour = flint_malloc (sets * sizeof *colour);
  MDM_OWNED mdm_atoms_t *image = flint_malloc (sets * sizeof *image);
  search_t search = { .n = n, .colour = colour, .image = image };

  symmetry->n = n;
  symmetry->count = 0;
  set_colours (colour, n, c, count);
  for (size_t i = 0; i < n; i++)
    for (size_t j = i + 1; j < n; j++)
      if (find (&search, i, j))
        symmetry->generator[symmetry->count++] = search.p;
}

/* Orbits.  */

static size_t
find_root (size_t *parent, size_t x)
{
  while (parent[x] != x)
    x = parent[x] = parent[parent[x]];
  return x;
}

static void
join (size_t *parent, size_t x, size_t y)
{
  x = find_root (parent, x);
  y = find_root (parent, y);
  /* The root is the first member.  */
  parent[x > y ? x : y] = x > y ? y : x;
}

/* Number the TOTAL things joined in PARENT, a heap block, from the one FROM
   on.  */
static void
settle (mdm_set_classes_t *orbits, size_t *parent, size_t total)
{
  orbits->count = 0;
  orbits->of = parent;
  orbits->first = flint_malloc ((total + 1) * sizeof *orbits->first);
  orbits->size = flint_calloc (total + 1, sizeof *orbits->size);
  for (size_t x = 0; x < total; x++)
    {
      size_t root = parent[x];
      /* Roots come first and have been replaced by their numbers.  */
      if (root == x)
        {
          orbits->first[orbits->count] = x;
          parent[x] = orbits->count++;
        }
      else
        parent[x] = parent[root];
      orbits->size[parent[x]]++;
    }
}

static size_t *
start (size_t total)
{
  size_t *parent = flint_malloc ((total + 1) * sizeof *parent);

  for (size_t x = 0; x < total; x++)
    parent[x] = x;
  return parent;
}

/* Point everything straight to its root.  */
static void
flatten (size_t *parent, size_t total)
{
  for (size_t x = 0; x < total; x++)
    parent[x] = find_root (parent, x);
}

void
mdm_set_classes_of_sets (mdm_set_classes_t *orbits,
                         const mdm_invariance_t *symmetry)
{
  size_t total = (size_t) 1 << symmetry->n;
  size_t *parent = start (total);

  for (size_t g = 0; g < symmetry->count; g++)
    for (size_t s = 0; s < total; s++)
      join (parent, s,
            mdm_permutation_set (symmetry->generator + g, symmetry->n,
                                 (mdm_atoms_t) s));
  flatten (parent, total);
  settle (orbits, parent, total);
}

static mdm_elemental_t
permute (const mdm_permutation_t *p, size_t n, mdm_elemental_t e)
{
  unsigned i = p->image[e.i], j = p->image[e.j];

  return (mdm_elemental_t){ i < j ? i : j, i < j ? j : i,
                            mdm_permutation_set (p, n, e.k) };
}

void
mdm_set_classes_of_elementals (mdm_set_classes_t *orbits,
                               const mdm_invariance_t *symmetry)
{
  size_t n = symmetry->n, total = mdm_elemental_count (n);
  size_t *parent = start (total);

  for (size_t g = 0; g < symmetry->count; g++)
    for (size_t x = 0; x < total; x++)
      join (parent, x,
            mdm_elemental_number (n, permute (symmetry->generator + g, n,
                                              mdm_elemental_get (n, x))));
  flatten (parent, total);
  settle (orbits, parent, total);
}

void
mdm_set_classes_clear (mdm_set_classes_t *orbits)
{
  flint_free (orbits->of);
  flint_free (orbits->first);
  flint_free (orbits->size);
}
