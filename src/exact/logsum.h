/* logsum.h - builds a logform from many terms in any order.

   A logsum collects (r + sum c_i log n_i) / d with one denominator d fixed
   at the start and integer coefficients; equal n_i are merged by sorting
   now and then, so that memory stays within a small factor of the number of
   distinct n_i.  This is how histograms of marginal weights and sums over
   all sequences become logforms.  */
#ifndef MDM_LOGSUM_H
#define MDM_LOGSUM_H

#include "exact/logform.h"

typedef struct
{
  fmpz *n, *c;  /* terms, merged up to SORTED, loose after */
  slong sorted; /* terms [0, SORTED) ascend in n */
  slong count;  /* terms in use */
  slong alloc;  /* terms there is room for */
} mdm_logsum_struct;

typedef mdm_logsum_struct mdm_logsum_t[1];

void mdm_logsum_init (mdm_logsum_t sum);
void mdm_logsum_clear (mdm_logsum_t sum);

/* Declare X, a sum that is cleared with its scope (scoped.h).  */
#define MDM_LOGSUM(x)                                                         \
 MDM_SCOPED (x, mdm_logsum_struct, mdm_logsum_init, mdm_logsum_clear)

/* SUM += C log N, N >= 1.  */
void mdm_logsum_add (mdm_logsum_t sum, const fmpz_t c, const fmpz_t n);
/* SUM += C N log N, the term of a histogram in which N occurs C times.  */
void mdm_logsum_add_xlogx (mdm_logsum_t sum, const fmpz_t c, const fmpz_t n);
/* SUM += C log (A / B), A, B >= 1.  */
void mdm_logsum_add_ratio (mdm_logsum_t sum, const fmpz_t c, const fmpz_t a,
                           const fmpz_t b);

/* SUM *= A.  */
void mdm_logsum_mul (mdm_logsum_t sum, const fmpz_t a);

/* Set RES to SUM / D, D > 0, and SUM to 0.  */
void mdm_logsum_get (mdm_logform_t res, mdm_logsum_t sum, const fmpz_t d);

#endif
