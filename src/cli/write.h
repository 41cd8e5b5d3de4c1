/* write.h - output that is complete or absent, and complaints.

   Text is collected in memory first.  It goes to standard output in one
   piece, or to a file through a temporary beside it that is renamed once
   everything is written, flushed and closed; a device is written directly.
   The temporary is removed when anything fails, memory runs out or a signal
   ends the program.  */
#ifndef MDM_WRITE_H
#define MDM_WRITE_H

#include "exact/status.h"

#include <stddef.h>

/* Does FILE mean the standard output: is it NULL or "-"?  */
int mdm_write_is_standard (const char *file);

/* The path that FILE leads to through symbolic links, on the heap, to be freed
   with free; what the last of them names need not be there yet.  NULL with
   errno.  */
char *mdm_write_resolve (const char *file);

/* Write TEXT[0..LENGTH) to FILE, which may mean the standard output; that its
   reader is gone is a failure without a message.  A FILE that exists and is
   neither a regular file nor a device is an error; where its name is empty, no
   place is told.  */
mdm_status mdm_write (const char *file, const char *text, size_t length,
                      mdm_err_t *err) MDM_MUST_CHECK;

/* Write what ERR says, if it has a message, to the standard error: a line, and
   what it shows.  */
void mdm_write_complaint (const mdm_err_t *err);

/* Remove the temporary file, if there is one.  Safe in a signal handler.  */
void mdm_write_abandon (void);

#endif
