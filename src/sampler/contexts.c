#include <config.h>

#include "sampler/contexts.h"

#include "exact/rational.h"

#include <inttypes.h>
#include <string.h>

void
mdm_contexts_tokens (mdm_tokens_t tokens, const mdm_law_struct *law)
{
  char buffer[24];

  for (uint64_t v = 0; v < law->vocab; v++)
    {
      const char *name = mdm_law_token (buffer, law, v);
      mdm_tokens_add (tokens, name, strlen (name));
    }
}

void
mdm_contexts_init (mdm_contexts_t *contexts, const char *file,
                   const char *text, size_t size, const mdm_law_struct *law,
                   const mdm_tokens_t tokens, mdm_err_t *err)
{
  *contexts = (mdm_contexts_t){ .tokens = tokens,
                                .length = law->length,
                                .vocab = (size_t) law->vocab,
                                .mask = "_",
                                .err = err };
  mdm_lines_init (&contexts->lines, file, text, size);
}

void
mdm_contexts_clear (mdm_contexts_t *contexts)
{
  flint_free (contexts->start);
  flint_free (contexts->end);
}

mdm_status
mdm_contexts_fail (const mdm_contexts_t *contexts, mdm_status status,
                   size_t at, const char *what)
{
  return mdm_err_set (contexts->err, status, contexts->lines.file,
                      contexts->lines.line, at + 1, "%s", what);
}

static void
split (mdm_contexts_t *c)
{
  c->words = 0;
  for (size_t at = mdm_lines_skip_blanks (&c->lines, 0); at < c->lines.size;
       at = mdm_lines_skip_blanks (&c->lines, at))
    {
      if (c->words == c->word_room)
        {
          c->word_room = 2 * c->word_room + 16;
          c->start = flint_realloc (c->start, c->word_room * sizeof *c->start);
          c->end = flint_realloc (c->end, c->word_room * sizeof *c->end);
        }
      c->start[c->words] = at;
      at = mdm_lines_skip_word (&c->lines, at);
      c->end[c->words++] = at;
    }
}

/* The line `#: mask X'.  */
static mdm_status
set_mask (mdm_contexts_t *c)
{
  size_t size;

  if (c->rows > 0)
    return mdm_contexts_fail (c, MDM_EPARSE, 0,
                              "the mask is declared before the rows");
  if (c->words != 3 || c->end[1] - c->start[1] != 4
      || memcmp (c->lines.start + c->start[1], "mask", 4) != 0)
    return mdm_contexts_fail (c, MDM_EPARSE, 0,
                              "the one declaration is '#: mask X'");
  size = c->end[2] - c->start[2];
  if (size >= sizeof c->mask)
    return mdm_contexts_fail (c, MDM_EPARSE, c->start[2],
                              "the mask is too long");
  memcpy (c->mask, c->lines.start + c->start[2], size);
  c->mask[size] = '\0';
  return MDM_OK;
}

mdm_status
mdm_contexts_read (mdm_contexts_t *c, mdm_context_reader *read, void *reader)
{
  for (;;)
    {
      int more;
      MDM_TRY (mdm_lines_next (&more, &c->lines, c->err));
      if (!more)
        break;
      split (c);
      if (c->words == 0)
        continue;
      if (c->lines.start[c->start[0]] != '#')
        {
          MDM_TRY (read (reader));
          c->rows++;
        }
      else if (c->lines.size > c->start[0] + 1
               && c->lines.start[c->start[0] + 1] == ':')
        MDM_TRY (set_mask (c));
    }
  if (mdm_tokens_find (c->tokens, c->mask, strlen (c->mask)) < c->vocab)
    return mdm_err_set (c->err, MDM_EDOMAIN, c->lines.file, 0, 0,
                        "the mask '%s' is a token of the law; declare "
                        "another one, '#: mask X'",
                        c->mask);
  return MDM_OK;
}

/* Set *TOKEN to what the SIZE bytes at AT of the line are: a token or the
   mask.  */
static mdm_status
read_token (uint32_t *token, uint32_t masked, const mdm_contexts_t *c,
            size_t at, size_t size)
{
  const char *text = c->lines.start + at;
  size_t found = mdm_tokens_find (c->tokens, text, size);

  *token = (uint32_t) found;
  if (strlen (c->mask) == size && memcmp (text, c->mask, size) == 0)
    *token = masked;
  else if (found == c->vocab)
    return mdm_err_set (c->err, MDM_EDOMAIN, c->lines.file, c->lines.line,
                        at + 1,
                        "'%.*s' is neither a token of the law nor the mask "
                        "'%s'",
                        mdm_utf8_shown (text, size), text, c->mask);
  return MDM_OK;
}

mdm_status
mdm_contexts_tokens_at (uint32_t *token, uint32_t masked,
                        const mdm_contexts_t *c, size_t first, size_t count)
{
  size_t at = c->start[first];
  int chars = count == 1;

  for (size_t i = 0; i < c->length; i++)
    {
      size_t size = c->end[chars ? first : first + i]
                    - (chars ? at : c->start[first + i]);
      if (!chars)
        at = c->start[first + i];
      else if (size == 0)
        return mdm_contexts_fail (
            c, MDM_EDOMAIN, at,
            "the context is shorter than the law's sequences");
      else if (c->length > 1)
        size = mdm_utf8_size (c->lines.start + at, size);
      MDM_TRY (read_token (token + i, masked, c, at, size));
      at += size;
    }
  if (chars && at < c->end[first])
    return mdm_contexts_fail (
        c, MDM_EDOMAIN, at, "the context is longer than the law's sequences");
  return MDM_OK;
}

mdm_status
mdm_contexts_position (size_t *position, const uint32_t *token,
                       uint32_t masked, const mdm_contexts_t *c, size_t at,
                       size_t size)
{
  uint64_t value;
  mdm_status status = mdm_natural_read (&value, c->lines.start + at, size,
                                        UINT64_MAX, c->err);

  if (status != MDM_OK)
    return mdm_err_place (c->err, c->lines.file, c->lines.line, at + 1);
  if (value >= c->length)
    return mdm_err_set (
        c->err, MDM_EDOMAIN, c->lines.file, c->lines.line, at + 1,
        "position %" PRIu64 " is not below the length %zu", value, c->length);
  if (token[value] != masked)
    return mdm_contexts_fail (c, MDM_EDOMAIN, at,
                              "the position is not masked");
  *position = (size_t) value;
  return MDM_OK;
}
