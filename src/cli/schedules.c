#include <config.h>

#include "cli/schedules.h"

#include "exact/scoped.h"
#include "law/form.h"
#include "law/spec.h"
#include "sampler/schedule_spec.h"

/* The failure ERR is of SPEC, the value of option NAME, of which all is
   shown: names of files may be long.  */
static mdm_status
place (mdm_err_t *err, const char *name, const char *spec)
{
  MDM_OWNED char *where = flint_malloc (strlen (name) + strlen (spec) + 4);

  sprintf (where, "--%s=%s", name, spec);
  return mdm_err_place (err, where, 0, 0);
}

mdm_status
mdm_need_law (const mdm_options_t *options, mdm_err_t *err)
{
  return options->law != NULL
             ? MDM_OK
             : mdm_option_fail (err, "--law",
                                "the option is missing: which law?");
}

mdm_status
mdm_open_law (mdm_law_t law, const mdm_options_t *options, mdm_err_t *err)
{
  mdm_status status;

  MDM_TRY (mdm_need_law (options, err));
  status = mdm_law_open (law, options->law, &options->limit, err);
  if (status == MDM_OK)
    status = mdm_form_obey (law, &options->limit, err);
  return status == MDM_OK ? MDM_OK : place (err, "law", options->law);
}

mdm_status
mdm_open_schedule (mdm_schedule_t schedule, const char *spec,
                   mdm_law_t law, mdm_curve_t curve,
                   const mdm_limit_t *limit, mdm_err_t *err)
{
  mdm_status status
      = mdm_schedule_open (schedule, spec, law, curve, limit, err);

  return status == MDM_OK ? MDM_OK : place (err, "schedule", spec);
}

mdm_status
mdm_open_predictor (mdm_predictor_t predictor, const mdm_options_t *options,
                    mdm_law_t law, mdm_err_t *err)
{
  mdm_status status;

  if (options->predictor == NULL)
    return MDM_OK;
  status = mdm_predictor_open (predictor, options->predictor, law,
                               &options->limit, err);
  for (size_t i = 0; i < options->schedules.count && status == MDM_OK
                     && predictor->kind != MDM_PREDICTOR_IDEAL;
       i++)
    status = mdm_schedule_refuse_predictor (options->schedules.text[i], err);
  return status == MDM_OK ? MDM_OK
                          : place (err, "predictor", options->predictor);
}
