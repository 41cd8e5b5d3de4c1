#include <config.h>

#include "cli/theorems.h"

#include "exact/scoped.h"
#include "text/file.h"
#include "text/nearest.h"
#include "text/string.h"

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

/* Where the library is, on the heap.  */
static char *
find_folder (void)
{
  const char *data = getenv ("MDMCERT_DATADIR");
  char self[PATH_MAX], *slash, *beside;
  ssize_t n = readlink ("/proc/self/exe", self, sizeof self - 1);

  if (data != NULL && *data != '\0')
    return mdm_str ("%s/claims", data);
  self[n < 0 ? 0 : n] = '\0';
  slash = strrchr (self, '/');
  if (slash != NULL)
    {
      beside = mdm_str ("%.*s/proofs-data/claims", (int) (slash - self), self);
      if (access (beside, R_OK | X_OK) == 0)
        return beside;
      flint_free (beside);
    }
  return mdm_str ("%s/proofs-data/claims", MDM_PKGDATADIR);
}

/* Add the entries of FILE to LIBRARY.  */
static mdm_status
read_file (mdm_library_t library, const char *file, const mdm_limit_t *limit,
           mdm_err_t *err)
{
  MDM_OWNED char *text = NULL;
  size_t length;
  mdm_status status;

  MDM_TRY (mdm_file_read (&text, &length, file, limit, err));
  status = mdm_library_read (library, file, text, length, err);
  /* Over a limit of the language is malformed, too.  */
  return status == MDM_ELIMIT ? MDM_EPARSE : status;
}

mdm_status
mdm_theorems_open (mdm_library_t library, const mdm_limit_t *limit,
                   mdm_err_t *err)
{
  MDM_OWNED char *folder = find_folder ();
  struct dirent **names = NULL;
  mdm_status status = MDM_OK;
  int count = scandir (folder, &names, is_library_file, compare_names);

  if (count < 0)
    return mdm_err_set (err, MDM_EIO, folder, 0, 0,
                        "the theorem library cannot be read: %s",
                        strerror (errno));
  for (int i = 0; i < count; i++)
    {
      MDM_OWNED char *file = mdm_str ("%s/%s", folder, names[i]->d_name);
      if (status == MDM_OK)
        status = read_file (library, file, limit, err);
      free (names[i]);
    }
  free (names);
  return count > 0 ? status
                   : mdm_err_set (err, MDM_EIO, folder, 0, 0,
                                  "the theorem library is empty, without a "
                                  "file *%s",
                                  SUFFIX);
}

mdm_status
mdm_theorems_missing (const mdm_library_t library, const char *id,
                      const char *where, mdm_err_t *err)
{
  mdm_nearest_t nearest = mdm_nearest_to (id, strlen (id));
  MDM_OWNED char *meant = NULL;

  for (size_t i = 0; i < library->count; i++)
    mdm_nearest_try (&nearest, library->entry[i].id);
  meant = mdm_nearest_str (&nearest, "; mdmcert claims lists them");
  return mdm_err_set (err, MDM_EPARSE, where, 0, 0, "no claim of that name%s",
                      meant);
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

/* Add ENTRY of the library, or with NULL the next of the user's own.  */
static void
add (mdm_asked_t *asked, const mdm_entry_t *entry)
{
  asked->asked = flint_realloc (asked->asked,
                                (asked->count + 1) * sizeof *asked->asked);
  asked->asked[asked->count++]
      = (mdm_asked_claim_t){ entry, entry == NULL ? NULL : entry->id, NULL };
}

void
mdm_asked_settle (mdm_asked_t *asked)
{
  size_t next = 0, number = 0;

  for (mdm_asked_claim_t *claim = asked->asked;
       claim < asked->asked + asked->count; claim++)
    if (claim->entry == NULL)
      {
        claim->entry = asked->own->entry + next++;
        claim->id = claim->entry->id != NULL ? claim->entry->id
                                             : mdm_str ("claim-%zu", ++number);
      }
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

/* Add the claim TEXT, of the library or the user.  */
static mdm_status
add_claim (mdm_asked_t *asked, const char *text, mdm_err_t *err)
{
  const mdm_entry_t *entry = mdm_library_find (asked->library, text);
  MDM_OWNED char *where = mdm_option_str ("claim", text);

  if (entry == NULL && looks_like_id (text))
    return mdm_theorems_missing (asked->library, text, where, err);
  if (entry == NULL
      && mdm_library_add_claim (asked->own, text, where, err) != MDM_OK)
    return MDM_EPARSE; /* over a limit of the language, too */
  add (asked, entry);
  return MDM_OK;
}

mdm_status
mdm_asked_hypothesis (mdm_asked_t *hypotheses, const mdm_library_t library,
                      const char *option, const char *text, mdm_err_t *err)
{
  const mdm_entry_t *entry = mdm_library_find (library, text);
  MDM_OWNED char *where = mdm_option_str (option, text);

  if (entry == NULL && looks_like_id (text))
    return mdm_theorems_missing (library, text, where, err);
  if (entry != NULL
      && (entry->kind == MDM_ENTRY_VARIANT || entry->kind == MDM_ENTRY_WRONG))
    return mdm_option_fail (err, where,
                            "the statement is not known to be true");
  if (entry == NULL
      && mdm_library_add_claim (hypotheses->own, text, where, err) != MDM_OK)
    return MDM_EPARSE;
  add (hypotheses, entry);
  return MDM_OK;
}

/* Add the claims of FILE.  */
static mdm_status
add_file (mdm_asked_t *asked, const char *file, const mdm_limit_t *limit,
          mdm_err_t *err)
{
  size_t before = asked->own->count;
  mdm_status status = read_file (asked->own, file, limit, err);

  if (status == MDM_OK && asked->own->count == before)
    return mdm_option_fail (err, file, "there is no claim in it");
  for (; before < asked->own->count; before++)
    add (asked, NULL);
  return status;
}

mdm_status
mdm_asked_read (mdm_asked_t *asked, const mdm_options_t *options,
                mdm_err_t *err)
{
  const mdm_list_t *claims = &options->claims, *files = &options->claim_files;
  mdm_status status = mdm_theorems_open (asked->library, &options->limit, err);

  asked->by_default = claims->count == 0 && files->count == 0;
  /* Claims of one's own do without a library that is not there.  */
  if (status == MDM_EIO && !asked->by_default && !any_id (options))
    status = MDM_OK;
  for (size_t i = 0; i < claims->count && status == MDM_OK; i++)
    status = add_claim (asked, claims->text[i], err);
  for (size_t i = 0; i < files->count && status == MDM_OK; i++)
    status = add_file (asked, files->text[i], &options->limit, err);
  for (size_t i = 0; i < asked->library->count && asked->by_default; i++)
    if (asked->library->entry[i].kind == MDM_ENTRY_THEOREM)
      add (asked, asked->library->entry + i);
  mdm_asked_settle (asked);
  return status;
}
