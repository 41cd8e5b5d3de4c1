#include <config.h>

#include "report/result.h"

#include "report/json.h"
#include "report/latex.h"
#include "report/text.h"
#include "report/tsv.h"

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

void
mdm_result_clear (mdm_result_t result)
{
  json_decref (result->json);
  for (size_t i = 0; i < 2 * result->facts; i++)
    flint_free (result->fact[i]);
  flint_free (result->fact);
  for (size_t t = 0; t < result->tables; t++)
    {
      mdm_table_t *table = result->table + t;
      for (size_t i = 0; i < table->columns; i++)
        flint_free (table->head[i]);
      for (size_t i = 0; i < table->cells; i++)
        flint_free (table->cell[i]);
      flint_free (table->title);
      flint_free (table->head);
      flint_free (table->cell);
    }
  flint_free (result->table);
  for (size_t i = 0; i < result->lines; i++)
    flint_free (result->line[i]);
  flint_free (result->line);
  flint_free (result->conclusion);
  flint_free (result->verbatim);
}

void
mdm_result_member (mdm_result_t result, const char *name, json_t *value)
{
  json_object_set_new (result->json, name, value);
}

void
mdm_result_fact (mdm_result_t result, const char *name, const char *format,
                 ...)
{
  va_list arguments;
  char *text;

  result->fact = flint_realloc (result->fact, 2 * (result->facts + 1)
                                                  * sizeof *result->fact);
  va_start (arguments, format);
  result->fact[2 * result->facts] = copy_str (name);
  text = expand (format, arguments);
  va_end (arguments);
  result->fact[2 * result->facts + 1] = clean_str (text);
  flint_free (text);
  result->facts++;
}

void
mdm_result_column (mdm_result_t result, const char *head)
{
  mdm_table_t *table = result->table + result->tables - 1;

  table->head = flint_realloc (table->head,
                               (table->columns + 1) * sizeof *table->head);
  table->head[table->columns++] = clean_str (head);
}

void
mdm_result_line (mdm_result_t result, const char *text)
{
  /* Grow in powers of two: streams are long.  */
  if ((result->lines & (result->lines - 1)) == 0)
    result->line = flint_realloc (result->line, (2 * result->lines + 1)
                                                    * sizeof *result->line);
  result->line[result->lines++] = copy_str (text);
}

void
mdm_result_table (mdm_result_t result, const char *title, ...)
{
  mdm_table_t *table;
  va_list heads;
  const char *head;

  result->table = flint_realloc (result->table,
                                 (result->tables + 1) * sizeof *result->table);
  table = result->table + result->tables++;
  memset (table, 0, sizeof *table);
  table->title = title == NULL ? NULL : copy_str (title);
  va_start (heads, title);
  while ((head = va_arg (heads, const char *)) != NULL)
    mdm_result_column (result, head);
  va_end (heads);
}

void
mdm_result_verbatim (mdm_result_t result, const char *text)
{
  flint_free (result->verbatim);
  result->verbatim = copy_str (text);
}

void
mdm_result_cell (mdm_result_t result, const char *text)
{
  mdm_table_t *table = result->table + result->tables - 1;

  if (table->cells == table->alloc)
    {
      table->alloc = table->alloc == 0 ? 64 : 2 * table->alloc;
      table->cell
          = flint_realloc (table->cell, table->alloc * sizeof *table->cell);
    }
  table->cell[table->cells++] = clean_str (text == NULL ? "-" : text);
}

void
mdm_result_number (mdm_result_t result, const mdm_number_t *number)
{
  mdm_result_cell (result, number->value);
  mdm_result_cell (result, number->exact);
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
