#include <config.h>

#include "cli/prove_setting.h"

#include "exact/scoped.h"
#include "text/file.h"

#include <string.h>

/* Read the mixture of --mixture.  */
static mdm_status
read_mixture (mdm_setting_t *setting, const mdm_prove_options_t *options,
              mdm_err_t *err)
{
  const mdm_scope_t *scope = &setting->scope;
  MDM_OWNED char *text = NULL;
  size_t length;

  setting->has_mixture = 1;
  MDM_TRY (mdm_file_read (&text, &length, options->mixture,
                          &options->common.limit, err));
  MDM_TRY (mdm_mixture_parse (
      setting->mixture, options->mixture, text, length, scope->length,
      scope->smax > 0 ? scope->smax : scope->length, err));
  for (size_t i = 0; i < setting->mixture->count; i++)
    if (!mdm_scope_has (scope, setting->mixture->schedule + i))
      return mdm_err_set (err, MDM_EDOMAIN, options->mixture, 0, 0,
                          "the schedule %s has not %zu steps",
                          setting->mixture->schedule[i].name, scope->steps);
  return MDM_OK;
}

/* All, or some, schedules.  */
static mdm_status
read_quantifier (mdm_setting_t *setting, const mdm_prove_options_t *options,
                 const mdm_proof_size_t *size, mdm_err_t *err)
{
  if (size->smax == 0 && size->steps == 0)
    return mdm_option_fail (err, "--smax",
                            "the option is missing: the largest size, or "
                            "--steps, their number");
  if (mdm_setting_set_quantifier (setting, size, options->all_schedules, err)
      != MDM_OK)
    return err->status = MDM_EPARSE, mdm_err_place (err, "--steps", 0, 0);
  return options->mixture == NULL ? MDM_OK
                                  : read_mixture (setting, options, err);
}

mdm_status
mdm_setting_read (mdm_setting_t *setting, const mdm_prove_options_t *options,
                  const mdm_proof_size_t *size, mdm_err_t *err)
{
  const char *spec = options->common.schedules.count > 0
                         ? options->common.schedules.text[0]
                         : NULL;

  if (options->all_schedules || options->some_schedule)
    return read_quantifier (setting, options, size, err);
  if (spec != NULL)
    return mdm_setting_set_process (setting, size, spec, 0,
                                    &options->common.limit, err)
                   == MDM_OK
               ? MDM_OK
               : mdm_option_place (err, "schedule", spec);
  mdm_setting_set_none (setting, size);
  return MDM_OK;
}

int
mdm_setting_exists (const mdm_prove_options_t *options,
                    const mdm_proof_size_t *size)
{
  mdm_scope_t scope
      = { .length = size->length, .smax = size->smax, .steps = size->steps };

  return options->common.schedules.count > 0
         || (size->smax <= size->length && !mdm_scope_is_empty (&scope));
}

/* Is something of these options missing, or one too many?  */
static mdm_status
check_scopes (const mdm_prove_options_t *options, mdm_err_t *err)
{
  size_t schedules = options->common.schedules.count;
  size_t scopes = schedules + (size_t) options->all_schedules
                  + (size_t) options->some_schedule;

  if (scopes == 0 && options->smax.from + options->steps.from > 0)
    return mdm_option_fail (err, options->smax.from > 0 ? "--smax" : "--steps",
                            "there is no schedule");
  if (scopes > 1)
    return mdm_option_fail (err, "--schedule",
                            "only one of --schedule, --all-schedules and "
                            "--some-schedule may be given");
  if (options->mixture != NULL && !options->some_schedule)
    return mdm_option_fail (err, "--mixture",
                            "a mixture proves claims of --some-schedule");
  if (options->smax.from > 0 && schedules > 0)
    return mdm_option_fail (err, "--smax",
                            "the schedule has its own largest size");
  if (options->steps.from > 0 && schedules > 0)
    return mdm_option_fail (err, "--steps",
                            "the schedule has its own number of steps");
  return MDM_OK;
}

mdm_status
mdm_setting_check (const mdm_prove_options_t *options, mdm_err_t *err)
{
  if (options->length.from == 0)
    return mdm_option_fail (err, "--length",
                            "the option is missing: the length of sequences");
  if (options->common.claims.count == 0)
    return mdm_option_fail (err, "--claim",
                            "the option is missing: which claim?");
  if (options->common.claims.count > 1)
    return mdm_option_fail (err, "--claim", "a proof is of one claim");
  return check_scopes (options, err);
}
