#include <config.h>

#include "sampler/instance.h"

#include "exact/scoped.h"
#include "sampler/instance_errors.h"
#include "sampler/instance_output.h"
#include "sampler/instance_part.h"
#include "sampler/weights.h"

#include <string.h>

/* What needs the law, the curve or the schedule alone.  */

static mdm_status
compute_curve (mdm_instance_t instance, mdm_err_t *err)
{
  return instance->curve->e != NULL
             ? MDM_OK
             : mdm_curve_set (instance->curve, instance->law, &instance->limit,
                              err);
}

static mdm_status
compute_ends (mdm_instance_t instance, mdm_err_t *err)
{
  mdm_status status = mdm_instance_need (instance, MDM_PART_CURVE, err);

  return status == MDM_ELIMIT ? mdm_curve_set_ends (
             instance->ends, instance->law, &instance->limit, err)
                              : status;
}

/* What the predictor says on the rows of the law.  */
static mdm_status
compute_prediction (mdm_instance_t instance, mdm_err_t *err)
{
  mdm_status status = mdm_law_list (instance->law, &instance->limit, err);

  return status != MDM_OK
             ? status
             : mdm_sampled_new (&instance->sampled, instance->law,
                                instance->schedule, instance->predictor,
                                &instance->limit, err);
}

static mdm_status
compute_weights (mdm_instance_t instance, mdm_err_t *err)
{
  const mdm_schedule_struct *schedule = instance->schedule;
  mdm_status status = mdm_instance_need_schedule (instance, err);

  if (status == MDM_OK)
    status = mdm_weights_check (schedule, &instance->limit, err);
  if (status != MDM_OK)
    return status;
  instance->weights = _fmpq_vec_init ((slong) schedule->length);
  mdm_weights_set_schedule (instance->weights, schedule);
  return MDM_OK;
}

/* How each part is computed.  */
static mdm_part_compute_t *const compute[MDM_PARTS] = {
  [MDM_PART_EKL] = mdm_instance_compute_ekl,
  [MDM_PART_EKL_IDEAL] = mdm_instance_compute_ekl_ideal,
  [MDM_PART_EKL_DEFINITION] = mdm_instance_compute_ekl_definition,
  [MDM_PART_EPS_TRAIN] = mdm_instance_compute_eps_train,
  [MDM_PART_KL_MIXED] = mdm_instance_compute_kl_mixed,
  [MDM_PART_EKL_MOST] = mdm_instance_compute_ekl_most,
  [MDM_PART_EPS_MOST] = mdm_instance_compute_eps_most,
  [MDM_PART_BUDGET] = mdm_instance_compute_budget,
  [MDM_PART_TV] = mdm_instance_compute_tv,
  [MDM_PART_SER] = mdm_instance_compute_ser,
  [MDM_PART_TV_MEAN] = mdm_instance_compute_tv_mean,
  [MDM_PART_ROUNDS_P] = mdm_instance_compute_rounds_p,
  [MDM_PART_ROUNDS_Q] = mdm_instance_compute_rounds_q,
  [MDM_PART_CURVE] = compute_curve,
  [MDM_PART_ENDS] = compute_ends,
  [MDM_PART_PREDICTION] = compute_prediction,
  [MDM_PART_OUTPUT] = mdm_instance_compute_output,
  [MDM_PART_ENCLOSED] = mdm_instance_compute_enclosed,
  [MDM_PART_WEIGHTS] = compute_weights,
  [MDM_PART_ADAPTIVE] = mdm_instance_compute_adaptive,
};

void
mdm_instance_init (mdm_instance_t instance, mdm_law_struct *law,
                   const mdm_schedule_struct *schedule,
                   const mdm_limit_t *limit)
{
  memset (instance, 0, sizeof *instance);
  instance->law = law;
  instance->schedule = schedule;
  instance->limit = *limit;
  instance->curve = instance->own;
  instance->compute = compute;
  mdm_curve_init (instance->own);
  mdm_curve_init (instance->ends);
  mdm_schedule_init (instance->worst);
  mdm_adaptive_init (instance->adaptive);
  for (size_t i = 0; i < MDM_PART_REALS; i++)
    mdm_logform_init (instance->real[i].x);
}

void
mdm_instance_init_with_curve (mdm_instance_t instance, mdm_law_struct *law,
                              const mdm_schedule_struct *schedule,
                              mdm_curve_struct *curve,
                              const mdm_limit_t *limit)
{
  mdm_instance_init (instance, law, schedule, limit);
  instance->curve = curve;
}

void
mdm_instance_set_predictor (mdm_instance_t instance,
                            const mdm_predictor_struct *predictor)
{
  int ideal = predictor == NULL || predictor->kind == MDM_PREDICTOR_IDEAL;

  instance->predictor = ideal ? NULL : predictor;
}

void
mdm_instance_clear (mdm_instance_t instance)
{
  for (size_t i = 0; i < MDM_PARTS; i++)
    flint_free (instance->part[i].err);
  for (size_t i = 0; i < MDM_PART_REALS; i++)
    mdm_logform_clear (instance->real[i].x);
  mdm_curve_clear (instance->own);
  mdm_curve_clear (instance->ends);
  mdm_schedule_clear (instance->worst);
  mdm_adaptive_clear (instance->adaptive);
  mdm_sampled_drop (instance->sampled);
  if (instance->weights != NULL)
    _fmpq_vec_clear (instance->weights, (slong) instance->law->length);
}

int
mdm_instance_has_sizes (const mdm_instance_t instance)
{
  return instance->schedule != NULL
         && instance->schedule->kind == MDM_SCHEDULE_SIZES;
}

int
mdm_instance_is_random (const mdm_instance_t instance)
{
  return instance->schedule != NULL
         && mdm_schedule_is_exchangeable (instance->schedule);
}

int
mdm_instance_is_policy (const mdm_instance_t instance)
{
  return instance->schedule != NULL
         && instance->schedule->kind == MDM_SCHEDULE_POLICY;
}

int
mdm_instance_is_ideal (const mdm_instance_t instance)
{
  return instance->predictor == NULL;
}

mdm_method
mdm_instance_method (const mdm_instance_t instance)
{
  if (instance->curve->e != NULL)
    return instance->curve->method;
  return instance->law->kind == MDM_LAW_LISTED ? MDM_METHOD_SPARSE
                                               : MDM_METHOD_CLOSED_FORM;
}

/* Lending.  */

mdm_status
mdm_instance_curve (const mdm_curve_struct **res, mdm_instance_t instance,
                    mdm_err_t *err)
{
  *res = instance->curve;
  return mdm_instance_need (instance, MDM_PART_CURVE, err);
}

mdm_status
mdm_instance_ends (const mdm_curve_struct **res, mdm_instance_t instance,
                   mdm_err_t *err)
{
  mdm_status status = mdm_instance_need (instance, MDM_PART_ENDS, err);

  *res = instance->curve->e != NULL ? instance->curve : instance->ends;
  return status;
}

mdm_status
mdm_instance_weights (const fmpq **res, mdm_instance_t instance,
                      mdm_err_t *err)
{
  mdm_status status = mdm_instance_need (instance, MDM_PART_WEIGHTS, err);

  *res = instance->weights;
  return status;
}

mdm_status
mdm_instance_output (const fmpq **res, mdm_instance_t instance, mdm_err_t *err)
{
  mdm_status status = mdm_instance_need (instance, MDM_PART_OUTPUT, err);

  *res = status == MDM_OK ? instance->sampled->output : NULL;
  return status;
}

static mdm_status
lend_real (const mdm_logform_struct **res, mdm_instance_t instance,
           mdm_part part, mdm_err_t *err)
{
  mdm_status status = mdm_instance_need (instance, part, err);

  *res = instance->real[part].infinite ? NULL : instance->real[part].x;
  return status;
}

mdm_status
mdm_instance_ekl_most (const mdm_logform_struct **res,
                       const mdm_schedule_struct **schedule,
                       mdm_instance_t instance, mdm_err_t *err)
{
  if (schedule != NULL)
    *schedule = instance->worst;
  return lend_real (res, instance, MDM_PART_EKL_MOST, err);
}

#define LEND_REAL(name, part)                                                 \
 mdm_status name (const mdm_logform_struct **res, mdm_instance_t instance,    \
                  mdm_err_t *err)                                             \
 {                                                                            \
  return lend_real (res, instance, part, err);                                \
 }
LEND_REAL (mdm_instance_ekl, MDM_PART_EKL)
LEND_REAL (mdm_instance_ekl_ideal, MDM_PART_EKL_IDEAL)
LEND_REAL (mdm_instance_ekl_definition, MDM_PART_EKL_DEFINITION)
LEND_REAL (mdm_instance_eps_train, MDM_PART_EPS_TRAIN)
LEND_REAL (mdm_instance_kl_mixed, MDM_PART_KL_MIXED)
LEND_REAL (mdm_instance_eps_most, MDM_PART_EPS_MOST)
LEND_REAL (mdm_instance_tv, MDM_PART_TV)
LEND_REAL (mdm_instance_ser, MDM_PART_SER)
LEND_REAL (mdm_instance_tv_mean, MDM_PART_TV_MEAN)
LEND_REAL (mdm_instance_budget, MDM_PART_BUDGET)
LEND_REAL (mdm_instance_rounds_p, MDM_PART_ROUNDS_P)
LEND_REAL (mdm_instance_rounds_q, MDM_PART_ROUNDS_Q)

mdm_status
mdm_instance_rounds_max (size_t *res, mdm_instance_t instance, mdm_err_t *err)
{
  MDM_TRY (mdm_instance_need (instance, MDM_PART_ADAPTIVE, err));
  *res = instance->adaptive->rounds_max;
  return MDM_OK;
}
