/* unknown.h - the claim of --claim with the unknown of --solve.  */
#ifndef MDM_CLI_UNKNOWN_H
#define MDM_CLI_UNKNOWN_H

#include "claim/library.h"
#include "cli/options.h"

/* Add the one claim of OPTIONS to LIBRARY, which is empty; it is linear in the
   unknown, which with SPLITS may stand in the arguments of a min or max.  */
mdm_status mdm_unknown_read (mdm_library_t library,
                             const mdm_options_t *options, int splits,
                             mdm_err_t *err) MDM_MUST_CHECK;

#endif
