#include <config.h>

#include "table/sheet.h"

#include "exact/scoped.h"
#include "report/latex.h"
#include "report/writers.h"
#include "text/string.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Longest exact form that counts as short.  */
#define SHORT_MAX 20

mdm_sheet_tally_t
mdm_sheet_count (const mdm_sheet_t *sheet)
{
  mdm_sheet_tally_t tally = { .limits = 0 };

  for (size_t r = 0; r < sheet->head->rows; r++)
    {
      const mdm_record_t *record = sheet->record[r];
      for (size_t i = 0; record != NULL && i < record->verdicts; i++)
        tally.verdicts[record->verdict[i]]++;
      for (size_t n = 0; record != NULL && n < record->notes; n++)
        {
          mdm_note_kind kind = record->note[n].status;
          tally.limits += kind == MDM_NOTE_LIMIT;
          tally.nones += kind == MDM_NOTE_NONE;
          tally.uncertified += kind == MDM_NOTE_UNCERTIFIED;
        }
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
  const char *name, *heading;
  mdm_heading_kind kind;
} place_t;

/* What is written.  Its texts and lists are in the arena.  */
typedef struct
{
  const mdm_sheet_t *sheet;
  size_t count;
  place_t *place;
  const char **note; /* what must be said below the table, ended by NULL */
  mdm_arena_t arena;
} layout_t;

/* Why is there nothing in cell C of RECORD?  A word: no constant does.  */
static shown_kind
why_null (const mdm_record_t *record, size_t c)
{
  for (size_t n = 0; n < record->notes; n++)
    if (record->note[n].column == c
        && record->note[n].status == MDM_NOTE_LIMIT)
      return SHOWN_LIMIT;
    else if (record->note[n].column == c
             && record->note[n].status == MDM_NOTE_NONE)
      return SHOWN_WORD;
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
    return (shown_t){ SHOWN_ABSENT, cell->value };
  if (exact != NULL
      && (style == MDM_NUMBERS_EXACT || place->second
          || (style == MDM_NUMBERS_SHORT && strlen (exact) <= SHORT_MAX)))
    return (shown_t){ SHOWN_EXACT, exact };
  return (shown_t){ SHOWN_NUMBER, cell->value };
}

/* What cell J of LAYOUT shows of RECORD.  */
static shown_t
show (const layout_t *layout, const mdm_record_t *record, size_t j)
{
  const place_t *place = layout->place + j;
  const mdm_shown_t *cell = record->cell + place->number;

  if (cell->value == NULL)
    {
      shown_kind kind = why_null (record, place->number);
      return (shown_t){ kind, kind == SHOWN_WORD ? "none" : NULL };
    }
  if (cell->is_number)
    return show_number (place, cell);
  if (place->column->kind == MDM_COLUMN_CLAIM
      || place->column->kind == MDM_COLUMN_CONSTANT)
    return (shown_t){ SHOWN_WORD, cell->value };
  return (shown_t){ mdm_latex_is_number (cell->value) ? SHOWN_NUMBER
                                                      : SHOWN_TEXT,
                    cell->value };
}

/* Does any cell have a unit?  */
static int
any_unit (const mdm_sheet_t *sheet)
{
  for (size_t i = 0; i < sheet->head->rows; i++)
    for (size_t c = 0; c < sheet->record[i]->cells; c++)
      if (sheet->record[i]->cell[c].unit != NULL)
        return 1;
  return 0;
}

/* How many notes of the KINDS, bits by their numbers, column C has; what the
   first of them says.  */
static size_t
count_notes (const char **first, const mdm_sheet_t *sheet, size_t c,
             unsigned kinds)
{
  size_t count = 0;

  *first = NULL;
  for (size_t i = 0; i < sheet->head->rows; i++)
    for (size_t n = 0; n < sheet->record[i]->notes; n++)
      {
        const mdm_note_t *note = sheet->record[i]->note + n;
        if (note->column != c || !(kinds >> note->status & 1))
          continue;
        count++;
        *first = *first == NULL ? note->message : *first;
      }
  return count;
}

/* How the numbers of column C, if it seeks any, were found; or NULL.  */
static const char *
way_of (layout_t *layout, size_t c)
{
  const mdm_sheet_t *sheet = layout->sheet;
  const mdm_head_column_t *column = sheet->head->column + c;
  mdm_arena_t *arena = &layout->arena;
  const char *how, *why;
  size_t tried, halved;

  if (column->such_that == NULL)
    return NULL;
  tried = count_notes (&how, sheet, c, 1u << MDM_NOTE_TRIED);
  halved = count_notes (&why, sheet, c, 1u << MDM_NOTE_HALVED);
  return mdm_arena_print (
      arena, "%s: the %s %s such that %s%s%s%s%s%s", column->name,
      mdm_column_kind_words[column->kind], column->source, column->such_that,
      column->schedule == NULL ? "" : ", schedule ",
      column->schedule == NULL ? "" : column->schedule,
      tried == 0
          ? ""
          : mdm_arena_print (arena, "; one by one in %zu row%s", tried,
                             tried == 1 ? "" : "s"),
      halved == 0
          ? ""
          : mdm_arena_print (arena, "; by halves in %zu row%s, as ", halved,
                             halved == 1 ? "" : "s"),
      halved == 0 ? "" : why);
}

/* Set the notes of LAYOUT: the unit, and one for each claim and remark.  */
static void
set_notes (layout_t *layout)
{
  const mdm_head_t *head = layout->sheet->head;
  mdm_arena_t *arena = &layout->arena;
  const char **note = mdm_arena_alloc (
      arena, (head->claims + 2 * head->columns + 2) * sizeof *note);

  layout->note = note;
  if (any_unit (layout->sheet))
    *note++ = mdm_arena_print (arena, "Entropies and errors are in %s",
                               mdm_unit_str (head->unit));
  for (size_t i = 0; i < head->claims; i++)
    {
      const mdm_head_claim_t *claim = head->claim + i;
      const char *cited = claim->citation, *remark = claim->remark;
      int theorem = claim->kind == MDM_ENTRY_THEOREM;
      if (claim->id != NULL)
        *note++ = mdm_arena_print (
            arena, "%s%s%s%s%s%s%s", claim->id, theorem ? "" : ", ",
            theorem ? "" : mdm_entry_kind_str (claim->kind),
            cited == NULL ? "" : ": ", cited == NULL ? "" : cited,
            remark == NULL ? "" : "; ", remark == NULL ? "" : remark);
    }
  for (size_t c = 0; c < head->columns; c++)
    {
      *note = way_of (layout, c);
      note += *note != NULL;
    }
  for (size_t c = 0; c < head->columns; c++)
    if (head->column[c].remark != NULL)
      *note++ = mdm_arena_print (arena, "%s: %s", head->column[c].name,
                                 head->column[c].remark);
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

static void
layout_set (layout_t *layout, const mdm_sheet_t *sheet)
{
  const mdm_head_t *head = sheet->head;
  mdm_arena_t *arena = &layout->arena;

  *layout = (layout_t){ .sheet = sheet };
  layout->place
      = mdm_arena_alloc (&layout->arena, 2 * head->columns * sizeof (place_t));
  for (size_t c = 0; c < head->columns; c++)
    {
      const mdm_head_column_t *column = head->column + c;
      int both = mdm_shows_numbers (column->kind, column->show)
                 && column->numbers == MDM_NUMBERS_BOTH;
      for (int second = 0; second <= both; second++)
        {
          const char *what = second ? " (exact)" : "";
          const char *name
              = mdm_arena_print (arena, "%s%s", column->name, what);
          layout->place[layout->count++]
              = (place_t){ column,
                           c,
                           second,
                           name,
                           mdm_arena_print (arena, "%s%s", column->heading,
                                            what),
                           kind_of (name) };
        }
    }
  set_notes (layout);
}

/* Say in a fact called NAME in how many rows something of the KINDS is to be
   said of column C, or with SIZE_MAX of the row, and what of the first.  */
static void
explain (mdm_result_t result, const mdm_sheet_t *sheet, size_t c,
         unsigned kinds, const char *name)
{
  const char *first, *what = c == SIZE_MAX ? "row" : "cell";
  size_t count = count_notes (&first, sheet, c, kinds);

  if (first != NULL)
    mdm_result_fact (result, name, "%s%s%zu %s%s: %s",
                     c == SIZE_MAX ? "" : sheet->head->column[c].name,
                     c == SIZE_MAX ? "" : ", ", count, what,
                     count == 1 ? "" : "s", first);
}

/* All of these.  */
static void
explain_all (mdm_result_t result, const mdm_sheet_t *sheet)
{
  explain (result, sheet, SIZE_MAX, 1u << MDM_NOTE_SIZES, "sizes");
  explain (result, sheet, SIZE_MAX, 1u << MDM_NOTE_UNCERTIFIED,
           "no certificate");
  for (size_t c = 0; c < sheet->head->columns; c++)
    {
      explain (result, sheet, c,
               1u << MDM_NOTE_ABSENT | 1u << MDM_NOTE_UNDEFINED, "no value");
      explain (result, sheet, c, 1u << MDM_NOTE_NONE, "refuted");
      explain (result, sheet, c, 1u << MDM_NOTE_LIMIT, "over a limit");
    }
}

/* The last line: how many rows, and how claims and cells came out.  */
static void
conclude (mdm_result_t result, const mdm_sheet_t *sheet)
{
  mdm_sheet_tally_t tally = mdm_sheet_count (sheet);
  size_t inapplicable = tally.verdicts[MDM_VERDICT_NOT_APPLICABLE];
  size_t undecided = tally.verdicts[MDM_VERDICT_UNDECIDED];
  char verdicts[200] = "", others[200] = "", limits[100] = "";
  size_t proved = tally.verdicts[MDM_VERDICT_PROVED], n = 0;

  if (proved > 0)
    n = (size_t) snprintf (others, sizeof others, ", %zu proved", proved);
  if (sheet->head->claims > 0)
    snprintf (verdicts, sizeof verdicts,
              "; verdicts: %zu hold strictly, %zu with equality, %zu refuted",
              tally.verdicts[MDM_VERDICT_HOLDS],
              tally.verdicts[MDM_VERDICT_EQUALITY],
              tally.verdicts[MDM_VERDICT_REFUTED]);
  if (inapplicable > 0)
    n += (size_t) snprintf (others + n, sizeof others - n,
                            ", %zu not applicable", inapplicable);
  if (undecided > 0)
    snprintf (others + n, sizeof others - n, ", %zu undecided", undecided);
  if (tally.limits > 0)
    snprintf (limits, sizeof limits, "; %zu cell%s over a limit", tally.limits,
              tally.limits == 1 ? "" : "s");
  mdm_result_conclude (result, "%zu row%s%s%s%s", sheet->head->rows,
                       sheet->head->rows == 1 ? "" : "s", verdicts, others,
                       limits);
}

/* Facts, table and last lines.  */
static void
write_readable (mdm_result_t result, const layout_t *layout)
{
  const mdm_sheet_t *sheet = layout->sheet;

  mdm_result_fact (result, "table", "%s", sheet->head->title);
  for (const char **note = layout->note; *note != NULL; note++)
    mdm_result_fact (result, "note", "%s", *note);
  explain_all (result, sheet);
  mdm_result_table (result, NULL, MDM_ROWS_NONE, NULL, NULL);
  for (size_t j = 0; j < layout->count; j++)
    mdm_result_column (result, layout->place[j].name, layout->place[j].kind);
  for (size_t i = 0; i < sheet->head->rows; i++)
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
latex_of (const shown_t *shown, mdm_arena_t *arena)
{
  static const struct
  {
    const char *word;
    char *latex;
  } known[] = { { "<=", "$\\le$" },
                { ">=", "$\\ge$" },
                { "not-applicable", "not applicable" } };
  const char *text = shown->text;

  if (shown->kind == SHOWN_NUMBER && mdm_latex_is_number (text))
    return (mdm_latex_cell_t){ MDM_LATEX_NUMBER,
                               mdm_arena_copy (arena, text) };
  switch (shown->kind)
    {
    case SHOWN_ABSENT:
      return (mdm_latex_cell_t){ MDM_LATEX_TEXT, "--" };
    case SHOWN_LIMIT:
      return (mdm_latex_cell_t){ MDM_LATEX_TEXT, "limit" };
    case SHOWN_NUMBER: /* infinity */
    case SHOWN_EXACT:
      return (mdm_latex_cell_t){
        MDM_LATEX_TEXT, mdm_arena_adopt (arena, mdm_latex_exact (text))
      };
    case SHOWN_WORD:
      for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (strcmp (text, known[i].word) == 0)
          return (mdm_latex_cell_t){ MDM_LATEX_TEXT, known[i].latex };
      break;
    case SHOWN_TEXT:
      break;
    }
  return (mdm_latex_cell_t){
    MDM_LATEX_TEXT,
    mdm_arena_adopt (arena, mdm_latex_escape (text, shown->kind == SHOWN_TEXT))
  };
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

/* Write the notes below the table: as wide as it is in a float, else as
   paragraphs.  */
static void
write_notes (FILE *stream, const layout_t *layout, int floats)
{
  if (layout->note[0] == NULL)
    return;
  fputs (floats ? "  \\begin{tablenotes}[flushleft]\\footnotesize\n"
                : "\n  \\smallskip\n  {\\footnotesize\\raggedright\n",
         stream);
  for (const char **note = layout->note; *note != NULL; note++)
    {
      MDM_OWNED char *text = mdm_latex_escape (*note, 1);
      fprintf (stream, "    %s%s%s%s\n", floats ? "\\item " : "", text,
               text[0] != '\0' && text[strlen (text) - 1] == '.' ? "" : ".",
               floats ? "" : "\\par");
    }
  fputs (floats ? "  \\end{tablenotes}\n" : "  }\n", stream);
}

/* Write TABLE with its caption, label and notes.  */
static void
write_environment (FILE *stream, layout_t *layout,
                   const mdm_latex_table_t *table)
{
  const mdm_head_t *head = layout->sheet->head;
  MDM_OWNED char *caption = mdm_latex_escape (
      head->caption != NULL ? head->caption : head->title, 1);
  int is_long = head->layout == MDM_LAYOUT_LONG;
  int floats = head->layout == MDM_LAYOUT_TABLE;

  if (floats)
    fprintf (stream,
             "\\begin{table}\n  \\centering\n  \\begin{threeparttable}\n"
             "  \\caption{%s}\n",
             caption);
  if (floats && head->label != NULL)
    fprintf (stream, "  \\label{%s}\n", head->label);
  for (const char **note = layout->note; *note != NULL && !floats && !is_long;
       note++)
    mdm_latex_write_comment (stream, *note);
  mdm_latex_write_table (stream, table, is_long, is_long ? caption : NULL,
                         is_long ? head->label : NULL);
  if (floats || is_long)
    write_notes (stream, layout, floats);
  if (floats)
    fputs ("  \\end{threeparttable}\n\\end{table}\n", stream);
}

/* The cells of the table, and the gaps before rows: where a block of the
   description begins, unless the rows have an order of their own.  */
static mdm_latex_table_t
make_table (layout_t *layout)
{
  const mdm_sheet_t *sheet = layout->sheet;
  mdm_record_t *const *record = sheet->record;
  mdm_arena_t *arena = &layout->arena;
  size_t columns = layout->count, rows = sheet->head->rows;
  mdm_latex_cell_t *head = mdm_arena_alloc (arena, columns * sizeof *head);
  mdm_latex_cell_t *cell
      = mdm_arena_alloc (arena, rows * columns * sizeof *cell);
  unsigned char *gap = mdm_arena_alloc (arena, rows);

  for (size_t j = 0; j < columns; j++)
    head[j]
        = latex_of (&(shown_t){ SHOWN_TEXT, layout->place[j].heading }, arena);
  for (size_t i = 0; i < rows; i++)
    {
      gap[i] = i > 0 && sheet->head->keys == 0
               && record[i]->block != record[i - 1]->block;
      for (size_t j = 0; j < columns; j++)
        {
          shown_t shown = show (layout, record[i], j);
          cell[i * columns + j] = latex_of (&shown, arena);
        }
    }
  return (mdm_latex_table_t){ columns, rows, head, cell, gap };
}

static void
write_latex (mdm_result_t result, layout_t *layout, int standalone)
{
  mdm_latex_table_t table = make_table (layout);
  size_t length = 0;
  MDM_OWNED char *text = NULL;
  FILE *stream = mdm_str_open (&text, &length);

  write_provenance (stream, layout->sheet->head);
  if (standalone)
    mdm_latex_begin_document (stream);
  write_environment (stream, layout, &table);
  if (standalone)
    mdm_latex_end_document (stream);
  mdm_str_close (stream);
  mdm_result_verbatim (result, text);
}

/* The members of the head but what belongs to files of records, and the
   rows.  */
static void
write_json (mdm_result_t result, const mdm_sheet_t *sheet)
{
  static const char *const members[]
      = { "version", "title",  "caption", "label",       "unit",     "digits",
          "columns", "claims", "order",   "description", "certified" };
  json_t *head = mdm_head_json (sheet->head), *rows = json_array ();

  for (size_t i = 0; i < sizeof members / sizeof *members; i++)
    mdm_result_member (result, members[i],
                       json_incref (json_object_get (head, members[i])));
  json_decref (head);
  for (size_t i = 0; i < sheet->head->rows; i++)
    json_array_append_new (rows,
                           mdm_record_json (sheet->record[i], sheet->head));
  mdm_result_member (result, "rows", rows);
}

void
mdm_sheet_write (mdm_result_t result, const mdm_sheet_t *sheet,
                 mdm_format_kind kind, int standalone)
{
  layout_t layout;

  layout_set (&layout, sheet);
  if (kind == MDM_FORMAT_JSON)
    write_json (result, sheet);
  else if (kind == MDM_FORMAT_LATEX)
    write_latex (result, &layout, standalone);
  else
    write_readable (result, &layout);
  mdm_arena_clear (&layout.arena);
}
