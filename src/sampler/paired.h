/* paired.h - what the sampler writes on the paired-copy law, by closed forms,
   at lengths that no list of sequences has.

   The law is uniform on the sequences whose tokens 2i and 2i+1 agree, L = 2h
   (THEORY section 7).  Given an ordered partition M, a pair of which one is
   revealed before the other is copied right; one that is drawn in a single
   step agrees with probability 1/V.  So p_{Y|M}(x) = V^-(h+m) for every x of
   the support, m the number of pairs within a block of M, and p_Y is uniform
   there too:
       p_Y(x) = V^-h E_M V^-m,  SER = TV = 1 - E_M V^-m,  KL(p || p_Y) =
   - log E_M V^-m.
   With independent unmask times pairs are independent and E V^-m = (1 - (1 -
   1/V) sum_t pi_t^2)^h.  With sizes s_t the coefficient of prod y_t^{s_t} in
   ((sum y_t)^2 - (1 - 1/V) sum y_t^2)^h, over the number of ordered
   partitions, is
       E V^-m = sum_m C(h,m) (-(1 - 1/V))^m m! (L-2m)! q_m * prod_t s_t! / L!,
   q_m the coefficient of z^m in prod_t sum_j z^j / (j! (s_t - 2j)!).  Proofs:
   mdmcert-theory(7).  The predictor is the ideal one.  */
#ifndef MDM_PAIRED_H
#define MDM_PAIRED_H

#include "exact/limit.h"
#include "exact/logform.h"
#include "sampler/schedule.h"

/* Set RES to E_M V^-m for VOCAB = V and SCHEDULE of even length: the
   probability of a sequence of the support, 1 - SER.  MDM_ELIMIT when the
   work is over LIMIT.  */
mdm_status mdm_paired_right (fmpq_t res, uint64_t vocab,
                             const mdm_schedule_t schedule,
                             const mdm_limit_t *limit,
                             mdm_err_t *err) MDM_MUST_CHECK;

/* Set RES to KL(p || p_Y) = - log E_M V^-m, without writing out the power for
   independent unmask times.  */
mdm_status mdm_paired_kl (mdm_logform_t res, uint64_t vocab,
                          const mdm_schedule_t schedule,
                          const mdm_limit_t *limit,
                          mdm_err_t *err) MDM_MUST_CHECK;

#endif
