/* schedule_reading.h - what the readers of schedules, by their kinds, share;
   who wants a schedule reads schedule_spec.h.  */
#ifndef MDM_SCHEDULE_READING_H
#define MDM_SCHEDULE_READING_H

#include "info/curve.h"
#include "law/law.h"
#include "sampler/schedule.h"

/* What a schedule is read for, all lent.  */
typedef struct
{
  mdm_schedule_struct *schedule;
  size_t length;
  mdm_law_struct *law; /* or NULL: none is at hand */
  const mdm_curve_struct *curve;
  const mdm_limit_t *limit;
  mdm_err_t *err;
} mdm_schedule_context_t;

/* Sets the schedule of CONTEXT to what REST, the words after the name of its
   kind, say.  */
typedef mdm_status
mdm_schedule_parser_t (const char *rest,
                       const mdm_schedule_context_t *context);

/* Read the number TEXT, which is a WHAT and between 1 and MOST; else *COUNT is
   0.  */
mdm_status mdm_schedule_read_count (size_t *count, const char *text,
                                    size_t most, const char *what,
                                    mdm_err_t *err) MDM_MUST_CHECK;

#endif
