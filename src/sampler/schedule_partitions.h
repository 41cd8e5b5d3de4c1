/* schedule_partitions.h - schedules by their sizes, as 2,2,1, and by the
   blocks of one partition: blocks:, scan: and bisect:.  */
#ifndef MDM_SCHEDULE_PARTITIONS_H
#define MDM_SCHEDULE_PARTITIONS_H

#include "sampler/schedule_reading.h"

mdm_schedule_parser_t mdm_schedule_parse_sizes;
mdm_schedule_parser_t mdm_schedule_parse_blocks;
mdm_schedule_parser_t mdm_schedule_parse_scan;
mdm_schedule_parser_t mdm_schedule_parse_bisect;

#endif
