#include <config.h>

#include "table/journal.h"

#include "exact/scoped.h"
#include "pool/write.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

/* Fail with WHAT at LINE of FILE.  */
static mdm_status
fail (const char *file, size_t line, const char *what, mdm_err_t *err)
{
  return mdm_err_set (err, MDM_EPARSE, file, line, 1, "%s", what);
}

/* TEXT[0..LENGTH), the first line of FILE, is not as it must be: fail for its
   schema, if it is one of earlier versions, or else with WHAT.  */
static mdm_status
fail_first (const char *file, const char *text, size_t length,
            const char *what, mdm_err_t *err)
{
  static const char begin[] = "{\"schema\":\"", old[] = "mdmcert-shard-";
  size_t at = sizeof begin - 1, end = at + sizeof old - 1;

  return length <= end || memcmp (text, begin, at) != 0
                 || memcmp (text + at, old, end - at) != 0
                 || text[end] < '1' || text[end] >= MDM_SHARD_SCHEMA[end - at]
             ? fail (file, 1, what, err)
             : mdm_err_set (err, MDM_EPARSE, file, 1, 1,
                            "it was written by an older version: schema "
                            "%s%c, " MDM_SHARD_SCHEMA " is expected",
                            old, text[end]);
}

/* What is wrong with RECORD, read from a line TEXT[0..LENGTH) of shard SHARD
   of HEAD's, or NULL.  */
static const char *
fault_of (const mdm_record_t *record, const char *text, size_t length,
          const mdm_head_t *head, size_t shard)
{
  return !mdm_line_is_intact (text, length)
             ? "this line is damaged: its checksum is not that of its bytes"
         : record == NULL ? "this line is damaged: it is no record of a row"
         : record->row % head->shards != shard - 1
             ? "this row is not one of the shard"
         : mdm_record_contradicts (record, head)
             ? "this line is damaged: it contradicts itself"
             : NULL;
}

/* Put the records of TEXT[0..LENGTH), the lines after the head of shard SHARD
   of HEAD's, to RECORD.  They are of the rows of PLAN, which may be NULL.  */
static mdm_status
read_records (mdm_record_t **record, const mdm_head_t *head, size_t shard,
              const mdm_plan_struct *plan, const char *file, const char *text,
              size_t length, mdm_err_t *err)
{
  for (size_t at = 0, line = 2; at < length; line++)
    {
      const char *end = memchr (text + at, '\n', length - at);
      size_t n = end == NULL ? length - at : (size_t) (end - (text + at));
      mdm_record_t *new = mdm_record_read (text + at, n, head);
      const char *what = fault_of (new, text + at, n, head, shard);

      if (what == NULL && record[new->row] != NULL)
        what = "this row is there twice";
      if (what == NULL && plan != NULL
          && mdm_record_differs (new, plan->row + new->row))
        what = "this row is another one in the description";
      if (what != NULL)
        {
          mdm_record_free (new);
          return fail (file, line, what, err);
        }
      record[new->row] = new;
      at += n + 1;
    }
  return MDM_OK;
}

static mdm_status
system_error (mdm_err_t *err, const char *where)
{
  return mdm_err_set (err, MDM_EIO, where, 0, 0, "%s", strerror (errno));
}

/* Set TEXT[0..*LENGTH) to what DESCRIPTOR holds, at most that much.  */
static mdm_status
read_whole (char *text, size_t *length, int descriptor, const char *file,
            mdm_err_t *err)
{
  size_t size = *length;

  for (*length = 0; *length < size;)
    {
      ssize_t n = read (descriptor, text + *length, size - *length);
      if (n < 0 && errno != EINTR)
        return system_error (err, file);
      if (n == 0)
        break;
      *length += n > 0 ? (size_t) n : 0;
    }
  return MDM_OK;
}

/* Finished rows.  */

mdm_status
mdm_journal_add (const mdm_journal_t *journal, const char *line, size_t length,
                 mdm_err_t *err)
{
  return mdm_write_all (journal->descriptor, line, length) == 0
             ? MDM_OK
             : system_error (err, journal->file);
}

/* Take what the file had, TEXT[0..LENGTH), whose first line must be that of
   HEAD.  */
static mdm_status
take (mdm_journal_t *journal, const char *text, size_t length,
      const mdm_head_t *head, const mdm_plan_struct *plan,
      mdm_record_t **record, mdm_err_t *err)
{
  MDM_OWNED char *line = mdm_line_write (mdm_head_json (head));
  size_t n = strlen (line), whole = length;

  while (whole > 0 && text[whole - 1] != '\n')
    whole--;
  if (memcmp (text, line, length < n ? length : n) != 0)
    return fail_first (journal->file, text, length,
                       "it is not of this table: the description, an option, "
                       "a claim or the program is another one; move it away, "
                       "or --resume with another file",
                       err);
  if (length >= n)
    MDM_TRY (read_records (record, head, head->shard, plan, journal->file,
                           text + n, whole - n, err));
  if (whole < length && ftruncate (journal->descriptor, (off_t) whole) != 0)
    return system_error (err, journal->file);
  return whole == 0 ? mdm_journal_add (journal, line, n, err) : MDM_OK;
}

mdm_status
mdm_journal_open (mdm_journal_t *journal, const char *file,
                  const mdm_head_t *head, const mdm_plan_struct *plan,
                  mdm_record_t **record, mdm_err_t *err)
{
  MDM_OWNED char *text = NULL;
  struct stat about;
  size_t length;

  journal->file = file;
  journal->descriptor
      = open (file, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
  if (journal->descriptor < 0)
    return system_error (err, file);
  if (flock (journal->descriptor, LOCK_EX | LOCK_NB) != 0)
    return errno == EWOULDBLOCK ? mdm_err_set (err, MDM_EIO, file, 0, 0,
                                               "another run is writing to it")
                                : system_error (err, file);
  if (fstat (journal->descriptor, &about) != 0)
    return system_error (err, file);
  if (!S_ISREG (about.st_mode))
    return mdm_err_set (err, MDM_EIO, file, 0, 0, "it is not a regular file");
  length = (size_t) about.st_size;
  text = flint_malloc (length + 1);
  MDM_TRY (read_whole (text, &length, journal->descriptor, file, err));
  return take (journal, text, length, head, plan, record, err);
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
  for (size_t i = 0; i < shards->head.rows; i++)
    mdm_record_free (shards->record[i]);
  flint_free (shards->record);
  flint_free (shards->file);
  flint_free (shards->line);
  mdm_head_clear (&shards->head);
}

/* HEAD, of FILE, is that of the shard NUMBER: does it go with the others?  The
   first one, which is taken over, sets what is expected.  */
static mdm_status
admit (mdm_shards_t shards, mdm_head_t *head, size_t number, const char *file,
       mdm_err_t *err)
{
  MDM_OWNED char *line = NULL;

  head->shard = 1;
  line = mdm_line_write (mdm_head_json (head));
  if (shards->line == NULL)
    {
      shards->head = *head;
      memset (head, 0, sizeof *head);
      shards->line = line;
      line = NULL;
      shards->record
          = flint_calloc (shards->head.rows, sizeof *shards->record);
      shards->first = number - 1;
      shards->file = flint_calloc (shards->head.shards, sizeof *shards->file);
    }
  else if (strcmp (line, shards->line) != 0)
    return mdm_err_set (err, MDM_EPARSE, file, 1, 1,
                        "it is of another table than %s",
                        shards->file[shards->first]);
  if (shards->file[number - 1] != NULL)
    return mdm_err_set (err, MDM_EPARSE, file, 1, 1,
                        "shard %zu/%zu was in %s already", number,
                        shards->head.shards, shards->file[number - 1]);
  shards->file[number - 1] = file;
  return MDM_OK;
}

mdm_status
mdm_shards_add (mdm_shards_t shards, const char *file, const char *text,
                size_t length, mdm_err_t *err)
{
  MDM_SCOPED (head, mdm_head_t, mdm_head_init, mdm_head_clear);
  const char *end = memchr (text, '\n', length);
  size_t n = end == NULL ? length : (size_t) (end - text) + 1;
  size_t number, many, missing = 0;

  if (!mdm_head_read (head, text, n))
    return fail_first (file, text, length,
                       "it is not a shard of a table, as mdmcert table"
                       " --shard=R/M writes them",
                       err);
  if (end == NULL || !mdm_line_is_intact (text, n - 1))
    return fail (file, 1,
                 "this line is damaged: its checksum is not that of its bytes",
                 err);
  if (strcmp (head->version, PACKAGE_VERSION) != 0)
    return fail (file, 1, "it was written by another version", err);
  number = head->shard;
  many = head->shards;
  MDM_TRY (admit (shards, head, number, file, err));
  if (text[length - 1] != '\n')
    return mdm_err_set (err, MDM_EPARSE, file, 0, 0,
                        "it is not complete: its last line has no end");
  MDM_TRY (read_records (shards->record, &shards->head, number, NULL, file,
                         text + n, length - n, err));
  for (size_t i = number - 1; i < shards->head.rows; i += many)
    missing += shards->record[i] == NULL;
  if (missing == 0)
    return MDM_OK;
  return mdm_err_set (err, MDM_EPARSE, file, 0, 0,
                      "it is not complete: %zu row%s missing", missing,
                      missing == 1 ? " is" : "s are");
}

mdm_status
mdm_shards_complete (const mdm_shards_t shards, mdm_err_t *err)
{
  size_t missing = 0, first = 0;

  for (size_t i = shards->head.shards; i-- > 0;)
    if (shards->file[i] == NULL)
      {
        missing++;
        first = i + 1;
      }
  if (missing == 0)
    return MDM_OK;
  if (missing == 1)
    return mdm_err_set (err, MDM_EPARSE, NULL, 0, 0,
                        "shard %zu/%zu is missing", first,
                        shards->head.shards);
  return mdm_err_set (err, MDM_EPARSE, NULL, 0, 0,
                      "%zu shards of %zu are missing, %zu/%zu among them",
                      missing, shards->head.shards, first,
                      shards->head.shards);
}
