#include <config.h>

#include "claim/normal.h"

#include "claim/evaluate.h"
#include "exact/lazy_rational.h"

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

/* The next term of NORMAL, KIND with coefficient Q and ARGUMENT, if not
   NULL.  */
static mdm_term_t *
add_term (mdm_normal_t normal, mdm_term_kind kind, const fmpz *argument,
          const fmpq_t q)
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
  term->has_index = kind == MDM_TERM_QUANTITY && argument != NULL;
  term->sets = NULL;
  fmpz_init (term->argument);
  if (argument != NULL)
    fmpz_set (term->argument, argument);
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
  if (order == 0)
    order = compare_sizes (x->values, y->values);
  for (size_t i = 0; order == 0 && i < x->values; i++)
    {
      order = compare_sizes (x->value[i].position, y->value[i].position);
      if (order == 0)
        order = strcmp (x->value[i].token, y->value[i].token);
    }
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

/* Add what NORMAL holds, which is taken from it, unless it is there.  */
static void
add_condition (mdm_conditions_t conditions, mdm_normal_t normal)
{
  size_t n = conditions->count;

  for (size_t i = 0; i < n; i++)
    if (same_form (conditions->normal + i, normal))
      return;
  conditions->normal = flint_realloc (conditions->normal,
                                      (n + 1) * sizeof *conditions->normal);
  conditions->normal[n] = *normal;
  conditions->count++;
  mdm_normal_init (normal);
}

/* From a tree to its terms.  */

typedef struct
{
  mdm_conditions_struct *conditions;
  mdm_normal_struct *normal; /* what the terms go to */
} target_t;

/* Add the condition that quantity ID, which was asked for, is VALUE, where a
   reader wants to know.  */
static void
note_value (void *data, mdm_quantity_id id, const fmpz *index,
            const mdm_value_t value)
{
  target_t *target = data;
  mdm_term_t *term;
  MDM_NORMAL (normal);
  MDM_FMPQ (q);
  MDM_FMPQ (one);

  if ((mdm_quantity_info[id].flags & MDM_QUANTITY_TOLD) == 0
      || value->infinite != 0 || mdm_lazy_get_fmpq (q, value->x) != MDM_OK)
    return;
  normal->relation = MDM_REL_EQ;
  fmpq_one (one);
  term = add_term (normal, MDM_TERM_QUANTITY, index, one);
  term->quantity = id;
  fmpq_neg (q, q);
  add_term (normal, MDM_TERM_ONE, NULL, q);
  tidy (normal);
  add_condition (target->conditions, normal);
}

static mdm_status
put_term (mdm_walk_t *walk, mdm_node_kind kind, const mdm_node_t *node,
          const fmpz *argument, const fmpq_t q)
{
  target_t *target = walk->data;
  mdm_term_t *term = add_term (target->normal,
                               kind == MDM_NODE_QUANTITY ? MDM_TERM_QUANTITY
                               : kind == MDM_NODE_LOG    ? MDM_TERM_LOG
                                                         : MDM_TERM_ONE,
                               argument, q);

  if (kind != MDM_NODE_QUANTITY)
    return MDM_OK;
  /* The logarithms of an exponential and of what it is compared with are
     compared instead.  */
  term->quantity = node->exponential ? MDM_Q_LOG_TER : node->quantity;
  term->sets = node->sets;
  return MDM_OK;
}

/* Set CONDITION to: child BEST of NODE, a min or max, is <= or >= child
   OTHER.  */
static mdm_status
compare_children (mdm_normal_t condition, mdm_walk_t *walk,
                  const mdm_node_t *node, size_t best, size_t other)
{
  target_t *target = walk->data;
  mdm_normal_struct *normal = target->normal;
  mdm_status status;
  MDM_FMPQ (q);

  condition->relation = node->kind == MDM_NODE_MIN ? MDM_REL_LE : MDM_REL_GE;
  target->normal = condition;
  fmpq_one (q);
  status = mdm_walk (walk, node->child[best], q);
  fmpq_neg (q, q);
  if (status == MDM_OK)
    status = mdm_walk (walk, node->child[other], q);
  target->normal = normal;
  tidy (condition);
  return status;
}

static mdm_status
put_extreme (mdm_walk_t *walk, const mdm_node_t *node, size_t best,
             const mdm_value_t v, const fmpq_t q)
{
  target_t *target = walk->data;

  (void) v;
  for (size_t i = 0; i < node->count; i++)
    {
      MDM_NORMAL (condition);
      if (i == best)
        continue;
      MDM_TRY (compare_children (condition, walk, node, best, i));
      add_condition (target->conditions, condition);
    }
  return mdm_walk (walk, node->child[best], q);
}

/* Add the terms of SIGN times SIDE, which is compared with OTHER: where one of
   the two is an exponential, those of its logarithm.  */
static mdm_status
add_side (mdm_normal_t res, mdm_conditions_t conditions,
          const mdm_side_t *side, const mdm_node_t *other, int sign,
          const mdm_environment_t *environment, mdm_err_t *err)
{
  const mdm_node_t *node = side->node;
  mdm_evaluator_t evaluator = mdm_evaluator_new (side->expr, environment, err);
  target_t target = { conditions, res };
  mdm_walk_t walk = { .evaluator = &evaluator,
                      .data = &target,
                      .names = 1,
                      .add = put_term,
                      .extreme = put_extreme };
  mdm_status status;
  MDM_FMPQ (q);

  evaluator.told = note_value;
  evaluator.data = &target;
  fmpq_mul_si (q, side->factor, sign);
  /* That an exponential is above a number <= 0 has no normal form.  */
  status = other->exponential
               ? mdm_walk_log (&walk, node, node->start, MDM_ELIMIT, q)
               : mdm_walk (&walk, node, q);
  if (status != MDM_OK)
    (void) mdm_expr_place (side->expr, err);
  mdm_evaluator_clear (&evaluator, side->expr);
  return status;
}

mdm_status
mdm_normal_set_difference (mdm_normal_t res, mdm_conditions_t conditions,
                           const mdm_side_t *left, const mdm_side_t *right,
                           const mdm_environment_t *environment,
                           mdm_err_t *err)
{
  MDM_TRY (add_side (res, conditions, left, right->node, 1, environment, err));
  MDM_TRY (
      add_side (res, conditions, right, left->node, -1, environment, err));
  tidy (res);
  return MDM_OK;
}

mdm_status
mdm_normal_set (mdm_normal_t res, mdm_conditions_t conditions,
                const mdm_claim_t *claim, const mdm_environment_t *environment,
                mdm_err_t *err)
{
  static const fmpq one = { 1, 1 };
  mdm_side_t left = { claim->lhs, mdm_expr_root (claim->lhs), &one };
  mdm_side_t right = { claim->rhs, mdm_expr_root (claim->rhs), &one };

  res->relation = claim->relation;
  return mdm_normal_set_difference (res, conditions, &left, &right,
                                    environment, err);
}
