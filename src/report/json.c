#include <config.h>

#include "report/json.h"

void
mdm_json_write (FILE *stream, const mdm_result_t result)
{
  for (size_t i = 0; i < result->lines; i++)
    fprintf (stream, "%s\n", result->line[i]);
  if (result->lines > 0)
    return;
  (void) json_dumpf (result->json, stream, JSON_INDENT (2));
  fputc ('\n', stream);
}
