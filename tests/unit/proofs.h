/* proofs.h - what the tests of universal statements share: the laws that
   realise the rays, every schedule, verdicts, random claims.  */
#ifndef MDM_PROOFS_H
#define MDM_PROOFS_H

#include "claim/judge.h"
#include "prove/prove.h"

/* The least prime >= LENGTH, LENGTH <= 8.  */
int prime (size_t length);

/* Set LAW to one that realises ray M, in units of log (prime (LENGTH)).  */
void open_ray (mdm_law_t law, size_t length, size_t m);

/* Call VISIT with the sizes of every schedule of sizes in 1..SMAX.  */
typedef void (*visit_t) (const size_t *size, size_t steps, void *data);
void each_schedule (size_t length, size_t smax, visit_t visit, void *data);

/* The end of the block that holds position M, less M: ekl on ray M.  */
size_t ray_ekl (const size_t *size, size_t m);

int same_fractions (const fmpq *x, const fmpq *y, size_t count);

/* Initialise LINEAR and set it to the claim TEXT.  */
mdm_status read_linear (mdm_linear_t linear, const char *text,
                        const mdm_scope_t *scope, mdm_err_t *err);

/* Initialise LINEAR and PROOF; set them to the claim TEXT and its proof for
   SCOPE.  */
void prove_text (mdm_linear_t linear, mdm_proof_t proof, const char *text,
                 const mdm_scope_t *scope);

/* The verdict on the claim TEXT for LAW, for ray M, and the schedule.  */
mdm_verdict verdict_on (const char *text, mdm_law_t law,
                        const mdm_schedule_struct *schedule);
mdm_verdict verdict_on_ray (const char *text, size_t length, size_t m,
                            const mdm_schedule_struct *schedule);

/* Write to TEXT, of 400 bytes, a random claim that is linear in the curve and
   speaks of no smax; one that may.  */
void write_claim (char *text, uint64_t *state, size_t length);
void write_claim_of_smax (char *text, uint64_t *state, size_t length,
                          size_t smax);

#endif
