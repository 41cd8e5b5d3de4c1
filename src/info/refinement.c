#include <config.h>

#include "info/refinement.h"

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
  void **column;    /* the tokens at each position, of one byte or two */
  uint64_t *weight; /* of each row, if they are INDIRECT */
  size_t first;     /* positions that make tasks */
  unsigned workers; /* threads */
  /* From position PACKED on, at least FIRST, the entries hold their tokens and
     weights: TOKEN bits each, in order, above FIELD bits.  */
  size_t packed;
  unsigned token, field;
  int indirect; /* are there numbers of rows in the place of weights? */
  int wide;     /* are the entries of 64 bits, or of 32? */
  void *entry;  /* of each row */
} plan_t;

/* What one thread works with.  */
typedef struct
{
  const plan_t *plan;
  mdm_histogram_struct *histogram;
  uint32_t *rows;   /* room for all groups of one branch */
  void *entries;    /* the same, packed */
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

/* Entries that are packed.  */

/* The place of the token at POSITION.  */
static inline unsigned
token_shift (const plan_t *plan, size_t position)
{
  return plan->field + (unsigned) (position - plan->packed) * plan->token;
}

#define TOKEN_AT(w, position)                                                 \
 const unsigned shift = token_shift ((w)->plan, position);                    \
 const uint64_t mask = (UINT64_C (1) << (w)->plan->token) - 1
#define TOKEN_OF(entry) ((size_t) ((entry) >> shift & mask))
#define CHANGE(w, rows, count, i, size) 0

static inline uint64_t
packed_weight (const plan_t *plan, uint64_t entry)
{
  uint64_t n = entry & ((UINT64_C (1) << plan->field) - 1);

  return plan->indirect ? plan->weight[n] : n;
}
#define WEIGHT_OF(w, entry) packed_weight ((w)->plan, entry)

#define ENTRY uint32_t
#define LAST (UINT32_C (1) << 31)
#define NAME(x) x##_packed
#include "info/refinement-walk.h"

#define TOKEN_AT(w, position)                                                 \
 const unsigned shift = token_shift ((w)->plan, position);                    \
 const uint64_t mask = (UINT64_C (1) << (w)->plan->token) - 1
#define TOKEN_OF(entry) ((size_t) ((entry) >> shift & mask))
#define CHANGE(w, rows, count, i, size) 0
#define WEIGHT_OF(w, entry) packed_weight ((w)->plan, entry)
#define ENTRY uint64_t
#define LAST (UINT64_C (1) << 63)
#define NAME(x) x##_wide
#include "info/refinement-walk.h"

/* Numbers of rows.  */

#define LAST (UINT32_C (1) << 31)

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

/* Go on with packed entries if I is the position for it.  */
static int
change (worker_t *w, const uint32_t *rows, size_t count, size_t i, size_t size)
{
  const plan_t *plan = w->plan;
  uint32_t *to = w->entries;
  uint64_t *wide = w->entries;

  if (i != plan->packed)
    return 0;
  if (plan->wide)
    {
      const uint64_t *entry = plan->entry;
      for (size_t j = 0; j < count; j++)
        wide[j] = entry[rows[j] & ~LAST] | (uint64_t) (rows[j] & LAST) << 32;
      walk_wide (w, wide, count, i, size, 1);
    }
  else
    {
      const uint32_t *entry = plan->entry;
      for (size_t j = 0; j < count; j++)
        to[j] = entry[rows[j] & ~LAST] | (rows[j] & LAST);
      walk_packed (w, to, count, i, size, 1);
    }
  return 1;
}

static inline uint64_t
row_weight (const plan_t *plan, uint32_t row)
{
  row &= ~LAST;
  return plan->indirect ? plan->weight[row]
         : plan->wide   ? packed_weight (plan, ((uint64_t *) plan->entry)[row])
                      : packed_weight (plan, ((uint32_t *) plan->entry)[row]);
}

#undef LAST
#define ENTRY uint32_t
#define LAST (UINT32_C (1) << 31)
#define NAME(x) x##_8
#define TOKEN_AT(w, position)                                                 \
 const uint8_t *column = (w)->plan->column[position]
#define TOKEN_OF(row) ((size_t) column[(row) & ~LAST])
#define WEIGHT_OF(w, row) row_weight ((w)->plan, row)
#define CHANGE(w, rows, count, i, size) change (w, rows, count, i, size)
#include "info/refinement-walk.h"

#define ENTRY uint32_t
#define LAST (UINT32_C (1) << 31)
#define NAME(x) x##_16
#define TOKEN_AT(w, position)                                                 \
 const uint16_t *column = (w)->plan->column[position]
#define TOKEN_OF(row) ((size_t) column[(row) & ~LAST])
#define WEIGHT_OF(w, row) row_weight ((w)->plan, row)
#define CHANGE(w, rows, count, i, size) change (w, rows, count, i, size)
#include "info/refinement-walk.h"

/* The branch of the sets in which the first positions are kept as the bits of
   TASK say.  */
static void
run (worker_t *w, uint64_t task)
{
  int bytes = w->plan->vocab <= 256;
  size_t first = w->plan->first, left = w->plan->length - first;
  size_t size = (size_t) __builtin_popcountll (task), count = all_rows (w);

  for (size_t i = 0; i < first; i++)
    if (task >> i & 1)
      {
        uint32_t *to = w->rows + count;
        count = (bytes ? split_8 : split_16) (w, to, w->rows, count, i, size,
                                              left);
        memmove (w->rows, to, count * sizeof *to);
      }
  (bytes ? walk_8 : walk_16) (w, w->rows, count, first, size, 1);
}

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

/* How rows are packed: in words of 32 bits where these hold some tokens beside
   the weight.  */
static void
set_packing (plan_t *plan)
{
  uint64_t any = 0;
  unsigned bits, row = FLINT_BIT_COUNT (plan->support), tokens;

  for (size_t r = 0; r < plan->support; r++)
    any |= plan->weight[r];
  bits = FLINT_BIT_COUNT (any);
  plan->token = plan->vocab > 2 ? FLINT_BIT_COUNT (plan->vocab - 1) : 1;
  plan->field = bits;
  plan->wide = bits + PACKED_MIN * plan->token > 31;
  plan->indirect = bits + PACKED_MIN * plan->token > 63 && row < bits;
  if (plan->indirect)
    plan->field = row;
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
      uint64_t word = plan->indirect ? row : plan->weight[row];
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

static void
set_plan (plan_t *plan, const mdm_law_t law, const mdm_limit_t *limit)
{
  plan->length = law->length;
  plan->vocab = (size_t) law->vocab;
  plan->support = law->support;
  set_workers (plan, law, limit);
  plan->weight = flint_malloc (law->support * sizeof *plan->weight);
  for (size_t row = 0; row < law->support; row++)
    plan->weight[row] = fmpz_get_ui (law->weight + row);
  set_packing (plan);
  set_entries (plan, law);
  set_columns (plan, law);
  if (plan->indirect)
    return;
  flint_free (plan->weight);
  plan->weight = NULL;
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

static void
worker_init (worker_t *w, const plan_t *plan, mdm_histogram_struct *histogram)
{
  size_t sizes = plan->length + 1;

  w->plan = plan;
  w->histogram = histogram;
  w->rows = flint_malloc (plan->support * copies (plan->packed)
                          * sizeof (uint32_t));
  w->entries
      = flint_malloc (plan->support * copies (plan->length - plan->packed)
                      * (plan->wide ? sizeof (uint64_t) : sizeof (uint32_t)));
  w->place = flint_calloc (plan->vocab, sizeof *w->place);
  w->part = flint_calloc (plan->vocab, sizeof *w->part);
  w->kind = flint_malloc ((plan->vocab + 1) * sizeof *w->kind);
  w->single = flint_calloc (sizes * sizes * TALLY, sizeof *w->single);
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
        run (&w, task);
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
