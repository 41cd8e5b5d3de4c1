/* schedules.h - opening the predictor of the command line for a law; its
   schedules are opened by schedule_spec.h.  */
#ifndef MDM_CLI_SCHEDULES_H
#define MDM_CLI_SCHEDULES_H

#include "cli/options.h"
#include "law/law.h"
#include "sampler/predictor.h"
#include "sampler/schedule_spec.h"

/* Set PREDICTOR to the one of OPTIONS for LAW, the ideal one where there is
   none.  */
mdm_status mdm_open_predictor (mdm_predictor_t predictor,
                               const mdm_options_t *options, mdm_law_t law,
                               mdm_err_t *err) MDM_MUST_CHECK;

#endif
