#include <config.h>

#include "table/record.h"

#include "exact/scoped.h"
#include "report/format.h"
#include "table/template.h"

#include <stdlib.h>
#include <string.h>

static const char *const note_words[]
    = { "absent", "undefined", "limit",       "sizes", "none",
        "tried",  "halved",    "uncertified", NULL };

const char *const mdm_row_verdict_words[]
    = { "holds",     "equality", "refuted", "not-applicable",
        "undecided", "proved",   NULL };

static const mdm_member_t note_members[]
    = { MDM_NUMBER_MEMBER (mdm_note_t, column, NUMBER_OR_NULL,
                           MDM_TABLE_COLUMNS_MAX),
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
    = { .name = "", .kind = MDM_MEMBER_WORD, .words = mdm_row_verdict_words };
static const mdm_member_t certificate
    = { .name = "", .kind = MDM_MEMBER_TEXT };
static const mdm_member_t key
    = { .name = "", .kind = MDM_MEMBER_TEXT_OR_NULL };

static const mdm_member_t record_members[]
    = { MDM_NUMBER_MEMBER (mdm_record_t, row, NUMBER, MDM_TABLE_ROWS_MAX),
        MDM_NUMBER_MEMBER (mdm_record_t, block, NUMBER, SIZE_MAX),
        MDM_TEXT_MEMBER (mdm_record_t, label, TEXT),
        MDM_TEXT_MEMBER (mdm_record_t, law, TEXT_OR_NULL),
        MDM_TEXT_MEMBER (mdm_record_t, prove, TEXT_OR_NULL),
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
        MDM_LIST_MEMBER (mdm_record_t, "certificates", certificate,
                         certificates, &certificate),
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

/* TEXT, counts separated by commas, as a list of numbers, or NULL where it is
   something else, or where one is too great to be a number.  */
static json_t *
counts_json (const char *text)
{
  json_t *list = json_array ();

  for (const char *p = text;; p++)
    {
      size_t n = strspn (p, "0123456789");
      if (n == 0 || n > 15 || (p[n] != ',' && p[n] != '\0'))
        break;
      json_array_append_new (list, json_integer (strtoll (p, NULL, 10)));
      p += n;
      if (*p == '\0')
        return list;
    }
  json_decref (list);
  return NULL;
}

json_t *
mdm_record_json (const mdm_record_t *record, const mdm_head_t *head)
{
  json_t *json = mdm_line_object (record, record_members);

  json_object_del (json, "row");
  json_object_del (json, "block");
  json_object_del (json, "keys");
  for (size_t c = 0; c < head->columns; c++)
    {
      const mdm_shown_t *shown = record->cell + c;
      const char *text = shown->is_number ? shown->exact : shown->value;
      json_t *list
          = head->column[c].counts && text != NULL ? counts_json (text) : NULL;
      if (list != NULL)
        json_array_set (json_object_get (json, "cells"), c,
                        shown->is_number ? json_array_get (list, 0) : list);
      json_decref (list);
    }
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
  if ((record->law == NULL) == (record->prove == NULL)
      || record->row >= head->rows || record->cells != head->columns
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
    {
      mdm_note_kind kind = record->note[n].status;
      int of_row = record->note[n].column == SIZE_MAX;
      if (kind == MDM_NOTE_SIZES || kind == MDM_NOTE_UNCERTIFIED
              ? !of_row
              : record->note[n].column >= head->columns)
        return 0;
    }
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

/* Redundant parts.  */

static int
same (const char *a, const char *b)
{
  return a == NULL || b == NULL ? a == b : strcmp (a, b) == 0;
}

/* Set VALUE to the exact form TEXT, of bits or of nats.  MDM_ELIMIT where it
   is longer than an expression may be.  */
static mdm_status
read_exact (mdm_value_t value, const char *text)
{
  MDM_OWNED char *nats = flint_malloc (strlen (text) + 1);
  char *out = nats;
  mdm_err_t err;

  memset (&err, 0, sizeof err);
  for (const char *p = text; *p != '\0';)
    if (strncmp (p, "log2(e)", 7) == 0)
      {
        *out++ = '1';
        p += 7;
      }
    else if (strncmp (p, "log2(", 5) == 0)
      {
        out = (char *) memcpy (out, "log(", 4) + 4;
        p += 5;
      }
    else
      *out++ = *p++;
  *out = '\0';
  return mdm_constant (value, nats, &err);
}

/* Are the unit of CELL, of COLUMN, that of HEAD, if it has one, and its digits
   those of its exact form VALUE?  */
static int
has_digits (const mdm_shown_t *cell, const mdm_value_t value,
            const mdm_head_column_t *column, const mdm_head_t *head)
{
  MDM_OWNED char *digits = NULL;

  if (cell->unit != NULL && !same (cell->unit, mdm_unit_str (head->unit)))
    return 0;
  if (value->infinite != 0)
    return same (cell->value, cell->exact);
  return mdm_decimal_logform (&digits, value->x, (slong) column->digits,
                              cell->unit == NULL ? MDM_NATS : head->unit)
             == MDM_OK
         && same (digits, cell->value);
}

/* Is KEY, or NULL, what rows are ordered by where CELL, with the exact form
   VALUE, is their key?  */
static int
is_key (const char *key, const mdm_shown_t *cell, const mdm_value_t value)
{
  MDM_VALUE (other);
  int order = 0;

  if (!cell->is_number)
    return same (key, cell->value);
  if (key == NULL || cell->exact == NULL || same (key, cell->exact))
    return 1;
  return read_exact (other, key) == MDM_OK
         && mdm_value_cmp (&order, value, other) == MDM_OK && order == 0;
}

/* Does cell C of RECORD contradict another part of it?  */
static int
cell_contradicts (const mdm_record_t *record, size_t c, const mdm_head_t *head)
{
  const mdm_head_column_t *column = head->column + c;
  const mdm_shown_t *cell = record->cell + c;
  mdm_status status = MDM_OK;
  MDM_VALUE (value);

  if (column->show == MDM_SHOW_VERDICT
      && !same (cell->value,
                mdm_row_verdict_words[record->verdict[column->claim]]))
    return 1;
  if (cell->exact != NULL)
    status = read_exact (value, cell->exact);
  if (status == MDM_ELIMIT)
    return 0;
  if (status != MDM_OK
      || (cell->exact != NULL && !has_digits (cell, value, column, head)))
    return 1;
  for (size_t k = 0, n = 0; k < head->keys; k++)
    if (head->key[k].column != SIZE_MAX)
      {
        const char *key = record->key[n++];
        if (head->key[k].column == c && !is_key (key, cell, value))
          return 1;
      }
  return 0;
}

int
mdm_record_contradicts (const mdm_record_t *record, const mdm_head_t *head)
{
  for (size_t c = 0; c < head->columns; c++)
    if (cell_contradicts (record, c, head))
      return 1;
  return 0;
}

int
mdm_record_differs (const mdm_record_t *record, const mdm_plan_row_t *row)
{
  if (!same (record->label, row->label) || !same (record->law, row->law)
      || !same (record->prove, row->prove)
      || !same (record->schedule, row->schedule)
      || !same (record->predictor, row->predictor)
      || record->variables != row->block->ranges)
    return 1;
  for (size_t v = 0; v < record->variables; v++)
    if (!same (record->variable[v].name, row->variable[v].name)
        || !same (record->variable[v].value, row->variable[v].value))
      return 1;
  return 0;
}
