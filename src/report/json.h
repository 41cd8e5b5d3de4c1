/* json.h - results for programs: one JSON object (CONTRACT, "JSON").  */
#ifndef MDM_JSON_H
#define MDM_JSON_H

#include "report/result.h"

/* Write RESULT to STREAM.  What Jansson cannot write shows in the stream's
   error flag.  */
void mdm_json_write (FILE *stream, const mdm_result_t result);

#endif
