#include <config.h>

#include "cli/commands.h"
#include "cli/schedules.h"

#include "report/reports.h"
#include "sampler/optimal.h"

#include <stdio.h>

/* best:T and balanced:T for T = 1..L: 2L schedules.  */
static mdm_status
open_default (mdm_schedule_struct *schedule, const mdm_law_t law,
              const mdm_curve_t curve, const mdm_limit_t *limit,
              mdm_err_t *err)
{
  size_t length = law->length;
  mdm_status status = mdm_optimal_best (schedule, length, curve, limit, err);
  char name[32];

  for (size_t t = 1; t <= length && status == MDM_OK; t++)
    {
      snprintf (name, sizeof name, "best:%zu", t);
      mdm_schedule_set_name (schedule + t - 1, name);
      mdm_schedule_set_balanced (schedule + length + t - 1, length, t);
      snprintf (name, sizeof name, "balanced:%zu", t);
      mdm_schedule_set_name (schedule + length + t - 1, name);
    }
  return status;
}

/* Several schedules.  */
typedef struct
{
  mdm_schedule_struct *schedule;
  size_t count;
} schedules_t;

static void
schedules_clear (schedules_t *schedules)
{
  for (size_t i = 0; i < schedules->count; i++)
    mdm_schedule_clear (schedules->schedule + i);
  flint_free (schedules->schedule);
}

/* Open those that were asked for, or the default.  */
static mdm_status
open_schedules (schedules_t *schedules, mdm_law_t law, mdm_curve_t curve,
                const mdm_options_t *options, mdm_err_t *err)
{
  const mdm_list_t *specs = &options->schedules;
  const mdm_limit_t *limit = &options->limit;
  size_t count = specs->count > 0 ? specs->count : 2 * law->length;
  mdm_status status = MDM_OK;

  schedules->schedule = flint_malloc (count * sizeof *schedules->schedule);
  for (; schedules->count < count; schedules->count++)
    mdm_schedule_init (schedules->schedule + schedules->count);
  for (size_t i = 0; i < specs->count && status == MDM_OK; i++)
    status = mdm_open_schedule (schedules->schedule + i, specs->text[i], law,
                                curve, limit, err);
  if (specs->count > 0)
    return status;
  MDM_TRY (mdm_curve_set (curve, law, limit, err));
  return open_default (schedules->schedule, law, curve, limit, err);
}

static mdm_status
run (mdm_result_t result, mdm_exit *outcome, const mdm_options_t *options,
     mdm_err_t *err)
{
  MDM_LAW (law);
  MDM_CURVE (curve);
  MDM_PREDICTOR (predictor);
  MDM_CLEARED (schedules, schedules_t, schedules_clear);

  (void) outcome;
  *schedules = (schedules_t){ NULL, 0 };
  MDM_TRY (mdm_open_law (law, options, err));
  MDM_TRY (open_schedules (schedules, law, curve, options, err));
  MDM_TRY (mdm_open_predictor (predictor, options, law, err));
  return mdm_report_schedules (result, law, schedules->schedule,
                               schedules->count, curve, predictor,
                               &options->limit);
}

static const mdm_option_t own_options[]
    = { MDM_OPTION_LAW,
        { "schedule", "SPEC", "an unmasking schedule; repeatable",
          mdm_set_list, .place = offsetof (mdm_options_t, schedules),
          .repeats = 1 },
        MDM_OPTION_PREDICTOR,
        { .name = NULL } };

const mdm_command_t mdm_cmd_schedule = {
  .name = "schedule",
  .summary = "the errors of several schedules on a law, side by side",
  .usage
  = "Usage: mdmcert schedule --law=SPEC [--schedule=SPEC]... "
    "[--predictor=SPEC]\n"
    "Compare the exact errors of schedules; without --schedule, of the best\n"
    "and the balanced schedules of T = 1..L steps.\n",
  .schema = "mdmcert-schedule-1",
  .own = own_options,
  .run = run,
};
