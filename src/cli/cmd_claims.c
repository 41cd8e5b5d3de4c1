#include <config.h>

#include "cli/commands.h"

#include "cli/theorems.h"

static mdm_status
run (mdm_result_t result, mdm_exit *outcome, const mdm_options_t *options,
     mdm_err_t *err)
{
  const mdm_entry_t *entry = NULL;
  const char *id
      = options->operands.count > 0 ? options->operands.text[0] : NULL;
  MDM_SCOPED (library, mdm_library_struct, mdm_library_init,
              mdm_library_clear);

  (void) outcome;
  MDM_TRY (mdm_theorems_open (library, &options->limit, err));
  if (id != NULL)
    entry = mdm_library_find (library, id);
  if (id != NULL && entry == NULL)
    return mdm_theorems_missing (library, id, id, err);
  mdm_report_claims (result, library, entry);
  return MDM_OK;
}

const mdm_command_t mdm_cmd_claims = {
  .name = "claims",
  .summary = "the theorem library",
  .usage
  = "Usage: mdmcert claims [ID]\n"
    "List the theorems that mdmcert knows, or show one with its citation,\n"
    "hypotheses and statement.\n",
  .schema = "mdmcert-claims-1",
  .operands = 1,
  .run = run,
};
