/* schedule_chosen.h - schedules that are chosen for a law: best: and worst: by
   its curve, tc: and dtc: by a bound, best-blocks: and best-policy: by search.
 */
#ifndef MDM_SCHEDULE_CHOSEN_H
#define MDM_SCHEDULE_CHOSEN_H

#include "sampler/schedule_reading.h"

mdm_schedule_parser_t mdm_schedule_parse_best;
mdm_schedule_parser_t mdm_schedule_parse_worst;
mdm_schedule_parser_t mdm_schedule_parse_tc;
mdm_schedule_parser_t mdm_schedule_parse_dtc;
mdm_schedule_parser_t mdm_schedule_parse_best_blocks;
mdm_schedule_parser_t mdm_schedule_parse_best_policy;

#endif
