/* code.h - the uniform law on a linear code over a prime field.  */
#ifndef MDM_CODE_H
#define MDM_CODE_H

#include "law/law.h"

/* Set LAW to the uniform law on the row space mod the prime Q of the matrix
   in FILE, each codeword once; L is the length of its rows.  One row a line,
   blank-separated integers, reduced mod Q; blank lines and lines starting
   with # are skipped.  MDM_EDOMAIN when Q is no prime, without a place; what
   is wrong with the file says where; MDM_ELIMIT as for all listed laws.  */
mdm_status mdm_code_read (mdm_law_t law, uint64_t q, const char *file,
                          const mdm_limit_t *limit,
                          mdm_err_t *err) MDM_MUST_CHECK;

#endif
