/* The stanza `Column:' of a description.  */
#include <config.h>

#include "table/describe.h"

#include "claim/unknown.h"
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

/* The claim that FIELD spells out, at the same place as in the description; on
   the heap.  */
static char *
in_place (const mdm_field_t *field)
{
  size_t lines = field->line - 1, n = strlen (field->padded);
  char *text = flint_malloc (lines + n + 1);

  memset (text, '\n', lines);
  memcpy (text + lines, field->padded, n + 1);
  return text;
}

/* Add the claim that FIELD spells out to the description's own.  */
static mdm_status
add_own_claim (mdm_describer_t *reader, const mdm_field_t *field)
{
  mdm_description_struct *description = reader->description;
  MDM_OWNED char *text = in_place (field);

  return mdm_library_read (description->own, description->stanzas->file, text,
                           strlen (text), reader->err)
                 == MDM_OK
             ? MDM_OK
             : MDM_EPARSE;
}

/* The same for those that have no verdict; with UNKNOWN, if not NULL.  */
static mdm_status
add_apart (mdm_describer_t *reader, const mdm_field_t *field,
           const char *unknown)
{
  mdm_description_struct *description = reader->description;
  MDM_OWNED char *text = in_place (field);

  return mdm_library_add_claim_with (description->apart, text, unknown,
                                     description->stanzas->file, reader->err)
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

/* The claim of the column is linear in the unknown of SOLVE.  */
static mdm_status
read_unknown (mdm_describer_t *reader, const mdm_field_t *solve)
{
  mdm_column_t *column = reader->object;
  const mdm_library_struct *apart = reader->description->apart;
  const char *name = solve->text;
  mdm_err_t own = { 0 };
  mdm_status status = mdm_unknown_check_name (name, &own);

  if (status != MDM_OK)
    return mdm_describe_fail_value (reader, solve, own.message);
  column->kind = MDM_COLUMN_CONSTANT;
  MDM_TRY (add_apart (reader, column->source, name));
  status = mdm_claim_check_unknown (
      &apart->entry[apart->count - 1].statement.claim, name, 1, NULL, &own);
  if (status == MDM_OK)
    return MDM_OK;
  if (own.line == 0)
    return mdm_describe_fail_value (reader, solve, own.message);
  *reader->err = own;
  return MDM_EPARSE;
}

/* Read what a column that seeks a number says: `T = FROM..TO'.  */
static mdm_status
read_sought (mdm_describer_t *reader)
{
  mdm_column_t *column = reader->object;
  const mdm_field_t *source = column->source;
  mdm_piece_t items, step;

  MDM_TRY (
      mdm_describe_variable (&column->variable, &items, reader, source, NULL));
  mdm_piece_trim (&items);
  if (!mdm_describe_split (&column->first, &column->last, &step, items))
    return mdm_describe_fail_at (reader, source, items.from,
                                 "a range is expected, as in `T = 1..L'");
  if (step.from < step.to)
    return mdm_describe_fail_at (reader, source, step.from,
                                 "every number of the range is looked at");
  if (column->such_that == NULL)
    return mdm_describe_fail_name (
        reader, source,
        "Such-That is missing, the condition: `Such-That: ser <= 1/2'");
  return add_apart (reader, column->such_that, NULL);
}

/* A field that goes with others only.  */
typedef struct
{
  const mdm_field_t *field; /* NULL: not given */
  int goes;
  const char *what;
} dependent_t;

/* Do the fields of the column go together?  */
static mdm_status
check_fields (mdm_describer_t *reader)
{
  const mdm_column_t *column = reader->object;
  int seeks = column->kind == MDM_COLUMN_LEAST
              || column->kind == MDM_COLUMN_GREATEST;
  int claims = column->from[MDM_COLUMN_CLAIM] != NULL;
  const dependent_t dependents[] = {
    { column->over_source, column->from[MDM_COLUMN_RATIO] != NULL,
      "To belongs to Ratio: `Ratio: ekl' and `To: tc'" },
    { mdm_describe_given (reader, "Show"), claims, "Show belongs to Claim" },
    { column->solve, claims,
      "Solve belongs to Claim: `Claim: ekl <= c*tc' and `Solve: c'" },
    { column->such_that, seeks,
      "Such-That belongs to Least or Greatest: `Least: T = 1..L'" },
    { column->schedule, seeks,
      "Schedule belongs to Least or Greatest here: `Least: T = 1..L'" }
  };

  for (size_t i = 0; i < sizeof dependents / sizeof *dependents; i++)
    if (dependents[i].field != NULL && !dependents[i].goes)
      return mdm_describe_fail_name (reader, dependents[i].field,
                                     dependents[i].what);
  if (column->from[MDM_COLUMN_RATIO] != NULL && column->over_source == NULL)
    return mdm_describe_fail_name (
        reader, column->source, "Ratio needs To: `Ratio: ekl' and `To: tc'");
  return MDM_OK;
}

/* What is the column of?  */
static mdm_status
check_column (mdm_describer_t *reader)
{
  mdm_description_struct *description = reader->description;
  mdm_column_t *column = reader->object;
  const mdm_field_t *const *from = column->from, *last = NULL;
  size_t count = 0;

  for (size_t kind = 0; kind < MDM_COLUMN_SOURCES; kind++)
    if (from[kind] != NULL)
      {
        count++;
        column->kind = (mdm_column_kind) kind;
        last = last == NULL || from[kind]->line > last->line ? from[kind]
                                                             : last;
      }
  column->source = last;
  if (count > 1)
    return mdm_describe_fail_name (reader, last,
                                   "a column has one of Text, Value, Ratio, "
                                   "Claim, Least, Greatest and Certificate");
  for (mdm_column_t *other = description->column; other < column; other++)
    if (strcmp (other->column->text, column->column->text) == 0)
      return mdm_describe_fail_value (reader, column->column,
                                      "another column has this name");
  return check_fields (reader);
}

/* Has the column what it is asked to show?  */
static mdm_status
check_show (mdm_describer_t *reader)
{
  mdm_column_t *column = reader->object;
  const mdm_field_t *show = mdm_describe_given (reader, "Show");

  if (show == NULL && column->kind == MDM_COLUMN_CONSTANT)
    column->show = MDM_SHOW_CONSTANT;
  if (show == NULL || mdm_may_show (column->kind, column->show))
    return MDM_OK;
  return mdm_describe_fail_value (
      reader, show,
      column->kind == MDM_COLUMN_CONSTANT
          ? "of what is solved for there are constant, least, greatest, "
            "sharp, ray, schedule, note"
          : "only a claim with Solve has that");
}

static mdm_status
end_column (mdm_describer_t *reader)
{
  mdm_column_t *column = reader->object;

  MDM_TRY (check_column (reader));
  if (column->source == NULL)
    {
      /* `Column: ekl' is short for a column of that name and that value.  */
      column->kind = MDM_COLUMN_VALUE;
      column->source = column->column;
      return mdm_describe_expression (&column->expr, reader, column->source);
    }
  if (column->solve != NULL)
    MDM_TRY (read_unknown (reader, column->solve));
  else if (column->kind == MDM_COLUMN_CLAIM)
    MDM_TRY (read_claim (reader, column->source));
  else if (column->kind == MDM_COLUMN_LEAST
           || column->kind == MDM_COLUMN_GREATEST)
    MDM_TRY (read_sought (reader));
  return check_show (reader);
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
  *column = (mdm_column_t){ .numbers = description->numbers,
                            .claim = SIZE_MAX,
                            .certified = SIZE_MAX };
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
  { "Claim", MDM_FIELD_ANY, .at = AT (from[MDM_COLUMN_CLAIM]) },
  { "Solve", MDM_FIELD_ANY, .at = AT (solve) },
  { "Least", MDM_FIELD_ANY, .at = AT (from[MDM_COLUMN_LEAST]) },
  { "Greatest", MDM_FIELD_ANY, .at = AT (from[MDM_COLUMN_GREATEST]) },
  { "Such-That", MDM_FIELD_ANY, .at = AT (such_that) },
  { "Schedule", MDM_FIELD_ANY, .at = AT (schedule) },
  { "Certificate", MDM_FIELD_ANY, .at = AT (from[MDM_COLUMN_CERTIFICATE]) },
  { "Show", MDM_FIELD_WORD, .value = AT (show), .words = mdm_show_words },
  { "Numbers", MDM_FIELD_WORD, .value = AT (numbers),
    .words = mdm_numbers_words },
  { "Digits", MDM_FIELD_NUMBER, .value = AT (digits), .low = 1,
    .high = 10000 },
  { .name = NULL }
};

const mdm_stanza_kind_t mdm_stanza_column
    = { column_fields, begin_column, end_column };
