#include <config.h>

#include "table/record.h"

#include "claim/environment.h"
#include "claim/judge.h"
#include "law/spec.h"
#include "report/reports.h"
#include "sampler/schedule_spec.h"

#include <string.h>

void
mdm_table_claims_find (mdm_table_claims_t *claims,
                       const mdm_description_struct *description)
{
  claims->count = 0;
  for (size_t c = 0; c < description->columns; c++)
    {
      const mdm_entry_t *entry = description->column[c].entry;
      size_t i = 0;
      claims->of_column[c] = SIZE_MAX;
      if (entry == NULL)
        continue;
      while (i < claims->count && claims->entry[i] != entry)
        i++;
      if (i == claims->count)
        claims->entry[claims->count++] = entry;
      claims->of_column[c] = i;
    }
}

void
mdm_recorder_init (mdm_recorder_t recorder,
                   const mdm_description_struct *description,
                   const mdm_plan_struct *plan, const mdm_format_t *format,
                   const mdm_limit_t *limit)
{
  memset (recorder, 0, sizeof *recorder);
  recorder->description = description;
  recorder->plan = plan;
  recorder->format = format;
  recorder->limit = *limit;
  recorder->group = SIZE_MAX;
  mdm_table_claims_find (&recorder->claims, description);
  mdm_law_init (recorder->law);
  mdm_curve_init (recorder->curve);
}

void
mdm_recorder_clear (mdm_recorder_t recorder)
{
  mdm_curve_clear (recorder->curve);
  mdm_law_clear (recorder->law);
}

/* One row in work.  */
typedef struct
{
  mdm_recorder_struct *recorder;
  const mdm_plan_row_t *plan;
  mdm_instance_struct *instance; /* NULL: over a limit */
  const mdm_schedule_struct *schedule;
  mdm_judgement_struct *judgement; /* of the claims */
  json_t *notes;
  mdm_err_t *err;
} row_t;

/* What a cell of a number has: it may be absent.  */
typedef struct
{
  int there;
  int plain;    /* no unit */
  int is_ratio; /* X / Y, else X */
  mdm_value_t x, y;
} cell_t;

static void
cell_init (cell_t *cell)
{
  memset (cell, 0, sizeof *cell);
  mdm_value_init (cell->x);
  mdm_value_init (cell->y);
}

static void
cell_clear (cell_t *cell)
{
  mdm_value_clear (cell->x);
  mdm_value_clear (cell->y);
}

static void
add_note (row_t *row, size_t column, const char *status, const char *message)
{
  json_t *note = json_object ();

  json_object_set_new (note, "column", json_integer ((json_int_t) column));
  json_object_set_new (note, "status", json_string (status));
  json_object_set_new (note, "message", mdm_json_string (message));
  json_array_append_new (row->notes, note);
}

/* Turn a failure to evaluate COLUMN into a note, where it is one.  */
static mdm_status
excuse (row_t *row, size_t column, mdm_status status, const mdm_err_t *err)
{
  switch (status)
    {
    case MDM_OK:
      return MDM_OK;
    case MDM_EABSENT:
      add_note (row, column, "absent", err->message);
      return MDM_OK;
    case MDM_EDOMAIN:
      add_note (row, column, "undefined", err->message);
      return MDM_OK;
    case MDM_ELIMIT:
      add_note (row, column, "limit", err->message);
      return MDM_OK;
    default:
      if (row->err != NULL)
        *row->err = *err;
      return status;
    }
}

/* Set V to EXPR; *THERE is whether it exists.  */
static mdm_status
evaluate (mdm_value_t v, int *there, row_t *row, size_t column,
          const mdm_expr_t *expr)
{
  mdm_status status;
  mdm_err_t own;

  memset (&own, 0, sizeof own);
  *there = 0;
  if (row->instance == NULL)
    status = mdm_err_set (&own, MDM_ELIMIT, NULL, 0, 0, "%s",
                          row->recorder->law_err.message);
  else
    {
      mdm_instance_source_t source = { row->instance, 0 };
      mdm_environment_t environment = mdm_environment_of (&source);
      status = mdm_expr_evaluate (v, expr, &environment, &own);
    }
  *there = status == MDM_OK;
  return excuse (row, column, status, &own);
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
static mdm_status
take_sides (cell_t *cell, row_t *row, size_t c)
{
  const mdm_column_t *column = row->recorder->description->column + c;
  const mdm_judgement_struct *judgement
      = row->judgement + row->recorder->claims.of_column[c];

  cell->plain = column->show == MDM_SHOW_RATIO || is_plain (column->entry);
  cell->is_ratio = column->show == MDM_SHOW_RATIO;
  cell->there = judgement->known;
  if (!judgement->known)
    add_note (row, c,
              judgement->verdict == MDM_VERDICT_UNDECIDED ? "limit" : "absent",
              judgement->note);
  else if (column->show == MDM_SHOW_RHS)
    mdm_value_set (cell->x, judgement->rhs);
  else
    mdm_value_set (cell->x, judgement->lhs);
  mdm_value_set (cell->y, judgement->rhs);
  return MDM_OK;
}

/* A ratio exists when its terms are finite and the second is not 0.  */
static mdm_status
check_ratio (cell_t *cell, row_t *row, size_t column)
{
  mdm_status status;
  mdm_err_t own;
  int sign = 0;

  if (!cell->is_ratio || !cell->there)
    return MDM_OK;
  memset (&own, 0, sizeof own);
  cell->there = 0;
  if (cell->x->infinite != 0 || cell->y->infinite != 0)
    status = mdm_err_set (&own, MDM_EDOMAIN, NULL, 0, 0,
                          "a ratio with an infinite side");
  else if (cell->x->exponential || cell->y->exponential)
    status = mdm_err_set (&own, MDM_EDOMAIN, NULL, 0, 0,
                          "a ratio with a perplexity");
  else
    {
      status = mdm_logform_sign (&sign, cell->y->x);
      if (status != MDM_OK)
        status = mdm_err_set (&own, status, NULL, 0, 0,
                              "not decided within the limits of precision "
                              "whether the divisor is 0");
      else if (sign == 0)
        status = mdm_err_set (&own, MDM_EDOMAIN, NULL, 0, 0, "a ratio to 0");
    }
  cell->there = status == MDM_OK;
  return excuse (row, column, status, &own);
}

/* Compute the numbers of CELL of column C.  */
static mdm_status
compute (cell_t *cell, row_t *row, size_t c)
{
  const mdm_column_t *column = row->recorder->description->column + c;
  mdm_status status;
  int there;

  if (column->kind == MDM_COLUMN_CLAIM)
    status = take_sides (cell, row, c);
  else
    {
      cell->plain = column->kind == MDM_COLUMN_RATIO
                    || mdm_expr_is_rational (column->expr);
      cell->is_ratio = column->kind == MDM_COLUMN_RATIO;
      status = evaluate (cell->x, &cell->there, row, c, column->expr);
      if (status == MDM_OK && cell->there && cell->is_ratio)
        {
          status = evaluate (cell->y, &there, row, c, column->over);
          cell->there = there;
        }
    }
  return status == MDM_OK ? check_ratio (cell, row, c) : status;
}

/* X / Y with DIGITS digits: *EXACT, or NULL, and *VALUE.  */
static mdm_status
write_ratio (char **exact, char **value, const cell_t *cell, slong digits)
{
  mdm_truth rational = MDM_UNKNOWN;
  mdm_status status;
  fmpq_t q;

  *exact = *value = NULL;
  fmpq_init (q);
  status = mdm_logform_ratio (q, &rational, cell->x->x, cell->y->x);
  if (status == MDM_OK && rational == MDM_TRUE)
    {
      *exact = mdm_fraction_str (q);
      *value = mdm_decimal_fmpq (q, digits);
    }
  else
    status = mdm_decimal_quotient (value, cell->x->x, cell->y->x, digits);
  fmpq_clear (q);
  return status;
}

/* CELL as JSON with the digits of column C; null with a note where it cannot
   be rounded.  */
static json_t *
write_cell (const cell_t *cell, row_t *row, size_t c)
{
  mdm_format_t format = *row->recorder->format;
  mdm_number_t number;
  mdm_status status;
  mdm_err_t own;
  json_t *json;

  memset (&own, 0, sizeof own);
  if (!cell->there)
    return json_null ();
  if (row->recorder->description->column[c].digits > 0)
    format.digits = row->recorder->description->column[c].digits;
  mdm_number_set_absent (&number);
  if (cell->is_ratio)
    status = write_ratio (&number.exact, &number.value, cell, format.digits);
  else
    status = mdm_number_set (&number, cell->x, cell->plain, &format, &own);
  if (status != MDM_OK)
    add_note (row, c, "limit",
              "a number could not be rounded within the limits of precision");
  json = mdm_number_json (&number);
  mdm_number_clear (&number);
  return json;
}

/* What rows are ordered by where CELL is their key: the exact form in nats, or
   the fraction or digits of a ratio.  */
static json_t *
write_key (const cell_t *cell)
{
  char *exact = NULL, *value = NULL;
  mdm_status status = MDM_OK;
  json_t *json;

  if (!cell->there)
    return json_null ();
  if (cell->is_ratio)
    status = write_ratio (&exact, &value, cell, MDM_KEY_DIGITS);
  else if (cell->x->infinite != 0)
    return json_string (cell->x->infinite > 0 ? "inf" : "-inf");
  else
    status = mdm_exact_logform (&exact, cell->x->x, WORD_MAX, MDM_NATS);
  json = status != MDM_OK ? json_null ()
                          : mdm_json_string (exact != NULL ? exact : value);
  flint_free (exact);
  flint_free (value);
  return json;
}

/* The text of column C, its template expanded; null where a variable of it has
   no value in this row.  */
static mdm_status
text_cell (json_t **json, row_t *row, size_t c)
{
  const mdm_description_struct *description = row->recorder->description;
  const mdm_column_t *column = description->column + c;
  const mdm_block_t *block = row->plan->block;
  size_t count = block->ranges;
  const char **name = flint_malloc ((count + 4) * sizeof *name);
  const char **text = flint_malloc ((count + 4) * sizeof *text);
  char *sizes
      = row->schedule == NULL ? NULL : mdm_schedule_str (row->schedule);
  mdm_bindings_t bindings;
  mdm_status status;
  char *res = NULL;
  mdm_err_t own;

  memset (&own, 0, sizeof own);
  for (size_t v = 0; v < count; v++)
    {
      name[v] = block->range[v].name;
      text[v] = row->plan->value[v];
    }
  name[count] = "label";
  text[count++] = row->plan->label;
  name[count] = "law";
  text[count++] = row->plan->law;
  if (row->plan->schedule != NULL)
    {
      name[count] = "schedule";
      text[count++] = row->plan->schedule;
    }
  if (sizes != NULL)
    {
      name[count] = "sizes";
      text[count++] = sizes;
    }
  bindings = (mdm_bindings_t){ count, name, text };
  status
      = mdm_template_expand (&res, description->stanzas,
                             mdm_piece_of (column->source), &bindings, &own);
  if (status != MDM_OK)
    add_note (row, c, row->instance == NULL ? "limit" : "absent", own.message);
  *json = mdm_json_string (res);
  flint_free (res);
  flint_free (sizes);
  flint_free (name);
  flint_free (text);
  return MDM_OK;
}

/* Set *JSON to the cell of column C, and *KEY to what it is ordered by.  */
static mdm_status
make_cell (json_t **json, json_t **key, row_t *row, size_t c)
{
  const mdm_column_t *column = row->recorder->description->column + c;
  const mdm_judgement_struct *judgement;
  mdm_status status;
  cell_t cell;

  *json = *key = NULL;
  if (column->kind == MDM_COLUMN_TEXT)
    status = text_cell (json, row, c);
  else if (column->kind == MDM_COLUMN_CLAIM
           && (column->show == MDM_SHOW_VERDICT
               || column->show == MDM_SHOW_RELATION
               || column->show == MDM_SHOW_NOTE))
    {
      judgement = row->judgement + row->recorder->claims.of_column[c];
      *json = mdm_json_string (column->show == MDM_SHOW_VERDICT
                                   ? mdm_verdict_str (judgement->verdict)
                               : column->show == MDM_SHOW_NOTE
                                   ? judgement->note
                                   : mdm_relation_str (judgement->relation));
      status = MDM_OK;
    }
  else
    {
      cell_init (&cell);
      status = compute (&cell, row, c);
      if (status == MDM_OK)
        {
          *json = write_cell (&cell, row, c);
          *key = write_key (&cell);
        }
      cell_clear (&cell);
    }
  if (status == MDM_OK && *key == NULL)
    *key = json_incref (*json);
  return status;
}

/* Judge claim I.  */
static mdm_status
judge (row_t *row, size_t i)
{
  mdm_judgement_struct *judgement = row->judgement + i;
  const mdm_entry_t *entry = row->recorder->claims.entry[i];
  const char *note = NULL;
  mdm_status status = MDM_ELIMIT;
  mdm_err_t own;

  memset (&own, 0, sizeof own);
  judgement->relation = entry->statement.claim.relation;
  if (row->instance != NULL)
    status = mdm_judge (judgement, entry, row->instance, &own);
  else
    note = row->recorder->law_err.message;
  /* An index out of range, a division by zero: it says nothing here.  */
  if (status == MDM_EDOMAIN)
    {
      judgement->verdict = MDM_VERDICT_NOT_APPLICABLE;
      judgement->known = 0;
      note = own.message;
      status = MDM_OK;
    }
  if (status == MDM_ELIMIT)
    {
      judgement->verdict = MDM_VERDICT_UNDECIDED;
      judgement->known = 0;
      status = MDM_OK;
      note = note == NULL ? own.message : note;
    }
  if (note != NULL)
    {
      flint_free (judgement->note);
      judgement->note = flint_malloc (strlen (note) + 1);
      strcpy (judgement->note, note);
    }
  return excuse (row, 0, status, &own);
}

/* Add cells, keys and verdicts to RECORD.  */
static mdm_status
fill (json_t *record, row_t *row)
{
  const mdm_description_struct *description = row->recorder->description;
  size_t claims = row->recorder->claims.count;
  json_t *cells = json_array (), *keys = json_array ();
  json_t *verdicts = json_array ();
  json_t **of = flint_calloc (description->columns, sizeof *of);
  mdm_status status = MDM_OK;

  json_object_set_new (record, "cells", cells);
  json_object_set_new (record, "verdicts", verdicts);
  json_object_set_new (record, "keys", keys);
  for (size_t i = 0; i < claims && status == MDM_OK; i++)
    {
      status = judge (row, i);
      json_array_append_new (
          verdicts, json_string (mdm_verdict_str (row->judgement[i].verdict)));
    }
  for (size_t c = 0; c < description->columns && status == MDM_OK; c++)
    {
      json_t *cell;
      status = make_cell (&cell, of + c, row, c);
      if (status == MDM_OK)
        json_array_append_new (cells, cell);
    }
  for (size_t k = 0; k < description->keys && status == MDM_OK; k++)
    if (description->key[k].column != SIZE_MAX)
      json_array_append (keys, of[description->key[k].column]);
  for (size_t c = 0; c < description->columns; c++)
    json_decref (of[c]);
  flint_free (of);
  return status;
}

/* Have the law of ROW at hand.  What is over a limit is remembered.  */
static mdm_status
need_law (mdm_recorder_t recorder, const mdm_plan_row_t *row, mdm_err_t *err)
{
  mdm_status status;

  if (recorder->group == row->group)
    return MDM_OK;
  mdm_curve_clear (recorder->curve);
  mdm_law_clear (recorder->law);
  mdm_law_init (recorder->law);
  mdm_curve_init (recorder->curve);
  recorder->group = SIZE_MAX;
  memset (&recorder->law_err, 0, sizeof recorder->law_err);
  status = mdm_law_open (recorder->law, row->law, &recorder->limit,
                         &recorder->law_err);
  if (status != MDM_OK && status != MDM_ELIMIT)
    {
      *err = recorder->law_err;
      return mdm_plan_blame (recorder->description, row, MDM_PLAN_LAW, err);
    }
  recorder->law_status = status;
  recorder->group = row->group;
  return MDM_OK;
}

/* Open the schedule of ROW for the law at hand.  *OPEN is 0 if that is over a
   limit, which then is in recorder->law_err.  */
static mdm_status
open_schedule (mdm_schedule_t schedule, int *open, mdm_recorder_t recorder,
               const mdm_plan_row_t *row, mdm_err_t *err)
{
  mdm_status status = MDM_OK;
  mdm_err_t own;

  memset (&own, 0, sizeof own);
  if (mdm_schedule_needs_curve (row->schedule) && recorder->curve->e == NULL)
    status = mdm_curve_set (recorder->curve, recorder->law, &recorder->limit,
                            &own);
  if (status == MDM_OK)
    status = mdm_schedule_parse (
        schedule, row->schedule, recorder->law->length,
        recorder->curve->e == NULL ? NULL : recorder->curve, &recorder->limit,
        &own);
  *open = status == MDM_OK;
  if (status == MDM_ELIMIT)
    {
      recorder->law_err = own;
      return MDM_OK;
    }
  if (status != MDM_OK)
    {
      *err = own;
      return mdm_plan_blame (recorder->description, row, MDM_PLAN_SCHEDULE,
                             err);
    }
  return MDM_OK;
}

/* The same for the predictor of ROW.  */
static mdm_status
open_predictor (mdm_predictor_t predictor, int *open, mdm_recorder_t recorder,
                const mdm_plan_row_t *row, mdm_err_t *err)
{
  mdm_status status;
  mdm_err_t own;

  memset (&own, 0, sizeof own);
  status = mdm_predictor_open (predictor, row->predictor, recorder->law,
                               &recorder->limit, &own);
  *open = status == MDM_OK;
  if (status == MDM_ELIMIT)
    {
      recorder->law_err = own;
      return MDM_OK;
    }
  if (status != MDM_OK)
    {
      *err = own;
      return mdm_plan_blame (recorder->description, row, MDM_PLAN_PREDICTOR,
                             err);
    }
  return MDM_OK;
}

/* Fill RECORD in for ROW with SCHEDULE, which may be NULL, and PREDICTOR.  */
static mdm_status
with_instance (json_t *record, row_t *row, const mdm_schedule_struct *schedule,
               const mdm_predictor_struct *predictor)
{
  mdm_recorder_struct *recorder = row->recorder;
  mdm_instance_t instance;
  mdm_status status;

  if (recorder->curve->e == NULL)
    mdm_instance_init (instance, recorder->law, schedule, &recorder->limit);
  else
    mdm_instance_init_with_curve (instance, recorder->law, schedule,
                                  recorder->curve, &recorder->limit);
  if (row->plan->predictor != NULL)
    mdm_instance_set_predictor (instance, predictor);
  row->instance = instance;
  row->schedule = schedule;
  status = fill (record, row);
  /* What it computed serves the next rows.  */
  if (recorder->curve->e == NULL && instance->curve->e != NULL
      && instance->curve_knowledge == MDM_KNOWN)
    {
      *recorder->curve = *instance->curve;
      mdm_curve_init (instance->curve);
    }
  mdm_instance_clear (instance);
  return status;
}

/* The members that are known before anything is computed.  */
static json_t *
new_record (size_t number, const mdm_plan_row_t *row,
            const mdm_description_struct *description)
{
  json_t *record = json_object (), *variables = json_object ();

  json_object_set_new (record, "row", json_integer ((json_int_t) number));
  json_object_set_new (
      record, "block",
      json_integer ((json_int_t) (row->block - description->block)));
  json_object_set_new (record, "label", mdm_json_string (row->label));
  json_object_set_new (record, "law", mdm_json_string (row->law));
  json_object_set_new (record, "schedule", mdm_json_string (row->schedule));
  json_object_set_new (record, "predictor", mdm_json_string (row->predictor));
  for (size_t v = 0; v < row->block->ranges; v++)
    json_object_set_new (variables, row->block->range[v].name,
                         mdm_json_string (row->value[v]));
  json_object_set_new (record, "variables", variables);
  return record;
}

mdm_status
mdm_recorder_row (json_t **record, mdm_recorder_t recorder, size_t number,
                  mdm_err_t *err)
{
  const mdm_plan_row_t *plan = recorder->plan->row + number;
  size_t claims = recorder->claims.count;
  row_t row = { .recorder = recorder, .plan = plan, .err = err };
  mdm_predictor_t predictor;
  mdm_schedule_t schedule;
  mdm_status status;
  int open = 0;

  *record = new_record (number, plan, recorder->description);
  row.notes = json_array ();
  row.judgement = flint_malloc ((claims + 1) * sizeof *row.judgement);
  for (size_t i = 0; i < claims; i++)
    mdm_judgement_init (row.judgement + i);
  mdm_schedule_init (schedule);
  mdm_predictor_init (predictor);
  status = need_law (recorder, plan, err);
  if (status == MDM_OK && recorder->law_status == MDM_OK)
    {
      open = 1;
      if (plan->schedule != NULL)
        status = open_schedule (schedule, &open, recorder, plan, err);
      if (status == MDM_OK && open && plan->predictor != NULL)
        status = open_predictor (predictor, &open, recorder, plan, err);
    }
  if (status == MDM_OK && open)
    status = with_instance (
        *record, &row, plan->schedule == NULL ? NULL : schedule, predictor);
  else if (status == MDM_OK)
    status = fill (*record, &row);
  json_object_set_new (*record, "notes", row.notes);
  mdm_predictor_clear (predictor);
  mdm_schedule_clear (schedule);
  for (size_t i = 0; i < claims; i++)
    mdm_judgement_clear (row.judgement + i);
  flint_free (row.judgement);
  if (status != MDM_OK)
    {
      json_decref (*record);
      *record = NULL;
    }
  return status;
}
