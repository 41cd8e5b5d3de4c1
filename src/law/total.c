#include <config.h>

#include "law/total.h"

#include "exact/scoped.h"
#include "law/conditional.h"
#include "law/reading.h"

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

/* Sources.  */

/* Add to the message in ERR that there is an option for it.  */
static mdm_status
name_option (mdm_err_t *err)
{
  static const char hint[] = "; --normalize divides by it";
  size_t size;

  if (err == NULL)
    return MDM_EDOMAIN;
  size = strlen (err->message);
  if (size + sizeof hint <= sizeof err->message)
    memcpy (err->message + size, hint, sizeof hint);
  return MDM_EDOMAIN;
}

mdm_status
mdm_totals_check (mdm_totals_t *totals, const fmpq_t sum, const char *what,
                  const char *file, const char *text, size_t offset,
                  const mdm_limit_t *limit, mdm_err_t *err)
{
  MDM_OWNED char *shown = NULL;

  if (fmpq_is_one (sum))
    return MDM_OK;
  if (!mdm_reading_normalize (limit) || fmpq_is_zero (sum))
    {
      (void) mdm_bad_sum (err, file, text, offset, what, sum);
      return fmpq_is_zero (sum) ? MDM_EDOMAIN : name_option (err);
    }
  if (totals->count++ > 0)
    return MDM_OK;
  shown = fmpq_get_str (NULL, 10, sum);
  if (strlen (shown) <= SHOWN_MAX)
    snprintf (totals->first, sizeof totals->first, "%s %s, divided by it",
              what, shown);
  else
    snprintf (totals->first, sizeof totals->first,
              "%s what is not 1, divided by it", what);
  return MDM_OK;
}

void
mdm_totals_note (mdm_law_t law, const mdm_totals_t *totals)
{
  char note[sizeof totals->first + 60];

  if (totals->count == 1)
    mdm_law_set_note (law, totals->first);
  if (totals->count <= 1)
    return;
  snprintf (note, sizeof note, "%s, and so with %zu more", totals->first,
            totals->count - 1);
  mdm_law_set_note (law, note);
}
