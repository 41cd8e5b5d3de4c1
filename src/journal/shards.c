#include <config.h>

#include "journal/shards.h"

#include "exact/scoped.h"
#include "journal/line.h"

#include <string.h>

void
mdm_shards_clear (mdm_shards_t *shards)
{
  flint_free (shards->file);
  flint_free (shards->line);
}

mdm_status
mdm_shards_check (const char *version, const char *file, const char *text,
                  size_t length, size_t head, mdm_err_t *err)
{
  const char *what
      = head > length || text[head - 1] != '\n'
                || !mdm_line_is_intact (text, head - 1)
            ? "this line is damaged: its checksum is not that of its bytes"
        : strcmp (version, PACKAGE_VERSION) != 0
            ? "it was written by another version"
            : NULL;

  return what == NULL ? MDM_OK
                      : mdm_err_set (err, MDM_EPARSE, file, 1, 1, "%s", what);
}

mdm_status
mdm_shards_admit (mdm_shards_t *shards, const mdm_records_kind_t *kind,
                  char *line, size_t number, size_t many, const char *file,
                  mdm_err_t *err)
{
  MDM_OWNED char *owned = line;

  if (shards->line == NULL)
    {
      shards->line = line;
      owned = NULL;
      shards->many = many;
      shards->first = number - 1;
      shards->file = flint_calloc (many, sizeof *shards->file);
    }
  else if (strcmp (line, shards->line) != 0)
    return mdm_err_set (err, MDM_EPARSE, file, 1, 1,
                        "it is of another %s than %s", kind->noun,
                        shards->file[shards->first]);
  if (shards->file[number - 1] != NULL)
    return mdm_err_set (err, MDM_EPARSE, file, 1, 1,
                        "shard %zu/%zu was in %s already", number,
                        shards->many, shards->file[number - 1]);
  shards->file[number - 1] = file;
  return MDM_OK;
}

mdm_status
mdm_shards_read (const mdm_records_kind_t *kind, void *data, size_t number,
                 const char *file, const char *text, size_t length,
                 size_t head, mdm_err_t *err)
{
  if (text[length - 1] != '\n')
    return mdm_err_set (err, MDM_EPARSE, file, 0, 0,
                        "it is not complete: its last line has no end");
  return mdm_records_read (kind, data, number, file, text + head,
                           length - head, err);
}

mdm_status
mdm_shards_lack (const mdm_records_kind_t *kind, size_t missing,
                 const char *file, mdm_err_t *err)
{
  return missing == 0
             ? MDM_OK
             : mdm_err_set (err, MDM_EPARSE, file, 0, 0,
                            "it is not complete: %zu %s%s missing", missing,
                            kind->record, missing == 1 ? " is" : "s are");
}

mdm_status
mdm_shards_complete (const mdm_shards_t *shards, mdm_err_t *err)
{
  size_t missing = 0, first = 0;

  for (size_t i = shards->many; i-- > 0;)
    if (shards->file[i] == NULL)
      {
        missing++;
        first = i + 1;
      }
  if (missing == 0)
    return MDM_OK;
  if (missing == 1)
    return mdm_err_set (err, MDM_EPARSE, NULL, 0, 0,
                        "shard %zu/%zu is missing", first, shards->many);
  return mdm_err_set (err, MDM_EPARSE, NULL, 0, 0,
                      "%zu shards of %zu are missing, %zu/%zu among them",
                      missing, shards->many, first, shards->many);
}
