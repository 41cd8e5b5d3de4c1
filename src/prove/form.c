#include <config.h>

#include "prove/form.h"

#include "claim/sets.h"

#include <stdlib.h>

/* Forms.  */

void
mdm_set_form_init (mdm_set_form_t form)
{
  memset (form, 0, sizeof *form);
}

void
mdm_set_form_clear (mdm_set_form_t form)
{
  for (size_t i = 0; i < form->count; i++)
    fmpq_clear (form->term[i].c);
  flint_free (form->term);
  if (form->curve != NULL)
    _fmpq_vec_clear (form->curve, (slong) form->length + 1);
}

/* Add C H(X_SET), the invariant aside.  */
static void
add_term (mdm_set_form_t form, mdm_set_t set, const fmpq_t c)
{
  if (set == 0 || fmpq_is_zero (c))
    return;
  if (form->count == form->alloc)
    {
      form->alloc = 2 * form->alloc + 16;
      form->term
          = flint_realloc (form->term, form->alloc * sizeof *form->term);
    }
  form->term[form->count].set = set;
  fmpq_init (form->term[form->count].c);
  fmpq_set (form->term[form->count++].c, c);
}

static int
compare_sets (const void *a, const void *b)
{
  const mdm_set_form_term_t *x = a, *y = b;

  return (x->set > y->set) - (x->set < y->set);
}

/* Sort the terms, add up equal ones, and drop what cancels.  */
static void
tidy (mdm_set_form_t form)
{
  size_t kept = 0;

  if (form->count > 0)
    qsort (form->term, form->count, sizeof *form->term, compare_sets);
  for (size_t i = 0; i < form->count; i++)
    {
      mdm_set_form_term_t *last = form->term + kept, *term = form->term + i;

      if (kept > 0 && last[-1].set == term->set)
        {
          fmpq_add (last[-1].c, last[-1].c, term->c);
          fmpq_clear (term->c);
        }
      else
        {
          if (kept > 0 && fmpq_is_zero (last[-1].c))
            fmpq_clear ((--last)->c), kept--;
          memmove (last, term, sizeof *term);
          kept++;
        }
    }
  if (kept > 0 && fmpq_is_zero (form->term[kept - 1].c))
    fmpq_clear (form->term[--kept].c);
  form->count = kept;
}

static void
part_clear (mdm_part_form_t *part)
{
  mdm_set_form_clear (part->form);
  mdm_normal_clear (part->normal);
}

void
mdm_forms_init (mdm_forms_t forms)
{
  memset (forms, 0, sizeof *forms);
}

void
mdm_forms_clear (mdm_forms_t forms)
{
  for (size_t i = 0; i < forms->count; i++)
    part_clear (forms->part + i);
  flint_free (forms->part);
}

/* What claims speak of.  */

static int
is_error (const mdm_term_t *term)
{
  return term->kind == MDM_TERM_QUANTITY
         && (term->quantity == MDM_Q_EKL || term->quantity == MDM_Q_EKL_IDEAL
             || term->quantity == MDM_Q_EKL_DEFINITION);
}

static int
is_curve (const mdm_term_t *term)
{
  return term->kind == MDM_TERM_QUANTITY
         && mdm_quantity_info[term->quantity].of == MDM_OF_CURVE;
}

static int
names_positions (const mdm_node_t *node)
{
  int names = node->sets != NULL;

  for (size_t i = 0; i < node->count && !names; i++)
    names = names_positions (node->child[i]);
  return names;
}

int
mdm_set_form_names_positions (const mdm_claim_t *claim)
{
  return names_positions (mdm_expr_root (claim->lhs))
         || names_positions (mdm_expr_root (claim->rhs));
}

int
mdm_set_form_speaks_of_error (const mdm_claim_t *claim)
{
  static const mdm_quantity_id error[]
      = { MDM_Q_EKL, MDM_Q_EKL_IDEAL, MDM_Q_EKL_DEFINITION };
  int speaks = 0;

  for (size_t i = 0; i < sizeof error / sizeof *error; i++)
    speaks |= mdm_expr_uses (claim->lhs, error[i])
              || mdm_expr_uses (claim->rhs, error[i]);
  return speaks;
}

/* From the terms of a normal form to sets.  */

typedef struct
{
  mdm_set_form_struct *form;
  const fmpq *q; /* what quantities are multiplied by */
} target_t;

static mdm_status
put_set (void *data, const size_t *set, size_t count, slong c)
{
  const target_t *target = data;
  mdm_set_t word = 0;
  MDM_FMPQ (q);

  for (size_t i = 0; i < count; i++)
    word |= (mdm_set_t) 1 << set[i];
  fmpq_mul_si (q, target->q, c);
  add_term (target->form, word, q);
  return MDM_OK;
}

/* Add Q times the error of the ordered partition BLOCKS.  */
static void
add_blocks (mdm_set_form_t form, const mdm_schedule_struct *blocks,
            const fmpq_t q)
{
  const size_t *position = blocks->position;
  mdm_set_t before = 0;
  MDM_FMPQ (minus);

  for (size_t t = 0; t < blocks->steps; t++)
    {
      mdm_set_t block = before;
      MDM_FMPQ (more);

      for (size_t i = 0; i < blocks->size[t]; i++, position++)
        {
          block |= (mdm_set_t) 1 << *position;
          add_term (form, before | (mdm_set_t) 1 << *position, q);
        }
      fmpq_neg (minus, q);
      add_term (form, block, minus);
      fmpq_mul_si (more, minus, (slong) blocks->size[t] - 1);
      add_term (form, before, more);
      before = block;
    }
}

/* Add Q times the coefficients of the error of the process with weights A to
   C: of sum_k a_k d_{k+1} - e_L.  */
static void
add_process (fmpq *c, const fmpq_t q, const fmpq *a, size_t length)
{
  for (size_t k = 0; k < length; k++)
    {
      fmpq_addmul (c + k + 1, q, a + k);
      fmpq_submul (c + k, q, a + k);
    }
  fmpq_sub (c + length, c + length, q);
}

/* Add sum_k c_k e_k, e_k being the mean of H(X_S) over the C(L, k) sets of k
   positions.  */
static void
write_out (mdm_set_form_t form, fmpq *c, size_t length)
{
  MDM_FMPZ (sets);

  for (size_t k = 1; k <= length; k++)
    {
      fmpz_bin_uiui (sets, length, k);
      fmpq_div_fmpz (c + k, c + k, sets);
    }
  for (mdm_set_t set = 1; set < (mdm_set_t) 1 << length; set++)
    add_term (form, set, c + __builtin_popcountll (set));
}

/* Keep sum_k c_k e_k, if it is not 0.  */
static void
keep_curve (mdm_set_form_t form, const fmpq *c, size_t length)
{
  size_t k = 1;

  while (k <= length && fmpq_is_zero (c + k))
    k++;
  if (k > length)
    return;
  form->length = length;
  form->curve = _fmpq_vec_init ((slong) length + 1);
  for (; k <= length; k++)
    fmpq_set (form->curve + k, c + k);
}

/* Add what is symmetric in NORMAL, negated.  */
static mdm_status
add_curve (mdm_set_form_t form, const mdm_normal_struct *normal,
           mdm_ray_t names, mdm_err_t *err)
{
  size_t length = names->subject.length;
  MDM_FMPQ_VEC (c, length + 1);
  MDM_FMPQ (q);

  mdm_ray_choose_names (names);
  for (size_t i = 0; i < normal->count; i++)
    {
      const mdm_term_t *term = normal->term + i;
      fmpq_neg (q, term->coefficient);
      if (is_curve (term))
        MDM_TRY (mdm_linear_add_coefficients (c, q, term, names, err));
      else if (is_error (term) && names->subject.weights != NULL)
        add_process (c, q, names->subject.weights, length);
    }
  if (length <= MDM_FORM_CURVE_MAX)
    write_out (form, c, length);
  else
    keep_curve (form, c, length);
  return MDM_OK;
}

/* Add what names positions in NORMAL, negated, and the error of one ordered
   partition.  */
static mdm_status
add_named (mdm_set_form_t form, const mdm_normal_struct *normal,
           const mdm_scope_t *scope, mdm_err_t *err)
{
  MDM_FMPQ (q);
  target_t target = { form, q };

  for (size_t i = 0; i < normal->count; i++)
    {
      const mdm_term_t *term = normal->term + i;
      fmpq_neg (q, term->coefficient);
      if (term->sets != NULL)
        MDM_TRY (mdm_sets_expand (term->quantity, term->sets, put_set, &target,
                                  err));
      else if (is_error (term) && scope->weight == NULL)
        add_blocks (form, scope->schedule, q);
    }
  return MDM_OK;
}

/* May NORMAL, which is about SCOPE, be made a form?  *CURVE: is there
   anything of all positions alike in it?  */
static mdm_status
check_terms (int *curve, const mdm_normal_struct *normal,
             const mdm_scope_t *scope, mdm_err_t *err)
{
  int named = 0, blocks = 0;

  *curve = 0;
  for (size_t i = 0; i < normal->count; i++)
    {
      const mdm_term_t *term = normal->term + i;
      if (is_error (term) && scope->weight == NULL && scope->schedule == NULL)
        return mdm_err_set (err, MDM_EABSENT, NULL, 0, 0,
                            "ekl is not fixed by the scope of the proof: one "
                            "of --schedule, --all-schedules and "
                            "--some-schedule is needed");
      named |= term->sets != NULL;
      blocks |= is_error (term) && scope->weight == NULL;
      *curve |= is_curve (term) || (is_error (term) && scope->weight != NULL);
    }
  if ((named || blocks) && scope->length > MDM_FORM_LENGTH_MAX)
    return mdm_err_set (err, MDM_ELIMIT, NULL, 0, 0,
                        "positions are named, and the length %zu is over the "
                        "limit of %d",
                        scope->length, MDM_FORM_LENGTH_MAX);
  return MDM_OK;
}

/* Set FORM to minus NORMAL.  */
static mdm_status
set_form (mdm_set_form_t form, const mdm_normal_struct *normal, mdm_ray_t ray,
          const mdm_scope_t *scope, mdm_err_t *err)
{
  int curve;

  MDM_TRY (check_terms (&curve, normal, scope, err));
  MDM_TRY (add_named (form, normal, scope, err));
  if (curve)
    MDM_TRY (add_curve (form, normal, ray, err));
  tidy (form);
  return MDM_OK;
}

static mdm_part_form_t *
new_part (mdm_forms_t forms)
{
  mdm_part_form_t *part;

  forms->part
      = flint_realloc (forms->part, (forms->count + 1) * sizeof *forms->part);
  part = forms->part + forms->count++;
  memset (part, 0, sizeof *part);
  mdm_set_form_init (part->form);
  mdm_normal_init (part->normal);
  return part;
}

/* What parts are added to.  */
typedef struct
{
  mdm_forms_struct *forms;
  const mdm_scope_t *scope;
} adder_t;

/* Is SIDE linear?  */
static mdm_status
check_side (const mdm_side_t *side, size_t length, mdm_err_t *err)
{
  return mdm_linear_check_values (side->node, err) == MDM_OK
                 && mdm_linear_check (side->node, length, err) == MDM_OK
             ? MDM_OK
             : mdm_expr_place (side->expr, err);
}

/* Add the part UPPER - LOWER >= 0.  */
static mdm_status
add_part (void *data, const mdm_side_t *lower, const mdm_side_t *upper,
          mdm_err_t *err)
{
  const adder_t *adder = data;
  const mdm_scope_t *scope = adder->scope;
  mdm_part_form_t *part = new_part (adder->forms);
  mdm_environment_t environment;
  MDM_CONDITIONS (conditions); /* all of them evident from the scope */
  MDM_RAY (ray, scope);

  ray->subject.random = scope->weight != NULL || scope->schedule == NULL;
  mdm_ray_choose (ray, 1);
  environment = mdm_environment_of (&ray->subject);
  MDM_TRY (check_side (upper, scope->length, err));
  MDM_TRY (check_side (lower, scope->length, err));
  MDM_TRY (mdm_normal_set_difference (part->normal, conditions, lower, upper,
                                      &environment, err));
  if (set_form (part->form, part->normal, ray, scope, err) == MDM_OK)
    return MDM_OK;
  if (err->line == 0)
    err->line = err->column = 1;
  return mdm_expr_place (lower->expr, err);
}

mdm_status
mdm_forms_add (mdm_forms_t forms, const mdm_statement_t *statement,
               const char *id, int hypothesis, const mdm_scope_t *scope,
               mdm_err_t *err)
{
  const mdm_claim_t *claim = &statement->claim;
  mdm_relation relation = claim->relation;
  size_t first = forms->count;
  int equation = hypothesis && relation == MDM_REL_EQ;
  adder_t adder = { forms, scope };

  MDM_TRY (mdm_linear_parts (NULL, claim, scope, add_part, &adder, err));
  /* The two parts of an equation are one, negated: left minus right stays.  */
  if (equation)
    {
      part_clear (forms->part + first);
      forms->part[first] = forms->part[--forms->count];
    }
  for (size_t i = first; i < forms->count; i++)
    {
      forms->part[i].equality = equation;
      forms->part[i].strict = relation == MDM_REL_LT || relation == MDM_REL_GT;
      forms->part[i].text = statement->text;
      forms->part[i].id = id;
      forms->part[i].claim = claim;
    }
  return MDM_OK;
}
