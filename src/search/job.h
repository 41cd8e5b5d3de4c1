/* job.h - a search made from its head: the claims or the goal read, the
   sequences with their symmetries, and the parts in which the laws are gone
   through.

   A part is a run of orbits in their order, or a hill climb.  What is found in
   a part depends on the part alone, and so does what is found in all.  */
#ifndef MDM_SEARCH_JOB_H
#define MDM_SEARCH_JOB_H

#include "law/reading.h"
#include "report/reports.h"
#include "search/asked.h"
#include "search/head.h"
#include "search/orbits.h"

typedef struct
{
  const mdm_search_head_t *head; /* lent */
  mdm_limit_t limit;             /* as the head says */
  struct mdm_reading reading;
  mdm_library_t *library; /* of each claim, with this alone */
  mdm_asked_claim_t *claim;
  const mdm_entry_t **entry;
  mdm_expr_t *goal, *over; /* or NULL */
  size_t *label;           /* of each position */
  mdm_search_asked_t asked;
  mdm_cells_t cells;
  mdm_weight_grid_t grid;
  uint64_t seed;
  uint64_t laws; /* orbits on the grid, saturating; 0 with climbs */
  size_t run;    /* orbits of one part */
  size_t parts;  /* 0 before it is set */
} mdm_search_job_struct;

typedef mdm_search_job_struct mdm_search_job_t[1];

void mdm_search_job_init (mdm_search_job_t job);
void mdm_search_job_clear (mdm_search_job_t job);

/* Set JOB, just initialised, to what HEAD, which outlives it, asks.  Jobs,
   progress and the names of options are those of LIMIT.  MDM_ELIMIT where the
   shard would take too long.  */
mdm_status mdm_search_job_set (mdm_search_job_t job,
                               const mdm_search_head_t *head,
                               const mdm_limit_t *limit,
                               mdm_err_t *err) MDM_MUST_CHECK;

/* The number that the first law of PART has.  */
uint64_t mdm_search_job_base (const mdm_search_job_t job, size_t part);

#endif
