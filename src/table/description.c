#include <config.h>

#include "table/description.h"

#include "exact/rational.h"

#include <stdio.h>
#include <string.h>

/* Names that templates know beside the variables of `For:'.  */
static const char *const built_in[] = { "label", "law", "schedule", "sizes" };

#define BUILT_IN (sizeof built_in / sizeof built_in[0])

void
mdm_description_init (mdm_description_t description, const char *file,
                      const mdm_library_struct *library)
{
  memset (description, 0, sizeof *description);
  mdm_stanzas_init (description->stanzas, file);
  mdm_library_init (description->own);
  description->library = library;
  description->unit = -1;
  description->exact_terms = -1;
}

static void
range_clear (mdm_range_t *range)
{
  flint_free (range->name);
  flint_free (range->item);
}

void
mdm_description_clear (mdm_description_t description)
{
  for (size_t b = 0; b < description->blocks; b++)
    {
      mdm_block_t *block = description->block + b;
      for (size_t r = 0; r < block->ranges; r++)
        range_clear (block->range + r);
      flint_free (block->range);
      flint_free (block->law);
      flint_free (block->schedule);
    }
  flint_free (description->block);
  for (size_t c = 0; c < description->columns; c++)
    {
      mdm_expr_free (description->column[c].expr);
      mdm_expr_free (description->column[c].over);
    }
  flint_free (description->column);
  for (size_t k = 0; k < description->keys; k++)
    flint_free (description->key[k].variable);
  flint_free (description->key);
  mdm_library_clear (description->own);
  mdm_stanzas_clear (description->stanzas);
}

/* Reading.  */

typedef struct
{
  mdm_description_struct *description;
  const mdm_field_t *field;  /* the one at hand */
  const mdm_field_t **given; /* fields of the stanza at hand by number */
  mdm_err_t *err;
} reader_t;

static const mdm_stanzas_struct *
stanzas_of (const reader_t *reader)
{
  return reader->description->stanzas;
}

/* Fail at the name of FIELD.  */
static mdm_status
fail_name (const reader_t *reader, const mdm_field_t *field, const char *what)
{
  return mdm_err_set (reader->err, MDM_EPARSE, stanzas_of (reader)->file,
                      field->line, 1, "%s", what);
}

/* Fail at the value of FIELD.  */
static mdm_status
fail_value (const reader_t *reader, const mdm_field_t *field, const char *what)
{
  return mdm_field_fail (stanzas_of (reader), field, mdm_piece_of (field).from,
                         reader->err, "%s", what);
}

/* The index of FIELD's value in WORDS, ended by NULL.  */
static mdm_status
read_word (int *index, const reader_t *reader, const mdm_field_t *field,
           const char *const *words)
{
  char all[256] = "";
  size_t n = 0;

  for (*index = 0; words[*index] != NULL; ++*index)
    {
      if (strcmp (words[*index], field->text) == 0)
        return MDM_OK;
      n += (size_t) snprintf (all + n, sizeof all - n, "%s%s",
                              n > 0 ? ", " : "the values are ", words[*index]);
    }
  return fail_value (reader, field, all);
}

/* A whole number from LOW to HIGH.  */
static mdm_status
read_number (slong *n, const reader_t *reader, const mdm_field_t *field,
             uint64_t low, uint64_t high)
{
  mdm_err_t own;
  uint64_t value = 0;
  mdm_status status;

  memset (&own, 0, sizeof own);
  status = mdm_natural_read (&value, field->text, strlen (field->text), high,
                             &own);
  if (status == MDM_OK && value < low)
    return fail_value (reader, field, "it must be at least 1");
  *n = (slong) value;
  return status == MDM_OK ? MDM_OK : fail_value (reader, field, own.message);
}

static mdm_status
read_numbers (mdm_numbers *numbers, const reader_t *reader,
              const mdm_field_t *field)
{
  static const char *const words[]
      = { "decimal", "exact", "short", "both", NULL };
  int index;
  mdm_status status = read_word (&index, reader, field, words);

  *numbers = (mdm_numbers) index;
  return status;
}

/* Text for LaTeX may have $math$: is it closed, with its braces matched?  */
static mdm_status
check_math (const reader_t *reader, const mdm_field_t *field)
{
  const char *text = field->padded;
  size_t open = 0, braces = 0;
  int math = 0;

  for (size_t i = 0; text[i] != '\0'; i++)
    {
      if (math && text[i] == '\\' && text[i + 1] != '\0')
        i++; /* \$, \{, \} */
      else if (text[i] == '$')
        {
          if (math && braces > 0)
            break;
          math = !math;
          open = i;
        }
      else if (math && text[i] == '{')
        braces++;
      else if (math && text[i] == '}' && braces-- == 0)
        return mdm_field_fail (stanzas_of (reader), field, i, reader->err,
                               "this brace of a formula is not opened");
      else if (math && text[i] == '%')
        return mdm_field_fail (stanzas_of (reader), field, i, reader->err,
                               "a percent sign in a formula is written \\%%");
    }
  if (math)
    return mdm_field_fail (stanzas_of (reader), field, open, reader->err,
                           "the formula that begins here does not end, or has "
                           "a brace that is not closed");
  return MDM_OK;
}

/* Field names of a kind of stanza; a field that REPEATS may be given more
   than once.  */
typedef struct
{
  const char *name;
  int repeats;
} known_t;

#define KNOWN_MAX 10

/* The number of FIELD in KNOWN (ended by NULL), having marked it given.  */
static mdm_status
find_field (size_t *number, reader_t *reader, const mdm_field_t *field,
            const known_t *known)
{
  char all[200] = "";
  size_t n = 0, i;

  for (i = 0; known[i].name != NULL; i++)
    if (strcmp (known[i].name, field->name) == 0)
      break;
    else
      n += (size_t) snprintf (all + n, sizeof all - n, "%s%s",
                              i > 0 ? ", " : "", known[i].name);
  *number = i;
  if (known[i].name == NULL)
    return mdm_err_set (reader->err, MDM_EPARSE, stanzas_of (reader)->file,
                        field->line, 1,
                        "not a field of this stanza; its fields are %s", all);
  if (reader->given[i] != NULL && !known[i].repeats)
    return fail_name (reader, field, "the field is given twice");
  reader->given[i] = field;
  return MDM_OK;
}

/* The stanza `Table:'.  */

enum
{
  TABLE_TABLE,
  TABLE_CAPTION,
  TABLE_LABEL,
  TABLE_UNIT,
  TABLE_DIGITS,
  TABLE_EXACT_TERMS,
  TABLE_NUMBERS,
  TABLE_LAYOUT,
  TABLE_ORDER
};

static const known_t table_fields[]
    = { { "Table", 0 },   { "Caption", 0 }, { "Label", 0 },
        { "Unit", 0 },    { "Digits", 0 },  { "Exact-Terms", 0 },
        { "Numbers", 0 }, { "Layout", 0 },  { "Order", 0 },
        { NULL, 0 } };

/* A LaTeX label is written as it is: only what is harmless there.  */
static mdm_status
check_label (const reader_t *reader, const mdm_field_t *field)
{
  mdm_piece_t piece = mdm_piece_of (field);

  for (size_t i = piece.from; i < piece.to; i++)
    {
      char c = field->padded[i];
      if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')
            || (c >= '0' && c <= '9') || strchr (":-_./+", c) != NULL))
        return mdm_field_fail (stanzas_of (reader), field, i, reader->err,
                               "a label has letters, digits and :-_./+ only");
    }
  return MDM_OK;
}

static mdm_status
set_table_field (reader_t *reader, size_t number, const mdm_field_t *field)
{
  static const char *const units[] = { "nats", "bits", NULL };
  static const char *const layouts[]
      = { "table", "tabular", "longtable", NULL };
  mdm_description_struct *description = reader->description;
  mdm_status status = MDM_OK;
  int index = 0;

  switch (number)
    {
    case TABLE_TABLE:
      description->title = field;
      return check_math (reader, field);
    case TABLE_CAPTION:
      description->caption = field;
      return check_math (reader, field);
    case TABLE_LABEL:
      description->label = field;
      return check_label (reader, field);
    case TABLE_UNIT:
      status = read_word (&index, reader, field, units);
      description->unit = index;
      return status;
    case TABLE_DIGITS:
      return read_number (&description->digits, reader, field, 1, 10000);
    case TABLE_EXACT_TERMS:
      return read_number (&description->exact_terms, reader, field, 0,
                          1000000000);
    case TABLE_NUMBERS:
      return read_numbers (&description->numbers, reader, field);
    case TABLE_LAYOUT:
      status = read_word (&index, reader, field, layouts);
      description->layout = (mdm_layout) index;
      return status;
    default:
      description->order = field;
      return MDM_OK;
    }
}

/* The stanza `Rows:'.  */

enum
{
  ROWS_ROWS,
  ROWS_LAW,
  ROWS_FOR,
  ROWS_SCHEDULE
};

static const known_t rows_fields[] = {
  { "Rows", 0 }, { "Law", 1 }, { "For", 1 }, { "Schedule", 1 }, { NULL, 0 }
};

/* The names of the variables of BLOCK, and with ALL what is built in; on the
   heap, the names are lent.  */
static const char **
names_of (size_t *count, const mdm_block_t *block, int all)
{
  const char **name
      = flint_malloc ((block->ranges + BUILT_IN + 1) * sizeof *name);

  *count = 0;
  for (size_t r = 0; r < block->ranges; r++)
    name[(*count)++] = block->range[r].name;
  for (size_t i = 0; all && i < BUILT_IN; i++)
    name[(*count)++] = built_in[i];
  return name;
}

/* Check PIECE, a template or with ARITHMETIC an expression, over the
   variables of BLOCK and what is BUILT in.  */
static mdm_status
check_piece (const reader_t *reader, mdm_piece_t piece,
             const mdm_block_t *block, int arithmetic, int built)
{
  size_t count;
  const char **name = names_of (&count, block, built);
  mdm_bindings_t bindings = { count, name, NULL };
  mdm_status status = arithmetic
                          ? mdm_arithmetic_check (stanzas_of (reader), piece,
                                                  &bindings, reader->err)
                          : mdm_template_check (stanzas_of (reader), piece,
                                                &bindings, reader->err);

  flint_free (name);
  return status;
}

static int
is_space (char c)
{
  return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static void
trim (mdm_piece_t *piece)
{
  const char *text = piece->field->padded;

  while (piece->from < piece->to && is_space (text[piece->from]))
    piece->from++;
  while (piece->to > piece->from && is_space (text[piece->to - 1]))
    piece->to--;
}

/* The offset of the `..' that makes PIECE a range, or piece.to: something is
   before it, and it is no part of a path.  */
static size_t
find_dots (mdm_piece_t piece)
{
  const char *text = piece.field->padded;

  for (size_t i = piece.from + 1; i + 1 < piece.to; i++)
    if (text[i] == '.' && text[i + 1] == '.' && text[i - 1] != '.'
        && text[i - 1] != '/'
        && (i + 2 == piece.to || strchr ("./", text[i + 2]) == NULL))
      return i;
  return piece.to;
}

/* The offset of the word `step' in PIECE, or piece.to.  */
static size_t
find_step (mdm_piece_t piece)
{
  const char *text = piece.field->padded;

  for (size_t i = piece.from + 1; i + 5 < piece.to; i++)
    if (strncmp (text + i, "step", 4) == 0 && is_space (text[i - 1])
        && is_space (text[i + 4]))
      return i;
  return piece.to;
}

/* Read the item PIECE of the last variable of BLOCK.  */
static mdm_status
read_item (reader_t *reader, mdm_block_t *block, mdm_range_t *range,
           mdm_piece_t piece)
{
  mdm_item_t *item;
  size_t dots;
  mdm_status status;

  trim (&piece);
  if (piece.from == piece.to)
    return mdm_field_fail (stanzas_of (reader), piece.field, piece.from,
                           reader->err, "a value is missing here");
  range->item
      = flint_realloc (range->item, (range->items + 1) * sizeof *range->item);
  item = range->item + range->items++;
  item->text = item->last = item->step = piece;
  dots = find_dots (piece);
  item->is_range = dots < piece.to;
  if (!item->is_range)
    return check_piece (reader, piece, block, 0, 0);
  item->text.to = dots;
  item->last.from = dots + 2;
  item->last.to = find_step (piece);
  item->step.from = item->last.to < piece.to ? item->last.to + 4 : piece.to;
  trim (&item->text);
  trim (&item->last);
  trim (&item->step);
  status = check_piece (reader, item->text, block, 1, 0);
  if (status == MDM_OK)
    status = check_piece (reader, item->last, block, 1, 0);
  if (status == MDM_OK && item->step.from < item->step.to)
    status = check_piece (reader, item->step, block, 1, 0);
  return status;
}

/* Read the items PIECE: they are separated by semicolons if there is any, else
   by commas outside of brackets.  */
static mdm_status
read_items (reader_t *reader, mdm_block_t *block, mdm_range_t *range,
            mdm_piece_t piece)
{
  const char *text = piece.field->padded;
  char separator
      = memchr (text + piece.from, ';', piece.to - piece.from) ? ';' : ',';
  size_t depth = 0, from = piece.from;
  mdm_status status = MDM_OK;

  for (size_t i = piece.from; i <= piece.to && status == MDM_OK; i++)
    if (i == piece.to || (text[i] == separator && depth == 0))
      {
        mdm_piece_t item = { piece.field, from, i };
        /* A semicolon may end the list, for a list of one item.  */
        trim (&item);
        if (i < piece.to || separator != ';' || item.from < item.to)
          status = read_item (reader, block, range, item);
        from = i + 1;
      }
    else if (text[i] == '(' && separator == ',')
      depth++;
    else if (text[i] == ')' && depth > 0)
      depth--;
  return status;
}

/* Read `NAME = items'.  */
static mdm_status
read_for (reader_t *reader, mdm_block_t *block, const mdm_field_t *field)
{
  mdm_piece_t piece = mdm_piece_of (field);
  const char *text = field->padded;
  size_t n = mdm_name_length (text + piece.from, piece.to - piece.from);
  size_t at = piece.from + n;
  mdm_range_t range = { NULL, 0, NULL };
  mdm_status status;

  if (n == 0)
    return mdm_field_fail (stanzas_of (reader), field, piece.from, reader->err,
                           "a variable is expected, as in `T = 1..4'");
  while (at < piece.to && is_space (text[at]))
    at++;
  if (at == piece.to || text[at] != '=')
    return mdm_field_fail (stanzas_of (reader), field, at, reader->err,
                           "'=' is expected after the variable, as in "
                           "`T = 1..4'");
  range.name = flint_malloc (n + 1);
  memcpy (range.name, text + piece.from, n);
  range.name[n] = '\0';
  for (size_t i = 0; i < BUILT_IN + block->ranges; i++)
    if (strcmp (range.name,
                i < BUILT_IN ? built_in[i] : block->range[i - BUILT_IN].name)
        == 0)
      {
        flint_free (range.name);
        return mdm_field_fail (
            stanzas_of (reader), field, piece.from, reader->err, "%s",
            i < BUILT_IN ? "this name has a meaning of its own"
                         : "the variable has its values already");
      }
  piece.from = at + 1;
  status = read_items (reader, block, &range, piece);
  /* Known to what comes after it, not to itself.  */
  block->range = flint_realloc (block->range,
                                (block->ranges + 1) * sizeof *block->range);
  block->range[block->ranges++] = range;
  return status;
}

static void
add_field (const mdm_field_t ***list, size_t *count, const mdm_field_t *field)
{
  *list = flint_realloc (*list, (*count + 1) * sizeof **list);
  (*list)[(*count)++] = field;
}

static mdm_status
set_rows_field (reader_t *reader, size_t number, const mdm_field_t *field)
{
  mdm_block_t *block
      = reader->description->block + reader->description->blocks - 1;

  switch (number)
    {
    case ROWS_ROWS:
      block->label = field;
      return check_math (reader, field);
    case ROWS_LAW:
      add_field (&block->law, &block->laws, field);
      return MDM_OK;
    case ROWS_FOR:
      return read_for (reader, block, field);
    default:
      add_field (&block->schedule, &block->schedules, field);
      return MDM_OK;
    }
}

/* All fields of BLOCK are read: check its templates.  */
static mdm_status
end_rows (reader_t *reader)
{
  mdm_block_t *block
      = reader->description->block + reader->description->blocks - 1;
  mdm_status status = MDM_OK;

  if (block->laws == 0)
    return fail_name (reader, block->label, "these rows have no Law");
  for (size_t i = 0; i < block->laws && status == MDM_OK; i++)
    {
      const mdm_field_t *law = block->law[i];
      status = check_piece (reader, mdm_piece_of (law), block, 0, 0);
      if (status == MDM_OK && strcmp (law->text, "-") == 0)
        status = fail_value (reader, law,
                             "a table cannot read a law from the standard "
                             "input");
    }
  for (size_t i = 0; i < block->schedules && status == MDM_OK; i++)
    status
        = check_piece (reader, mdm_piece_of (block->schedule[i]), block, 0, 0);
  if (status == MDM_OK)
    status = check_piece (reader, mdm_piece_of (block->label), block, 0, 1);
  return status;
}

/* The stanza `Column:'.  */

enum
{
  COLUMN_COLUMN,
  COLUMN_HEADING,
  COLUMN_TEXT,
  COLUMN_VALUE,
  COLUMN_RATIO,
  COLUMN_TO,
  COLUMN_CLAIM,
  COLUMN_SHOW,
  COLUMN_NUMBERS,
  COLUMN_DIGITS
};

static const known_t column_fields[]
    = { { "Column", 0 },  { "Heading", 0 }, { "Text", 0 },  { "Value", 0 },
        { "Ratio", 0 },   { "To", 0 },      { "Claim", 0 }, { "Show", 0 },
        { "Numbers", 0 }, { "Digits", 0 },  { NULL, 0 } };

/* Parse the expression that FIELD holds.  */
static mdm_status
parse_expr (mdm_expr_t **expr, const reader_t *reader,
            const mdm_field_t *field)
{
  mdm_status status
      = mdm_expr_parse (expr, field->padded, stanzas_of (reader)->file,
                        field->line, reader->err);

  return status == MDM_OK ? MDM_OK : MDM_EPARSE;
}

/* Does TEXT look like the id of a library entry rather than a claim?  */
static int
looks_like_id (const char *text)
{
  size_t n = strspn (text, "abcdefghijklmnopqrstuvwxyz0123456789-");

  return text[0] >= 'a' && text[0] <= 'z' && text[n] == '\0'
         && !mdm_quantity_find (NULL, text, n);
}

/* Add the claim that FIELD spells out to the description's own.  */
static mdm_status
add_own_claim (reader_t *reader, const mdm_field_t *field)
{
  mdm_library_struct *own = reader->description->own;
  size_t lines = field->line - 1, n = strlen (field->padded);
  char *text = flint_malloc (lines + n + 1);
  mdm_status status;

  /* A library of one claim, at the same place as in the description.  */
  memset (text, '\n', lines);
  memcpy (text + lines, field->padded, n + 1);
  status = mdm_library_read (own, stanzas_of (reader)->file, text, lines + n,
                             reader->err);
  flint_free (text);
  return status == MDM_OK ? MDM_OK : MDM_EPARSE;
}

/* Look up or parse the claim of FIELD.  What is parsed is found later, when no
   more is added (find_entries).  */
static mdm_status
read_claim (reader_t *reader, mdm_column_t *column, const mdm_field_t *field)
{
  const mdm_library_struct *library = reader->description->library;

  column->entry
      = library == NULL ? NULL : mdm_library_find (library, field->text);
  if (column->entry != NULL)
    return MDM_OK;
  if (looks_like_id (field->text))
    {
      reader->description->names_claims = 1;
      return fail_value (reader, field,
                         "no claim of that name; mdmcert claims lists them");
    }
  for (size_t i = 0; i < reader->description->own->count; i++)
    if (strcmp (reader->description->own->entry[i].statement.text, field->text)
        == 0)
      return MDM_OK;
  return add_own_claim (reader, field);
}

static mdm_status
read_show (mdm_column_t *column, const reader_t *reader,
           const mdm_field_t *field)
{
  static const char *const words[]
      = { "verdict", "lhs", "rhs", "ratio", "relation", "note", NULL };
  int index;
  mdm_status status = read_word (&index, reader, field, words);

  column->show = (mdm_show) index;
  return status;
}

static mdm_status
set_column_field (reader_t *reader, size_t number, const mdm_field_t *field)
{
  mdm_column_t *column
      = reader->description->column + reader->description->columns - 1;

  switch (number)
    {
    case COLUMN_COLUMN:
      column->column = field;
      return check_math (reader, field);
    case COLUMN_HEADING:
      column->heading = field;
      return check_math (reader, field);
    case COLUMN_TEXT:
      column->kind = MDM_COLUMN_TEXT;
      column->source = field;
      return check_math (reader, field);
    case COLUMN_VALUE:
      column->kind = MDM_COLUMN_VALUE;
      column->source = field;
      return parse_expr (&column->expr, reader, field);
    case COLUMN_RATIO:
      column->kind = MDM_COLUMN_RATIO;
      column->source = field;
      return parse_expr (&column->expr, reader, field);
    case COLUMN_TO:
      column->over_source = field;
      return parse_expr (&column->over, reader, field);
    case COLUMN_CLAIM:
      column->kind = MDM_COLUMN_CLAIM;
      column->source = field;
      return read_claim (reader, column, field);
    case COLUMN_SHOW:
      return read_show (column, reader, field);
    case COLUMN_NUMBERS:
      return read_numbers (&column->numbers, reader, field);
    default:
      return read_number (&column->digits, reader, field, 1, 10000);
    }
}

/* All fields of the column are read: do they go together?  */
static mdm_status
end_column (reader_t *reader)
{
  static const size_t sources[]
      = { COLUMN_TEXT, COLUMN_VALUE, COLUMN_RATIO, COLUMN_CLAIM };
  mdm_description_struct *description = reader->description;
  mdm_column_t *column = description->column + description->columns - 1;
  const mdm_field_t **given = reader->given, *last = NULL;
  size_t count = 0;

  for (size_t i = 0; i < sizeof sources / sizeof *sources; i++)
    if (given[sources[i]] != NULL)
      {
        const mdm_field_t *field = given[sources[i]];
        count++;
        last = last == NULL || field->line > last->line ? field : last;
      }
  if (count > 1)
    return fail_name (reader, last,
                      "a column has one of Text, Value, Ratio and Claim");
  for (size_t c = 0; c + 1 < description->columns; c++)
    if (strcmp (description->column[c].column->text, column->column->text)
        == 0)
      return fail_value (reader, column->column,
                         "another column has this name");
  if (given[COLUMN_TO] != NULL && given[COLUMN_RATIO] == NULL)
    return fail_name (reader, given[COLUMN_TO],
                      "To belongs to Ratio: `Ratio: ekl' and `To: tc'");
  if (given[COLUMN_RATIO] != NULL && given[COLUMN_TO] == NULL)
    return fail_name (reader, given[COLUMN_RATIO],
                      "Ratio needs To: `Ratio: ekl' and `To: tc'");
  if (given[COLUMN_SHOW] != NULL && given[COLUMN_CLAIM] == NULL)
    return fail_name (reader, given[COLUMN_SHOW], "Show belongs to Claim");
  if (given[COLUMN_NUMBERS] == NULL)
    column->numbers = description->numbers;
  if (count > 0)
    return MDM_OK;
  /* `Column: ekl' is short for a column of that name and that value.  */
  column->kind = MDM_COLUMN_VALUE;
  column->source = column->column;
  return parse_expr (&column->expr, reader, column->source);
}

/* Once all is read.  */

/* Check the templates of text columns: they know all variables.  */
static mdm_status
check_texts (reader_t *reader)
{
  mdm_description_struct *description = reader->description;
  mdm_block_t all = { NULL, 0, 0, 0, NULL, NULL, NULL };
  mdm_status status = MDM_OK;

  for (size_t b = 0; b < description->blocks; b++)
    for (size_t r = 0; r < description->block[b].ranges; r++)
      {
        all.range
            = flint_realloc (all.range, (all.ranges + 1) * sizeof *all.range);
        all.range[all.ranges++] = description->block[b].range[r];
      }
  for (size_t c = 0; c < description->columns && status == MDM_OK; c++)
    if (description->column[c].kind == MDM_COLUMN_TEXT)
      status = check_piece (
          reader, mdm_piece_of (description->column[c].source), &all, 0, 1);
  flint_free (all.range);
  return status;
}

/* Now that no more claims are added, find those that were.  */
static void
find_entries (mdm_description_struct *description)
{
  for (size_t c = 0; c < description->columns; c++)
    {
      mdm_column_t *column = description->column + c;
      if (column->kind != MDM_COLUMN_CLAIM || column->entry != NULL)
        continue;
      for (size_t i = 0; i < description->own->count; i++)
        if (strcmp (description->own->entry[i].statement.text,
                    column->source->text)
            == 0)
          column->entry = description->own->entry + i;
    }
}

/* Is NAME[0..LENGTH) a variable of some block?  */
static int
is_variable (const mdm_description_struct *description, const char *name,
             size_t length)
{
  for (size_t b = 0; b < description->blocks; b++)
    for (size_t r = 0; r < description->block[b].ranges; r++)
      if (strncmp (description->block[b].range[r].name, name, length) == 0
          && description->block[b].range[r].name[length] == '\0')
        return 1;
  return 0;
}

/* Add the key PIECE.  */
static mdm_status
read_key (reader_t *reader, mdm_piece_t piece)
{
  mdm_description_struct *description = reader->description;
  const char *text = piece.field->padded;
  mdm_key_t key = { 0, SIZE_MAX, NULL };
  size_t n;

  trim (&piece);
  key.descending = piece.from < piece.to && text[piece.from] == '-';
  piece.from += (size_t) key.descending;
  trim (&piece);
  n = piece.to - piece.from;
  for (size_t c = 0; c < description->columns; c++)
    {
      const char *name = description->column[c].column->text;
      if (strncmp (name, text + piece.from, n) == 0 && name[n] == '\0')
        key.column = c;
    }
  if (n == 0
      || (key.column == SIZE_MAX
          && !is_variable (description, text + piece.from, n)))
    return mdm_field_fail (stanzas_of (reader), piece.field, piece.from,
                           reader->err,
                           "the name of a column or variable is expected");
  if (key.column == SIZE_MAX)
    {
      key.variable = flint_malloc (n + 1);
      memcpy (key.variable, text + piece.from, n);
      key.variable[n] = '\0';
    }
  description->key = flint_realloc (
      description->key, (description->keys + 1) * sizeof *description->key);
  description->key[description->keys++] = key;
  return MDM_OK;
}

static mdm_status
read_order (reader_t *reader)
{
  const mdm_field_t *field = reader->description->order;
  mdm_piece_t whole, piece;
  mdm_status status = MDM_OK;

  if (field == NULL)
    return MDM_OK;
  whole = mdm_piece_of (field);
  for (size_t from = whole.from, i = from; i <= whole.to && status == MDM_OK;
       i++)
    if (i == whole.to || field->padded[i] == ',')
      {
        piece = (mdm_piece_t){ field, from, i };
        status = read_key (reader, piece);
        from = i + 1;
      }
  return status;
}

/* Read the stanza that begins with field FIRST and ends before field END.  */
static mdm_status
read_stanza (reader_t *reader, size_t first, size_t end)
{
  mdm_description_struct *description = reader->description;
  const mdm_field_t *field = description->stanzas->field + first;
  const mdm_field_t *given[KNOWN_MAX] = { NULL };
  const known_t *known;
  mdm_status (*set) (reader_t *, size_t, const mdm_field_t *);
  mdm_status status = MDM_OK;
  size_t number;

  reader->given = given;
  if (description->title == NULL && strcmp (field->name, "Table") != 0)
    return fail_name (reader, field, "the first stanza is `Table:'");
  if (strcmp (field->name, "Table") == 0)
    {
      if (description->title != NULL)
        return fail_name (reader, field, "there is one Table only");
      known = table_fields;
      set = set_table_field;
    }
  else if (strcmp (field->name, "Rows") == 0)
    {
      description->block
          = flint_realloc (description->block,
                           (description->blocks + 1) * sizeof (mdm_block_t));
      memset (description->block + description->blocks++, 0,
              sizeof (mdm_block_t));
      known = rows_fields;
      set = set_rows_field;
    }
  else if (strcmp (field->name, "Column") == 0)
    {
      if (description->columns == MDM_TABLE_COLUMNS_MAX)
        return fail_name (reader, field, "more than 200 columns");
      description->column
          = flint_realloc (description->column,
                           (description->columns + 1) * sizeof (mdm_column_t));
      memset (description->column + description->columns++, 0,
              sizeof (mdm_column_t));
      known = column_fields;
      set = set_column_field;
    }
  else
    return fail_name (reader, field,
                      "a stanza begins with Table, Rows or Column");
  for (size_t i = first; i < end && status == MDM_OK; i++)
    {
      field = description->stanzas->field + i;
      status = find_field (&number, reader, field, known);
      if (status == MDM_OK)
        status = set (reader, number, field);
    }
  if (status == MDM_OK && known == rows_fields)
    status = end_rows (reader);
  if (status == MDM_OK && known == column_fields)
    status = end_column (reader);
  reader->given = NULL;
  return status;
}

/* The table has all that it needs?  */
static mdm_status
check_whole (reader_t *reader)
{
  const mdm_description_struct *description = reader->description;
  const char *what = description->title == NULL ? "there is no stanza `Table:'"
                     : description->blocks == 0 ? "there is no stanza `Rows:'"
                     : description->columns == 0
                         ? "there is no stanza `Column:'"
                         : NULL;

  if (what != NULL)
    return mdm_err_set (reader->err, MDM_EPARSE, stanzas_of (reader)->file, 0,
                        0, "%s", what);
  return MDM_OK;
}

mdm_status
mdm_description_read (mdm_description_t description, const char *text,
                      size_t length, mdm_err_t *err)
{
  reader_t reader = { .description = description, .err = err };
  mdm_stanzas_struct *stanzas = description->stanzas;
  mdm_status status = mdm_stanzas_read (stanzas, text, length, err);

  for (size_t first = 0, end; status == MDM_OK && first < stanzas->count;
       first = end)
    {
      for (end = first + 1;
           end < stanzas->count
           && stanzas->field[end].stanza == stanzas->field[first].stanza;
           end++)
        ;
      status = read_stanza (&reader, first, end);
    }
  if (status == MDM_OK)
    status = check_whole (&reader);
  if (status == MDM_OK)
    status = check_texts (&reader);
  if (status == MDM_OK)
    status = read_order (&reader);
  if (status == MDM_OK)
    find_entries (description);
  return status;
}

char *
mdm_description_str (const mdm_description_t description)
{
  const mdm_stanzas_struct *stanzas = description->stanzas;
  size_t room = 1;
  char *text, *p;

  for (size_t i = 0; i < stanzas->count; i++)
    room += strlen (stanzas->field[i].name) + strlen (stanzas->field[i].text)
            + 4;
  p = text = flint_malloc (room);
  *p = '\0';
  for (size_t i = 0; i < stanzas->count; i++)
    p += sprintf (
        p, "%s%s: %s\n",
        i > 0 && stanzas->field[i].stanza != stanzas->field[i - 1].stanza
            ? "\n"
            : "",
        stanzas->field[i].name, stanzas->field[i].text);
  return text;
}
