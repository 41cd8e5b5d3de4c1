/* optimal.h - the schedules of least and of greatest error, exactly.

   The error of sizes s_1..s_T is ekl = sum_t s_t d_{N_{t-1}+1} - e_L (THEORY
   section 2), so a dynamic program over the number of revealed positions
   finds its extremes (Chen, Cong and Li: the best left-Riemann step
   approximation of the information curve).  Candidates are compared by balls
   where these are apart and by the decision procedure of logform.h where
   they are not; of equal ones the schedule with the lexicographically
   largest sizes is taken.  */
#ifndef MDM_OPTIMAL_H
#define MDM_OPTIMAL_H

#include "info/curve.h"
#include "sampler/schedule.h"

/* For every T = 1..MOST (MOST <= L) the schedule of exactly T sizes >= 1 of
   least ekl: SCHEDULE[T-1], all initialised by the caller.  */
mdm_status mdm_optimal_best (mdm_schedule_struct *schedule, size_t most,
                             const mdm_curve_t curve, const mdm_limit_t *limit,
                             mdm_err_t *err) MDM_MUST_CHECK;

/* The schedule with 1 <= sizes <= SMAX of greatest ekl, SMAX >= 1.  */
mdm_status mdm_optimal_worst (mdm_schedule_t schedule, size_t smax,
                              const mdm_curve_t curve,
                              const mdm_limit_t *limit,
                              mdm_err_t *err) MDM_MUST_CHECK;

#endif
