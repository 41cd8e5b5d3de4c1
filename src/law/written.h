/* written.h - a law as the text of a law file, which is read back as the same
   law.  */
#ifndef MDM_WRITTEN_H
#define MDM_WRITTEN_H

#include "law/law.h"

#include <stdio.h>

/* Write to STREAM rows `PROBABILITY SEQUENCE' of LAW, which is listed; before
   them are the directives that reading them back needs: how sequences are
   split, and the vocabulary where it is not what is seen, in byte order.
   P[i], if P is not NULL, is the probability of row i in the place of its own;
   rows of probability 0 are left out, and one is positive.  MDM_EDOMAIN, with
   nothing written, when a token has a blank or a line end and so cannot be in
   a file.  */
mdm_status mdm_law_write (FILE *stream, const mdm_law_t law, const fmpq *p,
                          mdm_err_t *err) MDM_MUST_CHECK;

#endif
