#include <config.h>

#include "claim/environment.h"

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
  return (mdm_environment_t){ get, subject };
}
