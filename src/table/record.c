#include <config.h>

#include "table/record.h"

#include <stddef.h>
#include <string.h>

static const char *const note_words[]
    = { "absent", "undefined", "limit", NULL };

static const mdm_member_t number_members[]
    = { { "row", MDM_MEMBER_NUMBER, offsetof (mdm_record_t, row),
          MDM_TABLE_ROWS_MAX, NULL },
        { "block", MDM_MEMBER_NUMBER, offsetof (mdm_record_t, block), SIZE_MAX,
          NULL },
        { .name = NULL } };

static const mdm_member_t text_members[]
    = { { "label", MDM_MEMBER_TEXT, offsetof (mdm_record_t, label), 0, NULL },
        { "law", MDM_MEMBER_TEXT, offsetof (mdm_record_t, law), 0, NULL },
        { "schedule", MDM_MEMBER_TEXT_OR_NULL,
          offsetof (mdm_record_t, schedule), 0, NULL },
        { "predictor", MDM_MEMBER_TEXT_OR_NULL,
          offsetof (mdm_record_t, predictor), 0, NULL },
        { .name = NULL } };

static const mdm_member_t note_members[] = {
  { "column", MDM_MEMBER_NUMBER, offsetof (mdm_note_t, column),
    MDM_TABLE_COLUMNS_MAX, NULL },
  { "status", MDM_MEMBER_WORD, offsetof (mdm_note_t, kind), 0, note_words },
  { "message", MDM_MEMBER_TEXT, offsetof (mdm_note_t, message), 0, NULL },
  { .name = NULL }
};

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
cell_json (const mdm_shown_t *cell)
{
  if (cell->text == NULL || !cell->is_number)
    return mdm_json_string (cell->text);
  return json_pack ("{s:s?, s:s, s:s?}", "exact", cell->exact, "value",
                    cell->text, "unit", cell->unit);
}

/* Add to JSON what is shown of RECORD, its keys before its notes.  */
static void
add_parts (json_t *json, const mdm_record_t *record, int with_keys)
{
  json_t *texts = mdm_line_object (record, text_members);
  json_t *variables = json_object (), *cells = json_array ();
  json_t *verdicts = json_array (), *keys = json_array ();
  json_t *notes = json_array ();

  for (size_t v = 0; v < record->variables; v++)
    json_object_set_new (variables, record->variable[v].name,
                         json_string (record->variable[v].value));
  for (size_t c = 0; c < record->cells; c++)
    json_array_append_new (cells, cell_json (record->cell + c));
  for (size_t i = 0; i < record->verdicts; i++)
    json_array_append_new (verdicts,
                           json_string (mdm_verdict_str (record->verdict[i])));
  for (size_t k = 0; k < record->keys; k++)
    json_array_append_new (keys, mdm_json_string (record->key[k]));
  for (size_t n = 0; n < record->notes; n++)
    json_array_append_new (notes,
                           mdm_line_object (record->note + n, note_members));
  json_object_update (json, texts);
  json_decref (texts);
  json_object_set_new (json, "variables", variables);
  json_object_set_new (json, "cells", cells);
  json_object_set_new (json, "verdicts", verdicts);
  if (with_keys)
    json_object_set (json, "keys", keys);
  json_decref (keys);
  json_object_set_new (json, "notes", notes);
}

json_t *
mdm_record_json (const mdm_record_t *record)
{
  json_t *json = json_object ();

  add_parts (json, record, 0);
  return json;
}

char *
mdm_record_line (const mdm_record_t *record)
{
  json_t *json = mdm_line_object (record, number_members);

  add_parts (json, record, 1);
  return mdm_line_write (json);
}

/* Reading.  */

static int
read_cell (mdm_shown_t *cell, mdm_arena_t *arena, const json_t *json,
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
  return mdm_line_members (note, arena, json, note_members)
         && note->column < columns;
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
  record->cell = mdm_arena_alloc (arena, record->cells * sizeof (mdm_shown_t));
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
  json_t *json = mdm_line_read (text, length);
  int whole = mdm_line_members (record, &record->arena, json, number_members)
              && record->row < head->rows
              && mdm_line_members (record, &record->arena, json, text_members)
              && read_variables (record, json_object_get (json, "variables"))
              && read_lists (record, json, head);

  json_decref (json);
  if (whole)
    return record;
  mdm_record_free (record);
  return NULL;
}
