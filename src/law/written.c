#include <config.h>

#include "law/written.h"

#include "exact/scoped.h"
#include "text/lines.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

typedef struct
{
  char *text;
  size_t size; /* without the NUL */
  size_t room;
} buffer_t;

static void
put (buffer_t *b, const char *text)
{
  size_t n = strlen (text);

  if (b->size + n + 1 > b->room)
    {
      b->room = 2 * (b->size + n + 1);
      b->text = flint_realloc (b->text, b->room);
    }
  memcpy (b->text + b->size, text, n + 1);
  b->size += n;
}

/* Token number I of LAW; NUMERAL has room for one.  */
static const char *
token_of (const mdm_law_t law, uint64_t i, char numeral[24])
{
  if (law->token != NULL)
    return law->token[i];
  snprintf (numeral, 24, "%" PRIu64, i);
  return numeral;
}

static int
is_zero (const mdm_law_t law, const fmpq *p, size_t i)
{
  return p != NULL ? fmpq_is_zero (p + i) : fmpz_is_zero (law->weight + i);
}

/* Is the vocabulary of LAW what is seen in its rows, in byte order?  */
static int
vocabulary_is_seen (const mdm_law_t law, const fmpq *p)
{
  MDM_OWNED char *seen = NULL;
  char a[24], b[24];

  for (uint64_t i = 1; i < law->vocab; i++)
    if (strcmp (token_of (law, i - 1, a), token_of (law, i, b)) >= 0)
      return 0;
  seen = flint_calloc ((size_t) law->vocab, 1);
  for (size_t i = 0; i < law->support; i++)
    for (size_t k = 0; k < law->length && !is_zero (law, p, i); k++)
      seen[mdm_law_row (law, i)[k]] = 1;
  return memchr (seen, 0, (size_t) law->vocab) == NULL;
}

/* Refuse a token that a line cannot hold as a word.  */
static mdm_status
check_tokens (const mdm_law_t law, mdm_err_t *err)
{
  for (uint64_t i = 0; law->token != NULL && i < law->vocab; i++)
    if (law->token[i][0] == '\0'
        || law->token[i][strcspn (law->token[i], " \t\r\n")] != '\0')
      return mdm_err_set (
          err, MDM_EDOMAIN, NULL, 0, 0,
          "the token '%.*s' has a blank or a line end, which "
          "no token of a law file has",
          mdm_utf8_shown (law->token[i], strlen (law->token[i])),
          law->token[i]);
  return MDM_OK;
}

static void
put_directives (buffer_t *b, const mdm_law_t law, const fmpq *p)
{
  char numeral[24];

  /* Several words are words without being told.  */
  if (law->length == 1 && !mdm_law_single_characters (law))
    put (b, "#: split words\n");
  if (vocabulary_is_seen (law, p))
    return;
  put (b, "#: vocab");
  for (uint64_t i = 0; i < law->vocab; i++)
    {
      put (b, " ");
      put (b, token_of (law, i, numeral));
    }
  put (b, "\n");
}

mdm_status
mdm_law_write (char **text, const mdm_law_t law, const fmpq *p, mdm_err_t *err)
{
  buffer_t b = { 0 };
  mdm_status status = check_tokens (law, err);
  MDM_FMPQ (weight);

  *text = NULL;
  if (status != MDM_OK)
    return status;
  put_directives (&b, law, p);
  for (size_t i = 0; i < law->support; i++)
    {
      MDM_OWNED char *sequence = NULL;
      MDM_OWNED char *number = NULL;
      if (is_zero (law, p, i))
        continue;
      fmpq_set_fmpz_frac (weight, law->weight + i, law->total);
      number = fmpq_get_str (NULL, 10, p != NULL ? p + i : weight);
      sequence = mdm_law_sequence_str (law, mdm_law_row (law, i));
      put (&b, number);
      put (&b, " ");
      put (&b, sequence);
      put (&b, "\n");
    }
  *text = b.text;
  return MDM_OK;
}
