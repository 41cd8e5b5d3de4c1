#include <config.h>

#include "table/kept.h"

#include "exact/scoped.h"

#include <string.h>

/* Where the records of a table go.  */
typedef struct
{
  const mdm_head_t *head;
  const mdm_plan_struct *plan; /* or NULL */
  mdm_record_t **record;
} rows_t;

/* What is wrong with RECORD, of shard SHARD of ROWS, or NULL.  */
static const char *
fault_of (const mdm_record_t *record, size_t shard, const rows_t *rows)
{
  return record == NULL ? "this line is damaged: it is no record of a row"
         : record->row % rows->head->shards != shard - 1
             ? "this row is not one of the shard"
         : mdm_record_contradicts (record, rows->head)
             ? "this line is damaged: it contradicts itself"
         : rows->record[record->row] != NULL ? "this row is there twice"
         : rows->plan != NULL
                 && mdm_record_differs (record, rows->plan->row + record->row)
             ? "this row is another one in the description"
             : NULL;
}

static const char *
take (void *data, size_t shard, const char *text, size_t length)
{
  const rows_t *rows = data;
  mdm_record_t *record = mdm_record_read (text, length, rows->head);
  const char *what = fault_of (record, shard, rows);

  if (what == NULL)
    rows->record[record->row] = record;
  else
    mdm_record_free (record);
  return what;
}

static const mdm_records_kind_t kind
    = { .noun = "table",
        .record = "row",
        .inputs = "the description, an option, a claim",
        .schema = MDM_SHARD_SCHEMA,
        .older = "mdmcert-shard-2",
        .take = take };

mdm_status
mdm_kept_open (mdm_journal_t *journal, const char *file,
               const mdm_head_t *head, const mdm_plan_struct *plan,
               mdm_record_t **record, mdm_err_t *err)
{
  MDM_OWNED char *line = mdm_line_write (mdm_head_json (head));
  rows_t rows = { head, plan, record };

  return mdm_journal_open (journal, file, &kind, &rows, line, head->shard,
                           err);
}

/* Shards.  */

void
mdm_row_shards_init (mdm_row_shards_t shards)
{
  memset (shards, 0, sizeof *shards);
}

void
mdm_row_shards_clear (mdm_row_shards_t shards)
{
  for (size_t i = 0; i < shards->head.rows; i++)
    mdm_record_free (shards->record[i]);
  flint_free (shards->record);
  mdm_shards_clear (&shards->shards);
  mdm_head_clear (&shards->head);
}

/* Admit HEAD, of FILE, as shard NUMBER; the first one is taken over.  */
static mdm_status
admit (mdm_row_shards_t shards, mdm_head_t *head, size_t number,
       const char *file, mdm_err_t *err)
{
  head->shard = 1;
  MDM_TRY (mdm_shards_admit (&shards->shards, &kind,
                             mdm_line_write (mdm_head_json (head)), number,
                             head->shards, file, err));
  if (shards->record != NULL)
    return MDM_OK;
  shards->head = *head;
  memset (head, 0, sizeof *head);
  shards->record = flint_calloc (shards->head.rows, sizeof *shards->record);
  return MDM_OK;
}

mdm_status
mdm_row_shards_add (mdm_row_shards_t shards, const char *file,
                    const char *text, size_t length, mdm_err_t *err)
{
  MDM_SCOPED (head, mdm_head_t, mdm_head_init, mdm_head_clear);
  const char *end = memchr (text, '\n', length);
  size_t n = end == NULL ? length : (size_t) (end - text) + 1;
  size_t number, many, missing = 0;
  rows_t rows;

  if (!mdm_head_read (head, text, n))
    return mdm_records_refuse (&kind, file, text, length,
                               "it is not a shard of a table, as mdmcert table"
                               " --shard=R/M writes them",
                               err);
  MDM_TRY (mdm_shards_check (head->version, file, text, length, n, err));
  number = head->shard;
  many = head->shards;
  MDM_TRY (admit (shards, head, number, file, err));
  rows = (rows_t){ &shards->head, NULL, shards->record };
  MDM_TRY (mdm_shards_read (&kind, &rows, number, file, text, length, n, err));
  for (size_t i = number - 1; i < shards->head.rows; i += many)
    missing += shards->record[i] == NULL;
  return mdm_shards_lack (&kind, missing, file, err);
}
