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
#include "sampler/adaptive.h"
#include "sampler/predictor.h"
#include "sampler/sampled.h"
#include "sampler/schedule.h"

/* What is computed at most once: reals, and what these need.  */
typedef enum
{
  MDM_PART_EKL,
  MDM_PART_EKL_IDEAL,
  MDM_PART_EKL_DEFINITION,
  MDM_PART_EPS_TRAIN,
  MDM_PART_KL_MIXED,
  MDM_PART_EKL_MOST,
  MDM_PART_EPS_MOST,
  MDM_PART_TV,
  MDM_PART_SER,
  MDM_PART_TV_MEAN,
  MDM_PART_BUDGET,
  MDM_PART_ROUNDS_P,
  MDM_PART_ROUNDS_Q,
  MDM_PART_REALS,
  MDM_PART_CURVE = MDM_PART_REALS,
  MDM_PART_ENDS,
  MDM_PART_PREDICTION,
  MDM_PART_OUTPUT,
  MDM_PART_ENCLOSED,
  MDM_PART_WEIGHTS,
  MDM_PART_ADAPTIVE,
  MDM_PARTS
} mdm_part;

typedef struct
{
  int asked;      /* has it been computed, or tried to be? */
  mdm_err_t *err; /* then, why it failed, or NULL */
} mdm_part_t;

typedef struct
{
  int infinite; /* is it plus infinity, and X 0? */
  mdm_logform_t x;
} mdm_part_real_t;

typedef struct mdm_instance mdm_instance_struct;

/* Computes a part of INSTANCE, with what it needs.  */
typedef mdm_status mdm_part_compute_t (mdm_instance_struct *instance,
                                       mdm_err_t *err);

struct mdm_instance
{
  mdm_law_struct *law;                 /* lent by the caller; may get listed */
  const mdm_schedule_struct *schedule; /* lent by the caller, or NULL */
  const mdm_predictor_struct *predictor; /* lent, or NULL: the ideal one */
  mdm_limit_t limit;
  mdm_part_compute_t *const *compute; /* of each part */
  mdm_part_t part[MDM_PARTS];
  mdm_part_real_t real[MDM_PART_REALS];
  mdm_curve_struct *curve; /* lent by the caller, or OWN */
  mdm_curve_t own;
  mdm_curve_t ends;        /* of a curve over the limit, once known */
  mdm_sampled_t *sampled;  /* p_Y, once something is asked of it, or NULL */
  fmpq *weights;           /* a_0 .. a_{L-1}, once known */
  mdm_adaptive_t adaptive; /* errors of a policy, once known */
  mdm_schedule_t worst;    /* the schedule that reaches ekl_most */
};

typedef mdm_instance_struct mdm_instance_t[1];

/* SCHEDULE may be NULL: then only what depends on the law alone exists.  Both
   outlive the instance.  */
void mdm_instance_init (mdm_instance_t instance, mdm_law_struct *law,
                        const mdm_schedule_struct *schedule,
                        const mdm_limit_t *limit);
/* The same with the law's CURVE, which is set when it is first asked for
   unless it is already; it outlives the instance, so that many schedules share
   one.  */
void mdm_instance_init_with_curve (mdm_instance_t instance,
                                   mdm_law_struct *law,
                                   const mdm_schedule_struct *schedule,
                                   mdm_curve_struct *curve,
                                   const mdm_limit_t *limit);
/* Let the sampler use PREDICTOR, which outlives the instance; to be called
   before anything is asked.  */
void mdm_instance_set_predictor (mdm_instance_t instance,
                                 const mdm_predictor_struct *predictor);
/* Free what INSTANCE has of its own; what it lent is gone.  */
void mdm_instance_clear (mdm_instance_t instance);

/* Declare an instance as mdm_instance_init_with_curve makes it.  */
#define MDM_INSTANCE(x, law, schedule, curve, limit)                          \
 MDM_CLEARED (x, mdm_instance_struct, mdm_instance_clear);                    \
 mdm_instance_init_with_curve (x, law, schedule, curve, limit)

/* Is there a schedule of fixed sizes, so that smax exists?  */
int mdm_instance_has_sizes (const mdm_instance_t instance);
/* Is there an exchangeable process?  */
int mdm_instance_is_random (const mdm_instance_t instance);
/* Is there a policy?  */
int mdm_instance_is_policy (const mdm_instance_t instance);
/* Is the predictor the ideal one?  */
int mdm_instance_is_ideal (const mdm_instance_t instance);

/* How the entropies were found; the curve need not be known.  */
mdm_method mdm_instance_method (const mdm_instance_t instance);

/* The curve, or where that is over the limit what its ends tell (curve.h).  */
mdm_status mdm_instance_ends (const mdm_curve_struct **res,
                              mdm_instance_t instance,
                              mdm_err_t *err) MDM_MUST_CHECK;
/* The whole curve.  */
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
/* That of the sampler with the ideal predictor: by the curve, for blocks by
   conditional entropies of them, for policies by those of reveal states
   (adaptive.h; sample-then-keep has none).  */
mdm_status mdm_instance_ekl_ideal (const mdm_logform_struct **res,
                                   mdm_instance_t instance,
                                   mdm_err_t *err) MDM_MUST_CHECK;
/* The error ekl by its definition (divergence.h); for a policy KL(p || p_Y)
   from the rows, with inner randomness as a mean over paths.  */
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
   *SCHEDULE, if not NULL, the one that reaches it.  */
mdm_status mdm_instance_ekl_most (const mdm_logform_struct **res,
                                  const mdm_schedule_struct **schedule,
                                  mdm_instance_t instance,
                                  mdm_err_t *err) MDM_MUST_CHECK;
/* The training error on that schedule.  */
mdm_status mdm_instance_eps_most (const mdm_logform_struct **res,
                                  mdm_instance_t instance,
                                  mdm_err_t *err) MDM_MUST_CHECK;

/* The output law on the support: p_Y (for blocks p_{Y|M}) of each row of the
   law, which gets listed.  */
mdm_status mdm_instance_output (const fmpq **res, mdm_instance_t instance,
                                mdm_err_t *err) MDM_MUST_CHECK;
/* TV(p, p_Y), which is rational: a fraction, or, where it would have more than
   1000 digits, a lazy real (exact/lazy_rational.h) in the balls of enclosed.h,
   as KL(p || p_Y) is of laws of many rows.  */
mdm_status mdm_instance_tv (const mdm_logform_struct **res,
                            mdm_instance_t instance,
                            mdm_err_t *err) MDM_MUST_CHECK;
/* SER, in the same way.  */
mdm_status mdm_instance_ser (const mdm_logform_struct **res,
                             mdm_instance_t instance,
                             mdm_err_t *err) MDM_MUST_CHECK;

/* Of a policy, as the three that follow, which do not exist for another
   schedule: the mean number of rounds under p, a fraction.  */
mdm_status mdm_instance_rounds_p (const mdm_logform_struct **res,
                                  mdm_instance_t instance,
                                  mdm_err_t *err) MDM_MUST_CHECK;
/* That under p_Y, a fraction.  */
mdm_status mdm_instance_rounds_q (const mdm_logform_struct **res,
                                  mdm_instance_t instance,
                                  mdm_err_t *err) MDM_MUST_CHECK;
/* The greatest.  */
mdm_status mdm_instance_rounds_max (size_t *res, mdm_instance_t instance,
                                    mdm_err_t *err) MDM_MUST_CHECK;
/* What bounds its error (adaptive.h).  */
mdm_status mdm_instance_budget (const mdm_logform_struct **res,
                                mdm_instance_t instance,
                                mdm_err_t *err) MDM_MUST_CHECK;

/* E_M TV(p, p_{Y|M}), going through all ordered partitions; a fraction.  */
mdm_status mdm_instance_tv_mean (const mdm_logform_struct **res,
                                 mdm_instance_t instance,
                                 mdm_err_t *err) MDM_MUST_CHECK;

#endif
