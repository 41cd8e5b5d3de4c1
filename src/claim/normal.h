/* normal.h - claims in normal form: a sum of rational multiples of named
   quantities, compared with 0.

   What stands for a number in a claim is evaluated: indices, bounds of sums,
   powers, and the rational factors of products.  What stands linearly keeps
   its name: `ekl <= (smax - 1)/L * sum_mi' on a schedule of sizes up to 4 on
   8 positions is ekl - 3/8 sum_mi <= 0.  That this is the claim rests on
   conditions, which are claims in normal form too: smax = 4, L = 8, and for a
   min or max between reals that its least or greatest argument is the one
   that was taken.  */
#ifndef MDM_NORMAL_H
#define MDM_NORMAL_H

#include "claim/expr.h"

typedef enum
{
  MDM_TERM_QUANTITY, /* quantity, with its index or its sets */
  MDM_TERM_ONE,      /* the number 1 */
  MDM_TERM_LOG       /* log of the integer ARGUMENT >= 2 */
} mdm_term_kind;

typedef struct
{
  mdm_term_kind kind;
  mdm_quantity_id quantity;
  int has_index;
  fmpz_t argument; /* the index, or the integer under the logarithm */
  const mdm_position_sets_t *sets; /* lent by the claim's expression; NULL:
                                      none */
  fmpq_t coefficient;
} mdm_term_t;

/* Invariant of what this room hands out: terms ascend strictly in kind,
   quantity, sets, argument; no coefficient is 0.  */
typedef struct
{
  mdm_relation relation; /* to 0 */
  size_t count, alloc;
  mdm_term_t *term;
} mdm_normal_struct;

typedef mdm_normal_struct mdm_normal_t[1];

/* A list of conditions, each of them once.  */
typedef struct
{
  size_t count;
  mdm_normal_struct *normal;
} mdm_conditions_struct;

typedef mdm_conditions_struct mdm_conditions_t[1];

/* A form without terms, `0 <= 0'; a list without conditions.  */
void mdm_normal_init (mdm_normal_t normal);
void mdm_normal_clear (mdm_normal_t normal);
/* Declare NORMAL, a form that is cleared with its scope (exact/scoped.h).  */
#define MDM_NORMAL(normal)                                                    \
 MDM_SCOPED (normal, mdm_normal_struct, mdm_normal_init, mdm_normal_clear)
void mdm_conditions_init (mdm_conditions_t conditions);
void mdm_conditions_clear (mdm_conditions_t conditions);
/* Declare CONDITIONS, a list that is cleared with its scope
   (exact/scoped.h).  */
#define MDM_CONDITIONS(conditions)                                            \
 MDM_SCOPED (conditions, mdm_conditions_struct, mdm_conditions_init,          \
             mdm_conditions_clear)

/* Call quantity FROM by the name TO, and keep the invariant.  */
void mdm_normal_rename (mdm_normal_t normal, mdm_quantity_id from,
                        mdm_quantity_id to);
/* Does NORMAL speak of quantity ID?  */
int mdm_normal_uses (const mdm_normal_t normal, mdm_quantity_id id);

/* Set RES to CLAIM in ENVIRONMENT, and add to CONDITIONS what it rests on.
   Sets of positions are lent by CLAIM.  On failure ERR has the place, as with
   mdm_expr_evaluate; a quantity that stands linearly is not asked for, so
   that it may be one that the environment does not have.  */
mdm_status mdm_normal_set (mdm_normal_t res, mdm_conditions_t conditions,
                           const mdm_claim_t *claim,
                           const mdm_environment_t *environment,
                           mdm_err_t *err) MDM_MUST_CHECK;

/* A side, or a part of one: FACTOR times NODE of EXPR, a node in the body of
   no sum.  */
typedef struct
{
  const mdm_expr_t *expr;
  const mdm_node_t *node;
  const fmpq *factor;
} mdm_side_t;

/* The same for LEFT - RIGHT; the relation is left as it is.  */
mdm_status mdm_normal_set_difference (mdm_normal_t res,
                                      mdm_conditions_t conditions,
                                      const mdm_side_t *left,
                                      const mdm_side_t *right,
                                      const mdm_environment_t *environment,
                                      mdm_err_t *err) MDM_MUST_CHECK;

#endif
