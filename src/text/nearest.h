/* nearest.h - what may have been meant by a name that is not known.

   Of the names that are known the nearest is the one that takes the fewest
   characters inserted, deleted, replaced or exchanged with their neighbour,
   case aside; names of up to 2 characters may differ in case only, those of up
   to 4 by one character, and longer ones by two.  */
#ifndef MDM_NEAREST_H
#define MDM_NEAREST_H

#include <stddef.h>

typedef struct
{
  const char *name; /* NAME[0..LENGTH) is not known; lent */
  size_t length;
  const char *best; /* the nearest that was tried, lent; NULL: none is near */
  size_t distance;  /* only nearer ones are of interest */
} mdm_nearest_t;

/* Nothing has been tried for NAME[0..LENGTH).  */
mdm_nearest_t mdm_nearest_to (const char *name, size_t length);
/* KNOWN is a name, the first of those that are equally near being kept.  */
void mdm_nearest_try (mdm_nearest_t *nearest, const char *known);

/* How a message goes on: "; the most similar is 'BEST'", or if none is near
   OTHERWISE; on the heap.  */
char *mdm_nearest_str (const mdm_nearest_t *nearest, const char *otherwise);

#endif
