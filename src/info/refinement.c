#include <config.h>

#include "info/refinement.h"

#include "exact/enclosure.h"
#include "info/streamed.h"

#include <string.h>

#ifdef _OPENMP
# include <omp.h>
#endif

/* Where a row goes that is a group of its own.  */
#define SINGLE UINT32_MAX
/* Single rows of smaller weights are tallied.  */
#define TALLY 64
/* Tokens, at least, that packed entries hold, if there is room for them.  */
#define PACKED_MIN 4
/* Tasks, at least, per thread where there are several, and the rows times sets
   that a thread is worth starting for.  */
#define TASKS_PER_THREAD 12
#define THREAD_STEPS 262144

/* What all threads share.  */
typedef struct
{
  size_t length, vocab, support;
  void **column; /* the tokens at each position, of one byte or two */
  void *weight;  /* of each row, if they are INDIRECT: numbers of the kind that
                    is summed */
  size_t first;  /* positions that make tasks */
  unsigned workers; /* threads */
  /* From position PACKED on, at least FIRST, the entries hold their tokens and
     weights: TOKEN bits each, in order, above FIELD bits.  */
  size_t packed;
  unsigned token, field;
  int indirect; /* are there numbers of rows in the place of weights? */
  flint_bitcnt_t shift; /* how much weights are scaled by */
  int is_big;           /* do they have two words then? */
  int wide;             /* are the entries of 64 bits, or of 32? */
  void *entry;          /* of each row */
} plan_t;

/* What one thread works with.  */
typedef struct
{
  const plan_t *plan;
  mdm_histogram_struct *histogram; /* or NULL, and */
  mdm_enclosure_t *sum;            /* by number of positions */
  mdm_enclosure_t *single_sum;     /* as SINGLE, for any weight */
  uint32_t *rows;                  /* room for all groups of one branch */
  void *entries;                   /* the same, packed */
  uint32_t *place;  /* by token: rows of it, then where the next one goes */
  void *part;       /* by token: their weight, a number */
  uint16_t *kind;   /* the tokens that are met in a group */
  uint64_t *single; /* by number of positions kept, of those left, and weight:
                       how many single rows */
} worker_t;

/* Counting.  */

/* Where sums of one number of positions are counted.  */
typedef struct
{
  mdm_histogram_struct *histogram;
  uint64_t *table, small; /* of small ones */
  size_t size;
} counter_t;

static inline counter_t
counter_of (const worker_t *w, size_t size)
{
  return (counter_t){ w->histogram, w->histogram->level[size].table,
                      w->histogram->small, size };
}

static inline void
count_sum (const counter_t *counter, uint64_t n)
{
  if (n < counter->small)
    counter->table[n]++;
  else
    mdm_histogram_add_large (counter->histogram, counter->size, n, 1);
}

typedef mdm_enclosure_t *sum_t;

/* The sum of single rows that are kept for SIZE positions and any of LEFT
   more.  */
static inline mdm_enclosure_t *
single_sum (const worker_t *w, size_t size, size_t left)
{
  return w->single_sum + size * (w->plan->length + 1) + left;
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
count_single (worker_t *w, uint64_t n, size_t size, size_t left)
{
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

/* The place of the token at POSITION in an entry.  */
static inline unsigned
token_shift (const plan_t *plan, size_t position)
{
  return plan->field + (unsigned) (position - plan->packed) * plan->token;
}

/* Make w->rows the one group of all rows.  */
static size_t
all_rows (worker_t *w)
{
  size_t support = w->plan->support;

  for (size_t row = 0; row < support; row++)
    w->rows[row] = (uint32_t) row;
  w->rows[support - 1] |= UINT32_C (1) << 31;
  return support;
}

/* Sums are counted, added to sums of n log n, and that where they are wide. */

#define SINK(x) x##_counted
#define NUMBER uint64_t
#define IS_THERE(n) 1
#define COUNTER counter_t
#define COUNTER_OF(w, size) counter_of (w, size)
#define COUNT(counter, n) count_sum (&(counter), n)
#define COUNT_SINGLE(w, n, size, left) count_single (w, n, size, left)
#include "info/refinement-kinds.h"

#define SINK(x) x##_added
#define NUMBER uint64_t
#define IS_THERE(n) 1
#define COUNTER sum_t
#define COUNTER_OF(w, size) ((w)->sum + (size))
#define COUNT(counter, n) mdm_enclosure_add (counter, n)
#define COUNT_SINGLE(w, n, size, left)                                        \
 mdm_enclosure_add (single_sum (w, size, left), n)
#include "info/refinement-kinds.h"

#define SINK(x) x##_wide_added
#define NUMBER mdm_wide_t
#define IS_THERE(n) ((n) != 0) /* it may have been scaled */
#define COUNTER sum_t
#define COUNTER_OF(w, size) ((w)->sum + (size))
#define COUNT(counter, n) mdm_enclosure_add_wide (counter, n)
#define COUNT_SINGLE(w, n, size, left)                                        \
 mdm_enclosure_add_wide (single_sum (w, size, left), n)
#include "info/refinement-kinds.h"

/* Memory.  */

static size_t
token_bytes (const mdm_law_t law)
{
  return law->vocab <= 256 ? sizeof (uint8_t) : sizeof (uint16_t);
}

uint64_t
mdm_refinement_shared_bytes (const mdm_law_t law)
{
  /* A weight and an entry.  */
  return mdm_work_mul (
      law->support,
      mdm_work_add (mdm_work_mul (law->length, token_bytes (law)), 16));
}

/* Copies of all rows that a walk through LENGTH positions takes: what is kept
   for two positions is kept once, as what is needed for nothing else is split
   in its place.  */
static uint64_t
copies (uint64_t length)
{
  return length / 2 + 2;
}

uint64_t
mdm_refinement_bytes (const mdm_law_t law)
{
  uint64_t squared = mdm_work_mul (law->length + 1, law->length + 1);
  uint64_t rows = mdm_work_mul (law->support, 12 * copies (law->length));

  return mdm_work_add (mdm_work_add (rows, mdm_work_mul (law->vocab, 14)),
                       mdm_work_mul (squared, TALLY * 8));
}

/* Threads and tasks, within LIMIT.  */
static void
set_workers (plan_t *plan, const mdm_law_t law, const mdm_limit_t *limit)
{
  uint64_t steps = mdm_work_mul (mdm_work_pow (2, law->length), law->support);
  uint64_t each
      = mdm_work_add (mdm_refinement_bytes (law),
                      mdm_histogram_bytes (law->length + 1, law->total));
  uint64_t most = (limit->max_memory - mdm_refinement_shared_bytes (law))
                  / (each > 0 ? each : 1);
  uint64_t workers = limit->jobs > 0 ? limit->jobs : 1;

  workers = workers > most ? most : workers;
  workers = workers > steps / THREAD_STEPS ? steps / THREAD_STEPS : workers;
  plan->workers = workers > 0 ? (unsigned) workers : 1;
  plan->first = 0;
  while (plan->workers > 1 && plan->first + 1 < plan->length
         && (UINT64_C (1) << plan->first) < plan->workers * TASKS_PER_THREAD)
    plan->first++;
}

/* Set plan->weight, of each row.  */
static void
set_weights (plan_t *plan, const mdm_law_t law)
{
  size_t size = plan->is_big ? sizeof (mdm_wide_t) : sizeof (uint64_t);
  uint64_t *word = flint_malloc (law->support * size);
  mdm_wide_t *wide = plan->weight = word;

  for (size_t row = 0; row < law->support; row++)
    if (plan->is_big)
      wide[row] = mdm_streamed_scaled (law->weight + row, plan->shift);
    else
      word[row] = fmpz_get_ui (law->weight + row);
}

/* The bits of the largest weight.  */
static unsigned
weight_bits (const mdm_law_t law)
{
  flint_bitcnt_t most = 1;

  for (size_t row = 0; row < law->support; row++)
    if (fmpz_bits (law->weight + row) > most)
      most = fmpz_bits (law->weight + row);
  return most > 64 ? 64 : (unsigned) most;
}

/* How rows are packed: in words of 32 bits where these hold some tokens beside
   the weight.  */
static void
set_packing (plan_t *plan, const mdm_law_t law)
{
  unsigned bits = weight_bits (law), row = FLINT_BIT_COUNT (plan->support);
  unsigned tokens;

  plan->token = plan->vocab > 2 ? FLINT_BIT_COUNT (plan->vocab - 1) : 1;
  plan->indirect
      = plan->is_big || (bits + PACKED_MIN * plan->token > 63 && row < bits);
  plan->field = plan->indirect ? row : bits;
  plan->wide = plan->field + PACKED_MIN * plan->token > 31;
  tokens = ((plan->wide ? 63 : 31) - plan->field) / plan->token;
  plan->packed = plan->length > tokens ? plan->length - tokens : 0;
  if (plan->packed < plan->first)
    plan->packed = plan->first;
}

/* Make the entry of each row.  */
static void
set_entries (plan_t *plan, const mdm_law_t law)
{
  uint64_t *wide;
  uint32_t *entry;

  plan->entry = flint_malloc (plan->support
                              * (plan->wide ? sizeof *wide : sizeof *entry));
  wide = plan->entry;
  entry = plan->entry;
  for (size_t row = 0; row < plan->support; row++)
    {
      const uint16_t *x = mdm_law_row (law, row);
      uint64_t word = plan->indirect ? row : fmpz_get_ui (law->weight + row);
      for (size_t i = plan->packed; i < plan->length; i++)
        word |= (uint64_t) x[i] << token_shift (plan, i);
      if (plan->wide)
        wide[row] = word;
      else
        entry[row] = (uint32_t) word;
    }
}

/* Make the columns of the positions that are not packed.  */
static void
set_columns (plan_t *plan, const mdm_law_t law)
{
  plan->column = flint_calloc (plan->length, sizeof *plan->column);
  for (size_t i = 0; i < plan->packed; i++)
    {
      void *column = flint_malloc (plan->support * token_bytes (law));
      for (size_t row = 0; row < plan->support; row++)
        if (law->vocab <= 256)
          ((uint8_t *) column)[row] = (uint8_t) mdm_law_row (law, row)[i];
        else
          ((uint16_t *) column)[row] = mdm_law_row (law, row)[i];
      plan->column[i] = column;
    }
}

/* For counting, or for ENCLOSED sums.  */
static void
set_plan (plan_t *plan, const mdm_law_t law, int enclosed,
          const mdm_limit_t *limit)
{
  plan->length = law->length;
  plan->vocab = (size_t) law->vocab;
  plan->support = law->support;
  plan->is_big = enclosed && fmpz_bits (law->total) > MDM_ENCLOSURE_BITS;
  plan->shift = mdm_streamed_shift (law);
  set_workers (plan, law, limit);
  set_packing (plan, law);
  plan->weight = NULL;
  if (plan->indirect)
    set_weights (plan, law);
  set_entries (plan, law);
  set_columns (plan, law);
}

static void
clear_plan (plan_t *plan)
{
  for (size_t i = 0; i < plan->length; i++)
    flint_free (plan->column[i]);
  flint_free (plan->column);
  flint_free (plan->weight);
  flint_free (plan->entry);
}

/* HISTOGRAM is NULL for sums.  */
static void
worker_init (worker_t *w, const plan_t *plan, mdm_histogram_struct *histogram)
{
  size_t sizes = plan->length + 1, all = sizes * sizes;
  size_t number = plan->is_big ? sizeof (mdm_wide_t) : sizeof (uint64_t);

  w->plan = plan;
  w->histogram = histogram;
  w->sum = histogram == NULL ? flint_calloc (sizes, sizeof *w->sum) : NULL;
  w->single_sum
      = histogram == NULL ? flint_calloc (all, sizeof *w->single_sum) : NULL;
  w->single = histogram != NULL ? flint_calloc (all * TALLY, sizeof *w->single)
                                : NULL;
  w->rows = flint_malloc (plan->support * copies (plan->packed)
                          * sizeof (uint32_t));
  w->entries
      = flint_malloc (plan->support * copies (plan->length - plan->packed)
                      * (plan->wide ? sizeof (uint64_t) : sizeof (uint32_t)));
  w->place = flint_calloc (plan->vocab, sizeof *w->place);
  w->part = flint_calloc (plan->vocab, number);
  w->kind = flint_malloc ((plan->vocab + 1) * sizeof *w->kind);
}

static void
worker_clear (worker_t *w)
{
  flint_free (w->rows);
  flint_free (w->entries);
  flint_free (w->place);
  flint_free (w->part);
  flint_free (w->kind);
  flint_free (w->single);
  flint_free (w->sum);
  flint_free (w->single_sum);
}

/* Run TASK, and tell of it.  */
static void
run_task (worker_t *w, uint64_t task, uint64_t *done, const mdm_limit_t *limit)
{
  if (w->histogram != NULL)
    run_counted (w, task);
  else if (w->plan->is_big)
    run_wide_added (w, task);
  else
    run_added (w, task);
#pragma omp critical
  mdm_progress_tell (limit->progress, "the lattice of all marginals", ++*done,
                     UINT64_C (1) << w->plan->first);
}

/* All tasks, the histogram of each thread being merged into H in the end.  */
void
mdm_refinement_count (mdm_histogram_t h, const mdm_law_t law,
                      const mdm_limit_t *limit)
{
  uint64_t done = 0;
  plan_t plan;

  set_plan (&plan, law, 0, limit);
#pragma omp parallel num_threads(plan.workers)
  {
    mdm_histogram_t own;
    worker_t w;

    mdm_histogram_init (own, h->sizes, fmpz_get_ui (law->total),
                        h->max_bytes / plan.workers);
    worker_init (&w, &plan, own);
#pragma omp for schedule(dynamic)
    for (uint64_t task = 0; task < UINT64_C (1) << plan.first; task++)
      run_task (&w, task, &done, limit);
    count_tallies (&w);
#pragma omp critical
    mdm_histogram_merge (h, own);
    mdm_histogram_clear (own);
    worker_clear (&w);
  }
  clear_plan (&plan);
}

/* Add what W has summed to SUM.  */
static void
add_sums (mdm_enclosure_t *sum, const worker_t *w)
{
  size_t length = w->plan->length;

  for (size_t size = 0; size <= length; size++)
    {
      mdm_enclosure_merge (sum + size, w->sum + size);
      for (size_t left = 0; size + left <= length; left++)
        for (size_t j = 0; j <= left; j++)
          mdm_enclosure_addmul (sum + size + j, single_sum (w, size, left),
                                mdm_work_binomial (left, j));
    }
}

void
mdm_refinement_add (mdm_enclosure_t *sum, const mdm_law_t law,
                    const mdm_limit_t *limit)
{
  uint64_t done = 0;
  plan_t plan;

  mdm_enclosure_prepare ();
  set_plan (&plan, law, 1, limit);
#pragma omp parallel num_threads(plan.workers)
  {
    worker_t w;

    worker_init (&w, &plan, NULL);
#pragma omp for schedule(dynamic)
    for (uint64_t task = 0; task < UINT64_C (1) << plan.first; task++)
      run_task (&w, task, &done, limit);
#pragma omp critical
    add_sums (sum, &w);
    worker_clear (&w);
  }
  clear_plan (&plan);
}
