#include <config.h>

#include "info/ranks.h"

#include "law/form.h"

#include <string.h>

/* Columns of RANK entries mod Q.  Mod 2 one of up to 64 is a word.  */
typedef struct
{
  uint32_t q;
  size_t rank, length;
  fmpz *sum;        /* of the ranks of the sets of each size */
  const fmpz *ways; /* C(N, I) at N (L+1) + I */
  uint64_t *tally;  /* sets of each size, of the ranks counted by walks mod 2,
                       times their rank */
} walk_t;

/* Add to the sums those of all sets of which SIZE positions are kept, with
   full rank, and any of LEFT more.  */
static void
add_full (walk_t *w, size_t size, size_t left)
{
  for (size_t i = 0; i <= left; i++)
    fmpz_addmul_ui (w->sum + size + i, w->ways + left * (w->length + 1) + i,
                    w->rank);
}

/* The LEFT columns in COLUMN are to be decided, SIZE were kept and have rank
   RANK; what those that were kept span is taken out of them.  What follows
   them is free.  */
static void
walk_bits (walk_t *w, uint64_t *column, size_t left, size_t size, size_t rank)
{
  uint64_t first = column[0], *rest = column + left;
  uint64_t pivot = first & -first;

  if (rank == w->rank)
    {
      add_full (w, size, left);
      return;
    }
  if (left == 1)
    {
      w->tally[size] += rank;
      w->tally[size + 1] += rank + (first != 0);
      return;
    }
  walk_bits (w, column + 1, left - 1, size, rank);
  if (first == 0)
    {
      walk_bits (w, column + 1, left - 1, size + 1, rank);
      return;
    }
  for (size_t i = 1; i < left; i++)
    rest[i - 1] = column[i] ^ (first & -(uint64_t) ((column[i] & pivot) != 0));
  walk_bits (w, rest, left - 1, size + 1, rank + 1);
}

/* Take out of the COUNT columns at TO, RANK entries each, what they have of
   FIRST, which has its first entry that is not 0 at PIVOT.  */
static void
eliminate (uint16_t *to, const uint16_t *first, size_t count, size_t rank,
           size_t pivot, uint32_t q)
{
  uint32_t inverse = (uint32_t) n_invmod (first[pivot], q);

  for (size_t i = 0; i < count; i++, to += rank)
    {
      uint32_t factor = to[pivot] * (uint64_t) inverse % q;
      for (size_t r = pivot; factor != 0 && r < rank; r++)
        to[r] = (uint16_t) ((to[r] + (uint64_t) (q - factor) * first[r]) % q);
    }
}

/* The first entry of COLUMN that is not 0, or RANK.  */
static size_t
find_pivot (const uint16_t *column, size_t rank)
{
  size_t pivot = 0;

  while (pivot < rank && column[pivot] == 0)
    pivot++;
  return pivot;
}

/* walk_bits for any Q.  */
static void
walk (walk_t *w, uint16_t *column, size_t left, size_t size, size_t rank)
{
  size_t pivot, width = w->rank;
  uint16_t *rest = column + left * width;

  if (rank == w->rank)
    {
      add_full (w, size, left);
      return;
    }
  if (left == 0)
    {
      w->tally[size] += rank;
      return;
    }
  pivot = find_pivot (column, width);
  walk (w, column + width, left - 1, size, rank);
  if (pivot == width)
    {
      walk (w, column + width, left - 1, size + 1, rank);
      return;
    }
  memcpy (rest, column + width, (left - 1) * width * sizeof *rest);
  eliminate (rest, column, left - 1, width, pivot, w->q);
  walk (w, rest, left - 1, size + 1, rank + 1);
}

/* Set COLUMN to the columns of LAW.  */
static void
set_columns (uint16_t *column, const mdm_law_t law)
{
  size_t rank = (size_t) law->rank;

  for (size_t i = 0; i < law->length; i++)
    for (size_t r = 0; r < rank; r++)
      column[i * rank + r] = law->form->basis[r * law->length + i];
}

/* Go through all sets of LAW, of positive rank.  */
static void
walk_all (walk_t *w, const mdm_law_t law)
{
  size_t length = law->length, rank = w->rank;
  size_t room = length * (length + 1) / 2;
  MDM_OWNED uint16_t *column = flint_calloc (room, rank * sizeof *column);
  MDM_OWNED uint64_t *bits = flint_calloc (room, sizeof *bits);

  set_columns (column, law);
  if (w->q != 2 || rank > 64)
    {
      walk (w, column, length, 0, 0);
      return;
    }
  for (size_t i = 0; i < length; i++)
    for (size_t r = 0; r < rank; r++)
      bits[i] |= (uint64_t) column[i * rank + r] << r;
  walk_bits (w, bits, length, 0, 0);
}

/* RES = Q log V.  */
static void
multiple (mdm_logform_t res, const mdm_law_t law, const fmpq_t q)
{
  MDM_FMPZ (v);

  fmpz_set_ui (v, (ulong) law->vocab);
  mdm_logform_set_log (res, v);
  mdm_logform_mul_fmpq (res, res, q);
}

mdm_status
mdm_ranks_curve (mdm_logform_struct *e, const mdm_law_t law,
                 const mdm_limit_t *limit, mdm_err_t *err)
{
  size_t length = law->length, width = length + 1;
  walk_t w = { .q = (uint32_t) law->vocab,
               .rank = (size_t) law->rank,
               .length = length };
  MDM_OWNED uint64_t *tally = flint_calloc (width + 1, sizeof *tally);
  MDM_FMPQ (mean);

  MDM_TRY (mdm_limit_check (limit, "the ranks of all sets of columns",
                            mdm_form_cells (law),
                            mdm_work_mul (width * width, 32), err));
  MDM_FMPZ_VEC (sum, width);
  MDM_FMPZ_VEC (ways, width * width);
  w.sum = sum;
  w.ways = ways;
  w.tally = tally;
  for (size_t n = 0; n <= length; n++)
    for (size_t i = 0; i <= n; i++)
      fmpz_bin_uiui (ways + n * width + i, n, i);
  if (w.rank > 0)
    walk_all (&w, law);
  for (size_t k = 0; k <= length; k++)
    {
      fmpz_add_ui (fmpq_numref (mean), sum + k, tally[k]);
      fmpz_set (fmpq_denref (mean), ways + length * width + k);
      fmpq_canonicalise (mean);
      multiple (e + k, law, mean);
    }
  return MDM_OK;
}

void
mdm_ranks_entropy (mdm_logform_t res, const mdm_law_t law, const size_t *set,
                   size_t count)
{
  size_t width = (size_t) law->rank, rank = 0;
  MDM_OWNED uint16_t *column
      = flint_calloc (law->length * width + 1, sizeof *column);
  MDM_OWNED uint16_t *chosen
      = flint_calloc (count * width + 1, sizeof *chosen);
  MDM_FMPQ (q);

  set_columns (column, law);
  for (size_t i = 0; i < count; i++)
    memcpy (chosen + i * width, column + set[i] * width,
            width * sizeof *chosen);
  for (size_t i = 0; i < count && rank < width; i++)
    {
      const uint16_t *first = chosen + i * width;
      size_t pivot = find_pivot (first, width);
      if (pivot == width)
        continue;
      rank++;
      eliminate (chosen + (i + 1) * width, first, count - i - 1, width, pivot,
                 (uint32_t) law->vocab);
    }
  fmpq_set_ui (q, rank, 1);
  multiple (res, law, q);
}
