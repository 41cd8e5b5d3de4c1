#include <config.h>

#include "info/curve.h"

#include "exact/scoped.h"
#include "info/entropy.h"

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

/* E = e_k of paired copies: a set of k positions misses a pair with
   probability (L-k)(L-k-1) / (L (L-1)), so that the mean number of pairs
   touched, of L/2, is k (2L-1-k) / (2 (L-1)); each has entropy log V.  */
static void
paired_entropy (mdm_logform_t e, const mdm_law_t law, size_t k)
{
  MDM_FMPZ (v);
  MDM_FMPQ (pairs);

  fmpz_set_ui (v, law->vocab);
  fmpz_set_ui (fmpq_numref (pairs), 2 * law->length - 1 - k);
  fmpz_mul_ui (fmpq_numref (pairs), fmpq_numref (pairs), k);
  fmpz_set_ui (fmpq_denref (pairs), 2 * (law->length - 1));
  fmpq_canonicalise (pairs);
  mdm_logform_set_log (e, v);
  mdm_logform_mul_fmpq (e, e, pairs);
}

/* A point of a curve in closed form: to make it and to write it, and the
   forms of its entropy and information.  */
#define CLOSED_CELLS 60000
#define CLOSED_BYTES 2200

mdm_status
mdm_curve_set (mdm_curve_t curve, const mdm_law_t law,
               const mdm_limit_t *limit, mdm_err_t *err)
{
  mdm_status status;

  if (law->kind == MDM_LAW_LISTED)
    return mdm_curve_set_by (curve, law,
                             mdm_lattice_dense_cells (law)
                                     <= mdm_lattice_sparse_cells (law)
                                 ? MDM_METHOD_DENSE
                                 : MDM_METHOD_SPARSE,
                             limit, err);
  status = mdm_limit_check (limit, "the curve in closed form",
                            mdm_work_mul (law->length, CLOSED_CELLS),
                            mdm_work_mul (law->length, CLOSED_BYTES), err);
  if (status != MDM_OK)
    return status;
  resize (curve, law->length);
  curve->method = MDM_METHOD_CLOSED_FORM;
  for (size_t k = 0; k <= law->length; k++)
    if (law->kind == MDM_LAW_PAIRED_COPY)
      paired_entropy (curve->e + k, law, k);
    else /* all sets of k positions have one entropy */
      mdm_entropy (curve->e + k, law, NULL, k);
  fill_information (curve);
  return MDM_OK;
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
