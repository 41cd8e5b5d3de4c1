#include <config.h>

#include "cli/schedules.h"

#include "sampler/schedule_spec.h"

mdm_status
mdm_open_schedule (mdm_schedule_t schedule, const char *spec,
                   const mdm_law_t law, mdm_curve_t curve,
                   const mdm_limit_t *limit, mdm_err_t *err)
{
  mdm_status status = MDM_OK;

  if (mdm_schedule_needs_curve (spec) && curve->e == NULL)
    status = mdm_curve_set (curve, law, limit, err);
  if (status != MDM_OK)
    return status;
  return mdm_schedule_parse (schedule, spec, law->length,
                             curve->e == NULL ? NULL : curve, limit, err);
}

mdm_status
mdm_open_predictor (mdm_predictor_t predictor, const mdm_options_t *options,
                    mdm_law_t law, mdm_err_t *err)
{
  return options->predictor == NULL
             ? MDM_OK
             : mdm_predictor_open (predictor, options->predictor, law,
                                   &options->limit, err);
}
