/* memory_stream.h - a stream that writes to memory, whole or not at all.

   open_memstream of the C library will not do: when its block cannot grow,
   bytes are lost without an error on the stream, and when it cannot be
   trimmed, fclose returns 0 and there is no text.  Here the text is there
   when, and only when, closing succeeds.  */
#ifndef MDM_MEMORY_STREAM_H
#define MDM_MEMORY_STREAM_H

#include "exact/status.h"

#include <stdio.h>

/* Open *STREAM, whose bytes will be *TEXT, *LENGTH of them and a NUL after
   them, once it is closed.  MDM_EIO when memory is out; *TEXT is then NULL. */
mdm_status mdm_memory_open (FILE **stream, char **text, size_t *length,
                            mdm_err_t *err) MDM_MUST_CHECK;

/* Close STREAM, which mdm_memory_open made of TEXT.  *TEXT is then the
   caller's, to be freed with free; or NULL, and MDM_EIO returned, when memory
   was out at any time.  */
mdm_status mdm_memory_close (FILE *stream, char **text,
                             mdm_err_t *err) MDM_MUST_CHECK;

#endif
