/* lattice.c - the average entropy curve, from all marginals of a law.

   The sum of H(X_S) over all S of k positions needs, of all marginals of k
   positions, only how often each weight w occurs.  The walk goes through the
   positions from the first to the last, with a table of the values x[i..L)
   that are left, in lexicographic order, and their weights.  Position i either
   belongs to S: then each of its values has a part of the table, which is a
   table of x[i+1..L) as it stands.  Or it does not: then entries that differ
   in it alone are added up.  A table of one entry has the same weight in all
   tables that come of it, and is counted at once.  */
#include "check.h"

#include <stdlib.h>
#include <string.h>

struct entry
{
  uint32_t row; /* first, for law_compare: some row with these values */
  mp_limb_t weight[];
};

/* How often the weight w was met with k positions in S and r left over.  */
struct cell
{
  uint64_t times;
  uint16_t k, r;
  mp_limb_t weight[];
};

static mp_size_t limbs; /* of every weight */
static size_t entry_size, cell_size;
static char *cells; /* ascending in the weight, after the walk */
static size_t cell_count, cell_room;
static unsigned char later[256]; /* the positions after the one of the walk */

static struct entry *
entry_at (void *table, size_t j)
{
  return (struct entry *) ((char *) table + j * entry_size);
}

static struct cell *
cell_at (size_t j)
{
  return (struct cell *) (cells + j * cell_size);
}

static int
compare_cells (const void *a, const void *b)
{
  const struct cell *x = a, *y = b;
  int order = mpn_cmp (x->weight, y->weight, limbs);
  return order != 0     ? order
         : x->k != y->k ? (x->k < y->k ? -1 : 1)
                        : (x->r > y->r) - (x->r < y->r);
}

/* Sort the cells, the same ones together.  */
static void
merge_cells (void)
{
  size_t kept = 0;
  spend (16 * cell_count);
  if (cell_count > 0)
    qsort (cells, cell_count, cell_size, compare_cells);
  for (size_t j = 0; j < cell_count; j++)
    if (kept > 0 && compare_cells (cell_at (kept - 1), cell_at (j)) == 0)
      cell_at (kept - 1)->times += cell_at (j)->times;
    else
      memmove (cell_at (kept++), cell_at (j), cell_size);
  cell_count = kept;
}

static void
count_weight (size_t k, size_t r, const mp_limb_t *w)
{
  if (cell_count == cell_room)
    {
      merge_cells ();
      if (cell_room > (UINT32_C (1) << 30))
        malformed ("over a limit: more than 2^30 different marginals");
      if (2 * cell_count >= cell_room)
        cell_room = 2 * cell_room + 4096;
      cells = checked (realloc (cells, cell_room * cell_size));
    }
  struct cell *cell = cell_at (cell_count++);
  *cell = (struct cell){ 1, (uint16_t) k, (uint16_t) r };
  mpn_copyi (cell->weight, w, limbs);
}

/* Go on from position I with its TABLE of N entries, K positions being in S;
   the recursion is as deep as there are positions.  */
static void
walk (size_t i, size_t k, void *table, size_t n)
{
  spend (n);
  if (n == 1)
    {
      count_weight (k, law.length - i, entry_at (table, 0)->weight);
      return;
    }
  later[i] = 0;
  for (size_t j = 0, m; j < n; j += m)
    {
      const uint16_t *own = law.token + i;
      uint16_t token = own[entry_at (table, j)->row * law.length];
      for (m = 1; j + m < n; m++)
        if (own[entry_at (table, j + m)->row * law.length] != token)
          break;
      walk (i + 1, k + 1, entry_at (table, j), m);
    }
  size_t kept = 0;
  char *sums = memcpy (allocate (n, entry_size), table, n * entry_size);
  law_order (later);
  qsort (sums, n, entry_size, law_compare);
  for (size_t j = 0; j < n; j++)
    {
      struct entry *entry = entry_at (sums, j);
      struct entry *last = entry_at (sums, kept > 0 ? kept - 1 : 0);
      if (kept > 0 && law_compare (last, entry) == 0)
        mpn_add_n (last->weight, last->weight, entry->weight, limbs);
      else
        memmove (entry_at (sums, kept++), entry, entry_size);
    }
  walk (i + 1, k, sums, kept);
  free (sums);
  later[i] = 1;
}

static void
build (void)
{
  limbs = (mp_size_t) mpz_size (law.total);
  entry_size = sizeof (struct entry) + (size_t) limbs * sizeof (mp_limb_t);
  cell_size = sizeof (struct cell) + (size_t) limbs * sizeof (mp_limb_t);
  char *table = allocate (law.rows, entry_size);
  memset (later, 1, sizeof later);
  for (size_t r = 0; r < law.rows; r++)
    {
      struct entry *entry = entry_at (table, r);
      entry->row = (uint32_t) r;
      mpn_copyi (entry->weight, mpz_limbs_read (law.weight[r]),
                 (mp_size_t) mpz_size (law.weight[r]));
    }
  walk (0, 0, table, law.rows);
  free (table);
  merge_cells ();
}

/* Set F[k * 256 + r] to the sum over j of C(r,j) E_(k+j) / C(L,k+j), times D,
   which makes all of them integers: what a cell of k and r counts for.  */
static void
cell_factors (mpz_t *f, mpz_t d, mpq_t *e)
{
  RATIONAL (sets);
  mpz_set_ui (d, 1);
  for (size_t k = 0; k <= law.length; k++)
    {
      mpz_bin_uiui (mpq_numref (sets), law.length, k);
      mpq_div (e[k], e[k], sets);
      mpz_lcm (d, d, mpq_denref (e[k]));
    }
  for (size_t k = law.length + 1; k-- > 0;)
    for (size_t r = 0; r + k <= law.length; r++)
      {
        mpz_t *at = &f[k * 256 + r];
        if (r > 0)
          mpz_add (*at, at[-1], at[255]);
        else
          {
            mpz_divexact (*at, d, mpq_denref (e[k]));
            mpz_mul (*at, *at, mpq_numref (e[k]));
          }
      }
}

void
lattice_replace (struct sum *sum)
{
  static mpz_t f[256 * 256];
  INTEGER (w);
  INTEGER (d);
  INTEGER (all);
  RATIONAL (c);
  if (!sum->curved)
    return;
  if (cells == NULL)
    {
      build ();
      for (size_t i = 0; i < 256 * 256; i++)
        mpz_init (f[i]);
    }
  mpq_set_ui (sum->curve[0], 0, 1); /* e_0 = 0 */
  for (size_t k = 1; k <= law.length; k++)
    sum_add_log (sum, law.total, sum->curve[k], 1);
  cell_factors (f, d, sum->curve);
  spend (cell_count);
  /* Cells of one weight together; each adds -(f times / D) (w/W) log w.  */
  for (size_t i = 0; i < cell_count; i++)
    {
      const struct cell *cell = cell_at (i);
      integer_set (w, cell->times);
      mpz_addmul (all, w, f[cell->k * 256 + cell->r]);
      if (i + 1 < cell_count
          && mpn_cmp (cell->weight, cell_at (i + 1)->weight, limbs) == 0)
        continue;
      mpz_import (w, (size_t) limbs, -1, sizeof (mp_limb_t), 0, 0,
                  cell->weight);
      mpz_mul (mpq_numref (c), all, w);
      mpz_mul (mpq_denref (c), d, law.total);
      mpq_canonicalize (c);
      sum_add_log (sum, w, c, -1);
      mpz_set_ui (all, 0);
    }
  sum->curved = 0;
  zeros (&sum->curve, law.length + 1);
}
