#include <config.h>

#include "table/sheet.h"

#include "report/latex.h"

#include <stdio.h>
#include <string.h>

/* Longest exact form that counts as short.  */
#define SHORT_MAX 20

static char *
copy_str (const char *text)
{
  char *copy = flint_malloc (strlen (text) + 1);

  return strcpy (copy, text);
}

void
mdm_sheet_count (mdm_sheet_tally_t *tally, const json_t *record)
{
  static const char *const words[]
      = { "holds", "equality", "refuted", "not-applicable", "undecided" };
  size_t *const counters[]
      = { &tally->holds, &tally->equality, &tally->refuted,
          &tally->not_applicable, &tally->undecided };
  json_t *item;
  size_t i;

  json_array_foreach (json_object_get (record, "verdicts"), i, item)
    for (size_t w = 0; w < sizeof words / sizeof *words; w++)
      if (strcmp (json_string_value (item), words[w]) == 0)
        ++*counters[w];
  json_array_foreach (json_object_get (record, "notes"), i, item)
    tally->limits
        += strcmp (json_string_value (json_object_get (item, "status")),
                   "limit")
           == 0;
}

/* What a cell shows: one or two strings.  */
typedef enum
{
  SHOWN_TEXT,   /* free text, with formulas */
  SHOWN_NUMBER, /* a decimal */
  SHOWN_EXACT,  /* an exact form or fraction */
  SHOWN_WORD,   /* a verdict, relation or note: no formulas */
  SHOWN_ABSENT,
  SHOWN_LIMIT
} shown_kind;

typedef struct
{
  shown_kind kind;
  const char *text; /* lent by the record; NULL for the last two */
} shown_t;

/* The columns that are written: those of "both" are two.  */
typedef struct
{
  const json_t *head;
  json_t *columns;
  size_t count; /* of columns written */
  size_t *of;   /* their columns in the head */
  int *second;  /* is it the exact one of two? */
} layout_t;

static const char *
member (const json_t *object, const char *name)
{
  return json_string_value (json_object_get (object, name));
}

static int
is_word (const json_t *object, const char *name, const char *word)
{
  const char *text = member (object, name);

  return text != NULL && strcmp (text, word) == 0;
}

/* Has COLUMN of a head numbers?  */
static int
has_numbers (const json_t *column)
{
  return !is_word (column, "kind", "text")
         && !is_word (column, "show", "verdict")
         && !is_word (column, "show", "relation")
         && !is_word (column, "show", "note");
}

static void
layout_init (layout_t *layout, const json_t *head)
{
  json_t *column;
  size_t c;

  memset (layout, 0, sizeof *layout);
  layout->head = head;
  layout->columns = json_object_get (head, "columns");
  layout->of = flint_malloc ((2 * json_array_size (layout->columns) + 1)
                             * sizeof *layout->of);
  layout->second = flint_malloc ((2 * json_array_size (layout->columns) + 1)
                                 * sizeof *layout->second);
  json_array_foreach (layout->columns, c, column)
    {
      int both = has_numbers (column) && is_word (column, "numbers", "both");
      for (int second = 0; second <= both; second++)
        {
          layout->of[layout->count] = c;
          layout->second[layout->count++] = second;
        }
    }
}

static void
layout_clear (layout_t *layout)
{
  flint_free (layout->of);
  flint_free (layout->second);
}

/* Why is cell C of RECORD null?  */
static shown_kind
why_null (const json_t *record, size_t c)
{
  json_t *note;
  size_t i;

  json_array_foreach (json_object_get (record, "notes"), i, note)
    if ((size_t) json_integer_value (json_object_get (note, "column")) == c
        && is_word (note, "status", "limit"))
      return SHOWN_LIMIT;
  return SHOWN_ABSENT;
}

/* Is TEXT an integer?  */
static int
is_integer (const char *text)
{
  text += *text == '-';
  return *text != '\0' && text[strspn (text, "0123456789")] == '\0';
}

/* What cell J of LAYOUT shows of RECORD.  */
static shown_t
show (const layout_t *layout, const json_t *record, size_t j)
{
  size_t c = layout->of[j];
  const json_t *column = json_array_get (layout->columns, c);
  const json_t *cell = json_array_get (json_object_get (record, "cells"), c);
  const char *style = member (column, "numbers");
  const char *exact = member (cell, "exact");
  shown_t shown = { SHOWN_TEXT, json_string_value (cell) };

  if (json_is_null (cell) || cell == NULL)
    {
      shown.kind = why_null (record, c);
      return shown;
    }
  if (!has_numbers (column))
    {
      if (!is_word (column, "kind", "text"))
        shown.kind = SHOWN_WORD;
      else if (mdm_latex_is_number (shown.text))
        shown.kind = SHOWN_NUMBER;
      return shown;
    }
  shown.kind = SHOWN_NUMBER;
  shown.text = member (cell, "value");
  /* Numbers such as L and T are written as they are.  */
  if (exact != NULL && is_integer (exact) && member (cell, "unit") == NULL)
    {
      shown.text = exact;
      return shown;
    }
  if (strcmp (style, "exact") == 0 || layout->second[j]
      || (strcmp (style, "short") == 0 && exact != NULL
          && strlen (exact) <= SHORT_MAX))
    {
      shown.kind
          = exact != NULL || layout->second[j] ? SHOWN_EXACT : SHOWN_NUMBER;
      if (exact != NULL)
        shown.text = exact;
      else if (layout->second[j])
        shown.kind = SHOWN_ABSENT;
    }
  return shown;
}

/* The name of column J in readable output, on the heap.  */
static char *
name_of (const layout_t *layout, size_t j, const char *which)
{
  const char *name
      = member (json_array_get (layout->columns, layout->of[j]), which);
  char *res = flint_malloc (strlen (name) + 16);

  sprintf (res, "%s%s", name, layout->second[j] ? " (exact)" : "");
  return res;
}

/* Does any cell have a unit?  */
static int
any_unit (json_t **record, size_t count)
{
  for (size_t i = 0; i < count; i++)
    {
      json_t *cell;
      size_t c;
      json_array_foreach (json_object_get (record[i], "cells"), c, cell)
        if (json_is_object (cell) && member (cell, "unit") != NULL)
          return 1;
    }
  return 0;
}

/* What must be said below the table: for each claim and remark one text on
   the heap, ended by NULL.  */
static char **
notes_of (const json_t *head, json_t **record, size_t count)
{
  json_t *claims = json_object_get (head, "claims");
  json_t *columns = json_object_get (head, "columns");
  char **notes = flint_calloc (
      json_array_size (claims) + json_array_size (columns) + 2, sizeof *notes);
  json_t *item;
  size_t n = 0, i;

  if (any_unit (record, count))
    {
      notes[n] = flint_malloc (64);
      sprintf (notes[n++], "Entropies and errors are in %s",
               member (head, "unit"));
    }
  json_array_foreach (claims, i, item)
    {
      const char *id = member (item, "id"), *remark = member (item, "remark");
      const char *citation = member (item, "citation");
      const char *kind = member (item, "kind");
      size_t room = 40;
      if (id == NULL)
        continue;
      room += strlen (id) + (citation == NULL ? 0 : strlen (citation))
              + (remark == NULL ? 0 : strlen (remark)) + strlen (kind);
      notes[n] = flint_malloc (room);
      sprintf (notes[n++], "%s%s%s%s%s%s%s", id,
               strcmp (kind, "theorem") == 0 ? "" : ", ",
               strcmp (kind, "theorem") == 0 ? "" : kind,
               citation == NULL ? "" : ": ", citation == NULL ? "" : citation,
               remark == NULL ? "" : "; ", remark == NULL ? "" : remark);
    }
  json_array_foreach (columns, i, item)
    {
      const char *remark = member (item, "remark");
      if (remark == NULL)
        continue;
      notes[n] = flint_malloc (strlen (remark) + strlen (member (item, "name"))
                               + 4);
      sprintf (notes[n++], "%s: %s", member (item, "name"), remark);
    }
  return notes;
}

static void
free_notes (char **notes)
{
  for (size_t i = 0; notes[i] != NULL; i++)
    flint_free (notes[i]);
  flint_free (notes);
}

/* The last line: how many rows, and how claims and cells came out.  On the
   heap.  */
static char *
conclusion_of (const json_t *head, json_t **record, size_t count)
{
  mdm_sheet_tally_t tally;
  char *text = flint_malloc (400);
  size_t n;

  memset (&tally, 0, sizeof tally);
  for (size_t i = 0; i < count; i++)
    mdm_sheet_count (&tally, record[i]);
  n = (size_t) snprintf (text, 400, "%zu row%s", count, count == 1 ? "" : "s");
  if (json_array_size (json_object_get (head, "claims")) > 0)
    {
      n += (size_t) snprintf (text + n, 400 - n,
                              "; verdicts: %zu hold strictly, %zu with "
                              "equality, %zu refuted",
                              tally.holds, tally.equality, tally.refuted);
      if (tally.not_applicable > 0)
        n += (size_t) snprintf (text + n, 400 - n, ", %zu not applicable",
                                tally.not_applicable);
      if (tally.undecided > 0)
        n += (size_t) snprintf (text + n, 400 - n, ", %zu undecided",
                                tally.undecided);
    }
  if (tally.limits > 0)
    snprintf (text + n, 400 - n, "; %zu cell%s over a limit", tally.limits,
              tally.limits == 1 ? "" : "s");
  return text;
}

/* Say in a fact why cells of column C have no value, or are over a limit: how
   many, and what was said of the first.  */
static void
explain (mdm_result_t result, const json_t *head, json_t **record,
         size_t count, size_t c, int limit)
{
  const char *name
      = member (json_array_get (json_object_get (head, "columns"), c), "name");
  const char *first = NULL;
  size_t cells = 0;

  for (size_t i = 0; i < count; i++)
    {
      json_t *note;
      size_t n;
      json_array_foreach (json_object_get (record[i], "notes"), n, note)
        if ((size_t) json_integer_value (json_object_get (note, "column")) == c
            && is_word (note, "status", "limit") == limit)
          {
            cells++;
            first = first == NULL ? member (note, "message") : first;
          }
    }
  if (first != NULL)
    mdm_result_fact (result, limit ? "over a limit" : "no value",
                     "%s, %zu cell%s: %s", name, cells, cells == 1 ? "" : "s",
                     first);
}

/* How a column of this HEADING is laid out for reading.  */
static mdm_heading_kind
kind_of (const char *heading)
{
  static const struct
  {
    const char *heading;
    mdm_heading_kind kind;
  } known[] = { { "ratio", MDM_HEADING_RATIO },
                { "exact", MDM_HEADING_EXACT },
                { "sizes", MDM_HEADING_LIST },
                { "note", MDM_HEADING_NOTE },
                { "statement", MDM_HEADING_NOTE } };

  for (size_t i = 0; i < sizeof known / sizeof *known; i++)
    if (strcmp (heading, known[i].heading) == 0)
      return known[i].kind;
  return MDM_HEADING_VALUE;
}

/* Facts, table and last line.  */
static void
write_readable (mdm_result_t result, const json_t *head, json_t **record,
                size_t count, char *const *notes)
{
  layout_t layout;
  char *text;

  layout_init (&layout, head);
  mdm_result_fact (result, "table", "%s", member (head, "title"));
  for (size_t i = 0; notes[i] != NULL; i++)
    mdm_result_fact (result, "note", "%s", notes[i]);
  for (size_t c = 0; c < json_array_size (layout.columns); c++)
    for (int limit = 0; limit < 2; limit++)
      explain (result, head, record, count, c, limit);
  mdm_result_table (result, NULL, MDM_ROWS_NONE, NULL, NULL);
  for (size_t j = 0; j < layout.count; j++)
    {
      text = name_of (&layout, j, "name");
      mdm_result_column (result, text, kind_of (text));
      flint_free (text);
    }
  for (size_t i = 0; i < count; i++)
    for (size_t j = 0; j < layout.count; j++)
      {
        shown_t shown = show (&layout, record[i], j);
        mdm_result_cell (result,
                         shown.kind == SHOWN_LIMIT ? "limit" : shown.text);
      }
  text = conclusion_of (head, record, count);
  mdm_result_conclude (result, "%s", text);
  flint_free (text);
  layout_clear (&layout);
}

/* LaTeX for what is SHOWN.  */
static mdm_latex_cell_t
latex_of (const shown_t *shown)
{
  mdm_latex_cell_t cell = { MDM_LATEX_TEXT, NULL };

  switch (shown->kind)
    {
    case SHOWN_NUMBER:
      if (mdm_latex_is_number (shown->text))
        {
          cell.kind = MDM_LATEX_NUMBER;
          cell.text = copy_str (shown->text);
          return cell;
        }
      cell.text = mdm_latex_exact (shown->text); /* inf */
      break;
    case SHOWN_EXACT:
      cell.text = mdm_latex_exact (shown->text);
      break;
    case SHOWN_TEXT:
      cell.text = mdm_latex_escape (shown->text, 1);
      break;
    case SHOWN_WORD:
      if (strcmp (shown->text, "<=") == 0)
        cell.text = copy_str ("$\\le$");
      else if (strcmp (shown->text, ">=") == 0)
        cell.text = copy_str ("$\\ge$");
      else if (strcmp (shown->text, "not-applicable") == 0)
        cell.text = copy_str ("not applicable");
      break;
    case SHOWN_ABSENT:
      cell.text = copy_str ("--");
      break;
    case SHOWN_LIMIT:
      cell.text = copy_str ("limit");
      break;
    }
  if (cell.text == NULL)
    cell.text = mdm_latex_escape (shown->text, 0);
  return cell;
}

/* Where the table is from, as comments.  */
static void
write_provenance (FILE *stream, const json_t *head)
{
  fprintf (stream, "%% made by " PACKAGE_NAME " %s from this description:\n",
           member (head, "version"));
  mdm_latex_write_comment (stream, member (head, "description"));
  fprintf (stream,
           "%% unit %s, %lld digits, at most %s cells and %s bytes of work\n"
           "%% needs \\usepackage{booktabs,siunitx}%s\n",
           member (head, "unit"),
           (long long) json_integer_value (json_object_get (head, "digits")),
           member (head, "max_cells"), member (head, "max_memory"),
           is_word (head, "layout", "longtable") ? " and longtable" : "");
}

static void
write_notes (FILE *stream, char *const *notes)
{
  if (notes[0] == NULL)
    return;
  fputs ("\n  \\smallskip\n  {\\footnotesize\\raggedright\n", stream);
  for (size_t i = 0; notes[i] != NULL; i++)
    {
      char *text = mdm_latex_escape (notes[i], 1);
      fprintf (stream, "    %s%s\\par\n", text,
               text[0] != '\0' && text[strlen (text) - 1] == '.' ? "" : ".");
      flint_free (text);
    }
  fputs ("  }\n", stream);
}

/* Write TABLE with its caption, label and notes.  */
static void
write_environment (FILE *stream, const json_t *head,
                   const mdm_latex_table_t *table, char *const *notes)
{
  const char *label = member (head, "label");
  const char *words = member (head, "caption");
  char *caption;

  if (words == NULL)
    words = member (head, "title");
  caption = mdm_latex_escape (words, 1);
  if (is_word (head, "layout", "longtable"))
    {
      mdm_latex_write_table (stream, table, 1, caption, label);
      write_notes (stream, notes);
    }
  else if (is_word (head, "layout", "tabular"))
    {
      for (size_t i = 0; notes[i] != NULL; i++)
        mdm_latex_write_comment (stream, notes[i]);
      mdm_latex_write_table (stream, table, 0, NULL, NULL);
    }
  else
    {
      fprintf (stream, "\\begin{table}\n  \\centering\n  \\caption{%s}\n",
               caption);
      if (label != NULL)
        fprintf (stream, "  \\label{%s}\n", label);
      mdm_latex_write_table (stream, table, 0, NULL, NULL);
      write_notes (stream, notes);
      fputs ("\\end{table}\n", stream);
    }
  flint_free (caption);
}

/* Before which rows is there space: where a block of the description begins,
   unless the rows have an order of their own.  On the heap.  */
static unsigned char *
gaps_of (const json_t *head, json_t **record, size_t count)
{
  unsigned char *gaps = flint_calloc (count + 1, 1);

  if (json_array_size (json_object_get (head, "order")) == 0)
    for (size_t i = 1; i < count; i++)
      gaps[i] = !json_equal (json_object_get (record[i], "block"),
                             json_object_get (record[i - 1], "block"));
  return gaps;
}

static mdm_status
write_latex (mdm_result_t result, const json_t *head, json_t **record,
             size_t count, char *const *notes, int standalone, mdm_err_t *err)
{
  mdm_latex_table_t table;
  unsigned char *gaps;
  size_t length = 0;
  char *text = NULL;
  FILE *stream = open_memstream (&text, &length);
  mdm_status status = MDM_OK;
  layout_t layout;

  if (stream == NULL)
    return mdm_err_set (err, MDM_EIO, NULL, 0, 0, "out of memory");
  layout_init (&layout, head);
  table.columns = layout.count;
  table.rows = count;
  table.gap = gaps = gaps_of (head, record, count);
  table.head = flint_malloc ((layout.count + 1) * sizeof *table.head);
  table.cell = flint_malloc ((count * layout.count + 1) * sizeof *table.cell);
  for (size_t j = 0; j < layout.count; j++)
    {
      char *name = name_of (&layout, j, "heading");
      table.head[j].kind = MDM_LATEX_TEXT;
      table.head[j].text = mdm_latex_escape (name, 1);
      flint_free (name);
    }
  for (size_t i = 0; i < count; i++)
    for (size_t j = 0; j < layout.count; j++)
      {
        shown_t shown = show (&layout, record[i], j);
        table.cell[i * layout.count + j] = latex_of (&shown);
      }
  write_provenance (stream, head);
  if (standalone)
    mdm_latex_begin_document (stream);
  write_environment (stream, head, &table, notes);
  if (standalone)
    mdm_latex_end_document (stream);
  if (fclose (stream) != 0)
    status = mdm_err_set (err, MDM_EIO, NULL, 0, 0, "out of memory");
  else
    mdm_result_verbatim (result, text);
  free (text);
  for (size_t j = 0; j < layout.count; j++)
    flint_free (table.head[j].text);
  for (size_t i = 0; i < count * layout.count; i++)
    flint_free (table.cell[i].text);
  flint_free (table.head);
  flint_free (table.cell);
  flint_free (gaps);
  layout_clear (&layout);
  return status;
}

/* The members of HEAD but what belongs to files of records, and the rows.  */
static void
write_json (mdm_result_t result, const json_t *head, json_t **record,
            size_t count)
{
  static const char *const members[]
      = { "version", "title",   "caption", "label", "unit",
          "digits",  "columns", "claims",  "order", "description" };
  static const char *const parts[]
      = { "label",     "law",   "schedule", "predictor",
          "variables", "cells", "verdicts", "notes" };
  json_t *rows = json_array ();

  for (size_t i = 0; i < sizeof members / sizeof *members; i++)
    mdm_result_member (result, members[i],
                       json_incref (json_object_get (head, members[i])));
  for (size_t i = 0; i < count; i++)
    {
      json_t *row = json_object ();
      for (size_t m = 0; m < sizeof parts / sizeof *parts; m++)
        json_object_set (row, parts[m], json_object_get (record[i], parts[m]));
      json_array_append_new (rows, row);
    }
  mdm_result_member (result, "rows", rows);
}

mdm_status
mdm_sheet_write (mdm_result_t result, const json_t *head, json_t **record,
                 size_t count, mdm_format_kind kind, int standalone,
                 mdm_err_t *err)
{
  char **notes = notes_of (head, record, count);
  mdm_status status = MDM_OK;

  if (kind == MDM_FORMAT_JSON)
    write_json (result, head, record, count);
  else if (kind == MDM_FORMAT_LATEX)
    status = write_latex (result, head, record, count, notes, standalone, err);
  else
    write_readable (result, head, record, count, notes);
  free_notes (notes);
  return status;
}
