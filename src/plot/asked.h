/* asked.h - what a figure is to show, as it was asked for, and opening it.

   A specification may have ranges of whole numbers in it (law/sweep.h):
   `balanced:1..6' stands for balanced:1, .., balanced:6.  A failure without a place is that of the option,
   as it was typed.  */
#ifndef MDM_PLOT_ASKED_H
#define MDM_PLOT_ASKED_H

#include "law/sweep.h"
#include "plot/figure.h"
#include "report/reports.h"
#include "table/description.h"

typedef struct
{
  const char *const *text; /* lent */
  size_t count;
} mdm_texts_t;

typedef struct
{
  mdm_texts_t laws, schedules;
  const char *predictor; /* or NULL: the ideal one */
  const mdm_asked_claim_t *claim;
  const char *const *claim_text; /* as typed, one for each claim */
  size_t claims;
  const char *x, *y; /* expressions, or columns; or NULL */
  const mdm_description_struct *description; /* of a table, or NULL */
  size_t length, smax;                       /* 0: not given */
  size_t rounds_from, rounds_to; /* the first 0: not given; the second: to L */
  const mdm_format_t *format;
  const mdm_limit_t *limit;
  int incomplete; /* set: something that was asked for is not in the figure */
  mdm_err_t *why; /* set then: why, if that is known */
} mdm_plot_asked_t;

/* Set SWEEP to what TEXT, the value of --OPTION, stands for where sequences
   have LENGTH, 0: not known; not too many to be drawn.  */
mdm_status mdm_plot_read_sweep (mdm_sweep_t *sweep, const char *option,
                                const char *text, size_t length,
                                mdm_err_t *err) MDM_MUST_CHECK;

/* Set LAW to SPEC of the option --law=TYPED.  */
mdm_status mdm_plot_open_law (mdm_law_t law, const char *spec,
                              const char *typed, const mdm_limit_t *limit,
                              mdm_err_t *err) MDM_MUST_CHECK;
/* Set SCHEDULE to SPEC of the option --schedule=TYPED, for LAW, whose CURVE is
   set if it is needed.  */
mdm_status mdm_plot_open_schedule (mdm_schedule_t schedule, const char *spec,
                                   const char *typed, mdm_law_t law,
                                   mdm_curve_t curve, const mdm_limit_t *limit,
                                   mdm_err_t *err) MDM_MUST_CHECK;

/* The failure ERR is of the option --OPTION=TYPED, all of which is shown.  */
mdm_status mdm_plot_place (mdm_err_t *err, const char *option,
                           const char *typed);
/* That something is not in the figure, as ERR says.  */
void mdm_plot_miss (mdm_plot_asked_t *asked, const mdm_err_t *err);

#endif
