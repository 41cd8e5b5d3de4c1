#include <config.h>

#include "prove/ray.h"

#include <assert.h>

void
mdm_ray_init (mdm_ray_t ray, const mdm_scope_t *scope)
{
  static const fmpq zero = { 0, 1 };

  mdm_curve_init (ray->curve);
  ray->subject = mdm_scope_subject (scope);
  ray->subject.curve = ray->curve;
  ray->subject.ekl = &zero;
}

void
mdm_ray_clear (mdm_ray_t ray)
{
  mdm_curve_clear (ray->curve);
}

/* A curve's entropies, all 0, for the caller to set and hand over.  */
static mdm_logform_struct *
new_entropies (size_t length)
{
  mdm_logform_struct *e = flint_malloc ((length + 1) * sizeof *e);

  for (size_t k = 0; k <= length; k++)
    mdm_logform_init (e + k);
  return e;
}

/* e_k = min (k, m).  */
void
mdm_ray_choose (mdm_ray_t ray, size_t m)
{
  size_t length = ray->subject.length;
  mdm_logform_struct *e = new_entropies (length);

  for (size_t k = 0; k <= length; k++)
    fmpz_set_ui (e[k].r, k < m ? k : m);
  mdm_curve_take (ray->curve, length, e);
}

/* All rays at once.  */

void
mdm_ray_choose_names (mdm_ray_t ray)
{
  size_t length = ray->subject.length;
  mdm_logform_struct *e = new_entropies (length);
  MDM_FMPZ (name);

  for (size_t k = 1; k <= length; k++)
    {
      fmpz_set_ui (name, k + 1);
      mdm_logform_set_log (e + k, name);
    }
  mdm_curve_take (ray->curve, length, e);
}

void
mdm_ray_add_coefficients (fmpq *c, const fmpq_t q, const mdm_logform_t x)
{
  MDM_FMPQ (coefficient);

  assert (fmpz_is_zero (x->r) && !mdm_logform_is_lazy (x));
  for (slong i = 0; i < x->count; i++)
    {
      fmpq_set_fmpz_frac (coefficient, x->c + i, x->d);
      fmpq_addmul (c + fmpz_get_ui (x->n + i) - 1, q, coefficient);
    }
}

/* From ray m - 1 to ray m, min (k, m) grows by 1 for the k >= m.  */
void
mdm_ray_values (fmpq *value, const fmpq *c, size_t length)
{
  slong count = (slong) length + 1;
  MDM_FMPZ_VEC (whole, length + 1);
  MDM_FMPZ (common);
  MDM_FMPZ (growth);
  MDM_FMPZ (sum);

  _fmpq_vec_get_fmpz_vec_fmpz (whole, common, c, count);
  for (size_t k = 1; k <= length; k++)
    fmpz_add (growth, growth, whole + k);
  for (size_t m = 1; m <= length; m++)
    {
      fmpz_add (sum, sum, growth);
      fmpz_sub (growth, growth, whole + m);
      fmpq_set_fmpz_frac (value + m - 1, sum, common);
    }
}
