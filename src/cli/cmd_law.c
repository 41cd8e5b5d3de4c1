#include <config.h>

#include "cli/commands.h"
#include "cli/schedules.h"

#include "law/spec.h"
#include "report/reports.h"

/* Does SCHEDULE, or NULL, have states to be traced?  */
static mdm_status
check_trace (const mdm_schedule_struct *schedule, mdm_err_t *err)
{
  if (schedule == NULL || schedule->kind != MDM_SCHEDULE_POLICY)
    return mdm_option_fail (err, "--trace", "only policies have a trace");
  return schedule->policy->kind == MDM_POLICY_KEEP
             ? mdm_option_fail (err, "--trace",
                                "what sample-then-keep reveals depends on "
                                "what it draws: it has no trace")
             : MDM_OK;
}

static mdm_status
run (mdm_result_t result, mdm_exit *outcome, const mdm_options_t *options,
     mdm_err_t *err)
{
  const mdm_list_t *specs = &options->schedules;
  MDM_LAW (law);
  MDM_CURVE (curve);
  MDM_SCHEDULE (schedule);
  MDM_PREDICTOR (predictor);

  (void) outcome;
  MDM_TRY (mdm_open_law (law, options, err));
  if (specs->count > 0)
    MDM_TRY (mdm_open_schedule (schedule, specs->text[0], law, curve,
                                &options->limit, err));
  if (specs->count == 0 && options->predictor != NULL)
    return mdm_option_fail (err, "--predictor",
                            "a predictor needs a schedule");
  if (options->trace)
    MDM_TRY (check_trace (specs->count > 0 ? schedule : NULL, err));
  MDM_TRY (mdm_open_predictor (predictor, options, law, err));
  return mdm_report_law (
      result, law, specs->count > 0 ? schedule : NULL, predictor,
      options->trace, options->format.kind == MDM_FORMAT_LAW, &options->limit);
}

/* The formats of every command, and that of laws.  */
static const char *const formats[] = { [MDM_FORMAT_TEXT] = "text",
                                       [MDM_FORMAT_TSV] = "tsv",
                                       [MDM_FORMAT_CSV] = "csv",
                                       [MDM_FORMAT_JSON] = "json",
                                       [MDM_FORMAT_LATEX] = "latex",
                                       [MDM_FORMAT_LAW] = "law",
                                       NULL };

static const mdm_option_t own_options[]
    = { MDM_OPTION_LAW,
        { "format", NULL,
          "how the result is written (text); law: as a file\n"
          "for --law",
          .place = offsetof (mdm_options_t, format.kind),
          .given = MDM_GIVEN_FORMAT, .words = formats },
        { "schedule", "SPEC",
          "an unmasking schedule; for blocks: the one\n"
          "partition's output law is printed",
          mdm_set_list, .place = offsetof (mdm_options_t, schedules) },
        MDM_OPTION_PREDICTOR,
        { "trace", NULL, "also the states that a policy goes through",
          mdm_set_flag, .place = offsetof (mdm_options_t, trace) },
        { .name = NULL } };

const mdm_command_t mdm_cmd_law = {
  .name = "law",
  .summary = "every sequence with its probability, and what is sampled",
  .usage
  = "Usage: mdmcert law --law=SPEC [--schedule=SPEC [--predictor=SPEC] "
    "[--trace]]\n"
    "Print every sequence of a law with its probability as a fraction, and\n"
    "with a schedule the law of what the sampler writes, TV and SER.\n"
    "With --format=law this law itself is written, for --law= to read.\n",
  .schema = "mdmcert-law-1",
  .own = own_options,
  .run = run,
};
