#include <config.h>

#include "report/reports.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

mdm_format_t
mdm_brief_format (const mdm_format_t *format)
{
  mdm_format_t brief = *format;

  if (brief.digits > 6)
    brief.digits = 6;
  brief.exact_terms = 0;
  return brief;
}

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
  if (law->note != NULL)
    {
      mdm_result_fact (result, "weights", "%s", law->note);
      mdm_result_member (result, "weights", mdm_json_string (law->note));
    }
  flint_free (text);
  fmpz_clear (support);
}

void
mdm_report_schedule_facts (mdm_result_t result, const mdm_schedule_t schedule)
{
  static const char *const names[]
      = { "sizes", "blocks", "step probabilities", "random sizes" };
  char *text = mdm_schedule_str (schedule);

  mdm_result_fact (result, "schedule", "%s", schedule->name);
  mdm_result_fact (result, names[schedule->kind], "%s", text);
  if (schedule->steps > 0)
    mdm_result_fact (result, "T", "%zu", schedule->steps);
  if (schedule->size != NULL)
    mdm_result_fact (result, "smax", "%zu", schedule->smax);
  flint_free (text);
}

void
mdm_report_predictor (mdm_result_t result,
                      const mdm_predictor_struct *predictor)
{
  if (predictor == NULL || predictor->kind == MDM_PREDICTOR_IDEAL)
    return;
  mdm_result_member (result, "predictor", mdm_json_string (predictor->name));
  mdm_result_fact (result, "predictor", "%s", predictor->name);
}

/* {"weight":"1/3","sizes":[2,2,1]} for each of the random sizes.  */
static json_t *
mixed_json (const mdm_schedule_t schedule)
{
  json_t *list = json_array ();

  for (size_t i = 0; i < schedule->parts; i++)
    {
      json_t *part = json_object ();
      char *weight = mdm_fraction_str (schedule->weight + i);
      json_object_set_new (part, "weight", json_string (weight));
      json_object_set_new (part, "sizes",
                           mdm_schedule_json (schedule->part + i));
      json_array_append_new (list, part);
      flint_free (weight);
    }
  return list;
}

json_t *
mdm_schedule_json (const mdm_schedule_t schedule)
{
  json_t *list;
  const size_t *position = schedule->position;

  if (schedule->kind == MDM_SCHEDULE_MIXED)
    return mixed_json (schedule);
  list = json_array ();
  for (size_t t = 0; t < schedule->steps; t++)
    {
      json_t *block;
      if (schedule->kind == MDM_SCHEDULE_IID)
        {
          char *step = mdm_fraction_str (schedule->step + t);
          json_array_append_new (list, json_string (step));
          flint_free (step);
          continue;
        }
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

/* `1/2,1/3,1/6'.  */
static char *
iid_str (const mdm_schedule_t schedule)
{
  size_t size = 1, at = 0;
  char *text, *step;

  for (size_t t = 0; t < schedule->steps; t++)
    size += (size_t) fmpz_sizeinbase (fmpq_numref (schedule->step + t), 10)
            + (size_t) fmpz_sizeinbase (fmpq_denref (schedule->step + t), 10)
            + 4;
  text = flint_calloc (size, 1);
  for (size_t t = 0; t < schedule->steps; t++)
    {
      step = mdm_fraction_str (schedule->step + t);
      at += (size_t) snprintf (text + at, size - at, "%s%s", t == 0 ? "" : ",",
                               step);
      flint_free (step);
    }
  return text;
}

/* `1/3: 2,2,1; 2/3: 5'.  */
static char *
mixed_str (const mdm_schedule_t schedule)
{
  size_t size = 1;
  char *text = flint_calloc (1, 1);

  for (size_t i = 0; i < schedule->parts; i++)
    {
      char *weight = mdm_fraction_str (schedule->weight + i);
      char *sizes = mdm_schedule_sizes_str (schedule->part + i);
      size_t more = strlen (weight) + strlen (sizes) + 4;
      text = flint_realloc (text, size + more);
      size += (size_t) sprintf (text + size - 1, "%s%s: %s",
                                i == 0 ? "" : "; ", weight, sizes);
      flint_free (weight);
      flint_free (sizes);
    }
  return text;
}

json_t *
mdm_steps_json (const mdm_schedule_t schedule)
{
  return schedule->steps > 0 ? json_integer ((json_int_t) schedule->steps)
                             : json_null ();
}

char *
mdm_schedule_str (const mdm_schedule_t schedule)
{
  char *text, *p;
  const size_t *position = schedule->position;

  if (schedule->kind == MDM_SCHEDULE_SIZES)
    return mdm_schedule_sizes_str (schedule);
  if (schedule->kind == MDM_SCHEDULE_IID)
    return iid_str (schedule);
  if (schedule->kind == MDM_SCHEDULE_MIXED)
    return mixed_str (schedule);
  p = text = flint_malloc (21 * schedule->length + schedule->steps + 1);
  *p = '\0';
  for (size_t t = 0; t < schedule->steps; t++)
    for (size_t j = 0; j < schedule->size[t]; j++)
      p += sprintf (p, "%s%zu", j > 0 ? " " : t > 0 ? "|" : "", *position++);
  return text;
}
