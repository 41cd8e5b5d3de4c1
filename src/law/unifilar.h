/* unifilar.h - automata whose state is known from the tokens that were
   written.

   An automaton (automaton.h) is unifilar where a state and a token tell the
   next state: n-gram models of any order, and hidden Markov models in which
   the states that may follow one write different tokens.  It starts in state
   0, so that the tokens before a position tell the state there.

   Where one token is hidden they do not: the state after it is one of those
   that follow it, and each token that is seen then leaves some of them, until
   one is left (after m tokens in a model of order m, never in some others).
   Which ones these are, is here: the sets of states that are possible after a
   hidden token, and how tokens lead from one to another.  */
#ifndef MDM_UNIFILAR_H
#define MDM_UNIFILAR_H

#include "law/automaton.h"

/* A step from the place FROM of a set, by EDGE of the state there, which
   writes TOKEN, to TO: a place of SET, or, where SET is MDM_NOWHERE, the only
   state that is possible then.  After the last token TO is MDM_NOWHERE, too.
 */
typedef struct
{
  uint16_t token;
  size_t from;
  size_t edge;
  size_t to;
  size_t set;
} mdm_unifilar_move_t;

/* States are those of the automaton, 0 <= s < STATES; place k of all sets is
   STATES + k, and the state there MEMBER[k].  Set u, of two states and more,
   has the places FIRST[u] .. FIRST[u + 1] - 1 and the moves MOVES[u] ..
   MOVES[u + 1] - 1, in ascending order of their tokens.  */
typedef struct
{
  size_t length;
  size_t states;
  size_t *time;   /* least number of tokens before a state; or MDM_NOWHERE */
  size_t *hidden; /* the set after state s writes a hidden token, or that of
                     one state: MDM_NOWHERE */
  size_t *after;  /* where edge e leads when it is hidden: to a state or a
                     place; MDM_NOWHERE when it is the last token */
  size_t sets;
  size_t *first;
  size_t *moves;
  size_t *member;
  mdm_unifilar_move_t *move;
  size_t depth;   /* no fewer than the tokens after a hidden one that are
                     seen before a state is known */
  uint64_t cells; /* the work of the ends of the curve, and of counting the
                     sequences */
  uint64_t bytes; /* the memory of that */
} mdm_unifilar_t;

/* More moves are not gone through: about 0.1 seconds.  */
#define MDM_UNIFILAR_MOVES_MAX 262144

/* How A, of which LENGTH tokens are asked for, goes on after hidden tokens; on
   the heap.  NULL where it is not unifilar, where a state without edges is
   reached too early, or where there are too many sets to say.  */
mdm_unifilar_t *mdm_unifilar_find (const mdm_automaton_t a, size_t length,
                                   uint64_t vocab);
void mdm_unifilar_free (mdm_unifilar_t *u);

/* Set RES to the number of sequences that A writes.  */
void mdm_unifilar_support (fmpz_t res, const mdm_automaton_t a,
                           const mdm_unifilar_t *u);

#endif
