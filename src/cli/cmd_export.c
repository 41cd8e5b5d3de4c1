#include <config.h>

#include "cli/commands.h"

#include "exact/scoped.h"
#include "export/coq.h"
#include "text/file.h"
#include "text/string.h"

#include <stdio.h>

typedef struct
{
  mdm_options_t common;
  unsigned to;
} export_options_t;

static mdm_status
run (mdm_result_t result, mdm_exit *outcome, const mdm_options_t *options,
     mdm_err_t *err)
{
  MDM_OWNED char *text = NULL;
  MDM_OWNED char *written = NULL;
  size_t length = 0, size = 0;
  mdm_stated_all_t all;
  mdm_status status;
  FILE *stream;

  (void) outcome;
  if (options->operands.count != 1)
    return mdm_err_set (err, MDM_EPARSE, NULL, 0, 0,
                        "one certificate is to be exported");
  MDM_TRY (mdm_file_read (&text, &length, options->operands.text[0],
                          &options->limit, err));
  status
      = mdm_stated_read (&all, options->operands.text[0], text, length, err);
  stream = mdm_str_open (&written, &size);
  if (status == MDM_OK)
    status = mdm_coq_write (stream, &all, options->operands.text[0], err);
  mdm_str_close (stream);
  mdm_stated_clear (&all);
  if (status == MDM_OK)
    mdm_result_verbatim (result, written);
  return status;
}

static const char *const languages[] = { "coq", NULL };

static const mdm_option_t own_options[]
    = { { .name = "to",
          .argument = "LANGUAGE",
          .help = "the language: coq, which is the default",
          .place = offsetof (export_options_t, to),
          .words = languages },
        { .name = NULL } };

const mdm_command_t mdm_cmd_export = {
  .name = "export",
  .summary = "a certificate as a proof in Coq",
  .usage
  = "Usage: mdmcert export --to=coq FILE\n"
    "Write the certificate FILE, about all laws of a length, of what "
    "refutes\n"
    "a claim about them, or of one law, as a file that Coq checks with the theorems of\n"
    "proofs-data/coq.\n",
  .schema = NULL,
  .own = own_options,
  .size = sizeof (export_options_t),
  .operands = 1,
  .run = run,
};
