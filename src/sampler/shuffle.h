/* shuffle.h - the best sizes for the uniform law on permutations of n.

   With M positions left, drawing any B of them costs, whatever has been
   revealed,
       g(M, B) = log (M^B / (M (M-1) .. (M-B+1))),
   so that the best of all policies of at most T rounds is one of the T sizes
   with the least sum E(n,T), and F(n,T) = E(n,T) + log n! follows
       F(n,1) = n log n,  F(n,T) = min over B of B log n + F(n-B,T-1)
   (Wen, Liang and Lu, arXiv 2608.25505, Theorem 7 and Proposition 1; THEORY
   section 9).  exp F is an integer: sums are compared in fixed point, and
   where that does not tell, as products of integers.  */
#ifndef MDM_SHUFFLE_H
#define MDM_SHUFFLE_H

#include "exact/limit.h"
#include "exact/logform.h"

/* A solved program; T sizes of m positions begin with first[T * (n+1) + m]. */
typedef struct
{
  size_t n, most;
  uint32_t *first;
} mdm_shuffle_t;

/* Set SHUFFLE, which is freed by mdm_shuffle_clear, for 1 <= T <= MOST <= N;
   of equal ones the lexicographically largest sizes are taken.  */
mdm_status mdm_shuffle_set (mdm_shuffle_t *shuffle, size_t n, size_t most,
                            const mdm_limit_t *limit,
                            mdm_err_t *err) MDM_MUST_CHECK;
void mdm_shuffle_clear (mdm_shuffle_t *shuffle);

/* Write the T sizes to SIZE; set RES to exp F(n,T), and RES to E(n,T).  */
void mdm_shuffle_sizes (size_t *size, const mdm_shuffle_t *shuffle, size_t t);
void mdm_shuffle_power (fmpz_t res, const mdm_shuffle_t *shuffle, size_t t);
void mdm_shuffle_error (mdm_logform_t res, const mdm_shuffle_t *shuffle,
                        size_t t);

#endif
