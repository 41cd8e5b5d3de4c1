#include <config.h>

#include "plot/drawing.h"

#include <string.h>

static void
add_corner (mdm_corner_t *corner, const mdm_mark_t *x, const mdm_mark_t *y)
{
  *corner = (mdm_corner_t){ x->x, y->y, x->at_x, y->at_y };
}

/* The corners of the steps of SERIES, in their order or in reverse.  */
static size_t
add_steps (mdm_corner_t *corner, const mdm_series_t *series, int reverse)
{
  const mdm_mark_t *mark = series->mark;
  size_t n = 0;

  for (size_t k = 1; k < series->count; k++)
    {
      size_t i = reverse ? series->count - k : k;
      add_corner (corner + n++, mark + i - !reverse, mark + i);
      add_corner (corner + n++, mark + i - reverse, mark + i);
    }
  return n;
}

size_t
mdm_draw_area (mdm_corner_t **corner, const mdm_figure_t figure, size_t i)
{
  const mdm_series_t *series = figure->series + i, *below;
  size_t n;

  *corner = NULL;
  if (series->below == SIZE_MAX || series->count < 2)
    return 0;
  below = figure->series + series->below;
  *corner
      = flint_malloc (2 * (series->count + below->count) * sizeof **corner);
  n = add_steps (*corner, series, 0);
  return n + add_steps (*corner + n, below, 1);
}

long
mdm_draw_width (const mdm_figure_t figure)
{
  return figure->width > MDM_DRAWING_LEAST ? figure->width : MDM_DRAWING_LEAST;
}

size_t
mdm_draw_letters (const char *text)
{
  size_t n = 0;

  for (; *text != '\0'; text++)
    n += ((unsigned char) *text & 0xc0) != 0x80;
  return n;
}

size_t
mdm_draw_room (long length, long letter)
{
  return length > letter ? (size_t) (length / letter) : 1;
}

size_t
mdm_draw_line (const char *text, size_t most)
{
  size_t n = 0, cut = 0;

  if (mdm_draw_letters (text) <= most)
    return strlen (text);
  for (size_t letters = 0;; n++)
    {
      if (((unsigned char) text[n] & 0xc0) != 0x80 && letters++ == most)
        return cut > 0 ? cut : n;
      if (2 * letters > most && strchr (" ,;/-_", text[n]) != NULL)
        cut = n + 1;
    }
}

size_t
mdm_draw_lines (const char *text, size_t most)
{
  size_t lines = 0;

  do
    {
      text += mdm_draw_line (text, most);
      lines++;
    }
  while (*text != '\0');
  return lines;
}

const char *
mdm_draw_exponent (const char *label)
{
  return strncmp (label, "10^", 3) == 0 ? label + 3 : NULL;
}

void
mdm_draw_table (mdm_result_t result, const mdm_figure_t figure)
{
  static const mdm_heading_t columns[]
      = { { "series", "series", MDM_HEADING_NOTE, 0 },
          { "x", "x", MDM_HEADING_VALUE, 0 },
          { "y", "y", MDM_HEADING_VALUE, 0 },
          { NULL, "exact", MDM_HEADING_EXACT, 0 },
          { .key = NULL } };

  if (figure->title != NULL)
    mdm_result_fact (result, "title", "%s", figure->title);
  mdm_result_fact (result, "x", "%s", figure->label_x);
  for (size_t p = 0; p < figure->panels; p++)
    mdm_result_fact (result, "y", "%s", figure->label_y[p]);
  mdm_result_table (result, NULL, MDM_ROWS_NONE, NULL, columns);
  for (size_t i = 0; i < figure->count; i++)
    for (size_t m = 0; m < figure->series[i].count; m++)
      {
        const mdm_mark_t *mark = figure->series[i].mark + m;
        mdm_result_cell (result, figure->series[i].name);
        mdm_result_cell (result, mark->x != NULL ? mark->x : "-");
        mdm_result_cell (result, mark->y != NULL ? mark->y : "-");
        mdm_result_cell (result, mark->exact != NULL ? mark->exact : "-");
      }
}
