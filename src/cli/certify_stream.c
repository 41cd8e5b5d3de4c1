#include <config.h>

#include "cli/certify_stream.h"
#include "cli/schedules.h"
#include "law/form.h"
#include "pool/workers.h"

#include "claim/ratio.h"
#include "exact/rational.h"
#include "law/spec.h"
#include "law/stream.h"
#include "law/sweep.h"
#include "report/judged.h"
#include "sampler/schedule_spec.h"
#include "text/file.h"

#include <string.h>

/* What a law costs, about, of those of a specification with ranges.  */
#define CELLS_PER_LAW 100000

/* Where the laws come from: one after the other in a text, or a family.  */
typedef struct
{
  int swept;
  mdm_sweep_t sweep;   /* if so */
  mdm_stream_t stream; /* else; before the law that is asked for next */
} source_t;

/* A stream at work: its rows so far, and the schedule, which is kept from one
   law to the next while the length is the same and no law decides it.  */
typedef struct
{
  const mdm_asked_t *asked;
  const mdm_options_t *options;
  mdm_schedule_t schedule;
  const mdm_stream_choice_t *choice;
  source_t source; /* at its beginning */
  size_t laws;     /* how many there are */
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
open_schedule (work_t *work, mdm_law_t law, mdm_curve_t curve, mdm_err_t *err)
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

/* Set LAW to number I of SOURCE.  */
static mdm_status
open_law (mdm_law_t law, source_t *source, size_t i, const mdm_limit_t *limit,
          mdm_err_t *err)
{
  MDM_OWNED char *spec = NULL;
  int more = 1;

  if (!source->swept)
    {
      while (source->stream.count < i)
        mdm_stream_skip (&more, &source->stream);
      return mdm_stream_next (law, &more, &source->stream, limit, err);
    }
  spec = mdm_sweep_str (&source->sweep, i);
  return mdm_law_open (law, spec, limit, err) == MDM_OK
             ? MDM_OK
             : mdm_option_place (err, "laws", spec);
}

/* An instance, and what it is of.  */
typedef struct
{
  mdm_law_t law;
  mdm_curve_t curve;
  mdm_predictor_t predictor;
  mdm_limit_t limit;
  mdm_instance_t instance;
} opened_t;

static void
opened_init (opened_t *opened)
{
  mdm_law_init (opened->law);
  mdm_curve_init (opened->curve);
  mdm_predictor_init (opened->predictor);
}

static void
opened_clear (opened_t *opened)
{
  mdm_instance_clear (opened->instance);
  mdm_predictor_clear (opened->predictor);
  mdm_curve_clear (opened->curve);
  mdm_law_clear (opened->law);
}

/* Set OPENED to law I of SOURCE with the schedule and the predictor.  */
static mdm_status
open_instance (opened_t *opened, work_t *work, source_t *source, size_t i,
               mdm_err_t *err)
{
  const mdm_options_t *options = work->options;
  mdm_law_struct *law = opened->law;

  opened->limit = options->limit;
  mdm_instance_init_with_curve (opened->instance, law, work->schedule,
                                opened->curve, &opened->limit);
  MDM_TRY (open_law (law, source, i, &options->limit, err));
  /* How far the stream is tells how far a law is.  */
  opened->limit.progress = NULL;
  MDM_TRY (mdm_form_obey (law, &opened->limit, err));
  MDM_TRY (open_schedule (work, law, opened->curve, err));
  MDM_TRY (mdm_open_predictor (opened->predictor, options, law, err));
  mdm_instance_set_predictor (opened->instance, opened->predictor);
  return MDM_OK;
}

/* Set ROW to law I of SOURCE.  */
static mdm_status
certify (mdm_stream_row_t *row, work_t *work, source_t *source, size_t i,
         mdm_err_t *err)
{
  MDM_SCOPED (opened, opened_t, opened_init, opened_clear);

  MDM_TRY (open_instance (opened, work, source, i, err));
  return mdm_stream_row_set (row, opened->instance, work->asked->asked,
                             work->asked->count, work->choice->top > 0,
                             &work->options->format, err);
}

static int
refutes (const mdm_stream_row_t *row)
{
  return row->tally.of[MDM_VERDICT_REFUTED] > 0;
}

/* In a worker: the laws that it gets.  */
static void
certify_some (mdm_worker_t *worker, void *data)
{
  work_t *work = data;
  source_t source = work->source;
  mdm_status status = MDM_OK;
  size_t size, i;

  while (status == MDM_OK && mdm_worker_take (&i, worker))
    {
      mdm_stream_row_t row;
      mdm_err_t err;
      memset (&err, 0, sizeof err);
      mdm_stream_row_init (&row);
      status = certify (&row, work, &source, i, &err);
      if (status == MDM_OK)
        {
          MDM_OWNED char *bytes = mdm_stream_row_pack (&size, &row);
          mdm_worker_send (worker, i, bytes, size);
          if (work->choice->first && refutes (&row))
            mdm_worker_enough (worker, i);
        }
      else
        mdm_worker_fail (worker, i, &err);
      mdm_stream_row_clear (&row);
    }
}

/* What is not shown is counted, and need not be kept.  */
static mdm_status
collect (void *data, size_t number, const char *bytes, size_t size,
         mdm_err_t *err)
{
  work_t *work = data;
  mdm_stream_row_t *row = find_row (work, number);

  (void) err;
  mdm_stream_row_unpack (row, bytes, size);
  if (work->choice->refuted_only && !refutes (row))
    {
      mdm_tally_t tally = row->tally;
      mdm_stream_row_clear (row);
      mdm_stream_row_init (row);
      row->tally = tally;
    }
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

/* Set the source to --laws, a text that is TEXT then, or a family.  */
static mdm_status
open_source (work_t *work, char **text, mdm_err_t *err)
{
  const mdm_options_t *options = work->options;
  source_t *source = &work->source;
  size_t length;

  if (mdm_law_is_family (&source->swept, options->laws, err) != MDM_OK)
    return mdm_option_place (err, "laws", options->laws);
  if (!source->swept)
    {
      MDM_TRY (
          mdm_file_read (text, &length, options->laws, &options->limit, err));
      mdm_stream_init (&source->stream, options->laws, *text, length);
      work->laws = count_laws (source->stream);
      return MDM_OK;
    }
  if (mdm_sweep_read (&source->sweep, options->laws, 0, err) != MDM_OK)
    return mdm_option_place (err, "laws", options->laws);
  work->laws = (size_t) source->sweep.count;
  return mdm_limit_check (&options->limit, "the sweep",
                          mdm_work_mul (source->sweep.count, CELLS_PER_LAW), 0,
                          err);
}

/* The order of ratios.  */

/* A row that may be shown, and its key: a fraction, or one to digits.  */
typedef struct
{
  size_t row;
  fmpq_t ratio;
  int exact;
} candidate_t;

/* Set CANDIDATE to row number I, which has a key.  */
static mdm_status
read_key (candidate_t *candidate, const work_t *work, size_t i, mdm_err_t *err)
{
  const char *key = work->row[i].key;

  candidate->row = i;
  candidate->exact = key[strcspn (key, ".e")] == '\0';
  return mdm_rational_read (candidate->ratio, key, strlen (key), err);
}

/* *ORDER of X and Y where digits do.  */
static int
compare_digits (int *order, const candidate_t *x, const candidate_t *y)
{
  MDM_FMPQ (apart);
  MDM_FMPQ (error);
  MDM_FMPZ (scale);

  *order = fmpq_cmp (x->ratio, y->ratio);
  if (x->exact && y->exact)
    return 1;
  /* Each is rounded by less than a unit of its last digit.  */
  fmpq_sub (apart, x->ratio, y->ratio);
  fmpq_abs (apart, apart);
  fmpq_abs (error, x->ratio);
  if (fmpq_cmp (error, y->ratio) < 0)
    fmpq_abs (error, y->ratio);
  fmpz_set_ui (scale, 10);
  fmpz_pow_ui (scale, scale, MDM_STREAM_DIGITS - 2);
  fmpq_mul_fmpz (apart, apart, scale);
  return fmpq_cmp (apart, error) > 0;
}

/* Set ABOVE and BELOW to the sides of the first claim on law I.  */
static mdm_status
find_sides (mdm_value_t above, mdm_value_t below, work_t *work, size_t i,
            mdm_err_t *err)
{
  source_t source = work->source;
  MDM_SCOPED (opened, opened_t, opened_init, opened_clear);
  MDM_JUDGEMENT (judgement);

  MDM_TRY (open_instance (opened, work, &source, i, err));
  MDM_TRY (
      mdm_judge (judgement, work->asked->asked->entry, opened->instance, err));
  mdm_value_set (above, judgement->lhs);
  mdm_value_set (below, judgement->rhs);
  return MDM_OK;
}

/* *ORDER of the ratios of X and Y.  */
static mdm_status
compare (int *order, work_t *work, const candidate_t *x, const candidate_t *y,
         mdm_err_t *err)
{
  MDM_VALUE (a);
  MDM_VALUE (b);
  MDM_VALUE (c);
  MDM_VALUE (d);

  if (compare_digits (order, x, y))
    return MDM_OK;
  MDM_TRY (find_sides (a, b, work, x->row, err));
  MDM_TRY (find_sides (c, d, work, y->row, err));
  return mdm_ratio_cmp (order, a, b, c, d) == MDM_OK
             ? MDM_OK
             : mdm_err_set (err, MDM_ELIMIT, NULL, 0, 0,
                            "two ratios were not compared within the limits "
                            "of precision");
}

/* Set *AT to where CANDIDATE belongs among COUNT in order, after its
   equals.  */
static mdm_status
find_place (size_t *at, work_t *work, const candidate_t *sorted, size_t count,
            const candidate_t *candidate, mdm_err_t *err)
{
  mdm_relation relation = work->asked->asked->entry->statement.claim.relation;
  int sign = relation == MDM_REL_GE || relation == MDM_REL_GT ? -1 : 1;
  size_t low = 0, high = count;

  while (low < high)
    {
      size_t middle = low + (high - low) / 2;
      int order;

      MDM_TRY (compare (&order, work, sorted + middle, candidate, err));
      if (order * sign >= 0)
        low = middle + 1;
      else
        high = middle;
    }
  *at = low;
  return MDM_OK;
}

/* Let only the best ones of the COUNT rows SHOWN be there, those with a key.
 */
static mdm_status
choose_top (mdm_stream_row_t **shown, size_t *count, work_t *work,
            mdm_err_t *err)
{
  size_t most = *count < work->choice->top ? *count : work->choice->top;
  candidate_t *sorted = flint_malloc ((most + 1) * sizeof *sorted);
  size_t all = *count, at;
  mdm_status status = MDM_OK;

  for (size_t i = 0; i <= most; i++)
    fmpq_init (sorted[i].ratio);
  *count = 0;
  for (size_t i = 0; i < all && status == MDM_OK; i++)
    {
      candidate_t last;

      if (shown[i]->key == NULL)
        continue;
      status = read_key (sorted + most, work, (size_t) (shown[i] - work->row),
                         err);
      if (status == MDM_OK)
        status = find_place (&at, work, sorted, *count, sorted + most, err);
      if (status != MDM_OK || at == most)
        continue;
      *count += *count < most;
      last = sorted[most];
      sorted[most] = sorted[*count - 1];
      memmove (sorted + at + 1, sorted + at,
               (*count - 1 - at) * sizeof *sorted);
      sorted[at] = last;
    }
  for (size_t i = 0; i < *count && status == MDM_OK; i++)
    shown[i] = work->row + sorted[i].row;
  for (size_t i = 0; i <= most; i++)
    fmpq_clear (sorted[i].ratio);
  flint_free (sorted);
  return status;
}

/* Report the rows that are to be shown, and count all up to the last.  */
static mdm_status
report (mdm_result_t result, mdm_tally_t *tally, work_t *work, mdm_err_t *err)
{
  MDM_OWNED mdm_stream_row_t **shown
      = flint_malloc ((work->rows + 1) * sizeof *shown);
  const mdm_stream_choice_t *choice = work->choice;
  size_t laws = 0, count = 0;
  int stopped = 0;

  for (; laws < work->rows && !stopped; laws++)
    {
      mdm_stream_row_t *row = work->row + laws;

      mdm_tally_add_all (tally, &row->tally);
      if (!choice->refuted_only || refutes (row))
        shown[count++] = row;
      stopped = choice->first && refutes (row);
    }
  if (choice->top > 0)
    MDM_TRY (choose_top (shown, &count, work, err));
  mdm_report_stream (result, tally, laws, shown, count, work->asked->asked,
                     work->asked->count);
  return MDM_OK;
}

mdm_status
mdm_certify_stream (mdm_result_t result, mdm_tally_t *tally,
                    const mdm_asked_t *asked, const mdm_options_t *options,
                    const mdm_stream_choice_t *choice, mdm_err_t *err)
{
  work_t work = { .asked = asked, .options = options, .choice = choice };
  unsigned workers = options->limit.jobs;
  MDM_OWNED char *text = NULL;
  mdm_status status = open_source (&work, &text, err);

  mdm_schedule_init (work.schedule);
  if (status == MDM_OK)
    status = mdm_workers_run (
        &(mdm_workers_t){
            .workers = workers < work.laws ? workers : (unsigned) work.laws,
            .groups = 1,
            .start = (const size_t[]){ 0, work.laws },
            .data = &work,
            .work = certify_some,
            .collect = collect,
            .tell = tell,
            .forked = forked },
        err);
  if (status == MDM_OK)
    status = report (result, tally, &work, err);
  for (size_t i = 0; i < work.rows; i++)
    mdm_stream_row_clear (work.row + i);
  flint_free (work.row);
  mdm_schedule_clear (work.schedule);
  return status;
}
