/* stated.h - statements of certificates in Coq: as mathematics, which a
   theorem states, and as the data of proofs-data/coq/Claim.v, which its proof
   computes with.  Whatever has no words there is refused: MDM_ELIMIT, with the
   reason.  */
#ifndef MDM_STATED_COQ_H
#define MDM_STATED_COQ_H

#include "export/reading.h"

#include <stdio.h>

/* Where the certificate ALL, read from FILE, is written to.  */
typedef struct
{
  FILE *stream;
  const mdm_stated_all_t *all;
  const char *file;
  mdm_err_t *err;
} mdm_coq_t;

/* Say WHY STATED is not exported.  */
mdm_status mdm_coq_refuse (const mdm_coq_t *writer, const mdm_stated_t *stated,
                           const char *why);

/* Schedule NUMBER of the certificate, from 1, or NULL.  */
const mdm_listed_t *mdm_coq_schedule_of (const mdm_coq_t *writer,
                                         size_t number);
/* The schedule of random sizes that STATED speaks of, or NULL.  */
const mdm_listed_t *mdm_coq_process_of (const mdm_coq_t *writer,
                                        const mdm_stated_t *stated);

/* Is STATED about what schedule NUMBER draws?  */
int mdm_coq_draws (const mdm_coq_t *writer, const mdm_stated_t *stated,
                   size_t number);
/* Write the law that schedule NUMBER, which draws one, draws, or as DATA what
   draws it.  */
void mdm_coq_put_sampler (const mdm_coq_t *writer, size_t number, int data);

/* Set *DATA to the relation of STATED as data.  */
mdm_status mdm_coq_relation (const char **data, const mdm_coq_t *writer,
                             const mdm_stated_t *stated) MDM_MUST_CHECK;
/* Refuse STATED unless its terms are numbers alone.  */
mdm_status mdm_coq_numbers_alone (const mdm_coq_t *writer,
                                  const mdm_stated_t *stated) MDM_MUST_CHECK;

/* Write the integer DIGITS[0..COUNT).  */
void mdm_coq_put_integer (FILE *stream, const char *digits, size_t count);
/* Write a fraction, WORD, as two arguments of FUNCTION.  */
void mdm_coq_put_fraction (FILE *stream, const char *function,
                           mdm_word_t word);
/* Write WORDS as a list, each of them as such arguments if there is a
   FUNCTION.  */
void mdm_coq_put_words (FILE *stream, const mdm_words_t *words,
                        const char *function);
/* Write COMMENT on a line, if it is not empty.  */
void mdm_coq_put_comment (FILE *stream, mdm_word_t comment);

/* Write COUNT terms, TERM, of STATED as a sum, as mathematics or as DATA.  */
mdm_status mdm_coq_put_sum (const mdm_coq_t *writer,
                            const mdm_stated_t *stated,
                            const mdm_named_t *term, size_t count,
                            int data) MDM_MUST_CHECK;
/* The same of its own terms.  */
mdm_status mdm_coq_put_terms (const mdm_coq_t *writer,
                              const mdm_stated_t *stated,
                              int data) MDM_MUST_CHECK;
/* Write its statement, of random sizes where there is a PROCESS.  */
mdm_status mdm_coq_put_statement (const mdm_coq_t *writer,
                                  const mdm_stated_t *stated,
                                  const mdm_listed_t *process) MDM_MUST_CHECK;
/* Write the definitions of its data, with rays and mixture where it has
   them.  */
mdm_status mdm_coq_put_data (const mdm_coq_t *writer,
                             const mdm_stated_t *stated) MDM_MUST_CHECK;

#endif
