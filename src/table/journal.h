/* journal.h - files of records: what a run has finished, and shards.

   The first line is the head, with its shard: the records are of the rows I
   with I mod M = R - 1.  Each further line is one record, in any order.  All
   is compact JSON with a checksum (line.h), ended by a line feed: a byte that
   was changed is found, and so is a line that was made to contradict itself
   or, with a description at hand, that.  A line is written in one piece, so
   that whatever ends a program leaves at most one unfinished line, the
   last.  */
#ifndef MDM_JOURNAL_H
#define MDM_JOURNAL_H

#include "table/record.h"

/* A file of finished rows, open for more.  */
typedef struct
{
  int descriptor; /* -1: not open */
  const char *file;
} mdm_journal_t;

/* Open FILE, made if it is not there, for the table that HEAD, with its shard,
   is of, with the rows of PLAN (NULL: whatever they are), and lock it, for two
   runs must not write to it.  What it holds goes to RECORD, a slot of NULL for
   each row of the table; an unfinished last line is cut off.  A file of
   anything else, or in which a line is damaged, is refused and left as it is.
 */
mdm_status mdm_journal_open (mdm_journal_t *journal, const char *file,
                             const mdm_head_t *head,
                             const mdm_plan_struct *plan,
                             mdm_record_t **record,
                             mdm_err_t *err) MDM_MUST_CHECK;
/* Add a record by its LINE[0..LENGTH).  */
mdm_status mdm_journal_add (const mdm_journal_t *journal, const char *line,
                            size_t length, mdm_err_t *err) MDM_MUST_CHECK;
mdm_status mdm_journal_close (mdm_journal_t *journal,
                              mdm_err_t *err) MDM_MUST_CHECK;

/* The shards of a table, while they are put together.  */
typedef struct
{
  mdm_head_t head; /* that of shard 1 of M */
  char *line;      /* of it, on the heap; NULL: no file was read */
  mdm_record_t **record;
  const char **file; /* lent: that which shard R is from, at R - 1, or NULL */
  size_t first;      /* of these, that which was read first */
} mdm_shards_struct;

typedef mdm_shards_struct mdm_shards_t[1];

void mdm_shards_init (mdm_shards_t shards);
void mdm_shards_clear (mdm_shards_t shards);

/* Add TEXT[0..LENGTH), the contents of FILE, whose name outlives SHARDS.  A
   shard of another table, one that is there already, and one that is not
   complete or damaged are errors.  */
mdm_status mdm_shards_add (mdm_shards_t shards, const char *file,
                           const char *text, size_t length,
                           mdm_err_t *err) MDM_MUST_CHECK;

/* Are they all there?  */
mdm_status mdm_shards_complete (const mdm_shards_t shards,
                                mdm_err_t *err) MDM_MUST_CHECK;

#endif
