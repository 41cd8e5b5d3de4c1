#include <config.h>

#include "info/dense.h"

#include "exact/scoped.h"

#include <assert.h>
#include <string.h>
#ifdef _OPENMP
# include <omp.h>
#endif

/* A lattice of fewer cells is one task, and one of fewer cells is counted
   without pairs: making ready for more would cost more than it saves.  */
#define CELLS_MIN 65536
#define PAIRS_CELLS_MIN 262144
/* Cells of a size, at least, for each place of a table of their pairs.  */
#define PAIRS_WORTH 2
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

typedef struct fan fan_t; /* dense-fan.h */

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
} plan_t;

/* What one thread works with.  */
typedef struct
{
  size_t vocab, length;
  unsigned first, between, last;
  size_t task_weights, rows;
  size_t task_space;  /* words for the tables of one task */
  unsigned bits;      /* of a word that holds the total */
  int pairs;          /* are there tables of pairs? */
  const fan_t *fan;   /* or NULL */
  const void *weight; /* all V^L, in words of the largest size in use, or all
                         rows of the fan, in 16 bits */
  mdm_histogram_struct *histogram;
  /* For each size of words in use, room for the tables of one task, twice:
     for deciding the last positions, and for those in between, which may
     take place in words of another size.  */
  uint16_t *space_16;
  uint32_t *space_32;
  uint64_t *space_64;
  mdm_pages_t pages[3]; /* that these are in */
} worker_t;

/* Pairs, which exist for words of 16 bits.  */

typedef uint16_t lanes_t __attribute__ ((vector_size (2 * LANES)));

static inline lanes_t
load (const uint16_t *x)
{
  lanes_t lanes;

  memcpy (&lanes, x, sizeof lanes);
  return lanes;
}

/* Is a bit of X set?  */
static inline int
any_bit (lanes_t x)
{
  uint64_t half[2];

  memcpy (half, &x, sizeof half);
  return (half[0] | half[1]) != 0;
}

/* The bits that numbers within the window of LEVEL do not have, less its low
   one: in all lanes.  */
static inline lanes_t
beyond (const mdm_level_t *level)
{
  return (lanes_t){ 0 } - level->width;
}

static inline void
count_one_pair (mdm_level_t *level, uint16_t a, uint16_t b)
{
  uint16_t s = (uint16_t) (a - level->low), t = (uint16_t) (b - level->low);

  if ((s | t) < level->width)
    level->pair[mdm_pair_index (level, s, t)]++;
  else
    {
      level->table[a]++;
      level->table[b]++;
      level[-1].table[a + b]++;
    }
}

/* Count the pairs at the four indices in W.  These are taken from a word by
   shifts, which the empty statement keeps from being read again one by one:
   then a load has to wait for the store of the whole, and how long depends on
   where the code happens to lie.  */
static inline void
count_word (uint32_t *restrict pair, uint64_t w)
{
  __asm__("" : "+r"(w));
  pair[w & 65535]++;
  pair[w >> 16 & 65535]++;
  pair[w >> 32 & 65535]++;
  pair[w >> 48]++;
}

/* Count the pairs at INDEX.  */
static inline void
count_indices (uint32_t *restrict pair, lanes_t index)
{
  uint64_t word[2];

  memcpy (word, &index, sizeof word);
  count_word (pair, word[0]);
  count_word (pair, word[1]);
}

/* Count X[0..N), two by two where that can be.  */
static void
count_values (mdm_level_t *level, const uint16_t *x, size_t n)
{
  const uint16_t low = level->low, bits = level->bits;
  const lanes_t outside = beyond (level);
  size_t i = 0;

  for (; level->pair != NULL && i + 2 * LANES <= n; i += 2 * LANES)
    {
      lanes_t s = load (x + i) - low, t = load (x + i + LANES) - low;
      if (any_bit ((s | t) & outside))
        {
          for (size_t j = i; j < i + 2 * LANES; j++)
            level->table[x[j]]++;
          continue;
        }
      count_indices (level->pair, s | t << bits);
    }
  for (; i < n; i++)
    level->table[x[i]]++;
}

/* X and Y are two rows of N lanes with V = 2, and the position that tells them
   apart is the last one to decide.  */
static void
count_two_rows (mdm_level_t *level, const uint16_t *x, const uint16_t *y,
                size_t n)
{
  for (size_t i = 0; i < n; i++)
    count_one_pair (level, x[i], y[i]);
}

/* X holds four rows of N lanes, N a multiple of LANES, for the values of the
   last two positions to decide: three pairs of rows, nine cells.  */
static void
count_four_rows (mdm_level_t *level, const uint16_t *x, size_t n)
{
  const uint16_t low = level[0].low, low_sum = level[-1].low;
  const uint16_t bits = level[0].bits, bits_sum = level[-1].bits;
  const lanes_t outside = beyond (level), outside_sum = beyond (level - 1);
  const int paired = level[0].pair != NULL && level[-1].pair != NULL;

  for (size_t i = 0; i < n; i += LANES)
    {
      lanes_t a = load (x + i), b = load (x + n + i);
      lanes_t c = load (x + 2 * n + i), d = load (x + 3 * n + i);
      lanes_t ac = a + c, bd = b + d;
      lanes_t s = a - low, t = b - low, u = c - low, v = d - low;
      lanes_t su = ac - low_sum, tv = bd - low_sum;
      if (!paired
          || any_bit (((s | t | u | v) & outside) | ((su | tv) & outside_sum)))
        {
          uint16_t sum[2][LANES];
          memcpy (sum[0], &ac, sizeof ac);
          memcpy (sum[1], &bd, sizeof bd);
          count_two_rows (level, x + i, x + n + i, LANES);
          count_two_rows (level, x + 2 * n + i, x + 3 * n + i, LANES);
          count_two_rows (level - 1, sum[0], sum[1], LANES);
          continue;
        }
      count_indices (level[0].pair, s | t << bits);
      count_indices (level[0].pair, u | v << bits);
      count_indices (level[-1].pair, su | tv << bits_sum);
    }
}

/* Count the lattice of the LEFT positions, 1 or 2, that are not decided yet;
   X and the others are as in dense-walk.h.  */
static void
count_pairs (const worker_t *worker, const uint16_t *x, unsigned left,
             size_t lanes, size_t size)
{
  mdm_level_t *level = worker->histogram->level + size;

  if (left == 1)
    count_two_rows (level, x, x + lanes, lanes);
  else if (lanes % LANES == 0)
    count_four_rows (level, x, lanes);
  else
    {
      uint16_t sum[2 * LANES];
      assert (lanes < LANES);
      for (size_t i = 0; i < 2 * lanes; i++)
        sum[i] = (uint16_t) (x[i] + x[2 * lanes + i]);
      count_two_rows (level, x, x + lanes, lanes);
      count_two_rows (level, x + 2 * lanes, x + 3 * lanes, lanes);
      count_two_rows (level - 1, sum, sum + lanes, lanes);
    }
}

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

/* The index of the row X where V is at most 4, four positions at a time: these
   are a word, and the highest 16 bits of its product with POWER, which has
   1, V, V^2 and V^3 as they lie in memory, are x_0 V^3 + .. + x_3.  */
static inline size_t
small_index (const uint16_t *x, size_t length, size_t v, uint64_t power)
{
  size_t index = 0, i = 0;

  for (; i < length % 4; i++)
    index = index * v + x[i];
  for (; i < length; i += 4)
    {
      uint64_t word;
      memcpy (&word, x + i, sizeof word);
      index = index * (v * v * v * v) + (size_t) (word * power >> 48);
    }
  return index;
}

/* Set PAGES to the table of all V^L weights in words of BITS, and a word of 64
   more.  */
static void
make_table (mdm_pages_t *pages, unsigned bits, const mdm_law_t law)
{
  size_t v = (size_t) law->vocab, length = law->length;
  size_t n = (size_t) mdm_work_pow (v, length);
  uint16_t powers[4] = { 1, (uint16_t) v, (uint16_t) (v * v), 0 };
  uint64_t power;
  void *table;

  powers[3] = (uint16_t) (v * v * v);
  memcpy (&power, powers, sizeof power);
  mdm_pages_zeroed (pages, n * bits / 8 + sizeof (uint64_t));
  table = pages->block;
  for (size_t r = 0; r < law->support; r++)
    {
      size_t at = v <= 4 ? small_index (mdm_law_row (law, r), length, v, power)
                         : mdm_dense_index (law, r);
      /* An integer as small as this is its own fmpz.  */
      uint64_t w = COEFF_IS_MPZ (law->weight[r])
                       ? fmpz_get_ui (law->weight + r)
                       : (uint64_t) law->weight[r];
      if (bits == 16)
        ((uint16_t *) table)[at] = (uint16_t) w;
      else if (bits == 32)
        ((uint32_t *) table)[at] = (uint32_t) w;
      else
        ((uint64_t *) table)[at] = w;
    }
}

#include "info/dense-fan.h"

/* The whole.  */

uint64_t
mdm_dense_cells (const mdm_law_t law)
{
  return mdm_work_pow (mdm_work_add (law->vocab, 1), law->length);
}

/* Should there be tables of pairs for LAW?  */
static int
has_pairs (const mdm_law_t law)
{
  return mdm_dense_cells (law) >= PAIRS_CELLS_MIN;
}

/* Can LAW have a fan at all?  */
static int
may_fan (const mdm_law_t law)
{
  return (law->vocab == 3 || law->vocab == 4) && law->length >= FAN + 2;
}

/* Are the rows that PLAN, with a fan, sums for a task within 16 bits?  H, for
   LAW, may know that no weight is larger.  */
static int
fan_fits (const plan_t *plan, const mdm_histogram_t h, const mdm_law_t law)
{
  uint64_t sums = mdm_work_pow (plan->vocab, plan->first + FAN);
  uint64_t most = h->level[law->length].small - 1;
  slong bits;

  if (mdm_work_mul (most, sums) <= UINT16_MAX)
    return 1;
  bits = _fmpz_vec_max_bits (law->weight, (slong) law->support);
  return bits < 16
         && mdm_work_mul ((UINT64_C (1) << bits) - 1, sums) <= UINT16_MAX;
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
    bytes += law->length * sizeof (uint32_t) << 2 * MDM_WINDOW_BITS;
  return mdm_work_add (bytes,
                       mdm_histogram_bytes (law->length + 1, law->total));
}

/* The bytes of one thread, with all that there is of the law.  */
static uint64_t
plan_bytes (const mdm_law_t law, int fan)
{
  plan_t plan = make_plan (law, 1, fan);
  uint64_t words = mdm_work_mul (mdm_work_pow (law->vocab, plan.first),
                                 plan.task_weights);

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

/* The window of the pairs of K of the LENGTH positions, LEVEL, whose V^k
   weights add up to TOTAL: all numbers that occur, or those around the
   mean.  */
static mdm_window_t
choose_window (const mdm_level_t *level, size_t k, const plan_t *plan,
               uint64_t total)
{
  uint64_t mean = total / mdm_work_pow (plan->vocab, k);
  mdm_window_t window = { 0, 1 };
  uint64_t width, low;

  while (window.bits < MDM_WINDOW_BITS
         && level->small > UINT64_C (1) << window.bits)
    window.bits++;
  width = UINT64_C (1) << window.bits;
  if (level->small <= width)
    return window;
  low = mean < width / 2 ? 0 : mean - width / 2;
  window.low = (uint16_t) (low < 65536 - width ? low : 65536 - width);
  return window;
}

/* Make tables of pairs in H, of the sizes that have WORTH cells for each place
   of one.  No pair is counted without a position.  */
static void
make_pairs (mdm_histogram_t h, const plan_t *plan, uint64_t worth,
            uint64_t total)
{
  MDM_OWNED mdm_window_t *window
      = flint_calloc (plan->length + 1, sizeof *window);

  for (size_t k = 1; k <= plan->length; k++)
    {
      uint64_t cells = mdm_work_mul (mdm_work_binomial (plan->length, k),
                                     mdm_work_pow (plan->vocab, k));
      window[k] = choose_window (h->level + k, k, plan, total);
      if (cells >> 2 * window[k].bits < worth)
        window[k].bits = 0;
    }
  mdm_histogram_make_pairs (h, window, plan->vocab == 2);
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
                        .rows = plan->rows,
                        .task_space = task_space (plan),
                        .bits = plan->bits,
                        .pairs = worth < UINT64_MAX,
                        .fan = plan->fan ? fan : NULL,
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
}

static void
worker_clear (worker_t *worker)
{
  for (int i = 0; i < 3; i++)
    mdm_pages_free (worker->pages + i);
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

void
mdm_dense_count (mdm_histogram_t h, const mdm_law_t law,
                 const mdm_limit_t *limit)
{
  mdm_dense_count_by (h, law, has_pairs (law) ? PAIRS_WORTH : UINT64_MAX,
                      limit);
}

void
mdm_dense_count_by (mdm_histogram_t h, const mdm_law_t law, uint64_t worth,
                    const mdm_limit_t *limit)
{
  unsigned workers = count_workers (law, limit);
  plan_t plan = make_plan (law, workers, may_fan (law));
  mdm_pages_t weight;
  uint64_t total = fmpz_get_ui (law->total), cells = mdm_dense_cells (law);
  mdm_histogram_struct *part
      = flint_malloc (workers * sizeof (mdm_histogram_struct));
  uint64_t done = 0;
  fan_t fan;

  if (plan.fan && !fan_fits (&plan, h, law))
    plan = make_plan (law, workers, 0);
  if (plan.fan)
    fan_init (&fan, plan.vocab);
  if (plan.fan)
    make_fan (&weight, &fan, law);
  else
    make_table (&weight, plan.bits, law);
  part[0] = *h;
#pragma omp parallel num_threads(workers)
  {
#ifdef _OPENMP
    int number = omp_get_thread_num ();
#else
    int number = 0;
#endif
    worker_t worker;
    if (number > 0)
      mdm_histogram_init_like (part + number, h);
    worker_init (&worker, &plan, &fan, weight.block, part + number, worth,
                 total);
    /* Threads may be fewer than were asked for; the loop does not mind.  */
#pragma omp for schedule(dynamic)
    for (uint64_t task = 0; task < plan.tasks; task++)
      {
        if (worker.pairs)
          mdm_histogram_expect_pairs (part + number, cells / plan.tasks);
        run_task (&worker, &plan, task);
#pragma omp critical
        mdm_progress_tell (limit->progress, "the lattice of all marginals",
                           cells / plan.tasks * ++done, cells);
      }
    worker_clear (&worker);
#pragma omp single
#ifdef _OPENMP
    workers = (unsigned) omp_get_num_threads ();
#else
    workers = 1;
#endif
  }
  *h = part[0];
  for (unsigned i = 1; i < workers; i++)
    {
      mdm_histogram_merge (h, part + i);
      mdm_histogram_clear (part + i);
    }
  flint_free (part);
  mdm_pages_free (&weight);
}
