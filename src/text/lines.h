/* lines.h - the lines of a text held in memory, checked byte by byte.

   A law file is UTF-8 text.  NUL, a carriage return that does not end a line
   and malformed UTF-8 are errors wherever they stand, comments included, so
   that a binary file or a wrong encoding never passes as a law.  */
#ifndef MDM_LINES_H
#define MDM_LINES_H

#include "exact/status.h"
#include "text/utf8.h"

/* The line [START, START + SIZE) is lent from TEXT; LINE is its number from
   1.  Its end, LF or CRLF, is not part of it.  */
typedef struct
{
  const char *file; /* for messages */
  const char *text;
  size_t length;
  size_t next; /* offset of the line after this one */
  size_t line;
  const char *start;
  size_t size;
} mdm_lines_t;

/* Stand before the first line of TEXT[0..LENGTH), which FILE holds.  Both
   are lent to LINES.  */
void mdm_lines_init (mdm_lines_t *lines, const char *file, const char *text,
                     size_t length);

/* Go to the next line; *MORE says whether there was one.  MDM_EPARSE with
   its place when the line has a byte that no text has.  */
mdm_status mdm_lines_next (int *more, mdm_lines_t *lines,
                           mdm_err_t *err) MDM_MUST_CHECK;

/* Is C a blank?  */
static inline int
mdm_is_blank (char c)
{
  return c == ' ' || c == '\t';
}

/* The first offset >= AT of LINES's line that is no blank; that is one; or
   its size.  */
static inline size_t
mdm_lines_skip_blanks (const mdm_lines_t *lines, size_t at)
{
  while (at < lines->size && mdm_is_blank (lines->start[at]))
    at++;
  return at;
}

static inline size_t
mdm_lines_skip_word (const mdm_lines_t *lines, size_t at)
{
  while (at < lines->size && !mdm_is_blank (lines->start[at]))
    at++;
  return at;
}

/* Is WORD the word that stands at AT of LINES's line?  */
int mdm_lines_is_word (const mdm_lines_t *lines, size_t at, const char *word);

#endif
