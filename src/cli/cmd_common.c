#include <config.h>

#include "cli/commands.h"
#include "cli/write.h"

#include "law/written.h"
#include "text/string.h"

mdm_status
mdm_write_certificate (mdm_result_t result,
                       const mdm_certificate_t certificate, mdm_status status,
                       const char *option, const char *file, mdm_err_t *err)
{
  if (status == MDM_OK)
    status = mdm_write (file, certificate->text, certificate->length, err);
  else if (status == MDM_EABSENT)
    status = err->status = MDM_ELIMIT;
  if (status != MDM_OK)
    return mdm_option_place (err, option, file);
  mdm_result_fact (result, option, "%s, %zu claim%s", file,
                   certificate->claims, certificate->claims == 1 ? "" : "s");
  for (size_t i = 0; i < certificate->left_outs; i++)
    mdm_result_fact (result, "not in the certificate", "%s",
                     certificate->left_out[i]);
  return MDM_OK;
}

mdm_status
mdm_write_witness (const mdm_law_t law, const char *file, mdm_err_t *err)
{
  char *text;
  size_t length;
  FILE *stream = mdm_str_open (&text, &length);
  mdm_status status = mdm_law_write (stream, law, NULL, err);

  mdm_str_close (stream);
  if (status == MDM_OK)
    status = mdm_write (file, text, length, err);
  flint_free (text);
  return status == MDM_OK ? MDM_OK : mdm_option_place (err, "witness", file);
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
