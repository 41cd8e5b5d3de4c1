/* histogram.h - how often each marginal weight occurs, per number of
   positions.

   With integer weights the sum of n log n over all marginal cells is a sum
   over distinct n of (count of n) * n log n, so a lattice of billions of
   cells needs one increment a cell and a logarithm only per distinct n
   (DESIGN section 7).  Small n are counted in a table, larger ones in a hash
   table; counts have 64 bits.  */
#ifndef MDM_HISTOGRAM_H
#define MDM_HISTOGRAM_H

#include "exact/limit.h"
#include "exact/logsum.h"

typedef struct
{
  uint64_t n, count; /* n = 0 is a free place */
} mdm_histogram_slot;

typedef struct
{
  size_t sizes;              /* numbers of positions, 0 .. sizes - 1 */
  uint64_t small;            /* n below this are counted in TABLE */
  uint64_t *table;           /* sizes * small counts */
  mdm_histogram_slot **slot; /* per size, a hash table of the larger n */
  size_t *slots;             /* per size, its places: 0 or a power of two */
  size_t *used;              /* per size, its entries */
  uint64_t bytes, max_bytes;
  int full; /* was an entry refused? */
} mdm_histogram_struct;

typedef mdm_histogram_struct mdm_histogram_t[1];

/* An empty histogram for weights up to TOTAL; it grows up to MAX_BYTES.  */
void mdm_histogram_init (mdm_histogram_t h, size_t sizes, uint64_t total,
                         uint64_t max_bytes);
void mdm_histogram_clear (mdm_histogram_t h);

/* Count each non-zero element of X[0..N) TIMES times under SIZE.  */
void mdm_histogram_add (mdm_histogram_t h, size_t size, const uint64_t *x,
                        size_t n, uint64_t times);

/* Add the sum of count * n log n under SIZE to SUM.  MDM_ELIMIT when the
   histogram outgrew its memory: its counts are incomplete then.  */
mdm_status mdm_histogram_get (mdm_logsum_t sum, const mdm_histogram_t h,
                              size_t size) MDM_MUST_CHECK;

#endif
