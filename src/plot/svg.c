#include <config.h>

#include "plot/drawing.h"

#include "plot/axis.h"
#include "plot/style.h"
#include "text/string.h"

#include <string.h>

/* All lengths are in 1/100 mm: the sizes of letters, and what is between the
   parts.  Letters are about as wide as this part of their size.  */
#define SMALL 235
#define LARGE 265
#define GAP 110
#define LETTER_WIDTH(size) ((size) *64 / 100)
#define ROW 330 /* of the legend */
#define LINE(size) ((size) *120 / 100)
#define SAMPLE 800 /* of a line, there */
#define TICK 90
#define FONTS "Helvetica, Arial, 'Liberation Sans', 'DejaVu Sans', sans-serif"

/* A picture in work: where its panels and the legend are.  */
typedef struct
{
  FILE *stream;
  const mdm_figure_struct *figure;
  mdm_axis_t x, y[MDM_PANELS_MAX];
  long width, height, left, right, top[MDM_PANELS_MAX], panel, bottom;
  long legend;          /* its height */
  long row;             /* of the legend */
  size_t columns, rows; /* of the legend */
  /* How many letters a line of each has room for.  */
  size_t title_room, x_room, y_room, entry_room;
} picture_t;

/* ---------------------------------------------------------------------------
   Text.  */

static long
text_width (const char *text, long size)
{
  return (long) mdm_draw_letters (text) * LETTER_WIDTH (size);
}

/* The same of a label of a tick, whose exponent is small and raised.  */
static long
label_width (const char *label)
{
  const char *exponent = mdm_draw_exponent (label);

  return exponent == NULL
             ? text_width (label, SMALL)
             : text_width (exponent, SMALL) + 2 * LETTER_WIDTH (SMALL);
}

/* Write LENGTH bytes of TEXT, as they stand in XML.  */
static void
write_escaped (FILE *stream, const char *text, size_t length)
{
  for (; length-- > 0; text++)
    if (*text == '&')
      fputs ("&amp;", stream);
    else if (*text == '<')
      fputs ("&lt;", stream);
    else if (*text == '>')
      fputs ("&gt;", stream);
    else if (*text == '"')
      fputs ("&quot;", stream);
    else
      fputc (*text, stream);
}

/* Begin a text at X, Y, its middle in height; ANCHOR is start, middle or end.
 */
static void
begin_text (const picture_t *p, long x, long y, long size, const char *anchor)
{
  fprintf (p->stream,
           "<text x=\"%ld\" y=\"%ld\" font-size=\"%ld\" fill=\"#000\" "
           "text-anchor=\"%s\">",
           x, y + size * 35 / 100, size, anchor);
}

/* Write TEXT there, and below it what has no room in lines of MOST letters. */
static void
write_text (const picture_t *p, long x, long y, long size, const char *anchor,
            const char *text, size_t most)
{
  for (size_t n; n = mdm_draw_line (text, most), n > 0;
       text += n, y += LINE (size))
    {
      begin_text (p, x, y, size, anchor);
      write_escaped (p->stream, text, n);
      fputs ("</text>\n", p->stream);
    }
}

/* Write LABEL, of a tick, there.  */
static void
write_label (const picture_t *p, long x, long y, const char *anchor,
             const char *label)
{
  const char *exponent = mdm_draw_exponent (label);

  if (exponent == NULL)
    {
      write_text (p, x, y, SMALL, anchor, label, SIZE_MAX);
      return;
    }
  begin_text (p, x, y, SMALL, anchor);
  fprintf (p->stream,
           "10<tspan dy=\"-%d\" font-size=\"%d\">%s</tspan></text>\n",
           SMALL * 35 / 100, SMALL * 7 / 10, exponent);
}

/* ---------------------------------------------------------------------------
   Layout.  */

static long
widest_label (const mdm_axis_t axis)
{
  long widest = 0;

  for (size_t i = 0; i < axis->ticks; i++)
    {
      long width = label_width (axis->tick[i].label);
      widest = width > widest ? width : widest;
    }
  return widest;
}

/* Every so many ticks, counted from the first, their labels are written: they
   do not touch.  */
static size_t
label_every (const mdm_axis_t axis, long length)
{
  long room = axis->ticks > 1
                  ? mdm_axis_place (axis, axis->tick[1].at, length)
                        - mdm_axis_place (axis, axis->tick[0].at, length)
                  : length;

  for (size_t i = 2; i < axis->ticks; i++)
    {
      long next = mdm_axis_place (axis, axis->tick[i].at, length)
                  - mdm_axis_place (axis, axis->tick[i - 1].at, length);
      room = next < room ? next : room;
    }
  return (size_t) ((widest_label (axis) + GAP) / (room > 0 ? room : 1)) + 1;
}

static size_t
legend_columns (const mdm_figure_struct *figure, long width)
{
  long widest = 0;

  for (size_t i = 0; i < figure->count; i++)
    {
      long name = text_width (figure->series[i].name, SMALL);
      widest = name > widest ? name : widest;
    }
  widest += SAMPLE + 3 * GAP;
  return widest <= width / 3 ? 3 : widest <= width / 2 ? 2 : 1;
}

/* What the lines of TEXT but the first take, if a line has room for MOST
   letters.  */
static long
further_lines (const char *text, size_t most, long size)
{
  return (long) (mdm_draw_lines (text, most) - 1) * LINE (size);
}

/* Names have further lines only where there is one column.  */
static void
set_legend (picture_t *p)
{
  const mdm_figure_struct *figure = p->figure;
  size_t listed = 0;
  long column;

  p->columns = legend_columns (figure, p->width);
  column = (p->width - 2 * GAP) / (long) p->columns;
  p->entry_room = mdm_draw_room (column - SAMPLE - GAP, LETTER_WIDTH (SMALL));
  p->legend = 0;
  for (size_t i = 0; i < figure->count; i++)
    if (mdm_figure_is_listed (figure, figure->series + i))
      {
        p->legend
            += further_lines (figure->series[i].name, p->entry_room, SMALL);
        listed++;
      }
  p->rows = (listed + p->columns - 1) / p->columns;
  p->legend += (long) p->rows * ROW;
}

/* The places of the panels from the top down.  */
static void
set_panels (picture_t *p)
{
  const mdm_figure_struct *figure = p->figure;
  long top = GAP;

  p->title_room = mdm_draw_room (p->width - 2 * GAP, LETTER_WIDTH (LARGE));
  if (figure->title != NULL)
    top += LARGE + GAP + further_lines (figure->title, p->title_room, LARGE);
  p->panel = p->width * (figure->panels > 1 ? 40 : 54) / 100;
  for (size_t i = 0; i < figure->panels; i++)
    p->top[i] = top + (long) i * (p->panel + 2 * GAP);
  p->bottom = p->top[figure->panels - 1] + p->panel;
}

/* The margins, which the labels take.  */
static void
set_sides (picture_t *p)
{
  const mdm_figure_struct *figure = p->figure;
  long label = 0, beside = 0;

  p->y_room = mdm_draw_room (p->panel, LETTER_WIDTH (LARGE));
  for (size_t i = 0; i < figure->panels; i++)
    {
      long widest = widest_label (p->y[i]);
      long lines = further_lines (figure->label_y[i], p->y_room, LARGE);
      label = widest > label ? widest : label;
      beside = lines > beside ? lines : beside;
    }
  p->left = GAP / 2 + LARGE + beside + GAP + label + GAP;
  p->right = p->width - GAP - widest_label (p->x) / 2;
  p->x_room = mdm_draw_room (p->right - p->left, LETTER_WIDTH (LARGE));
}

static void
set_layout (picture_t *p)
{
  const mdm_figure_struct *figure = p->figure;

  p->width = mdm_draw_width (figure);
  set_panels (p);
  mdm_axis_set_x (p->x, figure, (size_t) p->width / 900);
  for (size_t i = 0; i < figure->panels; i++)
    mdm_axis_set_y (p->y[i], figure, i, (size_t) p->panel / 600);
  set_sides (p);
  set_legend (p);
  p->height = p->bottom + GAP + SMALL + GAP + LARGE
              + further_lines (figure->label_x, p->x_room, LARGE) + GAP
              + p->legend + GAP;
}

/* ---------------------------------------------------------------------------
   Parts.  */

static void
write_line (const picture_t *p, long x, long y, long dx, long dy,
            const char *colour)
{
  fprintf (p->stream,
           "<path d=\"M%ld %ldl%ld %ld\" stroke=\"%s\" stroke-width=\"12\"/>"
           "\n",
           x, y, dx, dy, colour);
}

/* The ticks of the x axis, below panel I; the lowest has the labels.  */
static void
write_ticks_x (const picture_t *p, size_t i)
{
  long length = p->right - p->left, bottom = p->top[i] + p->panel;
  size_t every = label_every (p->x, length);

  for (size_t t = 0; t < p->x->ticks; t++)
    {
      const mdm_tick_t *tick = p->x->tick + t;
      long x = p->left + mdm_axis_place (p->x, tick->at, length);
      write_line (p, x, bottom, 0, -TICK, "#000");
      if (i + 1 == p->figure->panels && t % every == 0)
        write_label (p, x, bottom + GAP + SMALL / 2, "middle", tick->label);
    }
}

static void
write_ticks_y (const picture_t *p, size_t i)
{
  for (size_t t = 0; t < p->y[i]->ticks; t++)
    {
      const mdm_tick_t *tick = p->y[i]->tick + t;
      long y = p->top[i] + p->panel
               - mdm_axis_place (p->y[i], tick->at, p->panel);
      write_line (p, p->left, y, p->right - p->left, 0, "#ddd");
      write_line (p, p->left, y, TICK, 0, "#000");
      write_label (p, p->left - GAP, y, "end", tick->label);
    }
}

static void
write_frame (const picture_t *p, size_t i)
{
  long middle = p->top[i] + p->panel / 2, x = GAP / 2 + LARGE / 2;

  write_ticks_y (p, i);
  write_ticks_x (p, i);
  fprintf (p->stream,
           "<path d=\"M%ld %ldh%ldv%ldh-%ldz\" stroke=\"#000\" "
           "stroke-width=\"16\"/>\n",
           p->left, p->top[i], p->right - p->left, p->panel,
           p->right - p->left);
  fprintf (p->stream, "<g transform=\"rotate(-90 %ld %ld)\">\n", x, middle);
  write_text (p, x, middle, LARGE, "middle", p->figure->label_y[i], p->y_room);
  fputs ("</g>\n", p->stream);
}

static long
place_x (const picture_t *p, const fmpq *at)
{
  return p->left + mdm_axis_place (p->x, at, p->right - p->left);
}

static long
place_y (const picture_t *p, size_t panel, const fmpq *at)
{
  return p->top[panel] + p->panel - mdm_axis_place (p->y[panel], at, p->panel);
}

static void
write_area (const picture_t *p, size_t i)
{
  const mdm_series_t *series = p->figure->series + i;
  MDM_OWNED mdm_corner_t *corner = NULL;
  size_t n = mdm_draw_area (&corner, p->figure, i);

  if (n == 0)
    return;
  fputs ("<path class=\"area\" d=\"", p->stream);
  for (size_t k = 0; k < n; k++)
    fprintf (p->stream, "%c%ld %ld", k == 0 ? 'M' : 'L',
             place_x (p, corner[k].at_x),
             place_y (p, series->panel, corner[k].at_y));
  fprintf (p->stream,
           "z\" fill=\"%s\" fill-opacity=\"0.25\" stroke=\"none\"/>\n",
           mdm_style (series->style).colour);
}

static void
write_stroke (const picture_t *p, const mdm_style_t *style, long width)
{
  fprintf (p->stream, " stroke=\"%s\" stroke-width=\"%ld\"", style->colour,
           width);
  if (style->dashes[0] != '\0')
    fprintf (p->stream, " stroke-dasharray=\"%s\"", style->dashes);
  fputs ("/>\n", p->stream);
}

/* The line through the marks of SERIES that are drawn; it is interrupted where
   one is not.  */
static void
write_path (const picture_t *p, const mdm_series_t *series)
{
  mdm_style_t style = mdm_style (series->style);
  int pen = 0;

  fputs ("<path class=\"line\" d=\"", p->stream);
  for (size_t m = 0; m < series->count; m++)
    {
      const mdm_mark_t *mark = series->mark + m;
      long x, y;
      if (mark->drawn)
        {
          x = place_x (p, mark->at_x);
          y = place_y (p, series->panel, mark->at_y);
          if (pen && series->kind == MDM_SERIES_STEPS)
            fprintf (p->stream, "V%ldH%ld", y, x);
          else
            fprintf (p->stream, "%c%ld %ld", pen ? 'L' : 'M', x, y);
        }
      pen = mark->drawn;
    }
  fputs ("\"", p->stream);
  write_stroke (p, &style, series->kind == MDM_SERIES_LINE ? 22 : 30);
}

/* The outline of a mark at X, Y.  */
static void
write_shape (const picture_t *p, const mdm_style_t *style, long x, long y,
             const char *data)
{
  fprintf (p->stream,
           "<path d=\"M%ld %ld%s\" fill=\"%s\" stroke=\"%s\" "
           "stroke-width=\"22\"%s/>\n",
           x, y, style->path, style->filled ? style->colour : "#fff",
           style->colour, data);
}

static int
has_shapes (const mdm_series_t *series)
{
  return series->kind == MDM_SERIES_JOINED || series->kind == MDM_SERIES_MARKS;
}

static void
write_marks (const picture_t *p, const mdm_series_t *series)
{
  mdm_style_t style = mdm_style (series->style);
  size_t every = mdm_style_every (series);

  for (size_t m = 0; m < series->count; m++)
    {
      const mdm_mark_t *mark = series->mark + m;
      MDM_OWNED char *data = NULL;
      long x, y;
      if (!mark->drawn)
        continue;
      x = place_x (p, mark->at_x);
      y = place_y (p, series->panel, mark->at_y);
      data = mdm_str (" data-x=\"%s\" data-y=\"%s\"", mark->x, mark->y);
      if (has_shapes (series) && m % every == 0)
        write_shape (p, &style, x, y, data);
      else
        fprintf (p->stream, "<path d=\"M%ld %ld\"%s/>\n", x, y, data);
    }
}

static void
write_series (const picture_t *p, const mdm_series_t *series)
{
  fputs ("<g class=\"series\" data-name=\"", p->stream);
  write_escaped (p->stream, series->name, strlen (series->name));
  fputs ("\">\n<title>", p->stream);
  write_escaped (p->stream, series->name, strlen (series->name));
  fputs ("</title>\n", p->stream);
  if (series->kind != MDM_SERIES_MARKS)
    write_path (p, series);
  write_marks (p, series);
  fputs ("</g>\n", p->stream);
}

/* The entry of SERIES in the legend, its line at X, Y.  */
static void
write_entry (const picture_t *p, const mdm_series_t *series, long x, long y)
{
  mdm_style_t style = mdm_style (series->style);

  if (series->below != SIZE_MAX)
    fprintf (p->stream,
             "<path d=\"M%ld %ldh%dv%dh-%dz\" fill=\"%s\" "
             "fill-opacity=\"0.25\"/>\n",
             x, y, SAMPLE, ROW / 3, SAMPLE, style.colour);
  if (series->kind != MDM_SERIES_MARKS)
    {
      fprintf (p->stream, "<path d=\"M%ld %ldh%d\"", x, y, SAMPLE);
      write_stroke (p, &style, series->kind == MDM_SERIES_LINE ? 22 : 30);
    }
  if (has_shapes (series))
    write_shape (p, &style, x + SAMPLE / 2, y, "");
  write_text (p, x + SAMPLE + GAP, y, SMALL, "start", series->name,
              p->entry_room);
}

/* The legend, column by column.  */
static void
write_legend (const picture_t *p)
{
  long column = (p->width - 2 * GAP) / (long) p->columns;
  long top = p->height - GAP - p->legend, y = top;
  size_t at = 0;

  for (size_t i = 0; i < p->figure->count; i++)
    {
      const mdm_series_t *series = p->figure->series + i;
      if (!mdm_figure_is_listed (p->figure, series))
        continue;
      if (at % p->rows == 0)
        y = top;
      write_entry (p, series, GAP + (long) (at / p->rows) * column,
                   y + ROW / 2);
      y += ROW + further_lines (series->name, p->entry_room, SMALL);
      at++;
    }
}

/* ---------------------------------------------------------------------------
   The whole.  */

static void
write_head (const picture_t *p)
{
  long width = p->figure->width, height = p->height * width / p->width;

  height = height > 0 ? height : 1;
  fprintf (p->stream,
           "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
           "<svg xmlns=\"http://www.w3.org/2000/svg\" version=\"1.1\" "
           "width=\"%ld.%02ldmm\" height=\"%ld.%02ldmm\" "
           "viewBox=\"0 0 %ld %ld\" font-family=\"%s\">\n",
           width / 100, width % 100, height / 100, height % 100, p->width,
           p->height, FONTS);
  if (p->figure->title != NULL)
    {
      fputs ("<title>", p->stream);
      write_escaped (p->stream, p->figure->title, strlen (p->figure->title));
      fputs ("</title>\n", p->stream);
    }
  fprintf (p->stream,
           "<path d=\"M0 0h%ldv%ldh-%ldz\" fill=\"#fff\"/>\n"
           "<g fill=\"none\" stroke-linejoin=\"round\">\n",
           p->width, p->height, p->width);
}

static void
write_texts (const picture_t *p)
{
  long middle = (p->left + p->right) / 2;

  if (p->figure->title != NULL)
    write_text (p, p->width / 2, GAP + LARGE / 2, LARGE, "middle",
                p->figure->title, p->title_room);
  write_text (p, middle, p->bottom + GAP + SMALL + GAP + LARGE / 2, LARGE,
              "middle", p->figure->label_x, p->x_room);
}

static void
write_picture (picture_t *p)
{
  set_layout (p);
  write_head (p);
  for (size_t i = 0; i < p->figure->count; i++)
    write_area (p, i);
  write_texts (p);
  for (size_t i = 0; i < p->figure->panels; i++)
    write_frame (p, i);
  for (size_t i = 0; i < p->figure->count; i++)
    write_series (p, p->figure->series + i);
  write_legend (p);
  fputs ("</g>\n</svg>\n", p->stream);
}

char *
mdm_draw_svg (const mdm_figure_t figure)
{
  char *text = NULL;
  size_t length = 0;
  picture_t picture
      = { .stream = mdm_str_open (&text, &length), .figure = figure };

  mdm_axis_init (picture.x);
  for (size_t i = 0; i < MDM_PANELS_MAX; i++)
    mdm_axis_init (picture.y[i]);
  write_picture (&picture);
  mdm_axis_clear (picture.x);
  for (size_t i = 0; i < MDM_PANELS_MAX; i++)
    mdm_axis_clear (picture.y[i]);
  mdm_str_close (picture.stream);
  return text;
}
