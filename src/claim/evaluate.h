/* evaluate.h - evaluation of the nodes of an expression.  Private to expr.c,
   evaluate.c, evaluate_lazy.c and normal.c.

   A rational node is a fraction.  A real one is a sum of rational multiples of
   quantities, of logarithms and of 1: a walk goes through it once, carrying
   the factor, and hands on term by term what the sum is of.  Its value is what
   they add up to; its normal form (normal.h) is their list.

   Each function's result belongs to the caller, who has initialised it, and
   means nothing after a failure.  Every node visited is charged to a budget,
   more where its numbers are long, so that no expression runs for hours.  */
#ifndef MDM_EVALUATE_H
#define MDM_EVALUATE_H

#include "claim/expr.h"

#include <stdint.h>

/* Steps an evaluation may take: some seconds; fewer where it is fuzzed.  */
#ifndef MDM_EVALUATE_STEPS_MAX
# define MDM_EVALUATE_STEPS_MAX 10000000
#endif
/* Bits of a power or binomial coefficient, roughly, and of the numerator or
   denominator of any other rational met on the way.  */
#define MDM_POWER_BITS_MAX 100000
#define MDM_RATIONAL_BITS_MAX 1000000

typedef struct
{
  const mdm_environment_t *environment; /* may be NULL for constants */
  const char *where;
  mdm_err_t *err;
  fmpz *variable; /* values of the variables of sums, by slot */
  uint64_t left;  /* steps that remain */
  /* Hears, with DATA, of every quantity that was asked for; or NULL.  */
  void (*told) (void *data, mdm_quantity_id id, const fmpz *index,
                const mdm_value_t value);
  void *data;
} mdm_evaluator_t;

/* Where the terms of a real node go.  */
typedef struct mdm_walk mdm_walk_t;

struct mdm_walk
{
  mdm_evaluator_t *evaluator;
  void *data;
  int names; /* do rational quantities that stand linearly keep their names,
                or are they numbers? */
  mdm_place_t place; /* of the term of a sum that is being walked through */
  /* Add Q times the quantity NODE, with ARGUMENT its index or NULL, where KIND
     is MDM_NODE_QUANTITY; the logarithm of ARGUMENT >= 2, where it is
     MDM_NODE_LOG; or 1.  */
  mdm_status (*add) (mdm_walk_t *walk, mdm_node_kind kind,
                     const mdm_node_t *node, const fmpz *argument,
                     const fmpq_t q);
  /* Add Q times NODE, a min or max that is not rational, whose child BEST is
     the one, the first of equal ones, and has the value V.  */
  mdm_status (*extreme) (mdm_walk_t *walk, const mdm_node_t *node, size_t best,
                         const mdm_value_t v, const fmpq_t q);
};

/* What evaluates nodes of EXPR in ENVIRONMENT, its variables on the heap.  */
mdm_evaluator_t mdm_evaluator_new (const mdm_expr_t *expr,
                                   const mdm_environment_t *environment,
                                   mdm_err_t *err);
void mdm_evaluator_clear (mdm_evaluator_t *evaluator, const mdm_expr_t *expr);

/* Set RES to the value of NODE, of either type.  */
mdm_status mdm_evaluate (mdm_value_t res, mdm_evaluator_t *evaluator,
                         const mdm_node_t *node) MDM_MUST_CHECK;

/* The same for NODE that is rational; as a number, and as a form that may have
   lazy rationals (exact/lazy_rational.h) where it has quantities that are.  */
mdm_status mdm_evaluate_rational (fmpq_t res, mdm_evaluator_t *evaluator,
                                  const mdm_node_t *node) MDM_MUST_CHECK;
mdm_status mdm_evaluate_lazily (mdm_logform_t res, mdm_evaluator_t *evaluator,
                                const mdm_node_t *node) MDM_MUST_CHECK;
/* The same for one that must be an integer; WHAT names it in a message ("an
   exponent").  */
mdm_status mdm_evaluate_integer (fmpz_t res, mdm_evaluator_t *evaluator,
                                 const mdm_node_t *node,
                                 const char *what) MDM_MUST_CHECK;

/* Record a failure at PLACE and return STATUS.  */
mdm_status mdm_evaluator_fail (mdm_evaluator_t *evaluator, mdm_status status,
                               mdm_place_t place, const char *format, ...)
    __attribute__ ((format (printf, 4, 5)));
/* Take STEPS from the budget, for NODE.  */
mdm_status mdm_evaluator_charge (mdm_evaluator_t *evaluator,
                                 const mdm_node_t *node,
                                 uint64_t steps) MDM_MUST_CHECK;
/* Ask for the quantity NODE, with its INDEX or NULL.  */
mdm_status mdm_evaluator_ask (mdm_value_t res, mdm_evaluator_t *evaluator,
                              const mdm_node_t *node,
                              const fmpz *index) MDM_MUST_CHECK;

/* Add the terms of Q times NODE.  Where Q is 0, log(0) may be anything.  */
mdm_status mdm_walk (mdm_walk_t *walk, const mdm_node_t *node,
                     const fmpq_t q) MDM_MUST_CHECK;
/* Add Q times the logarithm of NODE, which is rational, met at PLACE; REFUSAL
   where there is none.  */
mdm_status mdm_walk_log (mdm_walk_t *walk, const mdm_node_t *node,
                         mdm_place_t place, mdm_status refusal,
                         const fmpq_t q) MDM_MUST_CHECK;

#endif
