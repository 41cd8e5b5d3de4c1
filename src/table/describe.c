#include <config.h>

#include "table/describe.h"

#include "exact/rational.h"

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

const mdm_stanzas_struct *
mdm_describe_stanzas (const mdm_describer_t *reader)
{
  return reader->description->stanzas;
}

mdm_status
mdm_describe_fail_name (const mdm_describer_t *reader,
                        const mdm_field_t *field, const char *what)
{
  return mdm_err_set (reader->err, MDM_EPARSE,
                      mdm_describe_stanzas (reader)->file, field->line, 1,
                      "%s", what);
}

mdm_status
mdm_describe_fail_value (const mdm_describer_t *reader,
                         const mdm_field_t *field, const char *what)
{
  return mdm_field_fail (mdm_describe_stanzas (reader), field,
                         mdm_piece_of (field).from, reader->err, "%s", what);
}

mdm_status
mdm_describe_word (int *index, const mdm_describer_t *reader,
                   const mdm_field_t *field, const char *const *words)
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

mdm_status
mdm_describe_number (slong *n, const mdm_describer_t *reader,
                     const mdm_field_t *field, uint64_t low, uint64_t high)
{
  mdm_err_t own;
  uint64_t value = 0;
  mdm_status status;

  memset (&own, 0, sizeof own);
  status = mdm_natural_read (&value, field->text, strlen (field->text), high,
                             &own);
  if (status == MDM_OK && value < low)
    return mdm_describe_fail_value (reader, field, "it must be at least 1");
  *n = (slong) value;
  return status == MDM_OK
             ? MDM_OK
             : mdm_describe_fail_value (reader, field, own.message);
}

mdm_status
mdm_describe_numbers (mdm_numbers *numbers, const mdm_describer_t *reader,
                      const mdm_field_t *field)
{
  int index;
  mdm_status status
      = mdm_describe_word (&index, reader, field, mdm_numbers_words);

  *numbers = (mdm_numbers) index;
  return status;
}

mdm_status
mdm_describe_math (const mdm_describer_t *reader, const mdm_field_t *field)
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
        return mdm_field_fail (mdm_describe_stanzas (reader), field, i,
                               reader->err,
                               "this brace of a formula is not opened");
      else if (math && text[i] == '%')
        return mdm_field_fail (mdm_describe_stanzas (reader), field, i,
                               reader->err,
                               "a percent sign in a formula is written \\%%");
    }
  if (math)
    return mdm_field_fail (mdm_describe_stanzas (reader), field, open,
                           reader->err,
                           "the formula that begins here does not end, or has "
                           "a brace that is not closed");
  return MDM_OK;
}

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

mdm_status
mdm_describe_piece (const mdm_describer_t *reader, mdm_piece_t piece,
                    const mdm_block_t *block, int arithmetic, int built)
{
  size_t count;
  const char **name = names_of (&count, block, built);
  mdm_bindings_t bindings = { count, name, NULL };
  mdm_status status
      = arithmetic ? mdm_arithmetic_check (mdm_describe_stanzas (reader),
                                           piece, &bindings, reader->err)
                   : mdm_template_check (mdm_describe_stanzas (reader), piece,
                                         &bindings, reader->err);

  flint_free (name);
  return status;
}
