#include <config.h>

#include "law/total.h"

#include "law/reading.h"
#include "text/string.h"
#include "text/sum.h"

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
  if (mdm_total_is_refused (sum, limit))
    return mdm_sum_check (
        sum, what,
        fmpq_is_zero (sum) ? NULL : mdm_reading (limit).ask_normalize, err);
  if (!fmpq_is_one (sum))
    mdm_totals_add (totals, what, sum);
  return MDM_OK;
}

char *
mdm_totals_str (const mdm_totals_t *totals)
{
  if (totals->count == 0)
    return NULL;
  if (totals->count == 1)
    return mdm_str ("%s", totals->first);
  return mdm_str ("%s, and so with %zu more", totals->first,
                  totals->count - 1);
}

void
mdm_totals_note (mdm_law_t law, const mdm_totals_t *totals)
{
  MDM_OWNED char *note = mdm_totals_str (totals);

  if (note != NULL)
    mdm_law_set_note (law, note);
}
