#include <config.h>

#include "prove/constant.h"

#include "prove/pathlp.h"

#include <string.h>

/* The claim at c = 0, and at c = 1: what the latter has more is B.  */
typedef struct
{
  const mdm_scope_t *scope;
  mdm_linear_t at[2];
} pencil_t;

static void
end_init (mdm_constant_end_t *end, size_t length)
{
  memset (end, 0, sizeof *end);
  fmpq_init (end->c);
  mdm_schedule_init (end->schedule);
  mdm_mixture_init (end->mixture, length);
}

static void
end_clear (mdm_constant_end_t *end, size_t length)
{
  fmpq_clear (end->c);
  mdm_schedule_clear (end->schedule);
  mdm_mixture_clear (end->mixture);
  if (end->profile != NULL)
    _fmpz_vec_clear (end->profile, (slong) length);
}

void
mdm_constant_init (mdm_constant_t constant, size_t length)
{
  constant->state = MDM_CONSTANT_FOUND;
  constant->length = length;
  constant->note = "";
  for (int i = 0; i < 2; i++)
    end_init (constant->end + i, length);
}

void
mdm_constant_clear (mdm_constant_t constant)
{
  for (int i = 0; i < 2; i++)
    end_clear (constant->end + i, constant->length);
}

/* Set PROOF of LINEAR to the ray of END, and its schedule.  */
static void
set_ray (mdm_proof_t proof, const mdm_linear_t linear,
         const mdm_constant_end_t *end, const mdm_scope_t *scope)
{
  size_t least, most;

  /* The error of a process on each ray.  */
  if (scope->kind == MDM_SCOPE_PROCESS)
    mdm_prove (proof, linear, scope, NULL);
  proof->ray = end->ray;
  proof->has_schedule = scope->kind == MDM_SCOPE_ALL;
  if (!proof->has_schedule)
    return;
  mdm_scope_ekl_range (&least, &most, scope, end->ray);
  if (end->has_schedule)
    mdm_schedule_set_sizes (proof->schedule, end->schedule->size,
                            end->schedule->steps);
  else
    mdm_scope_find (proof->schedule, scope, end->ray, least);
}

void
mdm_constant_show_sharp (mdm_proof_t proof, mdm_linear_t linear,
                         const mdm_constant_end_t *end,
                         const mdm_scope_t *scope)
{
  if (end->profile != NULL)
    {
      proof->profile = _fmpz_vec_init ((slong) scope->length);
      _fmpz_vec_set (proof->profile, end->profile, (slong) scope->length);
    }
  else
    set_ray (proof, linear, end, scope);
  linear->strict = 1;
  proof->verdict = MDM_PROOF_REFUTED;
}

const fmpq *
mdm_constant_value (const mdm_constant_t constant)
{
  const mdm_constant_end_t *least = constant->end, *most = constant->end + 1;

  if (constant->state != MDM_CONSTANT_FOUND)
    return NULL;
  if (least->bounded && most->bounded)
    return fmpq_equal (least->c, most->c) ? least->c : NULL;
  return least->bounded ? least->c : most->bounded ? most->c : NULL;
}

/* RES = B on ray M of part I, without what c has of ekl.  */
static void
slope (fmpq_t res, const pencil_t *pencil, size_t i, size_t m)
{
  fmpq_sub (res, pencil->at[1]->part[i].rest + m - 1,
            pencil->at[0]->part[i].rest + m - 1);
}

/* All schedules, one process.  */

/* A bound A + c B >= 0 on ray M, with the error EKL there.  */
typedef struct
{
  size_t ray;
  size_t ekl;
} source_t;

/* Let CONSTANT know that A + c B >= 0; *SOURCE of an end becomes FROM where
   that bounds it.  */
static void
take_bound (mdm_constant_t constant, source_t *source, const fmpq_t a,
            const fmpq_t b, source_t from)
{
  int side = fmpq_sgn (b) < 0; /* the greatest, or the least? */
  mdm_constant_end_t *end = constant->end + side;
  MDM_FMPQ (c);

  if (constant->state == MDM_CONSTANT_NONE)
    return;
  if (fmpq_is_zero (b))
    {
      if (fmpq_sgn (a) >= 0)
        return;
      constant->state = MDM_CONSTANT_NONE;
      source[0] = source[1] = from;
      return;
    }
  fmpq_div (c, a, b);
  fmpq_neg (c, c);
  if (end->bounded
      && (side ? fmpq_cmp (c, end->c) >= 0 : fmpq_cmp (c, end->c) <= 0))
    return;
  end->bounded = end->sharp = 1;
  fmpq_swap (end->c, c);
  source[side] = from;
}

/* What part I says on ray M with the error EKL; FROM is whence.  */
static void
take_ray (mdm_constant_t constant, source_t *source, const pencil_t *pencil,
          size_t i, const fmpq_t ekl, source_t from)
{
  MDM_FMPQ (a);
  MDM_FMPQ (b);

  mdm_linear_value (a, pencil->at[0]->part + i, from.ray, ekl);
  mdm_linear_value (b, pencil->at[1]->part + i, from.ray, ekl);
  fmpq_sub (b, b, a);
  take_bound (constant, source, a, b, from);
}

/* What part I says on ray M, at the extremes of ekl, whatever sign c gives
   it.  */
static void
take_extremes (mdm_constant_t constant, source_t *source,
               const pencil_t *pencil, size_t i, size_t m)
{
  size_t ekl[2];
  MDM_FMPQ (e);

  mdm_scope_ekl_range (ekl, ekl + 1, pencil->scope, m);
  for (int j = 0; j < 2; j++)
    {
      fmpq_set_ui (e, ekl[j], 1);
      take_ray (constant, source, pencil, i, e, (source_t){ m, ekl[j] });
    }
}

/* Keep which rays and schedules bound the ends.  */
static void
keep_sources (mdm_constant_t constant, const source_t *source,
              const mdm_scope_t *scope)
{
  for (int i = 0; i < 2; i++)
    {
      mdm_constant_end_t *end = constant->end + i;

      end->ray = source[i].ray;
      if (end->ray == 0 || scope->kind != MDM_SCOPE_ALL)
        continue;
      mdm_scope_find (end->schedule, scope, end->ray, source[i].ekl);
      end->has_schedule = 1;
    }
}

static void
solve_rays (mdm_constant_t constant, const pencil_t *pencil)
{
  const mdm_scope_t *scope = pencil->scope;
  source_t source[2] = { { 0, 0 }, { 0, 0 } };
  MDM_FMPQ (ekl);

  for (size_t m = 1; m <= scope->length; m++)
    {
      if (scope->weight != NULL)
        {
          fmpq_add (ekl, ekl, scope->weight + m - 1);
          fmpq_sub_si (ekl, ekl, 1);
        }
      for (size_t i = 0; i < pencil->at[0]->count; i++)
        if (scope->kind == MDM_SCOPE_ALL)
          take_extremes (constant, source, pencil, i, m);
        else
          take_ray (constant, source, pencil, i, ekl, (source_t){ m, 0 });
    }
  if (constant->end[0].bounded && constant->end[1].bounded
      && fmpq_cmp (constant->end[0].c, constant->end[1].c) > 0)
    constant->state = MDM_CONSTANT_NONE;
  keep_sources (constant, source, scope);
}

/* Some schedule.  */

/* The parts of PENCIL from FIRST on, COUNT of them, for which the least (SIDE
   0) or greatest c is wanted: SCALE is that of tau = -c or c.  */
static void
set_scale (fmpq *scale, const pencil_t *pencil, size_t first, size_t count,
           int side)
{
  size_t length = pencil->scope->length;

  for (size_t i = 0; i < count * length; i++)
    {
      slope (scale + i, pencil, first + i / length, i % length + 1);
      if (side)
        fmpq_neg (scale + i, scale + i);
    }
}

/* Is any SCALE > 0?  */
static int
any_positive (const fmpq *scale, size_t count)
{
  for (size_t i = 0; i < count; i++)
    if (fmpq_sgn (scale + i) > 0)
      return 1;
  return 0;
}

/* Solve for the parts of PENCIL from FIRST on, COUNT of them; MIXTURE reaches
   C, and PROFILE, unless it is NULL, bounds it.  */
static int
solve_parts (fmpq_t c, mdm_mixture_t mixture, fmpz *profile,
             const pencil_t *pencil, size_t first, size_t count, int side)
{
  MDM_FMPQ_VEC (scale, count * pencil->scope->length);
  mdm_linear_struct parts = *pencil->at[0];

  parts.part += first;
  parts.count = count;
  set_scale (scale, pencil, first, count, side);
  if (!mdm_pathlp_solve (c, mixture, profile, &parts, scale, pencil->scope))
    return 0;
  if (!side)
    fmpq_neg (c, c);
  return 1;
}

/* Look among the parts of PENCIL for one that bounds END, the least or the
   greatest c, by itself.  */
static void
bound_by_part (mdm_constant_end_t *end, const pencil_t *pencil, int side)
{
  size_t length = pencil->scope->length;
  MDM_FMPZ_VEC (profile, length);
  MDM_FMPQ (c);

  for (size_t i = 0; i < pencil->at[0]->count && !end->sharp; i++)
    {
      MDM_MIXTURE (mixture, length);
      end->sharp = solve_parts (c, mixture, profile, pencil, i, 1, side)
                   && fmpq_equal (c, end->c);
    }
  if (!end->sharp)
    return;
  end->profile = _fmpz_vec_init ((slong) length);
  _fmpz_vec_set (end->profile, profile, (slong) length);
}

/* Find one end.  Returns 0 if the program has no answer.  */
static int
solve_end (mdm_constant_end_t *end, const pencil_t *pencil, int side)
{
  size_t count = pencil->at[0]->count, length = pencil->scope->length;
  MDM_FMPQ_VEC (scale, count * length);

  set_scale (scale, pencil, 0, count, side);
  /* On a ray with B > 0 every schedule asks for c >= -A / B, and so on: where
     there is none, c has no such bound.  */
  if (!any_positive (scale, count * length))
    return 1;
  if (!solve_parts (end->c, end->mixture, NULL, pencil, 0, count, side))
    return 0;
  end->bounded = 1;
  bound_by_part (end, pencil, side);
  return 1;
}

/* Show that part after part no c does.  */
static int
show_none (mdm_constant_t constant, const pencil_t *pencil)
{
  size_t length = pencil->scope->length;
  MDM_FMPZ_VEC (profile, length);
  MDM_FMPQ_VEC (scale, length);

  for (size_t i = 0; i < pencil->at[0]->count; i++)
    {
      mdm_linear_struct part = *pencil->at[0];

      part.part += i;
      part.count = 1;
      set_scale (scale, pencil, i, 1, 0);
      if (!mdm_pathlp_none (profile, &part, scale, pencil->scope))
        continue;
      constant->state = MDM_CONSTANT_NONE;
      constant->end->profile = _fmpz_vec_init ((slong) length);
      _fmpz_vec_set (constant->end->profile, profile, (slong) length);
      return 1;
    }
  return 0;
}

/* Is there any c, when neither end is bounded?  Then no ray has B, and it is
   asked whether the rest is proved.  */
static void
decide_unbounded (mdm_constant_t constant, const pencil_t *pencil)
{
  MDM_CLEARED (proof, mdm_proof_struct, mdm_proof_clear);

  mdm_proof_init (proof, pencil->scope->length);
  mdm_prove (proof, pencil->at[0], pencil->scope, NULL);
  if (proof->verdict == MDM_PROVED)
    return;
  constant->state = MDM_CONSTANT_UNDECIDED;
  constant->note = "whether any value does was not decided";
}

static void
solve_some (mdm_constant_t constant, const pencil_t *pencil)
{
  int solved = solve_end (constant->end, pencil, 0)
               && solve_end (constant->end + 1, pencil, 1);

  if (!solved || (!constant->end[0].bounded && !constant->end[1].bounded))
    if (show_none (constant, pencil))
      return;
  if (!solved)
    {
      constant->state = MDM_CONSTANT_UNDECIDED;
      constant->note = "the linear program over paths was not solved";
    }
  else if (!constant->end[0].bounded && !constant->end[1].bounded)
    decide_unbounded (constant, pencil);
}

/* Of all.  */

/* Does a ray forbid every c < 0 where c multiplied a min or max: has it A <= 0
   at every ekl, and B > 0 in all parts?  */
static int
forbids_negative (const pencil_t *pencil)
{
  for (size_t m = 1; m <= pencil->scope->length; m++)
    {
      int forbids = 1;

      for (size_t i = 0; i < pencil->at[0]->count && forbids; i++)
        {
          const mdm_linear_part_t *part = pencil->at[0]->part + i;
          MDM_FMPQ (b);

          slope (b, pencil, i, m);
          forbids = fmpq_sgn (part->rest + m - 1) <= 0
                    && fmpq_sgn (part->alpha) <= 0 && fmpq_sgn (b) > 0;
        }
      if (forbids)
        return 1;
    }
  return 0;
}

/* Is the interval right although a min or max was split (constant.h)?  */
static int
split_rightly (const mdm_constant_t constant, const pencil_t *pencil)
{
  const mdm_constant_end_t *end = constant->end;

  return forbids_negative (pencil)
         || (constant->state == MDM_CONSTANT_FOUND && !end[0].bounded
             && (!end[1].bounded || fmpq_sgn (end[1].c) >= 0));
}

static int
multiplies_ekl (const pencil_t *pencil)
{
  for (size_t i = 0; i < pencil->at[0]->count; i++)
    if (!fmpq_equal (pencil->at[0]->part[i].alpha,
                     pencil->at[1]->part[i].alpha))
      return 1;
  return 0;
}

static int
mixes_signs (const pencil_t *pencil)
{
  int signs = 0;

  for (size_t i = 0; i < pencil->at[0]->count; i++)
    signs |= 1 << (1 + fmpq_sgn (pencil->at[0]->part[i].alpha));
  return (signs & 5) == 5;
}

static mdm_status
solve (mdm_constant_t constant, const pencil_t *pencil, mdm_err_t *err)
{
  if (pencil->scope->kind != MDM_SCOPE_SOME)
    solve_rays (constant, pencil);
  else if (multiplies_ekl (pencil))
    return mdm_err_set (err, MDM_EDOMAIN, NULL, 0, 0,
                        "for some schedule it may not multiply ekl");
  else if (mixes_signs (pencil))
    {
      constant->state = MDM_CONSTANT_UNDECIDED;
      constant->note = "the parts of the claim weigh ekl differently, so that "
                       "a mixture of schedules does not prove them";
    }
  else
    solve_some (constant, pencil);
  if (pencil->at[0]->by_unknown && !split_rightly (constant, pencil))
    return mdm_err_set (err, MDM_EDOMAIN, NULL, 0, 0,
                        "it multiplies a min or max, and may be negative");
  return MDM_OK;
}

mdm_status
mdm_constant_solve (mdm_constant_t constant, const mdm_claim_t *claim,
                    const mdm_scope_t *scope, mdm_err_t *err)
{
  pencil_t pencil = { .scope = scope };
  mdm_status status = MDM_OK;
  MDM_FMPQ (c);

  for (int i = 0; i < 2; i++)
    mdm_linear_init (pencil.at[i], scope->length);
  for (ulong i = 0; i < 2 && status == MDM_OK; i++)
    {
      mdm_scope_t at = *scope;

      fmpq_set_ui (c, i, 1);
      at.unknown = c;
      status = mdm_rays_linear (pencil.at[i], claim, &at, err);
    }
  if (status == MDM_OK)
    status = solve (constant, &pencil, err);
  for (int i = 0; i < 2; i++)
    mdm_linear_clear (pencil.at[i]);
  return status;
}
