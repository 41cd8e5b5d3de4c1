#include <config.h>

#include "law/total.h"

#include "law/reading.h"

#include <stdio.h>
#include <string.h>

/* A sum of more characters is not shown.  */
#define SHOWN_MAX 100

void
mdm_totals_add (mdm_totals_t *totals, const char *what, const fmpq_t sum)
{
  MDM_OWNED char *text = NULL;

  if (totals->count++ > 0)
    return;
  text = fmpq_get_str (NULL, 10, sum);
  snprintf (totals->first, sizeof totals->first, "%s %s, divided by it", what,
            strlen (text) <= SHOWN_MAX ? text : "what is not 1");
}

int
mdm_total_is_refused (const fmpq_t sum, const mdm_limit_t *limit)
{
  return fmpq_is_zero (sum)
         || (!fmpq_is_one (sum) && !mdm_reading (limit).normalize);
}

mdm_status
mdm_totals_check (mdm_totals_t *totals, const fmpq_t sum, const char *what,
                  const mdm_limit_t *limit, mdm_err_t *err)
{
  const char *ask = mdm_reading (limit).ask_normalize;
  int hint = ask != NULL && !fmpq_is_zero (sum);
  MDM_FMPQ (defect);
  MDM_OWNED char *is = NULL, *off = NULL;

  if (!mdm_total_is_refused (sum, limit))
    {
      if (!fmpq_is_one (sum))
        mdm_totals_add (totals, what, sum);
      return MDM_OK;
    }
  fmpq_sub_si (defect, sum, 1);
  is = fmpq_get_str (NULL, 10, sum);
  off = fmpq_get_str (NULL, 10, defect);
  return mdm_err_set (
      err, MDM_EDOMAIN, NULL, 0, 0, "%s %s, %s %s than 1%s%s%s", what, is,
      off + (off[0] == '-'), off[0] == '-' ? "less" : "more", hint ? "; " : "",
      hint ? ask : "", hint ? " divides by it" : "");
}

void
mdm_totals_note (mdm_law_t law, const mdm_totals_t *totals)
{
  char note[sizeof totals->first + 60];

  if (totals->count == 0)
    return;
  snprintf (note, sizeof note, "%s", totals->first);
  if (totals->count > 1)
    snprintf (note, sizeof note, "%s, and so with %zu more", totals->first,
              totals->count - 1);
  mdm_law_set_note (law, note);
}
