/* gaps_exact.h - what the entropies of a chain or a walk are made of (gaps.h),
   exactly, as far as the fractions are short.  */
#ifndef MDM_GAPS_EXACT_H
#define MDM_GAPS_EXACT_H

#include "info/formed.h"

/* For gaps g = 1 .. GAPS and positions i < FIRSTS, as many as have few bits:
   h_g(x) at g V + x, P(X_i = x) at i V + x; SUM[i V + x] is c_{i+1}(x), and
   MEAN[g] is G_g, of a stationary chain or a walk over L - g.  Of a walk V
   counts as 1.  */
typedef struct
{
  int made;
  size_t gaps, firsts;
  mdm_logform_struct *h;    /* (GAPS + 1) V */
  mdm_logform_struct *mean; /* GAPS + 1 */
  fmpq *p, *sum;            /* FIRSTS V */
} mdm_gaps_exact_t;

/* V, or 1 of a walk.  */
size_t mdm_gaps_rows (const mdm_form_t *form);

/* AFTER = BEFORE times the transition matrix.  */
void mdm_gaps_advance (fmpq *after, const fmpq *before,
                       const mdm_form_t *form);
/* Are P and Q the same COUNT numbers?  */
int mdm_gaps_equal (const fmpq *p, const fmpq *q, size_t count);

/* Make EXACT, zeros before, with no more than BITS bits of each kind.  */
void mdm_gaps_exact_make (mdm_gaps_exact_t *exact, const mdm_form_t *form,
                          uint64_t bits, int stationary);
void mdm_gaps_exact_clear (mdm_gaps_exact_t *exact, const mdm_form_t *form);

/* RES = sum_x WEIGHT[x] h_G(x), G <= GAPS.  */
void mdm_gaps_exact_mean (mdm_logform_t res, const mdm_gaps_exact_t *exact,
                          const mdm_form_t *form, const fmpq *weight,
                          size_t g);

#endif
