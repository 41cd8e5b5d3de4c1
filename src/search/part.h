/* part.h - what was found in one part of a search, as a line of a file or
   between processes (journal/journal.h).

   The line is an object with the members part, laws, stopped (at the first law
   that refutes a claim) and questions, a list of {verdicts, best,
   counterexample}; of a law which one of the part it is, its schedule, and
   the sequences in its support with their weights.  Its values are not there:
   who reads it finds them again.  */
#ifndef MDM_SEARCH_PART_H
#define MDM_SEARCH_PART_H

#include "search/found.h"
#include "search/job.h"

typedef struct
{
  uint64_t laws; /* orbits gone through, or laws met on climbs */
  int stopped;   /* at the first counterexample? */
  size_t questions;
  mdm_found_t *found; /* of each */
} mdm_search_found_struct;

typedef mdm_search_found_struct mdm_search_found_t[1];

void mdm_search_found_init (mdm_search_found_t res,
                            const mdm_search_job_t job);
void mdm_search_found_clear (mdm_search_found_t res);

/* The line of what was FOUND in PART of JOB, with its end; on the heap.  */
char *mdm_search_part_line (const mdm_search_found_t found,
                            const mdm_search_job_t job, size_t part);

/* Set *PART and FOUND, initialised, to what the line TEXT[0..LENGTH) says.
   What is wrong with it, or NULL: it is not of such a form or contradicts
   itself, its laws not being what it says they are.  */
const char *mdm_search_part_read (mdm_search_found_t found, size_t *part,
                                  const mdm_search_job_t job, const char *text,
                                  size_t length);

#endif
