/* schedule_times.h - schedules of random unmask times, iid: and alpha:,
   and mixtures of schedules, mixed:FILE.  */
#ifndef MDM_SCHEDULE_TIMES_H
#define MDM_SCHEDULE_TIMES_H

#include "sampler/schedule_reading.h"

mdm_schedule_parser_t mdm_schedule_parse_iid;
mdm_schedule_parser_t mdm_schedule_parse_alpha;
mdm_schedule_parser_t mdm_schedule_parse_mixed;

#endif
