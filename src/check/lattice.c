/* lattice.c - all marginals of a law, counted.

   The sum of H(X_S) over all S of k positions needs, of all marginals of k
   positions, only how often each weight w occurs.  The walk goes through the
   positions from the first to the last.  At each of them a table of weights,
   listed by the values of the positions from there on, goes on in two ways:
   the position belongs to S, and the table is cut by its value; or it does
   not, and the parts are added up.  The values x[i..L) of the rows, the
   suffixes, are ranked once, so that a table is a list of ranks and weights,
   and the entries of one value are neighbours.  A table of one entry has the
   same weight in all tables that come of it, and is counted at once.  */
#include "check.h"

#include <stdlib.h>
#include <string.h>

/* The suffixes at a position, in lexicographic order; and a table of them
   during the walk, the recursion being as deep as there are positions.  */
struct level
{
  size_t count;
  uint16_t *first; /* the token of each suffix at this position */
  uint32_t *rest;  /* its rank at the next position without that token */
  uint32_t *rank;
  mp_limb_t *weight;
};

/* How often the weight w was met with k positions in S and r left over.  */
struct cell
{
  uint16_t k, r;
  uint64_t times;
  size_t weight; /* its limbs are at lattice.weight[weight * limbs] */
};

static struct
{
  int done;
  size_t length;
  mp_size_t limbs; /* of every weight */
  struct level *level;
  uint32_t *spare_rank[2]; /* for merging */
  mp_limb_t *spare_weight[2];
  size_t *run[2];
  struct cell *cell; /* ascending in the weight, after the walk */
  size_t count, room;
  mp_limb_t *weight;
  size_t weight_room;
  uint32_t *slot; /* a hash table of cells + 1, at most half full */
  size_t slots;
  uint64_t *direct; /* NULL, or times of r = 0 at [k * direct_size + w] */
  size_t direct_size;
} lattice;

static uint64_t
hash_cell (size_t k, size_t r, const mp_limb_t *w)
{
  uint64_t hash = k * 256 + r;
  for (mp_size_t i = 0; i < lattice.limbs; i++)
    {
      hash = (hash ^ w[i]) * UINT64_C (0x9e3779b97f4a7c15);
      hash ^= hash >> 32;
    }
  return hash;
}

static void
grow_slots (void)
{
  free (lattice.slot);
  lattice.slots = lattice.slots > 0 ? 2 * lattice.slots : 1024;
  lattice.slot = allocate (lattice.slots, sizeof *lattice.slot);
  for (size_t i = 0; i < lattice.count; i++)
    {
      const struct cell *c = &lattice.cell[i];
      size_t at = hash_cell (c->k, c->r,
                             lattice.weight + i * (size_t) lattice.limbs);
      while (lattice.slot[at &= lattice.slots - 1] != 0)
        at++;
      lattice.slot[at] = (uint32_t) i + 1;
    }
}

static void
add_cell (size_t k, size_t r, const mp_limb_t *w, uint64_t times)
{
  size_t limbs = (size_t) lattice.limbs, at = hash_cell (k, r, w);
  for (;; at++)
    {
      uint32_t found = lattice.slot[at &= lattice.slots - 1];
      if (found == 0)
        break;
      struct cell *c = &lattice.cell[found - 1];
      if (c->k == k && c->r == r
          && mpn_cmp (lattice.weight + (found - 1) * limbs, w, lattice.limbs)
                 == 0)
        {
          c->times += times;
          return;
        }
    }
  if (lattice.count >= (UINT32_C (1) << 30))
    malformed ("over a limit: more than 2^30 different marginals");
  lattice.cell = grow (lattice.cell, lattice.count, &lattice.room,
                       sizeof *lattice.cell);
  lattice.weight = grow (lattice.weight, lattice.count, &lattice.weight_room,
                         limbs * sizeof *w);
  memcpy (lattice.weight + lattice.count * limbs, w, limbs * sizeof *w);
  lattice.slot[at] = (uint32_t) lattice.count + 1;
  lattice.cell[lattice.count]
      = (struct cell){ (uint16_t) k, (uint16_t) r, times, lattice.count };
  if (2 * ++lattice.count > lattice.slots)
    grow_slots ();
}

static void
count_weight (size_t k, size_t r, const mp_limb_t *w)
{
  if (r == 0 && lattice.direct != NULL)
    lattice.direct[k * lattice.direct_size + w[0]]++;
  else
    add_cell (k, r, w, 1);
}

static int
compare_keys (const void *a, const void *b)
{
  uint64_t x = *(const uint64_t *) a, y = *(const uint64_t *) b;
  return (x > y) - (x < y);
}

/* Rank the suffixes at position I by their tokens and the RANKs of their
   rests, and set RANK to the ranks.  */
static void
rank_suffixes (const struct law *law, size_t i, uint32_t *rank)
{
  struct level *level = &lattice.level[i];
  uint64_t *key = allocate (law->rows, sizeof *key), *found;
  size_t count = 0;
  for (size_t r = 0; r < law->rows; r++)
    key[r] = (uint64_t) law->token[r * law->length + i] << 32 | rank[r];
  qsort (key, law->rows, sizeof *key, compare_keys);
  for (size_t r = 0; r < law->rows; r++)
    if (r == 0 || key[r] != key[count - 1])
      key[count++] = key[r];
  for (size_t r = 0; r < law->rows; r++)
    {
      uint64_t own
          = (uint64_t) law->token[r * law->length + i] << 32 | rank[r];
      found = bsearch (&own, key, count, sizeof *key, compare_keys);
      rank[r] = (uint32_t) (found - key);
    }
  level->count = count;
  level->first = allocate (count, sizeof *level->first);
  level->rest = allocate (count, sizeof *level->rest);
  for (size_t s = 0; s < count; s++)
    {
      level->first[s] = (uint16_t) (key[s] >> 32);
      level->rest[s] = (uint32_t) key[s];
    }
  free (key);
}

static void
copy_weight (mp_limb_t *to, const mp_limb_t *from)
{
  for (mp_size_t i = 0; i < lattice.limbs; i++)
    to[i] = from[i];
}

/* Merge the tables A and B of N and M ranks and weights, both ascending, to
   RANK and WEIGHT, adding what is of equal rank; the number of entries.  */
static size_t
merge (uint32_t *rank, mp_limb_t *weight, const uint32_t *a,
       const mp_limb_t *a_weight, size_t n, const uint32_t *b,
       const mp_limb_t *b_weight, size_t m)
{
  mp_size_t limbs = lattice.limbs;
  size_t count = 0;
  while (n > 0 && m > 0)
    {
      int take_a = *a <= *b, take_b = *b <= *a;
      rank[count++] = take_a ? *a : *b;
      if (take_a && take_b && limbs == 1)
        *weight = *a_weight + *b_weight;
      else if (take_a && take_b)
        mpn_add_n (weight, a_weight, b_weight, limbs);
      else
        copy_weight (weight, take_a ? a_weight : b_weight);
      weight += limbs;
      a += take_a, n -= (size_t) take_a, a_weight += take_a * limbs;
      b += take_b, m -= (size_t) take_b, b_weight += take_b * limbs;
    }
  if (n == 0)
    a = b, a_weight = b_weight, n = m;
  memcpy (rank + count, a, n * sizeof *rank);
  memcpy (weight, a_weight, n * (size_t) limbs * sizeof *weight);
  return count + n;
}

/* Sum out position I of its table of N entries: the runs of entries with one
   token, of which only the rests remain, are merged two by two until one is
   left, in the table of the next position.  The number of entries.  */
static size_t
sum_out (size_t i, size_t n)
{
  const struct level *level = &lattice.level[i], *next = level + 1;
  size_t limbs = (size_t) lattice.limbs, runs = 0, turn = 0, j;
  for (j = 0; j < n; j++)
    {
      uint32_t s = level->rank[j];
      if (j == 0 || level->first[s] != level->first[level->rank[j - 1]])
        lattice.run[0][runs++] = j;
      lattice.spare_rank[0][j] = level->rest[s];
    }
  lattice.run[0][runs] = n;
  const mp_limb_t *weight = level->weight;
  const uint32_t *rank = lattice.spare_rank[0];
  do
    {
      const size_t *run = lattice.run[turn];
      size_t *to = lattice.run[1 - turn], merged = 0, size = 0;
      int last = runs <= 2;
      turn = 1 - turn;
      uint32_t *to_rank = last ? next->rank : lattice.spare_rank[turn];
      mp_limb_t *to_weight = last ? next->weight : lattice.spare_weight[turn];
      for (j = 0; j < runs; j += 2)
        {
          size_t b = run[j + 1], end = j + 1 < runs ? run[j + 2] : b;
          to[merged++] = size;
          size += merge (to_rank + size, to_weight + size * limbs,
                         rank + run[j], weight + run[j] * limbs, b - run[j],
                         rank + b, weight + b * limbs, end - b);
        }
      to[merged] = size;
      runs = merged;
      rank = to_rank;
      weight = to_weight;
    }
  while (runs > 1);
  return lattice.run[turn][1];
}

/* Go on from position I with its table of N entries, K positions being in
   S.  */
static void
walk (size_t i, size_t k, size_t n)
{
  const struct level *level = &lattice.level[i], *next = level + 1;
  size_t limbs = (size_t) lattice.limbs, left = lattice.length - i, j, m;
  spend (n);
  if (n == 1)
    {
      count_weight (k, left, level->weight);
      return;
    }
  for (j = 0; j < n; j += m)
    {
      uint16_t token = level->first[level->rank[j]];
      for (m = 0; j + m < n && level->first[level->rank[j + m]] == token; m++)
        next->rank[m] = level->rest[level->rank[j + m]];
      if (m == 1)
        {
          count_weight (k + 1, left - 1, level->weight + j * limbs);
          continue;
        }
      memcpy (next->weight, level->weight + j * limbs,
              m * limbs * sizeof *next->weight);
      walk (i + 1, k + 1, m);
    }
  walk (i + 1, k, sum_out (i, n));
}

static int
compare_cells (const void *a, const void *b)
{
  const struct cell *x = a, *y = b;
  size_t limbs = (size_t) lattice.limbs;
  return mpn_cmp (lattice.weight + x->weight * limbs,
                  lattice.weight + y->weight * limbs, lattice.limbs);
}

/* The tables of all positions, the first one being the law.  */
static void
prepare (const struct law *law)
{
  uint32_t *rank = allocate (law->rows, sizeof *rank);
  size_t length = law->length, rows = law->rows;
  lattice.length = length;
  lattice.limbs = (mp_size_t) mpz_size (law->total);
  size_t limbs = (size_t) lattice.limbs;
  lattice.level = allocate (length + 1, sizeof *lattice.level);
  lattice.level[length].count = 1;
  for (size_t i = length; i-- > 0;)
    rank_suffixes (law, i, rank);
  for (size_t i = 0; i <= length; i++)
    {
      struct level *level = &lattice.level[i];
      level->rank = allocate (level->count, sizeof *rank);
      level->weight = allocate (level->count * limbs, sizeof (mp_limb_t));
    }
  for (size_t r = 0; r < rows; r++)
    {
      lattice.level[0].rank[r] = (uint32_t) r;
      for (size_t j = 0; j < limbs; j++)
        lattice.level[0].weight[r * limbs + j]
            = mpz_getlimbn (law->weight[r], (mp_size_t) j);
    }
  for (int turn = 0; turn < 2; turn++)
    {
      lattice.spare_rank[turn] = allocate (rows, sizeof *rank);
      lattice.spare_weight[turn] = allocate (rows * limbs, sizeof (mp_limb_t));
      lattice.run[turn] = allocate (rows + 1, sizeof *lattice.run[turn]);
    }
  if (mpz_cmp_ui (law->total, (UINT32_C (1) << 23) / (length + 1)) < 0)
    {
      lattice.direct_size = mpz_get_ui (law->total) + 1;
      lattice.direct = allocate ((length + 1) * lattice.direct_size,
                                 sizeof *lattice.direct);
    }
  free (rank);
}

static void
build (const struct law *law)
{
  prepare (law);
  grow_slots ();
  walk (0, 0, law->rows);
  for (size_t k = 0; lattice.direct != NULL && k <= law->length; k++)
    for (mp_limb_t w = 1; w < lattice.direct_size; w++)
      if (lattice.direct[k * lattice.direct_size + w] > 0)
        add_cell (k, 0, &w, lattice.direct[k * lattice.direct_size + w]);
  qsort (lattice.cell, lattice.count, sizeof *lattice.cell, compare_cells);
  lattice.done = 1;
}

/* Set F[k * (L+1) + r] to the sum over j of C(r,j) E_(k+j) / C(L,k+j), times
   the integer D that makes all of them integers: what a cell of k and r
   counts for.  */
static void
cell_factors (mpz_t *f, mpz_t d, const mpq_t *curve, size_t length)
{
  mpq_t *e = allocate (length + 1, sizeof *e);
  mpz_set_ui (d, 1);
  for (size_t k = 0; k <= length; k++)
    {
      mpq_init (e[k]);
      mpz_bin_uiui (mpq_numref (e[k]), length, k);
      mpq_div (e[k], curve[k], e[k]);
      mpz_lcm (d, d, mpq_denref (e[k]));
    }
  for (size_t k = length + 1; k-- > 0;)
    for (size_t r = 0; r + k <= length; r++)
      {
        mpz_t *at = &f[k * (length + 1) + r];
        if (r > 0)
          mpz_add (*at, at[-1], at[length]);
        else
          {
            mpz_divexact (*at, d, mpq_denref (e[k]));
            mpz_mul (*at, *at, mpq_numref (e[k]));
          }
      }
  for (size_t k = 0; k <= length; k++)
    mpq_clear (e[k]);
  free (e);
}

/* Add the logarithms of all weights, cells of one weight together: each cell
   that counts for f adds -(f times / D) (w/W) log w.  */
static void
add_cells (struct sum *sum, const struct law *law, mpz_t *f, const mpz_t d)
{
  mpz_t w, times, all;
  mpq_t c;
  mpz_inits (w, times, all, NULL);
  mpq_init (c);
  for (size_t i = 0; i < lattice.count; i++)
    {
      const struct cell *cell = &lattice.cell[i];
      integer_set (times, cell->times);
      mpz_addmul (all, times, f[cell->k * (law->length + 1) + cell->r]);
      if (i + 1 < lattice.count && compare_cells (cell, cell + 1) == 0)
        continue;
      mpz_import (w, (size_t) lattice.limbs, -1, sizeof (mp_limb_t), 0, 0,
                  lattice.weight + cell->weight * (size_t) lattice.limbs);
      mpz_mul (mpq_numref (c), all, w);
      mpz_neg (mpq_numref (c), mpq_numref (c));
      mpz_mul (mpq_denref (c), d, law->total);
      mpq_canonicalize (c);
      logs_add (&sum->logs, w, c);
      mpz_set_ui (all, 0);
    }
  mpq_clear (c);
  mpz_clears (w, times, all, NULL);
}

void
lattice_add (struct sum *sum, const struct law *law)
{
  size_t length = law->length, size = (length + 1) * (length + 1);
  mpz_t *f, d;
  int used = 0;
  if (sum->curve == NULL)
    return;
  mpq_set_ui (sum->curve[0], 0, 1); /* e_0 = 0 */
  for (size_t k = 1; k <= length; k++)
    {
      used |= mpq_sgn (sum->curve[k]) != 0;
      logs_add (&sum->logs, law->total, sum->curve[k]);
    }
  if (!used)
    return;
  if (!lattice.done)
    build (law);
  f = allocate (size, sizeof *f);
  mpz_init (d);
  for (size_t i = 0; i < size; i++)
    mpz_init (f[i]);
  cell_factors (f, d, (const mpq_t *) sum->curve, length);
  spend (lattice.count);
  add_cells (sum, law, f, d);
  for (size_t i = 0; i < size; i++)
    mpz_clear (f[i]);
  free (f);
  mpz_clear (d);
}
