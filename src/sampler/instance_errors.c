#include <config.h>

#include "sampler/instance_errors.h"

#include "exact/scoped.h"
#include "info/entropy.h"
#include "sampler/divergence.h"
#include "sampler/instance_part.h"
#include "sampler/optimal.h"
#include "sampler/weights.h"

#include <string.h>

/* KL(p || p_{Y|M}) = sum_t [sum_{i in D_t} H(X_i|X_R) - H(X_{D_t}|X_R)]
   (THEORY section 2): conditional total correlations of single tokens.  */
static void
blocks_ekl (mdm_logform_t res, const mdm_law_t law,
            const mdm_schedule_t schedule)
{
  MDM_OWNED size_t *start
      = flint_malloc ((schedule->smax + 2) * sizeof (size_t));
  MDM_OWNED size_t *position
      = flint_malloc (schedule->length * sizeof (size_t));
  size_t revealed = 0;
  MDM_LOGFORM (part);

  mdm_logform_zero (res);
  for (size_t t = 0; t < schedule->steps; t++)
    {
      size_t s = schedule->size[t];
      mdm_groups_t groups = { s, start, position };
      for (size_t g = 0; g <= s; g++)
        start[g] = g;
      start[s + 1] = s + revealed;
      /* The block first, then what is revealed.  */
      memcpy (position, schedule->position + revealed, s * sizeof (size_t));
      memcpy (position + s, schedule->position, revealed * sizeof (size_t));
      mdm_total_correlation (part, law, &groups);
      mdm_logform_add (res, res, part);
      revealed += s;
    }
}

/* RES = the error of SCHEDULE, which is exchangeable, with the ideal
   predictor, by the curve.  */
static mdm_status
curve_ekl (mdm_logform_t res, mdm_instance_t instance,
           const mdm_schedule_struct *schedule, mdm_err_t *err)
{
  fmpq *a;

  MDM_TRY (mdm_instance_need (instance, MDM_PART_CURVE, err));
  MDM_TRY (mdm_weights_check (schedule, &instance->limit, err));
  a = _fmpq_vec_init ((slong) schedule->length);
  mdm_weights_set_schedule (a, schedule);
  mdm_weights_ekl (res, a, instance->curve);
  _fmpq_vec_clear (a, (slong) schedule->length);
  return MDM_OK;
}

/* Of policies.  */

mdm_status
mdm_instance_compute_adaptive (mdm_instance_t instance, mdm_err_t *err)
{
  MDM_TRY (mdm_instance_need_policy (instance, err));
  if (!mdm_instance_is_walked (instance))
    {
      /* Sizes, always the same.  */
      instance->adaptive->rounds_max = mdm_instance_process (instance)->steps;
      fmpq_set_ui (instance->adaptive->rounds_p,
                   mdm_instance_process (instance)->steps, 1);
      return MDM_OK;
    }
  MDM_TRY (mdm_instance_need (instance, MDM_PART_PREDICTION, err));
  return mdm_adaptive_errors (
      instance->adaptive, &instance->sampled->prediction,
      instance->schedule->policy, &instance->limit, err);
}

mdm_status
mdm_instance_compute_budget (mdm_instance_t instance, mdm_err_t *err)
{
  MDM_TRY (mdm_instance_need_paths (instance, err));
  if (mdm_instance_process (instance)->smax == 1)
    return MDM_OK;
  MDM_TRY (mdm_instance_need (instance, MDM_PART_PREDICTION, err));
  return mdm_adaptive_budget (
      instance->real[MDM_PART_BUDGET].x, &instance->sampled->prediction,
      instance->schedule->policy, &instance->limit, err);
}

/* RES = X of the policy, or infinite.  */
static mdm_status
take_adaptive (mdm_part_real_t *res, mdm_instance_t instance,
               const mdm_logform_struct *x, int infinite, mdm_err_t *err)
{
  MDM_TRY (mdm_instance_need_paths (instance, err));
  MDM_TRY (mdm_instance_need (instance, MDM_PART_ADAPTIVE, err));
  res->infinite = infinite && instance->adaptive->infinite;
  mdm_logform_set (res->x, x);
  return MDM_OK;
}

/* Without inner randomness the error is that of p_Y.  */
static mdm_status
policy_definition (mdm_part_real_t *res, mdm_instance_t instance,
                   mdm_err_t *err)
{
  MDM_TRY (mdm_instance_need_paths (instance, err));
  if (mdm_policy_is_random (instance->schedule->policy))
    return take_adaptive (res, instance, instance->adaptive->definition, 1,
                          err);
  MDM_TRY (mdm_instance_need (instance, MDM_PART_OUTPUT, err));
  mdm_divergence_kl (res->x, &res->infinite,
                     instance->sampled->prediction.rows,
                     instance->sampled->output);
  return MDM_OK;
}

/* The error with the ideal predictor.  */
mdm_status
mdm_instance_compute_ekl_ideal (mdm_instance_t instance, mdm_err_t *err)
{
  mdm_logform_struct *x = instance->real[MDM_PART_EKL_IDEAL].x;
  const mdm_schedule_struct *process = mdm_instance_process (instance);
  size_t length = instance->law->length;
  mdm_status status;

  MDM_TRY (mdm_instance_need_schedule (instance, err));
  if (mdm_instance_is_walked (instance))
    return take_adaptive (instance->real + MDM_PART_EKL_IDEAL, instance,
                          instance->adaptive->ekl, 0, err);
  if (process->kind == MDM_SCHEDULE_BLOCKS)
    {
      if (process->smax == 1) /* nothing is drawn together */
        return MDM_OK;
      status = mdm_entropy_check (instance->law, process->position, length,
                                  &instance->limit, err);
      if (status == MDM_OK)
        blocks_ekl (x, instance->law, process);
      if (status == MDM_OK || process->smax < length)
        return status;
    }
  /* Token by token there is no error, and all at once it is TC.  */
  if ((process->kind == MDM_SCHEDULE_SIZES
       || process->kind == MDM_SCHEDULE_BLOCKS)
      && (process->smax <= 1 || process->smax == length))
    {
      MDM_TRY (mdm_instance_need (instance, MDM_PART_ENDS, err));
      if (process->smax > 1)
        mdm_curve_tc (x, instance->curve->e != NULL ? instance->curve
                                                    : instance->ends);
      return MDM_OK;
    }
  if (mdm_instance_is_policy (instance))
    return curve_ekl (x, instance, process, err);
  MDM_TRY (mdm_instance_need (instance, MDM_PART_CURVE, err));
  MDM_TRY (mdm_instance_need (instance, MDM_PART_WEIGHTS, err));
  mdm_weights_ekl (x, instance->weights, instance->curve);
  return MDM_OK;
}

mdm_status
mdm_instance_compute_eps_train (mdm_instance_t instance, mdm_err_t *err)
{
  mdm_part_real_t *res = instance->real + MDM_PART_EPS_TRAIN;
  mdm_status status = mdm_instance_need_schedule (instance, err);

  if (status != MDM_OK || mdm_instance_is_ideal (instance))
    return status;
  if (mdm_instance_is_walked (instance))
    return take_adaptive (res, instance, instance->adaptive->eps, 1, err);
  status = mdm_instance_need (instance, MDM_PART_PREDICTION, err);
  if (status != MDM_OK)
    return status;
  return mdm_divergence_eps_train (
      res->x, &res->infinite, &instance->sampled->prediction,
      mdm_instance_process (instance), &instance->limit, err);
}

/* The decoupling of the two errors (THEORY section 2).  */
mdm_status
mdm_instance_compute_ekl (mdm_instance_t instance, mdm_err_t *err)
{
  mdm_part_real_t *res = instance->real + MDM_PART_EKL;
  const mdm_part_real_t *training = instance->real + MDM_PART_EPS_TRAIN;
  mdm_status status = mdm_instance_need (instance, MDM_PART_EKL_IDEAL, err);

  if (status == MDM_OK)
    status = mdm_instance_need (instance, MDM_PART_EPS_TRAIN, err);
  if (status != MDM_OK)
    return status;
  res->infinite = training->infinite;
  if (!training->infinite)
    mdm_logform_add (res->x, instance->real[MDM_PART_EKL_IDEAL].x,
                     training->x);
  return MDM_OK;
}

mdm_status
mdm_instance_compute_ekl_definition (mdm_instance_t instance, mdm_err_t *err)
{
  mdm_part_real_t *res = instance->real + MDM_PART_EKL_DEFINITION;
  mdm_status status = mdm_instance_need_schedule (instance, err);

  if (mdm_instance_is_walked (instance))
    return policy_definition (res, instance, err);
  if (status == MDM_OK)
    status = mdm_instance_need (instance, MDM_PART_PREDICTION, err);
  if (status != MDM_OK)
    return status;
  return mdm_divergence_ekl (
      res->x, &res->infinite, &instance->sampled->prediction,
      mdm_instance_process (instance), &instance->limit, err);
}

mdm_status
mdm_instance_compute_ekl_most (mdm_instance_t instance, mdm_err_t *err)
{
  if (!mdm_instance_has_sizes (instance))
    return mdm_err_set (err, MDM_EABSENT, NULL, 0, 0,
                        "there is no largest size");
  MDM_TRY (mdm_instance_need (instance, MDM_PART_CURVE, err));
  MDM_TRY (mdm_optimal_worst (instance->worst, instance->schedule->smax,
                              instance->curve, &instance->limit, err));
  return curve_ekl (instance->real[MDM_PART_EKL_MOST].x, instance,
                    instance->worst, err);
}

mdm_status
mdm_instance_compute_eps_most (mdm_instance_t instance, mdm_err_t *err)
{
  mdm_part_real_t *res = instance->real + MDM_PART_EPS_MOST;
  mdm_status status = mdm_instance_need (instance, MDM_PART_EKL_MOST, err);

  if (status != MDM_OK || mdm_instance_is_ideal (instance))
    return status;
  status = mdm_instance_need (instance, MDM_PART_PREDICTION, err);
  if (status != MDM_OK)
    return status;
  return mdm_divergence_eps_train (res->x, &res->infinite,
                                   &instance->sampled->prediction,
                                   instance->worst, &instance->limit, err);
}

mdm_status
mdm_instance_compute_rounds_p (mdm_instance_t instance, mdm_err_t *err)
{
  MDM_TRY (mdm_instance_need_paths (instance, err));
  MDM_TRY (mdm_instance_need (instance, MDM_PART_ADAPTIVE, err));
  mdm_logform_set_fmpq (instance->real[MDM_PART_ROUNDS_P].x,
                        instance->adaptive->rounds_p);
  return MDM_OK;
}
