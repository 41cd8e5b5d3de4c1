#include <config.h>

#include "sampler/walk_work.h"

#include "exact/limit.h"
#include "sampler/walk.h"

/* Cells for a state that follows from a draw; measured.  */
#define CELLS_PER_CHILD (8 * MDM_CELLS_PER_FRACTION)

uint64_t
mdm_walk_work_child (const mdm_walk_work_t *work, size_t size)
{
  uint64_t cells = CELLS_PER_CHILD, bits = fmpz_bits (work->rows->total);

  if (work->policy->kind == MDM_POLICY_KEEP)
    cells *= 1 + work->rows->length / 4;
  if (!work->written)
    return cells;
  if (mdm_policy_is_random (work->policy))
    bits = mdm_work_mul (bits, size);
  return mdm_work_add (cells,
                       mdm_work_mul (cells / 512, mdm_work_mul (bits, size)));
}

/* So many values the rows can have at R positions.  */
static uint64_t
most_values (const mdm_walk_work_t *work, size_t r)
{
  uint64_t rows = work->rows->support;
  uint64_t values = mdm_work_pow (work->rows->vocab, r);

  return values < rows ? values : rows;
}

/* Cells for the draws of SETS sets of R positions in all, with CHOICES each,
   that lead to sets of SIZE.  */
static uint64_t
cells_of (const mdm_walk_work_t *work, size_t r, size_t size,
          const mdm_crowd_t *crowd)
{
  uint64_t rows = work->rows->support, each;

  each = mdm_work_add (mdm_work_mul (mdm_walk_work_child (work, size),
                                     most_values (work, size)),
                       mdm_work_mul (MDM_CELLS_PER_ROW, rows));
  each = mdm_work_add (
      mdm_work_mul (each, crowd->choices),
      mdm_work_mul (MDM_CELLS_PER_TOKEN * (work->rows->length - r), rows));
  return mdm_work_mul (crowd->sets, each);
}

static uint64_t
bytes_of (const mdm_walk_work_t *work, size_t r, const mdm_crowd_t *crowd)
{
  uint64_t rows = work->rows->support;

  return mdm_work_mul (
      crowd->sets, mdm_work_add (mdm_work_mul (rows, sizeof (uint32_t)),
                                 mdm_work_mul (most_values (work, r),
                                               sizeof (mdm_reached_t) + 64)));
}

void
mdm_walk_work_add (uint64_t *cells, uint64_t *bytes,
                   const mdm_walk_work_t *work, size_t r, size_t size,
                   const mdm_crowd_t *crowd)
{
  *cells = mdm_work_add (*cells, cells_of (work, r, size, crowd));
  *bytes = mdm_work_add (*bytes, bytes_of (work, r, crowd));
}

/* The positions of the block in which R + 1 positions are revealed, and how
   many of them are among these R.  */
static void
in_block (const mdm_policy_struct *policy, size_t r, size_t length,
          uint64_t *block, uint64_t *in)
{
  uint64_t b
      = policy->block == 0 || policy->block > length ? length : policy->block;

  *in = r % b;
  *block = r - *in + b > length ? length - (r - *in) : b;
}

/* Can sets of R positions be revealed, when all draw K of each block?  */
static int
is_met (const mdm_policy_struct *policy, size_t r, size_t length)
{
  uint64_t block, in;

  in_block (policy, r, length, &block, &in);
  return policy->count != MDM_COUNT_K || in % policy->k == 0;
}

void
mdm_walk_work_most (uint64_t *cells, uint64_t *bytes,
                    const mdm_walk_work_t *work)
{
  const mdm_policy_struct *policy = work->policy;

  *cells = *bytes = 0;
  for (size_t r = 0; r < work->rows->length; r++)
    {
      uint64_t block, in, left;
      size_t size = r + 1;
      mdm_crowd_t crowd;
      in_block (policy, r, work->rows->length, &block, &in);
      if (!is_met (policy, r, work->rows->length))
        continue;
      left = block - in;
      crowd.sets = mdm_work_binomial (block, in);
      crowd.choices = left;
      if (policy->count == MDM_COUNT_K)
        {
          uint64_t k = policy->k < left ? policy->k : left;
          crowd.choices = mdm_work_binomial (left, k);
          size = r + (size_t) k;
        }
      if (work->once > 0)
        crowd.choices = (crowd.choices + crowd.sets - 1) / crowd.sets;
      mdm_walk_work_add (cells, bytes, work, r, size, &crowd);
    }
}

void
mdm_walk_work_certain (uint64_t *cells, uint64_t *bytes,
                       const mdm_walk_work_t *work)
{
  const mdm_crowd_t crowd = { 1, 1 };

  *cells = *bytes = 0;
  for (size_t r = 0; r < work->rows->length; r++)
    mdm_walk_work_add (cells, bytes, work, r, r + 1, &crowd);
}

uint64_t
mdm_ties_sets (const mdm_ties_t *ties)
{
  return mdm_work_mul (ties->base,
                       mdm_work_binomial (ties->size, ties->drawn));
}

void
mdm_ties_add (mdm_ties_t *ties, const mdm_choice_t *choice)
{
  uint64_t fixed = (uint64_t) __builtin_popcountll (choice->fixed);
  uint64_t tied = (uint64_t) __builtin_popcountll (choice->tied);
  uint64_t left = ties->size - ties->drawn;

  if (choice->take > 0 && fixed == 0 && left == tied && ties->drawn > 0)
    ties->drawn += choice->take;
  else if (choice->take > 0)
    *ties = (mdm_ties_t){ fixed >= left ? ties->base : mdm_ties_sets (ties),
                          tied, choice->take };
  else if (fixed >= left)
    ties->size = ties->drawn = 0;
}
