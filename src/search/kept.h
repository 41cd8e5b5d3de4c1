/* kept.h - the parts of a search in files: what a run has finished, and
   shards (journal/journal.h).  */
#ifndef MDM_SEARCH_KEPT_H
#define MDM_SEARCH_KEPT_H

#include "journal/shards.h"
#include "search/search.h"

/* Open FILE for the shard of JOB, as mdm_journal_open does.  What it holds
   goes to LINE, a slot of NULL for each part.  */
mdm_status mdm_search_open (mdm_journal_t *journal, const char *file,
                            const mdm_search_job_t job, char **line,
                            mdm_err_t *err) MDM_MUST_CHECK;

/* The shard of JOB of which LINE are the parts, as a text on the heap.  */
char *mdm_search_shard_str (const mdm_search_job_t job, char *const *line);

/* The shards of a search, while they are put together.  */
typedef struct
{
  mdm_shards_t shards;
  mdm_search_head_t head; /* that of shard 1 of M */
  mdm_search_job_t job;   /* made from it */
  char **line;            /* of each part; NULL: no file was read */
} mdm_search_shards_struct;

typedef mdm_search_shards_struct mdm_search_shards_t[1];

void mdm_search_shards_init (mdm_search_shards_t shards);
void mdm_search_shards_clear (mdm_search_shards_t shards);

/* Does TEXT[0..LENGTH) begin as a shard of a search does?  */
int mdm_search_is_shard (const char *text, size_t length);

/* Add TEXT[0..LENGTH), the contents of FILE, whose name outlives SHARDS.  A
   shard of another search, one that is there already, and one that is not
   complete or damaged are errors.  LIMIT as in mdm_search_job_set.  */
mdm_status mdm_search_shards_add (mdm_search_shards_t shards, const char *file,
                                  const char *text, size_t length,
                                  const mdm_limit_t *limit,
                                  mdm_err_t *err) MDM_MUST_CHECK;

#endif
