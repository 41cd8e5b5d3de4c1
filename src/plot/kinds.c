#include <config.h>

#include "plot/kinds.h"

const mdm_plot_kind_t mdm_plot_kinds[]
    = { { "curve", MDM_PLOT_LAWS | MDM_PLOT_SCHEDULES, mdm_plot_curve },
        { "error",
          MDM_PLOT_LAWS | MDM_PLOT_SCHEDULES | MDM_PLOT_PREDICTOR
              | MDM_PLOT_CLAIMS | MDM_PLOT_X | MDM_PLOT_Y,
          mdm_plot_error },
        { "rates",
          MDM_PLOT_LAWS | MDM_PLOT_SCHEDULES | MDM_PLOT_PREDICTOR | MDM_PLOT_X,
          mdm_plot_rates },
        { "ratio",
          MDM_PLOT_LAWS | MDM_PLOT_SCHEDULES | MDM_PLOT_PREDICTOR
              | MDM_PLOT_CLAIMS | MDM_PLOT_X | MDM_PLOT_Y,
          mdm_plot_ratio },
        { "depth", MDM_PLOT_LAWS | MDM_PLOT_ROUNDS, mdm_plot_depth },
        { "rays", MDM_PLOT_SCHEDULES | MDM_PLOT_CLAIMS | MDM_PLOT_SIZE,
          mdm_plot_rays },
        { "table", MDM_PLOT_FILE | MDM_PLOT_X | MDM_PLOT_Y, mdm_plot_table },
        { NULL, 0, NULL } };
