/* The stanza `Column:' of a description.  */
#include <config.h>

#include "table/describe.h"

#include "exact/scoped.h"
#include "text/nearest.h"

#include <string.h>

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
  mdm_description_struct *description = reader->description;
  size_t lines = field->line - 1, n = strlen (field->padded);
  MDM_OWNED char *text = flint_malloc (lines + n + 1);

  /* A library of one claim, at the same place as in the description.  */
  memset (text, '\n', lines);
  memcpy (text + lines, field->padded, n + 1);
  return mdm_library_read (description->own, description->stanzas->file, text,
                           lines + n, reader->err)
                 == MDM_OK
             ? MDM_OK
             : MDM_EPARSE;
}

static mdm_status
unknown_claim (const mdm_describer_t *reader, const mdm_field_t *field)
{
  const mdm_library_struct *library = reader->description->library;
  mdm_nearest_t nearest = mdm_nearest_to (field->text, strlen (field->text));
  MDM_OWNED char *meant = NULL;

  for (size_t i = 0; library != NULL && i < library->count; i++)
    if (library->entry[i].id != NULL)
      mdm_nearest_try (&nearest, library->entry[i].id);
  meant = mdm_nearest_str (&nearest, "; mdmcert claims lists them");
  return mdm_field_fail (reader->description->stanzas, field,
                         mdm_piece_of (field).from, reader->err,
                         "no claim of that name%s", meant);
}

/* Look up or parse the claim of FIELD.  What is parsed is found later, when no
   more is added (mdm_description_read).  */
static mdm_status
read_claim (mdm_describer_t *reader, const mdm_field_t *field)
{
  mdm_column_t *column = reader->object;
  mdm_description_struct *description = reader->description;
  const mdm_library_struct *library = description->library;

  if (library != NULL)
    column->entry = mdm_library_find (library, field->text);
  if (column->entry != NULL)
    return MDM_OK;
  if (looks_like_id (field->text))
    {
      description->names_claims = 1;
      return unknown_claim (reader, field);
    }
  for (size_t i = 0; i < description->own->count; i++)
    if (strcmp (description->own->entry[i].statement.text, field->text) == 0)
      return MDM_OK;
  return add_own_claim (reader, field);
}

/* All fields of the column are read: do they go together?  */
static mdm_status
check_column (mdm_describer_t *reader)
{
  mdm_description_struct *description = reader->description;
  mdm_column_t *column = reader->object;
  const mdm_field_t *const *from = column->from, *last = NULL;
  const mdm_field_t *show = mdm_describe_given (reader, "Show");
  size_t count = 0;

  for (size_t kind = MDM_COLUMN_TEXT; kind <= MDM_COLUMN_CLAIM; kind++)
    if (from[kind] != NULL)
      {
        count++;
        column->kind = (mdm_column_kind) kind;
        last = last == NULL || from[kind]->line > last->line ? from[kind]
                                                             : last;
      }
  column->source = last;
  if (count > 1)
    return mdm_describe_fail_name (
        reader, last, "a column has one of Text, Value, Ratio and Claim");
  for (mdm_column_t *other = description->column; other < column; other++)
    if (strcmp (other->column->text, column->column->text) == 0)
      return mdm_describe_fail_value (reader, column->column,
                                      "another column has this name");
  if (column->over_source != NULL && from[MDM_COLUMN_RATIO] == NULL)
    return mdm_describe_fail_name (
        reader, column->over_source,
        "To belongs to Ratio: `Ratio: ekl' and `To: tc'");
  if (from[MDM_COLUMN_RATIO] != NULL && column->over_source == NULL)
    return mdm_describe_fail_name (
        reader, last, "Ratio needs To: `Ratio: ekl' and `To: tc'");
  if (show != NULL && from[MDM_COLUMN_CLAIM] == NULL)
    return mdm_describe_fail_name (reader, show, "Show belongs to Claim");
  return MDM_OK;
}

static mdm_status
end_column (mdm_describer_t *reader)
{
  mdm_column_t *column = reader->object;

  MDM_TRY (check_column (reader));
  if (column->source != NULL)
    return MDM_OK;
  /* `Column: ekl' is short for a column of that name and that value.  */
  column->kind = MDM_COLUMN_VALUE;
  column->source = column->column;
  return mdm_describe_expression (&column->expr, reader, column->source);
}

static void *
begin_column (mdm_describer_t *reader, const mdm_field_t *field)
{
  mdm_description_struct *description = reader->description;
  mdm_column_t *column;

  if (description->columns == MDM_TABLE_COLUMNS_MAX)
    {
      (void) mdm_describe_fail_name (reader, field, "more than 200 columns");
      return NULL;
    }
  description->column = flint_realloc (
      description->column, (description->columns + 1) * sizeof (mdm_column_t));
  column = description->column + description->columns++;
  *column
      = (mdm_column_t){ .numbers = description->numbers, .claim = SIZE_MAX };
  return column;
}

#define AT(member) (offsetof (mdm_column_t, member) + 1)

static const mdm_known_field_t column_fields[] = {
  { "Column", MDM_FIELD_FORMULAS, .at = AT (column) },
  { "Heading", MDM_FIELD_FORMULAS, .at = AT (heading) },
  { "Text", MDM_FIELD_FORMULAS, .at = AT (from[MDM_COLUMN_TEXT]) },
  { "Value", MDM_FIELD_EXPRESSION, .at = AT (from[MDM_COLUMN_VALUE]),
    .value = AT (expr) },
  { "Ratio", MDM_FIELD_EXPRESSION, .at = AT (from[MDM_COLUMN_RATIO]),
    .value = AT (expr) },
  { "To", MDM_FIELD_EXPRESSION, .at = AT (over_source), .value = AT (over) },
  { "Claim", MDM_FIELD_OWN, .at = AT (from[MDM_COLUMN_CLAIM]),
    .read = read_claim },
  { "Show", MDM_FIELD_WORD, .value = AT (show), .words = mdm_show_words },
  { "Numbers", MDM_FIELD_WORD, .value = AT (numbers),
    .words = mdm_numbers_words },
  { "Digits", MDM_FIELD_NUMBER, .value = AT (digits), .low = 1,
    .high = 10000 },
  { .name = NULL }
};

const mdm_stanza_kind_t mdm_stanza_column
    = { column_fields, begin_column, end_column };
