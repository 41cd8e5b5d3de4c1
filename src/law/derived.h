/* derived.h - laws derived from another one: conditioned on what stands at
   some positions, or the marginal at some.

     given:  p(y | x_i = a, ..) on the positions that are not conditioned on
     keep:   sum of p(x) over the positions that are not kept

   Both have the vocabulary of that law, tokens that no longer occur included,
   and positions count from 0.  */
#ifndef MDM_DERIVED_H
#define MDM_DERIVED_H

#include "law/law.h"

/* Set LAW to the law of SPEC (what --law= takes) given
   AT, POSITION=TOKEN separated by slashes; in a token a backslash
   stands before a slash or a backslash.  DEPTH and PARTS are those of
   mdm_law_open_part.  */
mdm_status mdm_given_read (mdm_law_t law, const char *spec, const char *at,
                           unsigned depth, size_t *parts,
                           const mdm_limit_t *limit,
                           mdm_err_t *err) MDM_MUST_CHECK;

/* Set LAW to the marginal of the law of SPEC at POSITIONS, numbers separated
   by slashes, in that order.  */
mdm_status mdm_keep_read (mdm_law_t law, const char *spec,
                          const char *positions, unsigned depth, size_t *parts,
                          const mdm_limit_t *limit,
                          mdm_err_t *err) MDM_MUST_CHECK;

#endif
