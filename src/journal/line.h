/* line.h - structures as JSON objects, and as lines of files that may come
   from anywhere.

   What members a structure has is listed once, and what writes and reads it
   goes by the list.  */
#ifndef MDM_LINE_H
#define MDM_LINE_H

#include "journal/arena.h"

#include <jansson.h>
#include <stddef.h>

/* What a member is in the structure.  */
typedef enum
{
  MDM_MEMBER_TEXT, /* const char *, of one line, in the arena */
  MDM_MEMBER_TEXT_OR_NULL,
  MDM_MEMBER_LINES,          /* the same of several lines */
  MDM_MEMBER_NUMBER,         /* size_t, below END */
  MDM_MEMBER_NUMBER_OR_NULL, /* SIZE_MAX for null */
  MDM_MEMBER_WORD,           /* enumeration, the index in WORDS */
  MDM_MEMBER_WORD_OR_NULL,   /* int, -1 for null */
  MDM_MEMBER_BOOLEAN,        /* int */
  MDM_MEMBER_LIST,  /* pointer to elements, as many as the size_t at COUNT
                       says */
  MDM_MEMBER_TEXTS, /* the same to mdm_named_text_t, an object of texts */
  MDM_MEMBER_OWN    /* what WRITE and READ have */
} mdm_member_kind;

/* A member; a list of them ends with one without a name.  */
typedef struct mdm_member
{
  const char *name;
  mdm_member_kind kind;
  size_t offset;
  size_t end;
  const char *const *words;    /* ended by NULL */
  size_t count, size;          /* the second: of an element */
  const struct mdm_member *of; /* the members of an element; the first one has
                                  the name "" where it is the element itself */
  json_t *(*write) (const void *at);
  int (*read) (void *at, mdm_arena_t *arena, const json_t *json);
} mdm_member_t;

/* The member of TYPE called WHAT; a number of it, below LIMIT; a word; and the
   member SAID, COUNT elements at ELEMENT, which are MADE_OF.  */
#define MDM_TEXT_MEMBER(type, what, kind_)                                    \
 {                                                                            \
  .name = #what, .kind = MDM_MEMBER_##kind_, .offset = offsetof (type, what)  \
 }
#define MDM_NUMBER_MEMBER(type, what, kind_, limit)                           \
 {                                                                            \
  .name = #what, .kind = MDM_MEMBER_##kind_, .offset = offsetof (type, what), \
  .end = limit                                                                \
 }
#define MDM_WORD_MEMBER(type, what, kind_, list)                              \
 {                                                                            \
  .name = #what, .kind = MDM_MEMBER_##kind_, .offset = offsetof (type, what), \
  .words = list                                                               \
 }
#define MDM_LIST_MEMBER(type, said, element, number, made_of)                 \
 {                                                                            \
  .name = said, .kind = MDM_MEMBER_LIST, .offset = offsetof (type, element),  \
  .count = offsetof (type, number), .size = sizeof *((type *) 0)->element,    \
  .of = made_of                                                               \
 }

/* The MEMBERS of the structure at OBJECT as a new JSON object, in their
   order.  */
json_t *mdm_line_object (const void *object, const mdm_member_t *members);

/* Set OBJECT from JSON, which may be NULL, with texts and lists in ARENA: is
   it an object of the MEMBERS and no others?  */
int mdm_line_members (void *object, mdm_arena_t *arena, const json_t *json,
                      const mdm_member_t *members);

/* Set TEXT from JSON, a text of one line, or null.  */
int mdm_line_text (const char **text, mdm_arena_t *arena, const json_t *json);

/* The line of JSON, an object, which is released, with its checksum as one
   more member, "crc32", and a line feed at its end; on the heap.  */
char *mdm_line_write (json_t *json);

/* Is TEXT[0..LENGTH), a line without its end, as it was written?  The CRC-32
   (that of gzip) of all before this member is what it says.  */
int mdm_line_is_intact (const char *text, size_t length);

/* mdm_line_members of what the line TEXT[0..LENGTH) stands for.  */
int mdm_line_read (void *object, mdm_arena_t *arena, const char *text,
                   size_t length, const mdm_member_t *members);

#endif
