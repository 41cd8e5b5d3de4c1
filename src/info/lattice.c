#include <config.h>

#include "info/lattice.h"

#include "exact/scoped.h"
#include "info/agreement.h"
#include "info/dense.h"
#include "info/entropy.h"
#include "info/histogram.h"
#include "info/refinement.h"

/* A step of the sparse route hashes, and one with big integers allocates:
   worth this many additions.  */
#define SPARSE_CELLS 8
#define BIG_CELLS 16

const char *
mdm_method_str (mdm_method method)
{
  static const char *const names[] = { "dense", "sparse", "closed form" };

  return names[method];
}

/* Do all marginal weights fit a word?  */
static int
fits_words (const mdm_law_t law)
{
  return fmpz_bits (law->total) <= 64;
}

uint64_t
mdm_lattice_dense_cells (const mdm_law_t law)
{
  uint64_t cells = mdm_dense_cells (law);

  return fits_words (law) ? cells : mdm_work_mul (cells, BIG_CELLS);
}

/* Laws of few rows are looked at more closely where they seem to take too
   long.  */
#define ROWS_FEW 1024
#define STEPS_MANY (UINT64_C (1) << 30)

/* How many times a row at most is looked at that is not a group of its own,
   over all sets of positions: in one for every other row that agrees with it
   there.  */
static uint64_t
agreeing_steps (const mdm_law_t law)
{
  uint64_t steps = law->length;

  for (size_t r = 0; r < law->support; r++)
    for (size_t s = 0; s < r; s++)
      {
        const uint16_t *x = mdm_law_row (law, r), *y = mdm_law_row (law, s);
        size_t equal = 0;
        for (size_t i = 0; i < law->length; i++)
          equal += x[i] == y[i];
        steps = mdm_work_add (steps, mdm_work_pow (2, equal + 1));
      }
  return steps;
}

uint64_t
mdm_lattice_sparse_steps (const mdm_law_t law)
{
  uint64_t steps = mdm_work_mul (mdm_work_pow (2, law->length), law->support);

  if (steps > STEPS_MANY && law->support <= ROWS_FEW
      && law->length <= MDM_REFINEMENT_LENGTH_MAX)
    {
      uint64_t fewer = agreeing_steps (law);
      steps = fewer < steps ? fewer : steps;
    }
  return steps;
}

uint64_t
mdm_lattice_sparse_cells (const mdm_law_t law)
{
  uint64_t all = mdm_work_mul (mdm_work_pow (2, law->length), law->support);

  return fits_words (law)
             ? mdm_work_mul (mdm_lattice_sparse_steps (law), SPARSE_CELLS)
             : mdm_work_mul (all, SPARSE_CELLS * BIG_CELLS);
}

/* What the recursions with big integers share.  Either SUM, of the profile, or
   ENTROPY, of all sets, is in use.  */
typedef struct
{
  const mdm_law_struct *law;
  size_t vocab;
  mdm_logsum_struct *sum;
  mdm_logform_struct *entropy; /* of each set, where these are asked for */
  fmpz **big; /* dense: one table per number of positions summed out */
  mdm_agreement_struct *classes; /* sparse: one partition per position kept */
  fmpz *class_big;
} walk_t;

/* The dense route with big integers.  The table BIG[GONE] holds BLOCKS
   blocks, one per value of the positions kept before I, each of REST weights,
   one per value of the positions from I on that are not decided yet; GONE
   positions were summed out, and those in the bit mask SET kept.  Leaves go
   straight to the sums.  */
static void
dense_big (const walk_t *walk, size_t i, size_t set, size_t gone,
           size_t blocks, size_t rest)
{
  const fmpz *from = walk->big[gone];
  fmpz *to;
  size_t v = walk->vocab, left = rest / v;

  if (i == walk->law->length && walk->entropy != NULL)
    {
      mdm_entropy_of_weights (walk->entropy + set, from, blocks,
                              walk->law->total);
      return;
    }
  if (i == walk->law->length)
    {
      for (size_t b = 0; b < blocks; b++)
        if (!fmpz_is_zero (from + b))
          mdm_logsum_add (walk->sum + (i - gone), from + b, from + b);
      return;
    }
  dense_big (walk, i + 1, set | (size_t) 1 << i, gone, blocks * v, left);
  to = walk->big[gone + 1];
  for (size_t b = 0; b < blocks; b++, from += rest, to += left)
    for (size_t r = 0; r < left; r++)
      {
        fmpz_set (to + r, from + r);
        for (size_t t = 1; t < v; t++)
          fmpz_add (to + r, to + r, from + t * left + r);
      }
  dense_big (walk, i + 1, set, gone + 1, blocks, left);
}

/* Add the classes of walk->classes[KEPT], TIMES times, under SIZE.  */
static void
add_classes (const walk_t *walk, size_t kept, size_t size, uint64_t times)
{
  const mdm_agreement_struct *classes = walk->classes + kept;
  MDM_FMPZ (c);

  fmpz_set_ui (c, times);
  mdm_agreement_weights (walk->class_big, classes, walk->law);
  for (size_t k = 0; k < classes->count; k++)
    mdm_logsum_add_xlogx (walk->sum + size, c, walk->class_big + k);
}

/* The sparse route with big integers.  Positions before I are decided, KEPT of
   them kept.  Once every class is a single row, keeping more positions changes
   nothing, and all sets that remain are counted at once.  */
static void
sparse_big (const walk_t *walk, size_t i, size_t kept)
{
  size_t left = walk->law->length - i;

  if (walk->classes[kept].count == walk->law->support)
    for (size_t j = 0; j <= left; j++)
      add_classes (walk, kept, kept + j, mdm_work_binomial (left, j));
  else if (left == 0)
    add_classes (walk, kept, kept, 1);
  else
    {
      sparse_big (walk, i + 1, kept);
      mdm_agreement_refine (walk->classes + kept + 1, walk->classes + kept,
                            walk->law, i);
      sparse_big (walk, i + 1, kept + 1);
    }
}

/* The same for the entropy of each set by itself.  */
static void
sparse_sets (const walk_t *walk, size_t i, size_t set, size_t kept)
{
  const mdm_agreement_struct *classes = walk->classes + kept;

  if (i == walk->law->length)
    {
      mdm_agreement_weights (walk->class_big, classes, walk->law);
      mdm_entropy_of_weights (walk->entropy + set, walk->class_big,
                              classes->count, walk->law->total);
      return;
    }
  sparse_sets (walk, i + 1, set, kept);
  mdm_agreement_refine (walk->classes + kept + 1, classes, walk->law, i);
  sparse_sets (walk, i + 1, set | (size_t) 1 << i, kept + 1);
}

/* Bytes that the dense route takes with big integers.  */
static uint64_t
dense_big_bytes (const mdm_law_t law)
{
  uint64_t weights = mdm_work_pow (law->vocab, law->length);

  return mdm_work_mul (mdm_work_mul (weights, 2),
                       40 + fmpz_bits (law->total) / 8);
}

/* The same for the sparse route.  */
static uint64_t
sparse_big_bytes (const mdm_law_t law)
{
  return mdm_work_mul (law->support,
                       mdm_work_add (mdm_work_mul (4, law->length), 64));
}

static void
run_dense_big (walk_t *walk)
{
  const mdm_law_struct *law = walk->law;
  size_t size = 1, length = law->length;

  for (size_t i = 0; i < length; i++)
    size *= walk->vocab;
  walk->big = flint_calloc (length + 1, sizeof *walk->big);
  for (size_t g = 0, n = size; g <= length; g++, n /= walk->vocab)
    walk->big[g] = _fmpz_vec_init ((slong) n);
  for (size_t r = 0; r < law->support; r++)
    fmpz_set (walk->big[0] + mdm_dense_index (law, r), law->weight + r);
  dense_big (walk, 0, 0, 0, 1, size);
  for (size_t g = 0, n = size; g <= length; g++, n /= walk->vocab)
    _fmpz_vec_clear (walk->big[g], (slong) n);
  flint_free (walk->big);
}

static void
run_sparse_big (walk_t *walk)
{
  const mdm_law_struct *law = walk->law;
  MDM_FMPZ_VEC (class_big, law->support);

  walk->classes = mdm_agreement_list (law, law->length + 1);
  walk->class_big = class_big;
  if (walk->entropy != NULL)
    sparse_sets (walk, 0, 0, 0);
  else
    sparse_big (walk, 0, 0);
  mdm_agreement_list_free (walk->classes, law->length + 1);
}

/* Bring HISTOGRAM in order.  How many different weights there are, and so how
   many logarithms will be taken, is known only now.  */
static mdm_status
finish (mdm_histogram_t histogram, const mdm_limit_t *limit, mdm_err_t *err)
{
  mdm_status status = mdm_histogram_finish (histogram);

  if (status != MDM_OK)
    return mdm_err_set (err, status, NULL, 0, 0,
                        "the marginal weights are too many different ones for "
                        "%s",
                        limit->raise_memory == NULL ? "the limit of memory"
                                                    : limit->raise_memory);
  return mdm_limit_check (
      limit, "taking the logarithms of all marginals",
      mdm_work_mul (mdm_histogram_large (histogram), MDM_CELLS_PER_LOGARITHM),
      0, err);
}

/* The bytes of METHOD for the profile of LAW.  */
static uint64_t
profile_bytes (const mdm_law_t law, mdm_method method)
{
  if (!fits_words (law))
    return method == MDM_METHOD_DENSE ? dense_big_bytes (law)
                                      : sparse_big_bytes (law);
  return method == MDM_METHOD_DENSE
             ? mdm_dense_bytes (law)
             : mdm_work_add (mdm_refinement_shared_bytes (law),
                             mdm_refinement_bytes (law));
}

/* The greatest weight of a row.  */
static uint64_t
greatest_weight (const mdm_law_t law)
{
  uint64_t most = 0;

  for (size_t r = 0; r < law->support; r++)
    {
      uint64_t w = fmpz_get_ui (law->weight + r);
      most = w > most ? w : most;
    }
  return most;
}

/* The profile of a law whose weights fit words, with ROOM bytes for different
   ones.  */
static mdm_status
count (mdm_logsum_struct *sum, const mdm_law_t law, mdm_method method,
       uint64_t room, const mdm_limit_t *limit, mdm_err_t *err)
{
  mdm_histogram_t histogram;
  mdm_status status;
  uint64_t total = fmpz_get_ui (law->total);
  size_t sizes = law->length + 1;

  if (method == MDM_METHOD_DENSE)
    {
      mdm_histogram_init_bounded (histogram, sizes, total, room,
                                  greatest_weight (law), law->vocab);
      mdm_dense_count (histogram, law, limit);
    }
  else
    {
      mdm_histogram_init (histogram, sizes, total, room);
      mdm_refinement_count (histogram, law, limit);
    }
  status = finish (histogram, limit, err);
  for (size_t k = 0; k <= law->length && status == MDM_OK; k++)
    mdm_histogram_get (sum + k, histogram, k);
  mdm_histogram_clear (histogram);
  return status;
}

/* The work of the profile: the dense route with big integers sorts all that it
   meets.  */
static uint64_t
profile_cells (const mdm_law_t law, mdm_method method)
{
  if (method != MDM_METHOD_DENSE)
    return mdm_lattice_sparse_cells (law);
  return fits_words (law)
             ? mdm_lattice_dense_cells (law)
             : mdm_work_mul (mdm_dense_cells (law), MDM_CELLS_PER_LONG);
}

mdm_status
mdm_lattice_profile (mdm_logsum_struct *sum, const mdm_law_t law,
                     mdm_method method, const mdm_limit_t *limit,
                     mdm_err_t *err)
{
  uint64_t cells = profile_cells (law, method);
  uint64_t bytes = profile_bytes (law, method);
  walk_t walk = { .law = law, .vocab = (size_t) law->vocab, .sum = sum };
  mdm_status status = mdm_limit_check (limit, "the lattice of all marginals",
                                       cells, bytes, err);

  if (status != MDM_OK)
    return status;
  if (fits_words (law))
    return count (sum, law, method, limit->max_memory - bytes, limit, err);
  if (method == MDM_METHOD_DENSE)
    run_dense_big (&walk);
  else
    run_sparse_big (&walk);
  return MDM_OK;
}

mdm_status
mdm_lattice_entropies (mdm_logform_struct *entropy, const mdm_law_t law,
                       mdm_method method, const mdm_limit_t *limit,
                       mdm_err_t *err)
{
  int dense = method == MDM_METHOD_DENSE;
  uint64_t sets = mdm_work_pow (2, law->length);
  uint64_t each
      = dense ? mdm_dense_cells (law)
              : mdm_work_mul (mdm_work_mul (sets, law->support), SPARSE_CELLS);
  uint64_t bytes = dense ? dense_big_bytes (law) : sparse_big_bytes (law);
  walk_t walk
      = { .law = law, .vocab = (size_t) law->vocab, .entropy = entropy };
  mdm_status status;

  /* A term of a form is two integers.  */
  bytes = mdm_work_add (
      bytes, mdm_work_mul (dense ? each : mdm_work_mul (sets, law->support),
                           2 * (8 + fmpz_bits (law->total) / 8)));
  status = mdm_limit_check (limit, "the entropies of all sets of positions",
                            mdm_work_mul (each, BIG_CELLS), bytes, err);
  if (status != MDM_OK)
    return status;
  if (dense)
    run_dense_big (&walk);
  else
    run_sparse_big (&walk);
  return MDM_OK;
}
