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
  free (certificate->text);
  for (size_t i = 0; i < certificate->left_outs; i++)
    flint_free (certificate->left_out[i]);
  flint_free (certificate->left_out);
}

mdm_status
mdm_certificate_write (mdm_certificate_t certificate,
                       mdm_records_writer_t writer, void *data, mdm_err_t *err)
{
  mdm_record_t record = { NULL, 0 };
  mdm_status status;

  record.stream = open_memstream (&certificate->text, &certificate->length);
  if (record.stream == NULL)
    return mdm_err_set (err, MDM_EIO, NULL, 0, 0, "out of memory");
  mdm_record_put (&record, "mdmcert-certificate 1");
  status = writer (&record, data, err);
  fprintf (record.stream, "end %zu\n", record.records);
  if (fclose (record.stream) != 0 && status == MDM_OK)
    status = mdm_err_set (err, MDM_EIO, NULL, 0, 0, "out of memory");
  if (status == MDM_OK)
    status = mdm_record_check (certificate->text, certificate->length, err);
  return status;
}
