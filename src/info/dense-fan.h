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
  uint8_t place[125];          /* of each pattern, a number in base V+1 */
};

/* The lanes of a row.  */
static size_t
fan_lanes (size_t v)
{
  return ((v + 1) * (v + 1) * (v + 1) + LANES - 1) / LANES * LANES;
}

/* How many of the FAN positions the PATTERN does not keep.  */
static size_t
count_out (size_t pattern, size_t v)
{
  size_t out = 0;

  for (int i = 0; i < FAN; i++, pattern /= v + 1)
    out += pattern % (v + 1) == v;
  return out;
}

static void
fan_init (fan_t *fan, size_t v)
{
  size_t patterns = (v + 1) * (v + 1) * (v + 1), at[FAN + 1];
  size_t left[FAN + 1] = { v * v * v, 3 * v * v, 3 * v, 1 };

  *fan = (fan_t){ .vocab = v };
  for (size_t out = 0; out <= FAN; out++)
    {
      at[out] = fan->vectors;
      left[out] -= left[out] % LANES;
      fan->vectors += left[out];
    }
  fan->in_use = fan->vectors;
  for (size_t pattern = 0; pattern < patterns; pattern++)
    {
      size_t out = count_out (pattern, v);
      size_t *next = left[out] > 0 ? at + out : &fan->in_use;
      left[out] -= left[out] > 0;
      fan->less[*next] = (uint8_t) out;
      fan->place[pattern] = (uint8_t) (*next)++;
    }
  fan->lanes = fan_lanes (v);
}

/* Set TO[0..fan->lanes) to the row of V^FAN weights, V in 16 bits each in a
   word X.  No sum is over 16 bits, so that words are added whole.  */
static inline void
set_fan_row (uint16_t *restrict to, const uint64_t *x, const fan_t *fan,
             size_t v)
{
  uint64_t two[20], one[25];
  const uint8_t *place = fan->place;

  memset (to, 0, fan->lanes * sizeof *to);
  for (size_t i = 0; i < v; i++)
    {
      two[v * v + i] = 0;
      for (size_t t = 0; t < v; t++)
        two[v * v + i] += two[t * v + i] = x[t * v + i];
    }
  for (size_t g = 0; g <= v; g++)
    {
      one[g * (v + 1) + v] = 0;
      for (size_t t = 0; t < v; t++)
        one[g * (v + 1) + v] += one[g * (v + 1) + t] = two[g * v + t];
    }
  for (size_t g = 0; g < (v + 1) * (v + 1); g++, place += v + 1)
    {
      uint64_t word = one[g], sum = word + (word >> 16) + (word >> 32);
      for (size_t t = 0; t < v; t++)
        to[place[t]] = (uint16_t) (word >> 16 * t);
      to[place[v]] = (uint16_t) (v == 4 ? sum + (word >> 48) : sum);
    }
}

/* The first row after R of LAW, whose rows ascend, that differs from it in a
   position before the last FAN, of at most MOST rows that do not.  */
static size_t
find_other (const mdm_law_t law, size_t r, size_t most)
{
  size_t bytes = (law->length - FAN) * sizeof (uint16_t), low = r;
  size_t high = law->support - r < most ? law->support : r + most;

  while (high - low > 1)
    {
      size_t middle = low + (high - low) / 2;
      if (memcmp (mdm_law_row (law, r), mdm_law_row (law, middle), bytes) == 0)
        low = middle;
      else
        high = middle;
    }
  return high;
}

/* Set PAGES to the rows of FAN of LAW, whose weights are below 2^16.  */
static void
make_fan (mdm_pages_t *pages, const fan_t *fan, const mdm_law_t law)
{
  size_t v = fan->vocab, lanes = fan->lanes, next = 0;
  size_t rows = (size_t) mdm_work_pow (v, law->length - FAN);
  uint16_t *table;

  mdm_pages_take (pages, rows * lanes * sizeof *table);
  table = pages->block;
  for (size_t r = 0, end; r < law->support; r = end)
    {
      uint64_t word[16] = { 0 };
      size_t row = mdm_dense_index (law, r) / (v * v * v);
      end = find_other (law, r, v * v * v);
      for (size_t i = r; i < end; i++)
        {
          const uint16_t *x = mdm_law_row (law, i) + law->length - FAN;
          /* An integer as small as this is its own fmpz.  */
          word[x[0] * v + x[1]] |= (uint64_t) law->weight[i] << 16 * x[2];
        }
      memset (table + next * lanes, 0, (row - next) * lanes * sizeof *table);
      if (v == 3)
        set_fan_row (table + row * lanes, word, fan, 3);
      else
        set_fan_row (table + row * lanes, word, fan, 4);
      next = row + 1;
    }
  memset (table + next * lanes, 0, (rows - next) * lanes * sizeof *table);
}

/* Count a vector.  */
static inline void
count_lanes (uint64_t *restrict table, lanes_t x)
{
  uint64_t word[2];

  memcpy (word, &x, sizeof word);
  for (int i = 0; i < 2; i++)
    {
      uint64_t w = word[i];
      __asm__("" : "+r"(w));
      table[w & 65535]++;
      table[w >> 16 & 65535]++;
      table[w >> 32 & 65535]++;
      table[w >> 48]++;
    }
}

/* Count two vectors, as pairs where that can be.  */
static inline void
count_vectors (mdm_level_t *level, lanes_t x, lanes_t y)
{
  const uint16_t low = level->low;
  lanes_t s = x - low, t = y - low;

  if (level->pair != NULL && !any_bit ((s | t) & beyond (level)))
    {
      count_indices (level->pair, s | t << level->bits);
      return;
    }
  count_lanes (level->table, x);
  count_lanes (level->table, y);
}

/* The (V+1)^2 cells of a vector in the V^2 rows from X on; LEVEL is that of
   the rows.  */
static inline void
count_square (mdm_level_t *level, const uint16_t *x, size_t lanes, size_t v)
{
  lanes_t cell[FAN_VOCAB_MAX * FAN_VOCAB_MAX], sum[2 * FAN_VOCAB_MAX];
  lanes_t total = { 0 };

  for (size_t r = 0; r < v; r++)
    {
      sum[r] = cell[r * v] = load (x + r * v * lanes);
      for (size_t c = 1; c < v; c++)
        sum[r] += cell[r * v + c] = load (x + (r * v + c) * lanes);
      total += sum[r];
    }
  for (size_t c = 0; c < v; c++)
    {
      sum[v + c] = cell[c];
      for (size_t r = 1; r < v; r++)
        sum[v + c] += cell[r * v + c];
    }
  for (size_t i = 0; i + 1 < v * v; i += 2)
    count_vectors (level, cell[i], cell[i + 1]);
  if (v % 2 == 1)
    count_lanes (level->table, cell[v * v - 1]);
  for (size_t i = 0; i < 2 * v; i += 2)
    count_vectors (level - 1, sum[i], sum[i + 1]);
  count_lanes (level[-2].table, total);
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
      count_square (level - fan->less[i], x + i, fan->lanes, 3);
    else
      count_square (level - fan->less[i], x + i, fan->lanes, 4);
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
