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
  uint32_t *rank;  /* the table: ranks, ascending, and their weights */
  mp_limb_t *weight;
  mp_limb_t *sum; /* by rank, for summing out: all 0 in between */
  unsigned char *met;
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
  size_t length, limbs; /* of the law, and of every weight */
  struct level *level;
  struct cell *cell; /* ascending in the weight, after the walk */
  size_t count, room;
  mp_limb_t *weight;
  size_t weight_room;
  uint32_t *slot; /* a hash table of cells + 1, at most half full */
  size_t slots;
} lattice;

static uint64_t
hash_cell (size_t k, size_t r, const mp_limb_t *w)
{
  uint64_t hash = k * 256 + r;
  for (size_t i = 0; i < lattice.limbs; i++)
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
      size_t at = hash_cell (c->k, c->r, lattice.weight + i * lattice.limbs);
      while (lattice.slot[at &= lattice.slots - 1] != 0)
        at++;
      lattice.slot[at] = (uint32_t) i + 1;
    }
}

static void
count_weight (size_t k, size_t r, const mp_limb_t *w)
{
  size_t limbs = lattice.limbs, at = hash_cell (k, r, w);
  uint32_t found;
  for (; (found = lattice.slot[at &= lattice.slots - 1]) != 0; at++)
    {
      struct cell *c = &lattice.cell[found - 1];
      const mp_limb_t *own = lattice.weight + (found - 1) * limbs;
      if (c->k == k && c->r == r && mpn_cmp (own, w, (mp_size_t) limbs) == 0)
        {
          c->times++;
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
  lattice.cell[lattice.count]
      = (struct cell){ (uint16_t) k, (uint16_t) r, 1, lattice.count };
  lattice.slot[at] = (uint32_t) ++lattice.count;
  if (2 * lattice.count > lattice.slots)
    grow_slots ();
}

static int
compare_keys (const void *a, const void *b)
{
  uint64_t x = *(const uint64_t *) a, y = *(const uint64_t *) b;
  return (x > y) - (x < y);
}

static int
compare_ranks (const void *a, const void *b)
{
  uint32_t x = *(const uint32_t *) a, y = *(const uint32_t *) b;
  return (x > y) - (x < y);
}

/* Rank the suffixes at position I by their tokens and the RANKs of their
   rests, and set RANK to the ranks.  */
static void
rank_suffixes (const struct law *law, size_t i, uint32_t *rank)
{
  struct level *level = &lattice.level[i];
  uint64_t *own = allocate (law->rows, sizeof *own);
  uint64_t *key = allocate (law->rows, sizeof *key), *found;
  for (size_t r = 0; r < law->rows; r++)
    own[r] = (uint64_t) law->token[r * law->length + i] << 32 | rank[r];
  memcpy (key, own, law->rows * sizeof *key);
  qsort (key, law->rows, sizeof *key, compare_keys);
  level->first = allocate (law->rows, sizeof *level->first);
  level->rest = allocate (law->rows, sizeof *level->rest);
  for (size_t r = 0; r < law->rows; r++)
    if (r == 0 || key[r] != key[level->count - 1])
      {
        key[level->count] = key[r];
        level->first[level->count] = (uint16_t) (key[r] >> 32);
        level->rest[level->count++] = (uint32_t) key[r];
      }
  for (size_t r = 0; r < law->rows; r++)
    {
      found = bsearch (&own[r], key, level->count, sizeof *key, compare_keys);
      rank[r] = (uint32_t) (found - key);
    }
  free (own);
  free (key);
}

static void
add_weight (mp_limb_t *sum, const mp_limb_t *w)
{
  if (lattice.limbs == 1)
    *sum += *w;
  else
    mpn_add_n (sum, sum, w, (mp_size_t) lattice.limbs);
}

/* Sum out position I of its table of N entries, of which only the rests
   remain; the number of entries of the table of the next position.  They are
   put in order by looking at all ranks, or, where these are many more, by
   sorting.  */
static size_t
sum_out (size_t i, size_t n)
{
  struct level *level = &lattice.level[i], *next = level + 1;
  size_t limbs = lattice.limbs, count = 0;
  for (size_t j = 0; j < n; j++)
    {
      uint32_t rest = level->rest[level->rank[j]];
      mp_limb_t *sum = next->sum + rest * limbs;
      if (!next->met[rest])
        next->rank[count++] = rest;
      next->met[rest] = 1;
      add_weight (sum, level->weight + j * limbs);
    }
  if (count > next->count / 16)
    for (size_t rest = count = 0; rest < next->count; rest++)
      {
        next->rank[count] = (uint32_t) rest;
        count += next->met[rest];
      }
  else
    qsort (next->rank, count, sizeof *next->rank, compare_ranks);
  for (size_t j = 0; j < count; j++)
    {
      size_t rest = next->rank[j];
      for (size_t l = 0; l < limbs; l++)
        {
          next->weight[j * limbs + l] = next->sum[rest * limbs + l];
          next->sum[rest * limbs + l] = 0;
        }
      next->met[rest] = 0;
    }
  return count;
}

/* Go on from position I with its table of N entries, K positions being in
   S.  */
static void
walk (size_t i, size_t k, size_t n)
{
  const struct level *level = &lattice.level[i], *next = level + 1;
  size_t limbs = lattice.limbs, left = lattice.length - i, m;
  spend (n);
  if (n == 1)
    {
      count_weight (k, left, level->weight);
      return;
    }
  if (left == 1)
    {
      for (size_t j = 0; j < n; j++)
        {
          count_weight (k + 1, 0, level->weight + j * limbs);
          add_weight (next->weight, level->weight + j * limbs);
        }
      count_weight (k, 0, next->weight);
      memset (next->weight, 0, limbs * sizeof *next->weight);
      return;
    }
  for (size_t j = 0; j < n; j += m)
    {
      uint16_t token = level->first[level->rank[j]];
      for (m = 0; j + m < n && level->first[level->rank[j + m]] == token; m++)
        next->rank[m] = level->rest[level->rank[j + m]];
      if (m == 1)
        count_weight (k + 1, left - 1, level->weight + j * limbs);
      else
        {
          memcpy (next->weight, level->weight + j * limbs,
                  m * limbs * sizeof *next->weight);
          walk (i + 1, k + 1, m);
        }
    }
  walk (i + 1, k, sum_out (i, n));
}

static int
compare_cells (const void *a, const void *b)
{
  const struct cell *x = a, *y = b;
  return mpn_cmp (lattice.weight + x->weight * lattice.limbs,
                  lattice.weight + y->weight * lattice.limbs,
                  (mp_size_t) lattice.limbs);
}

static void
build (const struct law *law)
{
  size_t length = lattice.length = law->length;
  size_t limbs = lattice.limbs = mpz_size (law->total);
  uint32_t *rank = allocate (law->rows, sizeof *rank);
  lattice.level = allocate (length + 1, sizeof *lattice.level);
  lattice.level[length].count = 1; /* the empty suffix */
  for (size_t i = length; i-- > 0;)
    rank_suffixes (law, i, rank);
  for (size_t i = 0; i <= length; i++)
    {
      struct level *level = &lattice.level[i];
      level->rank = allocate (level->count, sizeof *rank);
      level->weight = allocate (level->count * limbs, sizeof (mp_limb_t));
      level->sum = allocate (level->count * limbs, sizeof (mp_limb_t));
      level->met = allocate (level->count, 1);
    }
  for (size_t r = 0; r < law->rows; r++)
    {
      lattice.level[0].rank[r] = (uint32_t) r;
      for (size_t j = 0; j < limbs; j++)
        lattice.level[0].weight[r * limbs + j]
            = mpz_getlimbn (law->weight[r], (mp_size_t) j);
    }
  grow_slots ();
  walk (0, 0, law->rows);
  qsort (lattice.cell, lattice.count, sizeof *lattice.cell, compare_cells);
  free (rank);
}

/* Set F[k * (L+1) + r] to the sum over j of C(r,j) E_(k+j) / C(L,k+j), times
   the integer D that makes all of them integers: what a cell of k and r
   counts for.  */
static void
cell_factors (mpz_t *f, mpz_t d, mpq_t *e, size_t length)
{
  RATIONAL (sets);
  mpz_set_ui (d, 1);
  for (size_t k = 0; k <= length; k++)
    {
      mpz_bin_uiui (mpq_numref (sets), length, k);
      mpq_div (e[k], e[k], sets);
      mpz_lcm (d, d, mpq_denref (e[k]));
    }
  for (size_t k = length + 1; k-- > 0;)
    for (size_t r = 0; r + k <= length; r++)
      {
        mpz_t *at = &f[k * (length + 1) + r];
        mpz_init (*at);
        if (r > 0)
          mpz_add (*at, at[-1], at[length]);
        else
          {
            mpz_divexact (*at, d, mpq_denref (e[k]));
            mpz_mul (*at, *at, mpq_numref (e[k]));
          }
      }
}

void
lattice_add (struct sum *sum, const struct law *law)
{
  size_t length = law->length;
  INTEGER (w);
  INTEGER (d);
  INTEGER (all);
  RATIONAL (c);
  if (sum->curve == NULL)
    return;
  if (lattice.level == NULL)
    build (law);
  mpq_set_ui (sum->curve[0], 0, 1); /* e_0 = 0 */
  for (size_t k = 1; k <= length; k++)
    logs_add (&sum->logs, law->total, sum->curve[k]);
  mpz_t *f = allocate ((length + 1) * (length + 1), sizeof *f);
  cell_factors (f, d, sum->curve, length);
  spend (lattice.count);
  /* Cells of one weight together; each adds -(f times / D) (w/W) log w.  */
  for (size_t i = 0; i < lattice.count; i++)
    {
      const struct cell *cell = &lattice.cell[i];
      integer_set (w, cell->times);
      mpz_addmul (all, w, f[cell->k * (length + 1) + cell->r]);
      if (i + 1 < lattice.count && compare_cells (cell, cell + 1) == 0)
        continue;
      mpz_import (w, lattice.limbs, -1, sizeof (mp_limb_t), 0, 0,
                  lattice.weight + cell->weight * lattice.limbs);
      mpz_mul (mpq_numref (c), all, w);
      mpz_neg (mpq_numref (c), mpq_numref (c));
      mpz_mul (mpq_denref (c), d, law->total);
      mpq_canonicalize (c);
      logs_add (&sum->logs, w, c);
      mpz_set_ui (all, 0);
    }
  for (size_t k = 0; k <= length; k++)
    for (size_t r = 0; r + k <= length; r++)
      mpz_clear (f[k * (length + 1) + r]);
  free (f);
}
