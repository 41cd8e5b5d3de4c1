/* sampled.h - the law of what the sampler writes, by balls and exactly, and
   what is measured on it.

   A sampled law knows where it comes from, and its probabilities once they
   were asked for: balls (enclosed.h) in a moment, fractions (output.h) perhaps
   in hours.  What is measured on the balls are lazy reals (exact/lazy.h) that
   ask for the fractions where nothing else decides; they share the sampled
   law, which is freed with the last of them.  It belongs to one thread.  */
#ifndef MDM_SAMPLED_H
#define MDM_SAMPLED_H

#include "exact/logform.h"
#include "sampler/predictor.h"
#include "sampler/schedule.h"

typedef struct
{
  size_t references;
  const mdm_law_struct *law; /* lent, as are the next two */
  const mdm_schedule_struct *schedule; /* what draws as the one given does */
  const mdm_predictor_struct *predictor;
  mdm_limit_t limit;
  mdm_prediction_t prediction;
  fmpq *output;     /* of each row of PREDICTION; NULL: not known */
  fmpq_t rounds;    /* then, if SCHEDULE is a policy, its mean number of
                       rounds */
  arb_ptr enclosed; /* balls with them; NULL: not known */
  int is_short; /* then, are fractions measured on it surely short enough to
                   be written? */
  mdm_status failed; /* why OUTPUT cannot be known */
} mdm_sampled_t;

/* Set *RES to what the sampler with SCHEDULE and PREDICTOR writes for LAW,
   which is listed; all three outlive it.  It has one reference, also after a
   failure.  */
mdm_status mdm_sampled_new (mdm_sampled_t **res, const mdm_law_struct *law,
                            const mdm_schedule_struct *schedule,
                            const mdm_predictor_struct *predictor,
                            const mdm_limit_t *limit,
                            mdm_err_t *err) MDM_MUST_CHECK;
/* One reference less; SAMPLED may be NULL.  */
void mdm_sampled_drop (mdm_sampled_t *sampled);

/* See to it that the fractions, the balls are known.  */
mdm_status mdm_sampled_set_output (mdm_sampled_t *sampled,
                                   mdm_err_t *err) MDM_MUST_CHECK;
mdm_status mdm_sampled_enclose (mdm_sampled_t *sampled,
                                mdm_err_t *err) MDM_MUST_CHECK;

/* Where the balls are known: RES = KL(p || q), *INFINITE (and RES = 0) where
   it is infinite; TV(p, q); and SER, lazily.  The exact form of the latter two
   is a fraction.  */
void mdm_sampled_kl (mdm_logform_t res, int *infinite, mdm_sampled_t *sampled);
void mdm_sampled_tv (mdm_logform_t res, mdm_sampled_t *sampled);
void mdm_sampled_ser (mdm_logform_t res, mdm_sampled_t *sampled);

#endif
