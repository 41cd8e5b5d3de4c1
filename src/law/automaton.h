/* automaton.h - lists the law of the sequences of one length that a
   probabilistic automaton writes.

   The automaton starts in state 0.  In state s it takes one of the edges of
   s, each with probability weight / (sum of the weights of the edges of s),
   writes the token of that edge and goes to its next state.  An n-gram model
   is one (a state is a context), and so are a hidden Markov model (a state is
   the hidden state before the token) and independent positions (a state is a
   position).

   The probability of a sequence is found by the forward algorithm: with
   f_0(s) = [s = 0] and f_t(s) the probability of writing x_1..x_t and being
   in s then,

     f_t(s') = sum over edges (s, x_t, s') of f_{t-1}(s) * weight / sum(s),

   and p(x) = sum_s f_L(s).  Prefixes are visited depth-first and those of
   probability 0 never, so the cost follows the support, not V^L.  All is done
   in integers: at step t over the least common multiple D_t of the sums of
   the states that may be reached then, so that p(x) is an integer over
   D_1 .. D_L.  */
#ifndef MDM_AUTOMATON_H
#define MDM_AUTOMATON_H

#include "law/law.h"

/* The edges of state s are number first[s] to first[s + 1] - 1, in ascending
   order of tokens; no two of one state have the same token and the same next
   state.  Weights are positive, and SUM[s] is the sum of those of s.  A state
   without edges may be there as long as it is not reached too early.  */
typedef struct
{
  size_t states;
  size_t edges;
  size_t state_room;
  size_t edge_room;
  size_t *first; /* states + 1 */
  fmpz *sum;     /* states */
  uint16_t *token;
  size_t *next;
  fmpz *weight;
  const mdm_limit_t *limit;
  mdm_err_t *err; /* where failures are told */
} mdm_automaton_struct;

typedef mdm_automaton_struct mdm_automaton_t[1];

/* No next state: what follows there has been left undefined.  */
#define MDM_NOWHERE SIZE_MAX

/* Begin without states.  What is done is within LIMIT.  */
void mdm_automaton_init (mdm_automaton_t a, const mdm_limit_t *limit,
                         mdm_err_t *err);
void mdm_automaton_clear (mdm_automaton_t a);
/* Declare X, an automaton that is cleared with its scope (scoped.h).  */
#define MDM_AUTOMATON(x, limit, err)                                          \
 MDM_CLEARED (x, mdm_automaton_struct, mdm_automaton_clear);                  \
 mdm_automaton_init (x, limit, err)

/* Add a state, number a->states before, without edges.  MDM_ELIMIT when there
   are too many states or edges for the memory.  */
mdm_status mdm_automaton_add_state (mdm_automaton_t a) MDM_MUST_CHECK;

/* Add an edge to the state that was added last; nothing if WEIGHT is 0.  NEXT
   may be a state that is added later, or MDM_NOWHERE.  */
mdm_status mdm_automaton_add_edge (mdm_automaton_t a, uint16_t token,
                                   size_t next,
                                   const fmpz_t weight) MDM_MUST_CHECK;

/* Give LAW, whose vocabulary and length are set, the sequences of that length
   that A writes.  The number of sequences is counted first: MDM_ELIMIT when
   there are too many, or their weights too large.  MDM_EDOMAIN, without a
   message, when an edge to MDM_NOWHERE is taken before the last token; *STUCK
   is its number then and else MDM_NOWHERE, and the shortest way is taken.
   STUCK may be NULL where there is no such edge.  */
mdm_status mdm_automaton_list (mdm_law_t law, size_t *stuck,
                               const mdm_automaton_t a) MDM_MUST_CHECK;

#endif
