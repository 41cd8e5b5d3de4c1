/* dense-fan.h - rows of all marginals of the last positions, for dense.c.

   With V = 3 and 4 a table that the last positions are kept of has few lanes,
   and there are many such tables.  So the last FAN positions are decided first
   of all, once for the whole law and for all rows together: a row of V^FAN
   weights becomes one of (V+1)^FAN lanes, and rows are added whole.  Lanes
   that keep as many positions lie side by side as vectors of LANES; the few
   that are left of each number follow.  All that a task begins with has 16
   bits: laws of larger weights have no fan.  The last two rows of positions
   are unrolled, each vector of V^2 rows giving its (V+1)^2 cells in registers.
   dense.c alone includes this, after its walks.  */

#define FAN 3
#define FAN_VOCAB_MAX 4
#define FAN_LANES_MAX 128

/* Where the lanes are.  */
struct fan
{
  size_t vocab;
  size_t lanes;   /* (V+1)^FAN, and zeros up to a multiple of LANES */
  size_t vectors; /* the lanes in vectors of one number of positions */
  size_t in_use;  /* all but the zeros */
  uint8_t less[FAN_LANES_MAX]; /* the positions that a lane does not keep */
};

/* The lanes of a row.  */
static size_t
fan_lanes (size_t v)
{
  return ((v + 1) * (v + 1) * (v + 1) + LANES - 1) / LANES * LANES;
}

static void
fan_init (fan_t *fan, size_t v)
{
  const size_t lanes[FAN + 1] = { v * v * v, 3 * v * v, 3 * v, 1 };

  *fan = (fan_t){ .vocab = v, .lanes = fan_lanes (v) };
  for (uint8_t out = 0; out <= FAN; out++)
    for (size_t i = 0; i < lanes[out] / LANES * LANES; i++)
      fan->less[fan->vectors++] = out;
  fan->in_use = fan->vectors;
  for (uint8_t out = 0; out <= FAN; out++)
    for (size_t i = 0; i < lanes[out] % LANES; i++)
      fan->less[fan->in_use++] = out;
}

/* The sum of the 16-bit parts of X, which is below 2^16.  */
static inline uint16_t
sum_parts (uint64_t x)
{
  return (uint16_t) (x * UINT64_C (0x0001000100010001) >> 48);
}

/* Write the V parts of each of COUNT words X, and go on at what is returned.
   What is beyond the last V-th is overwritten later.  */
static inline uint16_t *
put_words (uint16_t *to, const uint64_t *x, size_t count, size_t v)
{
  for (size_t i = 0; i < count; i++, to += v)
    memcpy (to, x + i, sizeof *x);
  return to;
}

static inline uint16_t *
put_sums (uint16_t *to, const uint64_t *x, size_t count)
{
  for (size_t i = 0; i < count; i++)
    *to++ = sum_parts (x[i]);
  return to;
}

/* Write the marginals of the V^FAN weights X, those of more positions first.
   V weights in 16 bits each are a word; no sum is over 16 bits, so that words
   are added whole.  What follows X, and TO, may be read, and written.  */
static inline void
put_marginals (uint16_t *to, const uint16_t *x, size_t v)
{
  static const uint16_t keep[4] = { UINT16_MAX, UINT16_MAX, UINT16_MAX, 0 };
  uint64_t word[16], first[4] = { 0 }, second[4] = { 0 }, both = 0, mask;

  memcpy (&mask, keep, sizeof mask);
  for (size_t a = 0; a < v; a++)
    for (size_t b = 0; b < v; b++)
      {
        uint64_t w;
        memcpy (&w, x + (a * v + b) * v, sizeof w);
        if (v == 3)
          w &= mask;
        word[a * v + b] = w;
        first[b] += w;
        second[a] += w;
        both += w;
      }
  to = put_words (to, word, v * v, v);
  to = put_words (to, first, v, v);
  to = put_words (to, second, v, v);
  to = put_sums (to, word, v * v);
  to = put_words (to, &both, 1, v);
  to = put_sums (to, first, v);
  to = put_sums (to, second, v);
  put_sums (to, &both, 1);
}

/* Set TO, of fan_lanes (3), to the row of the 27 weights X.  */
static void
set_row_3 (uint16_t *to, const uint16_t *x)
{
  uint16_t all[64 + 1];

  put_marginals (all, x, 3);
  memcpy (to, all, 24 * sizeof *to);
  memcpy (to + 24, all + 27, 24 * sizeof *to);
  memcpy (to + 48, all + 54, 8 * sizeof *to);
  memcpy (to + 56, all + 24, 3 * sizeof *to);
  memcpy (to + 59, all + 51, 3 * sizeof *to);
  memcpy (to + 62, all + 62, 2 * sizeof *to);
}

/* The same of 64 weights.  */
static void
set_row_4 (uint16_t *to, const uint16_t *x)
{
  put_marginals (to, x, 4);
  memset (to + 125, 0, 3 * sizeof *to);
}

/* Set PAGES to the rows of FAN of LAW, whose weights are below 2^16.  */
static void
make_fan (mdm_pages_t *pages, const fan_t *fan, const mdm_law_t law)
{
  size_t v = fan->vocab, cube = v * v * v;
  size_t rows = (size_t) mdm_work_pow (v, law->length - FAN);
  mdm_pages_t flat;
  uint16_t *to;

  mdm_pages_take (pages, rows * fan->lanes * sizeof *to);
  make_table (&flat, 16, law);
  to = pages->block;
  for (size_t r = 0; r < rows; r++, to += fan->lanes)
    if (v == 3)
      set_row_3 (to, (const uint16_t *) flat.block + r * cube);
    else
      set_row_4 (to, (const uint16_t *) flat.block + r * cube);
  mdm_pages_free (&flat);
}

/* The cells of a vector in the V^2 rows from X on, LANES apart by LANES;
   LEVEL is that of the rows.  V is a constant, for the compiler to unroll all
   and have it in registers.  */

/* Count X[0..V), as pairs where that can be.  */
static inline __attribute__ ((always_inline)) void
count_side (mdm_level_t *level, const lanes_t *x, size_t v)
{
  if (v == 4)
    count_four (level, x[0], x[1], x[2], x[3]);
  else
    {
      count_vectors (level, x[0], x[1]);
      count_lanes (level->table, x[2]);
    }
}

/* Where LEVEL has groups.  */
static inline __attribute__ ((always_inline)) void
count_grouped_square (mdm_level_t *level, const uint16_t *x, size_t lanes,
                      size_t v)
{
  lanes_t column[FAN_VOCAB_MAX] = { { 0 } }, total = { 0 };

#pragma GCC unroll 4
  for (size_t r = 0; r < v; r++)
    {
      lanes_t cell[FAN_VOCAB_MAX], sum = { 0 };
#pragma GCC unroll 4
      for (size_t c = 0; c < v; c++)
        {
          cell[c] = load (x + (r * v + c) * lanes);
          column[c] += cell[c];
          sum += cell[c];
        }
      count_group (level, cell, v, sum);
      total += sum;
    }
  if (level[-1].group != NULL)
    count_group (level - 1, column, v, total);
  else
    {
      count_side (level - 1, column, v);
      count_lanes (level[-2].table, total);
    }
}
/* Where it has none; written out, for the compiler to have it in
   registers.  */

static inline __attribute__ ((always_inline)) void
count_square_3 (mdm_level_t *level, const uint16_t *x, size_t lanes)
{
  lanes_t a = load (x), b = load (x + lanes), c = load (x + 2 * lanes);
  lanes_t d = load (x + 3 * lanes), e = load (x + 4 * lanes);
  lanes_t f = load (x + 5 * lanes), g = load (x + 6 * lanes);
  lanes_t h = load (x + 7 * lanes), i = load (x + 8 * lanes);
  lanes_t abc = a + b + c, def = d + e + f, ghi = g + h + i;

  count_four (level, a, b, c, d);
  count_four (level, e, f, g, h);
  count_lanes (level->table, i);
  count_four (level - 1, abc, def, ghi, a + d + g);
  count_vectors (level - 1, b + e + h, c + f + i);
  count_lanes (level[-2].table, abc + def + ghi);
}

/* Count the row X of four, which is returned, and add it to COLUMN.  */
static inline __attribute__ ((always_inline)) lanes_t
count_row_4 (mdm_level_t *level, const uint16_t *x, size_t lanes,
             lanes_t column[4])
{
  lanes_t a = load (x), b = load (x + lanes);
  lanes_t c = load (x + 2 * lanes), d = load (x + 3 * lanes);

  count_four (level, a, b, c, d);
  column[0] += a;
  column[1] += b;
  column[2] += c;
  column[3] += d;
  return a + b + c + d;
}

static inline __attribute__ ((always_inline)) void
count_square_4 (mdm_level_t *level, const uint16_t *x, size_t lanes)
{
  lanes_t column[4] = { { 0 } };
  lanes_t a = count_row_4 (level, x, lanes, column);
  lanes_t b = count_row_4 (level, x + 4 * lanes, lanes, column);
  lanes_t c = count_row_4 (level, x + 8 * lanes, lanes, column);
  lanes_t d = count_row_4 (level, x + 12 * lanes, lanes, column);

  count_four (level - 1, a, b, c, d);
  count_four (level - 1, column[0], column[1], column[2], column[3]);
  count_lanes (level[-2].table, a + b + c + d);
}

/* The lanes that are left, of several numbers of positions, are a vector, too:
   what is a number of its level for other vectors is here one for each lane,
   of tables that keep SIZE positions where all are kept.  The first lanes keep
   most positions; so the first of all, GROUPED many, have groups.  */
struct mixed
{
  lanes_t low, width; /* of the windows; WIDTH is a factor */
  lanes_t outside;    /* bits beyond those of pairs, of groups */
  lanes_t group_outside;
  size_t grouped;
  int paired;             /* have all the others pairs? */
  uint32_t *index[LANES]; /* the table of groups or pairs, or NULL */
  uint64_t *table[LANES], *below[LANES]; /* of the sums of groups */
};

/* Set lane I of MIXED to that of LEVEL.  */
static void
set_mixed_lane (mixed_t *mixed, size_t i, const mdm_level_t *level)
{
  int grouped = level->group != NULL && mixed->grouped == i;

  mixed->low[i] = level->low;
  mixed->width[i] = level->width;
  mixed->table[i] = level->table;
  mixed->index[i] = grouped ? level->group : level->pair;
  if (grouped)
    {
      mixed->grouped++;
      mixed->group_outside[i] = (uint16_t) -level->width;
      mixed->below[i] = level[-1].table;
      return;
    }
  mixed->outside[i] = (uint16_t) -level->width;
  mixed->paired &= level->pair != NULL;
}

/* Set MIXED[0..L], of H.  */
static void
set_mixed (mixed_t *mixed, const mdm_histogram_t h, const fan_t *fan)
{
  for (size_t size = 0; size < h->sizes; size++, mixed++)
    {
      mixed->paired = 1;
      for (size_t i = 0; i < fan->in_use - fan->vectors; i++)
        {
          size_t less = fan->less[fan->vectors + i];
          if (less <= size)
            set_mixed_lane (mixed, i, h->level + size - less);
        }
    }
}

/* Count the lanes FROM..END-1 of X.  */
static inline __attribute__ ((always_inline)) void
tally_mixed (const mixed_t *mixed, lanes_t x, size_t from, size_t end)
{
  for (size_t i = from; i < end; i++)
    mixed->table[i][x[i]]++;
}

/* Count those of two vectors, which have no groups, as pairs where that can
   be.  */
static inline __attribute__ ((always_inline)) void
count_mixed (const mixed_t *mixed, lanes_t x, lanes_t y, size_t from,
             size_t end)
{
  lanes_t s = x - mixed->low, t = y - mixed->low;

  if (mixed->paired && !any_bit ((s | t) & mixed->outside))
    {
      s |= t * mixed->width;
      for (size_t i = from; i < end; i++)
        mixed->index[i][s[i]]++;
      return;
    }
  tally_mixed (mixed, x, from, end);
  tally_mixed (mixed, y, from, end);
}

/* Count the lanes that have groups of X[0..V) and their SUM.  */
static inline __attribute__ ((always_inline)) void
count_mixed_group (const mixed_t *mixed, const lanes_t *x, size_t v,
                   lanes_t sum)
{
  lanes_t any = { 0 }, index = { 0 };

#pragma GCC unroll 4
  for (size_t i = 0; i < v; i++)
    {
      lanes_t s = x[v - 1 - i] - mixed->low;
      any |= s;
      index = index * mixed->width + s;
    }
  any &= mixed->group_outside;
  for (size_t i = 0; i < mixed->grouped; i++)
    if (any[i] == 0)
      mixed->index[i][index[i]]++;
    else
      {
        for (size_t j = 0; j < v; j++)
          mixed->table[i][x[j][i]]++;
        mixed->below[i][sum[i]]++;
      }
}

/* The cells of the first N lanes of a vector; MIXED is that of the rows.  */
static inline __attribute__ ((always_inline)) void
count_mixed_square (const mixed_t *mixed, const uint16_t *x, size_t lanes,
                    size_t v, size_t n)
{
  size_t g = mixed[0].grouped, below = mixed[-1].grouped;
  lanes_t cell[FAN_VOCAB_MAX * FAN_VOCAB_MAX], total = { 0 };
  lanes_t sum[2 * FAN_VOCAB_MAX] = { { 0 } };

  for (size_t r = 0; r < v; r++)
    {
      for (size_t c = 0; c < v; c++)
        {
          lanes_t here = load (x + (r * v + c) * lanes);
          cell[r * v + c] = here;
          sum[r] += here;
          sum[v + c] += here;
        }
      total += sum[r];
      count_mixed_group (mixed, cell + r * v, v, sum[r]);
    }
  for (size_t i = 0; i + 1 < v * v && g < n; i += 2)
    count_mixed (mixed, cell[i], cell[i + 1], g, n);
  if (v % 2 == 1)
    tally_mixed (mixed, cell[v * v - 1], g, n);
  /* The sums of rows were counted with groups.  */
  for (size_t i = 0; i < 2 * v && g < n; i += 2)
    count_mixed (mixed - 1, sum[i], sum[i + 1], g, n);
  for (size_t i = v; i < 2 * v; i++)
    tally_mixed (mixed - 1, sum[i], below, g);
  count_mixed_group (mixed - 1, sum + v, v, total);
  tally_mixed (mixed - 2, total, below, n);
}

/* The same of one lane, of SIZE positions, where sums may be over 16 bits.  */
static void
count_square_wide (const worker_t *worker, size_t size, const uint16_t *x,
                   size_t lanes, size_t v)
{
  uint32_t cell[FAN_VOCAB_MAX * FAN_VOCAB_MAX], total = 0;
  uint32_t sum[2 * FAN_VOCAB_MAX] = { 0 };

  for (size_t r = 0; r < v; r++)
    for (size_t c = 0; c < v; c++)
      {
        uint32_t here = x[(r * v + c) * lanes];
        cell[r * v + c] = here;
        sum[r] += here;
        sum[v + c] += here;
        total += here;
      }
  tally_32 (worker, cell, v * v, size);
  tally_32 (worker, sum, 2 * v, size - 1);
  tally_32 (worker, &total, 1, size - 2);
}

/* Can lanes of the vector X add up to more than 16 bits?  */
static inline __attribute__ ((always_inline)) int
may_overflow (const uint16_t *x, const fan_t *fan)
{
  lanes_t any = { 0 }, most = any + (uint16_t) (UINT16_MAX / 16);

  for (size_t r = 0; r < fan->vocab * fan->vocab; r++)
    any |= load (x + r * fan->lanes);
  return any_bit (any & ~most);
}

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

static const kernel_t *
best_kernel (void)
{
  static const kernel_t plain = { count_fan_plain, sum_fan_plain };
#ifdef __x86_64__
  static const kernel_t avx2 = { count_fan_avx2, sum_fan_avx2 };

  if (__builtin_cpu_supports ("avx2"))
    return &avx2;
#endif
  return &plain;
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

/* The table of the task PATTERN: a part of the whole, or a sum of parts, in
   SPACE.  */
static const uint16_t *
fan_table (const worker_t *worker, const uint32_t *pattern, size_t summed,
           uint16_t *space)
{
  size_t n = worker->task_weights, at = 0;

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

/* Count the marginal weights of the task PATTERN.  */
static void
task_fan (const worker_t *worker, const uint32_t *pattern)
{
  size_t n = worker->task_weights, summed = 0, bound;
  const uint16_t *x;

  for (unsigned i = 0; i < worker->first; i++)
    summed += pattern[i] == worker->vocab;
  x = fan_table (worker, pattern, summed, worker->space_16);
  bound = worker->most * mdm_work_pow (worker->vocab, FAN + summed);
  /* Where this bound is so large, looking for a lower one may save more.  */
  if (bound * worker->rows / worker->vocab > UINT16_MAX)
    bound = bound_16 (x, n);
  walk_fan (worker, x, worker->rows, worker->between, worker->length - summed,
            bound, worker->space_16 + n);
}
