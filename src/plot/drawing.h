/* drawing.h - figures as documents: SVG, a picture for LaTeX with pgfplots, a
   script for gnuplot, and a table.

   Each has all the data, in the digits of the figure: SVG as attributes data-x
   and data-y of the marks, whose places are the digits rounded to 1/100 mm;
   the two sources as coordinates that are plotted by others.  The picture for
   LaTeX may be read into a document that uses pgfplots, and compiled alone.
   The script sets a terminal, and writes to where the caller says.  */
#ifndef MDM_DRAWING_H
#define MDM_DRAWING_H

#include "plot/figure.h"
#include "report/result.h"

/* FIGURE, which passes mdm_figure_check, as a document; on the heap.  */
char *mdm_draw_svg (const mdm_figure_t figure);
char *mdm_draw_pgfplots (const mdm_figure_t figure);
char *mdm_draw_gnuplot (const mdm_figure_t figure);

/* Fill RESULT with a row for each mark of FIGURE.  */
void mdm_draw_table (mdm_result_t result, const mdm_figure_t figure);

/* A place of a line, in the digits of a figure.  */
typedef struct
{
  const char *x, *y; /* lent by the figure */
  const fmpq *at_x, *at_y;
} mdm_corner_t;

/* The area between the steps of series I of FIGURE and of the one below it, as
   a closed line: set *CORNER, on the heap, and return how many it has; 0 where
   there is no area.  */
size_t mdm_draw_area (mdm_corner_t **corner, const mdm_figure_t figure,
                      size_t i);

/* Pictures are laid out for a width of MDM_DRAWING_LEAST at least, and
   narrower ones are that one made smaller: by FIGURE->width /
   mdm_draw_width (figure).  */
#define MDM_DRAWING_LEAST 5000
long mdm_draw_width (const mdm_figure_t figure);

/* How many letters TEXT has: not bytes.  */
size_t mdm_draw_letters (const char *text);

/* How many letters of width LETTER have room in LENGTH, at least one.  */
size_t mdm_draw_room (long length, long letter);
/* How many bytes of TEXT are its first line, if a line has room for MOST
   letters, > 0: all of them, or so many that it ends after a blank or
   a sign that words are joined by, if there is one in its second half.  */
size_t mdm_draw_line (const char *text, size_t most);
/* How many such lines TEXT has, at least one.  */
size_t mdm_draw_lines (const char *text, size_t most);

/* Is LABEL, of a tick, 10^k?  Then its exponent, lent, else NULL.  */
const char *mdm_draw_exponent (const char *label);

#endif
