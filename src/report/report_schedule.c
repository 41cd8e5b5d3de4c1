#include <config.h>

#include "report/reports.h"

#include <stdio.h>
#include <string.h>

/* The least or the greatest error met, and who has it.  */
typedef struct
{
  int order;  /* -1: the least, 1: the greatest */
  int known;  /* all comparisons could be decided */
  size_t who; /* how many have it; 0: nothing was met */
  int infinite;
  mdm_logform_t x;
  const char *name; /* of the first */
} extreme_t;

static void
extreme_init (extreme_t *extreme, int order)
{
  memset (extreme, 0, sizeof *extreme);
  extreme->order = order;
  extreme->known = 1;
  mdm_logform_init (extreme->x);
}

/* EKL, NULL being infinite, is the error of the schedule NAME, which is lent.
 */
static void
extreme_meet (extreme_t *extreme, const mdm_logform_struct *ekl,
              const char *name)
{
  int order = 0;

  if (extreme->who == 0)
    order = extreme->order;
  else if (ekl == NULL || extreme->infinite)
    order = (ekl == NULL) - extreme->infinite;
  else if (mdm_logform_cmp (&order, ekl, extreme->x) != MDM_OK)
    extreme->known = 0;
  if (order == 0)
    extreme->who++;
  if (order != extreme->order)
    return;
  extreme->who = 1;
  extreme->name = name;
  extreme->infinite = ekl == NULL;
  if (ekl != NULL)
    mdm_logform_set (extreme->x, ekl);
}

/* The error with its UNIT, and who has it unless that is ALL: "0.693147 nats
   (best:1 and 1 more)", on the heap.  */
static mdm_status
extreme_str (char **text, const extreme_t *extreme, const char *unit,
             size_t all, const mdm_format_t *format, mdm_err_t *err)
{
  const mdm_format_t brief = mdm_brief_format (format);
  mdm_number_t number;
  mdm_status status = mdm_number_set_error (
      &number, extreme->infinite ? NULL : extreme->x, &brief, err);
  size_t size;

  *text = NULL;
  if (status != MDM_OK)
    return status;
  size = strlen (number.value) + strlen (extreme->name) + 40;
  *text = flint_malloc (size);
  if (extreme->who == all)
    snprintf (*text, size, "%s%s", number.value, unit);
  else if (extreme->who == 1)
    snprintf (*text, size, "%s%s (%s)", number.value, unit, extreme->name);
  else
    snprintf (*text, size, "%s%s (%s and %zu more)", number.value, unit,
              extreme->name, extreme->who - 1);
  mdm_number_clear (&number);
  return MDM_OK;
}

/* The last line: the least and the greatest error of COUNT schedules.  */
static mdm_status
conclude (mdm_result_t result, size_t count, const extreme_t *least,
          const extreme_t *greatest, const mdm_format_t *format,
          mdm_err_t *err)
{
  const char *unit = format->unit == MDM_NATS ? " nats" : " bits";
  char *low = NULL, *high = NULL;
  mdm_status status;

  if (!least->known || !greatest->known)
    {
      mdm_result_conclude (result,
                           "%zu schedules; which is best could not be decided "
                           "within the limits of precision",
                           count);
      return MDM_OK;
    }
  status = extreme_str (&high, greatest, unit, count, format, err);
  if (status == MDM_OK && least->who == count)
    mdm_result_conclude (result, "%zu schedule%s: ekl %s", count,
                         count == 1 ? "" : "s, all alike", high);
  else if (status == MDM_OK)
    {
      status = extreme_str (&low, least, "", count, format, err);
      if (status == MDM_OK)
        mdm_result_conclude (result, "%zu schedules: ekl from %s to %s", count,
                             low, high);
    }
  flint_free (low);
  flint_free (high);
  return status;
}

/* Add one schedule and its error on LAW.  */
static mdm_status
add_schedule (mdm_result_t result, json_t *rows, extreme_t *extreme,
              mdm_law_t law, const mdm_schedule_t schedule,
              mdm_curve_t curve, const mdm_predictor_struct *predictor,
              const mdm_limit_t *limit, const mdm_format_t *format,
              mdm_err_t *err)
{
  const mdm_logform_struct *ekl;
  mdm_instance_t instance;
  mdm_number_t number;
  mdm_status status;
  json_t *row;
  char steps[32], *sizes;

  mdm_number_set_absent (&number);
  mdm_instance_init_with_curve (instance, law, schedule, curve, limit);
  mdm_instance_set_predictor (instance, predictor);
  status = mdm_instance_ekl (&ekl, instance, err);
  if (status == MDM_OK)
    status = mdm_number_set_error (&number, ekl, format, err);
  if (status == MDM_OK)
    {
      row = json_object ();
      json_object_set_new (row, "name", mdm_json_string (schedule->name));
      json_object_set_new (row, "sizes", mdm_schedule_json (schedule));
      json_object_set_new (row, "steps", mdm_steps_json (schedule));
      json_object_set_new (row, "ekl", mdm_number_json (&number));
      json_array_append_new (rows, row);
      extreme_meet (extreme, ekl, schedule->name);
      extreme_meet (extreme + 1, ekl, schedule->name);
      sizes = mdm_schedule_str (schedule);
      snprintf (steps, sizeof steps, "%zu", schedule->steps);
      mdm_result_cell (result, schedule->name);
      mdm_result_cell (result, schedule->steps > 0 ? steps : NULL);
      mdm_result_cell (result, sizes);
      mdm_result_number (result, &number);
      flint_free (sizes);
    }
  mdm_number_clear (&number);
  mdm_instance_clear (instance);
  return status;
}

mdm_status
mdm_report_schedules (mdm_result_t result, mdm_law_t law,
                      const mdm_schedule_struct *schedule, size_t count,
                      mdm_curve_t curve,
                      const mdm_predictor_struct *predictor,
                      const mdm_limit_t *limit, const mdm_format_t *format,
                      mdm_err_t *err)
{
  json_t *rows = json_array ();
  extreme_t extreme[2]; /* the least, the greatest */
  char head[32];
  mdm_status status = MDM_OK;

  extreme_init (extreme, -1);
  extreme_init (extreme + 1, 1);
  mdm_report_law_facts (result, law);
  mdm_report_predictor (result, predictor);
  mdm_result_member (result, "rows", rows);
  snprintf (head, sizeof head, "ekl (%s)", mdm_unit_str (format->unit));
  mdm_result_table (result, NULL, "schedule", "T", "sizes", head, "exact",
                    NULL);
  for (size_t i = 0; i < count && status == MDM_OK; i++)
    status = add_schedule (result, rows, extreme, law, schedule + i, curve,
                           predictor, limit, format, err);
  if (status == MDM_OK)
    status = conclude (result, count, extreme, extreme + 1, format, err);
  mdm_logform_clear (extreme[0].x);
  mdm_logform_clear (extreme[1].x);
  return status;
}
