#include <config.h>

#include "report/reports.h"

#include "text/string.h"

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
extreme_init (extreme_t *extreme)
{
  memset (extreme, 0, sizeof *extreme);
  extreme->known = 1;
  mdm_logform_init (extreme->x);
}

static void
extreme_clear (extreme_t *extreme)
{
  mdm_logform_clear (extreme->x);
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
static char *
extreme_str (mdm_result_t result, const extreme_t *extreme, const char *unit,
             size_t all)
{
  MDM_OWNED char *number
      = mdm_brief_str (result, extreme->infinite ? NULL : extreme->x);

  if (extreme->who == all)
    return mdm_str ("%s%s", number, unit);
  if (extreme->who == 1)
    return mdm_str ("%s%s (%s)", number, unit, extreme->name);
  return mdm_str ("%s%s (%s and %zu more)", number, unit, extreme->name,
                  extreme->who - 1);
}

/* The last line: the least and the greatest error of COUNT schedules.  */
static void
conclude (mdm_result_t result, size_t count, const extreme_t *least,
          const extreme_t *greatest)
{
  const char *unit = result->format->unit == MDM_NATS ? " nats" : " bits";
  MDM_OWNED char *low = NULL;
  MDM_OWNED char *high = NULL;

  if (!least->known || !greatest->known)
    {
      mdm_result_conclude (result,
                           "%zu schedules; which is best could not be decided "
                           "within the limits of precision",
                           count);
      return;
    }
  low = extreme_str (result, least, "", count);
  high = extreme_str (result, greatest, unit, count);
  if (least->who == count)
    mdm_result_conclude (result, "%zu schedule%s: ekl %s", count,
                         count == 1 ? "" : "s, all alike", high);
  else
    mdm_result_conclude (result, "%zu schedules: ekl from %s to %s", count,
                         low, high);
}

mdm_status
mdm_report_schedules (mdm_result_t result, mdm_law_t law,
                      const mdm_schedule_struct *schedule, size_t count,
                      mdm_curve_t curve, const mdm_predictor_struct *predictor,
                      const mdm_limit_t *limit)
{
  const mdm_heading_t columns[]
      = { { "name", "schedule", MDM_HEADING_VALUE, 1 },
          { "steps", "T", MDM_HEADING_VALUE, 3 },
          { "sizes", "sizes", MDM_HEADING_LIST, 2 },
          { "ekl",
            result->format->unit == MDM_BITS ? "ekl (bits)" : "ekl (nats)",
            MDM_HEADING_VALUE, 4 },
          { NULL, "exact", MDM_HEADING_EXACT, 0 },
          { .key = NULL } };
  size_t met = 0; /* sample-then-keep has no error ekl */
  MDM_SCOPED (least, extreme_t, extreme_init, extreme_clear);
  MDM_SCOPED (greatest, extreme_t, extreme_init, extreme_clear);

  least->order = -1;
  greatest->order = 1;
  mdm_say_law (result, law, NULL, NULL, NULL);
  mdm_say_predictor (result, predictor);
  mdm_result_table (result, NULL, MDM_ROWS_RECORDS, "rows", columns);
  for (size_t i = 0; i < count && result->status == MDM_OK; i++)
    {
      const mdm_logform_struct *ekl;
      int policy = schedule[i].kind == MDM_SCHEDULE_POLICY;
      mdm_status status;
      MDM_INSTANCE (instance, law, schedule + i, curve, limit);
      mdm_instance_set_predictor (instance, predictor);
      status = mdm_instance_ekl (&ekl, instance, result->err);
      if (status != MDM_OK && status != MDM_EABSENT)
        return status;
      if (status == MDM_OK)
        {
          extreme_meet (least, ekl, schedule[i].name);
          extreme_meet (greatest, ekl, schedule[i].name);
          met++;
        }
      mdm_result_add (result, mdm_cell_text (schedule[i].name));
      mdm_result_add (result, mdm_cell_rounds (instance));
      mdm_result_add (result, policy ? mdm_cell_text (NULL)
                                     : mdm_cell_schedule (schedule + i));
      mdm_result_add (result, status == MDM_OK ? mdm_cell_real (result, ekl)
                                               : mdm_cell_text (NULL));
    }
  if (result->status == MDM_OK && met > 0)
    conclude (result, met, least, greatest);
  return result->status;
}
