/* search.h - all laws of a grid, or the laws on hill climbs, put to what is
   asked.

   The parts of a search come in one order and are shared out to processes; its
   lines are kept, and what they have found is added up so that it does not
   depend on who found it.  With `first' it ends with the first part in which a
   law refutes a claim: parts after that may have been done as well, and do not
   count.

   A hill climb begins with a random law, made of the seed and its number, with
   weights of the greatest sum: one unit is moved from a sequence to another
   while that makes the ratio or value better.  */
#ifndef MDM_SEARCH_H
#define MDM_SEARCH_H

#include "journal/journal.h"
#include "search/part.h"

/* Do those parts of JOB's shard that are not there, LINE[i] being NULL, and
   set these to their lines, on the heap; JOURNAL gets them too if it is open.
 */
mdm_status mdm_search_run (char **line, const mdm_search_job_t job,
                           const mdm_journal_t *journal,
                           mdm_err_t *err) MDM_MUST_CHECK;

/* The parts of the shard that count, of those that have a LINE: all up to
 *END, not included.  How many of them are missing?  */
size_t mdm_search_missing (size_t *end, char *const *line,
                           const mdm_search_job_t job, size_t shard);

/* Set RES, initialised, to what the lines, LINE of the parts that count, have
   found; those of other shards are NULL.  */
mdm_status mdm_search_sum (mdm_search_found_t res, char *const *line,
                           const mdm_search_job_t job,
                           mdm_err_t *err) MDM_MUST_CHECK;

#endif
