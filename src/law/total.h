/* total.h - weights that do not sum to 1, and what is said when they are
   divided by their sum.

   Counts are meant to be divided by their sum; probabilities that do not sum
   to 1 may be a mistake, so they are refused or, where dividing them is asked
   for (reading.h) or usual, it is told: in a note that the law carries and
   every report shows.  */
#ifndef MDM_TOTAL_H
#define MDM_TOTAL_H

#include "law/law.h"

/* Sums of a source that should be 1 and have been divided by.  A zeroed object
   has none.  */
typedef struct
{
  size_t count;
  char first[300]; /* what is said of the first of them */
} mdm_totals_t;

/* Say in TOTALS that WHAT (as in "the weights sum to") SUM, which is divided
   by.  */
void mdm_totals_add (mdm_totals_t *totals, const char *what, const fmpq_t sum);

/* Check or divide: SUM is 1; or LIMIT says that sources are to be normalised,
   and it is not 0, and is said in TOTALS, for the caller to divide by it.
   Else it fails as mdm_sum_check does.  */
mdm_status mdm_totals_check (mdm_totals_t *totals, const fmpq_t sum,
                             const char *what, const mdm_limit_t *limit,
                             mdm_err_t *err) MDM_MUST_CHECK;

/* Is such a SUM refused?  */
int mdm_total_is_refused (const fmpq_t sum, const mdm_limit_t *limit);

/* What TOTALS says, on the heap, or NULL if it has no sum; the caller frees it
   with flint_free.  */
char *mdm_totals_str (const mdm_totals_t *totals);

/* Note that in LAW.  */
void mdm_totals_note (mdm_law_t law, const mdm_totals_t *totals);

#endif
