#include <config.h>

#include "cli/targets.h"

#include "cli/write.h"
#include "exact/scoped.h"
#include "text/file.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct
{
  const char *option, *file; /* FILE NULL: the standard output */
  int standard;              /* it is the standard output, or.. */
  int known;                 /* ..a regular file, or none: */
  dev_t device;              /* itself, or its folder */
  ino_t inode;
  char *name; /* in the folder, of a file that is not there; or NULL */
} target_t;

/* Find the folder and the name of TARGET, which is not there and is PATH.  */
static void
find_place (target_t *target, const char *path)
{
  const char *slash = strrchr (path, '/');
  size_t length = slash == NULL ? 0 : (size_t) (slash - path) + 1;
  MDM_OWNED char *folder = flint_malloc (length + 2);
  struct stat about;

  memcpy (folder, path, length);
  strcpy (folder + length, ".");
  if (stat (folder, &about) != 0)
    return;
  target->known = 1;
  target->device = about.st_dev;
  target->inode = about.st_ino;
  target->name = flint_malloc (strlen (path + length) + 1);
  strcpy (target->name, path + length);
}

/* What TARGET is, of which OPTION and FILE are set.  */
static void
identify (target_t *target)
{
  struct stat about;
  MDM_OWNED char *path = NULL;

  target->standard = mdm_write_is_standard (target->file);
  if (target->standard ? fstat (STDOUT_FILENO, &about) == 0
                       : stat (target->file, &about) == 0)
    {
      target->known = S_ISREG (about.st_mode);
      target->device = about.st_dev;
      target->inode = about.st_ino;
      if (target->known && !target->standard)
        mdm_file_forbid (about.st_dev, about.st_ino, target->option);
      return;
    }
  path = target->standard ? NULL : mdm_write_resolve (target->file);
  if (path != NULL)
    find_place (target, path);
}

static int
is_same (const target_t *a, const target_t *b)
{
  if (a->standard && b->standard)
    return 1;
  if (!a->known || !b->known || a->device != b->device || a->inode != b->inode)
    return 0;
  return a->name == NULL || b->name == NULL ? a->name == b->name
                                            : strcmp (a->name, b->name) == 0;
}

/* The last of the TARGETs that is the same as one before it, or COUNT.  */
static size_t
find_same (const target_t *target, size_t count)
{
  for (size_t i = count; i-- > 1;)
    for (size_t j = 0; j < i && target[i].file != NULL; j++)
      if ((j == 0 || target[j].file != NULL)
          && is_same (target + j, target + i))
        return i;
  return count;
}

mdm_status
mdm_targets_set (const mdm_options_t *options, mdm_err_t *err)
{
  target_t target[] = { { .option = "output", .file = options->output },
                        { .option = "resume", .file = options->resume },
                        { .option = "certificate",
                          .file = options->certificate },
                        { .option = "witness", .file = options->witness },
                        { .option = "sharp-certificate",
                          .file = options->sharp } };
  size_t count = sizeof target / sizeof *target, same;

  for (size_t i = 0; i < count; i++)
    if (i == 0 ? !options->quiet : target[i].file != NULL)
      identify (target + i);
  same = find_same (target, count);
  for (size_t i = 0; i < count; i++)
    flint_free (target[i].name);
  if (same == count)
    return MDM_OK;
  (void) mdm_err_set (err, MDM_EPARSE, NULL, 0, 0,
                      "the result is written there, too");
  return mdm_option_place (err, target[same].option, target[same].file);
}
