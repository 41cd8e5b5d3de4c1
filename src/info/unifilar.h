/* unifilar.h - entropies of what an automaton writes whose state the tokens
   tell (law/unifilar.h), without its sequences.

   Let S_t be the state after t tokens, S_0 = 0, and h(s) the entropy of the
   token that state s writes.  By the chain rule

     H(X_1 .. X_L) = sum_t sum_s P(S_t = s) h(s),  0 <= t < L,

   and without X_i the same holds for the tokens before it; after it, where the
   belief b, the law of the state given s before the hidden token and the
   tokens seen since, is not one state, the entropy of the next token is that
   of the mixture sum_q b(q) p(v | q).  All sets S of few positions likewise:
   for each prefix of tokens seen there is a vector of what its probability is
   with each state.  See mdmcert-theory(7), "Closed forms".  */
#ifndef MDM_INFO_UNIFILAR_H
#define MDM_INFO_UNIFILAR_H

#include "info/formed.h"

/* FIRST = e_1, BUT_ONE = e_{L-1} and WHOLE = e_L of a unifilar law of FORM. */
void mdm_unifilar_ends (mdm_logform_t first, mdm_logform_t but_one,
                        mdm_logform_t whole, mdm_form_t *form);

/* RES = H(X_S), S the COUNT positions of SET.  */
void mdm_unifilar_entropy (mdm_logform_t res, mdm_form_t *form,
                           const size_t *set, size_t count);

/* The work of that.  Saturating.  */
uint64_t mdm_unifilar_entropy_cells (const mdm_form_t *form, const size_t *set,
                                     size_t count);

/* Set LARGEST[i] to the largest probability of a token at position i, i = 0 ..
   COUNT-1; and the work of that.  */
void mdm_unifilar_largest (fmpq *largest, const mdm_form_t *form,
                           size_t count);
uint64_t mdm_unifilar_largest_cells (const mdm_form_t *form, size_t count);

#endif
