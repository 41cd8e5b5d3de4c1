#include <config.h>

#include "plot/drawing.h"

#include "exact/decimal.h"
#include "plot/axis.h"
#include "plot/style.h"
#include "report/latex.h"
#include "text/string.h"

#include <string.h>

/* Digits of a scale.  */
#define DIGITS 8

/* The width of a letter of the legend, about, and of what is before its
   names, in 1/100 mm; the same of the labels of axes, and what is beside an
   axis.  */
#define LETTER 125
#define SAMPLE 1000
#define LABEL_LETTER 150
#define BESIDE 1200

/* From the axis to the legend, but for the lines of the label; and a LINE of
   that, in 1/10 mm.  */
#define LEGEND 60
#define LINE 35

/* Write TEXT of FIGURE, escaped for LaTeX, between BEFORE and AFTER.  */
static void
write_escaped (FILE *stream, const mdm_figure_t figure, const char *before,
               const char *text, const char *after)
{
  MDM_OWNED char *escaped = mdm_latex_escape (text, figure->formulas);

  fprintf (stream, "%s%s%s", before, escaped, after);
}

/* The same, and so that lines have at most MOST letters; LaTeX itself breaks
   texts with formulas.  The braces keep a bracket that follows from being an
   option.  */
static void
write_lines (FILE *stream, const mdm_figure_t figure, const char *before,
             const char *text, size_t most, const char *after)
{
  fputs (before, stream);
  for (size_t n; *text != '\0'; text += n)
    {
      MDM_OWNED char *line = NULL;
      n = figure->formulas ? strlen (text) : mdm_draw_line (text, most);
      line = mdm_str ("%.*s", (int) n, text);
      write_escaped (stream, figure, "", line,
                     text[n] != '\0' ? "\\\\{}" : "");
    }
  fputs (after, stream);
}

/* LABEL of a tick as a formula, an exponent as one.  */
static void
write_label (FILE *stream, const char *label)
{
  const char *exponent = mdm_draw_exponent (label);
  const char *e = strchr (label, 'e');

  if (label[0] == '\0')
    return;
  if (exponent != NULL)
    fprintf (stream, "$10^{%s}$", exponent);
  else if (e != NULL)
    fprintf (stream, "$%.*s{\\cdot}10^{%s}$", (int) (e - label), label, e + 1);
  else
    fprintf (stream, "$%s$", label);
}

/* The range and the ticks of AXIS, which is the x or the y axis; with LABELS
   also those of the ticks.  */
static void
write_axis (FILE *stream, const mdm_axis_t axis, char name, int labels)
{
  MDM_OWNED char *low = mdm_axis_str (axis, axis->low);
  MDM_OWNED char *high = mdm_axis_str (axis, axis->high);

  fprintf (stream, "  %cmode=%s, %cmin=%s, %cmax=%s,\n  %ctick={", name,
           axis->log ? "log" : "normal", name, low, name, high, name);
  for (size_t i = 0; i < axis->ticks; i++)
    {
      MDM_OWNED char *at = mdm_axis_str (axis, axis->tick[i].at);
      fprintf (stream, "%s%s", i > 0 ? "," : "", at);
    }
  fprintf (stream, "}, minor tick num=0,\n  %cticklabels={", name);
  for (size_t i = 0; i < axis->ticks && labels; i++)
    {
      fputs (i > 0 ? "," : "", stream);
      write_label (stream, axis->tick[i].label);
    }
  fputs ("},\n", stream);
}

/* "color={..}" of COLOUR, "#rrggbb".  */
static void
write_colour (FILE *stream, const char *key, const char *colour)
{
  unsigned red = 0, green = 0, blue = 0;

  (void) sscanf (colour, "#%2x%2x%2x", &red, &green, &blue);
  fprintf (stream, "%s={rgb,255:red,%u;green,%u;blue,%u}", key, red, green,
           blue);
}

static void
write_style (FILE *stream, const mdm_series_t *series)
{
  mdm_style_t style = mdm_style (series->style);

  write_colour (stream, "color", style.colour);
  if (series->kind == MDM_SERIES_MARKS)
    fputs (", only marks", stream);
  else
    fprintf (stream, ", %s, %s", style.tikz_dashes,
             series->kind == MDM_SERIES_LINE ? "line width=0.6pt"
                                             : "line width=0.8pt");
  if (series->kind == MDM_SERIES_STEPS)
    fputs (", const plot mark right", stream);
  if (series->kind == MDM_SERIES_STEPS || series->kind == MDM_SERIES_LINE)
    {
      fputs (", mark=none", stream);
      return;
    }
  fprintf (stream, ", mark=%s, mark size=1.7pt, mark repeat=%zu",
           style.tikz_mark, mdm_style_every (series));
  fprintf (stream, ", mark options={solid%s}",
           style.filled ? "" : ", fill=white");
}

static void
write_area (FILE *stream, const mdm_figure_t figure, size_t i)
{
  MDM_OWNED mdm_corner_t *corner = NULL;
  size_t n = mdm_draw_area (&corner, figure, i);

  if (n == 0)
    return;
  fputs ("% The area:\n\\addplot[forget plot, draw=none, fill opacity=0.25, ",
         stream);
  write_colour (stream, "fill", mdm_style (figure->series[i].style).colour);
  fputs ("] coordinates {", stream);
  for (size_t k = 0; k < n; k++)
    fprintf (stream, "%s(%s,%s)", k % 6 == 0 ? "\n  " : " ", corner[k].x,
             corner[k].y);
  fputs ("\n} -- cycle;\n", stream);
}

/* The entry of SERIES in the legend; a long name goes on in further lines.  */
static void
write_entry (FILE *stream, const mdm_figure_t figure,
             const mdm_series_t *series)
{
  long room = mdm_draw_width (figure) - SAMPLE;
  MDM_OWNED char *before = NULL;

  if ((long) mdm_draw_letters (series->name) * LETTER <= room)
    {
      write_escaped (stream, figure, "\\addlegendentry{", series->name, "}\n");
      return;
    }
  before = mdm_str ("\\addlegendentry{\\parbox[t]{%ld.%02ldmm}{\\raggedright ",
                    room / 100, room % 100);
  write_lines (stream, figure, before, series->name,
               mdm_draw_room (room, LETTER), "\\strut}}\n");
}

static void
write_series (FILE *stream, const mdm_figure_t figure,
              const mdm_series_t *series)
{
  write_escaped (stream, figure, "% ", series->name, ":\n\\addplot[");
  write_style (stream, series);
  fputs ("] coordinates {\n", stream);
  for (size_t m = 0; m < series->count; m++)
    if (series->mark[m].drawn)
      fprintf (stream, "  (%s,%s)\n", series->mark[m].x, series->mark[m].y);
    else if (series->mark[m].x != NULL)
      fprintf (stream, "  (%s,nan)\n", series->mark[m].x);
  fputs ("};\n", stream);
  if (mdm_figure_is_listed (figure, series))
    write_entry (stream, figure, series);
}

/* How texts are set.  What labels say of powers of ten is not said again, and
   the legend is so many 1/10 mm BELOW the axis, where the labels end.  */
static void
write_styles (FILE *stream, size_t below)
{
  fprintf (stream,
           "  unbounded coords=jump, ymajorgrids, clip=false, "
           "scaled ticks=false,\n"
           "  title style={font=\\footnotesize, align=center},\n"
           "  label style={font=\\footnotesize, align=center},\n"
           "  tick label style={font=\\scriptsize},\n"
           "  legend cell align=left,\n"
           "  legend style={font=\\scriptsize, draw=none, fill=none, "
           "nodes={text depth=},\n"
           "    at={(0.5,0)}, anchor=north, yshift=-%zu.%zumm}]\n",
           below / 10, below % 10);
}

/* The options of the axis environment of PANEL.  */
static void
write_options (FILE *stream, const mdm_figure_t figure, size_t panel,
               const mdm_axis_t x)
{
  long width = mdm_draw_width (figure);
  long height = width * (figure->panels > 1 ? 55 : 70) / 100;
  size_t across = mdm_draw_room (width - BESIDE, LABEL_LETTER);
  int is_last = panel + 1 == figure->panels;
  MDM_AXIS (y);

  mdm_axis_set_y (y, figure, panel, (size_t) height / 800);
  fprintf (stream,
           "\\begin{axis}[name=panel%zu, width=%ld.%02ldmm, "
           "height=%ld.%02ldmm,\n",
           panel, width / 100, width % 100, height / 100, height % 100);
  if (panel > 0)
    fprintf (stream,
             "  at={(panel%zu.south west)}, anchor=north west, "
             "yshift=-3mm,\n",
             panel - 1);
  write_axis (stream, x, 'x', is_last);
  write_axis (stream, y, 'y', 1);
  if (panel == 0 && figure->title != NULL)
    write_lines (stream, figure, "  title={", figure->title, across, "},\n");
  if (is_last)
    write_lines (stream, figure, "  xlabel={", figure->label_x, across,
                 "},\n");
  write_lines (stream, figure, "  ylabel={", figure->label_y[panel],
               mdm_draw_room (height - BESIDE, LABEL_LETTER), "},\n");
  write_styles (stream,
                LEGEND + LINE * mdm_draw_lines (figure->label_x, across));
}

static void
write_panel (FILE *stream, const mdm_figure_t figure, size_t panel,
             const mdm_axis_t x)
{
  write_options (stream, figure, panel, x);
  for (size_t i = 0; i < figure->count; i++)
    if (figure->series[i].panel == panel)
      write_area (stream, figure, i);
  for (size_t i = 0; i < figure->count; i++)
    if (figure->series[i].panel == panel)
      write_series (stream, figure, figure->series + i);
  fputs ("\\end{axis}\n", stream);
}

/* How much smaller than laid out the picture is.  */
static void
write_scale (FILE *stream, const mdm_figure_t figure)
{
  MDM_FMPQ (scale);
  MDM_OWNED char *text = NULL;

  fmpq_set_si (scale, figure->width, (ulong) mdm_draw_width (figure));
  if (fmpq_is_one (scale))
    return;
  text = mdm_decimal_fmpq (scale, DIGITS);
  fprintf (stream, "[scale=%s, transform shape]", text);
}

char *
mdm_draw_pgfplots (const mdm_figure_t figure)
{
  char *text = NULL;
  size_t length = 0;
  FILE *stream = mdm_str_open (&text, &length);
  MDM_AXIS (x);

  mdm_axis_set_x (x, figure, (size_t) mdm_draw_width (figure) / 900);
  fputs ("% A figure: to be compiled, or read by \\input in a document that "
         "loads\n% pgfplots.\n"
         "\\ifdefined\\pgfplotsset\\else\n"
         "\\documentclass{article}\n"
         "\\usepackage[T1]{fontenc}\n"
         "\\IfFileExists{lmodern.sty}{\\usepackage{lmodern}}{}\n"
         "\\usepackage{pgfplots}\n"
         "\\pgfplotsset{compat=1.12}\n"
         "\\pagestyle{empty}\n"
         "\\begin{document}\n"
         "\\noindent\n"
         "\\def\\mdmcertend{\\end{document}}\n"
         "\\fi\n"
         "\\begin{tikzpicture}",
         stream);
  write_scale (stream, figure);
  fputc ('\n', stream);
  for (size_t panel = 0; panel < figure->panels; panel++)
    write_panel (stream, figure, panel, x);
  fputs ("\\end{tikzpicture}%\n"
         "\\ifdefined\\mdmcertend\\expandafter\\mdmcertend\\fi\n",
         stream);
  mdm_str_close (stream);
  return text;
}
