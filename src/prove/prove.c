#include <config.h>

#include "prove/prove.h"

#include "prove/pathlp.h"

#include <string.h>

/* What is said of a claim of some schedule that needs no thought.  */
#define SINGLE_TOKENS                                                         \
 "the schedule of single tokens proves it, its error being 0"

/* Most values on rays that are looked at for one schedule.  */
#define BLOCKS_MAX 10000000

const char *
mdm_proof_verdict_str (mdm_proof_verdict verdict)
{
  static const char *const names[] = { "proved", "refuted", "undecided" };

  return names[verdict];
}

void
mdm_proof_init (mdm_proof_t proof, size_t length)
{
  memset (proof, 0, sizeof *proof);
  proof->verdict = MDM_PROOF_UNDECIDED;
  proof->length = length;
  proof->ekl = _fmpq_vec_init ((slong) length);
  proof->slack = _fmpq_vec_init ((slong) length);
  mdm_schedule_init (proof->schedule);
  mdm_mixture_init (proof->mixture, length);
  proof->note = "";
}

void
mdm_proof_clear (mdm_proof_t proof)
{
  _fmpq_vec_clear (proof->ekl, (slong) proof->length);
  _fmpq_vec_clear (proof->slack, (slong) proof->length);
  mdm_schedule_clear (proof->schedule);
  mdm_mixture_clear (proof->mixture);
  if (proof->profile != NULL)
    _fmpz_vec_clear (proof->profile, (slong) proof->length);
  flint_free (proof->law);
}

/* Fill the ray table for the errors in proof->ekl.  Returns whether LINEAR
   holds with them.  */
static int
fill_table (mdm_proof_t proof, const mdm_linear_t linear)
{
  proof->table = 1;
  return mdm_linear_slack (proof->slack, linear, proof->ekl);
}

/* One process: ekl_m = a_0 + .. + a_{m-1} - m.  */
static void
prove_process (mdm_proof_t proof, const mdm_linear_t linear,
               const mdm_scope_t *scope)
{
  MDM_FMPQ (sum);

  for (size_t m = 1; m <= scope->length; m++)
    {
      /* Without a schedule the claim speaks of no error.  */
      if (scope->weight == NULL)
        break;
      fmpq_add (sum, sum, scope->weight + m - 1);
      fmpq_sub_si (proof->ekl + m - 1, sum, (slong) m);
    }
  proof->verdict = fill_table (proof, linear) ? MDM_PROVED : MDM_PROOF_REFUTED;
  for (size_t m = 1; m <= scope->length && proof->ray == 0; m++)
    if (fmpq_sgn (proof->slack + m - 1) < 0)
      proof->ray = m;
}

/* Make ray M and SCHEDULE, which is used up, the witness, if they refute PART
   and no better one is there.  The claim speaks of smax: a witness whose
   largest size is smax says the same by itself, so such a one is better.  */
static void
try_schedule (mdm_proof_t proof, const mdm_linear_part_t *part,
              const mdm_scope_t *scope, size_t m, mdm_schedule_t schedule)
{
  MDM_FMPQ (value);

  mdm_schedule_ray_ekl (value, schedule, m);
  mdm_linear_value (value, part, m, value);
  if (fmpq_sgn (value) >= 0
      || (proof->has_schedule && schedule->smax != scope->smax))
    return;
  mdm_schedule_swap (proof->schedule, schedule);
  proof->has_schedule = 1;
  proof->ray = m;
}

/* The same for the blocks of smax with a boundary at START.  */
static void
try_witness (mdm_proof_t proof, const mdm_linear_part_t *part,
             const mdm_scope_t *scope, size_t m, size_t start)
{
  MDM_SCOPED (schedule, mdm_schedule_struct, mdm_schedule_init,
              mdm_schedule_clear);

  if (proof->has_schedule && proof->schedule->smax == scope->smax)
    return;
  mdm_schedule_set_offset (schedule, scope->length, scope->smax, start);
  try_schedule (proof, part, scope, m, schedule);
}

/* Look for a witness against PART on ray M: with the greatest ekl, a block of
   s that begins right after position m - 1, or ends at L; with the least, a
   block that ends at m; and where that leaves no room for a block of s, the
   least with one, which is the first.  In so many steps: one of that ekl.  */
static void
find_witness (mdm_proof_t proof, const mdm_linear_part_t *part,
              const mdm_scope_t *scope, size_t m)
{
  size_t length = scope->length, s = scope->smax;
  size_t last = s < length ? length - s : 0;
  size_t ekl[2];
  MDM_SCOPED (schedule, mdm_schedule_struct, mdm_schedule_init,
              mdm_schedule_clear);

  if (scope->steps == 0)
    {
      try_witness (proof, part, scope, m, m - 1 < last ? m - 1 : last);
      try_witness (proof, part, scope, m, m);
      try_witness (proof, part, scope, m, 0);
      return;
    }
  mdm_scope_ekl_range (ekl, ekl + 1, scope, m);
  for (int i = 0; i < 2; i++)
    {
      mdm_scope_find (schedule, scope, m, ekl[i]);
      try_schedule (proof, part, scope, m, schedule);
    }
}

void
mdm_prove_worst_ekl (fmpq_t ekl, const mdm_linear_part_t *part,
                     const mdm_scope_t *scope, size_t m)
{
  size_t least, most;

  mdm_scope_ekl_range (&least, &most, scope, m);
  fmpq_set_ui (ekl, fmpq_sgn (part->alpha) < 0 ? most : least, 1);
}

/* Set VALUE to the least over the parts of LINEAR on ray M, each at its own
   extreme of ekl, and EKL to that.  */
static void
find_least (fmpq_t ekl, fmpq_t value, const mdm_linear_t linear,
            const mdm_scope_t *scope, size_t m)
{
  MDM_FMPQ (e);
  MDM_FMPQ (v);

  for (size_t i = 0; i < linear->count; i++)
    {
      mdm_prove_worst_ekl (e, linear->part + i, scope, m);
      mdm_linear_value (v, linear->part + i, m, e);
      if (i == 0 || fmpq_cmp (v, value) < 0)
        {
          fmpq_set (value, v);
          fmpq_set (ekl, e);
        }
    }
}

static void
prove_all (mdm_proof_t proof, const mdm_linear_t linear,
           const mdm_scope_t *scope)
{
  proof->verdict = MDM_PROVED;
  proof->table = 1;
  for (size_t m = 1; m <= scope->length; m++)
    {
      find_least (proof->ekl + m - 1, proof->slack + m - 1, linear, scope, m);
      if (fmpq_sgn (proof->slack + m - 1) >= 0)
        continue;
      proof->verdict = MDM_PROOF_REFUTED;
      for (size_t i = 0; i < linear->count; i++)
        find_witness (proof, linear->part + i, scope, m);
    }
}

/* Do all parts that weigh ekl do so with one sign?  Only then does the mean
   over a mixture speak of one member for all of them (mixture.h).  */
static int
one_sign (const mdm_linear_t linear)
{
  int below = 0, above = 0;

  for (size_t i = 0; i < linear->count; i++)
    {
      below |= fmpq_sgn (linear->part[i].alpha) < 0;
      above |= fmpq_sgn (linear->part[i].alpha) > 0;
    }
  return !(below && above);
}

/* Use MIXTURE as the proof if it is one; a single schedule needs no mean.  */
static int
try_mixture (mdm_proof_t proof, const mdm_linear_t linear,
             const mdm_mixture_struct *mixture)
{
  if ((mixture->count != 1 && !one_sign (linear))
      || !mdm_mixture_proves (mixture, linear))
    return 0;
  mdm_mixture_add_all (proof->mixture, mixture);
  mdm_mixture_mean (proof->ekl, proof->mixture);
  proof->verdict = MDM_PROVED;
  return fill_table (proof, linear);
}

/* Use PROFILE as the refutation if it is one of any part.  */
static int
try_profile (mdm_proof_t proof, const mdm_linear_t linear,
             const mdm_scope_t *scope, const fmpz *profile)
{
  for (size_t i = 0; i < linear->count; i++)
    if (mdm_profile_refutes (profile, linear->part + i, scope))
      {
        proof->profile = _fmpz_vec_init ((slong) scope->length);
        _fmpz_vec_set (proof->profile, profile, (slong) scope->length);
        proof->verdict = MDM_PROOF_REFUTED;
        return 1;
      }
  return 0;
}

/* The candidates that need no search: the offset schedules, and rays 1..s
   with equal weights.  */
static int
try_known (mdm_proof_t proof, const mdm_linear_t linear,
           const mdm_scope_t *scope)
{
  MDM_FMPZ_VEC (profile, scope->length);
  MDM_MIXTURE (offsets, scope->length);

  if (scope->steps > 0)
    return 0;
  mdm_mixture_set_offsets (offsets, scope->length, scope->smax);
  for (size_t m = 0; m < scope->length && m < scope->smax; m++)
    fmpz_one (profile + m);
  return try_mixture (proof, linear, offsets)
         || try_profile (proof, linear, scope, profile);
}

/* The linear program over paths of PARTS, which are LINEAR or one part of it.
   Of one part it has a profile of rays too, the law that refutes it; the dual
   solution of several is none.  */
static int
try_program (mdm_proof_t proof, const mdm_linear_t linear,
             const mdm_linear_struct *parts, const mdm_scope_t *scope)
{
  MDM_FMPZ_VEC (profile, scope->length);
  MDM_FMPQ_VEC (scale, parts->count * scope->length);
  MDM_MIXTURE (mixture, scope->length);
  MDM_FMPQ (tau);
  int one = parts->count == 1;

  for (size_t i = 0; i < parts->count * scope->length; i++)
    fmpq_one (scale + i);
  return mdm_pathlp_solve (tau, mixture, one ? profile : NULL, parts, scale,
                           scope)
         && (try_mixture (proof, linear, mixture)
             || (one && try_profile (proof, linear, scope, profile)));
}

/* One schedule for parts that a mixture does not prove, unless it takes too
   long to look for it.  */
static int
try_one (mdm_proof_t proof, const mdm_linear_t linear,
         const mdm_scope_t *scope)
{
  size_t length = scope->length, size = mdm_scope_largest (scope);
  size_t rows = scope->steps > 0 ? scope->steps : 1;
  MDM_MIXTURE (mixture, length);

  return rows * linear->count * length * size * size / 2 <= BLOCKS_MAX
         && mdm_mixture_find_one (mixture, linear, scope)
         && try_mixture (proof, linear, mixture);
}

/* All parts at once, then each.  */
static int
try_search (mdm_proof_t proof, const mdm_linear_t linear,
            const mdm_scope_t *scope)
{
  int found = one_sign (linear) ? try_program (proof, linear, linear, scope)
                                : try_one (proof, linear, scope);

  for (size_t i = 0; i < linear->count && linear->count > 1 && !found; i++)
    {
      mdm_linear_struct part = *linear;
      part.part += i;
      part.count = 1;
      found = try_program (proof, linear, &part, scope);
    }
  return found;
}

/* Is the claim proved by the schedule of single tokens, whose error is 0?  */
static int
proves_trivially (const mdm_linear_t linear, const mdm_scope_t *scope)
{
  MDM_FMPQ_VEC (zero, scope->length);
  MDM_FMPQ_VEC (slack, scope->length);

  return (scope->steps == 0 || scope->steps == scope->length)
         && mdm_linear_slack (slack, linear, zero);
}

static void
prove_some (mdm_proof_t proof, const mdm_linear_t linear,
            const mdm_scope_t *scope, const mdm_mixture_struct *mixture)
{
  if (proves_trivially (linear, scope))
    proof->note = SINGLE_TOKENS;
  if (mixture != NULL && try_mixture (proof, linear, mixture))
    return;
  if (try_known (proof, linear, scope) || try_search (proof, linear, scope))
    return;
  proof->note = one_sign (linear)
                    ? "neither a mixture of schedules nor a profile of rays "
                      "was found"
                    : "the parts of the claim weigh ekl differently: no "
                      "single schedule and no profile of rays was found, and "
                      "a mixture would not do";
}

void
mdm_prove (mdm_proof_t proof, const mdm_linear_t linear,
           const mdm_scope_t *scope, const mdm_mixture_struct *mixture)
{
  if (linear->strict)
    {
      proof->verdict = MDM_PROOF_REFUTED;
      proof->note = "a strict inequality fails on a deterministic law, where "
                    "both sides are 0";
      if (scope->kind == MDM_SCOPE_ALL)
        {
          if (scope->steps > 0)
            mdm_scope_find (proof->schedule, scope, 1,
                            mdm_scope_largest (scope) - 1);
          else
            mdm_schedule_set_offset (proof->schedule, scope->length,
                                     scope->smax, 0);
          proof->has_schedule = 1;
        }
      return;
    }
  switch (scope->kind)
    {
    case MDM_SCOPE_PROCESS:
      prove_process (proof, linear, scope);
      break;
    case MDM_SCOPE_ALL:
      prove_all (proof, linear, scope);
      break;
    default:
      prove_some (proof, linear, scope, mixture);
    }
}
