#include <config.h>

#include "journal/arena.h"

#include "exact/array.h"
#include "text/string.h"

#include <stdarg.h>
#include <string.h>

void *
mdm_arena_adopt (mdm_arena_t *arena, void *block)
{
  MDM_ARRAY_GROW (arena->block, arena->room, arena->count + 1);
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
  va_list arguments;
  char *text;

  va_start (arguments, format);
  text = mdm_arena_adopt (arena, mdm_vstr (format, arguments));
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
