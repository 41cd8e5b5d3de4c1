/* grid.h - computing many rows, on one core or several (pool/workers.h).

   Rows are tasks that are grouped by their laws.  What comes out does not
   depend on the number of jobs: records do not depend on who computes them,
   and of several failures the one is reported whose row comes first when rows
   are listed by law.  */
#ifndef MDM_GRID_H
#define MDM_GRID_H

#include "table/evidence.h"
#include "table/kept.h"
#include "table/recorder.h"

typedef struct
{
  const mdm_description_struct *description;
  const mdm_plan_struct *plan;
  const mdm_head_t *head;
  const mdm_format_t *format;
  const mdm_limit_t *limit;     /* with the jobs, and who hears of it */
  const mdm_journal_t *journal; /* what gets each new record, if it is open */
  mdm_evidence_keeper_t keep;   /* what gets each certificate, with FOLDER, */
  void *folder;                 /* where the head says that there are any */
} mdm_grid_t;

/* Compute the rows I of the head's shard that are not yet there, that is
   RECORD[I] is NULL; set these to new records.  */
mdm_status mdm_grid_run (mdm_record_t **record, const mdm_grid_t *grid,
                         mdm_err_t *err) MDM_MUST_CHECK;

#endif
