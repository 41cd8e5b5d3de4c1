/* gaps_balls.h - what the entropies of a chain or a walk are made of (gaps.h),
   enclosed in balls.  */
#ifndef MDM_GAPS_BALLS_H
#define MDM_GAPS_BALLS_H

#include "info/formed.h"

/* Balls of PREC bits: h_g(x) at g V + x, P(X_i = x) at i V + x, H(X_i) and
   G_g; of a walk V counts as 1.  */
typedef struct
{
  slong prec; /* 0: nothing is there */
  arb_ptr h, p, first, sum;
} mdm_gaps_balls_t;

/* Make BALLS, zeros or made before, with PREC bits.  */
void mdm_gaps_balls_make (mdm_gaps_balls_t *balls, const mdm_form_t *form,
                          slong prec);
void mdm_gaps_balls_clear (mdm_gaps_balls_t *balls, const mdm_form_t *form);

#endif
