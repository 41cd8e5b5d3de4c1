/* Evaluation of real nodes, and of the quantities that an environment has.  */
#include <config.h>

#include "claim/evaluate.h"

/* Deciding a comparison costs about as much as this many additions for each
   term.  */
#define DECISION_STEPS 64

/* Charge for the value V just computed at NODE: merging terms is quick, long
   fractions are slow.  */
static mdm_status
charge_value (mdm_evaluator_t *evaluator, const mdm_node_t *node,
              const mdm_value_t v)
{
  flint_bitcnt_t bits = fmpz_bits (v->x->d) + fmpz_bits (v->x->r);

  return mdm_evaluate_charge (
      evaluator, node, 1 + (uint64_t) v->x->count / 16 + bits / FLINT_BITS);
}

mdm_status
mdm_evaluate_charge_decision (mdm_evaluator_t *evaluator,
                              const mdm_node_t *node, const mdm_value_t v)
{
  uint64_t steps = DECISION_STEPS;

  /* Long integers may have to be factored or refined.  */
  for (slong i = 0; i < v->x->count; i++)
    steps += DECISION_STEPS + fmpz_bits (v->x->n + i);
  return mdm_evaluate_charge (evaluator, node, steps);
}

mdm_status
mdm_evaluate_quantity (mdm_value_t res, mdm_evaluator_t *evaluator,
                       const mdm_node_t *node)
{
  const mdm_environment_t *environment = evaluator->environment;
  fmpz_t index;
  mdm_status status = MDM_OK;

  fmpz_init (index);
  if (node->count > 0)
    status
        = mdm_evaluate_integer (index, evaluator, node->child[0], "an index");
  if (status == MDM_OK)
    {
      status = environment->get (res, node->quantity,
                                 node->count > 0 ? index : NULL, node->sets,
                                 environment->data, evaluator->err);
      if (status != MDM_OK)
        mdm_err_place (evaluator->err, evaluator->where, node->place.line,
                       node->place.column);
    }
  fmpz_clear (index);
  return status;
}

/* RES += V at PLACE.  */
static mdm_status
accumulate (mdm_value_t res, const mdm_value_t v, mdm_evaluator_t *evaluator,
            mdm_place_t place)
{
  mdm_status status = mdm_value_add (res, res, v);

  if (status != MDM_OK)
    mdm_evaluate_fail (evaluator, status, place, "infinity minus infinity");
  return status;
}

/* RES = the lesser (MIN) or greater (MAX) of RES and V, which may be used
   up.  */
static mdm_status
keep_extreme (mdm_value_t res, mdm_value_t v, mdm_evaluator_t *evaluator,
              const mdm_node_t *node)
{
  mdm_status status = mdm_evaluate_charge_decision (evaluator, node, v);
  int order;

  if (status == MDM_OK)
    status = mdm_evaluate_charge_decision (evaluator, node, res);
  if (status != MDM_OK)
    return status;
  status = mdm_value_cmp (&order, v, res);
  if (status != MDM_OK)
    return mdm_evaluate_fail (evaluator, status, node->place,
                              "%s not decided within the limits on precision",
                              node->kind == MDM_NODE_MIN ? "min" : "max");
  if (node->kind == MDM_NODE_MIN ? order < 0 : order > 0)
    mdm_value_swap (res, v);
  return MDM_OK;
}

/* A chain of additions, or the least or greatest of a list.  */
static mdm_status
evaluate_list (mdm_value_t res, mdm_evaluator_t *evaluator,
               const mdm_node_t *node)
{
  mdm_value_t v;
  mdm_status status;

  mdm_value_init (v);
  status = mdm_evaluate (res, evaluator, node->child[0]);
  for (size_t i = 1; i < node->count && status == MDM_OK; i++)
    {
      status = mdm_evaluate (v, evaluator, node->child[i]);
      if (status != MDM_OK)
        break;
      if (node->kind == MDM_NODE_ADD)
        status = accumulate (res, v, evaluator, node->child[i]->place);
      else
        status = keep_extreme (res, v, evaluator, node);
      if (status == MDM_OK)
        status = charge_value (evaluator, node, res);
    }
  mdm_value_clear (v);
  return status;
}

static mdm_status
evaluate_sum (mdm_value_t res, mdm_evaluator_t *evaluator,
              const mdm_node_t *node)
{
  fmpz *j = evaluator->variable + node->slot;
  fmpz_t to;
  mdm_value_t term;
  mdm_status status;

  fmpz_init (to);
  mdm_value_init (term);
  mdm_value_zero (res);
  status = mdm_evaluate_bounds (j, to, evaluator, node);
  for (; status == MDM_OK && fmpz_cmp (j, to) <= 0; fmpz_add_ui (j, j, 1))
    {
      status = mdm_evaluate (term, evaluator, node->child[2]);
      if (status == MDM_OK)
        status = accumulate (res, term, evaluator, node->place);
      if (status == MDM_OK)
        status = charge_value (evaluator, node, res);
    }
  fmpz_clear (to);
  mdm_value_clear (term);
  return status;
}

/* RES *= Q, or RES /= Q, at NODE.  */
static mdm_status
scale (mdm_value_t res, fmpq_t q, mdm_evaluator_t *evaluator,
       const mdm_node_t *node)
{
  if (node->kind == MDM_NODE_DIVIDE)
    fmpq_inv (q, q);
  if (fmpz_bits (res->x->d) + fmpz_bits (res->x->r)
      > 4 * (flint_bitcnt_t) MDM_RATIONAL_BITS_MAX)
    return mdm_evaluate_fail (evaluator, MDM_ELIMIT, node->place,
                              "a number of more than %d bits",
                              4 * MDM_RATIONAL_BITS_MAX);
  mdm_value_mul_fmpq (res, res, q);
  return MDM_OK;
}

/* A product of a real and a rational, or a quotient of them.  The rational
   comes first, for when it is 0 the real may have log(0) in it.  */
static mdm_status
evaluate_product (mdm_value_t res, mdm_evaluator_t *evaluator,
                  const mdm_node_t *node)
{
  int real_first = node->child[0]->real;
  int zero_factor = evaluator->zero_factor;
  fmpq_t q;
  mdm_status status;

  fmpq_init (q);
  status = mdm_evaluate_rational (q, evaluator, node->child[real_first]);
  if (status == MDM_OK && fmpq_is_zero (q))
    {
      if (node->kind == MDM_NODE_DIVIDE)
        status = mdm_evaluate_fail (evaluator, MDM_EDOMAIN, node->place,
                                    "division by zero");
      evaluator->zero_factor = 1;
    }
  if (status == MDM_OK)
    status = mdm_evaluate (res, evaluator, node->child[!real_first]);
  evaluator->zero_factor = zero_factor;
  if (status == MDM_OK)
    status = scale (res, q, evaluator, node);
  fmpq_clear (q);
  return status;
}

static mdm_status
evaluate_log (mdm_value_t res, mdm_evaluator_t *evaluator,
              const mdm_node_t *node)
{
  fmpq_t q;
  mdm_status status;

  fmpq_init (q);
  mdm_value_zero (res);
  status = mdm_evaluate_rational (q, evaluator, node->child[0]);
  if (status == MDM_OK && fmpq_sgn (q) > 0)
    mdm_logform_set_log_fmpq (res->x, q);
  else if (status == MDM_OK && fmpq_sgn (q) < 0)
    status = mdm_evaluate_fail (evaluator, MDM_EDOMAIN, node->place,
                                "log of a negative number");
  else if (status == MDM_OK && !evaluator->zero_factor)
    status
        = mdm_evaluate_fail (evaluator, MDM_EDOMAIN, node->place, "log of 0");
  fmpq_clear (q);
  return status;
}

/* Set RES to the value of NODE, which is real, without charging for it.  */
static mdm_status
dispatch (mdm_value_t res, mdm_evaluator_t *evaluator, const mdm_node_t *node)
{
  mdm_status status;

  switch (node->kind)
    {
    case MDM_NODE_QUANTITY:
      return mdm_evaluate_quantity (res, evaluator, node);
    case MDM_NODE_NEGATE:
      status = mdm_evaluate (res, evaluator, node->child[0]);
      mdm_value_neg (res, res);
      return status;
    case MDM_NODE_ADD:
    case MDM_NODE_MIN:
    case MDM_NODE_MAX:
      return evaluate_list (res, evaluator, node);
    case MDM_NODE_MULTIPLY:
    case MDM_NODE_DIVIDE:
      return evaluate_product (res, evaluator, node);
    case MDM_NODE_SUM:
      return evaluate_sum (res, evaluator, node);
    case MDM_NODE_LOG:
      return evaluate_log (res, evaluator, node);
    case MDM_NODE_NUMBER:
    case MDM_NODE_VARIABLE:
    case MDM_NODE_POWER:
    case MDM_NODE_LOG2CEIL:
    case MDM_NODE_FLOOR:
    case MDM_NODE_CEIL:
    case MDM_NODE_BINOM:
      break; /* rational, see the caller */
    }
  return MDM_EDOMAIN;
}

mdm_status
mdm_evaluate (mdm_value_t res, mdm_evaluator_t *evaluator,
              const mdm_node_t *node)
{
  mdm_status status;

  if (node->real)
    {
      status = dispatch (res, evaluator, node);
      return status == MDM_OK ? charge_value (evaluator, node, res) : status;
    }
  fmpq_t q;
  fmpq_init (q);
  status = mdm_evaluate_rational (q, evaluator, node);
  mdm_value_set_fmpq (res, q);
  fmpq_clear (q);
  return status;
}
