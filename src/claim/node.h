/* node.h - the tree of an expression: what the parser builds, the evaluator
   computes and the prover walks.

   Invariants of every node the parser hands out: its types are right (in a
   product at most one factor is real, ..), it is at most MDM_NODE_DEPTH_MAX
   deep, so that recursion over it is safe, and every variable is bound by a
   sum around it.  Chains of + and - are one ADD node, however long; a - b is
   a + NEGATE (b).  Trees do not change once parsed.  */
#ifndef MDM_NODE_H
#define MDM_NODE_H

#include "claim/quantity.h"

#include <stdint.h>

/* Most levels, and most nodes and listed positions of one text.  */
#define MDM_NODE_DEPTH_MAX 1000
#define MDM_NODE_COUNT_MAX 20000

typedef enum
{
  MDM_NODE_NUMBER,   /* number */
  MDM_NODE_VARIABLE, /* slot; rational, an integer */
  MDM_NODE_QUANTITY, /* quantity; child: the index, if it has one; sets */
  MDM_NODE_NEGATE,   /* child: 1 */
  MDM_NODE_ADD,      /* children: 2 or more */
  MDM_NODE_MULTIPLY, /* children: 2, at most one real */
  MDM_NODE_DIVIDE,   /* children: 2, the second rational unless it is a
                        ratio */
  MDM_NODE_POWER,    /* children: 2, both rational */
  MDM_NODE_LOG,      /* child: 1, rational */
  MDM_NODE_LOG2CEIL, /* child: 1, rational */
  MDM_NODE_FLOOR,    /* child: 1 */
  MDM_NODE_CEIL,     /* child: 1 */
  MDM_NODE_MIN,      /* children: 1 or more */
  MDM_NODE_MAX,      /* children: 1 or more */
  MDM_NODE_SUM,      /* children: from, to, body; slot */
  MDM_NODE_BINOM,    /* children: 2, both rational */
  MDM_NODE_UNKNOWN   /* rational: what a claim is solved for */
} mdm_node_kind;

typedef struct mdm_node
{
  mdm_node_kind kind;
  int real;          /* may its value be irrational or infinite? */
  int exponential;   /* real, and the exponential of a logform: the node has
                        no parent */
  int ratio;         /* a quotient by a real: neither has it */
  int quantities;    /* does any occur in it, or the unknown? */
  int lazy;          /* does one that may be lazy? */
  size_t free_slot;  /* the lowest slot of a variable in it that a sum around
                        it binds; SIZE_MAX when there is none */
  unsigned depth;    /* 1 for a leaf */
  mdm_place_t place; /* of the operator, function name or leaf */
  mdm_place_t start; /* of its first character */
  size_t count;
  size_t room;
  struct mdm_node **child;

  fmpq_t number;             /* of a NUMBER */
  size_t slot;               /* of a VARIABLE; the variable that a SUM binds */
  mdm_quantity_id quantity;  /* of a QUANTITY */
  mdm_position_sets_t *sets; /* of a QUANTITY with positions, else NULL */
} mdm_node_t;

/* Free NODE, which may be NULL, and all below it.  */
void mdm_node_free (mdm_node_t *node);

/* Are all quantities in NODE and below of the law, smax and the predictor
   alone?  */
int mdm_node_is_bound (const mdm_node_t *node);
/* A quantity in NODE or below with a condition by value, the first, or
   NULL.  */
const mdm_node_t *mdm_node_by_value (const mdm_node_t *node);
/* Does quantity ID occur in NODE or below?  */
int mdm_node_uses (const mdm_node_t *node, mdm_quantity_id id);

#endif
