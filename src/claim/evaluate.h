/* evaluate.h - evaluation of the nodes of an expression.  Private to expr.c,
   evaluate.c and normal.c.

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
  fmpz *variable;  /* values of the variables of sums, by slot */
  uint64_t left;   /* steps that remain */
  int zero_factor; /* is the result multiplied by exactly 0?  Then log(0)
                      may be anything */
} mdm_evaluator_t;

/* What evaluates nodes of EXPR in ENVIRONMENT, its variables on the heap.  */
mdm_evaluator_t mdm_evaluator_new (const mdm_expr_t *expr,
                                   const mdm_environment_t *environment,
                                   mdm_err_t *err);
void mdm_evaluator_clear (mdm_evaluator_t *evaluator, const mdm_expr_t *expr);

/* Set RES to the value of NODE, of either type.  */
mdm_status mdm_evaluate (mdm_value_t res, mdm_evaluator_t *evaluator,
                         const mdm_node_t *node) MDM_MUST_CHECK;

/* Set RES to the value of NODE, which is rational.  */
mdm_status mdm_evaluate_rational (fmpq_t res, mdm_evaluator_t *evaluator,
                                  const mdm_node_t *node) MDM_MUST_CHECK;

/* The same where the value must be an integer; WHAT names it in a message
   ("an exponent").  */
mdm_status mdm_evaluate_integer (fmpz_t res, mdm_evaluator_t *evaluator,
                                 const mdm_node_t *node,
                                 const char *what) MDM_MUST_CHECK;

/* Set FROM and TO to the bounds of the sum NODE.  */
mdm_status mdm_evaluate_bounds (fmpz_t from, fmpz_t to,
                                mdm_evaluator_t *evaluator,
                                const mdm_node_t *node) MDM_MUST_CHECK;

/* Record a failure at PLACE and return STATUS.  */
mdm_status mdm_evaluate_fail (mdm_evaluator_t *evaluator, mdm_status status,
                              mdm_place_t place, const char *format, ...)
    __attribute__ ((format (printf, 4, 5)));

/* Take STEPS from the budget, for NODE.  */
mdm_status mdm_evaluate_charge (mdm_evaluator_t *evaluator,
                                const mdm_node_t *node,
                                uint64_t steps) MDM_MUST_CHECK;

/* The same for a comparison of V that may have to be decided exactly.  */
mdm_status mdm_evaluate_charge_decision (mdm_evaluator_t *evaluator,
                                         const mdm_node_t *node,
                                         const mdm_value_t v) MDM_MUST_CHECK;

#endif
