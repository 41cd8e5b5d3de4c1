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

static int
is_divergence (mdm_quantity_id id)
{
  return id == MDM_Q_KL_MIXED || id == MDM_Q_LOG_TER_GAP
         || id == MDM_Q_LOG_TER;
}

/* RES = KL(p || p_Y) by its definition, or its L-th part, or that with the
   L-th part of the entropy.  */
static mdm_status
divergence (mdm_logform_t res, mdm_quantity_id id,
            const mdm_terms_context_t *context, mdm_err_t *err)
{
  mdm_instance_struct *instance = context->instance;
  const mdm_curve_struct *curve;
  const fmpq *output;
  mdm_status status = mdm_instance_output (&output, instance, err);

  if (status != MDM_OK)
    return status;
  mdm_divergence_kl (res, NULL, instance->law, output);
  if (id == MDM_Q_LOG_TER)
    {
      status = mdm_instance_curve (&curve, instance, err);
      if (status != MDM_OK)
        return status;
      mdm_logform_add (res, res, curve->e + curve->length);
    }
  if (id != MDM_Q_KL_MIXED)
    mdm_logform_div_ui (res, res, instance->law->length);
  return MDM_OK;
}

/* RES = quantity TERM of the instance or the scope.  */
static mdm_status
quantity (mdm_logform_t res, const mdm_term_t *term,
          const mdm_terms_context_t *context, mdm_err_t *err)
{
  mdm_instance_source_t source = { context->instance, context->most };
  mdm_environment_t environment;
  mdm_quantity_id id = term->quantity;
  mdm_status status;
  mdm_value_t v;
  mdm_ray_t ray;

  mdm_logform_zero (res);
  if (context->instance != NULL
      && (is_divergence (id) || id == MDM_Q_TV || id == MDM_Q_SER)
      && context->instance->schedule->kind != MDM_SCHEDULE_BLOCKS
      && context->instance->law->length > MDM_RECORD_SAMPLED_MAX)
    return mdm_err_set (err, MDM_ELIMIT, NULL, 0, 0,
                        "certificates do not speak of what is sampled in "
                        "random order on more than %d positions",
                        MDM_RECORD_SAMPLED_MAX);
  if (context->instance != NULL && is_divergence (id))
    return divergence (res, id, context, err);
  /* The definition of ekl, where it is asked for, is what the checker
     computes.  */
  if (id == MDM_Q_EKL_DEFINITION)
    id = MDM_Q_EKL;
  mdm_value_init (v);
  mdm_ray_init (ray, context->scope);
  environment = context->instance != NULL ? mdm_environment_of (&source)
                                          : mdm_ray_environment (ray);
  status = environment.get (v, id, term->has_index ? term->argument : NULL,
                            term->sets, environment.data, err);
  if (status == MDM_OK && v->infinite)
    status = mdm_err_set (err, MDM_ELIMIT, NULL, 0, 0, "%s is infinite",
                          mdm_quantity_info[id].name);
  if (status == MDM_OK)
    mdm_logform_swap (res, v->x);
  mdm_ray_clear (ray);
  mdm_value_clear (v);
  return status;
}

/* RES = TERM without its coefficient.  */
static mdm_status
value (mdm_logform_t res, const mdm_term_t *term,
       const mdm_terms_context_t *context, mdm_err_t *err)
{
  fmpq_t one;

  if (term->kind == MDM_TERM_QUANTITY)
    return quantity (res, term, context, err);
  if (term->kind == MDM_TERM_LOG)
    {
      mdm_logform_set_log (res, term->argument);
      return MDM_OK;
    }
  fmpq_init (one);
  fmpq_one (one);
  mdm_logform_set_fmpq (res, one);
  fmpq_clear (one);
  return MDM_OK;
}

mdm_status
mdm_terms_sum (mdm_logform_t res, mdm_integers_struct *integers,
               const mdm_normal_t normal, const mdm_terms_context_t *context,
               mdm_err_t *err)
{
  mdm_status status = MDM_OK;
  mdm_logform_t x;

  mdm_logform_init (x);
  mdm_logform_zero (res);
  for (size_t i = 0; i < normal->count && status == MDM_OK; i++)
    {
      status = value (x, normal->term + i, context, err);
      if (status == MDM_OK && integers != NULL)
        status = mdm_integers_add (integers, x, err);
      mdm_logform_addmul_fmpq (res, x, normal->term[i].coefficient);
    }
  mdm_logform_clear (x);
  return status;
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
  fmpq_t c;

  fmpq_init (c);
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
  fmpq_clear (c);
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

/* How a quantity is written: its name and then .. */
typedef enum
{
  SHAPE_UNKNOWN,  /* certificates do not know it */
  SHAPE_NUMBER,   /* it is put in as a number */
  SHAPE_NAME,     /* nothing */
  SHAPE_INDEX,    /* its index */
  SHAPE_SCHEDULE, /* the schedule, and its index if it has one */
  SHAPE_SETS,     /* its sets */
  SHAPE_SMAX,     /* smax: R */
  SHAPE_EKL,      /* the schedule of ekl */
  SHAPE_LOG_TER   /* as log_ter_gap + entropy / L */
} shape_t;

static const shape_t shapes[MDM_Q_COUNT] = {
  [MDM_Q_L] = SHAPE_NAME,
  [MDM_Q_V] = SHAPE_NAME,
  [MDM_Q_T] = SHAPE_SCHEDULE,
  [MDM_Q_SMAX] = SHAPE_SCHEDULE,
  [MDM_Q_SMIN] = SHAPE_SCHEDULE,
  [MDM_Q_S] = SHAPE_SCHEDULE,
  [MDM_Q_N] = SHAPE_SCHEDULE,
  [MDM_Q_A] = SHAPE_SCHEDULE,
  [MDM_Q_PI] = SHAPE_NUMBER,
  [MDM_Q_PI_SUM] = SHAPE_NUMBER,
  [MDM_Q_IID] = SHAPE_NUMBER,
  [MDM_Q_EKL] = SHAPE_EKL,
  [MDM_Q_EKL_IDEAL] = SHAPE_EKL,
  [MDM_Q_EKL_DEFINITION] = SHAPE_EKL,
  [MDM_Q_KL_MIXED] = SHAPE_SCHEDULE,
  [MDM_Q_EPS_TRAIN] = SHAPE_NUMBER,
  [MDM_Q_TC] = SHAPE_NAME,
  [MDM_Q_DTC] = SHAPE_NAME,
  [MDM_Q_SUM_MI] = SHAPE_NAME,
  [MDM_Q_ENTROPY] = SHAPE_NAME,
  [MDM_Q_E] = SHAPE_INDEX,
  [MDM_Q_D] = SHAPE_INDEX,
  [MDM_Q_Z] = SHAPE_INDEX,
  [MDM_Q_R] = SHAPE_SMAX,
  [MDM_Q_U] = SHAPE_INDEX,
  [MDM_Q_H_OF] = SHAPE_SETS,
  [MDM_Q_I_OF] = SHAPE_SETS,
  [MDM_Q_TC_OF] = SHAPE_SETS,
  [MDM_Q_TV] = SHAPE_SCHEDULE,
  [MDM_Q_SER] = SHAPE_SCHEDULE,
  [MDM_Q_LOG_TER] = SHAPE_LOG_TER,
  [MDM_Q_LOG_TER_GAP] = SHAPE_SCHEDULE,
  [MDM_Q_PAIRED_COPY] = SHAPE_NUMBER,
  [MDM_Q_PMAX] = SHAPE_INDEX,
  [MDM_Q_PMAX_LEAST] = SHAPE_NAME,
  [MDM_Q_TC_EPS] = SHAPE_NUMBER,
  [MDM_Q_TC_BOUND] = SHAPE_NUMBER,
  [MDM_Q_DTC_EPS] = SHAPE_NUMBER,
  [MDM_Q_DTC_BOUND] = SHAPE_NUMBER,
};

/* The shape of TERM in CONTEXT.  */
static shape_t
find_shape (const mdm_term_t *term, const mdm_terms_context_t *context)
{
  const mdm_scope_t *scope = context->scope;

  if (term->kind != MDM_TERM_QUANTITY)
    return SHAPE_NUMBER;
  if (scope != NULL && term->quantity == MDM_Q_SMAX
      && scope->kind != MDM_SCOPE_PROCESS)
    return SHAPE_NUMBER;
  if (term->quantity == MDM_Q_A && scope == NULL
      && context->instance->schedule->kind == MDM_SCHEDULE_BLOCKS)
    return SHAPE_NUMBER; /* a partition that is not random has no a(k) there */
  if (term->quantity == MDM_Q_EKL_DEFINITION && scope == NULL
      && context->instance->law->length > DEFINITION_MAX)
    return SHAPE_UNKNOWN;
  return shapes[term->quantity];
}

/* The largest size that R speaks of.  */
static size_t
context_smax (const mdm_terms_context_t *context)
{
  const mdm_scope_t *scope = context->scope;

  if (context->instance != NULL)
    return context->instance->schedule->smax;
  return scope->kind == MDM_SCOPE_PROCESS ? scope->schedule->smax
                                          : scope->smax;
}

/* Write the words of TERM after its name.  */
static void
put_arguments (mdm_record_t *record, const mdm_term_t *term, shape_t shape,
               const mdm_terms_context_t *context)
{
  if (shape == SHAPE_SCHEDULE)
    fputs (" 1", record->stream);
  else if (shape == SHAPE_EKL && context->ekl == 0)
    fputs (" any", record->stream);
  else if (shape == SHAPE_EKL)
    fprintf (record->stream, " %zu", context->ekl);
  else if (shape == SHAPE_SMAX)
    fprintf (record->stream, " %zu", context_smax (context));
  else if (shape == SHAPE_SETS)
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
  fmpq_t part;

  fmpq_init (part);
  put_head (record, q);
  mdm_record_put (record, " log_ter_gap 1");
  fmpq_set_ui (part, 1, context->instance->law->length);
  fmpq_mul (part, part, q);
  put_head (record, part);
  mdm_record_put (record, " entropy");
  fmpq_clear (part);
}

static mdm_status
put_term (mdm_record_t *record, const mdm_term_t *term,
          const mdm_terms_context_t *context, mdm_err_t *err)
{
  shape_t shape = find_shape (term, context);
  mdm_quantity_id id = term->quantity;
  mdm_status status;
  mdm_logform_t x;

  if (shape == SHAPE_UNKNOWN)
    return mdm_err_set (err, MDM_ELIMIT, NULL, 0, 0,
                        "a certificate cannot speak of %s here",
                        mdm_quantity_info[id].usage);
  if (shape == SHAPE_NUMBER)
    {
      mdm_logform_init (x);
      status = value (x, term, context, err);
      if (status == MDM_OK)
        put_number (record, term->coefficient, x);
      mdm_logform_clear (x);
      return status;
    }
  if (shape == SHAPE_LOG_TER)
    {
      put_log_ter (record, term->coefficient, context);
      return MDM_OK;
    }
  put_head (record, term->coefficient);
  fprintf (record->stream, " %s",
           mdm_quantity_info[shape == SHAPE_EKL ? MDM_Q_EKL : id].name);
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
