#include <config.h>

#include "claim/environment.h"

/* Set RES to X, NULL being infinity (instance.h), if STATUS is MDM_OK.  */
static mdm_status
answer_real (mdm_value_t res, mdm_status status, const mdm_logform_struct *x)
{
  if (status == MDM_OK && x == NULL)
    mdm_value_set_infinity (res, 1);
  else if (status == MDM_OK)
    mdm_value_set_logform (res, x);
  return status;
}

static mdm_status
get_curve (const mdm_curve_struct **res, const mdm_subject_t *subject,
           mdm_err_t *err)
{
  return mdm_instance_curve (res, subject->instance, err);
}

static mdm_status
get_weights (const fmpq **res, const mdm_subject_t *subject, mdm_err_t *err)
{
  return mdm_instance_weights (res, subject->instance, err);
}

/* ekl and eps_train of the schedule of greatest ekl_ideal.  */
static mdm_status
get_most (mdm_value_t res, mdm_quantity_id id, mdm_instance_struct *instance,
          mdm_err_t *err)
{
  const mdm_logform_struct *ideal = NULL, *training = NULL;
  mdm_status status = mdm_instance_ekl_most (&ideal, NULL, instance, err);

  if (status != MDM_OK || id == MDM_Q_EKL_IDEAL)
    return answer_real (res, status, ideal);
  status = mdm_instance_eps_most (&training, instance, err);
  status = answer_real (res, status, training);
  if (status == MDM_OK && training != NULL && id == MDM_Q_EKL)
    mdm_logform_add (res->x, res->x, ideal);
  return status;
}

static mdm_status
get_error (mdm_value_t res, mdm_quantity_id id, const mdm_subject_t *subject,
           mdm_err_t *err)
{
  const mdm_instance_source_t *source = subject->data;
  const mdm_logform_struct *x = NULL;
  mdm_status status;

  /* Bounds of what some schedule reaches speak of ekl and eps_train.  */
  if (source->most && id != MDM_Q_EKL_DEFINITION)
    return get_most (res, id, source->instance, err);
  switch (id)
    {
    case MDM_Q_EKL:
      status = mdm_instance_ekl (&x, source->instance, err);
      break;
    case MDM_Q_EKL_IDEAL:
      status = mdm_instance_ekl_ideal (&x, source->instance, err);
      break;
    case MDM_Q_EKL_DEFINITION:
      status = mdm_instance_ekl_definition (&x, source->instance, err);
      break;
    default:
      status = mdm_instance_eps_train (&x, source->instance, err);
      break;
    }
  return answer_real (res, status, x);
}

static mdm_status
get_divergence (mdm_value_t res, const mdm_subject_t *subject, mdm_err_t *err)
{
  const mdm_logform_struct *x = NULL;
  mdm_status status = mdm_instance_kl_mixed (&x, subject->instance, err);

  return answer_real (res, status, x);
}

mdm_subject_t
mdm_subject_of (mdm_instance_source_t *source)
{
  mdm_instance_struct *instance = source->instance;
  const mdm_schedule_struct *schedule = instance->schedule;

  return (mdm_subject_t){
    .length = instance->law->length,
    .smax = schedule == NULL ? 0 : schedule->smax,
    .random = mdm_instance_is_random (instance),
    .weighted = schedule != NULL,
    .schedule = schedule,
    .instance = instance,
    .data = source,
    .curve = get_curve,
    .weights = get_weights,
    .error = get_error,
    .divergence = get_divergence,
  };
}

static mdm_status
get (mdm_value_t res, mdm_quantity_id id, const fmpz *index,
     const mdm_position_sets_t *sets, void *data, mdm_err_t *err)
{
  mdm_subject_t subject = mdm_subject_of (data);

  return mdm_subject_answer (res, id, index, sets, &subject, err);
}

mdm_environment_t
mdm_environment_of (mdm_instance_source_t *source)
{
  return (mdm_environment_t){ get, source };
}
