#include <config.h>

#include "law/spec.h"

#include "exact/rational.h"
#include "exact/scoped.h"
#include "law/bayes.h"
#include "law/code.h"
#include "law/csv.h"
#include "law/derived.h"
#include "law/families.h"
#include "law/hmm.h"
#include "text/file.h"
#include "text/lines.h"
#include "law/mixed.h"
#include "law/ngram.h"
#include "law/npy.h"
#include "law/product.h"
#include "law/reader.h"
#include "law/text.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#define KEYS_MAX 5

/* The value of a key as it stands in SPEC; TEXT is NULL where the key has
   not been given.  */
typedef struct
{
  const char *key;
  const char *text;
  size_t size;
} value_t;

/* A family: its name, its keys, and how it is made of the values, which come
   in the order of the keys.  FILE is the number of the key whose value is a
   file name, or -1; the key of a FILE without one is "".  */
typedef struct
{
  const char *name;
  const char *key[KEYS_MAX + 1];
  int file;
  mdm_status (*make) (mdm_law_t law, const value_t *value,
                      const mdm_limit_t *limit, mdm_err_t *err);
} family_t;

/* Values.  */

/* Record the failure in FOUND as one of VALUE's key.  */
static mdm_status
bad_value (const value_t *value, mdm_status status, const mdm_err_t *found,
           mdm_err_t *err)
{
  return mdm_err_set (err, status, NULL, 0, 0, "%s: %s", value->key,
                      found->message);
}

/* Set *RES to a parameter that any number up to 2^64 - 1 may be.  */
static mdm_status
read_word (uint64_t *res, const value_t *value, mdm_err_t *err)
{
  mdm_err_t found = { 0 };
  mdm_status status
      = mdm_natural_read (res, value->text, value->size, UINT64_MAX, &found);

  return status == MDM_OK ? MDM_OK : bad_value (value, status, &found, err);
}

/* Set *RES to a size, V or L.  The families check it; one that needs more
   than 64 bits is over a limit, not outside what is defined.  */
static mdm_status
read_size (uint64_t *res, const value_t *value, mdm_err_t *err)
{
  mdm_err_t found = { 0 };
  mdm_status status
      = mdm_natural_read (res, value->text, value->size, UINT64_MAX, &found);

  if (status == MDM_EDOMAIN)
    status = MDM_ELIMIT;
  return status == MDM_OK ? MDM_OK : bad_value (value, status, &found, err);
}

/* Set *X and *Y to the sizes in VALUE[0] and VALUE[1].  */
static mdm_status
read_sizes (uint64_t *x, uint64_t *y, const value_t *value, mdm_err_t *err)
{
  mdm_status status = read_size (x, value, err);

  return status == MDM_OK ? read_size (y, value + 1, err) : status;
}

static mdm_status
read_fraction (fmpq_t res, const value_t *value, mdm_err_t *err)
{
  mdm_err_t found = { 0 };
  mdm_status status
      = mdm_rational_read (res, value->text, value->size, &found);

  return status == MDM_OK ? MDM_OK : bad_value (value, status, &found, err);
}

/* The value as a string that the caller frees with flint_free.  */
static char *
copy_value (const value_t *value)
{
  char *copy = flint_malloc (value->size + 1);

  memcpy (copy, value->text, value->size);
  copy[value->size] = '\0';
  return copy;
}

/* The families.  */

#define MAKE_ARGUMENTS                                                        \
 mdm_law_t law, const value_t *value, const mdm_limit_t *limit, mdm_err_t *err

static mdm_status
make_uniform (MAKE_ARGUMENTS)
{
  uint64_t v, l;
  mdm_status status = read_sizes (&v, &l, value, err);

  (void) limit;
  return status == MDM_OK ? mdm_family_uniform (law, v, l, err) : status;
}

static mdm_status
make_repetition (MAKE_ARGUMENTS)
{
  uint64_t v, l;
  mdm_status status = read_sizes (&v, &l, value, err);

  (void) limit;
  return status == MDM_OK ? mdm_family_repetition (law, v, l, err) : status;
}

static mdm_status
make_parity (MAKE_ARGUMENTS)
{
  uint64_t v, l;
  mdm_status status = read_sizes (&v, &l, value, err);

  (void) limit;
  return status == MDM_OK ? mdm_family_parity (law, v, l, err) : status;
}

static mdm_status
make_mds (MAKE_ARGUMENTS)
{
  uint64_t q, l, k;
  mdm_status status = read_sizes (&q, &l, value, err);

  (void) limit;
  if (status == MDM_OK)
    status = read_word (&k, value + 2, err);
  return status == MDM_OK ? mdm_family_mds (law, q, l, k, err) : status;
}

static mdm_status
make_code (MAKE_ARGUMENTS)
{
  uint64_t q;
  mdm_status status = read_size (&q, value, err);
  char *file;

  if (status != MDM_OK)
    return status;
  file = copy_value (value + 1);
  status = mdm_code_read (law, q, file, limit, err);
  flint_free (file);
  return status;
}

static mdm_status
make_permutation (MAKE_ARGUMENTS)
{
  uint64_t n;
  mdm_status status = read_size (&n, value, err);

  return status == MDM_OK ? mdm_family_permutation (law, n, limit, err)
                          : status;
}

static mdm_status
make_paired_copy (MAKE_ARGUMENTS)
{
  uint64_t v, l;
  mdm_status status = read_sizes (&v, &l, value, err);

  (void) limit;
  return status == MDM_OK ? mdm_family_paired_copy (law, v, l, err) : status;
}

/* Make the family that FAMILY does of flip and L.  */
static mdm_status
make_flips (MAKE_ARGUMENTS,
            mdm_status (*family) (mdm_law_t, const fmpq_t, uint64_t,
                                  const mdm_limit_t *, mdm_err_t *))
{
  fmpq_t flip;
  uint64_t l;
  mdm_status status;

  fmpq_init (flip);
  status = read_fraction (flip, value, err);
  if (status == MDM_OK)
    status = read_size (&l, value + 1, err);
  if (status == MDM_OK)
    status = family (law, flip, l, limit, err);
  fmpq_clear (flip);
  return status;
}

static mdm_status
make_markov (MAKE_ARGUMENTS)
{
  return make_flips (law, value, limit, err, mdm_family_markov);
}

static mdm_status
make_noisy_repetition (MAKE_ARGUMENTS)
{
  return make_flips (law, value, limit, err, mdm_family_noisy_repetition);
}

static mdm_status
make_product (MAKE_ARGUMENTS)
{
  char *file = copy_value (value);
  mdm_status status = mdm_product_read (law, file, limit, err);

  flint_free (file);
  return status;
}

/* Make the family that FAMILY does of a file and L.  */
static mdm_status
make_model (MAKE_ARGUMENTS,
            mdm_status (*family) (mdm_law_t, const char *, uint64_t,
                                  const mdm_limit_t *, mdm_err_t *))
{
  uint64_t l;
  mdm_status status = read_size (&l, value + 1, err);
  char *file;

  if (status != MDM_OK)
    return status;
  file = copy_value (value);
  status = family (law, file, l, limit, err);
  flint_free (file);
  return status;
}

static mdm_status
make_npy (MAKE_ARGUMENTS)
{
  MDM_OWNED char *file = copy_value (value);

  return mdm_npy_read (law, file, limit, err);
}

static mdm_status
make_csv (MAKE_ARGUMENTS)
{
  MDM_OWNED char *file = copy_value (value);
  MDM_OWNED char *weight = copy_value (value + 1);

  return mdm_csv_read (law, file, weight, limit, err);
}

static mdm_status
make_counts (MAKE_ARGUMENTS)
{
  MDM_OWNED char *file = copy_value (value);

  return mdm_counts_read (law, file, limit, err);
}

static mdm_status
make_bayes (MAKE_ARGUMENTS)
{
  MDM_OWNED char *file = copy_value (value);

  return mdm_bayes_read (law, file, limit, err);
}

static mdm_status
make_ngram (MAKE_ARGUMENTS)
{
  return make_model (law, value, limit, err, mdm_ngram_read);
}

static mdm_status
make_hmm (MAKE_ARGUMENTS)
{
  return make_model (law, value, limit, err, mdm_hmm_read);
}

static mdm_status
make_ngram_from (MAKE_ARGUMENTS)
{
  mdm_classes_t classes;
  uint64_t n, l;
  fmpq_t add;
  char *file = NULL;
  mdm_status status = read_size (&n, value + 1, err);

  fmpq_init (add);
  if (status == MDM_OK)
    status = read_size (&l, value + 2, err);
  if (status == MDM_OK)
    status = mdm_classes_parse (&classes, value[3].text, value[3].size, err);
  if (status == MDM_OK)
    status = read_fraction (add, value + 4, err);
  if (status == MDM_OK)
    {
      file = copy_value (value);
      status = mdm_ngram_count (law, file, n, l, &classes, add, limit, err);
    }
  flint_free (file);
  fmpq_clear (add);
  return status;
}

static mdm_status
make_text (MAKE_ARGUMENTS)
{
  mdm_classes_t classes;
  uint64_t l;
  char *file;
  mdm_status status = read_size (&l, value + 1, err);

  if (status == MDM_OK)
    status = mdm_classes_parse (&classes, value[2].text, value[2].size, err);
  if (status != MDM_OK)
    return status;
  file = copy_value (value);
  status = mdm_text_read (law, file, l, &classes, limit, err);
  flint_free (file);
  return status;
}

static mdm_status
make_random (MAKE_ARGUMENTS)
{
  uint64_t v, l, den, seed;
  mdm_status status = read_sizes (&v, &l, value, err);

  if (status == MDM_OK)
    status = read_word (&den, value + 2, err);
  if (status == MDM_OK)
    status = read_word (&seed, value + 3, err);
  return status == MDM_OK
             ? mdm_family_random (law, v, l, den, seed, limit, err)
             : status;
}

static const family_t families[] = {
  { "uniform", { "V", "L" }, -1, make_uniform },
  { "repetition", { "V", "L" }, -1, make_repetition },
  { "parity", { "V", "L" }, -1, make_parity },
  { "mds", { "q", "L", "k" }, -1, make_mds },
  { "code", { "q", "G" }, 1, make_code },
  { "permutation", { "n" }, -1, make_permutation },
  { "paired-copy", { "V", "L" }, -1, make_paired_copy },
  { "markov", { "flip", "L" }, -1, make_markov },
  { "noisy-repetition", { "flip", "L" }, -1, make_noisy_repetition },
  { "product", { "" }, 0, make_product },
  { "bayes", { "" }, 0, make_bayes },
  { "given", { "", "at" }, 0, NULL }, /* these two are made of a law */
  { "keep", { "", "positions" }, 0, NULL },
  { "mixture", { "" }, 0, NULL }, /* its depth is known when it is opened */
  { "ngram", { "", "L" }, 0, make_ngram },
  { "hmm", { "", "L" }, 0, make_hmm },
  { "ngram-from", { "", "n", "L", "classes", "add" }, 0, make_ngram_from },
  { "text", { "", "L", "classes" }, 0, make_text },
  { "npy", { "" }, 0, make_npy },
  { "csv", { "", "weight" }, 0, make_csv },
  { "counts", { "" }, 0, make_counts },
  { "random", { "V", "L", "den", "seed" }, -1, make_random },
};

/* How a family is made of another law, whose SPEC is its file.  */
typedef mdm_status derive_t (mdm_law_t law, const char *spec, const char *how,
                             unsigned depth, size_t *parts,
                             const mdm_limit_t *limit, mdm_err_t *err);

/* That of FAMILY, or NULL.  */
static derive_t *
derivation (const family_t *family)
{
  if (strcmp (family->name, "given") == 0)
    return mdm_given_read;
  return strcmp (family->name, "keep") == 0 ? mdm_keep_read : NULL;
}

/* Taking a SPEC apart.  */

/* Fail with a message, PROBLEM about TEXT[0..SIZE), that shows how FAMILY is
   written.  */
static mdm_status
usage (const family_t *family, const char *problem, const char *text,
       size_t size, mdm_err_t *err)
{
  char form[200];
  size_t at;

  strcpy (form, family->name);
  for (int k = 0; family->key[k] != NULL; k++)
    {
      at = strlen (form);
      form[at] = k == 0 ? ':' : ',';
      strcpy (form + at + 1, family->key[k]);
      if (family->key[k][0] != '\0')
        strcat (form, "=");
      if (k == family->file)
        strcat (form, derivation (family) != NULL ? "SPEC" : "FILE");
    }
  return mdm_err_set (err, MDM_EPARSE, NULL, 0, 0, "%s '%.*s'; %s is expected",
                      problem, mdm_utf8_shown (text, size), text, form);
}

/* The number of FAMILY's key such that TEXT[0..SIZE) begins with `key=', or
   -1.  */
static int
key_at (const family_t *family, const char *text, size_t size)
{
  for (int k = 0; family->key[k] != NULL; k++)
    {
      size_t n = strlen (family->key[k]);
      if (n > 0 && n < size && memcmp (text, family->key[k], n) == 0
          && text[n] == '=')
        return k;
    }
  return -1;
}

/* Is TEXT[AT] a comma without a backslash that escapes it?  */
static int
is_comma (const char *text, size_t at)
{
  size_t backslashes = 0;

  if (text[at] != ',')
    return 0;
  while (backslashes < at && text[at - 1 - backslashes] == '\\')
    backslashes++;
  return backslashes % 2 == 0;
}

/* Take the values that stand after a FILE.  A file name may contain anything,
   so go from right to left while `,key=' is one not yet taken.  Return where
   the rest of TEXT[0..SIZE) ends.  */
static size_t
take_tail (value_t *value, const family_t *family, const char *text,
           size_t size)
{
  size_t end = size;

  for (size_t at = size; at-- > 0;)
    if (is_comma (text, at))
      {
        int k = key_at (family, text + at + 1, end - at - 1);
        if (k < 0 || k == family->file || value[k].text != NULL)
          continue;
        value[k].text = text + at + 1 + strlen (family->key[k]) + 1;
        value[k].size = (size_t) (text + end - value[k].text);
        end = at;
      }
  return end;
}

/* Take the `key=value' of TEXT[0..SIZE) that are separated by commas; a FILE
   goes on to the end.  */
static mdm_status
take_list (value_t *value, const family_t *family, const char *text,
           size_t size, mdm_err_t *err)
{
  size_t at = 0, end;

  for (; at < size; at = end + 1)
    {
      int k = key_at (family, text + at, size - at);
      end = at;
      while (end < size
             && ((k >= 0 && k == family->file) || !is_comma (text, end)))
        end++;
      if (k < 0)
        return usage (family, "unknown key in", text + at, end - at, err);
      if (end + 1 == size)
        return usage (family, "nothing after the comma of", text + at,
                      size - at, err);
      if (value[k].text != NULL)
        return usage (family, "a key given twice:", family->key[k],
                      strlen (family->key[k]), err);
      value[k].text = text + at + strlen (family->key[k]) + 1;
      value[k].size = (size_t) (text + end - value[k].text);
    }
  return MDM_OK;
}

/* Set VALUE[k] to the value of FAMILY's key number k in TEXT, each given
   once.  */
static mdm_status
take_values (value_t *value, const family_t *family, const char *text,
             mdm_err_t *err)
{
  size_t size = strlen (text);
  mdm_status status = MDM_OK;

  for (int k = 0; family->key[k] != NULL; k++)
    value[k].key = family->key[k];
  if (family->file >= 0)
    size = take_tail (value, family, text, size);
  if (family->file >= 0 && family->key[family->file][0] == '\0')
    {
      value[family->file].text = text;
      value[family->file].size = size;
    }
  else
    status = take_list (value, family, text, size, err);
  for (int k = 0; status == MDM_OK && family->key[k] != NULL; k++)
    if (value[k].text == NULL)
      status = usage (family, "a key is missing:", family->key[k],
                      strlen (family->key[k]), err);
    else if (k == family->file && value[k].size == 0)
      status = usage (family,
                      derivation (family) != NULL ? "no law in"
                                                  : "no file name in",
                      text, strlen (text), err);
  return status;
}

/* Opening.  */

/* The family that SPEC names before its first colon, or NULL.  */
static const family_t *
find_family (const char *spec)
{
  size_t n = strcspn (spec, ":");

  if (spec[n] == ':')
    for (size_t i = 0; i < sizeof families / sizeof *families; i++)
      if (strlen (families[i].name) == n
          && memcmp (families[i].name, spec, n) == 0)
        return families + i;
  return NULL;
}

/* Is SPEC no file, but written like a family?  */
static int
looks_like_family (const char *spec)
{
  size_t n = strspn (spec, "abcdefghijklmnopqrstuvwxyz-");
  struct stat found;

  return n > 0 && spec[n] == ':' && stat (spec, &found) != 0
         && errno == ENOENT;
}

static mdm_status
open_file (mdm_law_t law, const char *file, const mdm_limit_t *limit,
           mdm_err_t *err)
{
  char *text;
  size_t length;
  mdm_status status = mdm_file_read (&text, &length, file, limit, err);

  if (status == MDM_OK)
    status = mdm_law_parse (law, file, text, length, limit, err);
  flint_free (text);
  return status;
}

/* Make LAW the one of FAMILY that TEXT describes.  */
static mdm_status
open_family (mdm_law_t law, const family_t *family, const char *text,
             unsigned depth, size_t *parts, const mdm_limit_t *limit,
             mdm_err_t *err)
{
  value_t value[KEYS_MAX] = { 0 };
  mdm_status status = take_values (value, family, text, err);

  if (status != MDM_OK)
    return status;
  if (derivation (family) != NULL)
    {
      MDM_OWNED char *spec = copy_value (value);
      MDM_OWNED char *how = copy_value (value + 1);
      return derivation (family) (law, spec, how, depth, parts, limit, err);
    }
  if (family->make != NULL)
    return family->make (law, value, limit, err);
  return mdm_mixed_read (law, text, depth, parts, limit, err);
}

mdm_status
mdm_law_open_part (mdm_law_t law, const char *spec, unsigned depth,
                   size_t *parts, const mdm_limit_t *limit, mdm_err_t *err)
{
  const family_t *family = find_family (spec);
  mdm_law_t made;
  mdm_status status;

  mdm_law_init (made);
  if (family != NULL)
    status = open_family (made, family, spec + strlen (family->name) + 1,
                          depth, parts, limit, err);
  else if (spec[0] == '\0')
    status = mdm_err_set (err, MDM_EPARSE, NULL, 0, 0,
                          "a family, a file or - is expected");
  else if (looks_like_family (spec))
    status = mdm_err_set (err, MDM_EIO, NULL, 0, 0,
                          "no file of this name, and no family '%.*s'",
                          (int) strcspn (spec, ":"), spec);
  else
    status = open_file (made, spec, limit, err);
  if (status == MDM_OK)
    {
      mdm_law_set_name (made, spec);
      mdm_law_swap (law, made);
    }
  mdm_law_clear (made);
  return status;
}

mdm_status
mdm_law_open (mdm_law_t law, const char *spec, const mdm_limit_t *limit,
              mdm_err_t *err)
{
  size_t parts = 0;
  mdm_status status = mdm_law_open_part (law, spec, 0, &parts, limit, err);
  char *where;

  if (status != MDM_OK)
    {
      where = flint_malloc (strlen (spec) + sizeof "--law=");
      strcat (strcpy (where, "--law="), spec);
      mdm_err_place (err, where, 0, 0);
      flint_free (where);
    }
  return status;
}
