/* caret.h - a place in a text, shown: the line, and a caret under the
   column.  */
#ifndef MDM_CARET_H
#define MDM_CARET_H

#include <stddef.h>

/* The two lines "  source line\n  spaces^\n" that show byte COLUMN of LINE,
   a place in TEXT whose first line is FIRST_LINE; a long line is cut to the
   piece around the column, characters that cannot be shown are '?'.  On the
   heap, the caller frees it with flint_free; NULL when the place is not in
   TEXT.  */
char *mdm_caret_str (const char *text, size_t first_line, size_t line,
                     size_t column);

#endif
