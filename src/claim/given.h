/* given.h - the law given the conditions by value of a quantity, as in
   H(0|1,2=a): that of the sequences which have these tokens at these
   positions.

   It has the positions, vocabulary and order of rows of the law it is made of,
   so that the other groups of the quantity mean the same there: H(A|C,x) is
   H(A|C) of it, the mean over C given x, and likewise for I, TC and DTC.  */
#ifndef MDM_GIVEN_H
#define MDM_GIVEN_H

#include "claim/quantity.h"
#include "law/law.h"

/* Set RES to LAW, which gets listed, given the values of SETS.  MDM_EDOMAIN,
   with the place in the text, for a position beyond the length, a token that
   the law does not have, and a condition of probability 0; MDM_ELIMIT over
   LIMIT.  */
mdm_status mdm_given_law (mdm_law_t res, mdm_law_t law,
                          const mdm_position_sets_t *sets,
                          const mdm_limit_t *limit,
                          mdm_err_t *err) MDM_MUST_CHECK;

#endif
