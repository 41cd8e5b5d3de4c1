/* prove_setting.h - what mdmcert prove was asked, and what its options say a
   proof is for.  */
#ifndef MDM_PROVE_SETTING_H
#define MDM_PROVE_SETTING_H

#include "cli/options.h"
#include "cli/range.h"
#include "prove/setting.h"

typedef struct
{
  mdm_options_t common;
  mdm_range_option_t length, smax, steps;
  int all_schedules, some_schedule;
  const char *mixture; /* FILE of --mixture, or NULL */
  mdm_list_t given, assumed;
} mdm_prove_options_t;

/* Do the options go together?  */
mdm_status mdm_setting_check (const mdm_prove_options_t *options,
                              mdm_err_t *err) MDM_MUST_CHECK;

/* Read what OPTIONS, which go together, say for SIZE into SETTING, just
   initialised.  */
mdm_status mdm_setting_read (mdm_setting_t *setting,
                             const mdm_prove_options_t *options,
                             const mdm_proof_size_t *size,
                             mdm_err_t *err) MDM_MUST_CHECK;
/* Are there schedules of SIZE, with no larger smax than there are
   positions?  Ranges leave out what has none.  */
int mdm_setting_exists (const mdm_prove_options_t *options,
                        const mdm_proof_size_t *size);

#endif
