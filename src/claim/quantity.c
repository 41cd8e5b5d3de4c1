#include <config.h>

#include "claim/environment.h"

#include "claim/given.h"
#include "claim/need.h"
#include "claim/sets.h"

#include "info/agreement.h"
#include "info/closed.h"
#include "info/entropy.h"
#include "info/recognise.h"
#include "sampler/bounds.h"
#include "sampler/divergence.h"

#include <stdlib.h>
#include <string.h>

/* One question: the quantity of ROW with its argument, the answer going to
   RES.  */
struct mdm_question
{
  mdm_value_struct *res;
  mdm_quantity_id id;
  const mdm_quantity_info_t *row;
  size_t index; /* in its range */
  const mdm_position_sets_t *sets;
  const mdm_subject_t *subject;
  mdm_err_t *err;
};

static mdm_status
answer_size (const mdm_question_t *q, size_t n)
{
  mdm_value_set_si (q->res, (slong) n);
  return MDM_OK;
}

/* The answer X; NULL is infinity (instance.h).  */
static mdm_status
answer_real (const mdm_question_t *q, const mdm_logform_struct *x)
{
  if (x == NULL)
    mdm_value_set_infinity (q->res, 1);
  else
    mdm_value_set_logform (q->res, x);
  return MDM_OK;
}

/* The curve, or its ends, of an instance as GET has it.  */
static mdm_status
find_curve (const mdm_curve_struct **curve, const mdm_question_t *q,
            mdm_status (*get) (const mdm_curve_struct **curve,
                               mdm_instance_t instance, mdm_err_t *err))
{
  *curve = q->subject->curve;
  return *curve != NULL ? MDM_OK : get (curve, q->subject->instance, q->err);
}

/* Of the process.  */

static mdm_status
length (const mdm_question_t *q)
{
  return answer_size (q, q->subject->length);
}

static mdm_status
rounds_max (const mdm_question_t *q)
{
  size_t rounds;

  MDM_TRY (mdm_instance_rounds_max (&rounds, q->subject->instance, q->err));
  return answer_size (q, rounds);
}

static mdm_status
steps (const mdm_question_t *q)
{
  const mdm_schedule_struct *schedule = q->subject->schedule;

  if (schedule == NULL)
    return answer_size (q, q->subject->steps);
  return schedule->kind == MDM_SCHEDULE_POLICY
             ? rounds_max (q)
             : answer_size (q, schedule->steps);
}

static mdm_status
smax (const mdm_question_t *q)
{
  return answer_size (q, q->subject->smax);
}

static mdm_status
smin (const mdm_question_t *q)
{
  return answer_size (q, q->subject->schedule->smin);
}

static mdm_status
step_size (const mdm_question_t *q)
{
  return answer_size (q, q->subject->schedule->size[q->index - 1]);
}

static mdm_status
drawn (const mdm_question_t *q)
{
  size_t sum = 0;

  for (size_t t = 0; t < q->index; t++)
    sum += q->subject->schedule->size[t];
  return answer_size (q, sum);
}

static mdm_status
block_of (const mdm_question_t *q)
{
  const mdm_schedule_struct *schedule = q->subject->schedule;
  size_t block = 0, at = 0, end = schedule->size[0];

  while (schedule->position[at] != q->index)
    at++;
  while (at >= end)
    end += schedule->size[++block];
  return answer_size (q, block + 1);
}

static mdm_status
weight (const mdm_question_t *q)
{
  const fmpq *weights = q->subject->weights;

  if (weights == NULL)
    MDM_TRY (mdm_instance_weights (&weights, q->subject->instance, q->err));
  mdm_value_set_fmpq (q->res, weights + q->index);
  return MDM_OK;
}

static mdm_status
unmask_time (const mdm_question_t *q)
{
  mdm_value_set_fmpq (q->res, q->subject->schedule->step + q->index - 1);
  return MDM_OK;
}

static mdm_status
unmask_times (const mdm_question_t *q)
{
  MDM_FMPQ (sum);

  for (size_t t = 0; t < q->index; t++)
    fmpq_add (sum, sum, q->subject->schedule->step + t);
  mdm_value_set_fmpq (q->res, sum);
  return MDM_OK;
}

static mdm_status
independent (const mdm_question_t *q)
{
  return answer_size (q, q->subject->schedule->kind == MDM_SCHEDULE_IID);
}

static mdm_status
scan (const mdm_question_t *q)
{
  const mdm_schedule_struct *schedule = q->subject->schedule;
  int scans = schedule->kind == MDM_SCHEDULE_BLOCKS;

  for (size_t i = 0; scans && i < schedule->length; i++)
    scans = schedule->position[i] == i;
  return answer_size (q, (size_t) scans);
}

static mdm_status
bisect (const mdm_question_t *q)
{
  static const char head[] = "bisect:";
  const char *name = q->subject->schedule->name;
  uint64_t m = 0;

  if (strncmp (name, head, strlen (head)) == 0)
    m = strtoull (name + strlen (head), NULL, 10);
  mdm_value_set_si (
      q->res, m < q->subject->length ? (slong) m : (slong) q->subject->length);
  return MDM_OK;
}

static mdm_status
schedule_eps (const mdm_question_t *q)
{
  mdm_value_set_fmpq (q->res, q->subject->schedule->eps);
  return MDM_OK;
}

static mdm_status
schedule_bound (const mdm_question_t *q)
{
  mdm_value_set_logform (q->res, q->subject->schedule->bound);
  return MDM_OK;
}

/* Of the information curve.  */

static mdm_status
answer_curve (const mdm_question_t *q, const mdm_curve_struct *curve)
{
  int indexed = q->row->argument == MDM_ARGUMENT_INDEX;
  MDM_LOGFORM (x);

  q->row->curve (x, curve, indexed ? q->index : q->subject->smax);
  mdm_value_set_logform (q->res, x);
  return MDM_OK;
}

static mdm_status
from_curve (const mdm_question_t *q)
{
  const mdm_curve_struct *curve;

  MDM_TRY (find_curve (&curve, q, mdm_instance_curve));
  return answer_curve (q, curve);
}

static mdm_status
from_ends (const mdm_question_t *q)
{
  const mdm_curve_struct *curve;

  MDM_TRY (find_curve (&curve, q, mdm_instance_ends));
  return answer_curve (q, curve);
}

static void
tc (mdm_logform_t res, const mdm_curve_t curve, size_t k)
{
  (void) k;
  mdm_curve_tc (res, curve);
}

static void
dtc (mdm_logform_t res, const mdm_curve_t curve, size_t k)
{
  (void) k;
  mdm_curve_dtc (res, curve);
}

static void
sum_mi (mdm_logform_t res, const mdm_curve_t curve, size_t k)
{
  (void) k;
  mdm_curve_sum_mi (res, curve);
}

static void
last_entropy (mdm_logform_t res, const mdm_curve_t curve, size_t k)
{
  (void) k;
  mdm_logform_set (res, curve->e + curve->length);
}

static void
mean_entropy (mdm_logform_t res, const mdm_curve_t curve, size_t k)
{
  mdm_logform_set (res, curve->e + k);
}

static void
mean_information (mdm_logform_t res, const mdm_curve_t curve, size_t k)
{
  mdm_logform_set (res, curve->z + k);
}

/* Of the law.  */

static mdm_status
vocabulary (const mdm_question_t *q)
{
  return answer_size (q, q->subject->instance->law->vocab);
}

/* What entropies are added to, the law that they are of, and within which
   limit.  */
typedef struct
{
  mdm_logform_struct *res;
  const mdm_law_struct *law;
  const mdm_limit_t *limit;
  mdm_err_t *err;
} sum_t;

/* Add C times the entropy of the set.  */
static mdm_status
add_entropy (void *data, const size_t *set, size_t count, slong c)
{
  const sum_t *sum = data;
  MDM_LOGFORM (x);

  MDM_TRY (mdm_entropy_check (sum->law, set, count, sum->limit, sum->err));
  mdm_entropy (x, sum->law, set, count);
  mdm_logform_addmul_si (sum->res, x, c);
  return MDM_OK;
}

/* What I of many groups takes: each entropy goes through the rows for each
   position.  */
static mdm_status
check_sets_work (const mdm_question_t *q)
{
  const mdm_instance_struct *instance = q->subject->instance;
  const mdm_position_sets_t *sets = q->sets;
  uint64_t cells
      = mdm_work_mul (sets->start[sets->groups + 1], MDM_CELLS_PER_LOOKUP);

  if (q->id != MDM_Q_I_OF || sets->groups == 2)
    return MDM_OK;
  if (instance->law->kind == MDM_LAW_LISTED)
    cells = mdm_work_mul (cells, instance->law->support);
  return mdm_limit_check (
      &instance->limit, "the information of so many groups",
      mdm_work_mul (cells, mdm_work_pow (2, sets->groups)), 0, q->err);
}

/* H, I, TC and DTC.  */
static mdm_status
of_sets (const mdm_question_t *q)
{
  const mdm_position_sets_t *sets = q->sets;
  mdm_instance_struct *instance = q->subject->instance;
  sum_t sum = { q->res->x, instance->law, &instance->limit, q->err };
  MDM_LAW (given);

  for (size_t i = 0; i < sets->start[sets->groups + 1]; i++)
    if (sets->positions[i] >= q->subject->length)
      return mdm_err_set (q->err, MDM_EDOMAIN, NULL, 0, 0,
                          "position %zu is not below the length %zu",
                          sets->positions[i], q->subject->length);
  if (sets->values > 0)
    {
      MDM_TRY (mdm_given_law (given, instance->law, sets, &instance->limit,
                              q->err));
      sum.law = given;
    }
  MDM_TRY (check_sets_work (q));
  mdm_value_zero (q->res);
  return mdm_sets_expand (q->id, sets, add_entropy, &sum, q->err);
}

/* P = max_v p(X_i = v) of a listed LAW.  */
static void
find_pmax (fmpq_t p, const mdm_law_struct *law, size_t i)
{
  fmpz *best = fmpq_numref (p);

  fmpq_zero (p);
  MDM_CLEARED (classes, mdm_agreement_struct, mdm_agreement_clear);
  mdm_agreement_init (classes, law);
  mdm_agreement_refine (classes, classes, law, i);
  MDM_FMPZ_VEC (weight, classes->count);
  mdm_agreement_weights (weight, classes, law);
  for (size_t c = 0; c < classes->count; c++)
    if (fmpz_cmp (weight + c, best) > 0)
      fmpz_set (best, weight + c);
  fmpz_set (fmpq_denref (p), law->total);
  fmpq_canonicalise (p);
}

static mdm_status
pmax (const mdm_question_t *q)
{
  mdm_instance_struct *instance = q->subject->instance;
  const mdm_law_struct *law = instance->law;
  MDM_FMPQ_VEC (p, q->index + 1);

  if (law->kind != MDM_LAW_LISTED)
    MDM_TRY (
        mdm_closed_largest (p, law, q->index + 1, &instance->limit, q->err));
  else
    find_pmax (p + q->index, law, q->index);
  mdm_value_set_fmpq (q->res, p + q->index);
  return MDM_OK;
}

static mdm_status
pmax_least (const mdm_question_t *q)
{
  mdm_instance_struct *instance = q->subject->instance;
  const mdm_law_struct *law = instance->law;
  size_t least = 0;
  MDM_FMPQ_VEC (p, law->length);

  if (law->kind != MDM_LAW_LISTED)
    MDM_TRY (
        mdm_closed_largest (p, law, law->length, &instance->limit, q->err));
  else
    for (size_t i = 0; i < law->length; i++)
      find_pmax (p + i, law, i);
  for (size_t i = 1; i < law->length; i++)
    if (fmpq_cmp (p + i, p + least) < 0)
      least = i;
  mdm_value_set_fmpq (q->res, p + least);
  return MDM_OK;
}

/* Is the law, which is listed where it is short or its form does not tell, one
   that IS says?  */
static mdm_status
answer_is (const mdm_question_t *q, int (*is) (const mdm_law_t law))
{
  mdm_instance_struct *instance = q->subject->instance;
  mdm_law_struct *law = instance->law;
  int unifilar = law->kind == MDM_LAW_UNIFILAR;

  if (unifilar && !mdm_may_be (law, is))
    return answer_size (q, 0);
  if (unifilar || (law->length <= 2 && law->form != NULL))
    MDM_TRY (mdm_law_list (law, &instance->limit, q->err));
  return answer_size (q, (size_t) is (law));
}

static mdm_status
paired_copy (const mdm_question_t *q)
{
  return answer_is (q, mdm_is_paired_copy);
}

static mdm_status
permutation (const mdm_question_t *q)
{
  return answer_is (q, mdm_is_permutation);
}

static mdm_status
walk (const mdm_question_t *q)
{
  return answer_is (q, mdm_is_walk);
}

static mdm_status
markov_order (const mdm_question_t *q)
{
  mdm_instance_struct *instance = q->subject->instance;
  int is;

  MDM_TRY (
      mdm_is_markov (&is, instance->law, q->index, &instance->limit, q->err));
  return answer_size (q, (size_t) is);
}

/* Of the sampler.  */

/* On a ray the predictor is the ideal one.  */
static mdm_status
ray_error (const mdm_question_t *q)
{
  if (q->id == MDM_Q_EPS_TRAIN)
    mdm_value_zero (q->res);
  else
    mdm_value_set_fmpq (q->res, q->subject->ekl);
  return MDM_OK;
}

/* ekl and eps_train of the schedule of greatest ekl_ideal: bounds of what some
   schedule reaches speak of these.  */
static mdm_status
most_error (const mdm_question_t *q)
{
  mdm_instance_struct *instance = q->subject->instance;
  const mdm_logform_struct *ideal, *training;

  MDM_TRY (mdm_instance_ekl_most (&ideal, NULL, instance, q->err));
  if (q->id == MDM_Q_EKL_IDEAL)
    return answer_real (q, ideal);
  MDM_TRY (mdm_instance_eps_most (&training, instance, q->err));
  answer_real (q, training);
  if (training != NULL && q->id == MDM_Q_EKL)
    mdm_logform_add (q->res->x, q->res->x, ideal);
  return MDM_OK;
}

static mdm_status
error (const mdm_question_t *q)
{
  mdm_instance_struct *instance = q->subject->instance;
  const mdm_logform_struct *x;

  if (instance == NULL)
    return ray_error (q);
  if (q->subject->most && q->id != MDM_Q_EKL_DEFINITION)
    return most_error (q);
  if (q->id == MDM_Q_EKL)
    MDM_TRY (mdm_instance_ekl (&x, instance, q->err));
  else if (q->id == MDM_Q_EKL_IDEAL)
    MDM_TRY (mdm_instance_ekl_ideal (&x, instance, q->err));
  else if (q->id == MDM_Q_EKL_DEFINITION)
    MDM_TRY (mdm_instance_ekl_definition (&x, instance, q->err));
  else
    MDM_TRY (mdm_instance_eps_train (&x, instance, q->err));
  return answer_real (q, x);
}

static mdm_status
divergence (const mdm_question_t *q)
{
  mdm_instance_struct *instance = q->subject->instance;
  const mdm_logform_struct *x;
  const fmpq *output;

  if (!q->subject->by_rows)
    {
      MDM_TRY (mdm_instance_kl_mixed (&x, instance, q->err));
      return answer_real (q, x);
    }
  MDM_TRY (mdm_instance_output (&output, instance, q->err));
  mdm_value_zero (q->res);
  mdm_divergence_kl (q->res->x, NULL, instance->law, output);
  return MDM_OK;
}

/* log TER(p_Y) - log TER(p) = KL(p || p_Y) / L.  */
static mdm_status
log_ter_gap (const mdm_question_t *q)
{
  MDM_TRY (divergence (q));
  if (!q->res->infinite)
    mdm_logform_div_ui (q->res->x, q->res->x, q->subject->length);
  return MDM_OK;
}

/* The same with log TER(p) = H(p) / L added.  */
static mdm_status
log_ter (const mdm_question_t *q)
{
  const mdm_curve_struct *curve;

  MDM_TRY (divergence (q));
  if (q->res->infinite)
    return MDM_OK;
  MDM_TRY (find_curve (&curve, q, mdm_instance_ends));
  mdm_logform_add (q->res->x, q->res->x, curve->e + curve->length);
  mdm_logform_div_ui (q->res->x, q->res->x, curve->length);
  return MDM_OK;
}

static mdm_status
perplexity (const mdm_question_t *q)
{
  mdm_status status = log_ter (q);

  q->res->exponential = status == MDM_OK && !q->res->infinite;
  return status;
}

static mdm_status
tv (const mdm_question_t *q)
{
  const mdm_logform_struct *x;

  MDM_TRY (mdm_instance_tv (&x, q->subject->instance, q->err));
  return answer_real (q, x);
}

static mdm_status
tv_mean (const mdm_question_t *q)
{
  const mdm_logform_struct *x;

  MDM_TRY (mdm_instance_tv_mean (&x, q->subject->instance, q->err));
  return answer_real (q, x);
}

static mdm_status
ser (const mdm_question_t *q)
{
  const mdm_logform_struct *x;

  MDM_TRY (mdm_instance_ser (&x, q->subject->instance, q->err));
  return answer_real (q, x);
}

static mdm_status
rounds_p (const mdm_question_t *q)
{
  const mdm_logform_struct *x;

  MDM_TRY (mdm_instance_rounds_p (&x, q->subject->instance, q->err));
  return answer_real (q, x);
}

static mdm_status
rounds_q (const mdm_question_t *q)
{
  const mdm_logform_struct *x;

  MDM_TRY (mdm_instance_rounds_q (&x, q->subject->instance, q->err));
  return answer_real (q, x);
}

static mdm_status
budget (const mdm_question_t *q)
{
  const mdm_logform_struct *x;

  MDM_TRY (mdm_instance_budget (&x, q->subject->instance, q->err));
  return answer_real (q, x);
}

static mdm_status
gamma_of (const mdm_question_t *q)
{
  const mdm_policy_struct *policy = q->subject->schedule->policy;

  if (policy->kind != MDM_POLICY_RULE || policy->count != MDM_COUNT_GAMMA)
    return mdm_err_set (q->err, MDM_EABSENT, NULL, 0, 0,
                        "the policy has no gamma=");
  mdm_value_set_fmpq (q->res, policy->level);
  return MDM_OK;
}

/* The table.  */

#define NO_ARGUMENT MDM_ARGUMENT_NONE, 0, 0
#define INDEX(least, most) MDM_ARGUMENT_INDEX, least, MDM_TO_##most
#define SETS(least, most) MDM_ARGUMENT_POSITIONS, least, most
#define TOLD MDM_QUANTITY_TOLD
#define BOUND MDM_QUANTITY_BOUND
#define LAZY MDM_QUANTITY_LAZY
#define ORDERED MDM_QUANTITY_ORDERED
#define NAMED MDM_QUANTITY_NAMED

const mdm_quantity_info_t mdm_quantity_info[MDM_Q_COUNT] = {
#define MDM_QUANTITY(id, name, usage, argument, type, of, need, flags, shape, \
                     answer, curve, meaning)                                  \
 { name,        usage,           argument, MDM_TYPE_##type,                   \
   MDM_OF_##of, MDM_NEED_##need, flags,    MDM_SHAPE_##shape,                 \
   answer,      curve,           meaning },
#include "claim/quantities.def"
#undef MDM_QUANTITY
};

int
mdm_quantity_find (mdm_quantity_id *id, const char *name, size_t length)
{
  for (int i = 0; i < MDM_Q_COUNT; i++)
    {
      const char *known = mdm_quantity_info[i].name;

      if (strlen (known) == length && memcmp (known, name, length) == 0)
        {
          if (id != NULL)
            *id = (mdm_quantity_id) i;
          return 1;
        }
    }
  return 0;
}

/* Set the index to INDEX if that is in its range.  */
static mdm_status
read_index (mdm_question_t *q, const fmpz *index)
{
  const mdm_subject_t *subject = q->subject;
  size_t last = q->row->most == MDM_TO_STEPS ? subject->schedule->steps
                                             : subject->length;

  if (q->row->most == MDM_TO_LENGTH_LESS_1)
    last--;
  if (fmpz_cmp_ui (index, q->row->least) < 0 || fmpz_cmp_ui (index, last) > 0)
    return mdm_err_set (q->err, MDM_EDOMAIN, NULL, 0, 0,
                        "%s is defined from %zu to %zu here", q->row->usage,
                        q->row->least, last);
  q->index = fmpz_get_ui (index);
  return MDM_OK;
}

mdm_status
mdm_subject_answer (mdm_value_t res, mdm_quantity_id id, const fmpz *index,
                    const mdm_position_sets_t *sets,
                    const mdm_subject_t *subject, mdm_err_t *err)
{
  const mdm_quantity_info_t *row = mdm_quantity_info + id;
  mdm_question_t q = { res, id, row, 0, sets, subject, err };

  MDM_TRY (mdm_need_check (row, subject, err));
  if (row->argument == MDM_ARGUMENT_INDEX)
    MDM_TRY (read_index (&q, index));
  return row->answer (&q);
}

/* Subjects.  */

mdm_subject_t
mdm_subject_of (mdm_instance_struct *instance, int most)
{
  const mdm_schedule_struct *schedule = instance->schedule;

  return (mdm_subject_t){
    .length = instance->law->length,
    .smax = schedule == NULL ? 0 : schedule->smax,
    .random = mdm_instance_is_random (instance),
    .schedule = schedule,
    .instance = instance,
    .most = most,
  };
}

static mdm_status
get (mdm_value_t res, mdm_quantity_id id, const fmpz *index,
     const mdm_position_sets_t *sets, void *data, mdm_err_t *err)
{
  return mdm_subject_answer (res, id, index, sets, data, err);
}

mdm_environment_t
mdm_environment_of (mdm_subject_t *subject)
{
  return (mdm_environment_t){ get, subject, subject->unknown };
}
