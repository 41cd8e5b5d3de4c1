/* csv.h - laws in tables of comma-separated values (RFC 4180).

   The first line names the columns.  One of them holds weights; the others are
   the positions, in their order, and their values the tokens.  Rows of equal
   values add up, so that a contingency table is a law.  */
#ifndef MDM_CSV_H
#define MDM_CSV_H

#include "law/law.h"

/* Set LAW to the table in FILE, whose column WEIGHT holds the weights.  */
mdm_status mdm_csv_read (mdm_law_t law, const char *file, const char *weight,
                         const mdm_limit_t *limit,
                         mdm_err_t *err) MDM_MUST_CHECK;

#endif
