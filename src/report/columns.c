#include <config.h>

#include "report/columns.h"

#include "exact/flint-compat.h"
#include "text/utf8.h"

#include <stdint.h>
#include <string.h>

typedef struct
{
  uint32_t first, last;
} range_t;

/* Characters that take no column: those that combine, and joiners.  */
static const range_t nothing[] = {
  { 0x0300, 0x036f },   { 0x0483, 0x0489 },   { 0x0591, 0x05bd },
  { 0x05bf, 0x05bf },   { 0x05c1, 0x05c2 },   { 0x05c4, 0x05c5 },
  { 0x0610, 0x061a },   { 0x064b, 0x065f },   { 0x0670, 0x0670 },
  { 0x06d6, 0x06dc },   { 0x06df, 0x06e4 },   { 0x06e7, 0x06e8 },
  { 0x06ea, 0x06ed },   { 0x0900, 0x0902 },   { 0x093a, 0x093a },
  { 0x093c, 0x093c },   { 0x0941, 0x0948 },   { 0x094d, 0x094d },
  { 0x0e31, 0x0e31 },   { 0x0e34, 0x0e3a },   { 0x0e47, 0x0e4e },
  { 0x1160, 0x11ff },   { 0x1ab0, 0x1aff },   { 0x1dc0, 0x1dff },
  { 0x200b, 0x200f },   { 0x202a, 0x202e },   { 0x2060, 0x2064 },
  { 0x20d0, 0x20f0 },   { 0x3099, 0x309a },   { 0xfe00, 0xfe0f },
  { 0xfe20, 0xfe2f },   { 0xfeff, 0xfeff },   { 0x1f3fb, 0x1f3ff },
  { 0xe0020, 0xe007f }, { 0xe0100, 0xe01ef },
};

/* Characters that take two.  */
static const range_t wide[] = {
  { 0x1100, 0x115f },   { 0x2329, 0x232a },   { 0x2e80, 0x303e },
  { 0x3041, 0x33ff },   { 0x3400, 0x4dbf },   { 0x4e00, 0x9fff },
  { 0xa000, 0xa4cf },   { 0xa960, 0xa97f },   { 0xac00, 0xd7a3 },
  { 0xf900, 0xfaff },   { 0xfe30, 0xfe6f },   { 0xff01, 0xff60 },
  { 0xffe0, 0xffe6 },   { 0x17000, 0x18aff }, { 0x1b000, 0x1b2ff },
  { 0x1f300, 0x1f64f }, { 0x1f680, 0x1f6ff }, { 0x1f900, 0x1f9ff },
  { 0x1fa70, 0x1faff }, { 0x20000, 0x3fffd },
};

static int
is_in (uint32_t character, const range_t *range, size_t ranges)
{
  for (size_t i = 0; i < ranges; i++)
    if (character >= range[i].first && character <= range[i].last)
      return 1;
  return 0;
}

/* Set *CHARACTER to the first of TEXT, which is not empty, and return its
   bytes.  A byte that begins none is one by itself.  */
static size_t
decode (uint32_t *character, const char *text)
{
  size_t bytes = mdm_utf8_size (text, strnlen (text, 4));

  *character = (unsigned char) text[0];
  if (bytes > 1)
    *character &= 0x7fu >> bytes;
  for (size_t i = 1; i < bytes; i++)
    *character = *character << 6 | ((unsigned char) text[i] & 0x3f);
  return bytes == 0 ? 1 : bytes;
}

size_t
mdm_columns (const char *text)
{
  size_t columns = 0;
  uint32_t character;

  while (*text != '\0')
    {
      text += decode (&character, text);
      if (character < nothing[0].first)
        columns++;
      else if (is_in (character, wide, sizeof wide / sizeof wide[0]))
        columns += 2;
      else
        columns
            += !is_in (character, nothing, sizeof nothing / sizeof nothing[0]);
    }
  return columns;
}

void
mdm_columns_pad (FILE *stream, size_t n)
{
  while (n-- > 0)
    fputc (' ', stream);
}

int
mdm_columns_is_list (const char *text)
{
  return strchr (text, ',') != NULL
         && text[strspn (text, "0123456789,/|.")] == '\0';
}

size_t
mdm_columns_list_cut (const char *text, size_t most)
{
  size_t n = strlen (text);

  if (n <= most)
    return n;
  for (n = most; n > 0 && text[n - 1] != ',';)
    n--;
  return n;
}

/* Write the list WORD over several lines, LINES at most; return the column
   that it ends in.  */
static size_t
wrap_list (FILE *stream, const char *word, size_t indent, size_t lines)
{
  size_t room = MDM_COLUMNS_LINE - indent, n = strlen (word);

  for (size_t line = 1; n > room; line++)
    {
      size_t part
          = mdm_columns_list_cut (word, line == lines ? room - 2 : room);
      if (part == 0)
        break;
      fwrite (word, 1, part, stream);
      if (line == lines)
        {
          fputs ("..", stream);
          return indent + part + 2;
        }
      fputc ('\n', stream);
      mdm_columns_pad (stream, indent);
      word += part;
      n -= part;
    }
  fputs (word, stream);
  return indent + n;
}

/* The next word of *TEXT, which begins with none of the blanks before it, into
   WORD; *TEXT is then behind it.  */
static void
take_word (char *word, const char **text)
{
  size_t n = strcspn (*text, " ");

  memcpy (word, *text, n);
  word[n] = '\0';
  *text += n + strspn (*text + n, " ");
}

void
mdm_columns_wrap (FILE *stream, const char *text, size_t indent, size_t lines)
{
  size_t at = indent;
  char *word;

  if (indent + mdm_columns (text) <= MDM_COLUMNS_LINE
      || indent + 16 > MDM_COLUMNS_LINE)
    {
      fputs (text, stream);
      return;
    }
  word = flint_malloc (strlen (text) + 1);
  for (text += strspn (text, " "); *text != '\0';)
    {
      size_t columns;
      take_word (word, &text);
      columns = mdm_columns (word);
      if (at > indent && at + 1 + columns > MDM_COLUMNS_LINE)
        {
          fputc ('\n', stream);
          mdm_columns_pad (stream, indent);
          at = indent;
        }
      else if (at > indent)
        {
          fputc (' ', stream);
          at++;
        }
      if (at == indent && mdm_columns_is_list (word))
        at = wrap_list (stream, word, indent, lines);
      else
        {
          fputs (word, stream);
          at += columns;
        }
    }
  flint_free (word);
}
