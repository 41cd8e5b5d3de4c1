/* policy.h - policies in certificates: the table of the states that one
   reaches on the support, and the optimum that one is said to be.

   A certificate has no inner randomness: at every state one set is drawn.  */
#ifndef MDM_CERT_POLICY_H
#define MDM_CERT_POLICY_H

#include "cert/record.h"
#include "sampler/instance.h"

/* Set *TEXT to the records of the policy of INSTANCE as schedule number ID, on
   the heap, which the caller frees with free, whatever happened, and *COUNT to
   how many they are.  MDM_EABSENT where a choice is random.  */
mdm_status mdm_certificate_policy (char **text, size_t *count, size_t id,
                                   mdm_instance_t instance,
                                   mdm_err_t *err) MDM_MUST_CHECK;

/* The record `optimum' of the schedule number 1 of INSTANCE, on the heap, if
   it is the best policy of some rounds or the best ordered partition of some
   blocks; NULL if it is neither, or its error is 0, so that there is nothing
   to show.  MDM_ELIMIT where a checker would take too long.  */
mdm_status mdm_certificate_optimum (char **record, mdm_instance_t instance,
                                    mdm_err_t *err) MDM_MUST_CHECK;

#endif
