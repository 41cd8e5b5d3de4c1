/* schedule.h - unmasking schedules: how many positions, or which, are drawn
   at each step.

   A schedule of sizes s_1..s_T in the order of sampling, sum L, stands for a
   uniformly random ordered partition of the positions into blocks of these
   sizes; a schedule of blocks for one given ordered partition.  Sizes of 0
   are legal in the former and count as steps.  (The papers' mask size
   schedule is this one read backwards.)

   Two more kinds are random in what they draw: with independent unmask times
   every position is drawn at step t with probability pi_t, independently of
   the others (Feng et al., arXiv 2502.09622; THEORY section 7); with random
   sizes one of several schedules of sizes is drawn first.  These and the sizes
   are exchangeable: their law does not change when positions are permuted
   (THEORY section 2).

   A policy (policy.h) looks at what has been revealed before it says what is
   drawn next: it has no sizes and no steps of its own.  */
#ifndef MDM_SCHEDULE_H
#define MDM_SCHEDULE_H

#include "exact/logform.h"
#include "exact/status.h"
#include "sampler/policy.h"

/* Most steps a schedule may have.  */
#define MDM_STEPS_MAX 10000000

typedef enum
{
  MDM_SCHEDULE_SIZES,
  MDM_SCHEDULE_BLOCKS,
  MDM_SCHEDULE_IID,   /* independent unmask times */
  MDM_SCHEDULE_MIXED, /* random sizes */
  MDM_SCHEDULE_POLICY
} mdm_schedule_kind;

/* Was it made for a bound on the total or dual total correlation?  */
typedef enum
{
  MDM_CORRELATION_NONE,
  MDM_CORRELATION_TC,
  MDM_CORRELATION_DTC
} mdm_correlation;

typedef struct mdm_schedule
{
  mdm_schedule_kind kind;
  char *name;    /* the SPEC it was made from; never NULL */
  size_t length; /* L */
  size_t steps;  /* T; 0 for random sizes that do not agree on it, and for a
                    policy */
  size_t *size;  /* s_1..s_T at size[0..T), for sizes and blocks, else NULL */
  size_t smax, smin; /* for sizes and blocks, else 0 */
  size_t *position;  /* blocks: the L positions, block after block; else
                        NULL */
  fmpq *step;   /* iid: pi_1..pi_T at step[0..T), >= 0, sum 1; else NULL */
  size_t parts; /* mixed: how many schedules of sizes; policy: 1 if it draws
                   as one does, else 0 */
  struct mdm_schedule *part;   /* they, each of length L */
  fmpq *weight;                /* mixed: their probabilities, > 0, sum 1 */
  mdm_policy_struct *policy;   /* policy: on the heap, else NULL */
  mdm_correlation correlation; /* tc: and dtc: remember their parameters */
  fmpq_t eps;
  mdm_logform_t bound;
} mdm_schedule_struct;

typedef mdm_schedule_struct mdm_schedule_t[1];

/* A schedule of no steps, named "".  */
void mdm_schedule_init (mdm_schedule_t schedule);
/* Free what SCHEDULE holds.  */
void mdm_schedule_clear (mdm_schedule_t schedule);
/* Declare X, a schedule that is cleared with its scope (exact/scoped.h).  */
#define MDM_SCHEDULE(x)                                                       \
 MDM_SCOPED (x, mdm_schedule_struct, mdm_schedule_init, mdm_schedule_clear)
/* Exchange X and Y without copying.  */
void mdm_schedule_swap (mdm_schedule_t x, mdm_schedule_t y);
/* Name SCHEDULE; takes a copy of NAME.  */
void mdm_schedule_set_name (mdm_schedule_t schedule, const char *name);

/* Make SCHEDULE the one with the T sizes SIZE (copied), sum L > 0.  Its name
   becomes the sizes separated by commas.  */
void mdm_schedule_set_sizes (mdm_schedule_t schedule, const size_t *size,
                             size_t steps);

/* Make SCHEDULE the ordered partition into T blocks of these sizes, POSITION
   (copied) holding 0..L-1 in the order of the blocks.  */
void mdm_schedule_set_blocks (mdm_schedule_t schedule, const size_t *size,
                              size_t steps, const size_t *position);

/* Make SCHEDULE the one of independent unmask times with the T probabilities
   STEP (copied), >= 0 with sum 1, for sequences of LENGTH.  */
void mdm_schedule_set_iid (mdm_schedule_t schedule, size_t length,
                           const fmpq *step, size_t steps);
/* pi_t = 1/T for all t.  */
void mdm_schedule_set_iid_uniform (mdm_schedule_t schedule, size_t length,
                                   size_t steps);
/* The fraction still masked after step t is floor (10^6 cos (pi t / 2T)) /
   10^6: pi_t is the difference of two of these.  */
void mdm_schedule_set_iid_cosine (mdm_schedule_t schedule, size_t length,
                                  size_t steps);

/* Make SCHEDULE the random one that is PART[i], of sizes, with probability
   WEIGHT[i] > 0; COUNT >= 1 of them, all of one length, with sum 1.  Both are
   copied.  One alone makes a schedule of its sizes.  */
void mdm_schedule_set_mixed (mdm_schedule_t schedule,
                             const mdm_schedule_struct *part,
                             const fmpq *weight, size_t count);

/* Make SCHEDULE that of POLICY, whose contents it takes over, for sequences of
   LENGTH.  */
void mdm_schedule_set_policy (mdm_schedule_t schedule, size_t length,
                              mdm_policy_t policy);

/* What draws as SCHEDULE does: of a policy that draws so many positions at
   random, whatever has been revealed, the schedule of sizes; else SCHEDULE
   itself, which may be NULL.  They have the same output law and the same
   errors.  */
const mdm_schedule_struct *
mdm_schedule_process (const mdm_schedule_struct *schedule);

/* Is SCHEDULE an exchangeable process: one of sizes, or of times?  */
int mdm_schedule_is_exchangeable (const mdm_schedule_t schedule);

/* The steps at which something can be drawn; 0 for random sizes and
   for policies.  */
size_t mdm_schedule_draws (const mdm_schedule_t schedule);

/* The sizes separated by commas, on the heap; the caller frees it with
   flint_free.  */
char *mdm_schedule_sizes_str (const mdm_schedule_t schedule);

/* The schedules of a name (CONTRACT, "Schedules"), for L = LENGTH >= 1 and T =
   STEPS from 1 to MDM_STEPS_MAX.  One position a step:  */
void mdm_schedule_set_autoregressive (mdm_schedule_t schedule, size_t length);
/* s_t = floor (L/T) + [t <= L mod T].  */
void mdm_schedule_set_balanced (mdm_schedule_t schedule, size_t length,
                                size_t steps);
/* After step t floor (L cos (pi t / 2T)) stay masked.  */
void mdm_schedule_set_cosine (mdm_schedule_t schedule, size_t length,
                              size_t steps);
/* After step t floor (L (T-t) / T) stay masked.  */
void mdm_schedule_set_loglinear (mdm_schedule_t schedule, size_t length,
                                 size_t steps);

/* The schedules of Chen, Cong and Li (arXiv 2511.04647, Theorem 9; THEORY
   section 6) from zeta = 1 + ceil (bound / eps) >= 2: TC sizes, or with DUAL
   the DTC sizes, which are the TC sizes reversed.  */
void mdm_schedule_set_correlation (mdm_schedule_t schedule, size_t length,
                                   const fmpz_t zeta, int dual);

/* How many steps of size 0 SCHEDULE has, unless its name is written out as
   sizes: where a schedule was made so, it has more steps than it looks.  */
size_t mdm_schedule_made_zeros (const mdm_schedule_t schedule);

#endif
