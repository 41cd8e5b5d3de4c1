/* streamed.h - the average entropies of a law, enclosed, in memory O(V^L).

   The dense lattice (dense.h) with each cell going straight to a sum of n log
   n in fixed point (exact/enclosure.h): nothing is sorted or counted, so that
   a cell costs the same whether or not its weight has been met before.  Where
   most marginal weights differ this takes a few nanoseconds a cell; the exact
   forms, a logarithm of an integer for each different one, take hundreds.

   So with the sparse route: what refinement.h finds is added up instead of
   counted, in memory O(L) words a row.

   The error.  With W the total weight, e_k = log W - M_k / (W C(L,k)), and the
   cells of k positions have the sum W C(L,k), so that e_k is known to 2^-64,
   whatever the law.  A W of more than 126 bits is scaled: a weight w is
   replaced by the integer below w 2^-s, a cell n of m rows by n' with n 2^-s -
   m < n' <= n 2^-s < 2^126, and since log x + 1 < 89 there, n' log n' is too
   small by less than 89 m; the m of the cells of k positions have the sum
   C(L,k) times the support.  */
#ifndef MDM_STREAMED_H
#define MDM_STREAMED_H

#include "exact/enclosure.h"
#include "info/lattice.h"

/* The work and the bytes of one thread by the route METHOD, dense or sparse.
   Saturating.  */
uint64_t mdm_streamed_cells (const mdm_law_t law, mdm_method method);
uint64_t mdm_streamed_bytes (const mdm_law_t law, mdm_method method);
/* What weights are shifted by to the right, 0 unless they are of more than two
   words, and W 2^-SHIFT, rounded down.  */
flint_bitcnt_t mdm_streamed_shift (const mdm_law_t law);
mdm_wide_t mdm_streamed_scaled (const fmpz_t w, flint_bitcnt_t shift);

/* Set E[k], initialised, to a ball that contains e_k, k = 0..L.  LAW is listed
   and has at least 2 tokens; its length is at most MDM_STREAMED_LENGTH_MAX.
   The same at any number of threads.  MDM_ELIMIT when the work or memory of
   one thread is over LIMIT.  */
#define MDM_STREAMED_LENGTH_MAX 60
mdm_status mdm_streamed_entropies (arb_struct *e, const mdm_law_t law,
                                   mdm_method method,
                                   const mdm_limit_t *limit,
                                   mdm_err_t *err) MDM_MUST_CHECK;

#endif
