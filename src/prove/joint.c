#include <config.h>

#include "prove/joint.h"

#include "prove/assume.h"
#include "prove/chains.h"
#include "prove/climb.h"
#include "prove/codes.h"
#include "prove/distinct.h"
#include "prove/points.h"
#include "prove/small.h"
#include "text/string.h"

/* Most rounds of instances that are added, and of instances a round.  */
#define ROUNDS_MAX 40
#define INSTANCES_MAX 6
/* From so many atoms on few sets, and codes of few dimensions, are tried before
   all.  */
#define ATOMS_CHAINS 7

void
mdm_joint_init (mdm_joint_t joint, size_t length)
{
  memset (joint, 0, sizeof *joint);
  joint->verdict = MDM_PROVED;
  joint->length = length;
  mdm_law_init (joint->law);
  joint->note = "";
}

static void
drop_proof (mdm_joint_t joint)
{
  for (size_t i = 0; i < joint->terms; i++)
    fmpq_clear (joint->term[i].weight);
  for (size_t i = 0; i < joint->givens; i++)
    {
      fmpq_clear (joint->given[i].weight);
      flint_free (joint->given[i].text);
    }
  joint->terms = joint->givens = 0;
}

void
mdm_joint_clear (mdm_joint_t joint)
{
  drop_proof (joint);
  flint_free (joint->term);
  flint_free (joint->given);
  mdm_law_clear (joint->law);
  if (joint->point != NULL)
    _fmpq_vec_clear (joint->point, (slong) mdm_frame_sets (&joint->frame));
  if (joint->slack != NULL)
    _fmpq_vec_clear (joint->slack, (slong) mdm_cone_rays (&joint->cone));
  if (joint->copies != NULL)
    _fmpz_vec_clear (joint->copies, (slong) mdm_cone_rays (&joint->cone));
}

/* The hypotheses of one part: those given, then instances of what is
   assumed.  */
typedef struct
{
  const mdm_frame_t *frame;
  const mdm_forms_struct *given, *assumed;
  size_t count;
  mdm_hypothesis_t *hypothesis;
  mdm_instance_of_t *instance; /* of hypothesis k at k - GIVEN->count */
} hypotheses_t;

static fmpq *
add_hypothesis (hypotheses_t *hs, int equality)
{
  mdm_hypothesis_t *last;

  hs->hypothesis = flint_realloc (hs->hypothesis,
                                  (hs->count + 1) * sizeof *hs->hypothesis);
  last = hs->hypothesis + hs->count++;
  last->c = _fmpq_vec_init ((slong) mdm_frame_sets (hs->frame));
  last->equality = equality;
  return last->c;
}

/* Of more than MDM_ATOMS_MAX atoms there are no vectors.  */
static void
hypotheses_init (hypotheses_t *hs, const mdm_frame_t *frame,
                 const mdm_forms_struct *given,
                 const mdm_forms_struct *assumed)
{
  memset (hs, 0, sizeof *hs);
  hs->frame = frame;
  hs->given = given;
  hs->assumed = assumed;
  for (size_t k = 0; k < given->count && frame->count <= MDM_ATOMS_MAX; k++)
    mdm_frame_vector (add_hypothesis (hs, given->part[k].equality), frame,
                      given->part[k].form);
}

static void
hypotheses_clear (hypotheses_t *hs)
{
  for (size_t k = 0; k < hs->count; k++)
    _fmpq_vec_clear (hs->hypothesis[k].c, (slong) mdm_frame_sets (hs->frame));
  flint_free (hs->hypothesis);
  flint_free (hs->instance);
}

/* Add instances that POINT violates; their number is returned.  */
static size_t
add_violated (hypotheses_t *hs, const fmpq *point)
{
  size_t before = hs->count;

  for (size_t i = 0; i < hs->assumed->count; i++)
    {
      MDM_OWNED mdm_instance_of_t *found = NULL;
      size_t count = mdm_assume_violated (&found, hs->assumed->part + i,
                                          hs->frame, point, INSTANCES_MAX);

      for (size_t j = 0; j < count; j++)
        {
          size_t at = hs->count - hs->given->count;
          mdm_assume_vector (add_hypothesis (hs, 0), hs->frame, found + j);
          hs->instance
              = flint_realloc (hs->instance, (at + 1) * sizeof *hs->instance);
          hs->instance[at] = found[j];
        }
    }
  return hs->count - before;
}

/* Proofs.  */

typedef struct
{
  mdm_joint_struct *joint;
  size_t part;
  const fmpq *weight;
} teller_t;

static int
same_term (const mdm_joint_term_t *term, const teller_t *teller,
           mdm_elemental_positions_t e)
{
  return term->part == teller->part && term->e.i == e.i && term->e.j == e.j
         && term->e.k == e.k;
}

static void
add_term (void *data, mdm_elemental_positions_t e)
{
  const teller_t *teller = data;
  mdm_joint_struct *joint = teller->joint;
  mdm_joint_term_t *term;

  for (size_t i = 0; i < joint->terms; i++)
    if (same_term (joint->term + i, teller, e))
      {
        fmpq_add (joint->term[i].weight, joint->term[i].weight,
                  teller->weight);
        return;
      }
  if ((joint->terms & (joint->terms - 1)) == 0)
    joint->term = flint_realloc (joint->term,
                                 (2 * joint->terms + 1) * sizeof *joint->term);
  term = joint->term + joint->terms++;
  term->part = teller->part;
  term->e = e;
  fmpq_init (term->weight);
  fmpq_set (term->weight, teller->weight);
}

/* Note hypothesis K of HS, WEIGHT times.  */
static void
add_given (mdm_joint_t joint, size_t part, const fmpq_t weight,
           const hypotheses_t *hs, size_t k)
{
  int own = k < hs->given->count;
  const mdm_instance_of_t *instance
      = own ? NULL : hs->instance + k - hs->given->count;
  const mdm_part_form_t *form = own ? hs->given->part + k : instance->part;
  mdm_joint_given_t *given;

  joint->given = flint_realloc (joint->given,
                                (joint->givens + 1) * sizeof *joint->given);
  given = joint->given + joint->givens++;
  given->part = part;
  fmpq_init (given->weight);
  fmpq_set (given->weight, weight);
  given->form = own ? form : NULL;
  given->text = own ? mdm_str ("%s", form->text)
                    : mdm_assume_str (hs->frame, instance);
  given->id = form->id;
}

/* Note the first COUNT hypotheses with the weights WEIGHT.  */
static void
add_givens (mdm_joint_t joint, size_t part, const fmpq *weight, size_t count,
            const hypotheses_t *hs)
{
  for (size_t k = 0; k < count; k++)
    if (!fmpq_is_zero (weight + k))
      add_given (joint, part, weight + k, hs, k);
}

/* Note the proof RES of PART.  */
static void
add_proof (mdm_joint_t joint, size_t part, const mdm_shannon_t res,
           const hypotheses_t *hs)
{
  teller_t teller = { joint, part, NULL };

  for (size_t e = 0; e < mdm_elemental_count (res->n); e++)
    if (!fmpq_is_zero (res->weight + e))
      {
        teller.weight = res->weight + e;
        mdm_elemental_refine (hs->frame, mdm_elemental_get (res->n, e),
                              add_term, &teller);
      }
  add_givens (joint, part, res->given, res->hypotheses, hs);
}

/* The same of a proof from few sets.  */
static void
add_chains_proof (mdm_joint_t joint, size_t part, const mdm_chains_t res,
                  const hypotheses_t *hs)
{
  teller_t teller = { joint, part, NULL };

  for (size_t i = 0; i < res->count; i++)
    {
      const mdm_chains_term_t *term = res->term + i;
      teller.weight = term->weight;
      mdm_elemental_refine_groups (term->a, term->b, term->k, joint->length,
                                   add_term, &teller);
    }
  add_givens (joint, part, res->given, res->hypotheses, hs);
}

/* Does a proof with the weights WEIGHT use a strict hypothesis?  */
static int
is_strict (const fmpq *weight, const hypotheses_t *hs)
{
  for (size_t k = 0; k < hs->given->count; k++)
    if (hs->given->part[k].strict && fmpq_sgn (weight + k) > 0)
      return 1;
  return 0;
}

/* Look for a proof of PART from few sets.  */
static void
try_chains (int *found, mdm_joint_t joint, size_t number,
            const mdm_part_form_t *part, const hypotheses_t *hs)
{
  MDM_CLEARED (res, mdm_chains_struct, mdm_chains_clear);

  mdm_chains_init (res, hs->given->count);
  mdm_chains_find (res, hs->frame, part->form, hs->given);
  *found = res->found && (!part->strict || is_strict (res->given, hs));
  if (*found)
    add_chains_proof (joint, number, res, hs);
}

/* Decide PART by Shannon's inequalities and HS, to which instances are added
   as long as that helps; on the way out POINT is the polymatroid, if *OUTCOME
   says so.  */
static mdm_status
decide_shannon (mdm_shannon_outcome *outcome, fmpq *point, mdm_joint_t joint,
                size_t number, const mdm_part_form_t *part, hypotheses_t *hs,
                const mdm_limit_t *limit, mdm_err_t *err)
{
  size_t sets = mdm_frame_sets (hs->frame);
  MDM_FMPQ_VEC (c, sets);

  mdm_frame_vector (c, hs->frame, part->form);
  for (size_t round = 0;; round++)
    {
      MDM_CLEARED (res, mdm_shannon_struct, mdm_shannon_clear);

      mdm_shannon_init (res, hs->frame->count, hs->count);
      MDM_TRY (mdm_shannon_decide (res, c, hs->hypothesis, limit, err));
      *outcome = res->outcome;
      if (*outcome == MDM_SHANNON_IMPLIED && part->strict
          && !is_strict (res->given, hs))
        *outcome = MDM_SHANNON_UNKNOWN;
      if (*outcome == MDM_SHANNON_IMPLIED)
        add_proof (joint, number, res, hs);
      if (*outcome != MDM_SHANNON_NOT)
        return MDM_OK;
      for (size_t s = 0; s < sets; s++)
        fmpq_set (point + s, res->point + s);
      if (round == ROUNDS_MAX || add_violated (hs, res->point) == 0)
        return MDM_OK;
    }
}

/* Look for a law against PART.  */
static mdm_status
refute (mdm_joint_t joint, int *found, const mdm_frame_t *frame,
        const mdm_part_form_t *part, const mdm_forms_struct *given,
        const mdm_limit_t *limit, mdm_err_t *err)
{
  MDM_CLEARED (target, mdm_target_t, mdm_target_clear);

  mdm_target_init (target, frame, part, given);
  MDM_TRY (mdm_codes_find (joint->law, found, target, limit, err));
  if (!*found)
    MDM_TRY (mdm_points_find (joint->law, found, target, limit, err));
  if (!*found)
    MDM_TRY (mdm_distinct_find (joint->law, found, target, limit, err));
  return *found ? MDM_OK
                : mdm_small_find (joint->law, found, target, limit, err);
}

/* The same of many atoms.  */
static mdm_status
refute_many (mdm_joint_t joint, int *found, const mdm_part_form_t *part,
             const mdm_forms_struct *given, const mdm_limit_t *limit,
             mdm_err_t *err)
{
  MDM_CLEARED (target, mdm_target_t, mdm_target_clear);

  mdm_target_init (target, &joint->frame, part, given);
  return mdm_climb_find (joint->law, found, target, limit, err);
}

static void
leave_undecided (mdm_joint_t joint, size_t number, mdm_shannon_outcome outcome,
                 const mdm_frame_t *frame, const fmpq *point)
{
  if (joint->verdict == MDM_PROOF_UNDECIDED)
    return;
  joint->verdict = MDM_PROOF_UNDECIDED;
  joint->failed = number;
  joint->note = outcome == MDM_SHANNON_NOT
                    ? "not of Shannon type; no law found"
                    : "neither a proof nor a law was found";
  if (outcome != MDM_SHANNON_NOT)
    return;
  joint->point = _fmpq_vec_init ((slong) mdm_frame_sets (frame));
  for (size_t s = 0; s < mdm_frame_sets (frame); s++)
    fmpq_set (joint->point + s, point + s);
}

static void
note_refuted (mdm_joint_t joint, size_t number)
{
  joint->verdict = MDM_PROOF_REFUTED;
  joint->failed = number;
  joint->listed = joint->compared = 1;
}

/* Decide by all sets of atoms.  Of many atoms a law is looked for first, if
   there is no proof from few sets.  */
static mdm_status
decide_part (mdm_joint_t joint, size_t number, const mdm_part_form_t *part,
             hypotheses_t *hs, const mdm_limit_t *limit, mdm_err_t *err)
{
  MDM_FMPQ_VEC (point, mdm_frame_sets (hs->frame));
  mdm_shannon_outcome outcome;
  int found = 0, many = hs->frame->count >= ATOMS_CHAINS;

  if (many)
    try_chains (&found, joint, number, part, hs);
  if (found)
    return MDM_OK;
  if (many)
    MDM_TRY (refute_many (joint, &found, part, hs->given, limit, err));
  if (many && !found)
    MDM_TRY (refute (joint, &found, hs->frame, part, hs->given, limit, err));
  if (!found)
    {
      MDM_TRY (decide_shannon (&outcome, point, joint, number, part, hs, limit,
                               err));
      if (outcome == MDM_SHANNON_IMPLIED)
        return MDM_OK;
      if (!many)
        MDM_TRY (
            refute (joint, &found, hs->frame, part, hs->given, limit, err));
    }
  if (found)
    note_refuted (joint, number);
  else
    leave_undecided (joint, number, outcome, hs->frame, point);
  return MDM_OK;
}

/* Rays.  */

/* Take ANSWER, by which PART is refuted, and its law; where no curve is spoken
   of the law's own entropies are compared as well.  */
static mdm_status
refute_by_rays (mdm_joint_t joint, const mdm_cone_answer_t answer,
                const mdm_part_form_t *part, const mdm_forms_struct *given,
                mdm_err_t *err)
{
  int refuted = 1;

  joint->copies = _fmpz_vec_init ((slong) answer->rays);
  _fmpz_vec_set (joint->copies, answer->copies, (slong) answer->rays);
  joint->prime = mdm_distinct_prime (&joint->cone, answer->copies);
  MDM_TRY (mdm_distinct_law (joint->law, &joint->listed, &joint->cone,
                             answer->copies, err));
  joint->compared = joint->listed && part->form->curve == NULL;
  for (size_t k = 0; k < given->count; k++)
    joint->compared &= given->part[k].form->curve == NULL;
  if (joint->compared)
    MDM_TRY (mdm_target_is_refuted (&refuted, part, given, joint->law));
  joint->by_rays = 1;
  joint->verdict = refuted ? MDM_PROOF_REFUTED : MDM_PROOF_UNDECIDED;
  joint->note = "";
  return MDM_OK;
}

static void
note_slack (mdm_joint_t joint, const mdm_cone_answer_t answer)
{
  int first = joint->slack == NULL;

  if (first)
    joint->slack = _fmpq_vec_init ((slong) answer->rays);
  for (size_t i = 0; i < answer->rays; i++)
    if (first || fmpq_cmp (answer->slack + i, joint->slack + i) < 0)
      fmpq_set (joint->slack + i, answer->slack + i);
}

static mdm_status
decide_part_by_rays (mdm_joint_t joint, size_t number,
                     const mdm_part_form_t *part, const hypotheses_t *hs,
                     mdm_err_t *err)
{
  MDM_CLEARED (answer, mdm_cone_answer_struct, mdm_cone_answer_clear);

  mdm_cone_answer_init (answer, &joint->cone, hs->given->count);
  mdm_cone_decide (answer, &joint->cone, part, hs->given);
  if (answer->outcome == MDM_CONE_PROVED)
    {
      note_slack (joint, answer);
      add_givens (joint, number, answer->given, answer->hypotheses, hs);
      return MDM_OK;
    }
  joint->failed = number;
  if (answer->outcome == MDM_CONE_REFUTED)
    return refute_by_rays (joint, answer, part, hs->given, err);
  joint->verdict = MDM_PROOF_UNDECIDED;
  joint->note = "neither a proof nor a law was found";
  return MDM_OK;
}

/* Decide CLAIM by the rays of the cone of JOINT.  */
static mdm_status
decide_by_rays (mdm_joint_t joint, const mdm_forms_struct *claim,
                const hypotheses_t *hs, mdm_err_t *err)
{
  joint->by_rays = 1;
  for (size_t i = 0; i < claim->count && joint->verdict == MDM_PROVED; i++)
    MDM_TRY (decide_part_by_rays (joint, i, claim->part + i, hs, err));
  return MDM_OK;
}

/* The first form of FORMS with a curve that is not written out, or NULL.  */
static const mdm_part_form_t *
find_curve (const mdm_forms_struct *forms)
{
  for (size_t i = 0; i < forms->count; i++)
    if (forms->part[i].form->curve != NULL)
      return forms->part + i;
  return NULL;
}

/* PART, whose curve is not written out, is not decided by rays.  */
static mdm_status
refuse_curve (const mdm_part_form_t *part, size_t length, mdm_err_t *err)
{
  mdm_err_set (err, MDM_ELIMIT, NULL, 1, 1,
               "averages over all sets of positions and positions that are "
               "named: the length %zu is over the limit of %d",
               length, MDM_FORM_CURVE_MAX);
  return mdm_expr_place (part->claim->lhs, err);
}

/* Decide CLAIM, of many atoms that are not treated alike, by few sets; or by a
   code of few dimensions, if there is a LIMIT for that.  */
static mdm_status
decide_by_chains (mdm_joint_t joint, const mdm_forms_struct *claim,
                  const hypotheses_t *hs, const mdm_limit_t *limit,
                  mdm_err_t *err)
{
  for (size_t i = 0; i < claim->count && joint->verdict == MDM_PROVED; i++)
    {
      const mdm_part_form_t *part = claim->part + i;
      int found = 0;

      try_chains (&found, joint, i, part, hs);
      if (found)
        continue;
      if (limit != NULL)
        MDM_TRY (refute_many (joint, &found, part, hs->given, limit, err));
      if (found)
        note_refuted (joint, i);
      else
        leave_undecided (joint, i, MDM_SHANNON_UNKNOWN, hs->frame, NULL);
    }
  return MDM_OK;
}

static mdm_status
decide_many (mdm_joint_t joint, const mdm_forms_struct *claim,
             const hypotheses_t *hs, const mdm_limit_t *limit, mdm_err_t *err)
{
  const mdm_forms_struct *forms[] = { claim, hs->given };
  const mdm_part_form_t *curve = find_curve (claim);

  if (curve == NULL)
    curve = find_curve (hs->given);
  if (mdm_cone_set (&joint->cone, &joint->frame, forms, 2))
    return decide_by_rays (joint, claim, hs, err);
  return curve != NULL ? refuse_curve (curve, joint->length, err)
                       : decide_by_chains (joint, claim, hs, limit, err);
}

/* Look for rays against the part of CLAIM that is undecided.  */
static mdm_status
refute_again (mdm_joint_t joint, const mdm_forms_struct *claim,
              const hypotheses_t *hs, mdm_err_t *err)
{
  const mdm_part_form_t *part = claim->part + joint->failed;
  const mdm_forms_struct *forms[] = { claim, hs->given };

  if (!mdm_cone_set (&joint->cone, &joint->frame, forms, 2))
    return MDM_OK;
  MDM_CLEARED (answer, mdm_cone_answer_struct, mdm_cone_answer_clear);
  mdm_cone_answer_init (answer, &joint->cone, hs->given->count);
  mdm_cone_decide (answer, &joint->cone, part, hs->given);
  return answer->outcome == MDM_CONE_REFUTED
             ? refute_by_rays (joint, answer, part, hs->given, err)
             : MDM_OK;
}

/* A claim that is 0 >= 0 or 0 > 0 on every law.  */
static mdm_status
decide_nothing (mdm_joint_t joint, const mdm_forms_struct *claim,
                const mdm_frame_t *frame, const mdm_forms_struct *given,
                const mdm_limit_t *limit, mdm_err_t *err)
{
  int found = 0;

  if (!claim->part[0].strict)
    return MDM_OK;
  MDM_TRY (refute (joint, &found, frame, claim->part, given, limit, err));
  joint->verdict = found ? MDM_PROOF_REFUTED : MDM_PROOF_UNDECIDED;
  joint->listed = joint->compared = found;
  joint->note = found ? "" : "the hypotheses hold for no deterministic law";
  return MDM_OK;
}

/* What is assumed is tried on all assignments of atoms.  */
static mdm_status
check_assumed (const mdm_forms_struct *assumed, const mdm_frame_t *frame,
               const mdm_limit_t *limit, mdm_err_t *err)
{
  uint64_t cells = 0;

  for (size_t i = 0; i < assumed->count; i++)
    cells = mdm_work_add (cells, mdm_assume_work (assumed->part + i, frame));
  return mdm_limit_check (limit, "what is assumed, for all groups",
                          mdm_work_mul (cells, 20 * ROUNDS_MAX), 0, err);
}

/* Decide CLAIM by all sets of atoms.  */
static mdm_status
decide_parts (mdm_joint_t joint, const mdm_forms_struct *claim,
              hypotheses_t *hs, const mdm_limit_t *limit, mdm_err_t *err)
{
  for (size_t i = 0; i < claim->count && joint->verdict != MDM_PROOF_REFUTED;
       i++)
    MDM_TRY (decide_part (joint, i, claim->part + i, hs, limit, err));
  return joint->verdict == MDM_PROOF_UNDECIDED
             ? refute_again (joint, claim, hs, err)
             : MDM_OK;
}

mdm_status
mdm_joint_decide (mdm_joint_t joint, const mdm_forms_struct *claim,
                  const mdm_forms_struct *given,
                  const mdm_forms_struct *assumed, const mdm_limit_t *limit,
                  mdm_err_t *err)
{
  const mdm_forms_struct *forms[] = { claim, given };
  const mdm_frame_t *frame = &joint->frame;
  MDM_CLEARED (hs, hypotheses_t, hypotheses_clear);

  mdm_frame_set (&joint->frame, forms, 2, joint->length);
  hypotheses_init (hs, frame, given, assumed);
  joint->parts = claim->count;
  if (frame->count == 0)
    return decide_nothing (joint, claim, frame, given, limit, err);
  if (frame->count > MDM_ATOMS_MAX)
    MDM_TRY (decide_many (joint, claim, hs, limit, err));
  else
    {
      MDM_TRY (check_assumed (assumed, frame, limit, err));
      MDM_TRY (decide_parts (joint, claim, hs, limit, err));
    }
  if (joint->verdict != MDM_PROVED)
    drop_proof (joint);
  return MDM_OK;
}

mdm_status
mdm_joint_expand (mdm_joint_t joint, const mdm_forms_struct *claim,
                  const mdm_forms_struct *given, mdm_err_t *err)
{
  const mdm_forms_struct *forms[] = { claim, given };
  hypotheses_t hs = { .frame = &joint->frame, .given = given };

  joint->parts = claim->count;
  mdm_frame_set (&joint->frame, forms, 2, joint->length);
  if (find_curve (claim) == NULL && find_curve (given) == NULL)
    MDM_TRY (decide_by_chains (joint, claim, &hs, NULL, err));
  else
    joint->verdict = MDM_PROOF_UNDECIDED;
  return joint->verdict == MDM_PROVED
             ? MDM_OK
             : mdm_err_set (err, MDM_EABSENT, NULL, 0, 0,
                            "a proof by rays has a certificate where one by "
                            "elemental inequalities of few sets is found, and "
                            "none was");
}
