#include <config.h>

#include "cert/statement.h"

#include "claim/environment.h"

#include <stdlib.h>
#include <string.h>

void
mdm_statements_init (mdm_statements_t statements)
{
  memset (statements, 0, sizeof *statements);
  mdm_integers_init (statements->integers);
}

void
mdm_statements_clear (mdm_statements_t statements)
{
  mdm_statements_forget (statements, 0);
  for (size_t i = 0; i < statements->claims; i++)
    mdm_statement_clear (statements->claim + i);
  flint_free (statements->hypothesis);
  flint_free (statements->claim);
  flint_free (statements->givens);
  flint_free (statements->optimum);
  mdm_integers_clear (statements->integers);
}

void
mdm_statement_init (mdm_statement_record_t *statement)
{
  memset (statement, 0, sizeof *statement);
  mdm_logform_init (statement->value);
}

void
mdm_statement_clear (mdm_statement_record_t *statement)
{
  flint_free (statement->terms);
  flint_free (statement->evidence);
  flint_free (statement->comment);
  mdm_logform_clear (statement->value);
}

mdm_status
mdm_statements_evaluate (mdm_statement_record_t *statement,
                         mdm_statements_t statements,
                         const mdm_normal_t normal,
                         const mdm_terms_context_t *context, mdm_err_t *err)
{
  mdm_status status;

  statement->relation = mdm_relation_str (normal->relation);
  MDM_TRY (mdm_terms_write (&statement->terms, &statement->count, normal,
                            context, err));
  MDM_TRY (mdm_terms_sum (statement->value, statements->integers, normal,
                          context, err));
  if (context->scope != NULL
      && !mdm_logform_is_plain_rational (NULL, statement->value))
    return mdm_err_set (err, MDM_EABSENT, NULL, 0, 0,
                        "a certificate about all laws cannot speak of "
                        "logarithms in a hypothesis");
  status = mdm_logform_sign (&statement->sign, statement->value);
  if (status != MDM_OK)
    mdm_err_set (err, status, NULL, 0, 0,
                 "not decided within the limits of precision");
  return status;
}

/* LIST with one more element, what STATEMENT holds; its old length is
   COUNT.  */
static mdm_statement_record_t *
append (mdm_statement_record_t *list, size_t count,
        mdm_statement_record_t *statement)
{
  list = flint_realloc (list, (count + 1) * sizeof *list);
  list[count] = *statement;
  mdm_statement_init (statement);
  return list;
}

/* Are all records of TERMS, text from mdm_terms_write, about numbers?  */
static int
are_numbers (const char *terms)
{
  for (; *terms != '\0'; terms = strchr (terms, '\n') + 1)
    {
      const char *name = strchr (strchr (terms, ' ') + 1, ' ') + 1;
      if (strncmp (name, "one\n", 4) != 0 && strncmp (name, "log ", 4) != 0)
        return 0;
    }
  return 1;
}

void
mdm_statements_assume (mdm_statements_t statements,
                       mdm_statement_record_t *hypothesis)
{
  const mdm_statement_record_t *list = statements->hypothesis;

  if (are_numbers (hypothesis->terms))
    return;
  for (size_t h = 0; h < statements->hypotheses; h++)
    if (strcmp (list[h].relation, hypothesis->relation) == 0
        && strcmp (list[h].terms, hypothesis->terms) == 0)
      return;
  statements->hypothesis
      = append (statements->hypothesis, statements->hypotheses++, hypothesis);
}

/* Add the hypothesis NORMAL; *HOLDS: does it hold?  */
static mdm_status
assume (int *holds, mdm_statements_t statements, const mdm_normal_t normal,
        const mdm_terms_context_t *context, mdm_err_t *err)
{
  MDM_STATEMENT (hypothesis);

  MDM_TRY (
      mdm_statements_evaluate (hypothesis, statements, normal, context, err));
  *holds = mdm_relation_holds (normal->relation, hypothesis->sign);
  if (*holds && normal->count > 0) /* else it says 0 = 0, or the like */
    mdm_statements_assume (statements, hypothesis);
  return MDM_OK;
}

mdm_status
mdm_statements_assume_entry (int *applies, mdm_normal_struct *normal,
                             mdm_statements_t statements,
                             const mdm_entry_t *entry,
                             const mdm_terms_context_t *context,
                             mdm_err_t *err)
{
  mdm_environment_t environment = mdm_environment_of (context->subject);
  MDM_CONDITIONS (conditions);

  *applies = 1;
  for (size_t h = 0; h < entry->hypotheses && *applies; h++)
    {
      MDM_NORMAL (own);
      MDM_TRY (mdm_normal_set (own, conditions, &entry->hypothesis[h].claim,
                               &environment, err));
      MDM_TRY (assume (applies, statements, own, context, err));
    }
  if (normal != NULL && *applies)
    MDM_TRY (mdm_normal_set (normal, conditions, &entry->statement.claim,
                             &environment, err));
  for (size_t i = 0; i < conditions->count && *applies; i++)
    MDM_TRY (
        assume (applies, statements, conditions->normal + i, context, err));
  return MDM_OK;
}

void
mdm_statements_forget (mdm_statements_t statements, size_t count)
{
  while (statements->hypotheses > count)
    mdm_statement_clear (statements->hypothesis + --statements->hypotheses);
}

void
mdm_statements_claim (mdm_statements_t statements,
                      mdm_statement_record_t *claim)
{
  statements->claim = append (statements->claim, statements->claims, claim);
  statements->claims++;
}

mdm_status
mdm_precision_find (int *sign, slong *bits, const mdm_logform_t x)
{
  MDM_ARB (ball);

  *sign = 0;
  *bits = 0;
  if (mdm_logform_is_plain_zero (x))
    return MDM_OK;
  for (slong precision = 64; precision <= MDM_PRECISION_MAX / 2;
       precision *= 2)
    {
      mdm_logform_get_arb (ball, x, precision);
      if (arb_contains_zero (ball))
        continue;
      *sign = arf_sgn (arb_midref (ball));
      *bits = 2 * precision;
      return MDM_OK;
    }
  return MDM_ELIMIT;
}

/* Write the value of STATEMENT over the base, and its sign.  */
static mdm_status
write_value (mdm_record_t *record, const mdm_statements_t statements,
             const mdm_statement_record_t *statement, slong bits,
             mdm_err_t *err)
{
  int sign = statement->sign;
  MDM_LOGFORM (reduced);

  mdm_integers_reduce (reduced, statements->integers, statement->value);
  if (bits == 0 && mdm_precision_find (&sign, &bits, reduced) != MDM_OK)
    return mdm_err_set (err, MDM_ELIMIT, NULL, 0, 0,
                        "a sign is not seen at %d bits", MDM_PRECISION_MAX);
  mdm_integers_write_form (record, statements->integers, reduced);
  if (sign == 0)
    mdm_record_put (record, "sign zero");
  else
    mdm_record_put (record, "sign %s %ld", sign < 0 ? "negative" : "positive",
                    (long) bits);
  return MDM_OK;
}

/* Write the terms of STATEMENT and its evidence.  */
static mdm_status
write_body (mdm_record_t *record, const mdm_statements_t statements,
            const mdm_statement_record_t *statement, slong bits,
            mdm_err_t *err)
{
  mdm_record_text (record, statement->terms, statement->count);
  if (statement->evidence == NULL)
    return write_value (record, statements, statement, bits, err);
  mdm_record_text (record, statement->evidence, statement->evidence_count);
  return MDM_OK;
}

mdm_status
mdm_statements_write (mdm_record_t *record, const mdm_statements_t statements,
                      slong bits, mdm_err_t *err)
{
  size_t hypotheses = statements->hypotheses, id = 0;

  mdm_record_put (record, "hypotheses %zu", hypotheses);
  for (size_t i = 0; i < hypotheses; i++)
    {
      const mdm_statement_record_t *hypothesis = statements->hypothesis + i;
      mdm_record_put (record, "hypothesis %zu %s %zu", ++id,
                      hypothesis->relation, hypothesis->count);
      MDM_TRY (write_body (record, statements, hypothesis, bits, err));
    }
  if (statements->givens != NULL)
    mdm_record_text (record, statements->givens, statements->givens_count);
  mdm_record_put (record, "claims %zu", statements->claims);
  for (size_t i = 0; i < statements->claims; i++)
    {
      const mdm_statement_record_t *claim = statements->claim + i;
      mdm_record_comment (record, claim->comment);
      mdm_record_put (record, "claim %zu %s %zu %zu %zu %zu", ++id,
                      claim->relation, claim->count, claim->smax, claim->parts,
                      hypotheses);
      MDM_TRY (write_body (record, statements, claim, bits, err));
    }
  if (statements->optimum != NULL)
    {
      mdm_record_put (record, "optima 1");
      mdm_record_put (record, "%s", statements->optimum);
    }
  return MDM_OK;
}
