/* style.h - what series look like: colours, marks, dashes.

   The colours are those of Okabe and Ito that are dark enough on white, which
   people who see colours differently tell apart; marks and dashes differ, too,
   so that nothing is lost in grey.  */
#ifndef MDM_STYLE_H
#define MDM_STYLE_H

#include "plot/figure.h"

typedef struct
{
  const char *colour;       /* of HTML, "#rrggbb" */
  const char *dashes;       /* of SVG, lengths in 1/100 mm; "" is solid */
  const char *tikz_dashes;  /* a dash pattern of TikZ */
  const char *gnuplot_dash; /* a dash type of gnuplot */
  const char *path;         /* a mark of SVG, about its place */
  int filled;               /* is the mark filled? */
  const char *tikz_mark;    /* a mark of TikZ, to be filled as that is */
  int gnuplot_mark;         /* a point type of gnuplot */
} mdm_style_t;

/* Style number I, from 0 on: two among the first 56 differ in colour or in
   mark, two that follow each other in all.  */
mdm_style_t mdm_style (size_t i);

/* Most marks of a series that are shown, if that are not all.  */
#define MDM_STYLE_MARKS 24
/* Every which mark of SERIES is shown?  Each one, where no line is.  */
size_t mdm_style_every (const mdm_series_t *series);

#endif
