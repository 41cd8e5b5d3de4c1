/* reader.h - reads a law from a file of weighted sequences.

   One `WEIGHT SEQUENCE' a line (the output of `sort | uniq -c' is a law);
   the format is described in mdmcert-law(5) and CONTRACT, "Laws".  Nothing
   is repaired: whatever is not a law is an error that names FILE:LINE:COL.  */
#ifndef MDM_READER_H
#define MDM_READER_H

#include "law/families.h"

/* Set LAW from the text of a law file; FILE is its name for messages and
   the law's name.  With a token to pad with (reading.h) sequences may be of
   several lengths: it is put after the shorter ones.  */
mdm_status mdm_law_parse (mdm_law_t law, const char *file, const char *text,
                          size_t length, const mdm_limit_t *limit,
                          mdm_err_t *err) MDM_MUST_CHECK;
/* The same with the contents of FILE.  */
mdm_status mdm_law_read (mdm_law_t law, const char *file,
                         const mdm_limit_t *limit,
                         mdm_err_t *err) MDM_MUST_CHECK;

/* counts:FILE - the law of the lines of FILE: each is a sequence that counts
   1, cut as those of law files are, so that equal ones add up.  */
mdm_family mdm_counts_read MDM_MUST_CHECK;

#endif
