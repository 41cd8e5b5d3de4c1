/* The stanza `Rows:' of a description.  */
#include <config.h>

#include "table/describe.h"

#include <string.h>

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
    if (strncmp (text + i, "step", 4) == 0 && mdm_is_space (text[i - 1])
        && mdm_is_space (text[i + 4]))
      return i;
  return piece.to;
}

int
mdm_describe_split (mdm_piece_t *from, mdm_piece_t *to, mdm_piece_t *step,
                    mdm_piece_t piece)
{
  size_t dots = find_dots (piece);

  if (dots == piece.to)
    return 0;
  *from = *to = *step = piece;
  from->to = dots;
  to->from = dots + 2;
  to->to = find_step (piece);
  step->from = to->to < piece.to ? to->to + 4 : piece.to;
  mdm_piece_trim (from);
  mdm_piece_trim (to);
  mdm_piece_trim (step);
  return 1;
}

/* Read the item PIECE of RANGE.  */
static mdm_status
read_item (mdm_describer_t *reader, mdm_range_t *range, mdm_piece_t piece)
{
  const mdm_block_t *block = reader->object;
  mdm_item_t *item;

  mdm_piece_trim (&piece);
  if (piece.from == piece.to)
    return mdm_describe_fail_at (reader, piece.field, piece.from,
                                 "a value is missing here");
  range->item
      = flint_realloc (range->item, (range->items + 1) * sizeof *range->item);
  item = range->item + range->items++;
  item->text = piece;
  item->is_range
      = mdm_describe_split (&item->text, &item->last, &item->step, piece);
  if (!item->is_range)
    return mdm_describe_piece (reader, piece, block, 0, 0);
  MDM_TRY (mdm_describe_piece (reader, item->text, block, 1, 0));
  MDM_TRY (mdm_describe_piece (reader, item->last, block, 1, 0));
  return item->step.from == item->step.to
             ? MDM_OK
             : mdm_describe_piece (reader, item->step, block, 1, 0);
}

/* Read the items PIECE: they are separated by semicolons if there is any, else
   by commas outside of brackets.  */
static mdm_status
read_items (mdm_describer_t *reader, mdm_range_t *range, mdm_piece_t piece)
{
  const char *text = piece.field->padded;
  char separator
      = memchr (text + piece.from, ';', piece.to - piece.from) ? ';' : ',';
  size_t depth = 0, from = piece.from;

  for (size_t i = piece.from; i <= piece.to; i++)
    if (i == piece.to || (text[i] == separator && depth == 0))
      {
        mdm_piece_t item = { piece.field, from, i };
        /* A semicolon may end the list, for a list of one item.  */
        mdm_piece_trim (&item);
        if (i < piece.to || separator != ';' || item.from < item.to)
          MDM_TRY (read_item (reader, range, item));
        from = i + 1;
      }
    else if (text[i] == '(' && separator == ',')
      depth++;
    else if (text[i] == ')' && depth > 0)
      depth--;
  return MDM_OK;
}

mdm_status
mdm_describe_variable (const char **name, mdm_piece_t *items,
                       mdm_describer_t *reader, const mdm_field_t *field,
                       const mdm_block_t *block)
{
  mdm_piece_t piece = mdm_piece_of (field);
  const char *text = field->padded;
  size_t n = mdm_name_length (text + piece.from, piece.to - piece.from);
  size_t at = piece.from + n;

  if (n == 0)
    return mdm_describe_fail_at (reader, field, at,
                                 "a variable is expected, as in `T = 1..4'");
  while (at < piece.to && mdm_is_space (text[at]))
    at++;
  if (at == piece.to || text[at] != '=')
    return mdm_describe_fail_at (
        reader, field, at,
        "'=' is expected after the variable, as in `T = 1..4'");
  *name = mdm_arena_text (&reader->description->arena, text + piece.from, n);
  if (mdm_describe_is_built_in (*name))
    return mdm_describe_fail_value (reader, field,
                                    "this name has a meaning of its own");
  for (size_t r = 0; block != NULL && r < block->ranges; r++)
    if (strcmp (*name, block->range[r].name) == 0)
      return mdm_describe_fail_value (reader, field,
                                      "the variable has its values already");
  piece.from = at + 1;
  *items = piece;
  return MDM_OK;
}

/* Read `NAME = items'.  */
static mdm_status
read_for (mdm_describer_t *reader, const mdm_field_t *field)
{
  mdm_block_t *block = reader->object;
  mdm_range_t range = { NULL, 0, NULL };
  mdm_piece_t items;
  mdm_status status;

  MDM_TRY (mdm_describe_variable (&range.name, &items, reader, field, block));
  status = read_items (reader, &range, items);
  /* Known to what comes after it, not to itself.  */
  block->range = flint_realloc (block->range,
                                (block->ranges + 1) * sizeof *block->range);
  block->range[block->ranges++] = range;
  return status;
}

/* Check the templates of FIELDS, which know the variables and KNOWS.  */
static mdm_status
check_templates (mdm_describer_t *reader, const mdm_fields_t *fields,
                 int knows)
{
  for (size_t i = 0; i < fields->count; i++)
    MDM_TRY (mdm_describe_piece (reader, mdm_piece_of (fields->field[i]),
                                 reader->object, 0, knows));
  return MDM_OK;
}

/* All fields of the block are read: check its templates.  */
static mdm_status
end_rows (mdm_describer_t *reader)
{
  const mdm_block_t *block = reader->object;

  if (block->laws.count == 0 && block->proved.count == 0)
    return mdm_describe_fail_name (
        reader, block->label,
        "these rows have no Law, nor Prove for rows of all laws");
  if (block->laws.count > 0 && block->proved.count > 0)
    return mdm_describe_fail_name (
        reader, block->proved.field[0],
        "rows of all laws, Prove, are a stanza of their own beside those of "
        "one Law");
  if (block->proved.count > 0 && block->predictor != NULL)
    return mdm_describe_fail_name (reader, block->predictor,
                                   "a proof is about the ideal predictor");
  MDM_TRY (check_templates (reader, &block->laws, 0));
  MDM_TRY (check_templates (reader, &block->proved, 0));
  MDM_TRY (check_templates (reader, &block->schedules,
                            block->proved.count > 0 ? 0 : MDM_KNOWS_OPEN));
  if (block->predictor != NULL)
    MDM_TRY (mdm_describe_piece (reader, mdm_piece_of (block->predictor),
                                 block, 0, 0));
  return mdm_describe_piece (reader, mdm_piece_of (block->label), block, 0,
                             MDM_KNOWS_ROW);
}

static void *
begin_rows (mdm_describer_t *reader, const mdm_field_t *field)
{
  mdm_description_struct *description = reader->description;

  (void) field;
  description->block = flint_realloc (
      description->block, (description->blocks + 1) * sizeof (mdm_block_t));
  return memset (description->block + description->blocks++, 0,
                 sizeof (mdm_block_t));
}

#define AT(member) (offsetof (mdm_block_t, member) + 1)

static const mdm_known_field_t rows_fields[]
    = { { "Rows", MDM_FIELD_FORMULAS, .at = AT (label) },
        { "Law", MDM_FIELD_LIST, .value = AT (laws) },
        { "Prove", MDM_FIELD_LIST, .value = AT (proved) },
        { "For", MDM_FIELD_OWN, .read = read_for, .repeats = 1 },
        { "Schedule", MDM_FIELD_LIST, .value = AT (schedules) },
        { "Predictor", MDM_FIELD_ANY, .at = AT (predictor) },
        { .name = NULL } };

const mdm_stanza_kind_t mdm_stanza_rows
    = { rows_fields, begin_rows, end_rows };
