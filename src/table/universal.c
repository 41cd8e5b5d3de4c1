#include <config.h>

#include "table/universal.h"

#include "exact/scoped.h"
#include "table/record.h"
#include "text/string.h"

#include <stdio.h>
#include <string.h>

void
mdm_universal_init (mdm_universal_t *universal)
{
  *universal = (mdm_universal_t){ .verdict = MDM_VERDICT_UNDECIDED };
  universal->note = mdm_str ("%s", "");
}

void
mdm_universal_clear (mdm_universal_t *universal)
{
  flint_free (universal->schedule);
  flint_free (universal->note);
}

static void
set_note (mdm_universal_t *universal, const char *note)
{
  flint_free (universal->note);
  universal->note = mdm_str ("%s", note);
}

/* MIXTURE as `WEIGHT: SIZES; ..'; on the heap, NULL of none.  */
static char *
mixture_str (const mdm_mixture_struct *mixture)
{
  size_t length = 0;
  char *text = NULL;
  FILE *stream;

  if (mixture->count == 0)
    return NULL;
  stream = mdm_str_open (&text, &length);
  for (size_t i = 0; i < mixture->count; i++)
    {
      MDM_OWNED char *sizes = mdm_schedule_sizes_str (mixture->schedule + i);
      MDM_OWNED char *weight = fmpq_get_str (NULL, 10, mixture->weight + i);
      fprintf (stream, "%s%s: %s", i > 0 ? "; " : "", weight, sizes);
    }
  mdm_str_close (stream);
  return text;
}

/* Fill UNIVERSAL from PROOF.  */
static void
take (mdm_universal_t *universal, const mdm_proof_t proof)
{
  static const int verdicts[]
      = { [MDM_PROVED] = MDM_VERDICT_PROVED,
          [MDM_PROOF_REFUTED] = MDM_VERDICT_REFUTED,
          [MDM_PROOF_UNDECIDED] = MDM_VERDICT_UNDECIDED };

  universal->verdict = verdicts[proof->verdict];
  universal->ray = proof->ray;
  universal->schedule = proof->has_schedule
                            ? mdm_schedule_sizes_str (proof->schedule)
                            : mixture_str (proof->mixture);
  set_note (universal, proof->note);
}

mdm_status
mdm_universal_judge (mdm_universal_t *universal, const mdm_entry_t *entry,
                     const char *id, const mdm_setting_t *setting,
                     mdm_evidence_t *evidence, mdm_err_t *err)
{
  const mdm_scope_t *scope = &setting->scope;
  mdm_certificate_claim_t claim = { entry, id, NULL };
  MDM_LINEAR (linear, scope->length);
  MDM_CLEARED (proof, mdm_proof_struct, mdm_proof_clear);
  mdm_status status = MDM_OK;

  mdm_proof_init (proof, scope->length);
  if (mdm_scope_lacks_schedule (scope, entry))
    status = mdm_err_set (err, MDM_EABSENT, NULL, 0, 0,
                          "it speaks of a schedule; the row has none");
  if (status == MDM_OK)
    status = mdm_scope_check_entry (scope, entry, err);
  if (status == MDM_OK)
    status = mdm_rays_linear (linear, &entry->statement.claim, scope, err);
  if (status == MDM_EABSENT)
    {
      universal->verdict = MDM_VERDICT_NOT_APPLICABLE;
      set_note (universal, err->message);
      return MDM_OK;
    }
  MDM_TRY (status);
  mdm_prove (proof, linear, scope, NULL);
  take (universal, proof);
  if (evidence != NULL && proof->verdict != MDM_PROOF_UNDECIDED)
    mdm_evidence_proof (evidence, "", proof, linear, scope, &claim);
  return MDM_OK;
}

char *
mdm_universal_schedule_str (const mdm_constant_end_t *end)
{
  return end->has_schedule ? mdm_schedule_sizes_str (end->schedule)
                           : mixture_str (end->mixture);
}

/* Certify that the claim holds at END of CONSTANT.  */
static mdm_status
certify_end (mdm_evidence_t *evidence, const char *suffix,
             const mdm_constant_end_t *end, const mdm_entry_t *entry,
             const char *id, const mdm_scope_t *scope, mdm_err_t *err)
{
  mdm_certificate_claim_t claim = { entry, id, end->c };
  MDM_LINEAR (linear, scope->length);
  MDM_CLEARED (proof, mdm_proof_struct, mdm_proof_clear);

  mdm_proof_init (proof, scope->length);
  MDM_TRY (mdm_rays_linear (linear, &entry->statement.claim, scope, err));
  mdm_prove (proof, linear, scope,
             end->mixture->count > 0 ? end->mixture : NULL);
  mdm_evidence_proof (evidence, suffix, proof, linear, scope, &claim);
  return MDM_OK;
}

/* Certify that nothing better does.  */
static mdm_status
certify_sharp (mdm_evidence_t *evidence, const char *suffix,
               const mdm_constant_end_t *end, const mdm_entry_t *entry,
               const char *id, const mdm_scope_t *scope, mdm_err_t *err)
{
  mdm_certificate_claim_t claim = { entry, id, end->c };
  MDM_LINEAR (linear, scope->length);
  MDM_CLEARED (proof, mdm_proof_struct, mdm_proof_clear);

  mdm_proof_init (proof, scope->length);
  MDM_TRY (mdm_rays_linear (linear, &entry->statement.claim, scope, err));
  mdm_constant_show_sharp (proof, linear, end, scope);
  mdm_evidence_proof (evidence, suffix, proof, linear, scope, &claim);
  return MDM_OK;
}

/* Certify the ends of CONSTANT.  */
static mdm_status
certify (mdm_evidence_t *evidence, const mdm_constant_t constant,
         const mdm_entry_t *entry, const char *id,
         const mdm_setting_t *setting, mdm_err_t *err)
{
  static const char *const suffix[2][2]
      = { { "-least", "-least-sharp" }, { "-greatest", "-greatest-sharp" } };
  mdm_scope_t scope = setting->scope;
  int both = constant->end[0].bounded && constant->end[1].bounded;

  for (int e = 0; e < 2; e++)
    {
      const mdm_constant_end_t *end = constant->end + e;
      if (!end->bounded)
        continue;
      scope.unknown = end->c;
      MDM_TRY (certify_end (evidence, both ? suffix[e][0] : "", end, entry, id,
                            &scope, err));
      if (end->ray > 0 || end->profile != NULL)
        MDM_TRY (certify_sharp (evidence, both ? suffix[e][1] : "-sharp", end,
                                entry, id, &scope, err));
    }
  return MDM_OK;
}

mdm_status
mdm_universal_solve (mdm_constant_t constant, const mdm_entry_t *entry,
                     const char *id, const mdm_setting_t *setting,
                     mdm_evidence_t *evidence, mdm_err_t *err)
{
  const mdm_scope_t *scope = &setting->scope;

  if (mdm_scope_lacks_schedule (scope, entry))
    return mdm_err_set (err, MDM_EABSENT, NULL, 0, 0,
                        "it speaks of a schedule; the row has none");
  MDM_TRY (mdm_constant_solve (constant, &entry->statement.claim, scope, err));
  return evidence == NULL || constant->state != MDM_CONSTANT_FOUND
             ? MDM_OK
             : certify (evidence, constant, entry, id, setting, err);
}
