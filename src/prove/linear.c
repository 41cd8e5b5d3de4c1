#include <config.h>

#include "prove/linear.h"

void
mdm_linear_init (mdm_linear_t linear, size_t length)
{
  linear->length = length;
  linear->count = 0;
  linear->part = NULL;
  linear->strict = 0;
}

void
mdm_linear_clear (mdm_linear_t linear)
{
  for (size_t i = 0; i < linear->count; i++)
    {
      fmpq_clear (linear->part[i].alpha);
      mdm_normal_clear (linear->part[i].normal);
      _fmpq_vec_clear (linear->part[i].rest, (slong) linear->length);
    }
  flint_free (linear->part);
}

mdm_linear_part_t *
mdm_linear_add (mdm_linear_t linear)
{
  mdm_linear_part_t *part;

  linear->part = flint_realloc (linear->part,
                                (linear->count + 1) * sizeof *linear->part);
  part = linear->part + linear->count++;
  fmpq_init (part->alpha);
  mdm_normal_init (part->normal);
  part->rest = _fmpq_vec_init ((slong) linear->length);
  return part;
}

void
mdm_linear_value (fmpq_t res, const mdm_linear_part_t *part, size_t m,
                  const fmpq_t ekl)
{
  fmpq_mul (res, part->alpha, ekl);
  fmpq_add (res, res, part->rest + m - 1);
}

int
mdm_linear_slack (fmpq *slack, const mdm_linear_t linear, const fmpq *ekl)
{
  int holds = 1;
  MDM_FMPQ (value);

  for (size_t m = 1; m <= linear->length; m++)
    for (size_t i = 0; i < linear->count; i++)
      {
        mdm_linear_value (value, linear->part + i, m, ekl + m - 1);
        holds &= fmpq_sgn (value) >= 0;
        if (i == 0 || fmpq_cmp (value, slack + m - 1) < 0)
          fmpq_set (slack + m - 1, value);
      }
  return holds;
}

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
  if (node->kind == MDM_NODE_QUANTITY
      && mdm_quantity_info[node->quantity].of != MDM_OF_PROCESS)
    return not_linear (node, mdm_quantity_info[node->quantity].usage, err);
  for (size_t i = 0; i < node->count; i++)
    MDM_TRY (check_scalar (node->child[i], err));
  return MDM_OK;
}

/* Are the positions of NODE below LENGTH?  */
static mdm_status
check_positions (const mdm_node_t *node, size_t length, mdm_err_t *err)
{
  const mdm_position_sets_t *sets = node->sets;

  for (size_t i = 0; i < sets->start[sets->groups + 1]; i++)
    if (sets->positions[i] >= length)
      return mdm_err_set (err, MDM_EDOMAIN, NULL, node->place.line,
                          node->place.column,
                          "position %zu is not below the length %zu",
                          sets->positions[i], length);
  return MDM_OK;
}

mdm_status
mdm_linear_check (const mdm_node_t *node, size_t positions, mdm_err_t *err)
{
  const mdm_quantity_info_t *info = &mdm_quantity_info[node->quantity];
  mdm_node_kind kind = node->kind;

  if (!node->real && kind == MDM_NODE_NUMBER && fmpq_is_zero (node->number))
    return MDM_OK;
  if (!node->real)
    {
      MDM_TRY (check_scalar (node, err));
      return not_linear (node, "a constant that is not 0", err);
    }
  if (kind == MDM_NODE_QUANTITY && node->sets != NULL && positions > 0)
    return check_positions (node, positions, err);
  if (kind == MDM_NODE_QUANTITY && info->of != MDM_OF_CURVE
      && info->of != MDM_OF_ERROR)
    return not_linear (node, info->usage, err);
  if (kind == MDM_NODE_LOG || kind == MDM_NODE_MIN || kind == MDM_NODE_MAX)
    return not_linear (node,
                       kind == MDM_NODE_LOG   ? "log"
                       : kind == MDM_NODE_MIN ? "min in this place"
                                              : "max in this place",
                       err);
  for (size_t i = 0; i < node->count; i++)
    if (node->child[i]->real || kind == MDM_NODE_ADD)
      MDM_TRY (mdm_linear_check (node->child[i], positions, err));
    else
      MDM_TRY (check_scalar (node->child[i], err));
  return MDM_OK;
}

/* Extraction.  */

size_t
mdm_linear_alternatives (const mdm_node_t *const **list,
                         const mdm_node_t *const *node, mdm_node_kind kind)
{
  if ((*node)->kind != kind || !(*node)->real)
    {
      *list = node;
      return 1;
    }
  *list = (const mdm_node_t *const *) (*node)->child;
  return (*node)->count;
}

/* Is NODE of EXPR linear, and right where RAY is asked?  */
static mdm_status
check_side (const mdm_expr_t *expr, const mdm_node_t *node, mdm_ray_t ray,
            mdm_err_t *err)
{
  mdm_environment_t environment = mdm_environment_of (&ray->subject);
  MDM_VALUE (v);

  if (mdm_linear_check (node, 0, err) != MDM_OK)
    return mdm_expr_place (expr, err);
  return mdm_expr_evaluate_node (v, expr, node, &environment, err);
}

mdm_status
mdm_linear_add_coefficients (fmpq *c, const fmpq_t q, const mdm_term_t *term,
                             mdm_ray_t names, mdm_err_t *err)
{
  MDM_VALUE (v);

  MDM_TRY (mdm_subject_answer (v, term->quantity,
                               term->has_index ? term->argument : NULL, NULL,
                               &names->subject, err));
  mdm_ray_add_coefficients (c, q, v->x);
  return MDM_OK;
}

/* Set the values of PART, whose normal form is known: what is claimed is that
   minus that form is >= 0.  RAY is left as the curve of names.  */
static mdm_status
set_values (mdm_linear_part_t *part, size_t length, mdm_ray_t ray,
            mdm_err_t *err)
{
  const mdm_normal_struct *normal = part->normal;
  MDM_FMPQ_VEC (c, length + 1);
  MDM_FMPQ (q);

  mdm_ray_choose_names (ray);
  for (size_t i = 0; i < normal->count; i++)
    {
      fmpq_neg (q, normal->term[i].coefficient);
      if (normal->term[i].quantity == MDM_Q_EKL)
        fmpq_add (part->alpha, part->alpha, q);
      else
        MDM_TRY (
            mdm_linear_add_coefficients (c, q, normal->term + i, ray, err));
    }
  mdm_ray_values (part->rest, c, length);
  return MDM_OK;
}

/* Add to LINEAR the part UPPER - LOWER >= 0.  */
static mdm_status
add_part (mdm_linear_t linear, const mdm_expr_t *upper_expr,
          const mdm_node_t *upper, const mdm_expr_t *lower_expr,
          const mdm_node_t *lower, const mdm_scope_t *scope, mdm_err_t *err)
{
  mdm_linear_part_t *part = mdm_linear_add (linear);
  mdm_environment_t environment;
  MDM_CONDITIONS (conditions); /* all of them evident from the scope */
  MDM_RAY (ray, scope);

  mdm_ray_choose (ray, 1);
  environment = mdm_environment_of (&ray->subject);
  MDM_TRY (check_side (upper_expr, upper, ray, err));
  MDM_TRY (check_side (lower_expr, lower, ray, err));
  MDM_TRY (mdm_normal_set_difference (part->normal, conditions, lower_expr,
                                      lower, upper_expr, upper, &environment,
                                      err));
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
  size_t lows = mdm_linear_alternatives (&low, &lower_root, MDM_NODE_MAX);
  size_t highs = mdm_linear_alternatives (&high, &upper_root, MDM_NODE_MIN);

  for (size_t i = 0; i < lows; i++)
    for (size_t j = 0; j < highs; j++)
      MDM_TRY (add_part (linear, upper, high[j], lower, low[i], scope, err));
  return MDM_OK;
}

mdm_status
mdm_rays_linear (mdm_linear_t linear, const mdm_claim_t *claim,
                 const mdm_scope_t *scope, mdm_err_t *err)
{
  mdm_relation relation = claim->relation;

  linear->strict = relation == MDM_REL_LT || relation == MDM_REL_GT;
  if (relation != MDM_REL_GE && relation != MDM_REL_GT)
    MDM_TRY (add_parts (linear, claim->lhs, claim->rhs, scope, err));
  if (relation != MDM_REL_LE && relation != MDM_REL_LT)
    MDM_TRY (add_parts (linear, claim->rhs, claim->lhs, scope, err));
  return MDM_OK;
}

mdm_status
mdm_rays_hypothesis (int *holds, const mdm_claim_t *claim,
                     const mdm_scope_t *scope, mdm_err_t *err)
{
  mdm_subject_t subject = mdm_scope_subject (scope);
  mdm_environment_t environment = mdm_environment_of (&subject);
  int order;
  MDM_VALUE (lhs);
  MDM_VALUE (rhs);

  *holds = 0;
  if (check_scalar (mdm_expr_root (claim->lhs), err) != MDM_OK
      || check_scalar (mdm_expr_root (claim->rhs), err) != MDM_OK)
    {
      mdm_err_set (err, err->status, NULL, err->line, err->column,
                   "the hypothesis speaks of the law, and a proof is about "
                   "all laws");
      return mdm_expr_place (claim->lhs, err);
    }
  MDM_TRY (mdm_expr_evaluate (lhs, claim->lhs, &environment, err));
  MDM_TRY (mdm_expr_evaluate (rhs, claim->rhs, &environment, err));
  MDM_TRY (mdm_value_cmp (&order, lhs, rhs));
  *holds = mdm_relation_holds (claim->relation, order);
  return MDM_OK;
}
