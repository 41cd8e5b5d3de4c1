/* csv.h - laws in tables of comma-separated values (RFC 4180).

   The first line names the columns.  One of them holds weights; the others are
   the positions, in their order, and their values the tokens.  Rows of equal
   values add up, so that a contingency table is a law.  */
#ifndef MDM_CSV_H
#define MDM_CSV_H

#include "law/families.h"

/* csv:FILE,weight= - the table in FILE, whose column WEIGHT holds the
   weights.  */
mdm_family mdm_csv_read MDM_MUST_CHECK;

#endif
