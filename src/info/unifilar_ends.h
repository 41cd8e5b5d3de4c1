/* unifilar_ends.h - the ends of the curve of an automaton whose state the
   tokens tell (unifilar.h), in balls or exactly.  */
#ifndef MDM_UNIFILAR_ENDS_H
#define MDM_UNIFILAR_ENDS_H

#include "info/unifilar_numbers.h"

/* FIRST = L e_1, BUT_ONE = L e_{L-1} and WHOLE = e_L, and what they are made
   of: for each state the probability NOW that it is there after t tokens,
   PASSED the sum of that for fewer than t, and HIDDEN, for states and places
   of sets, the sum of those that it is there where one of the tokens is
   hidden, and just so much is known.  WHOLE_TIMES and BUT_ONE_TIMES say how
   often h(s) is in the entropies.  EARLIER[d S + s] is PASSED at t = L - 1 -
   d.  */
typedef struct
{
  mdm_numbers_t *kind;
  size_t states, nodes, depth;
  mdm_number_t *now, *next, *hidden, *hidden_next;
  mdm_number_t *passed, *earlier, *whole_times, *but_one_times;
  mdm_number_sum_t first, but_one, whole;
} mdm_unifilar_ends_t;

/* Make ENDS, all 0, of numbers of KIND, which outlives them.  */
void mdm_unifilar_ends_init (mdm_unifilar_ends_t *ends, mdm_numbers_t *kind);
void mdm_unifilar_ends_clear (mdm_unifilar_ends_t *ends);

/* Find them; they mean nothing where the numbers are over.  */
void mdm_unifilar_ends_find (mdm_unifilar_ends_t *ends);

#endif
