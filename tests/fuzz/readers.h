/* readers.h - every reader of mdmcert, given bytes as the contents of a
   file.  */
#ifndef FUZZ_READERS_H
#define FUZZ_READERS_H

#include <stddef.h>

/* Have the reader called NAME read the SIZE bytes.  Its status is told, or
   MDM_OK, 0; it is aborted where that, the message and what was read do not
   belong together.  -1: there is no such reader.  */
int fuzz_read (const char *name, const void *bytes, size_t size);

/* The I-th name of a reader, or NULL.  */
const char *fuzz_name (size_t i);

#endif
