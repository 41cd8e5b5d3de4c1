/* progress.h - telling a waiting person how far the work is.

   On the standard error, and only when it has gone on for a second: on a
   terminal one line that is rewritten and at last removed; with
   --progress=plain a line now and then; with --progress=none nothing.  */
#ifndef MDM_CLI_PROGRESS_H
#define MDM_CLI_PROGRESS_H

#include "cli/options.h"

typedef struct
{
  mdm_progress_kind kind;
  int terminal;  /* is the standard error one? */
  double begun;  /* seconds of a clock that only goes forward */
  double shown;  /* when it was shown last; 0: never */
  size_t before; /* what was done when it begun; SIZE_MAX: not known yet */
} mdm_cli_progress_t;

void mdm_cli_progress_begin (mdm_cli_progress_t *progress,
                             mdm_progress_kind kind);
/* DONE of TOTAL rows are done.  What was done at the first call does not count
   for the estimate of the time that is left.  */
void mdm_cli_progress_tell (mdm_cli_progress_t *progress, size_t done,
                            size_t total);
/* Leave no trace on a terminal.  */
void mdm_cli_progress_end (mdm_cli_progress_t *progress);

#endif
