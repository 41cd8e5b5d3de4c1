/* schedules.h - opening the law, the schedules and the predictor of the
   command line.  A failure without a place of its own is that of the
   option.  */
#ifndef MDM_CLI_SCHEDULES_H
#define MDM_CLI_SCHEDULES_H

#include "cli/options.h"
#include "info/curve.h"
#include "law/law.h"
#include "sampler/predictor.h"
#include "sampler/schedule.h"

/* Set LAW to the one of OPTIONS; that there is none is an error.  */
mdm_status mdm_open_law (mdm_law_t law, const mdm_options_t *options,
                         mdm_err_t *err) MDM_MUST_CHECK;
/* Is there a law?  */
mdm_status mdm_need_law (const mdm_options_t *options,
                         mdm_err_t *err) MDM_MUST_CHECK;

/* Set SCHEDULE to what SPEC describes for LAW.  CURVE, initialised by the
   caller, is set to the law's if SPEC needs it and it is not set yet.  */
mdm_status mdm_open_schedule (mdm_schedule_t schedule, const char *spec,
                              mdm_law_t law, mdm_curve_t curve,
                              const mdm_limit_t *limit,
                              mdm_err_t *err) MDM_MUST_CHECK;

/* Set PREDICTOR to the one of OPTIONS for LAW, the ideal one where there is
   none.  */
mdm_status mdm_open_predictor (mdm_predictor_t predictor,
                               const mdm_options_t *options, mdm_law_t law,
                               mdm_err_t *err) MDM_MUST_CHECK;

#endif
