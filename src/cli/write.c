#include <config.h>

#include "cli/write.h"

#include "exact/scoped.h"
#include "pool/write.h"
#include "text/string.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* The temporary file: a name that a signal handler may look at while PENDING
   is set.  */
static char temporary[PATH_MAX];
static volatile sig_atomic_t pending;

void
mdm_write_abandon (void)
{
  if (pending)
    (void) unlink (temporary);
  pending = 0;
}

static mdm_status
system_error (mdm_err_t *err, const char *where)
{
  return mdm_err_set (err, MDM_EIO, where, 0, 0, "%s", strerror (errno));
}

static mdm_status
write_open (int descriptor, const char *where, const char *text, size_t length,
            mdm_err_t *err)
{
  if (mdm_write_all (descriptor, text, length) != 0)
    {
      mdm_status status = system_error (err, where);
      (void) close (descriptor);
      return status;
    }
  return close (descriptor) == 0 ? MDM_OK : system_error (err, where);
}

/* Make the file TEMPORARY, its X's replaced, and set PENDING; no signal comes
   between the two.  Answers what mkstemp does.  */
static int
make_temporary (void)
{
  sigset_t all, before;
  int descriptor, failure;

  sigfillset (&all);
  sigprocmask (SIG_BLOCK, &all, &before);
  descriptor = mkstemp (temporary);
  failure = errno;
  pending = descriptor >= 0;
  sigprocmask (SIG_SETMASK, &before, NULL);
  errno = failure;
  return descriptor;
}

/* Make TEXT the contents of the regular file TARGET by way of a temporary in
   the same folder.  FILE is its name as typed.  */
static mdm_status
replace (const char *target, const char *file, const char *text, size_t length,
         mdm_err_t *err)
{
  mdm_status status;
  mode_t mask = umask (0);
  int descriptor;

  umask (mask);
  errno = ENAMETOOLONG;
  descriptor = snprintf (temporary, sizeof temporary, "%s.XXXXXX", target)
                       < (int) sizeof temporary
                   ? make_temporary ()
                   : -1;
  if (descriptor < 0)
    return system_error (err, file);
  if (fchmod (descriptor, 0666 & ~mask) != 0)
    {
      status = system_error (err, file);
      (void) close (descriptor);
    }
  else
    status = write_open (descriptor, file, text, length, err);
  if (status == MDM_OK && rename (temporary, target) != 0)
    status = system_error (err, file);
  if (status == MDM_OK)
    pending = 0;
  mdm_write_abandon ();
  return status;
}

char *
mdm_write_resolve (const char *file)
{
  char *path = mdm_str ("%s", file), *next, link[PATH_MAX];

  /* This ends: links that go round are ELOOP to realpath.  */
  for (;;)
    {
      const char *slash = strrchr (path, '/');
      int folder = slash == NULL ? 0 : (int) (slash - path) + 1;
      ssize_t n = -1;
      next = realpath (path, NULL);
      if (next == NULL && errno == ENOENT)
        {
          n = readlink (path, link, sizeof link - 1);
          if (n < 0)
            return path;
          /* It begins where the link is, unless it begins at the root.  */
          next = mdm_str ("%.*s%.*s", link[0] == '/' ? 0 : folder, path,
                          (int) n, link);
        }
      flint_free (path);
      if (n < 0)
        return next;
      path = next;
    }
}

int
mdm_write_is_standard (const char *file)
{
  return file == NULL || strcmp (file, "-") == 0;
}

mdm_status
mdm_write (const char *file, const char *text, size_t length, mdm_err_t *err)
{
  struct stat about;
  mdm_status status;
  MDM_OWNED char *target = NULL;

  if (mdm_write_is_standard (file))
    {
      status
          = write_open (STDOUT_FILENO, "standard output", text, length, err);
      /* A reader that has seen enough wants to hear nothing more.  */
      if (status != MDM_OK && errno == EPIPE)
        err->message[0] = '\0';
      return status;
    }
  if (file[0] == '\0')
    return mdm_err_set (err, MDM_EIO, NULL, 0, 0,
                        "the name of a file is expected");
  if (stat (file, &about) == 0 && !S_ISREG (about.st_mode)
      && !S_ISCHR (about.st_mode) && !S_ISBLK (about.st_mode))
    return mdm_err_set (err, MDM_EIO, file, 0, 0,
                        S_ISDIR (about.st_mode)
                            ? "it is a directory"
                            : "it is neither a file nor a device");
  target = mdm_write_resolve (file);
  if (target == NULL)
    return system_error (err, file);
  if (stat (target, &about) != 0)
    status = errno == ENOENT ? replace (target, file, text, length, err)
                             : system_error (err, file);
  else if (S_ISREG (about.st_mode))
    status = replace (target, file, text, length, err);
  else
    {
      int descriptor = open (target, O_WRONLY);
      status = descriptor < 0
                   ? system_error (err, file)
                   : write_open (descriptor, file, text, length, err);
    }
  return status;
}

void
mdm_write_complaint (const mdm_err_t *err)
{
  if (err->message[0] == '\0')
    return;
  fputs ("mdmcert: ", stderr);
  if (err->where[0] != '\0')
    {
      fputs (err->where, stderr);
      if (err->line > 0)
        fprintf (stderr, ":%zu:%zu", err->line, err->column);
      fputs (": ", stderr);
    }
  fprintf (stderr, "%s\n%s", err->message, err->excerpt);
}
