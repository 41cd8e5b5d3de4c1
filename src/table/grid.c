#include <config.h>

#include "table/grid.h"

#include "exact/scoped.h"
#include "pool/workers.h"

#include <string.h>
#include <unistd.h>

/* The rows in work: those of the shard that are not yet there, by law.  */
typedef struct
{
  const mdm_grid_t *grid;
  mdm_record_t **record;
  size_t *start, *row; /* of group g: row[start[g]..start[g+1]) */
  size_t done, total;  /* rows of the shard that were there; all of them */
} work_t;

static void
list_rows (work_t *work)
{
  const mdm_plan_struct *plan = work->grid->plan;
  const mdm_head_t *head = work->grid->head;
  size_t count = 0;

  work->start = flint_malloc ((plan->groups + 1) * sizeof *work->start);
  work->row = flint_malloc ((plan->count + 1) * sizeof *work->row);
  for (size_t g = 0; g < plan->groups; g++)
    {
      work->start[g] = count;
      for (size_t i = plan->start[g]; i < plan->start[g + 1]; i++)
        {
          size_t row = plan->member[i];
          if (row % head->shards != head->shard - 1)
            continue;
          work->total++;
          if (work->record[row] == NULL)
            work->row[count++] = row;
        }
    }
  work->start[plan->groups] = count;
  work->done = work->total - count;
}

/* Send RECORD as a line, and its FILES[0..LENGTH) behind it.  */
static void
send (mdm_worker_t *worker, size_t i, const mdm_record_t *record,
      const char *files, size_t length)
{
  MDM_OWNED char *line = mdm_record_line (record);
  size_t n = strlen (line);

  line = flint_realloc (line, n + length + 1);
  memcpy (line + n, files, length);
  mdm_worker_send (worker, i, line, n + length);
}

/* In a worker: the rows that it gets.  */
static void
compute (mdm_worker_t *worker, void *data)
{
  const work_t *work = data;
  const mdm_grid_t *grid = work->grid;
  mdm_recorder_t *recorder
      = mdm_recorder_new (grid->description, grid->plan, grid->format,
                          grid->limit, grid->head->certified);
  mdm_status status = MDM_OK;
  size_t i;

  while (status == MDM_OK && mdm_worker_take (&i, worker))
    {
      mdm_record_t *record = mdm_record_new ();
      MDM_OWNED char *files = NULL;
      size_t length = 0;
      mdm_err_t err;
      memset (&err, 0, sizeof err);
      status = mdm_recorder_row (record, &files, &length, recorder,
                                 work->row[i], &err);
      if (status == MDM_OK)
        send (worker, i, record, files, length);
      else
        mdm_worker_fail (worker, i, &err);
      mdm_record_free (record);
    }
  mdm_recorder_free (recorder);
}

static mdm_status
collect (void *data, size_t number, const char *bytes, size_t size,
         mdm_err_t *err)
{
  work_t *work = data;
  const mdm_grid_t *grid = work->grid;
  const char *end = memchr (bytes, '\n', size);
  size_t n = end == NULL ? size : (size_t) (end - bytes) + 1;
  mdm_record_t *record = mdm_record_read (bytes, n, grid->head);

  if (record == NULL)
    return mdm_err_set (err, MDM_EIO, NULL, 0, 0,
                        "row %zu cannot be kept as a line", work->row[number]);
  work->record[work->row[number]] = record;
  /* A row that is said to be finished has its certificates.  */
  MDM_TRY (mdm_evidence_unpack (bytes + n, size - n, grid->keep, grid->folder,
                                err));
  return grid->journal->descriptor < 0
             ? MDM_OK
             : mdm_journal_add (grid->journal, bytes, n, err);
}

static void
tell (void *data, size_t done)
{
  const work_t *work = data;

  mdm_progress_tell (work->grid->limit->progress, "rows of the table",
                     work->done + done, work->total);
}

/* The lock on the journal goes with the one who writes to it, even when it is
   killed and others live a little longer.  */
static void
forked (void *data)
{
  const work_t *work = data;

  if (work->grid->journal->descriptor >= 0)
    (void) close (work->grid->journal->descriptor);
}

mdm_status
mdm_grid_run (mdm_record_t **record, const mdm_grid_t *grid, mdm_err_t *err)
{
  work_t work = { .grid = grid, .record = record };
  unsigned jobs = grid->limit->jobs > 0 ? grid->limit->jobs : 1;
  mdm_status status;
  size_t left;

  list_rows (&work);
  left = work.total - work.done;
  status = mdm_workers_run (
      &(mdm_workers_t){ .workers = jobs < left ? jobs : (unsigned) left,
                        .groups = grid->plan->groups,
                        .start = work.start,
                        .data = &work,
                        .work = compute,
                        .collect = collect,
                        .tell = tell,
                        .forked = forked },
      err);
  flint_free (work.start);
  flint_free (work.row);
  return status;
}
