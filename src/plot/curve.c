#include <config.h>

#include "plot/kinds.h"

#include "text/string.h"

/* Digits of the errors in the legend.  */
#define DIGITS 4

/* Add the mark of X and Z_J; what is over a limit of precision is a
   failure.  */
static mdm_status
add_mark (mdm_series_t *series, size_t x, const mdm_curve_struct *curve,
          size_t j, const mdm_format_t *format, mdm_err_t *err)
{
  MDM_NUMBER (number);

  MDM_TRY (mdm_number_set_error (number, curve->z + j, format, err));
  mdm_series_add_number (series, x, number);
  return MDM_OK;
}

/* Add the curve of LAW: Z_j is the height from j - 1 to j.  */
static mdm_status
add_curve (mdm_figure_t figure, const mdm_law_t law,
           const mdm_curve_struct *curve, const mdm_plot_asked_t *asked,
           mdm_err_t *err)
{
  MDM_OWNED char *name = figure->title != NULL
                             ? mdm_str ("Z_j")
                             : mdm_str ("Z_j, %s", law->name);
  size_t i = mdm_figure_add (figure, MDM_SERIES_STEPS, name);

  for (size_t j = 0; j <= law->length; j++)
    MDM_TRY (add_mark (figure->series + i, j, curve, j == 0 ? 1 : j,
                       asked->format, err));
  return MDM_OK;
}

/* The name of SCHEDULE in the legend, with its error.  */
static mdm_status
name_steps (char **name, const mdm_figure_t figure,
            const mdm_schedule_t schedule, mdm_instance_t instance,
            const mdm_plot_asked_t *asked, mdm_err_t *err)
{
  mdm_unit unit = asked->format->unit;
  const mdm_logform_struct *ekl;
  MDM_OWNED char *digits = NULL;

  MDM_TRY (mdm_instance_ekl_ideal (&ekl, instance, err));
  if (mdm_decimal_logform (&digits, ekl, DIGITS, unit) != MDM_OK)
    return mdm_err_set (err, MDM_ELIMIT, NULL, 0, 0,
                        "ekl could not be rounded");
  *name = mdm_str ("%s%s%s: ekl %s %s", schedule->name,
                   figure->title != NULL ? "" : ", ",
                   figure->title != NULL ? "" : instance->law->name, digits,
                   mdm_unit_str (unit));
  return MDM_OK;
}

/* Add the steps of SCHEDULE below the series BELOW, the curve of its law:
   while a step draws, its height is that of the curve where it began.  */
static mdm_status
add_steps (mdm_figure_t figure, size_t below, const mdm_schedule_t schedule,
           mdm_law_t law, mdm_curve_t curve, const mdm_plot_asked_t *asked,
           mdm_err_t *err)
{
  MDM_OWNED char *name = NULL;
  MDM_INSTANCE (instance, law, schedule, curve, asked->limit);
  size_t i, j = 0;

  if (schedule->kind != MDM_SCHEDULE_SIZES)
    return mdm_err_set (err, MDM_EDOMAIN, NULL, 0, 0,
                        "only the steps of a schedule of sizes lie below "
                        "the curve");
  MDM_TRY (name_steps (&name, figure, schedule, instance, asked, err));
  i = mdm_figure_add (figure, MDM_SERIES_STEPS, name);
  figure->series[i].below = below;
  MDM_TRY (add_mark (figure->series + i, 0, curve, 1, asked->format, err));
  for (size_t t = 0; t < schedule->steps; t++)
    {
      size_t first = j + 1;
      for (size_t end = j + schedule->size[t]; j < end; j++)
        MDM_TRY (add_mark (figure->series + i, j + 1, curve, first,
                           asked->format, err));
    }
  return MDM_OK;
}

/* Add all that is asked for of one law.  */
static mdm_status
add_law (mdm_figure_t figure, const char *spec, const char *typed,
         const mdm_plot_asked_t *asked, mdm_err_t *err)
{
  MDM_LAW (law);
  MDM_CURVE (curve);
  size_t below = figure->count;

  MDM_TRY (mdm_plot_open_law (law, spec, typed, asked->limit, err));
  MDM_TRY (mdm_limit_check (
      asked->limit, "the marks of the figure",
      mdm_work_mul (law->length, 100 * MDM_CELLS_PER_LOGARITHM),
      mdm_work_mul (law->length, 1024), err));
  if (mdm_curve_set (curve, law, asked->limit, err) != MDM_OK)
    return mdm_plot_place (err, "law", typed);
  MDM_TRY (add_curve (figure, law, curve, asked, err));
  for (size_t s = 0; s < asked->schedules.count; s++)
    {
      const char *text = asked->schedules.text[s];
      mdm_sweep_t sweep;
      MDM_TRY (mdm_plot_read_sweep (&sweep, "schedule", text, law->length,
                                    err));
      for (size_t k = 0; k < sweep.count; k++)
        {
          MDM_OWNED char *spec = mdm_sweep_str (&sweep, k);
          MDM_SCHEDULE (schedule);
          MDM_TRY (mdm_plot_open_schedule (schedule, spec, text, law, curve,
                                           asked->limit, err));
          if (add_steps (figure, below, schedule, law, curve, asked, err)
              != MDM_OK)
            return mdm_plot_place (err, "schedule", text);
        }
    }
  return MDM_OK;
}

mdm_status
mdm_plot_curve (mdm_figure_t figure, mdm_plot_asked_t *asked, mdm_err_t *err)
{
  MDM_OWNED char *label
      = mdm_figure_label_str ("information Z_j", asked->format->unit);

  mdm_figure_set_x (figure, "tokens revealed, j");
  mdm_figure_set_y (figure, 0, label);
  for (size_t l = 0; l < asked->laws.count; l++)
    {
      const char *typed = asked->laws.text[l];
      mdm_sweep_t sweep;
      MDM_TRY (mdm_plot_read_sweep (&sweep, "law", typed, 0, err));
      if (asked->laws.count == 1 && sweep.count == 1)
        mdm_figure_set_title (figure, typed);
      for (size_t k = 0; k < sweep.count; k++)
        {
          MDM_OWNED char *spec = mdm_sweep_str (&sweep, k);
          MDM_TRY (add_law (figure, spec, typed, asked, err));
        }
    }
  return MDM_OK;
}
