/* stream.h - many laws in one text.

   A stream is law files one after the other (reader.h), each after a line
   `#: law', which may go on with the law's name; the first law needs none.
   Laws without a name are called by their number, from 1.  Nothing is shared
   between them: directives are of one law.  */
#ifndef MDM_STREAM_H
#define MDM_STREAM_H

#include "law/law.h"

/* What is left of a stream.  */
typedef struct
{
  const char *file;  /* its name in messages; lent */
  const char *text;  /* lent */
  size_t length, at; /* AT: where the next law begins */
  size_t line;       /* number of the line there */
  size_t count;      /* laws so far */
} mdm_stream_t;

/* A stream of TEXT[0..LENGTH), the contents of FILE.  */
void mdm_stream_init (mdm_stream_t *stream, const char *file, const char *text,
                      size_t length);

/* Set LAW to the next law and *MORE to 1, or *MORE to 0 when there is none.
   Failures have their place in the file.  */
mdm_status mdm_stream_next (mdm_law_t law, int *more, mdm_stream_t *stream,
                            const mdm_limit_t *limit,
                            mdm_err_t *err) MDM_MUST_CHECK;

/* Pass over the next law without reading it, whatever its text is; *MORE as
   above.  */
void mdm_stream_skip (int *more, mdm_stream_t *stream);

#endif
