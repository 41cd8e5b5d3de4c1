#include <config.h>

#include "sampler/sampled.h"

#include "exact/decimal.h"
#include "exact/lazy.h"
#include "exact/scoped.h"
#include "sampler/adaptive.h"
#include "sampler/divergence.h"
#include "sampler/enclosed.h"
#include "sampler/output.h"

mdm_status
mdm_sampled_new (mdm_sampled_t **res, const mdm_law_struct *law,
                 const mdm_schedule_struct *schedule,
                 const mdm_predictor_struct *predictor,
                 const mdm_limit_t *limit, mdm_err_t *err)
{
  mdm_sampled_t *sampled = flint_calloc (1, sizeof *sampled);

  *res = sampled;
  sampled->references = 1;
  fmpq_init (sampled->rounds);
  sampled->law = law;
  sampled->schedule = mdm_schedule_process (schedule);
  sampled->predictor = predictor;
  sampled->limit = *limit;
  return mdm_prediction_init (&sampled->prediction, law, law, predictor, limit,
                              err);
}

void
mdm_sampled_drop (mdm_sampled_t *sampled)
{
  slong rows;

  if (sampled == NULL || --sampled->references > 0)
    return;
  rows = sampled->output != NULL || sampled->enclosed != NULL
             ? (slong) sampled->prediction.rows->support
             : 0;
  if (sampled->output != NULL)
    _fmpq_vec_clear (sampled->output, rows);
  if (sampled->enclosed != NULL)
    _arb_vec_clear (sampled->enclosed, rows);
  fmpq_clear (sampled->rounds);
  mdm_prediction_clear (&sampled->prediction);
  flint_free (sampled);
}

/* Set OUTPUT, and of a policy the rounds too.  */
static mdm_status
find_output (fmpq *output, mdm_sampled_t *sampled, mdm_err_t *err)
{
  const mdm_schedule_struct *schedule = sampled->schedule;

  return schedule->kind == MDM_SCHEDULE_POLICY
             ? mdm_adaptive_output (output, sampled->rounds,
                                    &sampled->prediction, schedule->policy,
                                    &sampled->limit, err)
             : mdm_output_predicted (output, &sampled->prediction, schedule,
                                     &sampled->limit, err);
}

mdm_status
mdm_sampled_set_output (mdm_sampled_t *sampled, mdm_err_t *err)
{
  slong rows = (slong) sampled->prediction.rows->support;
  fmpq *output;

  if (sampled->output != NULL)
    return MDM_OK;
  /* What lazy reals ask for in vain they ask for again.  */
  if (sampled->failed != MDM_OK && err == NULL)
    return sampled->failed;
  output = _fmpq_vec_init (rows);
  sampled->failed = find_output (output, sampled, err);
  if (sampled->failed == MDM_OK)
    sampled->output = output;
  else
    _fmpq_vec_clear (output, rows);
  return sampled->failed;
}

mdm_status
mdm_sampled_enclose (mdm_sampled_t *sampled, mdm_err_t *err)
{
  slong rows = (slong) sampled->prediction.rows->support;
  flint_bitcnt_t bits;
  arb_ptr ball;
  mdm_status status;

  if (sampled->enclosed != NULL)
    return MDM_OK;
  if (sampled->schedule->kind == MDM_SCHEDULE_POLICY)
    return mdm_err_set (err, MDM_ELIMIT, NULL, 0, 0,
                        "the output law of a policy is only found exactly");
  ball = _arb_vec_init (rows);
  status = mdm_enclosed_output (ball, &bits, &sampled->prediction,
                                sampled->schedule, &sampled->limit, err);
  /* TV is measured against the law's own fractions.  */
  sampled->is_short
      = status == MDM_OK && bits <= MDM_FRACTION_BITS_MAX
        && bits + fmpz_bits (sampled->law->total) <= MDM_FRACTION_BITS_MAX;
  if (status == MDM_OK)
    sampled->enclosed = ball;
  else
    _arb_vec_clear (ball, rows);
  return status;
}

/* Lazy reals.  */

static mdm_status
kl_form (mdm_logform_t form, const void *data)
{
  mdm_sampled_t *sampled = (mdm_sampled_t *) data;

  MDM_TRY (mdm_sampled_set_output (sampled, NULL));
  mdm_divergence_kl (form, NULL, sampled->prediction.rows, sampled->output);
  return MDM_OK;
}

static mdm_status
tv_form (mdm_logform_t form, const void *data)
{
  mdm_sampled_t *sampled = (mdm_sampled_t *) data;
  MDM_FMPQ (q);

  MDM_TRY (mdm_sampled_set_output (sampled, NULL));
  mdm_divergence_tv (q, sampled->prediction.rows, sampled->output);
  mdm_logform_set_fmpq (form, q);
  return MDM_OK;
}

static mdm_status
ser_form (mdm_logform_t form, const void *data)
{
  mdm_sampled_t *sampled = (mdm_sampled_t *) data;
  MDM_FMPQ (q);

  MDM_TRY (mdm_sampled_set_output (sampled, NULL));
  mdm_divergence_ser (q, sampled->prediction.rows, sampled->output);
  mdm_logform_set_fmpq (form, q);
  return MDM_OK;
}

static void
drop (void *data)
{
  mdm_sampled_drop (data);
}

/* RES = the lazy real in BALL that MAKE makes of SAMPLED.  */
static void
set_lazy (mdm_logform_t res, const arb_t ball, mdm_lazy_make make,
          mdm_sampled_t *sampled)
{
  mdm_lazy_t *lazy = mdm_lazy_new (ball, 0, make, drop, sampled);

  sampled->references++;
  mdm_logform_set_lazy (res, lazy);
  mdm_lazy_drop (lazy);
}

void
mdm_sampled_kl (mdm_logform_t res, int *infinite, mdm_sampled_t *sampled)
{
  MDM_ARB (ball);

  mdm_enclosed_kl (ball, infinite, sampled->prediction.rows,
                   sampled->enclosed);
  mdm_logform_zero (res);
  if (!*infinite)
    set_lazy (res, ball, kl_form, sampled);
}

void
mdm_sampled_tv (mdm_logform_t res, mdm_sampled_t *sampled)
{
  MDM_ARB (ball);

  mdm_enclosed_tv (ball, sampled->prediction.rows, sampled->enclosed);
  set_lazy (res, ball, tv_form, sampled);
}

void
mdm_sampled_ser (mdm_logform_t res, mdm_sampled_t *sampled)
{
  MDM_ARB (ball);

  mdm_enclosed_ser (ball, sampled->prediction.rows, sampled->enclosed);
  if (arb_is_zero (ball))
    mdm_logform_zero (res);
  else
    set_lazy (res, ball, ser_form, sampled);
}
