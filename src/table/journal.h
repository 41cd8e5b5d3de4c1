/* journal.h - files of records: what a run has finished, and shards.

   The first line is the head (sheet.h) with the member "shard", [R, M]: the
   records are of the rows I with I mod M = R - 1.  Each further line is one
   record, in any order.  All is compact JSON, ended by a line feed.  A line is
   written in one piece, so that whatever ends a program leaves at most one
   unfinished line, the last.  */
#ifndef MDM_JOURNAL_H
#define MDM_JOURNAL_H

#include "table/sheet.h"

/* The line of JSON, a line feed at its end; on the heap, to be freed with
   free.  */
char *mdm_journal_line (const json_t *json);

/* HEAD with its shard: a new reference.  */
json_t *mdm_journal_head (const json_t *head, size_t shard, size_t shards);

/* A file of finished rows, open for more.  */
typedef struct
{
  int descriptor; /* -1: not open */
  const char *file;
} mdm_journal_t;

/* Open FILE, made if it is not there, for the table that HEAD (with its shard)
   is of, and lock it, for two runs must not write to it.  What it holds goes
   to RECORD, a slot of NULL for each row of the table; an unfinished last line
   is cut off.  A file of anything else, or in which a line is damaged, is
   refused and left as it is.  */
mdm_status mdm_journal_open (mdm_journal_t *journal, const char *file,
                             const json_t *head, json_t **record,
                             mdm_err_t *err) MDM_MUST_CHECK;
mdm_status mdm_journal_add (mdm_journal_t *journal, const json_t *record,
                            mdm_err_t *err) MDM_MUST_CHECK;
mdm_status mdm_journal_close (mdm_journal_t *journal,
                              mdm_err_t *err) MDM_MUST_CHECK;

/* The shards of a table, while they are put together.  */
typedef struct
{
  json_t *head; /* without its shard; NULL: no file was read */
  char *first;  /* the file that it is from */
  size_t count; /* rows */
  json_t **record;
  size_t shards; /* M */
  char **file;   /* the file that shard R is from, at R - 1, or NULL */
} mdm_shards_struct;

typedef mdm_shards_struct mdm_shards_t[1];

void mdm_shards_init (mdm_shards_t shards);
void mdm_shards_clear (mdm_shards_t shards);

/* Add TEXT[0..LENGTH), the contents of FILE.  A shard of another table, one
   that is there already, and one that is not complete or damaged are
   errors.  */
mdm_status mdm_shards_add (mdm_shards_t shards, const char *file,
                           const char *text, size_t length,
                           mdm_err_t *err) MDM_MUST_CHECK;

/* Are they all there?  */
mdm_status mdm_shards_complete (const mdm_shards_t shards,
                                mdm_err_t *err) MDM_MUST_CHECK;

#endif
