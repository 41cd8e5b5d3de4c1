/* certify_stream.h - certify many laws in one run, for searches and sweeps:
   those of a stream, or those of a specification with ranges (law/sweep.h).

   The laws are independent of each other, so with -j they are shared out to
   several processes (workers.h), each taking the next law that nobody has;
   the rows are put in the order of the file, and so are mistakes: of several
   the first is told.  Every law before it has been taken by then, so it does
   not depend on the number of processes either.  */
#ifndef MDM_CERTIFY_STREAM_H
#define MDM_CERTIFY_STREAM_H

#include "cli/theorems.h"

/* Which laws are shown.  */
typedef struct
{
  int refuted_only; /* those that refute a claim */
  int first;        /* those up to the first that does; it is the last one */
  uint64_t top;     /* so many, of the greatest ratio of the first claim, the
                       least with >= and >; 0: all */
} mdm_stream_choice_t;

/* Certify ASKED on every law of --laws with the schedule of OPTIONS, adding the
   verdicts to TALLY.  */
mdm_status mdm_certify_stream (mdm_result_t result, mdm_tally_t *tally,
                               const mdm_asked_t *asked,
                               const mdm_options_t *options,
                               const mdm_stream_choice_t *choice,
                               mdm_err_t *err) MDM_MUST_CHECK;

#endif
