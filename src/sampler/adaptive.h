/* adaptive.h - what a policy does to a law: errors, rounds, and the law of
   what it writes (Wen, Liang and Lu, arXiv 2608.25505; THEORY section 9).

   With path (s) and the choice c (D) at a state s = (R, x_R) as in walk.h, N
   the total weight and w (s) that of s:
     ekl_ideal = sum_s p(x_R) path (s) sum_D c (D) TC(X_D | x_R),
       that is, sum_i H(X_i | x_R) - H(X_D | x_R); for a deterministic policy
   it is KL(p || p_Y) (Theorem 1), in general E KL(p || p_{Y|omega}), omega
       being the inner randomness;
     eps_train = the same of log (p(x_i | x_R) / p^(x_i | x_R)), i in D;
     the error by its definition, KL(p || p_{Y|omega}) as a mean over paths:
       sum_x p(x) log p(x) - sum over s, D and the states t that follow of
       p(t) path (s) c (D) log prod_{i in D} p^(x_i | x_R);
     rounds_p = sum_s p(x_R) path (s), over the states that are not full;
     rounds_q = sum_s written (s) over them, those that are impossible
       included, after which one round draws all;
     budget = sum_s p(x_R) path (s) sum_D c (D) (sum_D H(X_i | x_R) - max),
       which is at least ekl_ideal (Ben-Hamu et al., arXiv 2505.24857).
   All reals are exact and in nats.  */
#ifndef MDM_ADAPTIVE_H
#define MDM_ADAPTIVE_H

#include "sampler/walk.h"

typedef struct
{
  mdm_logform_t ekl; /* with the ideal predictor */
  mdm_logform_t eps; /* the training error; 0 where it is infinite */
  mdm_logform_t definition;
  int infinite; /* are these two, as p^ = 0 somewhere where p > 0? */
  fmpq_t rounds_p;
  size_t rounds_max; /* most rounds of a possible sequence */
} mdm_adaptive_struct;

typedef mdm_adaptive_struct mdm_adaptive_t[1];

void mdm_adaptive_init (mdm_adaptive_t errors);
void mdm_adaptive_clear (mdm_adaptive_t errors);

/* Set ERRORS to those of POLICY with the predictor of PREDICTION on its rows.
   For sample-then-keep they do not exist but for rounds_max, and the rest is
   0.  MDM_ELIMIT when the work is over LIMIT.  */
mdm_status mdm_adaptive_errors (mdm_adaptive_t errors,
                                const mdm_prediction_t *prediction,
                                const mdm_policy_t policy,
                                const mdm_limit_t *limit,
                                mdm_err_t *err) MDM_MUST_CHECK;

/* BUDGET, by the law's own entropies whatever the predictor; for
   sample-then-keep it does not exist.  MDM_ELIMIT also where the largest
   entropy of a round cannot be told.  */
mdm_status mdm_adaptive_budget (mdm_logform_t budget,
                                const mdm_prediction_t *prediction,
                                const mdm_policy_t policy,
                                const mdm_limit_t *limit,
                                mdm_err_t *err) MDM_MUST_CHECK;

/* P[i] = p_Y of row i of PREDICTION, and ROUNDS_Q; either may be NULL.  */
mdm_status mdm_adaptive_output (fmpq *p, fmpq *rounds_q,
                                const mdm_prediction_t *prediction,
                                const mdm_policy_t policy,
                                const mdm_limit_t *limit,
                                mdm_err_t *err) MDM_MUST_CHECK;

/* Can everything be revealed at any COUNT positions of LAW, so that until more
   are drawn nothing impossible was written?  0 also where it is not looked for, as
   it would take long.  */
int mdm_adaptive_all_possible (const mdm_law_t law, size_t count);

/* RES = TC(X_D | x_R) of DRAW at ROUND.  */
void mdm_adaptive_tc (mdm_logform_t res, const mdm_round_t *round,
                      const mdm_draw_t *draw);

#endif
