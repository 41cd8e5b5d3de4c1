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

/* A stream whose bytes are *TEXT, *LENGTH of them and a NUL, once it is
   closed; the caller frees *TEXT with flint_free.  Memory that runs out there
   is told of as elsewhere, so that the text is whole.  */
FILE *mdm_str_open (char **text, size_t *length);
void mdm_str_close (FILE *stream);

#endif
