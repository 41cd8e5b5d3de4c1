#include <config.h>

#include "journal/line.h"

#include "exact/flint-compat.h"
#include "report/format.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

/* What stands at the end of a line, its checksum in hexadecimal.  */
#define SEAL ",\"crc32\":\"%08" PRIx32 "\"}"
#define SEAL_LENGTH (sizeof ",\"crc32\":\"01234567\"}" - 1)

/* Write the seal of a line that begins with TEXT[0..LENGTH).  */
static void
seal (char *to, const char *text, size_t length)
{
  uint32_t crc = UINT32_MAX;

  for (size_t i = 0; i < length; i++)
    {
      crc ^= (unsigned char) text[i];
      for (int bit = 0; bit < 8; bit++)
        crc = crc >> 1 ^ (crc & 1 ? UINT32_C (0xedb88320) : 0);
    }
  snprintf (to, SEAL_LENGTH + 1, SEAL, ~crc);
}

int
mdm_line_is_intact (const char *text, size_t length)
{
  char end[SEAL_LENGTH + 1];

  if (length < SEAL_LENGTH)
    return 0;
  length -= SEAL_LENGTH;
  seal (end, text, length);
  return memcmp (text + length, end, SEAL_LENGTH) == 0;
}

/* Writing.  */

char *
mdm_line_write (json_t *json)
{
  size_t n = json_dumpb (json, NULL, 0, JSON_COMPACT);
  char *line = flint_malloc (n + SEAL_LENGTH + 2);

  (void) json_dumpb (json, line, n, JSON_COMPACT);
  json_decref (json);
  /* In place of the brace that ends it.  */
  seal (line + n - 1, line, n - 1);
  strcat (line + n - 1, "\n");
  return line;
}

static json_t *write_value (const void *at, const mdm_member_t *member);

/* COUNT elements of MEMBER.  */
static json_t *
write_list (const char *element, size_t count, const mdm_member_t *member)
{
  json_t *json = json_array ();

  for (size_t i = 0; i < count; i++, element += member->size)
    json_array_append_new (json, *member->of->name == '\0'
                                     ? write_value (element, member->of)
                                     : mdm_line_object (element, member->of));
  return json;
}

static json_t *
write_texts (const mdm_named_text_t *text, size_t count)
{
  json_t *json = json_object ();

  for (size_t i = 0; i < count; i++)
    json_object_set_new (json, text[i].name, json_string (text[i].value));
  return json;
}

static json_t *
write_number (size_t n)
{
  return n == SIZE_MAX ? json_null () : json_integer ((json_int_t) n);
}

/* The value of MEMBER at AT, but for lists.  */
static json_t *
write_value (const void *at, const mdm_member_t *member)
{
  switch (member->kind)
    {
    case MDM_MEMBER_NUMBER:
    case MDM_MEMBER_NUMBER_OR_NULL:
      return write_number (*(const size_t *) at);
    case MDM_MEMBER_WORD:
    case MDM_MEMBER_WORD_OR_NULL:
      return *(const int *) at < 0
                 ? json_null ()
                 : json_string (member->words[*(const int *) at]);
    case MDM_MEMBER_BOOLEAN:
      return json_boolean (*(const int *) at);
    case MDM_MEMBER_OWN:
      return member->write (at);
    default:
      return mdm_json_string (*(const char *const *) at);
    }
}

json_t *
mdm_line_object (const void *object, const mdm_member_t *members)
{
  json_t *json = json_object ();

  for (const mdm_member_t *member = members; member->name != NULL; member++)
    {
      const void *at = (const char *) object + member->offset;
      const void *count = (const char *) object + member->count;
      json_t *value = member->kind == MDM_MEMBER_LIST
                          ? write_list (*(const char *const *) at,
                                        *(const size_t *) count, member)
                      : member->kind == MDM_MEMBER_TEXTS
                          ? write_texts (*(const mdm_named_text_t *const *) at,
                                         *(const size_t *) count)
                          : write_value (at, member);
      json_object_set_new (json, member->name, value);
    }
  return json;
}

/* Reading.  */

/* A text that may be shown; with LINES of several lines.  */
static int
read_text (const char **text, mdm_arena_t *arena, const json_t *json,
           int lines)
{
  *text = mdm_arena_copy (arena, json_string_value (json));
  for (const char *p = *text; p != NULL && *p != '\0'; p++)
    {
      unsigned char c = (unsigned char) *p;
      if ((c < 0x20 && !(lines && c == '\n')) || c == 0x7f
          || (c == 0xc2 && (unsigned char) p[1] < 0xa0))
        return 0;
    }
  return *text != NULL;
}

int
mdm_line_text (const char **text, mdm_arena_t *arena, const json_t *json)
{
  return read_text (text, arena, json, 0) || json_is_null (json);
}

static int
read_number (size_t *n, const json_t *json, size_t end)
{
  json_int_t value = json_integer_value (json);

  *n = (size_t) value;
  return json_is_integer (json) && value >= 0 && *n < end;
}

static int
read_word (int *n, const json_t *json, const char *const *words)
{
  const char *text = json_string_value (json);

  for (*n = 0; text != NULL && words[*n] != NULL; ++*n)
    if (strcmp (text, words[*n]) == 0)
      return 1;
  *n = -1;
  return 0;
}

static int
read_value (void *at, mdm_arena_t *arena, const json_t *json,
            const mdm_member_t *member)
{
  switch (member->kind)
    {
    case MDM_MEMBER_TEXT:
      return read_text (at, arena, json, 0);
    case MDM_MEMBER_TEXT_OR_NULL:
      return mdm_line_text (at, arena, json);
    case MDM_MEMBER_LINES:
      return read_text (at, arena, json, 1);
    case MDM_MEMBER_NUMBER_OR_NULL:
      if (json_is_null (json))
        {
          *(size_t *) at = SIZE_MAX;
          return 1;
        }
      return read_number (at, json, member->end);
    case MDM_MEMBER_NUMBER:
      return read_number (at, json, member->end);
    case MDM_MEMBER_WORD:
    case MDM_MEMBER_WORD_OR_NULL:
      return read_word (at, json, member->words)
             || (json_is_null (json)
                 && member->kind == MDM_MEMBER_WORD_OR_NULL);
    case MDM_MEMBER_BOOLEAN:
      *(int *) at = json_is_true (json);
      return json_is_boolean (json);
    default:
      return member->read (at, arena, json);
    }
}

static int
read_list (void *at, size_t *count, mdm_arena_t *arena, const json_t *json,
           const mdm_member_t *member)
{
  char *element
      = mdm_arena_alloc (arena, json_array_size (json) * member->size);

  memcpy (at, &element, sizeof element);
  *count = json_array_size (json);
  for (size_t i = 0; i < *count; i++, element += member->size)
    {
      const json_t *value = json_array_get (json, i);
      if (!(*member->of->name == '\0'
                ? read_value (element, arena, value, member->of)
                : mdm_line_members (element, arena, value, member->of)))
        return 0;
    }
  return json_is_array (json);
}

static int
read_texts (mdm_named_text_t **at, size_t *count, mdm_arena_t *arena,
            json_t *json)
{
  mdm_named_text_t *text
      = mdm_arena_alloc (arena, json_object_size (json) * sizeof *text);
  const char *name;
  json_t *value;

  *at = text;
  *count = json_object_size (json);
  json_object_foreach (json, name, value)
    {
      text->name = mdm_arena_copy (arena, name);
      if (!read_text (&text++->value, arena, value, 0))
        return 0;
    }
  return json_is_object (json);
}

int
mdm_line_members (void *object, mdm_arena_t *arena, const json_t *json,
                  const mdm_member_t *members)
{
  size_t n = 0;

  for (const mdm_member_t *member = members; member->name != NULL;
       member++, n++)
    {
      json_t *value = json_object_get (json, member->name);
      void *at = (char *) object + member->offset;
      void *count = (char *) object + member->count;
      if (!(member->kind == MDM_MEMBER_LIST
                ? read_list (at, count, arena, value, member)
            : member->kind == MDM_MEMBER_TEXTS
                ? read_texts (at, count, arena, value)
                : read_value (at, arena, value, member)))
        return 0;
    }
  return json_object_size (json) == n;
}

int
mdm_line_read (void *object, mdm_arena_t *arena, const char *text,
               size_t length, const mdm_member_t *members)
{
  json_t *json = json_loadb (text, length, JSON_REJECT_DUPLICATES, NULL);
  int whole;

  json_object_del (json, "crc32");
  whole = mdm_line_members (object, arena, json, members);
  json_decref (json);
  return whole;
}
