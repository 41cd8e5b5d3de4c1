#include <config.h>

#include "report/result.h"

#include "report/json.h"
#include "report/latex.h"
#include "report/text.h"
#include "report/tsv.h"

#include <inttypes.h>
#include <stdarg.h>
#include <string.h>

/* The formats, in the order of mdm_format_kind.  */
static const struct
{
  const char *name;
  void (*write) (FILE *stream, const mdm_result_t result);
} formats[] = {
  { "text", mdm_text_write },
  { "tsv", mdm_tsv_write },
  { "json", mdm_json_write },
  { "latex", mdm_latex_write },
};

const char *
mdm_format_name (size_t i)
{
  return i < sizeof formats / sizeof *formats ? formats[i].name : NULL;
}

static char *
copy_str (const char *text)
{
  char *copy = flint_malloc (strlen (text) + 1);

  return strcpy (copy, text);
}

/* The length of the control character that TEXT begins with, 0 for none.  */
static size_t
control (const char *text)
{
  unsigned char c = (unsigned char) text[0];

  if (c < 0x20 || c == 0x7f)
    return 1;
  return c == 0xc2 && ((unsigned char) text[1] & 0xe0) == 0x80 ? 2 : 0;
}

/* TEXT on the heap for one cell or fact: a tab or a newline would break the
   row that it is in, an escape upset the terminal, so that control
   characters become \xNN, byte by byte.  */
static char *
clean_str (const char *text)
{
  char *copy = flint_malloc (4 * strlen (text) + 1), *p = copy;

  while (*text != '\0')
    {
      size_t n = control (text);
      if (n == 0)
        *p++ = *text++;
      for (; n > 0; n--)
        p += sprintf (p, "\\x%02x", (unsigned char) *text++);
    }
  *p = '\0';
  return copy;
}

/* ---------------------------------------------------------------------------
   Cells.  */

mdm_cell_t
mdm_cell_own (char *text)
{
  mdm_cell_t cell = { .text = text, .json = mdm_json_string (text) };

  return cell;
}

mdm_cell_t
mdm_cell_text (const char *text)
{
  return mdm_cell_own (text == NULL ? NULL : copy_str (text));
}

mdm_cell_t
mdm_cell_verdict (const char *text)
{
  mdm_cell_t cell = mdm_cell_text (text);

  cell.kind = MDM_CELL_VERDICT;
  return cell;
}

mdm_cell_t
mdm_cell_list (json_t *json, char *text)
{
  mdm_cell_t cell = { .text = text, .json = json };

  return cell;
}

mdm_cell_t
mdm_cell_count (uint64_t n)
{
  char *text = flint_malloc (24);

  snprintf (text, 24, "%" PRIu64, n);
  return mdm_cell_list (json_integer ((json_int_t) n), text);
}

mdm_cell_t
mdm_cell_fraction (const fmpq_t q, slong digits)
{
  mdm_cell_t cell = mdm_cell_own (mdm_fraction_str (q));

  if (digits > 0)
    {
      cell.exact = cell.text;
      cell.text = mdm_decimal_fmpq (q, digits);
    }
  return cell;
}

mdm_cell_t
mdm_cell_number (mdm_number_t *number)
{
  mdm_cell_t cell = { .text = number->value,
                      .exact = number->exact,
                      .json = mdm_number_json (number) };

  mdm_number_set_absent (number);
  return cell;
}

mdm_status
mdm_cell_real (mdm_cell_t *cell, const mdm_logform_struct *x,
               const mdm_format_t *format, mdm_err_t *err)
{
  mdm_number_t number;
  mdm_status status = mdm_number_set_error (&number, x, format, err);

  if (status == MDM_OK)
    *cell = mdm_cell_number (&number);
  return status;
}

void
mdm_cell_clear (mdm_cell_t *cell)
{
  flint_free (cell->text);
  flint_free (cell->exact);
  json_decref (cell->json);
}

/* ---------------------------------------------------------------------------
   Results.  */

/* FORMAT expanded, on the heap.  */
static char *
expand (const char *format, va_list arguments)
{
  va_list again;
  char *text;
  int n;

  va_copy (again, arguments);
  n = vsnprintf (NULL, 0, format, again);
  va_end (again);
  text = flint_malloc ((size_t) n + 1);
  vsnprintf (text, (size_t) n + 1, format, arguments);
  return text;
}

void
mdm_result_init (mdm_result_t result, const char *schema)
{
  memset (result, 0, sizeof *result);
  result->json = json_object ();
  result->digits = 12;
  if (schema != NULL)
    mdm_result_member (result, "schema", json_string (schema));
}

/* Forget how rows are added.  */
static void
end_rows (mdm_result_t result)
{
  for (size_t c = 0; c < result->at; c++)
    json_decref (result->value[c]);
  flint_free (result->column);
  flint_free (result->shown);
  flint_free (result->value);
  result->column = NULL;
  result->shown = NULL;
  result->value = NULL;
  result->columns = result->at = 0;
}

static void
clear_table (mdm_table_t *table)
{
  for (size_t i = 0; i < table->columns; i++)
    flint_free (table->head[i]);
  for (size_t i = 0; i < table->cells; i++)
    flint_free (table->cell[i]);
  flint_free (table->title);
  flint_free (table->head);
  flint_free (table->kind);
  flint_free (table->cell);
}

void
mdm_result_clear (mdm_result_t result)
{
  end_rows (result);
  json_decref (result->json);
  for (size_t i = 0; i < result->facts; i++)
    {
      flint_free (result->fact[i].name);
      flint_free (result->fact[i].text);
    }
  flint_free (result->fact);
  for (size_t t = 0; t < result->tables; t++)
    clear_table (result->table + t);
  flint_free (result->table);
  flint_free (result->conclusion);
  flint_free (result->verbatim);
}

void
mdm_result_member (mdm_result_t result, const char *name, json_t *value)
{
  json_object_set_new (result->json, name,
                       value == NULL ? json_null () : value);
}

void
mdm_result_members (mdm_result_t result, ...)
{
  va_list names;
  const char *name;

  va_start (names, result);
  while ((name = va_arg (names, const char *)) != NULL)
    mdm_result_member (result, name, NULL);
  va_end (names);
}

static void
add_fact (mdm_result_t result, const char *name, mdm_cell_kind kind,
          const char *text)
{
  mdm_fact_t *fact;

  result->fact = flint_realloc (result->fact,
                                (result->facts + 1) * sizeof *result->fact);
  fact = result->fact + result->facts++;
  fact->kind = kind;
  fact->name = copy_str (name);
  fact->text = clean_str (text);
}

void
mdm_result_fact (mdm_result_t result, const char *name, const char *format,
                 ...)
{
  va_list arguments;
  char *text;

  va_start (arguments, format);
  text = expand (format, arguments);
  va_end (arguments);
  add_fact (result, name, MDM_CELL_WORDS, text);
  flint_free (text);
}

void
mdm_result_say (mdm_result_t result, const char *key, const char *name,
                mdm_cell_t cell)
{
  if (name != NULL && cell.text != NULL)
    add_fact (result, name, cell.kind, cell.text);
  if (key != NULL)
    {
      mdm_result_member (result, key, cell.json);
      cell.json = NULL;
    }
  mdm_cell_clear (&cell);
}

/* ---------------------------------------------------------------------------
   Tables.  */

/* Rows are ROWS from here, of the member KEY or the whole.  */
static void
begin_rows (mdm_result_t result, mdm_rows_kind rows, const char *key)
{
  result->rows = rows;
  result->target = result->json;
  if (rows == MDM_ROWS_NONE || key == NULL)
    return;
  result->target = rows == MDM_ROWS_MEMBERS ? json_object () : json_array ();
  mdm_result_member (result, key, result->target);
}

/* Add COLUMN, which is the last.  */
static void
add_column (mdm_result_t result, const mdm_heading_t *column)
{
  mdm_table_t *table = result->table + result->tables - 1;
  size_t n = ++result->columns, at = 0, heads = table->columns;

  result->column = flint_realloc (result->column, n * sizeof *result->column);
  result->shown = flint_realloc (result->shown, n * sizeof *result->shown);
  result->value = flint_realloc (result->value, n * sizeof *result->value);
  result->column[n - 1] = *column;
  result->shown[n - 1] = heads;
  if (column->heading == NULL)
    return;
  /* It stands after those that are shown before it.  */
  for (size_t c = 0; c + 1 < n; c++)
    if (result->column[c].heading != NULL)
      {
        int before = result->column[c].place <= column->place;
        at += (size_t) before;
        result->shown[c] += !before;
      }
  result->shown[n - 1] = at;
  table->head = flint_realloc (table->head, (heads + 1) * sizeof *table->head);
  table->kind = flint_realloc (table->kind, (heads + 1) * sizeof *table->kind);
  memmove (table->head + at + 1, table->head + at,
           (heads - at) * sizeof *table->head);
  memmove (table->kind + at + 1, table->kind + at,
           (heads - at) * sizeof *table->kind);
  table->head[at] = clean_str (column->heading);
  table->kind[at] = column->kind;
  table->columns++;
}

void
mdm_result_table (mdm_result_t result, const char *title, mdm_rows_kind rows,
                  const char *key, const mdm_heading_t *column)
{
  mdm_table_t *table;

  end_rows (result);
  result->table = flint_realloc (result->table,
                                 (result->tables + 1) * sizeof *result->table);
  table = result->table + result->tables++;
  memset (table, 0, sizeof *table);
  table->title = title == NULL ? NULL : copy_str (title);
  begin_rows (result, rows, key);
  for (; column != NULL && (column->key != NULL || column->heading != NULL);
       column++)
    add_column (result, column);
}

void
mdm_result_go_on (mdm_result_t result, mdm_rows_kind rows, const char *key,
                  const char *const *keys)
{
  begin_rows (result, rows, key);
  for (size_t c = 0; keys != NULL && keys[c] != NULL; c++)
    result->column[c].key = keys[c];
}

void
mdm_result_column (mdm_result_t result, const char *heading,
                   mdm_heading_kind kind)
{
  /* The heading is only looked at here; it may go.  */
  const mdm_heading_t column = { NULL, heading, kind, 0 };

  add_column (result, &column);
  result->column[result->columns - 1].heading = "";
}

/* The row is complete: it goes to the JSON.  */
static void
add_row (mdm_result_t result)
{
  json_t **value = result->value, *row = NULL;
  const char *name;

  if (result->rows == MDM_ROWS_RECORDS)
    {
      row = json_object ();
      for (size_t c = 0; c < result->columns; c++)
        if (result->column[c].key != NULL)
          json_object_set (row, result->column[c].key, value[c]);
      json_array_append_new (result->target, row);
    }
  else if (result->rows == MDM_ROWS_VALUES)
    json_array_append (result->target, value[1]);
  else if (result->rows == MDM_ROWS_MEMBERS)
    {
      name = json_string_value (value[0]);
      json_object_set (result->target, name, value[1]);
    }
  for (size_t c = 0; c < result->columns; c++)
    json_decref (value[c]);
  result->at = 0;
}

/* Show TEXT in the next column, which has the value JSON.  */
static void
put (mdm_result_t result, const char *text, json_t *json)
{
  mdm_table_t *table = result->table + result->tables - 1;
  size_t c = result->at++;

  result->value[c] = json == NULL ? json_null () : json;
  if (c == 0)
    {
      if (table->cells + table->columns > table->alloc)
        {
          table->alloc = 2 * table->alloc + 8 * table->columns;
          table->cell = flint_realloc (table->cell,
                                       table->alloc * sizeof *table->cell);
        }
      memset (table->cell + table->cells, 0,
              table->columns * sizeof *table->cell);
      table->cells += table->columns;
    }
  if (result->column[c].heading != NULL)
    table->cell[table->cells - table->columns + result->shown[c]]
        = clean_str (text == NULL ? "-" : text);
  if (result->at == result->columns)
    add_row (result);
}

void
mdm_result_add (mdm_result_t result, mdm_cell_t cell)
{
  size_t next = result->at + 1;
  int has_exact = next < result->columns
                  && result->column[next].kind == MDM_HEADING_EXACT;

  put (result, cell.text, cell.json);
  if (has_exact)
    put (result, cell.exact, NULL);
  cell.json = NULL;
  mdm_cell_clear (&cell);
}

void
mdm_result_cell (mdm_result_t result, const char *text)
{
  put (result, text, NULL);
}

void
mdm_result_verbatim (mdm_result_t result, const char *text)
{
  flint_free (result->verbatim);
  result->verbatim = copy_str (text);
}

void
mdm_result_style (mdm_result_t result, slong digits, int colour)
{
  result->digits = digits;
  result->colour = colour;
}

void
mdm_result_conclude (mdm_result_t result, const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  flint_free (result->conclusion);
  result->conclusion = expand (format, arguments);
  va_end (arguments);
}

void
mdm_result_write (FILE *stream, const mdm_result_t result,
                  mdm_format_kind kind)
{
  if (result->verbatim != NULL)
    {
      fputs (result->verbatim, stream);
      return;
    }
  formats[kind].write (stream, result);
}
