/* Certificates of claims about all laws of a length, and of what refutes one.

   A part alpha ekl + rest >= 0 of a linear claim is stated as the sum of its
   terms, which is minus that, being <= 0; refuted, as being > 0 on the law
   that the certificate is about.  */
#include <config.h>

#include "cert/assemble.h"

#include <stdio.h>

/* On copies all is rational, and any precision shows the sign.  */
#define BITS 64

/* What is being put together.  */
typedef struct
{
  const mdm_proof_struct *proof;
  const mdm_linear_struct *linear;
  const mdm_scope_t *scope;
  const mdm_certificate_claim_t *claim;
  mdm_mixture_struct *mixture; /* the proof's, no weight 0 */
  mdm_statements_struct *statements;
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
  MDM_FMPQ (ekl);

  if (builder->scope->kind == MDM_SCOPE_ALL)
    mdm_prove_worst_ekl (ekl, part, builder->scope, m);
  else
    fmpq_set (ekl, builder->proof->ekl + m - 1);
  mdm_linear_value (res, part, m, ekl);
  fmpq_neg (res, res);
}

static void
put_table (mdm_record_t *record, const builder_t *builder,
           const mdm_linear_part_t *part)
{
  MDM_FMPQ (value);

  for (size_t m = 1; m <= builder->scope->length; m++)
    {
      ray_value (value, builder, part, m);
      fprintf (record->stream, "ray %zu", m);
      mdm_record_rational (record, value);
      mdm_record_end (record);
    }
}

static void
put_mixture (mdm_record_t *record, const mdm_mixture_t mixture)
{
  for (size_t i = 0; i < mixture->count; i++)
    {
      fputs ("part", record->stream);
      mdm_record_rational (record, mixture->weight + i);
      mdm_record_put (record, " %zu", i + 1);
    }
}

/* RES = the sum of the terms of PART on the refuting law, in units of log q;
   its least over all schedules where the claim is about some.  */
static void
refuting_value (fmpq_t res, const builder_t *builder,
                const mdm_linear_part_t *part)
{
  const mdm_proof_struct *proof = builder->proof;
  const mdm_scope_t *scope = builder->scope;
  MDM_FMPQ (ekl);

  fmpq_zero (res);
  if (proof->profile != NULL)
    mdm_profile_greatest (res, proof->profile, part, scope);
  else if (proof->ray > 0)
    {
      if (scope->kind == MDM_SCOPE_PROCESS)
        fmpq_set (ekl, proof->ekl + proof->ray - 1);
      else
        mdm_schedule_ray_ekl (ekl, proof->schedule, proof->ray);
      mdm_linear_value (res, part, proof->ray, ekl);
    }
  fmpq_neg (res, res);
}

/* Set the evidence of CLAIM, which states PART or refutes it.  */
static void
set_evidence (mdm_statement_record_t *claim, const builder_t *builder,
              const mdm_linear_part_t *part)
{
  const mdm_proof_struct *proof = builder->proof;
  MDM_FMPQ (value);
  mdm_record_t record;
  size_t length;

  if (proof->verdict == MDM_PROOF_REFUTED && claim->smax == 0)
    {
      refuting_value (value, builder, part);
      mdm_logform_set_fmpq (claim->value, value);
      claim->sign = fmpq_sgn (value);
      return;
    }
  mdm_record_open (&record, &claim->evidence, &length);
  if (proof->verdict == MDM_PROOF_REFUTED)
    mdm_record_put (&record, "bits %d", BITS);
  else
    {
      if (claim->parts > 0)
        put_mixture (&record, builder->mixture);
      put_table (&record, builder, part);
    }
  claim->evidence_count = record.records;
  mdm_record_close (&record);
}

/* Statements.  */

/* Add the statement of PART, or of what refutes it.  */
static mdm_status
add_part (builder_t *builder, const mdm_linear_part_t *part, mdm_err_t *err)
{
  int any = speaks_of_any (builder, part), applies;
  int proved = builder->proof->verdict == MDM_PROVED;
  mdm_subject_t subject = mdm_scope_subject (builder->scope);
  mdm_terms_context_t context = { &subject, builder->scope, any ? 0 : 1 };
  const mdm_entry_t *entry = builder->claim->entry;
  MDM_STATEMENT (claim);

  claim->relation = proved ? "<=" : builder->linear->strict ? ">=" : ">";
  /* No size is above the length, whatever was asked for.  */
  if (any)
    claim->smax = mdm_scope_largest (builder->scope);
  if (any && proved)
    claim->parts = builder->mixture->count;
  claim->comment
      = mdm_certificate_label (builder->claim->id, entry->statement.text);
  MDM_TRY (mdm_terms_write (&claim->terms, &claim->count, part->normal,
                            &context, err));
  set_evidence (claim, builder, part);
  context.ekl = 0;
  MDM_TRY (mdm_statements_assume_entry (&applies, NULL, builder->statements,
                                        entry, &context, err));
  if (!applies)
    return mdm_err_set (err, MDM_EABSENT, NULL, 0, 0,
                        "the claim does not apply");
  mdm_statements_claim (builder->statements, claim);
  return MDM_OK;
}

/* Does the witness of the proof refute PART, which is strict if the claim
   is?  */
static int
is_refuted (const builder_t *builder, const mdm_linear_part_t *part)
{
  MDM_FMPQ (value);

  refuting_value (value, builder, part);
  return fmpq_sgn (value) > 0
         || (builder->linear->strict && fmpq_is_zero (value));
}

/* All parts, or the first that the witness refutes.  */
static mdm_status
add_parts (builder_t *builder, mdm_err_t *err)
{
  const mdm_linear_struct *linear = builder->linear;

  for (size_t i = 0; i < linear->count; i++)
    if (builder->proof->verdict == MDM_PROVED)
      MDM_TRY (add_part (builder, linear->part + i, err));
    else if (is_refuted (builder, linear->part + i))
      return add_part (builder, linear->part + i, err);
  return MDM_OK;
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
  const mdm_scope_t *scope = builder->scope;
  const mdm_mixture_struct *mixture = builder->mixture;
  int one = scope->kind == MDM_SCOPE_PROCESS || builder->proof->has_schedule;

  mdm_record_put (record, "schedules %zu", one ? 1 : mixture->count);
  for (size_t i = 0; i < mixture->count; i++)
    mdm_record_schedule (record, i + 1, mixture->schedule + i);
  if (builder->proof->has_schedule)
    mdm_record_schedule (record, 1, builder->proof->schedule);
  else if (one && scope->schedule != NULL
           && scope->schedule->kind != MDM_SCHEDULE_MIXED)
    mdm_record_schedule (record, 1, scope->schedule);
  else if (one)
    mdm_record_weights (record, 1, scope->weight, scope->length);
}

/* Does any claim?  */
static int
speaks_of_any_schedule (const builder_t *builder)
{
  const mdm_statements_struct *statements = builder->statements;

  for (size_t i = 0; i < statements->claims; i++)
    if (statements->claim[i].smax > 0)
      return 1;
  return 0;
}

static void
write_records (mdm_record_t *record, const void *data)
{
  const builder_t *builder = data;

  if (builder->proof->verdict == MDM_PROVED)
    mdm_record_put (record, "length %zu", builder->scope->length);
  else
    put_copies (record, builder->proof);
  put_schedules (record, builder);
  if (builder->scope->kind != MDM_SCOPE_PROCESS && builder->scope->steps > 0
      && speaks_of_any_schedule (builder))
    mdm_record_put (record, "steps %zu", builder->scope->steps);
}

mdm_status
mdm_certificate_set_proof (mdm_certificate_t certificate,
                           const mdm_proof_t proof, const mdm_linear_t linear,
                           const mdm_scope_t *scope,
                           const mdm_certificate_claim_t *claim,
                           mdm_err_t *err)
{
  MDM_STATEMENTS (statements);
  MDM_MIXTURE (mixture, scope->length);
  builder_t builder = { proof, linear, scope, claim, mixture, statements };

  if (proof->verdict == MDM_PROOF_UNDECIDED)
    return mdm_err_set (err, MDM_EABSENT, NULL, 0, 0,
                        "what is undecided has no certificate");
  mdm_mixture_add_positive (mixture, proof->mixture);
  MDM_TRY (add_parts (&builder, err));
  return mdm_certificate_write (certificate, write_records, &builder,
                                statements, BITS, err);
}
