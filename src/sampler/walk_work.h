/* walk_work.h - what a walk through the states of a policy takes, before it is
   begun.

   The states of one number R of revealed positions are a crowd: so many sets
   of positions are revealed, with so many choices of what is drawn next.  From
   crowds follow cells, as limits count them, and bytes, of what is held at one
   time.  Both only grow with what is not known: ties that any rows may have,
   values that the rows may have at R positions.  The figures saturate at the
   largest uint64_t, and the cells of one state or row are measured.  */
#ifndef MDM_WALK_WORK_H
#define MDM_WALK_WORK_H

#include "law/law.h"
#include "sampler/choose.h"
#include "sampler/policy.h"

#include <stdint.h>

/* What is walked; all lent.  */
typedef struct
{
  const mdm_policy_struct *policy;
  const mdm_law_struct *rows; /* of the prediction */
  size_t once; /* how many positions are drawn, if each state is reached once;
                  else 0 */
  int written; /* are the probabilities of the sampler needed? */
} mdm_walk_work_t;

/* The states of one number of revealed positions.  */
typedef struct
{
  uint64_t sets, choices;
} mdm_crowd_t;

/* Cells for a row at each position that is masked, and for a row at each draw;
   measured.  */
#define MDM_CELLS_PER_TOKEN 20
#define MDM_CELLS_PER_ROW 80

/* Cells for a state of SIZE positions that follows from a draw.  What is
   written grows with the rounds and, where they are random, with the paths
   that meet.  */
uint64_t mdm_walk_work_child (const mdm_walk_work_t *work, size_t size);

/* Add to *CELLS and *BYTES those of CROWD, which has R positions and leads to
   states of SIZE.  */
void mdm_walk_work_add (uint64_t *cells, uint64_t *bytes,
                        const mdm_walk_work_t *work, size_t r, size_t size,
                        const mdm_crowd_t *crowd);

/* The most that a rule can come to whatever is tied: *CELLS of work and *BYTES
   that are held.  */
void mdm_walk_work_most (uint64_t *cells, uint64_t *bytes,
                         const mdm_walk_work_t *work);

/* The most where nothing is random: one set for each row at a time, and one
   position a round.  */
void mdm_walk_work_certain (uint64_t *cells, uint64_t *bytes,
                            const mdm_walk_work_t *work);

/* The sets that are revealed along one path: of a group of SIZE positions that
   are tied DRAWN are, however long it lasts, and there are BASE ways to come
   to it.  At first { 1, 0, 0 }.  */
typedef struct
{
  uint64_t base, size, drawn;
} mdm_ties_t;

/* How many sets these are.  */
uint64_t mdm_ties_sets (const mdm_ties_t *ties);

/* Go on with CHOICE in TIES.  */
void mdm_ties_add (mdm_ties_t *ties, const mdm_choice_t *choice);

#endif
