/* gaps.h - entropies of Markov chains of first order, by the gaps between the
   positions.

   Given one token of such a chain, what comes after it does not depend on what
   was before.  So for positions i_1 < .. < i_k

     H = H(X_{i_1}) + sum_t H(X_{i_{t+1}} | X_{i_t}),

   and of all sets of k positions of L a share C(L-1-i, k-1) / C(L, k) has i
   for its first one (counting from 0), C(L-1-g, k-2) / C(L, k) has i and i + g
   without any between them, whatever i is:

     e_k = sum_i C(L-1-i, k-1) / C(L,k) H(X_i)
           + sum_g C(L-1-g, k-2) / C(L,k) G_g,
     G_g = sum over i of H(X_{i+g} | X_i) = sum_x c_{L-g}(x) h_g(x),

   where h_g(x) is the entropy of row x of the g-th power of the transition
   matrix, and c_n(x) the sum of P(X_i = x) over i < n.  So L V^2 logarithms
   do, stationary or not.  Of the walk h_g is the entropy of g fair bits' sum,
   whatever x is, and H(X_i) = h_{i+1}.  */
#ifndef MDM_GAPS_H
#define MDM_GAPS_H

#include "info/formed.h"

/* RES = H(X_S), S the COUNT positions of SET, of a chain or walk with FORM. */
void mdm_gaps_entropy (mdm_logform_t res, mdm_form_t *form, const size_t *set,
                       size_t count);

/* Set E[0..L], initialised, to the average entropies.  */
void mdm_gaps_curve (mdm_logform_struct *e, mdm_form_t *form);

/* Set LARGEST[i] to the largest probability of a token at position i of a
   chain with FORM, i = 0 .. COUNT-1.  */
void mdm_gaps_largest (fmpq *largest, const mdm_form_t *form, size_t count);

#endif
