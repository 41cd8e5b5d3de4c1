/* layers.h - which states a probabilistic automaton may be in after t tokens,
   and what listing its sequences will take.

   Layer t < L holds the states that are reached after t tokens with positive
   probability, and brings them to their common denominator.  How many
   prefixes of each length there are is counted exactly before any is listed,
   by the sets of states that a prefix may be in (the subset construction), of
   which there are never more than prefixes.  */
#ifndef MDM_LAYERS_H
#define MDM_LAYERS_H

#include "law/automaton.h"

/* Layer t is state[start[t] .. start[t + 1]), ascending.  Layer L, after the
   last token, has one place, in which no state is told from another.  */
typedef struct
{
  size_t length; /* L */
  size_t *start; /* L + 2 */
  size_t *state;
  fmpz *factor; /* D_t / sum (state), D_t the lcm of the layer's sums */
  size_t room;
  uint64_t bits; /* no less than those of D_0 .. D_{L-1} */
} mdm_layers_t;

void mdm_layers_init (mdm_layers_t *layers);
void mdm_layers_clear (mdm_layers_t *layers);
/* Declare X, layers that are cleared with their scope (scoped.h).  */
#define MDM_LAYERS(x)                                                         \
 MDM_SCOPED (x, mdm_layers_t, mdm_layers_init, mdm_layers_clear)

/* Set *LAYERS, which is empty, to the layers of A for LENGTH tokens.  Fails as
   mdm_automaton_list does where A is stuck.  */
mdm_status mdm_layers_find (mdm_layers_t *layers, size_t *stuck,
                            const mdm_automaton_t a,
                            size_t length) MDM_MUST_CHECK;

/* The factor of STATE, which is in layer T; lent.  */
const fmpz *mdm_layers_factor (const mdm_layers_t *layers, size_t t,
                               size_t state);

/* Set *ROWS to the number of sequences of LAW (vocabulary and length are
   set) that A writes, and check that listing them is within its limit.  */
mdm_status mdm_layers_check (size_t *rows, const mdm_layers_t *layers,
                             const mdm_law_t law,
                             const mdm_automaton_t a) MDM_MUST_CHECK;

#endif
