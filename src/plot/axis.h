/* axis.h - the range of an axis, where its ticks are, and where a number is on
   it.

   Everything is rational, a logarithm being rounded by Arb, so that a picture
   is the same on every machine.  */
#ifndef MDM_AXIS_H
#define MDM_AXIS_H

#include "plot/figure.h"

typedef struct
{
  fmpq_t at;
  char *label; /* digits; "10^-3" where it is a power; on the heap; "" for a
                  tick without a label */
} mdm_tick_t;

typedef struct
{
  int log;
  fmpq_t low, high; /* low < high; both > 0 if it is logarithmic */
  size_t ticks;
  mdm_tick_t *tick; /* ascending */
} mdm_axis_struct;

typedef mdm_axis_struct mdm_axis_t[1];

void mdm_axis_init (mdm_axis_t axis);
void mdm_axis_clear (mdm_axis_t axis);
#define MDM_AXIS(x)                                                           \
 MDM_SCOPED (x, mdm_axis_struct, mdm_axis_init, mdm_axis_clear)

/* Set AXIS, just initialised, to the x axis of FIGURE, to the y axis of PANEL:
   all marks that are drawn are within, and there are about MOST ticks.
   FIGURE has such marks and passes mdm_figure_check.  */
void mdm_axis_set_x (mdm_axis_t axis, const mdm_figure_t figure, size_t most);
void mdm_axis_set_y (mdm_axis_t axis, const mdm_figure_t figure, size_t panel,
                     size_t most);

/* X in digits, enough to tell apart what is apart on AXIS; on the heap.  */
char *mdm_axis_str (const mdm_axis_t axis, const fmpq_t x);

/* Where X is on AXIS, of LENGTH units from low to high, to the nearest.  */
long mdm_axis_place (const mdm_axis_t axis, const fmpq_t x, long length);

#endif
