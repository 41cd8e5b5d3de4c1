/* instance_part.h - what the computations of an instance share: each part is
   computed when it is first needed, by others that it needs, and kept.

   For the files that compute parts; who asks an instance reads instance.h.  */
#ifndef MDM_INSTANCE_PART_H
#define MDM_INSTANCE_PART_H

#include "sampler/instance.h"

/* See to it that PART is known.  A failure is kept, to fail again with.  */
mdm_status mdm_instance_need (mdm_instance_t instance, mdm_part part,
                              mdm_err_t *err) MDM_MUST_CHECK;

/* MDM_EABSENT unless there is a schedule; a policy; one whose paths are not
   its own, as those of sample-then-keep are, which depend on what it draws.  */
mdm_status mdm_instance_need_schedule (const mdm_instance_t instance,
                                       mdm_err_t *err) MDM_MUST_CHECK;
mdm_status mdm_instance_need_policy (const mdm_instance_t instance,
                                     mdm_err_t *err) MDM_MUST_CHECK;
mdm_status mdm_instance_need_paths (const mdm_instance_t instance,
                                    mdm_err_t *err) MDM_MUST_CHECK;

/* What draws as the schedule does, or NULL.  */
const mdm_schedule_struct *
mdm_instance_process (const mdm_instance_t instance);
/* Is the sampler a policy that is known by its states alone?  */
int mdm_instance_is_walked (const mdm_instance_t instance);
/* Is the sampler with the ideal predictor without error, token by token?  */
int mdm_instance_is_faithful (const mdm_instance_t instance);

#endif
