#include <config.h>

#include "report/result.h"

#include "report/writers.h"
#include "text/string.h"
#include "text/utf8.h"

#include <inttypes.h>
#include <string.h>

static void
write_json (FILE *stream, const mdm_result_t result)
{
  (void) json_dumpf (result->json, stream, JSON_INDENT (2));
  fputc ('\n', stream);
}

const char *const mdm_format_names[]
    = { [MDM_FORMAT_TEXT] = "text",   [MDM_FORMAT_TSV] = "tsv",
        [MDM_FORMAT_CSV] = "csv",     [MDM_FORMAT_JSON] = "json",
        [MDM_FORMAT_LATEX] = "latex", NULL };

static void (*const writers[]) (FILE *stream, const mdm_result_t result)
    = { [MDM_FORMAT_TEXT] = mdm_text_write,
        [MDM_FORMAT_TSV] = mdm_tsv_write,
        [MDM_FORMAT_CSV] = mdm_csv_write,
        [MDM_FORMAT_JSON] = write_json,
        [MDM_FORMAT_LATEX] = mdm_latex_write };

/* TEXT on the heap for one cell or fact: a tab or a newline would break the
   row that it is in, an escape upset the terminal, so that control
   characters become \xNN, byte by byte.  */
static char *
clean_str (const char *text)
{
  size_t length = strlen (text);
  char *copy = flint_malloc (4 * length + 1), *p = copy;

  for (size_t n; length > 0; text += n, length -= n)
    {
      n = mdm_utf8_size (text, length);
      n = n == 0 ? 1 : n;
      if (!mdm_utf8_is_control (text, n))
        p = (char *) memcpy (p, text, n) + n;
      else
        for (size_t i = 0; i < n; i++)
          p += sprintf (p, "\\x%02x", (unsigned char) text[i]);
    }
  *p = '\0';
  return copy;
}

/* ---------------------------------------------------------------------------
   Cells.  */

mdm_cell_t
mdm_cell_own (char *text)
{
  return (mdm_cell_t){ .text = text, .json = mdm_json_string (text) };
}

mdm_cell_t
mdm_cell_text (const char *text)
{
  return mdm_cell_own (text == NULL ? NULL : mdm_str ("%s", text));
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
  return (mdm_cell_t){ .text = text, .json = json };
}

mdm_cell_t
mdm_cell_count (uint64_t n)
{
  return mdm_cell_list (json_integer ((json_int_t) n),
                        mdm_str ("%" PRIu64, n));
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

mdm_cell_t
mdm_cell_value (mdm_result_t result, const mdm_value_t v, int plain)
{
  MDM_NUMBER (number);

  if (result->status == MDM_OK)
    result->status
        = mdm_number_set (number, v, plain, result->format, result->err);
  return mdm_cell_number (number);
}

mdm_cell_t
mdm_cell_real (mdm_result_t result, const mdm_logform_struct *x)
{
  MDM_NUMBER (number);

  if (result->status == MDM_OK)
    result->status
        = mdm_number_set_error (number, x, result->format, result->err);
  return mdm_cell_number (number);
}

char *
mdm_brief_str (mdm_result_t result, const mdm_logform_struct *x)
{
  mdm_format_t brief = *result->format;
  MDM_NUMBER (number);
  char *text;

  brief.digits = brief.digits > 6 ? 6 : brief.digits;
  brief.exact_terms = 0;
  if (result->status == MDM_OK)
    result->status = mdm_number_set_error (number, x, &brief, result->err);
  text = number->value == NULL ? mdm_str ("-") : number->value;
  number->value = NULL;
  return text;
}

static void
clear_cell (mdm_cell_t *cell)
{
  flint_free (cell->text);
  flint_free (cell->exact);
  json_decref (cell->json);
}

/* ---------------------------------------------------------------------------
   Results.  */

void
mdm_result_init (mdm_result_t result, const char *schema,
                 const mdm_format_t *format, mdm_err_t *err)
{
  memset (result, 0, sizeof *result);
  result->json = json_object ();
  result->format = format;
  result->err = err;
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
  flint_free (result->value);
  result->column = NULL;
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
      flint_free (result->fact[i].formula);
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
  result->fact = flint_realloc (result->fact,
                                (result->facts + 1) * sizeof *result->fact);
  result->fact[result->facts++]
      = (mdm_fact_t){ kind, mdm_str ("%s", name), clean_str (text), NULL };
}

void
mdm_result_fact (mdm_result_t result, const char *name, const char *format,
                 ...)
{
  MDM_OWNED char *text = NULL;
  va_list arguments;

  va_start (arguments, format);
  text = mdm_vstr (format, arguments);
  va_end (arguments);
  add_fact (result, name, MDM_CELL_WORDS, text);
}

void
mdm_result_say (mdm_result_t result, const char *key, const char *name,
                mdm_cell_t cell)
{
  if (name != NULL && cell.text != NULL)
    {
      add_fact (result, name, cell.kind, cell.text);
      if (cell.kind == MDM_CELL_FORMULA)
        {
          result->fact[result->facts - 1].formula = cell.exact;
          cell.exact = NULL;
        }
    }
  if (key != NULL)
    {
      mdm_result_member (result, key, cell.json);
      cell.json = NULL;
    }
  clear_cell (&cell);
}

/* ---------------------------------------------------------------------------
   Tables.  */

void
mdm_result_go_on (mdm_result_t result, mdm_rows_kind rows, const char *key,
                  const char *const *keys)
{
  result->rows = rows;
  result->target = result->json;
  for (size_t c = 0; keys != NULL && keys[c] != NULL; c++)
    result->column[c].key = keys[c];
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
  size_t n = ++result->columns, shown = table->columns;

  result->column = flint_realloc (result->column, n * sizeof *result->column);
  result->value = flint_realloc (result->value, n * sizeof *result->value);
  result->column[n - 1] = *column;
  if (column->heading == NULL)
    return;
  table->columns++;
  table->head
      = flint_realloc (table->head, table->columns * sizeof *table->head);
  table->kind
      = flint_realloc (table->kind, table->columns * sizeof *table->kind);
  table->head[shown] = clean_str (column->heading);
  table->kind[shown] = column->kind;
}

void
mdm_result_table (mdm_result_t result, const char *title, mdm_rows_kind rows,
                  const char *key, const mdm_heading_t *column)
{
  end_rows (result);
  result->table = flint_realloc (result->table,
                                 (result->tables + 1) * sizeof *result->table);
  result->table[result->tables++]
      = (mdm_table_t){ .title = title == NULL ? NULL : mdm_str ("%s", title) };
  mdm_result_go_on (result, rows, key, NULL);
  for (; column != NULL && (column->key != NULL || column->heading != NULL);
       column++)
    add_column (result, column);
}

void
mdm_result_column (mdm_result_t result, const char *heading,
                   mdm_heading_kind kind)
{
  /* The heading is only looked at here; it may go.  */
  add_column (result, &(mdm_heading_t){ NULL, heading, kind, 0 });
  result->column[result->columns - 1].heading = "";
}

/* The row is complete: it goes to the JSON.  */
static void
add_row (mdm_result_t result)
{
  const mdm_heading_t *column = result->column;
  json_t **value = result->value, *row = NULL;

  if (result->rows == MDM_ROWS_RECORDS)
    {
      row = json_object ();
      for (size_t m = 0; m <= result->columns; m++)
        for (size_t c = 0; c < result->columns; c++)
          if (column[c].key != NULL && column[c].member == m)
            json_object_set (row, column[c].key, value[c]);
      json_array_append_new (result->target, row);
    }
  else if (result->rows == MDM_ROWS_VALUES)
    json_array_append (result->target, value[1]);
  else if (result->rows == MDM_ROWS_MEMBERS)
    json_object_set (result->target, json_string_value (value[0]), value[1]);
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
  if (table->cells == table->alloc)
    {
      table->alloc = 2 * table->alloc + 64;
      table->cell
          = flint_realloc (table->cell, table->alloc * sizeof *table->cell);
    }
  if (result->column[c].heading != NULL)
    table->cell[table->cells++] = clean_str (text == NULL ? "-" : text);
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
  clear_cell (&cell);
}

void
mdm_result_add_named (mdm_result_t result, const char *name, mdm_cell_t cell)
{
  mdm_result_add (result, mdm_cell_text (name));
  mdm_result_add (result, cell);
}

void
mdm_result_also (mdm_result_t result, const char *name, json_t *value)
{
  json_object_set_new (result->target, name,
                       value == NULL ? json_null () : value);
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
  result->verbatim = strcpy (flint_malloc (strlen (text) + 1), text);
}

void
mdm_result_conclude (mdm_result_t result, const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  flint_free (result->conclusion);
  result->conclusion = mdm_vstr (format, arguments);
  va_end (arguments);
}

void
mdm_result_write (FILE *stream, const mdm_result_t result)
{
  if (result->verbatim != NULL)
    fputs (result->verbatim, stream);
  else
    writers[result->format->kind](stream, result);
}
