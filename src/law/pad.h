/* pad.h - sequences of unequal lengths, brought to one length with a token
   that is put after them.  */
#ifndef MDM_PAD_H
#define MDM_PAD_H

#include "law/rows.h"

#include "exact/limit.h"

/* COUNT sequences stand in *TOKENS one after another, number i ending before
   END[i]; the longest has LENGTH tokens.  Replace the heap block by one in
   which each has LENGTH tokens, the token PAD after the others as often as
   need be.  PAD becomes a token of ROWS only if a sequence is shorter.  On
   failure nothing is changed.  */
mdm_status mdm_pad_sequences (uint16_t **tokens, const size_t *end,
                              size_t count, size_t length, const char *pad,
                              mdm_rows_t *rows, const mdm_limit_t *limit,
                              mdm_err_t *err) MDM_MUST_CHECK;

#endif
