/* multimodular.h - the averaged law of what the sampler writes, by residues.

   The program of output.h over what is revealed adds fractions whose
   denominators grow to thousands of digits, and nearly all its time goes into
   their greatest common divisors.  Here it is run modulo primes of one word
   instead (residue.h), where a step is a few multiplications, and every p_Y(x)
   is put together at the end by the Chinese remainder theorem: exact, not
   probable, since a multiple D(x) of its denominator is known beforehand and
   0 <= p_Y(x) D(x) <= D(x), so that primes whose product exceeds D(x) are
   enough.  Primes that divide a denominator of the program are left out.

   The denominators.  For a row x let b(R) be the least common multiple of the
   denominators of what is said of the tokens x_i, i not in R, given x_R (for
   the ideal predictor w(x_R), or V where this is 0).  A partition revealing
   R_0, R_1, .. has p_{Y|M}(x) with a denominator that divides prod_t
   b(R_{t-1})^{s_t}.  For sizes
       D(x) = prod_t C(L - N_{t-1}, s_t) lcm {b(R): |R| = N_{t-1}}^{s_t};
   for independent unmask times, where no set R is left by more than L - |R|
   tokens and L tokens leave in all, with d the common denominator of the pi_t,
       D(x) = d^L gcd (prod_R b(R)^(L-|R|), lcm_R b(R)^L).

   One thing more for the ideal predictor: tokens drawn one at a time in
   random order are drawn from the law itself, so a run of steps of size 1
   from R to R' has probability w(x_R') / w(x_R), and is one step.

   Memory: 4 bytes for each row and set of the sizes that occur; for each
   thread 32 bytes for each class of each state (t, R), for independent unmask
   times also of what is said of each further position; and five times the
   bytes of the results.  Both estimates are checked before anything is
   allocated, that of the work again when the denominators are known and before
   the primes are begun.  Primes are shared out to the threads; numbers of
   several words are made by the caller's thread only.  */
#ifndef MDM_MULTIMODULAR_H
#define MDM_MULTIMODULAR_H

#include "law/law.h"
#include "sampler/predictor.h"
#include "sampler/schedule.h"

/* Set P[i] to the probability that the sampler with SCHEDULE, not of blocks,
   writes row i of PREDICTION; the length is below 63.  Fails where the
   predictor is undefined, and with MDM_ELIMIT over LIMIT.  */
mdm_status mdm_multimodular_output (fmpq *p,
                                    const mdm_prediction_t *prediction,
                                    const mdm_schedule_t schedule,
                                    const mdm_limit_t *limit,
                                    mdm_err_t *err) MDM_MUST_CHECK;

#endif
