/* Columns that seek the least or greatest number of a range.  */
#include <config.h>

#include "table/row.h"

#include "exact/scoped.h"
#include "sampler/schedule_spec.h"
#include "table/seek.h"
#include "text/string.h"

#include <string.h>

/* A search in work.  */
typedef struct
{
  mdm_recorder_t *recorder;
  const mdm_column_t *column;
  const mdm_field_t *field; /* with the schedule */
  size_t number;            /* of the column */
} sought_t;

/* Bindings of the values of the row at hand, after VARIABLE, unless it is
   NULL, with the value TEXT; L and V come last.  What they lend goes to ARENA.
 */
static mdm_bindings_t
bindings_of (const mdm_recorder_t *recorder, const char *variable,
             const char *text, mdm_arena_t *arena, mdm_err_t *err)
{
  const mdm_plan_row_t *row = recorder->row;
  size_t ranges = row->block->ranges, count = 0;
  mdm_named_text_t *known
      = mdm_arena_alloc (arena, (ranges + 3) * sizeof *known);

  if (variable != NULL)
    known[count++] = (mdm_named_text_t){ variable, text };
  for (size_t v = 0; v < ranges; v++)
    known[count++] = row->variable[v];
  known[count++] = (mdm_named_text_t){
    .name = "L", .value = mdm_arena_print (arena, "%zu", recorder->law->length)
  };
  known[count++] = (mdm_named_text_t){
    .name = "V",
    .value = mdm_arena_print (arena, "%llu",
                              (unsigned long long) recorder->law->vocab)
  };
  return (mdm_bindings_t){ .stanzas = recorder->description->stanzas,
                           .err = err,
                           .count = count,
                           .variable = known };
}

/* Set *SPEC, in ARENA, to the schedule for NUMBER.  */
static mdm_status
schedule_for (const char **spec, const sought_t *sought, long number,
              mdm_arena_t *arena, mdm_err_t *err)
{
  const char *text = mdm_arena_print (arena, "%ld", number);
  mdm_bindings_t bindings = bindings_of (
      sought->recorder, sought->column->variable, text, arena, err);
  char *res = NULL;
  mdm_status status
      = mdm_template_expand (&res, mdm_piece_of (sought->field), &bindings);

  *spec = mdm_arena_adopt (arena, res);
  return status;
}

/* Fail as the schedule SPEC cannot be opened, as ERR says.  */
static mdm_status
blame (const sought_t *sought, const char *spec, mdm_err_t *err)
{
  mdm_plan_row_t row = *sought->recorder->row;
  MDM_OWNED char *text = mdm_str ("%s", spec);

  row.schedule_field = sought->field;
  row.schedule = text;
  return mdm_plan_blame (sought->recorder->description, &row,
                         MDM_PLAN_SCHEDULE, err);
}

/* *HOLDS: does the condition on INSTANCE, NUMBER being in the schedule?  Add a
   certificate of that.  */
static mdm_status
judge (int *holds, const sought_t *sought, long number,
       mdm_instance_t instance, mdm_err_t *err)
{
  mdm_recorder_t *recorder = sought->recorder;
  const mdm_entry_t *entry = sought->column->entry;
  mdm_certificate_claim_t claim = { entry, "condition", NULL };
  MDM_OWNED char *suffix
      = mdm_str ("-%s%ld", sought->column->variable, number);
  MDM_SCOPED (judgement, mdm_judgement_struct, mdm_judgement_init,
              mdm_judgement_clear);

  MDM_TRY (mdm_judge (judgement, entry, instance, err));
  *holds = judgement->verdict <= MDM_VERDICT_EQUALITY;
  if (judgement->verdict > MDM_VERDICT_REFUTED)
    return mdm_err_set (
        err,
        judgement->verdict == MDM_VERDICT_UNDECIDED ? MDM_ELIMIT : MDM_EABSENT,
        NULL, 0, 0, "%s = %ld: %s", sought->column->variable, number,
        judgement->note);
  if (recorder->certified)
    mdm_evidence_instance (&recorder->evidence, suffix, instance, &claim, 1);
  return MDM_OK;
}

static mdm_status
try_spec (int *holds, const sought_t *sought, long number, const char *spec,
          mdm_err_t *err)
{
  mdm_recorder_t *recorder = sought->recorder;
  const mdm_limit_t *limit = &recorder->limit;
  MDM_SCOPED (schedule, mdm_schedule_struct, mdm_schedule_init,
              mdm_schedule_clear);
  MDM_INSTANCE (instance, recorder->law, schedule, recorder->curve, limit);
  mdm_status status = mdm_schedule_open (schedule, spec, recorder->law,
                                         recorder->curve, limit, err);

  if (status == MDM_OK && recorder->predictor != NULL
      && recorder->predictor->kind != MDM_PREDICTOR_IDEAL)
    status = mdm_schedule_refuse_predictor (spec, err);
  if (status == MDM_ELIMIT)
    return status;
  if (status != MDM_OK)
    {
      (void) blame (sought, spec, err);
      *recorder->err = *err;
      return MDM_EPARSE;
    }
  if (recorder->predictor != NULL)
    mdm_instance_set_predictor (instance, recorder->predictor);
  return judge (holds, sought, number, instance, err);
}

static mdm_status
try_number (int *holds, void *data, long number, mdm_err_t *err)
{
  mdm_arena_t arena = { 0 };
  const char *spec = NULL;
  mdm_status status = schedule_for (&spec, data, number, &arena, err);

  if (status == MDM_OK)
    status = try_spec (holds, data, number, spec, err);
  else if (status != MDM_ELIMIT)
    {
      *((sought_t *) data)->recorder->err = *err;
      status = MDM_EPARSE;
    }
  mdm_arena_clear (&arena);
  return status;
}

/* Set *N to the value of PIECE, an end of the range.  */
static mdm_status
read_end (long *n, const sought_t *sought, mdm_piece_t piece)
{
  mdm_recorder_t *recorder = sought->recorder;
  mdm_arena_t arena = { 0 };
  mdm_bindings_t bindings
      = bindings_of (recorder, NULL, NULL, &arena, recorder->err);
  MDM_FMPQ (q);
  mdm_status status = mdm_arithmetic (q, piece, &bindings);

  mdm_arena_clear (&arena);
  MDM_TRY (status);
  if (!fmpz_is_one (fmpq_denref (q)) || fmpz_sgn (fmpq_numref (q)) < 0
      || fmpz_cmp_si (fmpq_numref (q), 1000000000) > 0)
    return mdm_field_fail (recorder->description->stanzas, piece.field,
                           piece.from, recorder->err,
                           "a bound is a whole number from 0 to 10^9");
  *n = fmpz_get_si (fmpq_numref (q));
  return MDM_OK;
}

/* How truth depends on the number, which the column is told: *WHY, or
   NULL.  */
static mdm_status
find_course (mdm_seek_t *seek, const char **why, const sought_t *sought)
{
  mdm_arena_t arena = { 0 };
  const char *spec = NULL;
  mdm_status status = schedule_for (&spec, sought, seek->first, &arena,
                                    sought->recorder->err);

  *why = NULL;
  /* What is best for the ideal predictor need not be for another.  */
  if (status == MDM_OK && sought->recorder->row->predictor == NULL)
    seek->course = mdm_seek_course_of (
        why, &sought->column->entry->statement.claim, spec, seek->first);
  mdm_arena_clear (&arena);
  return status;
}

/* Why nothing can be sought in the row, or NULL.  */
static const char *
refuses (const sought_t *sought)
{
  return sought->recorder->row->prove != NULL
             ? "what is sought is sought on one law"
         : sought->field == NULL ? "the row has no schedule"
         : sought->column->schedule == NULL && !sought->recorder->row->open
             ? "the schedule has no place for it"
             : NULL;
}

/* Set CELL to what SEEK finds.  */
static mdm_status
find (mdm_row_number_t *cell, const mdm_seek_t *seek, const char *why,
      const sought_t *sought)
{
  mdm_recorder_t *recorder = sought->recorder;
  mdm_err_t own = { 0 };
  long found;
  mdm_status status = mdm_seek (&found, &cell->there, seek, &own);

  if (status == MDM_EPARSE)
    return status;
  if (status != MDM_OK)
    {
      cell->there = 0;
      return mdm_row_excuse (recorder, sought->number, status, &own);
    }
  mdm_row_note (recorder, sought->number,
                why == NULL ? MDM_NOTE_TRIED : MDM_NOTE_HALVED,
                why == NULL ? "number by number" : why);
  if (cell->there)
    mdm_value_set_si (cell->x, found);
  else
    mdm_row_note (recorder, sought->number, MDM_NOTE_ABSENT,
                  "no number of the range does");
  return MDM_OK;
}

mdm_status
mdm_row_seek (mdm_row_number_t *cell, mdm_recorder_t *recorder, size_t c)
{
  const mdm_column_t *column = recorder->description->column + c;
  sought_t sought = { recorder, column,
                      column->schedule != NULL ? column->schedule
                                               : recorder->row->schedule_field,
                      c };
  mdm_seek_t seek = { .greatest = column->kind == MDM_COLUMN_GREATEST,
                      .course = MDM_SEEK_ANYHOW,
                      .data = &sought,
                      .try = try_number };
  const char *why = refuses (&sought);

  cell->plain = 1;
  if (why != NULL || recorder->instance == NULL)
    {
      mdm_row_note (recorder, c,
                    why != NULL ? MDM_NOTE_ABSENT : MDM_NOTE_LIMIT,
                    why != NULL ? why : recorder->limit_err.message);
      return MDM_OK;
    }
  MDM_TRY (read_end (&seek.first, &sought, column->first));
  MDM_TRY (read_end (&seek.last, &sought, column->last));
  MDM_TRY (find_course (&seek, &why, &sought));
  mdm_evidence_begin (&recorder->evidence, MDM_SUBJECT_COLUMN (recorder, c));
  return find (cell, &seek, why, &sought);
}
