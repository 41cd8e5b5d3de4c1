#include <config.h>

#include "cli/commands.h"

#include "exact/scoped.h"
#include "search/kept.h"
#include "table/kept.h"
#include "text/file.h"

/* Numbers of a table are written when rows are computed: later is too late. */
static mdm_status
check_written (const mdm_options_t *options, mdm_err_t *err)
{
  static const struct
  {
    unsigned given;
    const char *name;
  } early[] = { { MDM_GIVEN_UNIT, "--unit" },
                { MDM_GIVEN_DIGITS, "--digits" },
                { MDM_GIVEN_EXACT_TERMS, "--exact-terms" } };

  for (size_t i = 0; i < sizeof early / sizeof *early; i++)
    if (options->given & early[i].given)
      return mdm_err_set (err, MDM_EPARSE, early[i].name, 0, 0,
                          "give the option to mdmcert table: shards have "
                          "their numbers written");
  return MDM_OK;
}

/* Shards of a table or of a search: as the first file has it.  */
typedef struct
{
  int is_search;
  mdm_row_shards_t rows;
  mdm_search_shards_t parts;
} merge_t;

static void
merge_init (merge_t *merge)
{
  merge->is_search = 0;
  mdm_row_shards_init (merge->rows);
  mdm_search_shards_init (merge->parts);
}

static void
merge_clear (merge_t *merge)
{
  mdm_row_shards_clear (merge->rows);
  mdm_search_shards_clear (merge->parts);
}

/* Add the file NUMBER of the operands.  */
static mdm_status
add (merge_t *merge, size_t number, const mdm_options_t *options,
     mdm_err_t *err)
{
  const char *file = options->operands.text[number];
  MDM_OWNED char *text = NULL;
  size_t length = 0;

  MDM_TRY (mdm_file_read (&text, &length, file, &options->limit, err));
  if (number == 0)
    {
      merge->is_search = mdm_search_is_shard (text, length);
      if (!merge->is_search)
        MDM_TRY (check_written (options, err));
      else if (options->standalone)
        return mdm_option_fail (err, "--standalone", "it goes with tables");
    }
  return merge->is_search
             ? mdm_search_shards_add (merge->parts, file, text, length,
                                      &options->limit, err)
             : mdm_row_shards_add (merge->rows, file, text, length, err);
}

static mdm_status
run (mdm_result_t result, mdm_exit *outcome, const mdm_options_t *options,
     mdm_err_t *err)
{
  MDM_SCOPED (merge, merge_t, merge_init, merge_clear);

  if (options->operands.count == 0)
    return mdm_err_set (err, MDM_EPARSE, NULL, 0, 0,
                        "the files of the shards are missing");
  MDM_TRY (mdm_check_standalone (options, err));
  for (size_t i = 0; i < options->operands.count; i++)
    MDM_TRY (add (merge, i, options, err));
  MDM_TRY (mdm_shards_complete (
      merge->is_search ? &merge->parts->shards : &merge->rows->shards, err));
  if (!merge->is_search)
    return mdm_table_write (result, outcome, &merge->rows->head,
                            merge->rows->record, options, err);
  json_object_set_new (result->json, "schema",
                       json_string (mdm_cmd_search.schema));
  return mdm_search_write (result, outcome, merge->parts->line,
                           merge->parts->job, err);
}

static const mdm_option_t own_options[]
    = { MDM_OPTION_STANDALONE, { .name = NULL } };

const mdm_command_t mdm_cmd_merge = {
  .name = "merge",
  .summary = "the shards of a table or a search put together",
  .usage
  = "Usage: mdmcert merge FILE... [--standalone]\n"
    "Write the table, or the result of the search, of which FILE... are the\n"
    "shards, all of them and in any order, as one run of mdmcert table or\n"
    "mdmcert search would.\n",
  .schema = "mdmcert-table-2",
  .own = own_options,
  .operands = SIZE_MAX,
  .run = run,
};
