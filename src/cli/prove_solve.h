/* prove_solve.h - mdmcert prove --solve: the best constants of a claim, of one
   length, largest size and number of steps, or of all in their ranges.  */
#ifndef MDM_PROVE_SOLVE_H
#define MDM_PROVE_SOLVE_H

#include "cli/commands.h"
#include "cli/prove_setting.h"

/* Carry it out as a command does (commands.h); OPTIONS go together.  */
mdm_status mdm_prove_solve (mdm_result_t result, mdm_exit *outcome,
                            const mdm_prove_options_t *options,
                            mdm_err_t *err) MDM_MUST_CHECK;

#endif
