#include <config.h>

#include "cli/tables.h"

#include "cli/theorems.h"
#include "text/file.h"

#include <string.h>

mdm_status
mdm_tables_read (mdm_description_t description, mdm_library_t library,
                 const char *file, const mdm_options_t *options,
                 mdm_err_t *err)
{
  const mdm_limit_t *limit = &options->limit;
  MDM_OWNED char *text = NULL;
  size_t length = 0;
  mdm_status found, status = mdm_file_read (&text, &length, file, limit, err);
  mdm_err_t missing;

  MDM_TRY (status);
  memset (&missing, 0, sizeof missing);
  found = mdm_theorems_open (library, limit, &missing);
  /* Claims of one's own do without a library that is not there.  */
  if (found == MDM_OK || found == MDM_EIO)
    status = mdm_description_read (description, text, length, err);
  if (found == MDM_OK || (found == MDM_EIO && !description->names_claims))
    return status;
  *err = missing;
  return found;
}

mdm_format_t
mdm_tables_format (const mdm_description_t description,
                   const mdm_options_t *options)
{
  mdm_format_t format = options->format;

  if (!(options->given & MDM_GIVEN_UNIT) && description->unit >= 0)
    format.unit = (mdm_unit) description->unit;
  if (!(options->given & MDM_GIVEN_DIGITS) && description->digits > 0)
    format.digits = description->digits;
  if (!(options->given & MDM_GIVEN_EXACT_TERMS)
      && description->exact_terms >= 0)
    format.exact_terms = description->exact_terms;
  return format;
}
