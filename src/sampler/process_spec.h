/* process_spec.h - what the SPECs of random unmasking processes mean:
   independent unmask times, and random sizes.

   Probabilities are rationals and must sum to exactly 1; what they sum to,
   and what that is too much or too little, is said in the message.  Failures
   have no place, but for those within a file.  */
#ifndef MDM_PROCESS_SPEC_H
#define MDM_PROCESS_SPEC_H

#include "exact/limit.h"
#include "sampler/schedule.h"

/* `iid:': TEXT is pi_1,..,pi_T, each >= 0, sum 1.  */
mdm_status mdm_process_parse_iid (mdm_schedule_t schedule, const char *text,
                                  size_t length,
                                  mdm_err_t *err) MDM_MUST_CHECK;

/* `alpha:': TEXT is alpha_1,..,alpha_T, the fraction still masked after each
   step, non-increasing from alpha_0 = 1 on and ending at 0; pi_t =
   alpha_{t-1} - alpha_t.  */
mdm_status mdm_process_parse_alpha (mdm_schedule_t schedule, const char *text,
                                    size_t length,
                                    mdm_err_t *err) MDM_MUST_CHECK;

/* `mixed:': FILE has a line `WEIGHT SIZES' for each schedule of sizes
   (weighted_sizes.h); lines of weight 0 count for nothing.  */
mdm_status mdm_process_parse_mixed (mdm_schedule_t schedule, const char *file,
                                    size_t length, const mdm_limit_t *limit,
                                    mdm_err_t *err) MDM_MUST_CHECK;

/* MDM_OK if SUM is 1, else MDM_EDOMAIN with the defect: "WHAT sum to 5/6,
   which is 1/6 less than 1", at this place.  */
mdm_status mdm_process_check_sum (const fmpq_t sum, const char *what,
                                  const char *file, size_t line, size_t column,
                                  mdm_err_t *err) MDM_MUST_CHECK;

#endif
