#include <config.h>

#include "table/journal.h"

#include "pool/write.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

char *
mdm_journal_line (const json_t *json)
{
  char *text = json_dumps (json, JSON_COMPACT);
  size_t n = strlen (text);
  char *line = malloc (n + 2);

  if (line != NULL)
    {
      memcpy (line, text, n);
      strcpy (line + n, "\n");
    }
  free (text);
  return line;
}

json_t *
mdm_journal_head (const json_t *head, size_t shard, size_t shards)
{
  json_t *res = json_copy ((json_t *) head);
  json_t *pair = json_array ();

  json_array_append_new (pair, json_integer ((json_int_t) shard));
  json_array_append_new (pair, json_integer ((json_int_t) shards));
  json_object_set_new (res, "shard", pair);
  return res;
}

/* Reading.  */

/* The shard of HEAD: R and M, if there are any that make sense.  */
static int
read_shard (size_t *shard, size_t *shards, const json_t *head)
{
  json_t *pair = json_object_get (head, "shard");
  json_int_t r = json_integer_value (json_array_get (pair, 0));
  json_int_t m = json_integer_value (json_array_get (pair, 1));

  if (r < 1 || m < 1 || r > m || m > 1000000)
    return 0;
  *shard = (size_t) r;
  *shards = (size_t) m;
  return 1;
}

/* Is JSON a string that may be shown, without control characters but LINES if
   there may be several; or with NONE null?  */
static int
is_shown (const json_t *json, int none, int lines)
{
  const char *text = json_string_value (json);

  if (text == NULL)
    return none && json_is_null (json);
  for (; *text != '\0'; text++)
    {
      unsigned char c = (unsigned char) *text;
      if ((c < 0x20 && !(lines && c == '\n')) || c == 0x7f
          || (c == 0xc2 && (unsigned char) text[1] < 0xa0))
        return 0;
    }
  return 1;
}

static int
is_text (const json_t *json, int none)
{
  return is_shown (json, none, 0);
}

/* Is JSON an object whose members TEXTS, ended by NULL, are strings?  */
static int
has_texts (const json_t *json, const char *const *texts, int null)
{
  for (size_t i = 0; texts[i] != NULL; i++)
    if (!is_text (json_object_get (json, texts[i]), null))
      return 0;
  return json_is_object (json);
}

/* Is JSON one of WORDS, ended by NULL; or with NONE null?  */
static int
is_one_of (const json_t *json, const char *const *words, int none)
{
  if (json_is_null (json))
    return none;
  for (size_t i = 0; json_is_string (json) && words[i] != NULL; i++)
    if (strcmp (json_string_value (json), words[i]) == 0)
      return 1;
  return 0;
}

/* Is JSON a whole number below END, or with NONE null?  */
static int
is_index (const json_t *json, size_t end, int none)
{
  return json_is_null (json)
             ? none
             : json_is_integer (json) && json_integer_value (json) >= 0
                   && (json_int_t) end > json_integer_value (json);
}

/* Is COLUMN one of a head with so many claims?  */
static int
is_column (const json_t *column, size_t claims)
{
  static const char *const texts[] = { "name", "heading", NULL };
  static const char *const nulls[] = { "source", "to", "remark", NULL };
  static const char *const kinds[]
      = { "text", "value", "ratio", "claim", NULL };
  static const char *const shows[]
      = { "verdict", "lhs", "rhs", "ratio", "relation", "note", NULL };
  static const char *const numbers[]
      = { "decimal", "exact", "short", "both", NULL };

  return has_texts (column, texts, 0) && has_texts (column, nulls, 1)
         && is_one_of (json_object_get (column, "kind"), kinds, 0)
         && is_one_of (json_object_get (column, "show"), shows, 1)
         && is_one_of (json_object_get (column, "numbers"), numbers, 0)
         && is_index (json_object_get (column, "digits"), 100000, 0)
         && is_index (json_object_get (column, "claim"), claims, 1);
}

/* Is KEY one of an order with so many columns?  */
static int
is_key (const json_t *key, size_t columns)
{
  const json_t *column = json_object_get (key, "column");
  const json_t *variable = json_object_get (key, "variable");

  return is_index (column, columns, 1) && is_text (variable, 1)
         && json_is_null (column) != json_is_null (variable)
         && json_is_boolean (json_object_get (key, "descending"));
}

/* Is HEAD one that can be written (sheet.h)?  It may come from anywhere.  */
static int
is_head (const json_t *head)
{
  static const char *const texts[]
      = { "schema", "version", "title", "max_cells", "max_memory", NULL };
  static const char *const nulls[] = { "caption", "label", NULL };
  static const char *const of_claims[] = { "kind", "statement", NULL };
  static const char *const claim_nulls[]
      = { "id", "citation", "certainty", "remark", NULL };
  static const char *const schemas[] = { "mdmcert-shard-1", NULL };
  static const char *const units[] = { "nats", "bits", NULL };
  static const char *const layouts[]
      = { "table", "tabular", "longtable", NULL };
  const json_t *columns = json_object_get (head, "columns");
  const json_t *claims = json_object_get (head, "claims");
  const json_t *order = json_object_get (head, "order");
  const json_t *item;
  size_t i;

  if (!has_texts (head, texts, 0) || !has_texts (head, nulls, 1)
      || !is_shown (json_object_get (head, "description"), 0, 1)
      || !is_one_of (json_object_get (head, "schema"), schemas, 0)
      || !is_one_of (json_object_get (head, "unit"), units, 0)
      || !is_one_of (json_object_get (head, "layout"), layouts, 0)
      || !is_index (json_object_get (head, "rows"), MDM_TABLE_ROWS_MAX + 1, 0)
      || json_integer_value (json_object_get (head, "rows")) < 1
      || !is_index (json_object_get (head, "digits"), 100000, 0)
      || !is_index (json_object_get (head, "exact_terms"), 1000000001, 0)
      || json_array_size (columns) < 1 || !json_is_array (claims)
      || !json_is_array (order))
    return 0;
  json_array_foreach (columns, i, item)
    if (!is_column (item, json_array_size (claims)))
      return 0;
  json_array_foreach (claims, i, item)
    if (!has_texts (item, of_claims, 0) || !has_texts (item, claim_nulls, 1))
      return 0;
  json_array_foreach (order, i, item)
    if (!is_key (item, json_array_size (columns)))
      return 0;
  return 1;
}

/* Is CELL one of COLUMN's?  */
static int
is_cell (const json_t *cell)
{
  return is_text (cell, 1)
         || (json_is_object (cell) && json_object_get (cell, "value") != NULL
             && json_is_string (json_object_get (cell, "value"))
             && is_text (json_object_get (cell, "exact"), 1)
             && is_text (json_object_get (cell, "unit"), 1));
}

/* Has COLUMN of a head numbers in its cells?  */
static int
wants_number (const json_t *column)
{
  static const char *const words[] = { "verdict", "relation", "note" };
  const char *kind = json_string_value (json_object_get (column, "kind"));
  const char *show = json_string_value (json_object_get (column, "show"));

  for (size_t i = 0; show != NULL && i < 3; i++)
    if (strcmp (show, words[i]) == 0)
      return 0;
  return strcmp (kind, "text") != 0;
}

/* Is RECORD one of a table of HEAD?  */
static int
is_record (const json_t *record, const json_t *head)
{
  static const char *const texts[] = { "label", "law", NULL };
  static const char *const of_notes[] = { "status", "message", NULL };
  static const char *const verdict_words[] = { "holds",     "equality",
                                               "refuted",   "not-applicable",
                                               "undecided", NULL };
  const json_t *columns = json_object_get (head, "columns");
  const json_t *cells = json_object_get (record, "cells");
  const json_t *verdicts = json_object_get (record, "verdicts");
  const json_t *notes = json_object_get (record, "notes");
  const json_t *keys = json_object_get (record, "keys");
  const json_t *item;
  size_t i, by_columns = 0;

  if (!has_texts (record, texts, 0)
      || !is_text (json_object_get (record, "schedule"), 1)
      || !is_text (json_object_get (record, "predictor"), 1)
      || !json_is_object (json_object_get (record, "variables"))
      || json_array_size (cells) != json_array_size (columns)
      || json_array_size (verdicts)
             != json_array_size (json_object_get (head, "claims"))
      || !json_is_array (notes) || !json_is_array (keys))
    return 0;
  json_array_foreach (json_object_get (head, "order"), i, item)
    by_columns += !json_is_null (json_object_get (item, "column"));
  if (json_array_size (keys) != by_columns)
    return 0;
  json_array_foreach (keys, i, item)
    if (!is_text (item, 1))
      return 0;
  json_array_foreach (cells, i, item)
    if (!is_cell (item)
        || (!json_is_null (item)
            && json_is_object (item)
                   != wants_number (json_array_get (columns, i))))
      return 0;
  json_array_foreach (verdicts, i, item)
    if (!is_one_of (item, verdict_words, 0))
      return 0;
  json_array_foreach (notes, i, item)
    if (!has_texts (item, of_notes, 0))
      return 0;
  return 1;
}

static mdm_status
damaged (const char *file, size_t line, const char *what, mdm_err_t *err)
{
  return mdm_err_set (err, MDM_EPARSE, file, line, 1, "%s", what);
}

/* Put the records of TEXT[0..LENGTH), whole lines after the head, the first of
   them number LINE, to RECORD.  */
static mdm_status
read_records (json_t **record, const json_t *head, const char *file,
              const char *text, size_t length, size_t line, mdm_err_t *err)
{
  json_int_t count = json_integer_value (json_object_get (head, "rows"));
  size_t shard, shards;

  (void) read_shard (&shard, &shards, head);
  for (size_t at = 0; at < length; line++)
    {
      const char *end = memchr (text + at, '\n', length - at);
      size_t n = end == NULL ? length - at : (size_t) (end - (text + at));
      json_t *json = json_loadb (text + at, n, JSON_REJECT_DUPLICATES, NULL);
      json_t *number = json_object_get (json, "row");
      json_int_t row = json_integer_value (number);
      const char *what = NULL;

      if (json == NULL || !is_record (json, head) || !json_is_integer (number)
          || row < 0 || row >= count)
        what = "this line is damaged: it is no record of a row";
      else if ((size_t) row % shards != shard - 1)
        what = "this row is not one of the shard";
      else if (record[row] != NULL)
        what = "this row is there twice";
      if (what != NULL)
        {
          json_decref (json);
          return damaged (file, line, what, err);
        }
      record[row] = json;
      at += n + 1;
    }
  return MDM_OK;
}

static mdm_status
system_error (mdm_err_t *err, const char *where)
{
  return mdm_err_set (err, MDM_EIO, where, 0, 0, "%s", strerror (errno));
}

/* Set *TEXT, on the heap, and *LENGTH to what DESCRIPTOR holds.  */
static mdm_status
read_whole (char **text, size_t *length, int descriptor, const char *file,
            mdm_err_t *err)
{
  size_t room = 65536;

  *text = flint_malloc (room);
  *length = 0;
  for (;;)
    {
      ssize_t n;
      if (*length == room)
        {
          room *= 2;
          *text = flint_realloc (*text, room);
        }
      n = read (descriptor, *text + *length, room - *length);
      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        return system_error (err, file);
      if (n == 0)
        return MDM_OK;
      *length += (size_t) n;
    }
}

/* Finished rows.  */

static mdm_status
append (mdm_journal_t *journal, const char *text, size_t length,
        mdm_err_t *err)
{
  return mdm_write_all (journal->descriptor, text, length) == 0
             ? MDM_OK
             : system_error (err, journal->file);
}

mdm_status
mdm_journal_add (mdm_journal_t *journal, const json_t *record, mdm_err_t *err)
{
  char *line = mdm_journal_line (record);
  mdm_status status;

  if (line == NULL)
    return mdm_err_set (err, MDM_EIO, NULL, 0, 0, "out of memory");
  status = append (journal, line, strlen (line), err);
  free (line);
  return status;
}

/* Take what the file had, TEXT[0..LENGTH), whose first line must be LINE.  */
static mdm_status
take (mdm_journal_t *journal, const char *text, size_t length,
      const char *line, const json_t *head, json_t **record, mdm_err_t *err)
{
  size_t n = strlen (line), whole = length;
  mdm_status status = MDM_OK;

  while (whole > 0 && text[whole - 1] != '\n')
    whole--;
  if (length < n ? memcmp (text, line, length) != 0
                 : memcmp (text, line, n) != 0)
    return mdm_err_set (err, MDM_EPARSE, journal->file, 1, 1,
                        "it is not of this table: the description, an option, "
                        "a claim or the program is another one; move it away, "
                        "or --resume with another file");
  if (length >= n)
    status = read_records (record, head, journal->file, text + n, whole - n, 2,
                           err);
  if (status == MDM_OK && whole < length
      && ftruncate (journal->descriptor, (off_t) whole) != 0)
    status = system_error (err, journal->file);
  if (status == MDM_OK && whole == 0)
    status = append (journal, line, n, err);
  return status;
}

mdm_status
mdm_journal_open (mdm_journal_t *journal, const char *file, const json_t *head,
                  json_t **record, mdm_err_t *err)
{
  struct stat about;
  mdm_status status;
  size_t length = 0;
  char *text = NULL, *line;

  journal->file = file;
  journal->descriptor
      = open (file, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
  if (journal->descriptor < 0)
    return system_error (err, file);
  if (fstat (journal->descriptor, &about) != 0)
    return system_error (err, file);
  if (!S_ISREG (about.st_mode))
    return mdm_err_set (err, MDM_EIO, file, 0, 0, "it is not a regular file");
  if (flock (journal->descriptor, LOCK_EX | LOCK_NB) != 0)
    return errno == EWOULDBLOCK ? mdm_err_set (err, MDM_EIO, file, 0, 0,
                                               "another run is writing to it")
                                : system_error (err, file);
  line = mdm_journal_line (head);
  status = line == NULL
               ? mdm_err_set (err, MDM_EIO, NULL, 0, 0, "out of memory")
               : read_whole (&text, &length, journal->descriptor, file, err);
  if (status == MDM_OK)
    status = take (journal, text, length, line, head, record, err);
  flint_free (text);
  free (line);
  return status;
}

mdm_status
mdm_journal_close (mdm_journal_t *journal, mdm_err_t *err)
{
  int descriptor = journal->descriptor;

  journal->descriptor = -1;
  if (descriptor < 0 || close (descriptor) == 0)
    return MDM_OK;
  return system_error (err, journal->file);
}

/* Shards.  */

void
mdm_shards_init (mdm_shards_t shards)
{
  memset (shards, 0, sizeof *shards);
}

void
mdm_shards_clear (mdm_shards_t shards)
{
  for (size_t i = 0; i < shards->count; i++)
    json_decref (shards->record[i]);
  flint_free (shards->record);
  for (size_t i = 0; i < shards->shards; i++)
    flint_free (shards->file[i]);
  flint_free (shards->file);
  flint_free (shards->first);
  json_decref (shards->head);
}

static char *
copy_str (const char *text)
{
  char *copy = flint_malloc (strlen (text) + 1);

  return strcpy (copy, text);
}

/* HEAD, of FILE, is that of shard SHARD of MANY: does it go with the others?
   The first one sets what is expected.  */
static mdm_status
admit (mdm_shards_t shards, const json_t *head, size_t shard, size_t many,
       const char *file, mdm_err_t *err)
{
  json_t *own = json_copy ((json_t *) head);

  json_object_del (own, "shard");
  if (shards->head == NULL)
    {
      shards->head = own;
      shards->first = copy_str (file);
      shards->count
          = (size_t) json_integer_value (json_object_get (head, "rows"));
      shards->record = flint_calloc (shards->count, sizeof *shards->record);
      shards->shards = many;
      shards->file = flint_calloc (many, sizeof *shards->file);
    }
  else
    {
      int same = json_equal (own, shards->head) && many == shards->shards;
      json_decref (own);
      if (!same)
        return mdm_err_set (err, MDM_EPARSE, file, 1, 1,
                            "it is of another table than %s", shards->first);
    }
  if (shards->file[shard - 1] != NULL)
    return mdm_err_set (err, MDM_EPARSE, file, 1, 1,
                        "shard %zu/%zu was in %s already", shard, many,
                        shards->file[shard - 1]);
  shards->file[shard - 1] = copy_str (file);
  return MDM_OK;
}

mdm_status
mdm_shards_add (mdm_shards_t shards, const char *file, const char *text,
                size_t length, mdm_err_t *err)
{
  const char *end = memchr (text, '\n', length);
  size_t n = end == NULL ? length : (size_t) (end - text) + 1;
  size_t shard = 0, many = 0, missing = 0;
  json_t *head = json_loadb (text, n, JSON_REJECT_DUPLICATES, NULL);
  mdm_status status = MDM_OK;

  if (head == NULL || !is_head (head) || !read_shard (&shard, &many, head))
    status = damaged (file, 1,
                      "it is not a shard of a table, as mdmcert table"
                      " --shard=R/M writes them",
                      err);
  else if (strcmp (json_string_value (json_object_get (head, "version")),
                   PACKAGE_VERSION)
           != 0)
    status = damaged (file, 1, "it was written by another version", err);
  if (status == MDM_OK)
    status = admit (shards, head, shard, many, file, err);
  if (status == MDM_OK && length > 0 && text[length - 1] != '\n')
    status = mdm_err_set (err, MDM_EPARSE, file, 0, 0,
                          "it is not complete: its last line has no end");
  if (status == MDM_OK)
    status = read_records (shards->record, head, file, text + n, length - n, 2,
                           err);
  for (size_t i = shard - 1; status == MDM_OK && i < shards->count; i += many)
    missing += shards->record[i] == NULL;
  if (status == MDM_OK && missing > 0)
    status = mdm_err_set (err, MDM_EPARSE, file, 0, 0,
                          "it is not complete: %zu row%s missing", missing,
                          missing == 1 ? " is" : "s are");
  json_decref (head);
  return status;
}

mdm_status
mdm_shards_complete (const mdm_shards_t shards, mdm_err_t *err)
{
  size_t missing = 0, first = 0;

  for (size_t i = shards->shards; i-- > 0;)
    if (shards->file[i] == NULL)
      {
        missing++;
        first = i + 1;
      }
  if (missing == 0)
    return MDM_OK;
  if (missing == 1)
    return mdm_err_set (err, MDM_EPARSE, NULL, 0, 0,
                        "shard %zu/%zu is missing", first, shards->shards);
  return mdm_err_set (err, MDM_EPARSE, NULL, 0, 0,
                      "%zu shards of %zu are missing, %zu/%zu among them",
                      missing, shards->shards, first, shards->shards);
}
