#include <config.h>

#include "cli/commands.h"
#include "cli/write.h"

mdm_status
mdm_write_certificate (mdm_result_t result,
                       const mdm_certificate_t certificate, mdm_status status,
                       const mdm_options_t *options, mdm_err_t *err)
{
  if (status == MDM_OK)
    status = mdm_write (options->certificate, certificate->text,
                        certificate->length, err);
  else if (status == MDM_EABSENT)
    status = err->status = MDM_ELIMIT;
  if (status != MDM_OK)
    return mdm_option_place (err, "certificate", options->certificate);
  mdm_result_fact (result, "certificate", "%s, %zu claim%s",
                   options->certificate, certificate->claims,
                   certificate->claims == 1 ? "" : "s");
  for (size_t i = 0; i < certificate->left_outs; i++)
    mdm_result_fact (result, "not in the certificate", "%s",
                     certificate->left_out[i]);
  return MDM_OK;
}
