#include <config.h>

#include "table/line.h"

#include "exact/flint-compat.h"

#include <stdint.h>
#include <string.h>

char *
mdm_line_write (json_t *json)
{
  size_t n = json_dumpb (json, NULL, 0, JSON_COMPACT);
  char *line = flint_malloc (n + 2);

  (void) json_dumpb (json, line, n, JSON_COMPACT);
  strcpy (line + n, "\n");
  json_decref (json);
  return line;
}

json_t *
mdm_line_read (const char *text, size_t length)
{
  return json_loadb (text, length, JSON_REJECT_DUPLICATES, NULL);
}

int
mdm_line_text (const char **text, mdm_arena_t *arena, const json_t *json,
               int flags)
{
  const char *p = json_string_value (json);

  *text = NULL;
  if (p == NULL)
    return (flags & MDM_LINE_NULL) != 0 && json_is_null (json);
  *text = mdm_arena_copy (arena, p);
  for (; *p != '\0'; p++)
    {
      unsigned char c = (unsigned char) *p;
      if ((c < 0x20 && !(flags & MDM_LINE_FEEDS && c == '\n')) || c == 0x7f
          || (c == 0xc2 && (unsigned char) p[1] < 0xa0))
        return 0;
    }
  return 1;
}

int
mdm_line_index (size_t *n, const json_t *json, size_t end, int may_be_null)
{
  json_int_t value = json_integer_value (json);

  *n = json_is_null (json) ? SIZE_MAX : (size_t) value;
  return json_is_null (json)
             ? may_be_null
             : json_is_integer (json) && value >= 0 && *n < end;
}

int
mdm_line_word (int *n, const json_t *json, const char *const *words)
{
  const char *text = json_string_value (json);

  for (*n = 0; text != NULL && words[*n] != NULL; ++*n)
    if (strcmp (text, words[*n]) == 0)
      return 1;
  return 0;
}

json_t *
mdm_line_number (size_t n)
{
  return n == SIZE_MAX ? json_null () : json_integer ((json_int_t) n);
}
