#include <config.h>

#include "claim/need.h"

/* Why SCHEDULE lacks what quantities with NEED ask for: a schedule, its steps
   or its sizes; NULL if it does not.  */
static const char *
lacks (const mdm_schedule_struct *schedule, mdm_quantity_need need)
{
  if (need == MDM_NEED_STEPS)
    return schedule->steps == 0 && schedule->kind != MDM_SCHEDULE_POLICY
               ? "the number of steps is random"
               : NULL;
  if (need == MDM_NEED_SCHEDULE || schedule->size != NULL)
    return NULL;
  if (schedule->kind == MDM_SCHEDULE_POLICY)
    return "what a policy draws depends on the values";
  return schedule->kind == MDM_SCHEDULE_IID
             ? "each token unmasks independently"
             : "the sizes are random";
}

/* Why what quantities with NEED ask for is not there in SUBJECT, or why the
   steps have no sizes; NULL if it is there.  */
static const char *
find_missing (const mdm_subject_t *subject, mdm_quantity_need need)
{
  const mdm_schedule_struct *schedule = subject->schedule;

  switch (need)
    {
    case MDM_NEED_NOTHING:
      return NULL;
    case MDM_NEED_LAW:
      return subject->instance == NULL ? "there is no law" : NULL;
    case MDM_NEED_RANDOM_SIZES:
      return subject->smax == 0 || !subject->random
                 ? "R needs a schedule of sizes"
                 : NULL;
    case MDM_NEED_TC_SCHEDULE:
      return schedule == NULL || schedule->correlation != MDM_CORRELATION_TC
                 ? "the schedule is not of the kind tc:"
                 : NULL;
    case MDM_NEED_DTC_SCHEDULE:
      return schedule == NULL || schedule->correlation != MDM_CORRELATION_DTC
                 ? "the schedule is not of the kind dtc:"
                 : NULL;
    case MDM_NEED_BLOCKS:
      return schedule == NULL || schedule->kind != MDM_SCHEDULE_BLOCKS
                 ? "the schedule is not one ordered partition"
                 : NULL;
    case MDM_NEED_WEIGHTS:
      return schedule == NULL && subject->weights == NULL
                 ? "there is no schedule"
             : schedule != NULL && schedule->kind == MDM_SCHEDULE_POLICY
                 ? "what a policy draws depends on the values"
                 : NULL;
    case MDM_NEED_POLICY:
      return schedule == NULL || schedule->kind != MDM_SCHEDULE_POLICY
                 ? "the schedule is no policy"
                 : NULL;
    case MDM_NEED_TIMES:
      if (schedule != NULL && schedule->kind == MDM_SCHEDULE_IID)
        return NULL;
      if (schedule != NULL || subject->instance == NULL)
        return "the unmask times are not independent";
      break;
    case MDM_NEED_SMAX:
      if (subject->smax > 0)
        return NULL;
      break;
    case MDM_NEED_STEPS:
      if (schedule == NULL && subject->steps > 0)
        return NULL;
      break;
    default:
      break;
    }
  return schedule == NULL ? "there is no schedule" : lacks (schedule, need);
}

mdm_status
mdm_need_check (const mdm_quantity_info_t *row, const mdm_subject_t *subject,
                mdm_err_t *err)
{
  const mdm_quantity_need need = row->need;
  const char *why = find_missing (subject, need);
  int sized = need == MDM_NEED_SIZES || need == MDM_NEED_SMAX;

  if (why == NULL)
    return MDM_OK;
  if (subject->instance == NULL && row->of == MDM_OF_PROCESS
      && need != MDM_NEED_TIMES)
    return mdm_err_set (err, MDM_EABSENT, NULL, 0, 0,
                        "%s is not fixed by the scope of the proof",
                        row->usage);
  if (sized && subject->schedule != NULL)
    return mdm_err_set (err, MDM_EABSENT, NULL, 0, 0,
                        "the steps have no sizes, and there is no %s: %s",
                        row->usage, why);
  return mdm_err_set (err, MDM_EABSENT, NULL, 0, 0, "%s", why);
}
