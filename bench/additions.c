#include "additions.h"

/* As fast as the compiler can, whatever the flags of the build are.  */
#if defined __GNUC__ && !defined __clang__
# pragma GCC optimize("O3")
#endif

/* Two positions of V tokens: (V+1)^2 cells from V^2, with V a constant.  */
#define SQUARE(name, V)                                                       \
 static inline uint32_t name (const uint32_t *x)                              \
 {                                                                            \
  uint32_t all = 0, column[V] = { 0 }, total = 0;                             \
  for (unsigned i = 0; i < V; i++)                                            \
   {                                                                          \
    uint32_t row = 0;                                                         \
    for (unsigned j = 0; j < V; j++)                                          \
     {                                                                        \
      all ^= x[i * V + j];                                                    \
      row += x[i * V + j];                                                    \
      column[j] += x[i * V + j];                                              \
     }                                                                        \
    all ^= row;                                                               \
   }                                                                          \
  for (unsigned j = 0; j < V; j++)                                            \
   {                                                                          \
    all ^= column[j];                                                         \
    total += column[j];                                                       \
   }                                                                          \
  return all ^ total;                                                         \
 }

SQUARE (square_2, 2)
SQUARE (square_3, 3)
SQUARE (square_4, 4)

/* Three positions of two tokens: 27 cells from 8.  */
static inline uint32_t
cube_2 (const uint32_t *x)
{
  uint32_t sum[4];

  for (unsigned i = 0; i < 4; i++)
    sum[i] = x[i] + x[i + 4];
  return square_2 (x) ^ square_2 (x + 4) ^ square_2 (sum);
}

static uint32_t
walk_2 (const uint32_t *x, size_t n, uint32_t *space)
{
  size_t half = n / 2;

  if (n == 8)
    return cube_2 (x);
  for (size_t i = 0; i < half; i++)
    space[i] = x[i] + x[i + half];
  return walk_2 (x, half, space + half) ^ walk_2 (x + half, half, space + half)
         ^ walk_2 (space, half, space + half);
}

static uint32_t
walk_3 (const uint32_t *x, size_t n, uint32_t *space)
{
  size_t part = n / 3;

  if (n == 9)
    return square_3 (x);
  for (size_t i = 0; i < part; i++)
    space[i] = x[i] + x[i + part] + x[i + 2 * part];
  return walk_3 (x, part, space + part) ^ walk_3 (x + part, part, space + part)
         ^ walk_3 (x + 2 * part, part, space + part)
         ^ walk_3 (space, part, space + part);
}

static uint32_t
walk_4 (const uint32_t *x, size_t n, uint32_t *space)
{
  size_t part = n / 4;
  uint32_t all = 0;

  if (n == 16)
    return square_4 (x);
  for (size_t i = 0; i < part; i++)
    space[i] = x[i] + x[i + part] + x[i + 2 * part] + x[i + 3 * part];
  for (unsigned t = 0; t < 4; t++)
    all ^= walk_4 (x + t * part, part, space + part);
  return all ^ walk_4 (space, part, space + part);
}

uint32_t
bench_additions (const uint32_t *w, unsigned v, unsigned length,
                 uint32_t *space)
{
  size_t n = 1;

  for (unsigned i = 0; i < length; i++)
    n *= v;
  return v == 2   ? walk_2 (w, n, space)
         : v == 3 ? walk_3 (w, n, space)
                  : walk_4 (w, n, space);
}
