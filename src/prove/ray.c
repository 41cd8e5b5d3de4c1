#include <config.h>

#include "prove/ray.h"

#include "sampler/bounds.h"

/* Set X to the integer N.  */
static void
set_integer (mdm_logform_t x, size_t n)
{
  fmpq_t q;

  fmpq_init (q);
  fmpz_set_ui (fmpq_numref (q), n);
  mdm_logform_set_fmpq (x, q);
  fmpq_clear (q);
}

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
      set_integer (e + k, k < m ? k : m);
    }
  mdm_curve_take (ray->curve, length, e);
}

/* pi(t), Pi(t) of independent unmask times.  */
static mdm_status
answer_times (mdm_value_t res, mdm_quantity_id id, const fmpz *index,
              const mdm_schedule_struct *schedule, mdm_err_t *err)
{
  ulong low = id == MDM_Q_PI;
  fmpq_t sum;

  if (schedule == NULL || schedule->kind != MDM_SCHEDULE_IID)
    return mdm_err_set (err, MDM_EABSENT, NULL, 0, 0,
                        "the unmask times are not independent");
  if (fmpz_cmp_ui (index, low) < 0 || fmpz_cmp_ui (index, schedule->steps) > 0)
    return mdm_err_set (err, MDM_EDOMAIN, NULL, 0, 0,
                        "%s is defined from %lu to %zu here",
                        mdm_quantity_info[id].usage, low, schedule->steps);
  fmpq_init (sum);
  for (ulong t = id == MDM_Q_PI ? fmpz_get_ui (index) - 1 : 0;
       t < fmpz_get_ui (index); t++)
    fmpq_add (sum, sum, schedule->step + t);
  mdm_value_set_fmpq (res, sum);
  fmpq_clear (sum);
  return MDM_OK;
}

/* Questions about the process: T, smax, smin, s(t), N(t), a(k).  */
static mdm_status
answer_process (mdm_value_t res, mdm_quantity_id id, const fmpz *index,
                const mdm_ray_struct *ray, mdm_err_t *err)
{
  const mdm_scope_t *scope = ray->scope;
  const mdm_schedule_struct *schedule = scope->schedule;
  size_t sum = 0, most = schedule == NULL ? 0 : schedule->steps;
  size_t low = id == MDM_Q_S;

  if (id == MDM_Q_SMAX && scope->kind != MDM_SCOPE_PROCESS)
    mdm_value_set_si (res, (slong) scope->smax);
  else if (id == MDM_Q_A && scope->weight != NULL)
    {
      if (fmpz_sgn (index) < 0 || fmpz_cmp_ui (index, scope->length) >= 0)
        return mdm_err_set (err, MDM_EDOMAIN, NULL, 0, 0,
                            "a(k) is defined from 0 to %zu here",
                            scope->length - 1);
      mdm_value_set_fmpq (res, scope->weight + fmpz_get_ui (index));
    }
  else if (id == MDM_Q_IID && scope->kind == MDM_SCOPE_PROCESS
           && schedule != NULL)
    mdm_value_set_si (res, schedule->kind == MDM_SCHEDULE_IID);
  else if (id == MDM_Q_PI || id == MDM_Q_PI_SUM)
    return answer_times (res, id, index, schedule, err);
  else if (schedule == NULL || (schedule->size == NULL && id != MDM_Q_T)
           || schedule->steps == 0)
    return mdm_err_set (err, MDM_EABSENT, NULL, 0, 0,
                        "%s is not fixed by the scope of the proof",
                        mdm_quantity_info[id].usage);
  else if (id == MDM_Q_T)
    mdm_value_set_si (res, (slong) schedule->steps);
  else if (id == MDM_Q_SMAX || id == MDM_Q_SMIN)
    mdm_value_set_si (
        res, (slong) (id == MDM_Q_SMAX ? schedule->smax : schedule->smin));
  else if (fmpz_cmp_ui (index, low) < 0 || fmpz_cmp_ui (index, most) > 0)
    return mdm_err_set (err, MDM_EDOMAIN, NULL, 0, 0,
                        "%s is defined from %zu to %zu here",
                        mdm_quantity_info[id].usage, low, most);
  else if (id == MDM_Q_S)
    mdm_value_set_si (res, (slong) schedule->size[fmpz_get_ui (index) - 1]);
  else
    {
      for (size_t t = 0; t < fmpz_get_ui (index); t++)
        sum += schedule->size[t];
      mdm_value_set_si (res, (slong) sum);
    }
  return MDM_OK;
}

/* Set *K to the index if it is from LOW to the length.  */
static mdm_status
read_index (size_t *k, mdm_quantity_id id, const fmpz *index, size_t low,
            size_t length, mdm_err_t *err)
{
  if (fmpz_cmp_ui (index, low) < 0 || fmpz_cmp_ui (index, length) > 0)
    return mdm_err_set (err, MDM_EDOMAIN, NULL, 0, 0,
                        "%s is defined from %zu to %zu here",
                        mdm_quantity_info[id].usage, low, length);
  *k = fmpz_get_ui (index);
  return MDM_OK;
}

/* Set X to a quantity without index that is linear in the curve.  */
static mdm_status
answer_total (mdm_logform_t x, mdm_quantity_id id, const mdm_ray_struct *ray,
              mdm_err_t *err)
{
  const mdm_scope_t *scope = ray->scope;

  switch (id)
    {
    case MDM_Q_TC:
      mdm_curve_tc (x, ray->curve);
      return MDM_OK;
    case MDM_Q_DTC:
      mdm_curve_dtc (x, ray->curve);
      return MDM_OK;
    case MDM_Q_SUM_MI:
      mdm_curve_sum_mi (x, ray->curve);
      return MDM_OK;
    case MDM_Q_ENTROPY:
      mdm_logform_set (x, ray->curve->e + scope->length);
      return MDM_OK;
    case MDM_Q_EPS_TRAIN: /* the ideal predictor */
      mdm_logform_zero (x);
      return MDM_OK;
    case MDM_Q_EKL:
    case MDM_Q_EKL_IDEAL:
    case MDM_Q_EKL_DEFINITION:
      mdm_logform_set_fmpq (x, ray->ekl);
      return MDM_OK;
    default: /* R */
      if (scope->kind == MDM_SCOPE_PROCESS
          && (scope->schedule == NULL || scope->schedule->size == NULL))
        return mdm_err_set (err, MDM_EABSENT, NULL, 0, 0,
                            "R needs a schedule of sizes");
      mdm_bounds_r (x, ray->curve,
                    scope->kind == MDM_SCOPE_PROCESS ? scope->schedule->smax
                                                     : scope->smax);
      return MDM_OK;
    }
}

static mdm_status
get (mdm_value_t res, mdm_quantity_id id, const fmpz *index,
     const mdm_position_sets_t *sets, void *data, mdm_err_t *err)
{
  const mdm_ray_struct *ray = data;
  size_t k = 0;
  mdm_status status = MDM_OK;
  mdm_logform_t x;

  (void) sets;
  if (id == MDM_Q_L)
    {
      mdm_value_set_si (res, (slong) ray->scope->length);
      return MDM_OK;
    }
  if (id == MDM_Q_T || id == MDM_Q_SMAX || id == MDM_Q_SMIN || id == MDM_Q_S
      || id == MDM_Q_N || id == MDM_Q_A || id == MDM_Q_PI || id == MDM_Q_PI_SUM
      || id == MDM_Q_IID)
    return answer_process (res, id, index, ray, err);
  mdm_logform_init (x);
  if (index != NULL)
    status
        = read_index (&k, id, index, id != MDM_Q_E, ray->scope->length, err);
  if (status == MDM_OK && id == MDM_Q_E)
    mdm_logform_set (x, ray->curve->e + k);
  else if (status == MDM_OK && id == MDM_Q_D)
    mdm_curve_increment (x, ray->curve, k);
  else if (status == MDM_OK && id == MDM_Q_Z)
    mdm_logform_set (x, ray->curve->z + k);
  else if (status == MDM_OK && id == MDM_Q_U)
    mdm_bounds_u (x, ray->curve, k);
  else if (status == MDM_OK)
    status = answer_total (x, id, ray, err);
  if (status == MDM_OK)
    mdm_value_set_logform (res, x);
  mdm_logform_clear (x);
  return status;
}

mdm_environment_t
mdm_ray_environment (mdm_ray_t ray)
{
  return (mdm_environment_t){ get, ray };
}

int
mdm_ray_is_scalar (mdm_quantity_id id)
{
  return id == MDM_Q_L || id == MDM_Q_T || id == MDM_Q_SMAX || id == MDM_Q_SMIN
         || id == MDM_Q_S || id == MDM_Q_N || id == MDM_Q_A || id == MDM_Q_PI
         || id == MDM_Q_PI_SUM || id == MDM_Q_IID;
}

int
mdm_ray_is_linear (mdm_quantity_id id)
{
  return id == MDM_Q_EKL || id == MDM_Q_EKL_IDEAL || id == MDM_Q_EKL_DEFINITION
         || id == MDM_Q_EPS_TRAIN || id == MDM_Q_TC || id == MDM_Q_DTC
         || id == MDM_Q_SUM_MI || id == MDM_Q_ENTROPY || id == MDM_Q_E
         || id == MDM_Q_D || id == MDM_Q_Z || id == MDM_Q_R || id == MDM_Q_U;
}
