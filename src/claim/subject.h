/* subject.h - what the quantities of the claim language are asked of: an
   instance (environment.h), or a ray in the scope of a proof (prove/ray.h).

   A subject says what it has; what the quantities are, given that, is the
   same for all of them (quantity.c).  */
#ifndef MDM_SUBJECT_H
#define MDM_SUBJECT_H

#include "claim/quantity.h"
#include "sampler/instance.h"

typedef struct mdm_subject
{
  size_t length;
  size_t smax; /* largest size, perhaps of several schedules; 0: there
                  is none */
  int random;  /* are partitions random? */
  const mdm_schedule_struct *schedule; /* NULL: none, or none in particular */
  mdm_instance_struct *instance; /* NULL on a ray: there is no law then */
  int weighted;                  /* are there weights? */
  void *data;                    /* for the functions below */

  mdm_status (*curve) (const mdm_curve_struct **res,
                       const struct mdm_subject *subject, mdm_err_t *err);
  mdm_status (*weights) (const fmpq **res, const struct mdm_subject *subject,
                         mdm_err_t *err);
  /* ID is ekl, ekl_ideal, ekl_definition or eps_train.  */
  mdm_status (*error) (mdm_value_t res, mdm_quantity_id id,
                       const struct mdm_subject *subject, mdm_err_t *err);
  /* KL(p || p_Y); asked of instances only.  */
  mdm_status (*divergence) (mdm_value_t res, const struct mdm_subject *subject,
                            mdm_err_t *err);
} mdm_subject_t;

/* As an environment's GET: quantity ID of SUBJECT.  */
mdm_status mdm_subject_answer (mdm_value_t res, mdm_quantity_id id,
                               const fmpz *index,
                               const mdm_position_sets_t *sets,
                               const mdm_subject_t *subject,
                               mdm_err_t *err) MDM_MUST_CHECK;

#endif
