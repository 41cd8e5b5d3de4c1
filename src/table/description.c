#include <config.h>

#include "table/describe.h"

#include "exact/scoped.h"
#include "text/nearest.h"

#include <stdio.h>
#include <string.h>

const char *const mdm_column_kind_words[]
    = { "text",     "value",       "ratio",    "claim", "least",
        "greatest", "certificate", "constant", NULL };
const char *const mdm_show_words[]
    = { "verdict", "lhs",      "rhs",   "ratio",    "relation",
        "note",    "constant", "least", "greatest", "sharp",
        "ray",     "schedule", NULL };
const char *const mdm_numbers_words[]
    = { "decimal", "exact", "short", "both", NULL };
const char *const mdm_layout_words[]
    = { "table", "tabular", "longtable", NULL };
const char *const mdm_unit_words[] = { "nats", "bits", NULL };

int
mdm_shows_numbers (mdm_column_kind kind, int show)
{
  switch (kind)
    {
    case MDM_COLUMN_CLAIM:
      return show == MDM_SHOW_LHS || show == MDM_SHOW_RHS
             || show == MDM_SHOW_RATIO;
    case MDM_COLUMN_CONSTANT:
      return show == MDM_SHOW_CONSTANT || show == MDM_SHOW_LEAST
             || show == MDM_SHOW_GREATEST;
    default:
      return kind != MDM_COLUMN_TEXT && kind != MDM_COLUMN_CERTIFICATE;
    }
}

int
mdm_may_show (mdm_column_kind kind, mdm_show show)
{
  if (kind != MDM_COLUMN_CLAIM && kind != MDM_COLUMN_CONSTANT)
    return 0;
  return show == MDM_SHOW_NOTE || show >= MDM_SHOW_RAY
         || (show < MDM_SHOW_NOTE) == (kind == MDM_COLUMN_CLAIM);
}

void
mdm_description_init (mdm_description_t description, const char *file,
                      const mdm_library_struct *library)
{
  memset (description, 0, sizeof *description);
  mdm_stanzas_init (description->stanzas, file);
  mdm_library_init (description->own);
  mdm_library_init (description->apart);
  description->library = library;
  description->unit = -1;
  description->exact_terms = -1;
}

void
mdm_description_clear (mdm_description_t description)
{
  for (size_t b = 0; b < description->blocks; b++)
    {
      mdm_block_t *block = description->block + b;
      for (size_t r = 0; r < block->ranges; r++)
        flint_free (block->range[r].item);
      flint_free (block->range);
      flint_free (block->laws.field);
      flint_free (block->proved.field);
      flint_free (block->schedules.field);
    }
  flint_free (description->block);
  for (size_t c = 0; c < description->columns; c++)
    {
      mdm_expr_free (description->column[c].expr);
      mdm_expr_free (description->column[c].over);
    }
  flint_free (description->column);
  flint_free (description->claim);
  flint_free (description->key);
  mdm_arena_clear (&description->arena);
  flint_free (description->open);
  mdm_library_clear (description->apart);
  mdm_library_clear (description->own);
  mdm_stanzas_clear (description->stanzas);
}

/* The stanza `Table:'.  */

/* A LaTeX label is written as it is: only what is harmless there.  */
static mdm_status
read_label (mdm_describer_t *reader, const mdm_field_t *field)
{
  mdm_piece_t piece = mdm_piece_of (field);

  for (size_t i = piece.from; i < piece.to; i++)
    {
      char c = field->padded[i];
      if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')
            || (c >= '0' && c <= '9') || strchr (":-_./+", c) != NULL))
        return mdm_describe_fail_at (
            reader, field, i, "a label has letters, digits and :-_./+ only");
    }
  return MDM_OK;
}

static void *
begin_table (mdm_describer_t *reader, const mdm_field_t *field)
{
  if (reader->description->title == NULL)
    return reader->description;
  (void) mdm_describe_fail_name (reader, field, "there is one Table only");
  return NULL;
}

#define AT(member) (offsetof (mdm_description_struct, member) + 1)

static const mdm_known_field_t table_fields[]
    = { { "Table", MDM_FIELD_FORMULAS, .at = AT (title) },
        { "Caption", MDM_FIELD_FORMULAS, .at = AT (caption) },
        { "Label", MDM_FIELD_OWN, .at = AT (label), .read = read_label },
        { "Unit", MDM_FIELD_WORD, .value = AT (unit),
          .words = mdm_unit_words },
        { "Digits", MDM_FIELD_NUMBER, .value = AT (digits), .low = 1,
          .high = 10000 },
        { "Exact-Terms", MDM_FIELD_NUMBER, .value = AT (exact_terms),
          .high = 1000000000 },
        { "Numbers", MDM_FIELD_WORD, .value = AT (numbers),
          .words = mdm_numbers_words },
        { "Layout", MDM_FIELD_WORD, .value = AT (layout),
          .words = mdm_layout_words },
        { "Order", MDM_FIELD_ANY, .at = AT (order) },
        { .name = NULL } };

static const mdm_stanza_kind_t table_stanza
    = { table_fields, begin_table, NULL };

/* Before: what columns seek may be left open in rows, which come first.  */
static void
list_open (mdm_description_struct *description)
{
  const mdm_stanzas_struct *stanzas = description->stanzas;

  description->open
      = flint_malloc ((stanzas->count + 1) * sizeof *description->open);
  for (size_t i = 0; i < stanzas->count; i++)
    {
      const mdm_field_t *field = stanzas->field + i;
      size_t n = mdm_name_length (field->text, strlen (field->text));
      if (n > 0
          && (strcmp (field->name, "Least") == 0
              || strcmp (field->name, "Greatest") == 0))
        description->open[description->opens++]
            = mdm_arena_text (&description->arena, field->text, n);
    }
}

/* Once all is read.  */

/* Check the templates of COLUMN: they know the variables of ALL blocks.  */
static mdm_status
check_templates (mdm_describer_t *reader, const mdm_column_t *column,
                 const mdm_block_t *all)
{
  if (column->kind == MDM_COLUMN_TEXT)
    return mdm_describe_piece (reader, mdm_piece_of (column->source), all, 0,
                               MDM_KNOWS_ROW);
  if (column->variable == NULL)
    return MDM_OK;
  MDM_TRY (mdm_describe_piece (reader, column->first, all, 1, MDM_KNOWS_LAW));
  MDM_TRY (mdm_describe_piece (reader, column->last, all, 1, MDM_KNOWS_LAW));
  return column->schedule == NULL
             ? MDM_OK
             : mdm_describe_piece (reader, mdm_piece_of (column->schedule),
                                   all, 0, MDM_KNOWS_LAW | MDM_KNOWS_OPEN);
}

/* Now that all variables are known, check what columns say with them.  */
static mdm_status
check_columns (mdm_describer_t *reader)
{
  mdm_description_struct *description = reader->description;
  MDM_OWNED mdm_range_t *range = NULL;
  mdm_block_t all = { .ranges = 0 };

  for (size_t b = 0; b < description->blocks; b++)
    for (size_t r = 0; r < description->block[b].ranges; r++)
      {
        range = flint_realloc (range, (all.ranges + 1) * sizeof *range);
        range[all.ranges++] = description->block[b].range[r];
      }
  all.range = range;
  for (size_t c = 0; c < description->columns; c++)
    MDM_TRY (check_templates (reader, description->column + c, &all));
  return MDM_OK;
}

/* Now that no more claims are added, find those that were; and number all.  */
static void
number_claims (mdm_description_struct *description)
{
  const mdm_library_struct *own = description->own;
  size_t next = 0;

  description->claim
      = flint_malloc ((description->columns + 1) * sizeof *description->claim);
  for (size_t c = 0; c < description->columns; c++)
    {
      mdm_column_t *column = description->column + c;
      size_t i = 0;
      if (column->solve != NULL || column->variable != NULL)
        column->entry = description->apart->entry + next++;
      if (column->kind != MDM_COLUMN_CLAIM)
        continue;
      for (size_t j = 0; j < own->count && column->entry == NULL; j++)
        if (strcmp (own->entry[j].statement.text, column->source->text) == 0)
          column->entry = own->entry + j;
      while (i < description->claims && description->claim[i] != column->entry)
        i++;
      if (i == description->claims)
        description->claim[description->claims++] = column->entry;
      column->claim = i;
    }
}

/* Find the columns that certificates are shown of.  */
static mdm_status
find_certified (mdm_describer_t *reader)
{
  mdm_description_struct *description = reader->description;

  for (size_t c = 0; c < description->columns; c++)
    {
      mdm_column_t *column = description->column + c;
      const mdm_field_t *field = column->source;
      mdm_nearest_t nearest;
      MDM_OWNED char *meant = NULL;
      if (column->kind != MDM_COLUMN_CERTIFICATE)
        continue;
      nearest = mdm_nearest_to (field->text, strlen (field->text));
      for (size_t i = 0; i < description->columns; i++)
        {
          mdm_nearest_try (&nearest, description->column[i].column->text);
          if (strcmp (description->column[i].column->text, field->text) == 0)
            column->certified = i;
        }
      if (column->certified != SIZE_MAX || strcmp (field->text, "row") == 0)
        continue;
      meant = mdm_nearest_str (&nearest, "");
      return mdm_field_fail (
          description->stanzas, field, mdm_piece_of (field).from, reader->err,
          "the name of a column is expected, or `row'%s", meant);
    }
  return MDM_OK;
}

/* Set KEY to the column, or else the variable of some block, that is called
   NAME.  What comes near it goes to NEAREST.  */
static int
find_key (mdm_key_t *key, const mdm_description_struct *description,
          const char *name, mdm_nearest_t *nearest)
{
  key->column = SIZE_MAX;
  key->variable = NULL;
  *nearest = mdm_nearest_to (name, strlen (name));
  for (size_t c = 0; c < description->columns && key->column == SIZE_MAX; c++)
    {
      mdm_nearest_try (nearest, description->column[c].column->text);
      if (strcmp (description->column[c].column->text, name) == 0)
        key->column = c;
    }
  if (key->column != SIZE_MAX)
    return 1;
  for (size_t b = 0; b < description->blocks; b++)
    for (size_t r = 0; r < description->block[b].ranges; r++)
      {
        const char *variable = description->block[b].range[r].name;
        mdm_nearest_try (nearest, variable);
        if (strcmp (variable, name) == 0)
          key->variable = variable;
      }
  return key->variable != NULL;
}

/* Add the key PIECE.  */
static mdm_status
read_key (mdm_describer_t *reader, mdm_piece_t piece)
{
  mdm_description_struct *description = reader->description;
  const char *text = piece.field->padded;
  MDM_OWNED char *meant = NULL;
  mdm_nearest_t nearest;
  mdm_key_t key;

  mdm_piece_trim (&piece);
  key.descending = piece.from < piece.to && text[piece.from] == '-';
  piece.from += (size_t) key.descending;
  mdm_piece_trim (&piece);
  if (!find_key (&key, description,
                 mdm_arena_text (&description->arena, text + piece.from,
                                 piece.to - piece.from),
                 &nearest))
    {
      meant = mdm_nearest_str (&nearest, "");
      return mdm_field_fail (
          description->stanzas, piece.field, piece.from, reader->err,
          "the name of a column or variable is expected%s", meant);
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
  mdm_piece_t whole;

  if (field == NULL)
    return MDM_OK;
  whole = mdm_piece_of (field);
  for (size_t from = whole.from, i = from; i <= whole.to; i++)
    if (i == whole.to || field->padded[i] == ',')
      {
        MDM_TRY (read_key (reader, (mdm_piece_t){ field, from, i }));
        from = i + 1;
      }
  return MDM_OK;
}

const mdm_stanza_kind_t *
mdm_stanza_kind_of (const char *name)
{
  static const mdm_stanza_kind_t *const kinds[]
      = { &table_stanza, &mdm_stanza_rows, &mdm_stanza_column };

  for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++)
    if (strcmp (name, kinds[k]->fields[0].name) == 0)
      return kinds[k];
  return NULL;
}

/* Read the stanza FIELD[0..COUNT).  */
static mdm_status
read_stanza (mdm_describer_t *reader, const mdm_field_t *field, size_t count)
{
  const mdm_stanza_kind_t *kind = mdm_stanza_kind_of (field->name);

  if (kind != &table_stanza && reader->description->title == NULL)
    return mdm_describe_fail_name (reader, field,
                                   "the first stanza is `Table:'");
  return kind == NULL ? mdm_describe_fail_name (
             reader, field, "a stanza begins with Table, Rows or Column")
                      : mdm_describe_stanza (reader, kind, field, count);
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
                        reader->description->stanzas->file, 0, 0, "%s", what);
  return MDM_OK;
}

mdm_status
mdm_description_read (mdm_description_t description, const char *text,
                      size_t length, mdm_err_t *err)
{
  mdm_describer_t reader = { .description = description, .err = err };
  mdm_stanzas_struct *stanzas = description->stanzas;

  MDM_TRY (mdm_stanzas_read (stanzas, text, length, err));
  list_open (description);
  for (size_t first = 0, end; first < stanzas->count; first = end)
    {
      const mdm_field_t *field = stanzas->field;
      for (end = first + 1;
           end < stanzas->count && field[end].stanza == field[first].stanza;
           end++)
        ;
      MDM_TRY (read_stanza (&reader, field + first, end - first));
    }
  MDM_TRY (check_whole (&reader));
  MDM_TRY (check_columns (&reader));
  MDM_TRY (find_certified (&reader));
  MDM_TRY (read_order (&reader));
  number_claims (description);
  return MDM_OK;
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
