/* families.h - laws given by a few parameters.

   Every function sets LAW, whatever it was, to a law of numerals 0..V-1 with
   an empty name.  Parameters that define no law are MDM_EDOMAIN, and those
   over a limit MDM_ELIMIT; then LAW is valid, but no law, and the message
   has no place.  What each family is: CONTRACT, "Laws".  */
#ifndef MDM_FAMILIES_H
#define MDM_FAMILIES_H

#include "law/law.h"

/* Greatest length of a family.  */
#define MDM_LENGTH_MAX 1000000

/* Closed forms, not listed, so that any VOCAB < 2^63 and any LENGTH up to
   MDM_LENGTH_MAX costs nothing: every sequence; all tokens equal; tokens of
   sum 0 mod VOCAB; the values f(0), .., f(LENGTH-1) of the polynomials f of
   degree < K over the field of Q elements, Q a prime >= LENGTH, 1 <= K <=
   LENGTH (a Reed-Solomon code, hence MDS).  */
mdm_status mdm_family_uniform (mdm_law_t law, uint64_t vocab, uint64_t length,
                               mdm_err_t *err) MDM_MUST_CHECK;
mdm_status mdm_family_repetition (mdm_law_t law, uint64_t vocab,
                                  uint64_t length,
                                  mdm_err_t *err) MDM_MUST_CHECK;
mdm_status mdm_family_parity (mdm_law_t law, uint64_t vocab, uint64_t length,
                              mdm_err_t *err) MDM_MUST_CHECK;
mdm_status mdm_family_mds (mdm_law_t law, uint64_t q, uint64_t length,
                           uint64_t k, mdm_err_t *err) MDM_MUST_CHECK;
/* LENGTH / 2 independent uniform tokens, each written twice in a row; LENGTH
   is even (THEORY, section 7).  */
mdm_status mdm_family_paired_copy (mdm_law_t law, uint64_t vocab,
                                   uint64_t length,
                                   mdm_err_t *err) MDM_MUST_CHECK;

/* Uniform on the N! permutations of 0..N-1; V = L = N.  */
mdm_status mdm_family_permutation (mdm_law_t law, uint64_t n,
                                   const mdm_limit_t *limit,
                                   mdm_err_t *err) MDM_MUST_CHECK;

/* Two states, a fair first one, and each next one differs with probability
   FLIP in [0,1].  */
mdm_status mdm_family_markov (mdm_law_t law, const fmpq_t flip,
                              uint64_t length, const mdm_limit_t *limit,
                              mdm_err_t *err) MDM_MUST_CHECK;

/* A hidden fair bit, and each token a copy that differs with probability
   FLIP in [0,1], independently.  */
mdm_status mdm_family_noisy_repetition (mdm_law_t law, const fmpq_t flip,
                                        uint64_t length,
                                        const mdm_limit_t *limit,
                                        mdm_err_t *err) MDM_MUST_CHECK;

/* Weights drawn for the sequences in lexicographic order from the stream
   SplitMix64(SEED), uniform on 0..DEN, DEN >= 1: with m = DEN + 1 a word x
   is drawn again while x >= floor(2^64/m) m, and x mod m is the weight.  If
   all VOCAB^LENGTH of them are 0 the next as many of the stream are taken.
   Fixed for ever: equal parameters give the same law in all versions.  */
mdm_status mdm_family_random (mdm_law_t law, uint64_t vocab, uint64_t length,
                              uint64_t den, uint64_t seed,
                              const mdm_limit_t *limit,
                              mdm_err_t *err) MDM_MUST_CHECK;

/* The next word of SplitMix64 (Steele, Lea, Flood 2014; Vigna's constants)
   of state *STATE, which starts as the seed.  */
uint64_t mdm_splitmix64 (uint64_t *state);

/* Set LAW to a law of VOCAB >= 1 numerals and of LENGTH in
   1..MDM_LENGTH_MAX, with no rows yet; for rooms that make families.  */
mdm_status mdm_family_start (mdm_law_t law, uint64_t vocab, uint64_t length,
                             mdm_err_t *err) MDM_MUST_CHECK;

#endif
