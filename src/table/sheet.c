#include <config.h>

#include "table/sheet.h"

#include "exact/scoped.h"
#include "report/latex.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Longest exact form that counts as short.  */
#define SHORT_MAX 20

mdm_sheet_tally_t
mdm_sheet_count (const mdm_sheet_t *sheet)
{
  mdm_sheet_tally_t tally = { { 0 }, 0 };

  for (size_t r = 0; r < sheet->count; r++)
    {
      const mdm_record_t *record = sheet->record[r];
      for (size_t i = 0; record != NULL && i < record->verdicts; i++)
        tally.verdicts[record->verdict[i]]++;
      for (size_t n = 0; record != NULL && n < record->notes; n++)
        tally.limits += record->note[n].kind == MDM_NOTE_LIMIT;
    }
  return tally;
}

/* What a cell shows.  */
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
  const mdm_head_column_t *column;
  size_t number; /* of the column in the head */
  int second;    /* is it the exact one of two? */
} place_t;

typedef struct
{
  const mdm_sheet_t *sheet;
  size_t count;
  place_t *place;
} layout_t;

static void
layout_init (layout_t *layout, const mdm_sheet_t *sheet)
{
  const mdm_head_t *head = sheet->head;

  layout->sheet = sheet;
  layout->count = 0;
  layout->place = flint_malloc (2 * head->columns * sizeof *layout->place);
  for (size_t c = 0; c < head->columns; c++)
    {
      const mdm_head_column_t *column = head->column + c;
      int both = mdm_shows_numbers (column->kind, column->show)
                 && column->numbers == MDM_NUMBERS_BOTH;
      for (int second = 0; second <= both; second++)
        layout->place[layout->count++] = (place_t){ column, c, second };
    }
}

static void
layout_clear (layout_t *layout)
{
  flint_free (layout->place);
}

/* Why is there nothing in cell C of RECORD?  */
static shown_kind
why_null (const mdm_record_t *record, size_t c)
{
  for (size_t n = 0; n < record->notes; n++)
    if (record->note[n].column == c && record->note[n].kind == MDM_NOTE_LIMIT)
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

/* What a number that is written at PLACE shows.  */
static shown_t
show_number (const place_t *place, const mdm_shown_t *cell)
{
  mdm_numbers style = place->column->numbers;
  const char *exact = cell->exact;

  /* Numbers such as L and T are written as they are.  */
  if (exact != NULL && cell->unit == NULL && is_integer (exact))
    return (shown_t){ SHOWN_NUMBER, exact };
  if (place->second && exact == NULL)
    return (shown_t){ SHOWN_ABSENT, cell->text };
  if (exact != NULL
      && (style == MDM_NUMBERS_EXACT || place->second
          || (style == MDM_NUMBERS_SHORT && strlen (exact) <= SHORT_MAX)))
    return (shown_t){ SHOWN_EXACT, exact };
  return (shown_t){ SHOWN_NUMBER, cell->text };
}

/* What cell J of LAYOUT shows of RECORD.  */
static shown_t
show (const layout_t *layout, const mdm_record_t *record, size_t j)
{
  const place_t *place = layout->place + j;
  const mdm_shown_t *cell = record->cell + place->number;

  if (cell->text == NULL)
    return (shown_t){ why_null (record, place->number), NULL };
  if (cell->is_number)
    return show_number (place, cell);
  if (place->column->kind != MDM_COLUMN_TEXT)
    return (shown_t){ SHOWN_WORD, cell->text };
  return (shown_t){ mdm_latex_is_number (cell->text) ? SHOWN_NUMBER
                                                     : SHOWN_TEXT,
                    cell->text };
}

/* FORMAT expanded, on the heap.  */
static char *__attribute__ ((format (printf, 1, 2)))
text_of (const char *format, ...)
{
  va_list arguments, again;
  char *text;
  int n;

  va_start (arguments, format);
  va_copy (again, arguments);
  n = vsnprintf (NULL, 0, format, arguments);
  text = flint_malloc ((size_t) n + 1);
  vsnprintf (text, (size_t) n + 1, format, again);
  va_end (again);
  va_end (arguments);
  return text;
}

/* NAME, of column J of LAYOUT, on the heap.  */
static char *
name_of (const layout_t *layout, size_t j, const char *name)
{
  return text_of ("%s%s", name, layout->place[j].second ? " (exact)" : "");
}

/* Does any cell have a unit?  */
static int
any_unit (const mdm_sheet_t *sheet)
{
  for (size_t i = 0; i < sheet->count; i++)
    for (size_t c = 0; c < sheet->record[i]->cells; c++)
      if (sheet->record[i]->cell[c].unit != NULL)
        return 1;
  return 0;
}

/* What must be said below the table: for each claim and remark one text on
   the heap, ended by NULL.  */
static char **
notes_of (const mdm_sheet_t *sheet)
{
  const mdm_head_t *head = sheet->head;
  char **notes
      = flint_calloc (head->claims + head->columns + 2, sizeof *notes);
  size_t n = 0;

  if (any_unit (sheet))
    notes[n++] = text_of ("Entropies and errors are in %s",
                          mdm_unit_str (head->unit));
  for (size_t i = 0; i < head->claims; i++)
    {
      const mdm_head_claim_t *claim = head->claim + i;
      const char *cited = claim->citation, *remark = claim->remark;
      int theorem = claim->kind == MDM_ENTRY_THEOREM;
      if (claim->id != NULL)
        notes[n++] = text_of (
            "%s%s%s%s%s%s%s", claim->id, theorem ? "" : ", ",
            theorem ? "" : mdm_entry_kind_str (claim->kind),
            cited == NULL ? "" : ": ", cited == NULL ? "" : cited,
            remark == NULL ? "" : "; ", remark == NULL ? "" : remark);
    }
  for (size_t c = 0; c < head->columns; c++)
    if (head->column[c].remark != NULL)
      notes[n++]
          = text_of ("%s: %s", head->column[c].name, head->column[c].remark);
  return notes;
}

static void
free_notes (char **notes)
{
  for (size_t i = 0; notes[i] != NULL; i++)
    flint_free (notes[i]);
  flint_free (notes);
}

/* The last line: how many rows, and how claims and cells came out.  */
static void
conclude (mdm_result_t result, const mdm_sheet_t *sheet)
{
  mdm_sheet_tally_t tally = mdm_sheet_count (sheet);
  size_t inapplicable = tally.verdicts[MDM_VERDICT_NOT_APPLICABLE];
  size_t undecided = tally.verdicts[MDM_VERDICT_UNDECIDED];
  char verdicts[200] = "", others[100] = "", limits[100] = "";
  size_t n = 0;

  if (sheet->head->claims > 0)
    snprintf (verdicts, sizeof verdicts,
              "; verdicts: %zu hold strictly, %zu with equality, %zu refuted",
              tally.verdicts[MDM_VERDICT_HOLDS],
              tally.verdicts[MDM_VERDICT_EQUALITY],
              tally.verdicts[MDM_VERDICT_REFUTED]);
  if (inapplicable > 0)
    n = (size_t) snprintf (others, sizeof others, ", %zu not applicable",
                           inapplicable);
  if (undecided > 0)
    snprintf (others + n, sizeof others - n, ", %zu undecided", undecided);
  if (tally.limits > 0)
    snprintf (limits, sizeof limits, "; %zu cell%s over a limit", tally.limits,
              tally.limits == 1 ? "" : "s");
  mdm_result_conclude (result, "%zu row%s%s%s%s", sheet->count,
                       sheet->count == 1 ? "" : "s", verdicts, others, limits);
}

/* Say in a fact why cells of column C have no value, or are over a limit: how
   many, and what was said of the first.  */
static void
explain (mdm_result_t result, const mdm_sheet_t *sheet, size_t c, int limit)
{
  const char *first = NULL;
  size_t cells = 0;

  for (size_t i = 0; i < sheet->count; i++)
    for (size_t n = 0; n < sheet->record[i]->notes; n++)
      {
        const mdm_note_t *note = sheet->record[i]->note + n;
        if (note->column != c || (note->kind == MDM_NOTE_LIMIT) != limit)
          continue;
        cells++;
        first = first == NULL ? note->message : first;
      }
  if (first != NULL)
    mdm_result_fact (result, limit ? "over a limit" : "no value",
                     "%s, %zu cell%s: %s", sheet->head->column[c].name, cells,
                     cells == 1 ? "" : "s", first);
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
write_readable (mdm_result_t result, const layout_t *layout,
                char *const *notes)
{
  const mdm_sheet_t *sheet = layout->sheet;

  mdm_result_fact (result, "table", "%s", sheet->head->title);
  for (size_t i = 0; notes[i] != NULL; i++)
    mdm_result_fact (result, "note", "%s", notes[i]);
  for (size_t c = 0; c < sheet->head->columns; c++)
    for (int limit = 0; limit < 2; limit++)
      explain (result, sheet, c, limit);
  mdm_result_table (result, NULL, MDM_ROWS_NONE, NULL, NULL);
  for (size_t j = 0; j < layout->count; j++)
    {
      MDM_OWNED char *name
          = name_of (layout, j, layout->place[j].column->name);
      mdm_result_column (result, name, kind_of (name));
    }
  for (size_t i = 0; i < sheet->count; i++)
    for (size_t j = 0; j < layout->count; j++)
      {
        shown_t shown = show (layout, sheet->record[i], j);
        mdm_result_cell (result,
                         shown.kind == SHOWN_LIMIT ? "limit" : shown.text);
      }
  conclude (result, sheet);
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
          cell.text = text_of ("%s", shown->text);
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
        cell.text = text_of ("$\\le$");
      else if (strcmp (shown->text, ">=") == 0)
        cell.text = text_of ("$\\ge$");
      else if (strcmp (shown->text, "not-applicable") == 0)
        cell.text = text_of ("not applicable");
      break;
    case SHOWN_ABSENT:
      cell.text = text_of ("--");
      break;
    case SHOWN_LIMIT:
      cell.text = text_of ("limit");
      break;
    }
  if (cell.text == NULL)
    cell.text = mdm_latex_escape (shown->text, 0);
  return cell;
}

/* Where the table is from, as comments.  */
static void
write_provenance (FILE *stream, const mdm_head_t *head)
{
  fprintf (stream, "%% made by " PACKAGE_NAME " %s from this description:\n",
           head->version);
  mdm_latex_write_comment (stream, head->description);
  fprintf (stream,
           "%% unit %s, %zu digits, at most %s cells and %s bytes of work\n"
           "%% needs \\usepackage{booktabs,siunitx%s}\n",
           mdm_unit_str (head->unit), head->digits, head->max_cells,
           head->max_memory,
           head->layout == MDM_LAYOUT_LONG    ? ",longtable"
           : head->layout == MDM_LAYOUT_TABLE ? ",threeparttable"
                                              : "");
}

/* Write the notes, each of which begins with ITEM and ends with END.  */
static void
write_notes (FILE *stream, char *const *notes, const char *item,
             const char *end)
{
  for (size_t i = 0; notes[i] != NULL; i++)
    {
      MDM_OWNED char *text = mdm_latex_escape (notes[i], 1);
      fprintf (stream, "    %s%s%s%s\n", item, text,
               text[0] != '\0' && text[strlen (text) - 1] == '.' ? "" : ".",
               end);
    }
}

/* Write TABLE as a float, with its notes as wide as it is.  */
static void
write_float (FILE *stream, const mdm_head_t *head, const char *caption,
             const mdm_latex_table_t *table, char *const *notes)
{
  fprintf (stream,
           "\\begin{table}\n  \\centering\n  \\begin{threeparttable}\n"
           "  \\caption{%s}\n",
           caption);
  if (head->label != NULL)
    fprintf (stream, "  \\label{%s}\n", head->label);
  mdm_latex_write_table (stream, table, 0, NULL, NULL);
  if (notes[0] != NULL)
    {
      fputs ("  \\begin{tablenotes}[flushleft]\\footnotesize\n", stream);
      write_notes (stream, notes, "\\item ", "");
      fputs ("  \\end{tablenotes}\n", stream);
    }
  fputs ("  \\end{threeparttable}\n\\end{table}\n", stream);
}

/* Write TABLE with its caption, label and notes.  */
static void
write_environment (FILE *stream, const mdm_head_t *head,
                   const mdm_latex_table_t *table, char *const *notes)
{
  MDM_OWNED char *caption = mdm_latex_escape (
      head->caption != NULL ? head->caption : head->title, 1);

  if (head->layout == MDM_LAYOUT_LONG)
    {
      mdm_latex_write_table (stream, table, 1, caption, head->label);
      if (notes[0] == NULL)
        return;
      fputs ("\n  \\smallskip\n  {\\footnotesize\\raggedright\n", stream);
      write_notes (stream, notes, "", "\\par");
      fputs ("  }\n", stream);
    }
  else if (head->layout == MDM_LAYOUT_TABULAR)
    {
      for (size_t i = 0; notes[i] != NULL; i++)
        mdm_latex_write_comment (stream, notes[i]);
      mdm_latex_write_table (stream, table, 0, NULL, NULL);
    }
  else
    write_float (stream, head, caption, table, notes);
}

/* Make the cells of TABLE, and the gaps before rows: where a block of the
   description begins, unless the rows have an order of their own.  */
static void
make_table (mdm_latex_table_t *table, unsigned char *gap,
            const layout_t *layout)
{
  const mdm_sheet_t *sheet = layout->sheet;
  mdm_record_t *const *record = sheet->record;
  size_t columns = layout->count, rows = sheet->count;

  *table = (mdm_latex_table_t){
    columns, rows, flint_malloc (columns * sizeof *table->head),
    flint_malloc ((rows * columns + 1) * sizeof *table->cell), gap
  };
  for (size_t j = 0; j < columns; j++)
    {
      MDM_OWNED char *name
          = name_of (layout, j, layout->place[j].column->heading);
      table->head[j]
          = (mdm_latex_cell_t){ MDM_LATEX_TEXT, mdm_latex_escape (name, 1) };
    }
  for (size_t i = 0; i < rows; i++)
    {
      gap[i] = i > 0 && sheet->head->keys == 0
               && record[i]->block != record[i - 1]->block;
      for (size_t j = 0; j < columns; j++)
        {
          shown_t shown = show (layout, record[i], j);
          table->cell[i * columns + j] = latex_of (&shown);
        }
    }
}

static void
clear_table (mdm_latex_table_t *table)
{
  for (size_t j = 0; j < table->columns; j++)
    flint_free (table->head[j].text);
  for (size_t i = 0; i < table->rows * table->columns; i++)
    flint_free (table->cell[i].text);
  flint_free (table->head);
  flint_free (table->cell);
}

static mdm_status
write_latex (mdm_result_t result, const layout_t *layout, char *const *notes,
             int standalone, mdm_err_t *err)
{
  const mdm_sheet_t *sheet = layout->sheet;
  MDM_OWNED unsigned char *gap = flint_malloc (sheet->count + 1);
  mdm_latex_table_t table;
  size_t length = 0;
  char *text = NULL;
  FILE *stream = open_memstream (&text, &length);
  int complete;

  if (stream == NULL)
    return mdm_err_set (err, MDM_EIO, NULL, 0, 0, "out of memory");
  make_table (&table, gap, layout);
  write_provenance (stream, sheet->head);
  if (standalone)
    mdm_latex_begin_document (stream);
  write_environment (stream, sheet->head, &table, notes);
  if (standalone)
    mdm_latex_end_document (stream);
  clear_table (&table);
  complete = fclose (stream) == 0;
  if (complete)
    mdm_result_verbatim (result, text);
  free (text);
  return complete ? MDM_OK
                  : mdm_err_set (err, MDM_EIO, NULL, 0, 0, "out of memory");
}

/* The members of the head but what belongs to files of records, and the
   rows.  */
static void
write_json (mdm_result_t result, const mdm_sheet_t *sheet)
{
  static const char *const members[]
      = { "version", "title",   "caption", "label", "unit",
          "digits",  "columns", "claims",  "order", "description" };
  json_t *head = mdm_head_json (sheet->head), *rows = json_array ();

  for (size_t i = 0; i < sizeof members / sizeof *members; i++)
    mdm_result_member (result, members[i],
                       json_incref (json_object_get (head, members[i])));
  json_decref (head);
  for (size_t i = 0; i < sheet->count; i++)
    json_array_append_new (rows, mdm_record_json (sheet->record[i]));
  mdm_result_member (result, "rows", rows);
}

mdm_status
mdm_sheet_write (mdm_result_t result, const mdm_sheet_t *sheet,
                 mdm_format_kind kind, int standalone, mdm_err_t *err)
{
  char **notes = notes_of (sheet);
  mdm_status status = MDM_OK;
  layout_t layout;

  layout_init (&layout, sheet);
  if (kind == MDM_FORMAT_JSON)
    write_json (result, sheet);
  else if (kind == MDM_FORMAT_LATEX)
    status = write_latex (result, &layout, notes, standalone, err);
  else
    write_readable (result, &layout, notes);
  layout_clear (&layout);
  free_notes (notes);
  return status;
}
