/* report.h - what a search has found, as a result to be written.  */
#ifndef MDM_SEARCH_REPORT_H
#define MDM_SEARCH_REPORT_H

#include "report/reports.h"
#include "search/search.h"

/* What was FOUND by JOB.  */
mdm_status mdm_report_search (mdm_result_t result,
                              const mdm_search_found_t found,
                              const mdm_search_job_t job) MDM_MUST_CHECK;

#endif
