#include <config.h>

#include "report/reports.h"

#include <inttypes.h>
#include <stdio.h>

void
mdm_report_law_facts (mdm_result_t result, const mdm_law_t law)
{
  fmpz_t support;
  char *text;

  fmpz_init (support);
  mdm_law_support (support, law);
  text = fmpz_bits (support) <= 80 ? fmpz_get_str (NULL, 10, support) : NULL;
  mdm_result_fact (result, "law", "%s", law->name);
  mdm_result_fact (result, "V", "%" PRIu64, law->vocab);
  mdm_result_fact (result, "L", "%zu", law->length);
  if (text != NULL)
    mdm_result_fact (result, "support", "%s", text);
  else
    mdm_result_fact (result, "support", "about 2^%lu",
                     (unsigned long) fmpz_bits (support) - 1);
  flint_free (text);
  fmpz_clear (support);
}

void
mdm_report_schedule_facts (mdm_result_t result, const mdm_schedule_t schedule)
{
  char *text = mdm_schedule_str (schedule);

  mdm_result_fact (result, "schedule", "%s", schedule->name);
  mdm_result_fact (result,
                   schedule->kind == MDM_SCHEDULE_SIZES ? "sizes" : "blocks",
                   "%s", text);
  mdm_result_fact (result, "T", "%zu", schedule->steps);
  mdm_result_fact (result, "smax", "%zu", schedule->smax);
  flint_free (text);
}

json_t *
mdm_schedule_json (const mdm_schedule_t schedule)
{
  json_t *list = json_array ();
  const size_t *position = schedule->position;

  for (size_t t = 0; t < schedule->steps; t++)
    {
      json_t *block;
      if (schedule->kind == MDM_SCHEDULE_SIZES)
        {
          json_array_append_new (
              list, json_integer ((json_int_t) schedule->size[t]));
          continue;
        }
      block = json_array ();
      for (size_t j = 0; j < schedule->size[t]; j++)
        json_array_append_new (block, json_integer ((json_int_t) *position++));
      json_array_append_new (list, block);
    }
  return list;
}

char *
mdm_schedule_str (const mdm_schedule_t schedule)
{
  char *text, *p;
  const size_t *position = schedule->position;

  if (schedule->kind == MDM_SCHEDULE_SIZES)
    return mdm_schedule_sizes_str (schedule);
  p = text = flint_malloc (21 * schedule->length + schedule->steps + 1);
  *p = '\0';
  for (size_t t = 0; t < schedule->steps; t++)
    for (size_t j = 0; j < schedule->size[t]; j++)
      p += sprintf (p, "%s%zu", j > 0 ? " " : t > 0 ? "|" : "", *position++);
  return text;
}
