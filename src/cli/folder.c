#include <config.h>

#include "cli/folder.h"

#include "cli/options.h"
#include "cli/write.h"

#include "exact/scoped.h"
#include "text/string.h"

#include <dirent.h>
#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

void
mdm_folder_init (mdm_folder_t *folder)
{
  memset (folder, 0, sizeof *folder);
}

void
mdm_folder_clear (mdm_folder_t *folder)
{
  for (size_t i = 0; i < folder->count; i++)
    flint_free (folder->name[i]);
  flint_free (folder->name);
}

static mdm_status
fail (const char *path, const char *what, mdm_err_t *err)
{
  MDM_OWNED char *where = mdm_option_str ("certificates", path);

  return mdm_err_set (err, MDM_EIO, where, 0, 0, "%s", what);
}

/* Is NAME one that a certificate of a row may have: N.cert, N-2-T3.cert?  */
static int
is_certificate (const char *name)
{
  size_t n = strspn (name, "0123456789");
  const char *end = strrchr (name, '.');

  return n > 0 && end != NULL && strcmp (end, ".cert") == 0
         && (name[n] == '.' || name[n] == '-');
}

/* Is nothing in the folder PATH, or where it is SHARED nothing that is no
   certificate?  */
static mdm_status
check_empty (const char *path, int shared, mdm_err_t *err)
{
  DIR *stream = opendir (path);
  mdm_status status = MDM_OK;

  if (stream == NULL)
    return fail (path, strerror (errno), err);
  for (const struct dirent *entry;
       status == MDM_OK && (entry = readdir (stream)) != NULL;)
    if (strcmp (entry->d_name, ".") != 0 && strcmp (entry->d_name, "..") != 0
        && !(shared && is_certificate (entry->d_name)))
      {
        MDM_OWNED char *what
            = mdm_str ("the folder is not empty: it has %.60s", entry->d_name);
        status = fail (path, what, err);
      }
  (void) closedir (stream);
  return status;
}

mdm_status
mdm_folder_open (mdm_folder_t *folder, const char *path, int shared,
                 mdm_err_t *err)
{
  folder->path = path;
  folder->shared = shared;
  if (path[0] == '\0')
    return fail (path, "the name of a folder is expected", err);
  folder->made = mkdir (path, 0777) == 0;
  return folder->made      ? MDM_OK
         : errno != EEXIST ? fail (path, strerror (errno), err)
                           : check_empty (path, shared, err);
}

mdm_status
mdm_folder_excludes (const mdm_folder_t *folder, const char *name,
                     const char *file, mdm_err_t *err)
{
  MDM_OWNED char *parent = NULL;
  struct stat here, there;
  const char *slash;

  if (mdm_write_is_standard (file))
    return MDM_OK;
  slash = strrchr (file, '/');
  parent = slash == NULL   ? mdm_str (".")
           : slash == file ? mdm_str ("/")
                           : mdm_str ("%.*s", (int) (slash - file), file);
  if (stat (parent, &here) != 0 || stat (folder->path, &there) != 0
      || here.st_dev != there.st_dev || here.st_ino != there.st_ino)
    return MDM_OK;
  (void) mdm_err_set (err, MDM_EPARSE, NULL, 0, 0,
                      "the folder is that of the certificates");
  return mdm_option_place (err, name, file);
}

static char *
path_of (const mdm_folder_t *folder, const char *name)
{
  return mdm_str ("%s/%s", folder->path, name);
}

mdm_status
mdm_folder_keep (void *data, const char *name, const char *text, size_t length,
                 mdm_err_t *err)
{
  mdm_folder_t *folder = data;
  MDM_OWNED char *path = path_of (folder, name);

  MDM_TRY (mdm_write (path, text, length, err));
  folder->name = flint_realloc (folder->name,
                                (folder->count + 1) * sizeof *folder->name);
  folder->name[folder->count++] = mdm_str ("%s", name);
  return MDM_OK;
}

int
mdm_folder_has (const mdm_folder_t *folder, const char *name)
{
  MDM_OWNED char *path = path_of (folder, name);
  struct stat about;

  return stat (path, &about) == 0 && S_ISREG (about.st_mode);
}

void
mdm_folder_abandon (mdm_folder_t *folder)
{
  for (size_t i = 0; i < folder->count && !folder->shared; i++)
    {
      MDM_OWNED char *path = path_of (folder, folder->name[i]);
      (void) unlink (path);
    }
  /* It stays where there is anything in it.  */
  if (folder->made)
    (void) rmdir (folder->path);
}
