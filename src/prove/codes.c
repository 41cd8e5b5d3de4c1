#include <config.h>

#include "prove/codes.h"

#include "prove/guess.h"

#include <math.h>
#include <stdlib.h>

/* Most work of one enumeration, in sets looked at, of rows of a law, and of
   different values that are kept.  */
#define WORK_MAX 300000000
#define ROWS_MAX 20000
#define KEPT_MAX 2000
#define PIVOTS_MAX 2000

/* A choice of subspaces that was kept.  */
typedef struct
{
  uint16_t choice[MDM_ATOMS_MAX];
  unsigned rank;
} kept_t;

typedef struct
{
  const mdm_target_t *target;
  mdm_subspaces_t spaces;
  uint16_t choice[MDM_ATOMS_MAX];
  uint16_t *sum; /* of each set */
  double *h;     /* its dimension */
  /* The best that refutes by itself.  */
  int found;
  kept_t best;
  double value;
  /* With hypotheses: one of each combination of values.  */
  size_t count;
  kept_t *kept;
  double *seen; /* of each kept one: C, the hypotheses, the rank */
} search_t;

static void
search_init (search_t *s, const mdm_target_t *target, unsigned q, unsigned r)
{
  memset (s, 0, sizeof *s);
  s->target = target;
  mdm_subspaces_init (&s->spaces, q, r);
  s->sum = flint_calloc (target->sets, sizeof *s->sum);
  s->h = flint_calloc (target->sets, sizeof *s->h);
  s->kept = flint_malloc (KEPT_MAX * sizeof *s->kept);
  s->seen
      = flint_malloc (KEPT_MAX * (target->given->count + 2) * sizeof *s->seen);
}

static void
search_clear (search_t *s)
{
  mdm_subspaces_clear (&s->spaces);
  flint_free (s->sum);
  flint_free (s->h);
  flint_free (s->kept);
  flint_free (s->seen);
}

/* Keep the choice at hand unless one with the same values is.  */
static void
keep (search_t *s, double value, unsigned rank)
{
  const mdm_target_t *target = s->target;
  size_t width = target->given->count + 2;
  double *x = s->seen + s->count * width;

  if (s->count == KEPT_MAX || rank == 0)
    return;
  x[0] = value;
  x[width - 1] = rank;
  for (size_t k = 0; k < target->given->count; k++)
    {
      x[k + 1] = 0;
      for (size_t i = 1; i < target->sets; i++)
        x[k + 1] += target->g[k * target->sets + i] * s->h[i];
    }
  for (size_t j = 0; j < s->count; j++)
    {
      const double *y = s->seen + j * width;
      size_t same = 0;
      while (same < width && fabs (x[same] - y[same]) < 1e-9)
        same++;
      if (same == width)
        return;
    }
  memcpy (s->kept[s->count].choice, s->choice, sizeof s->choice);
  s->kept[s->count++].rank = rank;
}

/* Look at the choice at hand.  */
static void
look (search_t *s)
{
  const mdm_target_t *target = s->target;
  double value;
  unsigned rank;

  for (size_t i = 1; i < target->sets; i++)
    s->h[i] = s->spaces.dimension[s->sum[i]];
  value = mdm_target_value (target, s->h);
  rank = (unsigned) s->h[target->sets - 1];
  if (mdm_target_is_below (target, value)
      && (!s->found || rank < s->best.rank
          || (rank == s->best.rank && value < s->value - 1e-9))
      && mdm_target_failure (target, s->h) == 0)
    {
      s->found = 1;
      s->value = value;
      memcpy (s->best.choice, s->choice, sizeof s->choice);
      s->best.rank = rank;
    }
  if (target->given->count > 0)
    keep (s, value, rank);
}

/* Choose for the atoms from I on.  */
static void
choose (search_t *s, size_t i)
{
  size_t half = (size_t) 1 << i;

  if (i == s->target->n)
    {
      look (s);
      return;
    }
  for (size_t of = 0; of < s->spaces.count; of++)
    {
      if (i == 0 && !mdm_subspaces_is_first (&s->spaces, of))
        continue;
      s->choice[i] = (uint16_t) of;
      for (size_t set = 0; set < half; set++)
        s->sum[half + set] = s->spaces.sum[s->sum[set] * s->spaces.count + of];
      choose (s, i + 1);
    }
}

/* Laws.  */

/* Keep one of each row: all are equally frequent.  */
static void
drop_equal (mdm_sample_t *sample)
{
  size_t kept = 0, bytes = sample->n * sizeof *sample->token;

  for (size_t i = 0; i < sample->count; i++)
    {
      size_t j = 0;
      while (j < kept
             && memcmp (sample->token + j * sample->n,
                        sample->token + i * sample->n, bytes)
                    != 0)
        j++;
      if (j == kept)
        memmove (sample->token + kept++ * sample->n,
                 sample->token + i * sample->n, bytes);
    }
  sample->count = kept;
}

mdm_sample_t
mdm_codes_sample (const mdm_subspaces_t *spaces, const uint16_t *choice,
                  size_t n)
{
  /* Each vector u, by its number.  */
  mdm_sample_t sample = { n, spaces->vectors, NULL, NULL };

  sample.token = flint_calloc (sample.count * n, sizeof *sample.token);
  sample.weight = flint_malloc (sample.count * sizeof *sample.weight);
  for (size_t a = 0; a < n; a++)
    {
      unsigned basis[MDM_VECTORS_MAX];
      size_t dimension = mdm_subspaces_basis (basis, spaces, choice[a]);

      for (unsigned u = 0; u < spaces->vectors; u++)
        for (size_t b = 0; b < dimension; b++)
          {
            uint16_t *token = sample.token + u * n + a;
            *token = (uint16_t) (*token * spaces->q
                                 + mdm_vector_product (spaces, u, basis[b]));
          }
    }
  for (size_t i = 0; i < sample.count; i++)
    sample.weight[i] = 1;
  drop_equal (&sample);
  return sample;
}

static mdm_status
try_best (mdm_law_t law, int *found, const search_t *s,
          const mdm_limit_t *limit, mdm_err_t *err)
{
  mdm_sample_t sample
      = mdm_codes_sample (&s->spaces, s->best.choice, s->target->n);
  mdm_status status;

  status = mdm_target_try (law, found, s->target, &sample, limit, err);
  mdm_sample_clear (&sample);
  return status;
}

/* The product of COPIES[i] copies of each kept one.  */
static mdm_status
try_product (mdm_law_t law, int *found, const search_t *s, const fmpz *copies,
             const mdm_limit_t *limit, mdm_err_t *err)
{
  size_t n = s->target->n;
  mdm_sample_t product = { n, 1, NULL, NULL };
  mdm_status status = MDM_OK;
  int fits = 1;

  product.token = flint_calloc (n, sizeof *product.token);
  product.weight = flint_malloc (sizeof *product.weight);
  product.weight[0] = 1;
  for (size_t i = 0; i < s->count && fits; i++)
    if (!fmpz_is_zero (copies + i))
      {
        mdm_sample_t sample
            = mdm_codes_sample (&s->spaces, s->kept[i].choice, n);
        fits = fmpz_cmp_ui (copies + i, 16) <= 0;
        for (ulong k = fits ? fmpz_get_ui (copies + i) : 0; k > 0 && fits; k--)
          fits = mdm_sample_multiply (&product, &sample, ROWS_MAX);
        mdm_sample_clear (&sample);
      }
  if (fits)
    status = mdm_target_try (law, found, s->target, &product, limit, err);
  mdm_sample_clear (&product);
  return status;
}

/* The program: maximise -C such that the hypotheses hold and the ranks sum to
   1 at most, over what is kept.  */

/* RES = FORM on the ranks SUM of sets, times its least denominator.  */
static void
find_value (fmpz_t res, const search_t *s, const mdm_set_form_struct *form)
{
  MDM_FMPQ (value);
  MDM_FMPZ (scale);

  fmpz_one (scale);
  for (size_t i = 0; i < form->count; i++)
    {
      mdm_atoms_t set = mdm_frame_atoms (s->target->frame, form->term[i].set);
      MDM_FMPQ (term);
      fmpq_mul_si (term, form->term[i].c, s->spaces.dimension[s->sum[set]]);
      fmpq_add (value, value, term);
      fmpz_lcm (scale, scale, fmpq_denref (form->term[i].c));
    }
  fmpq_mul_fmpz (value, value, scale);
  fmpz_set (res, fmpq_numref (value));
}

static void
add_column (mdm_simplex_t lp, search_t *s, const kept_t *kept)
{
  const mdm_forms_struct *given = s->target->given;
  MDM_FMPZ (value);

  mdm_subspaces_sums (s->sum, &s->spaces, kept->choice, s->target->n);
  mdm_simplex_add_column (lp, MDM_SIMPLEX_NONNEGATIVE);
  for (size_t k = 0; k < given->count; k++)
    {
      find_value (value, s, given->part[k].form);
      mdm_simplex_add_entry (lp, k, value);
    }
  mdm_simplex_add_entry_si (lp, given->count, -(slong) kept->rank);
  find_value (value, s, s->target->claim->form);
  fmpz_neg (lp->cost + lp->columns - 1, value);
}

/* Set COPIES to a solution of LP times the least integer; 0 if there is
   none that refutes.  */
static int
solve (fmpz *copies, const mdm_simplex_t lp)
{
  MDM_OWNED size_t *basis = flint_malloc (lp->rows * sizeof *basis);
  MDM_FMPQ_VEC (x, lp->columns);
  MDM_FMPQ_VEC (y, lp->rows);
  MDM_FMPQ (gain);
  MDM_FMPZ (scale);

  if (!mdm_guess_basis (basis, lp)
      || mdm_simplex_solve (x, y, basis, lp, PIVOTS_MAX)
             != MDM_SIMPLEX_OPTIMAL)
    return 0;
  fmpz_one (scale);
  for (size_t j = 0; j < lp->columns; j++)
    {
      MDM_FMPQ (term);
      fmpq_mul_fmpz (term, x + j, lp->cost + j);
      fmpq_add (gain, gain, term);
      fmpz_lcm (scale, scale, fmpq_denref (x + j));
    }
  for (size_t j = 0; j < lp->columns; j++)
    {
      fmpz_divexact (copies + j, scale, fmpq_denref (x + j));
      fmpz_mul (copies + j, copies + j, fmpq_numref (x + j));
    }
  return fmpq_sgn (gain) > 0;
}

static mdm_status
try_several (mdm_law_t law, int *found, search_t *s, const mdm_limit_t *limit,
             mdm_err_t *err)
{
  const mdm_forms_struct *given = s->target->given;
  MDM_SIMPLEX (lp, given->count + 1);
  MDM_FMPZ_VEC (copies, s->count);

  if (given->count == 0 || s->count == 0)
    return MDM_OK;
  for (size_t k = 0; k < given->count; k++)
    if (given->part[k].equality)
      lp->row_kind[k] = MDM_SIMPLEX_ZERO;
  fmpz_set_si (lp->rhs + given->count, -1);
  for (size_t i = 0; i < s->count; i++)
    add_column (lp, s, s->kept + i);
  return solve (copies, lp) ? try_product (law, found, s, copies, limit, err)
                            : MDM_OK;
}

/* The codes over GF(Q)^R.  */
static mdm_status
try_spaces (mdm_law_t law, int *found, const mdm_target_t *target, unsigned q,
            unsigned r, const mdm_limit_t *limit, mdm_err_t *err)
{
  MDM_CLEARED (s, search_t, search_clear);
  uint64_t work;

  search_init (s, target, q, r);
  work = mdm_work_mul (mdm_work_pow (s->spaces.count, target->n - 1),
                       target->sets * (r + 1));
  if (work > WORK_MAX)
    return MDM_OK;
  choose (s, 0);
  if (s->found)
    MDM_TRY (try_best (law, found, s, limit, err));
  return *found ? MDM_OK : try_several (law, found, s, limit, err);
}

mdm_status
mdm_codes_find (mdm_law_t law, int *found, const mdm_target_t *target,
                const mdm_limit_t *limit, mdm_err_t *err)
{
  static const unsigned space[][2]
      = { { 2, 1 }, { 2, 2 }, { 2, 3 }, { 3, 2 }, { 3, 3 }, { 5, 2 } };

  *found = 0;
  if (target->n == 0)
    return MDM_OK;
  for (size_t i = 0; i < sizeof space / sizeof *space && !*found; i++)
    MDM_TRY (
        try_spaces (law, found, target, space[i][0], space[i][1], limit, err));
  return MDM_OK;
}
