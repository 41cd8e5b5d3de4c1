#include <config.h>

#include "cli/certify_stream.h"
#include "cli/commands.h"
#include "cli/schedules.h"
#include "cli/theorems.h"
#include "cli/unknown.h"

#include <string.h>

typedef struct
{
  mdm_options_t common;
  mdm_stream_choice_t choice;
} certify_options_t;

/* Write a certificate of the claims ASKED on INSTANCE.  */
static mdm_status
write_certificate (mdm_result_t result, mdm_instance_t instance,
                   const mdm_asked_t *asked, const mdm_options_t *options,
                   mdm_err_t *err)
{
  MDM_SCOPED (certificate, mdm_certificate_struct, mdm_certificate_init,
              mdm_certificate_clear);
  mdm_status status = mdm_certificate_set_instance (
      certificate, instance, asked->asked, asked->count, err);

  return mdm_write_certificate (result, certificate, status, "certificate",
                                options->certificate, err);
}

/* Open law and schedule and report.  */
static mdm_status
certify (mdm_result_t result, mdm_tally_t *tally, const mdm_asked_t *asked,
         const mdm_options_t *options, mdm_err_t *err)
{
  const mdm_limit_t *limit = &options->limit;
  MDM_LAW (law);
  MDM_CURVE (curve);
  MDM_SCHEDULE (schedule);
  MDM_PREDICTOR (predictor);
  MDM_INSTANCE (instance, law, schedule, curve, limit);

  MDM_TRY (mdm_open_law (law, options, err));
  MDM_TRY (mdm_open_schedule (schedule, options->schedules.text[0], law, curve,
                              limit, err));
  MDM_TRY (mdm_open_predictor (predictor, options, law, err));
  mdm_instance_set_predictor (instance, predictor);
  MDM_TRY (mdm_report_certify (result, tally, instance, asked->asked,
                               asked->count, asked->by_default));
  return options->certificate != NULL
             ? write_certificate (result, instance, asked, options, err)
             : MDM_OK;
}

/* Open law and schedule and find the constant of the claim.  */
static mdm_status
solve (mdm_result_t result, mdm_exit *outcome, const mdm_options_t *options,
       mdm_err_t *err)
{
  const mdm_limit_t *limit = &options->limit;
  MDM_SCOPED (library, mdm_library_struct, mdm_library_init,
              mdm_library_clear);
  MDM_SCOPED (solution, mdm_solution_struct, mdm_solution_init,
              mdm_solution_clear);
  MDM_LAW (law);
  MDM_CURVE (curve);
  MDM_SCHEDULE (schedule);
  MDM_PREDICTOR (predictor);
  MDM_INSTANCE (instance, law, schedule, curve, limit);
  const mdm_entry_t *entry;
  mdm_status status;

  MDM_TRY (mdm_unknown_read (library, options, 0, err));
  entry = library->entry;
  MDM_TRY (mdm_open_law (law, options, err));
  MDM_TRY (mdm_open_schedule (schedule, options->schedules.text[0], law, curve,
                              limit, err));
  MDM_TRY (mdm_open_predictor (predictor, options, law, err));
  mdm_instance_set_predictor (instance, predictor);
  status = mdm_claim_solve (solution, &entry->statement.claim, instance, err);
  if (status != MDM_OK && status != MDM_EABSENT && status != MDM_ELIMIT)
    return mdm_option_place (err, "solve", options->solve);
  if (status != MDM_OK || solution->none)
    *outcome = status != MDM_OK ? MDM_EXIT_UNDECIDED : MDM_EXIT_REFUTED;
  return mdm_report_solution (result, instance, entry, options->solve,
                              solution, status == MDM_OK ? NULL : err);
}

/* What is shown of a stream.  */
static mdm_status
check_choice (const certify_options_t *own, mdm_err_t *err)
{
  const mdm_stream_choice_t *choice = &own->choice;
  const mdm_options_t *options = &own->common;

  if (options->laws == NULL
      && (choice->refuted_only || choice->first || choice->top > 0))
    return mdm_option_fail (err,
                            choice->refuted_only ? "--refuted-only"
                            : choice->first      ? "--first"
                                                 : "--top",
                            "it goes with --laws");
  if (choice->top > 0 && choice->first)
    return mdm_option_fail (err, "--top",
                            "it needs all laws, not the --first");
  if (choice->top > 0
      && options->claims.count + options->claim_files.count == 0)
    return mdm_option_fail (err, "--top",
                            "it goes by the ratio of the first --claim");
  return MDM_OK;
}

/* Is it one law or one stream of them, and one schedule?  */
static mdm_status
check_options (const mdm_options_t *options, mdm_err_t *err)
{
  MDM_TRY (check_choice ((const certify_options_t *) options, err));
  if (options->laws == NULL && mdm_need_law (options, err) != MDM_OK)
    return err->status;
  if (options->laws != NULL && options->law != NULL)
    return mdm_option_fail (err, "--laws", "there is a --law already");
  if (options->laws != NULL && options->certificate != NULL)
    return mdm_option_fail (err, "--certificate",
                            "a certificate is of one law");
  if (options->schedules.count == 0)
    return mdm_option_fail (err, "--schedule",
                            "the option is missing: which schedule?");
  if (options->solve != NULL && options->laws != NULL)
    return mdm_option_fail (err, "--solve", "a constant is of one law");
  if (options->solve != NULL && options->certificate != NULL)
    return mdm_option_fail (err, "--certificate",
                            "a certificate states claims, not constants");
  return MDM_OK;
}

static mdm_status
run (mdm_result_t result, mdm_exit *outcome, const mdm_options_t *options,
     mdm_err_t *err)
{
  mdm_tally_t tally = { 0 };
  mdm_status status;
  MDM_SCOPED (asked, mdm_asked_t, mdm_asked_init, mdm_asked_clear);

  MDM_TRY (check_options (options, err));
  if (options->solve != NULL)
    return solve (result, outcome, options, err);
  MDM_TRY (mdm_asked_read (asked, options, err));
  status = options->laws != NULL
               ? mdm_certify_stream (
                   result, &tally, asked, options,
                   &((const certify_options_t *) options)->choice, err)
               : certify (result, &tally, asked, options, err);
  if (tally.of[MDM_VERDICT_REFUTED] > 0)
    *outcome = MDM_EXIT_REFUTED;
  else if (!asked->by_default
           && tally.of[MDM_VERDICT_UNDECIDED]
                      + tally.of[MDM_VERDICT_NOT_APPLICABLE]
                  > 0)
    *outcome = MDM_EXIT_UNDECIDED;
  return status;
}

static const mdm_option_t own_options[] = {
  MDM_OPTION_LAW,
  { "laws", "SPEC",
    "in the place of --law, a file of laws, one after the\n"
    "other, each after a line '#: law'; or a family in\n"
    "which parameters may have ranges, as seed=1..1000",
    mdm_set_text, .place = offsetof (mdm_options_t, laws) },
  { "refuted-only", NULL,
    "with --laws, show only the laws that refute a claim", mdm_set_flag,
    .place = offsetof (certify_options_t, choice.refuted_only) },
  { "first", NULL, "with --laws, stop at the first law that refutes one",
    mdm_set_flag, .place = offsetof (certify_options_t, choice.first) },
  { "top", "N",
    "with --laws, show the N laws of the greatest ratio of\n"
    "the first claim, the least with >=",
    MDM_OPTION_NUMBER (certify_options_t, choice.top, 1, UINT32_MAX) },
  { "schedule", "SPEC", "an unmasking schedule", mdm_set_list,
    .place = offsetof (mdm_options_t, schedules) },
  MDM_OPTION_PREDICTOR,
  { "claim", "ID|EXPR",
    "a claim of the library, or one's own, such as\n"
    "'ekl <= tc/2'; repeatable",
    mdm_set_list, .place = offsetof (mdm_options_t, claims), .repeats = 1 },
  { "claim-file", "FILE",
    "the claims of FILE, see mdmcert-claims(5); repeatable", mdm_set_list,
    .place = offsetof (mdm_options_t, claim_files), .repeats = 1 },
  MDM_OPTION_SOLVE,
  MDM_OPTION_CERTIFICATE,
  { .name = NULL }
};

const mdm_command_t mdm_cmd_certify = {
  .name = "certify",
  .summary = "the errors of a schedule on a law, and verdicts on claims",
  .usage = "Usage: mdmcert certify --law=SPEC --schedule=SPEC\n"
           "       mdmcert certify --laws=SPEC --schedule=SPEC\n"
           "         [--refuted-only] [--first] [--top=N]\n"
           "         [--predictor=SPEC] [--claim=ID|EXPR]... "
           "[--claim-file=FILE]...\n"
           "         [--solve=NAME] [--certificate=FILE]\n"
           "Compute the errors of the sampler exactly and decide claims about "
           "them.\n"
           "Without a claim every theorem of the library that applies is "
           "decided.\n",
  .schema = "mdmcert-certify-1",
  .own = own_options,
  .size = sizeof (certify_options_t),
  .run = run,
};
