/* figure.h - a figure: series of exact numbers, written to the digits that
   were asked for, and what the axes are.

   A figure has one panel, or several above each other that share the x axis;
   all have the same series, called and drawn alike.
   What every format draws are the digits of the marks, and nothing else; a
   picture that has to round a coordinate further rounds that of the digits
   (axis.h).  A mark whose number does not exist, or is infinite, is in the
   data, and drawn nowhere.

   Texts are UTF-8 without control characters: other bytes become \xNN.  */
#ifndef MDM_FIGURE_H
#define MDM_FIGURE_H

#include "report/format.h"

/* Most panels.  */
#define MDM_PANELS_MAX 2

typedef struct
{
  char *x, *y;       /* digits, or "inf"; on the heap; NULL: it does not
                        exist */
  char *exact;       /* the exact form of Y; NULL: none, or too long */
  int drawn;         /* are both finite? */
  fmpq_t at_x, at_y; /* what the digits say, if it is drawn */
} mdm_mark_t;

/* How the marks of a series are shown.  */
typedef enum
{
  MDM_SERIES_JOINED, /* by lines, with a mark each */
  MDM_SERIES_MARKS,  /* the marks alone */
  MDM_SERIES_LINE,   /* the line alone: a bound */
  MDM_SERIES_STEPS   /* a function that is constant from each X to the next,
                        and has the second one's Y there */
} mdm_series_kind;

typedef struct
{
  mdm_series_kind kind;
  char *name; /* in the legend; on the heap */
  size_t panel;
  size_t style; /* series of different ones look different (style.h) */
  size_t below; /* STEPS: what is shaded is the area between this series and
                   the one of this number; SIZE_MAX: nothing */
  size_t count, alloc;
  mdm_mark_t *mark;
} mdm_series_t;

typedef struct
{
  char *title; /* or NULL */
  char *label_x, *label_y[MDM_PANELS_MAX];
  int log_x, log_y; /* are the axes logarithmic? */
  int formulas;     /* is what stands between dollar signs in texts LaTeX? */
  size_t panels;
  size_t count; /* of series; adding one moves them */
  mdm_series_t *series;
  long width; /* in units of 1/100 mm */
} mdm_figure_struct;

typedef mdm_figure_struct mdm_figure_t[1];

/* A figure of one panel without a series; its axes have no labels.  */
void mdm_figure_init (mdm_figure_t figure);
void mdm_figure_clear (mdm_figure_t figure);
/* Declare X, that is cleared with its scope (scoped.h).  */
#define MDM_FIGURE(x)                                                         \
 MDM_SCOPED (x, mdm_figure_struct, mdm_figure_init, mdm_figure_clear)

/* Set the title to a copy of TEXT; or the label of the x axis; or that of the
   y axis of PANEL.  */
void mdm_figure_set_title (mdm_figure_t figure, const char *text);
void mdm_figure_set_x (mdm_figure_t figure, const char *text);
void mdm_figure_set_y (mdm_figure_t figure, size_t panel, const char *text);
/* "TEXT (nats)", or bits, on the heap.  */
char *mdm_figure_label_str (const char *text, mdm_unit unit);

/* Add a series called NAME, which is copied; return its number.  Its style is
   that of no series before it.  */
size_t mdm_figure_add (mdm_figure_t figure, mdm_series_kind kind,
                       const char *name);
/* Drop series I; the later ones move up, and keep their styles.  No area may
   lie between it and another.  */
void mdm_figure_drop (mdm_figure_t figure, size_t i);
/* Give series I the NAME.  */
void mdm_figure_rename (mdm_figure_t figure, size_t i, const char *name);
/* Order the series by their panels, as they are within each, and number the
   styles of each panel's.  No area may lie between any.  */
void mdm_figure_settle (mdm_figure_t figure);
/* Take the lines off those series whose marks go to the right and to the left:
   the order of their marks says nothing.  */
void mdm_figure_unjoin (mdm_figure_t figure);
/* Is SERIES in the legend?  Those of the last panel are.  */
int mdm_figure_is_listed (const mdm_figure_t figure,
                          const mdm_series_t *series);

/* Add a mark to SERIES: the digits X and Y and the exact form of Y, all
   copied, NULL for what does not exist.  */
void mdm_series_add (mdm_series_t *series, const char *x, const char *y,
                     const char *exact);
/* The same with the natural number X and what a number Y is shown as.  */
void mdm_series_add_number (mdm_series_t *series, size_t x,
                            const mdm_number_t *y);
/* Have X and Y the same marks, digit for digit and in their exact forms, in
   the same panel?  */
int mdm_series_same (const mdm_series_t *x, const mdm_series_t *y);
/* Has SERIES no mark with both numbers, infinite ones included?  */
int mdm_series_is_empty (const mdm_series_t *series);

/* Can FIGURE be drawn: is there a mark to draw, and none where an axis has no
   logarithm?  MDM_EDOMAIN, with the option at fault, if there is one that is
   <= 0 there; MDM_ELIMIT if there is nothing.  */
mdm_status mdm_figure_check (const mdm_figure_t figure,
                             mdm_err_t *err) MDM_MUST_CHECK;

#endif
