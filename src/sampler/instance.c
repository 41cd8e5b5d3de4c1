#include <config.h>

#include "sampler/instance.h"

#include "exact/lazy.h"
#include "exact/scoped.h"
#include "info/entropy.h"
#include "sampler/divergence.h"
#include "sampler/enclosed.h"
#include "sampler/optimal.h"
#include "sampler/output.h"
#include "sampler/paired.h"
#include "sampler/partitions.h"
#include "sampler/weights.h"

#include <string.h>

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
  mdm_curve_init (instance->own);
  mdm_curve_init (instance->ends);
  mdm_schedule_init (instance->worst);
  mdm_adaptive_init (instance->adaptive);
  for (size_t i = 0; i < MDM_PART_REALS; i++)
    mdm_logform_init (instance->real[i].x);
  for (size_t i = 0; i < MDM_PART_FRACTIONS; i++)
    fmpq_init (instance->fraction + i);
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
  for (size_t i = 0; i < MDM_PART_FRACTIONS; i++)
    fmpq_clear (instance->fraction + i);
  mdm_curve_clear (instance->own);
  mdm_curve_clear (instance->ends);
  mdm_schedule_clear (instance->worst);
  mdm_adaptive_clear (instance->adaptive);
  if (instance->output != NULL)
    _fmpq_vec_clear (instance->output,
                     (slong) instance->prediction.rows->support);
  if (instance->enclosed != NULL)
    _arb_vec_clear (instance->enclosed,
                    (slong) instance->prediction.rows->support);
  if (instance->part[MDM_PART_PREDICTION].asked)
    mdm_prediction_clear (&instance->prediction);
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

/* How each part is computed, below.  */
typedef mdm_status compute_t (mdm_instance_t instance, mdm_err_t *err);
static compute_t *const compute[MDM_PARTS];

/* See to it that PART is known.  A failure is kept, to fail again with.  */
static mdm_status
need (mdm_instance_t instance, mdm_part part, mdm_err_t *err)
{
  mdm_part_t *kept = instance->part + part;

  if (!kept->asked)
    {
      mdm_err_t own = { 0 };
      mdm_status status = compute[part](instance, &own);
      kept->asked = 1;
      if (status != MDM_OK)
        {
          kept->err = flint_malloc (sizeof own);
          *kept->err = own;
        }
    }
  if (kept->err == NULL)
    return MDM_OK;
  if (err != NULL)
    *err = *kept->err;
  return kept->err->status;
}

static fmpq *
fraction (mdm_instance_t instance, mdm_part part)
{
  return instance->fraction + (part - MDM_PART_REALS);
}

static mdm_status
need_schedule (const mdm_instance_t instance, mdm_err_t *err)
{
  return instance->schedule != NULL ? MDM_OK
                                    : mdm_err_set (err, MDM_EABSENT, NULL, 0,
                                                   0, "there is no schedule");
}

static mdm_status
need_policy (const mdm_instance_t instance, mdm_err_t *err)
{
  MDM_TRY (need_schedule (instance, err));
  return mdm_instance_is_policy (instance)
             ? MDM_OK
             : mdm_err_set (err, MDM_EABSENT, NULL, 0, 0,
                            "the schedule is no policy");
}

/* The same for what depends on the paths of the sampler, which are its own in
   sample-then-keep.  */
static mdm_status
need_paths (const mdm_instance_t instance, mdm_err_t *err)
{
  MDM_TRY (need_policy (instance, err));
  return instance->schedule->policy->kind != MDM_POLICY_KEEP
             ? MDM_OK
             : mdm_err_set (err, MDM_EABSENT, NULL, 0, 0,
                            "what sample-then-keep reveals depends on what it "
                            "draws: only the output law exists");
}

/* The law and the curve.  */

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
  mdm_status status = need (instance, MDM_PART_CURVE, err);

  return status == MDM_ELIMIT && instance->law->kind == MDM_LAW_LISTED
             ? mdm_curve_set_ends (instance->ends, instance->law,
                                   &instance->limit, err)
             : status;
}

/* What the predictor says on the rows of the law.  */
static mdm_status
compute_prediction (mdm_instance_t instance, mdm_err_t *err)
{
  mdm_status status = mdm_law_list (instance->law, &instance->limit, err);

  if (status != MDM_OK)
    mdm_law_init (instance->prediction.own);
  else
    status = mdm_prediction_init (&instance->prediction, instance->law,
                                  instance->law, instance->predictor,
                                  &instance->limit, err);
  return status;
}

static mdm_status
compute_weights (mdm_instance_t instance, mdm_err_t *err)
{
  const mdm_schedule_struct *schedule = instance->schedule;
  mdm_status status = need_schedule (instance, err);

  if (status == MDM_OK)
    status = mdm_weights_check (schedule, &instance->limit, err);
  if (status != MDM_OK)
    return status;
  instance->weights = _fmpq_vec_init ((slong) schedule->length);
  mdm_weights_set_schedule (instance->weights, schedule);
  return MDM_OK;
}

/* The errors ekl.  */

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

/* Of policies.  */

static mdm_status
compute_adaptive (mdm_instance_t instance, mdm_err_t *err)
{
  MDM_TRY (need_policy (instance, err));
  MDM_TRY (need (instance, MDM_PART_PREDICTION, err));
  return mdm_adaptive_errors (instance->adaptive, &instance->prediction,
                              instance->schedule->policy, &instance->limit,
                              err);
}

static mdm_status
compute_budget (mdm_instance_t instance, mdm_err_t *err)
{
  MDM_TRY (need_paths (instance, err));
  MDM_TRY (need (instance, MDM_PART_PREDICTION, err));
  return mdm_adaptive_budget (
      instance->real[MDM_PART_BUDGET].x, &instance->prediction,
      instance->schedule->policy, &instance->limit, err);
}

/* RES = X of the policy, or infinite.  */
static mdm_status
take_adaptive (mdm_part_real_t *res, mdm_instance_t instance,
               const mdm_logform_struct *x, int infinite, mdm_err_t *err)
{
  MDM_TRY (need_paths (instance, err));
  MDM_TRY (need (instance, MDM_PART_ADAPTIVE, err));
  res->infinite = infinite && instance->adaptive->infinite;
  mdm_logform_set (res->x, x);
  return MDM_OK;
}

/* Without inner randomness the error is that of p_Y.  */
static mdm_status
policy_definition (mdm_part_real_t *res, mdm_instance_t instance,
                   mdm_err_t *err)
{
  MDM_TRY (need_paths (instance, err));
  if (mdm_policy_is_random (instance->schedule->policy))
    return take_adaptive (res, instance, instance->adaptive->definition, 1,
                          err);
  MDM_TRY (need (instance, MDM_PART_OUTPUT, err));
  mdm_divergence_kl (res->x, &res->infinite, instance->prediction.rows,
                     instance->output);
  return MDM_OK;
}

/* The error with the ideal predictor.  */
static mdm_status
compute_ekl_ideal (mdm_instance_t instance, mdm_err_t *err)
{
  mdm_logform_struct *x = instance->real[MDM_PART_EKL_IDEAL].x;
  mdm_status status = need_schedule (instance, err);

  if (mdm_instance_is_policy (instance))
    return take_adaptive (instance->real + MDM_PART_EKL_IDEAL, instance,
                          instance->adaptive->ekl, 0, err);
  if (status == MDM_OK && !mdm_instance_is_random (instance))
    {
      blocks_ekl (x, instance->law, instance->schedule);
      return MDM_OK;
    }
  /* Token by token there is no error, and all at once it is TC.  */
  if (status == MDM_OK && mdm_instance_has_sizes (instance)
      && (instance->schedule->smax <= 1
          || instance->schedule->smax == instance->law->length))
    {
      status = need (instance, MDM_PART_ENDS, err);
      if (status == MDM_OK && instance->schedule->smax > 1)
        mdm_curve_tc (x, instance->curve->e != NULL ? instance->curve
                                                    : instance->ends);
      return status;
    }
  if (status == MDM_OK)
    status = need (instance, MDM_PART_CURVE, err);
  if (status == MDM_OK)
    status = need (instance, MDM_PART_WEIGHTS, err);
  if (status == MDM_OK)
    mdm_weights_ekl (x, instance->weights, instance->curve);
  return status;
}

static mdm_status
compute_eps_train (mdm_instance_t instance, mdm_err_t *err)
{
  mdm_part_real_t *res = instance->real + MDM_PART_EPS_TRAIN;
  mdm_status status = need_schedule (instance, err);

  if (status != MDM_OK || mdm_instance_is_ideal (instance))
    return status;
  if (mdm_instance_is_policy (instance))
    return take_adaptive (res, instance, instance->adaptive->eps, 1, err);
  status = need (instance, MDM_PART_PREDICTION, err);
  if (status != MDM_OK)
    return status;
  return mdm_divergence_eps_train (res->x, &res->infinite,
                                   &instance->prediction, instance->schedule,
                                   &instance->limit, err);
}

/* The decoupling of the two errors (THEORY section 2).  */
static mdm_status
compute_ekl (mdm_instance_t instance, mdm_err_t *err)
{
  mdm_part_real_t *res = instance->real + MDM_PART_EKL;
  const mdm_part_real_t *training = instance->real + MDM_PART_EPS_TRAIN;
  mdm_status status = need (instance, MDM_PART_EKL_IDEAL, err);

  if (status == MDM_OK)
    status = need (instance, MDM_PART_EPS_TRAIN, err);
  if (status != MDM_OK)
    return status;
  res->infinite = training->infinite;
  if (!training->infinite)
    mdm_logform_add (res->x, instance->real[MDM_PART_EKL_IDEAL].x,
                     training->x);
  return MDM_OK;
}

static mdm_status
compute_ekl_definition (mdm_instance_t instance, mdm_err_t *err)
{
  mdm_part_real_t *res = instance->real + MDM_PART_EKL_DEFINITION;
  mdm_status status = need_schedule (instance, err);

  if (mdm_instance_is_policy (instance))
    return policy_definition (res, instance, err);
  if (status == MDM_OK)
    status = need (instance, MDM_PART_PREDICTION, err);
  if (status != MDM_OK)
    return status;
  return mdm_divergence_ekl (res->x, &res->infinite, &instance->prediction,
                             instance->schedule, &instance->limit, err);
}

static mdm_status
compute_ekl_most (mdm_instance_t instance, mdm_err_t *err)
{
  size_t length = instance->law->length;
  fmpq *a;
  mdm_status status;

  if (!mdm_instance_has_sizes (instance))
    return mdm_err_set (err, MDM_EABSENT, NULL, 0, 0,
                        "there is no largest size");
  status = need (instance, MDM_PART_CURVE, err);
  if (status == MDM_OK)
    status = mdm_optimal_worst (instance->worst, instance->schedule->smax,
                                instance->curve, &instance->limit, err);
  if (status != MDM_OK)
    return status;
  a = _fmpq_vec_init ((slong) length);
  mdm_weights_set_schedule (a, instance->worst);
  mdm_weights_ekl (instance->real[MDM_PART_EKL_MOST].x, a, instance->curve);
  _fmpq_vec_clear (a, (slong) length);
  return MDM_OK;
}

static mdm_status
compute_eps_most (mdm_instance_t instance, mdm_err_t *err)
{
  mdm_part_real_t *res = instance->real + MDM_PART_EPS_MOST;
  mdm_status status = need (instance, MDM_PART_EKL_MOST, err);

  if (status != MDM_OK || mdm_instance_is_ideal (instance))
    return status;
  status = need (instance, MDM_PART_PREDICTION, err);
  if (status != MDM_OK)
    return status;
  return mdm_divergence_eps_train (res->x, &res->infinite,
                                   &instance->prediction, instance->worst,
                                   &instance->limit, err);
}

/* The output law.  */

static mdm_status
compute_output (mdm_instance_t instance, mdm_err_t *err)
{
  mdm_status status = need_schedule (instance, err);

  if (status == MDM_OK)
    status = need (instance, MDM_PART_PREDICTION, err);
  if (status != MDM_OK)
    return status;
  instance->output
      = _fmpq_vec_init ((slong) instance->prediction.rows->support);
  if (mdm_instance_is_policy (instance))
    return mdm_adaptive_output (
        instance->output, fraction (instance, MDM_PART_ROUNDS_Q),
        &instance->prediction, instance->schedule->policy, &instance->limit,
        err);
  return mdm_output_predicted (instance->output, &instance->prediction,
                               instance->schedule, &instance->limit, err);
}

/* Bits of a ball of what is known exactly.  */
#define PRECISION 128

/* The output law of a policy is found exactly in any case.  */
static mdm_status
enclose_output (mdm_instance_t instance, mdm_err_t *err)
{
  MDM_TRY (need (instance, MDM_PART_OUTPUT, err));
  for (size_t i = 0; i < instance->prediction.rows->support; i++)
    arb_set_fmpq (instance->enclosed + i, instance->output + i, PRECISION);
  return MDM_OK;
}

static mdm_status
compute_enclosed (mdm_instance_t instance, mdm_err_t *err)
{
  mdm_status status = need_schedule (instance, err);

  if (status == MDM_OK)
    status = need (instance, MDM_PART_PREDICTION, err);
  if (status != MDM_OK)
    return status;
  instance->enclosed
      = _arb_vec_init ((slong) instance->prediction.rows->support);
  if (mdm_instance_is_policy (instance))
    return enclose_output (instance, err);
  return mdm_enclosed_output (instance->enclosed, &instance->prediction,
                              instance->schedule, &instance->limit, err);
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
         && !mdm_instance_is_policy (instance);
}

/* Of laws of more rows kl_mixed is enclosed, unless the output law is known
   already: its exact form has a logarithm for each row.  */
#define EXACT_ROWS 256

/* What the exact form of an enclosed kl_mixed is made of.  */
typedef struct
{
  const mdm_law_struct *law;
  const mdm_schedule_struct *schedule;
  const mdm_predictor_struct *predictor;
  mdm_limit_t limit;
} mixed_t;

static mdm_status
mixed_form (mdm_logform_t form, const void *data)
{
  const mixed_t *of = data;
  MDM_CLEARED (prediction, mdm_prediction_t, mdm_prediction_clear);
  mdm_status status = mdm_prediction_init (prediction, of->law, of->law,
                                           of->predictor, &of->limit, NULL);

  if (status != MDM_OK)
    return status;
  MDM_FMPQ_VEC (p, prediction->rows->support);
  status
      = mdm_output_predicted (p, prediction, of->schedule, &of->limit, NULL);
  if (status == MDM_OK)
    mdm_divergence_kl (form, NULL, prediction->rows, p);
  return status;
}

/* Set RES to a lazy real in the ball of the enclosed output law.  */
static mdm_status
enclose_kl (mdm_part_real_t *res, mdm_instance_t instance, mdm_err_t *err)
{
  mdm_status status = need (instance, MDM_PART_ENCLOSED, err);
  mixed_t *of;
  mdm_lazy_t *lazy;
  MDM_ARB (ball);

  if (status != MDM_OK)
    return status;
  mdm_enclosed_kl (ball, &res->infinite, instance->prediction.rows,
                   instance->enclosed);
  if (res->infinite)
    return MDM_OK;
  of = flint_malloc (sizeof *of);
  *of = (mixed_t){ instance->law, instance->schedule, instance->predictor,
                   instance->limit };
  lazy = mdm_lazy_new (ball, 0, mixed_form, flint_free, of);
  mdm_logform_set_lazy (res->x, lazy);
  mdm_lazy_drop (lazy);
  return MDM_OK;
}

static mdm_status
compute_kl_mixed (mdm_instance_t instance, mdm_err_t *err)
{
  mdm_part_real_t *res = instance->real + MDM_PART_KL_MIXED;
  mdm_status status;

  if (instance->schedule != NULL && one_partition (instance->schedule))
    {
      /* p_Y is p_{Y|M}.  */
      const mdm_part_real_t *ekl = instance->real + MDM_PART_EKL;
      status = need (instance, MDM_PART_EKL, err);
      res->infinite = ekl->infinite;
      mdm_logform_set (res->x, ekl->x);
      return status;
    }
  if (is_paired (instance))
    return mdm_paired_kl (res->x, instance->law->vocab, instance->schedule,
                          &instance->limit, err);
  status = need (instance, MDM_PART_PREDICTION, err);
  if (status == MDM_OK && instance->prediction.rows->support > EXACT_ROWS
      && !mdm_instance_is_policy (instance)
      && !instance->part[MDM_PART_OUTPUT].asked
      && enclose_kl (res, instance, NULL) == MDM_OK)
    return MDM_OK;
  status = need (instance, MDM_PART_OUTPUT, err);
  if (status == MDM_OK)
    mdm_divergence_kl (res->x, &res->infinite, instance->prediction.rows,
                       instance->output);
  return status;
}

static mdm_status
compute_ser (mdm_instance_t instance, mdm_err_t *err)
{
  fmpq *ser = fraction (instance, MDM_PART_SER);
  mdm_status status = need_schedule (instance, err);

  if (status != MDM_OK)
    return status;
  if (is_paired (instance))
    {
      status = mdm_paired_right (ser, instance->law->vocab, instance->schedule,
                                 &instance->limit, err);
      fmpq_sub_si (ser, ser, 1);
      fmpq_neg (ser, ser);
      return status;
    }
  status = need (instance, MDM_PART_PREDICTION, err);
  /* Nothing is impossible: no sequence is an error.  */
  if (status == MDM_OK
      && instance->law->support
             == mdm_work_pow (instance->law->vocab, instance->law->length))
    return MDM_OK;
  status = need (instance, MDM_PART_OUTPUT, err);
  if (status == MDM_OK)
    mdm_divergence_ser (ser, instance->prediction.rows, instance->output);
  return status;
}

/* PART of paired copies is SER: TV is, and given a partition, too, so that its
   mean is the mean of SER, which is SER.  */
static mdm_status
take_ser (mdm_instance_t instance, mdm_part part, mdm_err_t *err)
{
  mdm_status status = need (instance, MDM_PART_SER, err);

  fmpq_set (fraction (instance, part), fraction (instance, MDM_PART_SER));
  return status;
}

static mdm_status
compute_tv (mdm_instance_t instance, mdm_err_t *err)
{
  mdm_status status;

  if (is_paired (instance))
    return take_ser (instance, MDM_PART_TV, err);
  status = need (instance, MDM_PART_OUTPUT, err);
  if (status == MDM_OK)
    mdm_divergence_tv (fraction (instance, MDM_PART_TV),
                       instance->prediction.rows, instance->output);
  return status;
}

/* That of p_Y, where all paths are one.  */
static mdm_status
policy_tv_mean (mdm_instance_t instance, mdm_err_t *err)
{
  MDM_TRY (need_paths (instance, err));
  if (mdm_policy_is_random (instance->schedule->policy))
    return mdm_err_set (err, MDM_EABSENT, NULL, 0, 0,
                        "the distance is not averaged over the inner "
                        "randomness of policies");
  MDM_TRY (need (instance, MDM_PART_TV, err));
  fmpq_set (fraction (instance, MDM_PART_TV_MEAN),
            fraction (instance, MDM_PART_TV));
  return MDM_OK;
}

static mdm_status
compute_rounds_p (mdm_instance_t instance, mdm_err_t *err)
{
  MDM_TRY (need_paths (instance, err));
  MDM_TRY (need (instance, MDM_PART_ADAPTIVE, err));
  fmpq_set (fraction (instance, MDM_PART_ROUNDS_P),
            instance->adaptive->rounds_p);
  return MDM_OK;
}

/* They are found with the output law.  */
static mdm_status
compute_rounds_q (mdm_instance_t instance, mdm_err_t *err)
{
  MDM_TRY (need_policy (instance, err));
  return need (instance, MDM_PART_OUTPUT, err);
}

static mdm_status
compute_tv_mean (mdm_instance_t instance, mdm_err_t *err)
{
  mdm_status status = need_schedule (instance, err);

  if (status != MDM_OK)
    return status;
  if (is_paired (instance))
    return take_ser (instance, MDM_PART_TV_MEAN, err);
  if (mdm_instance_is_policy (instance))
    return policy_tv_mean (instance, err);
  status = need (instance, MDM_PART_PREDICTION, err);
  if (status != MDM_OK)
    return status;
  return mdm_partitions_tv (fraction (instance, MDM_PART_TV_MEAN),
                            &instance->prediction, instance->schedule,
                            &instance->limit, err);
}

/* Balls.  */

/* Is there a closed form, of one partition or of paired copies?  */
static int
has_closed_form (const mdm_instance_t instance)
{
  return instance->schedule != NULL
         && (one_partition (instance->schedule) || is_paired (instance));
}

mdm_status
mdm_instance_kl_mixed_ball (arb_t res, int *infinite, mdm_instance_t instance,
                            mdm_err_t *err)
{
  int closed = has_closed_form (instance);
  const mdm_part_real_t *exact = instance->real + MDM_PART_KL_MIXED;
  mdm_status status
      = need (instance, closed ? MDM_PART_KL_MIXED : MDM_PART_ENCLOSED, err);

  if (status != MDM_OK)
    return status;
  if (!closed)
    {
      mdm_enclosed_kl (res, infinite, instance->prediction.rows,
                       instance->enclosed);
      return MDM_OK;
    }
  *infinite = exact->infinite;
  mdm_logform_get_arb (res, exact->x, PRECISION);
  return MDM_OK;
}

/* RES = a ball with the fraction PART: by MEASURE of the enclosed law, or from
   its closed form.  */
static mdm_status
fraction_ball (arb_t res, mdm_instance_t instance, mdm_part part,
               void (*measure) (arb_t, const mdm_law_t, arb_srcptr),
               mdm_err_t *err)
{
  int closed = instance->schedule != NULL && is_paired (instance);
  mdm_status status = need (instance, closed ? part : MDM_PART_ENCLOSED, err);

  if (status != MDM_OK)
    return status;
  if (closed)
    arb_set_fmpq (res, fraction (instance, part), PRECISION);
  else
    measure (res, instance->prediction.rows, instance->enclosed);
  return MDM_OK;
}

mdm_status
mdm_instance_tv_ball (arb_t res, mdm_instance_t instance, mdm_err_t *err)
{
  return fraction_ball (res, instance, MDM_PART_TV, mdm_enclosed_tv, err);
}

mdm_status
mdm_instance_ser_ball (arb_t res, mdm_instance_t instance, mdm_err_t *err)
{
  return fraction_ball (res, instance, MDM_PART_SER, mdm_enclosed_ser, err);
}

/* Lending.  */

static compute_t *const compute[MDM_PARTS] = {
  [MDM_PART_EKL] = compute_ekl,
  [MDM_PART_EKL_IDEAL] = compute_ekl_ideal,
  [MDM_PART_EKL_DEFINITION] = compute_ekl_definition,
  [MDM_PART_EPS_TRAIN] = compute_eps_train,
  [MDM_PART_KL_MIXED] = compute_kl_mixed,
  [MDM_PART_EKL_MOST] = compute_ekl_most,
  [MDM_PART_EPS_MOST] = compute_eps_most,
  [MDM_PART_BUDGET] = compute_budget,
  [MDM_PART_TV] = compute_tv,
  [MDM_PART_SER] = compute_ser,
  [MDM_PART_TV_MEAN] = compute_tv_mean,
  [MDM_PART_ROUNDS_P] = compute_rounds_p,
  [MDM_PART_ROUNDS_Q] = compute_rounds_q,
  [MDM_PART_CURVE] = compute_curve,
  [MDM_PART_ENDS] = compute_ends,
  [MDM_PART_PREDICTION] = compute_prediction,
  [MDM_PART_OUTPUT] = compute_output,
  [MDM_PART_ENCLOSED] = compute_enclosed,
  [MDM_PART_WEIGHTS] = compute_weights,
  [MDM_PART_ADAPTIVE] = compute_adaptive,
};

mdm_status
mdm_instance_curve (const mdm_curve_struct **res, mdm_instance_t instance,
                    mdm_err_t *err)
{
  *res = instance->curve;
  return need (instance, MDM_PART_CURVE, err);
}

mdm_status
mdm_instance_ends (const mdm_curve_struct **res, mdm_instance_t instance,
                   mdm_err_t *err)
{
  mdm_status status = need (instance, MDM_PART_ENDS, err);

  *res = instance->curve->e != NULL ? instance->curve : instance->ends;
  return status;
}

mdm_status
mdm_instance_weights (const fmpq **res, mdm_instance_t instance,
                      mdm_err_t *err)
{
  mdm_status status = need (instance, MDM_PART_WEIGHTS, err);

  *res = instance->weights;
  return status;
}

mdm_status
mdm_instance_output (const fmpq **res, mdm_instance_t instance, mdm_err_t *err)
{
  mdm_status status = need (instance, MDM_PART_OUTPUT, err);

  *res = instance->output;
  return status;
}

static mdm_status
lend_real (const mdm_logform_struct **res, mdm_instance_t instance,
           mdm_part part, mdm_err_t *err)
{
  mdm_status status = need (instance, part, err);

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
LEND_REAL (mdm_instance_budget, MDM_PART_BUDGET)

#define LEND_FRACTION(name, part)                                             \
 mdm_status name (const fmpq **res, mdm_instance_t instance, mdm_err_t *err)  \
 {                                                                            \
  *res = fraction (instance, part);                                           \
  return need (instance, part, err);                                          \
 }
LEND_FRACTION (mdm_instance_tv, MDM_PART_TV)
LEND_FRACTION (mdm_instance_ser, MDM_PART_SER)
LEND_FRACTION (mdm_instance_tv_mean, MDM_PART_TV_MEAN)
LEND_FRACTION (mdm_instance_rounds_p, MDM_PART_ROUNDS_P)
LEND_FRACTION (mdm_instance_rounds_q, MDM_PART_ROUNDS_Q)

mdm_status
mdm_instance_rounds_max (size_t *res, mdm_instance_t instance, mdm_err_t *err)
{
  MDM_TRY (need (instance, MDM_PART_ADAPTIVE, err));
  *res = instance->adaptive->rounds_max;
  return MDM_OK;
}
