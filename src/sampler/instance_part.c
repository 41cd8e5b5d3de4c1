#include <config.h>

#include "sampler/instance_part.h"

#include "exact/scoped.h"

const mdm_schedule_struct *
mdm_instance_process (const mdm_instance_t instance)
{
  return instance->schedule == NULL
             ? NULL
             : mdm_schedule_process (instance->schedule);
}

mdm_status
mdm_instance_need (mdm_instance_t instance, mdm_part part, mdm_err_t *err)
{
  mdm_part_t *kept = instance->part + part;

  if (!kept->asked)
    {
      mdm_err_t own = { 0 };
      mdm_status status = instance->compute[part](instance, &own);
      kept->asked = 1;
      if (status != MDM_OK)
        {
          kept->err = flint_malloc (sizeof own);
          *kept->err = own;
        }
    }
  if (kept->err == NULL)
    return MDM_OK;
  if (err != NULL)
    *err = *kept->err;
  return kept->err->status;
}

mdm_status
mdm_instance_need_schedule (const mdm_instance_t instance, mdm_err_t *err)
{
  return instance->schedule != NULL ? MDM_OK
                                    : mdm_err_set (err, MDM_EABSENT, NULL, 0,
                                                   0, "there is no schedule");
}

mdm_status
mdm_instance_need_policy (const mdm_instance_t instance, mdm_err_t *err)
{
  MDM_TRY (mdm_instance_need_schedule (instance, err));
  return mdm_instance_is_policy (instance)
             ? MDM_OK
             : mdm_err_set (err, MDM_EABSENT, NULL, 0, 0,
                            "the schedule is no policy");
}

mdm_status
mdm_instance_need_paths (const mdm_instance_t instance, mdm_err_t *err)
{
  MDM_TRY (mdm_instance_need_policy (instance, err));
  return instance->schedule->policy->kind != MDM_POLICY_KEEP
             ? MDM_OK
             : mdm_err_set (err, MDM_EABSENT, NULL, 0, 0,
                            "what sample-then-keep reveals depends on what it "
                            "draws: only the output law exists");
}

int
mdm_instance_is_walked (const mdm_instance_t instance)
{
  return mdm_instance_is_policy (instance)
         && mdm_instance_process (instance) == instance->schedule;
}

int
mdm_instance_is_faithful (const mdm_instance_t instance)
{
  const mdm_schedule_struct *process = mdm_instance_process (instance);

  return mdm_instance_is_ideal (instance) && process != NULL
         && process->size != NULL && process->smax <= 1;
}
