#include <config.h>

#include "plot/style.h"

static const char *const colours[]
    = { "#000000", "#0072B2", "#D55E00", "#009E73",
        "#CC79A7", "#56B4E9", "#E69F00" };

static const char *const dashes[][3]
    = { { "", "solid", "1" },
        { "150 60", "dash pattern=on 4pt off 2pt", "(10,5)" },
        { "45 45", "dash pattern=on 1.2pt off 1.2pt", "(3,4)" },
        { "150 45 45 45", "dash pattern=on 4pt off 1.3pt on 1.3pt off 1.3pt",
          "(10,4,3,4)" },
        { "280 70", "dash pattern=on 8pt off 2pt", "(20,5)" } };

typedef struct
{
  const char *path;
  int filled;
  const char *tikz;
  int gnuplot;
} mark_t;

static const mark_t marks[]
    = { { "m-65 0a65 65 0 1 0 130 0a65 65 0 1 0-130 0z", 1, "*", 7 },
        { "m-58-58h116v116h-116z", 0, "square*", 4 },
        { "m0-78 75 130h-150z", 1, "triangle*", 9 },
        { "m0-85 65 85-65 85-65-85z", 0, "diamond*", 12 },
        { "m-60-60 120 120m0-120-120 120", 0, "x", 2 },
        { "m-58-58h116v116h-116z", 1, "square*", 5 },
        { "m0-78 75 130h-150z", 0, "triangle*", 8 },
        { "m-65 0a65 65 0 1 0 130 0a65 65 0 1 0-130 0z", 0, "*", 6 } };

#define COUNT(list) (sizeof list / sizeof *list)

mdm_style_t
mdm_style (size_t i)
{
  const char *const *dash = dashes[i % COUNT (dashes)];
  const mark_t *mark = marks + i % COUNT (marks);

  return (mdm_style_t){ .colour = colours[i % COUNT (colours)],
                        .dashes = dash[0],
                        .tikz_dashes = dash[1],
                        .gnuplot_dash = dash[2],
                        .path = mark->path,
                        .filled = mark->filled,
                        .tikz_mark = mark->tikz,
                        .gnuplot_mark = mark->gnuplot };
}

size_t
mdm_style_every (const mdm_series_t *series)
{
  return series->kind == MDM_SERIES_MARKS
             ? 1
             : (series->count + MDM_STYLE_MARKS - 1) / MDM_STYLE_MARKS;
}
