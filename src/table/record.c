#include <config.h>

#include "table/record.h"

#include <string.h>

static const char *const note_words[]
    = { "absent", "undefined", "limit", NULL };

mdm_record_t *
mdm_record_new (void)
{
  return flint_calloc (1, sizeof (mdm_record_t));
}

void
mdm_record_free (mdm_record_t *record)
{
  if (record != NULL)
    mdm_arena_clear (&record->arena);
  flint_free (record);
}

/* Writing.  */

static json_t *
cell_json (const mdm_cell_t *cell)
{
  if (cell->text == NULL || !cell->is_number)
    return mdm_json_string (cell->text);
  return json_pack ("{s:s?, s:s, s:s?}", "exact", cell->exact, "value",
                    cell->text, "unit", cell->unit);
}

static json_t *
notes_json (const mdm_record_t *record)
{
  json_t *notes = json_array ();

  for (size_t n = 0; n < record->notes; n++)
    json_array_append_new (
        notes, json_pack ("{s:o, s:s, s:s}", "column",
                          mdm_line_number (record->note[n].column), "status",
                          note_words[record->note[n].kind], "message",
                          record->note[n].message));
  return notes;
}

json_t *
mdm_record_json (const mdm_record_t *record)
{
  json_t *variables = json_object (), *cells = json_array ();
  json_t *verdicts = json_array ();

  for (size_t v = 0; v < record->variables; v++)
    json_object_set_new (variables, record->variable[v].name,
                         json_string (record->variable[v].value));
  for (size_t c = 0; c < record->cells; c++)
    json_array_append_new (cells, cell_json (record->cell + c));
  for (size_t i = 0; i < record->verdicts; i++)
    json_array_append_new (verdicts,
                           json_string (mdm_verdict_str (record->verdict[i])));
  return json_pack ("{s:s, s:s, s:s?, s:s?, s:o, s:o, s:o, s:o}", "label",
                    record->label, "law", record->law, "schedule",
                    record->schedule, "predictor", record->predictor,
                    "variables", variables, "cells", cells, "verdicts",
                    verdicts, "notes", notes_json (record));
}

char *
mdm_record_line (const mdm_record_t *record)
{
  json_t *keys = json_array (), *parts = mdm_record_json (record), *json;

  for (size_t k = 0; k < record->keys; k++)
    json_array_append_new (keys, mdm_json_string (record->key[k]));
  json = json_pack ("{s:o, s:o}", "row", mdm_line_number (record->row),
                    "block", mdm_line_number (record->block));
  json_object_update (json, parts);
  /* The notes are last.  */
  json_object_del (json, "notes");
  json_object_set_new (json, "keys", keys);
  json_object_set (json, "notes", json_object_get (parts, "notes"));
  json_decref (parts);
  return mdm_line_write (json);
}

/* Reading.  */

static int
read_cell (mdm_cell_t *cell, mdm_arena_t *arena, const json_t *json,
           const mdm_head_column_t *column)
{
  const json_t *exact = json_object_get (json, "exact");
  const json_t *unit = json_object_get (json, "unit");

  cell->is_number = mdm_shows_numbers (column->kind, column->show);
  if (json_is_null (json))
    return 1;
  if (!cell->is_number)
    return mdm_line_text (&cell->text, arena, json, 0);
  cell->text = mdm_arena_copy (
      arena, json_string_value (json_object_get (json, "value")));
  return cell->text != NULL
         && mdm_line_text (&cell->exact, arena, exact, MDM_LINE_NULL)
         && mdm_line_text (&cell->unit, arena, unit, MDM_LINE_NULL);
}

static int
read_verdict (mdm_verdict *verdict, const json_t *json)
{
  const char *text = json_string_value (json);

  for (*verdict = MDM_VERDICT_HOLDS;
       text != NULL && *verdict <= MDM_VERDICT_UNDECIDED; ++*verdict)
    if (strcmp (text, mdm_verdict_str (*verdict)) == 0)
      return 1;
  return 0;
}

static int
read_note (mdm_note_t *note, mdm_arena_t *arena, const json_t *json,
           size_t columns)
{
  int kind;

  if (!mdm_line_word (&kind, json_object_get (json, "status"), note_words)
      || !mdm_line_index (&note->column, json_object_get (json, "column"),
                          columns, 0))
    return 0;
  note->kind = (mdm_note_kind) kind;
  return mdm_line_text (&note->message, arena,
                        json_object_get (json, "message"), 0);
}

static int
read_variables (mdm_record_t *record, json_t *json)
{
  const char *name;
  json_t *value;

  record->variable = mdm_arena_alloc (
      &record->arena, json_object_size (json) * sizeof *record->variable);
  json_object_foreach (json, name, value)
    {
      mdm_variable_t *variable = record->variable + record->variables++;
      variable->name = mdm_arena_copy (&record->arena, name);
      if (!mdm_line_text (&variable->value, &record->arena, value, 0))
        return 0;
    }
  return json_is_object (json);
}

/* Make the lists of RECORD as long as those of JSON.  */
static void
make_lists (mdm_record_t *record, const json_t *json)
{
  mdm_arena_t *arena = &record->arena;

  record->cells = json_array_size (json_object_get (json, "cells"));
  record->verdicts = json_array_size (json_object_get (json, "verdicts"));
  record->keys = json_array_size (json_object_get (json, "keys"));
  record->notes = json_array_size (json_object_get (json, "notes"));
  record->cell = mdm_arena_alloc (arena, record->cells * sizeof (mdm_cell_t));
  record->verdict
      = mdm_arena_alloc (arena, record->verdicts * sizeof (mdm_verdict));
  record->key = mdm_arena_alloc (arena, record->keys * sizeof (char *));
  record->note = mdm_arena_alloc (arena, record->notes * sizeof (mdm_note_t));
}

/* The lists of JSON, a row of a table of HEAD.  */
static int
read_lists (mdm_record_t *record, const json_t *json, const mdm_head_t *head)
{
  const json_t *cells = json_object_get (json, "cells");
  const json_t *verdicts = json_object_get (json, "verdicts");
  const json_t *keys = json_object_get (json, "keys");
  const json_t *notes = json_object_get (json, "notes");
  size_t by_columns = 0;
  int res;

  for (size_t k = 0; k < head->keys; k++)
    by_columns += head->key[k].column != SIZE_MAX;
  make_lists (record, json);
  res = record->cells == head->columns && record->verdicts == head->claims
        && record->keys == by_columns && json_is_array (keys)
        && json_is_array (notes);
  for (size_t c = 0; c < record->cells && res; c++)
    res = read_cell (record->cell + c, &record->arena,
                     json_array_get (cells, c), head->column + c);
  for (size_t i = 0; i < record->verdicts && res; i++)
    res = read_verdict (record->verdict + i, json_array_get (verdicts, i));
  for (size_t k = 0; k < record->keys && res; k++)
    res = mdm_line_text (record->key + k, &record->arena,
                         json_array_get (keys, k), MDM_LINE_NULL);
  for (size_t n = 0; n < record->notes && res; n++)
    res = read_note (record->note + n, &record->arena,
                     json_array_get (notes, n), head->columns);
  return res;
}

mdm_record_t *
mdm_record_read (const char *text, size_t length, const mdm_head_t *head)
{
  mdm_record_t *record = mdm_record_new ();
  mdm_arena_t *arena = &record->arena;
  json_t *json = mdm_line_read (text, length);
  int whole
      = mdm_line_index (&record->row, json_object_get (json, "row"),
                        head->rows, 0)
        && mdm_line_index (&record->block, json_object_get (json, "block"),
                           SIZE_MAX, 0)
        && mdm_line_text (&record->label, arena,
                          json_object_get (json, "label"), 0)
        && mdm_line_text (&record->law, arena, json_object_get (json, "law"),
                          0)
        && mdm_line_text (&record->schedule, arena,
                          json_object_get (json, "schedule"), MDM_LINE_NULL)
        && mdm_line_text (&record->predictor, arena,
                          json_object_get (json, "predictor"), MDM_LINE_NULL)
        && read_variables (record, json_object_get (json, "variables"))
        && read_lists (record, json, head);

  json_decref (json);
  if (whole)
    return record;
  mdm_record_free (record);
  return NULL;
}
