#include <config.h>

#include "cli/commands.h"
#include "cli/write.h"

const char mdm_global_help[]
    = "Options of every command:\n"
      "  --format=text|tsv|json|latex\n"
      "                          how the result is written (text)\n"
      "  --unit=nats|bits        unit of entropies and errors (nats)\n"
      "  --digits=N              significant digits of decimals (12)\n"
      "  --exact-terms=N         most terms of an exact form (64)\n"
      "  -o, --output=FILE       write to FILE, complete or not at all\n"
      "  -j, --jobs=N            most threads of one computation (1); the "
      "result is\n"
      "                          the same at any N\n"
      "  --max-cells=N           most work of one computation (250000000000)\n"
      "  --max-memory=SIZE       most memory of one computation (4G)\n"
      "  --normalize             divide what should sum to 1 by its sum\n"
      "  --pad=TOKEN             lengthen sequences in files with TOKEN\n"
      "  --progress=auto|plain|none\n"
      "                          how far a long computation is, on standard "
      "error:\n"
      "                          a bar on a terminal, lines, or nothing "
      "(auto)\n"
      "  -q, --quiet             print no result; the exit status tells\n"
      "  --help                  print this help\n"
      "  --version               print the version\n"
      "\n"
      "Exit status: 0 done, everything certified; 1 a claim is refuted;\n"
      "2 trouble; 3 undecided, over a limit, or a named claim does not "
      "apply.\n";

mdm_status
mdm_need_law (const mdm_options_t *options, mdm_err_t *err)
{
  return options->law != NULL
             ? MDM_OK
             : mdm_err_set (err, MDM_EPARSE, "--law", 0, 0,
                            "the option is missing: which law?");
}

mdm_status
mdm_refuse_operands (const mdm_options_t *options, size_t most, mdm_err_t *err)
{
  if (options->operands.count <= most)
    return MDM_OK;
  return mdm_err_set (err, MDM_EPARSE, options->operands.text[most], 0, 0,
                      "an argument too many");
}

mdm_status
mdm_write_certificate (mdm_result_t result,
                       const mdm_certificate_t certificate, mdm_status status,
                       const mdm_options_t *options, mdm_err_t *err)
{
  char *where = mdm_option_str ("certificate", options->certificate);

  if (status == MDM_OK)
    status = mdm_write (options->certificate, certificate->text,
                        certificate->length, err);
  else if (status == MDM_EABSENT)
    status = err->status = MDM_ELIMIT;
  if (status == MDM_OK)
    {
      mdm_result_fact (result, "certificate", "%s, %zu claim%s",
                       options->certificate, certificate->claims,
                       certificate->claims == 1 ? "" : "s");
      for (size_t i = 0; i < certificate->left_outs; i++)
        mdm_result_fact (result, "not in the certificate", "%s",
                         certificate->left_out[i]);
    }
  else
    (void) mdm_err_place (err, where, 0, 0);
  flint_free (where);
  return status;
}
