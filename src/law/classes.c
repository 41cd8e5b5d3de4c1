#include <config.h>

#include "law/classes.h"

#include "text/lines.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct
{
  const char *text;
  size_t length;
  size_t at;
  mdm_classes_t *classes;
  int rest; /* the class of all other bytes, or MDM_CLASS_NONE */
  mdm_err_t *err;
} parser_t;

#define FAIL(p, status, ...)                                                  \
 mdm_err_set ((p)->err, status, NULL, 0, 0, __VA_ARGS__)

/* Does the text go on with C, unescaped?  */
static int
is_next (const parser_t *p, char c)
{
  return p->at < p->length && p->text[p->at] == c;
}

/* Is the class over at AT?  */
static int
ends_class (const parser_t *p, size_t at)
{
  return at >= p->length || p->text[at] == '/';
}

/* Read the escape at p->at, a backslash, into *BYTE.  */
static mdm_status
read_escape (parser_t *p, unsigned *byte)
{
  size_t left = p->length - p->at;
  char c = left > 1 ? p->text[p->at + 1] : '\0';

  if (c == 'x' && left > 3 && isxdigit ((unsigned char) p->text[p->at + 2])
      && isxdigit ((unsigned char) p->text[p->at + 3]))
    {
      char hex[3] = { p->text[p->at + 2], p->text[p->at + 3] };
      *byte = (unsigned) strtoul (hex, NULL, 16);
      p->at += 4;
      return MDM_OK;
    }
  p->at += 2;
  *byte = c == 'n' ? '\n' : c == 't' ? '\t' : c == 'r' ? '\r' : (unsigned) c;
  if (c != '\0' && strchr ("\\,/:-*ntr", c) != NULL)
    return MDM_OK;
  return FAIL (p, MDM_EPARSE,
               "a backslash is followed by one of \\ , / : - * n t r or by x "
               "and two hexadecimal digits");
}

/* Read one byte of CHARS, the first of which is at BEGIN, into *BYTE.
   HIGH: it is the upper end of a range.  */
static mdm_status
read_byte (parser_t *p, unsigned *byte, size_t begin, int high)
{
  char c = p->text[p->at];

  if (c == '\\')
    return read_escape (p, byte);
  if (c == ',' || c == ':' || c == '*')
    return FAIL (p, MDM_EPARSE,
                 "'%c' among the characters of a class is written '\\%c'", c,
                 c);
  if (c == '-' && !high && p->at != begin && !ends_class (p, p->at + 1))
    return FAIL (p, MDM_EPARSE, "'-' between two ranges is written '\\-'");
  *byte = (unsigned char) c;
  p->at++;
  return MDM_OK;
}

/* Put the bytes LOW..HIGH into class NUMBER.  */
static mdm_status
put_range (parser_t *p, unsigned low, unsigned high, int number)
{
  if (low > high)
    return FAIL (p, MDM_EDOMAIN,
                 "a range is reversed: byte 0x%02x to byte 0x%02x", low, high);
  for (unsigned b = low; b <= high; b++)
    {
      int16_t *class = p->classes->class + b;
      if (*class != MDM_CLASS_NONE && *class != number)
        {
          char shown[8] = "";
          if (b > 0x20 && b < 0x7f)
            snprintf (shown, sizeof shown, " (%c)", (int) b);
          return FAIL (
              p, MDM_EDOMAIN, "byte 0x%02x%s is in two classes, '%s' and '%s'",
              b, shown, p->classes->name[*class], p->classes->name[number]);
        }
      *class = (int16_t) number;
    }
  return MDM_OK;
}

/* Read the CHARS of class NUMBER.  */
static mdm_status
read_chars (parser_t *p, int number)
{
  size_t begin = p->at;

  if (ends_class (p, p->at))
    return FAIL (p, MDM_EPARSE, "class '%s' has no characters",
                 p->classes->name[number]);
  if (is_next (p, '*') && ends_class (p, p->at + 1))
    {
      if (p->rest != MDM_CLASS_NONE)
        return FAIL (p, MDM_EDOMAIN, "'*' in two classes, '%s' and '%s'",
                     p->classes->name[p->rest], p->classes->name[number]);
      p->rest = number;
      p->at++;
      return MDM_OK;
    }
  while (!ends_class (p, p->at))
    {
      unsigned low, high;
      MDM_TRY (read_byte (p, &low, begin, 0));
      high = low;
      if (is_next (p, '-') && !ends_class (p, p->at + 1))
        {
          p->at++;
          MDM_TRY (read_byte (p, &high, begin, 1));
        }
      MDM_TRY (put_range (p, low, high, number));
    }
  return MDM_OK;
}

/* Read the NAME of the next class, and the `:' after it.  */
static mdm_status
read_name (parser_t *p)
{
  mdm_classes_t *classes = p->classes;
  char *name = classes->name[classes->count];
  size_t size = mdm_utf8_size (p->text + p->at, p->length - p->at);
  unsigned byte;

  memset (name, 0, sizeof classes->name[0]);
  if (is_next (p, '\\'))
    {
      MDM_TRY (read_escape (p, &byte));
      name[0] = (char) (byte < 0x80 ? byte : 0);
    }
  else if (size > 0 && strchr (",/:", p->text[p->at]) == NULL)
    {
      memcpy (name, p->text + p->at, size);
      p->at += size;
    }
  if ((unsigned char) name[0] < 0x20 || name[0] == 0x7f || !is_next (p, ':'))
    return FAIL (p, MDM_EPARSE,
                 "NAME:CHARS{/NAME:CHARS} is expected, each NAME one "
                 "character");
  p->at++;
  for (size_t i = 0; i < classes->count; i++)
    if (strcmp (classes->name[i], name) == 0)
      return FAIL (p, MDM_EDOMAIN, "two classes are named '%s'", name);
  return MDM_OK;
}

mdm_status
mdm_classes_parse (mdm_classes_t *classes, const char *text, size_t length,
                   mdm_err_t *err)
{
  parser_t p = { text, length, 0, classes, MDM_CLASS_NONE, err };
  int more;

  classes->count = 0;
  for (size_t b = 0; b < 256; b++)
    classes->class[b] = MDM_CLASS_NONE;
  do
    {
      if (classes->count == 256)
        return FAIL (&p, MDM_EDOMAIN, "more than 256 classes");
      MDM_TRY (read_name (&p));
      MDM_TRY (read_chars (&p, (int) classes->count));
      classes->count++;
      more = is_next (&p, '/');
      p.at += (size_t) more;
    }
  while (more);
  for (size_t b = 0; b < 256; b++)
    if (classes->class[b] == MDM_CLASS_NONE)
      classes->class[b] = (int16_t) p.rest;
  return MDM_OK;
}
