#include <config.h>

#include "cli/commands.h"
#include "cli/schedules.h"

#include "law/spec.h"
#include "report/reports.h"

static mdm_status
run (mdm_result_t result, mdm_exit *outcome, const mdm_options_t *options,
     mdm_err_t *err)
{
  const mdm_list_t *specs = &options->schedules;
  mdm_predictor_t predictor;
  mdm_schedule_t schedule;
  mdm_curve_t curve;
  mdm_law_t law;
  mdm_status status;

  (void) outcome;
  mdm_law_init (law);
  mdm_curve_init (curve);
  mdm_schedule_init (schedule);
  mdm_predictor_init (predictor);
  status = mdm_need_law (options, err);
  if (status == MDM_OK)
    status = mdm_law_open (law, options->law, &options->limit, err);
  if (status == MDM_OK && specs->count > 0)
    status = mdm_open_schedule (schedule, specs->text[0], law, curve,
                                &options->limit, err);
  if (status == MDM_OK && specs->count == 0 && options->predictor != NULL)
    status = mdm_err_set (err, MDM_EPARSE, "--predictor", 0, 0,
                          "a predictor needs a schedule");
  if (status == MDM_OK)
    status = mdm_open_predictor (predictor, options, law, err);
  if (status == MDM_OK)
    status = mdm_report_law (result, law, specs->count > 0 ? schedule : NULL,
                             predictor,
                             options->format.kind == MDM_FORMAT_LAW,
                             &options->limit, err);
  mdm_predictor_clear (predictor);
  mdm_schedule_clear (schedule);
  mdm_curve_clear (curve);
  mdm_law_clear (law);
  return status;
}

const mdm_command_t mdm_cmd_law = {
  "law",
  "every sequence with its probability, and what is sampled",
  "Usage: mdmcert law --law=SPEC [--schedule=SPEC [--predictor=SPEC]]\n"
  "Print every sequence of a law with its probability as a fraction, "
  "and\n"
  "with a schedule the law of what the sampler writes, TV and SER.\n"
  "With --format=law this law itself is written, for --law= to read.\n"
  "\n"
  "  --law=SPEC              the law: a family, a file, or - (standard "
  "input)\n"
  "  --schedule=SPEC         an unmasking schedule; for blocks: the one\n"
  "                          partition's output law is printed\n"
  "  --predictor=SPEC        what draws tokens in the place of the law's own\n"
  "                          conditionals: ideal, smooth:ETA, power:N, "
  "law:SPEC\n"
  "                          or table:FILE\n",
  MDM_TAKES_LAW | MDM_TAKES_SCHEDULE | MDM_TAKES_PREDICTOR
      | MDM_TAKES_LAW_FORMAT,
  "mdmcert-law-1",
  run
};
