/* dense-walk.h - the recursion of dense.c, for one size of words.

   dense.c includes this file once for each size, from the smallest up, with
   these macros: CELL, the type, CELL_BITS and CELL_MAX; WALK(NAME), the name
   NAME for this size; except for the smallest, NARROW_CELL, NARROW_WALK and
   NARROW_MAX, the same of the next smaller size; and, except for the largest,
   WIDE_CELL and WIDE_WALK of the next larger one.  There is no include
   guard.  */

/* Count X[0..N) under SIZE.  */
static void
WALK (tally) (const worker_t *worker, const CELL *x, size_t n, size_t size)
{
  mdm_histogram_struct *h = worker->histogram;

#if CELL_BITS == 16
  count_values (h->level + size, x, n);
#else
  for (size_t i = 0; i < n; i++)
    if (x[i] < h->small)
      h->level[size].table[x[i]]++;
    else
      mdm_histogram_add_large (h, size, x[i], 1);
#endif
}

/* Set TO[0..N) to the sum of the V parts, N long each, of FROM.  */
static void
WALK (sum) (const worker_t *worker, CELL *restrict to,
            const CELL *restrict from, size_t n)
{
  size_t v = worker->vocab;
  const CELL *restrict other = from + n;

  if (v == 1)
    {
      memcpy (to, from, n * sizeof *to);
      return;
    }
#if CELL_BITS == 16
  if (v == 2 && n % LANES == 0)
    {
      add_lanes (to, from, n);
      return;
    }
#endif
#pragma omp simd
  for (size_t i = 0; i < n; i++)
    to[i] = (CELL) (from[i] + other[i]);
  for (size_t t = 2; t < v; t++)
    {
      other += n;
#pragma omp simd
      for (size_t i = 0; i < n; i++)
        to[i] = (CELL) (to[i] + other[i]);
    }
}

/* The same for each of BLOCKS parts of TO and blocks of FROM, N being small.
   Where V and N are constants the compiler makes the most of it.  */
static inline void
WALK (sum_small) (CELL *restrict to, const CELL *restrict from, size_t blocks,
                  size_t n, size_t v)
{
  for (size_t b = 0; b < blocks; b++)
    for (size_t i = 0; i < n; i++)
      {
        CELL sum = from[b * v * n + i];
        for (size_t t = 1; t < v; t++)
          sum = (CELL) (sum + from[(b * v + t) * n + i]);
        to[b * n + i] = sum;
      }
}

/* The same for any N, a power of V.  */
static void
WALK (sum_blocks) (const worker_t *worker, CELL *restrict to,
                   const CELL *restrict from, size_t blocks, size_t n)
{
  size_t v = worker->vocab;

  if (v == 2 && n == 1)
    {
#pragma omp simd
      for (size_t b = 0; b < blocks; b++)
        to[b] = (CELL) (from[2 * b] + from[2 * b + 1]);
    }
  else if (n >= 8)
    for (size_t b = 0; b < blocks; b++)
      WALK (sum) (worker, to + b * n, from + b * v * n, n);
  else if (v == 2 && n == 2)
    WALK (sum_small) (to, from, blocks, 2, 2);
  else if (v == 2)
    WALK (sum_small) (to, from, blocks, 4, 2);
  else if (v == 3 && n == 1)
    WALK (sum_small) (to, from, blocks, 1, 3);
  else if (v == 3)
    WALK (sum_small) (to, from, blocks, 3, 3);
  else if (v == 4 && n == 1)
    WALK (sum_small) (to, from, blocks, 1, 4);
  else if (v == 4)
    WALK (sum_small) (to, from, blocks, 4, 4);
  else
    WALK (sum_small) (to, from, blocks, n, v);
}

/* A number that no X[0..N) is over, less than twice the largest.  */
static CELL
WALK (bound) (const CELL *x, size_t n)
{
  CELL any = 0;

#pragma omp simd reduction(| : any)
  for (size_t i = 0; i < n; i++)
    any |= x[i];
  return any;
}

#ifdef NARROW_CELL

/* If nothing that X, ROWS rows of LANES, can add up to is over NARROW_MAX,
   go on with smaller words, and answer 1.  */
static int
WALK (go_on_narrow) (const worker_t *worker, const CELL *x, size_t rows,
                     unsigned left, size_t lanes, size_t size)
{
  NARROW_CELL *to = worker->NARROW_WALK (space) + worker->task_space;
  size_t n = rows * lanes;

  if (WALK (bound) (x, n) > NARROW_MAX / rows)
    return 0;
# pragma omp simd
  for (size_t i = 0; i < n; i++)
    to[i] = (NARROW_CELL) x[i];
  NARROW_WALK (rows) (worker, to, rows, left, lanes, size, to + n);
  return 1;
}

#endif

/* X is a table of ROWS = V^LEFT rows of LANES: one row per value of the LEFT
   positions that are not decided yet, and SIZE positions are kept where all
   those are.  SPACE is as long as the tables of this recursion.  */
static void
WALK (rows) (const worker_t *worker, const CELL *x, size_t rows, unsigned left,
             size_t lanes, size_t size, CELL *space)
{
  size_t v = worker->vocab, part = rows / v * lanes;

  if (left == 0)
    {
      WALK (tally) (worker, x, lanes, size);
      return;
    }
#ifdef NARROW_CELL
  /* Looking costs as much as adding, which is little where tables are long,
     and there is where it saves most.  */
  if (rows >= 16 && WALK (go_on_narrow) (worker, x, rows, left, lanes, size))
    return;
#else
  if (worker->pairs && v == 2 && left <= 2)
    {
      count_pairs (worker, x, left, lanes, size);
      return;
    }
#endif
  WALK (sum) (worker, space, x, part);
  if (left == 1)
    {
      WALK (tally) (worker, x, rows * lanes, size);
      WALK (tally) (worker, space, lanes, size - 1);
      return;
    }
  for (size_t t = 0; t < v; t++)
    WALK (rows)
  (worker, x + t * part, rows / v, left - 1, lanes, size, space + part);
  WALK (rows)
  (worker, space, rows / v, left - 1, lanes, size - 1, space + part);
}

static void WALK (lanes) (const worker_t *worker, const CELL *x, size_t rows,
                          unsigned between, size_t kept, size_t block,
                          unsigned left, size_t size, CELL *space);

/* The last positions are all decided: X is a table of ROWS = V^BETWEEN rows of
   LANES, of which every lane, but perhaps not the sum of all rows, fits.  */
static void
WALK (enter) (const worker_t *worker, const CELL *x, size_t rows,
              unsigned between, size_t lanes, size_t size, CELL *space)
{
#ifdef WIDE_CELL
  size_t n = rows * lanes;
  WIDE_CELL *to;

  if (worker->bits > CELL_BITS && WALK (bound) (x, n) > CELL_MAX / rows)
    {
      to = worker->WIDE_WALK (space) + worker->task_space;
# pragma omp simd
      for (size_t i = 0; i < n; i++)
        to[i] = x[i];
      WIDE_WALK (rows) (worker, to, rows, between, lanes, size, to + n);
      return;
    }
#endif
  if (worker->vocab == 2 && lanes < LANES && between > FEW_LANES)
    /* Let the last positions in between be the last of all.  */
    WALK (lanes)
  (worker, x, rows >> FEW_LANES, between - FEW_LANES, 1, lanes << FEW_LANES,
   FEW_LANES, size, space);
  else WALK (rows) (worker, x, rows, between, lanes, size, space);
}

/* X is a table of ROWS = V^BETWEEN rows, each with KEPT blocks, one per value
   of the last positions that are kept, of BLOCK weights; LEFT of the last
   positions are not decided yet, and are the first that tell the weights of
   a block apart.  */
static void
WALK (lanes) (const worker_t *worker, const CELL *x, size_t rows,
              unsigned between, size_t kept, size_t block, unsigned left,
              size_t size, CELL *space)
{
  size_t v = worker->vocab, part = block / v;

  if (left == 0)
    {
      WALK (enter) (worker, x, rows, between, kept * block, size, space);
      return;
    }
  WALK (lanes)
  (worker, x, rows, between, kept * v, part, left - 1, size, space);
  WALK (sum_blocks) (worker, space, x, rows * kept, part);
  WALK (lanes)
  (worker, space, rows, between, kept, part, left - 1, size - 1,
   space + rows * kept * part);
}

/* Add to the table TO of a task, BLOCK weights, those of the whole table that
   have PATTERN at the first positions: tokens, or V where a position is
   summed out.  Positions before I have led to AT.  */
static void
WALK (gather) (const worker_t *worker, CELL *restrict to, size_t block,
               const uint32_t *pattern, unsigned i, size_t at)
{
  size_t v = worker->vocab;
  const CELL *restrict from = (const CELL *) worker->weight + at * block;

  if (i == worker->first)
    {
#pragma omp simd
      for (size_t k = 0; k < block; k++)
        to[k] = (CELL) (to[k] + from[k]);
      return;
    }
  for (size_t t = 0; t < v; t++)
    if (pattern[i] == v || pattern[i] == t)
      WALK (gather) (worker, to, block, pattern, i + 1, at * v + t);
}

#ifdef NARROW_CELL

/* If no row of the table X of a task adds up to more than NARROW_MAX, decide
   the last positions in smaller words, and answer 1.  */
static int
WALK (begin_narrow) (const worker_t *worker, const CELL *x, size_t size)
{
  NARROW_CELL *to = worker->NARROW_WALK (space);
  size_t n = worker->task_weights, lanes = n / worker->rows;

  for (size_t r = 0; r < worker->rows; r++)
    {
      CELL sum = 0;
# pragma omp simd reduction(+ : sum)
      for (size_t i = 0; i < lanes; i++)
        sum = (CELL) (sum + x[r * lanes + i]);
      if (sum > NARROW_MAX)
        return 0;
    }
# pragma omp simd
  for (size_t i = 0; i < n; i++)
    to[i] = (NARROW_CELL) x[i];
  NARROW_WALK (lanes)
  (worker, to, worker->rows, worker->between, 1, lanes, worker->last, size,
   to + n);
  return 1;
}

#endif

/* Count the marginal weights of the task PATTERN.  */
static void
WALK (task) (const worker_t *worker, const uint32_t *pattern)
{
  size_t size = worker->length, n = worker->task_weights;
  CELL *table = worker->WALK (space);

  for (unsigned i = 0; i < worker->first; i++)
    size -= pattern[i] == worker->vocab;
  memset (table, 0, n * sizeof *table);
  WALK (gather) (worker, table, n, pattern, 0, 0);
#ifdef NARROW_CELL
  if (WALK (begin_narrow) (worker, table, size))
    return;
#endif
  WALK (lanes)
  (worker, table, worker->rows, worker->between, 1, n / worker->rows,
   worker->last, size, table + n);
}

#undef CELL
#undef CELL_BITS
#undef CELL_MAX
#undef WALK
#undef NARROW_CELL
#undef NARROW_WALK
#undef NARROW_MAX
#undef WIDE_CELL
#undef WIDE_WALK
