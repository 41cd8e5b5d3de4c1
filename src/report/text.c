#include <config.h>

#include "report/text.h"

#include <string.h>

/* Longer exact forms are not worth reading in a table, unless they end a
   row.  */
#define CELL_MAX 44

/* How many columns TEXT takes: its UTF-8 characters.  */
static size_t
width (const char *text)
{
  size_t n = 0;

  for (; *text != '\0'; text++)
    n += ((unsigned char) *text & 0xc0) != 0x80;
  return n;
}

static void
pad (FILE *stream, size_t n)
{
  while (n-- > 0)
    fputc (' ', stream);
}

/* What is shown for cell I of TABLE.  */
static const char *
shown (const mdm_table_t *table, size_t i)
{
  size_t column = i % table->columns;

  return column + 1 < table->columns
                 && strcmp (table->head[column], "exact") == 0
                 && width (table->cell[i]) > CELL_MAX
             ? ".."
             : table->cell[i];
}

/* Write one row of strings, left-aligned to the WIDTHS, no blanks at the
   end.  */
static void
write_row (FILE *stream, char *const *cell, const size_t *widths,
           size_t columns)
{
  size_t owed = 0;

  for (size_t c = 0; c < columns; c++)
    {
      if (cell[c][0] != '\0')
        {
          pad (stream, owed);
          fputs (cell[c], stream);
          owed = 0;
        }
      owed += widths[c] - width (cell[c]) + 2;
    }
  fputc ('\n', stream);
}

static void
write_table (FILE *stream, const mdm_table_t *table)
{
  size_t *widths = flint_malloc (table->columns * sizeof (size_t));
  char **row = flint_malloc (table->columns * sizeof (char *));

  for (size_t c = 0; c < table->columns; c++)
    widths[c] = width (table->head[c]);
  for (size_t i = 0; i < table->cells; i++)
    {
      size_t w = width (shown (table, i));
      if (w > widths[i % table->columns])
        widths[i % table->columns] = w;
    }
  if (table->title != NULL)
    fprintf (stream, "%s\n", table->title);
  write_row (stream, table->head, widths, table->columns);
  for (size_t i = 0; i < table->cells; i += table->columns)
    {
      for (size_t c = 0; c < table->columns; c++)
        row[c] = (char *) shown (table, i + c);
      write_row (stream, row, widths, table->columns);
    }
  flint_free (widths);
  flint_free (row);
}

void
mdm_text_write (FILE *stream, const mdm_result_t result)
{
  size_t widest = 0;
  int parts = 0;

  for (size_t i = 0; i < result->facts; i++)
    if (width (result->fact[2 * i]) > widest)
      widest = width (result->fact[2 * i]);
  for (size_t i = 0; i < result->facts; i++)
    {
      fputs (result->fact[2 * i], stream);
      pad (stream, widest - width (result->fact[2 * i]) + 2);
      fprintf (stream, "%s\n", result->fact[2 * i + 1]);
      parts = 1;
    }
  for (size_t t = 0; t < result->tables; t++)
    {
      if (result->table[t].cells == 0)
        continue; /* heads alone say nothing */
      if (parts++ > 0)
        fputc ('\n', stream);
      write_table (stream, result->table + t);
    }
  if (result->conclusion != NULL)
    fprintf (stream, "%s%s\n", parts > 0 ? "\n" : "", result->conclusion);
}
