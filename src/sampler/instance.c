#include <config.h>

#include "sampler/instance.h"

#include "exact/scoped.h"
#include "info/entropy.h"
#include "sampler/divergence.h"
#include "sampler/optimal.h"
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

/* What draws as the schedule does, or NULL.  */
static const mdm_schedule_struct *
process_of (const mdm_instance_t instance)
{
  return instance->schedule == NULL
             ? NULL
             : mdm_schedule_process (instance->schedule);
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

/* RES = the error of SCHEDULE, which is exchangeable, with the ideal
   predictor, by the curve.  */
static mdm_status
curve_ekl (mdm_logform_t res, mdm_instance_t instance,
           const mdm_schedule_struct *schedule, mdm_err_t *err)
{
  fmpq *a;

  MDM_TRY (need (instance, MDM_PART_CURVE, err));
  MDM_TRY (mdm_weights_check (schedule, &instance->limit, err));
  a = _fmpq_vec_init ((slong) schedule->length);
  mdm_weights_set_schedule (a, schedule);
  mdm_weights_ekl (res, a, instance->curve);
  _fmpq_vec_clear (a, (slong) schedule->length);
  return MDM_OK;
}

/* Of policies.  */

/* Is the sampler known by its states alone?  */
static int
is_walked (const mdm_instance_t instance)
{
  return mdm_instance_is_policy (instance)
         && process_of (instance) == instance->schedule;
}

static mdm_status
compute_adaptive (mdm_instance_t instance, mdm_err_t *err)
{
  MDM_TRY (need_policy (instance, err));
  if (!is_walked (instance))
    {
      /* Sizes, always the same.  */
      instance->adaptive->rounds_max = process_of (instance)->steps;
      fmpq_set_ui (instance->adaptive->rounds_p, process_of (instance)->steps,
                   1);
      return MDM_OK;
    }
  MDM_TRY (need (instance, MDM_PART_PREDICTION, err));
  return mdm_adaptive_errors (
      instance->adaptive, &instance->sampled->prediction,
      instance->schedule->policy, &instance->limit, err);
}

static mdm_status
compute_budget (mdm_instance_t instance, mdm_err_t *err)
{
  MDM_TRY (need_paths (instance, err));
  if (process_of (instance)->smax == 1)
    return MDM_OK;
  MDM_TRY (need (instance, MDM_PART_PREDICTION, err));
  return mdm_adaptive_budget (
      instance->real[MDM_PART_BUDGET].x, &instance->sampled->prediction,
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
  mdm_divergence_kl (res->x, &res->infinite,
                     instance->sampled->prediction.rows,
                     instance->sampled->output);
  return MDM_OK;
}

/* The error with the ideal predictor.  */
static mdm_status
compute_ekl_ideal (mdm_instance_t instance, mdm_err_t *err)
{
  mdm_logform_struct *x = instance->real[MDM_PART_EKL_IDEAL].x;
  const mdm_schedule_struct *process = process_of (instance);

  MDM_TRY (need_schedule (instance, err));
  if (is_walked (instance))
    return take_adaptive (instance->real + MDM_PART_EKL_IDEAL, instance,
                          instance->adaptive->ekl, 0, err);
  if (process->kind == MDM_SCHEDULE_BLOCKS)
    {
      blocks_ekl (x, instance->law, process);
      return MDM_OK;
    }
  /* Token by token there is no error, and all at once it is TC.  */
  if (process->kind == MDM_SCHEDULE_SIZES
      && (process->smax <= 1 || process->smax == instance->law->length))
    {
      MDM_TRY (need (instance, MDM_PART_ENDS, err));
      if (process->smax > 1)
        mdm_curve_tc (x, instance->curve->e != NULL ? instance->curve
                                                    : instance->ends);
      return MDM_OK;
    }
  if (mdm_instance_is_policy (instance))
    return curve_ekl (x, instance, process, err);
  MDM_TRY (need (instance, MDM_PART_CURVE, err));
  MDM_TRY (need (instance, MDM_PART_WEIGHTS, err));
  mdm_weights_ekl (x, instance->weights, instance->curve);
  return MDM_OK;
}

static mdm_status
compute_eps_train (mdm_instance_t instance, mdm_err_t *err)
{
  mdm_part_real_t *res = instance->real + MDM_PART_EPS_TRAIN;
  mdm_status status = need_schedule (instance, err);

  if (status != MDM_OK || mdm_instance_is_ideal (instance))
    return status;
  if (is_walked (instance))
    return take_adaptive (res, instance, instance->adaptive->eps, 1, err);
  status = need (instance, MDM_PART_PREDICTION, err);
  if (status != MDM_OK)
    return status;
  return mdm_divergence_eps_train (
      res->x, &res->infinite, &instance->sampled->prediction,
      process_of (instance), &instance->limit, err);
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

  if (is_walked (instance))
    return policy_definition (res, instance, err);
  if (status == MDM_OK)
    status = need (instance, MDM_PART_PREDICTION, err);
  if (status != MDM_OK)
    return status;
  return mdm_divergence_ekl (res->x, &res->infinite,
                             &instance->sampled->prediction,
                             process_of (instance), &instance->limit, err);
}

static mdm_status
compute_ekl_most (mdm_instance_t instance, mdm_err_t *err)
{
  if (!mdm_instance_has_sizes (instance))
    return mdm_err_set (err, MDM_EABSENT, NULL, 0, 0,
                        "there is no largest size");
  MDM_TRY (need (instance, MDM_PART_CURVE, err));
  MDM_TRY (mdm_optimal_worst (instance->worst, instance->schedule->smax,
                              instance->curve, &instance->limit, err));
  return curve_ekl (instance->real[MDM_PART_EKL_MOST].x, instance,
                    instance->worst, err);
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
                                   &instance->sampled->prediction,
                                   instance->worst, &instance->limit, err);
}

/* The output law.  */

/* Bits of a ball that may be 0.  */
#define PRECISION 128

static mdm_status
compute_output (mdm_instance_t instance, mdm_err_t *err)
{
  mdm_status status = need_schedule (instance, err);

  if (status == MDM_OK)
    status = need (instance, MDM_PART_PREDICTION, err);
  if (status != MDM_OK)
    return status;
  return mdm_sampled_set_output (instance->sampled, err);
}

static mdm_status
compute_enclosed (mdm_instance_t instance, mdm_err_t *err)
{
  mdm_status status = need_schedule (instance, err);

  if (status == MDM_OK)
    status = need (instance, MDM_PART_PREDICTION, err);
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
         && !is_walked (instance);
}

/* Of laws of more rows kl_mixed is enclosed, unless the output law is known
   already: its exact form has a logarithm for each row.  */
#define EXACT_ROWS 256

/* Is the sampler with the ideal predictor without error, token by token?  */
static int
is_faithful (const mdm_instance_t instance)
{
  const mdm_schedule_struct *process = process_of (instance);

  return mdm_instance_is_ideal (instance) && process != NULL
         && process->size != NULL && process->smax <= 1;
}

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
         && need (instance, MDM_PART_EKL, NULL) == MDM_OK
         && mdm_logform_sign (&sign, instance->real[MDM_PART_EKL].x) == MDM_OK
         && sign == 0;
}

static mdm_status
compute_kl_mixed (mdm_instance_t instance, mdm_err_t *err)
{
  mdm_part_real_t *res = instance->real + MDM_PART_KL_MIXED;
  mdm_status status;

  if (instance->schedule != NULL && one_partition (process_of (instance)))
    {
      /* p_Y is p_{Y|M}.  */
      const mdm_part_real_t *ekl = instance->real + MDM_PART_EKL;
      status = need (instance, MDM_PART_EKL, err);
      res->infinite = ekl->infinite;
      mdm_logform_set (res->x, ekl->x);
      return status;
    }
  if (is_faithful (instance))
    return MDM_OK;
  if (is_paired (instance))
    return mdm_paired_kl (res->x, instance->law->vocab, process_of (instance),
                          &instance->limit, err);
  status = need (instance, MDM_PART_PREDICTION, err);
  if (status == MDM_OK
      && instance->sampled->prediction.rows->support > EXACT_ROWS
      && !instance->part[MDM_PART_OUTPUT].asked
      && need (instance, MDM_PART_ENCLOSED, NULL) == MDM_OK)
    {
      mdm_sampled_kl (res->x, &res->infinite, instance->sampled);
      if (is_zero (res->x, instance))
        mdm_logform_zero (res->x);
      return MDM_OK;
    }
  status = need (instance, MDM_PART_OUTPUT, err);
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

  status = mdm_paired_right (ser, instance->law->vocab, process_of (instance),
                             &instance->limit, err);
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
      && need (instance, MDM_PART_ENCLOSED, NULL) == MDM_OK
      && !instance->sampled->is_short)
    {
      (is_ser ? mdm_sampled_ser : mdm_sampled_tv) (res, instance->sampled);
      if (is_zero (res, instance))
        mdm_logform_zero (res);
      return MDM_OK;
    }
  status = need (instance, MDM_PART_OUTPUT, err);
  if (status != MDM_OK)
    return status;
  sampled = instance->sampled;
  (is_ser ? mdm_divergence_ser
          : mdm_divergence_tv) (q, sampled->prediction.rows, sampled->output);
  mdm_logform_set_fmpq (res, q);
  return MDM_OK;
}

static mdm_status
compute_ser (mdm_instance_t instance, mdm_err_t *err)
{
  mdm_logform_struct *ser = instance->real[MDM_PART_SER].x;
  mdm_status status = need_schedule (instance, err);

  if (status != MDM_OK || is_faithful (instance))
    return status;
  if (is_paired (instance))
    return paired_ser (ser, instance, err);
  status = need (instance, MDM_PART_PREDICTION, err);
  return status != MDM_OK || nothing_is_impossible (instance)
             ? status
             : measure_output (ser, instance, 1, err);
}

static mdm_status
compute_tv (mdm_instance_t instance, mdm_err_t *err)
{
  mdm_logform_struct *tv = instance->real[MDM_PART_TV].x;
  mdm_status status = need_schedule (instance, err);

  if (status != MDM_OK || is_faithful (instance))
    return status;
  return is_paired (instance) ? paired_ser (tv, instance, err)
                              : measure_output (tv, instance, 0, err);
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
  mdm_logform_set (instance->real[MDM_PART_TV_MEAN].x,
                   instance->real[MDM_PART_TV].x);
  return MDM_OK;
}

static mdm_status
compute_rounds_p (mdm_instance_t instance, mdm_err_t *err)
{
  MDM_TRY (need_paths (instance, err));
  MDM_TRY (need (instance, MDM_PART_ADAPTIVE, err));
  mdm_logform_set_fmpq (instance->real[MDM_PART_ROUNDS_P].x,
                        instance->adaptive->rounds_p);
  return MDM_OK;
}

/* They are found with the output law, or by the states alone where that is
   found otherwise and something impossible may be drawn.  */
static mdm_status
compute_rounds_q (mdm_instance_t instance, mdm_err_t *err)
{
  MDM_FMPQ (rounds);

  MDM_TRY (need_policy (instance, err));
  if (is_walked (instance))
    {
      MDM_TRY (need (instance, MDM_PART_OUTPUT, err));
      fmpq_set (rounds, instance->sampled->rounds);
    }
  else if (is_faithful (instance) || nothing_is_impossible (instance))
    fmpq_set_ui (rounds, process_of (instance)->steps, 1);
  else
    {
      MDM_TRY (need (instance, MDM_PART_PREDICTION, err));
      MDM_TRY (mdm_adaptive_output (
          NULL, rounds, &instance->sampled->prediction,
          instance->schedule->policy, &instance->limit, err));
    }
  mdm_logform_set_fmpq (instance->real[MDM_PART_ROUNDS_Q].x, rounds);
  return MDM_OK;
}

static mdm_status
compute_tv_mean (mdm_instance_t instance, mdm_err_t *err)
{
  mdm_logform_struct *mean = instance->real[MDM_PART_TV_MEAN].x;
  MDM_FMPQ (q);
  mdm_status status = need_schedule (instance, err);

  if (status != MDM_OK)
    return status;
  if (is_paired (instance))
    return paired_ser (mean, instance, err);
  if (mdm_instance_is_policy (instance))
    return policy_tv_mean (instance, err);
  status = need (instance, MDM_PART_PREDICTION, err);
  if (status != MDM_OK)
    return status;
  status = mdm_partitions_tv (q, &instance->sampled->prediction,
                              instance->schedule, &instance->limit, err);
  mdm_logform_set_fmpq (mean, q);
  return status;
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

  *res = status == MDM_OK ? instance->sampled->output : NULL;
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
LEND_REAL (mdm_instance_tv, MDM_PART_TV)
LEND_REAL (mdm_instance_ser, MDM_PART_SER)
LEND_REAL (mdm_instance_tv_mean, MDM_PART_TV_MEAN)
LEND_REAL (mdm_instance_budget, MDM_PART_BUDGET)
LEND_REAL (mdm_instance_rounds_p, MDM_PART_ROUNDS_P)
LEND_REAL (mdm_instance_rounds_q, MDM_PART_ROUNDS_Q)

mdm_status
mdm_instance_rounds_max (size_t *res, mdm_instance_t instance, mdm_err_t *err)
{
  MDM_TRY (need (instance, MDM_PART_ADAPTIVE, err));
  *res = instance->adaptive->rounds_max;
  return MDM_OK;
}
