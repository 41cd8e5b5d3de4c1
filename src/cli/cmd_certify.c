#include <config.h>

#include "cli/certify_stream.h"
#include "cli/commands.h"
#include "cli/schedules.h"

#include "cli/theorems.h"
#include "law/spec.h"

#include <string.h>

/* Write a certificate of the claims ASKED on INSTANCE.  */
static mdm_status
write_certificate (mdm_result_t result, mdm_instance_t instance,
                   const mdm_asked_t *asked, const mdm_options_t *options,
                   mdm_err_t *err)
{
  mdm_certificate_claim_t *claim
      = flint_malloc ((asked->count + 1) * sizeof *claim);
  mdm_certificate_t certificate;
  mdm_status status;

  for (size_t i = 0; i < asked->count; i++)
    {
      claim[i].entry = asked->asked[i].entry;
      claim[i].id = asked->asked[i].id;
    }
  mdm_certificate_init (certificate);
  status = mdm_certificate_set_instance (certificate, instance, claim,
                                         asked->count, err);
  status = mdm_write_certificate (result, certificate, status, options, err);
  mdm_certificate_clear (certificate);
  flint_free (claim);
  return status;
}

/* Open law and schedule and report.  */
static mdm_status
certify (mdm_result_t result, mdm_tally_t *tally, const mdm_asked_t *asked,
         const mdm_options_t *options, mdm_err_t *err)
{
  const mdm_limit_t *limit = &options->limit;
  mdm_instance_t instance;
  mdm_predictor_t predictor;
  mdm_schedule_t schedule;
  mdm_curve_t curve;
  mdm_law_t law;
  mdm_status status;

  mdm_law_init (law);
  mdm_curve_init (curve);
  mdm_schedule_init (schedule);
  mdm_predictor_init (predictor);
  status = mdm_law_open (law, options->law, limit, err);
  if (status == MDM_OK)
    status = mdm_schedule_open (schedule, options->schedules.text[0], law,
                                curve, limit, err);
  if (status == MDM_OK)
    status = mdm_open_predictor (predictor, options, law, err);
  if (status == MDM_OK)
    {
      mdm_instance_init_with_curve (instance, law, schedule, curve, limit);
      mdm_instance_set_predictor (instance, predictor);
      status = mdm_report_certify (result, tally, instance, asked->asked,
                                   asked->count, asked->by_default,
                                   &options->format, err);
      if (status == MDM_OK && options->certificate != NULL)
        status = write_certificate (result, instance, asked, options, err);
      mdm_instance_clear (instance);
    }
  mdm_predictor_clear (predictor);
  mdm_schedule_clear (schedule);
  mdm_curve_clear (curve);
  mdm_law_clear (law);
  return status;
}

/* Is it one law or one stream of them, and one schedule?  */
static mdm_status
check_options (const mdm_options_t *options, mdm_err_t *err)
{
  if (options->laws == NULL)
    {
      mdm_status status = mdm_need_law (options, err);
      if (status != MDM_OK)
        return status;
    }
  else if (options->law != NULL)
    return mdm_err_set (err, MDM_EPARSE, "--laws", 0, 0,
                        "there is a --law already");
  else if (options->certificate != NULL)
    return mdm_err_set (err, MDM_EPARSE, "--certificate", 0, 0,
                        "a certificate is of one law");
  if (options->schedules.count == 0)
    return mdm_err_set (err, MDM_EPARSE, "--schedule", 0, 0,
                        "the option is missing: which schedule?");
  return MDM_OK;
}

static mdm_status
run (mdm_result_t result, mdm_exit *outcome, const mdm_options_t *options,
     mdm_err_t *err)
{
  mdm_asked_t asked;
  mdm_tally_t tally;
  mdm_status status = check_options (options, err);

  memset (&tally, 0, sizeof tally);
  mdm_asked_init (&asked);
  if (status == MDM_OK)
    status = mdm_asked_read (&asked, options, err);
  if (status == MDM_OK && options->laws != NULL)
    status = mdm_certify_stream (result, &tally, &asked, options, err);
  else if (status == MDM_OK)
    status = certify (result, &tally, &asked, options, err);
  if (tally.refuted > 0)
    *outcome = MDM_EXIT_REFUTED;
  else if (!asked.by_default && tally.undecided + tally.not_applicable > 0)
    *outcome = MDM_EXIT_UNDECIDED;
  mdm_asked_clear (&asked);
  return status;
}

const mdm_command_t mdm_cmd_certify
    = { "certify",
        "the errors of a schedule on a law, and verdicts on claims",
        "Usage: mdmcert certify --law=SPEC --schedule=SPEC\n"
        "       mdmcert certify --laws=FILE --schedule=SPEC\n"
        "         [--predictor=SPEC] [--claim=ID|EXPR]... "
        "[--claim-file=FILE]...\n"
        "         [--certificate=FILE]\n"
        "Compute the errors of the sampler exactly and decide claims about "
        "them.\n"
        "Without a claim every theorem of the library that applies is "
        "decided.\n"
        "\n"
        "  --law=SPEC              the law: a family, a file, or - (standard "
        "input)\n"
        "  --laws=FILE             a stream of laws, one after the other, "
        "each after a\n"
        "                          line '#: law', in the place of --law\n"
        "  --schedule=SPEC         an unmasking schedule\n"
        "  --predictor=SPEC        what draws tokens in the place of the "
        "law's own\n"
        "                          conditionals: ideal, smooth:ETA, power:N, "
        "law:SPEC\n"
        "                          or table:FILE\n"
        "  --claim=ID|EXPR         a claim of the library, or one's own, such "
        "as\n"
        "                          'ekl <= tc/2'; repeatable\n"
        "  --claim-file=FILE       the claims of FILE, see mdmcert-claims(5); "
        "repeatable\n"
        "  --certificate=FILE      write the evidence to FILE, for "
        "mdmcheck(1)\n",
        MDM_TAKES_LAW | MDM_TAKES_SCHEDULE | MDM_TAKES_CLAIMS
            | MDM_TAKES_PREDICTOR | MDM_TAKES_LAWS,
        "mdmcert-certify-1",
        run };
