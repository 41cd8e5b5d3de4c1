#include <config.h>

#include "sampler/depth.h"

#include "exact/scoped.h"
#include "info/recognise.h"
#include "sampler/shuffle.h"

/* Where all sets of k positions have the entropy min (k, r) log V, in every
   state, a round costs something only if it draws the position number r and
   more after it: the number of these times log V.  So one round costs
   (L - r) log V, and two, of which the first draws r positions, nothing.
   Copies in pairs: likewise, the first round drawing one of each.  */

/* What kind of closed form a law has.  */
typedef enum
{
  NOT_CLOSED,
  FREE, /* all can be drawn at once without error */
  RANKED,
  PAIRED,
  SHUFFLED
} form_t;

static form_t
form_of (const mdm_law_t law)
{
  switch (law->kind)
    {
    case MDM_LAW_UNIFORM:
    case MDM_LAW_REPETITION:
    case MDM_LAW_PARITY:
    case MDM_LAW_MDS:
      return law->vocab == 1 || law->rank == 0 || law->rank >= law->length
                 ? FREE
                 : RANKED;
    case MDM_LAW_PAIRED_COPY:
      return law->vocab == 1 ? FREE : PAIRED;
    case MDM_LAW_INDEPENDENT:
      return FREE;
    default:
      return mdm_is_permutation (law) ? SHUFFLED : NOT_CLOSED;
    }
}

int
mdm_depth_is_closed (const mdm_law_t law)
{
  return form_of (law) != NOT_CLOSED;
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

/* What holds of the best policies of a number of rounds holds of all three
   ways, but that the random sizes of copies in pairs are not known here.  */
static void
set_row (mdm_depth_t depth, size_t t, const mdm_law_t law,
         const mdm_logform_t once)
{
  mdm_depth_row_t *row = depth->row + t - 1;
  form_t form = form_of (law);
  size_t rank = form == FREE ? law->length : (size_t) law->rank;

  for (int way = 0; way < MDM_DEPTH_WAYS; way++)
    {
      row->known[way] = way != MDM_DEPTH_RANDOM || form != PAIRED;
      if (t == 1)
        mdm_logform_set (row->ekl + way, once);
    }
  if (form == FREE || t == 1)
    set_one_block (row->blocks, law->length);
  else
    set_two_blocks (row->blocks, law->length, rank, form == PAIRED ? 2 : 1);
  if (row->known[MDM_DEPTH_RANDOM])
    set_sizes (row->random, law->length, rank, t);
}

/* Laws that need one round without error, or two.  */
static void
set_ranks (mdm_depth_t depth, const mdm_law_t law)
{
  int free = form_of (law) == FREE;
  MDM_LOGFORM (once);
  MDM_LOGFORM (zero);
  MDM_FMPQ (rounds);
  MDM_FMPZ (vocab);

  if (!free)
    {
      fmpz_set_ui (vocab, law->vocab);
      mdm_logform_set_log (once, vocab);
      mdm_logform_mul_si (once, once, (slong) (law->length - law->rank));
    }
  for (size_t t = 1; t <= law->length; t++)
    set_row (depth, t, law, once);
  fmpq_one (rounds);
  mdm_depth_add_vertex (depth, 0, rounds, once);
  if (!free)
    {
      fmpq_set_si (rounds, 2, 1);
      mdm_depth_add_vertex (depth, 1, rounds, zero);
    }
  fmpq_set (depth->rounds, rounds);
  depth->capped = free ? 1 : 2;
}

/* Is the error of MIDDLE rounds on or above the line from FROM to TO?  */
static mdm_status
is_above (int *above, const mdm_depth_t depth, size_t from, size_t middle,
          size_t to)
{
  const mdm_depth_row_t *row = depth->row;
  MDM_LOGFORM (x);
  MDM_LOGFORM (y);
  int order;

  mdm_logform_sub (x, row[middle - 1].ekl + MDM_DEPTH_POLICY,
                   row[from - 1].ekl + MDM_DEPTH_POLICY);
  mdm_logform_mul_si (x, x, (slong) (to - from));
  mdm_logform_sub (y, row[to - 1].ekl + MDM_DEPTH_POLICY,
                   row[from - 1].ekl + MDM_DEPTH_POLICY);
  mdm_logform_mul_si (y, y, (slong) (middle - from));
  MDM_TRY (mdm_logform_cmp (&order, x, y));
  *above = order >= 0;
  return MDM_OK;
}

/* The hull of the points (T, E(n,T)).  With a price a round the best policy
   costs F(m) = min over B of price + g(m,B) + F(m-B) with m positions left,
   whatever they are: it is one of sizes.  So the vertices are such points.  */
static mdm_status
set_shuffled_hull (mdm_depth_t depth)
{
  size_t n = depth->length, count = 0;
  MDM_OWNED size_t *vertex = flint_malloc (n * sizeof *vertex);
  MDM_FMPQ (rounds);

  for (size_t t = 1; t <= n; t++)
    {
      for (int above = 1; count >= 2 && above;)
        {
          MDM_TRY (is_above (&above, depth, vertex[count - 2],
                             vertex[count - 1], t));
          count -= (size_t) above;
        }
      vertex[count++] = t;
    }
  for (size_t i = 0; i < count; i++)
    {
      fmpq_set_ui (rounds, vertex[i], 1);
      mdm_depth_add_vertex (depth, i, rounds,
                            depth->row[vertex[i] - 1].ekl + MDM_DEPTH_POLICY);
    }
  return MDM_OK;
}

/* Uniform permutations: E(n,T), and 0 only at T = n, for a round of two and
   more positions has an error.  */
static mdm_status
set_shuffled (mdm_depth_t depth, const mdm_limit_t *limit, mdm_err_t *err)
{
  size_t n = depth->length;
  MDM_OWNED size_t *size = flint_malloc (n * sizeof *size);
  MDM_OWNED size_t *position = flint_malloc (n * sizeof *position);
  MDM_SCOPED (shuffle, mdm_shuffle_t, mdm_shuffle_init, mdm_shuffle_clear);

  MDM_TRY (mdm_shuffle_set (shuffle, n, n, limit, err));
  for (size_t i = 0; i < n; i++)
    position[i] = i;
  for (size_t t = 1; t <= n; t++)
    {
      mdm_depth_row_t *row = depth->row + t - 1;
      mdm_shuffle_sizes (size, shuffle, t);
      mdm_schedule_set_sizes (row->random, size, t);
      mdm_schedule_set_blocks (row->blocks, size, t, position);
      for (int way = 0; way < MDM_DEPTH_WAYS; way++)
        {
          mdm_shuffle_error (row->ekl + way, shuffle, t);
          row->known[way] = 1;
        }
    }
  fmpq_set_ui (depth->rounds, n, 1);
  depth->capped = n;
  return set_shuffled_hull (depth);
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
  depth->known = 1;
  if (form_of (law) == SHUFFLED)
    return set_shuffled (depth, limit, err);
  set_ranks (depth, law);
  return MDM_OK;
}
