/* dense-walk.h - the recursion of dense.c, for one size of words.

   dense.c includes this file once for each size, from the smallest up, with
   these macros: CELL, the type; WALK(NAME), the name NAME for this size; and,
   except for the smallest, NARROW_CELL, NARROW_WALK and NARROW_MAX, the next
   smaller size and its largest number.  There is no include guard.  */

/* Count X[0..N) under SIZE.  */
static void
WALK (tally) (const worker_t *worker, const CELL *x, size_t n, size_t size)
{
  mdm_histogram_struct *h = worker->histogram;
  uint64_t *table = h->level[size].table;

  for (size_t i = 0; i < n; i++)
    if (sizeof (CELL) == 2 || x[i] < h->small)
      table[x[i]]++;
    else
      mdm_histogram_add_large (h, size, x[i], 1);
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

#ifdef NARROW_CELL

/* The largest of X[0..N).  */
static CELL
WALK (largest) (const CELL *x, size_t n)
{
  CELL most = 0;

#pragma omp simd reduction(max : most)
  for (size_t i = 0; i < n; i++)
    most = x[i] > most ? x[i] : most;
  return most;
}

/* If nothing that X, ROWS rows of LANES, can add up to is over NARROW_MAX,
   go on with smaller words, and answer 1.  */
static int
WALK (go_on_narrow) (const worker_t *worker, const CELL *x, size_t rows,
                     unsigned left, size_t lanes, size_t size)
{
  NARROW_CELL *to = worker->NARROW_WALK (space);
  size_t n = rows * lanes;

  if (WALK (largest) (x, n) > NARROW_MAX / rows)
    return 0;
#pragma omp simd
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
  if (rows >= 16
      && WALK (go_on_narrow) (worker, x, rows, left, lanes, size))
    return;
#else
  if (worker->pairs && left <= 2)
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
    WALK (rows) (worker, x + t * part, rows / v, left - 1, lanes, size,
                 space + part);
  WALK (rows) (worker, space, rows / v, left - 1, lanes, size - 1,
               space + part);
}

/* X is a table of ROWS = V^(positions in between) rows, each with one block
   of BLOCK = V^LEFT weights per value of the last positions that are kept,
   KEPT blocks; LEFT of the last positions are not decided yet.  */
static void
WALK (lanes) (const worker_t *worker, const CELL *x, size_t rows, size_t kept,
              size_t block, unsigned left, size_t size, CELL *space)
{
  size_t v = worker->vocab, part = block / v;

  if (left == 0)
    {
      WALK (rows) (worker, x, rows, worker->between, kept, size, space);
      return;
    }
  WALK (lanes) (worker, x, rows, kept * v, part, left - 1, size, space);
  for (size_t b = 0; b < rows * kept; b++)
    if (part >= 8)
      WALK (sum) (worker, space + b * part, x + b * block, part);
    else
      for (size_t i = 0; i < part; i++)
        {
          CELL sum = x[b * block + i];
          for (size_t t = 1; t < v; t++)
            sum = (CELL) (sum + x[b * block + t * part + i]);
          space[b * part + i] = sum;
        }
  WALK (lanes) (worker, space, rows, kept, part, left - 1, size - 1,
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
  WALK (lanes) (worker, table, worker->rows, 1, n / worker->rows,
                worker->last, size, table + n);
}

#undef CELL
#undef WALK
#undef NARROW_CELL
#undef NARROW_WALK
#undef NARROW_MAX
