#include <config.h>

#include "table/line.h"

#include "exact/flint-compat.h"
#include "report/format.h"

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

static int
read_number (size_t *n, const json_t *json, const mdm_member_t *member)
{
  json_int_t value = json_integer_value (json);

  *n = json_is_null (json) ? SIZE_MAX : (size_t) value;
  return json_is_null (json)
             ? member->kind == MDM_MEMBER_NUMBER_OR_NULL
             : json_is_integer (json) && value >= 0 && *n < member->end;
}

static int
read_word (int *n, const json_t *json, const mdm_member_t *member)
{
  const char *text = json_string_value (json);

  for (*n = 0; text != NULL && member->words[*n] != NULL; ++*n)
    if (strcmp (text, member->words[*n]) == 0)
      return 1;
  *n = 0;
  return json_is_null (json) && member->kind == MDM_MEMBER_WORD_OR_NULL;
}

int
mdm_line_members (void *object, mdm_arena_t *arena, const json_t *json,
                  const mdm_member_t *members)
{
  int whole = json_is_object (json);

  for (const mdm_member_t *member = members; whole && member->name != NULL;
       member++)
    {
      const json_t *value = json_object_get (json, member->name);
      void *at = (char *) object + member->offset;
      switch (member->kind)
        {
        case MDM_MEMBER_TEXT:
        case MDM_MEMBER_TEXT_OR_NULL:
          whole = mdm_line_text (
              at, arena, value,
              member->kind == MDM_MEMBER_TEXT ? 0 : MDM_LINE_NULL);
          break;
        case MDM_MEMBER_NUMBER:
        case MDM_MEMBER_NUMBER_OR_NULL:
          whole = read_number (at, value, member);
          break;
        case MDM_MEMBER_WORD:
        case MDM_MEMBER_WORD_OR_NULL:
          whole = read_word (at, value, member);
          break;
        case MDM_MEMBER_BOOLEAN:
          *(int *) at = json_is_true (value);
          whole = json_is_boolean (value);
          break;
        }
    }
  return whole;
}

static json_t *
member_json (const void *at, const mdm_member_t *member)
{
  switch (member->kind)
    {
    case MDM_MEMBER_TEXT:
    case MDM_MEMBER_TEXT_OR_NULL:
      return mdm_json_string (*(const char *const *) at);
    case MDM_MEMBER_NUMBER:
    case MDM_MEMBER_NUMBER_OR_NULL:
      return *(const size_t *) at == SIZE_MAX
                 ? json_null ()
                 : json_integer ((json_int_t) * (const size_t *) at);
    case MDM_MEMBER_WORD:
    case MDM_MEMBER_WORD_OR_NULL:
      return json_string (member->words[*(const int *) at]);
    case MDM_MEMBER_BOOLEAN:
      break;
    }
  return json_boolean (*(const int *) at);
}

json_t *
mdm_line_object (const void *object, const mdm_member_t *members)
{
  json_t *json = json_object ();

  for (const mdm_member_t *member = members; member->name != NULL; member++)
    json_object_set_new (
        json, member->name,
        member_json ((const char *) object + member->offset, member));
  return json;
}
