/* unknown.h - claims with one unknown, a rational in which they are linear:
   what is claimed is A + c B >= 0, whatever c is.  Then A is the claim's at c
   = 0, and B what the one at c = 1 has more.

   The unknown may multiply a quantity, even inside a sum, or a min or max; it
   may stand in no divisor, power, index, bound of a sum, nor under a function;
   and in a min or max only where that splits.  */
#ifndef MDM_UNKNOWN_H
#define MDM_UNKNOWN_H

#include "claim/expr.h"

/* Is NAME one that a claim may use for what it is solved for?  Else ERR has no
   place.  */
mdm_status mdm_unknown_check_name (const char *name,
                                   mdm_err_t *err) MDM_MUST_CHECK;

/* Does the unknown stand in NODE?  */
int mdm_node_has_unknown (const mdm_node_t *node);

/* Is CLAIM, in which the unknown is NAME, linear in it, and not strict?  With
   SPLITS it may stand in the arguments of a min or max.  Otherwise ERR has the
   place, or WHERE for a claim without it.  */
mdm_status mdm_claim_check_unknown (const mdm_claim_t *claim, const char *name,
                                    int splits, const char *where,
                                    mdm_err_t *err) MDM_MUST_CHECK;

#endif
