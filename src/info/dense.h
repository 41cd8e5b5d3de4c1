/* dense.h - counts all marginal weights of a law by additions.

   The table of all V^L weights is halved (V-fold) position by position, each
   position being kept or summed out: (V+1)^L cells, each one addition and one
   increment, memory O(V^L).  The order in which positions are decided makes
   it fast:

     1. The first few positions cut the lattice into (V+1)^p tasks of one
        size, a table of V^(L-p) weights each, which fits a cache; tasks are
        what threads share.
     2. The last q positions of a task come next.  Where they are all decided,
        the K values of those that were kept lie side by side: K lanes.
     3. The positions in between are decided one by one for all lanes at once,
        halves of a table being added as vectors.

   Weights are in the smallest word (16, 32 or 64 bits) that holds the total
   of the law; on the way down, where what is left of a table cannot add up to
   more than a smaller word holds, it goes on in that one.  In 16 bits one
   increment counts two cells, and with V = 2, where the last two positions are
   unrolled, three (histogram.h, pairs and groups).  With V = 3 and 4, where
   lanes would be few and tables many, the last three positions are decided
   before the first, for all rows at once (dense-fan.h), and one increment
   counts up to four and five cells (dense-square.h; dense-fan-walk.h says what
   AVX2 and AVX-512 are worth).  */
#ifndef MDM_DENSE_H
#define MDM_DENSE_H

#include "info/histogram.h"
#include "law/law.h"

/* The cells (V+1)^L of LAW, and the bytes that one thread needs beside what a
   histogram holds of large n.  Saturating.  */
uint64_t mdm_dense_cells (const mdm_law_t law);
uint64_t mdm_dense_bytes (const mdm_law_t law);

/* The sequence of ROW as a number in base V.  */
size_t mdm_dense_index (const mdm_law_t law, size_t row);

/* Count all marginal weights of LAW, which is listed and whose total is below
   2^64, under their number of positions.  H is empty, for LAW's length and
   total.  One thread's work and memory are within LIMIT; more threads, up to
   limit->jobs, are used as far as their memory is, too.  The counts are the
   same for any number of threads.  */
void mdm_dense_count (mdm_histogram_t h, const mdm_law_t law,
                      const mdm_limit_t *limit);

/* The same with pairs and groups of those sizes that have WORTH cells for each
   place of a table of these: of all sizes, or with UINT64_MAX of none.  Pairs
   want two positions at least.  PLAIN: as on a processor without AVX2.
   mdm_dense_count does what is faster.  */
void mdm_dense_count_by (mdm_histogram_t h, const mdm_law_t law,
                         uint64_t worth, int plain, const mdm_limit_t *limit);

#endif
