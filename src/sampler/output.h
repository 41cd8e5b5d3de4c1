/* output.h - the law of what the sampler writes, exactly.

   For one ordered partition M = (D_1..D_T),
       p_{Y|M}(x) = prod_t prod_{i in D_t} p(x_i | x_R),  R = D_1 u .. u
   D_{t-1}, and p_Y is its mean over all ordered partitions of the schedule's
   sizes. Where p(x_R) = 0 the remaining tokens are uniform over the vocabulary
   (THEORY section 1).

   The mean is not taken over L! orders but by a program over what is
   revealed: with f_t(R, x_R) the probability that after t steps the set R is
   revealed and holds x_R,
       f_t(R', x_R') = 1 / C(L - N_{t-1}, s_t) * sum over R in R', |R| =
       N_{t-1}, of f_{t-1}(R, x_R) prod_{i in R' \ R} p(x_i | x_R),
   which takes at most (1 + 2V)^L fractions.  With independent unmask times a
   token still masked before step t unmasks there with probability r_t = pi_t /
   (1 - Pi_{t-1}), so that any number of them may do so:
       f_t(R', x_R') = sum over R in R' of f_{t-1}(R, x_R) r_t^|R' \ R|
   (1 - r_t)^(L - |R'|) prod_{i in R' \ R} p(x_i | x_R);
   the fractions are as many for each of the T steps.  With a predictor
   (predictor.h) its conditionals stand in the place of p(x_i | x_R).  That
   program runs modulo primes (multimodular.h); blocks are one product for
   each row.  */
#ifndef MDM_OUTPUT_H
#define MDM_OUTPUT_H

#include "law/law.h"
#include "sampler/predictor.h"
#include "sampler/schedule.h"

/* Set GRID to the law LAW with every one of the V^L sequences as a row, in
   lexicographic order, those of probability 0 included with weight 0 (this
   is the one place where rows may have weight 0).  LAW is listed.  MDM_ELIMIT
   when there are too many.  */
mdm_status mdm_output_grid (mdm_law_t grid, const mdm_law_t law,
                            const mdm_limit_t *limit,
                            mdm_err_t *err) MDM_MUST_CHECK;

/* Set P[i] to the probability that the sampler with SCHEDULE writes row i of
   LAW, for all rows: p_Y, or p_{Y|M} for blocks.  LAW is a listed law
   or a grid.  MDM_ELIMIT when the work is over LIMIT.  */
mdm_status mdm_output_law (fmpq *p, const mdm_law_t law,
                           const mdm_schedule_t schedule,
                           const mdm_limit_t *limit,
                           mdm_err_t *err) MDM_MUST_CHECK;

/* The same for the sampler with the predictor of PREDICTION, and the rows P[i]
   are those of PREDICTION.  Fails where the predictor is undefined.  */
mdm_status mdm_output_predicted (fmpq *p, const mdm_prediction_t *prediction,
                                 const mdm_schedule_t schedule,
                                 const mdm_limit_t *limit,
                                 mdm_err_t *err) MDM_MUST_CHECK;

#endif
