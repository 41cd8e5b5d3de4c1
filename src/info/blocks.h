/* blocks.h - entropies of independent blocks with a single 1 each.

   Of a block of b positions, its 1 at a uniform place, j tell where it is with
   probability j/b, and otherwise that it is at one of the other b - j:

     h_j = (j/b) log b + ((b-j)/b) log (b / (b-j))
         = log b - ((b-j)/b) log (b-j).

   Blocks are independent, so H(X_S) is the sum of the h of the numbers of
   positions that S has in each; and as a set of k of L positions has j in a
   given block with probability C(b,j) C(L-b,k-j) / C(L,k), e_k is L/b times
   the mean of h_j by these: the curve of a product is the hypergeometric mean
   of the curves of its factors.  */
#ifndef MDM_BLOCKS_H
#define MDM_BLOCKS_H

#include "info/formed.h"

/* RES = H(X_S), S the COUNT positions of SET, of a one-hot law with FORM.  */
void mdm_blocks_entropy (mdm_logform_t res, mdm_form_t *form,
                         const size_t *set, size_t count);

/* Set E[0..L], initialised, to the average entropies.  */
void mdm_blocks_curve (mdm_logform_struct *e, mdm_form_t *form);

#endif
