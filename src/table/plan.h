/* plan.h - the rows of a table, in the order in which they are described.

   Rows are numbered from 0 in the order of the blocks, in a block by law, then
   by the values of the variables, the first varying slowest, then by
   schedule.  The number of a row depends on the description alone, so that
   several machines may share a table by it.  */
#ifndef MDM_PLAN_H
#define MDM_PLAN_H

#include "exact/limit.h"
#include "journal/arena.h"
#include "prove/setting.h"
#include "table/description.h"

typedef struct
{
  const mdm_block_t *block;
  const mdm_field_t *law_field; /* or that of PROVE */
  const mdm_field_t *schedule_field;
  char *label;
  char *law;                  /* NULL: all of those that PROVE says */
  char *prove;                /* NULL: the one LAW */
  char *schedule;             /* NULL: the row has none */
  int open;                   /* has the schedule a place left open? */
  char *predictor;            /* NULL: the ideal one */
  mdm_named_text_t *variable; /* those of the block */
  size_t group; /* rows of the same law have the same number; groups are
                   numbered from 0 as they first occur */
} mdm_plan_row_t;

typedef struct
{
  size_t count, groups;
  mdm_plan_row_t *row;
  /* The numbers of the rows of group g, ascending, are
     member[start[g]..start[g+1]).  */
  size_t *start, *member;
  mdm_arena_t arena; /* the texts of the rows */
} mdm_plan_struct;

typedef mdm_plan_struct mdm_plan_t[1];

void mdm_plan_init (mdm_plan_t plan);
void mdm_plan_clear (mdm_plan_t plan);

/* Set PLAN, just initialised, to the rows of DESCRIPTION, which outlives it.
   MDM_EPARSE for a range that is none, with its place; MDM_ELIMIT for too many
   rows.  A table without a row is an error.  */
mdm_status mdm_plan_set (mdm_plan_t plan,
                         const mdm_description_struct *description,
                         mdm_err_t *err) MDM_MUST_CHECK;

/* Find mistakes in the laws and schedules of the rows that can be found in a
   moment: open the first few hundred laws where they are small, and read its
   schedules that need no more than its length.  What would take longer is left
   to be found when the row is computed.  READING is how files of laws are read
   (law/reading.h), or NULL.  */
mdm_status mdm_plan_check (const mdm_plan_t plan,
                           const mdm_description_struct *description,
                           const struct mdm_reading *reading,
                           mdm_err_t *err) MDM_MUST_CHECK;

/* What of a row could not be opened.  */
typedef enum
{
  MDM_PLAN_LAW, /* or what is to be proved */
  MDM_PLAN_SCHEDULE,
  MDM_PLAN_PREDICTOR
} mdm_plan_part;

/* Move the place of a failure to open PART of ROW to the description, where it
   is not one in a file.  */
mdm_status mdm_plan_blame (const mdm_description_struct *description,
                           const mdm_plan_row_t *row, mdm_plan_part part,
                           mdm_err_t *err);

/* Set SETTING, just initialised, to what is to be proved in ROW.  */
mdm_status mdm_plan_setting (mdm_setting_t *setting,
                             const mdm_description_struct *description,
                             const mdm_plan_row_t *row,
                             const mdm_limit_t *limit,
                             mdm_err_t *err) MDM_MUST_CHECK;

#endif
