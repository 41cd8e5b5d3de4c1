#include <config.h>

#include "cli/certify_stream.h"
#include "cli/schedules.h"

#include "law/reader.h"
#include "law/stream.h"
#include "sampler/schedule_spec.h"

#include <string.h>

/* A stream at work: its rows so far, and the schedule, which is kept from one
   law to the next while the length is the same and no law decides it.  */
typedef struct
{
  const mdm_asked_t *asked;
  const mdm_options_t *options;
  mdm_schedule_t schedule;
  mdm_stream_row_t *row;
  size_t rows, alloc;
} work_t;

static mdm_stream_row_t *
new_row (work_t *work)
{
  if (work->rows == work->alloc)
    {
      work->alloc = 2 * work->alloc + 16;
      work->row = flint_realloc (work->row, work->alloc * sizeof *work->row);
    }
  mdm_stream_row_init (work->row + work->rows);
  return work->row + work->rows++;
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
  return mdm_open_schedule (work->schedule, spec, law, curve, &options->limit,
                            err);
}

/* Certify LAW.  */
static mdm_status
certify (work_t *work, mdm_law_t law, mdm_err_t *err)
{
  const mdm_options_t *options = work->options;
  mdm_predictor_t predictor;
  mdm_instance_t instance;
  mdm_curve_t curve;
  mdm_status status;

  mdm_curve_init (curve);
  mdm_predictor_init (predictor);
  status = open_schedule (work, law, curve, err);
  if (status == MDM_OK)
    status = mdm_open_predictor (predictor, options, law, err);
  if (status == MDM_OK)
    {
      if (curve->e == NULL)
        mdm_instance_init (instance, law, work->schedule, &options->limit);
      else
        mdm_instance_init_with_curve (instance, law, work->schedule, curve,
                                      &options->limit);
      mdm_instance_set_predictor (instance, predictor);
      status
          = mdm_stream_row_set (new_row (work), instance, work->asked->asked,
                                work->asked->count, &options->format, err);
      mdm_instance_clear (instance);
    }
  mdm_predictor_clear (predictor);
  mdm_curve_clear (curve);
  return status;
}

/* All laws of STREAM.  */
static mdm_status
certify_all (work_t *work, mdm_stream_t *stream, mdm_err_t *err)
{
  mdm_status status = MDM_OK;
  int more = 1;

  while (status == MDM_OK && more)
    {
      mdm_law_t law;
      mdm_law_init (law);
      status
          = mdm_stream_next (law, &more, stream, &work->options->limit, err);
      if (status == MDM_OK && more)
        status = certify (work, law, err);
      mdm_law_clear (law);
    }
  return status;
}

mdm_status
mdm_certify_stream (mdm_result_t result, mdm_tally_t *tally,
                    const mdm_asked_t *asked, const mdm_options_t *options,
                    mdm_err_t *err)
{
  work_t work = { .asked = asked, .options = options };
  mdm_stream_t stream;
  mdm_status status;
  char *text;
  size_t length;

  status = mdm_file_read (&text, &length, options->laws, &options->limit, err);
  if (status != MDM_OK)
    return status;
  mdm_schedule_init (work.schedule);
  mdm_stream_init (&stream, options->laws, text, length);
  status = certify_all (&work, &stream, err);
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
