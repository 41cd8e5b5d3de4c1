/* Certificates of claims about an instance.  */
#include <config.h>

#include "cert/assemble.h"
#include "cert/precision.h"
#include "cert/statement.h"
#include "cert/terms.h"

#include "claim/environment.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What is being put together.  */
typedef struct
{
  mdm_instance_struct *instance;
  mdm_integers_t integers;
  mdm_statements_t statements;
  int reaching; /* does some claim speak of schedule 2, which is the one with
                   sizes <= smax that has the greatest ekl? */
} builder_t;

/* "ID: TEXT" on the heap.  */
static char *
label (const char *id, const char *text)
{
  char *res = flint_malloc (strlen (id) + strlen (text) + 3);

  sprintf (res, "%s: %s", id, text);
  return res;
}

/* The relation that holds where RELATION does not.  */
static const char *
negation (const char *relation)
{
  static const char *const pairs[][2] = {
    { "<=", ">" }, { ">", "<=" }, { "<", ">=" }, { ">=", "<" }, { "=", "!=" },
  };

  for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++)
    if (strcmp (pairs[i][0], relation) == 0)
      return pairs[i][1];
  return "=";
}

/* Set STATEMENT to NORMAL: its terms, its value and the sign of that.  */
static mdm_status
evaluate (mdm_statement_record_t *statement, builder_t *builder,
          const mdm_normal_t normal, const mdm_terms_context_t *context,
          mdm_err_t *err)
{
  mdm_status status;

  statement->relation = mdm_relation_str (normal->relation);
  status = mdm_terms_write (&statement->terms, &statement->count, normal,
                            context, err);
  if (status == MDM_OK)
    status = mdm_terms_sum (statement->value, builder->integers, normal,
                            context, err);
  if (status != MDM_OK)
    return status;
  status = mdm_logform_sign (&statement->sign, statement->value);
  if (status != MDM_OK)
    mdm_err_set (err, status, NULL, 0, 0,
                 "not decided within the limits of precision");
  return status;
}

/* Add the hypothesis NORMAL; *HOLDS: does it hold?  */
static mdm_status
assume (int *holds, builder_t *builder, const mdm_normal_t normal,
        const mdm_terms_context_t *context, mdm_err_t *err)
{
  mdm_statement_record_t hypothesis;
  mdm_status status;

  mdm_statement_init (&hypothesis);
  status = evaluate (&hypothesis, builder, normal, context, err);
  *holds = status == MDM_OK
           && mdm_statement_holds (hypothesis.relation, hypothesis.sign);
  if (*holds)
    mdm_statements_assume (builder->statements, &hypothesis);
  else
    mdm_statement_clear (&hypothesis);
  return status;
}

/* Add the hypotheses of ENTRY, and set NORMAL to what it states.  *APPLIES: do
   they hold?  */
static mdm_status
set_hypotheses (int *applies, mdm_normal_t normal, builder_t *builder,
                const mdm_entry_t *entry, const mdm_terms_context_t *context,
                mdm_err_t *err)
{
  mdm_instance_source_t source = { context->instance, context->most };
  mdm_environment_t environment = mdm_environment_of (&source);
  mdm_conditions_t conditions;
  mdm_status status = MDM_OK;

  *applies = 1;
  mdm_conditions_init (conditions);
  for (size_t h = 0; h < entry->hypotheses && *applies && status == MDM_OK;
       h++)
    {
      mdm_normal_t own;
      mdm_normal_init (own);
      status = mdm_normal_set (own, conditions, &entry->hypothesis[h].claim,
                               &environment, err);
      if (status == MDM_OK)
        status = assume (applies, builder, own, context, err);
      mdm_normal_clear (own);
    }
  if (status == MDM_OK && *applies)
    status = mdm_normal_set (normal, conditions, &entry->statement.claim,
                             &environment, err);
  for (size_t i = 0; i < conditions->count && *applies && status == MDM_OK;
       i++)
    status = assume (applies, builder, conditions->normal + i, context, err);
  mdm_conditions_clear (conditions);
  return status;
}

/* The condition that schedule 2 has sizes <= smax of schedule 1.  */
static void
assume_sizes (builder_t *builder)
{
  const mdm_instance_struct *instance = builder->instance;
  slong excess
      = (slong) instance->worst->smax - (slong) instance->schedule->smax;
  mdm_statement_record_t hypothesis;
  fmpq_t q;

  mdm_statement_init (&hypothesis);
  fmpq_init (q);
  fmpq_set_si (q, excess, 1);
  mdm_logform_set_fmpq (hypothesis.value, q);
  hypothesis.sign = (excess > 0) - (excess < 0);
  hypothesis.relation = "<=";
  hypothesis.terms = strdup ("term 1 smax 2\nterm -1 smax 1\n");
  hypothesis.count = 2;
  mdm_statements_assume (builder->statements, &hypothesis);
  fmpq_clear (q);
}

/* A claim about every schedule: what its sign is for the worst of them, it is
   for all.  The checker's bounds on the worst are wider than those on one
   schedule, hence more bits.  */
static mdm_status
set_every (mdm_statement_record_t *claim, const builder_t *builder,
           const mdm_normal_t normal, const mdm_terms_context_t *context,
           mdm_err_t *err)
{
  mdm_terms_context_t any = *context;
  mdm_logform_t reduced;
  mdm_status status;
  char text[64];
  slong bits;
  int sign;

  if (claim->sign == 0)
    return mdm_err_set (err, MDM_ELIMIT, NULL, 0, 0,
                        "that no schedule is above a bound which one reaches "
                        "is seen at no precision");
  mdm_logform_init (reduced);
  status = mdm_logform_reduce (reduced, claim->value);
  if (status == MDM_OK)
    status = mdm_precision_find (&sign, &bits, reduced);
  mdm_logform_clear (reduced);
  if (status == MDM_OK && 2 * bits > MDM_PRECISION_EVERY_MAX)
    status = MDM_ELIMIT;
  if (status != MDM_OK)
    return mdm_err_set (err, status, NULL, 0, 0,
                        "not decided within the limits of precision");
  claim->smax = builder->instance->schedule->smax;
  snprintf (text, sizeof text, "bits %ld\n", (long) (2 * bits));
  claim->evidence = strdup (text);
  claim->evidence_count = 1;
  free (claim->terms);
  claim->terms = NULL;
  any.ekl = 0;
  return mdm_terms_write (&claim->terms, &claim->count, normal, &any, err);
}

/* Set CLAIM to the statement of ENTRY.  *APPLIES: is the instance one that it
   speaks of?  */
static mdm_status
set_claim (int *applies, mdm_statement_record_t *claim, builder_t *builder,
           const mdm_entry_t *entry, mdm_err_t *err)
{
  mdm_terms_context_t context = { builder->instance, NULL, 1, entry->some };
  const mdm_logform_struct *most;
  mdm_status status = MDM_OK;
  mdm_normal_t normal;

  *applies = !entry->needs_sizes || mdm_instance_is_random (builder->instance);
  if (!*applies)
    return MDM_OK;
  if (entry->some)
    {
      context.ekl = 2;
      status = mdm_instance_ekl_most (&most, NULL, builder->instance, err);
      if (status != MDM_OK)
        return status;
    }
  mdm_normal_init (normal);
  status = set_hypotheses (applies, normal, builder, entry, &context, err);
  if (status == MDM_OK && *applies)
    status = evaluate (claim, builder, normal, &context, err);
  if (status == MDM_OK && *applies)
    {
      int holds = mdm_statement_holds (claim->relation, claim->sign);
      if (!holds)
        claim->relation = negation (claim->relation);
      if (!holds && entry->some)
        status = set_every (claim, builder, normal, &context, err);
      else if (entry->some)
        {
          builder->reaching = 1;
          assume_sizes (builder);
        }
    }
  mdm_normal_clear (normal);
  return status;
}

static void
leave_out (mdm_certificate_t certificate, const char *id, const char *why)
{
  size_t n = certificate->left_outs;

  certificate->left_out = flint_realloc (
      certificate->left_out, (n + 1) * sizeof *certificate->left_out);
  certificate->left_out[n] = label (id, why);
  certificate->left_outs++;
}

static mdm_status
add_claim (mdm_certificate_t certificate, builder_t *builder,
           const mdm_certificate_claim_t *asked, mdm_err_t *err)
{
  size_t hypotheses = builder->statements->hypotheses;
  mdm_statement_record_t claim;
  mdm_status status;
  mdm_err_t own;
  int applies;

  memset (&own, 0, sizeof own);
  mdm_statement_init (&claim);
  status = set_claim (&applies, &claim, builder, asked->entry, &own);
  if (status == MDM_OK && applies)
    {
      claim.comment = label (asked->id, asked->entry->statement.text);
      mdm_statements_claim (builder->statements, &claim);
      return MDM_OK;
    }
  mdm_statement_clear (&claim);
  mdm_statements_forget (builder->statements, hypotheses);
  if (status == MDM_ELIMIT)
    leave_out (certificate, asked->id, own.message);
  else if (status != MDM_OK && status != MDM_EABSENT)
    {
      if (err != NULL)
        *err = own;
      return status;
    }
  return MDM_OK;
}

/* Write the value of STATEMENT over the base, and its sign.  */
static mdm_status
write_evidence (mdm_record_t *record, const mdm_statement_record_t *statement,
                void *data, mdm_err_t *err)
{
  const mdm_integers_struct *integers = data;
  mdm_logform_t reduced;
  mdm_status status;
  slong bits;
  int sign;

  mdm_logform_init (reduced);
  mdm_integers_reduce (reduced, integers, statement->value);
  status = mdm_precision_find (&sign, &bits, reduced);
  mdm_integers_write_form (record, integers, reduced);
  if (status != MDM_OK)
    status = mdm_err_set (err, status, NULL, 0, 0,
                          "a sign is not seen at %d bits", MDM_PRECISION_MAX);
  else if (sign == 0)
    mdm_record_put (record, "sign zero");
  else
    mdm_record_put (record, "sign %s %ld", sign < 0 ? "negative" : "positive",
                    (long) bits);
  mdm_logform_clear (reduced);
  return status;
}

static mdm_status
write_all (mdm_record_t *record, void *data, mdm_err_t *err)
{
  builder_t *builder = data;
  mdm_instance_struct *instance = builder->instance;

  mdm_record_comment (record, instance->law->name);
  mdm_record_law (record, instance->law);
  mdm_record_put (record, "schedules %d", builder->reaching ? 2 : 1);
  mdm_record_comment (record, instance->schedule->name);
  mdm_record_schedule (record, 1, instance->schedule);
  if (builder->reaching)
    mdm_record_schedule (record, 2, instance->worst);
  mdm_integers_write (record, builder->integers);
  return mdm_statements_write (record, builder->statements, write_evidence,
                               builder->integers, err);
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

static mdm_status
build (mdm_certificate_t certificate, builder_t *builder,
       const mdm_certificate_claim_t *claim, size_t count, mdm_err_t *err)
{
  mdm_status status = MDM_OK;

  for (size_t i = 0; i < count && status == MDM_OK; i++)
    status = add_claim (certificate, builder, claim + i, err);
  if (status != MDM_OK)
    return status;
  if (builder->statements->claims == 0)
    return mdm_err_set (
        err, MDM_EABSENT, NULL, 0, 0, "no claim here has a certificate%s%s",
        certificate->left_outs > 0 ? "; " : "",
        certificate->left_outs > 0 ? certificate->left_out[0] : "");
  certificate->claims = builder->statements->claims;
  status = mdm_integers_close (builder->integers, err);
  return status == MDM_OK
             ? mdm_certificate_write (certificate, write_all, builder, err)
             : status;
}

mdm_status
mdm_certificate_set_instance (mdm_certificate_t certificate,
                              mdm_instance_t instance,
                              const mdm_certificate_claim_t *claim,
                              size_t count, mdm_err_t *err)
{
  mdm_instance_t own;
  builder_t builder = { .instance = instance };
  int closed = instance->law->kind != MDM_LAW_LISTED;
  mdm_status status = check_instance (instance, err);

  if (status != MDM_OK)
    return status;
  if (closed)
    {
      instance->law->kind = MDM_LAW_LISTED;
      mdm_instance_init (own, instance->law, instance->schedule,
                         &instance->limit);
      builder.instance = own;
    }
  mdm_integers_init (builder.integers);
  mdm_statements_init (builder.statements);
  status = build (certificate, &builder, claim, count, err);
  mdm_integers_clear (builder.integers);
  mdm_statements_clear (builder.statements);
  if (closed)
    mdm_instance_clear (own);
  return status;
}
