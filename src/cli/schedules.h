/* schedules.h - opening the schedules of the command line for a law.  */
#ifndef MDM_CLI_SCHEDULES_H
#define MDM_CLI_SCHEDULES_H

#include "info/curve.h"
#include "law/law.h"
#include "sampler/schedule.h"

/* Set SCHEDULE to what SPEC describes for LAW.  CURVE, initialised by the
   caller, is set to the law's if SPEC needs it and it is not set yet.  */
mdm_status mdm_open_schedule (mdm_schedule_t schedule, const char *spec,
                              const mdm_law_t law, mdm_curve_t curve,
                              const mdm_limit_t *limit,
                              mdm_err_t *err) MDM_MUST_CHECK;

#endif
