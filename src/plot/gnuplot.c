#include <config.h>

#include "plot/drawing.h"

#include "exact/decimal.h"
#include "plot/axis.h"
#include "plot/style.h"
#include "text/string.h"

#include <string.h>

/* Digits of a scale.  */
#define DIGITS 8

/* TEXT between single quotes, in which only these are doubled.  */
static void
write_quoted (FILE *stream, const char *text)
{
  fputc ('\'', stream);
  for (; *text != '\0'; text++)
    {
      if (*text == '\'')
        fputc ('\'', stream);
      fputc (*text, stream);
    }
  fputc ('\'', stream);
}

static void
write_axis (FILE *stream, const mdm_axis_t axis, char name, int labels)
{
  MDM_OWNED char *low = mdm_axis_str (axis, axis->low);
  MDM_OWNED char *high = mdm_axis_str (axis, axis->high);

  fprintf (stream, "%sset logscale %c\nset %crange [%s:%s]\nset %ctics (",
           axis->log ? "" : "un", name, name, low, high, name);
  for (size_t i = 0; i < axis->ticks; i++)
    {
      const char *label = labels ? axis->tick[i].label : "";
      const char *exponent = mdm_draw_exponent (label);
      MDM_OWNED char *at = mdm_axis_str (axis, axis->tick[i].at);
      fprintf (stream, "%s'%s%s%s' %s", i > 0 ? ", " : "",
               exponent != NULL ? "10^{" : "",
               exponent != NULL ? exponent : label,
               exponent != NULL ? "}" : "", at);
    }
  fputs (")\n", stream);
}

/* The data of series I, and of its area.  A comment that ended in a backslash
   would go on in the next line.  */
static void
write_data (FILE *stream, const mdm_figure_t figure, size_t i)
{
  const mdm_series_t *series = figure->series + i;
  MDM_OWNED mdm_corner_t *corner = NULL;
  size_t n = mdm_draw_area (&corner, figure, i);

  fprintf (stream, "# %s:\n$series%zu << EOD\n", series->name, i + 1);
  for (size_t m = 0; m < series->count; m++)
    if (series->mark[m].x != NULL)
      fprintf (stream, "%s %s\n", series->mark[m].x,
               series->mark[m].drawn ? series->mark[m].y : "NaN");
  fputs ("EOD\n", stream);
  if (n == 0)
    return;
  fprintf (stream, "$area%zu << EOD\n", i + 1);
  for (size_t k = 0; k < n; k++)
    fprintf (stream, "%s %s\n", corner[k].x, corner[k].y);
  fputs ("EOD\n", stream);
}

static void
write_series (FILE *stream, const mdm_figure_t figure, size_t i)
{
  static const char *const ways[] = { [MDM_SERIES_JOINED] = "linespoints",
                                      [MDM_SERIES_MARKS] = "points",
                                      [MDM_SERIES_LINE] = "lines",
                                      [MDM_SERIES_STEPS] = "fsteps" };
  const mdm_series_t *series = figure->series + i;
  mdm_style_t style = mdm_style (series->style);

  fprintf (stream, "$series%zu using 1:2 with %s lc rgb '%s' lw %s", i + 1,
           ways[series->kind], style.colour,
           series->kind == MDM_SERIES_LINE ? "1.2" : "1.6");
  if (series->kind != MDM_SERIES_MARKS)
    fprintf (stream, " dt %s", style.gnuplot_dash);
  if (series->kind == MDM_SERIES_JOINED)
    fprintf (stream, " pi %zu", mdm_style_every (series->count));
  if (series->kind == MDM_SERIES_JOINED || series->kind == MDM_SERIES_MARKS)
    fprintf (stream, " pt %d ps 0.45", style.gnuplot_mark);
  if (mdm_figure_is_listed (figure, series))
    {
      fputs (" title ", stream);
      write_quoted (stream, series->name);
    }
  else
    fputs (" notitle", stream);
}

static void
write_plot (FILE *stream, const mdm_figure_t figure, size_t panel)
{
  const char *between = "plot ";

  for (size_t i = 0; i < figure->count; i++)
    if (figure->series[i].panel == panel && figure->series[i].below != SIZE_MAX
        && figure->series[i].count > 1)
      {
        fprintf (stream,
                 "%s$area%zu using 1:2 with filledcurves closed fc rgb '%s' "
                 "fs transparent solid 0.25 noborder notitle",
                 between, i + 1, mdm_style (figure->series[i].style).colour);
        between = ", \\\n  ";
      }
  for (size_t i = 0; i < figure->count; i++)
    if (figure->series[i].panel == panel)
      {
        fputs (between, stream);
        write_series (stream, figure, i);
        between = ", \\\n  ";
      }
  fputc ('\n', stream);
}

static void
write_panel (FILE *stream, const mdm_figure_t figure, size_t panel,
             const mdm_axis_t x)
{
  int is_last = panel + 1 == figure->panels;
  MDM_AXIS (y);

  mdm_axis_set_y (y, figure, panel, figure->panels > 1 ? 5 : 7);
  fputs ("set title ", stream);
  write_quoted (stream,
                panel == 0 && figure->title != NULL ? figure->title : "");
  fputs (" noenhanced\nset xlabel ", stream);
  write_quoted (stream, is_last ? figure->label_x : "");
  fputs (" noenhanced offset 0,0.8\nset ylabel ", stream);
  write_quoted (stream, figure->label_y[panel]);
  fputs (" noenhanced\n", stream);
  write_axis (stream, x, 'x', is_last);
  write_axis (stream, y, 'y', 1);
  write_plot (stream, figure, panel);
}

/* The terminal: as wide as the figure, and as high as the panels and the
   legend want.  */
static void
write_terminal (FILE *stream, const mdm_figure_t figure)
{
  long width = figure->width, laid = mdm_draw_width (figure), height;
  size_t rows = 0;
  MDM_FMPQ (scale);
  MDM_OWNED char *text = NULL;

  for (size_t i = 0; i < figure->count; i++)
    rows += (size_t) mdm_figure_is_listed (figure, figure->series + i);
  height = laid * (figure->panels > 1 ? 105 : 68) / 100 + (long) rows * 350;
  height = height * width / laid;
  fmpq_set_si (scale, width, (ulong) laid * 2);
  text = mdm_decimal_fmpq (scale, DIGITS);
  fprintf (stream,
           "set terminal pdfcairo size %ld.%03ldcm,%ld.%03ldcm "
           "font 'Helvetica,12' fontscale %s\n",
           width / 1000, width % 1000, height / 1000, height % 1000, text);
}

static int
is_ascii (const char *text)
{
  for (; text != NULL && *text != '\0'; text++)
    if ((unsigned char) *text >= 0x80)
      return 0;
  return 1;
}

/* Set the encoding, if that is needed: gnuplot warns of it where the locale
   has another.  */
static void
write_encoding (FILE *stream, const mdm_figure_t figure)
{
  int ascii = is_ascii (figure->title) && is_ascii (figure->label_x);

  for (size_t p = 0; p < figure->panels; p++)
    ascii &= is_ascii (figure->label_y[p]);
  for (size_t i = 0; i < figure->count; i++)
    ascii &= is_ascii (figure->series[i].name);
  if (!ascii)
    fputs ("set encoding utf8\n", stream);
}

char *
mdm_draw_gnuplot (const mdm_figure_t figure)
{
  char *text = NULL;
  size_t length = 0;
  FILE *stream = mdm_str_open (&text, &length);
  MDM_AXIS (x);

  mdm_axis_set_x (x, figure, (size_t) mdm_draw_width (figure) / 900);
  fputs ("# A figure: gnuplot FILE >figure.pdf; another terminal may be set "
         "below.\n",
         stream);
  for (size_t i = 0; i < figure->count; i++)
    write_data (stream, figure, i);
  write_terminal (stream, figure);
  write_encoding (stream, figure);
  fputs ("set grid ytics lc rgb '#dddddd' lt 1\n"
         "set key below left vertical noenhanced Left reverse maxcols 1 "
         "spacing 1.1\n",
         stream);
  if (figure->panels > 1)
    fprintf (stream, "set lmargin 9\nset multiplot layout %zu,1\n",
             figure->panels);
  for (size_t panel = 0; panel < figure->panels; panel++)
    write_panel (stream, figure, panel, x);
  if (figure->panels > 1)
    fputs ("unset multiplot\n", stream);
  mdm_str_close (stream);
  return text;
}
