/* kinds.h - the kinds of figures: each makes a figure of what was asked.  */
#ifndef MDM_PLOT_KINDS_H
#define MDM_PLOT_KINDS_H

#include "plot/asked.h"

/* What a kind takes.  */
enum
{
  MDM_PLOT_LAWS = 1, /* it needs a law */
  MDM_PLOT_SCHEDULES = 2,
  MDM_PLOT_PREDICTOR = 4,
  MDM_PLOT_CLAIMS = 8,
  MDM_PLOT_X = 16,
  MDM_PLOT_Y = 32,
  MDM_PLOT_SIZE = 64, /* length and smax */
  MDM_PLOT_ROUNDS = 128,
  MDM_PLOT_FILE = 256 /* it needs one */
};

typedef mdm_status mdm_plot_maker_t (mdm_figure_t figure,
                                     mdm_plot_asked_t *asked, mdm_err_t *err);

typedef struct
{
  const char *name;
  unsigned takes;
  mdm_plot_maker_t *make;
} mdm_plot_kind_t;

/* All kinds, ended by one without a name.  */
extern const mdm_plot_kind_t mdm_plot_kinds[];

/* The information curve, and the steps of schedules of sizes below it: the
   area between is ekl.  */
mdm_plot_maker_t mdm_plot_curve;
/* ekl, or another quantity, against T, and the bounds of claims.  */
mdm_plot_maker_t mdm_plot_error;
/* SER above TER against T.  */
mdm_plot_maker_t mdm_plot_rates;
/* An expression, or left over right side of claims, against another.  */
mdm_plot_maker_t mdm_plot_ratio;
/* The least errors of T rounds.  */
mdm_plot_maker_t mdm_plot_depth;
/* The slack of claims on the rays.  */
mdm_plot_maker_t mdm_plot_rays;
/* Two columns of a table, a series for each label of rows.  */
mdm_plot_maker_t mdm_plot_table;

#endif
