#include <config.h>

#include "table/describe.h"

#include "exact/rational.h"
#include "exact/scoped.h"
#include "text/nearest.h"

#include <stdio.h>
#include <string.h>

/* Names that templates know beside the variables of `For:'.  */
static const char *const built_in[] = { "label", "law", "schedule", "sizes" };

#define BUILT_IN (sizeof built_in / sizeof built_in[0])

int
mdm_describe_is_built_in (const char *name)
{
  for (size_t i = 0; i < BUILT_IN; i++)
    if (strcmp (built_in[i], name) == 0)
      return 1;
  return 0;
}

mdm_status
mdm_describe_fail_name (const mdm_describer_t *reader,
                        const mdm_field_t *field, const char *what)
{
  return mdm_err_set (reader->err, MDM_EPARSE,
                      reader->description->stanzas->file, field->line, 1, "%s",
                      what);
}

mdm_status
mdm_describe_fail_at (const mdm_describer_t *reader, const mdm_field_t *field,
                      size_t at, const char *what)
{
  return mdm_field_fail (reader->description->stanzas, field, at, reader->err,
                         "%s", what);
}

mdm_status
mdm_describe_fail_value (const mdm_describer_t *reader,
                         const mdm_field_t *field, const char *what)
{
  return mdm_describe_fail_at (reader, field, mdm_piece_of (field).from, what);
}

/* Values.  */

static mdm_status
read_word (int *index, const mdm_describer_t *reader, const mdm_field_t *field,
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
  return mdm_describe_fail_value (reader, field, all);
}

static mdm_status
read_number (slong *n, const mdm_describer_t *reader, const mdm_field_t *field,
             uint64_t low, uint64_t high)
{
  uint64_t value = 0;
  mdm_err_t own;

  memset (&own, 0, sizeof own);
  if (mdm_natural_read (&value, field->text, strlen (field->text), high, &own)
      != MDM_OK)
    return mdm_describe_fail_value (reader, field, own.message);
  *n = (slong) value;
  return value < low
             ? mdm_describe_fail_value (reader, field, "it must be at least 1")
             : MDM_OK;
}

/* Are the formulas of FIELD closed, with their braces matched?  */
static mdm_status
check_formulas (const mdm_describer_t *reader, const mdm_field_t *field)
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
        return mdm_describe_fail_at (reader, field, i,
                                     "this brace of a formula is not opened");
      else if (math && text[i] == '%')
        return mdm_describe_fail_at (
            reader, field, i, "a percent sign in a formula is written \\%");
    }
  return math ? mdm_describe_fail_at (reader, field, open,
                                      "the formula that begins here does not "
                                      "end, or has a brace that is not closed")
              : MDM_OK;
}

mdm_status
mdm_describe_expression (mdm_expr_t **expr, const mdm_describer_t *reader,
                         const mdm_field_t *field)
{
  mdm_expr_free (*expr);
  return mdm_expr_parse (expr, field->padded,
                         reader->description->stanzas->file, field->line,
                         reader->err)
                 == MDM_OK
             ? MDM_OK
             : MDM_EPARSE;
}

static void
add_field (mdm_fields_t *list, const mdm_field_t *field)
{
  list->field
      = flint_realloc (list->field, (list->count + 1) * sizeof *list->field);
  list->field[list->count++] = field;
}

/* Stanzas.  */

/* The number of the field NAME of the stanza at hand, or of the last one,
   which has no name.  */
static size_t
find (const mdm_describer_t *reader, const char *name)
{
  const mdm_known_field_t *known = reader->kind->fields;
  size_t i = 0;

  while (known[i].name != NULL && strcmp (known[i].name, name) != 0)
    i++;
  return i;
}

const mdm_field_t *
mdm_describe_given (const mdm_describer_t *reader, const char *name)
{
  return reader->given[find (reader, name)];
}

/* Read FIELD, which is KNOWN.  */
static mdm_status
read_field (mdm_describer_t *reader, const mdm_known_field_t *known,
            const mdm_field_t *field)
{
  char *object = reader->object;
  void *value = object + (known->value > 0 ? known->value - 1 : 0);

  if (known->at > 0)
    memcpy (object + known->at - 1, &field, sizeof field);
  switch (known->kind)
    {
    case MDM_FIELD_FORMULAS:
      return check_formulas (reader, field);
    case MDM_FIELD_WORD:
      return read_word (value, reader, field, known->words);
    case MDM_FIELD_NUMBER:
      return read_number (value, reader, field, known->low, known->high);
    case MDM_FIELD_EXPRESSION:
      return mdm_describe_expression (value, reader, field);
    case MDM_FIELD_LIST:
      add_field (value, field);
      return MDM_OK;
    case MDM_FIELD_OWN:
      return known->read (reader, field);
    default:
      return MDM_OK;
    }
}

static mdm_status
unknown_field (const mdm_describer_t *reader, const mdm_field_t *field)
{
  const mdm_known_field_t *known = reader->kind->fields;
  mdm_nearest_t nearest = mdm_nearest_to (field->name, strlen (field->name));
  MDM_OWNED char *meant = NULL;
  char all[200] = "";
  size_t n = 0;

  for (size_t i = 0; known[i].name != NULL; i++)
    {
      mdm_nearest_try (&nearest, known[i].name);
      n += (size_t) snprintf (all + n, sizeof all - n, "%s%s",
                              n > 0 ? ", " : "; its fields are ",
                              known[i].name);
    }
  meant = mdm_nearest_str (&nearest, all);
  return mdm_err_set (reader->err, MDM_EPARSE,
                      reader->description->stanzas->file, field->line, 1,
                      "not a field of this stanza%s", meant);
}

mdm_status
mdm_describe_stanza (mdm_describer_t *reader, const mdm_stanza_kind_t *kind,
                     const mdm_field_t *field, size_t count)
{
  const mdm_field_t *given[MDM_KNOWN_FIELDS_MAX + 1] = { NULL };

  reader->kind = kind;
  reader->given = given;
  reader->object = kind->begin (reader, field);
  if (reader->object == NULL)
    return MDM_EPARSE;
  for (size_t i = 0; i < count; i++, field++)
    {
      size_t number = find (reader, field->name);
      const mdm_known_field_t *known = kind->fields + number;
      if (i > 0 && mdm_stanza_kind_of (field->name) != NULL)
        return mdm_describe_fail_name (
            reader, field,
            "a blank line is missing before this line, which begins a stanza");
      if (known->name == NULL)
        return unknown_field (reader, field);
      if (given[number] != NULL && known->kind != MDM_FIELD_LIST
          && !known->repeats)
        return mdm_describe_fail_name (reader, field,
                                       "the field is given twice");
      given[number] = field;
      MDM_TRY (read_field (reader, known, field));
    }
  return kind->end == NULL ? MDM_OK : kind->end (reader);
}

/* Templates.  */

mdm_status
mdm_describe_piece (const mdm_describer_t *reader, mdm_piece_t piece,
                    const mdm_block_t *block, int arithmetic, int knows)
{
  static const char *const of_law[] = { "L", "V" };
  const mdm_description_struct *description = reader->description;
  MDM_OWNED mdm_named_text_t *variable = flint_calloc (
      block->ranges + BUILT_IN + 2 + description->opens, sizeof *variable);
  mdm_bindings_t scope = { .stanzas = description->stanzas,
                           .err = reader->err,
                           .variable = variable };

  for (size_t r = 0; r < block->ranges; r++)
    variable[scope.count++].name = block->range[r].name;
  for (size_t i = 0; knows & MDM_KNOWS_ROW && i < BUILT_IN; i++)
    variable[scope.count++].name = built_in[i];
  for (size_t i = 0; knows & MDM_KNOWS_LAW && i < 2; i++)
    variable[scope.count++].name = of_law[i];
  for (size_t i = 0; knows & MDM_KNOWS_OPEN && i < description->opens; i++)
    variable[scope.count++].name = description->open[i];
  return arithmetic ? mdm_arithmetic_check (piece, &scope)
                    : mdm_template_check (piece, &scope);
}
