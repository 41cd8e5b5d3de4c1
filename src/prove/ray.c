#include <config.h>

#include "prove/ray.h"

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

/* e_k = min (k, m).  */
void
mdm_ray_choose (mdm_ray_t ray, size_t m)
{
  size_t length = ray->subject.length;
  mdm_logform_struct *e = flint_malloc ((length + 1) * sizeof *e);

  for (size_t k = 0; k <= length; k++)
    {
      mdm_logform_init (e + k);
      fmpz_set_ui (e[k].r, k < m ? k : m);
    }
  mdm_curve_take (ray->curve, length, e);
}
