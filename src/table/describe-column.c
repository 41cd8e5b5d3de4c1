/* The stanza `Column:' of a description.  */
#include <config.h>

#include "table/describe.h"

#include <stdio.h>
#include <string.h>

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

static const mdm_known_field_t column_fields[]
    = { { "Column", 0 },  { "Heading", 0 }, { "Text", 0 },  { "Value", 0 },
        { "Ratio", 0 },   { "To", 0 },      { "Claim", 0 }, { "Show", 0 },
        { "Numbers", 0 }, { "Digits", 0 },  { NULL, 0 } };

/* Parse the expression that FIELD holds.  */
static mdm_status
parse_expr (mdm_expr_t **expr, const mdm_describer_t *reader,
            const mdm_field_t *field)
{
  mdm_status status = mdm_expr_parse (expr, field->padded,
                                      mdm_describe_stanzas (reader)->file,
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
add_own_claim (mdm_describer_t *reader, const mdm_field_t *field)
{
  mdm_library_struct *own = reader->description->own;
  size_t lines = field->line - 1, n = strlen (field->padded);
  char *text = flint_malloc (lines + n + 1);
  mdm_status status;

  /* A library of one claim, at the same place as in the description.  */
  memset (text, '\n', lines);
  memcpy (text + lines, field->padded, n + 1);
  status = mdm_library_read (own, mdm_describe_stanzas (reader)->file, text,
                             lines + n, reader->err);
  flint_free (text);
  return status == MDM_OK ? MDM_OK : MDM_EPARSE;
}

/* Look up or parse the claim of FIELD.  What is parsed is found later, when no
   more is added (find_entries).  */
static mdm_status
read_claim (mdm_describer_t *reader, mdm_column_t *column,
            const mdm_field_t *field)
{
  const mdm_library_struct *library = reader->description->library;

  column->entry
      = library == NULL ? NULL : mdm_library_find (library, field->text);
  if (column->entry != NULL)
    return MDM_OK;
  if (looks_like_id (field->text))
    {
      reader->description->names_claims = 1;
      return mdm_describe_fail_value (
          reader, field, "no claim of that name; mdmcert claims lists them");
    }
  for (size_t i = 0; i < reader->description->own->count; i++)
    if (strcmp (reader->description->own->entry[i].statement.text, field->text)
        == 0)
      return MDM_OK;
  return add_own_claim (reader, field);
}

static mdm_status
read_show (mdm_column_t *column, const mdm_describer_t *reader,
           const mdm_field_t *field)
{
  int index;
  mdm_status status
      = mdm_describe_word (&index, reader, field, mdm_show_words);

  column->show = (mdm_show) index;
  return status;
}

static mdm_status
set_column_field (mdm_describer_t *reader, size_t number,
                  const mdm_field_t *field)
{
  mdm_column_t *column
      = reader->description->column + reader->description->columns - 1;

  switch (number)
    {
    case COLUMN_COLUMN:
      column->column = field;
      return mdm_describe_math (reader, field);
    case COLUMN_HEADING:
      column->heading = field;
      return mdm_describe_math (reader, field);
    case COLUMN_TEXT:
      column->kind = MDM_COLUMN_TEXT;
      column->source = field;
      return mdm_describe_math (reader, field);
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
      return mdm_describe_numbers (&column->numbers, reader, field);
    default:
      return mdm_describe_number (&column->digits, reader, field, 1, 10000);
    }
}

/* All fields of the column are read: do they go together?  */
static mdm_status
end_column (mdm_describer_t *reader)
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
    return mdm_describe_fail_name (
        reader, last, "a column has one of Text, Value, Ratio and Claim");
  for (size_t c = 0; c + 1 < description->columns; c++)
    if (strcmp (description->column[c].column->text, column->column->text)
        == 0)
      return mdm_describe_fail_value (reader, column->column,
                                      "another column has this name");
  if (given[COLUMN_TO] != NULL && given[COLUMN_RATIO] == NULL)
    return mdm_describe_fail_name (
        reader, given[COLUMN_TO],
        "To belongs to Ratio: `Ratio: ekl' and `To: tc'");
  if (given[COLUMN_RATIO] != NULL && given[COLUMN_TO] == NULL)
    return mdm_describe_fail_name (
        reader, given[COLUMN_RATIO],
        "Ratio needs To: `Ratio: ekl' and `To: tc'");
  if (given[COLUMN_SHOW] != NULL && given[COLUMN_CLAIM] == NULL)
    return mdm_describe_fail_name (reader, given[COLUMN_SHOW],
                                   "Show belongs to Claim");
  if (given[COLUMN_NUMBERS] == NULL)
    column->numbers = description->numbers;
  if (count > 0)
    return MDM_OK;
  /* `Column: ekl' is short for a column of that name and that value.  */
  column->kind = MDM_COLUMN_VALUE;
  column->source = column->column;
  return parse_expr (&column->expr, reader, column->source);
}

static mdm_status
begin_column (mdm_describer_t *reader, const mdm_field_t *field)
{
  mdm_description_struct *description = reader->description;

  if (description->columns == MDM_TABLE_COLUMNS_MAX)
    return mdm_describe_fail_name (reader, field, "more than 200 columns");
  description->column = flint_realloc (
      description->column, (description->columns + 1) * sizeof (mdm_column_t));
  memset (description->column + description->columns++, 0,
          sizeof (mdm_column_t));
  return MDM_OK;
}

const mdm_stanza_kind_t mdm_stanza_column
    = { column_fields, begin_column, set_column_field, end_column };
