/* reader.h - reads a law from a file of weighted sequences.

   One `WEIGHT SEQUENCE' a line (the output of `sort | uniq -c' is a law);
   the format is described in mdmcert-law(5) and CONTRACT, "Laws".  Nothing
   is repaired: whatever is not a law is an error that names FILE:LINE:COL.  */
#ifndef MDM_READER_H
#define MDM_READER_H

#include "law/law.h"

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

/* Set LAW from the text of a law file; FILE is its name for messages and
   the law's name.  */
mdm_status mdm_law_parse (mdm_law_t law, const char *file, const char *text,
                          size_t length, const mdm_limit_t *limit,
                          mdm_err_t *err) MDM_MUST_CHECK;

/* From now on reading standard input fails as if it had been read: for one of
   several processes that share it.  */
void mdm_file_forgo_stdin (void);

#endif
