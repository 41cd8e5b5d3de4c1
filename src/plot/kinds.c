#include <config.h>

#include "plot/kinds.h"

const mdm_plot_kind_t mdm_plot_kinds[] = {
  { "curve", MDM_PLOT_LAWS | MDM_PLOT_SCHEDULES, mdm_plot_curve },
  { NULL, 0, NULL }
};
