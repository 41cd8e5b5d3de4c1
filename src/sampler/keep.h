/* keep.h - sample-then-keep: the most probable of the candidates are kept
   (LLaDA's low-confidence remasking at temperature 1; THEORY section 9).

   In a round a candidate is drawn at every masked position of the block, and
   the k whose tokens were the most probable ones, by p^(.|x_R), are kept.
   What is kept depends on what was drawn: the probability to keep the tokens
   x_K at K is
       prod_{i in K} p^(x_i | x_R)  P (every other candidate comes after them),
   and the other candidates are independent.  With t the least of the
   probabilities of x_K, another comes after them if its own is less than t,
   or if it is t and ties go to the lower position, all of those in K with t
   being lower; if ties are broken at random, and a of K and b of the others
   have t, with probability 1 / C(a + b, a).  */
#ifndef MDM_KEEP_H
#define MDM_KEEP_H

#include "sampler/choose.h"

/* Set CHOICE to all the sets of AMONG that can be kept.  */
void mdm_keep_choose (mdm_choice_t *choice, const mdm_policy_t policy,
                      uint64_t among);

/* RES = the probability that of the COUNT positions SAID the set KEPT is kept
   and holds what X does there.  */
void mdm_keep_chance (fmpq_t res, const mdm_policy_t policy,
                      const mdm_said_t *said, size_t count, uint64_t kept,
                      const uint16_t *x);

#endif
