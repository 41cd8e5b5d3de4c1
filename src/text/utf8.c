#include <config.h>

#include "text/utf8.h"

size_t
mdm_utf8_size (const char *text, size_t length)
{
  const unsigned char *s = (const unsigned char *) text;
  unsigned low = 0x80, high = 0xbf;
  size_t n;

  if (length == 0)
    return 0;
  if (s[0] < 0x80)
    return 1;
  if (s[0] < 0xc2 || s[0] > 0xf4)
    return 0;
  n = s[0] < 0xe0 ? 2 : s[0] < 0xf0 ? 3 : 4;
  /* The second byte tells overlong forms, surrogates and what is over
     U+10FFFF.  */
  switch (s[0])
    {
    case 0xe0:
      low = 0xa0;
      break;
    case 0xed:
      high = 0x9f;
      break;
    case 0xf0:
      low = 0x90;
      break;
    case 0xf4:
      high = 0x8f;
      break;
    default:
      break;
    }
  if (length < n || s[1] < low || s[1] > high)
    return 0;
  for (size_t i = 2; i < n; i++)
    if ((s[i] & 0xc0) != 0x80)
      return 0;
  return n;
}

int
mdm_utf8_shown (const char *text, size_t length)
{
  size_t n = 40;

  if (length <= n)
    return (int) length;
  while (n > 0 && ((unsigned char) text[n] & 0xc0) == 0x80)
    n--;
  return (int) n;
}
