/* string.h - texts that are made as printf makes them.  */
#ifndef MDM_STRING_H
#define MDM_STRING_H

#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

/* FORMAT expanded, on the heap; the caller frees it with flint_free.  */
char *mdm_str (const char *format, ...)
    __attribute__ ((format (printf, 1, 2)));
char *mdm_vstr (const char *format, va_list arguments)
    __attribute__ ((format (printf, 1, 0)));

/* A stream to memory (memory_stream.h), where memory that runs out is told of as
   that of any other allocation.  */
FILE *mdm_str_open (char **text, size_t *length);
void mdm_str_close (FILE *stream, char **text);

#endif
