/* reports.h - from what was computed to a result that can be written: one
   function for each command, in report_<command>.c.

   Each fills RESULT, initialised by the caller with the schema of its
   command (CONTRACT, "JSON").  On failure RESULT is of no use and its error
   says why.  */
#ifndef MDM_REPORTS_H
#define MDM_REPORTS_H

#include "cert/certificate.h"
#include "claim/expr.h"
#include "claim/judge.h"
#include "claim/library.h"
#include "claim/solve.h"
#include "prove/best.h"
#include "prove/constant.h"
#include "prove/joint.h"
#include "prove/ray_law.h"
#include "report/result.h"
#include "sampler/depth.h"
#include "sampler/instance.h"

/* An expression of the user's, and how it was written.  */
typedef struct
{
  const char *text;
  const char *where; /* the option as typed */
  mdm_expr_t *expr;
  mdm_expr_t *over; /* the divisor of a ratio, or NULL */
} mdm_asked_quantity_t;

/* A claim asked for, and the id to be shown.  */
typedef mdm_certificate_claim_t mdm_asked_claim_t;

/* info: entropies, curve, TC, DTC, sum of MI, and the quantities asked for,
   of an instance without schedule; with ALL also the entropies of all sets of
   positions, for which the law gets listed.  */
mdm_status mdm_report_info (mdm_result_t result, mdm_instance_t instance,
                            const mdm_asked_quantity_t *asked, size_t count,
                            int all) MDM_MUST_CHECK;

/* law: every sequence of LAW with p > 0, and with SCHEDULE, if not NULL,
   also those with p_Y > 0 for the sampler with PREDICTOR (NULL: the ideal
   one), and with TRACE the states of SCHEDULE, a policy.  AS_LAW has the law
   alone written as a law file: p or, with SCHEDULE, p_Y.  */
mdm_status mdm_report_law (mdm_result_t result, mdm_law_t law,
                           const mdm_schedule_struct *schedule,
                           const mdm_predictor_struct *predictor, int trace,
                           int as_law, const mdm_limit_t *limit) MDM_MUST_CHECK;

/* The states of POLICY on LAW, which is listed, that are reached from possible
   sequences: a row for each and each set that is drawn there, by the number
   of revealed positions, with what the rule looks at.  */
mdm_status mdm_report_trace (mdm_result_t result, const mdm_law_t law,
                             const mdm_policy_t policy,
                             const mdm_predictor_struct *predictor,
                             const mdm_limit_t *limit) MDM_MUST_CHECK;

/* How many times each mdm_verdict came out.  */
typedef struct
{
  size_t of[MDM_VERDICT_UNDECIDED + 1];
} mdm_tally_t;

/* certify: the errors of INSTANCE and the verdict of each claim ASKED.  With
   BY_DEFAULT only claims that apply and are within the limits are told.
   TALLY, which the caller has set to 0, counts the verdicts.  */
mdm_status mdm_report_certify (mdm_result_t result, mdm_tally_t *tally,
                               mdm_instance_t instance,
                               const mdm_asked_claim_t *asked, size_t count,
                               int by_default) MDM_MUST_CHECK;

/* A law of a stream with its error and its claims, written.  */
typedef struct
{
  char *cells; /* on the heap, each ended by a NUL: law, ekl, then verdict and
                  ratio of each claim; for JSON the same and more as one
                  document of one line */
  size_t size; /* bytes of all of them */
  char *key;   /* the ratio of the first claim, by which rows are ordered: a
                  fraction, or MDM_STREAM_DIGITS digits rounded correctly; on
                  the heap; NULL: there is none or it is not asked for */
  mdm_tally_t tally;
} mdm_stream_row_t;

#define MDM_STREAM_DIGITS 50

/* A row of nothing.  */
void mdm_stream_row_init (mdm_stream_row_t *row);
/* Free what ROW has.  */
void mdm_stream_row_clear (mdm_stream_row_t *row);
/* Set ROW to the error of INSTANCE and the claims ASKED; with KEYED it gets
   its key.  */
mdm_status mdm_stream_row_set (mdm_stream_row_t *row, mdm_instance_t instance,
                               const mdm_asked_claim_t *asked, size_t count,
                               int keyed, const mdm_format_t *format,
                               mdm_err_t *err) MDM_MUST_CHECK;
/* ROW as bytes on the heap, *SIZE of them, for the same program in another
   process.  */
char *mdm_stream_row_pack (size_t *size, const mdm_stream_row_t *row);
/* Set ROW, which is new, to what SIZE bytes from BYTES stand for.  */
void mdm_stream_row_unpack (mdm_stream_row_t *row, const char *bytes,
                            size_t size);
/* certify of a stream of laws, LAWS of them with the verdicts TALLY: ROW, those
   ROWS that are to be shown, in order.  */
void mdm_report_stream (mdm_result_t result, const mdm_tally_t *tally,
                        size_t laws, mdm_stream_row_t *const *row, size_t rows,
                        const mdm_asked_claim_t *asked, size_t count);

/* schedule: the errors of COUNT schedules on LAW with PREDICTOR.  CURVE is the
   law's, set when it is needed.  */
mdm_status mdm_report_schedules (mdm_result_t result, mdm_law_t law,
                                 const mdm_schedule_struct *schedule,
                                 size_t count, mdm_curve_t curve,
                                 const mdm_predictor_struct *predictor,
                                 const mdm_limit_t *limit) MDM_MUST_CHECK;

/* depth: what DEPTH knows of LAW, for the COUNT numbers of rounds ROUNDS, or
   for all with COUNT 0; and the capped depths of EPS, so many.  */
mdm_status mdm_report_depth (mdm_result_t result, const mdm_law_t law,
                             const mdm_depth_struct *depth,
                             const size_t *rounds, size_t count,
                             const fmpq *eps,
                             size_t eps_count) MDM_MUST_CHECK;

/* claims: the list of LIBRARY, or one ENTRY if not NULL.  */
void mdm_report_claims (mdm_result_t result, const mdm_library_t library,
                        const mdm_entry_t *entry);

/* prove: CLAIM for SCOPE, as PROOF has it.  SCOPE_TEXT says the scope in
   words.  */
void mdm_report_proof (mdm_result_t result, const mdm_proof_t proof,
                       const mdm_scope_t *scope, const char *scope_text,
                       const mdm_asked_claim_t *asked);

/* prove: CLAIM as JOINT has it.  SCOPE_TEXT says the scope in words; SCHEDULE
   is what certify takes to see a refutation, or NULL where it takes none;
   WITNESS is the file to which the law is written, or NULL.  */
void mdm_report_joint (mdm_result_t result, const mdm_joint_t joint,
                       const char *scope_text, const char *schedule,
                       const char *witness, const mdm_asked_claim_t *asked);
/* prove --solve: the constants of ENTRY, whose unknown is NAME, for SCOPE, and
   with PROOF, unless it is NULL, the claim at the one to name.  */
void mdm_report_constant (mdm_result_t result, const mdm_constant_t constant,
                          const mdm_proof_struct *proof,
                          const mdm_scope_t *scope, const char *scope_text,
                          const mdm_entry_t *entry, const char *name);
/* certify --solve: the errors of INSTANCE, and the constants of ENTRY, whose
   unknown is NAME, as SOLUTION has them, or WHY there is none, if not NULL.  */
mdm_status mdm_report_solution (mdm_result_t result, mdm_instance_t instance,
                                const mdm_entry_t *entry, const char *name,
                                const mdm_solution_t solution,
                                const mdm_err_t *why) MDM_MUST_CHECK;
/* The same of claims in joint entropies, with what BEST has and the proof JOINT,
   or NULL.  */
void mdm_report_best (mdm_result_t result, const mdm_constant_t constant,
                      const mdm_best_t best, const mdm_joint_struct *joint,
                      const char *scope_text, const mdm_entry_t *entry,
                      const char *name);

/* prove --solve for ranges, FOR_WHICH schedules: the head.  */
void mdm_report_constants (mdm_result_t result, const mdm_entry_t *entry,
                           const char *name, const char *for_which);
/* A row below it, of the largest size and the number of steps, 0 where there
   are none.  */
void mdm_report_constant_row (mdm_result_t result,
                              const mdm_constant_t constant, size_t smax,
                              size_t steps);

/* Shared by the reports: what law it is, V, L and the size of its support as
   the members named, NULL for none.  */
void mdm_say_law (mdm_result_t result, const mdm_law_t law, const char *vocab,
                  const char *length, const char *support);
/* Which schedule, as the member schedule; unless it is a policy T and smax,
   where there are any, as the members named or none.  */
void mdm_say_schedule (mdm_result_t result, const mdm_schedule_t schedule,
                       const char *steps, const char *smax);
/* Which PREDICTOR it is, if it is not the ideal one.  */
void mdm_say_predictor (mdm_result_t result,
                        const mdm_predictor_struct *predictor);
/* For a policy its SPEC; else the sizes, for blocks the lists of positions, for independent unmask times
   the step probabilities as strings, for random sizes objects
   {"weight":..,"sizes":..}; and how they are written in a text.  */
mdm_cell_t mdm_cell_schedule (const mdm_schedule_t schedule);
/* That text, on the heap.  */
char *mdm_schedule_str (const mdm_schedule_t schedule);
/* T, absent where it is random, or of a policy.  */
mdm_cell_t mdm_cell_steps (const mdm_schedule_t schedule);
/* The same of the schedule of INSTANCE, of a policy its most rounds; absent
   where these cannot be found.  */
mdm_cell_t mdm_cell_rounds (mdm_instance_t instance);

#endif
