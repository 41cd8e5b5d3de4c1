#include <config.h>

#include "law/written.h"

#include "text/utf8.h"

#include <string.h>

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
    if (strcmp (mdm_law_token (a, law, i - 1), mdm_law_token (b, law, i)) >= 0)
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
write_directives (FILE *stream, const mdm_law_t law, const fmpq *p)
{
  char numeral[24];

  /* Several words are words without being told.  */
  if (law->length == 1 && !mdm_law_single_characters (law))
    fputs ("#: split words\n", stream);
  if (vocabulary_is_seen (law, p))
    return;
  fputs ("#: vocab", stream);
  for (uint64_t i = 0; i < law->vocab; i++)
    fprintf (stream, " %s", mdm_law_token (numeral, law, i));
  fputs ("\n", stream);
}

mdm_status
mdm_law_write (FILE *stream, const mdm_law_t law, const fmpq *p,
               mdm_err_t *err)
{
  MDM_FMPQ (weight);

  MDM_TRY (check_tokens (law, err));
  write_directives (stream, law, p);
  for (size_t i = 0; i < law->support; i++)
    {
      MDM_OWNED char *sequence = NULL, *number = NULL;
      if (is_zero (law, p, i))
        continue;
      fmpq_set_fmpz_frac (weight, law->weight + i, law->total);
      number = fmpq_get_str (NULL, 10, p != NULL ? p + i : weight);
      sequence = mdm_law_sequence_str (law, mdm_law_row (law, i));
      fprintf (stream, "%s %s\n", number, sequence);
    }
  return MDM_OK;
}
