/* environment.h - what the quantities of the claim language are asked of: an
   instance, a law with a schedule where there is one, or a ray in the scope of
   a proof (prove/ray.h).

   A subject says what it has; what the quantities are, given that, is the
   same for all of them (quantity.c).  Definitions: THEORY sections 1 to 4.
   Reals are in nats.  */
#ifndef MDM_ENVIRONMENT_H
#define MDM_ENVIRONMENT_H

#include "claim/quantity.h"
#include "sampler/instance.h"

typedef struct
{
  size_t length;
  size_t smax; /* largest size, perhaps of several schedules; 0: there
                  is none */
  int random;  /* are partitions random? */
  const mdm_schedule_struct *schedule; /* NULL: none, or none in particular */
  mdm_instance_struct *instance;       /* NULL on a ray: no law then */
  int most;    /* are `ekl' and `eps_train' those of the schedule whose
                  ekl_ideal is the greatest of all with sizes <= smax?  So is
                  a claim about "some schedule" of that kind decided */
  int by_rows; /* is KL(p || p_Y) to be summed row by row, as a checker does,
                  where there is a shorter way? */
  /* On a ray: its curve, a_0 .. a_{L-1} or NULL, and the error.  */
  const mdm_curve_struct *curve;
  const fmpq *weights;
  const fmpq *ekl;
  size_t steps;        /* of every schedule meant, where SCHEDULE is NULL; 0:
                          they have not one number of them */
  const fmpq *unknown; /* the value of a claim's unknown, or NULL */
} mdm_subject_t;

/* INSTANCE, with MOST as above, as a subject.  */
mdm_subject_t mdm_subject_of (mdm_instance_struct *instance, int most);

/* The environment that asks SUBJECT, which outlives it.  */
mdm_environment_t mdm_environment_of (mdm_subject_t *subject);

/* Set RES to quantity ID of SUBJECT, as an environment's GET does.  */
mdm_status mdm_subject_answer (mdm_value_t res, mdm_quantity_id id,
                               const fmpz *index,
                               const mdm_position_sets_t *sets,
                               const mdm_subject_t *subject,
                               mdm_err_t *err) MDM_MUST_CHECK;

#endif
