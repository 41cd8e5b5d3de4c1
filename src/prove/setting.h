/* setting.h - what a proof is for, as it is written: a length, a largest size,
   a number of steps, one schedule or all or some of them.  */
#ifndef MDM_SETTING_H
#define MDM_SETTING_H

#include "claim/library.h"
#include "prove/mixture.h"

/* The greatest length that there is a proof for.  */
#define MDM_SETTING_LENGTH_MAX 100000

/* One length, largest size and number of steps; 0: not given.  */
typedef struct
{
  size_t length, smax, steps;
} mdm_proof_size_t;

/* What is read for a proof.  */
typedef struct
{
  mdm_scope_t scope; /* it lends what follows */
  mdm_schedule_t schedule;
  fmpq *weight;
  mdm_mixture_t mixture; /* one to try first, if HAS_MIXTURE; the caller's */
  int has_mixture;
  char *text; /* the scope in words */
} mdm_setting_t;

/* SETTING, just initialised, has no scope yet, and is cleared whether or not
   it gets one.  */
void mdm_setting_init (mdm_setting_t *setting);
void mdm_setting_clear (mdm_setting_t *setting);

/* Set SETTING, just initialised, to a proof for SIZE that speaks of no
   schedule.  */
void mdm_setting_set_none (mdm_setting_t *setting,
                           const mdm_proof_size_t *size);
/* The same for the schedule SPEC, or `weights:' and the expected draws of any
   process.  Fails without a place for what is no such schedule, and for one
   that depends on a law; RANDOM asks for random partitions.  */
mdm_status mdm_setting_set_process (mdm_setting_t *setting,
                                    const mdm_proof_size_t *size,
                                    const char *spec, int random,
                                    const mdm_limit_t *limit,
                                    mdm_err_t *err) MDM_MUST_CHECK;
/* The same for ALL schedules, or some, of SIZE, in which the largest size or
   the steps are given; MDM_EDOMAIN where there is none.  */
mdm_status mdm_setting_set_quantifier (mdm_setting_t *setting,
                                       const mdm_proof_size_t *size, int all,
                                       mdm_err_t *err) MDM_MUST_CHECK;

/* The same as TEXT has it: `length=L', and where schedules are meant
   `all-schedules' or `some-schedule' with `smax=S', `steps=T' or both, in any
   order, separated by commas; and SPEC, a schedule of random partitions, or
   NULL.  *PART is what the failure is of: 0 of TEXT, 1 of SPEC.  */
mdm_status mdm_setting_open (mdm_setting_t *setting, int *part,
                             const char *text, const char *spec,
                             const mdm_limit_t *limit,
                             mdm_err_t *err) MDM_MUST_CHECK;

/* Are a few fractions on each of the L rays within LIMIT, and where SOME
   schedule is looked for the blocks that begin there too?  */
mdm_status mdm_setting_check_work (const mdm_proof_size_t *size, int some,
                                   const mdm_limit_t *limit,
                                   mdm_err_t *err) MDM_MUST_CHECK;

/* Does SCOPE lack the schedule that ENTRY speaks of?  */
int mdm_scope_lacks_schedule (const mdm_scope_t *scope,
                              const mdm_entry_t *entry);
/* Does ENTRY speak of SCOPE, and do its hypotheses hold there?  MDM_EABSENT
   with the reason if not.  */
mdm_status mdm_scope_check_entry (const mdm_scope_t *scope,
                                  const mdm_entry_t *entry,
                                  mdm_err_t *err) MDM_MUST_CHECK;

#endif
