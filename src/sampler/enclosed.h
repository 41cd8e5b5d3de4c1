/* enclosed.h - the law of what the sampler writes, enclosed: at the price of
   floating point, and with proved bounds.

   The program of output.h adds and multiplies numbers >= 0 alone, so it loses
   no relative accuracy.  Here it runs in double words (double_word.h) with
   the steps counted on the longest way to each state, and every p_Y(x) comes
   out as a ball, 0 if and only if p_Y(x) = 0.  Of these, the balls of what is
   measured on p_Y.  The exact numbers are those of multimodular.h; for
   instances of ten thousand rows they take hours where balls take a second.

   The steps, E of a number: 1 for a weight w(x_R) / W and for what a predictor
   says.  A move from (t-1, R) to (t, R') draws s tokens, at most 5 s steps with
   the division by w(x_R)^s, one more with f_{t-1}; the C(|R'|, |R|) sets R are
   added up, times a factor, to what was there:
       E_t(R') = 1 + max over the moves of E_{t-1}(R) + 6 s + C(|R'|, |R|) + 4,
   or of E_{t-1}(R') + 3 for what stays, with 1 more for each of them.  A
   relative radius is E 2^-101: below 2^-80 for less than two million steps.

   Range.  Every number met is a product of conditional probabilities and
   factors of moves, or a probability to the power of the tokens drawn, or the
   inverse of one; where these may leave 2^-900 .. 2^900 the route is refused
   with MDM_ELIMIT, before the program runs.  */
#ifndef MDM_ENCLOSED_H
#define MDM_ENCLOSED_H

#include "law/law.h"
#include "sampler/predictor.h"
#include "sampler/schedule.h"

/* Set P[i], initialised, to a ball with the probability that the sampler with
   SCHEDULE writes row i of PREDICTION: p_Y, or p_{Y|M} for blocks; and *BITS
   to those that a common multiple of the denominators has, or UINT64_MAX where
   they are more than MDM_FRACTION_BITS_MAX.  MDM_ELIMIT when the work is over
   LIMIT or out of range; fails where the predictor is undefined.  */
mdm_status mdm_enclosed_output (arb_ptr p, flint_bitcnt_t *bits,
                                const mdm_prediction_t *prediction,
                                const mdm_schedule_t schedule,
                                const mdm_limit_t *limit,
                                mdm_err_t *err) MDM_MUST_CHECK;

/* RES = balls with KL(p || q), *INFINITE (and RES = 0) where some possible row
   has q = 0; TV(p, q); and the sequence error rate, as divergence.h has them,
   Q[i] being a ball with the probability of row i of LAW under q, and 0 only
   for 0.  Where every sequence is a possible row the last is 0 exactly.  */
void mdm_enclosed_kl (arb_t res, int *infinite, const mdm_law_t law,
                      arb_srcptr q);
void mdm_enclosed_tv (arb_t res, const mdm_law_t law, arb_srcptr q);
void mdm_enclosed_ser (arb_t res, const mdm_law_t law, arb_srcptr q);

#endif
