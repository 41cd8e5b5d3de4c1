/* instance.h - a law together with a schedule and a predictor, and every
   quantity of them, each computed at most once, when it is first asked for.

   What does not exist for an instance is MDM_EABSENT, what would take too
   long MDM_ELIMIT; the message then says which and why, and a predictor that
   is undefined where it is asked is MDM_EDOMAIN.  Values are lent until the
   instance is cleared.  All reals are in nats and exact.

   With an imperfect predictor the errors of the sampler may be infinite,
   where it gives probability 0 to a possible token: such a value is lent as
   NULL.  With the ideal one none is.  */
#ifndef MDM_INSTANCE_H
#define MDM_INSTANCE_H

#include "info/curve.h"
#include "law/law.h"
#include "sampler/predictor.h"
#include "sampler/schedule.h"

/* Has a quantity been asked for, and how did it go?  */
typedef enum
{
  MDM_NOT_ASKED,
  MDM_KNOWN,
  MDM_FAILED
} mdm_knowledge;

typedef struct
{
  mdm_knowledge knowledge;
  mdm_err_t *err; /* why it failed */
  int infinite;   /* is it plus infinity, and X 0? */
  mdm_logform_t x;
} mdm_real_slot;

typedef struct
{
  mdm_law_struct *law;                 /* lent by the caller; may get listed */
  const mdm_schedule_struct *schedule; /* lent by the caller, or NULL */
  const mdm_predictor_struct *predictor; /* lent, or NULL: the ideal one */
  mdm_limit_t limit;
  mdm_knowledge curve_knowledge, output_knowledge;
  mdm_err_t *curve_err, *output_err;
  mdm_curve_t curve;            /* its own, unless one is lent */
  const mdm_curve_struct *lent; /* the caller's, or NULL */
  int has_prediction;           /* is the next one there? */
  mdm_prediction_t prediction;
  fmpq *output; /* p_Y of each row of PREDICTION, once known */
  mdm_real_slot ekl, ekl_ideal, ekl_definition, eps_train, kl_mixed;
  mdm_real_slot ekl_most, eps_most;
  mdm_schedule_t worst; /* the schedule that reaches ekl_most */
  fmpq *weights;        /* a_0 .. a_{L-1}, or NULL: not asked for yet */
  fmpq_t tv, ser, tv_mean;
  int has_tv, has_ser, has_tv_mean; /* are they known? */
} mdm_instance_struct;

typedef mdm_instance_struct mdm_instance_t[1];

/* SCHEDULE may be NULL: then only what depends on the law alone exists.  Both
   outlive the instance.  */
void mdm_instance_init (mdm_instance_t instance, mdm_law_struct *law,
                        const mdm_schedule_struct *schedule,
                        const mdm_limit_t *limit);
/* The same where the law's CURVE is known already; it outlives the instance,
   so that many schedules share one.  */
void mdm_instance_init_with_curve (mdm_instance_t instance,
                                   mdm_law_struct *law,
                                   const mdm_schedule_struct *schedule,
                                   const mdm_curve_struct *curve,
                                   const mdm_limit_t *limit);
/* Let the sampler use PREDICTOR, which outlives the instance; to be called
   before anything is asked.  */
void mdm_instance_set_predictor (mdm_instance_t instance,
                                 const mdm_predictor_struct *predictor);
void mdm_instance_clear (mdm_instance_t instance);

/* Is there a schedule of fixed sizes, so that smax exists?  Is there any but
   one given partition, that is, an exchangeable process?  */
int mdm_instance_has_sizes (const mdm_instance_t instance);
int mdm_instance_is_random (const mdm_instance_t instance);
/* Is the predictor the ideal one?  */
int mdm_instance_is_ideal (const mdm_instance_t instance);

/* How the entropies were found; the curve need not be known.  */
mdm_method mdm_instance_method (const mdm_instance_t instance);

mdm_status mdm_instance_curve (const mdm_curve_struct **res,
                               mdm_instance_t instance,
                               mdm_err_t *err) MDM_MUST_CHECK;

/* The weights a_0 .. a_{L-1} of the schedule (weights.h).  */
mdm_status mdm_instance_weights (const fmpq **res, mdm_instance_t instance,
                                 mdm_err_t *err) MDM_MUST_CHECK;

/* The error ekl of the sampler with its predictor: ekl_ideal + eps_train.  */
mdm_status mdm_instance_ekl (const mdm_logform_struct **res,
                             mdm_instance_t instance,
                             mdm_err_t *err) MDM_MUST_CHECK;
/* That of the sampler with the ideal predictor: by the curve, or for blocks
   by conditional entropies of them.  */
mdm_status mdm_instance_ekl_ideal (const mdm_logform_struct **res,
                                   mdm_instance_t instance,
                                   mdm_err_t *err) MDM_MUST_CHECK;
/* The error ekl by its definition (divergence.h).  */
mdm_status mdm_instance_ekl_definition (const mdm_logform_struct **res,
                                        mdm_instance_t instance,
                                        mdm_err_t *err) MDM_MUST_CHECK;
/* The training error of the predictor, by its definition; 0 at once for the
   ideal one.  */
mdm_status mdm_instance_eps_train (const mdm_logform_struct **res,
                                   mdm_instance_t instance,
                                   mdm_err_t *err) MDM_MUST_CHECK;
/* KL(p || p_Y); where there is but one partition, for blocks or a single
   step, KL(p || p_{Y|M}) = ekl.  */
mdm_status mdm_instance_kl_mixed (const mdm_logform_struct **res,
                                  mdm_instance_t instance,
                                  mdm_err_t *err) MDM_MUST_CHECK;
/* The greatest ekl_ideal of all schedules with sizes <= smax, and in
   *SCHEDULE, if not NULL, the one that reaches it; the training error on that
   schedule.  */
mdm_status mdm_instance_ekl_most (const mdm_logform_struct **res,
                                  const mdm_schedule_struct **schedule,
                                  mdm_instance_t instance,
                                  mdm_err_t *err) MDM_MUST_CHECK;
mdm_status mdm_instance_eps_most (const mdm_logform_struct **res,
                                  mdm_instance_t instance,
                                  mdm_err_t *err) MDM_MUST_CHECK;

/* The output law on the support: p_Y (for blocks p_{Y|M}) of each row of the
   law, which gets listed.  */
mdm_status mdm_instance_output (const fmpq **res, mdm_instance_t instance,
                                mdm_err_t *err) MDM_MUST_CHECK;
/* Of the output law on the support: TV(p, p_Y) and SER.  */
mdm_status mdm_instance_tv (const fmpq **res, mdm_instance_t instance,
                            mdm_err_t *err) MDM_MUST_CHECK;
mdm_status mdm_instance_ser (const fmpq **res, mdm_instance_t instance,
                             mdm_err_t *err) MDM_MUST_CHECK;

/* E_M TV(p, p_{Y|M}), going through all ordered partitions.  */
mdm_status mdm_instance_tv_mean (const fmpq **res, mdm_instance_t instance,
                                 mdm_err_t *err) MDM_MUST_CHECK;

#endif
