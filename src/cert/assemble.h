/* assemble.h - the frame of a certificate around the records of its kind.
   Private to this room.  */
#ifndef MDM_ASSEMBLE_H
#define MDM_ASSEMBLE_H

#include "cert/certificate.h"
#include "cert/record.h"

/* Writes what is between the first record and the last, with its DATA.  */
typedef mdm_status (*mdm_records_writer_t) (mdm_record_t *record, void *data,
                                            mdm_err_t *err);

/* Set the text of CERTIFICATE to what WRITER writes, framed.  */
mdm_status mdm_certificate_write (mdm_certificate_t certificate,
                                  mdm_records_writer_t writer, void *data,
                                  mdm_err_t *err) MDM_MUST_CHECK;

#endif
