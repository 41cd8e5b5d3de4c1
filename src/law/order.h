/* order.h - the lexicographic order of rows of token numbers.

   Sorting takes n log n comparisons whatever the rows are, so that no file,
   however it is made, is slow to read; rows that ascend already (the output
   of `sort | uniq -c', every family) are not sorted again.  */
#ifndef MDM_ORDER_H
#define MDM_ORDER_H

#include <stddef.h>
#include <stdint.h>

/* Negative, 0 or positive as X[0..LENGTH) is before, equal to or after
   Y[0..LENGTH).  */
int mdm_order_compare (const uint16_t *x, const uint16_t *y, size_t length);

/* Return a heap block of COUNT numbers: the rows of TOKENS, LENGTH tokens
   each, in ascending order, equal ones in the order given; or NULL when they
   are in ascending order as they stand.  The caller frees it with
   flint_free.  */
size_t *mdm_order_rows (const uint16_t *tokens, size_t count, size_t length);

/* The first of the COUNT rows TOKENS, SIZE tokens each and ascending, that
   begins with X[0..LENGTH), or COUNT when there is none.  */
size_t mdm_order_find (const uint16_t *tokens, size_t count, size_t size,
                       const uint16_t *x, size_t length);

#endif
