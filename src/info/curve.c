#include <config.h>

#include "info/curve.h"

#include "exact/decimal.h"
#include "exact/lazy.h"
#include "exact/scoped.h"
#include "info/closed.h"
#include "info/entropy.h"
#include "info/streamed.h"

void
mdm_curve_init (mdm_curve_t curve)
{
  curve->length = 0;
  curve->method = MDM_METHOD_CLOSED_FORM;
  curve->e = NULL;
  curve->z = NULL;
}

void
mdm_curve_clear (mdm_curve_t curve)
{
  if (curve->e == NULL)
    return;
  for (size_t k = 0; k <= curve->length; k++)
    {
      mdm_logform_clear (curve->e + k);
      mdm_logform_clear (curve->z + k);
    }
  flint_free (curve->e);
  flint_free (curve->z);
}

/* Make room for a curve of length LENGTH, all 0.  */
static void
resize (mdm_curve_t curve, size_t length)
{
  mdm_curve_clear (curve);
  curve->length = length;
  curve->e = flint_malloc ((length + 1) * sizeof *curve->e);
  curve->z = flint_malloc ((length + 1) * sizeof *curve->z);
  for (size_t k = 0; k <= length; k++)
    {
      mdm_logform_init (curve->e + k);
      mdm_logform_init (curve->z + k);
    }
}

/* Z_j = e_1 + e_{j-1} - e_j.  */
static void
fill_information (mdm_curve_t curve)
{
  for (size_t j = 1; j <= curve->length; j++)
    {
      mdm_logform_add (curve->z + j, curve->e + 1, curve->e + j - 1);
      mdm_logform_sub (curve->z + j, curve->z + j, curve->e + j);
    }
}

void
mdm_curve_take (mdm_curve_t curve, size_t length, mdm_logform_struct *e)
{
  resize (curve, length);
  for (size_t k = 0; k <= length; k++)
    {
      mdm_logform_swap (curve->e + k, e + k);
      mdm_logform_clear (e + k);
    }
  flint_free (e);
  fill_information (curve);
}

/* Set E to log W - M_k / (W C(L,k)).  */
static void
average_entropy (mdm_logform_t e, mdm_logsum_t sum, const mdm_law_t law,
                 size_t k)
{
  MDM_LOGFORM (total);
  MDM_FMPZ (den);

  fmpz_bin_uiui (den, law->length, k);
  fmpz_mul (den, den, law->total);
  mdm_logsum_get (e, sum, den);
  mdm_logform_set_log (total, law->total);
  mdm_logform_sub (e, total, e);
}

mdm_status
mdm_curve_set_by (mdm_curve_t curve, const mdm_law_t law, mdm_method method,
                  const mdm_limit_t *limit, mdm_err_t *err)
{
  size_t length = law->length;
  MDM_OWNED mdm_logsum_struct *sum = flint_malloc ((length + 1) * sizeof *sum);
  mdm_status status;

  for (size_t k = 0; k <= length; k++)
    mdm_logsum_init (sum + k);
  status = mdm_lattice_profile (sum, law, method, limit, err);
  if (status == MDM_OK)
    {
      resize (curve, length);
      curve->method = method;
      for (size_t k = 0; k <= length; k++)
        average_entropy (curve->e + k, sum + k, law, k);
      fill_information (curve);
    }
  for (size_t k = 0; k <= length; k++)
    mdm_logsum_clear (sum + k);
  return status;
}

/* Lazy entropies.  */

/* Laws of fewer different weights have their entropies at once; and sums of
   fewer cells are sought as forms to be printed.  */
#define DIFFERENT_MIN 64
#define CELLS_MAX MDM_EXACT_SOUGHT_MAX

/* The exact curve of a law, once a form was asked for that is not short.  */
typedef struct
{
  size_t references;
  const mdm_law_struct *law;
  mdm_method method;
  mdm_limit_t limit;
  int asked;
  mdm_status status;
  mdm_curve_t exact;
} lattice_t;

/* One of its entropies.  */
typedef struct
{
  lattice_t *lattice;
  size_t k;
  uint64_t cells; /* of k positions */
} level_t;

static void
level_clear (void *data)
{
  level_t *level = data;
  lattice_t *lattice = level->lattice;

  flint_free (level);
  if (--lattice->references > 0)
    return;
  mdm_curve_clear (lattice->exact);
  flint_free (lattice);
}

/* Set E to the mean of H(S) over all sets S of K positions of LAW, which is
   listed.  */
static void
mean_entropy (mdm_logform_t e, const mdm_law_t law, size_t k)
{
  MDM_OWNED size_t *set = flint_malloc ((k + 1) * sizeof *set);
  MDM_AGREEMENT (before, law);
  MDM_AGREEMENT (classes, law);
  MDM_LOGFORM (h);
  ulong sets = 0;
  size_t i = 0;

  for (size_t j = 0; j < k; j++)
    set[j] = j;
  mdm_logform_zero (e);
  if (k == 0)
    return;
  while (i <= k)
    {
      /* Sets that differ in their last position share the classes of the
         ones before it.  */
      if (i + 1 < k)
        {
          mdm_agreement_reset (before);
          for (size_t j = 0; j + 1 < k; j++)
            mdm_agreement_refine (before, before, law, set[j]);
        }
      mdm_agreement_refine (classes, before, law, set[k - 1]);
      mdm_entropy_of_classes (h, classes, law);
      mdm_logform_add (e, e, h);
      sets++;
      /* The next set: one position goes on, and the ones after it follow.  */
      for (i = k; i-- > 0 && set[i] == law->length - k + i;)
        ;
      for (size_t j = i, at = i < k ? set[i] + 1 : 0; j < k; j++, at++)
        set[j] = at;
    }
  mdm_logform_div_ui (e, e, sets);
}

static mdm_status
level_form (mdm_logform_t form, const void *data)
{
  const level_t *level = data;
  lattice_t *lattice = level->lattice;

  if (level->cells <= CELLS_MAX)
    {
      mean_entropy (form, lattice->law, level->k);
      return MDM_OK;
    }
  if (!lattice->asked)
    lattice->status = mdm_curve_set_by (
        lattice->exact, lattice->law, lattice->method, &lattice->limit, NULL);
  lattice->asked = 1;
  if (lattice->status == MDM_OK)
    mdm_logform_set (form, lattice->exact->e + level->k);
  return lattice->status;
}

/* Are there more than DIFFERENT_MIN different weights?  Only the lowest words
   are looked at.  */
static int
many_weights (const mdm_law_t law)
{
  ulong word[DIFFERENT_MIN];
  size_t different = 0;
  MDM_FMPZ (low);

  for (size_t row = 0; row < law->support; row++)
    {
      size_t i = 0;
      fmpz_fdiv_r_2exp (low, law->weight + row, FLINT_BITS);
      while (i < different && word[i] != fmpz_get_ui (low))
        i++;
      if (i == DIFFERENT_MIN)
        return 1;
      if (i == different)
        word[different++] = fmpz_get_ui (low);
    }
  return 0;
}

/* Is it less work to enclose the entropies than to take the logarithms of all
   the different marginal weights that there may be?  */
static int
lazy_pays (const mdm_law_t law, mdm_method method)
{
  uint64_t cells = method == MDM_METHOD_DENSE ? mdm_lattice_dense_cells (law)
                                              : mdm_lattice_sparse_cells (law);
  uint64_t logarithms
      = fmpz_bits (law->total) > 60 ? cells : fmpz_get_ui (law->total);

  logarithms = logarithms < cells ? logarithms : cells;
  return law->vocab > 1 && law->length <= MDM_STREAMED_LENGTH_MAX
         && mdm_streamed_cells (law, method) < mdm_work_add (
                cells, mdm_work_mul (logarithms, MDM_CELLS_PER_LOGARITHM))
         && many_weights (law);
}

mdm_status
mdm_curve_set_lazily (mdm_curve_t curve, const mdm_law_t law,
                      mdm_method method, const mdm_limit_t *limit,
                      mdm_err_t *err)
{
  size_t length = law->length;
  arb_ptr ball = _arb_vec_init ((slong) length + 1);
  mdm_status status = mdm_streamed_entropies (ball, law, method, limit, err);
  lattice_t *lattice;

  if (status == MDM_OK)
    {
      resize (curve, length);
      curve->method = method;
      lattice = flint_calloc (1, sizeof *lattice);
      lattice->law = law;
      lattice->method = method;
      lattice->limit = *limit;
      mdm_curve_init (lattice->exact);
    }
  for (size_t k = 1; status == MDM_OK && k <= length; k++)
    {
      level_t *level = flint_malloc (sizeof *level);
      uint64_t most = mdm_work_pow (law->vocab, k);
      mdm_lazy_t *lazy;
      lattice->references++;
      level->lattice = lattice;
      level->k = k;
      level->cells = mdm_work_mul (most < law->support ? most : law->support,
                                   mdm_work_binomial (length, k));
      lazy = mdm_lazy_new (ball + k, level->cells <= CELLS_MAX, level_form,
                           level_clear, level);
      mdm_logform_set_lazy (curve->e + k, lazy);
      mdm_lazy_drop (lazy);
    }
  _arb_vec_clear (ball, (slong) length + 1);
  if (status == MDM_OK)
    fill_information (curve);
  return status;
}

/* Set what CLOSED does of the average entropies of a law of a kind that is not
   listed, and what follows.  */
static mdm_status
set_closed (mdm_curve_t curve, const mdm_law_t law,
            mdm_status (*closed) (mdm_logform_struct *e, const mdm_law_t law,
                                  const mdm_limit_t *limit, mdm_err_t *err),
            const mdm_limit_t *limit, mdm_err_t *err)
{
  mdm_status status;

  resize (curve, law->length);
  curve->method = MDM_METHOD_CLOSED_FORM;
  status = closed (curve->e, law, limit, err);
  if (status == MDM_OK)
    fill_information (curve);
  else
    {
      mdm_curve_clear (curve);
      mdm_curve_init (curve);
    }
  return status;
}

mdm_status
mdm_curve_set_ends (mdm_curve_t curve, const mdm_law_t law,
                    const mdm_limit_t *limit, mdm_err_t *err)
{
  size_t length = law->length;
  uint64_t steps = mdm_work_mul (mdm_work_mul (length, length), law->support);

  if (law->kind != MDM_LAW_LISTED)
    return set_closed (curve, law, mdm_closed_ends, limit, err);
  MDM_TRY (mdm_limit_check (limit, "the entropies of all positions but one",
                            mdm_work_mul (steps, MDM_CELLS_PER_LOOKUP),
                            mdm_work_mul (law->support, 64), err));
  resize (curve, length);
  curve->method = MDM_METHOD_SPARSE;
  mean_entropy (curve->e + 1, law, 1);
  mean_entropy (curve->e + length - 1, law, length - 1);
  mean_entropy (curve->e + length, law, length);
  fill_information (curve);
  return MDM_OK;
}

mdm_status
mdm_curve_set (mdm_curve_t curve, const mdm_law_t law,
               const mdm_limit_t *limit, mdm_err_t *err)
{
  mdm_method method;
  int sparse = limit->engine == MDM_ENGINE_SPARSE
               || (limit->engine != MDM_ENGINE_DENSE
                   && mdm_lattice_dense_cells (law)
                          > mdm_lattice_sparse_cells (law));

  if (law->kind != MDM_LAW_LISTED)
    return set_closed (curve, law, mdm_closed_curve, limit, err);
  method = sparse ? MDM_METHOD_SPARSE : MDM_METHOD_DENSE;
  return lazy_pays (law, method)
             ? mdm_curve_set_lazily (curve, law, method, limit, err)
             : mdm_curve_set_by (curve, law, method, limit, err);
}

void
mdm_curve_increment (mdm_logform_t res, const mdm_curve_t curve, size_t k)
{
  mdm_logform_sub (res, curve->e + k, curve->e + k - 1);
}

void
mdm_curve_tc (mdm_logform_t res, const mdm_curve_t curve)
{
  mdm_logform_mul_si (res, curve->e + 1, (slong) curve->length);
  mdm_logform_sub (res, res, curve->e + curve->length);
}

void
mdm_curve_dtc (mdm_logform_t res, const mdm_curve_t curve)
{
  MDM_LOGFORM (tc);

  mdm_curve_tc (tc, curve);
  mdm_curve_sum_mi (res, curve);
  mdm_logform_sub (res, res, tc);
}

void
mdm_curve_sum_mi (mdm_logform_t res, const mdm_curve_t curve)
{
  mdm_logform_mul_si (res, curve->z + curve->length, (slong) curve->length);
}
