/* instances.h - random laws and schedules for tests of theorems and proofs.

   Everything random comes from a state that starts as a seed, and a failure
   prints the law's rows and the schedule.  */
#ifndef MDM_INSTANCES_H
#define MDM_INSTANCES_H

#include "claim/library.h"
#include "info/curve.h"
#include "sampler/predictor.h"
#include "sampler/schedule.h"

extern const mdm_limit_t no_limit;

/* A number below BOUND from the stream STATE.  */
uint64_t random_below (uint64_t *state, uint64_t bound);

/* Set LAW to a random law with V in 1..3 and of LENGTH in 1..8, or, if that is
   0, mostly in 1..4 and sometimes 5: in turn of small weights, sparse ones,
   fractions, equal ones, products, nearly one row, repetitions with noise, and
   of the families.  */
void random_law (mdm_law_t law, uint64_t *state, size_t length);

/* Set SCHEDULE to a random one for laws of this CURVE: of given sizes (zeros
   among them), of two stages, of one step, or of one of the names.  */
void random_schedule (mdm_schedule_t schedule, uint64_t *state,
                      const mdm_curve_t curve);

/* The same of independent unmask times, of up to four steps, some of them of
   probability 0, or on a uniform grid.  */
void random_times (mdm_schedule_t schedule, uint64_t *state, size_t length);

/* Set PREDICTOR to a random one for LAW: smooth or power.  */
void random_predictor (mdm_predictor_t predictor, uint64_t *state,
                       mdm_law_t law);

/* Set LAW, SCHEDULE to what a specification says; listed where possible.  */
void open_law (mdm_law_t law, const char *spec);
void open_schedule (mdm_schedule_t schedule, const char *spec,
                    const mdm_curve_t curve);

/* Read the files that come with the program.  */
void open_library (mdm_library_t library);

/* LAW's rows and SCHEDULE (or NULL) in words, on the heap.  */
char *describe (const mdm_law_t law, const mdm_schedule_struct *schedule);

#endif
