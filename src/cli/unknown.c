#include <config.h>

#include "cli/unknown.h"

#include "claim/parser.h"
#include "claim/unknown.h"
#include "exact/scoped.h"

#include <string.h>

/* Is NAME one that a claim may use for what it is solved for?  */
static mdm_status
check_name (const char *name, mdm_err_t *err)
{
  size_t n = strspn (name, "abcdefghijklmnopqrstuvwxyz"
                           "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_");
  mdm_node_kind kind;

  if (n == 0 || name[n] != '\0' || (name[0] >= '0' && name[0] <= '9'))
    mdm_err_set (err, MDM_EPARSE, NULL, 0, 0,
                 "a name is letters, digits and _, a letter first");
  else if (mdm_quantity_find (NULL, name, n))
    mdm_err_set (err, MDM_EPARSE, NULL, 0, 0,
                 "the claim language has a quantity of that name");
  else if (mdm_function_find (&kind, name, n))
    mdm_err_set (err, MDM_EPARSE, NULL, 0, 0,
                 "the claim language has a function of that name");
  else
    return MDM_OK;
  return mdm_option_place (err, "solve", name);
}

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
  MDM_TRY (check_name (options->solve, err));
  if (mdm_library_add_claim_with (library, text, options->solve, where, err)
      != MDM_OK)
    return MDM_EPARSE; /* over a limit of the language, too */
  return mdm_claim_check_unknown (&library->entry->statement.claim,
                                  options->solve, splits, solve, err);
}
