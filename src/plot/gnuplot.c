#include <config.h>

#include "plot/drawing.h"

#include "exact/decimal.h"
#include "plot/axis.h"
#include "plot/style.h"
#include "text/string.h"

#include <string.h>

/* Digits of a scale.  */
#define DIGITS 8

/* The width of a letter of the legend, about, and of what is before its
   names, in 1/100 mm; the same of the labels of axes, and what is beside an
   axis.  A ROW of the legend or a further line of a label is so high.  */
#define LETTER 150
#define SAMPLE 2800
#define LABEL_LETTER 170
#define BESIDE 1500
#define ROW 380
/* What the title, the label of the x axis and the like take.  */
#define FIXED 2200

/* LENGTH bytes of TEXT between single quotes, in which only these are doubled.
 */
static void
write_quoted (FILE *stream, const char *text, size_t length)
{
  fputc ('\'', stream);
  for (; length-- > 0; text++)
    {
      if (*text == '\'')
        fputc ('\'', stream);
      fputc (*text, stream);
    }
  fputc ('\'', stream);
}

/* TEXT in lines of at most MOST letters.  Double quotes have the ends of lines
   alone: what is between backquotes there would be run.  */
static void
write_lines (FILE *stream, const char *text, size_t most)
{
  size_t n = mdm_draw_line (text, most);

  for (write_quoted (stream, text, n); text += n, *text != '\0';)
    {
      n = mdm_draw_line (text, most);
      fputs (".\"\\n\".", stream);
      write_quoted (stream, text, n);
    }
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

/* What SERIES is called in the legend, whose entries have one line: further
   ones are entries of functions that have no value.  */
static void
write_entry (FILE *stream, const mdm_figure_t figure,
             const mdm_series_t *series)
{
  size_t most = mdm_draw_room (mdm_draw_width (figure) - SAMPLE, LETTER);
  const char *name = series->name, *before = " title ";

  if (!mdm_figure_is_listed (figure, series))
    fputs (" notitle", stream);
  else
    for (size_t n; n = mdm_draw_line (name, most), n > 0; name += n)
      {
        fputs (before, stream);
        write_quoted (stream, name, n);
        before = ", \\\n  NaN with lines lc bgnd title ";
      }
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
    fprintf (stream, " pi %zu", mdm_style_every (series));
  if (series->kind == MDM_SERIES_JOINED || series->kind == MDM_SERIES_MARKS)
    fprintf (stream, " pt %d ps 0.55", style.gnuplot_mark);
  write_entry (stream, figure, series);
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

/* How long the y axis of a panel is, about.  */
static long
panel_height (const mdm_figure_t figure)
{
  return mdm_draw_width (figure) * (figure->panels > 1 ? 35 : 50) / 100;
}

/* How many lines the legend has.  */
static size_t
legend_lines (const mdm_figure_t figure)
{
  size_t most = mdm_draw_room (mdm_draw_width (figure) - SAMPLE, LETTER);
  size_t lines = 0;

  for (size_t i = 0; i < figure->count; i++)
    if (mdm_figure_is_listed (figure, figure->series + i))
      lines += mdm_draw_lines (figure->series[i].name, most);
  return lines;
}

/* How high the picture is laid out: as the panels and the lines of texts
   want.  */
static long
laid_height (const mdm_figure_t figure)
{
  long laid = mdm_draw_width (figure);
  size_t across = mdm_draw_room (laid - BESIDE, LABEL_LETTER);
  size_t rows = legend_lines (figure);

  rows += mdm_draw_lines (figure->label_x, across) - 1;
  if (figure->title != NULL)
    rows += mdm_draw_lines (figure->title, across) - 1;
  return laid * (figure->panels > 1 ? 80 : 50) / 100 + FIXED
         + (long) rows * ROW;
}

/* The place of PANEL, of two: the upper one has the title, and no labels below
   it; the lower one has them and the legend.  */
static void
write_place (FILE *stream, const mdm_figure_t figure, size_t panel)
{
  long upper = mdm_draw_width (figure) * 40 / 100;

  if (figure->title != NULL)
    upper += 2 * ROW;
  upper = upper * 1000 / laid_height (figure);
  fprintf (stream, "set origin 0,0.%03ld\nset size 1,0.%03ld\nset bmargin%s\n",
           panel == 0 ? 1000 - upper : 0, panel == 0 ? upper : 1000 - upper,
           panel == 0 ? " 1" : "");
}

/* The terminal: as wide as the figure, and as high in proportion.  */
static void
write_terminal (FILE *stream, const mdm_figure_t figure)
{
  long width = figure->width, laid = mdm_draw_width (figure);
  long height = laid_height (figure) * width / laid;
  MDM_FMPQ (scale);
  MDM_OWNED char *text = NULL;

  fmpq_set_si (scale, width, (ulong) laid * 2);
  text = mdm_decimal_fmpq (scale, DIGITS);
  fprintf (stream,
           "set terminal pdfcairo size %ld.%03ldcm,%ld.%03ldcm "
           "font 'Helvetica,12' fontscale %s\n",
           width / 1000, width % 1000, height / 1000, height % 1000, text);
}

static void
set_axis_y (mdm_axis_t axis, const mdm_figure_t figure, size_t panel)
{
  mdm_axis_set_y (axis, figure, panel, figure->panels > 1 ? 5 : 7);
}

static void
write_panel (FILE *stream, const mdm_figure_t figure, size_t panel,
             const mdm_axis_t x)
{
  int is_last = panel + 1 == figure->panels;
  size_t across
      = mdm_draw_room (mdm_draw_width (figure) - BESIDE, LABEL_LETTER);
  size_t up = mdm_draw_room (panel_height (figure), LABEL_LETTER);
  MDM_AXIS (y);

  set_axis_y (y, figure, panel);
  if (figure->panels > 1)
    write_place (stream, figure, panel);
  fputs ("set title ", stream);
  write_lines (stream,
               panel == 0 && figure->title != NULL ? figure->title : "",
               across);
  fputs (" noenhanced\nset xlabel ", stream);
  write_lines (stream, is_last ? figure->label_x : "", across);
  fputs (" noenhanced\nset ylabel ", stream);
  write_lines (stream, figure->label_y[panel], up);
  fprintf (stream, " noenhanced offset -%zu,0\n",
           mdm_draw_lines (figure->label_y[panel], up) - 1);
  write_axis (stream, x, 'x', is_last);
  write_axis (stream, y, 'y', 1);
  write_plot (stream, figure, panel);
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

static int
has_exponents (const mdm_axis_t axis)
{
  for (size_t i = 0; i < axis->ticks; i++)
    if (mdm_draw_exponent (axis->tick[i].label) != NULL)
      return 1;
  return 0;
}

/* Braces and the like have no meaning in texts; where no tick needs them for
   an exponent, not even to the terminal, which warns of them.  */
static void
write_enhanced (FILE *stream, const mdm_figure_t figure, const mdm_axis_t x)
{
  int needed = has_exponents (x);

  for (size_t panel = 0; panel < figure->panels; panel++)
    {
      MDM_AXIS (y);
      set_axis_y (y, figure, panel);
      needed |= has_exponents (y);
    }
  if (!needed)
    fputs ("set termoption noenhanced\n", stream);
}

/* The left margin, in letters, is found by gnuplot, but panels have the same,
   and it forgets that labels may have further lines.  */
static void
write_margin (FILE *stream, const mdm_figure_t figure)
{
  size_t most = mdm_draw_room (panel_height (figure), LABEL_LETTER), lines = 1;

  for (size_t panel = 0; panel < figure->panels; panel++)
    {
      size_t n = mdm_draw_lines (figure->label_y[panel], most);
      lines = n > lines ? n : lines;
    }
  if (figure->panels > 1 || lines > 1)
    fprintf (stream, "set lmargin %zu\n", 7 + 2 * lines);
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
  write_enhanced (stream, figure, x);
  write_encoding (stream, figure);
  fputs ("set grid ytics lc rgb '#dddddd' lt 1\n"
         "set key below left vertical noenhanced Left reverse maxcols 1 "
         "spacing 1.1 height 1\n",
         stream);
  write_margin (stream, figure);
  if (figure->panels > 1)
    fputs ("set multiplot\n", stream);
  for (size_t panel = 0; panel < figure->panels; panel++)
    write_panel (stream, figure, panel, x);
  if (figure->panels > 1)
    fputs ("unset multiplot\n", stream);
  mdm_str_close (stream);
  return text;
}
