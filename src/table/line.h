/* line.h - lines of JSON from files that may come from anywhere.

   The readers answer whether JSON, which may be NULL, is what is asked for,
   and set what they are given to its value; what may be absent is null
   there.  */
#ifndef MDM_LINE_H
#define MDM_LINE_H

#include "table/arena.h"

#include <jansson.h>

/* The line of JSON, which is released, with a line feed at its end; on the
   heap.  */
char *mdm_line_write (json_t *json);

/* What TEXT[0..LENGTH) stands for, a new reference, or NULL.  No object in it
   has a member twice.  */
json_t *mdm_line_read (const char *text, size_t length);

/* How a text may be.  */
enum
{
  MDM_LINE_NULL = 1, /* absent: NULL */
  MDM_LINE_FEEDS = 2 /* of several lines; no other control character ever */
};

/* A text that may be shown, copied to ARENA.  */
int mdm_line_text (const char **text, mdm_arena_t *arena, const json_t *json,
                   int flags);

/* Members of a structure that are members of an object too.  */
typedef enum
{
  MDM_MEMBER_TEXT, /* const char *, in the arena */
  MDM_MEMBER_TEXT_OR_NULL,
  MDM_MEMBER_NUMBER,         /* size_t, below END */
  MDM_MEMBER_NUMBER_OR_NULL, /* SIZE_MAX for null */
  MDM_MEMBER_WORD,           /* enumeration, the index in WORDS */
  MDM_MEMBER_WORD_OR_NULL,   /* null is read as 0 */
  MDM_MEMBER_BOOLEAN         /* int */
} mdm_member_kind;

/* One of them; a list of them ends with one without a name.  */
typedef struct
{
  const char *name;
  mdm_member_kind kind;
  size_t offset;
  size_t end;
  const char *const *words; /* ended by NULL */
} mdm_member_t;

/* The MEMBERS of the structure at OBJECT as a new JSON object, in their
   order; and set them from the object JSON, with texts in ARENA.  */
json_t *mdm_line_object (const void *object, const mdm_member_t *members);
int mdm_line_members (void *object, mdm_arena_t *arena, const json_t *json,
                      const mdm_member_t *members);

#endif
