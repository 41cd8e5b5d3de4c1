#include <config.h>

#include "cli/prove_solve.h"

#include "cli/prove_joint.h"
#include "cli/unknown.h"

#include "exact/scoped.h"
#include "report/reports.h"
#include "text/string.h"

#include <string.h>

/* Most constants that are asked for at once.  */
#define ROWS_MAX 1000000

/* Solve CLAIM for SETTING; a failure without a place is about --solve.  */
static mdm_status
solve (mdm_constant_t constant, const mdm_claim_t *claim,
       const mdm_setting_t *setting, const mdm_prove_options_t *options,
       mdm_err_t *err)
{
  mdm_status status
      = mdm_constant_solve (constant, claim, &setting->scope, err);

  return status == MDM_OK
             ? MDM_OK
             : mdm_option_place (err, "solve", options->common.solve);
}

static mdm_exit
outcome_of (const mdm_constant_t constant)
{
  return constant->state == MDM_CONSTANT_FOUND  ? MDM_EXIT_DONE
         : constant->state == MDM_CONSTANT_NONE ? MDM_EXIT_REFUTED
                                                : MDM_EXIT_UNDECIDED;
}

/* The worse of two outcomes.  */
static mdm_exit
worse (mdm_exit x, mdm_exit y)
{
  return x == MDM_EXIT_REFUTED || y == MDM_EXIT_DONE ? x : y;
}

/* Joint entropies.  */

/* *JOINT: is ENTRY, in SCOPE, one of these?  Else there must be schedules.  */
static mdm_status
find_room (int *joint, const mdm_entry_t *entry, const mdm_scope_t *scope,
           mdm_err_t *err)
{
  static const mdm_hypotheses_t none;
  mdm_asked_claim_t asked = { entry, "claim-1", NULL };

  *joint = mdm_prove_is_joint (&asked, &none, scope);
  return *joint || scope->kind != MDM_SCOPE_PROCESS || scope->weight != NULL
             ? MDM_OK
             : mdm_option_fail (err, "--schedule",
                                "one of --schedule, --all-schedules and "
                                "--some-schedule is needed");
}

/* Add ENTRY, its unknown being C, to FORMS.  */
static mdm_status
add_at (mdm_forms_t forms, const mdm_entry_t *entry, const mdm_scope_t *scope,
        const fmpq_t c, mdm_err_t *err)
{
  mdm_scope_t at = *scope;

  at.unknown = c;
  return mdm_forms_add (forms, &entry->statement, entry->id, 0, &at, err);
}

/* Decide ENTRY with the unknown C.  */
static mdm_status
decide_at (mdm_joint_t joint, mdm_forms_t claim, const mdm_entry_t *entry,
           const mdm_scope_t *scope, const fmpq_t c, const mdm_limit_t *limit,
           mdm_err_t *err)
{
  static const mdm_forms_struct none;

  MDM_TRY (add_at (claim, entry, scope, c, err));
  return mdm_joint_decide (joint, claim, &none, &none, limit, err);
}

/* Are the ends of CONSTANT, which was found, proved?  */
static mdm_status
check_ends (mdm_constant_t constant, const mdm_entry_t *entry,
            const mdm_scope_t *scope, const mdm_limit_t *limit, mdm_err_t *err)
{
  for (int side = 0; side < 2 && constant->state == MDM_CONSTANT_FOUND; side++)
    if (constant->end[side].bounded)
      {
        MDM_CLEARED (joint, mdm_joint_struct, mdm_joint_clear);
        MDM_SCOPED (claim, mdm_forms_struct, mdm_forms_init, mdm_forms_clear);

        mdm_joint_init (joint, scope->length);
        MDM_TRY (decide_at (joint, claim, entry, scope, constant->end[side].c,
                            limit, err));
        if (joint->verdict == MDM_PROVED)
          continue;
        constant->state = MDM_CONSTANT_UNDECIDED;
        constant->note = "what the linear program found was not proved";
      }
  return MDM_OK;
}

/* Solve ENTRY for SETTING, in joint entropies.  Parts by a min or max that the
   unknown multiplies are not split.  */
static mdm_status
solve_joint (mdm_constant_t constant, mdm_best_t best,
             const mdm_entry_t *entry, const mdm_setting_t *setting,
             const mdm_prove_options_t *options, mdm_err_t *err)
{
  MDM_FMPQ (c);
  MDM_SCOPED (library, mdm_library_struct, mdm_library_init,
              mdm_library_clear);
  MDM_SCOPED (at0, mdm_forms_struct, mdm_forms_init, mdm_forms_clear);
  MDM_SCOPED (at1, mdm_forms_struct, mdm_forms_init, mdm_forms_clear);

  if (setting->scope.kind != MDM_SCOPE_PROCESS)
    return mdm_option_fail (err, "--claim",
                            "claims that name positions or have hypotheses "
                            "are proved for one schedule, or for none");
  MDM_TRY (mdm_unknown_read (library, &options->common, 0, err));
  MDM_TRY (add_at (at0, entry, &setting->scope, c, err));
  fmpq_one (c);
  MDM_TRY (add_at (at1, entry, &setting->scope, c, err));
  MDM_TRY (
      mdm_best_solve (constant, best, at0, at1, &options->common.limit, err));
  return check_ends (constant, entry, &setting->scope, &options->common.limit,
                     err);
}

static mdm_status
certify_joint (mdm_result_t result, const mdm_joint_t joint,
               const mdm_forms_struct *claim, const mdm_scope_t *scope,
               const mdm_entry_t *entry, const mdm_options_t *options,
               mdm_err_t *err)
{
  mdm_asked_claim_t asked = { entry, "claim-1", NULL };
  MDM_SCOPED (certificate, mdm_certificate_struct, mdm_certificate_init,
              mdm_certificate_clear);
  mdm_status status = mdm_certificate_set_joint (certificate, joint, claim,
                                                 scope, &asked, err);

  return mdm_write_certificate (result, certificate, status, "certificate",
                                options->certificate, err);
}

static mdm_status
report_joint (mdm_result_t result, mdm_exit *outcome, mdm_setting_t *setting,
              const mdm_entry_t *entry, const mdm_prove_options_t *options,
              mdm_err_t *err)
{
  const mdm_options_t *common = &options->common;
  mdm_scope_t *scope = &setting->scope;
  MDM_CLEARED (constant, mdm_constant_struct, mdm_constant_clear);
  MDM_CLEARED (joint, mdm_joint_struct, mdm_joint_clear);
  MDM_SCOPED (best, mdm_best_struct, mdm_best_init, mdm_best_clear);
  MDM_SCOPED (claim, mdm_forms_struct, mdm_forms_init, mdm_forms_clear);
  const fmpq *value;

  mdm_constant_init (constant, scope->length);
  mdm_joint_init (joint, scope->length);
  MDM_TRY (solve_joint (constant, best, entry, setting, options, err));
  *outcome = outcome_of (constant);
  value = mdm_constant_value (constant);
  scope->unknown = value;
  if (value != NULL)
    MDM_TRY (
        decide_at (joint, claim, entry, scope, value, &common->limit, err));
  mdm_report_best (result, constant, best, value == NULL ? NULL : joint,
                   setting->text, entry, common->solve);
  if (options->common.sharp != NULL)
    return mdm_option_fail (err, "--sharp-certificate",
                            "in joint entropies the law that is shown tells "
                            "that nothing better does; certify it");
  if (common->certificate == NULL)
    return MDM_OK;
  if (value == NULL)
    return mdm_option_fail (err, "--certificate",
                            "there is no one constant to certify");
  return certify_joint (result, joint, claim, scope, entry, common, err);
}

/* Ranges.  */

static mdm_status
add_row (mdm_result_t result, mdm_exit *outcome, const mdm_entry_t *entry,
         const mdm_proof_size_t *size, const mdm_prove_options_t *options,
         mdm_err_t *err)
{
  MDM_SCOPED (setting, mdm_setting_t, mdm_setting_init, mdm_setting_clear);
  MDM_SCOPED (best, mdm_best_struct, mdm_best_init, mdm_best_clear);
  MDM_CLEARED (constant, mdm_constant_struct, mdm_constant_clear);
  int joint;

  mdm_constant_init (constant, size->length);
  if (!mdm_setting_exists (options, size))
    return MDM_OK;
  MDM_TRY (mdm_setting_read (setting, options, size, err));
  MDM_TRY (mdm_setting_check_work (size, options->some_schedule,
                                   &options->common.limit, err));
  MDM_TRY (find_room (&joint, entry, &setting->scope, err));
  if (joint)
    MDM_TRY (solve_joint (constant, best, entry, setting, options, err));
  else
    MDM_TRY (solve (constant, &entry->statement.claim, setting, options, err));
  mdm_report_constant_row (result, constant, size->smax, size->steps);
  *outcome = worse (*outcome, outcome_of (constant));
  return MDM_OK;
}

/* All sizes and steps of one LENGTH.  */
static mdm_status
add_rows (mdm_result_t result, mdm_exit *outcome, const mdm_entry_t *entry,
          size_t length, const mdm_prove_options_t *options, mdm_err_t *err)
{
  const mdm_range_option_t *smax = &options->smax, *steps = &options->steps;

  for (size_t s = smax->from; s <= mdm_range_last (smax, length); s++)
    for (size_t t = steps->from; t <= mdm_range_last (steps, length); t++)
      {
        mdm_proof_size_t size = { length, s, t };
        MDM_TRY (add_row (result, outcome, entry, &size, options, err));
      }
  return MDM_OK;
}

static mdm_status
solve_ranges (mdm_result_t result, mdm_exit *outcome, const mdm_entry_t *entry,
              const mdm_prove_options_t *options, mdm_err_t *err)
{
  size_t last = mdm_range_last (&options->length, MDM_RANGE_MAX);

  if (options->common.certificate != NULL || options->common.sharp != NULL)
    return mdm_option_fail (err,
                            options->common.certificate != NULL
                                ? "--certificate"
                                : "--sharp-certificate",
                            "a certificate is of one constant, not of a "
                            "range");
  if (options->length.is_range && options->length.to == 0)
    return mdm_option_fail (err, "--length", "the range needs an end");
  mdm_report_constants (result, entry, options->common.solve,
                        options->all_schedules   ? "all schedules"
                        : options->some_schedule ? "some schedule"
                        : options->common.schedules.count == 0
                            ? "no schedule"
                            : options->common.schedules.text[0]);
  for (size_t length = options->length.from; length <= last; length++)
    MDM_TRY (add_rows (result, outcome, entry, length, options, err));
  return MDM_OK;
}

/* One constant.  */

/* Prove ENTRY with the unknown at the constant, or with none as it is at 0, so
   that what is reported has been decided by itself.  */
static mdm_status
prove_at (mdm_proof_t proof, mdm_linear_t linear, const mdm_scope_t *scope,
          const mdm_constant_t constant, const mdm_entry_t *entry,
          mdm_err_t *err)
{
  const mdm_constant_end_t *end
      = constant->end + (constant->end[0].bounded ? 0 : 1);

  MDM_TRY (mdm_rays_linear (linear, &entry->statement.claim, scope, err));
  mdm_prove (proof, linear, scope,
             end->mixture->count > 0 ? end->mixture : NULL);
  return MDM_OK;
}

static mdm_status
write_certificate (mdm_result_t result, const mdm_proof_t proof,
                   const mdm_linear_t linear, const mdm_scope_t *scope,
                   const mdm_entry_t *entry, const char *option,
                   const char *file, mdm_err_t *err)
{
  mdm_asked_claim_t asked = { entry, "claim-1", NULL };
  MDM_SCOPED (certificate, mdm_certificate_struct, mdm_certificate_init,
              mdm_certificate_clear);
  mdm_status status = mdm_certificate_set_proof (certificate, proof, linear,
                                                 scope, &asked, err);

  return mdm_write_certificate (result, certificate, status, option, file,
                                err);
}

/* The same of what shows that nothing beyond the one end of CONSTANT does.  */
static mdm_status
write_sharp (mdm_result_t result, const mdm_constant_t constant,
             const mdm_scope_t *scope, const mdm_entry_t *entry,
             const char *file, mdm_err_t *err)
{
  const mdm_constant_end_t *end
      = constant->end + (constant->end[0].bounded ? 0 : 1);
  MDM_LINEAR (linear, scope->length);
  MDM_CLEARED (proof, mdm_proof_struct, mdm_proof_clear);

  mdm_proof_init (proof, scope->length);
  if (constant->end[0].bounded && constant->end[1].bounded)
    return mdm_option_fail (err, "--sharp-certificate",
                            "the constant is bounded on both sides; mdmcert "
                            "table writes a certificate of each");
  if (end->ray == 0 && end->profile == NULL)
    return mdm_err_set (err, MDM_ELIMIT, "--sharp-certificate", 0, 0,
                        "it was not shown that nothing better does");
  MDM_TRY (mdm_rays_linear (linear, &entry->statement.claim, scope, err));
  mdm_constant_show_sharp (proof, linear, end, scope);
  return write_certificate (result, proof, linear, scope, entry,
                            "sharp-certificate", file, err);
}

static mdm_status
solve_one (mdm_result_t result, mdm_exit *outcome, const mdm_entry_t *entry,
           const mdm_prove_options_t *options, mdm_err_t *err)
{
  mdm_proof_size_t size
      = { options->length.from, options->smax.from, options->steps.from };
  MDM_SCOPED (setting, mdm_setting_t, mdm_setting_init, mdm_setting_clear);
  MDM_CLEARED (constant, mdm_constant_struct, mdm_constant_clear);
  MDM_CLEARED (proof, mdm_proof_struct, mdm_proof_clear);
  MDM_LINEAR (linear, size.length);
  const fmpq *value;
  int joint;

  mdm_constant_init (constant, size.length);
  mdm_proof_init (proof, size.length);
  MDM_TRY (mdm_setting_read (setting, options, &size, err));
  MDM_TRY (mdm_setting_check_work (&size, options->some_schedule,
                                   &options->common.limit, err));
  MDM_TRY (find_room (&joint, entry, &setting->scope, err));
  if (joint)
    return report_joint (result, outcome, setting, entry, options, err);
  MDM_TRY (solve (constant, &entry->statement.claim, setting, options, err));
  *outcome = outcome_of (constant);
  value = mdm_constant_value (constant);
  setting->scope.unknown = value;
  if (value != NULL)
    MDM_TRY (prove_at (proof, linear, &setting->scope, constant, entry, err));
  mdm_report_constant (result, constant, value == NULL ? NULL : proof,
                       &setting->scope, setting->text, entry,
                       options->common.solve);
  if (options->common.certificate == NULL && options->common.sharp == NULL)
    return MDM_OK;
  if (value == NULL)
    return mdm_option_fail (err,
                            options->common.certificate != NULL
                                ? "--certificate"
                                : "--sharp-certificate",
                            "there is no one constant to certify");
  if (options->common.sharp != NULL)
    MDM_TRY (write_sharp (result, constant, &setting->scope, entry,
                          options->common.sharp, err));
  return options->common.certificate == NULL
             ? MDM_OK
             : write_certificate (result, proof, linear, &setting->scope,
                                  entry, "certificate",
                                  options->common.certificate, err);
}

mdm_status
mdm_prove_solve (mdm_result_t result, mdm_exit *outcome,
                 const mdm_prove_options_t *options, mdm_err_t *err)
{
  MDM_SCOPED (library, mdm_library_struct, mdm_library_init,
              mdm_library_clear);
  int ranges = options->length.is_range || options->smax.is_range
               || options->steps.is_range;

  MDM_TRY (mdm_unknown_read (library, &options->common, 1, err));
  return ranges ? solve_ranges (result, outcome, library->entry, options, err)
                : solve_one (result, outcome, library->entry, options, err);
}
