#include <config.h>

#include "cert/record.h"
#include "cert/terms.h"

#include "claim/environment.h"
#include "claim/sets.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A checker goes through every ordered partition of so many positions; the
   error of longer sequences it takes from the curve.  */
#define DEFINITION_MAX 6

/* Values.  */

/* RES = quantity TERM.  */
static mdm_status
quantity (mdm_logform_t res, const mdm_term_t *term,
          const mdm_terms_context_t *context, mdm_err_t *err)
{
  /* The definition of ekl, where it is asked for, is what the checker
     computes.  */
  mdm_quantity_id id
      = term->quantity == MDM_Q_EKL_DEFINITION ? MDM_Q_EKL : term->quantity;
  mdm_subject_t subject = *context->subject;
  MDM_VALUE (v);

  if (mdm_quantity_info[id].of == MDM_OF_OUTPUT
      && subject.schedule->kind != MDM_SCHEDULE_BLOCKS
      && subject.schedule->kind != MDM_SCHEDULE_POLICY
      && subject.length > MDM_RECORD_SAMPLED_MAX)
    return mdm_err_set (err, MDM_ELIMIT, NULL, 0, 0,
                        "certificates do not speak of what is sampled in "
                        "random order on more than %d positions",
                        MDM_RECORD_SAMPLED_MAX);
  subject.by_rows = 1;
  MDM_TRY (mdm_subject_answer (v, id, term->has_index ? term->argument : NULL,
                               term->sets, &subject, err));
  if (v->infinite)
    return mdm_err_set (err, MDM_ELIMIT, NULL, 0, 0, "%s is infinite",
                        mdm_quantity_info[id].name);
  mdm_logform_swap (res, v->x);
  return MDM_OK;
}

/* RES = TERM without its coefficient.  */
static mdm_status
value (mdm_logform_t res, const mdm_term_t *term,
       const mdm_terms_context_t *context, mdm_err_t *err)
{
  if (term->kind == MDM_TERM_QUANTITY)
    return quantity (res, term, context, err);
  mdm_logform_zero (res);
  if (term->kind == MDM_TERM_LOG)
    mdm_logform_set_log (res, term->argument);
  else
    fmpz_one (res->r);
  return MDM_OK;
}

mdm_status
mdm_terms_sum (mdm_logform_t res, mdm_integers_struct *integers,
               const mdm_normal_t normal, const mdm_terms_context_t *context,
               mdm_err_t *err)
{
  MDM_LOGFORM (x);

  mdm_logform_zero (res);
  for (size_t i = 0; i < normal->count; i++)
    {
      MDM_TRY (value (x, normal->term + i, context, err));
      if (mdm_logform_expand (x, x) != MDM_OK)
        return mdm_err_set (err, MDM_ELIMIT, NULL, 0, 0,
                            "the exact form of a quantity is over a limit");
      if (integers != NULL)
        MDM_TRY (mdm_integers_add (integers, x, err));
      mdm_logform_addmul_fmpq (res, x, normal->term[i].coefficient);
    }
  return MDM_OK;
}

/* Records.  */

static void
put_head (mdm_record_t *record, const fmpq_t q)
{
  fputs ("term", record->stream);
  mdm_record_rational (record, q);
}

/* Write Q X as terms of numbers and logarithms.  */
static void
put_number (mdm_record_t *record, const fmpq_t q, const mdm_logform_t x)
{
  MDM_FMPQ (c);

  fmpq_set_fmpz_frac (c, x->r, x->d);
  fmpq_mul (c, c, q);
  if (!fmpq_is_zero (c))
    {
      put_head (record, c);
      mdm_record_put (record, " one");
    }
  for (slong i = 0; i < x->count; i++)
    {
      fmpq_set_fmpz_frac (c, x->c + i, x->d);
      fmpq_mul (c, c, q);
      put_head (record, c);
      fputs (" log", record->stream);
      mdm_record_integer (record, x->n + i);
      mdm_record_end (record);
    }
}

/* Write the words of the sets of positions SETS.  */
static void
put_sets (FILE *stream, const mdm_position_sets_t *sets)
{
  fputc (' ', stream);
  for (size_t g = 0; g <= sets->groups; g++)
    for (size_t i = sets->start[g]; i < sets->start[g + 1]; i++)
      {
        const char *before = i > sets->start[g] ? ","
                             : g == 0           ? ""
                             : g < sets->groups ? ";"
                                                : "|";
        fprintf (stream, "%s%zu", before, sets->positions[i]);
      }
}

/* The shape of TERM in CONTEXT.  */
static mdm_quantity_shape
find_shape (const mdm_term_t *term, const mdm_terms_context_t *context)
{
  const mdm_scope_t *scope = context->scope;

  if (term->kind != MDM_TERM_QUANTITY)
    return MDM_SHAPE_NUMBER;
  if (term->sets != NULL && term->sets->values > 0)
    return MDM_SHAPE_UNKNOWN;
  if (scope != NULL && term->quantity == MDM_Q_SMAX
      && scope->kind != MDM_SCOPE_PROCESS)
    return MDM_SHAPE_NUMBER;
  if (term->quantity == MDM_Q_A && scope == NULL
      && context->subject->instance->schedule->kind == MDM_SCHEDULE_BLOCKS)
    return MDM_SHAPE_NUMBER; /* a partition that is not random has no a(k)
                                there */
  if (term->quantity == MDM_Q_EKL_DEFINITION && scope == NULL
      && context->subject->instance->law->length > DEFINITION_MAX)
    return MDM_SHAPE_UNKNOWN;
  if (term->quantity == MDM_Q_I_OF && term->sets->groups > 2)
    return MDM_SHAPE_ENTROPIES;
  return mdm_quantity_info[term->quantity].shape;
}

/* Write the words of TERM after its name.  */
static void
put_arguments (mdm_record_t *record, const mdm_term_t *term,
               mdm_quantity_shape shape, const mdm_terms_context_t *context)
{
  if (shape == MDM_SHAPE_SCHEDULE)
    fputs (" 1", record->stream);
  else if (shape == MDM_SHAPE_EKL && context->ekl == 0)
    fputs (" any", record->stream);
  else if (shape == MDM_SHAPE_EKL)
    fprintf (record->stream, " %zu", context->ekl);
  else if (shape == MDM_SHAPE_SMAX)
    fprintf (record->stream, " %zu", context->subject->smax);
  else if (shape == MDM_SHAPE_SETS)
    put_sets (record->stream, term->sets);
  if (term->has_index)
    mdm_record_integer (record, term->argument);
  mdm_record_end (record);
}

/* Write Q log TER(p_Y) as two terms.  */
static void
put_log_ter (mdm_record_t *record, const fmpq_t q,
             const mdm_terms_context_t *context)
{
  MDM_FMPQ (part);

  put_head (record, q);
  mdm_record_put (record, " log_ter_gap 1");
  fmpq_set_ui (part, 1, context->subject->instance->law->length);
  fmpq_mul (part, part, q);
  put_head (record, part);
  mdm_record_put (record, " entropy");
}

/* A term that is written as a sum.  */
typedef struct
{
  mdm_record_t *record;
  const fmpq *coefficient;
} sum_t;

/* Write C times the entropy of the set.  */
static mdm_status
put_entropy (void *data, const size_t *set, size_t count, slong c)
{
  const sum_t *sum = data;
  MDM_FMPQ (q);

  fmpq_mul_si (q, sum->coefficient, c);
  put_head (sum->record, q);
  fputs (" H", sum->record->stream);
  for (size_t i = 0; i < count; i++)
    fprintf (sum->record->stream, "%c%zu", i == 0 ? ' ' : ',', set[i]);
  mdm_record_end (sum->record);
  return MDM_OK;
}

static mdm_status
put_term (mdm_record_t *record, const mdm_term_t *term,
          const mdm_terms_context_t *context, mdm_err_t *err)
{
  mdm_quantity_shape shape = find_shape (term, context);
  mdm_quantity_id id = term->quantity;
  MDM_LOGFORM (x);

  if (shape == MDM_SHAPE_UNKNOWN)
    return mdm_err_set (err, MDM_ELIMIT, NULL, 0, 0,
                        "a certificate cannot speak of %s %s",
                        mdm_quantity_info[id].usage,
                        term->sets != NULL && term->sets->values > 0
                            ? "given the value of a token"
                            : "here");
  if (shape == MDM_SHAPE_NUMBER)
    {
      MDM_TRY (value (x, term, context, err));
      put_number (record, term->coefficient, x);
      return MDM_OK;
    }
  if (shape == MDM_SHAPE_ENTROPIES)
    {
      sum_t sum = { record, term->coefficient };
      return mdm_sets_expand (id, term->sets, put_entropy, &sum, err);
    }
  if (shape == MDM_SHAPE_LOG_TER)
    {
      put_log_ter (record, term->coefficient, context);
      return MDM_OK;
    }
  put_head (record, term->coefficient);
  fprintf (record->stream, " %s",
           mdm_quantity_info[shape == MDM_SHAPE_EKL ? MDM_Q_EKL : id].name);
  put_arguments (record, term, shape, context);
  return MDM_OK;
}

/* Move the records of TERMS that have a negative coefficient behind the
   others.  */
static void
part_signs (char *terms, size_t length)
{
  char *copy = flint_malloc (length + 1), *end;

  memcpy (copy, terms, length + 1);
  for (int negative = 0; negative <= 1; negative++)
    for (const char *line = copy; *line != '\0'; line = end)
      {
        end = strchr (line, '\n') + 1;
        if ((line[strlen ("term ")] == '-') != negative)
          continue;
        memcpy (terms, line, (size_t) (end - line));
        terms += end - line;
      }
  flint_free (copy);
}

mdm_status
mdm_terms_write (char **text, size_t *count, const mdm_normal_t normal,
                 const mdm_terms_context_t *context, mdm_err_t *err)
{
  mdm_status status = MDM_OK;
  mdm_record_t record;
  size_t length;

  mdm_record_open (&record, text, &length);
  for (size_t i = 0; i < normal->count && status == MDM_OK; i++)
    status = put_term (&record, normal->term + i, context, err);
  /* Where everything cancels, a quantity less itself is left, one that may
     stand there.  */
  if (record.records == 0)
    {
      const char *name = context->scope != NULL ? "entropy" : "one";
      mdm_record_put (&record, "term 1 %s", name);
      mdm_record_put (&record, "term -1 %s", name);
    }
  mdm_record_close (&record);
  MDM_TRY (status);
  *count = record.records;
  part_signs (*text, length);
  return MDM_OK;
}
