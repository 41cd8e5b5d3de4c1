/* array.h - arrays that grow, at least to twice their size each time; the
   order of numbers in them.  */
#ifndef MDM_ARRAY_H
#define MDM_ARRAY_H

#include "exact/flint-compat.h"

#include <string.h>

/* The room that an array with ROOM entries is given so that it holds COUNT:
   the same where that is enough.  */
static inline size_t
mdm_array_room (size_t room, size_t count)
{
  size_t twice = room == 0 ? 16 : 2 * room;

  return room >= count ? room : twice >= count ? twice : count;
}

/* BLOCK of OLD entries of SIZE bytes with room for ROOM >= OLD; bytes that are
   new are 0, which an fmpz may be.  */
static inline void *
mdm_array_resize (void *block, size_t old, size_t room, size_t size)
{
  char *res = flint_realloc (block, room * size);

  memset (res + old * size, 0, (room - old) * size);
  return res;
}

/* For qsort: the order of the size_t at X and at Y.  */
static inline int
mdm_array_compare_sizes (const void *x, const void *y)
{
  size_t a = *(const size_t *) x, b = *(const size_t *) y;

  return (a > b) - (a < b);
}

/* Give ARRAY, with room for ROOM entries, an lvalue, room for COUNT.  */
#define MDM_ARRAY_GROW(array, room, count)                                    \
 do                                                                           \
  {                                                                           \
   size_t mdm_array_old = (room);                                             \
   (room) = mdm_array_room (mdm_array_old, count);                            \
   if ((room) > mdm_array_old)                                                \
    (array) = mdm_array_resize (array, mdm_array_old, room, sizeof *(array)); \
  }                                                                           \
 while (0)

#endif
