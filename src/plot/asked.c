#include <config.h>

#include "plot/asked.h"

#include "law/form.h"
#include "law/spec.h"
#include "sampler/schedule_spec.h"
#include "text/string.h"

#include <string.h>

/* Most members of ranges.  */
#define MEMBERS_MAX 10000

mdm_status
mdm_plot_place (mdm_err_t *err, const char *option, const char *typed)
{
  MDM_OWNED char *where = mdm_str ("--%s=%s", option, typed);

  return mdm_err_place (err, where, 0, 0);
}

void
mdm_plot_miss (mdm_plot_asked_t *asked, const mdm_err_t *err)
{
  if (!asked->incomplete)
    *asked->why = *err;
  asked->incomplete = 1;
}

mdm_status
mdm_plot_read_sweep (mdm_sweep_t *sweep, const char *option, const char *text,
                     size_t length, mdm_err_t *err)
{
  mdm_status status = mdm_sweep_read (sweep, text, length, err);

  if (status == MDM_OK && sweep->count > MEMBERS_MAX)
    status = mdm_err_set (err, MDM_EDOMAIN, NULL, 0, 0,
                          "a range has %d members at most", MEMBERS_MAX);
  return status == MDM_OK ? MDM_OK : mdm_plot_place (err, option, text);
}

mdm_status
mdm_plot_open_law (mdm_law_t law, const char *spec, const char *typed,
                   const mdm_limit_t *limit, mdm_err_t *err)
{
  mdm_status status = mdm_law_open (law, spec, limit, err);

  if (status == MDM_OK)
    status = mdm_form_obey (law, limit, err);
  return status == MDM_OK ? MDM_OK : mdm_plot_place (err, "law", typed);
}

mdm_status
mdm_plot_open_schedule (mdm_schedule_t schedule, const char *spec,
                        const char *typed, mdm_law_t law, mdm_curve_t curve,
                        const mdm_limit_t *limit, mdm_err_t *err)
{
  return mdm_schedule_open (schedule, spec, law, curve, limit, err) == MDM_OK
             ? MDM_OK
             : mdm_plot_place (err, "schedule", typed);
}
