/* laws.h - random laws, the slow and plain route to their entropies, and
   exact comparisons that print what they compared; for tests.

   Everything random comes from a seed, which is part of the law's name, and
   what fails prints that name and the rows.  */
#ifndef MDM_LAWS_H
#define MDM_LAWS_H

#include "exact/logform.h"
#include "law/law.h"
#include "sampler/schedule.h"

extern const mdm_limit_t no_limit;

/* Set LAW to the random law number SEED: V in 1..4, L in 1..6 with V^L <=
   MOST; and in turn with SEED: weights up to 3, many of them 0, up to 100,
   of few rows, of 60 digits, fractions, all equal, a product of one law, a
   few rows that are repetitions.  */
void random_law (mdm_law_t law, uint64_t seed, uint64_t most);

/* Set LAW to SPEC, as --law= reads it, or to the law file SPEC itself where
   it has a newline; it is listed.  */
void open_law (mdm_law_t law, const char *spec);

/* A number below BOUND from the stream STATE.  */
uint64_t random_below (uint64_t *state, uint64_t bound);

/* Set W to the weight of the rows of LAW that hold what X holds at the
   positions in the bit mask SET, going through all rows.  */
void marginal_weight (fmpz_t w, const mdm_law_t law, const uint16_t *x,
                      uint64_t set);

/* Set RES to H(X_SET) straight from the definition, in nats.  */
void plain_entropy (mdm_logform_t res, const mdm_law_t law, uint64_t set);

/* mdm_divergence_ekl for the ideal predictor, on the rows of LAW.  */
mdm_status ideal_ekl (mdm_logform_t res, const mdm_law_t law,
                      const mdm_schedule_t schedule, const mdm_limit_t *limit,
                      mdm_err_t *err);

/* Call VISIT for every ordered partition into blocks of these sizes, each
   once, as a schedule of blocks.  */
void each_partition (const mdm_schedule_t sizes,
                     void (*visit) (const mdm_schedule_t blocks, void *data),
                     void *data);

/* Fail unless X RELATION Y, one of "=", "<=", ">=", "<", ">", decided
   exactly.  */
#define check_real(x, relation, y, law)                                       \
 check_real_at (__FILE__, __LINE__, #x, x, relation, #y, y, law)
void check_real_at (const char *file, int line, const char *x_name,
                    const mdm_logform_t x, const char *relation,
                    const char *y_name, const mdm_logform_t y,
                    const mdm_law_t law);

/* Fail unless X is 0, or is written EXPECTED.  */
#define check_zero(x, law) check_exact (x, "0", law)
#define check_exact(x, expected, law)                                         \
 check_exact_at (__FILE__, __LINE__, #x, x, expected, law)
void check_exact_at (const char *file, int line, const char *x_name,
                     const mdm_logform_t x, const char *expected,
                     const mdm_law_t law);

/* Fail unless the fractions X and Y are the same.  */
#define check_fraction(x, y, law)                                             \
 check_fraction_at (__FILE__, __LINE__, #x, x, #y, y, law)
void check_fraction_at (const char *file, int line, const char *x_name,
                        const fmpq_t x, const char *y_name, const fmpq_t y,
                        const mdm_law_t law);

/* Fail unless X, which may be lazy, is the fraction Q, for LAW.  */
void check_rational (const mdm_logform_t x, const fmpq_t q,
                     const mdm_law_t law);

/* The name of LAW and its rows, on the heap.  */
char *law_description (const mdm_law_t law);

#endif
