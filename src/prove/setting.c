#include <config.h>

#include "prove/setting.h"

#include "exact/rational.h"
#include "exact/scoped.h"
#include "prove/form.h"
#include "sampler/schedule_spec.h"
#include "sampler/weights.h"
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

  setting->scope.kind = MDM_SCOPE_PROCESS;
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

void
mdm_setting_set_none (mdm_setting_t *setting, const mdm_proof_size_t *size)
{
  begin (setting, size);
  setting->text = mdm_str ("no schedule");
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

mdm_status
mdm_setting_set_process (mdm_setting_t *setting, const mdm_proof_size_t *size,
                         const char *spec, int random,
                         const mdm_limit_t *limit, mdm_err_t *err)
{
  int weights = strncmp (spec, WEIGHTS, strlen (WEIGHTS)) == 0;

  begin (setting, size);
  setting->text = mdm_str ("the schedule %s", spec);
  MDM_TRY (weights ? read_weights (setting, spec + strlen (WEIGHTS), err)
                   : read_schedule (setting, spec, limit, err));
  if (weights)
    setting->scope.weight = setting->weight;
  if (random && setting->scope.weight == NULL)
    return mdm_err_set (err, MDM_EDOMAIN, NULL, 0, 0,
                        "constants are about random partitions, not about "
                        "one partition");
  return MDM_OK;
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

mdm_status
mdm_setting_set_quantifier (mdm_setting_t *setting,
                            const mdm_proof_size_t *size, int all,
                            mdm_err_t *err)
{
  mdm_scope_t *scope = &setting->scope;

  begin (setting, size);
  scope->kind = all ? MDM_SCOPE_ALL : MDM_SCOPE_SOME;
  setting->text = scope_str (scope);
  if (!mdm_scope_is_empty (scope))
    return MDM_OK;
  return scope->steps > scope->length
             ? mdm_err_set (err, MDM_EDOMAIN, NULL, 0, 0,
                            "more steps than the length %zu", scope->length)
             : mdm_err_set (err, MDM_EDOMAIN, NULL, 0, 0,
                            "%zu steps of at most %zu are less than the "
                            "length %zu",
                            scope->steps, scope->smax, scope->length);
}

mdm_status
mdm_setting_check_work (const mdm_proof_size_t *size, int some,
                        const mdm_limit_t *limit, mdm_err_t *err)
{
  size_t most = size->smax > 0 && size->smax < size->length ? size->smax
                                                            : size->length;
  uint64_t fractions = mdm_work_mul (size->length, some ? 8 + most : 8);

  return mdm_limit_check (limit, "the ray table",
                          mdm_work_mul (fractions, MDM_CELLS_PER_FRACTION), 0,
                          err);
}

int
mdm_scope_lacks_schedule (const mdm_scope_t *scope, const mdm_entry_t *entry)
{
  return scope->kind == MDM_SCOPE_PROCESS && scope->weight == NULL
         && scope->schedule == NULL
         && mdm_set_form_speaks_of_error (&entry->statement.claim);
}

mdm_status
mdm_scope_check_entry (const mdm_scope_t *scope, const mdm_entry_t *entry,
                       mdm_err_t *err)
{
  int holds;

  if (entry->id != NULL && entry->about == MDM_ABOUT_SIZES
      && scope->schedule != NULL
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
      if (mdm_set_form_names_positions (&entry->hypothesis[h].claim))
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
