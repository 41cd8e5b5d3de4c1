/* partitions.h - every ordered partition of the positions that a schedule may
   draw, with its probability: literally the definition of a mean over
   partitions, for what no formula averages.

   Fixed sizes have L! / prod s_t! partitions, independent unmask times one
   for each assignment of possible steps to positions.  */
#ifndef MDM_PARTITIONS_H
#define MDM_PARTITIONS_H

#include "exact/limit.h"
#include "sampler/predictor.h"
#include "sampler/schedule.h"

/* How many partitions mdm_partitions_each visits, saturating.  */
uint64_t mdm_partitions_count (const mdm_schedule_t schedule);

/* Call VISIT (BLOCKS, WEIGHT, DATA, ERR) for every ordered partition of
   SCHEDULE, as a schedule of blocks without empty ones that is lent until it
   returns; the weights are > 0 with sum 1.  Stops at the first failure of
   VISIT and returns it.  */
typedef mdm_status mdm_partition_visit_t (const mdm_schedule_t blocks,
                                          const fmpq_t weight, void *data,
                                          mdm_err_t *err);
mdm_status mdm_partitions_each (const mdm_schedule_t schedule,
                                mdm_partition_visit_t *visit, void *data,
                                mdm_err_t *err) MDM_MUST_CHECK;

/* RES = E_M TV(p, p_{Y|M}) for the sampler with PREDICTION.  MDM_ELIMIT when
   the work is over LIMIT; fails where the predictor is undefined.  */
mdm_status mdm_partitions_tv (fmpq_t res, const mdm_prediction_t *prediction,
                              const mdm_schedule_t schedule,
                              const mdm_limit_t *limit,
                              mdm_err_t *err) MDM_MUST_CHECK;

#endif
