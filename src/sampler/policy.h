/* policy.h - policies: which positions are drawn next, by what has been
   revealed.

   A reveal state (R, x_R) is the set R of the positions that are revealed and
   the tokens x_R there.  A policy says for every state which masked positions
   D, not none, are drawn next, each independently from its conditional law
   given x_R (Wen, Liang and Lu, arXiv 2608.25505; THEORY section 9).  It is
   one of
     - a rule: of an order of the masked positions and a number, how many of
       the first ones are drawn.  Ties of the order go to the lower position,
       or are broken at random, uniformly; a random order is all ties.
     - a table of states with the sets that they draw; in a state that is not
       listed all that is masked is drawn.
     - sample-then-keep: a candidate is drawn at every masked position, the k
       with the most probable candidates are kept, the others masked again.
   A state with p(x_R) = 0 asks no policy: all that is left is drawn at once,
   uniformly.

   What a policy does to a law is found by walking through its states
   (walk.h).  */
#ifndef MDM_POLICY_H
#define MDM_POLICY_H

#include "exact/scoped.h"
#include "exact/status.h"

#include <stdint.h>

/* Stands in a state where a position is masked; so tokens of laws that have
   policies are numbered below it.  */
#define MDM_MASKED 65535

/* Sets of positions are masks of 64 bits.  */
#define MDM_POLICY_LENGTH_MAX 63

typedef enum
{
  MDM_POLICY_RULE,
  MDM_POLICY_TABLE,
  MDM_POLICY_KEEP
} mdm_policy_kind;

/* What comes first: the largest p(.|x_R) of a position, its largest minus its
   second largest, each descending; its entropy, ascending; the position.  */
typedef enum
{
  MDM_ORDER_CONFIDENCE,
  MDM_ORDER_MARGIN,
  MDM_ORDER_ENTROPY,
  MDM_ORDER_LEFT,
  MDM_ORDER_RANDOM
} mdm_policy_order;

/* How many, of m masked positions with confidences c_(1) >= c_(2) >= ..:
     k          min (k, m);
     threshold  those with a confidence >= the level, or the first one;
     factor     the largest n with (n + 1) (1 - c_(n)) < level, or 1;
     gamma      the largest n whose first n have entropies with
                sum - max <= level, in nats.  */
typedef enum
{
  MDM_COUNT_K,
  MDM_COUNT_THRESHOLD,
  MDM_COUNT_FACTOR,
  MDM_COUNT_GAMMA
} mdm_policy_count;

typedef struct
{
  mdm_policy_kind kind;
  /* Rules, and of these k, block and random_ties for sample-then-keep.  */
  mdm_policy_order order;
  mdm_policy_count count;
  uint64_t k;      /* k: >= 1 */
  fmpq_t level;    /* threshold, factor, gamma */
  uint64_t block;  /* b >= 1: positions are drawn block by block of b, from
                      the left; 0: all are one block */
  int random_ties; /* are ties broken at random? */
  /* Tables.  */
  size_t length; /* L */
  size_t states, room;
  uint16_t *token;  /* L of each state */
  uint64_t *chosen; /* of each state, the set that it draws */
  uint32_t *slot;   /* a hash table: the number of a state + 1, or 0 */
  size_t slots;     /* a power of 2, or 0 */
} mdm_policy_struct;

typedef mdm_policy_struct mdm_policy_t[1];

/* A table of no states for sequences of no length: the one that draws all at
   once.  */
void mdm_policy_init (mdm_policy_t policy);
void mdm_policy_clear (mdm_policy_t policy);
void mdm_policy_swap (mdm_policy_t x, mdm_policy_t y);
/* Declare X, a policy that is cleared with its scope (scoped.h).  */
#define MDM_POLICY(x)                                                         \
 MDM_SCOPED (x, mdm_policy_struct, mdm_policy_init, mdm_policy_clear)

/* Make POLICY a table of no states for sequences of LENGTH, at most
   MDM_POLICY_LENGTH_MAX.  */
void mdm_policy_set_table (mdm_policy_t policy, size_t length);

/* Let the table POLICY draw the COUNT >= 1 masked POSITIONS in the state
   TOKENS[0..L), MDM_MASKED where it is masked, which it does not have yet.  */
void mdm_policy_add_state (mdm_policy_t policy, const uint16_t *tokens,
                           const size_t *positions, size_t count);
/* The same with the positions as a mask.  */
void mdm_policy_add_mask (mdm_policy_t policy, const uint16_t *tokens,
                          uint64_t chosen);

/* The mask of what the table POLICY draws in the state TOKENS, or 0 where it
   is not listed.  */
uint64_t mdm_policy_find (const mdm_policy_t policy, const uint16_t *tokens);

/* How many positions POLICY draws at random of all that are masked, whatever
   has been revealed, or all if fewer are left, for sequences of LENGTH; 0 if
   it does not.  */
size_t mdm_policy_blind_size (const mdm_policy_t policy, size_t length);

/* Has POLICY inner randomness: can it draw different sets in one state?
   (It has none if it is a table or no tie can arise.)  */
int mdm_policy_is_random (const mdm_policy_t policy);

#endif
