/* strong.c - the profile in double precision as a strong programmer writes it.

   The last M positions are decided for all rows at once, and LANES sums are
   carried side by side: with the vector logarithms of the C library, and,
   weights being small, with a table of n log n.  Built with flags of its own
   (local.mk), which let the compiler take any instruction that the processor
   has and change the order of sums.  */
#include "additions.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define LANES 128
#define LENGTH_MAX 40
/* Weights of a table that fits the cache, and its rows at most.  */
#define BLOCK 1024
#define ROWS 64

static const double *n_log_n;

static inline size_t
power (size_t v, unsigned m)
{
  size_t n = 1;

  while (m-- > 0)
    n *= v;
  return n;
}

static inline void
add_logs (double *restrict sum, const double *restrict x)
{
#pragma omp simd
  for (int i = 0; i < LANES; i++)
    sum[i] += x[i] * log (x[i] > 1 ? x[i] : 1);
}

static inline void
add_entries (double *restrict sum, const uint32_t *restrict x)
{
  const double *table = n_log_n;

#pragma omp simd
  for (int i = 0; i < LANES; i++)
    sum[i] += table[x[i]];
}

#define CELL double
#define LEAF add_logs
#define WALK(name) name##_logs
#include "strong-walk.h"

#define CELL uint32_t
#define LEAF add_entries
#define WALK(name) name##_table
#include "strong-walk.h"

/* Add up SUM, of lanes for each number of the other positions.  */
static void
collect (double *profile, const double *sum, unsigned v, unsigned m,
         unsigned length)
{
  for (unsigned k = 0; k <= length; k++)
    profile[k] = 0;
  for (unsigned k = 0; k <= length - m; k++)
    for (size_t i = 0; i < power (v + 1, m); i++)
      {
        unsigned kept = 0;
        for (size_t digits = i, d = 0; d < m; d++, digits /= v + 1)
          kept += digits % (v + 1) < v;
        profile[k + kept] += sum[k * LANES + i];
      }
}

/* Positions of a row: (V+1)^M <= LANES.  */
static unsigned
row_positions (unsigned v)
{
  return v == 2 ? 4 : 3;
}

void
bench_logs (double *profile, const double *w, unsigned v, unsigned length,
            double *space)
{
  static double sum[LENGTH_MAX * LANES], table[2 * ROWS * LANES];
  unsigned m = row_positions (v);

  memset (sum, 0, sizeof sum);
  walk_logs (w, power (v, length), v, m, sum + (length - m) * LANES, space,
             table);
  collect (profile, sum, v, m, length);
}

void
bench_table (double *profile, const uint32_t *w, unsigned v, unsigned length,
             uint32_t *space)
{
  static double sum[LENGTH_MAX * LANES];
  static uint32_t table[2 * ROWS * LANES];
  size_t n = power (v, length), total = 0;
  unsigned m = row_positions (v);
  double *entry;

  for (size_t i = 0; i < n; i++)
    total += w[i];
  entry = malloc ((total + 1) * sizeof *entry);
  if (entry == NULL)
    abort ();
  for (size_t i = 0; i <= total; i++)
    entry[i] = (double) i * log (i > 1 ? (double) i : 1);
  n_log_n = entry;
  memset (sum, 0, sizeof sum);
  walk_table (w, n, v, m, sum + (length - m) * LANES, space, table);
  collect (profile, sum, v, m, length);
  free (entry);
}
