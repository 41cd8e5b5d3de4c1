/* columns.h - text measured in the columns of a terminal, and wrapped.

   The width of a character does not depend on the locale, and wrapping not on
   the terminal: the same text is laid out alike everywhere.  */
#ifndef MDM_COLUMNS_H
#define MDM_COLUMNS_H

#include <stddef.h>
#include <stdio.h>

/* Text is wrapped so that no line is longer than this, if that can be.  */
#define MDM_COLUMNS_LINE 79

/* How many columns TEXT, which is UTF-8, takes: none for what combines with
   the character before it, two for a wide character of East Asia and for most
   pictures, one for any other.  Bytes that are not UTF-8 take one each.  */
size_t mdm_columns (const char *text);

/* Write N blanks to STREAM.  */
void mdm_columns_pad (FILE *stream, size_t n);

/* Is TEXT a list of numbers, such as sizes or probabilities, that is without
   blanks and may be broken after a comma?  */
int mdm_columns_is_list (const char *text);

/* How many bytes of the list TEXT are kept so that they end in a comma and
   take at most MOST columns; 0 if it has no comma there.  */
size_t mdm_columns_list_cut (const char *text, size_t most);

/* Write TEXT, of which the first line begins in column INDENT, to STREAM;
   further lines are begun with INDENT blanks.  Lines are broken at blanks, and
   lists after commas; of a list that takes more than LINES lines the rest is
   "..".  Text that fits is written as it is, and so is all text where INDENT
   leaves no room.  The last line is not ended.  */
void mdm_columns_wrap (FILE *stream, const char *text, size_t indent,
                       size_t lines);

#endif
