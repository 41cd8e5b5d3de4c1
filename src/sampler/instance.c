#include <config.h>

#include "sampler/instance.h"

#include "info/entropy.h"
#include "sampler/divergence.h"
#include "sampler/optimal.h"
#include "sampler/output.h"
#include "sampler/paired.h"
#include "sampler/partitions.h"
#include "sampler/weights.h"

#include <string.h>

static void
slot_init (mdm_real_slot *slot)
{
  slot->knowledge = MDM_NOT_ASKED;
  slot->err = NULL;
  slot->infinite = 0;
  mdm_logform_init (slot->x);
}

static void
slot_clear (mdm_real_slot *slot)
{
  flint_free (slot->err);
  mdm_logform_clear (slot->x);
}

void
mdm_instance_init (mdm_instance_t instance, mdm_law_struct *law,
                   const mdm_schedule_struct *schedule,
                   const mdm_limit_t *limit)
{
  memset (instance, 0, sizeof *instance);
  instance->law = law;
  instance->schedule = schedule;
  instance->limit = *limit;
  instance->curve_knowledge = MDM_NOT_ASKED;
  instance->output_knowledge = MDM_NOT_ASKED;
  mdm_curve_init (instance->curve);
  slot_init (&instance->ekl);
  slot_init (&instance->ekl_ideal);
  slot_init (&instance->ekl_definition);
  slot_init (&instance->eps_train);
  slot_init (&instance->kl_mixed);
  slot_init (&instance->ekl_most);
  slot_init (&instance->eps_most);
  mdm_schedule_init (instance->worst);
  fmpq_init (instance->tv);
  fmpq_init (instance->ser);
  fmpq_init (instance->tv_mean);
}

void
mdm_instance_init_with_curve (mdm_instance_t instance, mdm_law_struct *law,
                              const mdm_schedule_struct *schedule,
                              const mdm_curve_struct *curve,
                              const mdm_limit_t *limit)
{
  mdm_instance_init (instance, law, schedule, limit);
  instance->lent = curve;
  instance->curve_knowledge = MDM_KNOWN;
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
  mdm_curve_clear (instance->curve);
  slot_clear (&instance->ekl);
  slot_clear (&instance->ekl_ideal);
  slot_clear (&instance->ekl_definition);
  slot_clear (&instance->eps_train);
  slot_clear (&instance->kl_mixed);
  slot_clear (&instance->ekl_most);
  slot_clear (&instance->eps_most);
  mdm_schedule_clear (instance->worst);
  fmpq_clear (instance->tv);
  fmpq_clear (instance->ser);
  fmpq_clear (instance->tv_mean);
  if (instance->output != NULL)
    _fmpq_vec_clear (instance->output,
                     (slong) instance->prediction.rows->support);
  if (instance->has_prediction)
    mdm_prediction_clear (&instance->prediction);
  if (instance->weights != NULL)
    _fmpq_vec_clear (instance->weights, (slong) instance->law->length);
  flint_free (instance->curve_err);
  flint_free (instance->output_err);
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
         && instance->schedule->kind != MDM_SCHEDULE_BLOCKS;
}

int
mdm_instance_is_ideal (const mdm_instance_t instance)
{
  return instance->predictor == NULL;
}

mdm_method
mdm_instance_method (const mdm_instance_t instance)
{
  if (instance->curve_knowledge == MDM_KNOWN)
    return instance->lent != NULL ? instance->lent->method
                                  : instance->curve->method;
  return instance->law->kind == MDM_LAW_LISTED ? MDM_METHOD_SPARSE
                                               : MDM_METHOD_CLOSED_FORM;
}

/* Remember how it went: keep a copy of ERR if STATUS is a failure.  */
static mdm_status
remember (mdm_knowledge *knowledge, mdm_err_t **kept, mdm_status status,
          const mdm_err_t *err)
{
  *knowledge = status == MDM_OK ? MDM_KNOWN : MDM_FAILED;
  if (status != MDM_OK)
    {
      *kept = flint_malloc (sizeof **kept);
      **kept = *err;
    }
  return status;
}

/* Fail again as before.  */
static mdm_status
recall (mdm_err_t *err, const mdm_err_t *kept)
{
  if (err != NULL)
    *err = *kept;
  return kept->status;
}

static mdm_status
absent (const char *what, mdm_err_t *err)
{
  return mdm_err_set (err, MDM_EABSENT, NULL, 0, 0, "%s", what);
}

/* Lend SLOT, computing it by COMPUTE at the first call.  */
static mdm_status
lend (const mdm_logform_struct **res, mdm_real_slot *slot,
      mdm_instance_t instance,
      mdm_status (*compute) (mdm_real_slot *, mdm_instance_t, mdm_err_t *),
      mdm_err_t *err)
{
  mdm_err_t own;

  memset (&own, 0, sizeof own);
  if (slot->knowledge == MDM_NOT_ASKED)
    {
      mdm_status status = compute (slot, instance, &own);
      (void) remember (&slot->knowledge, &slot->err, status, &own);
    }
  *res = slot->infinite ? NULL : slot->x;
  return slot->knowledge == MDM_KNOWN ? MDM_OK : recall (err, slot->err);
}

mdm_status
mdm_instance_curve (const mdm_curve_struct **res, mdm_instance_t instance,
                    mdm_err_t *err)
{
  mdm_err_t own;

  memset (&own, 0, sizeof own);
  *res = instance->lent != NULL ? instance->lent : instance->curve;
  if (instance->curve_knowledge == MDM_NOT_ASKED)
    {
      mdm_status status = mdm_curve_set (instance->curve, instance->law,
                                         &instance->limit, &own);
      (void) remember (&instance->curve_knowledge, &instance->curve_err,
                       status, &own);
    }
  return instance->curve_knowledge == MDM_KNOWN
             ? MDM_OK
             : recall (err, instance->curve_err);
}

/* KL(p || p_{Y|M}) = sum_t [sum_{i in D_t} H(X_i|X_R) - H(X_{D_t}|X_R)]
   (THEORY section 2): conditional total correlations of single tokens.  */
static void
blocks_ekl (mdm_logform_t res, const mdm_law_t law,
            const mdm_schedule_t schedule)
{
  size_t most = schedule->smax;
  size_t *start = flint_malloc ((most + 2) * sizeof (size_t));
  size_t *position = flint_malloc (schedule->length * sizeof (size_t));
  size_t revealed = 0;
  mdm_logform_t part;

  mdm_logform_init (part);
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
  mdm_logform_clear (part);
  flint_free (start);
  flint_free (position);
}

/* RES = the error with the ideal predictor of SCHEDULE, not of blocks.  */
static mdm_status
curve_ekl (mdm_logform_t res, mdm_instance_t instance,
           const mdm_schedule_struct *schedule, mdm_err_t *err)
{
  const mdm_curve_struct *curve;
  mdm_status status = mdm_instance_curve (&curve, instance, err);
  fmpq *a;

  if (status == MDM_OK)
    status = mdm_weights_check (schedule, &instance->limit, err);
  if (status != MDM_OK)
    return status;
  a = _fmpq_vec_init ((slong) curve->length);
  mdm_weights_set_schedule (a, schedule);
  mdm_weights_ekl (res, a, curve);
  _fmpq_vec_clear (a, (slong) curve->length);
  return MDM_OK;
}

mdm_status
mdm_instance_weights (const fmpq **res, mdm_instance_t instance,
                      mdm_err_t *err)
{
  const mdm_schedule_struct *schedule = instance->schedule;
  mdm_status status;

  *res = instance->weights;
  if (schedule == NULL)
    return absent ("there is no schedule", err);
  if (instance->weights != NULL)
    return MDM_OK;
  status = mdm_weights_check (schedule, &instance->limit, err);
  if (status != MDM_OK)
    return status;
  instance->weights = _fmpq_vec_init ((slong) schedule->length);
  mdm_weights_set_schedule (instance->weights, schedule);
  *res = instance->weights;
  return MDM_OK;
}

static mdm_status
compute_ekl_ideal (mdm_real_slot *res, mdm_instance_t instance, mdm_err_t *err)
{
  if (instance->schedule == NULL)
    return absent ("there is no schedule", err);
  if (mdm_instance_is_random (instance))
    return curve_ekl (res->x, instance, instance->schedule, err);
  blocks_ekl (res->x, instance->law, instance->schedule);
  return MDM_OK;
}

mdm_status
mdm_instance_ekl_ideal (const mdm_logform_struct **res,
                        mdm_instance_t instance, mdm_err_t *err)
{
  return lend (res, &instance->ekl_ideal, instance, compute_ekl_ideal, err);
}

/* See to it that the predictor can be asked on the rows of the law.  */
static mdm_status
need_prediction (mdm_instance_t instance, mdm_err_t *err)
{
  mdm_status status = mdm_law_list (instance->law, &instance->limit, err);

  if (status != MDM_OK || instance->has_prediction)
    return status;
  status = mdm_prediction_init (&instance->prediction, instance->law,
                                instance->law, instance->predictor,
                                &instance->limit, err);
  if (status == MDM_OK)
    instance->has_prediction = 1;
  else
    mdm_prediction_clear (&instance->prediction);
  return status;
}

static mdm_status
compute_eps_train (mdm_real_slot *res, mdm_instance_t instance, mdm_err_t *err)
{
  mdm_status status;

  if (instance->schedule == NULL)
    return absent ("there is no schedule", err);
  if (mdm_instance_is_ideal (instance))
    return MDM_OK;
  status = need_prediction (instance, err);
  if (status == MDM_OK)
    status = mdm_divergence_eps_train (
        res->x, &res->infinite, &instance->prediction, instance->schedule,
        &instance->limit, err);
  return status;
}

mdm_status
mdm_instance_eps_train (const mdm_logform_struct **res,
                        mdm_instance_t instance, mdm_err_t *err)
{
  return lend (res, &instance->eps_train, instance, compute_eps_train, err);
}

/* The decoupling of the two errors (THEORY section 2).  */
static mdm_status
compute_ekl (mdm_real_slot *res, mdm_instance_t instance, mdm_err_t *err)
{
  const mdm_logform_struct *ideal, *training;
  mdm_status status = mdm_instance_ekl_ideal (&ideal, instance, err);

  if (status == MDM_OK)
    status = mdm_instance_eps_train (&training, instance, err);
  if (status != MDM_OK)
    return status;
  res->infinite = training == NULL;
  if (training != NULL)
    mdm_logform_add (res->x, ideal, training);
  return MDM_OK;
}

mdm_status
mdm_instance_ekl (const mdm_logform_struct **res, mdm_instance_t instance,
                  mdm_err_t *err)
{
  return lend (res, &instance->ekl, instance, compute_ekl, err);
}

static mdm_status
compute_ekl_definition (mdm_real_slot *res, mdm_instance_t instance,
                        mdm_err_t *err)
{
  mdm_status status;

  if (instance->schedule == NULL)
    return absent ("there is no schedule", err);
  status = need_prediction (instance, err);
  if (status == MDM_OK)
    status = mdm_divergence_ekl (res->x, &res->infinite, &instance->prediction,
                                 instance->schedule, &instance->limit, err);
  return status;
}

mdm_status
mdm_instance_ekl_definition (const mdm_logform_struct **res,
                             mdm_instance_t instance, mdm_err_t *err)
{
  return lend (res, &instance->ekl_definition, instance,
               compute_ekl_definition, err);
}

/* The output law on the support.  */
static mdm_status
compute_output (mdm_instance_t instance, mdm_err_t *err)
{
  mdm_status status;

  if (instance->schedule == NULL)
    return absent ("there is no schedule", err);
  status = need_prediction (instance, err);
  if (status != MDM_OK)
    return status;
  instance->output
      = _fmpq_vec_init ((slong) instance->prediction.rows->support);
  return mdm_output_predicted (instance->output, &instance->prediction,
                               instance->schedule, &instance->limit, err);
}

static mdm_status
need_output (mdm_instance_t instance, mdm_err_t *err)
{
  mdm_err_t own;

  memset (&own, 0, sizeof own);
  if (instance->output_knowledge == MDM_NOT_ASKED)
    {
      mdm_status status = compute_output (instance, &own);
      (void) remember (&instance->output_knowledge, &instance->output_err,
                       status, &own);
    }
  return instance->output_knowledge == MDM_KNOWN
             ? MDM_OK
             : recall (err, instance->output_err);
}

mdm_status
mdm_instance_output (const fmpq **res, mdm_instance_t instance, mdm_err_t *err)
{
  mdm_status status = need_output (instance, err);

  *res = instance->output;
  return status;
}

/* Is there only one partition to average over: given blocks, or one step that
   draws everything?  */
static int
one_partition (const mdm_schedule_struct *schedule)
{
  size_t possible = 0;

  if (schedule->kind == MDM_SCHEDULE_IID)
    for (size_t t = 0; t < schedule->steps; t++)
      possible += !fmpq_is_zero (schedule->step + t);
  return schedule->kind == MDM_SCHEDULE_BLOCKS
         || schedule->smax == schedule->length || possible == 1;
}

/* Are there closed forms of the output law (paired.h)?  */
static int
is_paired (const mdm_instance_t instance)
{
  return instance->law->kind == MDM_LAW_PAIRED_COPY
         && mdm_instance_is_ideal (instance) && instance->schedule != NULL;
}

static mdm_status
compute_kl_mixed (mdm_real_slot *res, mdm_instance_t instance, mdm_err_t *err)
{
  const mdm_logform_struct *ekl;
  mdm_status status;

  if (instance->schedule != NULL && one_partition (instance->schedule))
    {
      /* p_Y is p_{Y|M}.  */
      status = mdm_instance_ekl (&ekl, instance, err);
      res->infinite = status == MDM_OK && ekl == NULL;
      if (status == MDM_OK && ekl != NULL)
        mdm_logform_set (res->x, ekl);
      return status;
    }
  if (is_paired (instance))
    return mdm_paired_kl (res->x, instance->law->vocab, instance->schedule,
                          &instance->limit, err);
  status = need_output (instance, err);
  if (status == MDM_OK)
    mdm_divergence_kl (res->x, &res->infinite, instance->prediction.rows,
                       instance->output);
  return status;
}

mdm_status
mdm_instance_kl_mixed (const mdm_logform_struct **res, mdm_instance_t instance,
                       mdm_err_t *err)
{
  return lend (res, &instance->kl_mixed, instance, compute_kl_mixed, err);
}

static mdm_status
compute_ekl_most (mdm_real_slot *res, mdm_instance_t instance, mdm_err_t *err)
{
  const mdm_curve_struct *curve;
  mdm_status status;

  if (!mdm_instance_has_sizes (instance))
    return absent ("there is no largest size", err);
  status = mdm_instance_curve (&curve, instance, err);
  if (status == MDM_OK)
    status = mdm_optimal_worst (instance->worst, instance->schedule->smax,
                                curve, &instance->limit, err);
  if (status == MDM_OK)
    status = curve_ekl (res->x, instance, instance->worst, err);
  return status;
}

static mdm_status
compute_eps_most (mdm_real_slot *res, mdm_instance_t instance, mdm_err_t *err)
{
  const mdm_logform_struct *most;
  mdm_status status = mdm_instance_ekl_most (&most, NULL, instance, err);

  if (status != MDM_OK || mdm_instance_is_ideal (instance))
    return status;
  status = need_prediction (instance, err);
  if (status == MDM_OK)
    status = mdm_divergence_eps_train (res->x, &res->infinite,
                                       &instance->prediction, instance->worst,
                                       &instance->limit, err);
  return status;
}

mdm_status
mdm_instance_eps_most (const mdm_logform_struct **res, mdm_instance_t instance,
                       mdm_err_t *err)
{
  return lend (res, &instance->eps_most, instance, compute_eps_most, err);
}

mdm_status
mdm_instance_ekl_most (const mdm_logform_struct **res,
                       const mdm_schedule_struct **schedule,
                       mdm_instance_t instance, mdm_err_t *err)
{
  if (schedule != NULL)
    *schedule = instance->worst;
  return lend (res, &instance->ekl_most, instance, compute_ekl_most, err);
}

/* TV and SER of paired copies are one number.  */
static mdm_status
need_paired (mdm_instance_t instance, mdm_err_t *err)
{
  fmpq_t right;
  mdm_status status;

  if (instance->has_ser)
    return MDM_OK;
  fmpq_init (right);
  status = mdm_paired_right (right, instance->law->vocab, instance->schedule,
                             &instance->limit, err);
  if (status == MDM_OK)
    {
      fmpq_sub_si (right, right, 1);
      fmpq_neg (instance->ser, right);
      fmpq_set (instance->tv, instance->ser);
      instance->has_ser = instance->has_tv = 1;
    }
  fmpq_clear (right);
  return status;
}

mdm_status
mdm_instance_tv (const fmpq **res, mdm_instance_t instance, mdm_err_t *err)
{
  mdm_status status = is_paired (instance) ? need_paired (instance, err)
                                           : need_output (instance, err);

  *res = instance->tv;
  if (status == MDM_OK && !instance->has_tv)
    mdm_divergence_tv (instance->tv, instance->prediction.rows,
                       instance->output);
  instance->has_tv = status == MDM_OK;
  return status;
}

mdm_status
mdm_instance_ser (const fmpq **res, mdm_instance_t instance, mdm_err_t *err)
{
  mdm_status status = is_paired (instance) ? need_paired (instance, err)
                                           : need_output (instance, err);

  *res = instance->ser;
  if (status == MDM_OK && !instance->has_ser)
    mdm_divergence_ser (instance->ser, instance->prediction.rows,
                        instance->output);
  instance->has_ser = status == MDM_OK;
  return status;
}

mdm_status
mdm_instance_tv_mean (const fmpq **res, mdm_instance_t instance,
                      mdm_err_t *err)
{
  mdm_status status;

  *res = instance->tv_mean;
  if (instance->schedule == NULL)
    return absent ("there is no schedule", err);
  if (instance->has_tv_mean)
    return MDM_OK;
  /* Given a partition, TV of paired copies is SER, whose mean is SER.  */
  if (is_paired (instance))
    {
      status = need_paired (instance, err);
      fmpq_set (instance->tv_mean, instance->ser);
    }
  else
    {
      status = need_prediction (instance, err);
      if (status == MDM_OK)
        status = mdm_partitions_tv (instance->tv_mean, &instance->prediction,
                                    instance->schedule, &instance->limit, err);
    }
  instance->has_tv_mean = status == MDM_OK;
  return status;
}
