/* walk.h - every reveal state that a policy can reach, once each, with how it
   is reached and what is drawn there.

   The states come by the number of revealed positions, from none to all; two
   paths that reveal the same tokens at the same positions meet in one state.
   Two probabilities belong to a state s = (R, x_R):
     path     that of the inner randomness of the policy to come through s,
              given any sequence that holds x_R (1 without randomness);
     written  that of the sampler to come through s.
   With D drawn at s with probability c (D), to t = (R u D, x_R x_D),
     path (t) = sum of path (s) c (D),
     written (t) = sum of written (s) c (D) prod_{i in D} p^(x_i | x_R),
   p^ being the predictor's, so that path of no state depends on it but by the
   choices, and written of a state of all positions is p_Y (THEORY section 9).
   Sample-then-keep draws D and x_D with a joint probability k (D, x_D) in the
   place of c (D) times the product, and its paths depend on x: path is 0.

   A state of the law's weight 0 is reached where rows have that (grids).  */
#ifndef MDM_WALK_H
#define MDM_WALK_H

#include "sampler/choose.h"
#include "sampler/policy.h"
#include "sampler/said.h"

typedef struct
{
  mdm_state_t state;
  fmpq_t path, written;
  size_t rounds; /* most rounds that end here */
} mdm_reached_t;

/* What is drawn at a state of positive weight, of which positions are masked.
 */
typedef struct
{
  const mdm_prediction_t *prediction;
  const mdm_policy_struct *policy;
  const mdm_reached_t *from;
  const mdm_said_t *said; /* of those in question, ascending; all of FIXED and
                             TIED at least */
  size_t count;
  mdm_choice_t choice; /* for sample-then-keep those among which it keeps,
                          and how many */
} mdm_round_t;

/* One set that is drawn there.  */
typedef struct
{
  uint64_t drawn;     /* D */
  const fmpq *chance; /* c (D) */
  size_t children;    /* the states that follow and have rows */
  const fmpz *weight; /* theirs */
  const fmpq *factor; /* prod p^(x_i | x_R), or k (D, x_D) */
} mdm_draw_t;

/* Who is told of the states; each function may be NULL.  A failure ends the
   walk.  Everything is lent until the function returns.  */
typedef struct
{
  void *data;
  /* Of every state of positive weight that is not full, before its draws.  */
  mdm_status (*round) (void *data, const mdm_round_t *round, mdm_err_t *err);
  /* Of every set drawn there.  */
  mdm_status (*draw) (void *data, const mdm_round_t *round,
                      const mdm_draw_t *draw, mdm_err_t *err);
  /* Of every state that ends: full ones, and those of weight 0.  */
  mdm_status (*end) (void *data, const mdm_reached_t *end, mdm_err_t *err);
  int written; /* is it needed? It costs most.  */
  /* Is nothing told but rounds?  Then a policy that draws so many positions at
     random (mdm_policy_blind_size) comes to each state once: from the one
     without the last of its positions.  */
  int once;
} mdm_walker_t;

/* Go through the states that POLICY reaches on the rows of PREDICTION, of
   length at most MDM_POLICY_LENGTH_MAX.  MDM_ELIMIT when the work is over
   LIMIT, or what a rule compares cannot be decided; fails where the predictor
   is undefined.  */
mdm_status mdm_policy_walk (const mdm_walker_t *walker,
                            const mdm_prediction_t *prediction,
                            const mdm_policy_t policy,
                            const mdm_limit_t *limit,
                            mdm_err_t *err) MDM_MUST_CHECK;

#endif
