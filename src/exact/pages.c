#include <config.h>

#include "exact/pages.h"

#include "exact/flint-compat.h"

#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#ifdef __GLIBC__
# include <malloc.h>
#endif

/* A large page, of most systems.  */
#define LARGE ((size_t) 1 << 21)
/* A block of fewer bytes comes from the heap, which keeps so much.  */
#define SIZE_MIN (1 << 20)
#define KEPT (8 << 20)
/* Freed blocks that are kept for the next who wants as much, and bytes of one:
   whoever computes the same of many laws takes and frees the same blocks.  */
#define KEPT_BLOCKS 4
#define KEPT_SIZE (4 * LARGE)

#if defined MADV_HUGEPAGE && defined MAP_ANONYMOUS

/* Take SIZE bytes, a multiple of LARGE, that begin at one, or NULL.  */
static void *
take (size_t size)
{
  char *from = mmap (NULL, size + LARGE, PROT_READ | PROT_WRITE,
                     MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  size_t before;

  if (from == MAP_FAILED)
    return NULL;
  before = (size_t) (-(uintptr_t) from & (LARGE - 1));
  if (before > 0)
    munmap (from, before);
  munmap (from + before + size, LARGE - before);
  /* Where this fails, there are small pages.  */
  (void) madvise (from + before, size, MADV_HUGEPAGE);
  return from + before;
}

#else

static void *
take (size_t size)
{
  (void) size;
  return NULL;
}

#endif

/* The blocks that were freed last, of all threads.  */
static mdm_pages_t kept[KEPT_BLOCKS];
static unsigned next_kept;

/* Exchange PAGES, no block or one to be kept, for a kept block of SIZE bytes,
   or where there is none and KEEP for one to be given back.  */
static void
exchange (mdm_pages_t *pages, size_t size, int keep)
{
#pragma omp critical(mdm_pages)
  {
    unsigned i = 0;
    if (keep)
      i = next_kept++ % KEPT_BLOCKS;
    else
      while (i < KEPT_BLOCKS && kept[i].size != size)
        i++;
    if (i < KEPT_BLOCKS)
      {
        mdm_pages_t other = kept[i];
        kept[i] = *pages;
        *pages = other;
      }
  }
}

/* Set PAGES to large pages of SIZE bytes, unless these are few or cannot be
   had: then it is no block.  Are they all 0?  */
static int
take_pages (mdm_pages_t *pages, size_t size)
{
  *pages = (mdm_pages_t){ NULL, 0 };
  if (size < SIZE_MIN || size > SIZE_MAX / 2)
    return 0;
  size = (size + LARGE - 1) / LARGE * LARGE;
  exchange (pages, size, 0);
  if (pages->block != NULL)
    return 0;
  pages->block = take (size);
  pages->size = pages->block != NULL ? size : 0;
  return 1;
}

void
mdm_pages_take (mdm_pages_t *pages, size_t size)
{
  (void) take_pages (pages, size);
  if (pages->block == NULL)
    pages->block = flint_malloc (size);
}

void
mdm_pages_zeroed (mdm_pages_t *pages, size_t size)
{
  int zeros = take_pages (pages, size);

  if (pages->block == NULL)
    pages->block = flint_calloc (size, 1);
  else if (!zeros)
    memset (pages->block, 0, size);
}

void
mdm_pages_free (mdm_pages_t *pages)
{
  if (pages->size == 0)
    flint_free (pages->block);
  else
    {
      if (pages->size <= KEPT_SIZE)
        exchange (pages, 0, 1);
      if (pages->size > 0)
        munmap (pages->block, pages->size);
    }
  *pages = (mdm_pages_t){ NULL, 0 };
}

void
mdm_heap_keep (void)
{
#ifdef __GLIBC__
  (void) mallopt (M_MMAP_THRESHOLD, SIZE_MIN);
  (void) mallopt (M_TRIM_THRESHOLD, KEPT);
  (void) mallopt (M_TOP_PAD, KEPT / 16);
#endif
}
