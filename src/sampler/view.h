/* view.h - what can be seen of a law at sets of positions: the classes of
   rows that agree there, their weights, and what a predictor says of one more
   position.

   A view belongs to one set.  A level holds the views of all sets of one
   size, as bit masks in ascending order, which is how the programs over what
   is revealed (output.h) walk through them; sets are masks of 64 bits, so
   lengths are below 63 there.  */
#ifndef MDM_VIEW_H
#define MDM_VIEW_H

#include "info/agreement.h"
#include "sampler/predictor.h"

#include <stdint.h>

typedef struct
{
  mdm_agreement_t classes;
  fmpz *weight;  /* per class */
  size_t *first; /* per class: its first row */
  size_t offset; /* in a level: the classes of the views before it */
} mdm_view_t;

/* Set VIEW to what is seen of LAW at the positions of SET.  */
void mdm_view_init (mdm_view_t *view, const mdm_law_t law, uint64_t set);
/* The same with one more POSITION than in BEFORE.  */
void mdm_view_init_more (mdm_view_t *view, const mdm_view_t *before,
                         const mdm_law_t law, size_t position);
void mdm_view_clear (mdm_view_t *view);

typedef struct
{
  size_t size, count, length;
  uint64_t *set;    /* ascending */
  mdm_view_t *view; /* one for each */
  size_t classes;   /* of all of them */
  fmpq *said;       /* from start[k * length + i] on, position i not in set k:
                       what is said of i given set k, in lowest terms, per
                       class of the two together; or NULL */
  size_t *start;    /* ascending; or NULL */
} mdm_level_t;

/* Set LEVEL to all sets of SIZE positions of LAW, starting from the views of
   BEFORE, a level of fewer positions, if it is not NULL.  */
void mdm_level_init (mdm_level_t *level, const mdm_law_t law, size_t size,
                     const mdm_level_t *before);
void mdm_level_clear (mdm_level_t *level);
/* Add what PREDICTION, of the same rows, says given each set of LEVEL, OVER
   being the level of one position more.  Fails where nothing is said.  */
mdm_status mdm_level_add_said (mdm_level_t *level, const mdm_level_t *over,
                               const mdm_prediction_t *prediction,
                               mdm_err_t *err) MDM_MUST_CHECK;
/* How many numbers that are.  */
size_t mdm_level_said_count (const mdm_level_t *level);
/* The next larger mask of as many bits, of SET that is not empty.  */
static inline uint64_t
mdm_level_next_set (uint64_t set)
{
  uint64_t low = set & -set, ripple = set + low;

  return ripple | (((ripple ^ set) >> 2) / low);
}
/* The index of SET, which is in LEVEL.  */
size_t mdm_level_find (const mdm_level_t *level, uint64_t set);

#endif
