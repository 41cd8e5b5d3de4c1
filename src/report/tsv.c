#include <config.h>

#include "report/writers.h"

static void
write_row (FILE *stream, char *const *cell, size_t columns)
{
  for (size_t c = 0; c < columns; c++)
    fprintf (stream, "%s%c", cell[c], c + 1 < columns ? '\t' : '\n');
}

void
mdm_tsv_write (FILE *stream, const mdm_result_t result)
{
  int parts = 0;

  for (size_t i = 0; i < result->facts; i++, parts = 1)
    fprintf (stream, "%s\t%s\n", result->fact[i].name, result->fact[i].text);
  for (size_t t = 0; t < result->tables; t++)
    {
      const mdm_table_t *table = result->table + t;
      if (table->columns == 0)
        continue; /* it is for JSON */
      if (parts++ > 0)
        fputc ('\n', stream);
      write_row (stream, table->head, table->columns);
      for (size_t i = 0; i < table->cells; i += table->columns)
        write_row (stream, table->cell + i, table->columns);
    }
}
