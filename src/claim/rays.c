#include <config.h>

#include "claim/rays.h"

#include "sampler/bounds.h"

#include <assert.h>

/* A ray as a source of quantities, with EKL for the error.  */
typedef struct
{
  const mdm_scope_t *scope;
  mdm_curve_t curve; /* with rational entropies */
  fmpq_t ekl;
} ray_t;

/* Set X to the integer N.  */
static void
set_integer (mdm_logform_t x, size_t n)
{
  fmpq_t q;

  fmpq_init (q);
  fmpz_set_ui (fmpq_numref (q), n);
  mdm_logform_set_fmpq (x, q);
  fmpq_clear (q);
}

/* The curve of ray M: e_k = min (k, m).  */
static void
set_ray (ray_t *ray, size_t m)
{
  size_t length = ray->scope->length;
  mdm_logform_struct *e = flint_malloc ((length + 1) * sizeof *e);

  for (size_t k = 0; k <= length; k++)
    {
      mdm_logform_init (e + k);
      set_integer (e + k, k < m ? k : m);
    }
  mdm_curve_take (ray->curve, length, e);
}

/* pi(t), Pi(t) of independent unmask times.  */
static mdm_status
answer_times (mdm_value_t res, mdm_quantity_id id, const fmpz *index,
              const mdm_schedule_struct *schedule, mdm_err_t *err)
{
  ulong low = id == MDM_Q_PI;
  fmpq_t sum;

  if (schedule == NULL || schedule->kind != MDM_SCHEDULE_IID)
    return mdm_err_set (err, MDM_EABSENT, NULL, 0, 0,
                        "the unmask times are not independent");
  if (fmpz_cmp_ui (index, low) < 0 || fmpz_cmp_ui (index, schedule->steps) > 0)
    return mdm_err_set (err, MDM_EDOMAIN, NULL, 0, 0,
                        "%s is defined from %lu to %zu here",
                        mdm_quantity_info[id].usage, low, schedule->steps);
  fmpq_init (sum);
  for (ulong t = id == MDM_Q_PI ? fmpz_get_ui (index) - 1 : 0;
       t < fmpz_get_ui (index); t++)
    fmpq_add (sum, sum, schedule->step + t);
  mdm_value_set_fmpq (res, sum);
  fmpq_clear (sum);
  return MDM_OK;
}

/* Questions about the process: T, smax, smin, s(t), N(t), a(k).  */
static mdm_status
answer_process (mdm_value_t res, mdm_quantity_id id, const fmpz *index,
                const ray_t *ray, mdm_err_t *err)
{
  const mdm_scope_t *scope = ray->scope;
  const mdm_schedule_struct *schedule = scope->schedule;
  size_t sum = 0, most = schedule == NULL ? 0 : schedule->steps;
  size_t low = id == MDM_Q_S;

  if (id == MDM_Q_SMAX && scope->kind != MDM_SCOPE_PROCESS)
    mdm_value_set_si (res, (slong) scope->smax);
  else if (id == MDM_Q_A && scope->weight != NULL)
    {
      if (fmpz_sgn (index) < 0 || fmpz_cmp_ui (index, scope->length) >= 0)
        return mdm_err_set (err, MDM_EDOMAIN, NULL, 0, 0,
                            "a(k) is defined from 0 to %zu here",
                            scope->length - 1);
      mdm_value_set_fmpq (res, scope->weight + fmpz_get_ui (index));
    }
  else if (id == MDM_Q_IID && scope->kind == MDM_SCOPE_PROCESS
           && schedule != NULL)
    mdm_value_set_si (res, schedule->kind == MDM_SCHEDULE_IID);
  else if (id == MDM_Q_PI || id == MDM_Q_PI_SUM)
    return answer_times (res, id, index, schedule, err);
  else if (schedule == NULL || (schedule->size == NULL && id != MDM_Q_T)
           || schedule->steps == 0)
    return mdm_err_set (err, MDM_EABSENT, NULL, 0, 0,
                        "%s is not fixed by the scope of the proof",
                        mdm_quantity_info[id].usage);
  else if (id == MDM_Q_T)
    mdm_value_set_si (res, (slong) schedule->steps);
  else if (id == MDM_Q_SMAX || id == MDM_Q_SMIN)
    mdm_value_set_si (
        res, (slong) (id == MDM_Q_SMAX ? schedule->smax : schedule->smin));
  else if (fmpz_cmp_ui (index, low) < 0 || fmpz_cmp_ui (index, most) > 0)
    return mdm_err_set (err, MDM_EDOMAIN, NULL, 0, 0,
                        "%s is defined from %zu to %zu here",
                        mdm_quantity_info[id].usage, low, most);
  else if (id == MDM_Q_S)
    mdm_value_set_si (res, (slong) schedule->size[fmpz_get_ui (index) - 1]);
  else
    {
      for (size_t t = 0; t < fmpz_get_ui (index); t++)
        sum += schedule->size[t];
      mdm_value_set_si (res, (slong) sum);
    }
  return MDM_OK;
}

/* Set *K to the index if it is from LOW to the length.  */
static mdm_status
read_index (size_t *k, mdm_quantity_id id, const fmpz *index, size_t low,
            size_t length, mdm_err_t *err)
{
  if (fmpz_cmp_ui (index, low) < 0 || fmpz_cmp_ui (index, length) > 0)
    return mdm_err_set (err, MDM_EDOMAIN, NULL, 0, 0,
                        "%s is defined from %zu to %zu here",
                        mdm_quantity_info[id].usage, low, length);
  *k = fmpz_get_ui (index);
  return MDM_OK;
}

/* Set X to a quantity without index that is linear in the curve.  */
static mdm_status
answer_total (mdm_logform_t x, mdm_quantity_id id, const ray_t *ray,
              mdm_err_t *err)
{
  const mdm_scope_t *scope = ray->scope;

  switch (id)
    {
    case MDM_Q_TC:
      mdm_curve_tc (x, ray->curve);
      return MDM_OK;
    case MDM_Q_DTC:
      mdm_curve_dtc (x, ray->curve);
      return MDM_OK;
    case MDM_Q_SUM_MI:
      mdm_curve_sum_mi (x, ray->curve);
      return MDM_OK;
    case MDM_Q_ENTROPY:
      mdm_logform_set (x, ray->curve->e + scope->length);
      return MDM_OK;
    case MDM_Q_EPS_TRAIN: /* the ideal predictor */
      mdm_logform_zero (x);
      return MDM_OK;
    case MDM_Q_EKL:
    case MDM_Q_EKL_IDEAL:
    case MDM_Q_EKL_DEFINITION:
      mdm_logform_set_fmpq (x, ray->ekl);
      return MDM_OK;
    default: /* R */
      if (scope->kind == MDM_SCOPE_PROCESS
          && (scope->schedule == NULL || scope->schedule->size == NULL))
        return mdm_err_set (err, MDM_EABSENT, NULL, 0, 0,
                            "R needs a schedule of sizes");
      mdm_bounds_r (x, ray->curve,
                    scope->kind == MDM_SCOPE_PROCESS ? scope->schedule->smax
                                                     : scope->smax);
      return MDM_OK;
    }
}

static mdm_status
get (mdm_value_t res, mdm_quantity_id id, const fmpz *index,
     const mdm_position_sets_t *sets, void *data, mdm_err_t *err)
{
  const ray_t *ray = data;
  size_t k = 0;
  mdm_status status = MDM_OK;
  mdm_logform_t x;

  (void) sets;
  if (id == MDM_Q_L)
    {
      mdm_value_set_si (res, (slong) ray->scope->length);
      return MDM_OK;
    }
  if (id == MDM_Q_T || id == MDM_Q_SMAX || id == MDM_Q_SMIN || id == MDM_Q_S
      || id == MDM_Q_N || id == MDM_Q_A || id == MDM_Q_PI || id == MDM_Q_PI_SUM
      || id == MDM_Q_IID)
    return answer_process (res, id, index, ray, err);
  mdm_logform_init (x);
  if (index != NULL)
    status
        = read_index (&k, id, index, id != MDM_Q_E, ray->scope->length, err);
  if (status == MDM_OK && id == MDM_Q_E)
    mdm_logform_set (x, ray->curve->e + k);
  else if (status == MDM_OK && id == MDM_Q_D)
    mdm_curve_increment (x, ray->curve, k);
  else if (status == MDM_OK && id == MDM_Q_Z)
    mdm_logform_set (x, ray->curve->z + k);
  else if (status == MDM_OK && id == MDM_Q_U)
    mdm_bounds_u (x, ray->curve, k);
  else if (status == MDM_OK)
    status = answer_total (x, id, ray, err);
  if (status == MDM_OK)
    mdm_value_set_logform (res, x);
  mdm_logform_clear (x);
  return status;
}

/* Linearity.  */

static int
is_scalar (mdm_quantity_id id)
{
  return id == MDM_Q_L || id == MDM_Q_T || id == MDM_Q_SMAX || id == MDM_Q_SMIN
         || id == MDM_Q_S || id == MDM_Q_N || id == MDM_Q_A || id == MDM_Q_PI
         || id == MDM_Q_PI_SUM || id == MDM_Q_IID;
}

static int
is_linear (mdm_quantity_id id)
{
  return id == MDM_Q_EKL || id == MDM_Q_EKL_IDEAL || id == MDM_Q_EKL_DEFINITION
         || id == MDM_Q_EPS_TRAIN || id == MDM_Q_TC || id == MDM_Q_DTC
         || id == MDM_Q_SUM_MI || id == MDM_Q_ENTROPY || id == MDM_Q_E
         || id == MDM_Q_D || id == MDM_Q_Z || id == MDM_Q_R || id == MDM_Q_U;
}

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

  if (node->kind == MDM_NODE_QUANTITY && !is_scalar (node->quantity))
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
      if (!is_linear (node->quantity))
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

/* RES = NODE on RAY.  */
static mdm_status
evaluate (fmpq_t res, const mdm_expr_t *expr, const mdm_node_t *node,
          ray_t *ray, mdm_err_t *err)
{
  mdm_environment_t environment = { get, ray };
  mdm_value_t v;
  mdm_status status;

  mdm_value_init (v);
  status = mdm_expr_evaluate_node (v, expr, node, &environment, err);
  if (status == MDM_OK && !mdm_value_is_rational (res, v))
    assert (!"a linear claim is rational on a ray");
  mdm_value_clear (v);
  return status;
}

/* RES = UPPER - LOWER on RAY.  */
static mdm_status
evaluate_difference (fmpq_t res, const mdm_expr_t *upper_expr,
                     const mdm_node_t *upper, const mdm_expr_t *lower_expr,
                     const mdm_node_t *lower, ray_t *ray, mdm_err_t *err)
{
  mdm_status status = evaluate (res, upper_expr, upper, ray, err);
  fmpq_t q;

  fmpq_init (q);
  if (status == MDM_OK)
    status = evaluate (q, lower_expr, lower, ray, err);
  fmpq_sub (res, res, q);
  fmpq_clear (q);
  return status;
}

/* Add to LINEAR the part UPPER - LOWER >= 0.  */
static mdm_status
add_part (mdm_linear_t linear, const mdm_expr_t *upper_expr,
          const mdm_node_t *upper, const mdm_expr_t *lower_expr,
          const mdm_node_t *lower, const mdm_scope_t *scope, mdm_err_t *err)
{
  mdm_linear_part_t *part = mdm_linear_add (linear);
  mdm_status status = check_linear (upper, err);
  ray_t ray = { .scope = scope };

  mdm_curve_init (ray.curve);
  fmpq_init (ray.ekl);
  if (status != MDM_OK)
    (void) mdm_expr_place (upper_expr, err);
  else if ((status = check_linear (lower, err)) != MDM_OK)
    (void) mdm_expr_place (lower_expr, err);
  for (size_t m = 1; m <= scope->length && status == MDM_OK; m++)
    {
      set_ray (&ray, m);
      fmpq_zero (ray.ekl);
      status = evaluate_difference (part->rest + m - 1, upper_expr, upper,
                                    lower_expr, lower, &ray, err);
      if (m > 1 || status != MDM_OK)
        continue;
      /* The coefficient of ekl is the same on every ray.  */
      fmpq_one (ray.ekl);
      status = evaluate_difference (part->alpha, upper_expr, upper, lower_expr,
                                    lower, &ray, err);
      fmpq_sub (part->alpha, part->alpha, part->rest);
    }
  mdm_curve_clear (ray.curve);
  fmpq_clear (ray.ekl);
  return status;
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
  ray_t ray = { .scope = scope };
  mdm_environment_t environment = { get, &ray };
  mdm_value_t lhs, rhs;
  int order = 0;
  mdm_status status = check_scalar (mdm_expr_root (claim->lhs), err);

  mdm_value_init (lhs);
  mdm_value_init (rhs);
  if (status == MDM_OK)
    status = check_scalar (mdm_expr_root (claim->rhs), err);
  if (status != MDM_OK)
    {
      status = mdm_err_set (err, status, NULL, err->line, err->column,
                            "the hypothesis speaks of the law, and a proof "
                            "is about all laws");
      (void) mdm_expr_place (claim->lhs, err);
    }
  if (status == MDM_OK)
    status = mdm_expr_evaluate (lhs, claim->lhs, &environment, err);
  if (status == MDM_OK)
    status = mdm_expr_evaluate (rhs, claim->rhs, &environment, err);
  if (status == MDM_OK)
    status = mdm_value_cmp (&order, lhs, rhs);
  *holds = status == MDM_OK && mdm_relation_holds (claim->relation, order);
  mdm_value_clear (lhs);
  mdm_value_clear (rhs);
  return status;
}
