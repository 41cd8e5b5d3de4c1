/* dense-fan-walk.h - the recursion over the rows of a fan, for dense.c.

   Increments take the time, not additions: AVX2, for the whole, makes 4 to 11
   percent more cells a second than what every processor of this kind has, and
   is chosen when the program runs.  AVX-512, in vectors of 512 bits where rows
   are added, made no more than 2 percent on top of it, but 9 at V = 3, L = 11,
   which is not worth a third copy.  (On an EPYC of family 26, the best of
   eight rounds, other work beside.)  dense.c alone includes this, after
   dense-square.h.  */

/* The cells of one vector of V^2 rows, V a constant, from lane I on, of which
   N are in use; SIZE is as in count_fan.  */
static inline __attribute__ ((always_inline)) void
count_vector (const worker_t *worker, size_t size, const uint16_t *x, size_t i,
              size_t v, size_t n)
{
  const fan_t *fan = worker->fan;
  mdm_level_t *level = worker->histogram->level + size - fan->less[i];

  if (i >= fan->vectors)
    count_mixed_square (worker->mixed + size, x, fan->lanes, v, n);
  else if (level->group != NULL)
    count_grouped_square (level, x, fan->lanes, v);
  else if (v == 3)
    count_square_3 (level, x, fan->lanes);
  else
    count_square_4 (level, x, fan->lanes);
}

/* X has V^2 rows of the fan, of SIZE positions where all are kept, and LARGE
   ones have sums beyond 16 bits.  */
static inline __attribute__ ((always_inline)) void
count_fan (const worker_t *worker, size_t size, const uint16_t *x, int large)
{
  const fan_t *fan = worker->fan;

  for (size_t i = 0; i < fan->lanes; i += LANES)
    if (large && may_overflow (x + i, fan))
      for (size_t j = i; j < i + LANES && j < fan->in_use; j++)
        count_square_wide (worker, size - fan->less[j], x + j, fan->lanes,
                           fan->vocab);
    else if (fan->vocab == 3)
      count_vector (worker, size, x + i, i, 3, 8);
    else
      count_vector (worker, size, x + i, i, 4, 5);
}

/* Set TO[0..N) to the sum of the V parts, N long each, of FROM; N is a
   multiple of LANES.  */
static inline __attribute__ ((always_inline)) void
sum_fan (uint16_t *restrict to, const uint16_t *restrict from, size_t n,
         size_t v)
{
  const uint16_t *restrict second = from + n, *restrict third = from + 2 * n;
  const uint16_t *restrict last = from + (v - 1) * n;

  if (v == 3)
#pragma omp simd
    for (size_t i = 0; i < n; i++)
      to[i] = (uint16_t) (from[i] + second[i] + last[i]);
  else
#pragma omp simd
    for (size_t i = 0; i < n; i++)
      to[i] = (uint16_t) (from[i] + second[i] + third[i] + last[i]);
}

/* What walks and counts spend their time in, for the processor.  */
struct kernel
{
  void (*count) (const worker_t *worker, size_t size, const uint16_t *x,
                 int large);
  void (*sum) (uint16_t *restrict to, const uint16_t *restrict from, size_t n,
               size_t v);
};

static void
count_fan_plain (const worker_t *worker, size_t size, const uint16_t *x,
                 int large)
{
  count_fan (worker, size, x, large);
}

static void
sum_fan_plain (uint16_t *restrict to, const uint16_t *restrict from, size_t n,
               size_t v)
{
  sum_fan (to, from, n, v);
}

#ifdef __x86_64__
static __attribute__ ((target ("avx2"))) void
count_fan_avx2 (const worker_t *worker, size_t size, const uint16_t *x,
                int large)
{
  count_fan (worker, size, x, large);
}

static __attribute__ ((target ("avx2"))) void
sum_fan_avx2 (uint16_t *restrict to, const uint16_t *restrict from, size_t n,
              size_t v)
{
  sum_fan (to, from, n, v);
}
#endif

static const kernel_t plain_kernel = { count_fan_plain, sum_fan_plain };

static const kernel_t *
best_kernel (void)
{
#ifdef __x86_64__
  static const kernel_t avx2 = { count_fan_avx2, sum_fan_avx2 };

  if (__builtin_cpu_supports ("avx2"))
    return &avx2;
#endif
  return &plain_kernel;
}

/* The recursion.  X is a table of ROWS = V^LEFT rows of SIZE positions where
   all are kept; SPACE is as long as the tables of this recursion.  */

static void
walk_fan_wide (const worker_t *worker, const uint32_t *x, size_t rows,
               unsigned left, size_t size, uint32_t *space)
{
  const fan_t *fan = worker->fan;
  size_t v = fan->vocab, part = rows / v * fan->lanes;

  if (left == 0)
    {
      for (size_t i = 0; i < fan->in_use; i++)
        tally_32 (worker, x + i, 1, size - fan->less[i]);
      return;
    }
  sum_32 (worker, space, x, part);
  for (size_t t = 0; t < v; t++)
    walk_fan_wide (worker, x + t * part, rows / v, left - 1, size,
                   space + part);
  walk_fan_wide (worker, space, rows / v, left - 1, size - 1, space + part);
}

/* No lane of X is over BOUND.  */
static void
walk_fan (const worker_t *worker, const uint16_t *x, size_t rows,
          unsigned left, size_t size, size_t bound, uint16_t *space)
{
  const fan_t *fan = worker->fan;
  size_t v = fan->vocab, part = rows / v * fan->lanes;

  if (left == 2)
    {
      worker->kernel->count (worker, size, x, bound * v * v > UINT16_MAX);
      return;
    }
  if (bound * v > UINT16_MAX)
    {
      uint32_t *wide = worker->space_32;
#pragma omp simd
      for (size_t i = 0; i < rows * fan->lanes; i++)
        wide[i] = x[i];
      walk_fan_wide (worker, wide, rows, left, size, wide + rows * fan->lanes);
      return;
    }
  worker->kernel->sum (space, x, part, v);
  for (size_t t = 0; t < v; t++)
    walk_fan (worker, x + t * part, rows / v, left - 1, size, bound,
              space + part);
  walk_fan (worker, space, rows / v, left - 1, size - 1, bound * v,
            space + part);
}

/* The weights of the task PATTERN: a part of the whole table, or a sum of
   parts in SPACE.  */
static const uint16_t *
fan_weights (const worker_t *worker, const uint32_t *pattern, size_t summed,
             uint16_t *space)
{
  size_t n = worker->task_flat, at = 0;

  if (summed > 0)
    {
      memset (space, 0, n * sizeof *space);
      gather_16 (worker, space, n, pattern, 0, 0);
      return space;
    }
  for (unsigned i = 0; i < worker->first; i++)
    at = at * worker->vocab + pattern[i];
  return (const uint16_t *) worker->weight + at * n;
}

/* Count the marginal weights of the task PATTERN.  Its weights are where
   tables of the walk come later.  */
static void
task_fan (const worker_t *worker, const uint32_t *pattern)
{
  size_t v = worker->vocab, summed = 0, bound;
  uint16_t *table = worker->space_16, *space = table + worker->task_weights;

  for (unsigned i = 0; i < worker->first; i++)
    summed += pattern[i] == v;
  set_rows (table, worker->fan, fan_weights (worker, pattern, summed, space),
            worker->rows);
  bound = worker->most * mdm_work_pow (v, FAN + summed);
  /* Where this bound is so large, looking for a lower one may save more.  */
  if (bound * worker->rows / (v * v) > UINT16_MAX)
    bound = bound_16 (table, worker->task_weights);
  walk_fan (worker, table, worker->rows, worker->between,
            worker->length - summed, bound, space);
}
