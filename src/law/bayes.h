/* bayes.h - Bayesian networks: laws in which each position depends on some
   others, its parents.

     p(x_1..x_L) = prod_i p(x_i | x_j, j a parent of i)

   The file has a line `variable NAME PARENT ..' for every position, in their
   order, and below each the rows of its table, `PROBABILITY TOKEN .. TOKEN':
   the tokens of its parents in the order of that line, and then its own.  A
   parent may come later in the file; no variable is an ancestor of itself.  */
#ifndef MDM_BAYES_H
#define MDM_BAYES_H

#include "law/families.h"

/* bayes:FILE - the network in FILE.  */
mdm_family mdm_bayes_read MDM_MUST_CHECK;

#endif
