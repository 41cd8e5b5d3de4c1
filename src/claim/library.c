#include <config.h>

#include "claim/library.h"

#include "exact/scoped.h"
#include "text/nearest.h"
#include "text/stanza.h"
#include "text/string.h"

#include <stddef.h>
#include <string.h>

void
mdm_library_init (mdm_library_t library)
{
  library->count = 0;
  library->entry = NULL;
}

static void
statement_clear (mdm_statement_t *statement)
{
  flint_free (statement->text);
  mdm_claim_clear (&statement->claim);
}

void
mdm_library_clear (mdm_library_t library)
{
  for (size_t i = 0; i < library->count; i++)
    {
      mdm_entry_t *entry = library->entry + i;
      flint_free (entry->id);
      flint_free (entry->title);
      flint_free (entry->citation);
      flint_free (entry->certainty);
      flint_free (entry->remark);
      flint_free (entry->proved);
      for (size_t h = 0; h < entry->hypotheses; h++)
        statement_clear (entry->hypothesis + h);
      flint_free (entry->hypothesis);
      statement_clear (&entry->statement);
    }
  flint_free (library->entry);
}

const mdm_entry_t *
mdm_library_find (const mdm_library_t library, const char *id)
{
  for (size_t i = 0; i < library->count; i++)
    if (library->entry[i].id != NULL && strcmp (library->entry[i].id, id) == 0)
      return library->entry + i;
  return NULL;
}

const char *const mdm_entry_kind_words[]
    = { "theorem", "variant", "wrong as printed", "inequality", NULL };

const char *
mdm_entry_kind_str (int kind)
{
  return mdm_entry_kind_words[kind];
}

/* A new entry, all of it empty; lent until the next one.  */
static mdm_entry_t *
add_entry (mdm_library_t library)
{
  mdm_entry_t *entry;

  library->entry = flint_realloc (
      library->entry, (library->count + 1) * sizeof *library->entry);
  entry = library->entry + library->count++;
  memset (entry, 0, sizeof *entry);
  return entry;
}

static mdm_status
parse_statement (mdm_statement_t *statement, const char *text,
                 const char *unknown, const char *where, size_t line,
                 mdm_err_t *err)
{
  statement->text = mdm_one_line_str (text);
  return mdm_claim_parse_with (&statement->claim, text, unknown, where, line,
                               err);
}

mdm_status
mdm_library_add_claim_with (mdm_library_t library, const char *text,
                            const char *unknown, const char *where,
                            mdm_err_t *err)
{
  return parse_statement (&add_entry (library)->statement, text, unknown,
                          where, 1, err);
}

mdm_status
mdm_library_add_claim (mdm_library_t library, const char *text,
                       const char *where, mdm_err_t *err)
{
  return mdm_library_add_claim_with (library, text, NULL, where, err);
}

/* Reading.  */

/* The fields: of text, where it goes in an entry; of one of some words, where
   the number of the word goes, and what is said of any other word; and three
   of their own.  */
static const struct
{
  const char *name;
  size_t offset;
  const char *word[5]; /* then NULL */
  const char *expected;
} fields[] = {
  { .name = "Claim" },
  { .name = "Hypothesis" },
  { .name = "Statement" },
  { "Title", offsetof (mdm_entry_t, title), { NULL }, NULL },
  { "Citation", offsetof (mdm_entry_t, citation), { NULL }, NULL },
  { "Remark", offsetof (mdm_entry_t, remark), { NULL }, NULL },
  { "Proved", offsetof (mdm_entry_t, proved), { NULL }, NULL },
  { "Certainty",
    offsetof (mdm_entry_t, certainty),
    { "V", "S", "D" },
    "the certainty is V, S or D" },
  { "Kind",
    offsetof (mdm_entry_t, kind),
    { "theorem", "variant", "wrong-as-printed", "inequality" },
    "the kind is theorem, variant, wrong-as-printed or inequality" },
  { "About",
    offsetof (mdm_entry_t, about),
    { "law", "sizes", "policy" },
    "it is about law, sizes or policy" },
  { "Scope",
    offsetof (mdm_entry_t, some),
    { "this", "some" },
    "the scope is this or some" },
  { "Unit",
    offsetof (mdm_entry_t, plain),
    { "nats", "none" },
    "the unit is nats or none" },
};

enum
{
  CLAIM,
  HYPOTHESIS,
  STATEMENT,
  CERTAINTY = 7,
  FIELDS = sizeof fields / sizeof fields[0]
};

/* The value of field NUMBER of ENTRY, not one of the first three, or NULL.  */
static const char *
value_of (const mdm_entry_t *entry, size_t number)
{
  const void *member = (const char *) entry + fields[number].offset;

  return fields[number].expected == NULL || number == CERTAINTY
             ? *(const char *const *) member
             : fields[number].word[*(const int *) member];
}

char *
mdm_entry_str (const mdm_entry_t *entry)
{
  char *text = NULL;
  size_t size = 0;
  FILE *stream = mdm_str_open (&text, &size);

  if (entry->id != NULL)
    fprintf (stream, "%s: %s\n", fields[CLAIM].name, entry->id);
  for (size_t i = STATEMENT + 1; i < FIELDS; i++)
    if (value_of (entry, i) != NULL)
      fprintf (stream, "%s: %s\n", fields[i].name, value_of (entry, i));
  for (size_t h = 0; h < entry->hypotheses; h++)
    fprintf (stream, "%s: %s\n", fields[HYPOTHESIS].name,
             entry->hypothesis[h].text);
  fprintf (stream, "%s: %s\n", fields[STATEMENT].name,
           entry->statement.text);
  mdm_str_close (stream);
  return text;
}

typedef struct
{
  mdm_library_struct *library;
  const char *file;
  mdm_entry_t *entry; /* the one being read, or NULL */
  size_t stanza;      /* its number */
  size_t entry_line;  /* where it begins */
  unsigned given;     /* bit i: field number i of the entry was given */
  mdm_err_t *err;
} reader_t;

static mdm_status
fail (const reader_t *reader, size_t line, size_t column, const char *what)
{
  return mdm_err_set (reader->err, MDM_EPARSE, reader->file, line, column,
                      "%s", what);
}

/* Set *TEXT to the value.  */
static mdm_status
set_text (char **text, mdm_field_t *field, const reader_t *reader)
{
  if (field->text[0] == '\0')
    return fail (reader, field->line, field->column, "a value is missing");
  *text = field->text;
  field->text = NULL;
  return MDM_OK;
}

/* Set *WORD to the place of the value in the words of field NUMBER.  */
static mdm_status
set_word (int *word, const mdm_field_t *field, size_t number,
          const reader_t *reader)
{
  const char *const *words = fields[number].word;

  for (int i = 0; words[i] != NULL; i++)
    if (strcmp (field->text, words[i]) == 0)
      {
        *word = i;
        return MDM_OK;
      }
  return fail (reader, field->line, field->column, fields[number].expected);
}

static mdm_status
set_id (reader_t *reader, mdm_field_t *field)
{
  const char *id = field->text;
  size_t n = strspn (id, "abcdefghijklmnopqrstuvwxyz0123456789-");

  if (n == 0 || id[n] != '\0' || id[0] < 'a' || id[0] > 'z')
    return fail (reader, field->line, field->column,
                 "an id is lower-case letters, digits and '-'");
  if (reader->entry->id != NULL)
    return fail (reader, field->line, 1, "the field is given twice");
  if (field->line != reader->entry_line)
    return fail (reader, field->line, 1,
                 "Claim is the first field of an entry");
  if (mdm_library_find (reader->library, id) != NULL)
    return fail (reader, field->line, field->column,
                 "another claim has this id");
  return set_text (&reader->entry->id, field, reader);
}

static mdm_status
add_hypothesis (reader_t *reader, const mdm_field_t *field)
{
  mdm_entry_t *entry = reader->entry;
  mdm_statement_t *hypothesis;

  entry->hypothesis = flint_realloc (
      entry->hypothesis, (entry->hypotheses + 1) * sizeof *entry->hypothesis);
  hypothesis = entry->hypothesis + entry->hypotheses++;
  memset (hypothesis, 0, sizeof *hypothesis);
  return parse_statement (hypothesis, field->padded, NULL, reader->file,
                          field->line, reader->err);
}

/* Set field NUMBER of the entry.  */
static mdm_status
set_field (reader_t *reader, mdm_field_t *field, size_t number)
{
  mdm_entry_t *entry = reader->entry;
  void *member = (char *) entry + fields[number].offset;
  int word;

  if (number == CLAIM)
    return set_id (reader, field);
  if (number == HYPOTHESIS)
    return add_hypothesis (reader, field);
  if (number == STATEMENT)
    return parse_statement (&entry->statement, field->padded, NULL,
                            reader->file, field->line, reader->err);
  if (fields[number].expected != NULL)
    MDM_TRY (set_word (number == CERTAINTY ? &word : member, field, number,
                       reader));
  return fields[number].expected == NULL || number == CERTAINTY
             ? set_text (member, field, reader)
             : MDM_OK;
}

/* Read FIELD into the entry at hand, a new one if there is none.  */
static mdm_status
read_field (reader_t *reader, mdm_field_t *field)
{
  size_t number = 0;

  if (reader->entry == NULL)
    {
      reader->entry = add_entry (reader->library);
      reader->entry->about = MDM_ABOUT_SIZES;
      reader->stanza = field->stanza;
      reader->entry_line = field->line;
      reader->given = 0;
    }
  while (number < FIELDS && strcmp (field->name, fields[number].name) != 0)
    number++;
  if (number == FIELDS)
    {
      mdm_nearest_t nearest
          = mdm_nearest_to (field->name, strlen (field->name));
      MDM_OWNED char *meant = NULL;
      MDM_OWNED char *what = NULL;
      for (size_t i = 0; i < FIELDS; i++)
        mdm_nearest_try (&nearest, fields[i].name);
      meant = mdm_nearest_str (
          &nearest,
          "; the fields are Claim, Title, Citation, Certainty, Kind, "
          "About, Scope, Unit, Hypothesis, Statement, Remark and Proved");
      what = mdm_str ("not a field of a claim%s", meant);
      return fail (reader, field->line, 1, what);
    }
  if (number != CLAIM && number != HYPOTHESIS && reader->given >> number & 1)
    return fail (reader, field->line, 1, "the field is given twice");
  reader->given |= 1u << number;
  return set_field (reader, field, number);
}

/* A claim about some schedule is judged by the greatest ekl, which is right
   for a lower bound of ekl and for nothing else.  */
static mdm_status
check_some (const reader_t *reader, const mdm_claim_t *claim)
{
  int up = claim->relation == MDM_REL_GE || claim->relation == MDM_REL_GT;
  int down = claim->relation == MDM_REL_LE || claim->relation == MDM_REL_LT;
  const mdm_expr_t *greater = up ? claim->lhs : claim->rhs;
  const mdm_node_t *root = mdm_expr_root (greater);
  mdm_place_t place = mdm_expr_root (claim->lhs)->start;

  if ((up || down) && root->kind == MDM_NODE_QUANTITY
      && root->quantity == MDM_Q_EKL
      && mdm_node_is_bound (mdm_expr_root (up ? claim->rhs : claim->lhs)))
    return MDM_OK;
  return fail (reader, place.line, place.column,
               "of some schedule `ekl >= ..' is claimed, with a bound by the "
               "law and smax");
}

/* An entry is complete: is anything missing?  */
static mdm_status
end_entry (reader_t *reader)
{
  const mdm_entry_t *entry = reader->entry;

  reader->entry = NULL;
  if (entry != NULL && entry->statement.text == NULL)
    return fail (reader, reader->entry_line, 1, "the entry has no Statement");
  if (entry != NULL && entry->some)
    return check_some (reader, &entry->statement.claim);
  return MDM_OK;
}

/* Read FIELD, or a line that is none: a claim by itself.  */
static mdm_status
read_item (reader_t *reader, mdm_field_t *field)
{
  if (reader->entry != NULL && field->stanza != reader->stanza)
    MDM_TRY (end_entry (reader));
  if (field->name != NULL)
    return read_field (reader, field);
  if (reader->entry != NULL)
    return fail (reader, field->line, 1,
                 "a field is expected, or a blank line before the next "
                 "claim");
  return parse_statement (&add_entry (reader->library)->statement,
                          field->padded, NULL, reader->file, field->line,
                          reader->err);
}

mdm_status
mdm_library_read (mdm_library_t library, const char *file, const char *text,
                  size_t length, mdm_err_t *err)
{
  reader_t reader = { .library = library, .file = file, .err = err };
  mdm_stanza_reader_t stanzas;
  mdm_field_t field;
  mdm_status status = mdm_stanza_begin (&stanzas, file, text, length, 0, err);

  while (status == MDM_OK && mdm_stanza_next (&field, &stanzas))
    {
      status = read_item (&reader, &field);
      mdm_field_clear (&field);
    }
  return status == MDM_OK ? end_entry (&reader) : status;
}
