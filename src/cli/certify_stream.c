#include <config.h>

#include "cli/certify_stream.h"
#include "cli/schedules.h"
#include "pool/workers.h"

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
  size_t done;   /* with workers: laws that are certified or wrong */
  size_t wrong;  /* the first law that is wrong, or LAWS */
  mdm_err_t err; /* and what is wrong with it */
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
open_schedule (work_t *work, const mdm_law_t law, mdm_curve_t curve,
               mdm_err_t *err)
{
  const mdm_options_t *options = work->options;
  const char *spec = options->schedules.text[0];

  if (work->schedule->length == law->length
      && !mdm_schedule_needs_curve (spec))
    return MDM_OK;
  return mdm_schedule_open (work->schedule, spec, law, curve, &options->limit,
                            err);
}

/* Certify LAW.  */
static mdm_status
certify (mdm_stream_row_t *row, work_t *work, mdm_law_t law, mdm_err_t *err)
{
  const mdm_options_t *options = work->options;
  mdm_limit_t limit = options->limit;
  mdm_predictor_t predictor;
  mdm_instance_t instance;
  mdm_curve_t curve;
  mdm_status status;

  /* How far the stream is tells how far a law is.  */
  limit.progress = NULL;
  mdm_curve_init (curve);
  mdm_predictor_init (predictor);
  status = open_schedule (work, law, curve, err);
  if (status == MDM_OK)
    status = mdm_open_predictor (predictor, options, law, err);
  if (status == MDM_OK)
    {
      mdm_instance_init_with_curve (instance, law, work->schedule, curve,
                                    &limit);
      mdm_instance_set_predictor (instance, predictor);
      status = mdm_stream_row_set (row, instance, work->asked->asked,
                                   work->asked->count, &options->format, err);
      mdm_instance_clear (instance);
    }
  mdm_predictor_clear (predictor);
  mdm_curve_clear (curve);
  return status;
}

/* The next law of STREAM; *MORE as in mdm_stream_next.  */
static mdm_status
certify_next (mdm_stream_row_t *row, int *more, work_t *work,
              mdm_stream_t *stream, mdm_err_t *err)
{
  mdm_law_t law;
  mdm_status status;

  mdm_law_init (law);
  status = mdm_stream_next (law, more, stream, &work->options->limit, err);
  if (status == MDM_OK && *more)
    status = certify (row, work, law, err);
  mdm_law_clear (law);
  return status;
}

static void
tell (const work_t *work, size_t done)
{
  mdm_progress_tell (work->options->limit.progress, "the laws of the stream",
                     done, work->laws);
}

/* All laws, one after the other.  */
static mdm_status
certify_all (work_t *work, mdm_err_t *err)
{
  mdm_stream_t stream = work->stream;
  mdm_status status = MDM_OK;
  int more = 1;

  for (size_t i = 0; i < work->laws && status == MDM_OK; i++)
    {
      status = certify_next (find_row (work, i), &more, work, &stream, err);
      tell (work, i + 1);
    }
  return status;
}

/* In a worker: the laws that it gets.  The bytes of a row are sent, or those
   of what is wrong.  */
static void
certify_some (mdm_worker_t *worker, void *data)
{
  work_t *work = data;
  mdm_stream_t stream = work->stream;
  mdm_status status = MDM_OK;
  size_t size, i;
  int more = 1;

  mdm_file_forgo_stdin ();
  for (i = mdm_worker_take (worker);
       i < work->laws && status == MDM_OK && !mdm_worker_unwanted (worker, i);
       i = mdm_worker_take (worker))
    {
      mdm_stream_row_t row;
      mdm_err_t err;
      char *bytes;
      memset (&err, 0, sizeof err);
      mdm_stream_row_init (&row);
      while (stream.count < i)
        mdm_stream_skip (&more, &stream);
      status = certify_next (&row, &more, work, &stream, &err);
      bytes = status == MDM_OK ? mdm_stream_row_pack (&size, &row) : NULL;
      if (status == MDM_OK)
        mdm_worker_send (worker, 2 * i, bytes, size);
      else
        {
          mdm_worker_end (worker, i);
          mdm_worker_send (worker, 2 * i + 1, &err, sizeof err);
        }
      flint_free (bytes);
      mdm_stream_row_clear (&row);
    }
}

/* In the parent: row NUMBER / 2, or for an odd number what is wrong with
   it.  */
static void
collect (void *collector, uint64_t number, const char *bytes, size_t size)
{
  work_t *work = collector;
  size_t i = (size_t) (number / 2);

  if (number % 2 == 0)
    mdm_stream_row_unpack (find_row (work, i), bytes, size);
  else if (i < work->wrong)
    {
      work->wrong = i;
      memcpy (&work->err, bytes, sizeof work->err);
    }
  tell (work, ++work->done);
}

/* All laws by WORKERS processes.  */
static mdm_status
certify_in_parallel (work_t *work, unsigned workers, mdm_err_t *err)
{
  mdm_status status
      = mdm_workers_run (workers, certify_some, work, collect, work, err);

  if (status != MDM_OK)
    return mdm_err_place (err, work->options->laws, 0, 0);
  if (work->wrong == work->laws)
    return MDM_OK;
  *err = work->err;
  return err->status;
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
  mdm_status status;
  char *text;
  size_t length;

  status = mdm_file_read (&text, &length, options->laws, &options->limit, err);
  if (status != MDM_OK)
    return status;
  mdm_schedule_init (work.schedule);
  mdm_stream_init (&work.stream, options->laws, text, length);
  work.wrong = work.laws = count_laws (work.stream);
  workers = workers < work.laws ? workers : (unsigned) work.laws;
  status = workers > 1 ? certify_in_parallel (&work, workers, err)
                       : certify_all (&work, err);
  if (status == MDM_OK)
    mdm_report_stream (result, tally, work.row, work.rows, asked->asked,
                       asked->count, &options->format);
  for (size_t i = 0; i < work.rows; i++)
    mdm_stream_row_clear (work.row + i);
  flint_free (work.row);
  mdm_schedule_clear (work.schedule);
  flint_free (text);
  return status;
}
