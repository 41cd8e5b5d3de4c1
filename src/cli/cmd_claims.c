#include <config.h>

#include "cli/commands.h"

#include "cli/theorems.h"

static mdm_status
run (mdm_result_t result, mdm_exit *outcome, const mdm_options_t *options,
     mdm_err_t *err)
{
  const mdm_entry_t *entry = NULL;
  mdm_library_t library;
  mdm_status status;

  (void) outcome;
  mdm_library_init (library);
  status = mdm_theorems_open (library, &options->limit, err);
  if (status == MDM_OK && options->operands.count == 1)
    {
      entry = mdm_library_find (library, options->operands.text[0]);
      if (entry == NULL)
        status = mdm_err_set (err, MDM_EPARSE, options->operands.text[0], 0, 0,
                              "no claim of that name; mdmcert claims lists "
                              "them");
    }
  if (status == MDM_OK)
    mdm_report_claims (result, library, entry);
  mdm_library_clear (library);
  return status;
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
