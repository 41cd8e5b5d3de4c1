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

/* A whole number below END, or with MAY_BE_NULL null: SIZE_MAX.  */
int mdm_line_index (size_t *n, const json_t *json, size_t end,
                    int may_be_null);

/* One of WORDS, ended by NULL: its index.  */
int mdm_line_word (int *n, const json_t *json, const char *const *words);

/* New JSON: N, or null for SIZE_MAX.  */
json_t *mdm_line_number (size_t n);

#endif
