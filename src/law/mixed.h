/* mixed.h - mixtures of laws.

     p(x) = sum_i w_i p_i(x),   w_i >= 0, of sum 1

   All parts p_i have one length.  The vocabulary is all their tokens, those
   of weight 0 included, in the order in which they are met part by part, or
   as declared.  */
#ifndef MDM_MIXED_H
#define MDM_MIXED_H

#include "law/law.h"

/* How deep mixtures may stand in one another, so that one that includes
   itself is an error; and how many parts there may be in all of them, so that
   a few lines do not take for ever.  */
#define MDM_MIXED_DEPTH_MAX 16
#define MDM_MIXED_PARTS_MAX 100000

/* Set LAW to the mixture in FILE: rows `WEIGHT SPEC', SPEC as in spec.h.
   DEPTH is the number of mixtures around it, and *PARTS counts
   the parts that have been opened.  */
mdm_status mdm_mixed_read (mdm_law_t law, const char *file, unsigned depth,
                           size_t *parts, const mdm_limit_t *limit,
                           mdm_err_t *err) MDM_MUST_CHECK;

#endif
