/* recognise.h - is a law one of these, whatever it was made from?

   Decided from its rows, or where it has a closed form from that: hypotheses
   of theorems (THEORY sections 7 and 9).  */
#ifndef MDM_RECOGNISE_H
#define MDM_RECOGNISE_H

#include "law/law.h"

/* Is LAW uniform on the sequences whose tokens 2i and 2i + 1 agree?  */
int mdm_is_paired_copy (const mdm_law_t law);
/* Is it uniform on the orders of L tokens, which are all that it has?  */
int mdm_is_permutation (const mdm_law_t law);
/* Is it that of the sums of 1, .., L fair bits, the tokens being 0..L in the
   order of the vocabulary?  */
int mdm_is_walk (const mdm_law_t law);

/* Does LAW have as many sequences as one that IS says, which is one of these
   three?  If not, it is none.  */
int mdm_may_be (const mdm_law_t law, int (*is) (const mdm_law_t law));

/* *RES: is LAW, which gets listed, Markov of the order M >= 1: is every token
   independent of those that are more than M before it, given the M before it?
   MDM_ELIMIT over LIMIT.  */
mdm_status mdm_is_markov (int *res, mdm_law_t law, size_t m,
                          const mdm_limit_t *limit,
                          mdm_err_t *err) MDM_MUST_CHECK;

#endif
