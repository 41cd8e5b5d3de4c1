#include <config.h>

#include "law/pad.h"

#include "law/law.h"

#include <string.h>

/* Set *NUMBER to that of the token PAD of ROWS, a new one if need be.  */
static mdm_status
find_token (uint16_t *number, const char *pad, mdm_rows_t *rows,
            mdm_err_t *err)
{
  size_t found = mdm_tokens_find (rows->tokens, pad, strlen (pad));

  if (found == rows->tokens->count && rows->declared)
    return mdm_err_set (err, MDM_EDOMAIN, rows->lines.file, 0, 0,
                        "the token '%.*s' of --pad is not in the declared "
                        "vocabulary",
                        mdm_utf8_shown (pad, strlen (pad)), pad);
  if (found == MDM_VOCAB_MAX)
    return mdm_err_set (err, MDM_ELIMIT, rows->lines.file, 0, 0,
                        "more than %d different tokens", MDM_VOCAB_MAX);
  if (found == rows->tokens->count)
    mdm_tokens_add (rows->tokens, pad, strlen (pad));
  *number = (uint16_t) found;
  return MDM_OK;
}

mdm_status
mdm_pad_sequences (uint16_t **tokens, const size_t *end, size_t count,
                   size_t length, const char *pad, mdm_rows_t *rows,
                   const mdm_limit_t *limit, mdm_err_t *err)
{
  uint64_t cells = mdm_work_mul (count, length);
  size_t begin = 0;
  uint16_t *padded, number = 0;
  mdm_status status;

  if (count == 0 || end[count - 1] == cells)
    return MDM_OK;
  status = mdm_limit_check (limit, "padding the sequences", 0,
                            mdm_work_mul (cells, 2 * sizeof *padded), err);
  if (status != MDM_OK)
    return mdm_err_place (err, rows->lines.file, 0, 0);
  status = find_token (&number, pad, rows, err);
  if (status != MDM_OK)
    return status;
  padded = flint_malloc ((size_t) cells * sizeof *padded);
  for (size_t i = 0; i < count; begin = end[i++])
    {
      size_t size = end[i] - begin;
      memcpy (padded + i * length, *tokens + begin, size * sizeof *padded);
      for (size_t k = size; k < length; k++)
        padded[i * length + k] = number;
    }
  flint_free (*tokens);
  *tokens = padded;
  return MDM_OK;
}
