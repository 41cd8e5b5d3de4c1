#include <config.h>

#include "report/writers.h"

#include <string.h>

/* Write CELL as it stands in a row of CSV: quoted if it has what would end it,
   or begins as a comment does.  */
static void
write_quoted (FILE *stream, const char *cell)
{
  if (cell[0] != '#' && cell[strcspn (cell, ",\"\r\n")] == '\0')
    {
      fputs (cell, stream);
      return;
    }
  fputc ('"', stream);
  for (; *cell != '\0'; cell++)
    fprintf (stream, *cell == '"' ? "\"\"" : "%c", *cell);
  fputc ('"', stream);
}

static void
write_row (FILE *stream, char *const *cell, size_t columns, char separator)
{
  for (size_t c = 0; c < columns; c++)
    {
      if (separator == ',')
        write_quoted (stream, cell[c]);
      else
        fputs (cell[c], stream);
      fputc (c + 1 < columns ? separator : '\n', stream);
    }
}

static void
write_separated (FILE *stream, const mdm_result_t result, char separator)
{
  mdm_facts facts = result->format->facts;
  int parts = 0;

  for (size_t i = 0; i < result->facts && facts != MDM_FACTS_NONE; i++)
    {
      char *const pair[] = { result->fact[i].name, result->fact[i].text };
      if (facts == MDM_FACTS_COMMENT)
        fprintf (stream, "# %s: %s\n", pair[0], pair[1]);
      else
        write_row (stream, pair, 2, separator);
      parts = facts == MDM_FACTS_TOP;
    }
  for (size_t t = 0; t < result->tables; t++)
    {
      const mdm_table_t *table = result->table + t;
      if (table->columns == 0)
        continue; /* it is for JSON */
      if (parts++ > 0)
        fputc ('\n', stream);
      write_row (stream, table->head, table->columns, separator);
      for (size_t i = 0; i < table->cells; i += table->columns)
        write_row (stream, table->cell + i, table->columns, separator);
    }
}

void
mdm_tsv_write (FILE *stream, const mdm_result_t result)
{
  write_separated (stream, result, '\t');
}

void
mdm_csv_write (FILE *stream, const mdm_result_t result)
{
  write_separated (stream, result, ',');
}
