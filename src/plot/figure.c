#include <config.h>

#include "plot/figure.h"

#include "exact/rational.h"
#include "text/string.h"
#include "text/utf8.h"

#include <string.h>

/* TEXT on the heap, control characters, the two that are none, and bytes that
   are not UTF-8, as \xNN: it goes into documents of several languages, of
   which XML refuses them.  */
static char *
clean_str (const char *text)
{
  size_t length = strlen (text);
  char *copy = flint_malloc (4 * length + 1), *p = copy;

  for (size_t n; length > 0; text += n, length -= n)
    {
      n = mdm_utf8_size (text, length);
      if (n > 0 && !mdm_utf8_is_control (text, n)
          && strncmp (text, "\xef\xbf\xbe", n) != 0
          && strncmp (text, "\xef\xbf\xbf", n) != 0)
        {
          p = (char *) memcpy (p, text, n) + n;
          continue;
        }
      n = n == 0 ? 1 : n;
      for (size_t i = 0; i < n; i++)
        p += sprintf (p, "\\x%02x", (unsigned char) text[i]);
    }
  *p = '\0';
  return copy;
}

static void
set_text (char **place, const char *text)
{
  flint_free (*place);
  *place = clean_str (text);
}

void
mdm_figure_init (mdm_figure_t figure)
{
  memset (figure, 0, sizeof *figure);
  figure->panels = 1;
}

static void
series_clear (mdm_series_t *series)
{
  for (size_t i = 0; i < series->count; i++)
    {
      mdm_mark_t *mark = series->mark + i;
      flint_free (mark->x);
      flint_free (mark->y);
      flint_free (mark->exact);
      fmpq_clear (mark->at_x);
      fmpq_clear (mark->at_y);
    }
  flint_free (series->mark);
  flint_free (series->name);
}

void
mdm_figure_clear (mdm_figure_t figure)
{
  for (size_t i = 0; i < figure->count; i++)
    series_clear (figure->series + i);
  flint_free (figure->series);
  flint_free (figure->title);
  flint_free (figure->label_x);
  for (size_t p = 0; p < MDM_PANELS_MAX; p++)
    flint_free (figure->label_y[p]);
}

void
mdm_figure_set_title (mdm_figure_t figure, const char *text)
{
  set_text (&figure->title, text);
}

void
mdm_figure_set_x (mdm_figure_t figure, const char *text)
{
  set_text (&figure->label_x, text);
}

void
mdm_figure_set_y (mdm_figure_t figure, size_t panel, const char *text)
{
  set_text (figure->label_y + panel, text);
}

char *
mdm_figure_label_str (const char *text, mdm_unit unit)
{
  return mdm_str ("%s (%s)", text, mdm_unit_str (unit));
}

size_t
mdm_figure_add (mdm_figure_t figure, mdm_series_kind kind, const char *name)
{
  size_t i = figure->count++;

  figure->series
      = flint_realloc (figure->series, figure->count * sizeof *figure->series);
  memset (figure->series + i, 0, sizeof *figure->series);
  figure->series[i].kind = kind;
  figure->series[i].name = clean_str (name);
  figure->series[i].style = i;
  figure->series[i].below = SIZE_MAX;
  return i;
}

void
mdm_figure_drop (mdm_figure_t figure, size_t i)
{
  mdm_series_t *series = figure->series + i;

  series_clear (series);
  figure->count--;
  memmove (series, series + 1, (figure->count - i) * sizeof *series);
}

void
mdm_figure_rename (mdm_figure_t figure, size_t i, const char *name)
{
  set_text (&figure->series[i].name, name);
}

void
mdm_figure_settle (mdm_figure_t figure)
{
  mdm_series_t *old = figure->series;
  size_t n = 0;

  figure->series = flint_malloc ((figure->count + 1) * sizeof *old);
  for (size_t panel = 0; panel < figure->panels; panel++)
    for (size_t i = 0, style = 0; i < figure->count; i++)
      if (old[i].panel == panel)
        {
          figure->series[n] = old[i];
          figure->series[n++].style = style++;
        }
  flint_free (old);
}

/* Do the marks of SERIES go to the right and to the left?  */
static int
goes_back (const mdm_series_t *series)
{
  const mdm_mark_t *last = NULL;
  int right = 0, left = 0;

  for (size_t m = 0; m < series->count; m++)
    {
      const mdm_mark_t *mark = series->mark + m;
      if (!mark->drawn)
        continue;
      if (last != NULL)
        {
          int way = fmpq_cmp (mark->at_x, last->at_x);
          right |= way > 0;
          left |= way < 0;
        }
      last = mark;
    }
  return right && left;
}

void
mdm_figure_unjoin (mdm_figure_t figure)
{
  for (size_t i = 0; i < figure->count; i++)
    if (figure->series[i].kind != MDM_SERIES_STEPS
        && goes_back (figure->series + i))
      figure->series[i].kind = MDM_SERIES_MARKS;
}

int
mdm_figure_is_listed (const mdm_figure_t figure, const mdm_series_t *series)
{
  return series->panel + 1 == figure->panels;
}

static char *
copy_str (const char *text)
{
  return text == NULL ? NULL : mdm_str ("%s", text);
}

/* Set RES to what TEXT says: is it a number, and finite?  */
static int
read_digits (fmpq *res, const char *text)
{
  MDM_FMPQ (value);

  if (text == NULL
      || mdm_rational_read (value, text, strlen (text), NULL) != MDM_OK)
    return 0;
  fmpq_set (res, value);
  return 1;
}

void
mdm_series_add (mdm_series_t *series, const char *x, const char *y,
                const char *exact)
{
  mdm_mark_t *mark;

  if (series->count == series->alloc)
    {
      series->alloc = 2 * series->alloc + 8;
      series->mark
          = flint_realloc (series->mark, series->alloc * sizeof *mark);
    }
  mark = series->mark + series->count++;
  mark->x = copy_str (x);
  mark->y = copy_str (y);
  mark->exact = copy_str (exact);
  fmpq_init (mark->at_x);
  fmpq_init (mark->at_y);
  mark->drawn = read_digits (mark->at_x, x) && read_digits (mark->at_y, y);
}

void
mdm_series_add_number (mdm_series_t *series, size_t x, const mdm_number_t *y)
{
  MDM_OWNED char *digits = mdm_str ("%zu", x);

  mdm_series_add (series, digits, y->value, y->exact);
}

static int
same_text (const char *x, const char *y)
{
  return x == NULL || y == NULL ? x == y : strcmp (x, y) == 0;
}

int
mdm_series_same (const mdm_series_t *x, const mdm_series_t *y)
{
  for (size_t i = 0; i < x->count && i < y->count; i++)
    if (!same_text (x->mark[i].x, y->mark[i].x)
        || !same_text (x->mark[i].y, y->mark[i].y)
        || !same_text (x->mark[i].exact, y->mark[i].exact))
      return 0;
  return x->count == y->count && x->panel == y->panel;
}

int
mdm_series_is_empty (const mdm_series_t *series)
{
  for (size_t i = 0; i < series->count; i++)
    if (series->mark[i].x != NULL && series->mark[i].y != NULL)
      return 0;
  return 1;
}

/* MARK of SERIES is not above 0 on the axis AXIS, which is logarithmic.  */
static mdm_status
refuse_log (const mdm_series_t *series, const mdm_mark_t *mark,
            const char *axis, mdm_err_t *err)
{
  int is_x = axis[0] == 'x';

  return mdm_err_set (err, MDM_EDOMAIN, "--log", 0, 0,
                      "the %s axis has %s, which has no logarithm: %s at x = "
                      "%s",
                      axis, is_x ? mark->x : mark->y, series->name, mark->x);
}

mdm_status
mdm_figure_check (const mdm_figure_t figure, mdm_err_t *err)
{
  size_t drawn = 0;

  for (size_t i = 0; i < figure->count; i++)
    for (size_t m = 0; m < figure->series[i].count; m++)
      {
        const mdm_series_t *series = figure->series + i;
        const mdm_mark_t *mark = series->mark + m;
        if (!mark->drawn)
          continue;
        drawn++;
        if (figure->log_x && fmpq_sgn (mark->at_x) <= 0)
          return refuse_log (series, mark, "x", err);
        if (figure->log_y && fmpq_sgn (mark->at_y) <= 0)
          return refuse_log (series, mark, "y", err);
      }
  return drawn > 0 ? MDM_OK
                   : mdm_err_set (err, MDM_ELIMIT, NULL, 0, 0,
                                  "there is nothing to draw");
}
