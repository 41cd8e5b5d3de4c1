/* Certificates of proofs in joint entropies.  */
#include <config.h>

#include "cert/assemble.h"

#include <stdio.h>

/* What is being put together.  */
typedef struct
{
  const mdm_joint_struct *joint;
  const mdm_forms_struct *parts;
  const mdm_scope_t *scope;
  const mdm_entry_t *entry;
  const char *id;
  mdm_subject_t subject;
  mdm_statements_struct *statements;
} builder_t;

static mdm_terms_context_t
context_of (builder_t *builder)
{
  return (mdm_terms_context_t){ &builder->subject, builder->scope, 1 };
}

/* The hypotheses of the entry that are numbers; those about the law are
   given.  */
static mdm_status
assume (builder_t *builder, mdm_err_t *err)
{
  mdm_terms_context_t context = context_of (builder);
  mdm_entry_t entry = *builder->entry;
  int applies;
  MDM_OWNED mdm_statement_t *kept
      = flint_malloc ((entry.hypotheses + 1) * sizeof *kept);
  size_t count = 0;

  for (size_t h = 0; h < entry.hypotheses; h++)
    if (!mdm_set_form_names_positions (&entry.hypothesis[h].claim))
      kept[count++] = entry.hypothesis[h];
  entry.hypothesis = kept;
  entry.hypotheses = count;
  MDM_TRY (mdm_statements_assume_entry (&applies, NULL, builder->statements,
                                        &entry, &context, err));
  return applies ? MDM_OK
                 : mdm_err_set (err, MDM_EABSENT, NULL, 0, 0,
                                "the claim does not apply");
}

/* Write the terms of NORMAL after a record `KIND ID RELATION COUNT'.  */
static mdm_status
put_given (mdm_record_t *record, size_t id, const mdm_part_form_t *part,
           builder_t *builder, mdm_err_t *err)
{
  mdm_terms_context_t context = context_of (builder);
  char *terms = NULL;
  size_t count;
  mdm_status status
      = mdm_terms_write (&terms, &count, part->normal, &context, err);

  if (status == MDM_OK)
    {
      mdm_record_put (record, "given %zu %s %zu", id,
                      part->equality ? "=" : "<=", count);
      mdm_record_text (record, terms, count);
    }
  flint_free (terms);
  return status;
}

/* The instance GIVEN of what is assumed: its text as a claim.  */
static mdm_status
put_instance (mdm_record_t *record, size_t id, const mdm_joint_given_t *given,
              builder_t *builder, mdm_err_t *err)
{
  MDM_SCOPED (library, mdm_library_struct, mdm_library_init,
              mdm_library_clear);
  MDM_SCOPED (forms, mdm_forms_struct, mdm_forms_init, mdm_forms_clear);

  MDM_TRY (mdm_library_add_claim (library, given->text, given->id, err));
  MDM_TRY (mdm_forms_add (forms, &library->entry->statement, given->id, 1,
                          builder->scope, err));
  return put_given (record, id, forms->part, builder, err);
}

static mdm_status
put_givens (mdm_record_t *record, builder_t *builder, mdm_err_t *err)
{
  const mdm_joint_struct *joint = builder->joint;

  mdm_record_put (record, "givens %zu", joint->givens);
  for (size_t i = 0; i < joint->givens; i++)
    {
      const mdm_joint_given_t *given = joint->given + i;
      mdm_record_comment (record, given->text);
      MDM_TRY (given->form != NULL
                   ? put_given (record, i + 1, given->form, builder, err)
                   : put_instance (record, i + 1, given, builder, err));
    }
  return MDM_OK;
}

static void
put_positions (FILE *stream, char before, mdm_set_t set)
{
  for (; set != 0; set &= set - 1, before = ',')
    fprintf (stream, "%c%d", before, __builtin_ctzll (set));
}

/* E as the words of a term.  */
static void
put_elemental (mdm_record_t *record, const fmpq_t weight,
               mdm_elemental_positions_t e, size_t length)
{
  mdm_set_t others = (((mdm_set_t) 1 << length) - 1) ^ (mdm_set_t) 1 << e.i;

  fputs ("elemental", record->stream);
  mdm_record_rational (record, weight);
  if (e.i == e.j)
    fprintf (record->stream, " H %u", e.i);
  else
    fprintf (record->stream, " I %u;%u", e.i, e.j);
  put_positions (record->stream, '|', e.i == e.j ? others : e.k);
  mdm_record_end (record);
}

/* What adds up to PART.  */
static void
put_proof (mdm_record_t *record, const mdm_joint_struct *joint, size_t part)
{
  size_t terms = 0, uses = 0;

  for (size_t i = 0; i < joint->terms; i++)
    terms += joint->term[i].part == part;
  for (size_t i = 0; i < joint->givens; i++)
    uses += joint->given[i].part == part;
  mdm_record_put (record, "elementals %zu", terms);
  for (size_t i = 0; i < joint->terms; i++)
    if (joint->term[i].part == part)
      put_elemental (record, joint->term[i].weight, joint->term[i].e,
                     joint->length);
  mdm_record_put (record, "uses %zu", uses);
  for (size_t i = 0; i < joint->givens; i++)
    if (joint->given[i].part == part)
      {
        fputs ("use", record->stream);
        mdm_record_rational (record, joint->given[i].weight);
        mdm_record_put (record, " %zu", i + 1);
      }
}

static mdm_status
add_part (builder_t *builder, size_t i, mdm_err_t *err)
{
  const mdm_normal_struct *normal = builder->parts->part[i].normal;
  mdm_terms_context_t context = context_of (builder);
  mdm_record_t record;
  size_t length;
  MDM_STATEMENT (claim);

  if (normal->count == 0)
    return MDM_OK; /* it says 0 <= 0 */
  claim->relation = "<=";
  claim->comment
      = mdm_certificate_label (builder->id, builder->entry->statement.text);
  MDM_TRY (
      mdm_terms_write (&claim->terms, &claim->count, normal, &context, err));
  mdm_record_open (&record, &claim->evidence, &length);
  put_proof (&record, builder->joint, i);
  claim->evidence_count = record.records;
  mdm_record_close (&record);
  mdm_statements_claim (builder->statements, claim);
  return MDM_OK;
}

static void
write_records (mdm_record_t *record, const void *data)
{
  const builder_t *builder = data;
  const mdm_scope_t *scope = builder->scope;
  int one = scope->schedule != NULL || scope->weight != NULL;

  mdm_record_put (record, "sets %zu", scope->length);
  mdm_record_put (record, "schedules %d", one);
  if (scope->schedule != NULL && scope->schedule->kind != MDM_SCHEDULE_MIXED)
    mdm_record_schedule (record, 1, scope->schedule);
  else if (one)
    mdm_record_weights (record, 1, scope->weight, scope->length);
}

static mdm_status
check (const builder_t *builder, mdm_err_t *err)
{
  if (builder->joint->verdict != MDM_PROVED)
    return mdm_err_set (err, MDM_EABSENT, NULL, 0, 0,
                        "what is undecided has no certificate");
  if (builder->parts->part[0].strict)
    return mdm_err_set (err, MDM_EABSENT, NULL, 0, 0,
                        "a strict claim about all laws has no certificate");
  if (builder->scope->length > MDM_CERTIFICATE_SETS_MAX)
    return mdm_err_set (err, MDM_ELIMIT, NULL, 0, 0,
                        "certificates do not speak of the entropies of sets "
                        "of more than %d positions",
                        MDM_CERTIFICATE_SETS_MAX);
  return MDM_OK;
}

mdm_status
mdm_certificate_set_joint (mdm_certificate_t certificate,
                           const mdm_joint_t joint,
                           const mdm_forms_struct *parts,
                           const mdm_scope_t *scope,
                           const mdm_certificate_claim_t *claim,
                           mdm_err_t *err)
{
  MDM_STATEMENTS (statements);
  builder_t builder = { joint,        parts,     scope,
                        claim->entry, claim->id, mdm_scope_subject (scope),
                        statements };
  mdm_record_t record;
  size_t length;
  mdm_status status;

  MDM_TRY (check (&builder, err));
  builder.subject.random = scope->weight != NULL || scope->schedule == NULL;
  MDM_TRY (assume (&builder, err));
  mdm_record_open (&record, &statements->givens, &length);
  status = put_givens (&record, &builder, err);
  statements->givens_count = record.records;
  mdm_record_close (&record);
  MDM_TRY (status);
  for (size_t i = 0; i < parts->count; i++)
    MDM_TRY (add_part (&builder, i, err));
  if (statements->claims == 0)
    return mdm_err_set (err, MDM_EABSENT, NULL, 0, 0,
                        "both sides are the same, which says nothing");
  return mdm_certificate_write (certificate, write_records, &builder,
                                statements, 64, err);
}
