#include <config.h>

#include "table/describe.h"

#include "exact/scoped.h"
#include "text/nearest.h"

#include <stdio.h>
#include <string.h>

const char *const mdm_column_kind_words[]
    = { "text", "value", "ratio", "claim", NULL };
const char *const mdm_show_words[]
    = { "verdict", "lhs", "rhs", "ratio", "relation", "note", NULL };
const char *const mdm_numbers_words[]
    = { "decimal", "exact", "short", "both", NULL };
const char *const mdm_layout_words[]
    = { "table", "tabular", "longtable", NULL };
const char *const mdm_unit_words[] = { "nats", "bits", NULL };

int
mdm_shows_numbers (mdm_column_kind kind, mdm_show show)
{
  return kind == MDM_COLUMN_CLAIM
             ? show == MDM_SHOW_LHS || show == MDM_SHOW_RHS
                   || show == MDM_SHOW_RATIO
             : kind != MDM_COLUMN_TEXT;
}

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

/* The number of FIELD in KNOWN (ended by NULL), having marked it given.  */
static mdm_status
find_field (size_t *number, mdm_describer_t *reader, const mdm_field_t *field,
            const mdm_known_field_t *known)
{
  mdm_nearest_t nearest = mdm_nearest_to (field->name, strlen (field->name));
  MDM_OWNED char *meant = NULL;
  char all[200] = "; its fields are ";
  size_t n = strlen (all), i;

  for (i = 0; known[i].name != NULL; i++)
    if (strcmp (known[i].name, field->name) == 0)
      break;
    else
      {
        mdm_nearest_try (&nearest, known[i].name);
        n += (size_t) snprintf (all + n, sizeof all - n, "%s%s",
                                i > 0 ? ", " : "", known[i].name);
      }
  *number = i;
  if (known[i].name == NULL)
    {
      meant = mdm_nearest_str (&nearest, all);
      return mdm_err_set (reader->err, MDM_EPARSE,
                          mdm_describe_stanzas (reader)->file, field->line, 1,
                          "not a field of this stanza%s", meant);
    }
  if (reader->given[i] != NULL && !known[i].repeats)
    return mdm_describe_fail_name (reader, field, "the field is given twice");
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

static const mdm_known_field_t table_fields[]
    = { { "Table", 0 },   { "Caption", 0 }, { "Label", 0 },
        { "Unit", 0 },    { "Digits", 0 },  { "Exact-Terms", 0 },
        { "Numbers", 0 }, { "Layout", 0 },  { "Order", 0 },
        { NULL, 0 } };

/* A LaTeX label is written as it is: only what is harmless there.  */
static mdm_status
check_label (const mdm_describer_t *reader, const mdm_field_t *field)
{
  mdm_piece_t piece = mdm_piece_of (field);

  for (size_t i = piece.from; i < piece.to; i++)
    {
      char c = field->padded[i];
      if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')
            || (c >= '0' && c <= '9') || strchr (":-_./+", c) != NULL))
        return mdm_field_fail (mdm_describe_stanzas (reader), field, i,
                               reader->err,
                               "a label has letters, digits and :-_./+ only");
    }
  return MDM_OK;
}

static mdm_status
set_table_field (mdm_describer_t *reader, size_t number,
                 const mdm_field_t *field)
{
  mdm_description_struct *description = reader->description;
  mdm_status status = MDM_OK;
  int index = 0;

  switch (number)
    {
    case TABLE_TABLE:
      description->title = field;
      return mdm_describe_math (reader, field);
    case TABLE_CAPTION:
      description->caption = field;
      return mdm_describe_math (reader, field);
    case TABLE_LABEL:
      description->label = field;
      return check_label (reader, field);
    case TABLE_UNIT:
      status = mdm_describe_word (&index, reader, field, mdm_unit_words);
      description->unit = index;
      return status;
    case TABLE_DIGITS:
      return mdm_describe_number (&description->digits, reader, field, 1,
                                  10000);
    case TABLE_EXACT_TERMS:
      return mdm_describe_number (&description->exact_terms, reader, field, 0,
                                  1000000000);
    case TABLE_NUMBERS:
      return mdm_describe_numbers (&description->numbers, reader, field);
    case TABLE_LAYOUT:
      status = mdm_describe_word (&index, reader, field, mdm_layout_words);
      description->layout = (mdm_layout) index;
      return status;
    default:
      description->order = field;
      return MDM_OK;
    }
}

static mdm_status
begin_table (mdm_describer_t *reader, const mdm_field_t *field)
{
  return reader->description->title == NULL
             ? MDM_OK
             : mdm_describe_fail_name (reader, field,
                                       "there is one Table only");
}

static mdm_status
end_table (mdm_describer_t *reader)
{
  (void) reader;
  return MDM_OK;
}

static const mdm_stanza_kind_t table_stanza
    = { table_fields, begin_table, set_table_field, end_table };

/* Once all is read.  */

/* Check the templates of text columns: they know all variables.  */
static mdm_status
check_texts (mdm_describer_t *reader)
{
  mdm_description_struct *description = reader->description;
  mdm_block_t all;
  mdm_status status = MDM_OK;

  memset (&all, 0, sizeof all);
  for (size_t b = 0; b < description->blocks; b++)
    for (size_t r = 0; r < description->block[b].ranges; r++)
      {
        all.range
            = flint_realloc (all.range, (all.ranges + 1) * sizeof *all.range);
        all.range[all.ranges++] = description->block[b].range[r];
      }
  for (size_t c = 0; c < description->columns && status == MDM_OK; c++)
    if (description->column[c].kind == MDM_COLUMN_TEXT)
      status = mdm_describe_piece (
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
read_key (mdm_describer_t *reader, mdm_piece_t piece)
{
  mdm_description_struct *description = reader->description;
  const char *text = piece.field->padded;
  mdm_key_t key = { 0, SIZE_MAX, NULL };
  mdm_nearest_t nearest;
  size_t n;

  mdm_piece_trim (&piece);
  key.descending = piece.from < piece.to && text[piece.from] == '-';
  piece.from += (size_t) key.descending;
  mdm_piece_trim (&piece);
  n = piece.to - piece.from;
  nearest = mdm_nearest_to (text + piece.from, n);
  for (size_t c = 0; c < description->columns; c++)
    {
      const char *name = description->column[c].column->text;
      mdm_nearest_try (&nearest, name);
      if (strncmp (name, text + piece.from, n) == 0 && name[n] == '\0')
        key.column = c;
    }
  if (n == 0
      || (key.column == SIZE_MAX
          && !is_variable (description, text + piece.from, n)))
    {
      MDM_OWNED char *meant = mdm_nearest_str (&nearest, "");
      return mdm_field_fail (
          mdm_describe_stanzas (reader), piece.field, piece.from, reader->err,
          "the name of a column or variable is expected%s", meant);
    }
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
read_order (mdm_describer_t *reader)
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
read_stanza (mdm_describer_t *reader, size_t first, size_t end)
{
  const mdm_field_t *field = reader->description->stanzas->field + first;
  const mdm_field_t *given[MDM_KNOWN_FIELDS_MAX] = { NULL };
  mdm_status status;
  size_t number, k = 0;
  const mdm_stanza_kind_t *const kinds[]
      = { &table_stanza, &mdm_stanza_rows, &mdm_stanza_column };

  reader->given = given;
  while (k < (sizeof kinds / sizeof *kinds)
         && strcmp (field->name, kinds[k]->fields[0].name) != 0)
    k++;
  if (k > 0 && reader->description->title == NULL)
    return mdm_describe_fail_name (reader, field,
                                   "the first stanza is `Table:'");
  if (k == (sizeof kinds / sizeof *kinds))
    return mdm_describe_fail_name (
        reader, field, "a stanza begins with Table, Rows or Column");
  status = kinds[k]->begin (reader, field);
  for (size_t i = first; i < end && status == MDM_OK; i++)
    {
      field = reader->description->stanzas->field + i;
      status = find_field (&number, reader, field, kinds[k]->fields);
      if (status == MDM_OK)
        status = kinds[k]->set (reader, number, field);
    }
  if (status == MDM_OK)
    status = kinds[k]->end (reader);
  reader->given = NULL;
  return status;
}

/* The table has all that it needs?  */
static mdm_status
check_whole (mdm_describer_t *reader)
{
  const mdm_description_struct *description = reader->description;
  const char *what = description->title == NULL ? "there is no stanza `Table:'"
                     : description->blocks == 0 ? "there is no stanza `Rows:'"
                     : description->columns == 0
                         ? "there is no stanza `Column:'"
                         : NULL;

  if (what != NULL)
    return mdm_err_set (reader->err, MDM_EPARSE,
                        mdm_describe_stanzas (reader)->file, 0, 0, "%s", what);
  return MDM_OK;
}

mdm_status
mdm_description_read (mdm_description_t description, const char *text,
                      size_t length, mdm_err_t *err)
{
  mdm_describer_t reader = { .description = description, .err = err };
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
