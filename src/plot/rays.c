#include <config.h>

#include "plot/kinds.h"

#include "prove/form.h"
#include "prove/prove.h"
#include "sampler/schedule_spec.h"
#include "sampler/weights.h"
#include "text/string.h"

/* What claims are about: a scope, and what it lends.  */
typedef struct
{
  mdm_scope_t scope;
  mdm_schedule_t schedule;
  fmpq *weight;
  size_t length;
} setting_t;

static void
setting_init (setting_t *setting)
{
  memset (setting, 0, sizeof *setting);
  mdm_schedule_init (setting->schedule);
}

static void
setting_clear (setting_t *setting)
{
  mdm_schedule_clear (setting->schedule);
  if (setting->weight != NULL)
    _fmpq_vec_clear (setting->weight, (slong) setting->length);
}

/* One schedule, which does not look at a law.  */
static mdm_status
set_process (setting_t *setting, const char *spec, const mdm_limit_t *limit,
             mdm_err_t *err)
{
  if (mdm_schedule_is_chosen (spec))
    return mdm_err_set (err, MDM_EDOMAIN, NULL, 0, 0,
                        "the schedule depends on a law; rays are about all "
                        "of them");
  MDM_TRY (mdm_schedule_parse (setting->schedule, spec, setting->length, NULL,
                               limit, err));
  if (!mdm_schedule_is_exchangeable (setting->schedule)
      && setting->schedule->kind != MDM_SCHEDULE_MIXED)
    return mdm_err_set (err, MDM_EDOMAIN, NULL, 0, 0,
                        "rays are about random partitions");
  MDM_TRY (mdm_weights_check (setting->schedule, limit, err));
  setting->weight = _fmpq_vec_init ((slong) setting->length);
  mdm_weights_set_schedule (setting->weight, setting->schedule);
  setting->scope.kind = MDM_SCOPE_PROCESS;
  setting->scope.schedule = setting->schedule;
  setting->scope.weight = setting->weight;
  return MDM_OK;
}

/* Set SETTING to what ENTRY is to be about: the schedule that is named; or all
   schedules with sizes <= smax, or some.  */
static mdm_status
set_scope (setting_t *setting, const mdm_entry_t *entry,
           const mdm_plot_asked_t *asked, mdm_err_t *err)
{
  setting->length = setting->scope.length = asked->length;
  if (asked->schedules.count > 0)
    return set_process (setting, asked->schedules.text[0], asked->limit, err)
                   == MDM_OK
               ? MDM_OK
               : mdm_plot_place (err, "schedule", asked->schedules.text[0]);
  setting->scope.kind = asked->smax == 0 ? MDM_SCOPE_PROCESS
                        : entry->some    ? MDM_SCOPE_SOME
                                         : MDM_SCOPE_ALL;
  setting->scope.smax = asked->smax;
  return MDM_OK;
}

/* Do the hypotheses of ENTRY hold, and is it about such a scope?  */
static mdm_status
check_applies (const mdm_entry_t *entry, const mdm_scope_t *scope,
               mdm_err_t *err)
{
  if (scope->kind == MDM_SCOPE_PROCESS && scope->weight == NULL && !entry->some
      && mdm_set_form_speaks_of_error (&entry->statement.claim))
    return mdm_err_set (err, MDM_EDOMAIN, "--smax", 0, 0,
                        "the option is missing: the largest size, or "
                        "--schedule");
  if (entry->some && scope->kind != MDM_SCOPE_SOME)
    return mdm_err_set (err, MDM_EDOMAIN, NULL, 0, 0,
                        "it claims some schedule with sizes <= smax: --smax");
  for (size_t h = 0; h < entry->hypotheses; h++)
    {
      int holds;
      MDM_TRY (mdm_rays_hypothesis (&holds, &entry->hypothesis[h].claim,
                                    scope, err));
      if (!holds)
        return mdm_err_set (err, MDM_ELIMIT, NULL, 0, 0,
                            "the hypothesis %s does not hold",
                            entry->hypothesis[h].text);
    }
  return MDM_OK;
}

/* Add the slack of claim I of ASKED on every ray.  */
static mdm_status
add_claim (mdm_figure_t figure, size_t i, const mdm_plot_asked_t *asked,
           mdm_err_t *err)
{
  const mdm_entry_t *entry = asked->claim[i].entry;
  MDM_SCOPED (setting, setting_t, setting_init, setting_clear);
  MDM_CLEARED (linear, mdm_linear_struct, mdm_linear_clear);
  MDM_CLEARED (proof, mdm_proof_struct, mdm_proof_clear);
  size_t series;

  mdm_linear_init (linear, asked->length);
  mdm_proof_init (proof, asked->length);
  MDM_TRY (set_scope (setting, entry, asked, err));
  MDM_TRY (check_applies (entry, &setting->scope, err));
  MDM_TRY (mdm_rays_linear (linear, &entry->statement.claim, &setting->scope,
                            err));
  mdm_prove (proof, linear, &setting->scope, NULL);
  if (!proof->table)
    return mdm_err_set (err, MDM_ELIMIT, NULL, 0, 0,
                        "there is no slack on single rays: the claim is %s",
                        mdm_proof_verdict_str (proof->verdict));
  series = mdm_figure_add (figure, MDM_SERIES_JOINED,
                           entry->id != NULL ? entry->id
                                             : entry->statement.text);
  for (size_t m = 1; m <= asked->length; m++)
    {
      MDM_OWNED char *x = mdm_str ("%zu", m);
      MDM_OWNED char *y
          = mdm_decimal_fmpq (proof->slack + m - 1, asked->format->digits);
      MDM_OWNED char *exact = mdm_fraction_str (proof->slack + m - 1);
      mdm_series_add (figure->series + series, x, y, exact);
    }
  return MDM_OK;
}

mdm_status
mdm_plot_rays (mdm_figure_t figure, mdm_plot_asked_t *asked, mdm_err_t *err)
{
  MDM_OWNED char *title = NULL;

  if (asked->length == 0)
    return mdm_err_set (err, MDM_EPARSE, "--length", 0, 0,
                        "the option is missing: the length of sequences");
  if (asked->claims == 0)
    return mdm_err_set (err, MDM_EPARSE, "--claim", 0, 0,
                        "the option is missing: which claim?");
  if (asked->schedules.count > 1 || (asked->schedules.count > 0 && asked->smax))
    return mdm_err_set (err, MDM_EPARSE,
                        asked->smax > 0 ? "--smax" : "--schedule", 0, 0,
                        "rays are of one schedule, or of all with sizes <= "
                        "smax");
  MDM_TRY (mdm_limit_check (
      asked->limit, "the ray table",
      mdm_work_mul (mdm_work_mul (asked->length, 8 + asked->smax),
                    asked->claims * MDM_CELLS_PER_FRACTION),
      0, err));
  title = asked->schedules.count > 0
              ? mdm_str ("L = %zu, %s", asked->length,
                         asked->schedules.text[0])
          : asked->smax > 0
              ? mdm_str ("L = %zu, sizes <= %zu", asked->length, asked->smax)
              : mdm_str ("L = %zu", asked->length);
  mdm_figure_set_title (figure, title);
  mdm_figure_set_x (figure, "ray m");
  mdm_figure_set_y (figure, 0, "slack (log q)");
  for (size_t i = 0; i < asked->claims; i++)
    if (add_claim (figure, i, asked, err) != MDM_OK)
      return mdm_plot_place (err, "claim", asked->claim_text[i]);
  return MDM_OK;
}
