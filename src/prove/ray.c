#include <config.h>

#include "prove/ray.h"

#include "claim/subject.h"

void
mdm_ray_init (mdm_ray_t ray, const mdm_scope_t *scope)
{
  ray->scope = scope;
  mdm_curve_init (ray->curve);
  fmpq_init (ray->ekl);
}

void
mdm_ray_clear (mdm_ray_t ray)
{
  mdm_curve_clear (ray->curve);
  fmpq_clear (ray->ekl);
}

/* e_k = min (k, m).  */
void
mdm_ray_choose (mdm_ray_t ray, size_t m)
{
  size_t length = ray->scope->length;
  mdm_logform_struct *e = flint_malloc ((length + 1) * sizeof *e);

  for (size_t k = 0; k <= length; k++)
    {
      mdm_logform_init (e + k);
      fmpz_set_ui (e[k].r, k < m ? k : m);
    }
  mdm_curve_take (ray->curve, length, e);
}

static mdm_status
get_curve (const mdm_curve_struct **res, const mdm_subject_t *subject,
           mdm_err_t *err)
{
  const mdm_ray_struct *ray = subject->data;

  (void) err;
  *res = ray->curve;
  return MDM_OK;
}

static mdm_status
get_weights (const fmpq **res, const mdm_subject_t *subject, mdm_err_t *err)
{
  const mdm_ray_struct *ray = subject->data;

  (void) err;
  *res = ray->scope->weight;
  return MDM_OK;
}

/* The predictor is the ideal one.  */
static mdm_status
get_error (mdm_value_t res, mdm_quantity_id id, const mdm_subject_t *subject,
           mdm_err_t *err)
{
  const mdm_ray_struct *ray = subject->data;

  (void) err;
  if (id == MDM_Q_EPS_TRAIN)
    mdm_value_zero (res);
  else
    mdm_value_set_fmpq (res, ray->ekl);
  return MDM_OK;
}

static mdm_status
get (mdm_value_t res, mdm_quantity_id id, const fmpz *index,
     const mdm_position_sets_t *sets, void *data, mdm_err_t *err)
{
  const mdm_ray_struct *ray = data;
  mdm_subject_t subject = {
    .length = ray->scope->length,
    .smax = mdm_scope_smax (ray->scope),
    .random = 1,
    .weighted = ray->scope->weight != NULL,
    .schedule = ray->scope->schedule,
    .data = data,
    .curve = get_curve,
    .weights = get_weights,
    .error = get_error,
  };

  return mdm_subject_answer (res, id, index, sets, &subject, err);
}

mdm_environment_t
mdm_ray_environment (mdm_ray_t ray)
{
  return (mdm_environment_t){ get, ray };
}

size_t
mdm_scope_smax (const mdm_scope_t *scope)
{
  if (scope->kind != MDM_SCOPE_PROCESS)
    return scope->smax;
  return scope->schedule == NULL ? 0 : scope->schedule->smax;
}
