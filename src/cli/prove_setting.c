#include <config.h>

#include "cli/prove_setting.h"

#include "exact/rational.h"
#include "exact/scoped.h"
#include "sampler/schedule_spec.h"
#include "sampler/weights.h"
#include "text/file.h"
#include "text/string.h"

#include <string.h>

#define WEIGHTS "weights:"

void
mdm_setting_init (mdm_setting_t *setting)
{
  memset (setting, 0, sizeof *setting);
  mdm_schedule_init (setting->schedule);
}

static void
begin (mdm_setting_t *setting, const mdm_proof_size_t *size)
{
  size_t length = size->length;

  setting->scope.length = length;
  setting->scope.smax = size->smax;
  setting->scope.steps = size->steps;
  mdm_mixture_init (setting->mixture, length);
  setting->weight = _fmpq_vec_init ((slong) length);
}

void
mdm_setting_clear (mdm_setting_t *setting)
{
  mdm_schedule_clear (setting->schedule);
  mdm_mixture_clear (setting->mixture);
  _fmpq_vec_clear (setting->weight, (slong) setting->scope.length);
  flint_free (setting->text);
}

/* Read `a_0,..,a_{L-1}' of weights:, expected numbers of tokens drawn while
   exactly k are revealed.  */
static mdm_status
read_weights (mdm_setting_t *setting, const char *text, mdm_err_t *err)
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
read_schedule (mdm_setting_t *setting, const char *spec,
               const mdm_limit_t *limit, mdm_err_t *err)
{

  if (mdm_schedule_is_chosen (spec))
    return mdm_err_set (err, MDM_EDOMAIN, NULL, 0, 0,
                        "the schedule depends on a law; a proof is about "
                        "all of them");
  MDM_TRY (mdm_schedule_parse (setting->schedule, spec, setting->scope.length,
                               NULL, limit, err));
  if (setting->schedule->kind == MDM_SCHEDULE_POLICY)
    return mdm_err_set (err, MDM_EDOMAIN, NULL, 0, 0,
                        "what a policy draws depends on a law; a proof is "
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
read_process (mdm_setting_t *setting, const char *spec,
              const mdm_options_t *options, mdm_err_t *err)
{
  int weights = strncmp (spec, WEIGHTS, strlen (WEIGHTS)) == 0;
  mdm_status status
      = weights ? read_weights (setting, spec + strlen (WEIGHTS), err)
                : read_schedule (setting, spec, &options->limit, err);

  setting->scope.kind = MDM_SCOPE_PROCESS;
  if (weights)
    setting->scope.weight = setting->weight;
  setting->text = mdm_str ("the schedule %s", spec);
  return status == MDM_OK ? MDM_OK : mdm_option_place (err, "schedule", spec);
}

/* The scope in words.  */
static char *
scope_str (const mdm_scope_t *scope)
{
  const char *which
      = scope->kind == MDM_SCOPE_ALL ? "all schedules" : "some schedule";

  if (scope->steps == 0)
    return mdm_str ("%s with sizes <= %zu", which, scope->smax);
  if (scope->smax == 0)
    return mdm_str ("%s of %zu steps", which, scope->steps);
  return mdm_str ("%s of %zu steps with sizes <= %zu", which, scope->steps,
                  scope->smax);
}

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
                 mdm_err_t *err)
{
  mdm_scope_t *scope = &setting->scope;
  MDM_OWNED char *why = NULL;

  scope->kind = options->all_schedules ? MDM_SCOPE_ALL : MDM_SCOPE_SOME;
  if (scope->smax == 0 && scope->steps == 0)
    return mdm_option_fail (err, "--smax",
                            "the option is missing: the largest size, or "
                            "--steps, their number");
  setting->text = scope_str (scope);
  if (!mdm_scope_is_empty (scope))
    return options->mixture == NULL ? MDM_OK
                                    : read_mixture (setting, options, err);
  why = scope->steps > scope->length
            ? mdm_str ("more steps than the length %zu", scope->length)
            : mdm_str ("%zu steps of at most %zu are less than the length "
                       "%zu",
                       scope->steps, scope->smax, scope->length);
  return mdm_option_fail (err, "--steps", why);
}

mdm_status
mdm_setting_read (mdm_setting_t *setting, const mdm_prove_options_t *options,
                  const mdm_proof_size_t *size, mdm_err_t *err)
{
  begin (setting, size);
  if (options->common.schedules.count == 0 && !options->all_schedules
      && !options->some_schedule)
    {
      setting->scope.kind = MDM_SCOPE_PROCESS;
      setting->text = mdm_str ("no schedule");
      return MDM_OK;
    }
  return options->common.schedules.count > 0
             ? read_process (setting, options->common.schedules.text[0],
                             &options->common, err)
             : read_quantifier (setting, options, err);
}

mdm_status
mdm_setting_check_work (const mdm_proof_size_t *size,
                        const mdm_prove_options_t *options, mdm_err_t *err)
{
  size_t most = size->smax > 0 && size->smax < size->length ? size->smax
                                                            : size->length;
  uint64_t fractions
      = mdm_work_mul (size->length, options->some_schedule ? 8 + most : 8);

  return mdm_limit_check (&options->common.limit, "the ray table",
                          mdm_work_mul (fractions, MDM_CELLS_PER_FRACTION), 0,
                          err);
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
