/* schedule_spec.h - schedules as they are specified (CONTRACT, "Schedules").
 */
#ifndef MDM_SCHEDULE_SPEC_H
#define MDM_SCHEDULE_SPEC_H

#include "info/curve.h"
#include "sampler/schedule.h"

/* Does SPEC name a schedule that is chosen by looking at the information
   curve (best:, worst:, tc: or dtc: without a bound)?  Or at the law itself
   (best-blocks:, best-policy:)?  One of the two?  */
int mdm_schedule_needs_curve (const char *spec);
int mdm_schedule_needs_law (const char *spec);
int mdm_schedule_is_chosen (const char *spec);

/* The T of best-blocks:T and best-policy:T, the rounds that may be used, of
   which the schedule that is chosen may need fewer; 0: SPEC is none of
   them.  */
size_t mdm_schedule_rounds_allowed (const char *spec);

/* Refuse to use SPEC with another predictor than the ideal one, for which it
   is chosen.  */
mdm_status mdm_schedule_refuse_predictor (const char *spec,
                                          mdm_err_t *err) MDM_MUST_CHECK;

/* Set SCHEDULE to what SPEC describes for laws of length LENGTH; CURVE is
   the law's, or NULL if mdm_schedule_needs_curve says that it is not needed.
 */
mdm_status mdm_schedule_parse (mdm_schedule_t schedule, const char *spec,
                               size_t length, const mdm_curve_struct *curve,
                               const mdm_limit_t *limit,
                               mdm_err_t *err) MDM_MUST_CHECK;

/* The same for LAW, which may get listed, and whose CURVE is set if it is
   needed and is not set yet, in which case the failure has no place.  */
mdm_status mdm_schedule_open (mdm_schedule_t schedule, const char *spec,
                              mdm_law_t law, mdm_curve_t curve,
                              const mdm_limit_t *limit,
                              mdm_err_t *err) MDM_MUST_CHECK;

#endif
