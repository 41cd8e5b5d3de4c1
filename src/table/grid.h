/* grid.h - computing many rows, on one core or several (pool/workers.h).

   Rows are tasks that are grouped by their laws.  What comes out does not
   depend on the number of jobs: records do not depend on who computes them,
   and of several failures the one is reported whose row comes first when rows
   are listed by law.  */
#ifndef MDM_GRID_H
#define MDM_GRID_H

#include "table/recorder.h"

typedef struct
{
  const mdm_description_struct *description;
  const mdm_plan_struct *plan;
  const mdm_head_t *head;
  const mdm_format_t *format;
  const mdm_limit_t *limit;
  unsigned jobs;
  /* Called with the line of each new record; a failure ends the work.  */
  mdm_status (*keep) (void *data, const char *line, size_t length,
                      mdm_err_t *err);
  /* Called when a row is done, and with several jobs once a second: DONE of
     TOTAL wanted rows are.  */
  void (*tell) (void *data, size_t done, size_t total);
  /* Called in each process that is started, to let go of what only the first
     one may hold.  */
  void (*forked) (void *data);
  void *data;
} mdm_grid_t;

/* Compute the rows I of the plan that are WANTED[I] and not yet there, that is
   RECORD[I] is NULL; set these to new records.  */
mdm_status mdm_grid_run (mdm_record_t **record, const unsigned char *wanted,
                         const mdm_grid_t *grid,
                         mdm_err_t *err) MDM_MUST_CHECK;

#endif
