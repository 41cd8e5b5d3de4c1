/* assemble.h - the frame of a certificate around the records of its kind.
   Private to this room.  */
#ifndef MDM_ASSEMBLE_H
#define MDM_ASSEMBLE_H

#include "cert/certificate.h"
#include "cert/statement.h"

/* Writes what is between the first record and the statements, with DATA.  */
typedef void (*mdm_records_writer_t) (mdm_record_t *record, const void *data);

/* Set the text of CERTIFICATE to what WRITER writes and the STATEMENTS, whose
   signs are said to be seen at BITS bits (statement.h).  */
mdm_status mdm_certificate_write (mdm_certificate_t certificate,
                                  mdm_records_writer_t writer,
                                  const void *data,
                                  const mdm_statements_t statements,
                                  slong bits, mdm_err_t *err) MDM_MUST_CHECK;

/* "ID: TEXT" on the heap, with flint_malloc.  */
char *mdm_certificate_label (const char *id, const char *text);

#endif
