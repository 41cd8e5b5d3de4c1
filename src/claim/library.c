#include <config.h>

#include "claim/library.h"

#include "text/lines.h"

#include <stdio.h>
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

const char *
mdm_entry_kind_str (mdm_entry_kind kind)
{
  static const char *const names[]
      = { "theorem", "variant", "wrong as printed" };

  return names[kind];
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

/* TEXT[0..LENGTH) with runs of blanks and line ends as one blank, none at
   the ends; on the heap.  */
static char *
one_line (const char *text, size_t length)
{
  char *line = flint_malloc (length + 1);
  size_t n = 0;

  for (size_t i = 0; i < length; i++)
    {
      char c = text[i];
      int blank = c == ' ' || c == '\t' || c == '\n' || c == '\r';
      if (!blank)
        line[n++] = c;
      else if (n > 0 && line[n - 1] != ' ')
        line[n++] = ' ';
    }
  while (n > 0 && line[n - 1] == ' ')
    n--;
  line[n] = '\0';
  return line;
}

static mdm_status
parse_statement (mdm_statement_t *statement, const char *text,
                 const char *where, size_t line, mdm_err_t *err)
{
  statement->text = one_line (text, strlen (text));
  return mdm_claim_parse (&statement->claim, text, where, line, err);
}

mdm_status
mdm_library_add_claim (mdm_library_t library, const char *text,
                       const char *where, mdm_err_t *err)
{
  return parse_statement (&add_entry (library)->statement, text, where, 1,
                          err);
}

/* Reading.  */

typedef struct
{
  mdm_library_struct *library;
  const char *file;
  const char *text;
  size_t length;
  size_t at;          /* offset of the next line */
  size_t line;        /* its number */
  mdm_entry_t *entry; /* the one being read, or NULL */
  size_t entry_line;  /* where it begins */
  unsigned given;     /* bit i: word field number i of the entry was given */
  mdm_err_t *err;
} reader_t;

/* A field: its name, and its value with everything before it on its first
   line replaced by blanks, so that columns are those of the file.  */
typedef struct
{
  char name[16];
  char *value;         /* on the heap, NUL-ended */
  size_t line, column; /* where the value begins */
} field_t;

static mdm_status
fail (const reader_t *reader, size_t line, size_t column, const char *what)
{
  return mdm_err_set (reader->err, MDM_EPARSE, reader->file, line, column,
                      "%s", what);
}

/* The length of the line at offset AT, without its end.  */
static size_t
line_length (const reader_t *reader, size_t at)
{
  const char *end = memchr (reader->text + at, '\n', reader->length - at);

  return end == NULL ? reader->length - at
                     : (size_t) (end - (reader->text + at));
}

/* Move to the next line.  */
static void
skip_line (reader_t *reader)
{
  reader->at += line_length (reader, reader->at) + 1;
  reader->line++;
}

static int
is_blank_line (const char *text, size_t length)
{
  for (size_t i = 0; i < length; i++)
    if (text[i] != ' ' && text[i] != '\t' && text[i] != '\r')
      return 0;
  return 1;
}

/* Does the line at AT go on with the field before it?  */
static int
is_continuation (const reader_t *reader)
{
  const char *line = reader->text + reader->at;

  return reader->at < reader->length && (*line == ' ' || *line == '\t')
         && !is_blank_line (line, line_length (reader, reader->at));
}

/* The length of the field name that the line TEXT[0..LENGTH) begins with, or
   0: letters and a colon.  */
static size_t
field_name (const char *text, size_t length)
{
  size_t n = 0;

  while (n < length
         && ((text[n] >= 'a' && text[n] <= 'z')
             || (text[n] >= 'A' && text[n] <= 'Z')))
    n++;
  return n < length && text[n] == ':' ? n : 0;
}

/* Take the line at hand and those that go on with it as a value that begins
   at column SKIP + 1.  */
static void
take_value (field_t *field, reader_t *reader, size_t skip)
{
  size_t begin = reader->at, end;

  field->line = reader->line;
  do
    {
      end = reader->at + line_length (reader, reader->at);
      skip_line (reader);
    }
  while (is_continuation (reader));
  field->value = flint_malloc (end - begin + 1);
  memcpy (field->value, reader->text + begin, end - begin);
  memset (field->value, ' ', skip);
  field->value[end - begin] = '\0';
  for (char *p = field->value; *p != '\0'; p++)
    if (*p == '\r')
      *p = ' ';
  field->column = skip + 1 + strspn (field->value + skip, " \t");
}

/* Set *TEXT, which must be unset, to the value as one line.  */
static mdm_status
set_text (char **text, const field_t *field, const reader_t *reader)
{
  if (*text != NULL)
    return fail (reader, field->line, 1, "the field is given twice");
  *text = one_line (field->value, strlen (field->value));
  return **text != '\0'
             ? MDM_OK
             : fail (reader, field->line, field->column, "a value is missing");
}

/* Set *INDEX to the place of the value in WORDS, ended by NULL.  NUMBER is
   that of the field among those of one word.  */
static mdm_status
set_word (int *index, const field_t *field, reader_t *reader, unsigned number,
          const char *const *words, const char *expected)
{
  char *text;
  int found = -1;

  if (reader->given >> number & 1)
    return fail (reader, field->line, 1, "the field is given twice");
  reader->given |= 1u << number;
  text = one_line (field->value, strlen (field->value));
  for (int i = 0; words[i] != NULL; i++)
    if (strcmp (text, words[i]) == 0)
      found = i;
  flint_free (text);
  *index = found;
  return found >= 0 ? MDM_OK
                    : fail (reader, field->line, field->column, expected);
}

static mdm_status
set_id (reader_t *reader, const field_t *field)
{
  mdm_entry_t *entry = reader->entry;
  char *id = one_line (field->value, strlen (field->value));
  size_t n = strspn (id, "abcdefghijklmnopqrstuvwxyz0123456789-");
  mdm_status status = MDM_OK;

  if (n == 0 || id[n] != '\0' || id[0] < 'a' || id[0] > 'z')
    status = fail (reader, field->line, field->column,
                   "an id is lower-case letters, digits and '-'");
  else if (entry->id != NULL)
    status = fail (reader, field->line, 1, "the field is given twice");
  else if (field->line != reader->entry_line)
    status = fail (reader, field->line, 1,
                   "Claim is the first field of an entry");
  else if (mdm_library_find (reader->library, id) != NULL)
    status = fail (reader, field->line, field->column,
                   "another claim has this id");
  if (status == MDM_OK)
    entry->id = id;
  else
    flint_free (id);
  return status;
}

static mdm_status
add_hypothesis (reader_t *reader, const field_t *field)
{
  mdm_entry_t *entry = reader->entry;
  mdm_statement_t *hypothesis;

  entry->hypothesis = flint_realloc (
      entry->hypothesis, (entry->hypotheses + 1) * sizeof *entry->hypothesis);
  hypothesis = entry->hypothesis + entry->hypotheses++;
  memset (hypothesis, 0, sizeof *hypothesis);
  return parse_statement (hypothesis, field->value, reader->file, field->line,
                          reader->err);
}

static mdm_status
set_field (reader_t *reader, const field_t *field)
{
  static const char *const certainties[] = { "V", "S", "D", NULL };
  static const char *const kinds[]
      = { "theorem", "variant", "wrong-as-printed", NULL };
  static const char *const abouts[] = { "law", "sizes", NULL };
  static const char *const scopes[] = { "this", "some", NULL };
  static const char *const units[] = { "nats", "none", NULL };
  mdm_entry_t *entry = reader->entry;
  mdm_status status;
  int word = 0;

  if (strcmp (field->name, "Claim") == 0)
    return set_id (reader, field);
  if (strcmp (field->name, "Title") == 0)
    return set_text (&entry->title, field, reader);
  if (strcmp (field->name, "Citation") == 0)
    return set_text (&entry->citation, field, reader);
  if (strcmp (field->name, "Remark") == 0)
    return set_text (&entry->remark, field, reader);
  if (strcmp (field->name, "Hypothesis") == 0)
    return add_hypothesis (reader, field);
  if (strcmp (field->name, "Statement") == 0)
    return entry->statement.text != NULL
               ? fail (reader, field->line, 1, "the field is given twice")
               : parse_statement (&entry->statement, field->value,
                                  reader->file, field->line, reader->err);
  if (strcmp (field->name, "Certainty") == 0)
    {
      status = set_word (&word, field, reader, 0, certainties,
                         "the certainty is V, S or D");
      return status == MDM_OK ? set_text (&entry->certainty, field, reader)
                              : status;
    }
  if (strcmp (field->name, "Kind") == 0)
    {
      status = set_word (&word, field, reader, 1, kinds,
                         "the kind is theorem, variant or wrong-as-printed");
      entry->kind = (mdm_entry_kind) (word < 0 ? 0 : word);
      return status;
    }
  if (strcmp (field->name, "About") == 0)
    {
      status = set_word (&word, field, reader, 2, abouts,
                         "it is about law or sizes");
      entry->needs_sizes = word;
      return status;
    }
  if (strcmp (field->name, "Scope") == 0)
    {
      status = set_word (&word, field, reader, 3, scopes,
                         "the scope is this or some");
      entry->some = word;
      return status;
    }
  if (strcmp (field->name, "Unit") == 0)
    {
      status = set_word (&word, field, reader, 4, units,
                         "the unit is nats or none");
      entry->plain = word;
      return status;
    }
  return fail (reader, field->line, 1,
               "not a field of a claim; the fields are Claim, Title, "
               "Citation, Certainty, Kind, About, Scope, Unit, "
               "Hypothesis, Statement and Remark");
}

/* Read the field that the line at hand begins with, a name of N letters.  */
static mdm_status
read_field (reader_t *reader, size_t n)
{
  field_t field;
  mdm_status status;

  snprintf (field.name, sizeof field.name, "%.*s",
            (int) (n < sizeof field.name ? n : sizeof field.name - 1),
            reader->text + reader->at);
  if (reader->entry == NULL)
    {
      reader->entry = add_entry (reader->library);
      reader->entry->needs_sizes = 1;
      reader->entry_line = reader->line;
      reader->given = 0;
    }
  take_value (&field, reader, n + 1);
  status = set_field (reader, &field);
  flint_free (field.value);
  return status;
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
      && mdm_expr_is_bound (up ? claim->rhs : claim->lhs))
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

/* Read what the line at hand begins.  */
static mdm_status
read_line (reader_t *reader)
{
  const char *line = reader->text + reader->at;
  size_t length = line_length (reader, reader->at);
  size_t n = field_name (line, length);
  field_t field;
  mdm_status status;

  if (length > 0 && *line == '#')
    {
      skip_line (reader);
      return MDM_OK;
    }
  if (is_blank_line (line, length))
    {
      skip_line (reader);
      return end_entry (reader);
    }
  if (n > 0)
    return read_field (reader, n);
  if (reader->entry != NULL)
    return fail (reader, reader->line, 1,
                 "a field is expected, or a blank line before the next "
                 "claim");
  take_value (&field, reader, 0);
  status
      = parse_statement (&add_entry (reader->library)->statement, field.value,
                         reader->file, field.line, reader->err);
  flint_free (field.value);
  return status;
}

/* Refuse the first byte that no text has: what is read is shown, on terminals
   too.  */
static mdm_status
check_bytes (const reader_t *reader)
{
  size_t line = 1, column = 1, n;

  for (size_t i = 0; i < reader->length; i += n, column += n)
    {
      const char *text = reader->text + i;
      size_t left = reader->length - i;
      unsigned char c = (unsigned char) *text;

      n = mdm_utf8_size (text, left);
      if (c == '\0')
        return fail (reader, line, column, "a NUL byte");
      if (n == 0)
        return fail (reader, line, column, "this is not UTF-8");
      if (c == '\r' && (left == 1 || text[1] != '\n'))
        return fail (reader, line, column,
                     "a carriage return without a line feed after it");
      /* U+0080 to U+009F are control characters too.  */
      if ((c < ' ' && strchr ("\t\n\r", c) == NULL) || c == 0x7f
          || (c == 0xc2 && (unsigned char) text[1] < 0xa0))
        return fail (reader, line, column, "a control character");
      if (c == '\n')
        {
          line++;
          column = 0;
        }
    }
  return MDM_OK;
}

mdm_status
mdm_library_read (mdm_library_t library, const char *file, const char *text,
                  size_t length, mdm_err_t *err)
{
  reader_t reader = { .library = library,
                      .file = file,
                      .text = text,
                      .length = length,
                      .line = 1,
                      .err = err };
  mdm_status status = check_bytes (&reader);

  while (status == MDM_OK && reader.at < length)
    status = read_line (&reader);
  return status == MDM_OK ? end_entry (&reader) : status;
}
