/* optimal_policy.h - the policies and the ordered partitions of least error.

   Both are found by the program over reveal states (program.h), where ties and
   limits are told of.  */
#ifndef MDM_OPTIMAL_POLICY_H
#define MDM_OPTIMAL_POLICY_H

#include "sampler/program.h"
#include "sampler/schedule.h"

/* Set SCHEDULE to the ordered partition of at most MOST blocks, 1 <= MOST <=
   L, of least error for LAW, which may get listed; of equal ones that of the
   fewest blocks.  */
mdm_status mdm_optimal_partition (mdm_schedule_t schedule, mdm_law_t law,
                                  size_t most, const mdm_limit_t *limit,
                                  mdm_err_t *err) MDM_MUST_CHECK;

/* Set SCHEDULE to the policy of least error of those of at most MOST rounds,
   1 <= MOST <= L, or, if PRICE >= 0 is not NULL, of least error + PRICE times
   the expected rounds; of equal ones that of the fewest expected rounds.  It
   is the table of the states that it reaches.  */
mdm_status mdm_optimal_policy (mdm_schedule_t schedule, mdm_law_t law,
                               size_t most, const fmpq *price,
                               const mdm_limit_t *limit,
                               mdm_err_t *err) MDM_MUST_CHECK;

/* The same of a PROGRAM that has been solved, with at most T rounds (with a
   price T is 1); merged the first, else the second.  */
void mdm_optimal_get_partition (mdm_schedule_t schedule,
                                const mdm_program_struct *program, size_t t);
void mdm_optimal_get_policy (mdm_schedule_t schedule,
                             const mdm_program_struct *program, size_t t);

#endif
