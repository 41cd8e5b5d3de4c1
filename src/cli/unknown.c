#include <config.h>

#include "cli/unknown.h"

#include "claim/unknown.h"
#include "exact/scoped.h"

mdm_status
mdm_unknown_read (mdm_library_t library, const mdm_options_t *options,
                  int splits, mdm_err_t *err)
{
  const char *text
      = options->claims.count > 0 ? options->claims.text[0] : NULL;
  MDM_OWNED char *where = mdm_option_str ("claim", text);
  MDM_OWNED char *solve = mdm_option_str ("solve", options->solve);

  if (options->claims.count != 1 || options->claim_files.count > 0)
    return mdm_option_fail (err, solve,
                            "one claim is solved, given as an "
                            "expression");
  if (mdm_unknown_check_name (options->solve, err) != MDM_OK)
    return mdm_option_place (err, "solve", options->solve);
  if (mdm_library_add_claim_with (library, text, options->solve, where, err)
      != MDM_OK)
    return MDM_EPARSE; /* over a limit of the language, too */
  return mdm_claim_check_unknown (&library->entry->statement.claim,
                                  options->solve, splits, solve, err);
}
