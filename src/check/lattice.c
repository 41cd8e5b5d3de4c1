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

/* An entry of a table, or how often the weight w was met with k positions in S
   and r left over.  */
struct item
{
  uint32_t id; /* first: some row with these values; k * 256 + r */
  uint64_t times;
  mp_limb_t weight[];
};

static mp_size_t limbs; /* of every weight */
static size_t item_size;
static char *cells; /* ascending in the weight, after the walk */
static size_t cell_count, cell_room;
static unsigned char later[256]; /* the positions after the one of the walk */

static struct item *
item_at (void *items, size_t j)
{
  return (struct item *) ((char *) items + j * item_size);
}

static int
compare_cells (const void *a, const void *b)
{
  const struct item *x = a, *y = b;
  int order = mpn_cmp (x->weight, y->weight, limbs);
  return order != 0 ? order : (x->id > y->id) - (x->id < y->id);
}

/* Sort COUNT items, and merge in what COMPARE says is the same, times if TIMES
   and else weights; the number of items now.  */
static size_t
merge (void *items, size_t count, int (*compare) (const void *, const void *),
       int times)
{
  size_t kept = 0;
  spend (count);
  qsort (items, count, item_size, compare);
  for (size_t j = 0; j < count; j++)
    {
      struct item *item = item_at (items, j);
      struct item *last = item_at (items, kept > 0 ? kept - 1 : 0);
      if (kept == 0 || compare (last, item) != 0)
        memmove (item_at (items, kept++), item, item_size);
      else if (times)
        last->times += item->times;
      else
        mpn_add_n (last->weight, last->weight, item->weight, limbs);
    }
  return kept;
}

static void
count_weight (size_t k, size_t r, const mp_limb_t *w)
{
  if (cell_count == cell_room)
    {
      cell_count = merge (cells, cell_count, compare_cells, 1);
      if (cell_room > (UINT32_C (1) << 30))
        malformed ("over a limit: more than 2^30 different marginals");
      if (2 * cell_count >= cell_room)
        cell_room = 2 * cell_room + 4096;
      cells = checked (realloc (cells, cell_room * item_size));
    }
  struct item *cell = item_at (cells, cell_count++);
  *cell = (struct item){ (uint32_t) (k * 256 + r), 1 };
  mpn_copyi (cell->weight, w, limbs);
}

/* Go on from position I with its TABLE of N entries, K positions being in S;
   the recursion is as deep as there are positions.  */
static void
walk (size_t i, size_t k, void *table, size_t n)
{
  const uint16_t *own = law.token + i;
  spend (n);
  if (n == 1)
    {
      count_weight (k, law.length - i, item_at (table, 0)->weight);
      return;
    }
  later[i] = 0;
  for (size_t j = 0, m; j < n; j += m)
    {
      uint16_t token = own[item_at (table, j)->id * law.length];
      m = 1;
      while (j + m < n
             && own[item_at (table, j + m)->id * law.length] == token)
        m++;
      walk (i + 1, k + 1, item_at (table, j), m);
    }
  void *sums = memcpy (allocate (n, item_size), table, n * item_size);
  law_order (later);
  walk (i + 1, k, sums, merge (sums, n, law_compare, 0));
  free (sums);
  later[i] = 1;
}

static void
build (void)
{
  limbs = (mp_size_t) mpz_size (law.total);
  item_size = sizeof (struct item) + (size_t) limbs * sizeof (mp_limb_t);
  void *table = allocate (law.rows, item_size);
  cell_room = 4096;
  cells = allocate (cell_room, item_size);
  memset (later, 1, sizeof later);
  for (size_t r = 0; r < law.rows; r++)
    {
      item_at (table, r)->id = (uint32_t) r;
      mpn_copyi (item_at (table, r)->weight, mpz_limbs_read (law.weight[r]),
                 (mp_size_t) mpz_size (law.weight[r]));
    }
  walk (0, 0, table, law.rows);
  free (table);
  cell_count = merge (cells, cell_count, compare_cells, 1);
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
      const struct item *cell = item_at (cells, i);
      integer_set (w, cell->times);
      mpz_addmul (all, w, f[cell->id]);
      if (i + 1 < cell_count
          && mpn_cmp (cell->weight, item_at (cells, i + 1)->weight, limbs)
                 == 0)
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
