#include <config.h>

#include "cli/commands.h"
#include "cli/prove_joint.h"
#include "cli/prove_setting.h"
#include "cli/prove_solve.h"
#include "cli/theorems.h"

#include "exact/scoped.h"
#include "law/spec.h"
#include "prove/ray_law.h"
#include "prove/witness.h"
#include "text/string.h"

/* Write a certificate of PROOF.  */
static mdm_status
write_certificate (mdm_result_t result, const mdm_proof_t proof,
                   const mdm_linear_t linear, const mdm_scope_t *scope,
                   const mdm_asked_claim_t *asked,
                   const mdm_options_t *options, mdm_err_t *err)
{
  MDM_SCOPED (certificate, mdm_certificate_struct, mdm_certificate_init,
              mdm_certificate_clear);
  mdm_status status = mdm_certificate_set_proof (certificate, proof, linear,
                                                 scope, asked, err);

  return mdm_write_certificate (result, certificate, status, "certificate",
                                options->certificate, err);
}

/* Write the law that refutes the claim to the file of --witness.  */
static mdm_status
write_witness (const mdm_proof_t proof, const mdm_options_t *options,
               mdm_err_t *err)
{
  MDM_OWNED char *of_ray = mdm_ray_law_str (proof->length, proof->ray);
  MDM_LAW (law);
  mdm_status status;

  if (proof->verdict != MDM_PROOF_REFUTED)
    return MDM_OK;
  if (proof->profile != NULL && proof->law == NULL)
    return mdm_err_set (err, MDM_ELIMIT, "--witness", 0, 0,
                        "it is a profile that refutes the claim, and no law "
                        "of few tokens was found");
  status = mdm_law_open (law, proof->law != NULL ? proof->law : of_ray,
                         &options->limit, err);
  if (status == MDM_OK)
    status = mdm_law_list (law, &options->limit, err);
  return status == MDM_OK
             ? mdm_write_witness (law, options->witness, err)
             : mdm_option_place (err, "witness", options->witness);
}

static mdm_exit
outcome_of (const mdm_proof_t proof)
{
  return proof->verdict == MDM_PROVED          ? MDM_EXIT_DONE
         : proof->verdict == MDM_PROOF_REFUTED ? MDM_EXIT_REFUTED
                                               : MDM_EXIT_UNDECIDED;
}

static mdm_status
prove (mdm_result_t result, mdm_exit *outcome, const mdm_setting_t *setting,
       const mdm_asked_claim_t *asked, const mdm_hypotheses_t *hypotheses,
       const mdm_options_t *options, mdm_err_t *err)
{
  const mdm_scope_t *scope = &setting->scope;
  MDM_OWNED char *note = NULL;
  MDM_CLEARED (linear, mdm_linear_struct, mdm_linear_clear);
  MDM_CLEARED (proof, mdm_proof_struct, mdm_proof_clear);
  mdm_status status;

  mdm_linear_init (linear, scope->length);
  mdm_proof_init (proof, scope->length);
  if (mdm_scope_lacks_schedule (scope, asked->entry))
    return mdm_option_fail (err, "--schedule",
                            "one of --schedule, --all-schedules and "
                            "--some-schedule is needed");
  status = mdm_scope_check_entry (scope, asked->entry, err);
  if (status == MDM_OK && mdm_prove_is_joint (asked, hypotheses, scope))
    return mdm_prove_joint (result, outcome, asked, hypotheses, scope,
                            setting->text, options, err);
  if (status == MDM_OK)
    status
        = mdm_rays_linear (linear, &asked->entry->statement.claim, scope, err);
  if (status == MDM_OK)
    {
      mdm_prove (proof, linear, scope,
                 setting->has_mixture ? setting->mixture : NULL);
      MDM_TRY (mdm_witness_find (proof, linear, scope, asked->entry,
                                 &options->limit, err));
    }
  else if (status == MDM_EABSENT && asked->entry->id != NULL)
    /* Asked for by name, it is no error that it does not apply.  */
    proof->note = note = mdm_str ("not applicable: %s", err->message);
  else
    return status;
  mdm_report_proof (result, proof, scope, setting->text, asked);
  if (options->witness != NULL)
    MDM_TRY (write_witness (proof, options, err));
  *outcome = outcome_of (proof);
  return options->certificate == NULL
             ? MDM_OK
             : write_certificate (result, proof, linear, scope, asked, options,
                                  err);
}

static mdm_status
run (mdm_result_t result, mdm_exit *outcome, const mdm_options_t *options,
     mdm_err_t *err)
{
  const mdm_prove_options_t *own = (const mdm_prove_options_t *) options;
  mdm_proof_size_t size
      = { own->length.from, own->smax.from, own->steps.from };
  MDM_SCOPED (asked, mdm_asked_t, mdm_asked_init, mdm_asked_clear);
  MDM_SCOPED (setting, mdm_setting_t, mdm_setting_init, mdm_setting_clear);
  MDM_SCOPED (hypotheses, mdm_hypotheses_t, mdm_hypotheses_init,
              mdm_hypotheses_clear);

  MDM_TRY (mdm_setting_check (own, err));
  if (options->solve != NULL && own->given.count + own->assumed.count > 0)
    return mdm_option_fail (err, "--solve",
                            "constants are found without hypotheses");
  if (options->solve != NULL && options->witness != NULL)
    return mdm_option_fail (err, "--solve",
                            "--witness is for a claim that is refuted");
  if (options->solve == NULL && options->sharp != NULL)
    return mdm_option_fail (err, "--solve",
                            "the option is missing: which constant is "
                            "--sharp-certificate about?");
  if (options->solve != NULL)
    return mdm_prove_solve (result, outcome, own, err);
  if (own->length.is_range || own->smax.is_range || own->steps.is_range)
    return mdm_option_fail (err, "--solve",
                            "ranges of lengths, sizes or steps are for it");
  MDM_TRY (mdm_setting_read (setting, own, &size, err));
  MDM_TRY (mdm_setting_check_work (&size, own->some_schedule, &options->limit,
                                   err));
  MDM_TRY (mdm_asked_read (asked, options, err));
  MDM_TRY (mdm_hypotheses_read (hypotheses, asked->library, &own->given,
                                &own->assumed, err));
  return prove (result, outcome, setting, asked->asked, hypotheses, options,
                err);
}

static const mdm_option_t own_options[] = {
  { "claim", "ID|EXPR", "a claim of the library, or one's own", mdm_set_list,
    .place = offsetof (mdm_options_t, claims), .repeats = 1 },
  { "length", "L", "the length of the sequences; with --solve FROM..TO",
    mdm_set_range, .place = offsetof (mdm_prove_options_t, length) },
  { "schedule", "SPEC",
    "for this schedule; weights:A0,..,AL-1 for any\n"
    "process by its expected draws",
    mdm_set_list, .place = offsetof (mdm_options_t, schedules) },
  { "all-schedules", NULL, "for every schedule with sizes <= S", mdm_set_flag,
    .place = offsetof (mdm_prove_options_t, all_schedules) },
  { "some-schedule", NULL, "for some schedule with sizes <= S", mdm_set_flag,
    .place = offsetof (mdm_prove_options_t, some_schedule) },
  { "smax", "S", "the largest size; with --solve FROM..TO or FROM..",
    mdm_set_range, .place = offsetof (mdm_prove_options_t, smax) },
  { "steps", "T",
    "exactly T steps of at least one token each;\n"
    "ranges as above",
    mdm_set_range, .place = offsetof (mdm_prove_options_t, steps) },
  { "mixture", "FILE", "a mixture of schedules to try first", mdm_set_text,
    .place = offsetof (mdm_prove_options_t, mixture) },
  { "given", "ID|EXPR", "a hypothesis, linear as the claim is", mdm_set_list,
    .place = offsetof (mdm_prove_options_t, given), .repeats = 1 },
  { "assume", "ID",
    "an inequality of the library, for all groups of\n"
    "positions for which it is needed",
    mdm_set_list, .place = offsetof (mdm_prove_options_t, assumed),
    .repeats = 1 },
  { "witness", "FILE", "write a law that refutes the claim to FILE",
    mdm_set_text, .place = offsetof (mdm_options_t, witness) },
  MDM_OPTION_SOLVE,
  MDM_OPTION_CERTIFICATE,
  { "sharp-certificate", "FILE",
    "write to FILE a certificate that no better\n"
    "constant than that of --solve does",
    mdm_set_text, .place = offsetof (mdm_options_t, sharp) },
  { .name = NULL }
};

const mdm_command_t mdm_cmd_prove = {
  .name = "prove",
  .summary = "a claim for every law of a length, over all vocabularies",
  .usage
  = "Usage: mdmcert prove --claim=ID|EXPR --length=L --schedule=SPEC\n"
    "       mdmcert prove --claim=ID|EXPR --length=L --all-schedules "
    "[--smax=S]\n"
    "         [--steps=T]\n"
    "       mdmcert prove --claim=ID|EXPR --length=L --some-schedule "
    "[--smax=S]\n"
    "         [--steps=T] [--mixture=FILE]\n"
    "       each with [--solve=NAME [--sharp-certificate=FILE]] "
    "[--certificate=FILE]\n"
    "Prove or refute a claim that is linear in the information curve for "
    "every\n"
    "law of length L at once, or find the best constant in it.\n",
  .schema = "mdmcert-prove-1",
  .own = own_options,
  .size = sizeof (mdm_prove_options_t),
  .run = run,
};
