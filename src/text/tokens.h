/* tokens.h - the set of tokens of a law while it is being read: byte strings
   numbered from 0 in the order they were added.

   A hash table; one-byte tokens, the common case, have a table of their
   own.  */
#ifndef MDM_TOKENS_H
#define MDM_TOKENS_H

#include "exact/status.h"

#include <stdint.h>

typedef struct
{
  char *name; /* ended by a NUL */
  size_t size;
  uint64_t hash;
} mdm_token_t;

typedef struct
{
  mdm_token_t *token;
  size_t count;
  size_t room;
  uint32_t *slot;     /* number + 1 of the token in each place, 0 for none */
  size_t slots;       /* a power of 2, more than 2 * count; or 0 */
  uint32_t byte[128]; /* number + 1 of the tokens of one byte */
} mdm_tokens_struct;

typedef mdm_tokens_struct mdm_tokens_t[1];

void mdm_tokens_init (mdm_tokens_t tokens);
void mdm_tokens_clear (mdm_tokens_t tokens);

/* The number of the token TEXT[0..SIZE), or tokens->count when it is not
   there.  */
size_t mdm_tokens_find (const mdm_tokens_t tokens, const char *text,
                        size_t size);

/* Add the token TEXT[0..SIZE), which is not there, as number tokens->count;
   it is copied.  */
void mdm_tokens_add (mdm_tokens_t tokens, const char *text, size_t size);

/* Set *NUMBER to that of the token TEXT[0..SIZE), added if need be. MDM_ELIMIT
   when there would be more of WHAT than 16 bits number.  */
mdm_status mdm_tokens_number (uint16_t *number, mdm_tokens_t tokens,
                              const char *text, size_t size, const char *what,
                              mdm_err_t *err) MDM_MUST_CHECK;

/* Move the names, which hold no NUL, each a heap block, to a heap block of
   tokens->count pointers, in byte order if SORT, else as numbered; TOKENS is
   left empty. If MAP is not NULL set MAP[i] to the place of what was token i.
   The caller frees names and block with flint_free.  */
char **mdm_tokens_release (mdm_tokens_t tokens, int sort, uint16_t *map);

#endif
