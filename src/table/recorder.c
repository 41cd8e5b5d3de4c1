#include <config.h>

#include "table/row.h"

#include "exact/scoped.h"
#include "law/form.h"
#include "law/spec.h"
#include "sampler/schedule_spec.h"
#include "text/lines.h"

#include <stdio.h>
#include <string.h>

mdm_recorder_t *
mdm_recorder_new (const mdm_description_struct *description,
                  const mdm_plan_struct *plan, const mdm_format_t *format,
                  const mdm_limit_t *limit, int certified)
{
  mdm_recorder_t *recorder = flint_calloc (1, sizeof *recorder);
  size_t claims = description->claims, columns = description->columns;

  recorder->description = description;
  recorder->plan = plan;
  recorder->format = format;
  recorder->limit = *limit;
  recorder->certified = certified;
  /* Each row is the work of one thread.  */
  recorder->limit.jobs = 0;
  recorder->limit.progress = NULL;
  recorder->group = SIZE_MAX;
  mdm_law_init (recorder->law);
  mdm_curve_init (recorder->curve);
  recorder->judgement
      = flint_malloc ((claims + 1) * sizeof *recorder->judgement);
  recorder->universal
      = flint_malloc ((claims + 1) * sizeof *recorder->universal);
  recorder->solved = flint_calloc (columns + 1, sizeof *recorder->solved);
  for (size_t i = 0; i < claims; i++)
    {
      mdm_judgement_init (recorder->judgement + i);
      mdm_universal_init (recorder->universal + i);
    }
  for (size_t c = 0; c < columns; c++)
    {
      mdm_constant_init (recorder->solved[c].constant, 1);
      mdm_solution_init (recorder->solved[c].solution);
    }
  return recorder;
}

void
mdm_recorder_free (mdm_recorder_t *recorder)
{
  for (size_t i = 0; i < recorder->description->claims; i++)
    {
      mdm_judgement_clear (recorder->judgement + i);
      mdm_universal_clear (recorder->universal + i);
    }
  for (size_t c = 0; c < recorder->description->columns; c++)
    {
      mdm_constant_clear (recorder->solved[c].constant);
      mdm_solution_clear (recorder->solved[c].solution);
    }
  flint_free (recorder->solved);
  flint_free (recorder->universal);
  flint_free (recorder->judgement);
  mdm_curve_clear (recorder->curve);
  mdm_law_clear (recorder->law);
  flint_free (recorder);
}

void
mdm_row_note (mdm_recorder_t *recorder, size_t column, mdm_note_kind kind,
              const char *message)
{
  mdm_record_t *record = recorder->record;
  mdm_arena_t *arena = &record->arena;

  /* A cell has three notes at most, a claim one and the row two.  */
  if (record->note == NULL)
    record->note
        = mdm_arena_alloc (arena, (3 * recorder->description->columns
                                   + recorder->description->claims + 2)
                                      * sizeof *record->note);
  record->note[record->notes++]
      = (mdm_note_t){ column, kind, mdm_arena_copy (arena, message) };
}

mdm_status
mdm_row_excuse (mdm_recorder_t *recorder, size_t column, mdm_status status,
                const mdm_err_t *err)
{
  if (status == MDM_OK)
    return MDM_OK;
  if (status != MDM_EABSENT && status != MDM_EDOMAIN && status != MDM_ELIMIT)
    {
      *recorder->err = *err;
      return status;
    }
  mdm_row_note (recorder, column,
                status == MDM_EABSENT   ? MDM_NOTE_ABSENT
                : status == MDM_EDOMAIN ? MDM_NOTE_UNDEFINED
                                        : MDM_NOTE_LIMIT,
                err->message);
  return MDM_OK;
}

/* Make the cells of columns, those that show certificates if CERTIFICATES, and
   set KEY to what they are ordered by.  */
static mdm_status
make_cells (const char **key, mdm_recorder_t *recorder, int certificates)
{
  const mdm_description_struct *description = recorder->description;

  for (size_t c = 0; c < description->columns; c++)
    if ((description->column[c].kind == MDM_COLUMN_CERTIFICATE)
        == certificates)
      MDM_TRY (mdm_row_cell (key + c, recorder, c));
  return MDM_OK;
}

/* Name the certificates in the record.  */
static void
name_certificates (mdm_recorder_t *recorder)
{
  const mdm_evidence_t *evidence = &recorder->evidence;
  mdm_record_t *record = recorder->record;

  record->certificate = mdm_arena_alloc (
      &record->arena, evidence->count * sizeof *record->certificate);
  for (size_t i = 0; i < evidence->count; i++)
    record->certificate[record->certificates++]
        = mdm_arena_copy (&record->arena, evidence->file[i].name);
  if (evidence->missing != NULL)
    mdm_row_note (recorder, SIZE_MAX, MDM_NOTE_UNCERTIFIED, evidence->missing);
}

/* Add verdicts, cells and keys to the record.  */
static mdm_status
fill (mdm_recorder_t *recorder)
{
  const mdm_description_struct *description = recorder->description;
  mdm_record_t *record = recorder->record;
  mdm_arena_t *arena = &record->arena;
  MDM_OWNED const char **of = flint_calloc (description->columns, sizeof *of);

  for (size_t c = 0; c < description->columns; c++)
    recorder->solved[c].done = 0;
  record->verdicts = description->claims;
  record->verdict
      = mdm_arena_alloc (arena, record->verdicts * sizeof *record->verdict);
  record->cells = description->columns;
  record->cell = mdm_arena_alloc (arena, record->cells * sizeof *record->cell);
  record->key
      = mdm_arena_alloc (arena, description->keys * sizeof *record->key);
  for (size_t i = 0; i < record->verdicts; i++)
    MDM_TRY (mdm_row_judge (recorder, i));
  MDM_TRY (make_cells (of, recorder, 0));
  if (recorder->certified && recorder->row->prove == NULL)
    MDM_TRY (mdm_row_certify (recorder));
  MDM_TRY (make_cells (of, recorder, 1));
  if (recorder->certified)
    name_certificates (recorder);
  for (size_t k = 0; k < description->keys; k++)
    if (description->key[k].column != SIZE_MAX)
      record->key[record->keys++] = of[description->key[k].column];
  return MDM_OK;
}

/* Sizes that are written out may be 0; where a schedule made them so, it has
   more steps than it looks.  */
static void
note_sizes (mdm_recorder_t *recorder)
{
  const mdm_schedule_struct *schedule = recorder->schedule;
  const char *spec = recorder->row->schedule;
  char message[200];
  size_t zeros = schedule == NULL ? 0 : mdm_schedule_made_zeros (schedule);

  if (zeros == 0)
    return;
  snprintf (message, sizeof message, "%.*s%s has %zu of %zu steps of size 0",
            mdm_utf8_shown (spec, strlen (spec)), spec,
            strlen (spec) > 40 ? ".." : "", zeros, schedule->steps);
  mdm_row_note (recorder, SIZE_MAX, MDM_NOTE_SIZES, message);
}

/* Have the law of the row at hand.  What is over a limit is remembered.  */
static mdm_status
need_law (mdm_recorder_t *recorder)
{
  mdm_err_t *err = &recorder->limit_err;
  const mdm_plan_row_t *row = recorder->row;
  mdm_status status;

  if (recorder->group == row->group)
    return MDM_OK;
  mdm_curve_clear (recorder->curve);
  mdm_law_clear (recorder->law);
  mdm_law_init (recorder->law);
  mdm_curve_init (recorder->curve);
  recorder->group = SIZE_MAX;
  memset (err, 0, sizeof *err);
  status = mdm_law_open (recorder->law, row->law, &recorder->limit, err);
  if (status == MDM_OK)
    status = mdm_form_obey (recorder->law, &recorder->limit, err);
  if (status != MDM_OK && status != MDM_ELIMIT)
    return mdm_plan_blame (recorder->description, row, MDM_PLAN_LAW, err);
  recorder->law_status = status;
  recorder->group = row->group;
  return MDM_OK;
}

/* Open law, SCHEDULE and PREDICTOR of the row at hand.  The failure to do so
   is in recorder->limit_err; only MDM_ELIMIT is no mistake.  */
static mdm_status
open_row (mdm_schedule_t schedule, mdm_predictor_t predictor,
          mdm_recorder_t *recorder)
{
  mdm_err_t *err = &recorder->limit_err;
  const mdm_plan_row_t *row = recorder->row;
  mdm_status status = MDM_OK;

  MDM_TRY (need_law (recorder));
  MDM_TRY (recorder->law_status);
  memset (err, 0, sizeof *err);
  if (row->schedule != NULL && !row->open)
    status = mdm_schedule_open (schedule, row->schedule, recorder->law,
                                recorder->curve, &recorder->limit, err);
  if (status != MDM_OK && status != MDM_ELIMIT)
    return mdm_plan_blame (recorder->description, row, MDM_PLAN_SCHEDULE, err);
  if (status == MDM_OK && row->predictor != NULL)
    status = mdm_predictor_open (predictor, row->predictor, recorder->law,
                                 &recorder->limit, err);
  if (status == MDM_OK && row->schedule != NULL && !row->open
      && predictor->kind != MDM_PREDICTOR_IDEAL)
    status = mdm_schedule_refuse_predictor (row->schedule, err);
  return status == MDM_OK || status == MDM_ELIMIT
             ? status
             : mdm_plan_blame (recorder->description, row, MDM_PLAN_PREDICTOR,
                               err);
}

/* Fill the record of a universal row.  */
static mdm_status
fill_universal (mdm_recorder_t *recorder)
{
  MDM_SCOPED (setting, mdm_setting_t, mdm_setting_init, mdm_setting_clear);
  mdm_status status
      = mdm_plan_setting (setting, recorder->description, recorder->row,
                          &recorder->limit, &recorder->limit_err);

  if (status != MDM_OK && status != MDM_ELIMIT)
    {
      *recorder->err = recorder->limit_err;
      return status;
    }
  if (status == MDM_OK)
    {
      recorder->setting = setting;
      recorder->schedule = setting->scope.schedule;
      note_sizes (recorder);
    }
  status = fill (recorder);
  recorder->setting = NULL;
  return status;
}

/* Fill that of a row of one law.  */
static mdm_status
fill_instance (mdm_recorder_t *recorder)
{
  const mdm_plan_row_t *row = recorder->row;
  MDM_SCOPED (predictor, mdm_predictor_struct, mdm_predictor_init,
              mdm_predictor_clear);
  MDM_SCOPED (schedule, mdm_schedule_struct, mdm_schedule_init,
              mdm_schedule_clear);
  mdm_instance_t instance;
  mdm_status status = open_row (schedule, predictor, recorder);

  if (status == MDM_ELIMIT)
    return fill (recorder);
  if (status != MDM_OK)
    {
      *recorder->err = recorder->limit_err;
      return status;
    }
  recorder->schedule = row->schedule == NULL || row->open ? NULL : schedule;
  recorder->predictor = row->predictor == NULL ? NULL : predictor;
  /* The curve serves the next rows.  */
  mdm_instance_init_with_curve (instance, recorder->law, recorder->schedule,
                                recorder->curve, &recorder->limit);
  if (row->predictor != NULL)
    mdm_instance_set_predictor (instance, predictor);
  recorder->instance = instance;
  note_sizes (recorder);
  status = fill (recorder);
  recorder->instance = NULL;
  mdm_instance_clear (instance);
  return status;
}

mdm_status
mdm_recorder_row (mdm_record_t *record, char **files, size_t *length,
                  mdm_recorder_t *recorder, size_t number, mdm_err_t *err)
{
  const mdm_plan_row_t *row = recorder->plan->row + number;
  mdm_status status;

  record->row = number;
  record->block = (size_t) (row->block - recorder->description->block);
  record->label = row->label;
  record->law = row->law;
  record->prove = row->prove;
  record->schedule = row->schedule;
  record->predictor = row->predictor;
  record->variables = row->block->ranges;
  record->variable = row->variable;
  recorder->row = row;
  recorder->record = record;
  recorder->err = err;
  recorder->instance = NULL;
  recorder->setting = NULL;
  recorder->schedule = NULL;
  recorder->predictor = NULL;
  mdm_evidence_init (&recorder->evidence, number, recorder->plan->count);
  status = row->prove != NULL ? fill_universal (recorder)
                              : fill_instance (recorder);
  *files = status == MDM_OK ? mdm_evidence_pack (length, &recorder->evidence)
                            : NULL;
  mdm_evidence_clear (&recorder->evidence);
  return status;
}
