#include <config.h>

#include "law/keys.h"

#include "exact/array.h"
#include "exact/rational.h"
#include "text/lines.h"
#include "text/nearest.h"

#include <string.h>

void
mdm_parameters_init (mdm_parameters_struct *values)
{
  memset (values, 0, sizeof *values);
  for (size_t k = 0; k < MDM_KEYS_MAX; k++)
    fmpq_init (values->of[k].fraction);
}

void
mdm_parameters_clear (mdm_parameters_struct *values)
{
  for (size_t k = 0; k < MDM_KEYS_MAX; k++)
    {
      fmpq_clear (values->of[k].fraction);
      for (size_t i = 0; i < values->of[k].count; i++)
        flint_free (values->of[k].at[i].token);
      flint_free (values->of[k].at);
      flint_free (values->of[k].classes);
      flint_free (values->of[k].text);
    }
}

/* Taking a text apart.  */

/* The value of a key as it stands in the text; TEXT is NULL where the key has
   not been given.  */
typedef struct
{
  const char *text;
  size_t size;
} piece_t;

typedef struct
{
  const char *name; /* of the family */
  const mdm_key_t *key;
  int file; /* the number of the key of type MDM_FILE or MDM_SPEC, or -1 */
  piece_t piece[MDM_KEYS_MAX];
  mdm_err_t *err;
} reader_t;

/* Write how the family NAME with the keys KEY is written to FORM, which has
   room for 200 bytes.  */
static void
write_form (char *form, const char *name, const mdm_key_t *key)
{
  char *p = stpcpy (form, name);

  for (int k = 0; key[k].name != NULL; k++)
    {
      *p++ = k == 0 ? ':' : ',';
      p = stpcpy (p, key[k].name);
      p = stpcpy (p, key[k].name[0] != '\0' ? "=" : "");
      p = stpcpy (p, key[k].type == MDM_FILE   ? "FILE"
                     : key[k].type == MDM_SPEC ? "SPEC"
                                               : "");
    }
}

mdm_status
mdm_parameters_missing (const char *name, const mdm_key_t *key, mdm_err_t *err)
{
  char form[200];

  write_form (form, name, key);
  return mdm_err_set (err, MDM_EIO, NULL, 0, 0,
                      "no file of this name; the family is written %s", form);
}

/* Fail with a message, PROBLEM about TEXT[0..SIZE), that shows how the family
   is written.  */
static mdm_status
usage (const reader_t *r, const char *problem, const char *text, size_t size)
{
  char form[200];

  write_form (form, r->name, r->key);
  return mdm_err_set (r->err, MDM_EPARSE, NULL, 0, 0,
                      "%s '%.*s'; %s is expected", problem,
                      mdm_utf8_shown (text, size), text, form);
}

/* TEXT[0..SIZE) begins with none of the keys.  */
static mdm_status
unknown (const reader_t *r, const char *text, size_t size)
{
  const char *equals = memchr (text, '=', size);
  mdm_nearest_t nearest
      = mdm_nearest_to (text, equals == NULL ? 0 : (size_t) (equals - text));

  for (int k = 0; r->key[k].name != NULL; k++)
    mdm_nearest_try (&nearest, r->key[k].name);
  if (nearest.best == NULL)
    return usage (r, "unknown key in", text, size);
  return mdm_err_set (r->err, MDM_EPARSE, NULL, 0, 0,
                      "unknown key in '%.*s'; the most similar is '%s'",
                      mdm_utf8_shown (text, size), text, nearest.best);
}

/* The number of the key such that TEXT[0..SIZE) begins with `key=', or -1.  */
static int
key_at (const reader_t *r, const char *text, size_t size)
{
  for (int k = 0; r->key[k].name != NULL; k++)
    {
      size_t n = strlen (r->key[k].name);
      if (n > 0 && n < size && memcmp (text, r->key[k].name, n) == 0
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

/* Take what is between START, where `key=' of key number K begins, and END as
   the value of that key.  */
static void
take (reader_t *r, int k, const char *start, const char *end)
{
  r->piece[k].text = start + strlen (r->key[k].name) + 1;
  r->piece[k].size = (size_t) (end - r->piece[k].text);
}

/* Take the values that stand after a FILE.  A file name may contain anything,
   so go from right to left while `,key=' is one not yet taken.  Return where
   the rest of TEXT[0..SIZE) ends.  */
static size_t
take_tail (reader_t *r, const char *text, size_t size)
{
  size_t end = size;

  for (size_t at = size; at-- > 0;)
    if (is_comma (text, at))
      {
        int k = key_at (r, text + at + 1, end - at - 1);
        if (k < 0 || k == r->file || r->piece[k].text != NULL)
          continue;
        take (r, k, text + at + 1, text + end);
        end = at;
      }
  return end;
}

/* Take the `key=value' of TEXT[0..SIZE) that are separated by commas; a FILE
   goes on to the end.  */
static mdm_status
take_list (reader_t *r, const char *text, size_t size)
{
  for (size_t at = 0, end; at < size; at = end + 1)
    {
      int k = key_at (r, text + at, size - at);
      end = at;
      while (end < size && ((k >= 0 && k == r->file) || !is_comma (text, end)))
        end++;
      if (k < 0)
        return unknown (r, text + at, end - at);
      if (end + 1 == size)
        return usage (r, "nothing after the comma of", text + at, size - at);
      if (r->piece[k].text != NULL)
        return usage (r, "a key given twice:", r->key[k].name,
                      strlen (r->key[k].name));
      take (r, k, text + at, text + end);
    }
  return MDM_OK;
}

/* Take the values in TEXT, one for each key.  */
static mdm_status
take_all (reader_t *r, const char *text)
{
  size_t size = strlen (text);

  if (r->file >= 0)
    size = take_tail (r, text, size);
  if (r->file >= 0 && r->key[r->file].name[0] == '\0')
    r->piece[r->file] = (piece_t){ text, size };
  else
    MDM_TRY (take_list (r, text, size));
  for (int k = 0; r->key[k].name != NULL; k++)
    if (r->piece[k].text == NULL)
      return usage (r, "a key is missing:", r->key[k].name,
                    strlen (r->key[k].name));
    else if (k == r->file && r->piece[k].size == 0)
      return usage (
          r, r->key[k].type == MDM_SPEC ? "no law in" : "no file name in",
          text, strlen (text));
  return MDM_OK;
}

/* Reading.  */

/* Read the token at *AT of TEXT[0..SIZE), without its backslashes, and move
 *AT to its end, a slash or SIZE.  */
static mdm_status
read_token (char **token, size_t *at, const char *text, size_t size,
            mdm_err_t *err)
{
  char *to = *token = flint_malloc (size - *at + 1);

  for (; *at < size && text[*at] != '/'; ++*at)
    {
      if (text[*at] == '\\'
          && (++*at == size || (text[*at] != '/' && text[*at] != '\\')))
        {
          *to = '\0';
          return mdm_err_set (err, MDM_EPARSE, NULL, 0, 0,
                              "a backslash stands before a slash or a "
                              "backslash");
        }
      *to++ = text[*at];
    }
  *to = '\0';
  return MDM_OK;
}

/* Read positions, with TOKENS or without.  */
static mdm_status
read_places (mdm_parameter_t *value, int tokens, const char *text, size_t size,
             mdm_err_t *err)
{
  size_t room = 0, at = 0;

  for (;; at++)
    {
      size_t start = at;
      mdm_at_t *place;
      while (at < size && text[at] != '/' && (!tokens || text[at] != '='))
        at++;
      if (tokens && (at == size || text[at] != '='))
        return mdm_err_set (err, MDM_EPARSE, NULL, 0, 0,
                            "POSITION=TOKEN is expected, not '%.*s'",
                            mdm_utf8_shown (text + start, at - start),
                            text + start);
      MDM_ARRAY_GROW (value->at, room, value->count + 1);
      place = value->at + value->count++;
      MDM_TRY (mdm_natural_read (&place->position, text + start, at - start,
                                 UINT64_MAX, err));
      at += (size_t) tokens;
      if (tokens)
        MDM_TRY (read_token (&place->token, &at, text, size, err));
      if (at == size)
        return MDM_OK;
    }
}

/* Set *VALUE to what TEXT[0..SIZE), a value of TYPE, says.  */
static mdm_status
read_value (mdm_parameter_t *value, mdm_key_type type, const char *text,
            size_t size, mdm_err_t *err)
{
  mdm_status status;

  switch (type)
    {
    case MDM_FRACTION:
      return mdm_rational_read (value->fraction, text, size, err);
    case MDM_CLASSES:
      value->classes = flint_malloc (sizeof *value->classes);
      return mdm_classes_parse (value->classes, text, size, err);
    case MDM_POSITIONS:
    case MDM_TOKENS_AT:
      return read_places (value, type == MDM_TOKENS_AT, text, size, err);
    case MDM_NAME:
    case MDM_FILE:
    case MDM_SPEC:
      value->text = flint_malloc (size + 1);
      memcpy (value->text, text, size);
      value->text[size] = '\0';
      return MDM_OK;
    default:
      status = mdm_natural_read (&value->number, text, size, UINT64_MAX, err);
      /* The families check a size; one that needs more bits is over a limit,
         not outside what is defined.  */
      return type == MDM_SIZE && status == MDM_EDOMAIN ? MDM_ELIMIT : status;
    }
}

mdm_status
mdm_parameters_read (mdm_parameters_struct *values, const char *name,
                     const mdm_key_t *key, const char *text, mdm_err_t *err)
{
  reader_t r = { .name = name, .key = key, .file = -1, .err = err };

  for (int k = 0; key[k].name != NULL; k++)
    if (key[k].type == MDM_FILE || key[k].type == MDM_SPEC)
      r.file = k;
  MDM_TRY (take_all (&r, text));
  for (int k = 0; key[k].name != NULL; k++)
    {
      mdm_err_t found = { 0 };
      mdm_status status
          = read_value (values->of + k, key[k].type, r.piece[k].text,
                        r.piece[k].size, &found);
      if (status != MDM_OK)
        return mdm_err_set (err, status, NULL, 0, 0, "%s: %s", key[k].name,
                            found.message);
    }
  return MDM_OK;
}
