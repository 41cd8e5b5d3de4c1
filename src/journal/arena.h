/* arena.h - heap blocks that are freed together, such as the texts of a row.
 */
#ifndef MDM_ARENA_H
#define MDM_ARENA_H

#include <stddef.h>

/* All members 0: it is empty.  */
typedef struct
{
  void **block;
  size_t count, room;
} mdm_arena_t;

/* A text with a name, such as a variable; both are lent or in an arena.  */
typedef struct
{
  const char *name, *value;
} mdm_named_text_t;

/* SIZE bytes, all 0.  */
void *mdm_arena_alloc (mdm_arena_t *arena, size_t size);

/* A copy of TEXT, NULL of NULL.  */
char *mdm_arena_copy (mdm_arena_t *arena, const char *text);
/* A copy of TEXT[0..LENGTH).  */
char *mdm_arena_text (mdm_arena_t *arena, const char *text, size_t length);

/* FORMAT expanded.  */
char *mdm_arena_print (mdm_arena_t *arena, const char *format, ...)
    __attribute__ ((format (printf, 2, 3)));

/* BLOCK, of flint_malloc, is ARENA's from now on; answers it.  */
void *mdm_arena_adopt (mdm_arena_t *arena, void *block);

/* Free all blocks; ARENA is empty.  */
void mdm_arena_clear (mdm_arena_t *arena);

#endif
