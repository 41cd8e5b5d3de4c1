#include <config.h>

#include "search/orbits.h"

#include <string.h>

/* Going through them.  */

/* A symmetry that has not told the vector from its image so far, and how many
   places of both are equal.  */
typedef struct
{
  uint32_t g;
  uint32_t equal;
} alive_t;

struct mdm_orbits
{
  const mdm_cells_struct *cells;
  mdm_weight_grid_t grid;
  size_t sum, support; /* D and the size of the support just now */
  uint32_t *weight;    /* of each sequence */
  size_t depth;        /* sequences that have one */
  size_t *left;        /* [i]: the sum left for the sequences from i on, */
  size_t *wanted;      /* and how many of them are in the support */
  alive_t *alive;      /* those of each depth, one after the other */
  size_t alive_room;
  size_t *begin; /* [i]: where those of depth i begin; [i + 1]: and end */
};

mdm_orbits_t *
mdm_orbits_new (const mdm_cells_t cells, const mdm_weight_grid_t *grid)
{
  mdm_orbits_t *orbits = flint_calloc (1, sizeof *orbits);
  size_t n = cells->count;

  orbits->cells = cells;
  orbits->grid = *grid;
  orbits->weight = flint_calloc (n, sizeof *orbits->weight);
  orbits->left = flint_calloc (n + 1, sizeof *orbits->left);
  orbits->wanted = flint_calloc (n + 1, sizeof *orbits->wanted);
  orbits->begin = flint_calloc (n + 2, sizeof *orbits->begin);
  orbits->alive_room = 4 * cells->order;
  orbits->alive = flint_malloc (orbits->alive_room * sizeof *orbits->alive);
  for (size_t g = 0; g < cells->order; g++)
    orbits->alive[g] = (alive_t){ (uint32_t) g, 0 };
  orbits->begin[1] = cells->order;
  return orbits;
}

void
mdm_orbits_free (mdm_orbits_t *orbits)
{
  flint_free (orbits->weight);
  flint_free (orbits->left);
  flint_free (orbits->wanted);
  flint_free (orbits->begin);
  flint_free (orbits->alive);
  flint_free (orbits);
}

/* Compare the vector, of which the first KNOWN places are there, with its
   image under X->g from where they are known to be equal.  -1: the image is
   greater; 1: it is less; 0: neither so far.  */
static int
compare (alive_t *x, const mdm_orbits_t *orbits, size_t known)
{
  const uint16_t *image = mdm_cells_image (orbits->cells, x->g);
  const uint32_t *weight = orbits->weight;

  for (; x->equal < known && image[x->equal] < known; x->equal++)
    if (weight[image[x->equal]] != weight[x->equal])
      return weight[image[x->equal]] > weight[x->equal] ? -1 : 1;
  return 0;
}

/* Set the symmetries that are alive at the next depth, KNOWN; 0 if an image is
   greater, so that nothing below is canonical.  */
static int
sift (mdm_orbits_t *orbits, size_t known)
{
  size_t from = orbits->begin[known - 1], to = orbits->begin[known];
  size_t at = to;

  if (to + (to - from) > orbits->alive_room)
    {
      orbits->alive_room = 2 * orbits->alive_room + (to - from);
      orbits->alive = flint_realloc (
          orbits->alive, orbits->alive_room * sizeof *orbits->alive);
    }
  for (size_t i = from; i < to; i++)
    {
      alive_t x = orbits->alive[i];
      int order = compare (&x, orbits, known);
      if (order < 0)
        return 0;
      if (order == 0)
        orbits->alive[at++] = x;
    }
  orbits->begin[known + 1] = at;
  return 1;
}

/* May sequence I have WEIGHT?  What is left must do for those after it.  */
static int
fits (const mdm_orbits_t *orbits, size_t i, size_t weight)
{
  size_t after = orbits->cells->count - i - 1;
  size_t wanted, left;

  if (weight > orbits->left[i] || (weight > 0 && orbits->wanted[i] == 0))
    return 0;
  left = orbits->left[i] - weight;
  wanted = orbits->wanted[i] - (weight > 0);
  return wanted <= after && left >= wanted && (wanted > 0 || left == 0);
}

/* Give sequence I the greatest weight of at most MOST that fits and leaves the
   vector canonical so far; 0 if there is none.  */
static int
place (mdm_orbits_t *orbits, size_t i, size_t most)
{
  for (size_t weight = most + 1; weight-- > 0;)
    {
      /* The last one in the support gets all that is left, or is not that.  */
      if (orbits->wanted[i] == 1 && weight < orbits->left[i])
        weight = 0;
      if (!fits (orbits, i, weight))
        continue;
      orbits->weight[i] = (uint32_t) weight;
      if (!sift (orbits, i + 1))
        continue;
      orbits->left[i + 1] = orbits->left[i] - weight;
      orbits->wanted[i + 1] = orbits->wanted[i] - (weight > 0);
      return 1;
    }
  return 0;
}

/* Go on to the next canonical vector of this sum and support.  */
static int
advance (mdm_orbits_t *orbits)
{
  size_t n = orbits->cells->count, most;

  /* From the last vector back; from none, forth.  */
  if (orbits->depth == 0)
    most = orbits->left[0];
  else if (orbits->weight[--orbits->depth] == 0)
    most = SIZE_MAX;
  else
    most = orbits->weight[orbits->depth] - 1;
  while (orbits->depth < n)
    if (most != SIZE_MAX && place (orbits, orbits->depth, most))
      most = orbits->left[++orbits->depth];
    else if (orbits->depth == 0)
      return 0;
    else
      {
        orbits->depth--;
        most = orbits->weight[orbits->depth] == 0
                   ? SIZE_MAX
                   : orbits->weight[orbits->depth] - 1;
      }
  return 1;
}

/* Go on to the next support, and sum.  */
static int
next_support (mdm_orbits_t *orbits)
{
  size_t most = orbits->grid.support;

  if (orbits->sum == 0)
    orbits->sum = orbits->grid.least;
  else if (orbits->support >= most || orbits->support >= orbits->sum
           || orbits->support >= orbits->cells->count)
    {
      orbits->sum++;
      orbits->support = 0;
    }
  orbits->support++;
  orbits->depth = 0;
  orbits->left[0] = orbits->sum;
  orbits->wanted[0] = orbits->support;
  return orbits->sum <= orbits->grid.most;
}

/* The common factor of the weights.  */
static size_t
content (const mdm_orbits_t *orbits)
{
  ulong factor = 0;

  for (size_t i = 0; i < orbits->cells->count && factor != 1; i++)
    factor = n_gcd (factor, orbits->weight[i]);
  return (size_t) factor;
}

/* Is a law of the sum D whose weights have the common FACTOR not one that came
   at a smaller sum of the range already?  */
static int
comes_here (size_t d, size_t factor, const mdm_weight_grid_t *grid)
{
  return d - d / factor < grid->least;
}

int
mdm_orbits_next (mdm_orbits_t *orbits)
{
  if (orbits->sum == 0 && !next_support (orbits))
    return 0;
  if (orbits->sum > orbits->grid.most)
    return 0;
  for (;;)
    {
      if (advance (orbits))
        {
          if (comes_here (orbits->sum, content (orbits), &orbits->grid))
            return 1;
        }
      else if (!next_support (orbits))
        return 0;
    }
}

const uint32_t *
mdm_orbits_weights (const mdm_orbits_t *orbits)
{
  return orbits->weight;
}

size_t
mdm_orbits_sum (const mdm_orbits_t *orbits)
{
  return orbits->sum;
}

size_t
mdm_orbits_fixed (const mdm_orbits_t *orbits)
{
  size_t n = orbits->cells->count;

  return orbits->begin[n + 1] - orbits->begin[n];
}

/* Counting.  */

/* The polynomial sum_{d,s} c_{ds} x^d y^s, d up to D and s up to S.  */
typedef struct
{
  size_t d, s;
  fmpz *c; /* (D + 1) (S + 1) */
} polynomial_t;

/* X *= 1 + y^CYCLE (x^CYCLE + x^(2 CYCLE) + ..): the weights that a cycle of
   so many sequences may have.  ROOM is as large as its coefficients.  */
static void
multiply (polynomial_t *x, size_t cycle, fmpz *room)
{
  size_t width = x->s + 1, size = (x->d + 1) * width, step = cycle * width;

  if (cycle > x->d || cycle > x->s)
    return;
  /* X / (1 - x^CYCLE).  */
  _fmpz_vec_set (room, x->c, (slong) size);
  for (size_t i = step; i < size; i++)
    fmpz_add (room + i, room + i, room + i - step);
  for (size_t d = cycle; d <= x->d; d++)
    _fmpz_vec_add (x->c + d * width + cycle, x->c + d * width + cycle,
                   room + (d - cycle) * width, (slong) (width - cycle));
}

/* Write the lengths of the cycles of symmetry G to COUNT[1..n]: how many there
   are of each.  */
static void
count_cycles (uint32_t *count, char *seen, const mdm_cells_t cells, size_t g)
{
  const uint16_t *image = mdm_cells_image (cells, g);

  memset (count, 0, (cells->count + 1) * sizeof *count);
  memset (seen, 0, cells->count);
  for (size_t i = 0; i < cells->count; i++)
    {
      size_t length = 0;

      for (size_t j = i; !seen[j]; j = image[j], length++)
        seen[j] = 1;
      count[length] += length > 0;
    }
}

/* Add TIMES the vectors that are constant on cycles, COUNT[l] of length l, to
   SUM.  */
static void
add_constant (polynomial_t *sum, const uint32_t *count, size_t cells,
              ulong times)
{
  size_t size = (sum->d + 1) * (sum->s + 1);
  MDM_FMPZ_VEC (c, size);
  MDM_FMPZ_VEC (room, size);
  polynomial_t x = { sum->d, sum->s, c };

  fmpz_one (c);
  for (size_t l = 1; l <= cells; l++)
    for (uint32_t i = 0; i < count[l]; i++)
      multiply (&x, l, room);
  _fmpz_vec_scalar_addmul_ui (sum->c, c, (slong) size, times);
}

/* How often symmetries have the same cycles.  */
typedef struct
{
  size_t width; /* of the counts of one symmetry */
  size_t size;  /* slots, a power of 2, of which USED are taken */
  size_t used;
  uint32_t **count; /* the cycles, or NULL */
  ulong *times;
} types_t;

/* The slot of COUNT in TYPES.  */
static size_t
slot_of (const types_t *types, const uint32_t *count)
{
  uint64_t hash = UINT64_C (0xcbf29ce484222325);
  size_t slot;

  for (size_t i = 0; i < types->width; i++)
    hash = (hash ^ count[i]) * UINT64_C (0x100000001b3);
  for (slot = hash & (types->size - 1);
       types->count[slot] != NULL
       && memcmp (types->count[slot], count, types->width * sizeof *count)
              != 0;
       slot = (slot + 1) & (types->size - 1))
    ;
  return slot;
}

static void
resize (types_t *types, size_t size)
{
  types_t old = *types;

  types->size = size;
  types->count = flint_calloc (size, sizeof *types->count);
  types->times = flint_calloc (size, sizeof *types->times);
  for (size_t i = 0; i < old.size; i++)
    if (old.count[i] != NULL)
      {
        size_t slot = slot_of (types, old.count[i]);
        types->count[slot] = old.count[i];
        types->times[slot] = old.times[i];
      }
  flint_free (old.count);
  flint_free (old.times);
}

/* Add a symmetry with the cycles COUNT.  */
static void
add_type (types_t *types, const uint32_t *count)
{
  size_t slot, bytes = types->width * sizeof *count;

  if (2 * types->used >= types->size)
    resize (types, types->size == 0 ? 64 : 2 * types->size);
  slot = slot_of (types, count);
  if (types->count[slot] == NULL)
    {
      types->count[slot] = flint_malloc (bytes);
      memcpy (types->count[slot], count, bytes);
      types->used++;
    }
  types->times[slot]++;
}

/* Set SUM, which is 0, to the orbits of each sum and size of support: the mean
   over the group, in which symmetries of the same cycles count alike.  */
static void
count_orbits (polynomial_t *sum, const mdm_cells_t cells)
{
  size_t n = cells->count, order = cells->order;
  types_t types = { .width = n + 1 };
  MDM_OWNED char *seen = flint_malloc (n);
  MDM_OWNED uint32_t *count = flint_malloc (types.width * sizeof *count);
  MDM_FMPZ (divisor);

  for (size_t g = 0; g < order; g++)
    {
      count_cycles (count, seen, cells, g);
      add_type (&types, count);
    }
  for (size_t i = 0; i < types.size; i++)
    if (types.count[i] != NULL)
      {
        add_constant (sum, types.count[i], n, types.times[i]);
        flint_free (types.count[i]);
      }
  flint_free (types.count);
  flint_free (types.times);
  fmpz_set_ui (divisor, order);
  _fmpz_vec_scalar_divexact_fmpz (
      sum->c, sum->c, (slong) ((sum->d + 1) * (sum->s + 1)), divisor);
}

/* RES += the orbits of laws whose weights sum to D and have no common factor,
   of any support: Moebius inversion over the divisors.  */
static void
add_primitive (fmpz_t res, const polynomial_t *orbits, size_t d)
{
  for (size_t e = 1; e <= d; e++)
    {
      int mu = d % e == 0 ? n_moebius_mu (e) : 0;

      for (size_t s = 1; mu != 0 && s <= orbits->s; s++)
        if (mu > 0)
          fmpz_add (res, res, orbits->c + d / e * (orbits->s + 1) + s);
        else
          fmpz_sub (res, res, orbits->c + d / e * (orbits->s + 1) + s);
    }
}

uint64_t
mdm_orbits_at_least (uint64_t count, uint64_t order,
                     const mdm_weight_grid_t *grid)
{
  uint64_t laws = 0;

  for (uint64_t k = 1; k <= count && k <= grid->most && k <= grid->support
                       && laws != UINT64_MAX;
       k++)
    laws = mdm_work_add (
        laws, mdm_work_mul (mdm_work_binomial (count, k),
                            mdm_work_binomial (grid->most - 1, k - 1)));
  /* What is over 64 bits is over every limit, unless the group is as large. */
  return laws == UINT64_MAX && order > UINT32_MAX ? 1 : laws / order;
}

void
mdm_orbits_count (fmpz_t res, const mdm_cells_t cells,
                  const mdm_weight_grid_t *grid)
{
  size_t most = grid->most;
  size_t n = cells->count < most ? cells->count : most;
  size_t support = grid->support < n ? grid->support : n;
  MDM_FMPZ_VEC (c, (most + 1) * (support + 1));
  polynomial_t orbits = { most, support, c };

  fmpz_zero (res);
  count_orbits (&orbits, cells);
  /* A law of sum d comes at its least multiple in the range.  */
  for (size_t d = 1; d <= most; d++)
    if (most / d * d >= grid->least)
      add_primitive (res, &orbits, d);
}
