/* law_text.h - a law as one line of text, for tests to compare.  */
#ifndef MDM_LAW_TEXT_H
#define MDM_LAW_TEXT_H

#include "law/law.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* "V=2 L=3 total=4 001*3 010*1": the rows in their order with their weights,
   or no row where LAW is not listed.  The caller frees it with free.  */
static char *
law_text (const mdm_law_t law)
{
  char *text = NULL, *part;
  size_t size;
  FILE *stream = open_memstream (&text, &size);

  part = fmpz_get_str (NULL, 10, law->total);
  fprintf (stream, "V=%" PRIu64 " L=%zu total=%s", law->vocab, law->length,
           part);
  flint_free (part);
  for (size_t i = 0; i < law->support; i++)
    {
      part = mdm_law_sequence_str (law, mdm_law_row (law, i));
      fprintf (stream, " %s*", part);
      flint_free (part);
      part = fmpz_get_str (NULL, 10, law->weight + i);
      fputs (part, stream);
      flint_free (part);
    }
  fclose (stream);
  return text;
}

/* Fail unless LAW is EXPECTED in that form, and its invariants hold.  */
static void
check_law (const mdm_law_t law, const char *expected)
{
  char *text = law_text (law);
  fmpz_t sum, g;

  ck_assert_str_eq (text, expected);
  free (text);
  ck_assert_ptr_nonnull (law->name);
  if (!law->listed)
    return;
  fmpz_init (sum);
  fmpz_init (g);
  for (size_t i = 0; i < law->support; i++)
    {
      ck_assert_int_gt (fmpz_sgn (law->weight + i), 0);
      fmpz_add (sum, sum, law->weight + i);
      fmpz_gcd (g, g, law->weight + i);
      ck_assert_uint_eq (mdm_law_find (law, mdm_law_row (law, i)), i);
    }
  ck_assert (fmpz_equal (sum, law->total));
  ck_assert (fmpz_is_one (g));
  fmpz_clear (sum);
  fmpz_clear (g);
}

/* Fail unless STATUS and ERR are that failure; MESSAGE is part of what it
   says.  */
static void
check_failure (mdm_status status, const mdm_err_t *err, mdm_status expected,
               const char *where, size_t line, size_t column,
               const char *message)
{
  ck_assert_int_eq (status, expected);
  ck_assert_int_eq (err->status, expected);
  ck_assert_str_eq (err->where, where);
  if (strstr (err->message, message) == NULL)
    ck_abort_msg ("message: %s; expected: %s", err->message, message);
  ck_assert_uint_eq (err->line, line);
  ck_assert_uint_eq (err->column, column);
}

#endif
