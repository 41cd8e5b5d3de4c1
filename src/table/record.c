#include <config.h>

#include "table/record.h"

#include <string.h>

static const char *const note_words[]
    = { "absent", "undefined", "limit", NULL };

static const mdm_member_t note_members[]
    = { MDM_NUMBER_MEMBER (mdm_note_t, column, NUMBER, MDM_TABLE_COLUMNS_MAX),
        MDM_WORD_MEMBER (mdm_note_t, status, WORD, note_words),
        MDM_TEXT_MEMBER (mdm_note_t, message, TEXT),
        { .name = NULL } };

static const mdm_member_t number_members[]
    = { MDM_TEXT_MEMBER (mdm_shown_t, exact, TEXT_OR_NULL),
        MDM_TEXT_MEMBER (mdm_shown_t, value, TEXT),
        MDM_TEXT_MEMBER (mdm_shown_t, unit, TEXT_OR_NULL),
        { .name = NULL } };

static json_t *
write_cell (const void *at)
{
  const mdm_shown_t *cell = at;

  return cell->is_number && cell->value != NULL
             ? mdm_line_object (cell, number_members)
             : mdm_json_string (cell->value);
}

static int
read_cell (void *at, mdm_arena_t *arena, const json_t *json)
{
  mdm_shown_t *cell = at;

  cell->is_number = json_is_object (json);
  return cell->is_number ? mdm_line_members (cell, arena, json, number_members)
                         : mdm_line_text (&cell->value, arena, json);
}

static const mdm_member_t cell = {
  .name = "", .kind = MDM_MEMBER_OWN, .write = write_cell, .read = read_cell
};
static const mdm_member_t verdict
    = { .name = "", .kind = MDM_MEMBER_WORD, .words = mdm_verdict_words };
static const mdm_member_t key
    = { .name = "", .kind = MDM_MEMBER_TEXT_OR_NULL };

static const mdm_member_t record_members[]
    = { MDM_NUMBER_MEMBER (mdm_record_t, row, NUMBER, MDM_TABLE_ROWS_MAX),
        MDM_NUMBER_MEMBER (mdm_record_t, block, NUMBER, SIZE_MAX),
        MDM_TEXT_MEMBER (mdm_record_t, label, TEXT),
        MDM_TEXT_MEMBER (mdm_record_t, law, TEXT),
        MDM_TEXT_MEMBER (mdm_record_t, schedule, TEXT_OR_NULL),
        MDM_TEXT_MEMBER (mdm_record_t, predictor, TEXT_OR_NULL),
        { .name = "variables",
          .kind = MDM_MEMBER_TEXTS,
          .offset = offsetof (mdm_record_t, variable),
          .count = offsetof (mdm_record_t, variables) },
        MDM_LIST_MEMBER (mdm_record_t, "cells", cell, cells, &cell),
        MDM_LIST_MEMBER (mdm_record_t, "verdicts", verdict, verdicts,
                         &verdict),
        MDM_LIST_MEMBER (mdm_record_t, "keys", key, keys, &key),
        MDM_LIST_MEMBER (mdm_record_t, "notes", note, notes, note_members),
        { .name = NULL } };

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

json_t *
mdm_record_json (const mdm_record_t *record)
{
  json_t *json = mdm_line_object (record, record_members);

  json_object_del (json, "row");
  json_object_del (json, "block");
  json_object_del (json, "keys");
  return json;
}

char *
mdm_record_line (const mdm_record_t *record)
{
  return mdm_line_write (mdm_line_object (record, record_members));
}

/* Does RECORD, as it was read, go with HEAD?  */
static int
is_whole (mdm_record_t *record, const mdm_head_t *head)
{
  size_t by_columns = 0;

  for (size_t k = 0; k < head->keys; k++)
    by_columns += head->key[k].column != SIZE_MAX;
  if (record->row >= head->rows || record->cells != head->columns
      || record->verdicts != head->claims || record->keys != by_columns)
    return 0;
  for (size_t c = 0; c < record->cells; c++)
    {
      mdm_shown_t *shown = record->cell + c;
      const mdm_head_column_t *column = head->column + c;
      int is_number = mdm_shows_numbers (column->kind, column->show);
      if (shown->value != NULL && shown->is_number != is_number)
        return 0;
      shown->is_number = is_number;
    }
  for (size_t n = 0; n < record->notes; n++)
    if (record->note[n].column >= head->columns)
      return 0;
  return 1;
}

mdm_record_t *
mdm_record_read (const char *text, size_t length, const mdm_head_t *head)
{
  mdm_record_t *record = mdm_record_new ();

  if (mdm_line_read (record, &record->arena, text, length, record_members)
      && is_whole (record, head))
    return record;
  mdm_record_free (record);
  return NULL;
}
