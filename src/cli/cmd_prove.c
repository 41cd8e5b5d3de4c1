#include <config.h>

#include "cli/commands.h"
#include "cli/prove_joint.h"
#include "cli/theorems.h"

#include "exact/rational.h"
#include "exact/scoped.h"
#include "prove/prove.h"
#include "sampler/schedule_spec.h"
#include "sampler/weights.h"
#include "text/file.h"
#include "text/string.h"

#include <string.h>

#define WEIGHTS "weights:"

/* Longest sequences of universal statements.  */
#define LENGTH_MAX 100000

typedef struct
{
  mdm_options_t common;
  uint64_t length, smax; /* 0: not given */
  int all_schedules, some_schedule;
  const char *mixture; /* FILE of --mixture, or NULL */
  mdm_list_t given, assumed;
} prove_options_t;

/* What is read for a proof.  */
typedef struct
{
  mdm_scope_t scope;
  mdm_schedule_t schedule;
  fmpq *weight;
  mdm_mixture_t mixture;
  int has_mixture;
  char *text; /* the scope in words */
} setting_t;

static void
setting_init (setting_t *setting)
{
  memset (setting, 0, sizeof *setting);
  mdm_schedule_init (setting->schedule);
}

/* Proofs are about sequences of LENGTH.  */
static void
setting_begin (setting_t *setting, size_t length)
{
  setting->scope.length = length;
  mdm_mixture_init (setting->mixture, length);
  setting->weight = _fmpq_vec_init ((slong) length);
}

static void
setting_clear (setting_t *setting)
{
  mdm_schedule_clear (setting->schedule);
  mdm_mixture_clear (setting->mixture);
  _fmpq_vec_clear (setting->weight, (slong) setting->scope.length);
  flint_free (setting->text);
}

/* Read `a_0,..,a_{L-1}' of weights:, expected numbers of tokens drawn while
   exactly k are revealed.  */
static mdm_status
read_weights (setting_t *setting, const char *text, mdm_err_t *err)
{
  size_t length = setting->scope.length, count = 0;
  MDM_FMPQ (sum);
  MDM_FMPQ (next);

  for (int more = 1; more; count++)
    {
      size_t n = strcspn (text, ",");
      MDM_TRY (mdm_rational_read (next, text, n, err));
      if (fmpq_sgn (next) < 0)
        return mdm_err_set (err, MDM_EDOMAIN, NULL, 0, 0,
                            "a weight is never negative");
      if (count < length)
        fmpq_set (setting->weight + count, next);
      fmpq_add (sum, sum, next);
      /* Once L - 1 or fewer are revealed, more must have been drawn.  */
      if (fmpq_cmp_ui (sum, count < length ? count + 1 : 0) < 0)
        return mdm_err_set (err, MDM_EDOMAIN, NULL, 0, 0,
                            "no process has these weights: the first %zu "
                            "sum to less than %zu",
                            count + 1, count + 1);
      more = text[n] == ',';
      text += n + (size_t) more;
    }
  if (count != length)
    return mdm_err_set (err, MDM_EDOMAIN, NULL, 0, 0,
                        "%zu weights are given for the length %zu", count,
                        length);
  if (fmpq_cmp_ui (sum, length) != 0)
    return mdm_err_set (err, MDM_EDOMAIN, NULL, 0, 0,
                        "the weights do not sum to the length %zu", length);
  return MDM_OK;
}

/* Read the schedule SPEC, and the weights of what it draws.  */
static mdm_status
read_schedule (setting_t *setting, const char *spec, const mdm_limit_t *limit,
               mdm_err_t *err)
{

  if (mdm_schedule_needs_curve (spec))
    return mdm_err_set (err, MDM_EDOMAIN, NULL, 0, 0,
                        "the schedule depends on a law; a proof is about "
                        "all of them");
  MDM_TRY (mdm_schedule_parse (setting->schedule, spec, setting->scope.length,
                               NULL, limit, err));
  if (setting->schedule->kind == MDM_SCHEDULE_POLICY)
    return mdm_err_set (err, MDM_EDOMAIN, NULL, 0, 0,
                        "a policy looks at the tokens of a law; a proof is "
                        "about all of them");
  setting->scope.schedule = setting->schedule;
  if (setting->schedule->kind == MDM_SCHEDULE_BLOCKS)
    return MDM_OK;
  setting->scope.weight = setting->weight;
  MDM_TRY (mdm_weights_check (setting->schedule, limit, err));
  mdm_weights_set_schedule (setting->weight, setting->schedule);
  return MDM_OK;
}

/* One schedule of sizes, or weights.  */
static mdm_status
read_process (setting_t *setting, const char *spec,
              const mdm_options_t *options, mdm_err_t *err)
{
  int weights = strncmp (spec, WEIGHTS, strlen (WEIGHTS)) == 0;

  setting->scope.weight = weights ? setting->weight : NULL;
  mdm_status status
      = weights ? read_weights (setting, spec + strlen (WEIGHTS), err)
                : read_schedule (setting, spec, &options->limit, err);

  setting->scope.kind = MDM_SCOPE_PROCESS;
  setting->text = mdm_str ("the schedule %s", spec);
  return status == MDM_OK ? MDM_OK : mdm_option_place (err, "schedule", spec);
}

/* All, or some, schedules with sizes <= smax.  */
static mdm_status
read_quantifier (setting_t *setting, const prove_options_t *options,
                 mdm_err_t *err)
{
  MDM_OWNED char *text = NULL;
  size_t length;

  setting->scope.kind
      = options->all_schedules ? MDM_SCOPE_ALL : MDM_SCOPE_SOME;
  if (options->smax == 0)
    return mdm_option_fail (err, "--smax",
                            "the option is missing: the largest size");
  setting->scope.smax = options->smax;
  setting->text
      = mdm_str ("%s with sizes <= %llu",
                 options->all_schedules ? "all schedules" : "some schedule",
                 (unsigned long long) options->smax);
  if (options->mixture == NULL)
    return MDM_OK;
  setting->has_mixture = 1;
  MDM_TRY (mdm_file_read (&text, &length, options->mixture,
                          &options->common.limit, err));
  return mdm_mixture_parse (setting->mixture, options->mixture, text, length,
                            setting->scope.length, setting->scope.smax, err);
}

static mdm_status
read_setting (setting_t *setting, const prove_options_t *options,
              mdm_err_t *err)
{
  size_t scopes = options->common.schedules.count
                  + (size_t) options->all_schedules
                  + (size_t) options->some_schedule;

  if (options->common.claims.count == 0)
    return mdm_option_fail (err, "--claim",
                            "the option is missing: which claim?");
  if (options->common.claims.count > 1)
    return mdm_option_fail (err, "--claim", "a proof is of one claim");
  if (scopes > 1)
    return mdm_option_fail (err, "--schedule",
                            "only one of --schedule, --all-schedules and "
                            "--some-schedule may be given");
  if (options->mixture != NULL && !options->some_schedule)
    return mdm_option_fail (err, "--mixture",
                            "a mixture proves claims of --some-schedule");
  if (options->smax > 0 && options->common.schedules.count > 0)
    return mdm_option_fail (err, "--smax",
                            "the schedule has its own largest size");
  if (scopes == 0)
    {
      if (options->smax > 0)
        return mdm_option_fail (err, "--smax", "there is no schedule");
      setting->scope.kind = MDM_SCOPE_PROCESS;
      setting->text = mdm_str ("no schedule");
      return MDM_OK;
    }
  return options->common.schedules.count > 0
             ? read_process (setting, options->common.schedules.text[0],
                             &options->common, err)
             : read_quantifier (setting, options, err);
}

/* Does ENTRY speak of SCOPE, and do its hypotheses hold there?  MDM_EABSENT
   if not.  */
static mdm_status
check_applies (const mdm_entry_t *entry, const mdm_scope_t *scope,
               mdm_err_t *err)
{
  int holds;

  if (scope->kind == MDM_SCOPE_PROCESS && scope->weight == NULL
      && scope->schedule == NULL
      && mdm_form_speaks_of_error (&entry->statement.claim))
    return mdm_option_fail (err, "--schedule",
                            "one of --schedule, --all-schedules and "
                            "--some-schedule is needed");
  if (entry->id != NULL && entry->needs_sizes && scope->schedule != NULL
      && scope->schedule->kind == MDM_SCHEDULE_BLOCKS)
    return mdm_err_set (err, MDM_EABSENT, entry->id, 0, 0,
                        "it is about random partitions, not about one "
                        "partition");

  if (entry->some && scope->kind != MDM_SCOPE_SOME)
    return mdm_err_set (err, MDM_EABSENT, entry->id, 0, 0,
                        "it claims some schedule with sizes <= smax, "
                        "--some-schedule");
  for (size_t h = 0; h < entry->hypotheses; h++)
    {
      /* What names positions is of the law, and is given.  */
      if (mdm_form_names_positions (&entry->hypothesis[h].claim))
        continue;
      MDM_TRY (mdm_rays_hypothesis (&holds, &entry->hypothesis[h].claim, scope,
                                    err));
      if (!holds)
        return mdm_err_set (err, MDM_EABSENT, entry->id, 0, 0,
                            "the hypothesis %s does not hold",
                            entry->hypothesis[h].text);
    }
  return MDM_OK;
}

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

  return mdm_write_certificate (result, certificate, status, options, err);
}

static mdm_exit
outcome_of (const mdm_proof_t proof)
{
  return proof->verdict == MDM_PROVED          ? MDM_EXIT_DONE
         : proof->verdict == MDM_PROOF_REFUTED ? MDM_EXIT_REFUTED
                                               : MDM_EXIT_UNDECIDED;
}

static mdm_status
prove (mdm_result_t result, mdm_exit *outcome, const setting_t *setting,
       const mdm_asked_claim_t *asked, const mdm_hypotheses_t *hypotheses,
       const mdm_options_t *options, mdm_err_t *err)
{
  const mdm_scope_t *scope = &setting->scope;
  MDM_OWNED char *note = NULL;
  MDM_CLEARED (linear, mdm_linear_struct, mdm_linear_clear);
  MDM_CLEARED (proof, mdm_proof_struct, mdm_proof_clear);
  mdm_status status = check_applies (asked->entry, scope, err);

  mdm_linear_init (linear, scope->length);
  mdm_proof_init (proof, scope->length);
  if (status == MDM_OK && mdm_prove_is_joint (asked, hypotheses, scope))
    return mdm_prove_joint (result, outcome, asked, hypotheses, scope,
                            setting->text, options, err);
  if (status == MDM_OK)
    status
        = mdm_rays_linear (linear, &asked->entry->statement.claim, scope, err);
  if (status == MDM_OK)
    mdm_prove (proof, linear, scope,
               setting->has_mixture ? setting->mixture : NULL);
  else if (status == MDM_EABSENT && asked->entry->id != NULL)
    /* Asked for by name, it is no error that it does not apply.  */
    proof->note = note = mdm_str ("not applicable: %s", err->message);
  else
    return status;
  mdm_report_proof (result, proof, scope, setting->text, asked);
  *outcome = outcome_of (proof);
  return options->certificate == NULL
             ? MDM_OK
             : write_certificate (result, proof, linear, scope, asked, options,
                                  err);
}

/* A few fractions on each of the L rays; where some schedule is looked for, the
   blocks that begin there too.  */
static mdm_status
check_work (const prove_options_t *options, mdm_err_t *err)
{
  uint64_t size
      = options->smax < options->length ? options->smax : options->length;
  uint64_t fractions
      = mdm_work_mul (options->length, options->some_schedule ? 8 + size : 8);

  return mdm_limit_check (&options->common.limit, "the ray table",
                          mdm_work_mul (fractions, MDM_CELLS_PER_FRACTION), 0,
                          err);
}

static mdm_status
run (mdm_result_t result, mdm_exit *outcome, const mdm_options_t *options,
     mdm_err_t *err)
{
  const prove_options_t *own = (const prove_options_t *) options;
  MDM_SCOPED (asked, mdm_asked_t, mdm_asked_init, mdm_asked_clear);
  MDM_SCOPED (setting, setting_t, setting_init, setting_clear);
  MDM_SCOPED (hypotheses, mdm_hypotheses_t, mdm_hypotheses_init,
              mdm_hypotheses_clear);

  if (own->length == 0)
    return mdm_option_fail (err, "--length",
                            "the option is missing: the length of sequences");
  setting_begin (setting, own->length);
  MDM_TRY (read_setting (setting, own, err));
  MDM_TRY (check_work (own, err));
  MDM_TRY (mdm_asked_read (asked, options, err));
  MDM_TRY (mdm_hypotheses_read (hypotheses, asked->library, &own->given,
                                &own->assumed, err));
  return prove (result, outcome, setting, asked->asked, hypotheses, options,
                err);
}

static const mdm_option_t own_options[]
    = { { "claim", "ID|EXPR", "a claim of the library, or one's own",
          mdm_set_list, .place = offsetof (mdm_options_t, claims),
          .repeats = 1 },
        { "length", "L", "the length of the sequences",
          MDM_OPTION_NUMBER (prove_options_t, length, 1, LENGTH_MAX) },
        { "schedule", "SPEC",
          "for this schedule; weights:A0,..,AL-1 for any\n"
          "process by its expected draws",
          mdm_set_list, .place = offsetof (mdm_options_t, schedules) },
        { "all-schedules", NULL, "for every schedule with sizes <= S",
          mdm_set_flag, .place = offsetof (prove_options_t, all_schedules) },
        { "some-schedule", NULL, "for some schedule with sizes <= S",
          mdm_set_flag, .place = offsetof (prove_options_t, some_schedule) },
        { "smax", "S", "the largest size",
          MDM_OPTION_NUMBER (prove_options_t, smax, 1, LENGTH_MAX) },
        { "mixture", "FILE", "a mixture of schedules to try first",
          mdm_set_text, .place = offsetof (prove_options_t, mixture) },
        { "given", "ID|EXPR", "a hypothesis, linear as the claim is",
          mdm_set_list, .place = offsetof (prove_options_t, given),
          .repeats = 1 },
        { "assume", "ID",
          "an inequality of the library, for all groups of\n"
          "positions for which it is needed",
          mdm_set_list, .place = offsetof (prove_options_t, assumed),
          .repeats = 1 },
        { "witness", "FILE", "write a law that refutes the claim to FILE",
          mdm_set_text, .place = offsetof (mdm_options_t, witness) },
        MDM_OPTION_CERTIFICATE,
        { .name = NULL } };

const mdm_command_t mdm_cmd_prove = {
  .name = "prove",
  .summary = "a claim for every law of a length, over all vocabularies",
  .usage
  = "Usage: mdmcert prove --claim=ID|EXPR --length=L --schedule=SPEC\n"
    "       mdmcert prove --claim=ID|EXPR --length=L --all-schedules "
    "--smax=S\n"
    "       mdmcert prove --claim=ID|EXPR --length=L --some-schedule "
    "--smax=S\n"
    "         [--mixture=FILE]\n"
    "       each with [--certificate=FILE]\n"
    "Prove or refute a claim that is linear in the information curve for "
    "every\n"
    "law of length L at once.\n",
  .schema = "mdmcert-prove-1",
  .own = own_options,
  .size = sizeof (prove_options_t),
  .run = run,
};
