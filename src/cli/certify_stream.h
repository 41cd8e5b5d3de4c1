/* certify_stream.h - certify many laws in one run, for searches and sweeps.

   The laws are independent of each other, so with -j they are shared out to
   several processes (workers.h), each taking the next law that nobody has;
   the rows are put in the order of the file, and so are mistakes: of several
   the first is told.  Every law before it has been taken by then, so it does
   not depend on the number of processes either.  */
#ifndef MDM_CERTIFY_STREAM_H
#define MDM_CERTIFY_STREAM_H

#include "cli/theorems.h"

/* Certify ASKED on every law of the stream --laws with the schedule of
   OPTIONS, adding the verdicts to TALLY.  */
mdm_status mdm_certify_stream (mdm_result_t result, mdm_tally_t *tally,
                               const mdm_asked_t *asked,
                               const mdm_options_t *options,
                               mdm_err_t *err) MDM_MUST_CHECK;

#endif
