/* Certificates of claims about an instance.  */
#include <config.h>

#include "cert/assemble.h"
#include "cert/policy.h"

#include "claim/judge.h"
#include "text/string.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What is being put together.  */
typedef struct
{
  mdm_instance_struct *instance;
  mdm_statements_struct *statements;
  int reaching; /* does some claim speak of schedule 2, which is the one with
                   sizes <= smax that has the greatest ekl? */
  char *policy; /* the records of schedule 1, if it is one, for free */
  size_t policy_count;
} builder_t;

/* The relation that holds where RELATION does not.  */
static const char *
negation (const char *relation)
{
  static const char *const pairs[] = { "<=", ">", "<", ">=", "=", "!=" };
  size_t i = 0;

  while (strcmp (pairs[i], relation) != 0)
    i++;
  return pairs[i ^ 1];
}

/* The condition that schedule 2 has sizes <= smax of schedule 1.  */
static void
assume_sizes (builder_t *builder)
{
  const mdm_instance_struct *instance = builder->instance;
  slong excess
      = (slong) instance->worst->smax - (slong) instance->schedule->smax;
  MDM_STATEMENT (hypothesis);
  MDM_FMPQ (q);

  fmpq_set_si (q, excess, 1);
  mdm_logform_set_fmpq (hypothesis->value, q);
  hypothesis->sign = (excess > 0) - (excess < 0);
  hypothesis->relation = "<=";
  hypothesis->terms = mdm_str ("term 1 smax 2\nterm -1 smax 1\n");
  hypothesis->count = 2;
  mdm_statements_assume (builder->statements, hypothesis);
}

/* A claim about every schedule: what its sign is for the worst of them, it is
   for all.  The checker's bounds on the worst are wider than those on one
   schedule, hence more bits.  */
static mdm_status
set_every (mdm_statement_record_t *claim, const builder_t *builder,
           const mdm_normal_t normal, const mdm_terms_context_t *context,
           mdm_err_t *err)
{
  mdm_terms_context_t any = { context->subject, NULL, 0 };
  MDM_LOGFORM (reduced);
  slong bits;
  int sign;

  if (claim->sign == 0)
    return mdm_err_set (err, MDM_ELIMIT, NULL, 0, 0,
                        "that no schedule is above a bound which one reaches "
                        "is seen at no precision");
  if (mdm_logform_reduce (reduced, claim->value) != MDM_OK
      || mdm_precision_find (&sign, &bits, reduced) != MDM_OK
      || 2 * bits > MDM_PRECISION_EVERY_MAX)
    return mdm_err_set (err, MDM_ELIMIT, NULL, 0, 0,
                        "not decided within the limits of precision");
  claim->smax = builder->instance->schedule->smax;
  claim->evidence = mdm_str ("bits %ld\n", (long) (2 * bits));
  claim->evidence_count = 1;
  flint_free (claim->terms);
  return mdm_terms_write (&claim->terms, &claim->count, normal, &any, err);
}

/* Set CLAIM to the statement of ASKED.  *APPLIES: is the instance one that it
   speaks of?  */
static mdm_status
set_claim (int *applies, mdm_statement_record_t *claim, builder_t *builder,
           const mdm_certificate_claim_t *asked, mdm_err_t *err)
{
  const mdm_entry_t *entry = asked->entry;
  mdm_subject_t subject = mdm_subject_of (builder->instance, entry->some);
  mdm_terms_context_t context = { &subject, NULL, entry->some ? 2 : 1 };
  const mdm_logform_struct *most;
  MDM_NORMAL (normal);

  subject.unknown = asked->unknown;
  *applies = mdm_entry_misses (entry, builder->instance) == NULL;
  if (!*applies)
    return MDM_OK;
  if (entry->some)
    MDM_TRY (mdm_instance_ekl_most (&most, NULL, builder->instance, err));
  MDM_TRY (mdm_statements_assume_entry (applies, normal, builder->statements,
                                        entry, &context, err));
  if (!*applies)
    return MDM_OK;
  /* That is the definition, of one without randomness.  */
  if (builder->policy != NULL)
    mdm_normal_rename (normal, MDM_Q_EKL_DEFINITION, MDM_Q_KL_MIXED);
  MDM_TRY (mdm_statements_evaluate (claim, builder->statements, normal,
                                    &context, err));
  if (!mdm_relation_holds (normal->relation, claim->sign))
    {
      claim->relation = negation (claim->relation);
      return entry->some ? set_every (claim, builder, normal, &context, err)
                         : MDM_OK;
    }
  if (entry->some)
    {
      builder->reaching = 1;
      assume_sizes (builder);
    }
  return MDM_OK;
}

static void
leave_out (mdm_certificate_t certificate, const char *id, const char *why)
{
  size_t n = certificate->left_outs++;

  certificate->left_out = flint_realloc (
      certificate->left_out, (n + 1) * sizeof *certificate->left_out);
  certificate->left_out[n] = mdm_certificate_label (id, why);
}

static mdm_status
add_claim (mdm_certificate_t certificate, builder_t *builder,
           const mdm_certificate_claim_t *asked, mdm_err_t *err)
{
  size_t hypotheses = builder->statements->hypotheses;
  mdm_err_t own = { 0 };
  MDM_STATEMENT (claim);
  int applies;
  mdm_status status = set_claim (&applies, claim, builder, asked, &own);

  if (status == MDM_OK && applies)
    {
      claim->comment
          = mdm_certificate_label (asked->id, asked->entry->statement.text);
      mdm_statements_claim (builder->statements, claim);
      return MDM_OK;
    }
  mdm_statements_forget (builder->statements, hypotheses);
  if (status == MDM_OK || status == MDM_EABSENT)
    return MDM_OK;
  if (status == MDM_ELIMIT)
    {
      leave_out (certificate, asked->id, own.message);
      return MDM_OK;
    }
  if (err != NULL)
    *err = own;
  return status;
}

static void
write_records (mdm_record_t *record, const void *data)
{
  const builder_t *builder = data;
  const mdm_instance_struct *instance = builder->instance;

  mdm_record_comment (record, instance->law->name);
  mdm_record_law (record, instance->law);
  mdm_record_put (record, "schedules %d", builder->reaching ? 2 : 1);
  mdm_record_comment (record, instance->schedule->name);
  if (builder->policy != NULL)
    mdm_record_text (record, builder->policy, builder->policy_count);
  else
    mdm_record_schedule (record, 1, instance->schedule);
  if (builder->reaching)
    mdm_record_schedule (record, 2, instance->worst);
  mdm_integers_write (record, builder->statements->integers);
}

/* What a certificate cannot say.  */
static mdm_status
check_instance (mdm_instance_t instance, mdm_err_t *err)
{
  mdm_law_struct *law = instance->law;
  mdm_status status;

  if (!mdm_instance_is_ideal (instance))
    return mdm_err_set (err, MDM_EABSENT, NULL, 0, 0,
                        "there are no certificates of learned predictors");
  if (instance->schedule->kind == MDM_SCHEDULE_MIXED)
    return mdm_err_set (err, MDM_EABSENT, NULL, 0, 0,
                        "there are no certificates of random sizes");
  if (law->length > MDM_RECORD_LENGTH_MAX)
    return mdm_err_set (err, MDM_EABSENT, NULL, 0, 0,
                        "there are no certificates of laws on more than %d "
                        "positions",
                        MDM_RECORD_LENGTH_MAX);
  status = mdm_law_list (law, &instance->limit, err);
  if (status == MDM_ELIMIT)
    return mdm_err_set (err, MDM_EABSENT, NULL, 0, 0,
                        "a law of closed form that is too large to be "
                        "enumerated has no certificate");
  return status;
}

/* Add that nothing is better than the schedule, if that is what it is.  */
static mdm_status
add_optimum (mdm_certificate_t certificate, const builder_t *builder,
             mdm_err_t *err)
{
  mdm_err_t own = { 0 };
  mdm_status status = mdm_certificate_optimum (&builder->statements->optimum,
                                               builder->instance, &own);

  if (status == MDM_ELIMIT)
    {
      leave_out (certificate, builder->instance->schedule->name, own.message);
      return MDM_OK;
    }
  if (status != MDM_OK && err != NULL)
    *err = own;
  return status;
}

static void
builder_clear (builder_t *builder)
{
  free (builder->policy);
}

/* Make CERTIFICATE on INSTANCE, whose law has no closed form.  */
static mdm_status
build (mdm_certificate_t certificate, mdm_instance_t instance,
       const mdm_certificate_claim_t *claim, size_t count, mdm_err_t *err)
{
  MDM_STATEMENTS (statements);
  MDM_CLEARED (builder, builder_t, builder_clear);

  *builder = (builder_t){ .instance = instance, .statements = statements };
  if (mdm_instance_is_policy (instance))
    MDM_TRY (mdm_certificate_policy (&builder->policy, &builder->policy_count,
                                     1, instance, err));
  for (size_t i = 0; i < count; i++)
    MDM_TRY (add_claim (certificate, builder, claim + i, err));
  if (statements->claims == 0)
    return mdm_err_set (
        err, MDM_EABSENT, NULL, 0, 0, "no claim here has a certificate%s%s",
        certificate->left_outs > 0 ? "; " : "",
        certificate->left_outs > 0 ? certificate->left_out[0] : "");
  MDM_TRY (add_optimum (certificate, builder, err));
  MDM_TRY (mdm_integers_close (statements->integers, err));
  return mdm_certificate_write (certificate, write_records, builder,
                                statements, 0, err);
}

mdm_status
mdm_certificate_set_instance (mdm_certificate_t certificate,
                              mdm_instance_t instance,
                              const mdm_certificate_claim_t *claim,
                              size_t count, mdm_err_t *err)
{
  MDM_CLEARED (plain, mdm_instance_struct, mdm_instance_clear);
  mdm_law_struct law;
  mdm_status status = check_instance (instance, err);

  /* A view of the law as a checker knows it, of rows alone.  */
  law = *instance->law;
  law.kind = MDM_LAW_LISTED;
  mdm_instance_init (plain, &law, instance->schedule, &instance->limit);
  MDM_TRY (status);
  return build (certificate,
                instance->law->kind == MDM_LAW_LISTED ? instance : plain,
                claim, count, err);
}
