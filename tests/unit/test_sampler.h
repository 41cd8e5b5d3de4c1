/* test_sampler.h - the parts of the program test_sampler.  */
#ifndef MDM_TEST_SAMPLER_H
#define MDM_TEST_SAMPLER_H

#include "info/curve.h"
#include "sampler/predictor.h"
#include "sampler/schedule.h"

#include <check.h>

/* The sizes of schedules and what --schedule=SPEC means.  */
void add_schedules (Suite *suite);
/* Best and worst schedules, weights and bounds.  */
void add_optimal (Suite *suite);
/* Instances.  */
void add_instances (Suite *suite);
/* Unmasking processes, predictors and paired copies.  */
void add_processes (Suite *suite);
/* The output law modulo primes.  */
void add_residues (Suite *suite);

/* Check the output law of any SCHEDULE against its definition.  */
void check_output (const mdm_prediction_t *prediction,
                   const mdm_schedule_t schedule);

/* Set SCHEDULE to SPEC for laws of length LENGTH; CURVE may be NULL.  */
void open_schedule (mdm_schedule_t schedule, const char *spec, size_t length,
                    const mdm_curve_struct *curve);

/* Set SCHEDULE to a random one of sizes for LENGTH; sizes of 0 are among
   them.  */
void random_sizes (mdm_schedule_t schedule, uint64_t *state, size_t length);

/* RES = ekl of SCHEDULE, of sizes, by the curve.  */
void curve_ekl (mdm_logform_t res, const mdm_schedule_t schedule,
                const mdm_curve_t curve);

#endif
