#include <config.h>

#include "table/recorder.h"

#include "claim/environment.h"
#include "claim/judge.h"
#include "exact/scoped.h"
#include "info/curve.h"
#include "law/form.h"
#include "law/spec.h"
#include "report/reports.h"
#include "sampler/schedule_spec.h"
#include "text/lines.h"

#include <stdio.h>
#include <string.h>

struct mdm_recorder
{
  const mdm_description_struct *description;
  const mdm_plan_struct *plan;
  const mdm_format_t *format;
  mdm_limit_t limit;
  size_t group; /* of the law at hand; SIZE_MAX: none */
  mdm_law_t law;
  mdm_curve_t curve;     /* of the law, once it was needed */
  mdm_status law_status; /* MDM_OK or MDM_ELIMIT */
  mdm_err_t limit_err;   /* the law or the row is over a limit */
  /* The row at hand.  */
  const mdm_plan_row_t *row;
  mdm_instance_struct *instance; /* NULL: over a limit */
  const mdm_schedule_struct *schedule;
  mdm_judgement_struct *judgement; /* of each claim */
  mdm_record_t *record;
  mdm_err_t *err;
};

mdm_recorder_t *
mdm_recorder_new (const mdm_description_struct *description,
                  const mdm_plan_struct *plan, const mdm_format_t *format,
                  const mdm_limit_t *limit)
{
  mdm_recorder_t *recorder = flint_calloc (1, sizeof *recorder);

  recorder->description = description;
  recorder->plan = plan;
  recorder->format = format;
  recorder->limit = *limit;
  /* Each row is the work of one thread.  */
  recorder->limit.jobs = 0;
  recorder->limit.progress = NULL;
  recorder->group = SIZE_MAX;
  mdm_law_init (recorder->law);
  mdm_curve_init (recorder->curve);
  recorder->judgement
      = flint_malloc ((description->claims + 1) * sizeof *recorder->judgement);
  for (size_t i = 0; i < description->claims; i++)
    mdm_judgement_init (recorder->judgement + i);
  return recorder;
}

void
mdm_recorder_free (mdm_recorder_t *recorder)
{
  for (size_t i = 0; i < recorder->description->claims; i++)
    mdm_judgement_clear (recorder->judgement + i);
  flint_free (recorder->judgement);
  mdm_curve_clear (recorder->curve);
  mdm_law_clear (recorder->law);
  flint_free (recorder);
}

/* The number of a cell: it may be absent.  */
typedef struct
{
  int there;
  int plain;    /* no unit */
  int is_ratio; /* X / Y, else X */
  mdm_value_struct *x, *y;
} quantity_t;

static void
add_note (mdm_recorder_t *recorder, size_t column, mdm_note_kind kind,
          const char *message)
{
  mdm_record_t *record = recorder->record;
  mdm_arena_t *arena = &record->arena;

  /* A cell has two notes at most, and a claim and the row one.  */
  if (record->note == NULL)
    record->note
        = mdm_arena_alloc (arena, (2 * recorder->description->columns
                                   + recorder->description->claims + 1)
                                      * sizeof *record->note);
  record->note[record->notes++]
      = (mdm_note_t){ column, kind, mdm_arena_copy (arena, message) };
}

/* Turn a failure to evaluate COLUMN into a note, where it is one.  */
static mdm_status
excuse (mdm_recorder_t *recorder, size_t column, mdm_status status,
        const mdm_err_t *err)
{
  if (status == MDM_OK)
    return MDM_OK;
  if (status != MDM_EABSENT && status != MDM_EDOMAIN && status != MDM_ELIMIT)
    {
      *recorder->err = *err;
      return status;
    }
  add_note (recorder, column,
            status == MDM_EABSENT   ? MDM_NOTE_ABSENT
            : status == MDM_EDOMAIN ? MDM_NOTE_UNDEFINED
                                    : MDM_NOTE_LIMIT,
            err->message);
  return MDM_OK;
}

/* Set V to EXPR; *THERE is whether it exists.  */
static mdm_status
evaluate (mdm_value_t v, int *there, mdm_recorder_t *recorder, size_t column,
          const mdm_expr_t *expr)
{
  mdm_status status;
  mdm_err_t own;

  memset (&own, 0, sizeof own);
  *there = 0;
  if (recorder->instance == NULL)
    status = mdm_err_set (&own, MDM_ELIMIT, NULL, 0, 0, "%s",
                          recorder->limit_err.message);
  else
    {
      mdm_subject_t source = mdm_subject_of (recorder->instance, 0);
      mdm_environment_t environment = mdm_environment_of (&source);
      status = mdm_expr_evaluate (v, expr, &environment, &own);
    }
  *there = status == MDM_OK;
  return excuse (recorder, column, status, &own);
}

/* Is the claim between numbers without unit?  */
static int
is_plain (const mdm_entry_t *entry)
{
  return entry->plain
         || (mdm_expr_is_rational (entry->statement.claim.lhs)
             && mdm_expr_is_rational (entry->statement.claim.rhs));
}

/* The two sides of a claim, as CELL shows them.  */
static void
take_sides (quantity_t *cell, mdm_recorder_t *recorder, size_t c)
{
  const mdm_column_t *column = recorder->description->column + c;
  const mdm_judgement_struct *judgement = recorder->judgement + column->claim;

  cell->is_ratio = column->show == MDM_SHOW_RATIO;
  cell->plain = cell->is_ratio || is_plain (column->entry);
  cell->there = judgement->known;
  if (!judgement->known)
    add_note (recorder, c,
              judgement->verdict == MDM_VERDICT_UNDECIDED ? MDM_NOTE_LIMIT
                                                          : MDM_NOTE_ABSENT,
              judgement->note);
  mdm_value_set (cell->x, column->show == MDM_SHOW_RHS ? judgement->rhs
                                                       : judgement->lhs);
  mdm_value_set (cell->y, judgement->rhs);
}

/* Is there a ratio of X and Y?  Its terms are finite, the second not 0.  */
static mdm_status
ratio_exists (const mdm_value_struct *x, const mdm_value_struct *y,
              mdm_err_t *err)
{
  int sign = 0;

  if (x->infinite != 0 || y->infinite != 0)
    return mdm_err_set (err, MDM_EDOMAIN, NULL, 0, 0,
                        "a ratio with an infinite side");
  if (x->exponential || y->exponential)
    return mdm_err_set (err, MDM_EDOMAIN, NULL, 0, 0,
                        "a ratio with a perplexity");
  if (mdm_logform_sign (&sign, y->x) != MDM_OK)
    return mdm_err_set (err, MDM_ELIMIT, NULL, 0, 0,
                        "not decided within the limits of precision whether "
                        "the divisor is 0");
  return sign != 0
             ? MDM_OK
             : mdm_err_set (err, MDM_EDOMAIN, NULL, 0, 0, "a ratio to 0");
}

/* Compute the numbers of CELL of column C.  */
static mdm_status
compute (quantity_t *cell, mdm_recorder_t *recorder, size_t c)
{
  const mdm_column_t *column = recorder->description->column + c;
  mdm_status status;
  mdm_err_t own;

  if (column->kind == MDM_COLUMN_CLAIM)
    take_sides (cell, recorder, c);
  else
    {
      cell->is_ratio = column->kind == MDM_COLUMN_RATIO;
      cell->plain = cell->is_ratio || mdm_expr_is_rational (column->expr);
      MDM_TRY (evaluate (cell->x, &cell->there, recorder, c, column->expr));
      if (cell->there && cell->is_ratio)
        MDM_TRY (evaluate (cell->y, &cell->there, recorder, c, column->over));
    }
  if (!cell->is_ratio || !cell->there)
    return MDM_OK;
  memset (&own, 0, sizeof own);
  status = ratio_exists (cell->x, cell->y, &own);
  cell->there = status == MDM_OK;
  return excuse (recorder, c, status, &own);
}

/* X / Y with DIGITS digits: *EXACT, or NULL, and *VALUE.  */
static mdm_status
write_ratio (char **exact, char **value, const quantity_t *cell, slong digits)
{
  mdm_truth rational = MDM_UNKNOWN;
  mdm_status status;
  MDM_FMPQ (q);

  *exact = *value = NULL;
  status = mdm_logform_ratio (q, &rational, cell->x->x, cell->y->x);
  if (status != MDM_OK || rational != MDM_TRUE)
    return mdm_decimal_quotient (value, cell->x->x, cell->y->x, digits);
  *exact = mdm_fraction_str (q);
  *value = mdm_decimal_fmpq (q, digits);
  return MDM_OK;
}

/* The cell of column C, with its digits; none with a note where it cannot be
   rounded.  */
static mdm_shown_t
write_cell (const quantity_t *cell, mdm_recorder_t *recorder, size_t c)
{
  mdm_arena_t *arena = &recorder->record->arena;
  slong digits = recorder->description->column[c].digits;
  mdm_format_t format = *recorder->format;
  MDM_NUMBER (number);
  mdm_status status = MDM_OK;

  if (digits > 0)
    format.digits = digits;
  if (cell->there)
    status = cell->is_ratio ? write_ratio (&number->exact, &number->value,
                                           cell, format.digits)
                            : mdm_number_set (number, cell->x, cell->plain,
                                              &format, NULL);
  if (status != MDM_OK)
    add_note (recorder, c, MDM_NOTE_LIMIT,
              "a number could not be rounded within the limits of precision");
  return (mdm_shown_t){ .is_number = 1,
                        .value = mdm_arena_copy (arena, number->value),
                        .exact = mdm_arena_copy (arena, number->exact),
                        .unit = number->unit };
}

/* What rows are ordered by where CELL is their key: the exact form in nats, or
   the fraction of a ratio; digits where there is none or it is too long to be
   sought; or NULL.  */
static const char *
write_key (mdm_arena_t *arena, const quantity_t *cell)
{
  char *exact = NULL, *value = NULL;
  mdm_status status;

  if (!cell->there)
    return NULL;
  if (cell->is_ratio)
    status = write_ratio (&exact, &value, cell, MDM_KEY_DIGITS);
  else if (cell->x->infinite != 0)
    return mdm_arena_copy (arena, cell->x->infinite > 0 ? "inf" : "-inf");
  else
    status = mdm_exact_logform (&exact, cell->x->x, WORD_MAX, MDM_NATS);
  if (status == MDM_OK && exact == NULL && value == NULL)
    status
        = mdm_decimal_logform (&value, cell->x->x, MDM_KEY_DIGITS, MDM_NATS);
  mdm_arena_adopt (arena, exact);
  mdm_arena_adopt (arena, value);
  return status != MDM_OK ? NULL : exact != NULL ? exact : value;
}

/* Set CELL to the text of column C, its template expanded; none where a
   variable of it has no value in this row.  */
static void
text_cell (mdm_shown_t *cell, mdm_recorder_t *recorder, size_t c)
{
  const mdm_description_struct *description = recorder->description;
  const mdm_plan_row_t *row = recorder->row;
  size_t count = row->block->ranges;
  MDM_OWNED char *sizes = recorder->schedule == NULL
                              ? NULL
                              : mdm_schedule_str (recorder->schedule);
  const mdm_named_text_t built_in[] = { { "label", row->label },
                                        { "law", row->law },
                                        { "schedule", row->schedule },
                                        { "sizes", sizes } };
  MDM_OWNED mdm_named_text_t *known
      = flint_malloc (count * sizeof *known + sizeof built_in);
  char *res = NULL;
  mdm_err_t own;
  mdm_bindings_t bindings = { description->stanzas, &own, count, known };

  memset (&own, 0, sizeof own);
  memcpy (known, row->variable, count * sizeof *known);
  for (size_t i = 0; i < sizeof built_in / sizeof *built_in; i++)
    if (built_in[i].value != NULL)
      known[bindings.count++] = built_in[i];
  if (mdm_template_expand (&res, mdm_piece_of (description->column[c].source),
                           &bindings)
      != MDM_OK)
    add_note (recorder, c,
              recorder->instance == NULL ? MDM_NOTE_LIMIT : MDM_NOTE_ABSENT,
              own.message);
  cell->value = mdm_arena_adopt (&recorder->record->arena, res);
}

/* The word or note of a claim that COLUMN shows.  */
static const char *
word_of (const mdm_column_t *column, const mdm_judgement_struct *judgement)
{
  return column->show == MDM_SHOW_VERDICT
             ? mdm_verdict_str (judgement->verdict)
         : column->show == MDM_SHOW_NOTE
             ? judgement->note
             : mdm_relation_str (judgement->relation);
}

/* Make the cell of column C, and set *KEY to what it is ordered by.  */
static mdm_status
make_cell (const char **key, mdm_recorder_t *recorder, size_t c)
{
  const mdm_column_t *column = recorder->description->column + c;
  mdm_arena_t *arena = &recorder->record->arena;
  mdm_shown_t *cell = recorder->record->cell + c;
  MDM_VALUE (x);
  MDM_VALUE (y);

  if (mdm_shows_numbers (column->kind, column->show))
    {
      quantity_t quantity = { .x = x, .y = y };
      MDM_TRY (compute (&quantity, recorder, c));
      *cell = write_cell (&quantity, recorder, c);
      *key = write_key (arena, &quantity);
      return MDM_OK;
    }
  if (column->kind == MDM_COLUMN_TEXT)
    text_cell (cell, recorder, c);
  else
    cell->value = mdm_arena_copy (
        arena, word_of (column, recorder->judgement + column->claim));
  *key = cell->value;
  return MDM_OK;
}

/* Judge claim I.  */
static mdm_status
judge (mdm_recorder_t *recorder, size_t i)
{
  mdm_judgement_struct *judgement = recorder->judgement + i;
  const mdm_entry_t *entry = recorder->description->claim[i];
  mdm_err_t own = recorder->limit_err;
  mdm_status status = MDM_ELIMIT;

  mdm_judgement_clear (judgement);
  mdm_judgement_init (judgement);
  judgement->relation = entry->statement.claim.relation;
  if (recorder->instance != NULL)
    {
      memset (&own, 0, sizeof own);
      status = mdm_judge (judgement, entry, recorder->instance, &own);
    }
  if (status != MDM_EDOMAIN && status != MDM_ELIMIT)
    return excuse (recorder, 0, status, &own);
  /* An index out of range, a division by zero: it says nothing here.  */
  judgement->verdict = status == MDM_EDOMAIN ? MDM_VERDICT_NOT_APPLICABLE
                                             : MDM_VERDICT_UNDECIDED;
  judgement->known = 0;
  flint_free (judgement->note);
  judgement->note = flint_malloc (strlen (own.message) + 1);
  strcpy (judgement->note, own.message);
  return MDM_OK;
}

/* Add verdicts, cells and keys to the record.  */
static mdm_status
fill (mdm_recorder_t *recorder)
{
  const mdm_description_struct *description = recorder->description;
  mdm_record_t *record = recorder->record;
  mdm_arena_t *arena = &record->arena;
  MDM_OWNED const char **of = flint_calloc (description->columns, sizeof *of);

  record->verdicts = recorder->description->claims;
  record->verdict
      = mdm_arena_alloc (arena, record->verdicts * sizeof *record->verdict);
  record->cells = description->columns;
  record->cell = mdm_arena_alloc (arena, record->cells * sizeof *record->cell);
  record->key
      = mdm_arena_alloc (arena, description->keys * sizeof *record->key);
  for (size_t i = 0; i < record->verdicts; i++)
    {
      MDM_TRY (judge (recorder, i));
      record->verdict[i] = recorder->judgement[i].verdict;
    }
  for (size_t c = 0; c < record->cells; c++)
    MDM_TRY (make_cell (of + c, recorder, c));
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
  add_note (recorder, SIZE_MAX, MDM_NOTE_SIZES, message);
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
  if (row->schedule != NULL)
    status = mdm_schedule_open (schedule, row->schedule, recorder->law,
                                recorder->curve, &recorder->limit, err);
  if (status != MDM_OK && status != MDM_ELIMIT)
    return mdm_plan_blame (recorder->description, row, MDM_PLAN_SCHEDULE, err);
  if (status == MDM_OK && row->predictor != NULL)
    status = mdm_predictor_open (predictor, row->predictor, recorder->law,
                                 &recorder->limit, err);
  if (status == MDM_OK && row->schedule != NULL
      && predictor->kind != MDM_PREDICTOR_IDEAL)
    status = mdm_schedule_refuse_predictor (row->schedule, err);
  return status == MDM_OK || status == MDM_ELIMIT
             ? status
             : mdm_plan_blame (recorder->description, row, MDM_PLAN_PREDICTOR,
                               err);
}

mdm_status
mdm_recorder_row (mdm_record_t *record, mdm_recorder_t *recorder,
                  size_t number, mdm_err_t *err)
{
  const mdm_plan_row_t *row = recorder->plan->row + number;
  MDM_SCOPED (predictor, mdm_predictor_struct, mdm_predictor_init,
              mdm_predictor_clear);
  MDM_SCOPED (schedule, mdm_schedule_struct, mdm_schedule_init,
              mdm_schedule_clear);
  mdm_instance_t instance;
  mdm_status status;

  record->row = number;
  record->block = (size_t) (row->block - recorder->description->block);
  record->label = row->label;
  record->law = row->law;
  record->schedule = row->schedule;
  record->predictor = row->predictor;
  record->variables = row->block->ranges;
  record->variable = row->variable;
  recorder->row = row;
  recorder->record = record;
  recorder->err = err;
  recorder->instance = NULL;
  recorder->schedule = NULL;
  status = open_row (schedule, predictor, recorder);
  if (status == MDM_ELIMIT)
    return fill (recorder);
  if (status != MDM_OK)
    {
      *err = recorder->limit_err;
      return status;
    }
  recorder->schedule = row->schedule == NULL ? NULL : schedule;
  /* The curve serves the next rows.  */
  mdm_instance_init_with_curve (instance, recorder->law, recorder->schedule,
                                recorder->curve, &recorder->limit);
  if (row->predictor != NULL)
    mdm_instance_set_predictor (instance, predictor);
  recorder->instance = instance;
  note_sizes (recorder);
  status = fill (recorder);
  mdm_instance_clear (instance);
  return status;
}
