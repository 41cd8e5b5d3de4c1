#include <config.h>

#include "law/npy_header.h"

#include <string.h>

/* The dictionary, from AT on; it ends at END.  */
typedef struct
{
  const char *file;
  const char *text;
  size_t at;
  size_t end;
  mdm_err_t *err;
} dict_t;

/* The byte at AT is where it went wrong; bytes count from 0.  */
#define FAIL(d, ...)                                                          \
 mdm_err_set ((d)->err, MDM_EPARSE, (d)->file, 0, 0,                          \
              "byte %zu of the header: " __VA_ARGS__)

/* Is C, perhaps a NUL, one of SET?  */
static int
is_one_of (char c, const char *set)
{
  return c != '\0' && strchr (set, c) != NULL;
}

static void
skip_blanks (dict_t *d)
{
  while (d->at < d->end
         && (d->text[d->at] == ' ' || d->text[d->at] == '\t'
             || d->text[d->at] == '\n'))
    d->at++;
}

/* Take the character C, after blanks; was it there?  */
static int
take (dict_t *d, char c)
{
  skip_blanks (d);
  if (d->at == d->end || d->text[d->at] != c)
    return 0;
  d->at++;
  return 1;
}

static mdm_status
expect (dict_t *d, char c)
{
  return take (d, c) ? MDM_OK : FAIL (d, "'%c' is expected", d->at, c);
}

/* Take a string in single or double quotes, without escapes.  */
static mdm_status
take_string (const char **string, size_t *size, dict_t *d)
{
  const char *end;
  char quote;

  skip_blanks (d);
  if (d->at == d->end || !is_one_of (d->text[d->at], "'\""))
    return FAIL (d, "a string in quotes is expected", d->at);
  quote = d->text[d->at++];
  *string = d->text + d->at;
  end = memchr (*string, quote, d->end - d->at);
  if (end == NULL)
    return FAIL (d, "the quote is not closed", d->at - 1);
  *size = (size_t) (end - *string);
  d->at += *size + 1;
  return MDM_OK;
}

/* Take WORD, if it is there.  */
static int
take_word (dict_t *d, const char *word)
{
  size_t n = strlen (word);

  skip_blanks (d);
  if (d->end - d->at < n || memcmp (d->text + d->at, word, n) != 0)
    return 0;
  d->at += n;
  return 1;
}

/* What entries of the type LETTER are, where they are no real numbers.  */
static const char *
other_type (char letter)
{
  switch (letter)
    {
    case 'b':
    case '?':
      return "booleans";
    case 'c':
      return "complex numbers";
    case 'O':
      return "Python objects";
    case 'S':
    case 'a':
    case 'U':
      return "strings";
    case 'M':
    case 'm':
      return "dates or times";
    case 'V':
      return "raw bytes";
    }
  return "entries of an unknown type";
}

/* 'descr': the type of the entries, such as '<f8'.  */
static mdm_status
read_type (mdm_npy_header_t *header, dict_t *d)
{
  const char *text;
  size_t size, at;
  char order;

  skip_blanks (d);
  at = d->at;
  if (at < d->end && d->text[at] == '[')
    return mdm_err_set (d->err, MDM_EDOMAIN, d->file, 0, 0,
                        "a structured array; the weights of a law are "
                        "integers or floats");
  MDM_TRY (take_string (&text, &size, d));
  if (size < 2 || !is_one_of (text[0], "<>|"))
    return FAIL (d, "a type such as '<f8' is expected", at);
  order = text[0];
  header->type = text[1];
  if (!is_one_of (header->type, "iuf"))
    return mdm_err_set (d->err, MDM_EDOMAIN, d->file, 0, 0,
                        "an array of %s; the weights of a law are integers "
                        "or floats",
                        other_type (header->type));
  if (size != 3 || !is_one_of (text[2], header->type == 'f' ? "248" : "1248"))
    return mdm_err_set (d->err, MDM_EDOMAIN, d->file, 0, 0,
                        "entries of type '%.*s'; integers have 1, 2, 4 or 8 "
                        "bytes, floats 2, 4 or 8",
                        (int) (size < 20 ? size : 20), text);
  header->size = (unsigned) (text[2] - '0');
  if (order == '|' && header->size > 1)
    return FAIL (d, "the type does not say in which order bytes are", at);
  header->big_endian = order == '>';
  return MDM_OK;
}

/* 'fortran_order': True or False.  */
static mdm_status
read_order (mdm_npy_header_t *header, dict_t *d)
{
  header->fortran = take_word (d, "True");
  if (!header->fortran && !take_word (d, "False"))
    return FAIL (d, "True or False is expected", d->at);
  return MDM_OK;
}

/* The length of an axis; Python 2 wrote an L after it.  */
static mdm_status
read_axis (uint64_t *axis, dict_t *d)
{
  size_t start;

  skip_blanks (d);
  start = d->at;
  *axis = 0;
  for (; d->at < d->end && d->text[d->at] >= '0' && d->text[d->at] <= '9';
       d->at++)
    {
      if (*axis > UINT64_MAX / 10 - 1)
        return FAIL (d, "a number of too many digits", start);
      *axis = 10 * *axis + (uint64_t) (d->text[d->at] - '0');
    }
  if (d->at == start)
    return FAIL (d, "the length of an axis is expected", start);
  if (d->at < d->end && d->text[d->at] == 'L')
    d->at++;
  return MDM_OK;
}

/* 'shape': a tuple such as (2, 2), (2,) or ().  */
static mdm_status
read_shape (mdm_npy_header_t *header, dict_t *d)
{
  MDM_TRY (expect (d, '('));
  header->axes = 0;
  while (!take (d, ')'))
    {
      if (header->axes == MDM_NPY_AXES_MAX)
        return FAIL (d, "more than %d axes", d->at, MDM_NPY_AXES_MAX);
      MDM_TRY (read_axis (header->shape + header->axes++, d));
      if (!take (d, ','))
        /* (2) is a number, no tuple.  */
        return expect (d, header->axes == 1 ? ',' : ')');
    }
  return MDM_OK;
}

/* Read the dictionary, whose keys come in any order, each once.  */
static mdm_status
read_dict (mdm_npy_header_t *header, dict_t *d)
{
  static const struct
  {
    const char *key;
    mdm_status (*read) (mdm_npy_header_t *header, dict_t *d);
  } keys[] = { { "descr", read_type },
               { "fortran_order", read_order },
               { "shape", read_shape } };
  unsigned seen = 0;

  MDM_TRY (expect (d, '{'));
  while (!take (d, '}'))
    {
      const char *key;
      size_t size, at = d->at, k = 0;
      MDM_TRY (take_string (&key, &size, d));
      while (k < 3
             && (strlen (keys[k].key) != size
                 || memcmp (key, keys[k].key, size) != 0))
        k++;
      if (k == 3)
        return FAIL (d, "the keys are 'descr', 'fortran_order' and 'shape'",
                     at);
      if (seen >> k & 1)
        return FAIL (d, "'%s' for the second time", at, keys[k].key);
      seen |= 1U << k;
      MDM_TRY (expect (d, ':'));
      MDM_TRY (keys[k].read (header, d));
      if (take (d, ','))
        continue;
      MDM_TRY (expect (d, '}'));
      break;
    }
  for (size_t k = 0; k < 3; k++)
    if ((seen >> k & 1) == 0)
      return FAIL (d, "'%s' is missing", d->at, keys[k].key);
  skip_blanks (d);
  if (d->at < d->end)
    return FAIL (d, "nothing is expected after the dictionary", d->at);
  return MDM_OK;
}

mdm_status
mdm_npy_header_read (mdm_npy_header_t *header, const char *file,
                     const char *text, size_t length, mdm_err_t *err)
{
  dict_t d = { .file = file, .err = err };
  size_t bytes, size = 0;

  if (length < 6 || memcmp (text, "\x93NUMPY", 6) != 0)
    return mdm_err_set (err, MDM_EPARSE, file, 0, 0,
                        "no file of NumPy: it does not begin with \\x93NUMPY");
  if (length < 8)
    return mdm_err_set (err, MDM_EPARSE, file, 0, 0, "the header is cut off");
  if (text[6] < 1 || text[6] > 3 || text[7] != 0)
    return mdm_err_set (err, MDM_EPARSE, file, 0, 0,
                        "version %d.%d of the format; 1.0, 2.0 and 3.0 are "
                        "read",
                        (unsigned char) text[6], (unsigned char) text[7]);
  bytes = text[6] == 1 ? 2 : 4;
  for (size_t i = 0; i < bytes && 8 + i < length; i++)
    size |= (size_t) (unsigned char) text[8 + i] << 8 * i;
  if (length < 8 + bytes || length - 8 - bytes < size)
    return mdm_err_set (err, MDM_EPARSE, file, 0, 0, "the header is cut off");
  d.text = text;
  d.at = 8 + bytes;
  d.end = header->data = 8 + bytes + size;
  return read_dict (header, &d);
}
