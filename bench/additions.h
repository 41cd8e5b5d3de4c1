/* additions.h - the yardsticks of the dense engine: what visits the same
   (V+1)^L marginal cells and does less, or the same in floating point.  */
#ifndef BENCH_ADDITIONS_H
#define BENCH_ADDITIONS_H

#include <stddef.h>
#include <stdint.h>

/* Compute every marginal cell of the V^LENGTH weights W by additions alone,
   halving the table (V-fold) position by position with the last positions
   unrolled, and return the exclusive or of all cells, so that none can be left
   out.  V is 2, 3 or 4.  SPACE has room for V^LENGTH words.  */
uint32_t bench_additions (const uint32_t *w, unsigned v, unsigned length,
                          uint32_t *space);

/* The same walk in double precision: set PROFILE[k], k = 0..LENGTH, to the sum
   of x log x over the cells of k positions, with the log of libm.  SPACE has
   room for V^LENGTH doubles.  */
void bench_double (double *profile, const double *w, unsigned v,
                   unsigned length, double *space);

/* The same as fast as we could make it, with vector logarithms, and with a
   table of n log n for integers; LENGTH is at least 4.  */
void bench_logs (double *profile, const double *w, unsigned v, unsigned length,
                 double *space);
void bench_table (double *profile, const uint32_t *w, unsigned v,
                  unsigned length, uint32_t *space);

#endif
