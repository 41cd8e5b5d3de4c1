/* Evaluation of rational nodes of which some quantities may be lazy: by balls,
   the fractions being made only where something depends on them.  */
#include <config.h>

#include "claim/evaluate.h"

#include "exact/lazy_rational.h"

static mdm_status
lazy_quantity (mdm_logform_t res, mdm_evaluator_t *evaluator,
               const mdm_node_t *node)
{
  MDM_VALUE (v);

  MDM_TRY (mdm_evaluator_ask (v, evaluator, node, NULL));
  mdm_logform_swap (res, v->x);
  return MDM_OK;
}

/* A chain of additions, or the least or greatest of a list.  */
static mdm_status
lazy_list (mdm_logform_t res, mdm_evaluator_t *evaluator,
           const mdm_node_t *node)
{
  int order, wanted = node->kind == MDM_NODE_MIN ? -1 : 1;
  MDM_LOGFORM (x);

  MDM_TRY (mdm_evaluate_lazily (res, evaluator, node->child[0]));
  for (size_t i = 1; i < node->count; i++)
    {
      MDM_TRY (mdm_evaluate_lazily (x, evaluator, node->child[i]));
      if (node->kind == MDM_NODE_ADD)
        mdm_logform_add (res, res, x);
      else if (mdm_logform_cmp (&order, x, res) != MDM_OK)
        return mdm_evaluator_fail (
            evaluator, MDM_ELIMIT, node->place,
            "%s not decided within the limits on precision",
            wanted < 0 ? "min" : "max");
      else if (order == wanted)
        mdm_logform_swap (res, x);
    }
  return MDM_OK;
}

/* RES = X^N at NODE.  */
static mdm_status
take_power (mdm_logform_t res, mdm_evaluator_t *evaluator,
            const mdm_node_t *node, const mdm_logform_t x, slong n)
{
  mdm_status status = mdm_lazy_pow (res, x, n);

  if (status == MDM_OK)
    return status;
  return mdm_evaluator_fail (
      evaluator, status, node->place, "%s",
      status == MDM_ELIMIT ? "a divisor is not decided within the limits"
      : node->kind == MDM_NODE_DIVIDE ? "division by zero"
                                      : "a negative power of 0");
}

static mdm_status
lazy_product (mdm_logform_t res, mdm_evaluator_t *evaluator,
              const mdm_node_t *node)
{
  MDM_LOGFORM (x);

  MDM_TRY (mdm_evaluate_lazily (res, evaluator, node->child[0]));
  MDM_TRY (mdm_evaluate_lazily (x, evaluator, node->child[1]));
  if (node->kind == MDM_NODE_DIVIDE)
    MDM_TRY (take_power (x, evaluator, node, x, -1));
  mdm_lazy_mul (res, res, x);
  return MDM_OK;
}

static mdm_status
lazy_power (mdm_logform_t res, mdm_evaluator_t *evaluator,
            const mdm_node_t *node)
{
  MDM_FMPZ (exponent);
  MDM_LOGFORM (x);

  MDM_TRY (mdm_evaluate_lazily (x, evaluator, node->child[0]));
  /* The length of powers of numbers is capped.  */
  if (mdm_logform_is_plain_rational (NULL, x))
    {
      MDM_FMPQ (q);
      MDM_TRY (mdm_evaluate_rational (q, evaluator, node));
      mdm_logform_set_fmpq (res, q);
      return MDM_OK;
    }
  MDM_TRY (mdm_evaluate_integer (exponent, evaluator, node->child[1],
                                 "an exponent"));
  if (fmpz_cmpabs (exponent, (const fmpz[]){ MDM_POWER_BITS_MAX }) > 0)
    return mdm_evaluator_fail (evaluator, MDM_ELIMIT, node->place,
                               "a power of more than %d bits",
                               MDM_POWER_BITS_MAX);
  return take_power (res, evaluator, node, x, fmpz_get_si (exponent));
}

mdm_status
mdm_evaluate_lazily (mdm_logform_t res, mdm_evaluator_t *evaluator,
                     const mdm_node_t *node)
{
  MDM_FMPQ (q);

  MDM_TRY (mdm_evaluator_charge (evaluator, node, 1));
  switch (node->lazy ? node->kind : MDM_NODE_NUMBER)
    {
    case MDM_NODE_QUANTITY:
      return lazy_quantity (res, evaluator, node);
    case MDM_NODE_NEGATE:
      MDM_TRY (mdm_evaluate_lazily (res, evaluator, node->child[0]));
      mdm_logform_neg (res, res);
      return MDM_OK;
    case MDM_NODE_ADD:
    case MDM_NODE_MIN:
    case MDM_NODE_MAX:
      return lazy_list (res, evaluator, node);
    case MDM_NODE_MULTIPLY:
    case MDM_NODE_DIVIDE:
      return lazy_product (res, evaluator, node);
    case MDM_NODE_POWER:
      return lazy_power (res, evaluator, node);
    default:
      MDM_TRY (mdm_evaluate_rational (q, evaluator, node));
      mdm_logform_set_fmpq (res, q);
      return MDM_OK;
    }
}
