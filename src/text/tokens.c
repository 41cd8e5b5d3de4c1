#include <config.h>

#include "text/tokens.h"

#include "exact/array.h"
#include "exact/scoped.h"

#include <stdlib.h>
#include <string.h>

void
mdm_tokens_init (mdm_tokens_t tokens)
{
  *tokens = (mdm_tokens_struct){ 0 };
}

void
mdm_tokens_clear (mdm_tokens_t tokens)
{
  for (size_t i = 0; i < tokens->count; i++)
    flint_free (tokens->token[i].name);
  flint_free (tokens->token);
  flint_free (tokens->slot);
}

/* FNV-1a, then the finish of SplitMix64, because slots take low bits.  */
static uint64_t
hash_of (const char *text, size_t size)
{
  uint64_t h = UINT64_C (0xcbf29ce484222325);

  for (size_t i = 0; i < size; i++)
    h = (h ^ (unsigned char) text[i]) * UINT64_C (0x100000001b3);
  h = (h ^ h >> 30) * UINT64_C (0xbf58476d1ce4e5b9);
  h = (h ^ h >> 27) * UINT64_C (0x94d049bb133111eb);
  return h ^ h >> 31;
}

static int
is_byte (const char *text, size_t size)
{
  return size == 1 && (unsigned char) text[0] < 128;
}

/* The slot that holds TEXT[0..SIZE) of hash H, or the free one where it
   belongs.  There is a free slot: less than half of them are taken.  */
static uint32_t *
slot_of (const mdm_tokens_t tokens, const char *text, size_t size, uint64_t h)
{
  size_t mask = tokens->slots - 1;

  for (size_t i = h & mask;; i = (i + 1) & mask)
    {
      const mdm_token_t *token;
      if (tokens->slot[i] == 0)
        return tokens->slot + i;
      token = tokens->token + (tokens->slot[i] - 1);
      if (token->hash == h && token->size == size
          && memcmp (token->name, text, size) == 0)
        return tokens->slot + i;
    }
}

size_t
mdm_tokens_find (const mdm_tokens_t tokens, const char *text, size_t size)
{
  uint32_t number = 0;

  if (is_byte (text, size))
    number = tokens->byte[(unsigned char) text[0]];
  else if (tokens->slots > 0)
    number = *slot_of (tokens, text, size, hash_of (text, size));
  return number == 0 ? tokens->count : number - 1;
}

/* Twice as many slots, at least 64.  */
static void
grow (mdm_tokens_t tokens)
{
  tokens->slots = tokens->slots == 0 ? 64 : 2 * tokens->slots;
  flint_free (tokens->slot);
  tokens->slot = flint_calloc (tokens->slots, sizeof *tokens->slot);
  for (size_t i = 0; i < tokens->count; i++)
    {
      const mdm_token_t *token = tokens->token + i;
      if (!is_byte (token->name, token->size))
        *slot_of (tokens, token->name, token->size, token->hash)
            = (uint32_t) i + 1;
    }
}

void
mdm_tokens_add (mdm_tokens_t tokens, const char *text, size_t size)
{
  uint64_t h = hash_of (text, size);
  char *name = flint_malloc (size + 1);

  if (2 * (tokens->count + 1) >= tokens->slots)
    grow (tokens);
  MDM_ARRAY_GROW (tokens->token, tokens->room, tokens->count + 1);
  memcpy (name, text, size);
  name[size] = '\0';
  if (is_byte (text, size))
    tokens->byte[(unsigned char) text[0]] = (uint32_t) tokens->count + 1;
  else
    *slot_of (tokens, text, size, h) = (uint32_t) tokens->count + 1;
  tokens->token[tokens->count++] = (mdm_token_t){ name, size, h };
}

mdm_status
mdm_tokens_number (uint16_t *number, mdm_tokens_t tokens, const char *text,
                   size_t size, const char *what, mdm_err_t *err)
{
  size_t found = mdm_tokens_find (tokens, text, size);

  if (found > UINT16_MAX)
    return mdm_err_set (err, MDM_ELIMIT, NULL, 0, 0, "more than %d %s",
                        UINT16_MAX + 1, what);
  if (found == tokens->count)
    mdm_tokens_add (tokens, text, size);
  *number = (uint16_t) found;
  return MDM_OK;
}

/* A token and the number it had.  */
typedef struct
{
  char *name;
  size_t number;
} named_t;

static int
compare_names (const void *x, const void *y)
{
  return strcmp (((const named_t *) x)->name, ((const named_t *) y)->name);
}

char **
mdm_tokens_release (mdm_tokens_t tokens, int sort, uint16_t *map)
{
  size_t count = tokens->count;
  char **names = flint_malloc ((count + 1) * sizeof *names);
  MDM_OWNED named_t *list = flint_malloc ((count + 1) * sizeof *list);

  for (size_t i = 0; i < count; i++)
    list[i] = (named_t){ tokens->token[i].name, i };
  if (sort)
    qsort (list, count, sizeof *list, compare_names);
  for (size_t i = 0; i < count; i++)
    {
      names[i] = list[i].name;
      if (map != NULL)
        map[list[i].number] = (uint16_t) i;
    }
  tokens->count = 0;
  mdm_tokens_clear (tokens);
  mdm_tokens_init (tokens);
  return names;
}
