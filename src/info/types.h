/* types.h - entropies of laws that are the same for any order of their tokens,
   by the number of times that each token occurs.

   All sets of k positions have one entropy.  A sequence of k tokens in which v
   occurs t_v times has a probability q (t) that depends on the type t alone,
   and there are k! / prod t_v! such sequences:

     H (k) = - sum over types t of k  (k! / prod t_v!) q (t) log q (t).

   Mixed iid (law/form.h): q (t) = sum_j start (j) prod_v row[j](v)^t_v, and
   C(k + V - 1, V - 1) types.  Balanced bits of length L, m = L / 2: with c
   ones q = C(L-k, m-c) / C(L, m), the number of ways to go on over all.
   Permutations of n: every t_v is 0 or 1, and H (k) = log (n (n-1) ..
   (n-k+1)).  */
#ifndef MDM_TYPES_H
#define MDM_TYPES_H

#include "info/formed.h"

/* RES = H (K), K <= L, of a law with FORM, of one of these kinds.  */
void mdm_types_entropy (mdm_logform_t res, mdm_form_t *form, size_t k);

/* Set E[0..L], initialised, to H (0), .., H (L).  */
void mdm_types_curve (mdm_logform_struct *e, mdm_form_t *form);

#endif
