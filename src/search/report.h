/* report.h - what a search has found, as a result to be written.  */
#ifndef MDM_SEARCH_REPORT_H
#define MDM_SEARCH_REPORT_H

#include "report/reports.h"
#include "search/search.h"

/* What was FOUND of what is ASKED on the laws of CELLS, the claims being
   CLAIM; CLIMBED on hill climbs.  */
mdm_status
mdm_report_search (mdm_result_t result, const mdm_search_found_t found,
                   const mdm_search_asked_t *asked, const mdm_cells_t cells,
                   const mdm_asked_claim_t *claim, int climbed) MDM_MUST_CHECK;

#endif
