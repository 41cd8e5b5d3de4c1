#include <config.h>

#include "cli/theorems.h"

#include "exact/scoped.h"
#include "text/file.h"

#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define SUFFIX ".claims"

static int
is_library_file (const struct dirent *file)
{
  size_t n = strlen (file->d_name), m = strlen (SUFFIX);

  return n > m && file->d_name[0] != '.'
         && strcmp (file->d_name + n - m, SUFFIX) == 0;
}

/* By bytes, whatever the locale.  */
static int
compare_names (const struct dirent **a, const struct dirent **b)
{
  return strcmp ((*a)->d_name, (*b)->d_name);
}

/* Set FOLDER, PATH_MAX bytes, to where the library is.  */
static void
find_folder (char *folder)
{
  const char *data = getenv ("MDMCERT_DATADIR");
  char self[PATH_MAX];
  ssize_t n = readlink ("/proc/self/exe", self, sizeof self - 1);
  char *slash;

  if (data != NULL && *data != '\0')
    {
      snprintf (folder, PATH_MAX, "%s/claims", data);
      return;
    }
  if (n > 0)
    {
      self[n] = '\0';
      slash = strrchr (self, '/');
      if (slash != NULL)
        *slash = '\0';
      if (snprintf (folder, PATH_MAX, "%s/proofs-data/claims", self) < PATH_MAX
          && access (folder, R_OK | X_OK) == 0)
        return;
    }
  snprintf (folder, PATH_MAX, "%s/proofs-data/claims", MDM_PKGDATADIR);
}

/* Add the entries of FILE to LIBRARY.  */
static mdm_status
read_file (mdm_library_t library, const char *file, const mdm_limit_t *limit,
           mdm_err_t *err)
{
  MDM_OWNED char *text = NULL;
  size_t length;
  mdm_status status = mdm_file_read (&text, &length, file, limit, err);

  if (status != MDM_OK)
    return status;
  status = mdm_library_read (library, file, text, length, err);
  /* Over a limit of the language is malformed, too.  */
  return status == MDM_ELIMIT ? MDM_EPARSE : status;
}

mdm_status
mdm_theorems_open (mdm_library_t library, const mdm_limit_t *limit,
                   mdm_err_t *err)
{
  char folder[PATH_MAX], file[PATH_MAX + 300];
  struct dirent **names = NULL;
  mdm_status status = MDM_OK;
  int count;

  find_folder (folder);
  count = scandir (folder, &names, is_library_file, compare_names);
  if (count < 0)
    return mdm_err_set (err, MDM_EIO, folder, 0, 0,
                        "the theorem library cannot be read: %s",
                        strerror (errno));
  for (int i = 0; i < count; i++)
    {
      snprintf (file, sizeof file, "%s/%s", folder, names[i]->d_name);
      if (status == MDM_OK)
        status = read_file (library, file, limit, err);
      free (names[i]);
    }
  free (names);
  if (count == 0)
    return mdm_err_set (err, MDM_EIO, folder, 0, 0,
                        "the theorem library is empty, without a file *%s",
                        SUFFIX);
  return status;
}

void
mdm_asked_init (mdm_asked_t *asked)
{
  memset (asked, 0, sizeof *asked);
  mdm_library_init (asked->library);
  mdm_library_init (asked->own);
}

void
mdm_asked_clear (mdm_asked_t *asked)
{
  /* Ids that were made here are those of entries without one.  */
  for (size_t i = 0; i < asked->count; i++)
    if (asked->asked[i].entry->id == NULL)
      flint_free ((char *) asked->asked[i].id);
  flint_free (asked->asked);
  mdm_library_clear (asked->library);
  mdm_library_clear (asked->own);
}

static void
add (mdm_asked_t *asked, const mdm_entry_t *entry, const char *id)
{
  asked->asked = flint_realloc (asked->asked,
                                (asked->count + 1) * sizeof *asked->asked);
  asked->asked[asked->count].entry = entry;
  asked->asked[asked->count++].id = id;
}

/* Does TEXT look like the id of a library entry rather than a claim?  A name
   alone is no claim; that of a quantity is one begun.  */
static int
looks_like_id (const char *text)
{
  size_t n = strspn (text, "abcdefghijklmnopqrstuvwxyz0123456789-");

  return text[0] >= 'a' && text[0] <= 'z' && text[n] == '\0'
         && !mdm_quantity_find (NULL, text, n);
}

/* Does any --claim name one of the library?  */
static int
any_id (const mdm_options_t *options)
{
  for (size_t i = 0; i < options->claims.count; i++)
    if (looks_like_id (options->claims.text[i]))
      return 1;
  return 0;
}

/* Read the claim TEXT, which is no id, into asked->own.  */
static mdm_status
read_claim (mdm_asked_t *asked, const char *text, mdm_err_t *err)
{
  MDM_OWNED char *where = mdm_option_str ("claim", text);
  mdm_status status;

  if (looks_like_id (text))
    return mdm_err_set (err, MDM_EPARSE, where, 0, 0,
                        "no claim of that name; mdmcert claims lists them");
  status = mdm_library_add_claim (asked->own, text, where, err);
  return status == MDM_ELIMIT ? MDM_EPARSE : status;
}

/* Read the claims of the user, texts that are no ids and files, into
   asked->own.  */
static mdm_status
read_own (mdm_asked_t *asked, const mdm_options_t *options, mdm_err_t *err)
{
  mdm_status status = MDM_OK;

  for (size_t i = 0; i < options->claims.count && status == MDM_OK; i++)
    if (mdm_library_find (asked->library, options->claims.text[i]) == NULL)
      status = read_claim (asked, options->claims.text[i], err);
  for (size_t i = 0; i < options->claim_files.count && status == MDM_OK; i++)
    {
      const char *file = options->claim_files.text[i];
      size_t before = asked->own->count;
      status = read_file (asked->own, file, &options->limit, err);
      if (status == MDM_OK && asked->own->count == before)
        return mdm_err_set (err, MDM_EPARSE, file, 0, 0,
                            "there is no claim in it");
    }
  return status;
}

/* List them in the order of the command line.  */
static void
list_claims (mdm_asked_t *asked, const mdm_options_t *options)
{
  size_t next = 0, number = 0;
  const mdm_entry_t *entry;

  for (size_t i = 0; i < options->claims.count; i++)
    {
      entry = mdm_library_find (asked->library, options->claims.text[i]);
      if (entry != NULL)
        add (asked, entry, entry->id);
      else
        add (asked, asked->own->entry + next++, NULL);
    }
  for (; next < asked->own->count; next++)
    add (asked, asked->own->entry + next, asked->own->entry[next].id);
  for (size_t i = 0; i < asked->count; i++)
    if (asked->asked[i].id == NULL)
      {
        char *id = flint_malloc (32);
        snprintf (id, 32, "claim-%zu", ++number);
        asked->asked[i].id = id;
      }
}

mdm_status
mdm_asked_read (mdm_asked_t *asked, const mdm_options_t *options,
                mdm_err_t *err)
{
  mdm_status status = mdm_theorems_open (asked->library, &options->limit, err);

  asked->by_default
      = options->claims.count == 0 && options->claim_files.count == 0;
  /* Claims of one's own do without a library that is not there.  */
  if (status == MDM_EIO && !asked->by_default && !any_id (options))
    status = MDM_OK;
  if (status != MDM_OK)
    return status;
  if (asked->by_default)
    {
      for (size_t i = 0; i < asked->library->count; i++)
        if (asked->library->entry[i].kind == MDM_ENTRY_THEOREM)
          add (asked, asked->library->entry + i, asked->library->entry[i].id);
      return MDM_OK;
    }
  status = read_own (asked, options, err);
  if (status == MDM_OK)
    list_claims (asked, options);
  return status;
}
