#include <config.h>

#include "plot/kinds.h"

#include "exact/rational.h"
#include "table/grid.h"
#include "table/order.h"
#include "text/nearest.h"
#include "text/string.h"

#include <string.h>

/* A table in work, and the two columns that are drawn.  */
typedef struct
{
  mdm_plan_t plan;
  mdm_head_t head;
  mdm_record_t **record;
  size_t x, y;
} table_t;

static void
table_init (table_t *table)
{
  memset (table, 0, sizeof *table);
  mdm_plan_init (table->plan);
  mdm_head_init (&table->head);
}

static void
table_clear (table_t *table)
{
  for (size_t i = 0; table->record != NULL && i < table->plan->count; i++)
    mdm_record_free (table->record[i]);
  flint_free (table->record);
  mdm_head_clear (&table->head);
  mdm_plan_clear (table->plan);
}

/* Compute all rows, in the order of the description.  */
static mdm_status
compute (table_t *table, const mdm_plot_asked_t *asked, mdm_err_t *err)
{
  mdm_journal_t journal = { .descriptor = -1 };
  mdm_grid_t grid = { .description = asked->description,
                      .plan = table->plan,
                      .head = &table->head,
                      .format = asked->format,
                      .limit = asked->limit,
                      .journal = &journal };

  MDM_TRY (mdm_plan_set (table->plan, asked->description, err));
  MDM_TRY (mdm_plan_check (table->plan, asked->description,
                           asked->limit->reading, err));
  mdm_head_set (&table->head, asked->description, table->plan, asked->format,
                asked->limit);
  table->record = flint_calloc (table->plan->count, sizeof *table->record);
  MDM_TRY (mdm_grid_run (table->record, &grid, err));
  return mdm_order_sort (table->record, table->head.rows, &table->head, err);
}

/* ---------------------------------------------------------------------------
   Columns.  */

/* Is TEXT a number, or infinite?  Then RES is set, unless it is infinite.  */
static int
is_number (fmpq_t res, const char *text)
{
  return strcmp (text, "inf") == 0 || strcmp (text, "-inf") == 0
         || mdm_rational_read (res, text, strlen (text), NULL) == MDM_OK;
}

/* Has column C a number in each row that has something there, and has any?  */
static int
has_numbers (const table_t *table, size_t c)
{
  int any = 0;

  for (size_t i = 0; i < table->head.rows; i++)
    {
      const char *value = table->record[i]->cell[c].value;
      MDM_FMPQ (number);
      if (value != NULL && !is_number (number, value))
        return 0;
      any |= value != NULL;
    }
  return any;
}

/* Set *C to the column NAME of --OPTION; or where NAME is NULL, to the first
   one of numbers, not OTHER.  */
static mdm_status
find_column (size_t *c, const table_t *table, const char *option,
             const char *name, size_t other, mdm_err_t *err)
{
  mdm_nearest_t nearest = mdm_nearest_to (name == NULL ? "" : name,
                                          name == NULL ? 0 : strlen (name));
  MDM_OWNED char *meant = NULL;

  for (*c = 0; *c < table->head.columns; ++*c)
    if (name == NULL ? *c != other && has_numbers (table, *c)
                     : strcmp (table->head.column[*c].name, name) == 0)
      break;
    else
      mdm_nearest_try (&nearest, table->head.column[*c].name);
  if (*c == table->head.columns && name == NULL)
    {
      MDM_OWNED char *where = mdm_str ("--%s", option);
      return mdm_err_set (err, MDM_EDOMAIN, where, 0, 0,
                          "there is no column of numbers left");
    }
  meant = mdm_nearest_str (&nearest, "");
  if (*c == table->head.columns)
    (void) mdm_err_set (err, MDM_EPARSE, NULL, 0, 0,
                        "the table has no such column%s", meant);
  else if (!has_numbers (table, *c))
    (void) mdm_err_set (err, MDM_EDOMAIN, NULL, 0, 0,
                        "the column is not of numbers");
  else
    return MDM_OK;
  return mdm_plot_place (err, option, name);
}

/* What column C is called on an axis: its heading, unless that is a formula
   of LaTeX, and its unit; on the heap.  */
static char *
label_str (const table_t *table, size_t c)
{
  const mdm_head_column_t *column = table->head.column + c;
  const char *text
      = column->heading == NULL || strpbrk (column->heading, "$\\") != NULL
            ? column->name
            : column->heading;
  const char *unit = NULL;

  for (size_t i = 0; i < table->head.rows && unit == NULL; i++)
    unit = table->record[i]->cell[c].unit;
  return unit == NULL || strstr (text, unit) != NULL
             ? mdm_str ("%s", text)
             : mdm_str ("%s (%s)", text, unit);
}

/* ---------------------------------------------------------------------------
   Marks.  */

static int
is_whole (const char *text)
{
  return text[strspn (text, "-0123456789")] == '\0';
}

/* The digits of CELL, on the heap; NULL where it has nothing.  What is written
   as a fraction is rounded, and a whole number has no point.  */
static char *
digits_str (const mdm_shown_t *cell, slong digits)
{
  MDM_FMPQ (number);

  if (cell->value == NULL)
    return NULL;
  if (cell->unit == NULL && cell->exact != NULL && is_whole (cell->exact))
    return mdm_str ("%s", cell->exact);
  if (strchr (cell->value, '/') == NULL
      || mdm_rational_read (number, cell->value, strlen (cell->value), NULL)
             != MDM_OK)
    return mdm_str ("%s", cell->value);
  return fmpz_is_one (fmpq_denref (number))
             ? fmpz_get_str (NULL, 10, fmpq_numref (number))
             : mdm_decimal_fmpq (number, digits);
}

/* The series called LABEL, added if there is none.  */
static size_t
find_series (mdm_figure_t figure, const char *label)
{
  for (size_t i = 0; i < figure->count; i++)
    if (strcmp (figure->series[i].name, label) == 0)
      return i;
  return mdm_figure_add (figure, MDM_SERIES_JOINED, label);
}

/* Tell of the cells of RECORD that are drawn and are over a limit.  */
static void
tell_limits (const table_t *table, const mdm_record_t *record,
             mdm_plot_asked_t *asked)
{
  for (size_t n = 0; n < record->notes; n++)
    {
      const mdm_note_t *note = record->note + n;
      mdm_err_t err = { .status = MDM_OK };
      if (note->status != MDM_NOTE_LIMIT
          || (note->column != table->x && note->column != table->y))
        continue;
      (void) mdm_err_set (&err, MDM_ELIMIT, record->label, 0, 0, "%s",
                          note->message);
      mdm_plot_miss (asked, &err);
    }
}

static void
add_marks (mdm_figure_t figure, const table_t *table, mdm_plot_asked_t *asked)
{
  for (size_t i = 0; i < table->head.rows; i++)
    {
      const mdm_record_t *record = table->record[i];
      const mdm_shown_t *x = record->cell + table->x;
      const mdm_shown_t *y = record->cell + table->y;
      MDM_OWNED char *right = digits_str (x, asked->format->digits);
      MDM_OWNED char *up = digits_str (y, asked->format->digits);
      size_t series = find_series (figure, record->label);
      mdm_series_add (figure->series + series, right, up, y->exact);
      tell_limits (table, record, asked);
    }
}

mdm_status
mdm_plot_table (mdm_figure_t figure, mdm_plot_asked_t *asked, mdm_err_t *err)
{
  MDM_SCOPED (table, table_t, table_init, table_clear);
  MDM_OWNED char *right = NULL;
  MDM_OWNED char *up = NULL;

  MDM_TRY (compute (table, asked, err));
  MDM_TRY (find_column (&table->x, table, "x", asked->x, SIZE_MAX, err));
  MDM_TRY (find_column (&table->y, table, "y", asked->y, table->x, err));
  right = label_str (table, table->x);
  up = label_str (table, table->y);
  figure->formulas = 1;
  mdm_figure_set_title (figure, table->head.title);
  mdm_figure_set_x (figure, right);
  mdm_figure_set_y (figure, 0, up);
  add_marks (figure, table, asked);
  return MDM_OK;
}
