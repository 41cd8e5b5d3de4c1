/* dense-square.h - counting the cells of two positions in a fan, for dense.c.

   The last two positions in between are decided at once: V^2 rows of the fan,
   vector by vector, give (V+1)^2 cells for each lane, in registers.  Where
   numbers are small, as they are where all positions but a few are kept, V of
   them and their sum are one increment (a group, histogram.h), so that the
   cells take V + 1; elsewhere they take half as many as they are.  dense.c
   alone includes this, after dense-fan.h.  */

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
