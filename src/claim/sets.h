/* sets.h - quantities of groups of positions, H, I, TC and DTC, as sums of
   joint entropies.

   With A_T the union of the groups in T, of n groups in all, and C the
   condition, each the combination of H(A_T, C) of THEORY section 1:
     H    = H(A_1, C) - H(C),
     I    = sum over T not empty of (-1)^(|T|+1) H(A_T, C)  - H(C), the
            co-information, I(A;B|C) for two groups, and of more the recursion
            I(A;B;..;D|C) = I(A;B;..|C) - I(A;B;..|D,C),
     TC   = sum_g H(A_g, C) - H(A_1 .. A_n, C) - (n-1) H(C),
     DTC  = H(A_1 .. A_n | C) - sum_g H(A_g | the other groups, C)
          = sum_g H(all but A_g, C) - (n-1) H(A_1 .. A_n, C) - H(C).  */
#ifndef MDM_SETS_H
#define MDM_SETS_H

#include "claim/quantity.h"
#include "exact/status.h"

/* Most groups of I, which is a sum of 2^groups entropies.  */
#define MDM_SETS_INFORMATION_MAX 16

/* Hears of the set of the COUNT positions SET, COUNT > 0, and of its
   coefficient C, not 0.  */
typedef mdm_status (*mdm_sets_visitor_t) (void *data, const size_t *set,
                                          size_t count, slong c);

/* Tell VISIT, with DATA, of each entropy in the sum that quantity ID of SETS
   is; no set comes twice.  Fails as VISIT does, and with MDM_ELIMIT over the
   number of groups above.  */
mdm_status mdm_sets_expand (mdm_quantity_id id,
                            const mdm_position_sets_t *sets,
                            mdm_sets_visitor_t visit, void *data,
                            mdm_err_t *err) MDM_MUST_CHECK;

#endif
