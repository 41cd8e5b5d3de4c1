/* write.h - output that is complete or absent.

   Text is collected in memory first.  It goes to standard output in one
   piece, or to a file through a temporary beside it that is renamed once
   everything is written, flushed and closed; a device is written directly.
   The temporary is removed when anything fails, memory runs out or a signal
   ends the program.  */
#ifndef MDM_WRITE_H
#define MDM_WRITE_H

#include "exact/status.h"

#include <stddef.h>

/* Write TEXT[0..LENGTH) to FILE, or to standard output if FILE is NULL; that
   its reader is gone is a failure without a message.  A FILE that exists and
   is neither a regular file nor a device is an error.  */
mdm_status mdm_write (const char *file, const char *text, size_t length,
                      mdm_err_t *err) MDM_MUST_CHECK;

/* Remove the temporary file, if there is one.  Safe in a signal handler.  */
void mdm_write_abandon (void);

#endif
