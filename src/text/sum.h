/* sum.h - what is said of probabilities that do not sum to 1.  */
#ifndef MDM_SUM_H
#define MDM_SUM_H

#include "exact/flint-compat.h"
#include "exact/status.h"

/* MDM_OK if SUM is 1; else MDM_EDOMAIN, without a place: `WHAT SUM, so much
   less (or more) than 1', as in "the weights sum to 5/6, 1/6 less than 1", and
   if ASK, an option, is not NULL, that it divides by the sum.  */
mdm_status mdm_sum_check (const fmpq_t sum, const char *what, const char *ask,
                          mdm_err_t *err) MDM_MUST_CHECK;

#endif
