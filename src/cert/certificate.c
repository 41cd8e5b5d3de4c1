#include <config.h>

#include "cert/certificate.h"

#include "cert/assemble.h"

#include <stdlib.h>
#include <string.h>

void
mdm_certificate_init (mdm_certificate_t certificate)
{
  memset (certificate, 0, sizeof *certificate);
}

void
mdm_certificate_clear (mdm_certificate_t certificate)
{
  flint_free (certificate->text);
  for (size_t i = 0; i < certificate->left_outs; i++)
    flint_free (certificate->left_out[i]);
  flint_free (certificate->left_out);
}

char *
mdm_certificate_label (const char *id, const char *text)
{
  char *res = flint_malloc (strlen (id) + strlen (text) + 3);

  sprintf (res, "%s: %s", id, text);
  return res;
}

mdm_status
mdm_certificate_write (mdm_certificate_t certificate,
                       mdm_records_writer_t writer, const void *data,
                       const mdm_statements_t statements, slong bits,
                       mdm_err_t *err)
{
  mdm_record_t record;
  mdm_status status;

  mdm_record_open (&record, &certificate->text, &certificate->length);
  certificate->claims = statements->claims;
  mdm_record_put (&record, "mdmcert-certificate 1");
  writer (&record, data);
  status = mdm_statements_write (&record, statements, bits, err);
  fprintf (record.stream, "end %zu\n", record.records);
  mdm_record_close (&record);
  MDM_TRY (status);
  return mdm_record_check (certificate->text, certificate->length, err);
}
