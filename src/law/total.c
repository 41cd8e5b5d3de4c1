#include <config.h>

#include "law/total.h"

#include "exact/scoped.h"

#include <stdio.h>
#include <string.h>

/* A sum of more characters is not shown.  */
#define SHOWN_MAX 100

void
mdm_total_sum (fmpq_t res, const fmpq *weights, size_t count)
{
  MDM_FMPQ (rest);

  /* In halves: denominators grow with the number of terms.  */
  if (count <= 1)
    {
      fmpq_zero (res);
      if (count == 1)
        fmpq_set (res, weights);
      return;
    }
  mdm_total_sum (res, weights, count / 2);
  mdm_total_sum (rest, weights + count / 2, count - count / 2);
  fmpq_add (res, res, rest);
}

void
mdm_total_note (mdm_law_t law, const fmpq_t sum, int integer)
{
  MDM_OWNED char *text = NULL;
  char note[SHOWN_MAX + 40];

  if (integer || fmpq_is_one (sum))
    return;
  text = fmpq_get_str (NULL, 10, sum);
  if (strlen (text) <= SHOWN_MAX)
    snprintf (note, sizeof note, "sum to %s, divided by it", text);
  else
    snprintf (note, sizeof note, "do not sum to 1, divided by their sum");
  mdm_law_set_note (law, note);
}

void
mdm_total_note_weights (mdm_law_t law, const fmpq *weights, size_t count)
{
  size_t i = 0;
  MDM_FMPQ (sum);

  while (i < count && fmpz_is_one (fmpq_denref (weights + i)))
    i++;
  if (i == count)
    return;
  mdm_total_sum (sum, weights, count);
  mdm_total_note (law, sum, 0);
}
