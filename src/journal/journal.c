#include <config.h>

#include "journal/journal.h"

#include "exact/scoped.h"
#include "journal/line.h"
#include "pool/write.h"
#include "text/string.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

mdm_status
mdm_records_refuse (const mdm_records_kind_t *kind, const char *file,
                    const char *text, size_t length, const char *what,
                    mdm_err_t *err)
{
  MDM_OWNED char *old
      = mdm_str ("{\"schema\":\"%s\"", kind->older == NULL ? "" : kind->older);
  size_t n = strlen (old);
  char number;

  /* It ends in the number of a version, of which there are earlier ones.  */
  if (kind->older == NULL || length < n || memcmp (text, old, n - 2) != 0
      || text[n - 2] < '1' || text[n - 2] > old[n - 2] || text[n - 1] != '"')
    return mdm_err_set (err, MDM_EPARSE, file, 1, 1, "%s", what);
  number = text[n - 2];
  return mdm_err_set (err, MDM_EPARSE, file, 1, 1,
                      "it was written by an older version: schema %.*s%c, %s "
                      "is expected",
                      (int) strlen (kind->older) - 1, kind->older, number,
                      kind->schema);
}

mdm_status
mdm_records_read (const mdm_records_kind_t *kind, void *data, size_t shard,
                  const char *file, const char *text, size_t length,
                  mdm_err_t *err)
{
  for (size_t at = 0, line = 2; at < length; line++)
    {
      const char *end = memchr (text + at, '\n', length - at);
      size_t n = end == NULL ? length - at : (size_t) (end - (text + at));
      const char *what = mdm_line_is_intact (text + at, n)
                             ? kind->take (data, shard, text + at, n)
                             : "this line is damaged: its checksum is not "
                               "that of its bytes";

      if (what != NULL)
        return mdm_err_set (err, MDM_EPARSE, file, line, 1, "%s", what);
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

mdm_status
mdm_journal_add (const mdm_journal_t *journal, const char *line, size_t length,
                 mdm_err_t *err)
{
  return mdm_write_all (journal->descriptor, line, length) == 0
             ? MDM_OK
             : system_error (err, journal->file);
}

/* Take what the file had, TEXT[0..LENGTH), whose first line must be HEAD.  */
static mdm_status
take (mdm_journal_t *journal, const mdm_records_kind_t *kind, void *data,
      const char *head, size_t shard, const char *text, size_t length,
      mdm_err_t *err)
{
  size_t n = strlen (head), whole = length;
  MDM_OWNED char *other = mdm_str (
      "it is not of this %s: %s or the program is another one; move it away, "
      "or --resume with another file",
      kind->noun, kind->inputs);

  while (whole > 0 && text[whole - 1] != '\n')
    whole--;
  if (memcmp (text, head, length < n ? length : n) != 0)
    return mdm_records_refuse (kind, journal->file, text, length, other, err);
  if (length >= n)
    MDM_TRY (mdm_records_read (kind, data, shard, journal->file, text + n,
                               whole - n, err));
  if (whole < length && ftruncate (journal->descriptor, (off_t) whole) != 0)
    return system_error (err, journal->file);
  return whole == 0 ? mdm_journal_add (journal, head, n, err) : MDM_OK;
}

mdm_status
mdm_journal_open (mdm_journal_t *journal, const char *file,
                  const mdm_records_kind_t *kind, void *data, const char *head,
                  size_t shard, mdm_err_t *err)
{
  MDM_OWNED char *text = NULL;
  struct stat about;
  size_t length;

  if (file[0] == '\0')
    return mdm_err_set (err, MDM_EIO, "--resume=", 0, 0,
                        "the name of a file is expected");
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
  return take (journal, kind, data, head, shard, text, length, err);
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
