/* policy_spec.h - policies as they are specified (CONTRACT, "Schedules").  */
#ifndef MDM_POLICY_SPEC_H
#define MDM_POLICY_SPEC_H

#include "exact/limit.h"
#include "law/law.h"
#include "sampler/policy.h"

/* Set POLICY to the rule of TEXT, `order=..,k=..,..', or with KEEP to
   sample-then-keep, `k=..,..'.  */
mdm_status mdm_policy_parse (mdm_policy_t policy, const char *text, int keep,
                             mdm_err_t *err) MDM_MUST_CHECK;

/* Set POLICY to the table of FILE for LAW: a line `POSITIONS STATE' for each
   state, of the positions that it draws, separated by commas, and the
   context (contexts.h).  A state is there at most once; it need not be
   reached.  */
mdm_status mdm_policy_read (mdm_policy_t policy, const char *file,
                            const mdm_law_t law, const mdm_limit_t *limit,
                            mdm_err_t *err) MDM_MUST_CHECK;

#endif
