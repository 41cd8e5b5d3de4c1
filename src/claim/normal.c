#include <config.h>

#include "claim/normal.h"

#include "claim/evaluate.h"

#include <stdlib.h>
#include <string.h>

/* Forms and lists.  */

void
mdm_normal_init (mdm_normal_t normal)
{
  normal->relation = MDM_REL_LE;
  normal->count = normal->alloc = 0;
  normal->term = NULL;
}

static void
term_clear (mdm_term_t *term)
{
  fmpz_clear (term->argument);
  fmpq_clear (term->coefficient);
}

void
mdm_normal_clear (mdm_normal_t normal)
{
  for (size_t i = 0; i < normal->count; i++)
    term_clear (normal->term + i);
  flint_free (normal->term);
}

void
mdm_conditions_init (mdm_conditions_t conditions)
{
  conditions->count = 0;
  conditions->normal = NULL;
}

void
mdm_conditions_clear (mdm_conditions_t conditions)
{
  for (size_t i = 0; i < conditions->count; i++)
    mdm_normal_clear (conditions->normal + i);
  flint_free (conditions->normal);
}

/* The next term of NORMAL, KIND with coefficient Q.  */
static mdm_term_t *
add_term (mdm_normal_t normal, mdm_term_kind kind, const fmpq_t q)
{
  mdm_term_t *term;

  if (normal->count == normal->alloc)
    {
      normal->alloc = 2 * normal->alloc + 4;
      normal->term
          = flint_realloc (normal->term, normal->alloc * sizeof *normal->term);
    }
  term = normal->term + normal->count++;
  term->kind = kind;
  term->quantity = MDM_Q_COUNT;
  term->has_index = 0;
  term->sets = NULL;
  fmpz_init (term->argument);
  fmpq_init (term->coefficient);
  fmpq_set (term->coefficient, q);
  return term;
}

static int
compare_sizes (size_t a, size_t b)
{
  return (a > b) - (a < b);
}

static int
compare_sets (const mdm_position_sets_t *x, const mdm_position_sets_t *y)
{
  int order;

  if (x == NULL || y == NULL)
    return (x != NULL) - (y != NULL);
  order = compare_sizes (x->groups, y->groups);
  for (size_t g = 0; order == 0 && g < x->groups + 2; g++)
    order = compare_sizes (x->start[g], y->start[g]);
  for (size_t i = 0; order == 0 && i < x->start[x->groups + 1]; i++)
    order = compare_sizes (x->positions[i], y->positions[i]);
  return order;
}

/* The order of terms, coefficients aside.  */
static int
compare_terms (const void *a, const void *b)
{
  const mdm_term_t *x = a, *y = b;
  int order;

  if (x->kind != y->kind)
    return x->kind < y->kind ? -1 : 1;
  if (x->quantity != y->quantity)
    return x->quantity < y->quantity ? -1 : 1;
  order = compare_sets (x->sets, y->sets);
  return order != 0 ? order : fmpz_cmp (x->argument, y->argument);
}

/* Sort the terms, add up equal ones, and drop what cancels.  */
static void
tidy (mdm_normal_t normal)
{
  mdm_term_t *term = normal->term;
  size_t kept = 0;

  if (normal->count > 0)
    qsort (term, normal->count, sizeof *term, compare_terms);
  for (size_t i = 0; i < normal->count; i++)
    {
      if (kept > 0 && compare_terms (term + kept - 1, term + i) == 0)
        {
          fmpq_add (term[kept - 1].coefficient, term[kept - 1].coefficient,
                    term[i].coefficient);
          term_clear (term + i);
        }
      else
        {
          if (kept > 0 && fmpq_is_zero (term[kept - 1].coefficient))
            term_clear (term + --kept);
          memmove (term + kept++, term + i, sizeof *term);
        }
    }
  if (kept > 0 && fmpq_is_zero (term[kept - 1].coefficient))
    term_clear (term + --kept);
  normal->count = kept;
}

void
mdm_normal_rename (mdm_normal_t normal, mdm_quantity_id from,
                   mdm_quantity_id to)
{
  for (size_t i = 0; i < normal->count; i++)
    if (normal->term[i].kind == MDM_TERM_QUANTITY
        && normal->term[i].quantity == from)
      normal->term[i].quantity = to;
  tidy (normal);
}

int
mdm_normal_uses (const mdm_normal_t normal, mdm_quantity_id id)
{
  for (size_t i = 0; i < normal->count; i++)
    if (normal->term[i].kind == MDM_TERM_QUANTITY
        && normal->term[i].quantity == id)
      return 1;
  return 0;
}

static int
same_form (const mdm_normal_struct *x, const mdm_normal_struct *y)
{
  int same = x->relation == y->relation && x->count == y->count;

  for (size_t i = 0; same && i < x->count; i++)
    same = compare_terms (x->term + i, y->term + i) == 0
           && fmpq_equal (x->term[i].coefficient, y->term[i].coefficient);
  return same;
}

/* Add NORMAL, which is used up, unless it is there.  */
static void
add_condition (mdm_conditions_t conditions, mdm_normal_t normal)
{
  size_t n = conditions->count;

  for (size_t i = 0; i < n; i++)
    if (same_form (conditions->normal + i, normal))
      {
        mdm_normal_clear (normal);
        return;
      }
  conditions->normal = flint_realloc (conditions->normal,
                                      (n + 1) * sizeof *conditions->normal);
  conditions->normal[n] = *normal;
  conditions->count++;
}

/* From a tree to its terms.  */

typedef struct
{
  mdm_evaluator_t *evaluator;
  mdm_conditions_struct *conditions;
  mdm_normal_struct *normal; /* what the terms go to */
} walk_t;

/* An environment that hears what is asked for.  */
typedef struct
{
  const mdm_environment_t *environment;
  mdm_conditions_struct *conditions;
} listener_t;

/* Add the condition that quantity ID is VALUE.  */
static void
add_value (mdm_conditions_t conditions, mdm_quantity_id id, const fmpz *index,
           const fmpq_t value)
{
  mdm_normal_t normal;
  mdm_term_t *term;
  MDM_FMPQ (q);

  mdm_normal_init (normal);
  normal->relation = MDM_REL_EQ;
  fmpq_one (q);
  term = add_term (normal, MDM_TERM_QUANTITY, q);
  term->quantity = id;
  if (index != NULL)
    {
      term->has_index = 1;
      fmpz_set (term->argument, index);
    }
  fmpq_neg (q, value);
  add_term (normal, MDM_TERM_ONE, q);
  tidy (normal);
  add_condition (conditions, normal);
}

static mdm_status
listen (mdm_value_t res, mdm_quantity_id id, const fmpz *index,
        const mdm_position_sets_t *sets, void *data, mdm_err_t *err)
{
  listener_t *listener = data;
  const mdm_environment_t *inner = listener->environment;
  mdm_status status = inner->get (res, id, index, sets, inner->data, err);
  MDM_FMPQ (q);

  if (status == MDM_OK
      && (mdm_quantity_info[id].flags & MDM_QUANTITY_TOLD) != 0
      && mdm_value_is_rational (q, res))
    add_value (listener->conditions, id, index, q);
  return status;
}

/* RES = the number NODE.  */
static mdm_status
number (fmpq_t res, walk_t *walk, const mdm_node_t *node)
{
  mdm_evaluator_t *evaluator = walk->evaluator;
  const mdm_environment_t *inner = evaluator->environment;
  listener_t listener = { inner, walk->conditions };
  mdm_environment_t environment = { listen, &listener };
  mdm_status status;

  evaluator->environment = &environment;
  status = mdm_evaluate_rational (res, evaluator, node);
  evaluator->environment = inner;
  return status;
}

static mdm_status visit (walk_t *walk, const mdm_node_t *node, const fmpq_t q);

/* Q times the number NODE.  */
static mdm_status
visit_number (walk_t *walk, const mdm_node_t *node, const fmpq_t q)
{
  MDM_FMPQ (value);
  mdm_status status = number (value, walk, node);

  if (status != MDM_OK)
    return status;
  fmpq_mul (value, value, q);
  add_term (walk->normal, MDM_TERM_ONE, value);
  return MDM_OK;
}

static mdm_status
visit_quantity (walk_t *walk, const mdm_node_t *node, const fmpq_t q)
{
  mdm_term_t *term = add_term (walk->normal, MDM_TERM_QUANTITY, q);
  mdm_status status;
  MDM_FMPQ (index);

  /* The logarithms of an exponential and of what it is compared with are
     compared instead.  */
  term->quantity = node->exponential ? MDM_Q_LOG_TER : node->quantity;
  term->sets = node->sets;
  if (node->count == 0)
    return MDM_OK;
  status = number (index, walk, node->child[0]);
  if (status == MDM_OK && !fmpz_is_one (fmpq_denref (index)))
    status = mdm_evaluate_fail (walk->evaluator, MDM_EDOMAIN,
                                node->child[0]->start,
                                "an index must be an integer");
  term->has_index = 1;
  fmpz_set (term->argument, fmpq_numref (index));
  return status;
}

/* Which of the two children of a product is to be a number; -1: only the
   product as a whole is.  */
static int
numeric_child (const mdm_node_t *node)
{
  const mdm_node_t *a = node->child[0], *b = node->child[1];

  if (node->kind == MDM_NODE_DIVIDE || b->real)
    return node->kind == MDM_NODE_DIVIDE ? 1 : 0;
  if (a->real || !b->quantities)
    return 1;
  return a->quantities ? -1 : 0;
}

static mdm_status
visit_product (walk_t *walk, const mdm_node_t *node, const fmpq_t q)
{
  int child = numeric_child (node);
  mdm_status status;
  MDM_FMPQ (factor);

  if (child < 0)
    return visit_number (walk, node, q);
  status = number (factor, walk, node->child[child]);
  if (status != MDM_OK)
    return status;
  if (node->kind == MDM_NODE_DIVIDE && fmpq_is_zero (factor))
    return mdm_evaluate_fail (walk->evaluator, MDM_EDOMAIN, node->place,
                              "division by zero");
  if (node->kind == MDM_NODE_DIVIDE)
    fmpq_inv (factor, factor);
  /* 0 times whatever it is is 0 (0 log 0 = 0).  */
  if (fmpq_is_zero (factor))
    return MDM_OK;
  fmpq_mul (factor, factor, q);
  return visit (walk, node->child[!child], factor);
}

/* Q times the logarithm of the number NODE; REFUSAL where there is none.  */
static mdm_status
visit_log (walk_t *walk, const mdm_node_t *node, mdm_place_t place,
           mdm_status refusal, const fmpq_t q)
{
  MDM_FMPQ (x);
  MDM_FMPQ (minus);
  mdm_status status = number (x, walk, node);

  if (status != MDM_OK)
    return status;
  if (fmpq_sgn (x) <= 0)
    return mdm_evaluate_fail (walk->evaluator, refusal, place,
                              "log of a number that is not positive");
  fmpq_neg (minus, q);
  if (!fmpz_is_one (fmpq_numref (x)))
    fmpz_set (add_term (walk->normal, MDM_TERM_LOG, q)->argument,
              fmpq_numref (x));
  if (!fmpz_is_one (fmpq_denref (x)))
    fmpz_set (add_term (walk->normal, MDM_TERM_LOG, minus)->argument,
              fmpq_denref (x));
  return MDM_OK;
}

static mdm_status
visit_sum (walk_t *walk, const mdm_node_t *node, const fmpq_t q)
{
  fmpz *j = walk->evaluator->variable + node->slot;
  MDM_FMPZ (to);
  mdm_status status = mdm_evaluate_bounds (j, to, walk->evaluator, node);

  for (; status == MDM_OK && fmpz_cmp (j, to) <= 0; fmpz_add_ui (j, j, 1))
    status = visit (walk, node->child[2], q);
  return status;
}

/* Add the condition that child BEST of NODE, a min or max, is <= or >= child
   OTHER.  */
static mdm_status
add_extreme (walk_t *walk, const mdm_node_t *node, size_t best, size_t other)
{
  mdm_normal_struct *normal = walk->normal;
  mdm_normal_t condition;
  mdm_status status;
  MDM_FMPQ (q);

  mdm_normal_init (condition);
  condition->relation = node->kind == MDM_NODE_MIN ? MDM_REL_LE : MDM_REL_GE;
  walk->normal = condition;
  fmpq_one (q);
  status = visit (walk, node->child[best], q);
  fmpq_neg (q, q);
  if (status == MDM_OK)
    status = visit (walk, node->child[other], q);
  walk->normal = normal;
  tidy (condition);
  if (status == MDM_OK)
    add_condition (walk->conditions, condition);
  else
    mdm_normal_clear (condition);
  return status;
}

/* Set *BEST to the child that is the least or greatest, the first of equal
   ones.  */
static mdm_status
find_extreme (size_t *best, walk_t *walk, const mdm_node_t *node)
{
  mdm_evaluator_t *evaluator = walk->evaluator;
  MDM_VALUE (extreme);
  MDM_VALUE (v);
  mdm_status status = mdm_evaluate (extreme, evaluator, node->child[0]);
  int order = 0;

  *best = 0;
  for (size_t i = 1; i < node->count && status == MDM_OK; i++)
    {
      status = mdm_evaluate (v, evaluator, node->child[i]);
      if (status == MDM_OK)
        status = mdm_evaluate_charge_decision (evaluator, node, v);
      if (status == MDM_OK)
        status = mdm_value_cmp (&order, v, extreme);
      if (status != MDM_OK
          || (node->kind == MDM_NODE_MIN ? order >= 0 : order <= 0))
        continue;
      mdm_value_swap (extreme, v);
      *best = i;
    }
  return status;
}

static mdm_status
visit_extreme (walk_t *walk, const mdm_node_t *node, const fmpq_t q)
{
  size_t best;
  mdm_status status = find_extreme (&best, walk, node);

  for (size_t i = 0; i < node->count && status == MDM_OK; i++)
    if (i != best)
      status = add_extreme (walk, node, best, i);
  return status == MDM_OK ? visit (walk, node->child[best], q) : status;
}

/* Add the terms of Q times NODE.  */
static mdm_status
visit (walk_t *walk, const mdm_node_t *node, const fmpq_t q)
{
  mdm_status status = mdm_evaluate_charge (walk->evaluator, node, 1);
  MDM_FMPQ (minus);

  if (status != MDM_OK)
    return status;
  switch (node->kind)
    {
    case MDM_NODE_QUANTITY:
      return visit_quantity (walk, node, q);
    case MDM_NODE_NEGATE:
      fmpq_neg (minus, q);
      return visit (walk, node->child[0], minus);
    case MDM_NODE_ADD:
      for (size_t i = 0; i < node->count && status == MDM_OK; i++)
        status = visit (walk, node->child[i], q);
      return status;
    case MDM_NODE_MULTIPLY:
    case MDM_NODE_DIVIDE:
      return visit_product (walk, node, q);
    case MDM_NODE_SUM:
      return visit_sum (walk, node, q);
    case MDM_NODE_LOG:
      return visit_log (walk, node->child[0], node->place, MDM_EDOMAIN, q);
    case MDM_NODE_MIN:
    case MDM_NODE_MAX:
      return node->real ? visit_extreme (walk, node, q)
                        : visit_number (walk, node, q);
    default:
      return visit_number (walk, node, q);
    }
}

/* Add the terms of SIGN times NODE of EXPR, which is compared with OTHER:
   where one of the two is an exponential, those of its logarithm.  */
static mdm_status
add_side (mdm_normal_t res, mdm_conditions_t conditions,
          const mdm_expr_t *expr, const mdm_node_t *node,
          const mdm_node_t *other, int sign,
          const mdm_environment_t *environment, mdm_err_t *err)
{
  mdm_evaluator_t evaluator = mdm_evaluator_new (expr, environment, err);
  walk_t walk = { &evaluator, conditions, res };
  mdm_status status;
  MDM_FMPQ (q);

  fmpq_set_si (q, sign, 1);
  /* That an exponential is above a number <= 0 has no normal form.  */
  status = other->exponential
               ? visit_log (&walk, node, node->start, MDM_ELIMIT, q)
               : visit (&walk, node, q);
  if (status != MDM_OK)
    (void) mdm_expr_place (expr, err);
  mdm_evaluator_clear (&evaluator, expr);
  return status;
}

mdm_status
mdm_normal_set_difference (mdm_normal_t res, mdm_conditions_t conditions,
                           const mdm_expr_t *lhs, const mdm_node_t *left,
                           const mdm_expr_t *rhs, const mdm_node_t *right,
                           const mdm_environment_t *environment,
                           mdm_err_t *err)
{
  mdm_status status
      = add_side (res, conditions, lhs, left, right, 1, environment, err);

  if (status == MDM_OK)
    status
        = add_side (res, conditions, rhs, right, left, -1, environment, err);
  tidy (res);
  return status;
}

mdm_status
mdm_normal_set (mdm_normal_t res, mdm_conditions_t conditions,
                const mdm_claim_t *claim, const mdm_environment_t *environment,
                mdm_err_t *err)
{
  res->relation = claim->relation;
  return mdm_normal_set_difference (
      res, conditions, claim->lhs, mdm_expr_root (claim->lhs), claim->rhs,
      mdm_expr_root (claim->rhs), environment, err);
}
