/* pages.h - large blocks of memory, and what becomes of freed ones.

   Memory that is fresh from the system comes a page at a time, each at the
   price of thousands of additions, and large tables are many pages.  So large
   blocks are taken in large pages, where the system has such, and the heap
   keeps small ones that are freed.  */
#ifndef MDM_PAGES_H
#define MDM_PAGES_H

#include <stddef.h>

/* A block; SIZE is 0 where it is none, or comes from the heap.  */
typedef struct
{
  void *block;
  size_t size;
} mdm_pages_t;

/* Set PAGES to a block of at least SIZE bytes, of any contents or all 0.
   Failing that is failing to allocate from the heap.  */
void mdm_pages_take (mdm_pages_t *pages, size_t size);
void mdm_pages_zeroed (mdm_pages_t *pages, size_t size);
/* Free the block, if there is one; there is none then.  */
void mdm_pages_free (mdm_pages_t *pages);

/* From now on let large blocks go back to the system when they are freed,
   always: what was read and sorted is not counted for what is computed then.
   Small ones stay in the heap.  */
void mdm_heap_keep (void);

#endif
