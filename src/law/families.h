/* families.h - laws given by a few parameters.

   Every function sets LAW, whatever it was, to a law of numerals 0..V-1 with
   an empty name.  Parameters that define no law are MDM_EDOMAIN, and those
   over a limit MDM_ELIMIT; then LAW is valid, but no law, and the message
   has no place.  What each family is: CONTRACT, "Laws".  */
#ifndef MDM_FAMILIES_H
#define MDM_FAMILIES_H

#include "law/keys.h"
#include "law/law.h"

/* Greatest length of a family.  */
#define MDM_LENGTH_MAX 1000000

/* Make LAW of VALUE, the values of the family's keys in the order in which
   its row in spec.c declares them.  */
typedef mdm_status mdm_family (mdm_law_t law, const mdm_parameter_t *value,
                               const mdm_limit_t *limit, mdm_err_t *err);

/* The closed form that LAW's kind says, not listed, so that any V < 2^63 and
   any L up to MDM_LENGTH_MAX costs nothing.  uniform, repetition,
   parity:V=,L= - every sequence; all tokens equal; tokens of sum 0 mod V.
   paired-copy:V=,L= - L / 2 independent uniform tokens, each written twice in
   a row; L is even (THEORY, section 7).  mds:q=,L=,k= - the values f(0), ..,
   f(L-1) of the polynomials f of degree < k over the field of q elements, q a
   prime >= L, 1 <= k <= L (a Reed-Solomon code, hence MDS).  */
mdm_family mdm_family_closed_form MDM_MUST_CHECK;

/* permutation:n= - uniform on the n! permutations of 0..n-1; V = L = n.  */
mdm_family mdm_family_permutation MDM_MUST_CHECK;

/* walk:L= - X_i is the sum of i fair bits, i = 1..L, with the tokens 0..L: 2^L
   sequences, a Markov chain that stays or goes on by 1.  */
mdm_family mdm_family_walk MDM_MUST_CHECK;

/* markov:flip=,L= - two states, a fair first one, and each next one differs
   with probability flip in [0,1].  */
mdm_family mdm_family_markov MDM_MUST_CHECK;

/* noisy-repetition:flip=,L= - a hidden fair bit, and each token a copy that
   differs with probability flip in [0,1], independently.  */
mdm_family mdm_family_noisy_repetition MDM_MUST_CHECK;

/* balanced-bits:L= - uniform on the strings of L / 2 zeros and L / 2 ones; L is
   even.  */
mdm_family mdm_family_balanced_bits MDM_MUST_CHECK;

/* one-hot:blocks=,size= - independent blocks of the tokens 0 and 1, each with a
   single 1 at a uniform place; L = blocks * size.  */
mdm_family mdm_family_one_hot MDM_MUST_CHECK;

/* List the rows of LAW, a permutation, walk or balanced-bits.  */
mdm_status mdm_family_list (mdm_law_t law, const mdm_limit_t *limit,
                            mdm_err_t *err) MDM_MUST_CHECK;

/* random:V=,L=,den=,seed= - weights drawn for the sequences in lexicographic
   order from the stream SplitMix64(seed), uniform on 0..den, den >= 1: with
   m = den + 1 a word x is drawn again while x >= floor(2^64/m) m, and x mod m
   is the weight.  If all V^L of them are 0 the next as many of the stream are
   taken.  Fixed for ever: equal parameters give the same law in all
   versions.  */
mdm_family mdm_family_random MDM_MUST_CHECK;

/* The next word of SplitMix64 (Steele, Lea, Flood 2014; Vigna's constants)
   of state *STATE, which starts as the seed.  */
uint64_t mdm_splitmix64 (uint64_t *state);

/* Set LAW to a law of VOCAB >= 1 numerals and of LENGTH in
   1..MDM_LENGTH_MAX, with no rows yet; for rooms that make families.  */
mdm_status mdm_family_start (mdm_law_t law, uint64_t vocab, uint64_t length,
                             mdm_err_t *err) MDM_MUST_CHECK;

#endif
