#include <config.h>

#include "info/refinement.h"

#ifdef _OPENMP
# include <omp.h>
#endif

/* A number of a row, and the mark of the last one of a group.  */
#define LAST UINT32_C (0x80000000)
#define ROW UINT32_C (0x7fffffff)
/* Where a row goes that is a group of its own.  */
#define SINGLE UINT32_MAX
/* Single rows of smaller weights are tallied.  */
#define TALLY 64
/* Tasks, at least, per thread where there are several, and the rows times sets
   that a thread is worth starting for.  */
#define TASKS_PER_THREAD 12
#define THREAD_STEPS 262144

/* What all threads share.  */
typedef struct
{
  size_t length, vocab, support;
  void **column;    /* the tokens at each position, of one byte or two */
  uint64_t *weight; /* of each row */
  size_t first;     /* positions that make tasks */
  unsigned workers; /* threads */
} plan_t;

/* What one thread works with.  */
typedef struct
{
  const plan_t *plan;
  mdm_histogram_struct *histogram;
  uint32_t *rows;   /* room for all groups of one branch */
  uint32_t *place;  /* by token: rows of it, then where the next one goes */
  uint64_t *part;   /* by token: their weight */
  uint16_t *kind;   /* the tokens that are met in a group */
  uint64_t *single; /* by number of positions kept, of those left, and weight:
                       how many single rows */
} worker_t;

/* Counting.  */

/* Count N under SIZE, whose table of small n is TABLE.  */
static inline void
count_sum (const worker_t *w, uint64_t *table, uint64_t small, size_t size,
           uint64_t n)
{
  if (n < small)
    table[n]++;
  else
    mdm_histogram_add_large (w->histogram, size, n, 1);
}

static uint64_t *
singles (const worker_t *w, size_t size, size_t left)
{
  return w->single + (size * (w->plan->length + 1) + left) * TALLY;
}

/* TIMES rows of weight N, each a group of its own however SIZE positions are
   kept and any of LEFT more.  */
static void
count_singles (const worker_t *w, uint64_t n, size_t size, size_t left,
               uint64_t times)
{
  for (size_t j = 0; j <= left; j++)
    mdm_histogram_add (w->histogram, size + j, &n, 1,
                       times * mdm_work_binomial (left, j));
}

static inline void
count_single (worker_t *w, uint32_t row, size_t size, size_t left)
{
  uint64_t n = w->plan->weight[row];

  if (n < TALLY)
    singles (w, size, left)[n]++;
  else
    count_singles (w, n, size, left, 1);
}

/* Hand what was tallied on to the histogram.  */
static void
count_tallies (const worker_t *w)
{
  for (size_t size = 0; size <= w->plan->length; size++)
    for (size_t left = 0; left + size <= w->plan->length; left++)
      for (uint64_t n = 0; n < TALLY; n++)
        if (singles (w, size, left)[n] > 0)
          count_singles (w, n, size, left, singles (w, size, left)[n]);
}

/* Groups.  */

/* Are there two rows in the group that begins at ROWS?  */
static inline int
is_pair (const uint32_t *rows)
{
  return !(rows[0] & LAST) && rows[1] & LAST;
}

/* Make w->rows the one group of all rows.  */
static size_t
all_rows (worker_t *w)
{
  size_t support = w->plan->support;

  for (size_t row = 0; row < support; row++)
    w->rows[row] = (uint32_t) row;
  w->rows[support - 1] |= LAST;
  return support;
}

#define TOKEN uint8_t
#define NAME(x) x##_8
#include "info/refinement-walk.h"

#define TOKEN uint16_t
#define NAME(x) x##_16
#include "info/refinement-walk.h"

/* Memory.  */

static size_t
token_bytes (const mdm_law_t law)
{
  return law->vocab <= 256 ? sizeof (uint8_t) : sizeof (uint16_t);
}

uint64_t
mdm_refinement_shared_bytes (const mdm_law_t law)
{
  return mdm_work_mul (
      law->support,
      mdm_work_add (mdm_work_mul (law->length, token_bytes (law)), 8));
}

uint64_t
mdm_refinement_bytes (const mdm_law_t law)
{
  uint64_t squared = mdm_work_mul (law->length + 1, law->length + 1);
  uint64_t rows = mdm_work_mul (mdm_work_mul (law->support, law->length), 4);

  return mdm_work_add (mdm_work_add (rows, mdm_work_mul (law->vocab, 14)),
                       mdm_work_mul (squared, TALLY * 8));
}

static void
set_plan (plan_t *plan, const mdm_law_t law, const mdm_limit_t *limit)
{
  size_t length = law->length, support = law->support;
  uint64_t steps = mdm_work_mul (mdm_work_pow (2, length), support);
  uint64_t each = mdm_work_add (mdm_refinement_bytes (law),
                                mdm_histogram_bytes (length + 1, law->total));
  uint64_t most = (limit->max_memory - mdm_refinement_shared_bytes (law))
                  / (each > 0 ? each : 1);
  uint64_t workers = limit->jobs > 0 ? limit->jobs : 1;

  plan->length = length;
  plan->vocab = (size_t) law->vocab;
  plan->support = support;
  workers = workers > most ? most : workers;
  workers = workers > steps / THREAD_STEPS ? steps / THREAD_STEPS : workers;
  plan->workers = workers > 0 ? (unsigned) workers : 1;
  plan->first = 0;
  while (plan->workers > 1 && plan->first + 1 < length
         && (UINT64_C (1) << plan->first) < plan->workers * TASKS_PER_THREAD)
    plan->first++;
  plan->weight = flint_malloc (support * sizeof *plan->weight);
  for (size_t row = 0; row < support; row++)
    plan->weight[row] = fmpz_get_ui (law->weight + row);
  plan->column = flint_malloc (length * sizeof *plan->column);
  for (size_t i = 0; i < length; i++)
    {
      void *column = flint_malloc (support * token_bytes (law));
      for (size_t row = 0; row < support; row++)
        if (law->vocab <= 256)
          ((uint8_t *) column)[row] = (uint8_t) mdm_law_row (law, row)[i];
        else
          ((uint16_t *) column)[row] = mdm_law_row (law, row)[i];
      plan->column[i] = column;
    }
}

static void
clear_plan (plan_t *plan)
{
  for (size_t i = 0; i < plan->length; i++)
    flint_free (plan->column[i]);
  flint_free (plan->column);
  flint_free (plan->weight);
}

static void
worker_init (worker_t *w, const plan_t *plan, mdm_histogram_struct *histogram)
{
  size_t sizes = plan->length + 1;

  w->plan = plan;
  w->histogram = histogram;
  w->rows = flint_malloc (plan->support * plan->length * sizeof *w->rows);
  w->place = flint_calloc (plan->vocab, sizeof *w->place);
  w->part = flint_calloc (plan->vocab, sizeof *w->part);
  w->kind = flint_malloc ((plan->vocab + 1) * sizeof *w->kind);
  w->single = flint_calloc (sizes * sizes * TALLY, sizeof *w->single);
}

static void
worker_clear (worker_t *w)
{
  flint_free (w->rows);
  flint_free (w->place);
  flint_free (w->part);
  flint_free (w->kind);
  flint_free (w->single);
}

/* All tasks, the histogram of each thread being merged into H in the end.  */
void
mdm_refinement_count (mdm_histogram_t h, const mdm_law_t law,
                      const mdm_limit_t *limit)
{
  uint64_t tasks, done = 0;
  plan_t plan;

  set_plan (&plan, law, limit);
  tasks = UINT64_C (1) << plan.first;
#pragma omp parallel num_threads(plan.workers)
  {
    mdm_histogram_t own;
    worker_t w;

    mdm_histogram_init (own, h->sizes, fmpz_get_ui (law->total),
                        h->max_bytes / plan.workers);
    worker_init (&w, &plan, own);
#pragma omp for schedule(dynamic)
    for (uint64_t task = 0; task < tasks; task++)
      {
        if (law->vocab <= 256)
          run_8 (&w, task);
        else
          run_16 (&w, task);
#pragma omp critical
        mdm_progress_tell (limit->progress, "the lattice of all marginals",
                           ++done, tasks);
      }
    count_tallies (&w);
#pragma omp critical
    mdm_histogram_merge (h, own);
    mdm_histogram_clear (own);
    worker_clear (&w);
  }
  clear_plan (&plan);
}
