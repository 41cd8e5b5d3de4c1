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

mdm_status
mdm_check_standalone (const mdm_options_t *options, mdm_err_t *err)
{
  if (options->standalone && options->format.kind != MDM_FORMAT_LATEX)
    return mdm_err_set (err, MDM_EPARSE, "--standalone", 0, 0,
                        "it goes with --format=latex");
  return MDM_OK;
}

mdm_status
mdm_check_shard (const mdm_options_t *options, mdm_err_t *err)
{
  if (options->shards == 0
      || !(options->given & MDM_GIVEN_FORMAT || options->standalone))
    return MDM_OK;
  return mdm_err_set (
      err, MDM_EPARSE, options->standalone ? "--standalone" : "--format", 0, 0,
      "a shard has a format of its own; give the option to mdmcert merge");
}
