#include <config.h>

#include "table/evidence.h"

#include "exact/scoped.h"
#include "text/string.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void
mdm_evidence_init (mdm_evidence_t *evidence, size_t row, size_t rows)
{
  int digits = 1;

  for (; rows >= 10; rows /= 10)
    digits++;
  memset (evidence, 0, sizeof *evidence);
  evidence->stem = mdm_str ("%0*zu", digits, row + 1);
}

void
mdm_evidence_clear (mdm_evidence_t *evidence)
{
  for (size_t i = 0; i < evidence->count; i++)
    {
      flint_free (evidence->file[i].name);
      flint_free (evidence->file[i].text);
    }
  flint_free (evidence->file);
  flint_free (evidence->missing);
  flint_free (evidence->stem);
}

void
mdm_evidence_begin (mdm_evidence_t *evidence, size_t subject)
{
  evidence->ordinal = ++evidence->subjects;
  evidence->subject = subject;
}

void
mdm_evidence_begin_row (mdm_evidence_t *evidence, size_t subject)
{
  evidence->ordinal = 1;
  evidence->subject = subject;
}

void
mdm_evidence_miss (mdm_evidence_t *evidence, const char *why)
{
  if (evidence->missing == NULL)
    evidence->missing = mdm_str ("%s", why);
}

/* Add CERTIFICATE, which was made with STATUS and OWN.  */
static void
add (mdm_evidence_t *evidence, const char *suffix,
     mdm_certificate_t certificate, mdm_status status, const mdm_err_t *own)
{
  mdm_evidence_file_t *file;
  MDM_OWNED char *number = NULL;

  if (status != MDM_OK)
    {
      mdm_evidence_miss (evidence, own->message);
      return;
    }
  if (certificate->left_outs > 0)
    mdm_evidence_miss (evidence, certificate->left_out[0]);
  number = evidence->ordinal > 1 ? mdm_str ("-%zu", evidence->ordinal)
                                 : mdm_str ("%s", "");
  evidence->file = flint_realloc (
      evidence->file, (evidence->count + 1) * sizeof *evidence->file);
  file = evidence->file + evidence->count++;
  file->name = mdm_str ("%s%s%s.cert", evidence->stem, number, suffix);
  file->text = flint_malloc (certificate->length + 1);
  memcpy (file->text, certificate->text, certificate->length);
  file->length = certificate->length;
  file->subject = evidence->subject;
}

void
mdm_evidence_proof (mdm_evidence_t *evidence, const char *suffix,
                    const mdm_proof_t proof, const mdm_linear_t linear,
                    const mdm_scope_t *scope,
                    const mdm_certificate_claim_t *claim)
{
  MDM_SCOPED (certificate, mdm_certificate_struct, mdm_certificate_init,
              mdm_certificate_clear);
  mdm_err_t own = { 0 };
  mdm_status status = mdm_certificate_set_proof (certificate, proof, linear,
                                                 scope, claim, &own);

  add (evidence, suffix, certificate, status, &own);
}

void
mdm_evidence_instance (mdm_evidence_t *evidence, const char *suffix,
                       mdm_instance_t instance,
                       const mdm_certificate_claim_t *claim, size_t count)
{
  MDM_SCOPED (certificate, mdm_certificate_struct, mdm_certificate_init,
              mdm_certificate_clear);
  mdm_err_t own = { 0 };
  mdm_status status = mdm_certificate_set_instance (certificate, instance,
                                                    claim, count, &own);

  add (evidence, suffix, certificate, status, &own);
}

char *
mdm_evidence_names (const mdm_evidence_t *evidence, size_t subject)
{
  char *names = NULL;

  for (size_t i = 0; i < evidence->count; i++)
    if (subject == SIZE_MAX || evidence->file[i].subject == subject)
      {
        MDM_OWNED char *before = names;
        names = mdm_str ("%s%s%s", before == NULL ? "" : before,
                         before == NULL ? "" : " ", evidence->file[i].name);
      }
  return names;
}

/* Each file is its name, a blank, the number of its bytes, a line end, and its
   bytes.  */
char *
mdm_evidence_pack (size_t *length, const mdm_evidence_t *evidence)
{
  char *bytes = NULL;
  FILE *stream = mdm_str_open (&bytes, length);

  for (size_t i = 0; i < evidence->count; i++)
    {
      const mdm_evidence_file_t *file = evidence->file + i;
      fprintf (stream, "%s %zu\n", file->name, file->length);
      fwrite (file->text, 1, file->length, stream);
    }
  mdm_str_close (stream);
  return bytes;
}

mdm_status
mdm_evidence_unpack (const char *bytes, size_t length,
                     mdm_evidence_keeper_t keep, void *data, mdm_err_t *err)
{
  for (size_t at = 0; at < length;)
    {
      const char *end = memchr (bytes + at, '\n', length - at);
      MDM_OWNED char *name = NULL;
      char *blank;
      size_t size;

      if (end == NULL)
        return mdm_err_set (err, MDM_EIO, NULL, 0, 0,
                            "the certificates of a row are damaged");
      name
          = mdm_str ("%.*s", (int) (end - bytes - (ptrdiff_t) at), bytes + at);
      blank = strchr (name, ' ');
      size = blank == NULL ? 0 : strtoul (blank, NULL, 10);
      at = (size_t) (end - bytes) + 1;
      if (blank == NULL || size > length - at)
        return mdm_err_set (err, MDM_EIO, NULL, 0, 0,
                            "the certificates of a row are damaged");
      *blank = '\0';
      MDM_TRY (keep (data, name, bytes + at, size, err));
      at += size;
    }
  return MDM_OK;
}
