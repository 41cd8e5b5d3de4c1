/* test_plot.c - axes, ticks and places of figures.  */
#include <config.h>

#include "exact/rational.h"
#include "plot/axis.h"
#include "plot/drawing.h"
#include "plot/style.h"
#include "text/string.h"
#include "unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A figure with the marks (X[i], Y[i]).  */
static void
set_figure (mdm_figure_t figure, const char *const *x, const char *const *y,
            size_t count)
{
  mdm_figure_init (figure);
  mdm_figure_set_x (figure, "x");
  mdm_figure_set_y (figure, 0, "y");
  figure->width = 8500;
  (void) mdm_figure_add (figure, MDM_SERIES_JOINED, "series");
  for (size_t i = 0; i < count; i++)
    mdm_series_add (figure->series, x[i], y[i], NULL);
}

/* The labels of the ticks of an axis, with blanks between them.  */
static char *
labels_str (const mdm_axis_t axis)
{
  char *text = NULL;
  size_t length = 0;
  FILE *stream = mdm_str_open (&text, &length);

  for (size_t i = 0; i < axis->ticks; i++)
    fprintf (stream, "%s%s", i > 0 ? " " : "", axis->tick[i].label);
  mdm_str_close (stream);
  return text;
}

static const struct
{
  const char *low, *high;
  int log;
  const char *labels;
} rows[] = {
  { "0", "1", 0, "0 0.2 0.4 0.6 0.8 1.0" },
  { "0", "10", 0, "0 2 4 6 8 10" },
  { "0", "0", 0, "0 0.2 0.4 0.6 0.8 1.0" },
  { "7", "7", 0, "4 5 6 7 8 9 10" },
  { "-3", "3", 0, "-3 -2 -1 0 1 2 3" },
  { "-1.0e-05", "1.0e-05", 0, "-1.0e-5 -5e-6 0 5e-6 1.0e-5" },
  { "0", "3.0e+07", 0, "0 5e6 1.0e7 1.5e7 2.0e7 2.5e7 3.0e7" },
  { "0.001", "1000", 1, "10^-3 10^-2 10^-1 10^0 10^1 10^2 10^3" },
  { "1", "50", 1, "1 2 5 10 20 50" },
  { "2", "3", 1, "2.0 2.5 3.0 3.5" },
};

START_TEST (ticks)
{
  const char *const y[] = { rows[_i].low, rows[_i].high };
  mdm_figure_t figure;
  MDM_AXIS (axis);
  MDM_OWNED char *labels = NULL;

  set_figure (figure, y, y, 2);
  figure->log_y = rows[_i].log;
  mdm_axis_set_y (axis, figure, 0, 7);
  labels = labels_str (axis);
  ck_assert_str_eq (labels, rows[_i].labels);
  mdm_figure_clear (figure);
}
END_TEST

/* Whatever the numbers: all marks lie within, in their order, the ticks are
   ascending and within, and there are some but not many.  */
START_TEST (places)
{
  unsigned state = (unsigned) _i + 1;
  char text[6][40];
  const char *x[6];
  mdm_figure_t figure;
  int log = _i % 2;
  MDM_AXIS (axis);

  for (int i = 0; i < 6; i++)
    {
      state = state * 1103515245U + 12345U;
      snprintf (text[i], sizeof text[i], "%s%u.%03ue%d",
                !log && state >> 30 == 3 ? "-" : "", 1 + (state >> 16) % 9,
                (state >> 8) % 1000, (int) ((state >> 20) % 25) - 12);
      x[i] = text[i];
    }
  set_figure (figure, x, x, 6);
  figure->log_x = log;
  ck_assert_int_eq (mdm_figure_check (figure, NULL), MDM_OK);
  mdm_axis_set_x (axis, figure, 8);
  ck_assert_uint_ge (axis->ticks, 2);
  ck_assert_uint_le (axis->ticks, 40);
  for (size_t i = 0; i < axis->ticks; i++)
    {
      ck_assert_int_le (fmpq_cmp (axis->low, axis->tick[i].at), 0);
      ck_assert_int_ge (fmpq_cmp (axis->high, axis->tick[i].at), 0);
      ck_assert (i == 0
                 || fmpq_cmp (axis->tick[i - 1].at, axis->tick[i].at) < 0);
    }
  for (int i = 0; i < 6; i++)
    {
      const mdm_mark_t *mark = figure->series->mark + i;
      long at = mdm_axis_place (axis, mark->at_x, 100000);
      ck_assert_msg (at >= 0 && at <= 100000, "seed %d: %s at %ld", _i, x[i],
                     at);
      for (int j = 0; j < i; j++)
        {
          const mdm_mark_t *other = figure->series->mark + j;
          long there = mdm_axis_place (axis, other->at_x, 100000);
          int order = fmpq_cmp (mark->at_x, other->at_x);
          ck_assert (order < 0 ? at <= there : at >= there);
        }
    }
  mdm_figure_clear (figure);
}
END_TEST

/* Digits tell the ends and the ticks of an axis apart, however close they
   are.  */
START_TEST (close_together)
{
  const char *const y[] = { "-1000.00000000000000001", "-1000" };
  mdm_figure_t figure;
  MDM_AXIS (axis);
  MDM_FMPQ (last);

  set_figure (figure, y, y, 2);
  mdm_axis_set_y (axis, figure, 0, 7);
  ck_assert_uint_ge (axis->ticks, 4);
  fmpq_set (last, axis->low);
  for (size_t i = 0; i <= axis->ticks; i++)
    {
      MDM_OWNED char *text = mdm_axis_str (
          axis, i < axis->ticks ? axis->tick[i].at : axis->high);
      MDM_FMPQ (x);
      ck_assert_int_eq (mdm_rational_read (x, text, strlen (text), NULL),
                        MDM_OK);
      ck_assert_msg (fmpq_cmp (last, x) < 0, "%s", text);
      fmpq_set (last, x);
    }
  mdm_figure_clear (figure);
}
END_TEST

/* What is not there, or infinite, is kept and not drawn; where nothing is
   drawn there is no figure; and a logarithm is of numbers above 0.  */
START_TEST (marks)
{
  const char *const x[] = { "1", "2", "3", NULL };
  const char *const y[] = { "inf", NULL, "0", "5" };
  mdm_figure_t figure;
  mdm_err_t err = { .status = MDM_OK };

  set_figure (figure, x, y, 2);
  ck_assert_int_eq (mdm_figure_check (figure, &err), MDM_ELIMIT);
  mdm_figure_clear (figure);
  set_figure (figure, x, y, 4);
  ck_assert_int_eq (mdm_figure_check (figure, &err), MDM_OK);
  for (int i = 0; i < 4; i++)
    ck_assert_int_eq (figure->series->mark[i].drawn, i == 2);
  figure->log_x = 1;
  ck_assert_int_eq (mdm_figure_check (figure, &err), MDM_OK);
  figure->log_y = 1;
  ck_assert_int_eq (mdm_figure_check (figure, &err), MDM_EDOMAIN);
  ck_assert_str_eq (err.where, "--log");
  mdm_figure_clear (figure);
}
END_TEST

/* Lines together are the text, none has more letters than there is room for,
   and they end after words where they can.  */
START_TEST (lines)
{
  static const char *const texts[] = { "",
                                       "a",
                                       "one,two three",
                                       "abcdefghijklmnop",
                                       "\xc3\xa9t\xc3\xa9",
                                       "random:V=2,L=4,den=9,seed=1" };

  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
    for (size_t most = 1; most < 20; most++)
      {
        const char *at = texts[i];
        size_t n, lines = 0;
        for (; *at != '\0'; at += n, lines++)
          {
            MDM_OWNED char *line = NULL;
            n = mdm_draw_line (at, most);
            line = mdm_str ("%.*s", (int) n, at);
            ck_assert_uint_gt (n, 0);
            ck_assert_uint_le (mdm_draw_letters (line), most);
          }
        ck_assert_uint_eq (mdm_draw_lines (texts[i], most),
                           lines > 0 ? lines : 1);
      }
  ck_assert_uint_eq (mdm_draw_line ("one,two three", 11), 8);
  ck_assert_uint_eq (mdm_draw_line ("one,two three", 12), 8);
  ck_assert_uint_eq (mdm_draw_line ("a,bcdefghi", 8), 8);
}
END_TEST

/* Marks that go back and forth have no line, and are shown each.  */
START_TEST (unjoined)
{
  static const struct
  {
    const char *x[4];
    mdm_series_kind kind;
  } cases[] = { { { "1", "2", "2", "5" }, MDM_SERIES_JOINED },
                { { "5", "2", "2", "1" }, MDM_SERIES_JOINED },
                { { "1", "inf", "0.5", "0.2" }, MDM_SERIES_JOINED },
                { { "1", "2", "1", "3" }, MDM_SERIES_MARKS } };
  const char *const y[] = { "1", "2", "3", "4" };

  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
    {
      mdm_figure_t figure;
      set_figure (figure, cases[i].x, y, 4);
      for (int m = 0; m < 96; m++)
        mdm_series_add (figure->series, cases[i].x[3], "1", NULL);
      mdm_figure_unjoin (figure);
      ck_assert_int_eq (figure->series->kind, cases[i].kind);
      ck_assert_uint_eq (mdm_style_every (figure->series),
                         cases[i].kind == MDM_SERIES_MARKS ? 1 : 5);
      mdm_figure_clear (figure);
    }
}
END_TEST

/* Texts have neither control characters nor bytes that XML refuses.  */
START_TEST (texts)
{
  mdm_figure_t figure;

  mdm_figure_init (figure);
  mdm_figure_set_title (figure, "a\nb\xff\xef\xbf\xbf\xc3\xa9");
  ck_assert_str_eq (figure->title, "a\\x0ab\\xff\\xef\\xbf\\xbf\xc3\xa9");
  mdm_figure_clear (figure);
}
END_TEST

/* The area between two step functions is closed and has the corners of both:
   its size, by the formula of shoelaces, is that of the sum.  */
START_TEST (area)
{
  static const char *const x[] = { "0", "1", "2", "3" };
  static const char *const up[] = { "0", "0", "2", "5" };
  static const char *const down[] = { "0", "0", "0", "2" };
  MDM_OWNED mdm_corner_t *corner = NULL;
  mdm_figure_t figure;
  size_t n;
  double twice = 0;

  mdm_figure_init (figure);
  for (int s = 0; s < 2; s++)
    {
      size_t i = mdm_figure_add (figure, MDM_SERIES_STEPS, "steps");
      for (int m = 0; m < 4; m++)
        mdm_series_add (figure->series + i, x[m], s == 0 ? up[m] : down[m],
                        NULL);
    }
  ck_assert_uint_eq (mdm_draw_area (&corner, figure, 0), 0);
  figure->series[1].below = 0;
  n = mdm_draw_area (&corner, figure, 1);
  ck_assert_uint_eq (n, 12);
  for (size_t i = 0; i < n; i++)
    {
      const mdm_corner_t *a = corner + i, *b = corner + (i + 1) % n;
      twice += atof (a->x) * atof (b->y) - atof (b->x) * atof (a->y);
    }
  ck_assert (twice == 10.0);
  mdm_figure_clear (figure);
}
END_TEST

/* Two of the first 56 styles differ in colour or in mark; two that follow each
   other in dashes, too.  */
START_TEST (styles)
{
  for (size_t i = 0; i < 56; i++)
    {
      mdm_style_t x = mdm_style (i), next = mdm_style (i + 1);
      ck_assert_str_ne (x.colour, next.colour);
      ck_assert_str_ne (x.dashes, next.dashes);
      ck_assert_int_ne (x.gnuplot_mark, next.gnuplot_mark);
      for (size_t j = 0; j < i; j++)
        {
          mdm_style_t y = mdm_style (j);
          ck_assert (strcmp (x.colour, y.colour) != 0
                     || x.gnuplot_mark != y.gnuplot_mark);
        }
    }
}
END_TEST

static Suite *
make_suite (void)
{
  Suite *suite = suite_create ("plot");
  TCase *tcase = tcase_create ("plot");

  tcase_add_loop_test (tcase, ticks, 0, sizeof rows / sizeof *rows);
  tcase_add_loop_test (tcase, places, 0, 100);
  tcase_add_test (tcase, close_together);
  tcase_add_test (tcase, marks);
  tcase_add_test (tcase, lines);
  tcase_add_test (tcase, unjoined);
  tcase_add_test (tcase, texts);
  tcase_add_test (tcase, area);
  tcase_add_test (tcase, styles);
  suite_add_tcase (suite, tcase);
  return suite;
}

int
main (void)
{
  return mdm_unit_run (make_suite);
}
