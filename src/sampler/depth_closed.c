#include <config.h>

#include "sampler/depth.h"

#include "exact/scoped.h"
#include "sampler/shuffle.h"

/* Where all sets of k positions have the entropy min (k, r) log V, in every
   state, a round costs something only if it draws the position number r and
   more after it: the number of these times log V.  So one round costs
   (L - r) log V, and two, of which the first draws r positions, nothing.
   Copies in pairs: likewise, the first round drawing one of each.  */

/* Can all be drawn at once without error?  */
static int
is_free (const mdm_law_t law)
{
  return law->vocab == 1 || law->rank == 0 || law->rank >= law->length;
}

int
mdm_depth_is_closed (const mdm_law_t law)
{
  return law->kind != MDM_LAW_LISTED && law->form == NULL;
}

/* The lexicographically largest T sizes that have no error from two rounds on:
   the first is R, unless that leaves too few for the others, which are 1
   then.  */
static void
set_sizes (mdm_schedule_t schedule, size_t length, size_t r, size_t t)
{
  MDM_OWNED size_t *size = flint_malloc (t * sizeof *size);
  size_t most = length - t + 1, used = 0;

  for (size_t i = 0; i < t; i++)
    size[i] = 1;
  if (t == 1)
    size[0] = length;
  else
    {
      size[0] = r < most ? r : most;
      used = size[0] + t - 1;
      size[1] += length - used;
    }
  mdm_schedule_set_sizes (schedule, size, t);
}

/* Two blocks, of which the first has one of every STEP positions, FIRST of
   them.  */
static void
set_two_blocks (mdm_schedule_t schedule, size_t length, size_t first,
                size_t step)
{
  MDM_OWNED size_t *position = flint_malloc (length * sizeof *position);
  size_t size[2] = { first, length - first }, a = 0, b = first;

  for (size_t i = 0; i < length; i++)
    position[a < first && i % step == 0 ? a++ : b++] = i;
  mdm_schedule_set_blocks (schedule, size, 2, position);
}

/* One block.  */
static void
set_one_block (mdm_schedule_t schedule, size_t length)
{
  MDM_OWNED size_t *position = flint_malloc (length * sizeof *position);

  for (size_t i = 0; i < length; i++)
    position[i] = i;
  mdm_schedule_set_blocks (schedule, &length, 1, position);
}

/* The vertices of the hull, and D_0.  */
static void
set_ends (mdm_depth_t depth, const mdm_logform_t once, int free)
{
  MDM_LOGFORM (zero);
  MDM_FMPQ (rounds);

  fmpq_one (rounds);
  mdm_depth_add_vertex (depth, 0, rounds, once);
  if (!free)
    {
      fmpq_set_si (rounds, 2, 1);
      mdm_depth_add_vertex (depth, 1, rounds, zero);
    }
  fmpq_set (depth->rounds, rounds);
  depth->known = 1;
  depth->capped = free ? 1 : 2;
}

static void
set_row (mdm_depth_t depth, size_t t, const mdm_law_t law,
         const mdm_logform_t once)
{
  mdm_depth_row_t *row = depth->row + t - 1;
  int free = is_free (law), paired = law->kind == MDM_LAW_PAIRED_COPY;

  for (int way = 0; way < MDM_DEPTH_WAYS; way++)
    {
      row->known[way] = way != MDM_DEPTH_RANDOM || !paired || free;
      if (t == 1)
        mdm_logform_set (row->ekl + way, once);
    }
  if (free || t == 1)
    set_one_block (row->blocks, law->length);
  else
    set_two_blocks (row->blocks, law->length, (size_t) law->rank,
                    paired ? 2 : 1);
  if (row->known[MDM_DEPTH_RANDOM])
    set_sizes (row->random, law->length,
               free ? law->length : (size_t) law->rank, t);
}

static void
set_ranks (mdm_depth_t depth, const mdm_law_t law)
{
  MDM_LOGFORM (once);
  MDM_FMPZ (vocab);

  fmpz_set_ui (vocab, law->vocab);
  mdm_logform_set_log (once, vocab);
  mdm_logform_mul_si (once, once,
                      is_free (law) ? 0 : (slong) (law->length - law->rank));
  for (size_t t = 1; t <= law->length; t++)
    set_row (depth, t, law, once);
  set_ends (depth, once, is_free (law));
}

mdm_status
mdm_depth_set_closed (mdm_depth_t depth, const mdm_law_t law,
                      const mdm_limit_t *limit, mdm_err_t *err)
{
  uint64_t square = mdm_work_mul (law->length, law->length);

  MDM_TRY (mdm_limit_check (limit, "the schedules of all numbers of rounds",
                            mdm_work_mul (square, 100),
                            mdm_work_mul (square, 40), err));
  mdm_depth_start (depth, law->length);
  set_ranks (depth, law);
  return MDM_OK;
}
