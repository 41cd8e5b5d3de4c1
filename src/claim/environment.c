#include <config.h>

#include "claim/environment.h"

#include "info/agreement.h"
#include "info/entropy.h"
#include "sampler/bounds.h"

/* One question: quantity ID with its argument, the answer going to RES.  */
typedef struct
{
  mdm_value_struct *res;
  mdm_quantity_id id;
  const fmpz *index;
  const mdm_position_sets_t *sets;
  mdm_instance_struct *instance;
  int most;
  mdm_err_t *err;
} question_t;

/* Set *INDEX to the index if it is from LOW to HIGH.  */
static mdm_status
read_index (size_t *index, const question_t *q, size_t low, size_t high)
{
  if (fmpz_cmp_ui (q->index, low) < 0 || fmpz_cmp_ui (q->index, high) > 0)
    return mdm_err_set (q->err, MDM_EDOMAIN, NULL, 0, 0,
                        "%s is defined from %zu to %zu here",
                        mdm_quantity_info[q->id].usage, low, high);
  *index = fmpz_get_ui (q->index);
  return MDM_OK;
}

static mdm_status
answer_size (const question_t *q, size_t n)
{
  fmpz_t value;

  fmpz_init_set_ui (value, n);
  mdm_value_set_fmpz (q->res, value);
  fmpz_clear (value);
  return MDM_OK;
}

static mdm_status
answer_real (const question_t *q, mdm_status status,
             const mdm_logform_struct *x)
{
  /* NULL is infinity (instance.h).  */
  if (status == MDM_OK && x == NULL)
    mdm_value_set_infinity (q->res, 1);
  else if (status == MDM_OK)
    mdm_value_set_logform (q->res, x);
  return status;
}

static mdm_status
answer_rational (const question_t *q, mdm_status status, const fmpq *x)
{
  if (status == MDM_OK)
    mdm_value_set_fmpq (q->res, x);
  return status;
}

static mdm_status
absent (const question_t *q, const char *what)
{
  return mdm_err_set (q->err, MDM_EABSENT, NULL, 0, 0, "%s", what);
}

/* smax, smin, s(t), N(t): of sizes, or of blocks.  */
static mdm_status
answer_sizes (const question_t *q)
{
  const mdm_schedule_struct *schedule = q->instance->schedule;
  size_t k = 0, sum = 0;
  mdm_status status;

  if (schedule->size == NULL)
    return mdm_err_set (q->err, MDM_EABSENT, NULL, 0, 0,
                        "the steps have no sizes, and there is no %s: %s",
                        mdm_quantity_info[q->id].usage,
                        schedule->kind == MDM_SCHEDULE_IID
                            ? "each token unmasks independently"
                            : "the sizes are random");
  switch (q->id)
    {
    case MDM_Q_SMAX:
      return answer_size (q, schedule->smax);
    case MDM_Q_SMIN:
      return answer_size (q, schedule->smin);
    case MDM_Q_S:
      status = read_index (&k, q, 1, schedule->steps);
      return status != MDM_OK ? status
                              : answer_size (q, schedule->size[k - 1]);
    default: /* N(t) */
      status = read_index (&k, q, 0, schedule->steps);
      for (size_t t = 0; t < k; t++)
        sum += schedule->size[t];
      return status != MDM_OK ? status : answer_size (q, sum);
    }
}

/* pi(t), Pi(t): of independent unmask times.  */
static mdm_status
answer_times (const question_t *q)
{
  const mdm_schedule_struct *schedule = q->instance->schedule;
  size_t t = 0;
  mdm_status status;
  fmpq_t sum;

  if (schedule->kind != MDM_SCHEDULE_IID)
    return absent (q, "the unmask times are not independent");
  status = read_index (&t, q, q->id == MDM_Q_PI, schedule->steps);
  if (status != MDM_OK)
    return status;
  fmpq_init (sum);
  for (size_t u = q->id == MDM_Q_PI ? t - 1 : 0; u < t; u++)
    fmpq_add (sum, sum, schedule->step + u);
  mdm_value_set_fmpq (q->res, sum);
  fmpq_clear (sum);
  return MDM_OK;
}

/* What is known of the schedule alone.  */
static mdm_status
answer_schedule (const question_t *q)
{
  const mdm_schedule_struct *schedule = q->instance->schedule;
  const fmpq *weights;
  size_t k = 0;
  mdm_status status;

  if (schedule == NULL)
    return absent (q, "there is no schedule");
  switch (q->id)
    {
    case MDM_Q_T:
      return schedule->steps > 0 ? answer_size (q, schedule->steps)
                                 : absent (q, "the number of steps is random");
    case MDM_Q_IID:
      return answer_size (q, schedule->kind == MDM_SCHEDULE_IID);
    case MDM_Q_PI:
    case MDM_Q_PI_SUM:
      return answer_times (q);
    case MDM_Q_A: /* what is drawn while exactly k tokens are revealed */
      status = read_index (&k, q, 0, schedule->length - 1);
      if (status == MDM_OK)
        status = mdm_instance_weights (&weights, q->instance, q->err);
      return answer_rational (q, status,
                              status == MDM_OK ? weights + k : NULL);
    default:
      return answer_sizes (q);
    }
}

/* What follows from the information curve.  */
static mdm_status
answer_curve (const question_t *q)
{
  const mdm_curve_struct *curve;
  size_t k = 0, length = q->instance->law->length;
  mdm_status status = MDM_OK;
  mdm_logform_t x;

  if (q->id == MDM_Q_R && !mdm_instance_has_sizes (q->instance))
    return mdm_err_set (q->err, MDM_EABSENT, NULL, 0, 0,
                        "R needs a schedule of sizes");
  if (q->id == MDM_Q_E)
    status = read_index (&k, q, 0, length);
  else if (q->id == MDM_Q_D || q->id == MDM_Q_Z || q->id == MDM_Q_U)
    status = read_index (&k, q, 1, length);
  if (status == MDM_OK)
    status = mdm_instance_curve (&curve, q->instance, q->err);
  if (status != MDM_OK)
    return status;
  mdm_logform_init (x);
  switch (q->id)
    {
    case MDM_Q_TC:
      mdm_curve_tc (x, curve);
      break;
    case MDM_Q_DTC:
      mdm_curve_dtc (x, curve);
      break;
    case MDM_Q_SUM_MI:
      mdm_curve_sum_mi (x, curve);
      break;
    case MDM_Q_ENTROPY:
      mdm_logform_set (x, curve->e + length);
      break;
    case MDM_Q_E:
      mdm_logform_set (x, curve->e + k);
      break;
    case MDM_Q_D:
      mdm_curve_increment (x, curve, k);
      break;
    case MDM_Q_Z:
      mdm_logform_set (x, curve->z + k);
      break;
    case MDM_Q_U:
      mdm_bounds_u (x, curve, k);
      break;
    default:
      mdm_bounds_r (x, curve, q->instance->schedule->smax);
      break;
    }
  mdm_value_set_logform (q->res, x);
  mdm_logform_clear (x);
  return MDM_OK;
}

/* H(..|..), I(..;..|..) and TC(..;..|..).  */
static mdm_status
answer_sets (const question_t *q)
{
  const mdm_position_sets_t *sets = q->sets;
  mdm_groups_t groups = { sets->groups, sets->start, sets->positions };
  size_t length = q->instance->law->length;
  mdm_logform_t x;

  for (size_t i = 0; i < sets->start[sets->groups + 1]; i++)
    if (sets->positions[i] >= length)
      return mdm_err_set (q->err, MDM_EDOMAIN, NULL, 0, 0,
                          "position %zu is not below the length %zu",
                          sets->positions[i], length);
  mdm_logform_init (x);
  if (q->id == MDM_Q_H_OF)
    mdm_conditional_entropy (x, q->instance->law, &groups);
  else
    mdm_total_correlation (x, q->instance->law, &groups);
  mdm_value_set_logform (q->res, x);
  mdm_logform_clear (x);
  return MDM_OK;
}

/* P = max_v p(X_i = v).  */
static void
find_pmax (fmpq_t p, const mdm_law_struct *law, size_t i)
{
  mdm_agreement_t classes;
  fmpz *weight;

  fmpq_zero (p);
  if (law->kind != MDM_LAW_LISTED)
    /* One position is uniform, or of one value where the rank is 0.  */
    fmpq_set_ui (p, 1, law->rank > 0 ? law->vocab : 1);
  else
    {
      mdm_agreement_init (classes, law);
      mdm_agreement_refine (classes, classes, law, i);
      weight = _fmpz_vec_init ((slong) classes->count);
      mdm_agreement_weights (weight, classes, law);
      for (size_t c = 0; c < classes->count; c++)
        if (fmpz_cmp (weight + c, fmpq_numref (p)) > 0)
          fmpz_set (fmpq_numref (p), weight + c);
      fmpz_set (fmpq_denref (p), law->total);
      fmpq_canonicalise (p);
      _fmpz_vec_clear (weight, (slong) classes->count);
      mdm_agreement_clear (classes);
    }
}

/* pmax(i), or the least of them.  */
static mdm_status
answer_pmax (const question_t *q)
{
  const mdm_law_struct *law = q->instance->law;
  mdm_status status = MDM_OK;
  size_t i = 0;
  fmpq_t p, next;

  fmpq_init (p);
  fmpq_init (next);
  if (q->id == MDM_Q_PMAX)
    status = read_index (&i, q, 0, law->length - 1);
  if (status == MDM_OK)
    find_pmax (p, law, i);
  /* Every position of a closed-form family has the same marginal.  */
  if (q->id == MDM_Q_PMAX_LEAST && law->kind == MDM_LAW_LISTED)
    for (i = 1; i < law->length; i++)
      {
        find_pmax (next, law, i);
        if (fmpq_cmp (next, p) < 0)
          fmpq_swap (next, p);
      }
  if (status == MDM_OK)
    mdm_value_set_fmpq (q->res, p);
  fmpq_clear (p);
  fmpq_clear (next);
  return status;
}

/* eps and bound of schedules made by tc: or dtc:.  */
static mdm_status
answer_correlation (const question_t *q)
{
  const mdm_schedule_struct *schedule = q->instance->schedule;
  int dual = q->id == MDM_Q_DTC_EPS || q->id == MDM_Q_DTC_BOUND;

  if (schedule == NULL
      || schedule->correlation
             != (dual ? MDM_CORRELATION_DTC : MDM_CORRELATION_TC))
    return mdm_err_set (
        q->err, MDM_EABSENT, NULL, 0, 0,
        "the schedule is not of the kind %s:", dual ? "dtc" : "tc");
  if (q->id == MDM_Q_TC_EPS || q->id == MDM_Q_DTC_EPS)
    mdm_value_set_fmpq (q->res, schedule->eps);
  else
    mdm_value_set_logform (q->res, schedule->bound);
  return MDM_OK;
}

/* log TER(p_Y) - log TER(p) = KL(p || p_Y) / L, and with log TER(p) = H(p) /
   L added log TER(p_Y).  */
static mdm_status
answer_ter (const question_t *q)
{
  const mdm_logform_struct *kl;
  const mdm_curve_struct *curve;
  size_t length = q->instance->law->length;
  mdm_status status = mdm_instance_kl_mixed (&kl, q->instance, q->err);
  mdm_logform_t x;

  if (status != MDM_OK || kl == NULL)
    return answer_real (q, status, kl);
  mdm_logform_init (x);
  mdm_logform_set (x, kl);
  if (q->id == MDM_Q_LOG_TER)
    {
      status = mdm_instance_curve (&curve, q->instance, q->err);
      if (status == MDM_OK)
        mdm_logform_add (x, x, curve->e + length);
    }
  mdm_logform_div_ui (x, x, length);
  status = answer_real (q, status, x);
  mdm_logform_clear (x);
  return status;
}

/* ekl and eps_train of the schedule of greatest ekl_ideal.  */
static mdm_status
answer_most (const question_t *q)
{
  const mdm_logform_struct *ideal = NULL, *training = NULL;
  mdm_status status;
  mdm_logform_t x;

  status = mdm_instance_ekl_most (&ideal, NULL, q->instance, q->err);
  if (status == MDM_OK && q->id != MDM_Q_EKL_IDEAL)
    status = mdm_instance_eps_most (&training, q->instance, q->err);
  if (status != MDM_OK || q->id == MDM_Q_EKL_IDEAL)
    return answer_real (q, status, ideal);
  if (training == NULL || q->id == MDM_Q_EPS_TRAIN)
    return answer_real (q, status, training);
  mdm_logform_init (x);
  mdm_logform_add (x, ideal, training);
  status = answer_real (q, status, x);
  mdm_logform_clear (x);
  return status;
}

/* The errors of the sampler.  */
static mdm_status
answer_errors (const question_t *q)
{
  const mdm_logform_struct *x = NULL;
  const fmpq *r = NULL;
  mdm_status status;

  switch (q->id)
    {
    case MDM_Q_EKL:
      status = mdm_instance_ekl (&x, q->instance, q->err);
      return answer_real (q, status, x);
    case MDM_Q_EKL_IDEAL:
      status = mdm_instance_ekl_ideal (&x, q->instance, q->err);
      return answer_real (q, status, x);
    case MDM_Q_EKL_DEFINITION:
      status = mdm_instance_ekl_definition (&x, q->instance, q->err);
      return answer_real (q, status, x);
    case MDM_Q_KL_MIXED:
      status = mdm_instance_kl_mixed (&x, q->instance, q->err);
      return answer_real (q, status, x);
    case MDM_Q_TV:
      status = mdm_instance_tv (&r, q->instance, q->err);
      return answer_rational (q, status, r);
    case MDM_Q_TV_MEAN:
      status = mdm_instance_tv_mean (&r, q->instance, q->err);
      return answer_rational (q, status, r);
    case MDM_Q_SER:
      status = mdm_instance_ser (&r, q->instance, q->err);
      return answer_rational (q, status, r);
    default:
      status = mdm_instance_eps_train (&x, q->instance, q->err);
      return answer_real (q, status, x);
    }
}

/* Is the law uniform on the sequences whose tokens 2i and 2i + 1 agree?  */
static int
is_paired_copy (const mdm_law_struct *law)
{
  size_t length = law->length;

  if (law->kind != MDM_LAW_LISTED)
    return law->kind == MDM_LAW_PAIRED_COPY
           /* The same law by another name.  */
           || (length == 2 && law->rank == 1
               && (law->kind != MDM_LAW_PARITY || law->vocab == 2))
           || (length % 2 == 0 && law->vocab == 1);
  /* As many rows as there are such sequences, all of one weight.  */
  if (length % 2 != 0 || law->support != mdm_work_pow (law->vocab, length / 2))
    return 0;
  for (size_t i = 0; i < law->support; i++)
    {
      const uint16_t *row = mdm_law_row (law, i);
      if (!fmpz_is_one (law->weight + i))
        return 0;
      for (size_t j = 0; j < length; j += 2)
        if (row[j] != row[j + 1])
          return 0;
    }
  return 1;
}

static mdm_status
get (mdm_value_t res, mdm_quantity_id id, const fmpz *index,
     const mdm_position_sets_t *sets, void *data, mdm_err_t *err)
{
  mdm_instance_source_t *source = data;
  question_t q = { res, id, index, sets, source->instance, source->most, err };
  fmpz_t v;

  switch (id)
    {
    case MDM_Q_L:
      return answer_size (&q, source->instance->law->length);
    case MDM_Q_V:
      fmpz_init_set_ui (v, source->instance->law->vocab);
      mdm_value_set_fmpz (res, v);
      fmpz_clear (v);
      return MDM_OK;
    case MDM_Q_T:
    case MDM_Q_SMAX:
    case MDM_Q_SMIN:
    case MDM_Q_S:
    case MDM_Q_N:
    case MDM_Q_A:
    case MDM_Q_PI:
    case MDM_Q_PI_SUM:
    case MDM_Q_IID:
      return answer_schedule (&q);
    case MDM_Q_TC:
    case MDM_Q_DTC:
    case MDM_Q_SUM_MI:
    case MDM_Q_ENTROPY:
    case MDM_Q_E:
    case MDM_Q_D:
    case MDM_Q_Z:
    case MDM_Q_R:
    case MDM_Q_U:
      return answer_curve (&q);
    case MDM_Q_H_OF:
    case MDM_Q_I_OF:
    case MDM_Q_TC_OF:
      return answer_sets (&q);
    case MDM_Q_TC_EPS:
    case MDM_Q_TC_BOUND:
    case MDM_Q_DTC_EPS:
    case MDM_Q_DTC_BOUND:
      return answer_correlation (&q);
    case MDM_Q_PMAX:
    case MDM_Q_PMAX_LEAST:
      return answer_pmax (&q);
    case MDM_Q_PAIRED_COPY:
      return answer_size (&q, (size_t) is_paired_copy (source->instance->law));
    case MDM_Q_LOG_TER:
    case MDM_Q_LOG_TER_GAP:
      return answer_ter (&q);
    default:
      /* Bounds of what some schedule reaches speak of ekl and eps_train.  */
      return source->most
                     && (id == MDM_Q_EKL || id == MDM_Q_EKL_IDEAL
                         || id == MDM_Q_EPS_TRAIN)
                 ? answer_most (&q)
                 : answer_errors (&q);
    }
}

mdm_environment_t
mdm_environment_of (mdm_instance_source_t *source)
{
  return (mdm_environment_t){ get, source };
}
