#include <config.h>

#include "prove/points.h"

#include "law/families.h"
#include "prove/assume.h"
#include "prove/codes.h"
#include "prove/shannon.h"

/* Most atoms, weights of sets that are tried, rounds of instances that are
   added, and instances a round.  */
#define ATOMS_MAX 6
#define ATTEMPTS 12
#define ROUNDS_MAX 30
#define INSTANCES_MAX 6
#define WEIGHT_MAX 4
/* Most choices of a subspace that are tried for one point.  */
#define STEPS_MAX 200000

/* Ingleton's inequality.  */

#define GROUPS 4

/* Its sets of A, B, C and D, bits 0 to 3, and their coefficients in
   I(A;B|C) + I(A;B|D) + I(C;D) - I(A;B).  */
static const struct
{
  mdm_set_t set;
  slong c;
} ingleton[]
    = { { 0x1, -1 }, { 0x2, -1 }, { 0x3, 1 }, { 0x5, 1 },  { 0x6, 1 },
        { 0x7, -1 }, { 0x9, 1 },  { 0xa, 1 }, { 0xb, -1 }, { 0xc, -1 } };
#define TERMS (sizeof ingleton / sizeof *ingleton)

static void
set_ingleton (mdm_part_form_t *part)
{
  mdm_set_form_struct *form = part->form;

  memset (part, 0, sizeof *part);
  mdm_set_form_init (form);
  form->term = flint_malloc (TERMS * sizeof *form->term);
  form->count = form->alloc = TERMS;
  for (size_t i = 0; i < TERMS; i++)
    {
      form->term[i].set = ingleton[i].set;
      fmpq_init (form->term[i].c);
      fmpq_set_si (form->term[i].c, ingleton[i].c, 1);
    }
}

/* The program: the claim, what is given, and instances.  */

typedef struct
{
  const mdm_target_t *target;
  mdm_part_form_t part[1];
  fmpq *c;
  size_t count;
  mdm_hypothesis_t *hypothesis;
  fmpq *point;
} search_t;

static fmpq *
add_hypothesis (search_t *s, int equality)
{
  mdm_hypothesis_t *last;

  s->hypothesis
      = flint_realloc (s->hypothesis, (s->count + 1) * sizeof *s->hypothesis);
  last = s->hypothesis + s->count++;
  last->c = _fmpq_vec_init ((slong) s->target->sets);
  last->equality = equality;
  return last->c;
}

static void
search_init (search_t *s, const mdm_target_t *target)
{
  const mdm_forms_struct *given = target->given;

  memset (s, 0, sizeof *s);
  s->target = target;
  set_ingleton (s->part);
  s->c = _fmpq_vec_init ((slong) target->sets);
  s->point = _fmpq_vec_init ((slong) target->sets);
  mdm_frame_vector (s->c, target->frame, target->claim->form);
  for (size_t k = 0; k < given->count; k++)
    mdm_frame_vector (add_hypothesis (s, given->part[k].equality),
                      target->frame, given->part[k].form);
}

static void
search_clear (search_t *s)
{
  slong sets = (slong) s->target->sets;

  mdm_set_form_clear (s->part->form);
  for (size_t k = 0; k < s->count; k++)
    _fmpq_vec_clear (s->hypothesis[k].c, sets);
  flint_free (s->hypothesis);
  _fmpq_vec_clear (s->c, sets);
  _fmpq_vec_clear (s->point, sets);
}

/* Add instances of Ingleton's inequality that the point violates; how
   many.  */
static size_t
add_violated (search_t *s)
{
  MDM_OWNED mdm_instance_of_t *found = NULL;
  size_t count = mdm_assume_violated (&found, s->part, s->target->frame,
                                      s->point, INSTANCES_MAX);

  for (size_t i = 0; i < count; i++)
    mdm_assume_vector (add_hypothesis (s, 0), s->target->frame, found + i);
  return count;
}

/* Find a point that violates no instance; 0 if there is none.  */
static mdm_status
find_point (int *found, search_t *s, const ulong *weight,
            const mdm_limit_t *limit, mdm_err_t *err)
{
  *found = 0;
  for (size_t round = 0; round < ROUNDS_MAX; round++)
    {
      MDM_CLEARED (res, mdm_shannon_struct, mdm_shannon_clear);

      mdm_shannon_init (res, s->target->n, s->count);
      MDM_TRY (
          mdm_shannon_point (res, s->c, s->hypothesis, weight, limit, err));
      if (res->outcome != MDM_SHANNON_NOT)
        return MDM_OK;
      for (size_t i = 0; i < s->target->sets; i++)
        fmpq_set (s->point + i, res->point + i);
      if (add_violated (s) == 0)
        {
          *found = 1;
          return MDM_OK;
        }
    }
  return MDM_OK;
}

/* Codes.  */

/* Set RANK to the least multiple of the point that is whole; 0 if that is too
   large.  */
static int
set_ranks (unsigned *rank, const search_t *s)
{
  MDM_FMPZ (scale);
  MDM_FMPZ (value);

  fmpz_one (scale);
  for (size_t i = 1; i < s->target->sets; i++)
    fmpz_lcm (scale, scale, fmpq_denref (s->point + i));
  rank[0] = 0;
  for (size_t i = 1; i < s->target->sets; i++)
    {
      fmpz_mul (value, scale, fmpq_numref (s->point + i));
      fmpz_divexact (value, value, fmpq_denref (s->point + i));
      if (fmpz_cmp_ui (value, 16) > 0)
        return 0;
      rank[i] = (unsigned) fmpz_get_ui (value);
    }
  return 1;
}

typedef struct
{
  const mdm_subspaces_t *spaces;
  const unsigned *rank; /* of each set of atoms */
  size_t n, steps;
  uint16_t choice[MDM_ATOMS_MAX];
  uint16_t sum[1 << ATOMS_MAX];
} placing_t;

/* Is OF a subspace for atom I, those before it being chosen?  */
static int
fits (placing_t *p, size_t i, size_t of)
{
  const mdm_subspaces_t *spaces = p->spaces;
  size_t half = (size_t) 1 << i;

  for (size_t set = 0; set < half; set++)
    {
      p->sum[half + set] = spaces->sum[p->sum[set] * spaces->count + of];
      if (spaces->dimension[p->sum[half + set]] != p->rank[half + set])
        return 0;
    }
  return 1;
}

/* Choose for the atoms from I on.  */
static int
place (placing_t *p, size_t i)
{
  if (i == p->n)
    return 1;
  for (size_t of = 0; of < p->spaces->count; of++)
    {
      if (p->steps++ > STEPS_MAX)
        return 0;
      if (i == 0 && !mdm_subspaces_is_first (p->spaces, of))
        continue;
      if (!fits (p, i, of))
        continue;
      p->choice[i] = (uint16_t) of;
      if (place (p, i + 1))
        return 1;
    }
  return 0;
}

/* Look for a code over GF(Q) with these ranks.  */
static mdm_status
try_field (mdm_law_t law, int *found, const search_t *s, const unsigned *rank,
           unsigned q, const mdm_limit_t *limit, mdm_err_t *err)
{
  MDM_CLEARED (spaces, mdm_subspaces_t, mdm_subspaces_clear);
  placing_t p
      = { .spaces = spaces, .rank = rank, .n = s->target->n, .sum = { 0 } };
  mdm_sample_t sample;
  mdm_status status;

  mdm_subspaces_init (spaces, q, rank[s->target->sets - 1]);
  if (!place (&p, 0))
    return MDM_OK;
  sample = mdm_codes_sample (spaces, p.choice, s->target->n);
  status = mdm_target_try (law, found, s->target, &sample, limit, err);
  mdm_sample_clear (&sample);
  return status;
}

/* Look for a code with the ranks of the point.  */
static mdm_status
try_point (mdm_law_t law, int *found, const search_t *s,
           const mdm_limit_t *limit, mdm_err_t *err)
{
  /* The fields, and the greatest dimension where all subspaces are listed.  */
  static const unsigned field[][2]
      = { { 2, 5 }, { 3, 3 }, { 5, 2 }, { 7, 2 } };
  unsigned rank[1 << ATOMS_MAX];

  if (!set_ranks (rank, s))
    return MDM_OK;
  for (size_t i = 0; i < sizeof field / sizeof *field && !*found; i++)
    if (rank[s->target->sets - 1] <= field[i][1])
      MDM_TRY (try_field (law, found, s, rank, field[i][0], limit, err));
  return MDM_OK;
}

mdm_status
mdm_points_find (mdm_law_t law, int *found, const mdm_target_t *target,
                 const mdm_limit_t *limit, mdm_err_t *err)
{
  MDM_CLEARED (s, search_t, search_clear);
  ulong weight[1 << ATOMS_MAX] = { 0 };
  uint64_t state = 1;
  int there = 1;

  *found = 0;
  search_init (s, target);
  if (target->n > ATOMS_MAX || target->n == 0)
    return MDM_OK;
  weight[target->sets - 1] = 1;
  for (size_t i = 0; i < ATTEMPTS && there && !*found; i++)
    {
      MDM_TRY (find_point (&there, s, weight, limit, err));
      if (there)
        MDM_TRY (try_point (law, found, s, limit, err));
      for (size_t set = 1; set < target->sets; set++)
        weight[set] = mdm_splitmix64 (&state) % (WEIGHT_MAX + 1);
      weight[target->sets - 1]++;
    }
  return MDM_OK;
}
