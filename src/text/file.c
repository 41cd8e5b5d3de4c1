#include <config.h>

#include "text/file.h"

#include "exact/scoped.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

/* Read what STREAM holds; up to a NUL unless it is BINARY.  */
static mdm_status
read_stream (char **text, size_t *length, FILE *stream, const char *file,
             int binary, const mdm_limit_t *limit, mdm_err_t *err)
{
  size_t room = 65536, size = 0, got;
  MDM_OWNED char *block = flint_malloc (room);
  int nul = 0;

  /* No text has a NUL: the line that it is in is the last that is looked at,
     and what is endless, as /dev/zero, ends here.  */
  while (!nul && (got = fread (block + size, 1, room - 1 - size, stream)) > 0)
    {
      nul = !binary && memchr (block + size, '\0', got) != NULL;
      size += got;
      if (size > limit->max_memory)
        return mdm_err_set (
            err, MDM_ELIMIT, file, 0, 0, "more than %" PRIu64 " bytes%s%s",
            limit->max_memory,
            limit->raise_memory == NULL ? "" : "; raise the limit with ",
            limit->raise_memory == NULL ? "" : limit->raise_memory);
      if (size < room - 1)
        continue;
      /* One byte more than the limit shows that it is exceeded.  */
      room = room > limit->max_memory / 2 ? limit->max_memory + 2 : 2 * room;
      block = flint_realloc (block, room);
    }
  if (ferror (stream))
    return mdm_err_set (err, MDM_EIO, file, 0, 0, "cannot read: %s",
                        strerror (errno));
  block[size] = '\0';
  *text = block;
  *length = size;
  block = NULL;
  return MDM_OK;
}

/* Was it read, or given to another process?  */
static int stdin_used;

void
mdm_file_forgo_stdin (void)
{
  stdin_used = 1;
}

/* What must not be read, and the option that writes to it.  */
static struct
{
  dev_t device;
  ino_t inode;
  const char *option;
} forbidden[2];

void
mdm_file_forbid (dev_t device, ino_t inode, const char *option)
{
  int i = forbidden[0].option != NULL;

  forbidden[i].device = device;
  forbidden[i].inode = inode;
  forbidden[i].option = option;
}

/* Is STREAM, which reads FILE, none of them?  */
static mdm_status
check_forbidden (FILE *stream, const char *file, mdm_err_t *err)
{
  struct stat about;

  if (fstat (fileno (stream), &about) != 0)
    return MDM_OK;
  for (size_t i = 0; i < 2; i++)
    if (forbidden[i].option != NULL && forbidden[i].device == about.st_dev
        && forbidden[i].inode == about.st_ino)
      return mdm_err_set (err, MDM_EDOMAIN, file, 0, 0,
                          "it is also the file of --%s",
                          forbidden[i].option);
  return MDM_OK;
}

static mdm_status
read_file (char **text, size_t *length, const char *file, int binary,
           const mdm_limit_t *limit, mdm_err_t *err)
{
  int standard = strcmp (file, "-") == 0;
  FILE *stream;
  mdm_status status;

  *text = NULL;
  *length = 0;
  if (standard && stdin_used)
    return mdm_err_set (err, MDM_EDOMAIN, file, 0, 0,
                        "standard input can be read only once");
  stdin_used |= standard;
  stream = standard ? stdin : fopen (file, "rb");
  if (stream == NULL)
    return mdm_err_set (err, MDM_EIO, file, 0, 0, "cannot open: %s",
                        strerror (errno));
  status = check_forbidden (stream, file, err);
  if (status == MDM_OK)
    status = read_stream (text, length, stream, file, binary, limit, err);
  if (!standard)
    fclose (stream);
  return status;
}

mdm_status
mdm_file_read (char **text, size_t *length, const char *file,
               const mdm_limit_t *limit, mdm_err_t *err)
{
  return read_file (text, length, file, 0, limit, err);
}

mdm_status
mdm_file_read_binary (char **text, size_t *length, const char *file,
                      const mdm_limit_t *limit, mdm_err_t *err)
{
  return read_file (text, length, file, 1, limit, err);
}
