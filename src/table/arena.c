#include <config.h>

#include "table/arena.h"

#include "exact/flint-compat.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

void *
mdm_arena_adopt (mdm_arena_t *arena, void *block)
{
  if (arena->count == arena->room)
    {
      arena->room = 2 * arena->room + 16;
      arena->block
          = flint_realloc (arena->block, arena->room * sizeof *arena->block);
    }
  return arena->block[arena->count++] = block;
}

void *
mdm_arena_alloc (mdm_arena_t *arena, size_t size)
{
  return mdm_arena_adopt (arena, flint_calloc (size + 1, 1));
}

char *
mdm_arena_text (mdm_arena_t *arena, const char *text, size_t length)
{
  return memcpy (mdm_arena_alloc (arena, length), text, length);
}

char *
mdm_arena_copy (mdm_arena_t *arena, const char *text)
{
  return text == NULL ? NULL : mdm_arena_text (arena, text, strlen (text));
}

char *
mdm_arena_print (mdm_arena_t *arena, const char *format, ...)
{
  va_list arguments, again;
  char *text;
  int n;

  va_start (arguments, format);
  va_copy (again, arguments);
  n = vsnprintf (NULL, 0, format, arguments);
  text = mdm_arena_alloc (arena, (size_t) n);
  vsnprintf (text, (size_t) n + 1, format, again);
  va_end (again);
  va_end (arguments);
  return text;
}

void
mdm_arena_clear (mdm_arena_t *arena)
{
  for (size_t i = 0; i < arena->count; i++)
    flint_free (arena->block[i]);
  flint_free (arena->block);
  memset (arena, 0, sizeof *arena);
}
