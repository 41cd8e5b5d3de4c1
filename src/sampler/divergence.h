/* divergence.h - how far what the sampler writes is from the data law: by
   definition, over the sequences of the law.

   These are the definitions of THEORY section 1, computed by going through
   the rows of the law; the formulas by the information curve are elsewhere
   (weights.h), so that one route can be tested and certified against the
   other.  Logarithms are natural; everything is exact.  */
#ifndef MDM_DIVERGENCE_H
#define MDM_DIVERGENCE_H

#include "exact/logform.h"
#include "law/law.h"
#include "sampler/predictor.h"
#include "sampler/schedule.h"

/* RES = KL(p || q) = sum_x p(x) log (p(x) / q(x)), where Q[i] is the
   probability of row i of LAW under q, or RES = 0 and *INFINITE where some
   possible row has q = 0; INFINITE may be NULL if none has.  Each p/q is
   reduced to lowest terms before its logarithm is taken.  */
void mdm_divergence_kl (mdm_logform_t res, int *infinite, const mdm_law_t law,
                        const fmpq *q);

/* RES = TV(p, q) = sum over the rows with p > q of p - q; RES = 1 - q(support
   of p), the sequence error rate: the sum over the impossible rows where LAW
   has all sequences, whose Q[.] then sum to 1.  */
void mdm_divergence_tv (fmpq_t res, const mdm_law_t law, const fmpq *q);
void mdm_divergence_ser (fmpq_t res, const mdm_law_t law, const fmpq *q);

/* RES = E_M KL(p || p_{Y|M}) over the random ordered partitions M of
   SCHEDULE, or of its one partition for blocks, for the sampler with the
   predictor of PREDICTION: going through every set R that can be revealed
   before a step, every token i drawn next and every sequence x,
       sum_x p(x) log p(x) - sum_(R,i) P(R, i) sum_x p(x) log p^(x_i | x_R),
   P(R, i) the probability, summed over the steps, that R is revealed before
   one and i is drawn at it (mdm_weights_set_draws).  *INFINITE, and RES = 0,
   where the predictor gives probability 0 to a possible token.  MDM_ELIMIT
   when the work is over LIMIT; fails where the predictor is undefined.  */
mdm_status mdm_divergence_ekl (mdm_logform_t res, int *infinite,
                               const mdm_prediction_t *prediction,
                               const mdm_schedule_t schedule,
                               const mdm_limit_t *limit,
                               mdm_err_t *err) MDM_MUST_CHECK;

/* RES = eps_train = sum_(R,i) P(R, i) sum_x p(x) log (p(x_i | x_R) / p^(x_i |
   x_R)) by the same walk; it ends and fails in the same ways.  */
mdm_status mdm_divergence_eps_train (mdm_logform_t res, int *infinite,
                                     const mdm_prediction_t *prediction,
                                     const mdm_schedule_t schedule,
                                     const mdm_limit_t *limit,
                                     mdm_err_t *err) MDM_MUST_CHECK;

#endif
