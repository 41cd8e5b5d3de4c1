/* lattice.h - all marginals of a law at once.

   For every number k of positions the lattice gives
       M_k = sum over |S| = k, sum over values v of w(X_S = v) log w(X_S = v),
   w the integer weights, from which the average entropies follow:
       e_k = log W - M_k / (W C(L,k)), W the total weight.

   Dense: the table of all V^L weights is halved (V-fold) position by
   position, each position being kept or summed out: (V+1)^L cells, each one
   addition, memory O(V^L).  Sparse: the rows are classed (agreement.h) by
   every set of positions: 2^L times the support, whatever V.  Both give the
   same sums exactly; weights that do not fit a word take a second path of
   big integers.  */
#ifndef MDM_LATTICE_H
#define MDM_LATTICE_H

#include "exact/logsum.h"
#include "law/law.h"

typedef enum
{
  MDM_METHOD_DENSE,
  MDM_METHOD_SPARSE,
  MDM_METHOD_CLOSED_FORM
} mdm_method;

/* "dense", "sparse" or "closed form".  */
const char *mdm_method_str (mdm_method method);

/* How many times the sparse route looks at a row of LAW (listed), at most.  */
uint64_t mdm_lattice_sparse_steps (const mdm_law_t law);

/* The work of the two routes for LAW (listed), in cells.  */
uint64_t mdm_lattice_dense_cells (const mdm_law_t law);
uint64_t mdm_lattice_sparse_cells (const mdm_law_t law);

/* Add M_k to SUM[k], k = 0..L, by the route METHOD (dense or sparse).  LAW
   is listed.  MDM_ELIMIT when the work or the memory is over LIMIT; SUM is
   then of no use.  */
mdm_status mdm_lattice_profile (mdm_logsum_struct *sum, const mdm_law_t law,
                                mdm_method method, const mdm_limit_t *limit,
                                mdm_err_t *err) MDM_MUST_CHECK;

/* Set ENTROPY[S] to H(X_S), for all 2^L sets S of positions, bit i of S being
   position i, by the route METHOD (dense or sparse).  LAW is listed.
   MDM_ELIMIT when the work or the memory is over LIMIT; nothing is set then.
   (For a few chosen sets, see entropy.h.)  */
mdm_status mdm_lattice_entropies (mdm_logform_struct *entropy,
                                  const mdm_law_t law, mdm_method method,
                                  const mdm_limit_t *limit,
                                  mdm_err_t *err) MDM_MUST_CHECK;

#endif
