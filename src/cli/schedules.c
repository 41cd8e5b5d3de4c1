#include <config.h>

#include "cli/schedules.h"

mdm_status
mdm_open_predictor (mdm_predictor_t predictor, const mdm_options_t *options,
                    mdm_law_t law, mdm_err_t *err)
{
  return options->predictor == NULL
             ? MDM_OK
             : mdm_predictor_open (predictor, options->predictor, law,
                                   &options->limit, err);
}
