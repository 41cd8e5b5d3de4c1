#include <config.h>

#include "cli/certify_stream.h"
#include "cli/schedules.h"
#include "law/form.h"
#include "pool/workers.h"

#include "exact/scoped.h"
#include "law/stream.h"
#include "sampler/schedule_spec.h"
#include "text/file.h"

#include <string.h>

/* A stream at work: its rows so far, and the schedule, which is kept from one
   law to the next while the length is the same and no law decides it.  */
typedef struct
{
  const mdm_asked_t *asked;
  const mdm_options_t *options;
  mdm_schedule_t schedule;
  mdm_stream_t stream; /* at its beginning */
  size_t laws;         /* how many there are */
  mdm_stream_row_t *row;
  size_t rows, alloc;
} work_t;

/* See to it that there is row number I.  */
static mdm_stream_row_t *
find_row (work_t *work, size_t i)
{
  if (i >= work->alloc)
    {
      work->alloc = 2 * i + 16;
      work->row = flint_realloc (work->row, work->alloc * sizeof *work->row);
    }
  for (; work->rows <= i; work->rows++)
    mdm_stream_row_init (work->row + work->rows);
  return work->row + i;
}

/* See to it that the schedule is that for LAW.  */
static mdm_status
open_schedule (work_t *work, mdm_law_t law, mdm_curve_t curve,
               mdm_err_t *err)
{
  const mdm_options_t *options = work->options;
  const char *spec = options->schedules.text[0];

  if (work->schedule->length == law->length
      && work->schedule->kind != MDM_SCHEDULE_POLICY
      && !mdm_schedule_is_chosen (spec))
    return MDM_OK;
  return mdm_open_schedule (work->schedule, spec, law, curve, &options->limit,
                            err);
}

/* Certify LAW.  */
static mdm_status
certify (mdm_stream_row_t *row, work_t *work, mdm_law_t law, mdm_err_t *err)
{
  const mdm_options_t *options = work->options;
  mdm_limit_t limit = options->limit;
  MDM_SCOPED (predictor, mdm_predictor_struct, mdm_predictor_init,
              mdm_predictor_clear);
  MDM_SCOPED (curve, mdm_curve_struct, mdm_curve_init, mdm_curve_clear);
  mdm_status status;

  /* How far the stream is tells how far a law is.  */
  limit.progress = NULL;
  MDM_TRY (mdm_form_obey (law, &limit, err));
  status = open_schedule (work, law, curve, err);
  if (status == MDM_OK)
    status = mdm_open_predictor (predictor, options, law, err);
  if (status != MDM_OK)
    return status;
  MDM_INSTANCE (instance, law, work->schedule, curve, &limit);
  mdm_instance_set_predictor (instance, predictor);
  return mdm_stream_row_set (row, instance, work->asked->asked,
                             work->asked->count, &options->format, err);
}

/* The next law of STREAM; *MORE as in mdm_stream_next.  */
static mdm_status
certify_next (mdm_stream_row_t *row, int *more, work_t *work,
              mdm_stream_t *stream, mdm_err_t *err)
{
  MDM_SCOPED (law, mdm_law_struct, mdm_law_init, mdm_law_clear);
  mdm_status status
      = mdm_stream_next (law, more, stream, &work->options->limit, err);

  return status == MDM_OK && *more ? certify (row, work, law, err) : status;
}

/* In a worker: the laws that it gets.  */
static void
certify_some (mdm_worker_t *worker, void *data)
{
  work_t *work = data;
  mdm_stream_t stream = work->stream;
  mdm_status status = MDM_OK;
  size_t size, i;
  int more = 1;

  while (status == MDM_OK && mdm_worker_take (&i, worker))
    {
      mdm_stream_row_t row;
      mdm_err_t err;
      memset (&err, 0, sizeof err);
      mdm_stream_row_init (&row);
      while (stream.count < i)
        mdm_stream_skip (&more, &stream);
      status = certify_next (&row, &more, work, &stream, &err);
      if (status == MDM_OK)
        {
          MDM_OWNED char *bytes = mdm_stream_row_pack (&size, &row);
          mdm_worker_send (worker, i, bytes, size);
        }
      else
        mdm_worker_fail (worker, i, &err);
      mdm_stream_row_clear (&row);
    }
}

static mdm_status
collect (void *data, size_t number, const char *bytes, size_t size,
         mdm_err_t *err)
{
  (void) err;
  mdm_stream_row_unpack (find_row (data, number), bytes, size);
  return MDM_OK;
}

static void
tell (void *data, size_t done)
{
  const work_t *work = data;

  mdm_progress_tell (work->options->limit.progress, "the laws of the stream",
                     done, work->laws);
}

/* Standard input is the first process's.  */
static void
forked (void *data)
{
  (void) data;
  mdm_file_forgo_stdin ();
}

static size_t
count_laws (mdm_stream_t stream)
{
  int more = 1;

  while (more)
    mdm_stream_skip (&more, &stream);
  return stream.count;
}

mdm_status
mdm_certify_stream (mdm_result_t result, mdm_tally_t *tally,
                    const mdm_asked_t *asked, const mdm_options_t *options,
                    mdm_err_t *err)
{
  work_t work = { .asked = asked, .options = options };
  unsigned workers = options->limit.jobs;
  MDM_OWNED char *text = NULL;
  mdm_status status;
  size_t length;

  status = mdm_file_read (&text, &length, options->laws, &options->limit, err);
  if (status != MDM_OK)
    return status;
  mdm_schedule_init (work.schedule);
  mdm_stream_init (&work.stream, options->laws, text, length);
  work.laws = count_laws (work.stream);
  status = mdm_workers_run (
      &(mdm_workers_t){ .workers
                        = workers < work.laws ? workers : (unsigned) work.laws,
                        .groups = 1,
                        .start = (const size_t[]){ 0, work.laws },
                        .data = &work,
                        .work = certify_some,
                        .collect = collect,
                        .tell = tell,
                        .forked = forked },
      err);
  if (status == MDM_OK)
    mdm_report_stream (result, tally, work.row, work.rows, asked->asked,
                       asked->count);
  for (size_t i = 0; i < work.rows; i++)
    mdm_stream_row_clear (work.row + i);
  flint_free (work.row);
  mdm_schedule_clear (work.schedule);
  return status;
}
