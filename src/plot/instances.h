/* instances.h - figures of many instances: for each law and schedule a mark,
   of each range of them a series.  */
#ifndef MDM_PLOT_INSTANCES_H
#define MDM_PLOT_INSTANCES_H

#include "plot/ordinate.h"

typedef struct
{
  mdm_ordinate_t x;
  mdm_ordinate_t *y; /* COUNT of them */
  size_t count;
  mdm_texts_t schedules; /* none: the law alone */
  int across; /* where nothing is a range, are the marks of different laws one
                 series? */
} mdm_instances_t;

/* Add the series of what is ASKED for, as DRAWN says, to FIGURE: for each
   option --law and --schedule and each ordinate one, but for each law of a
   range where both are ranges.  Bounds that are the same for several
   schedules are one series.  */
mdm_status mdm_plot_instances (mdm_figure_t figure, mdm_plot_asked_t *asked,
                               const mdm_instances_t *drawn,
                               mdm_err_t *err) MDM_MUST_CHECK;

#endif
