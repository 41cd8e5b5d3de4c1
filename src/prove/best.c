#include <config.h>

#include "prove/best.h"

void
mdm_best_init (mdm_best_t best)
{
  for (int i = 0; i < 2; i++)
    {
      mdm_law_init (best->law[i]);
      best->found[i] = 0;
    }
}

void
mdm_best_clear (mdm_best_t best)
{
  for (int i = 0; i < 2; i++)
    mdm_law_clear (best->law[i]);
}

/* A part of the claim, A + c B >= 0.  */
typedef struct
{
  const mdm_frame_t *frame;
  const mdm_set_form_struct *a;
  mdm_set_form_t b;
} part_t;

static void
part_clear (part_t *part)
{
  mdm_set_form_clear (part->b);
}

/* Make PART, whose form is RES, that of A + C B; strict where RES is.  */
static void
set_at (mdm_part_form_t *res, const part_t *part, const fmpq_t c, int strict)
{
  memset (res, 0, sizeof *res);
  mdm_set_form_init (res->form);
  mdm_set_form_combine (res->form, part->a, c, part->b);
  res->strict = strict;
  res->text = "";
}

static void
form_clear (mdm_part_form_t *part)
{
  mdm_set_form_clear (part->form);
}

/* A hypothesis on B: > 0 with SIDE 0, < 0 with 1, = 0 with 2.  */
static void
set_hypothesis (mdm_part_form_t *res, const part_t *part, int side)
{
  static const mdm_set_form_struct nothing = { 0 };
  MDM_FMPQ (sign);

  fmpq_set_si (sign, side == 1 ? -1 : 1, 1);
  memset (res, 0, sizeof *res);
  mdm_set_form_init (res->form);
  mdm_set_form_combine (res->form, &nothing, sign, part->b);
  res->strict = side < 2;
  res->equality = side == 2;
  res->text = "";
}

/* Look for a law where A + C B <= 0, or with SIDE 2 A < 0, and B is as SIDE
   says.  */
static mdm_status
find_law (mdm_law_t law, int *found, const part_t *part, const fmpq_t c,
          int side, const mdm_limit_t *limit, mdm_err_t *err)
{
  MDM_CLEARED (claim, mdm_part_form_t, form_clear);
  MDM_CLEARED (b, mdm_part_form_t, form_clear);
  mdm_forms_struct given = { 1, b };

  set_at (claim, part, c, side < 2);
  set_hypothesis (b, part, side);
  return mdm_joint_find_law (law, found, part->frame, claim, &given, limit,
                             err);
}

/* Make END the one of PART if it is nearer; C its value.  */
static mdm_status
take_end (mdm_constant_t constant, mdm_best_t best, const part_t *part,
          int side, const fmpq_t c, const mdm_limit_t *limit, mdm_err_t *err)
{
  mdm_constant_end_t *end = constant->end + side;
  int order = end->bounded ? fmpq_cmp (c, end->c) : 0;

  if (end->bounded && (side == 0 ? order <= 0 : order >= 0))
    return MDM_OK;
  end->bounded = 1;
  fmpq_set (end->c, c);
  MDM_TRY (find_law (best->law[side], best->found + side, part, c, side, limit,
                     err));
  end->sharp = best->found[side];
  return MDM_OK;
}

/* Shannon's inequalities imply PART for no c: is there a law that forbids
   all?  */
static mdm_status
forbid (mdm_constant_t constant, mdm_best_t best, const part_t *part,
        const mdm_limit_t *limit, mdm_err_t *err)
{
  MDM_FMPQ (zero);

  MDM_TRY (find_law (best->law[0], best->found, part, zero, 2, limit, err));
  best->found[1] = 0;
  constant->end[0].bounded = constant->end[1].bounded = 0;
  constant->state
      = best->found[0] ? MDM_CONSTANT_NONE : MDM_CONSTANT_UNDECIDED;
  constant->note = best->found[0]
                       ? ""
                       : "no value is implied by Shannon's inequalities, and "
                         "no one law forbids all";
  return MDM_OK;
}

static mdm_status
solve_part (mdm_constant_t constant, mdm_best_t best, const part_t *part,
            const mdm_limit_t *limit, mdm_err_t *err)
{
  size_t sets = mdm_frame_sets (part->frame);
  MDM_FMPQ_VEC (a, sets);
  MDM_FMPQ_VEC (b, sets);
  MDM_FMPQ (c);

  mdm_frame_vector (a, part->frame, part->a);
  mdm_frame_vector (b, part->frame, part->b);
  for (int side = 0; side < 2; side++)
    {
      mdm_shannon_bound bound;
      MDM_TRY (mdm_shannon_best (&bound, c, part->frame->count, a, b, side,
                                 limit, err));
      if (bound == MDM_SHANNON_INFEASIBLE)
        return forbid (constant, best, part, limit, err);
      if (bound == MDM_SHANNON_UNSOLVED)
        {
          constant->state = MDM_CONSTANT_UNDECIDED;
          constant->note = "the linear program was not solved";
          return MDM_OK;
        }
      if (bound == MDM_SHANNON_BOUNDED)
        MDM_TRY (take_end (constant, best, part, side, c, limit, err));
    }
  return MDM_OK;
}

/* Do the ends of different parts leave nothing between them?  */
static void
compare_ends (mdm_constant_t constant)
{
  const mdm_constant_end_t *least = constant->end, *most = least + 1;

  if (constant->state != MDM_CONSTANT_FOUND || !least->bounded
      || !most->bounded || fmpq_cmp (least->c, most->c) <= 0)
    return;
  constant->state = least->sharp && most->sharp ? MDM_CONSTANT_NONE
                                                : MDM_CONSTANT_UNDECIDED;
  if (constant->state == MDM_CONSTANT_UNDECIDED)
    constant->note = "Shannon's inequalities imply the parts of the claim for "
                     "different values only";
}

mdm_status
mdm_best_solve (mdm_constant_t constant, mdm_best_t best,
                const mdm_forms_struct *at0, const mdm_forms_struct *at1,
                const mdm_limit_t *limit, mdm_err_t *err)
{
  const mdm_forms_struct *forms[] = { at0, at1 };
  mdm_frame_t frame;
  MDM_FMPQ (minus);

  fmpq_set_si (minus, -1, 1);
  mdm_frame_set (&frame, forms, 2, constant->length);
  if (frame.count > MDM_ATOMS_MAX)
    return mdm_err_set (err, MDM_ELIMIT, NULL, 0, 0,
                        "more than %d positions, or groups of them, are told "
                        "apart",
                        MDM_ATOMS_MAX);
  for (size_t i = 0; i < at0->count && constant->state == MDM_CONSTANT_FOUND;
       i++)
    {
      MDM_CLEARED (part, part_t, part_clear);

      part->frame = &frame;
      part->a = at0->part[i].form;
      mdm_set_form_init (part->b);
      mdm_set_form_combine (part->b, at1->part[i].form, minus, part->a);
      if (frame.count > 0)
        MDM_TRY (solve_part (constant, best, part, limit, err));
    }
  compare_ends (constant);
  return MDM_OK;
}
