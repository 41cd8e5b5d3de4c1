/* contexts.h - files whose lines hold sequences with masked positions.

   A context is a sequence with the mask in the place of every masked
   position: one word, read character by character, or L words that are
   tokens.  The mask is `_', or what a line `#: mask X' before the rows says;
   it is no token.  Blank lines and other lines that start with # are skipped
   (mdmcert-predictor(5), mdmcert-policy(5)).  */
#ifndef MDM_CONTEXTS_H
#define MDM_CONTEXTS_H

#include "law/law.h"
#include "text/lines.h"
#include "text/tokens.h"

typedef struct
{
  const mdm_tokens_struct *tokens; /* of the law, numbered as there */
  size_t length, vocab;            /* of the law */
  mdm_lines_t lines;
  char mask[64];
  size_t *start, *end; /* the words of the line at hand */
  size_t words, word_room;
  size_t rows; /* read before */
  mdm_err_t *err;
} mdm_contexts_t;

/* Set TOKENS, of none, to those of LAW, numbered as there.  */
void mdm_contexts_tokens (mdm_tokens_t tokens, const mdm_law_struct *law);

/* Stand before the first line of TEXT[0..SIZE), which FILE holds.  What is
   given is lent to CONTEXTS.  */
void mdm_contexts_init (mdm_contexts_t *contexts, const char *file,
                        const char *text, size_t size,
                        const mdm_law_struct *law, const mdm_tokens_t tokens,
                        mdm_err_t *err);
void mdm_contexts_clear (mdm_contexts_t *contexts);

/* Read all rows with READ, which is given READER when the words of a row have
   been found, and the declarations.  The mask is no token.  */
typedef mdm_status mdm_context_reader (void *reader);
mdm_status mdm_contexts_read (mdm_contexts_t *contexts,
                              mdm_context_reader *read,
                              void *reader) MDM_MUST_CHECK;

/* Read the context that stands from word FIRST on, in COUNT words, 1 or L,
   into TOKEN: numbers, and MASKED in the place of the mask.  */
mdm_status mdm_contexts_tokens_at (uint32_t *token, uint32_t masked,
                                   const mdm_contexts_t *contexts,
                                   size_t first, size_t count) MDM_MUST_CHECK;

/* Read the SIZE bytes at AT of the line into *POSITION, one that is below the
   law's length and MASKED in TOKEN.  */
mdm_status mdm_contexts_position (size_t *position, const uint32_t *token,
                                  uint32_t masked,
                                  const mdm_contexts_t *contexts, size_t at,
                                  size_t size) MDM_MUST_CHECK;

/* Fail at byte AT of the line at hand.  */
mdm_status mdm_contexts_fail (const mdm_contexts_t *contexts,
                              mdm_status status, size_t at, const char *what);

#endif
