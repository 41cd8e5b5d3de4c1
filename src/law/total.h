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

#endif
