#include <config.h>

#include "prove/linear.h"

#include "claim/unknown.h"

#include <assert.h>

void
mdm_linear_init (mdm_linear_t linear, size_t length)
{
  linear->length = length;
  linear->count = 0;
  linear->part = NULL;
  linear->strict = 0;
  linear->by_unknown = 0;
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

/* A side as alternatives: of a min or max that is the whole of it but for
   factors >= 0, its arguments times these; else the side itself.  */
typedef struct
{
  fmpq *factor; /* lent */
  const mdm_expr_t *expr;
  const mdm_node_t *const *node;
  size_t count;
  int by_unknown; /* is what is solved for a factor? */
} alternatives_t;

/* The factor of NODE, a product or quotient, that is a number, in CHILD, and
   what it is a factor of; NULL where there is none.  */
static const mdm_node_t *
real_child (const mdm_node_t **number, const mdm_node_t *node)
{
  const mdm_node_t *const *child = (const mdm_node_t *const *) node->child;
  int right = node->kind == MDM_NODE_MULTIPLY && child[1]->real;

  if (!node->real
      || (node->kind != MDM_NODE_MULTIPLY && node->kind != MDM_NODE_DIVIDE))
    return NULL;
  *number = child[!right];
  return child[right];
}

mdm_status
mdm_linear_check_values (const mdm_node_t *node, mdm_err_t *err)
{
  const mdm_node_t *found = mdm_node_by_value (node);

  return found == NULL
             ? MDM_OK
             : mdm_err_set (err, MDM_EDOMAIN, NULL,
                            found->sets->value->place.line,
                            found->sets->value->place.column,
                            "a proof is about all laws, which have no tokens "
                            "in common: there is no condition by value");
}

/* Multiply SIDE's factor by NUMBER, or with KIND MDM_NODE_DIVIDE divide by
   it.  */
static mdm_status
take_factor (alternatives_t *side, const mdm_node_t *number,
             mdm_node_kind kind, const mdm_environment_t *environment,
             mdm_err_t *err)
{
  fmpq *factor = side->factor;
  MDM_VALUE (v);
  MDM_FMPQ (q);

  if (check_scalar (number, err) != MDM_OK)
    return mdm_expr_place (side->expr, err);
  MDM_TRY (mdm_expr_evaluate_node (v, side->expr, number, environment, err));
  if (!mdm_value_is_rational (q, v))
    assert (!"a factor is rational");
  if (kind == MDM_NODE_DIVIDE && !fmpq_is_zero (q))
    fmpq_div (factor, factor, q);
  else
    fmpq_mul (factor, factor, q);
  side->by_unknown |= mdm_node_has_unknown (number);
  return MDM_OK;
}

/* Set SIDE to the alternatives of EXPR, of which the min or max of KIND
   splits.  */
static mdm_status
set_alternatives (alternatives_t *side, const mdm_expr_t *expr,
                  const mdm_node_t *const *root, mdm_node_kind kind,
                  const mdm_environment_t *environment, mdm_err_t *err)
{
  const mdm_node_t *node = *root, *below, *number;

  side->expr = expr;
  side->node = root;
  side->count = 1;
  side->by_unknown = 0;
  fmpq_one (side->factor);
  while ((below = real_child (&number, node)) != NULL)
    node = below;
  if (node->kind != kind || !node->real)
    return MDM_OK;
  for (node = *root; (below = real_child (&number, node)) != NULL;
       node = below)
    MDM_TRY (take_factor (side, number, node->kind, environment, err));
  /* For c = 0 a factor that is c times a number is 0.  */
  if (side->by_unknown && fmpq_is_zero (environment->unknown)
      && !fmpq_is_zero (side->factor))
    {
      mdm_err_set (err, MDM_EDOMAIN, NULL, (*root)->start.line,
                   (*root)->start.column,
                   "what is solved for multiplies a min or max only by itself "
                   "or times a number");
      return mdm_expr_place (expr, err);
    }
  if (fmpq_sgn (side->factor) < 0)
    fmpq_one (side->factor); /* then it does not split */
  else
    {
      side->node = (const mdm_node_t *const *) node->child;
      side->count = node->count;
    }
  return MDM_OK;
}

/* Is SIDE linear, and right where RAY is asked?  */
static mdm_status
check_side (const mdm_side_t *side, mdm_ray_t ray, mdm_err_t *err)
{
  mdm_environment_t environment = mdm_environment_of (&ray->subject);
  MDM_VALUE (v);

  if (mdm_linear_check_values (side->node, err) != MDM_OK
      || mdm_linear_check (side->node, 0, err) != MDM_OK)
    return mdm_expr_place (side->expr, err);
  return mdm_expr_evaluate_node (v, side->expr, side->node, &environment, err);
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

/* What parts are added to.  */
typedef struct
{
  mdm_linear_struct *linear;
  const mdm_scope_t *scope;
} target_t;

/* Add the part UPPER - LOWER >= 0.  */
static mdm_status
add_part (void *data, const mdm_side_t *lower, const mdm_side_t *upper,
          mdm_err_t *err)
{
  const target_t *target = data;
  mdm_linear_struct *linear = target->linear;
  const mdm_scope_t *scope = target->scope;
  mdm_linear_part_t *part = mdm_linear_add (linear);
  mdm_environment_t environment;
  MDM_CONDITIONS (conditions); /* all of them evident from the scope */
  MDM_RAY (ray, scope);

  mdm_ray_choose (ray, 1);
  environment = mdm_environment_of (&ray->subject);
  MDM_TRY (check_side (upper, ray, err));
  MDM_TRY (check_side (lower, ray, err));
  MDM_TRY (mdm_normal_set_difference (part->normal, conditions, lower, upper,
                                      &environment, err));
  /* On a ray the error is what the curve gives.  */
  mdm_normal_rename (part->normal, MDM_Q_EKL_DEFINITION, MDM_Q_EKL);
  mdm_normal_rename (part->normal, MDM_Q_EKL_IDEAL, MDM_Q_EKL);
  return set_values (part, scope->length, ray, err);
}

/* Who is told of the parts, and whether the unknown is a factor of a side that
   splits.  */
typedef struct
{
  mdm_part_visitor_t visit;
  void *data;
  int by_unknown;
} teller_t;

/* Tell of the parts of LOWER <= UPPER.  */
static mdm_status
tell_pairs (teller_t *teller, const alternatives_t *lower,
            const alternatives_t *upper, mdm_err_t *err)
{
  teller->by_unknown |= lower->by_unknown || upper->by_unknown;
  for (size_t i = 0; i < lower->count; i++)
    for (size_t j = 0; j < upper->count; j++)
      {
        mdm_side_t low = { lower->expr, lower->node[i], lower->factor };
        mdm_side_t high = { upper->expr, upper->node[j], upper->factor };
        MDM_TRY (teller->visit (teller->data, &low, &high, err));
      }
  return MDM_OK;
}

/* The same for expressions: a max below, a min above split.  */
static mdm_status
tell_parts (teller_t *teller, const mdm_expr_t *lower, const mdm_expr_t *upper,
            const mdm_scope_t *scope, mdm_err_t *err)
{
  const mdm_node_t *lower_root = mdm_expr_root (lower);
  const mdm_node_t *upper_root = mdm_expr_root (upper);
  mdm_subject_t subject = mdm_scope_subject (scope);
  mdm_environment_t environment = mdm_environment_of (&subject);
  MDM_FMPQ (low_factor);
  MDM_FMPQ (high_factor);
  alternatives_t low = { .factor = low_factor };
  alternatives_t high = { .factor = high_factor };

  MDM_TRY (set_alternatives (&low, lower, &lower_root, MDM_NODE_MAX,
                             &environment, err));
  MDM_TRY (set_alternatives (&high, upper, &upper_root, MDM_NODE_MIN,
                             &environment, err));
  return tell_pairs (teller, &low, &high, err);
}

mdm_status
mdm_linear_parts (int *by_unknown, const mdm_claim_t *claim,
                  const mdm_scope_t *scope, mdm_part_visitor_t visit,
                  void *data, mdm_err_t *err)
{
  mdm_relation relation = claim->relation;
  teller_t teller = { visit, data, 0 };

  if (relation != MDM_REL_GE && relation != MDM_REL_GT)
    MDM_TRY (tell_parts (&teller, claim->lhs, claim->rhs, scope, err));
  if (relation != MDM_REL_LE && relation != MDM_REL_LT)
    MDM_TRY (tell_parts (&teller, claim->rhs, claim->lhs, scope, err));
  if (by_unknown != NULL)
    *by_unknown = teller.by_unknown;
  return MDM_OK;
}

mdm_status
mdm_rays_linear (mdm_linear_t linear, const mdm_claim_t *claim,
                 const mdm_scope_t *scope, mdm_err_t *err)
{
  target_t target = { linear, scope };
  int by_unknown;

  linear->strict
      = claim->relation == MDM_REL_LT || claim->relation == MDM_REL_GT;
  MDM_TRY (
      mdm_linear_parts (&by_unknown, claim, scope, add_part, &target, err));
  linear->by_unknown |= by_unknown;
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
