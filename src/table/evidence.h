/* evidence.h - the certificates of a row (cert/certificate.h).

   A row of one law has one certificate, N.cert, of the claims and numbers that
   it shows; and where a number is sought one for each that was tried,
   N-T3.cert, of the second such column N-2-T3.cert.  A universal row has one
   for each claim, N.cert, N-2.cert and so on, and of a constant a second one,
   N-sharp.cert, that nothing better does.  */
#ifndef MDM_EVIDENCE_H
#define MDM_EVIDENCE_H

#include "cert/certificate.h"

typedef struct
{
  char *name, *text; /* on the heap */
  size_t length;
  size_t subject;
} mdm_evidence_file_t;

typedef struct
{
  char *stem;
  size_t subjects; /* how many were begun */
  size_t ordinal;  /* of the one at hand among these */
  size_t subject;  /* the one at hand, a number of the caller's */
  size_t count;
  mdm_evidence_file_t *file;
  char *missing; /* on the heap: why something has no certificate; or NULL */
} mdm_evidence_t;

/* EVIDENCE of ROW, from 0, of so many ROWS; nothing yet.  */
void mdm_evidence_init (mdm_evidence_t *evidence, size_t row, size_t rows);
void mdm_evidence_clear (mdm_evidence_t *evidence);

/* What is added from now on is of SUBJECT, one more.  */
void mdm_evidence_begin (mdm_evidence_t *evidence, size_t subject);
/* The same, but called as the first one is; all files of that have a suffix,
   or there is none.  */
void mdm_evidence_begin_row (mdm_evidence_t *evidence, size_t subject);

/* Add the certificate of PROOF (mdm_certificate_set_proof), with SUFFIX in its
   name.  Where there is none it is missing.  */
void mdm_evidence_proof (mdm_evidence_t *evidence, const char *suffix,
                         const mdm_proof_t proof, const mdm_linear_t linear,
                         const mdm_scope_t *scope,
                         const mdm_certificate_claim_t *claim);
/* Likewise of COUNT claims on INSTANCE.  */
void mdm_evidence_instance (mdm_evidence_t *evidence, const char *suffix,
                            mdm_instance_t instance,
                            const mdm_certificate_claim_t *claim,
                            size_t count);
/* There is none, as WHY says.  */
void mdm_evidence_miss (mdm_evidence_t *evidence, const char *why);

/* The names of the files of SUBJECT, SIZE_MAX being all, separated by blanks;
   on the heap, NULL of none.  */
char *mdm_evidence_names (const mdm_evidence_t *evidence, size_t subject);

/* All files as bytes, *LENGTH of them, on the heap; hear of each file in
   BYTES[0..LENGTH), which may be damaged: MDM_EIO.  */
char *mdm_evidence_pack (size_t *length, const mdm_evidence_t *evidence);
typedef mdm_status (*mdm_evidence_keeper_t) (void *data, const char *name,
                                             const char *text, size_t length,
                                             mdm_err_t *err);
mdm_status mdm_evidence_unpack (const char *bytes, size_t length,
                                mdm_evidence_keeper_t keep, void *data,
                                mdm_err_t *err) MDM_MUST_CHECK;

#endif
