#include <config.h>

#include "prove/climb.h"

#include "law/families.h"
#include "prove/codes.h"

#include <math.h>

/* Starts in each space, passes over the atoms from each, and most work, in
   subspaces added.  */
#define STARTS 12
#define PASSES 8
#define WORK_MAX 300000000
#define TOLERANCE 1e-9
/* What a hypothesis that fails weighs beside the claim.  */
#define PENALTY 100

/* A form: its coefficients, with 1 as the sum of absolute values, and the
   atoms of its sets one after the other.  */
typedef struct
{
  size_t count;
  double *c;
  size_t *start; /* COUNT + 1 */
  unsigned char *atom;
} listed_t;

static void
listed_init (listed_t *listed, const mdm_frame_t *frame,
             const mdm_set_form_struct *form)
{
  size_t atoms = 0;
  double sum = 0;

  listed->count = form->count;
  listed->c = flint_malloc ((form->count + 1) * sizeof *listed->c);
  listed->start = flint_malloc ((form->count + 1) * sizeof *listed->start);
  listed->atom = flint_malloc (form->count * frame->count + 1);
  for (size_t i = 0; i < form->count; i++)
    {
      listed->c[i] = fmpq_get_d (form->term[i].c);
      sum += fabs (listed->c[i]);
      listed->start[i] = atoms;
      for (size_t a = 0; a < frame->count; a++)
        if (frame->group[a] & form->term[i].set)
          listed->atom[atoms++] = (unsigned char) a;
    }
  listed->start[form->count] = atoms;
  for (size_t i = 0; i < form->count; i++)
    listed->c[i] /= sum;
}

static void
listed_clear (listed_t *listed)
{
  flint_free (listed->c);
  flint_free (listed->start);
  flint_free (listed->atom);
}

typedef struct
{
  const mdm_target_t *target;
  listed_t *form; /* the claim, then the hypotheses */
  mdm_subspaces_t spaces;
  uint16_t choice[MDM_FRAME_MAX];
  uint64_t state;
} search_t;

static void
search_init (search_t *s, const mdm_target_t *target)
{
  size_t hypotheses = target->given->count;

  s->target = target;
  s->state = 1;
  s->form = flint_malloc ((hypotheses + 1) * sizeof *s->form);
  listed_init (s->form, target->frame, target->claim->form);
  for (size_t k = 0; k < hypotheses; k++)
    listed_init (s->form + k + 1, target->frame, target->given->part[k].form);
}

static void
search_clear (search_t *s)
{
  for (size_t k = 0; k <= s->target->given->count; k++)
    listed_clear (s->form + k);
  flint_free (s->form);
}

static double
value (const search_t *s, const listed_t *form)
{
  double sum = 0;

  for (size_t i = 0; i < form->count; i++)
    {
      size_t space = 0;
      for (size_t j = form->start[i]; j < form->start[i + 1]; j++)
        space = s->spaces
                    .sum[space * s->spaces.count + s->choice[form->atom[j]]];
      sum += form->c[i] * s->spaces.dimension[space];
    }
  return sum;
}

/* What is to be brought down; *REFUTES: is it low enough?  */
static double
badness (int *refutes, const search_t *s)
{
  const mdm_forms_struct *given = s->target->given;
  double claim = value (s, s->form), failure = 0;

  for (size_t k = 0; k < given->count; k++)
    {
      double x = value (s, s->form + k + 1);
      if (given->part[k].equality ? fabs (x) > TOLERANCE : x < -TOLERANCE)
        failure += fabs (x);
      else if (given->part[k].strict && x < TOLERANCE)
        failure += TOLERANCE;
    }
  *refutes = mdm_target_is_below (s->target, claim) && failure == 0;
  return claim + PENALTY * failure;
}

/* Give atom A the subspace that is best; has anything changed?  */
static int
improve (int *refutes, double *best, search_t *s, size_t a)
{
  uint16_t kept = s->choice[a], was = kept;

  for (size_t of = 0; of < s->spaces.count && !*refutes; of++)
    {
      double now;
      s->choice[a] = (uint16_t) of;
      now = badness (refutes, s);
      if (*refutes || now < *best - TOLERANCE)
        {
          *best = now;
          kept = (uint16_t) of;
        }
    }
  s->choice[a] = kept;
  return kept != was;
}

/* From one start: the first one has nothing, the others what is drawn.  */
static int
climb (search_t *s, size_t start)
{
  size_t n = s->target->n;
  int refutes, changed = 1;
  double best;

  for (size_t a = 0; a < n; a++)
    s->choice[a]
        = start == 0
              ? 0
              : (uint16_t) (mdm_splitmix64 (&s->state) % s->spaces.count);
  best = badness (&refutes, s);
  for (size_t pass = 0; pass < PASSES && changed && !refutes; pass++)
    {
      changed = 0;
      for (size_t a = 0; a < n && !refutes; a++)
        changed |= improve (&refutes, &best, s, a);
    }
  return refutes;
}

/* What one start takes at most.  */
static uint64_t
work (const search_t *s)
{
  uint64_t atoms = 0;

  for (size_t k = 0; k <= s->target->given->count; k++)
    atoms += s->form[k].start[s->form[k].count];
  return mdm_work_mul (PASSES * s->target->n * s->spaces.count, atoms + 1);
}

static mdm_status
try_space (mdm_law_t law, int *found, search_t *s, uint64_t *left,
           const mdm_limit_t *limit, mdm_err_t *err)
{
  for (size_t start = 0; start < STARTS && !*found && work (s) <= *left;
       start++)
    {
      *left -= work (s);
      if (climb (s, start))
        {
          mdm_sample_t sample
              = mdm_codes_sample (&s->spaces, s->choice, s->target->n);
          mdm_status status
              = mdm_target_try (law, found, s->target, &sample, limit, err);
          mdm_sample_clear (&sample);
          MDM_TRY (status);
        }
    }
  return MDM_OK;
}

mdm_status
mdm_climb_find (mdm_law_t law, int *found, const mdm_target_t *target,
                const mdm_limit_t *limit, mdm_err_t *err)
{
  static const unsigned space[][2]
      = { { 2, 1 }, { 2, 2 }, { 3, 2 }, { 2, 3 }, { 2, 4 } };
  uint64_t left = WORK_MAX;
  mdm_status status = MDM_OK;
  MDM_CLEARED (s, search_t, search_clear);

  *found = 0;
  search_init (s, target);
  for (size_t i = 0;
       i < sizeof space / sizeof *space && !*found && status == MDM_OK; i++)
    {
      mdm_subspaces_init (&s->spaces, space[i][0], space[i][1]);
      status = try_space (law, found, s, &left, limit, err);
      mdm_subspaces_clear (&s->spaces);
    }
  return status;
}
