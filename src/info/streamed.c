#include <config.h>

#include "info/streamed.h"

#include "exact/enclosure.h"
#include "exact/scoped.h"
#include "info/refinement.h"

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
} plan_t;

#define INTEGER uint64_t
#define ADD mdm_enclosure_add
#define TASK task_2
#define WALK walk_2
#define SUM_OUT sum_out_2
#define VOCAB 2
#include "info/streamed-walk.h"

#define INTEGER uint64_t
#define ADD mdm_enclosure_add
#define TASK task_any
#define WALK walk_any
#define SUM_OUT sum_out_any
#define VOCAB v
#include "info/streamed-walk.h"

#define INTEGER mdm_wide_t
#define ADD mdm_enclosure_add_wide
#define TASK task_wide
#define WALK walk_wide
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
  plan->first = 0;
  plan->tasks = 1;
  while (plan->workers > 1 && plan->first + 1 < plan->length
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
  char *space = flint_malloc (workers * plan->weights * size);
  mdm_enclosure_t *own = flint_calloc (workers * sums, sizeof *own);
  uint64_t done = 0;

#pragma omp parallel for num_threads(workers) schedule(dynamic)
  for (uint64_t task = 0; task < plan->tasks; task++)
    {
      size_t number = 0;
#ifdef _OPENMP
      number = (size_t) omp_get_thread_num ();
#endif
      run_task (own + number * sums, plan, task,
                space + number * plan->weights * size);
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
