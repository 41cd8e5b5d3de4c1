/* agreement.h - the rows of a law classed by what they hold at chosen
   positions.

   Two rows are in one class when they agree at every chosen position; the
   weights of a class add up to a marginal weight of the law.  Starting from
   the one class of all rows, choosing one more position splits classes.
   Marginals on the support at any length come from here, without a table
   of all V^k values.

   Invariant: every row has a class number below COUNT, and classes are
   numbered in the order of their first row.  */
#ifndef MDM_AGREEMENT_H
#define MDM_AGREEMENT_H

#include "law/law.h"

typedef struct
{
  size_t rows;
  size_t count;
  uint32_t *id; /* the class of each row */
} mdm_agreement_struct;

typedef mdm_agreement_struct mdm_agreement_t[1];

/* Make CLASSES the one class of all rows of LAW, which is listed.  Later
   uses of the same object must be with the same law.  */
void mdm_agreement_init (mdm_agreement_t classes, const mdm_law_t law);
void mdm_agreement_clear (mdm_agreement_t classes);
/* COUNT of them on the heap, and freeing them.  */
mdm_agreement_struct *mdm_agreement_list (const mdm_law_t law, size_t count);
void mdm_agreement_list_free (mdm_agreement_struct *list, size_t count);
/* Declare X, classes of LAW that are cleared with their scope (scoped.h).  */
#define MDM_AGREEMENT(x, law)                                                 \
 __attribute__ ((cleanup (mdm_agreement_clear)))                              \
 mdm_agreement_struct x##_own;                                                \
 mdm_agreement_struct *const x = &x##_own;                                    \
 mdm_agreement_init (x, law)
/* Back to the one class of all rows.  */
void mdm_agreement_reset (mdm_agreement_t classes);

/* Set RES to the classes of CLASSES split by the token at POSITION (below
   the law's length).  RES may alias CLASSES.  */
void mdm_agreement_refine (mdm_agreement_t res, const mdm_agreement_t classes,
                           const mdm_law_t law, size_t position);

/* Set FIRST[c] to the first row of each class.  */
void mdm_agreement_first_rows (size_t *first, const mdm_agreement_t classes);

/* Set SUM[0..count) to the total weight of each class.  */
void mdm_agreement_weights (fmpz *sum, const mdm_agreement_t classes,
                            const mdm_law_t law);

#endif
