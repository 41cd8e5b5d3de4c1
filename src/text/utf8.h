/* utf8.h - the characters of UTF-8, strictly: no overlong forms, no
   surrogates, nothing over U+10FFFF (RFC 3629).  */
#ifndef MDM_UTF8_H
#define MDM_UTF8_H

#include <stddef.h>

/* The number of bytes of the character that TEXT[0..LENGTH) begins with, or 0
   if it begins with none.  */
size_t mdm_utf8_size (const char *text, size_t length);

/* How many of the LENGTH bytes of TEXT to show in a message: all when they
   are few, else some that end at a whole character.  */
int mdm_utf8_shown (const char *text, size_t length);

/* Is the character of SIZE bytes at TEXT a control character, of ASCII or
   U+0080 to U+009F?  Terminals obey both.  */
static inline int
mdm_utf8_is_control (const char *text, size_t size)
{
  unsigned char c = (unsigned char) *text;

  return size == 1 ? c < 0x20 || c == 0x7f
                   : c == 0xc2 && (unsigned char) text[1] < 0xa0;
}

#endif
