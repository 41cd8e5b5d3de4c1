/* depth.h - how many rounds a law needs: the least errors of all ways of
   unmasking, by the number of rounds.

   For at most T rounds, T = 1..L: random sizes (exactly T of them, optimal.h),
   one ordered partition, and policies (optimal_policy.h), whose errors are
   never more than the one before,
       least of policies <= of partitions <= of random sizes;
   D_0, the least expected rounds of a policy without error, and the fewest
   rounds that one without error may be limited to (its capped depth; THEORY
   section 9); and the lower convex hull of all points (expected rounds, error)
   of policies, from one round on to D_0.

   The vertices of the hull are found by prices of rounds: of two vertices the
   price at which they are worth the same, a real of the form that errors have,
   makes the program (program.h) find one below the line through them, or tell
   that there is none.

   Laws of closed form are not enumerated (depth_closed.c).  What is over the
   limits is left out, and why is kept.  */
#ifndef MDM_DEPTH_H
#define MDM_DEPTH_H

#include "sampler/schedule.h"
#include "info/curve.h"

typedef enum
{
  MDM_DEPTH_RANDOM,
  MDM_DEPTH_BLOCKS,
  MDM_DEPTH_POLICY,
  MDM_DEPTH_WAYS,
  MDM_DEPTH_HULL = MDM_DEPTH_WAYS,
  MDM_DEPTH_PARTS
} mdm_depth_part;

typedef struct
{
  int known[MDM_DEPTH_WAYS];
  mdm_logform_struct ekl[MDM_DEPTH_WAYS];
  mdm_schedule_t random, blocks; /* where known */
} mdm_depth_row_t;

typedef struct
{
  size_t length;
  mdm_depth_row_t *row; /* of T at row[T-1], T = 1..L */
  size_t capped;        /* the fewest rounds without error; 0: not known */
  int known;            /* is D_0? */
  fmpq_t rounds;        /* D_0 */
  size_t vertices;      /* of the hull; 0: not known */
  fmpq *vertex_rounds;  /* ascending, the first 1 */
  mdm_logform_struct *vertex_ekl;       /* descending, the last 0 */
  mdm_err_t *left_out[MDM_DEPTH_PARTS]; /* why, on the heap; NULL: it is not */
} mdm_depth_struct;

typedef mdm_depth_struct mdm_depth_t[1];

void mdm_depth_init (mdm_depth_t depth);
void mdm_depth_clear (mdm_depth_t depth);
/* Declare X, that is cleared with its scope (scoped.h).  */
#define MDM_DEPTH(x)                                                          \
 MDM_SCOPED (x, mdm_depth_struct, mdm_depth_init, mdm_depth_clear)

/* Set DEPTH to that of LAW, which may get listed; its hull, which costs more
   than all the rest, only if HULL says so or it is had in closed form.  Where
   all numbers of rounds are over LIMIT, those up to MOST are tried.
   MDM_ELIMIT when nothing of it is within LIMIT.  */
mdm_status mdm_depth_set (mdm_depth_t depth, mdm_law_t law, size_t most,
                          int hull, const mdm_limit_t *limit,
                          mdm_err_t *err) MDM_MUST_CHECK;

/* Set *ROUNDS to the fewest rounds that a policy of error at most EPS >= 0 may
   be limited to, or 0 if that is not known.  */
mdm_status mdm_depth_capped (size_t *rounds, const mdm_depth_struct *depth,
                             const fmpq_t eps, mdm_err_t *err) MDM_MUST_CHECK;

/* For depth_closed.c.  Make DEPTH one of L = LENGTH rows, nothing known.  */
void mdm_depth_start (mdm_depth_t depth, size_t length);
/* Add a vertex of the hull after the vertex AT - 1.  */
void mdm_depth_add_vertex (mdm_depth_t depth, size_t at, const fmpq_t rounds,
                           const mdm_logform_t ekl);
/* Does LAW have a closed form of all this?  Then set DEPTH to it.  */
int mdm_depth_is_closed (const mdm_law_t law);
mdm_status mdm_depth_set_closed (mdm_depth_t depth, const mdm_law_t law,
                                 const mdm_limit_t *limit,
                                 mdm_err_t *err) MDM_MUST_CHECK;

#endif
