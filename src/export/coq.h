/* coq.h - a certificate about all laws, or of what refutes a claim about them,
   as a Coq file on the development in proofs-data/coq.

   Each statement becomes a theorem in the quantities of the development, for
   every ordered field with a logarithm, and its proof the computation of its
   evidence.  Nothing in the certificate is believed: a false one becomes a
   file that Coq rejects.  */
#ifndef MDM_COQ_H
#define MDM_COQ_H

#include "export/reading.h"

#include <stdio.h>

/* Write ALL, read from FILE, to STREAM.  MDM_ELIMIT if it has a statement that
   is not exported; what was written then is to be thrown away.  */
mdm_status mdm_coq_write (FILE *stream, const mdm_stated_all_t *all,
                          const char *file, mdm_err_t *err) MDM_MUST_CHECK;

#endif
