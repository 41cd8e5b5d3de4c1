#include <config.h>

#include "report/columns.h"
#include "report/writers.h"
#include "text/string.h"

#include <string.h>

/* Longer exact forms are not worth reading in a table, */
#define EXACT_MAX 60
/* nor are longer lists and fractions, */
#define CELL_MAX 48
/* nor longer ratios, of which the digits say more.  */
#define RATIO_MAX 24
/* Lines that a list in a fact may take, and one in a note.  */
#define FACT_LINES 4
#define NOTE_LINES 1
/* What ends a row goes on below it, this far to the right.  */
#define BELOW 4

/* A column of a table as it is laid out.  */
typedef struct
{
  size_t width;
  int number;         /* decimals: aligned at the point */
  size_t left, right; /* of which: before the point, and from it on */
} column_t;

typedef struct
{
  const mdm_result_struct *result;
  const mdm_table_t *table;
  char **instead; /* what is shown for a cell, NULL: the cell itself */
  column_t *column;
  size_t heads; /* so many are written */
  int below;    /* what ends the rows stands below them */
} layout_t;

/* ---------------------------------------------------------------------------
   Colour: of what the words say already.  */

static const char *
colour_of (const char *text)
{
  static const char *const words[][2] = {
    { "holds", "32" },   { "equality", "36" },  { "proved", "32" },
    { "refuted", "31" }, { "undecided", "33" }, { "not-applicable", "33" },
  };

  for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
    if (strcmp (text, words[i][0]) == 0)
      return words[i][1];
  return NULL;
}

/* Write TEXT, in colour CODE unless that is NULL or none is wanted.  */
static void
write_coloured (FILE *stream, const mdm_result_t result, const char *text,
                const char *code)
{
  if (result->colour && code != NULL && text[0] != '\0')
    fprintf (stream, "\033[%sm%s\033[0m", code, text);
  else
    fputs (text, stream);
}

/* ---------------------------------------------------------------------------
   What is shown for a cell.  */

/* A decimal, or what stands for one.  */
static int
is_decimal (const char *text)
{
  if (strcmp (text, "-") == 0 || strcmp (text, "inf") == 0
      || strcmp (text, "-inf") == 0)
    return 1;
  text += text[0] == '-';
  return text[0] >= '0' && text[0] <= '9'
         && text[strspn (text, "0123456789.e+-")] == '\0';
}

static char *
decimal_str (const char *fraction, slong digits)
{
  MDM_FMPQ (q);

  if (fmpq_set_str (q, fraction, 10) != 0)
    fmpq_zero (q); /* cannot be: it is a fraction */
  return mdm_decimal_fmpq (q, digits);
}

/* What is shown for TEXT in a column of KIND if it is too long, on the heap,
   or NULL.  */
static char *
instead_of (const char *text, mdm_heading_kind kind, slong digits)
{
  size_t width = strlen (text); /* of all that is shortened, these are ASCII */

  if (width <= (size_t) (kind == MDM_HEADING_RATIO ? RATIO_MAX : CELL_MAX))
    return NULL;
  if (kind == MDM_HEADING_EXACT)
    return width <= EXACT_MAX ? NULL : mdm_str ("..");
  if (mdm_is_fraction (text))
    return decimal_str (text, digits);
  return width > CELL_MAX && mdm_columns_is_list (text) ? mdm_str (
             "%.*s..", (int) mdm_columns_list_cut (text, CELL_MAX - 2), text)
                                                        : NULL;
}

static const char *
shown (const layout_t *layout, size_t i)
{
  return layout->instead[i] != NULL ? layout->instead[i]
                                    : layout->table->cell[i];
}

/* ---------------------------------------------------------------------------
   Tables.  */

/* Does column C end its rows with words, which may be wrapped?  */
static int
is_text (const mdm_table_t *table, size_t c)
{
  return c > 0 && c + 1 == table->columns
         && table->kind[c] == MDM_HEADING_NOTE;
}

/* The first column names the row, and lists and exact forms are none even if
   they are short: all others are of numbers if each cell is one.  */
static int
is_number_column (const layout_t *layout, size_t c)
{
  const mdm_table_t *table = layout->table;

  if (c == 0 || table->kind[c] == MDM_HEADING_LIST
      || table->kind[c] == MDM_HEADING_EXACT)
    return 0;
  for (size_t i = c; i < table->cells; i += table->columns)
    if (!is_decimal (shown (layout, i)))
      return 0;
  return 1;
}

static void
lay_out_column (layout_t *layout, size_t c)
{
  const mdm_table_t *table = layout->table;
  column_t *column = layout->column + c;

  column->number = is_number_column (layout, c);
  for (size_t i = c; i < table->cells; i += table->columns)
    {
      const char *text = shown (layout, i);
      size_t width = mdm_columns (text);
      if (column->number)
        {
          size_t left = strcspn (text, ".");
          column->left = left > column->left ? left : column->left;
          column->right
              = width - left > column->right ? width - left : column->right;
        }
      else if (width > column->width)
        column->width = width;
    }
  if (column->number)
    column->width = column->left + column->right;
  if (mdm_columns (table->head[c]) > column->width)
    column->width = mdm_columns (table->head[c]);
}

/* Write TEXT into column C, OWED blanks before it if it is not empty; return
   the blanks that are owed after it.  No line ends in blanks.  */
static size_t
write_cell (FILE *stream, const layout_t *layout, size_t c, const char *text,
            const char *code, size_t owed)
{
  const column_t *column = layout->column + c;
  size_t width = mdm_columns (text), before = 0;

  if (column->number)
    before = column->left - strcspn (text, ".");
  if (width == 0)
    return owed + column->width + 2;
  mdm_columns_pad (stream, owed + before);
  write_coloured (stream, layout->result, text, code);
  return column->width - before - width + 2;
}

/* A text that ends the rows and does not fit into the line in some of them
   stands below the rows, in all of them; its head, and that of a text which is
   empty everywhere, is left out.  */
static void
lay_out_end (layout_t *layout)
{
  const mdm_table_t *table = layout->table;
  size_t at = 0, last = table->columns - 1;
  int empty = 1;

  layout->heads = table->columns;
  if (!is_text (table, last))
    return;
  for (size_t c = 0; c < last; c++)
    at += layout->column[c].width + 2;
  for (size_t i = last; i < table->cells; i += table->columns)
    {
      size_t width = mdm_columns (table->cell[i]);
      empty &= width == 0;
      layout->below |= width > 0 && at + width > MDM_COLUMNS_LINE;
    }
  layout->heads -= layout->below || empty;
}

static void
layout_init (layout_t *layout, const mdm_result_t result,
             const mdm_table_t *table)
{
  *layout = (layout_t){ .result = result, .table = table };
  layout->instead = flint_calloc (table->cells + 1, sizeof (char *));
  layout->column = flint_calloc (table->columns, sizeof (column_t));
  for (size_t i = 0; i < table->cells; i++)
    layout->instead[i]
        = instead_of (table->cell[i], table->kind[i % table->columns],
                      result->format->digits);
  for (size_t c = 0; c < table->columns; c++)
    lay_out_column (layout, c);
  lay_out_end (layout);
}

static void
layout_clear (layout_t *layout)
{
  for (size_t i = 0; i < layout->table->cells; i++)
    flint_free (layout->instead[i]);
  flint_free (layout->instead);
  flint_free (layout->column);
}

static void
write_heads (FILE *stream, const layout_t *layout)
{
  size_t owed = 0;

  for (size_t c = 0; c < layout->heads; c++)
    {
      const char *head = layout->table->head[c];
      mdm_columns_pad (stream, owed);
      write_coloured (stream, layout->result, head, "1");
      owed = layout->column[c].width - mdm_columns (head) + 2;
    }
  fputc ('\n', stream);
}

/* The row that begins with cell I.  */
static void
write_cells (FILE *stream, const layout_t *layout, size_t i)
{
  size_t owed = 0, columns = layout->table->columns;

  for (size_t c = 0; c < columns; c++)
    {
      const char *text = shown (layout, i + c);
      if (c + 1 == columns && layout->below)
        {
          if (text[0] == '\0')
            break;
          fputc ('\n', stream);
          mdm_columns_pad (stream, BELOW);
          mdm_columns_wrap (stream, text, BELOW, NOTE_LINES);
        }
      else
        owed = write_cell (stream, layout, c, text,
                           c > 0 ? colour_of (text) : NULL, owed);
    }
  fputc ('\n', stream);
}

/* Signs that stand for something else in cells.  */
typedef struct
{
  int dash, dots;
} signs_t;

static void
find_signs (signs_t *signs, const layout_t *layout)
{
  for (size_t i = 0; i < layout->table->cells; i++)
    {
      const char *instead = layout->instead[i];
      size_t n = instead == NULL ? 0 : strlen (instead);
      signs->dash |= strcmp (layout->table->cell[i], "-") == 0;
      signs->dots |= n >= 2 && strcmp (instead + n - 2, "..") == 0;
    }
}

static void
write_signs (FILE *stream, const signs_t *signs)
{
  if (signs->dash)
    fputs ("- stands for nothing to show", stream);
  if (signs->dots)
    fprintf (stream, "%s for what is too long to show here",
             signs->dash ? ", .." : ".. stands");
  if (signs->dash || signs->dots)
    fputc ('\n', stream);
}

static void
write_table (FILE *stream, signs_t *signs, const mdm_result_t result,
             const mdm_table_t *table)
{
  layout_t layout;

  layout_init (&layout, result, table);
  find_signs (signs, &layout);
  if (table->title != NULL)
    fprintf (stream, "%s\n", table->title);
  write_heads (stream, &layout);
  for (size_t i = 0; i < table->cells; i += table->columns)
    write_cells (stream, &layout, i);
  layout_clear (&layout);
}

/* ---------------------------------------------------------------------------
   Facts, and the whole.  */

/* TEXT with the long ones of its fractions, between commas, as decimals, on
   the heap.  */
static char *
shortened (const char *text, slong digits)
{
  size_t length;
  char *res = NULL;
  FILE *stream = mdm_str_open (&res, &length);

  for (size_t n; *text != '\0'; text += n)
    {
      MDM_OWNED char *part = NULL;
      MDM_OWNED char *instead = NULL;
      n = strcspn (text, ",");
      part = mdm_str ("%.*s", (int) n, text);
      if (n > CELL_MAX && mdm_is_fraction (part))
        instead = decimal_str (part, digits);
      n += text[n] == ',';
      fputs (instead == NULL ? part : instead, stream);
      if (text[n - 1] == ',')
        fputc (',', stream);
    }
  mdm_str_close (stream);
  return res;
}

static void
write_fact (FILE *stream, const mdm_result_t result, const mdm_fact_t *fact,
            size_t indent)
{
  MDM_OWNED char *text = fact->kind == MDM_CELL_NUMBERS
                             ? shortened (fact->text, result->format->digits)
                             : mdm_str ("%s", fact->text);

  fputs (fact->name, stream);
  if (fact->text[0] != '\0')
    mdm_columns_pad (stream, indent - mdm_columns (fact->name));
  if (fact->kind == MDM_CELL_VERDICT)
    write_coloured (stream, result, fact->text, colour_of (fact->text));
  else if (fact->kind == MDM_CELL_COMMAND)
    fputs (fact->text, stream);
  else
    mdm_columns_wrap (stream, text, indent, FACT_LINES);
  fputc ('\n', stream);
}

static void
write_facts (FILE *stream, const mdm_result_t result)
{
  size_t widest = 0;

  for (size_t i = 0; i < result->facts; i++)
    {
      size_t width = mdm_columns (result->fact[i].name);
      widest = width > widest ? width : widest;
    }
  for (size_t i = 0; i < result->facts; i++)
    write_fact (stream, result, result->fact + i, widest + 2);
}

void
mdm_text_write (FILE *stream, const mdm_result_t result)
{
  int parts = result->facts > 0;
  signs_t signs = { 0 };

  write_facts (stream, result);
  for (size_t t = 0; t < result->tables; t++)
    {
      if (result->table[t].cells == 0)
        continue; /* heads alone say nothing */
      if (parts++ > 0)
        fputc ('\n', stream);
      write_table (stream, &signs, result, result->table + t);
    }
  if (result->conclusion != NULL)
    {
      if (parts++ > 0)
        fputc ('\n', stream);
      write_coloured (stream, result, result->conclusion, "1");
      fputc ('\n', stream);
    }
  else if (parts > 0 && (signs.dash || signs.dots))
    fputc ('\n', stream);
  write_signs (stream, &signs);
}
