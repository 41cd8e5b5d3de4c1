#include <config.h>

#include "cert/record.h"
#include "cert/terms.h"

#include "claim/environment.h"
#include "sampler/divergence.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A checker goes through every ordered partition of so many positions; the
   error of longer sequences it takes from the curve.  */
#define DEFINITION_MAX 6

/* Values.  */

/* KL(p || p_Y) by its definition.  */
static mdm_status
divergence (mdm_value_t res, const mdm_subject_t *subject, mdm_err_t *err)
{
  const fmpq *output;
  mdm_status status = mdm_instance_output (&output, subject->instance, err);

  if (status != MDM_OK)
    return status;
  mdm_value_zero (res);
  mdm_divergence_kl (res->x, NULL, subject->instance->law, output);
  return MDM_OK;
}

/* V = quantity ID of the scope.  */
static mdm_status
scope_quantity (mdm_value_t v, mdm_quantity_id id, const mdm_term_t *term,
                const mdm_scope_t *scope, mdm_err_t *err)
{
  mdm_environment_t environment;
  MDM_RAY (ray, scope);

  environment = mdm_ray_environment (ray);
  return environment.get (v, id, term->has_index ? term->argument : NULL,
                          term->sets, environment.data, err);
}

/* V = quantity ID of the instance.  */
static mdm_status
instance_quantity (mdm_value_t v, mdm_quantity_id id, const mdm_term_t *term,
                   const mdm_terms_context_t *context, mdm_err_t *err)
{
  mdm_instance_source_t source = { context->instance, context->most };
  mdm_subject_t subject = mdm_subject_of (&source);

  if (mdm_quantity_info[id].of == MDM_OF_OUTPUT
      && subject.schedule->kind != MDM_SCHEDULE_BLOCKS
      && subject.length > MDM_RECORD_SAMPLED_MAX)
    return mdm_err_set (err, MDM_ELIMIT, NULL, 0, 0,
                        "certificates do not speak of what is sampled in "
                        "random order on more than %d positions",
                        MDM_RECORD_SAMPLED_MAX);
  subject.divergence = divergence;
  return mdm_subject_answer (v, id, term->argument, term->sets, &subject, err);
}

/* RES = quantity TERM of the instance or the scope.  */
static mdm_status
quantity (mdm_logform_t res, const mdm_term_t *term,
          const mdm_terms_context_t *context, mdm_err_t *err)
{
  /* The definition of ekl, where it is asked for, is what the checker
     computes.  */
  mdm_quantity_id id
      = term->quantity == MDM_Q_EKL_DEFINITION ? MDM_Q_EKL : term->quantity;
  mdm_status status;
  MDM_VALUE (v);

  mdm_logform_zero (res);
  status = context->instance != NULL
               ? instance_quantity (v, id, term, context, err)
               : scope_quantity (v, id, term, context->scope, err);
  if (status != MDM_OK)
    return status;
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
      mdm_status status = value (x, normal->term + i, context, err);
      if (status == MDM_OK && mdm_logform_expand (x, x) != MDM_OK)
        return mdm_err_set (err, MDM_ELIMIT, NULL, 0, 0,
                            "the exact form of a quantity is over a limit");
      if (status == MDM_OK && integers != NULL)
        status = mdm_integers_add (integers, x, err);
      if (status != MDM_OK)
        return status;
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
  if (scope != NULL && term->quantity == MDM_Q_SMAX
      && scope->kind != MDM_SCOPE_PROCESS)
    return MDM_SHAPE_NUMBER;
  if (term->quantity == MDM_Q_A && scope == NULL
      && context->instance->schedule->kind == MDM_SCHEDULE_BLOCKS)
    return MDM_SHAPE_NUMBER; /* a partition that is not random has no a(k)
                                there */
  if (term->quantity == MDM_Q_EKL_DEFINITION && scope == NULL
      && context->instance->law->length > DEFINITION_MAX)
    return MDM_SHAPE_UNKNOWN;
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
    fprintf (record->stream, " %zu",
             context->instance != NULL ? context->instance->schedule->smax
                                       : mdm_scope_smax (context->scope));
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
  fmpq_set_ui (part, 1, context->instance->law->length);
  fmpq_mul (part, part, q);
  put_head (record, part);
  mdm_record_put (record, " entropy");
}

static mdm_status
put_term (mdm_record_t *record, const mdm_term_t *term,
          const mdm_terms_context_t *context, mdm_err_t *err)
{
  mdm_quantity_shape shape = find_shape (term, context);
  mdm_quantity_id id = term->quantity;
  mdm_status status;
  MDM_LOGFORM (x);

  if (shape == MDM_SHAPE_UNKNOWN)
    return mdm_err_set (err, MDM_ELIMIT, NULL, 0, 0,
                        "a certificate cannot speak of %s here",
                        mdm_quantity_info[id].usage);
  if (shape == MDM_SHAPE_NUMBER)
    {
      status = value (x, term, context, err);
      if (status == MDM_OK)
        put_number (record, term->coefficient, x);
      return status;
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
  mdm_record_t record = { NULL, 0 };
  size_t length;

  *text = NULL;
  record.stream = open_memstream (text, &length);
  if (record.stream == NULL)
    return mdm_err_set (err, MDM_EIO, NULL, 0, 0, "out of memory");
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
  if (fclose (record.stream) != 0 && status == MDM_OK)
    status = mdm_err_set (err, MDM_EIO, NULL, 0, 0, "out of memory");
  *count = record.records;
  if (status == MDM_OK)
    part_signs (*text, length);
  else
    {
      free (*text);
      *text = NULL;
    }
  return status;
}
