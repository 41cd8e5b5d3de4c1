/* progress.h - how far a long computation has come.

   An engine that may take long tells now and then how much of its work is
   done.  Who listens decides what to do with it: draw a bar, or nothing.
   Telling costs nothing where nobody listens, and is never done more often
   than a few thousand times in one computation.  */
#ifndef MDM_PROGRESS_H
#define MDM_PROGRESS_H

#include <stddef.h>
#include <stdint.h>

typedef struct
{
  /* DONE of TOTAL cells of WHAT are done; both only grow.  One thread at a
     time calls it.  */
  void (*tell) (void *data, const char *what, uint64_t done, uint64_t total);
  void *data;
} mdm_progress_t;

/* Tell PROGRESS, which may be NULL.  */
static inline void
mdm_progress_tell (const mdm_progress_t *progress, const char *what,
                   uint64_t done, uint64_t total)
{
  if (progress != NULL && progress->tell != NULL)
    progress->tell (progress->data, what, done, total);
}

#endif
