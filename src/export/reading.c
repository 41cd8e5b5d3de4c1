#include <config.h>

#include "export/reading.h"

#include "exact/scoped.h"

#include <ctype.h>
#include <flint/flint.h>
#include <stdlib.h>
#include <string.h>

/* Read COUNT records NAME, whose words from FIRST on are numbers but for the
   first of them, which is an integer.  */
static mdm_status
read_integers (mdm_words_t **list, size_t *read, size_t count,
               const char *name, size_t first, mdm_records_t *reader,
               mdm_err_t *err)
{
  *list = flint_calloc (count + 1, sizeof **list);
  while (*read < count)
    {
      mdm_words_t *words = &(*list)[(*read)++];
      size_t n;
      MDM_TRY (mdm_records_expect (reader, name, first, err));
      MDM_TRY (mdm_records_copy (words, reader, first, 1, err));
      for (size_t i = 0; i < words->count; i++)
        if (memchr (words->word[i].text, '/', words->word[i].size) != NULL
            || *words->word[i].text == '-')
          return mdm_records_fail (reader, "a number is expected", err);
      for (size_t i = 1; i < words->count; i++)
        MDM_TRY (mdm_records_number (&n, reader, first + i, err));
    }
  return MDM_OK;
}

/* The law of an instance, of which the record `law' is at hand.  */
static mdm_status
read_law (mdm_stated_all_t *all, mdm_records_t *reader, mdm_err_t *err)
{
  size_t rows, tokens;

  all->of = MDM_STATED_OF_LAW;
  if (reader->words.count != 4)
    return mdm_records_fail (
        reader, "a length, a vocabulary and rows are expected", err);
  MDM_TRY (mdm_records_number (&all->length, reader, 1, err));
  MDM_TRY (mdm_records_number (&all->vocabulary, reader, 2, err));
  MDM_TRY (mdm_records_number (&rows, reader, 3, err));
  if (all->length == 0 || all->vocabulary == 0 || rows == 0)
    return mdm_records_fail (reader, "a law has positions, tokens and rows",
                             err);
  if (all->length > MDM_EXPORT_LENGTH
      || (rows * rows << all->length) > MDM_EXPORT_SUMS)
    return mdm_err_set (err, MDM_ELIMIT, reader->lines.file,
                        reader->lines.line, 1,
                        "over a limit: a law of %zu rows on %zu positions is "
                        "too large for Coq, %d sums are not",
                        rows, all->length, MDM_EXPORT_SUMS);
  MDM_TRY (mdm_records_expect (reader, "tokens", 1, err));
  MDM_TRY (mdm_records_number (&tokens, reader, 1, err));
  for (size_t i = 0; i < tokens; i++)
    MDM_TRY (mdm_records_expect (reader, "token", 2, err));
  MDM_TRY (read_integers (&all->row, &all->rows, rows, "row", 1, reader, err));
  for (size_t i = 0; i < rows; i++)
    if (all->row[i].count != all->length + 1)
      return mdm_records_fail (reader, "a row is a weight and the tokens",
                               err);
  return MDM_OK;
}

/* Are the factors of INTEGER, after it and their number, elements of a base of
   COUNT with exponents?  */
static int
has_factors (const mdm_words_t *integer, size_t count)
{
  for (size_t j = 2; j + 1 < integer->count; j += 2)
    {
      size_t index = strtoul (integer->word[j].text, NULL, 10);
      if (index == 0 || index > count
          || strtoul (integer->word[j + 1].text, NULL, 10) == 0)
        return 0;
    }
  return 1;
}

static mdm_status
read_base (mdm_stated_all_t *all, mdm_records_t *reader, mdm_err_t *err)
{
  size_t count;

  MDM_TRY (mdm_records_expect (reader, "base", 1, err));
  MDM_TRY (mdm_records_number (&count, reader, 1, err));
  MDM_TRY (
      read_integers (&all->base, &all->bases, count, "b", 2, reader, err));
  MDM_TRY (mdm_records_expect (reader, "integers", 1, err));
  MDM_TRY (mdm_records_number (&count, reader, 1, err));
  MDM_TRY (read_integers (&all->integer, &all->integers, count, "n", 2, reader,
                          err));
  for (size_t i = 0; i < all->integers; i++)
    if (!has_factors (&all->integer[i], all->bases))
      return mdm_records_fail (reader, "an element of the base is not there",
                               err);
  return MDM_OK;
}

static mdm_status
read_subject (mdm_stated_all_t *all, mdm_records_t *reader, mdm_err_t *err)
{
  MDM_TRY (mdm_records_expect (reader, "mdmcert-certificate", 1, err));
  if (!mdm_word_is (reader->words.word[1], "1"))
    return mdm_records_fail (reader, "certificates of version 1 are exported",
                             err);
  MDM_TRY (mdm_records_next (reader, err));
  if (mdm_word_is (reader->words.word[0], "law"))
    return read_law (all, reader, err);
  if (reader->words.count < 2)
    return mdm_records_fail (reader,
                             "`length', `sets' or `copies' is expected", err);
  MDM_TRY (mdm_records_number (&all->length, reader, 1, err));
  if (all->length == 0)
    return mdm_records_fail (reader, "the length is at least 1", err);
  all->of = mdm_word_is (reader->words.word[0], "sets") ? MDM_STATED_OF_SETS
                                                        : MDM_STATED_OF_ALL;
  if ((mdm_word_is (reader->words.word[0], "length")
       || all->of == MDM_STATED_OF_SETS)
      && reader->words.count == 2)
    return MDM_OK;
  if (!mdm_word_is (reader->words.word[0], "copies")
      || reader->words.count != all->length + 2)
    return mdm_records_fail (reader,
                             "`length', `sets' or `copies' is expected", err);
  all->of = MDM_STATED_OF_COPIES;
  return mdm_records_copy (&all->copies, reader, 2, 0, err);
}

/* Read a state: the positions that are drawn, as 0,2, and the cells.  */
static mdm_status
read_state (mdm_move_t *move, const mdm_stated_all_t *all,
            mdm_records_t *reader, mdm_err_t *err)
{
  mdm_word_t left;
  size_t n;

  MDM_TRY (mdm_records_expect (reader, "state", all->length + 2, err));
  if (reader->words.count != all->length + 3)
    return mdm_records_fail (reader, "a state has a cell for each position",
                             err);
  left = reader->words.word[2];
  move->drawn.word = flint_malloc ((left.size + 1) * sizeof left);
  for (const char *comma = left.text; comma != NULL;)
    {
      mdm_word_t position = left;
      comma = memchr (left.text, ',', left.size);
      if (comma != NULL)
        position.size = (size_t) (comma - left.text);
      MDM_TRY (mdm_records_number_of (&n, position, reader, err));
      move->drawn.word[move->drawn.count++] = position;
      if (comma != NULL)
        left.size -= position.size + 1, left.text = comma + 1;
    }
  move->cells.word = flint_malloc (all->length * sizeof left);
  while (move->cells.count < all->length)
    {
      size_t index = 3 + move->cells.count;
      mdm_word_t cell = reader->words.word[index];
      if (!mdm_word_is (cell, "_"))
        MDM_TRY (mdm_records_number (&n, reader, index, err));
      move->cells.word[move->cells.count++] = cell;
    }
  return MDM_OK;
}

/* The states of a policy, of which the record is at hand.  */
static mdm_status
read_policy (mdm_listed_t *policy, const mdm_stated_all_t *all,
             mdm_records_t *reader, mdm_err_t *err)
{
  size_t count;

  if (all->of != MDM_STATED_OF_LAW)
    return mdm_records_fail (reader, "a policy is for a law with rows", err);
  MDM_TRY (mdm_records_number (&count, reader, 3, err));
  policy->state = flint_calloc (count + 1, sizeof *policy->state);
  while (policy->states < count)
    MDM_TRY (read_state (&policy->state[policy->states++], all, reader, err));
  return MDM_OK;
}

static mdm_status
read_schedules (mdm_stated_all_t *all, mdm_records_t *reader, mdm_err_t *err)
{
  size_t count;

  MDM_TRY (mdm_records_expect (reader, "schedules", 1, err));
  MDM_TRY (mdm_records_number (&count, reader, 1, err));
  all->schedule = flint_calloc (count + 1, sizeof *all->schedule);
  while (all->schedules < count)
    {
      mdm_listed_t *schedule = &all->schedule[all->schedules++];
      MDM_TRY (mdm_records_expect (reader, "schedule", 3, err));
      schedule->kind = reader->words.word[2];
      if (mdm_word_is (schedule->kind, "policy"))
        {
          MDM_TRY (read_policy (schedule, all, reader, err));
          continue;
        }
      MDM_TRY (
          mdm_records_copy (&schedule->value, reader, 4,
                            mdm_word_is (schedule->kind, "iid")
                                || mdm_word_is (schedule->kind, "weights"),
                            err));
    }
  return MDM_OK;
}

/* Set *SETS to the word at INDEX, the groups of positions of the quantity NAME
   (mdmcert-certificate(5)): numbers with one of `,;|' between any two.  */
static mdm_status
read_sets (mdm_word_t *sets, mdm_word_t name, const mdm_records_t *reader,
           size_t index, mdm_err_t *err)
{
  size_t digits = 0, bars = 0, groups = 1;

  *sets = reader->words.word[index];
  for (size_t i = 0; i < sets->size; i++)
    {
      char c = sets->text[i];
      if (isdigit ((unsigned char) c)
              ? digits++ >= 4
              : digits == 0 || strchr (",;|", c) == NULL)
        return mdm_records_fail (reader, "sets of positions are expected",
                                 err);
      digits = isdigit ((unsigned char) c) ? digits : 0;
      bars += c == '|';
      if (bars > 0 && c == ';')
        return mdm_records_fail (reader, "a condition is one set", err);
      groups += c == ';';
    }
  if (mdm_word_is (name, "TC") ? groups < 2
                               : groups != (mdm_word_is (name, "H") ? 1 : 2))
    return mdm_records_fail (reader, "H has one group, I two, TC two or more",
                             err);
  return digits > 0 && bars <= 1
             ? MDM_OK
             : mdm_records_fail (reader, "sets of positions are expected",
                                 err);
}

/* Is WORD the name of a quantity of sets?  */
static int
is_of_sets (mdm_word_t word)
{
  return mdm_word_is (word, "H") || mdm_word_is (word, "I")
         || mdm_word_is (word, "TC");
}

/* Read a record NAME: a coefficient and a quantity.  */
static mdm_status
read_named (mdm_named_t *term, const char *name, mdm_records_t *reader,
            mdm_err_t *err)
{
  MDM_TRY (mdm_records_expect (reader, name, 2, err));
  MDM_TRY (mdm_records_rational (&term->coefficient, reader, 1, err));
  term->name = reader->words.word[2];
  if (is_of_sets (term->name) && reader->words.count == 4)
    return read_sets (&term->sets, term->name, reader, 3, err);
  term->arguments = reader->words.count - 3;
  if (term->arguments > 2)
    return mdm_records_fail (reader, "a quantity has at most two arguments",
                             err);
  if (mdm_word_is (term->name, "ekl")
      && mdm_word_is (reader->words.word[reader->words.count - 1], "any"))
    {
      term->name = reader->words.word[3];
      term->arguments = 0;
    }
  for (size_t i = 0; i < term->arguments; i++)
    MDM_TRY (mdm_records_number (&term->argument[i], reader, 3 + i, err));
  return MDM_OK;
}

/* Read COUNT records NAME, a weight and a number each.  */
static mdm_status
read_weighed (mdm_weighed_t **weighed, size_t count, const char *name,
              mdm_records_t *reader, mdm_err_t *err)
{
  *weighed = flint_calloc (count + 1, sizeof **weighed);
  for (size_t i = 0; i < count; i++)
    {
      MDM_TRY (mdm_records_expect (reader, name, 2, err));
      MDM_TRY (mdm_records_rational (&(*weighed)[i].weight, reader, 1, err));
      MDM_TRY (mdm_records_number (&(*weighed)[i].which, reader, 2, err));
    }
  return MDM_OK;
}

/* Read COUNT records NAME, a coefficient and a quantity each.  */
static mdm_status
read_sum (mdm_named_t **sum, size_t count, const char *name,
          mdm_records_t *reader, mdm_err_t *err)
{
  *sum = flint_calloc (count + 1, sizeof **sum);
  for (size_t i = 0; i < count; i++)
    MDM_TRY (read_named (&(*sum)[i], name, reader, err));
  return MDM_OK;
}

/* The evidence in entropies.  */
static mdm_status
read_elementals (mdm_stated_t *stated, mdm_records_t *reader, mdm_err_t *err)
{
  MDM_TRY (mdm_records_expect (reader, "elementals", 1, err));
  MDM_TRY (mdm_records_number (&stated->elementals, reader, 1, err));
  MDM_TRY (read_sum (&stated->elemental, stated->elementals, "elemental",
                     reader, err));
  MDM_TRY (mdm_records_expect (reader, "uses", 1, err));
  MDM_TRY (mdm_records_number (&stated->uses, reader, 1, err));
  return read_weighed (&stated->use, stated->uses, "use", reader, err);
}

static mdm_status
read_rays (mdm_words_t *ray, size_t length, mdm_records_t *reader,
           mdm_err_t *err)
{
  ray->word = flint_malloc (length * sizeof *ray->word);
  while (ray->count < length)
    {
      size_t m;
      MDM_TRY (mdm_records_expect (reader, "ray", 2, err));
      MDM_TRY (mdm_records_number (&m, reader, 1, err));
      if (m != ray->count + 1)
        return mdm_records_fail (reader, "the rays are not in order", err);
      MDM_TRY (
          mdm_records_rational (&ray->word[ray->count++], reader, 2, err));
    }
  return MDM_OK;
}

/* The evidence by the value, or by its bits: of the value only the sign says
   something that is not computed again.  */
static mdm_status
read_value (mdm_stated_t *stated, mdm_records_t *reader, mdm_err_t *err)
{
  size_t count;

  MDM_TRY (mdm_records_next (reader, err));
  if (mdm_word_is (reader->words.word[0], "bits"))
    return MDM_OK;
  if (!mdm_word_is (reader->words.word[0], "difference")
      || reader->words.count != 3)
    return mdm_records_fail (reader, "`difference' or `bits' is expected",
                             err);
  MDM_TRY (mdm_records_number (&count, reader, 2, err));
  for (size_t i = 0; i < count; i++)
    MDM_TRY (mdm_records_expect (reader, "log", 2, err));
  MDM_TRY (mdm_records_expect (reader, "sign", 1, err));
  stated->sign = mdm_word_is (reader->words.word[1], "positive")
                 - mdm_word_is (reader->words.word[1], "negative");
  return reader->words.count > 2
             ? mdm_records_number (&stated->bits, reader, 2, err)
             : MDM_OK;
}

/* How the kinds of statements are called, one by one and all together; and how
   many words their records have, but for the first.  */
static const struct
{
  const char *one, *all;
  size_t words;
} kinds[] = { [MDM_STATED_HYPOTHESIS] = { "hypothesis", "hypotheses", 3 },
              [MDM_STATED_GIVEN] = { "given", "givens", 3 },
              [MDM_STATED_CLAIM] = { "claim", "claims", 6 } };

const char *
mdm_stated_kind_str (const mdm_stated_t *stated)
{
  return kinds[stated->kind].one;
}

static mdm_status
read_evidence (mdm_stated_t *stated, const mdm_stated_all_t *all,
               mdm_records_t *reader, mdm_err_t *err)
{
  if (stated->kind == MDM_STATED_GIVEN)
    return MDM_OK;
  if (stated->kind == MDM_STATED_HYPOTHESIS || all->of == MDM_STATED_OF_COPIES
      || all->of == MDM_STATED_OF_LAW)
    return read_value (stated, reader, err);
  return all->of == MDM_STATED_OF_SETS
             ? read_elementals (stated, reader, err)
             : read_rays (&stated->ray, all->length, reader, err);
}

static mdm_status
read_statement (mdm_stated_all_t *all, int kind, mdm_records_t *reader,
                mdm_err_t *err)
{
  mdm_stated_t *stated;

  all->statement = flint_realloc (
      all->statement, (all->statements + 1) * sizeof *all->statement);
  stated = &all->statement[all->statements++];
  memset (stated, 0, sizeof *stated);
  MDM_TRY (
      mdm_records_expect (reader, kinds[kind].one, kinds[kind].words, err));
  stated->kind = kind;
  stated->comment = reader->comment;
  stated->relation = reader->words.word[2];
  MDM_TRY (mdm_records_number (&stated->id, reader, 1, err));
  MDM_TRY (mdm_records_number (&stated->terms, reader, 3, err));
  if (kind == MDM_STATED_CLAIM)
    {
      MDM_TRY (mdm_records_number (&stated->smax, reader, 4, err));
      MDM_TRY (mdm_records_number (&stated->parts, reader, 5, err));
    }
  if (stated->terms == 0)
    return mdm_records_fail (reader, "a statement has at least one term", err);
  MDM_TRY (read_sum (&stated->term, stated->terms, "term", reader, err));
  MDM_TRY (read_weighed (&stated->part, stated->parts, "part", reader, err));
  return read_evidence (stated, all, reader, err);
}

static mdm_status
read_statements (mdm_stated_all_t *all, mdm_records_t *reader, mdm_err_t *err)
{
  for (int kind = MDM_STATED_HYPOTHESIS; kind <= MDM_STATED_CLAIM; kind++)
    {
      size_t count;
      if (kind == MDM_STATED_GIVEN && all->of != MDM_STATED_OF_SETS)
        continue;
      MDM_TRY (mdm_records_expect (reader, kinds[kind].all, 1, err));
      MDM_TRY (mdm_records_number (&count, reader, 1, err));
      for (size_t j = 0; j < count; j++)
        MDM_TRY (read_statement (all, kind, reader, err));
    }
  MDM_TRY (mdm_records_next (reader, err));
  if (mdm_word_is (reader->words.word[0], "optima"))
    return mdm_err_set (err, MDM_ELIMIT, reader->lines.file,
                        reader->lines.line, 1,
                        "what holds of every policy is not exported to Coq");
  return mdm_word_is (reader->words.word[0], "end")
             ? MDM_OK
             : mdm_records_fail (reader, "`end' is expected", err);
}

mdm_status
mdm_stated_read (mdm_stated_all_t *all, const char *file, const char *text,
                 size_t length, mdm_err_t *err)
{
  mdm_records_t reader = { .alloc = 0 };
  mdm_status status;

  memset (all, 0, sizeof *all);
  mdm_lines_init (&reader.lines, file, text, length);
  status = read_subject (all, &reader, err);
  if (status == MDM_OK)
    status = read_schedules (all, &reader, err);
  if (status == MDM_OK && all->of == MDM_STATED_OF_LAW)
    status = read_base (all, &reader, err);
  if (status == MDM_OK)
    status = read_statements (all, &reader, err);
  flint_free (reader.words.word);
  return status;
}

void
mdm_stated_clear (mdm_stated_all_t *all)
{
  for (size_t i = 0; i < all->schedules; i++)
    {
      flint_free (all->schedule[i].value.word);
      for (size_t j = 0; j < all->schedule[i].states; j++)
        {
          flint_free (all->schedule[i].state[j].drawn.word);
          flint_free (all->schedule[i].state[j].cells.word);
        }
      flint_free (all->schedule[i].state);
    }
  for (size_t i = 0; i < all->rows; i++)
    flint_free (all->row[i].word);
  for (size_t i = 0; i < all->bases; i++)
    flint_free (all->base[i].word);
  for (size_t i = 0; i < all->integers; i++)
    flint_free (all->integer[i].word);
  flint_free (all->base);
  flint_free (all->row);
  flint_free (all->integer);
  for (size_t i = 0; i < all->statements; i++)
    {
      flint_free (all->statement[i].term);
      flint_free (all->statement[i].part);
      flint_free (all->statement[i].ray.word);
      flint_free (all->statement[i].elemental);
      flint_free (all->statement[i].use);
    }
  flint_free (all->schedule);
  flint_free (all->statement);
  flint_free (all->copies.word);
}
