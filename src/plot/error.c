#include <config.h>

#include "plot/kinds.h"
#include "plot/instances.h"

#include "text/string.h"

#include <string.h>

/* What is drawn where no schedule is named.  */
static const char *const schedules[]
    = { "balanced:1..L", "cosine:1..L", "best:1..L" };

static void
instances_clear (mdm_instances_t *drawn)
{
  mdm_ordinate_clear (&drawn->x);
  for (size_t i = 0; i < drawn->count; i++)
    mdm_ordinate_clear (drawn->y + i);
  flint_free (drawn->y);
}

/* Begin DRAWN: its x, and room for COUNT ordinates.  */
static mdm_status
begin (mdm_figure_t figure, mdm_instances_t *drawn,
       const mdm_plot_asked_t *asked, size_t count, mdm_err_t *err)
{
  const char *x = asked->x != NULL ? asked->x : "T";
  MDM_OWNED char *label = mdm_figure_label_str (x, asked->format->unit);

  drawn->y = flint_calloc (count + 1, sizeof *drawn->y);
  drawn->schedules = asked->schedules;
  MDM_TRY (mdm_ordinate_read (&drawn->x, "x", x, err));
  mdm_figure_set_x (figure, asked->x == NULL                    ? "steps T"
                            : mdm_ordinate_has_unit (&drawn->x) ? label
                                                                : x);
  return MDM_OK;
}

/* Add the ordinate TEXT, in PANEL.  */
static mdm_status
add_value (mdm_instances_t *drawn, const char *text, size_t panel,
           mdm_err_t *err)
{
  mdm_ordinate_t *y = drawn->y + drawn->count++;

  MDM_TRY (mdm_ordinate_read (y, "y", text, err));
  y->panel = panel;
  return MDM_OK;
}

static void
label_y (mdm_figure_t figure, const mdm_ordinate_t *y, const char *text,
         const mdm_plot_asked_t *asked)
{
  MDM_OWNED char *label = mdm_figure_label_str (text, asked->format->unit);

  mdm_figure_set_y (figure, 0, mdm_ordinate_has_unit (y) ? label : text);
}

/* Draw, with the law as the title if there is only one.  */
static mdm_status
draw (mdm_figure_t figure, mdm_plot_asked_t *asked,
      const mdm_instances_t *drawn, mdm_err_t *err)
{
  if (asked->laws.count == 1)
    mdm_figure_set_title (figure, asked->laws.text[0]);
  return mdm_plot_instances (figure, asked, drawn, err);
}

mdm_status
mdm_plot_error (mdm_figure_t figure, mdm_plot_asked_t *asked, mdm_err_t *err)
{
  const char *y = asked->y != NULL ? asked->y : "ekl";
  MDM_CLEARED (drawn, mdm_instances_t, instances_clear);

  memset (drawn, 0, sizeof *drawn);
  MDM_TRY (begin (figure, drawn, asked, 1 + asked->claims, err));
  if (asked->schedules.count == 0)
    drawn->schedules = (mdm_texts_t){ schedules, 3 };
  MDM_TRY (add_value (drawn, y, 0, err));
  label_y (figure, drawn->y, y, asked);
  for (size_t i = 0; i < asked->claims; i++)
    MDM_TRY (mdm_ordinate_set_bound (drawn->y + drawn->count++, asked, i,
                                     drawn->y, err));
  return draw (figure, asked, drawn, err);
}

mdm_status
mdm_plot_rates (mdm_figure_t figure, mdm_plot_asked_t *asked, mdm_err_t *err)
{
  MDM_CLEARED (drawn, mdm_instances_t, instances_clear);

  memset (drawn, 0, sizeof *drawn);
  MDM_TRY (begin (figure, drawn, asked, 2, err));
  if (asked->schedules.count == 0)
    drawn->schedules = (mdm_texts_t){ schedules, 3 };
  figure->panels = 2;
  MDM_TRY (add_value (drawn, "ser", 0, err));
  MDM_TRY (add_value (drawn, "perplexity", 1, err));
  mdm_figure_set_y (figure, 0, "SER");
  mdm_figure_set_y (figure, 1, "TER");
  return draw (figure, asked, drawn, err);
}

/* The balanced schedules, where schedules are spoken of and none is named.  */
static void
need_schedules (mdm_instances_t *drawn)
{
  int need = mdm_ordinate_needs_schedule (&drawn->x);

  for (size_t i = 0; i < drawn->count; i++)
    need |= mdm_ordinate_needs_schedule (drawn->y + i);
  if (need && drawn->schedules.count == 0)
    drawn->schedules = (mdm_texts_t){ schedules, 1 };
}

mdm_status
mdm_plot_ratio (mdm_figure_t figure, mdm_plot_asked_t *asked, mdm_err_t *err)
{
  MDM_CLEARED (drawn, mdm_instances_t, instances_clear);

  memset (drawn, 0, sizeof *drawn);
  if ((asked->y != NULL) == (asked->claims > 0))
    return mdm_err_set (
        err, MDM_EPARSE, asked->y != NULL ? "--claim" : "--y", 0, 0,
        asked->y != NULL ? "there is a --y already"
                         : "the option is missing: what is drawn, or "
                           "--claim, whose sides are compared");
  MDM_TRY (begin (figure, drawn, asked, asked->claims, err));
  drawn->across = 1;
  if (asked->y != NULL)
    MDM_TRY (add_value (drawn, asked->y, 0, err));
  for (size_t i = 0; i < asked->claims; i++)
    mdm_ordinate_set_ratio (drawn->y + drawn->count++, asked, i);
  need_schedules (drawn);
  label_y (figure, drawn->y,
           asked->y != NULL ? asked->y : "left side / right side", asked);
  return draw (figure, asked, drawn, err);
}
