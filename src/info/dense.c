#include <config.h>

#include "info/dense.h"

#include "exact/scoped.h"

#include <assert.h>
#include <math.h>
#include <string.h>

/* A lattice of fewer cells is one task, and one of fewer cells is counted
   without pairs: making ready for more would cost more than it saves.  */
#define CELLS_MIN 65536
#define PAIRS_CELLS_MIN 262144
/* The same where there are groups, whose tables are smaller.  */
#define GROUPS_CELLS_MIN 8192
/* Cells of a size, at least, for each place of a table of their pairs.  */
#define PAIRS_WORTH 2
/* The same of groups, times as many.  */
#define GROUPS_WORTH 2
/* A window of so many standard deviations to either side has as good as all
   numbers; and one of so many is still worth a table.  */
#define CERTAIN 3.5
#define LIKELY 2.4
/* Tasks, at least, of a larger one.  */
#define TASKS_MIN 8
/* Tasks, at least, per thread where there are several, so that the last one
   to end does not keep the others waiting for long.  */
#define TASKS_PER_THREAD 12
/* A thread is worth starting for some milliseconds of work.  */
#define THREAD_CELLS 4194304
/* The same of one thread where the last positions are a fan.  */
#define FAN_CELLS_MIN 4194304
/* Lanes that are counted at once where pairs are.  */
#define LANES 8
/* Where there are fewer, as many positions in between make more.  */
#define FEW_LANES 4

typedef struct fan fan_t;       /* dense-fan.h */
typedef struct mixed mixed_t;   /* dense-square.h */
typedef struct kernel kernel_t; /* dense-fan-walk.h */

/* How a lattice is cut.  */
typedef struct
{
  size_t vocab, length;
  unsigned first, between, last; /* positions, in order; their sum is L */
  int fan;                       /* are the last ones a fan? */
  uint64_t tasks;                /* (V+1)^first */
  size_t task_weights;           /* V^(between + last), the table of one; with
                                    a fan its lanes V^between times */
  size_t rows;                   /* V^between */
  unsigned bits;                 /* of a word that holds the total */
  size_t most;                   /* no weight is over this, with a fan */
  int plain;                     /* shall it run on any processor? */
  double variance;               /* of the weights, about */
} plan_t;

/* What one thread works with.  */
typedef struct
{
  size_t vocab, length;
  unsigned first, between, last;
  size_t task_weights, rows;
  size_t task_flat;       /* V^(between + last) */
  size_t task_space;      /* words for the tables of one task */
  unsigned bits;          /* of a word that holds the total */
  int pairs;              /* are there tables of pairs? */
  const fan_t *fan;       /* or NULL */
  mixed_t *mixed;         /* of each size, with a fan */
  const kernel_t *kernel; /* likewise */
  size_t most;            /* no weight of a fan is over this */
  const void *weight; /* all V^L, in words of the largest size in use; with a
                         fan of 16 bits */
  mdm_histogram_struct *histogram;
  /* For each size of words in use, room for the tables of one task, twice:
     for deciding the last positions, and for those in between, which may
     take place in words of another size.  */
  uint16_t *space_16;
  uint32_t *space_32;
  uint64_t *space_64;
  mdm_pages_t pages[3]; /* that these are in */
} worker_t;

#include "info/dense-pairs.h"

/* The recursion, for each size of words.  */

static void rows_32 (const worker_t *worker, const uint32_t *x, size_t rows,
                     unsigned left, size_t lanes, size_t size,
                     uint32_t *space);
static void rows_64 (const worker_t *worker, const uint64_t *x, size_t rows,
                     unsigned left, size_t lanes, size_t size,
                     uint64_t *space);

#define CELL uint16_t
#define CELL_BITS 16
#define CELL_MAX UINT16_MAX
#define WALK(name) name##_16
#define WIDE_CELL uint32_t
#define WIDE_WALK(name) name##_32
#include "info/dense-walk.h"

#define CELL uint32_t
#define CELL_BITS 32
#define CELL_MAX UINT32_MAX
#define WALK(name) name##_32
#define NARROW_CELL uint16_t
#define NARROW_WALK(name) name##_16
#define NARROW_MAX UINT16_MAX
#define WIDE_CELL uint64_t
#define WIDE_WALK(name) name##_64
#include "info/dense-walk.h"

#define CELL uint64_t
#define CELL_BITS 64
#define CELL_MAX UINT64_MAX
#define WALK(name) name##_64
#define NARROW_CELL uint32_t
#define NARROW_WALK(name) name##_32
#define NARROW_MAX UINT32_MAX
#include "info/dense-walk.h"

#include "info/dense-table.h"
#include "info/dense-fan.h"
#include "info/dense-square.h"
#include "info/dense-fan-walk.h"

/* The whole.  */

uint64_t
mdm_dense_cells (const mdm_law_t law)
{
  return mdm_work_pow (mdm_work_add (law->vocab, 1), law->length);
}

/* Can LAW have a fan at all?  */
static int
may_fan (const mdm_law_t law)
{
  return (law->vocab == 3 || law->vocab == 4) && law->length >= FAN + 2;
}

/* Should there be tables of pairs for LAW?  */
static int
has_pairs (const mdm_law_t law)
{
  return mdm_dense_cells (law)
         >= (may_fan (law) ? GROUPS_CELLS_MIN : PAIRS_CELLS_MIN);
}

/* A number below 2^16 that no weight of LAW is over, or SIZE_MAX.  H, for LAW,
   may know one.  */
static size_t
most_weight (const mdm_histogram_t h, const mdm_law_t law)
{
  uint64_t most = h->level[law->length].small - 1;
  slong bits;

  if (most < UINT16_MAX / 2)
    return (size_t) most;
  bits = _fmpz_vec_max_bits (law->weight, (slong) law->support);
  return bits <= 16 ? ((size_t) 1 << bits) - 1 : SIZE_MAX;
}

/* Are the rows that PLAN, with a fan, sums for a task within 16 bits, if no
   weight is over MOST?  */
static int
fan_fits (const plan_t *plan, size_t most)
{
  uint64_t sums = mdm_work_pow (plan->vocab, plan->first + FAN);

  return mdm_work_mul (most, sums) <= UINT16_MAX;
}

/* Cut the lattice of LAW, whose table fits into memory, for so many WORKERS,
   with a FAN or without.  */
static plan_t
make_plan (const mdm_law_t law, unsigned workers, int fan)
{
  uint64_t least = fan && workers == 1 ? FAN_CELLS_MIN : CELLS_MIN;
  uint64_t tasks = workers > 1 ? TASKS_PER_THREAD * workers : TASKS_MIN;
  plan_t plan = { .vocab = (size_t) law->vocab, .length = law->length };
  uint64_t cells = mdm_dense_cells (law);
  flint_bitcnt_t bits = fmpz_bits (law->total);
  unsigned rest = (unsigned) law->length;

  plan.bits = bits <= 16 ? 16 : bits <= 32 ? 32 : 64;
  plan.tasks = 1;
  /* A task's pairs must be counted in 32 bits, too.  */
  while (rest > (fan ? FAN + 2 : 1) && cells >= least
         && (plan.tasks < tasks || cells / plan.tasks > UINT32_MAX))
    {
      plan.first++;
      plan.tasks = mdm_work_mul (plan.tasks, law->vocab + 1);
      rest--;
    }
  plan.fan = fan;
  plan.last = fan ? FAN : rest == 1 ? 0 : rest < 8 ? rest / 2 : (rest + 3) / 2;
  plan.between = rest - plan.last;
  plan.rows = (size_t) mdm_work_pow (law->vocab, plan.between);
  plan.task_weights = (size_t) mdm_work_pow (law->vocab, rest);
  if (fan)
    plan.task_weights = plan.rows * fan_lanes (plan.vocab);
  return plan;
}

/* The words of the tables of a task: of the first, and of those that come of
   it.  A position that is summed out leaves the V-th part; with V = 1 all are
   of one weight.  */
static size_t
task_space (const plan_t *plan)
{
  return 2 * plan->task_weights + plan->length + 1;
}

/* The bytes of one thread.  */
static uint64_t
worker_bytes (const mdm_law_t law, const plan_t *plan)
{
  uint64_t bytes
      = mdm_work_mul (task_space (plan), plan->bits == 64                ? 28
                                         : plan->bits == 32 || plan->fan ? 12
                                                                         : 4);

  if (has_pairs (law))
    bytes += law->length * sizeof (uint32_t) << MDM_INDEX_BITS;
  return mdm_work_add (bytes,
                       mdm_histogram_bytes (law->length + 1, law->total));
}

/* The bytes of one thread, with all that there is of the law.  */
static uint64_t
plan_bytes (const mdm_law_t law, int fan)
{
  plan_t plan = make_plan (law, 1, fan);
  uint64_t words = mdm_work_pow (law->vocab, law->length);

  return mdm_work_add (mdm_work_mul (words, fan ? 2 : plan.bits / 8),
                       worker_bytes (law, &plan));
}

uint64_t
mdm_dense_bytes (const mdm_law_t law)
{
  uint64_t bytes;

  if (mdm_work_pow (law->vocab, law->length) > UINT64_MAX / 64)
    return UINT64_MAX;
  bytes = plan_bytes (law, 0);
  if (may_fan (law) && plan_bytes (law, 1) > bytes)
    bytes = plan_bytes (law, 1);
  return bytes;
}

/* The number of threads that are of use for LAW and within LIMIT.  */
static unsigned
count_workers (const mdm_law_t law, const mdm_limit_t *limit)
{
#ifdef _OPENMP
  plan_t plan = make_plan (law, 1, may_fan (law));
  uint64_t most = limit->jobs > 1 ? limit->jobs : 1;
  uint64_t useful = 1 + mdm_dense_cells (law) / THREAD_CELLS;
  uint64_t room = 1
                  + (limit->max_memory - mdm_dense_bytes (law))
                        / worker_bytes (law, &plan);

  most = most < useful ? most : useful;
  return (unsigned) (most < room ? most : room);
#else
  (void) law;
  (void) limit;
  return 1;
#endif
}

size_t
mdm_dense_index (const mdm_law_t law, size_t row)
{
  const uint16_t *x = mdm_law_row (law, row);
  size_t index = 0;

  for (size_t i = 0; i < law->length; i++)
    index = index * (size_t) law->vocab + x[i];
  return index;
}

/* What is known of the numbers of a size: how many, and about which.  */
typedef struct
{
  uint64_t cells, mean;
  double deviation; /* the standard one, about */
} size_facts_t;

static size_facts_t
facts_of (const plan_t *plan, size_t k, uint64_t total)
{
  uint64_t parts = mdm_work_pow (plan->vocab, k);
  uint64_t sums = mdm_work_pow (plan->vocab, plan->length - k);

  return (size_facts_t){ .cells = mdm_work_mul (
                             mdm_work_binomial (plan->length, k), parts),
                         .mean = total / parts,
                         .deviation = sqrt (plan->variance * (double) sums) };
}

/* The window of NUMBERS that make an index of LEVEL: all that occur, or those
   within SPREAD deviations; or the widest that there can be.  */
static mdm_window_t
choose_window (const mdm_level_t *level, unsigned numbers,
               const size_facts_t *facts, double spread)
{
  mdm_window_t window = { 0, 1, (uint16_t) numbers };
  uint64_t width, low;

  while ((window.bits + 1u) * numbers <= MDM_INDEX_BITS
         && level->small > UINT64_C (1) << window.bits
         && (double) (UINT64_C (1) << window.bits)
                < 2 * spread * facts->deviation)
    window.bits++;
  width = UINT64_C (1) << window.bits;
  if (level->small <= width)
    return window;
  low = facts->mean < width / 2 ? 0 : facts->mean - width / 2;
  window.low = (uint16_t) (low < 65536 - width ? low : 65536 - width);
  return window;
}

/* Are there WORTH cells for each place of a table with WINDOW?  */
static int
is_worth (mdm_window_t window, const size_facts_t *facts, uint64_t worth)
{
  return facts->cells >> window.numbers * window.bits >= worth;
}

/* Should LEVEL have a table of groups of V?  */
static int
wants_groups (const mdm_level_t *level, unsigned v, const size_facts_t *facts,
              uint64_t worth)
{
  mdm_window_t window = choose_window (level, v, facts, LIKELY);
  double width = (double) (UINT64_C (1) << window.bits);

  return ((double) level->small <= width
          || width >= 2 * LIKELY * facts->deviation)
         && is_worth (window, facts, mdm_work_mul (worth, GROUPS_WORTH));
}

/* Make tables of pairs and groups in H, of the sizes that have WORTH cells for
   each place of one.  With a fan the sizes of most positions, whose numbers
   are small, have groups.  No pair is counted without a position.  */
static void
make_pairs (mdm_histogram_t h, const plan_t *plan, uint64_t worth,
            uint64_t total)
{
  MDM_OWNED mdm_window_t *window
      = flint_calloc (plan->length + 1, sizeof *window);
  unsigned v = (unsigned) plan->vocab, numbers = plan->fan ? v : 2;

  for (size_t k = plan->length; k >= 1; k--)
    {
      const mdm_level_t *level = h->level + k;
      size_facts_t facts = facts_of (plan, k, total);
      if (numbers > 2 && !wants_groups (level, v, &facts, worth))
        numbers = 2;
      window[k] = choose_window (level, numbers, &facts, CERTAIN);
      if (!is_worth (window[k], &facts, worth))
        window[k] = choose_window (level, numbers, &facts, LIKELY);
      if (!is_worth (window[k], &facts, worth))
        window[k].numbers = 0;
    }
  mdm_histogram_make_pairs (h, window, plan->vocab);
}

static void
worker_init (worker_t *worker, const plan_t *plan, const fan_t *fan,
             const void *weight, mdm_histogram_struct *histogram,
             uint64_t worth, uint64_t total)
{
  size_t n = (plan->fan ? 1 : 2) * task_space (plan);

  *worker = (worker_t){ .vocab = plan->vocab,
                        .length = plan->length,
                        .first = plan->first,
                        .between = plan->between,
                        .last = plan->last,
                        .task_weights = plan->task_weights,
                        .task_flat = (size_t) mdm_work_pow (
                            plan->vocab, plan->between + plan->last),
                        .rows = plan->rows,
                        .task_space = task_space (plan),
                        .bits = plan->bits,
                        .pairs = worth < UINT64_MAX,
                        .fan = plan->fan ? fan : NULL,
                        .kernel = plan->plain ? &plain_kernel : best_kernel (),
                        .most = plan->most,
                        .weight = weight,
                        .histogram = histogram };
  mdm_pages_take (worker->pages, n * sizeof (uint16_t));
  if (plan->bits >= 32 || plan->fan)
    mdm_pages_take (worker->pages + 1, n * sizeof (uint32_t));
  if (plan->bits == 64)
    mdm_pages_take (worker->pages + 2, n * sizeof (uint64_t));
  worker->space_16 = worker->pages[0].block;
  worker->space_32 = worker->pages[1].block;
  worker->space_64 = worker->pages[2].block;
  if (worth < UINT64_MAX)
    make_pairs (histogram, plan, worth, total);
  if (plan->fan)
    {
      worker->mixed = flint_calloc (plan->length + 1, sizeof (mixed_t));
      set_mixed (worker->mixed, histogram, fan);
    }
}

static void
worker_clear (worker_t *worker)
{
  for (int i = 0; i < 3; i++)
    mdm_pages_free (worker->pages + i);
  flint_free (worker->mixed);
}

/* Count task number TASK of PLAN.  */
static void
run_task (const worker_t *worker, const plan_t *plan, uint64_t task)
{
  uint32_t pattern[64];

  for (unsigned i = plan->first; i-- > 0; task /= plan->vocab + 1)
    pattern[i] = (uint32_t) (task % (plan->vocab + 1));
  if (plan->fan)
    task_fan (worker, pattern);
  else if (plan->bits == 16)
    task_16 (worker, pattern);
  else if (plan->bits == 32)
    task_32 (worker, pattern);
  else
    task_64 (worker, pattern);
}

/* The plan for counting LAW in H by so many WORKERS.  */
static plan_t
choose_plan (const mdm_histogram_t h, const mdm_law_t law, unsigned workers,
             int plain)
{
  plan_t plan = make_plan (law, workers, may_fan (law));
  size_t most = plan.fan ? most_weight (h, law) : 0;

  if (plan.fan && !fan_fits (&plan, most))
    plan = make_plan (law, workers, 0);
  plan.most = most;
  plan.plain = plain;
  plan.variance = weight_variance (law);
  return plan;
}

void
mdm_dense_count (mdm_histogram_t h, const mdm_law_t law,
                 const mdm_limit_t *limit)
{
  mdm_dense_count_by (h, law, has_pairs (law) ? PAIRS_WORTH : UINT64_MAX, 0,
                      limit);
}

/* What all threads share.  */
typedef struct
{
  plan_t plan;
  fan_t fan;
  mdm_pages_t weight;
  uint64_t worth, total, cells;
  const mdm_limit_t *limit;
  uint64_t done; /* tasks */
} shared_t;

/* Count tasks in H until none is left: one thread's share, in a parallel
   region, or else all.  */
static void
run_tasks (shared_t *shared, mdm_histogram_struct *h)
{
  const plan_t *plan = &shared->plan;
  uint64_t cells = shared->cells / plan->tasks;
  worker_t worker;

  worker_init (&worker, plan, &shared->fan, shared->weight.block, h,
               shared->worth, shared->total);
#pragma omp for schedule(dynamic) nowait
  for (uint64_t task = 0; task < plan->tasks; task++)
    {
      if (worker.pairs)
        mdm_histogram_expect_pairs (h, cells);
      run_task (&worker, plan, task);
#pragma omp critical
      mdm_progress_tell (shared->limit->progress,
                         "the lattice of all marginals",
                         cells * ++shared->done, shared->cells);
    }
  worker_clear (&worker);
}

/* The same by so many WORKERS; H has the counts of all.  */
static void
run_together (shared_t *shared, mdm_histogram_t h, unsigned workers)
{
#pragma omp parallel num_threads(workers)
  {
    mdm_histogram_t part;
    int first = 0;
#pragma omp single nowait
    first = 1;
    if (first)
      run_tasks (shared, h);
    else
      {
        mdm_histogram_init_like (part, h);
        run_tasks (shared, part);
      }
      /* Where H is complete.  */
#pragma omp barrier
    if (!first)
#pragma omp critical(mdm_dense_merge)
      {
        mdm_histogram_merge (h, part);
        mdm_histogram_clear (part);
      }
  }
}

void
mdm_dense_count_by (mdm_histogram_t h, const mdm_law_t law, uint64_t worth,
                    int plain, const mdm_limit_t *limit)
{
  unsigned workers = count_workers (law, limit);
  shared_t shared = { .plan = choose_plan (h, law, workers, plain),
                      .worth = worth,
                      .total = fmpz_get_ui (law->total),
                      .cells = mdm_dense_cells (law),
                      .limit = limit };

  if (shared.plan.fan)
    fan_init (&shared.fan, shared.plan.vocab);
  make_table (&shared.weight, shared.plan.fan ? 16 : shared.plan.bits, law);
  if (workers > 1)
    run_together (&shared, h, workers);
  else
    /* A parallel region of one thread calls the system, which costs as much as
       a lattice of thousands of cells.  */
    run_tasks (&shared, h);
  mdm_pages_free (&shared.weight);
}
