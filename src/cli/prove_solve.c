#include <config.h>

#include "cli/prove_solve.h"

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

/* Ranges.  */

static mdm_status
add_row (mdm_result_t result, mdm_exit *outcome, const mdm_claim_t *claim,
         const mdm_proof_size_t *size, const mdm_prove_options_t *options,
         mdm_err_t *err)
{
  MDM_SCOPED (setting, mdm_setting_t, mdm_setting_init, mdm_setting_clear);
  MDM_CLEARED (constant, mdm_constant_struct, mdm_constant_clear);

  mdm_constant_init (constant, size->length);
  if (!mdm_setting_exists (options, size))
    return MDM_OK;
  MDM_TRY (mdm_setting_read (setting, options, size, err));
  MDM_TRY (mdm_setting_check_work (size, options->some_schedule,
                                   &options->common.limit, err));
  MDM_TRY (solve (constant, claim, setting, options, err));
  mdm_report_constant_row (result, constant, size->smax, size->steps);
  *outcome = worse (*outcome, outcome_of (constant));
  return MDM_OK;
}

/* All sizes and steps of one LENGTH.  */
static mdm_status
add_rows (mdm_result_t result, mdm_exit *outcome, const mdm_claim_t *claim,
          size_t length, const mdm_prove_options_t *options, mdm_err_t *err)
{
  const mdm_range_option_t *smax = &options->smax, *steps = &options->steps;

  for (size_t s = smax->from; s <= mdm_range_last (smax, length); s++)
    for (size_t t = steps->from; t <= mdm_range_last (steps, length); t++)
      {
        mdm_proof_size_t size = { length, s, t };
        MDM_TRY (add_row (result, outcome, claim, &size, options, err));
      }
  return MDM_OK;
}

static mdm_status
solve_ranges (mdm_result_t result, mdm_exit *outcome, const mdm_entry_t *entry,
              const mdm_prove_options_t *options, mdm_err_t *err)
{
  size_t last = mdm_range_last (&options->length, MDM_RANGE_MAX);

  if (options->common.certificate != NULL)
    return mdm_option_fail (err, "--certificate",
                            "a certificate is of one constant, not of a "
                            "range");
  if (options->length.is_range && options->length.to == 0)
    return mdm_option_fail (err, "--length", "the range needs an end");
  mdm_report_constants (result, entry, options->common.solve,
                        options->all_schedules ? "all schedules"
                        : options->some_schedule
                            ? "some schedule"
                            : options->common.schedules.text[0]);
  for (size_t length = options->length.from; length <= last; length++)
    MDM_TRY (add_rows (result, outcome, &entry->statement.claim, length,
                       options, err));
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
                   const mdm_entry_t *entry,
                   const mdm_prove_options_t *options, mdm_err_t *err)
{
  mdm_asked_claim_t asked = { entry, "claim-1", NULL };
  MDM_SCOPED (certificate, mdm_certificate_struct, mdm_certificate_init,
              mdm_certificate_clear);
  mdm_status status = mdm_certificate_set_proof (certificate, proof, linear,
                                                 scope, &asked, err);

  return mdm_write_certificate (result, certificate, status, &options->common,
                                err);
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

  mdm_constant_init (constant, size.length);
  mdm_proof_init (proof, size.length);
  MDM_TRY (mdm_setting_read (setting, options, &size, err));
  MDM_TRY (mdm_setting_check_work (&size, options->some_schedule,
                                   &options->common.limit, err));
  MDM_TRY (solve (constant, &entry->statement.claim, setting, options, err));
  *outcome = outcome_of (constant);
  value = mdm_constant_value (constant);
  setting->scope.unknown = value;
  if (value != NULL)
    MDM_TRY (prove_at (proof, linear, &setting->scope, constant, entry, err));
  mdm_report_constant (result, constant, value == NULL ? NULL : proof,
                       &setting->scope, setting->text, entry,
                       options->common.solve);
  if (options->common.certificate == NULL)
    return MDM_OK;
  if (value == NULL)
    return mdm_option_fail (err, "--certificate",
                            "there is no one constant to certify");
  return write_certificate (result, proof, linear, &setting->scope, entry,
                            options, err);
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
