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
  for (size_t i = 0; i < statements->hypotheses; i++)
    mdm_statement_clear (statements->hypothesis + i);
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
  flint_free (statement->arguments);
  flint_free (statement->more);
  free (statement->terms);
  free (statement->evidence);
  flint_free (statement->comment);
  flint_free (statement->under);
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
                       mdm_statement_record_t *claim,
                       mdm_statement_record_t *hypothesis)
{
  size_t h = 0;

  if (are_numbers (hypothesis->terms))
    {
      mdm_statement_clear (hypothesis);
      return;
    }
  while (
      h < statements->hypotheses
      && (strcmp (statements->hypothesis[h].relation, hypothesis->relation)
              != 0
          || strcmp (statements->hypothesis[h].terms, hypothesis->terms) != 0))
    h++;
  if (h < statements->hypotheses)
    mdm_statement_clear (hypothesis);
  else
    {
      statements->hypothesis = append (statements->hypothesis, h, hypothesis);
      statements->hypotheses++;
    }
  for (size_t i = 0; i < claim->unders; i++)
    if (claim->under[i] == h)
      return;
  claim->under
      = flint_realloc (claim->under, (claim->unders + 1) * sizeof (size_t));
  claim->under[claim->unders++] = h;
}

void
mdm_statements_claim (mdm_statements_t statements,
                      mdm_statement_record_t *claim)
{
  statements->claim = append (statements->claim, statements->claims, claim);
  statements->claims++;
}

static int
compare_numbers (const void *a, const void *b)
{
  size_t x = *(const size_t *) a, y = *(const size_t *) b;

  return (x > y) - (x < y);
}

/* Write STATEMENT as number ID.  */
static mdm_status
write_statement (mdm_record_t *record, size_t id,
                 const mdm_statement_record_t *statement,
                 mdm_evidence_writer_t writer, void *data, mdm_err_t *err)
{
  FILE *stream = record->stream;
  size_t *under = statement->under;

  if (statement->comment != NULL)
    mdm_record_comment (record, statement->comment);
  fprintf (stream, "%s %zu",
           statement->keyword == NULL ? "hypothesis" : statement->keyword, id);
  if (statement->arguments != NULL)
    fprintf (stream, " %s", statement->arguments);
  fprintf (stream, " %s %zu", statement->relation, statement->count);
  if (statement->more != NULL)
    fprintf (stream, " %s", statement->more);
  if (statement->keyword != NULL)
    {
      if (statement->unders > 0)
        qsort (under, statement->unders, sizeof *under, compare_numbers);
      fprintf (stream, " %zu", statement->unders);
      for (size_t i = 0; i < statement->unders; i++)
        fprintf (stream, " %zu", under[i] + 1);
    }
  mdm_record_end (record);
  fputs (statement->terms, stream);
  record->records += statement->count;
  if (statement->evidence == NULL)
    return writer (record, statement, data, err);
  fputs (statement->evidence, stream);
  record->records += statement->evidence_count;
  return MDM_OK;
}

mdm_status
mdm_statements_write (mdm_record_t *record, const mdm_statements_t statements,
                      mdm_evidence_writer_t writer, void *data, mdm_err_t *err)
{
  mdm_status status = MDM_OK;
  size_t id = 0;

  mdm_record_put (record, "hypotheses %zu", statements->hypotheses);
  for (size_t i = 0; i < statements->hypotheses && status == MDM_OK; i++)
    status = write_statement (record, ++id, statements->hypothesis + i, writer,
                              data, err);
  mdm_record_put (record, "claims %zu", statements->claims);
  for (size_t i = 0; i < statements->claims && status == MDM_OK; i++)
    status = write_statement (record, ++id, statements->claim + i, writer,
                              data, err);
  return status;
}
