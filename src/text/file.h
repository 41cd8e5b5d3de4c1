/* file.h - the whole of a file in memory.  */
#ifndef MDM_FILE_H
#define MDM_FILE_H

#include "exact/limit.h"

#include <sys/types.h>

/* Read the whole of the file FILE ("-" is standard input) into *TEXT, a heap
   block of *LENGTH bytes and a NUL after them that the caller frees with
   flint_free.  A directory, a missing file or a failing read is MDM_EIO; a
   second reading of standard input MDM_EDOMAIN; a file over
   limit->max_memory MDM_ELIMIT.  A NUL, which no file of lines may have, may
   end the reading: it is in *TEXT, and whoever goes through the lines refuses
   it, but perhaps not what follows, which may be endless.  */
mdm_status mdm_file_read (char **text, size_t *length, const char *file,
                          const mdm_limit_t *limit,
                          mdm_err_t *err) MDM_MUST_CHECK;
/* The same with all that is there, NULs included.  */
mdm_status mdm_file_read_binary (char **text, size_t *length, const char *file,
                                 const mdm_limit_t *limit,
                                 mdm_err_t *err) MDM_MUST_CHECK;

/* From now on reading standard input fails as if it had been read: for one of
   several processes that share it.  */
void mdm_file_forgo_stdin (void);

/* From now on reading the regular file of DEVICE and INODE fails with
   MDM_EDOMAIN, for OPTION, lent and named without hyphens, writes to it.  This
   is for two files at most.  */
void mdm_file_forbid (dev_t device, ino_t inode, const char *option);

#endif
