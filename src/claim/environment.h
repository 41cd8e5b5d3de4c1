/* environment.h - an instance, a law with a schedule where there is one, as
   what the quantities of the claim language are asked of.

   Definitions: THEORY sections 1 to 4.  Reals are in nats.  */
#ifndef MDM_ENVIRONMENT_H
#define MDM_ENVIRONMENT_H

#include "claim/subject.h"

/* An instance as a source of quantities.  With MOST, `ekl' and `eps_train' are
   those of the schedule whose ekl_ideal is the greatest of all with sizes <=
   smax, which is how a claim about "some schedule" of that kind is decided. */
typedef struct
{
  mdm_instance_struct *instance;
  int most;
} mdm_instance_source_t;

/* The subject, and the environment, that asks SOURCE, which outlives it.  */
mdm_subject_t mdm_subject_of (mdm_instance_source_t *source);
mdm_environment_t mdm_environment_of (mdm_instance_source_t *source);

#endif
