#include <config.h>

#include "plot/kinds.h"

#include "prove/prove.h"
#include "prove/setting.h"
#include "text/string.h"

/* Set SETTING to what ENTRY is to be about: the schedule that is named; or all
   schedules with sizes <= smax, or some.  */
static mdm_status
set_setting (mdm_setting_t *setting, const mdm_entry_t *entry,
             const mdm_plot_asked_t *asked, mdm_err_t *err)
{
  const mdm_proof_size_t size = { asked->length, asked->smax, 0 };

  MDM_TRY (mdm_setting_check_work (&size, entry->some, asked->limit, err));
  if (asked->schedules.count > 0)
    return mdm_setting_set_process (setting, &size, asked->schedules.text[0],
                                    1, asked->limit, err)
                   == MDM_OK
               ? MDM_OK
               : mdm_plot_place (err, "schedule", asked->schedules.text[0]);
  if (asked->smax > 0)
    return mdm_setting_set_quantifier (setting, &size, !entry->some, err);
  mdm_setting_set_none (setting, &size);
  return mdm_scope_lacks_schedule (&setting->scope, entry)
             ? mdm_err_set (err, MDM_EDOMAIN, "--smax", 0, 0,
                            "the option is missing: the largest size, or "
                            "--schedule")
             : MDM_OK;
}

/* Add the slack of claim I of ASKED on every ray.  */
static mdm_status
add_claim (mdm_figure_t figure, size_t i, const mdm_plot_asked_t *asked,
           mdm_err_t *err)
{
  const mdm_entry_t *entry = asked->claim[i].entry;
  MDM_SCOPED (setting, mdm_setting_t, mdm_setting_init, mdm_setting_clear);
  MDM_CLEARED (linear, mdm_linear_struct, mdm_linear_clear);
  MDM_CLEARED (proof, mdm_proof_struct, mdm_proof_clear);
  size_t series;
  mdm_status status;

  mdm_linear_init (linear, asked->length);
  mdm_proof_init (proof, asked->length);
  MDM_TRY (set_setting (setting, entry, asked, err));
  status = mdm_scope_check_entry (&setting->scope, entry, err);
  if (status == MDM_EABSENT)
    return MDM_ELIMIT; /* asked for by name, it is no mistake */
  MDM_TRY (status);
  MDM_TRY (
      mdm_rays_linear (linear, &entry->statement.claim, &setting->scope, err));
  mdm_prove (proof, linear, &setting->scope, NULL);
  if (!proof->table)
    return mdm_err_set (err, MDM_ELIMIT, NULL, 0, 0,
                        "there is no slack on single rays: the claim is %s",
                        mdm_proof_verdict_str (proof->verdict));
  series
      = mdm_figure_add (figure, MDM_SERIES_JOINED,
                        entry->id != NULL ? entry->id : entry->statement.text);
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
  if (asked->schedules.count > 1
      || (asked->schedules.count > 0 && asked->smax))
    return mdm_err_set (err, MDM_EPARSE,
                        asked->smax > 0 ? "--smax" : "--schedule", 0, 0,
                        "rays are of one schedule, or of all with sizes <= "
                        "smax");
  title = asked->schedules.count > 0 ? mdm_str ("L = %zu, %s", asked->length,
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
