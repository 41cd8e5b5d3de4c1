/* dense-pairs.h - counting vectors of LANES numbers of 16 bits, two numbers or
   V and their sum at a time, for dense.c.

   A pair or group of numbers that are all in the window of their level is one
   increment of a table of these (histogram.h); what is not is counted number
   by number.  dense.c alone includes this, before its walks.  */

typedef uint16_t lanes_t __attribute__ ((vector_size (2 * LANES)));

static inline lanes_t
load (const uint16_t *x)
{
  lanes_t lanes;

  memcpy (&lanes, x, sizeof lanes);
  return lanes;
}

/* Set TO[0..N) to the sum of the two parts of FROM, N, a multiple of LANES,
   long each.  Left to itself a compiler may make longer steps, and single ones
   for the few that are left.  */
static inline void
add_lanes (uint16_t *restrict to, const uint16_t *restrict from, size_t n)
{
  for (size_t i = 0; i < n; i += LANES)
    {
      lanes_t sum = load (from + i) + load (from + n + i);
      memcpy (to + i, &sum, sizeof sum);
    }
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
    level->group[mdm_pair_index (level, s, t)]++;
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

/* The lanes of X that are 0, as all bits set.  */
static inline lanes_t
zero_lanes (lanes_t x)
{
  return (lanes_t) (x == 0);
}

/* Count N vectors, neighbours whose SUM is at hand, the lanes that are IN as
   groups at INDEX and the others number by number.  */
static __attribute__ ((noinline)) void
count_group_apart (mdm_level_t *level, const lanes_t *x, size_t n, lanes_t sum,
                   lanes_t index, lanes_t in)
{
  uint64_t *table = level->table;

  for (size_t i = 0; i < LANES; i++)
    if (in[i] != 0)
      level->group[index[i]]++;
    else
      {
        for (size_t j = 0; j < n; j++)
          table[x[j][i]]++;
        level[-1].table[sum[i]]++;
      }
}

/* Count vectors X[0..V) and their SUM, which is that of a group of LEVEL.  */
static inline __attribute__ ((always_inline)) void
count_group (mdm_level_t *level, const lanes_t *x, size_t v, lanes_t sum)
{
  const uint16_t low = level->low, bits = level->bits;
  lanes_t any = { 0 }, index = { 0 }, in;

#pragma GCC unroll 4
  for (size_t i = 0; i < v; i++)
    {
      lanes_t s = x[v - 1 - i] - low;
      any |= s;
      index = index << bits | s;
    }
  any &= beyond (level);
  if (!any_bit (any))
    {
      count_indices (level->group, index);
      return;
    }
  in = zero_lanes (any);
  count_group_apart (level, x, v, sum, index, in);
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
  const int paired = level[0].group != NULL && level[-1].group != NULL;

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
      count_indices (level[0].group, s | t << bits);
      count_indices (level[0].group, u | v << bits);
      count_indices (level[-1].group, su | tv << bits_sum);
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
