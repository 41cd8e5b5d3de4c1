/* certify_stream.h - certify many laws in one process, for searches and
   sweeps.  */
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
