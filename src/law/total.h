/* total.h - weights that do not sum to 1, and what is said when they are
   divided by their sum.

   Counts are meant to be divided by their sum; probabilities that do not sum
   to 1 may be a mistake, so dividing them is told: in a note that the law
   carries and every report shows.  */
#ifndef MDM_TOTAL_H
#define MDM_TOTAL_H

#include "law/law.h"

/* Set RES to the sum of the COUNT WEIGHTS.  */
void mdm_total_sum (fmpq_t res, const fmpq *weights, size_t count);

/* Note in LAW that its weights have been divided by their SUM, if that is not
   1 and they are not all INTEGER.  */
void mdm_total_note (mdm_law_t law, const fmpq_t sum, int integer);

/* The same, the COUNT WEIGHTS being those of LAW.  */
void mdm_total_note_weights (mdm_law_t law, const fmpq *weights, size_t count);

/* Sums of a source that should be 1 and have been divided by.  */
typedef struct
{
  size_t count;
  char first[300]; /* what is said of the first of them */
} mdm_totals_t;

/* Check or divide: SUM, of what begins at OFFSET of the TEXT of FILE, is 1;
   or LIMIT says that sources are to be normalised, and it is not 0, and
   TOTALS counts it, for the caller to divide by it.  Else MDM_EDOMAIN: `WHAT
   SUM, so much less (or more) than 1; --normalize divides by it'.  */
mdm_status mdm_totals_check (mdm_totals_t *totals, const fmpq_t sum,
                             const char *what, const char *file,
                             const char *text, size_t offset,
                             const mdm_limit_t *limit,
                             mdm_err_t *err) MDM_MUST_CHECK;

/* Note in LAW what TOTALS counted.  */
void mdm_totals_note (mdm_law_t law, const mdm_totals_t *totals);

#endif
