/* formula.h - claims as papers write them, in LaTeX (amsmath).

   A quotient is a fraction, s(t) is s_t, X_0, X_1, .. are the tokens, and a
   sum goes on as far as products do.  What is printed is the tree that the
   claim was parsed to, so that it cannot say anything else.  */
#ifndef MDM_FORMULA_H
#define MDM_FORMULA_H

#include "claim/expr.h"

/* CLAIM displayed: "\[ .. \]", or in several lines, broken at its sums, where
   it is long.  On the heap; the caller frees it with flint_free.  */
char *mdm_formula_str (const mdm_claim_t *claim);

#endif
