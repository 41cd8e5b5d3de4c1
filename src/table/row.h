/* row.h - a row in work: what the parts of the recorder share.  Private to
   recorder.c, cell.c, claims.c and sought.c.  */
#ifndef MDM_ROW_H
#define MDM_ROW_H

#include "claim/environment.h"
#include "claim/solve.h"
#include "info/curve.h"
#include "table/evidence.h"
#include "table/recorder.h"
#include "table/universal.h"

/* What a column that solves a claim found in the row.  */
typedef struct
{
  int done;
  mdm_status status; /* MDM_OK, or why there is nothing */
  mdm_err_t err;
  mdm_constant_t constant; /* of a universal row */
  mdm_solution_t solution; /* of a row of one law */
} mdm_row_solved_t;

struct mdm_recorder
{
  const mdm_description_struct *description;
  const mdm_plan_struct *plan;
  const mdm_format_t *format;
  mdm_limit_t limit;
  int certified; /* are certificates wanted? */
  size_t group;  /* of the law at hand; SIZE_MAX: none */
  mdm_law_t law;
  mdm_curve_t curve;     /* of the law, once it was needed */
  mdm_status law_status; /* MDM_OK or MDM_ELIMIT */
  mdm_err_t limit_err;   /* the law or the row is over a limit */
  /* The row at hand.  */
  const mdm_plan_row_t *row;
  mdm_instance_struct *instance; /* of a row of one law; NULL: over a limit */
  const mdm_setting_t *setting;  /* likewise of a universal one */
  const mdm_schedule_struct *schedule;
  const mdm_predictor_struct *predictor; /* or NULL: the ideal one */
  mdm_judgement_struct *judgement;       /* of each claim */
  mdm_universal_t *universal;            /* the same */
  mdm_row_solved_t *solved; /* of each column, at the first that asks it */
  mdm_evidence_t evidence;
  mdm_record_t *record;
  mdm_err_t *err;
};

/* The number of a cell: it may be absent.  */
typedef struct
{
  int there;
  int plain;    /* no unit */
  int is_ratio; /* X / Y, else X */
  mdm_value_struct *x, *y;
} mdm_row_number_t;

/* What certificates are of (evidence.h): the row as a whole, claim I, column
   C.  */
#define MDM_SUBJECT_ROW 0
#define MDM_SUBJECT_CLAIM(i) ((i) + 1)
#define MDM_SUBJECT_COLUMN(recorder, c)                                       \
 ((recorder)->description->claims + (c) + 1)

/* Add a note to the record.  */
void mdm_row_note (mdm_recorder_t *recorder, size_t column, mdm_note_kind kind,
                   const char *message);
/* Turn a failure to evaluate COLUMN into a note, where it is one.  */
mdm_status mdm_row_excuse (mdm_recorder_t *recorder, size_t column,
                           mdm_status status,
                           const mdm_err_t *err) MDM_MUST_CHECK;

/* Judge claim I.  */
mdm_status mdm_row_judge (mdm_recorder_t *recorder, size_t i) MDM_MUST_CHECK;
/* Solve column C, a constant, unless that was done; lent.  */
mdm_status mdm_row_solve (const mdm_row_solved_t **solved,
                          mdm_recorder_t *recorder, size_t c) MDM_MUST_CHECK;
/* Set CELL to the number that column C, a constant, shows; or *TEXT, in the
   arena of the record, to its word.  */
mdm_status mdm_row_constant (mdm_row_number_t *cell, const char **text,
                             mdm_recorder_t *recorder,
                             size_t c) MDM_MUST_CHECK;
/* The certificate of the claims and numbers of a row of one law.  */
mdm_status mdm_row_certify (mdm_recorder_t *recorder) MDM_MUST_CHECK;

/* Set CELL to the number that column C seeks.  */
mdm_status mdm_row_seek (mdm_row_number_t *cell, mdm_recorder_t *recorder,
                         size_t c) MDM_MUST_CHECK;

/* Make the cell of column C, and set *KEY to what it is ordered by.  */
mdm_status mdm_row_cell (const char **key, mdm_recorder_t *recorder,
                         size_t c) MDM_MUST_CHECK;
/* X and Y of column C, a value or ratio.  */
mdm_status mdm_row_quantity (mdm_row_number_t *cell, mdm_recorder_t *recorder,
                             size_t c) MDM_MUST_CHECK;

#endif
