#include <config.h>

#include "search/cells.h"

#include "exact/flint-compat.h"
#include "exact/scoped.h"

#include <string.h>

#define CELLS_MAX 65536

void
mdm_cells_init (mdm_cells_t cells)
{
  memset (cells, 0, sizeof *cells);
}

void
mdm_cells_clear (mdm_cells_t cells)
{
  flint_free (cells->image);
}

void
mdm_cells_tokens (uint16_t *tokens, const mdm_cells_t cells, size_t cell)
{
  for (size_t i = cells->length; i-- > 0; cell /= cells->vocab)
    tokens[i] = (uint16_t) (cell % cells->vocab);
}

/* Permutations, in lexicographic order.  */

static void
set_identity (size_t *permutation, size_t n)
{
  for (size_t i = 0; i < n; i++)
    permutation[i] = i;
}

static void
exchange (size_t *x, size_t *y)
{
  size_t z = *x;

  *x = *y;
  *y = z;
}

/* Go on to the next one; 0 and the first again after the last.  */
static int
next_permutation (size_t *p, size_t n)
{
  size_t i = n, j = n;

  while (i > 1 && p[i - 2] > p[i - 1])
    i--;
  if (i > 1)
    {
      while (p[j - 1] < p[i - 2])
        j--;
      exchange (p + i - 2, p + j - 1);
    }
  else
    i = 1;
  for (size_t a = i - 1, b = n; a + 1 < b; a++, b--)
    exchange (p + a, p + b - 1);
  return i > 1;
}

/* Does P keep the LABEL of each of LENGTH positions?  */
static int
keeps_labels (const size_t *p, const size_t *label, size_t length)
{
  for (size_t i = 0; i < length; i++)
    if (label[p[i]] != label[i])
      return 0;
  return 1;
}

/* How many permutations of LENGTH positions keep LABEL.  */
static uint64_t
count_positions (const size_t *label, size_t length)
{
  uint64_t count = 1;

  /* A position may go where those with its label are, before it ones gone.  */
  for (size_t i = 0; i < length; i++)
    {
      uint64_t same = 1;
      for (size_t j = 0; j < i; j++)
        same += label[j] == label[i];
      count = mdm_work_mul (count, same);
    }
  return count;
}

static uint64_t
factorial (size_t n)
{
  uint64_t f = 1;

  for (size_t i = 2; i <= n; i++)
    f = mdm_work_mul (f, i);
  return f;
}

/* Write the image of the symmetry that renames by NAMES, V at each position,
   and then moves position i to P[i].  */
static void
write_image (uint16_t *image, const mdm_cells_t cells, const size_t *p,
             const size_t *names)
{
  size_t vocab = cells->vocab, length = cells->length;
  MDM_OWNED uint16_t *token = flint_malloc (2 * length * sizeof *token);
  uint16_t *moved = token + length;

  for (size_t cell = 0; cell < cells->count; cell++)
    {
      size_t to = 0;

      mdm_cells_tokens (token, cells, cell);
      for (size_t i = 0; i < length; i++)
        moved[p[i]] = (uint16_t) names[i * vocab + token[i]];
      for (size_t i = 0; i < length; i++)
        to = to * vocab + moved[i];
      image[cell] = (uint16_t) to;
    }
}

/* Go on to the next renaming at all LENGTH positions; 0 after the last.  */
static int
next_names (size_t *names, size_t vocab, size_t length)
{
  for (size_t i = length; i-- > 0;)
    if (next_permutation (names + i * vocab, vocab))
      return 1;
  return 0;
}

static void
fill (mdm_cells_t cells, const mdm_symmetry_t *symmetry)
{
  size_t vocab = cells->vocab, length = cells->length, g = 0;
  MDM_OWNED size_t *p = flint_malloc (length * sizeof *p);
  MDM_OWNED size_t *names = flint_malloc (vocab * length * sizeof *names);

  set_identity (p, length);
  do
    {
      if (!keeps_labels (p, symmetry->label, length))
        continue;
      for (size_t i = 0; i < length; i++)
        set_identity (names + i * vocab, vocab);
      do
        write_image (cells->image + g++ * cells->count, cells, p, names);
      while (symmetry->relabels && next_names (names, vocab, length));
    }
  while (next_permutation (p, length));
}

mdm_status
mdm_cells_size (uint64_t *count, uint64_t *order, size_t vocab, size_t length,
                const mdm_symmetry_t *symmetry, mdm_err_t *err)
{
  *count = mdm_work_pow (vocab, length);
  *order = count_positions (symmetry->label, length);
  if (symmetry->relabels)
    *order
        = mdm_work_mul (*order, mdm_work_pow (factorial (vocab), length));
  if (*count <= CELLS_MAX)
    return MDM_OK;
  return mdm_err_set (err, MDM_ELIMIT, NULL, 0, 0,
                      "there are more than %d sequences of %zu tokens and "
                      "%zu positions",
                      CELLS_MAX, vocab, length);
}

mdm_status
mdm_cells_set (mdm_cells_t cells, size_t vocab, size_t length,
               const mdm_symmetry_t *symmetry, const mdm_limit_t *limit,
               mdm_err_t *err)
{
  uint64_t count, order, images;

  MDM_TRY (mdm_cells_size (&count, &order, vocab, length, symmetry, err));
  images = mdm_work_mul (order, count);
  /* Every permutation of the positions is looked at, kept or not.  */
  MDM_TRY (mdm_limit_check (
      limit, "the group of symmetries",
      mdm_work_mul (MDM_CELLS_PER_LOOKUP,
                    mdm_work_add (images, factorial (length))),
      mdm_work_mul (images, sizeof *cells->image), err));
  cells->vocab = vocab;
  cells->length = length;
  cells->count = (size_t) count;
  cells->order = (size_t) order;
  cells->image = flint_malloc ((size_t) images * sizeof *cells->image);
  fill (cells, symmetry);
  return MDM_OK;
}
