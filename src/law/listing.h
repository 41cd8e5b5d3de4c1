/* listing.h - lists the rows of laws that are uniform on a span, within
   limits.

   The families uniform, repetition, parity, mds, code and paired-copy are
   all uniform on the set of combinations a_1 g_1 + .. + a_r g_r mod V, where
   g_1, .., g_r is an echelon basis: g_i has its first non-zero entry, a 1,
   at a column c_i, c_1 < .. < c_r, and the other g_j are 0 there.  The
   combination then reads a_i at c_i, so distinct coefficients give distinct
   rows, V^r in all, and lexicographic order of coefficients is lexicographic
   order of rows.  V need not be prime.  */
#ifndef MDM_LISTING_H
#define MDM_LISTING_H

#include "law/law.h"

/* May ROWS rows of LAW (vocab and length are set) be listed, with WEIGHT
   bytes for each beside its tokens?  MDM_ELIMIT if not, or if V is over
   MDM_VOCAB_MAX.  The work counted is one cell a token.  After MDM_OK no
   product of ROWS and those sizes overflows.  */
mdm_status mdm_listing_check (const mdm_law_t law, uint64_t rows,
                              uint64_t weight, const mdm_limit_t *limit,
                              mdm_err_t *err) MDM_MUST_CHECK;

/* The same for the V^RANK rows of a span.  */
mdm_status mdm_listing_check_span (const mdm_law_t law, uint64_t rank,
                                   const mdm_limit_t *limit,
                                   mdm_err_t *err) MDM_MUST_CHECK;

/* Make ROW, of LENGTH tokens under VOCAB, the next sequence in lexicographic
   order.  There is one.  */
void mdm_listing_next (uint16_t *row, size_t length, uint64_t vocab);

/* Give LAW (vocab and length are set) ROWS rows of zeros with equal weights,
   to be set.  A check of as many has passed.  */
void mdm_listing_make (mdm_law_t law, size_t rows);

/* Give LAW (vocab and length are set) the rows spanned by the RANK rows of
   BASIS, LENGTH entries each, which are an echelon basis as above.  A check
   of the span has passed.  */
void mdm_listing_span (mdm_law_t law, const uint16_t *basis, size_t rank);

/* Return the echelon basis of the closed form LAW, a heap block that the
   caller frees with flint_free, and set *RANK to its rows.  A check of the
   span has passed.  */
uint16_t *mdm_listing_basis (size_t *rank, const mdm_law_t law);

#endif
