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

/* Count the four numbers in W, as count_word does.  */
static inline void
tally_word (uint64_t *restrict table, uint64_t w)
{
  __asm__("" : "+r"(w));
  table[w & 65535]++;
  table[w >> 16 & 65535]++;
  table[w >> 32 & 65535]++;
  table[w >> 48]++;
}

/* Count a vector.  */
static inline void
count_lanes (uint64_t *restrict table, lanes_t x)
{
  uint64_t word[2];

  memcpy (word, &x, sizeof word);
  tally_word (table, word[0]);
  tally_word (table, word[1]);
}

/* Count two vectors that are no pairs.  */
static __attribute__ ((noinline)) void
count_apart (mdm_level_t *level, lanes_t x, lanes_t y)
{
  count_lanes (level->table, x);
  count_lanes (level->table, y);
}

/* Count two vectors, as pairs where that can be.  */
static inline __attribute__ ((always_inline)) void
count_vectors (mdm_level_t *level, lanes_t x, lanes_t y)
{
  const uint16_t low = level->low;
  lanes_t s = x - low, t = y - low;

  if (level->pair != NULL && !any_bit ((s | t) & beyond (level)))
    count_indices (level->pair, s | t << level->bits);
  else
    count_apart (level, x, y);
}

static __attribute__ ((noinline)) void
count_some (mdm_level_t *level, lanes_t x, lanes_t y)
{
  count_vectors (level, x, y);
}

/* Count four vectors likewise.  */
static inline __attribute__ ((always_inline)) void
count_four (mdm_level_t *level, lanes_t a, lanes_t b, lanes_t c, lanes_t d)
{
  const uint16_t low = level->low, bits = level->bits;
  lanes_t s = a - low, t = b - low, u = c - low, v = d - low;

  if (level->pair != NULL && !any_bit ((s | t | u | v) & beyond (level)))
    {
      count_indices (level->pair, s | t << bits);
      count_indices (level->pair, u | v << bits);
      return;
    }
  count_some (level, a, b);
  count_some (level, c, d);
}

/* The cells of a vector in the V^2 rows from X on, LANES apart by LANES;
   LEVEL is that of the rows.  All is written out, for the compiler to have it
   in registers.  */

static void
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
static inline lanes_t
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

static void
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

/* The same for one lane.  */
static void
count_square_lane (mdm_level_t *level, const uint16_t *x, size_t lanes,
                   size_t v)
{
  uint16_t column[FAN_VOCAB_MAX] = { 0 }, total = 0;

  for (size_t r = 0; r < v; r++)
    {
      uint16_t row = 0;
      for (size_t c = 0; c < v; c++)
        {
          uint16_t here = x[(r * v + c) * lanes];
          row = (uint16_t) (row + here);
          column[c] = (uint16_t) (column[c] + here);
          level->table[here]++;
        }
      level[-1].table[row]++;
      total = (uint16_t) (total + row);
    }
  for (size_t c = 0; c < v; c++)
    level[-1].table[column[c]]++;
  level[-2].table[total]++;
}

/* X has V^2 rows of the FAN, of SIZE positions where all are kept.  */
static void
count_fan (mdm_level_t *level, const fan_t *fan, const uint16_t *x)
{
  for (size_t i = 0; i < fan->vectors; i += LANES)
    if (fan->vocab == 3)
      count_square_3 (level - fan->less[i], x + i, fan->lanes);
    else
      count_square_4 (level - fan->less[i], x + i, fan->lanes);
  for (size_t i = fan->vectors; i < fan->in_use; i++)
    count_square_lane (level - fan->less[i], x + i, fan->lanes, fan->vocab);
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

  if (bound * v > UINT16_MAX || (left == 2 && bound * v * v > UINT16_MAX))
    {
      uint32_t *wide = worker->space_32;
      for (size_t i = 0; i < rows * fan->lanes; i++)
        wide[i] = x[i];
      walk_fan_wide (worker, wide, rows, left, size, wide + rows * fan->lanes);
      return;
    }
  if (left == 2)
    {
      count_fan (worker->histogram->level + size, fan, x);
      return;
    }
  sum_16 (worker, space, x, part);
  for (size_t t = 0; t < v; t++)
    walk_fan (worker, x + t * part, rows / v, left - 1, size, bound,
              space + part);
  walk_fan (worker, space, rows / v, left - 1, size - 1, bound * v,
            space + part);
}

/* Count the marginal weights of the task PATTERN.  */
static void
task_fan (const worker_t *worker, const uint32_t *pattern)
{
  size_t size = worker->length, n = worker->task_weights;
  const uint16_t *x = worker->weight;
  uint16_t *table = worker->space_16, *space = table + n;

  for (unsigned i = 0; i < worker->first; i++)
    size -= pattern[i] == worker->vocab;
  if (worker->first > 0)
    {
      memset (table, 0, n * sizeof *table);
      gather_16 (worker, table, n, pattern, 0, 0);
      x = table;
    }
  walk_fan (worker, x, worker->rows, worker->between, size, bound_16 (x, n),
            space);
}
