#include <config.h>

#include "info/streamed.h"

#include "exact/enclosure.h"
#include "exact/scoped.h"
#include "info/refinement.h"

#include <string.h>
#ifdef _OPENMP
# include <omp.h>
#endif

/* A cell is worth so many additions.  */
#define CELLS 24
#define CELLS_WIDE 100
/* Tasks, at least, per thread where there are several.  */
#define TASKS_PER_THREAD 12
/* A thread is worth starting for a millisecond of work.  */
#define THREAD_CELLS 65536
/* Bits of the balls beside their errors.  */
#define PREC 256

/* The last positions are decided at once, as many as make no more cells than
   this, nor more positions.  */
#define LEAF_CELLS_MAX 1024
#define LEAF_POSITIONS_MAX 6

/* One more position summed out of some cells.  */
typedef struct
{
  size_t from, to;    /* the first cell, and where the first sum is */
  size_t count, part; /* blocks, and the sums in each */
} step_t;

/* The lattice of the last positions: cells in the order of how many of these
   are summed out.  */
typedef struct
{
  size_t positions;
  size_t weights, cells;                /* V^positions, (V+1)^positions */
  size_t start[LEAF_POSITIONS_MAX + 2]; /* of the cells of each number */
  size_t steps;
  step_t step[(1 << LEAF_POSITIONS_MAX) - 1]; /* in the order of the cells */
} leaf_t;

/* How a lattice is cut: the first positions, decided in all ways, make the
   tasks, of one size.  */
typedef struct
{
  size_t vocab, length;
  int wide;         /* are there words of 126 bits? */
  size_t weights;   /* V^L */
  void *weight;     /* of all sequences, in words */
  size_t first;     /* positions that make tasks */
  uint64_t tasks;   /* (V+1)^first */
  unsigned workers; /* threads */
  leaf_t leaf;
} plan_t;

static inline void
add_all_wide (mdm_enclosure_t *sum, const mdm_wide_t *x, size_t count)
{
  for (size_t i = 0; i < count; i++)
    mdm_enclosure_add_wide (sum, x[i]);
}

#define INTEGER uint64_t
#define ADD_ALL mdm_enclosure_add_all
#define TASK task_2
#define WALK walk_2
#define LEAF leaf_2
#define SUM_OUT sum_out_2
#define VOCAB 2
#include "info/streamed-walk.h"

#define INTEGER uint64_t
#define ADD_ALL mdm_enclosure_add_all
#define TASK task_any
#define WALK walk_any
#define LEAF leaf_any
#define SUM_OUT sum_out_any
#define VOCAB v
#include "info/streamed-walk.h"

#define INTEGER mdm_wide_t
#define ADD_ALL add_all_wide
#define TASK task_wide
#define WALK walk_wide
#define LEAF leaf_wide
#define SUM_OUT sum_out_wide
#define VOCAB v
#include "info/streamed-walk.h"

static int
is_wide (const mdm_law_t law)
{
  return fmpz_bits (law->total) > MDM_ENCLOSURE_BITS;
}

uint64_t
mdm_streamed_cells (const mdm_law_t law, mdm_method method)
{
  uint64_t steps = method == MDM_METHOD_DENSE
                       ? mdm_work_pow (law->vocab + 1, law->length)
                       : mdm_lattice_sparse_steps (law);

  return mdm_work_mul (steps, is_wide (law) ? CELLS_WIDE : CELLS);
}

/* Of the dense route the bytes of the tables: all weights, and what is made of
   them, which is as much again.  */
uint64_t
mdm_streamed_bytes (const mdm_law_t law, mdm_method method)
{
  if (method == MDM_METHOD_SPARSE)
    return mdm_work_add (mdm_refinement_shared_bytes (law),
                         mdm_refinement_bytes (law));
  return mdm_work_mul (
      mdm_work_pow (law->vocab, law->length),
      2 * (is_wide (law) ? sizeof (mdm_wide_t) : sizeof (uint64_t)));
}

mdm_wide_t
mdm_streamed_scaled (const fmpz_t w, flint_bitcnt_t shift)
{
  MDM_FMPZ (low);
  MDM_FMPZ (high);

  fmpz_fdiv_q_2exp (low, w, shift);
  fmpz_fdiv_q_2exp (high, low, 64);
  fmpz_fdiv_r_2exp (low, low, 64);
  return (mdm_wide_t) fmpz_get_ui (high) << 64 | fmpz_get_ui (low);
}

flint_bitcnt_t
mdm_streamed_shift (const mdm_law_t law)
{
  flint_bitcnt_t bits = fmpz_bits (law->total);

  return bits > MDM_ENCLOSURE_WIDE_BITS ? bits - MDM_ENCLOSURE_WIDE_BITS : 0;
}

/* Fill plan->weight.  */
static void
set_weights (plan_t *plan, const mdm_law_t law)
{
  flint_bitcnt_t shift = mdm_streamed_shift (law);

  plan->weight = flint_calloc (plan->weights, plan->wide ? sizeof (mdm_wide_t)
                                                         : sizeof (uint64_t));
  for (size_t row = 0; row < law->support; row++)
    {
      const uint16_t *x = mdm_law_row (law, row);
      size_t at = 0;
      for (size_t i = 0; i < plan->length; i++)
        at = at * plan->vocab + x[i];
      if (plan->wide)
        ((mdm_wide_t *) plan->weight)[at]
            = mdm_streamed_scaled (law->weight + row, shift);
      else
        ((uint64_t *) plan->weight)[at] = fmpz_get_ui (law->weight + row);
    }
}

/* Set the leaf of PLAN, for sums of up to TOTAL.  */
static void
set_leaf (plan_t *plan, const fmpz_t total)
{
  leaf_t *leaf = &plan->leaf;
  size_t v = plan->vocab, most = plan->length;
  uint64_t sum = plan->wide ? 0 : fmpz_get_ui (total);

  most = most < LEAF_POSITIONS_MAX ? most : LEAF_POSITIONS_MAX;
  leaf->positions = 0;
  leaf->weights = leaf->cells = 1;
  do
    {
      leaf->positions++;
      leaf->weights *= v;
      leaf->cells *= v + 1;
    }
  /* All cells that keep as many positions must add up to a word.  */
  while (leaf->positions < most && leaf->cells * (v + 1) <= LEAF_CELLS_MAX
         && mdm_work_mul (sum, mdm_work_binomial (leaf->positions + 1,
                                                  (leaf->positions + 1) / 2))
                < UINT64_MAX);
}

/* Set the starts and the steps of LEAF, whose size is set.  */
static void
set_steps (leaf_t *leaf, size_t v)
{
  /* Of every set of positions summed out its first cell, how many there are,
     and the positions up to its last.  Those of fewer come first.  */
  struct
  {
    size_t at, cells, decided;
  } set[1 << LEAF_POSITIONS_MAX] = { { 0, leaf->weights, 0 } };
  size_t sets = 1, to = leaf->weights, size = leaf->weights;

  leaf->start[0] = 0;
  for (size_t out = 0; out <= leaf->positions; out++, size /= v)
    leaf->start[out + 1]
        = leaf->start[out]
          + size * (size_t) mdm_work_binomial (leaf->positions, out);
  for (size_t i = 0; i < sets; i++)
    {
      size_t decided = set[i].decided, part = leaf->weights;
      for (size_t j = 0; j < decided; j++)
        part /= v;
      while (decided++ < leaf->positions)
        {
          size_t cells = set[i].cells / v;
          part /= v;
          leaf->step[sets - 1] = (step_t){ set[i].at, to, cells / part, part };
          set[sets].at = to;
          set[sets].cells = cells;
          set[sets++].decided = decided;
          to += cells;
        }
    }
  leaf->steps = sets - 1;
}

/* Cut the lattice, for threads within LIMIT.  */
static void
set_plan (plan_t *plan, const mdm_law_t law, const mdm_limit_t *limit)
{
  uint64_t cells = mdm_work_pow (law->vocab + 1, law->length);
  uint64_t bytes = mdm_streamed_bytes (law, MDM_METHOD_DENSE);
  uint64_t most = limit->max_memory / (bytes > 0 ? bytes : 1);

  plan->vocab = (size_t) law->vocab;
  plan->length = law->length;
  plan->wide = is_wide (law);
  plan->weights = (size_t) mdm_work_pow (law->vocab, law->length);
  plan->workers = limit->jobs > 0 ? limit->jobs : 1;
  if (plan->workers > most)
    plan->workers = most > 0 ? (unsigned) most : 1;
  if (plan->workers > cells / THREAD_CELLS)
    plan->workers = 1 + (unsigned) (cells / THREAD_CELLS);
  set_leaf (plan, law->total);
  set_steps (&plan->leaf, plan->vocab);
  plan->first = 0;
  plan->tasks = 1;
  while (plan->workers > 1 && plan->first + plan->leaf.positions < plan->length
         && plan->tasks < (uint64_t) plan->workers * TASKS_PER_THREAD)
    {
      plan->first++;
      plan->tasks *= plan->vocab + 1;
    }
}

/* Add the cells of task NUMBER of PLAN to SUM[0..L].  */
static void
run_task (mdm_enclosure_t *sum, const plan_t *plan, uint64_t number,
          void *space)
{
  if (plan->wide)
    task_wide (sum, plan, number, space);
  else if (plan->vocab == 2)
    task_2 (sum, plan, number, space);
  else
    task_any (sum, plan, number, space);
}

/* Add all cells of PLAN to SUM[0..L].  */
static void
run (mdm_enclosure_t *sum, const plan_t *plan, const mdm_progress_t *progress)
{
  size_t size = plan->wide ? sizeof (mdm_wide_t) : sizeof (uint64_t);
  size_t sums = plan->length + 1;
  unsigned workers = plan->workers;
  size_t room = (plan->leaf.cells + plan->weights) * size;
  char *space = flint_malloc (workers * room);
  mdm_enclosure_t *own = flint_calloc (workers * sums, sizeof *own);
  uint64_t done = 0;

#pragma omp parallel for num_threads(workers) schedule(dynamic)
  for (uint64_t task = 0; task < plan->tasks; task++)
    {
      size_t number = 0;
#ifdef _OPENMP
      number = (size_t) omp_get_thread_num ();
#endif
      run_task (own + number * sums, plan, task, space + number * room);
#pragma omp critical
      mdm_progress_tell (progress, "the lattice of all marginals", ++done,
                         plan->tasks);
    }
  for (size_t i = 0; i < workers * sums; i++)
    mdm_enclosure_merge (sum + i % sums, own + i);
  flint_free (own);
  flint_free (space);
}

/* Set E to log W - M_k / (W C(L,k)), SUM being that of the cells of K
   positions.  */
static void
set_entropy (arb_t e, const mdm_enclosure_t *sum, const mdm_law_t law,
             size_t k)
{
  flint_bitcnt_t shift = mdm_streamed_shift (law);
  MDM_FMPZ (total);
  MDM_ARB (log);

  /* In units of 2^shift, and the logarithms of the cells shift log 2 less:
     log (W 2^-shift) - M' / (W 2^-shift C(L,k)).  */
  fmpz_bin_uiui (total, law->length, k);
  fmpz_mul (total, total, law->total);
  fmpz_cdiv_q_2exp (total, total, shift);
  mdm_enclosure_get (e, sum, total, is_wide (law), PREC);
  if (shift > 0)
    {
      fmpz_bin_uiui (total, law->length, k);
      fmpz_mul_ui (total, total, law->support);
      fmpz_mul_ui (total, total, 89);
      arb_set_fmpz (log, total);
      arb_add_error (e, log);
    }
  fmpz_bin_uiui (total, law->length, k);
  fmpz_mul (total, total, law->total);
  arb_mul_2exp_si (e, e, (slong) shift);
  arb_div_fmpz (e, e, total, PREC);
  arb_set_fmpz (log, law->total);
  arb_mul_2exp_si (log, log, -(slong) shift);
  arb_log (log, log, PREC);
  arb_sub (e, log, e, PREC);
}

mdm_status
mdm_streamed_entropies (arb_struct *e, const mdm_law_t law, mdm_method method,
                        const mdm_limit_t *limit, mdm_err_t *err)
{
  mdm_enclosure_t sum[MDM_STREAMED_LENGTH_MAX + 1] = { 0 };
  plan_t plan;
  mdm_status status = mdm_limit_check (limit, "the lattice of all marginals",
                                       mdm_streamed_cells (law, method),
                                       mdm_streamed_bytes (law, method), err);

  if (status != MDM_OK)
    return status;
  mdm_enclosure_prepare ();
  if (method == MDM_METHOD_SPARSE)
    mdm_refinement_add (sum, law, limit);
  else
    {
      set_plan (&plan, law, limit);
      set_weights (&plan, law);
      run (sum, &plan, limit->progress);
      flint_free (plan.weight);
    }
  for (size_t k = 0; k <= law->length; k++)
    set_entropy (e + k, sum + k, law, k);
  return MDM_OK;
}
