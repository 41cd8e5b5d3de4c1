/* journal.h - files of records: what a run has finished, and shards.

   The first line is a head that says what the records are of, and which shard
   they are.  Each further line is one record, in any order.  All is compact
   JSON with a checksum (line.h), ended by a line feed: a byte that was changed
   is found.  A line is written in one piece, so that whatever ends a program
   leaves at most one unfinished line, the last.  */
#ifndef MDM_JOURNAL_H
#define MDM_JOURNAL_H

#include "exact/status.h"

/* What the records of files are.  */
typedef struct
{
  const char *noun;   /* what they are of, such as "table".. */
  const char *record; /* ..and what each one is, such as "row" */
  const char *inputs; /* what may be another one where the head is */
  const char *schema; /* what the head begins with.. */
  const char *older;  /* ..and did in the version before, its last digit
                         being less in earlier ones, or NULL */
  /* Take the record of shard SHARD on the line TEXT[0..LENGTH), which is
     intact.  What is wrong with it, or NULL.  */
  const char *(*take) (void *data, size_t shard, const char *text,
                       size_t length);
} mdm_records_kind_t;

/* Read the lines TEXT[0..LENGTH) after the head of FILE, shard SHARD, with
   DATA for what takes them.  Fails at the first one that is damaged.  */
mdm_status mdm_records_read (const mdm_records_kind_t *kind, void *data,
                             size_t shard, const char *file, const char *text,
                             size_t length, mdm_err_t *err) MDM_MUST_CHECK;

/* TEXT[0..LENGTH), the first line of FILE, is no head: fail for its schema, if
   it is one of earlier versions, or else with WHAT.  */
mdm_status mdm_records_refuse (const mdm_records_kind_t *kind,
                               const char *file, const char *text,
                               size_t length, const char *what,
                               mdm_err_t *err);

/* A file of finished records, open for more.  */
typedef struct
{
  int descriptor; /* -1: not open */
  const char *file;
} mdm_journal_t;

/* Open FILE, made if it is not there, for the records of HEAD, a line with its
   end, which are those of shard SHARD; and lock it, for two runs must not
   write to it.  What it holds is taken with DATA; an unfinished last line is
   cut off.  A file of anything else, or in which a line is damaged, is refused
   and left as it is.  */
mdm_status mdm_journal_open (mdm_journal_t *journal, const char *file,
                             const mdm_records_kind_t *kind, void *data,
                             const char *head, size_t shard,
                             mdm_err_t *err) MDM_MUST_CHECK;
/* Add a record by its LINE[0..LENGTH).  */
mdm_status mdm_journal_add (const mdm_journal_t *journal, const char *line,
                            size_t length, mdm_err_t *err) MDM_MUST_CHECK;
mdm_status mdm_journal_close (mdm_journal_t *journal,
                              mdm_err_t *err) MDM_MUST_CHECK;

#endif
