#include <config.h>

#include "prove/rays.h"

#include <assert.h>

/* Linearity.  */

static mdm_status
not_linear (const mdm_node_t *node, const char *what, mdm_err_t *err)
{
  return mdm_err_set (err, MDM_EDOMAIN, NULL, node->place.line,
                      node->place.column,
                      "%s is not linear in the information curve", what);
}

/* A rational node: does it depend on the scope alone, not on the law?  */
static mdm_status
check_scalar (const mdm_node_t *node, mdm_err_t *err)
{
  mdm_status status = MDM_OK;

  if (node->kind == MDM_NODE_QUANTITY
      && !mdm_quantity_is_scalar (node->quantity))
    return not_linear (node, mdm_quantity_info[node->quantity].usage, err);
  for (size_t i = 0; i < node->count && status == MDM_OK; i++)
    status = check_scalar (node->child[i], err);
  return status;
}

/* Is NODE linear in the curve, without a constant?  */
static mdm_status
check_linear (const mdm_node_t *node, mdm_err_t *err)
{
  mdm_status status = MDM_OK;

  if (!node->real)
    {
      if (node->kind == MDM_NODE_NUMBER && fmpq_is_zero (node->number))
        return MDM_OK;
      status = check_scalar (node, err);
      return status != MDM_OK
                 ? status
                 : not_linear (node, "a constant that is not 0", err);
    }
  switch (node->kind)
    {
    case MDM_NODE_QUANTITY:
      if (!mdm_quantity_is_linear (node->quantity))
        return not_linear (node, mdm_quantity_info[node->quantity].usage, err);
      return node->count == 0 ? MDM_OK : check_scalar (node->child[0], err);
    case MDM_NODE_NEGATE:
    case MDM_NODE_ADD:
      for (size_t i = 0; i < node->count && status == MDM_OK; i++)
        status = check_linear (node->child[i], err);
      return status;
    case MDM_NODE_MULTIPLY:
    case MDM_NODE_DIVIDE:
    case MDM_NODE_SUM:
      for (size_t i = 0; i < node->count && status == MDM_OK; i++)
        status = node->child[i]->real ? check_linear (node->child[i], err)
                                      : check_scalar (node->child[i], err);
      return status;
    default:
      return not_linear (node,
                         node->kind == MDM_NODE_LOG   ? "log"
                         : node->kind == MDM_NODE_MIN ? "min in this place"
                         : node->kind == MDM_NODE_MAX ? "max in this place"
                                                      : "this",
                         err);
    }
}

/* Extraction.  */

/* The alternatives of a side: of a MIN or MAX (KIND) at the top its
   arguments, else the node itself.  */
static size_t
alternatives (const mdm_node_t *const **list, const mdm_node_t *const *node,
              mdm_node_kind kind)
{
  if ((*node)->kind != kind || !(*node)->real)
    {
      *list = node;
      return 1;
    }
  *list = (const mdm_node_t *const *) (*node)->child;
  return (*node)->count;
}

/* Evaluate NODE of EXPR on RAY, for the places of what is wrong with it.  */
static mdm_status
check_value (const mdm_expr_t *expr, const mdm_node_t *node, mdm_ray_t ray,
             mdm_err_t *err)
{
  mdm_environment_t environment = mdm_ray_environment (ray);
  MDM_VALUE (v);

  return mdm_expr_evaluate_node (v, expr, node, &environment, err);
}

/* RES += Q times the quantity TERM on RAY.  */
static mdm_status
add_value (fmpq_t res, const fmpq_t q, const mdm_term_t *term, mdm_ray_t ray,
           mdm_err_t *err)
{
  mdm_environment_t environment = mdm_ray_environment (ray);
  MDM_VALUE (v);
  MDM_FMPQ (value);
  mdm_status status = environment.get (v, term->quantity,
                                       term->has_index ? term->argument : NULL,
                                       NULL, environment.data, err);

  if (status == MDM_OK && !mdm_value_is_rational (value, v))
    assert (!"a linear quantity is rational on a ray");
  fmpq_addmul (res, q, value);
  return status;
}

/* Set the values of PART, whose normal form is known: what is claimed is that
   minus that form is >= 0.  */
static mdm_status
set_values (mdm_linear_part_t *part, size_t length, mdm_ray_t ray,
            mdm_err_t *err)
{
  const mdm_normal_struct *normal = part->normal;
  mdm_status status = MDM_OK;
  MDM_FMPQ (q);

  for (size_t m = 1; m <= length && status == MDM_OK; m++)
    {
      mdm_ray_choose (ray, m);
      for (size_t i = 0; i < normal->count && status == MDM_OK; i++)
        {
          mdm_quantity_id id = normal->term[i].quantity;
          fmpq_neg (q, normal->term[i].coefficient);
          if (id != MDM_Q_EKL)
            status = add_value (part->rest + m - 1, q, normal->term + i, ray,
                                err);
          else if (m == 1)
            fmpq_add (part->alpha, part->alpha, q);
        }
    }
  return status;
}

/* Add to LINEAR the part UPPER - LOWER >= 0.  */
static mdm_status
add_part (mdm_linear_t linear, const mdm_expr_t *upper_expr,
          const mdm_node_t *upper, const mdm_expr_t *lower_expr,
          const mdm_node_t *lower, const mdm_scope_t *scope, mdm_err_t *err)
{
  mdm_linear_part_t *part = mdm_linear_add (linear);
  mdm_environment_t environment;
  mdm_status status;
  MDM_CONDITIONS (conditions); /* all of them evident from the scope */
  MDM_RAY (ray, scope);

  if (check_linear (upper, err) != MDM_OK)
    return mdm_expr_place (upper_expr, err);
  if (check_linear (lower, err) != MDM_OK)
    return mdm_expr_place (lower_expr, err);
  mdm_ray_choose (ray, 1);
  environment = mdm_ray_environment (ray);
  status = check_value (upper_expr, upper, ray, err);
  if (status == MDM_OK)
    status = check_value (lower_expr, lower, ray, err);
  if (status == MDM_OK)
    status = mdm_normal_set_difference (part->normal, conditions, lower_expr,
                                        lower, upper_expr, upper, &environment,
                                        err);
  if (status != MDM_OK)
    return status;
  /* On a ray the error is what the curve gives.  */
  mdm_normal_rename (part->normal, MDM_Q_EKL_DEFINITION, MDM_Q_EKL);
  mdm_normal_rename (part->normal, MDM_Q_EKL_IDEAL, MDM_Q_EKL);
  return set_values (part, scope->length, ray, err);
}

/* Add the parts of LOWER <= UPPER: a max below, a min above split.  */
static mdm_status
add_parts (mdm_linear_t linear, const mdm_expr_t *lower,
           const mdm_expr_t *upper, const mdm_scope_t *scope, mdm_err_t *err)
{
  const mdm_node_t *lower_root = mdm_expr_root (lower);
  const mdm_node_t *upper_root = mdm_expr_root (upper);
  const mdm_node_t *const *low, *const *high;
  size_t lows = alternatives (&low, &lower_root, MDM_NODE_MAX);
  size_t highs = alternatives (&high, &upper_root, MDM_NODE_MIN);
  mdm_status status = MDM_OK;

  for (size_t i = 0; i < lows && status == MDM_OK; i++)
    for (size_t j = 0; j < highs && status == MDM_OK; j++)
      status = add_part (linear, upper, high[j], lower, low[i], scope, err);
  return status;
}

mdm_status
mdm_rays_linear (mdm_linear_t linear, const mdm_claim_t *claim,
                 const mdm_scope_t *scope, mdm_err_t *err)
{
  mdm_status status = MDM_OK;
  mdm_relation relation = claim->relation;

  linear->strict = relation == MDM_REL_LT || relation == MDM_REL_GT;
  if (relation != MDM_REL_GE && relation != MDM_REL_GT)
    status = add_parts (linear, claim->lhs, claim->rhs, scope, err);
  if (status == MDM_OK && relation != MDM_REL_LE && relation != MDM_REL_LT)
    status = add_parts (linear, claim->rhs, claim->lhs, scope, err);
  return status;
}

mdm_status
mdm_rays_hypothesis (int *holds, const mdm_claim_t *claim,
                     const mdm_scope_t *scope, mdm_err_t *err)
{
  mdm_environment_t environment;
  mdm_status status;
  int order = 0;
  MDM_VALUE (lhs);
  MDM_VALUE (rhs);
  MDM_RAY (ray, scope);

  *holds = 0;
  if (check_scalar (mdm_expr_root (claim->lhs), err) != MDM_OK
      || check_scalar (mdm_expr_root (claim->rhs), err) != MDM_OK)
    {
      mdm_err_set (err, err->status, NULL, err->line, err->column,
                   "the hypothesis speaks of the law, and a proof is about "
                   "all laws");
      return mdm_expr_place (claim->lhs, err);
    }
  environment = mdm_ray_environment (ray);
  status = mdm_expr_evaluate (lhs, claim->lhs, &environment, err);
  if (status == MDM_OK)
    status = mdm_expr_evaluate (rhs, claim->rhs, &environment, err);
  if (status == MDM_OK)
    status = mdm_value_cmp (&order, lhs, rhs);
  *holds = status == MDM_OK && mdm_relation_holds (claim->relation, order);
  return status;
}
