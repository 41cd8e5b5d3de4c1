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

/* Open the schedules that were asked for and report.  */
static mdm_status
compare (mdm_result_t result, mdm_law_t law, mdm_curve_t curve,
         const mdm_options_t *options, mdm_err_t *err)
{
  const mdm_list_t *specs = &options->schedules;
  MDM_PREDICTOR (predictor);
  size_t count = specs->count > 0 ? specs->count : 2 * law->length;
  mdm_schedule_struct *schedule = flint_malloc (count * sizeof *schedule);
  mdm_status status = MDM_OK;

  for (size_t i = 0; i < count; i++)
    mdm_schedule_init (schedule + i);
  if (specs->count == 0)
    {
      status = mdm_curve_set (curve, law, &options->limit, err);
      if (status == MDM_OK)
        status = open_default (schedule, law, curve, &options->limit, err);
    }
  else
    for (size_t i = 0; i < count && status == MDM_OK; i++)
      status = mdm_open_schedule (schedule + i, specs->text[i], law, curve,
                                  &options->limit, err);
  if (status == MDM_OK)
    status = mdm_open_predictor (predictor, options, law, err);
  if (status == MDM_OK)
    status
        = mdm_report_schedules (result, law, schedule, count, curve, predictor,
                                &options->limit, &options->format, err);
  for (size_t i = 0; i < count; i++)
    mdm_schedule_clear (schedule + i);
  flint_free (schedule);
  return status;
}

static mdm_status
run (mdm_result_t result, mdm_exit *outcome, const mdm_options_t *options,
     mdm_err_t *err)
{
  mdm_status status;
  MDM_LAW (law);
  MDM_CURVE (curve);

  (void) outcome;
  status = mdm_open_law (law, options, err);
  return status == MDM_OK ? compare (result, law, curve, options, err)
                          : status;
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
