#include <config.h>

#include "cert/statement.h"

#include <stdlib.h>
#include <string.h>

void
mdm_statements_init (mdm_statements_t statements)
{
  memset (statements, 0, sizeof *statements);
}

void
mdm_statements_clear (mdm_statements_t statements)
{
  mdm_statements_forget (statements, 0);
  for (size_t i = 0; i < statements->claims; i++)
    mdm_statement_clear (statements->claim + i);
  flint_free (statements->hypothesis);
  flint_free (statements->claim);
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
  free (statement->terms);
  free (statement->evidence);
  flint_free (statement->comment);
  mdm_logform_clear (statement->value);
}

int
mdm_statement_holds (const char *relation, int sign)
{
  switch (relation[0])
    {
    case '<':
      return sign < 0 || (sign == 0 && relation[1] == '=');
    case '>':
      return sign > 0 || (sign == 0 && relation[1] == '=');
    case '=':
      return sign == 0;
    default: /* != */
      return sign != 0;
    }
}

/* LIST with one more element; its old length is COUNT.  */
static mdm_statement_record_t *
append (mdm_statement_record_t *list, size_t count,
        const mdm_statement_record_t *statement)
{
  list = flint_realloc (list, (count + 1) * sizeof *list);
  list[count] = *statement;
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
  size_t count = statements->hypotheses;
  int known = are_numbers (hypothesis->terms);

  for (size_t h = 0; h < count && !known; h++)
    known = strcmp (list[h].relation, hypothesis->relation) == 0
            && strcmp (list[h].terms, hypothesis->terms) == 0;
  if (known)
    mdm_statement_clear (hypothesis);
  else
    {
      statements->hypothesis
          = append (statements->hypothesis, count, hypothesis);
      statements->hypotheses++;
    }
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

/* Write the terms of STATEMENT and its evidence.  */
static mdm_status
write_body (mdm_record_t *record, const mdm_statement_record_t *statement,
            mdm_evidence_writer_t writer, void *data, mdm_err_t *err)
{
  fputs (statement->terms, record->stream);
  record->records += statement->count;
  if (statement->evidence == NULL)
    return writer (record, statement, data, err);
  fputs (statement->evidence, record->stream);
  record->records += statement->evidence_count;
  return MDM_OK;
}

mdm_status
mdm_statements_write (mdm_record_t *record, const mdm_statements_t statements,
                      mdm_evidence_writer_t writer, void *data, mdm_err_t *err)
{
  size_t hypotheses = statements->hypotheses;
  mdm_status status = MDM_OK;
  size_t id = 0;

  mdm_record_put (record, "hypotheses %zu", hypotheses);
  for (size_t i = 0; i < hypotheses && status == MDM_OK; i++)
    {
      const mdm_statement_record_t *hypothesis = statements->hypothesis + i;
      mdm_record_put (record, "hypothesis %zu %s %zu", ++id,
                      hypothesis->relation, hypothesis->count);
      status = write_body (record, hypothesis, writer, data, err);
    }
  mdm_record_put (record, "claims %zu", statements->claims);
  for (size_t i = 0; i < statements->claims && status == MDM_OK; i++)
    {
      const mdm_statement_record_t *claim = statements->claim + i;
      mdm_record_comment (record, claim->comment);
      mdm_record_put (record, "claim %zu %s %zu %zu %zu %zu", ++id,
                      claim->relation, claim->count, claim->smax, claim->parts,
                      hypotheses);
      status = write_body (record, claim, writer, data, err);
    }
  return status;
}
