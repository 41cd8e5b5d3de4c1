/* progress.h - shows how far a long computation has come, on the standard
   error stream.

   On a terminal a bar with the time that is left, once a computation has
   taken a second; it is wiped out when the computation is over.  Plainly, a
   line now and then, for logs.  Nothing of it is part of a result.  */
#ifndef MDM_CLI_PROGRESS_H
#define MDM_CLI_PROGRESS_H

#include "exact/progress.h"

typedef enum
{
  MDM_PROGRESS_AUTO, /* a bar if the stream is a terminal, else nothing */
  MDM_PROGRESS_PLAIN,
  MDM_PROGRESS_NONE
} mdm_progress_mode;

/* The listener for MODE, one for the whole program.  */
const mdm_progress_t *mdm_progress_listener (mdm_progress_mode mode);

/* Wipe out the bar, if one is there: before anything else is written to the
   terminal.  */
void mdm_progress_wipe (void);

#endif
