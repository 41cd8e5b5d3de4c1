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
  MDM_NUMBER (number);
  mdm_status status = mdm_number_set_error (
      number, extreme->infinite ? NULL : extreme->x, &brief, err);
  size_t size;

  if (status != MDM_OK)
    return status;
  size = strlen (number->value) + strlen (extreme->name) + 40;
  *text = flint_malloc (size);
  if (extreme->who == all)
    snprintf (*text, size, "%s%s", number->value, unit);
  else if (extreme->who == 1)
    snprintf (*text, size, "%s%s (%s)", number->value, unit, extreme->name);
  else
    snprintf (*text, size, "%s%s (%s and %zu more)", number->value, unit,
              extreme->name, extreme->who - 1);
  return MDM_OK;
}

/* The last line: the least and the greatest error of COUNT schedules.  */
static mdm_status
conclude (mdm_result_t result, size_t count, const extreme_t *least,
          const extreme_t *greatest, const mdm_format_t *format,
          mdm_err_t *err)
{
  const char *unit = format->unit == MDM_NATS ? " nats" : " bits";
  MDM_OWNED char *low = NULL;
  MDM_OWNED char *high = NULL;
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
  if (status != MDM_OK)
    return status;
  if (least->who == count)
    {
      mdm_result_conclude (result, "%zu schedule%s: ekl %s", count,
                           count == 1 ? "" : "s, all alike", high);
      return MDM_OK;
    }
  status = extreme_str (&low, least, "", count, format, err);
  if (status == MDM_OK)
    mdm_result_conclude (result, "%zu schedules: ekl from %s to %s", count,
                         low, high);
  return status;
}

/* Add the schedule of INSTANCE and its error.  */
static mdm_status
add_schedule (mdm_result_t result, extreme_t *extreme, mdm_instance_t instance,
              const mdm_format_t *format, mdm_err_t *err)
{
  const mdm_schedule_struct *schedule = instance->schedule;
  const mdm_logform_struct *ekl;
  mdm_cell_t cell;
  mdm_status status = mdm_instance_ekl (&ekl, instance, err);

  if (status == MDM_OK)
    status = mdm_cell_real (&cell, ekl, format, err);
  if (status != MDM_OK)
    return status;
  extreme_meet (extreme, ekl, schedule->name);
  extreme_meet (extreme + 1, ekl, schedule->name);
  mdm_result_add (result, mdm_cell_text (schedule->name));
  mdm_result_add (result, mdm_cell_schedule (schedule));
  mdm_result_add (result, mdm_cell_steps (schedule));
  mdm_result_add (result, cell);
  return MDM_OK;
}

mdm_status
mdm_report_schedules (mdm_result_t result, mdm_law_t law,
                      const mdm_schedule_struct *schedule, size_t count,
                      mdm_curve_t curve,
                      const mdm_predictor_struct *predictor,
                      const mdm_limit_t *limit, const mdm_format_t *format,
                      mdm_err_t *err)
{
  const mdm_heading_t columns[]
      = { { "name", "schedule", MDM_HEADING_VALUE, 1 },
          { "sizes", "sizes", MDM_HEADING_LIST, 3 },
          { "steps", "T", MDM_HEADING_VALUE, 2 },
          { "ekl", format->unit == MDM_BITS ? "ekl (bits)" : "ekl (nats)",
            MDM_HEADING_VALUE, 4 },
          { NULL, "exact", MDM_HEADING_EXACT, 5 },
          { .key = NULL } };
  extreme_t extreme[2]; /* the least, the greatest */
  mdm_status status = MDM_OK;

  extreme_init (extreme, -1);
  extreme_init (extreme + 1, 1);
  mdm_say_law (result, law, NULL, NULL, NULL);
  mdm_say_predictor (result, predictor);
  mdm_result_table (result, NULL, MDM_ROWS_RECORDS, "rows", columns);
  for (size_t i = 0; i < count && status == MDM_OK; i++)
    {
      mdm_instance_t instance;
      mdm_instance_init_with_curve (instance, law, schedule + i, curve, limit);
      mdm_instance_set_predictor (instance, predictor);
      status = add_schedule (result, extreme, instance, format, err);
      mdm_instance_clear (instance);
    }
  if (status == MDM_OK)
    status = conclude (result, count, extreme, extreme + 1, format, err);
  mdm_logform_clear (extreme[0].x);
  mdm_logform_clear (extreme[1].x);
  return status;
}
