#include <config.h>

#include "report/json.h"

void
mdm_json_write (FILE *stream, const mdm_result_t result)
{
  (void) json_dumpf (result->json, stream, JSON_INDENT (2));
  fputc ('\n', stream);
}
