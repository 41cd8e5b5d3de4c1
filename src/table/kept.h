/* kept.h - the records of a table in files: what a run has finished, and
   shards (journal/journal.h).

   The head is that of the table, with its shard: the records are of the rows I
   with I mod M = R - 1.  A line that was made to contradict itself or, with a
   description at hand, that, is found as one that was changed is.  */
#ifndef MDM_KEPT_H
#define MDM_KEPT_H

#include "journal/shards.h"
#include "table/record.h"

/* Open FILE for the table that HEAD, with its shard, is of, with the rows of
   PLAN (NULL: whatever they are), as mdm_journal_open does.  What it holds
   goes to RECORD, a slot of NULL for each row of the table.  */
mdm_status mdm_kept_open (mdm_journal_t *journal, const char *file,
                          const mdm_head_t *head, const mdm_plan_struct *plan,
                          mdm_record_t **record,
                          mdm_err_t *err) MDM_MUST_CHECK;

/* The shards of a table, while they are put together.  */
typedef struct
{
  mdm_shards_t shards;
  mdm_head_t head; /* that of shard 1 of M */
  mdm_record_t **record;
} mdm_row_shards_struct;

typedef mdm_row_shards_struct mdm_row_shards_t[1];

void mdm_row_shards_init (mdm_row_shards_t shards);
void mdm_row_shards_clear (mdm_row_shards_t shards);

/* Add TEXT[0..LENGTH), the contents of FILE, whose name outlives SHARDS.  A
   shard of another table, one that is there already, and one that is not
   complete or damaged are errors.  */
mdm_status mdm_row_shards_add (mdm_row_shards_t shards, const char *file,
                               const char *text, size_t length,
                               mdm_err_t *err) MDM_MUST_CHECK;

#endif
