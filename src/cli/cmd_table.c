#include <config.h>

#include "cli/commands.h"
#include "cli/folder.h"
#include "cli/progress.h"
#include "cli/tables.h"

#include "exact/scoped.h"
#include "table/grid.h"
#include "table/kept.h"
#include "table/order.h"
#include "table/sheet.h"
#include "text/string.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A table in work.  */
typedef struct
{
  const mdm_options_t *options;
  mdm_library_t library;
  mdm_description_t description;
  mdm_plan_t plan;
  mdm_format_t format;
  mdm_head_t head;
  mdm_record_t **record;
  mdm_journal_t journal;
  mdm_folder_t folder; /* of certificates */
} table_t;

/* Read the description, plan the rows, and make the head.  */
static mdm_status
prepare (table_t *table, const char *file, mdm_err_t *err)
{
  const mdm_options_t *options = table->options;

  MDM_TRY (mdm_tables_read (table->description, table->library, file, options,
                            err));
  MDM_TRY (mdm_plan_set (table->plan, table->description, err));
  MDM_TRY (mdm_plan_check (table->plan, table->description,
                           table->options->limit.reading, err));
  table->format = mdm_tables_format (table->description, options);
  mdm_head_set (&table->head, table->description, table->plan, &table->format,
                &options->limit);
  table->head.certified = options->certificates != NULL;
  if (options->shards > 0)
    {
      table->head.shard = options->shard;
      table->head.shards = options->shards;
    }
  table->record = flint_calloc (table->plan->count, sizeof *table->record);
  return MDM_OK;
}

/* Open the folder of certificates and the file of finished rows, which have
   theirs.  */
static mdm_status
open_files (table_t *table, mdm_err_t *err)
{
  const mdm_options_t *options = table->options;
  const char *folder = options->certificates;

  if (folder != NULL)
    {
      MDM_TRY (mdm_folder_open (&table->folder, folder,
                                options->resume != NULL || options->shards > 0,
                                err));
      MDM_TRY (mdm_folder_excludes (&table->folder, "output", options->output,
                                    err));
      MDM_TRY (mdm_folder_excludes (&table->folder, "resume", options->resume,
                                    err));
    }
  if (options->resume != NULL)
    MDM_TRY (mdm_kept_open (&table->journal, options->resume, &table->head,
                            table->plan, table->record, err));
  for (size_t i = 0; folder != NULL && i < table->plan->count; i++)
    for (size_t k = 0;
         table->record[i] != NULL && k < table->record[i]->certificates; k++)
      if (!mdm_folder_has (&table->folder, table->record[i]->certificate[k]))
        {
          (void) mdm_err_set (err, MDM_EIO, NULL, 0, 0,
                              "%.60s of a finished row is not there",
                              table->record[i]->certificate[k]);
          return mdm_option_place (err, "certificates", folder);
        }
  return MDM_OK;
}

/* Compute the rows of the shard, or all.  */
static mdm_status
compute (table_t *table, mdm_err_t *err)
{
  const mdm_options_t *options = table->options;
  mdm_grid_t grid = { .description = table->description,
                      .plan = table->plan,
                      .head = &table->head,
                      .format = &table->format,
                      .limit = &options->limit,
                      .journal = &table->journal,
                      .keep = mdm_folder_keep,
                      .folder = &table->folder };
  mdm_status status = open_files (table, err);

  if (status == MDM_OK)
    status = mdm_grid_run (table->record, &grid, err);
  mdm_progress_wipe ();
  return status == MDM_OK ? mdm_journal_close (&table->journal, err) : status;
}

static mdm_exit
outcome_of (const mdm_sheet_t *sheet)
{
  mdm_sheet_tally_t tally = mdm_sheet_count (sheet);

  if (tally.verdicts[MDM_VERDICT_REFUTED] + tally.nones > 0)
    return MDM_EXIT_REFUTED;
  return tally.verdicts[MDM_VERDICT_UNDECIDED] > 0
                 || tally.verdicts[MDM_VERDICT_NOT_APPLICABLE] > 0
                 || tally.limits + tally.uncertified > 0
             ? MDM_EXIT_UNDECIDED
             : MDM_EXIT_DONE;
}

/* Write the shard to RESULT.  */
static void
write_shard (mdm_result_t result, mdm_exit *outcome, const table_t *table)
{
  MDM_OWNED char *first = mdm_line_write (mdm_head_json (&table->head));
  size_t length = 0;
  MDM_OWNED char *text = NULL;
  FILE *stream = mdm_str_open (&text, &length);

  fputs (first, stream);
  for (size_t i = 0; i < table->plan->count; i++)
    if (table->record[i] != NULL)
      {
        MDM_OWNED char *line = mdm_record_line (table->record[i]);
        fputs (line, stream);
      }
  mdm_str_close (stream);
  mdm_result_verbatim (result, text);
  *outcome = outcome_of (&(mdm_sheet_t){ &table->head, table->record });
}

mdm_status
mdm_table_write (mdm_result_t result, mdm_exit *outcome,
                 const mdm_head_t *head, mdm_record_t **record,
                 const mdm_options_t *options, mdm_err_t *err)
{
  mdm_sheet_t sheet = { head, record };

  MDM_TRY (mdm_order_sort (record, head->rows, head, err));
  *outcome = outcome_of (&sheet);
  mdm_sheet_write (result, &sheet, options->format.kind, options->standalone);
  return MDM_OK;
}

/* Do the options go together?  */
static mdm_status
check_options (const mdm_options_t *options, mdm_err_t *err)
{
  if (options->operands.count == 0)
    return mdm_err_set (err, MDM_EPARSE, NULL, 0, 0,
                        "the file with the description of the table is "
                        "missing");
  MDM_TRY (mdm_check_shard (options, err));
  return mdm_check_standalone (options, err);
}

static void
table_init (table_t *table)
{
  memset (table, 0, sizeof *table);
  mdm_library_init (table->library);
  mdm_plan_init (table->plan);
  mdm_head_init (&table->head);
  mdm_folder_init (&table->folder);
  table->journal.descriptor = -1;
}

static void
table_clear (table_t *table)
{
  for (size_t i = 0; table->record != NULL && i < table->plan->count; i++)
    mdm_record_free (table->record[i]);
  flint_free (table->record);
  mdm_folder_clear (&table->folder);
  mdm_head_clear (&table->head);
  mdm_plan_clear (table->plan);
  mdm_description_clear (table->description);
  mdm_library_clear (table->library);
}

static mdm_status
run (mdm_result_t result, mdm_exit *outcome, const mdm_options_t *options,
     mdm_err_t *err)
{
  MDM_SCOPED (table, table_t, table_init, table_clear);
  mdm_status status;

  MDM_TRY (check_options (options, err));
  table->options = options;
  mdm_description_init (table->description, options->operands.text[0],
                        table->library);
  status = prepare (table, options->operands.text[0], err);
  if (status == MDM_OK)
    status = compute (table, err);
  if (status == MDM_OK && options->shards > 0)
    write_shard (result, outcome, table);
  else if (status == MDM_OK)
    status = mdm_table_write (result, outcome, &table->head, table->record,
                              options, err);
  if (mdm_journal_close (&table->journal, NULL) != MDM_OK)
    status = status == MDM_OK ? MDM_EIO : status;
  if (status != MDM_OK)
    mdm_folder_abandon (&table->folder);
  return status;
}

static const mdm_option_t own_options[]
    = { MDM_OPTION_RESUME ("rows"), MDM_OPTION_SHARD ("row"),
        { "certificates", "DIR",
          "write a certificate of each row to the folder DIR,\n"
          "which is made, or empty",
          mdm_set_text, .place = offsetof (mdm_options_t, certificates) },
        MDM_OPTION_STANDALONE,
        { .name = NULL } };

const mdm_command_t mdm_cmd_table = {
  .name = "table",
  .summary = "a table of quantities and verdicts over many instances",
  .usage
  = "Usage: mdmcert table FILE [--resume=FILE] [--shard=R/M] "
    "[--certificates=DIR]\n"
    "         [--standalone]\n"
    "Compute the table that FILE describes, see mdmcert-table(5); - is the\n"
    "standard input.  With -j N, N rows at a time.\n",
  .schema = "mdmcert-table-2",
  .own = own_options,
  .operands = 1,
  .run = run,
};
