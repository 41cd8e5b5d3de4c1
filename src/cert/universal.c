/* Certificates of claims about all laws of a length, and of what refutes one.

   A part alpha ekl + rest >= 0 of a linear claim is stated as the sum of its
   terms, which is minus that, being <= 0; refuted, as being > 0 on the law
   that the certificate is about.  */
#include <config.h>

#include "cert/assemble.h"
#include "cert/precision.h"
#include "cert/statement.h"
#include "cert/terms.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What is being put together.  */
typedef struct
{
  const mdm_proof_struct *proof;
  const mdm_linear_struct *linear;
  const mdm_scope_t *scope;
  const mdm_certificate_claim_t *claim;
  mdm_statements_t statements;
} builder_t;

/* Does PART speak of a schedule that is not named?  */
static int
speaks_of_any (const builder_t *builder, const mdm_linear_part_t *part)
{
  return mdm_normal_uses (part->normal, MDM_Q_EKL)
         && (builder->scope->kind == MDM_SCOPE_SOME
             || (builder->scope->kind == MDM_SCOPE_ALL
                 && builder->proof->verdict == MDM_PROVED));
}

/* Evidence.  */

/* Set RES to the greatest sum of the terms of PART on ray M: minus the least
   of alpha ekl + rest.  */
static void
ray_value (fmpq_t res, const builder_t *builder, const mdm_linear_part_t *part,
           size_t m)
{
  const mdm_scope_t *scope = builder->scope;
  size_t left = scope->length - m;
  size_t reach = scope->smax - 1 < left ? scope->smax - 1 : left;
  fmpq_t ekl;

  fmpq_init (ekl);
  if (scope->kind == MDM_SCOPE_ALL)
    fmpq_set_ui (ekl, fmpq_sgn (part->alpha) < 0 ? reach : 0, 1);
  else
    fmpq_set (ekl, builder->proof->ekl + m - 1);
  mdm_linear_value (res, part, m, ekl);
  fmpq_neg (res, res);
  fmpq_clear (ekl);
}

static void
put_table (mdm_record_t *record, const builder_t *builder,
           const mdm_linear_part_t *part)
{
  fmpq_t value;

  fmpq_init (value);
  for (size_t m = 1; m <= builder->scope->length; m++)
    {
      ray_value (value, builder, part, m);
      fprintf (record->stream, "ray %zu", m);
      mdm_record_rational (record, value);
      mdm_record_end (record);
    }
  fmpq_clear (value);
}

/* The mixture, without schedules of weight 0.  */
static void
put_mixture (mdm_record_t *record, const mdm_mixture_t mixture)
{
  size_t id = 0;

  for (size_t i = 0; i < mixture->count; i++)
    if (!fmpq_is_zero (mixture->weight + i))
      {
        fputs ("part", record->stream);
        mdm_record_rational (record, mixture->weight + i);
        mdm_record_put (record, " %zu", ++id);
      }
}

static size_t
mixture_parts (const mdm_mixture_t mixture)
{
  size_t parts = 0;

  for (size_t i = 0; i < mixture->count; i++)
    parts += !fmpq_is_zero (mixture->weight + i);
  return parts;
}

/* RES = the sum of the terms of PART on the refuting law, in units of log q;
   its least over all schedules where the claim is about some.  */
static void
refuting_value (fmpq_t res, const builder_t *builder,
                const mdm_linear_part_t *part)
{
  const mdm_proof_struct *proof = builder->proof;
  const mdm_scope_t *scope = builder->scope;

  fmpq_zero (res);
  if (proof->profile != NULL)
    mdm_profile_greatest (res, proof->profile, part, scope->length,
                          scope->smax);
  else if (proof->ray > 0)
    {
      const mdm_schedule_struct *schedule = proof->schedule;
      size_t end = 0;
      fmpq_t ekl;
      fmpq_init (ekl);
      if (scope->kind == MDM_SCOPE_PROCESS)
        fmpq_set (ekl, proof->ekl + proof->ray - 1);
      else
        {
          for (size_t t = 0; end < proof->ray; t++)
            end += schedule->size[t];
          fmpq_set_ui (ekl, end - proof->ray, 1);
        }
      mdm_linear_value (res, part, proof->ray, ekl);
      fmpq_clear (ekl);
    }
  fmpq_neg (res, res);
}

/* Set the evidence of CLAIM, which states PART or refutes it.  */
static mdm_status
set_evidence (mdm_statement_record_t *claim, const builder_t *builder,
              const mdm_linear_part_t *part, mdm_err_t *err)
{
  const mdm_proof_struct *proof = builder->proof;
  mdm_record_t record = { NULL, 0 };
  size_t length;

  if (proof->verdict == MDM_PROOF_REFUTED && claim->smax == 0)
    {
      fmpq_t value;
      fmpq_init (value);
      refuting_value (value, builder, part);
      mdm_logform_set_fmpq (claim->value, value);
      fmpq_clear (value);
      return MDM_OK;
    }
  record.stream = open_memstream (&claim->evidence, &length);
  if (record.stream == NULL)
    return mdm_err_set (err, MDM_EIO, NULL, 0, 0, "out of memory");
  if (proof->verdict == MDM_PROOF_REFUTED)
    mdm_record_put (&record, "bits 64"); /* on copies all is rational */
  else
    {
      if (claim->parts > 0)
        put_mixture (&record, proof->mixture);
      put_table (&record, builder, part);
    }
  claim->evidence_count = record.records;
  if (fclose (record.stream) != 0)
    return mdm_err_set (err, MDM_EIO, NULL, 0, 0, "out of memory");
  return MDM_OK;
}

/* Statements.  */

/* Add the hypothesis NORMAL, a fact about the scope.  */
static mdm_status
assume (builder_t *builder, const mdm_normal_t normal, mdm_err_t *err)
{
  mdm_terms_context_t context = { NULL, builder->scope, 0, 0 };
  mdm_statement_record_t hypothesis;
  mdm_status status;

  if (normal->count == 0)
    return MDM_OK; /* it says 0 = 0, or the like */
  mdm_statement_init (&hypothesis);
  hypothesis.relation = mdm_relation_str (normal->relation);
  status = mdm_terms_write (&hypothesis.terms, &hypothesis.count, normal,
                            &context, err);
  if (status == MDM_OK)
    status = mdm_terms_sum (hypothesis.value, NULL, normal, &context, err);
  if (status == MDM_OK
      && !mdm_logform_is_plain_rational (NULL, hypothesis.value))
    status = mdm_err_set (err, MDM_EABSENT, NULL, 0, 0,
                          "a certificate about all laws cannot speak of "
                          "logarithms in a hypothesis");
  if (status == MDM_OK)
    mdm_statements_assume (builder->statements, &hypothesis);
  else
    mdm_statement_clear (&hypothesis);
  return status;
}

/* Add the hypotheses of the entry, all of which hold.  */
static mdm_status
assume_all (builder_t *builder, mdm_err_t *err)
{
  const mdm_entry_t *entry = builder->claim->entry;
  mdm_status status = MDM_OK;
  mdm_conditions_t conditions;
  mdm_ray_t ray;

  mdm_conditions_init (conditions);
  mdm_ray_init (ray, builder->scope);
  for (size_t h = 0; h < entry->hypotheses && status == MDM_OK; h++)
    {
      mdm_environment_t environment = mdm_ray_environment (ray);
      mdm_normal_t normal;
      mdm_normal_init (normal);
      status = mdm_normal_set (normal, conditions, &entry->hypothesis[h].claim,
                               &environment, err);
      if (status == MDM_OK)
        status = assume (builder, normal, err);
      mdm_normal_clear (normal);
    }
  for (size_t i = 0; i < conditions->count && status == MDM_OK; i++)
    status = assume (builder, conditions->normal + i, err);
  mdm_ray_clear (ray);
  mdm_conditions_clear (conditions);
  return status;
}

/* Add the statement of PART, or of what refutes it.  */
static mdm_status
add_part (builder_t *builder, const mdm_linear_part_t *part, mdm_err_t *err)
{
  int any = speaks_of_any (builder, part);
  int proved = builder->proof->verdict == MDM_PROVED;
  mdm_terms_context_t context = { NULL, builder->scope, any ? 0 : 1, 0 };
  const mdm_certificate_claim_t *asked = builder->claim;
  const char *text = asked->entry->statement.text;
  mdm_statement_record_t claim;
  mdm_status status;

  mdm_statement_init (&claim);
  claim.relation = proved ? "<=" : builder->linear->strict ? ">=" : ">";
  if (any)
    claim.smax = builder->scope->smax;
  if (any && proved && builder->scope->kind == MDM_SCOPE_SOME)
    claim.parts = mixture_parts (builder->proof->mixture);
  claim.comment = flint_malloc (strlen (asked->id) + strlen (text) + 3);
  sprintf (claim.comment, "%s: %s", asked->id, text);
  status = mdm_terms_write (&claim.terms, &claim.count, part->normal, &context,
                            err);
  if (status == MDM_OK)
    status = set_evidence (&claim, builder, part, err);
  if (status == MDM_OK)
    status = assume_all (builder, err);
  if (status == MDM_OK)
    mdm_statements_claim (builder->statements, &claim);
  else
    mdm_statement_clear (&claim);
  return status;
}

/* Does the witness of the proof refute PART?  */
static int
is_refuted (const builder_t *builder, const mdm_linear_part_t *part)
{
  int refuted;
  fmpq_t value;

  if (builder->linear->strict)
    return 1;
  fmpq_init (value);
  refuting_value (value, builder, part);
  refuted = fmpq_sgn (value) > 0;
  fmpq_clear (value);
  return refuted;
}

/* All parts, or the first that the witness refutes.  */
static mdm_status
add_parts (builder_t *builder, mdm_err_t *err)
{
  const mdm_linear_struct *linear = builder->linear;
  mdm_status status = MDM_OK;

  for (size_t i = 0; i < linear->count && status == MDM_OK; i++)
    if (builder->proof->verdict == MDM_PROVED)
      status = add_part (builder, linear->part + i, err);
    else if (is_refuted (builder, linear->part + i))
      return add_part (builder, linear->part + i, err);
  return status;
}

/* Writing.  */

/* The law that refutes: the profile of the proof, or its one ray, or
   nothing.  */
static void
put_copies (mdm_record_t *record, const mdm_proof_t proof)
{
  fprintf (record->stream, "copies %zu", proof->length);
  for (size_t m = 1; m <= proof->length; m++)
    if (proof->profile != NULL)
      mdm_record_integer (record, proof->profile + m - 1);
    else
      fprintf (record->stream, " %d", m == proof->ray);
  mdm_record_end (record);
}

/* The schedules that the statements speak of.  */
static void
put_schedules (mdm_record_t *record, const builder_t *builder)
{
  const mdm_proof_struct *proof = builder->proof;
  const mdm_scope_t *scope = builder->scope;
  const mdm_mixture_struct *mixture = proof->mixture;
  size_t id = 0;

  if (scope->kind == MDM_SCOPE_PROCESS)
    {
      mdm_record_put (record, "schedules 1");
      if (scope->schedule != NULL
          && scope->schedule->kind != MDM_SCHEDULE_MIXED)
        mdm_record_schedule (record, 1, scope->schedule);
      else
        mdm_record_weights (record, 1, scope->weight, scope->length);
    }
  else if (scope->kind == MDM_SCOPE_ALL && proof->verdict == MDM_PROOF_REFUTED)
    {
      mdm_record_put (record, "schedules 1");
      mdm_record_schedule (record, 1, proof->schedule);
    }
  else if (scope->kind == MDM_SCOPE_SOME && proof->verdict == MDM_PROVED)
    {
      mdm_record_put (record, "schedules %zu", mixture_parts (mixture));
      for (size_t i = 0; i < mixture->count; i++)
        if (!fmpq_is_zero (mixture->weight + i))
          mdm_record_schedule (record, ++id, mixture->schedule + i);
    }
  else
    mdm_record_put (record, "schedules 0");
}

/* Write the value, a rational, of STATEMENT, and its sign.  */
static mdm_status
write_evidence (mdm_record_t *record, const mdm_statement_record_t *statement,
                void *data, mdm_err_t *err)
{
  fmpq_t q;
  int sign;

  (void) data;
  (void) err;
  fmpq_init (q);
  (void) mdm_logform_is_plain_rational (q, statement->value);
  fputs ("difference", record->stream);
  mdm_record_rational (record, q);
  mdm_record_put (record, " 0");
  sign = fmpq_sgn (q);
  if (sign == 0)
    mdm_record_put (record, "sign zero");
  else
    mdm_record_put (record, "sign %s 64", sign < 0 ? "negative" : "positive");
  fmpq_clear (q);
  return MDM_OK;
}

static mdm_status
write_all (mdm_record_t *record, void *data, mdm_err_t *err)
{
  builder_t *builder = data;

  if (builder->proof->verdict == MDM_PROVED)
    mdm_record_put (record, "length %zu", builder->scope->length);
  else
    put_copies (record, builder->proof);
  put_schedules (record, builder);
  return mdm_statements_write (record, builder->statements, write_evidence,
                               NULL, err);
}

mdm_status
mdm_certificate_set_proof (mdm_certificate_t certificate,
                           const mdm_proof_t proof, const mdm_linear_t linear,
                           const mdm_scope_t *scope,
                           const mdm_certificate_claim_t *claim,
                           mdm_err_t *err)
{
  builder_t builder
      = { .proof = proof, .linear = linear, .scope = scope, .claim = claim };
  mdm_status status;

  if (proof->verdict == MDM_PROOF_UNDECIDED)
    return mdm_err_set (err, MDM_EABSENT, NULL, 0, 0,
                        "what is undecided has no certificate");
  mdm_statements_init (builder.statements);
  status = add_parts (&builder, err);
  certificate->claims = builder.statements->claims;
  if (status == MDM_OK)
    status = mdm_certificate_write (certificate, write_all, &builder, err);
  mdm_statements_clear (builder.statements);
  return status;
}
