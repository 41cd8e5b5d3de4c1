/* code.h - the uniform law on a linear code over a prime field.  */
#ifndef MDM_CODE_H
#define MDM_CODE_H

#include "law/families.h"

/* code:q=,G=FILE - the uniform law on the row space mod the prime q of the
   matrix in FILE, each codeword once; L is the length of its rows.  One row a
   line, blank-separated integers, reduced mod q; blank lines and lines
   starting with # are skipped.  MDM_EDOMAIN when q is no prime, without a
   place; what is wrong with the file says where; MDM_ELIMIT as for all listed
   laws.  */
mdm_family mdm_code_read MDM_MUST_CHECK;

/* span:q=,rows= - the same for a matrix that is written out, q one of 2, 3, 5
   and 7: rows of digits below q, separated by slashes.  */
mdm_family mdm_code_span MDM_MUST_CHECK;

#endif
