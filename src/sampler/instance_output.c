#include <config.h>

#include "sampler/instance_output.h"

#include "exact/scoped.h"
#include "sampler/divergence.h"
#include "sampler/instance_part.h"
#include "sampler/paired.h"
#include "sampler/partitions.h"

/* Bits of a ball that may be 0.  */
#define PRECISION 128

mdm_status
mdm_instance_compute_output (mdm_instance_t instance, mdm_err_t *err)
{
  mdm_status status = mdm_instance_need_schedule (instance, err);

  if (status == MDM_OK)
    status = mdm_instance_need (instance, MDM_PART_PREDICTION, err);
  if (status != MDM_OK)
    return status;
  return mdm_sampled_set_output (instance->sampled, err);
}

mdm_status
mdm_instance_compute_enclosed (mdm_instance_t instance, mdm_err_t *err)
{
  mdm_status status = mdm_instance_need_schedule (instance, err);

  if (status == MDM_OK)
    status = mdm_instance_need (instance, MDM_PART_PREDICTION, err);
  if (status != MDM_OK)
    return status;
  return mdm_sampled_enclose (instance->sampled, err);
}

/* Is there only one partition to average over: given blocks, or one step that
   draws everything?  */
static int
one_partition (const mdm_schedule_struct *schedule)
{
  return schedule->kind == MDM_SCHEDULE_BLOCKS
         || mdm_schedule_draws (schedule) == 1;
}

/* Are there closed forms of the output law (paired.h)?  */
static int
is_paired (const mdm_instance_t instance)
{
  return instance->law->kind == MDM_LAW_PAIRED_COPY
         && mdm_instance_is_ideal (instance) && instance->schedule != NULL
         && !mdm_instance_is_walked (instance);
}

/* Of laws of more rows kl_mixed is enclosed, unless the output law is known
   already: its exact form has a logarithm for each row.  */
#define EXACT_ROWS 256

/* The same where X, measured on the output law, may be 0 only then: is ekl
   0?  */
static int
is_zero (const mdm_logform_t x, mdm_instance_t instance)
{
  int sign = 1;
  MDM_ARB (ball);

  if (!mdm_instance_is_ideal (instance) || !mdm_logform_is_lazy (x))
    return 0;
  mdm_logform_get_arb (ball, x, PRECISION);
  return arb_contains_zero (ball)
         && mdm_instance_need (instance, MDM_PART_EKL, NULL) == MDM_OK
         && mdm_logform_sign (&sign, instance->real[MDM_PART_EKL].x) == MDM_OK
         && sign == 0;
}

mdm_status
mdm_instance_compute_kl_mixed (mdm_instance_t instance, mdm_err_t *err)
{
  mdm_part_real_t *res = instance->real + MDM_PART_KL_MIXED;
  mdm_status status;

  if (instance->schedule != NULL
      && one_partition (mdm_instance_process (instance)))
    {
      /* p_Y is p_{Y|M}.  */
      const mdm_part_real_t *ekl = instance->real + MDM_PART_EKL;
      status = mdm_instance_need (instance, MDM_PART_EKL, err);
      res->infinite = ekl->infinite;
      mdm_logform_set (res->x, ekl->x);
      return status;
    }
  if (mdm_instance_is_faithful (instance))
    return MDM_OK;
  if (is_paired (instance))
    return mdm_paired_kl (res->x, instance->law->vocab,
                          mdm_instance_process (instance), &instance->limit,
                          err);
  status = mdm_instance_need (instance, MDM_PART_PREDICTION, err);
  if (status == MDM_OK
      && instance->sampled->prediction.rows->support > EXACT_ROWS
      && !instance->part[MDM_PART_OUTPUT].asked
      && mdm_instance_need (instance, MDM_PART_ENCLOSED, NULL) == MDM_OK)
    {
      mdm_sampled_kl (res->x, &res->infinite, instance->sampled);
      if (is_zero (res->x, instance))
        mdm_logform_zero (res->x);
      return MDM_OK;
    }
  status = mdm_instance_need (instance, MDM_PART_OUTPUT, err);
  if (status == MDM_OK)
    mdm_divergence_kl (res->x, &res->infinite,
                       instance->sampled->prediction.rows,
                       instance->sampled->output);
  return status;
}

/* TV and SER.  */

/* Are all sequences possible, so that none is an error?  */
static int
nothing_is_impossible (const mdm_instance_t instance)
{
  const mdm_law_struct *law = instance->law;

  return law->support == mdm_work_pow (law->vocab, law->length);
}

/* SER of paired copies: TV is, and given a partition, too, so that its mean is
   the mean of SER, which is SER.  */
static mdm_status
paired_ser (mdm_logform_t res, mdm_instance_t instance, mdm_err_t *err)
{
  mdm_status status;
  MDM_FMPQ (ser);

  status = mdm_paired_right (ser, instance->law->vocab,
                             mdm_instance_process (instance), &instance->limit,
                             err);
  fmpq_sub_si (ser, ser, 1);
  fmpq_neg (ser, ser);
  mdm_logform_set_fmpq (res, ser);
  return status;
}

/* RES = TV, or SER: from the fractions of the output law where these are there
   or short, else from its balls.  */
static mdm_status
measure_output (mdm_logform_t res, mdm_instance_t instance, int is_ser,
                mdm_err_t *err)
{
  mdm_status status = MDM_OK;
  mdm_sampled_t *sampled;
  MDM_FMPQ (q);

  if (!instance->part[MDM_PART_OUTPUT].asked
      && mdm_instance_need (instance, MDM_PART_ENCLOSED, NULL) == MDM_OK
      && !instance->sampled->is_short)
    {
      (is_ser ? mdm_sampled_ser : mdm_sampled_tv) (res, instance->sampled);
      if (is_zero (res, instance))
        mdm_logform_zero (res);
      return MDM_OK;
    }
  status = mdm_instance_need (instance, MDM_PART_OUTPUT, err);
  if (status != MDM_OK)
    return status;
  sampled = instance->sampled;
  (is_ser ? mdm_divergence_ser
          : mdm_divergence_tv) (q, sampled->prediction.rows, sampled->output);
  mdm_logform_set_fmpq (res, q);
  return MDM_OK;
}

mdm_status
mdm_instance_compute_ser (mdm_instance_t instance, mdm_err_t *err)
{
  mdm_logform_struct *ser = instance->real[MDM_PART_SER].x;
  mdm_status status = mdm_instance_need_schedule (instance, err);

  if (status != MDM_OK || mdm_instance_is_faithful (instance))
    return status;
  if (is_paired (instance))
    return paired_ser (ser, instance, err);
  status = mdm_instance_need (instance, MDM_PART_PREDICTION, err);
  return status != MDM_OK || nothing_is_impossible (instance)
             ? status
             : measure_output (ser, instance, 1, err);
}

mdm_status
mdm_instance_compute_tv (mdm_instance_t instance, mdm_err_t *err)
{
  mdm_logform_struct *tv = instance->real[MDM_PART_TV].x;
  mdm_status status = mdm_instance_need_schedule (instance, err);

  if (status != MDM_OK || mdm_instance_is_faithful (instance))
    return status;
  return is_paired (instance) ? paired_ser (tv, instance, err)
                              : measure_output (tv, instance, 0, err);
}

/* That of p_Y, where all paths are one.  */
static mdm_status
policy_tv_mean (mdm_instance_t instance, mdm_err_t *err)
{
  MDM_TRY (mdm_instance_need_paths (instance, err));
  if (mdm_policy_is_random (instance->schedule->policy))
    return mdm_err_set (err, MDM_EABSENT, NULL, 0, 0,
                        "the distance is not averaged over the inner "
                        "randomness of policies");
  MDM_TRY (mdm_instance_need (instance, MDM_PART_TV, err));
  mdm_logform_set (instance->real[MDM_PART_TV_MEAN].x,
                   instance->real[MDM_PART_TV].x);
  return MDM_OK;
}

/* They are found with the output law, or by the states alone where that is
   found otherwise and something impossible may be drawn.  */
mdm_status
mdm_instance_compute_rounds_q (mdm_instance_t instance, mdm_err_t *err)
{
  const mdm_schedule_struct *process;
  MDM_FMPQ (rounds);

  MDM_TRY (mdm_instance_need_policy (instance, err));
  process = mdm_instance_process (instance);
  if (mdm_instance_is_walked (instance))
    {
      MDM_TRY (mdm_instance_need (instance, MDM_PART_OUTPUT, err));
      fmpq_set (rounds, instance->sampled->rounds);
    }
  else if (mdm_instance_is_faithful (instance)
           || nothing_is_impossible (instance) || process->steps <= 2)
    fmpq_set_ui (rounds, process->steps, 1);
  else
    {
      const mdm_law_struct *rows;
      size_t last = process->size[process->steps - 1] + process->smax;
      MDM_TRY (mdm_instance_need (instance, MDM_PART_PREDICTION, err));
      /* After what is impossible there is one round, as after all but the last
         but one.  */
      rows = instance->sampled->prediction.rows;
      fmpq_set_ui (rounds, process->steps, 1);
      if (!mdm_adaptive_all_possible (rows, rows->length - last))
        MDM_TRY (mdm_adaptive_output (
            NULL, rounds, &instance->sampled->prediction,
            instance->schedule->policy, &instance->limit, err));
    }
  mdm_logform_set_fmpq (instance->real[MDM_PART_ROUNDS_Q].x, rounds);
  return MDM_OK;
}

mdm_status
mdm_instance_compute_tv_mean (mdm_instance_t instance, mdm_err_t *err)
{
  mdm_logform_struct *mean = instance->real[MDM_PART_TV_MEAN].x;
  MDM_FMPQ (q);
  mdm_status status = mdm_instance_need_schedule (instance, err);

  if (status != MDM_OK)
    return status;
  if (is_paired (instance))
    return paired_ser (mean, instance, err);
  if (mdm_instance_is_policy (instance))
    return policy_tv_mean (instance, err);
  status = mdm_instance_need (instance, MDM_PART_PREDICTION, err);
  if (status != MDM_OK)
    return status;
  status = mdm_partitions_tv (q, &instance->sampled->prediction,
                              instance->schedule, &instance->limit, err);
  mdm_logform_set_fmpq (mean, q);
  return status;
}
