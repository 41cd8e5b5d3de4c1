#include <config.h>

#include "cli/commands.h"

#include "exact/scoped.h"
#include "table/kept.h"
#include "text/file.h"

/* Numbers are written when rows are computed: later is too late.  */
static mdm_status
check_options (const mdm_options_t *options, mdm_err_t *err)
{
  static const struct
  {
    unsigned given;
    const char *name;
  } early[] = { { MDM_GIVEN_UNIT, "--unit" },
                { MDM_GIVEN_DIGITS, "--digits" },
                { MDM_GIVEN_EXACT_TERMS, "--exact-terms" } };

  if (options->operands.count == 0)
    return mdm_err_set (err, MDM_EPARSE, NULL, 0, 0,
                        "the files of the shards are missing");
  for (size_t i = 0; i < sizeof early / sizeof *early; i++)
    if (options->given & early[i].given)
      return mdm_err_set (err, MDM_EPARSE, early[i].name, 0, 0,
                          "give the option to mdmcert table: shards have "
                          "their numbers written");
  return mdm_check_standalone (options, err);
}

static mdm_status
run (mdm_result_t result, mdm_exit *outcome, const mdm_options_t *options,
     mdm_err_t *err)
{
  MDM_SCOPED (shards, mdm_row_shards_struct, mdm_row_shards_init, mdm_row_shards_clear);

  MDM_TRY (check_options (options, err));
  for (size_t i = 0; i < options->operands.count; i++)
    {
      const char *file = options->operands.text[i];
      MDM_OWNED char *text = NULL;
      size_t length = 0;
      MDM_TRY (mdm_file_read (&text, &length, file, &options->limit, err));
      MDM_TRY (mdm_row_shards_add (shards, file, text, length, err));
    }
  MDM_TRY (mdm_shards_complete (&shards->shards, err));
  return mdm_table_write (result, outcome, &shards->head, shards->record,
                          options, err);
}

static const mdm_option_t own_options[]
    = { MDM_OPTION_STANDALONE, { .name = NULL } };

const mdm_command_t mdm_cmd_merge = {
  .name = "merge",
  .summary = "the shards of a table put together",
  .usage
  = "Usage: mdmcert merge FILE... [--standalone]\n"
    "Write the table of which FILE... are the shards, all of them and in "
    "any\n"
    "order, as one run of mdmcert table would.\n",
  .schema = "mdmcert-table-2",
  .own = own_options,
  .operands = SIZE_MAX,
  .written = 1,
  .run = run,
};
