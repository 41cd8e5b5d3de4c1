/* strong-walk.h - the recursion of strong.c, for one kind of cells.

   CELL is their type, LEAF (sum, x) adds the terms of LANES cells to SUM, and
   WALK(name) is the name for this kind.  No include guard.  */

/* The lanes of a row of V^M weights X.  */
static inline void
WALK (expand) (CELL *restrict to, const CELL *restrict x, unsigned v,
               unsigned m)
{
  CELL a[LANES] = { 0 }, b[LANES];
  size_t blocks = 1, size = power (v, m);

  memcpy (a, x, size * sizeof *a);
  for (; size > 1; size /= v, blocks *= v + 1)
    {
      size_t part = size / v;
      for (size_t g = 0; g < blocks; g++)
        for (size_t i = 0; i < part; i++)
          {
            CELL sum = 0;
            for (unsigned t = 0; t < v; t++)
              sum += b[(g * (v + 1) + t) * part + i]
                  = a[g * size + t * part + i];
            b[(g * (v + 1) + v) * part + i] = sum;
          }
      memcpy (a, b, blocks * (v + 1) * part * sizeof *a);
    }
  memset (to, 0, LANES * sizeof *to);
  memcpy (to, a, blocks * sizeof *to);
}

static inline void
WALK (rows) (const CELL *x, size_t rows, unsigned v, double *sum, CELL *space)
{
  size_t part = rows / v * LANES;

  if (rows == 1)
    {
      LEAF (sum, x);
      return;
    }
  for (size_t i = 0; i < part; i++)
    {
      CELL all = x[i];
      for (unsigned t = 1; t < v; t++)
        all += x[i + t * part];
      space[i] = all;
    }
  for (unsigned t = 0; t < v; t++)
    WALK (rows) (x + t * part, rows / v, v, sum, space + part);
  WALK (rows) (space, rows / v, v, sum - LANES, space + part);
}

/* X has N weights of positions that are not decided, SUM is for all of them
   kept; the first are decided here until a table fits the cache.  */
static void
WALK (walk) (const CELL *x, size_t n, unsigned v, unsigned m, double *sum,
             CELL *space, CELL *table)
{
  size_t part = n / v, row = power (v, m);

  if (n <= BLOCK)
    {
      for (size_t r = 0; r < n / row; r++)
        WALK (expand) (table + r * LANES, x + r * row, v, m);
      WALK (rows) (table, n / row, v, sum, table + n / row * LANES);
      return;
    }
  for (size_t i = 0; i < part; i++)
    {
      space[i] = x[i];
      for (unsigned t = 1; t < v; t++)
        space[i] += x[i + t * part];
    }
  for (unsigned t = 0; t < v; t++)
    WALK (walk) (x + t * part, part, v, m, sum, space + part, table);
  WALK (walk) (space, part, v, m, sum - LANES, space + part, table);
}

#undef CELL
#undef LEAF
#undef WALK
