/* head.h - the head of a table: a JSON object with all that is needed to write
   it from its records when the description is no longer at hand
   (mdmcert-table(5), "Shards").  */
#ifndef MDM_HEAD_H
#define MDM_HEAD_H

#include "table/record.h"

/* A new JSON object: the head of the table of DESCRIPTION with the rows of
   PLAN, written as FORMAT and LIMIT say.  */
json_t *mdm_head_new (const mdm_description_struct *description,
                      const mdm_plan_struct *plan, const mdm_format_t *format,
                      const mdm_limit_t *limit);

#endif
