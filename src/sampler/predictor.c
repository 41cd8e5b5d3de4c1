#include <config.h>

#include "sampler/predictor.h"

#include "exact/rational.h"
#include "exact/scoped.h"
#include "law/order.h"
#include "law/spec.h"
#include "sampler/contexts.h"
#include "text/lines.h"
#include "text/nearest.h"
#include "text/tokens.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

void
mdm_predictor_init (mdm_predictor_t predictor)
{
  memset (predictor, 0, sizeof *predictor);
  predictor->name = strcpy (flint_malloc (sizeof "ideal"), "ideal");
  fmpq_init (predictor->eta);
  mdm_law_init (predictor->law);
  mdm_predictor_table_init (predictor->table);
}

void
mdm_predictor_clear (mdm_predictor_t predictor)
{
  flint_free (predictor->name);
  fmpq_clear (predictor->eta);
  mdm_law_clear (predictor->law);
  mdm_predictor_table_clear (predictor->table);
}

/* Opening.  */

static mdm_status
open_smooth (mdm_predictor_t predictor, const char *text, mdm_err_t *err)
{
  mdm_status status
      = mdm_rational_read (predictor->eta, text, strlen (text), err);

  if (status != MDM_OK)
    return status;
  if (fmpq_sgn (predictor->eta) < 0 || fmpq_cmp_si (predictor->eta, 1) > 0)
    return mdm_err_set (err, MDM_EDOMAIN, NULL, 0, 0,
                        "eta is a probability, from 0 to 1");
  return MDM_OK;
}

static mdm_status
open_power (mdm_predictor_t predictor, const char *text, mdm_err_t *err)
{
  uint64_t n;
  mdm_status status
      = mdm_natural_read (&n, text, strlen (text), UINT64_MAX, err);

  predictor->power = (ulong) n;
  if (status == MDM_OK && (n < 1 || n > MDM_POWER_MAX))
    return mdm_err_set (err, MDM_EDOMAIN, NULL, 0, 0,
                        "the power is from 1 to %d (smooth:1 is the "
                        "uniform predictor)",
                        MDM_POWER_MAX);
  return status;
}

/* Set RES to MODEL with its tokens numbered as in LAW, by TOKENS.  */
static mdm_status
renumber (mdm_law_t res, const mdm_law_t model, const mdm_law_struct *law,
          const mdm_tokens_t tokens, mdm_err_t *err)
{
  size_t cells = model->support * model->length;
  MDM_OWNED uint16_t *map = flint_malloc (model->vocab * sizeof *map);
  MDM_FMPZ_VEC (weights, model->support);
  uint16_t *row;
  char buffer[24];

  for (uint64_t v = 0; v < model->vocab; v++)
    {
      const char *name = mdm_law_token (buffer, model, v);
      size_t size = strlen (name),
             found = mdm_tokens_find (tokens, name, size);
      map[v] = (uint16_t) found;
      if (found == law->vocab)
        return mdm_err_set (err, MDM_EDOMAIN, NULL, 0, 0,
                            "the token '%.*s' of the predictor's law is "
                            "not in the vocabulary of the law",
                            mdm_utf8_shown (name, size), name);
    }
  res->vocab = law->vocab;
  res->length = law->length;
  mdm_law_set_note (res, model->note);
  row = flint_malloc ((cells + 1) * sizeof *row);
  for (size_t i = 0; i < cells; i++)
    row[i] = map[model->row[i]];
  _fmpz_vec_set (weights, model->weight, (slong) model->support);
  return mdm_law_take_integer_rows (res, row, weights, model->support, err);
}

/* LAW is listed, and has these TOKENS.  */
static mdm_status
open_law (mdm_predictor_t predictor, const char *spec,
          const mdm_law_struct *law, const mdm_tokens_t tokens,
          const mdm_limit_t *limit, mdm_err_t *err)
{
  MDM_LAW (model);
  mdm_status status = mdm_law_open (model, spec, limit, err);

  if (status != MDM_OK)
    return status;
  if (model->length != law->length)
    return mdm_err_set (err, MDM_EDOMAIN, NULL, 0, 0,
                        "the predictor's law has sequences of length %zu, "
                        "and the law of length %zu",
                        model->length, law->length);
  status = mdm_law_list (model, limit, err);
  return status == MDM_OK ? renumber (predictor->law, model, law, tokens, err)
                          : status;
}

static const char *const names[] = {
  [MDM_PREDICTOR_IDEAL] = "ideal",    [MDM_PREDICTOR_ARGMAX] = "argmax",
  [MDM_PREDICTOR_SMOOTH] = "smooth:", [MDM_PREDICTOR_POWER] = "power:",
  [MDM_PREDICTOR_LAW] = "law:",       [MDM_PREDICTOR_TABLE] = "table:",
};

/* SPEC is of no kind.  */
static mdm_status
refuse (const char *spec, mdm_err_t *err)
{
  size_t n = strcspn (spec, ":");
  mdm_nearest_t nearest = mdm_nearest_to (spec, n + (spec[n] == ':'));
  MDM_OWNED char *meant = NULL;

  for (size_t k = 0; k < sizeof names / sizeof *names; k++)
    mdm_nearest_try (&nearest, names[k]);
  meant = mdm_nearest_str (&nearest, ": ideal, argmax, or one of smooth:ETA "
                                     "power:N law:SPEC table:FILE");
  return mdm_err_set (err, MDM_EPARSE, NULL, 0, 0, "not a predictor%s", meant);
}

mdm_status
mdm_predictor_open (mdm_predictor_t predictor, const char *spec, mdm_law_t law,
                    const mdm_limit_t *limit, mdm_err_t *err)
{
  MDM_SCOPED (tokens, mdm_tokens_struct, mdm_tokens_init, mdm_tokens_clear);
  mdm_predictor_kind kind = MDM_PREDICTOR_IDEAL;
  const char *rest;
  mdm_status status;

  flint_free (predictor->name);
  predictor->name = strcpy (flint_malloc (strlen (spec) + 1), spec);
  while (kind <= MDM_PREDICTOR_TABLE
         && (kind <= MDM_PREDICTOR_ARGMAX
                 ? strcmp (spec, names[kind]) != 0
                 : strncmp (spec, names[kind], strlen (names[kind])) != 0))
    kind++;
  if (kind > MDM_PREDICTOR_TABLE)
    return refuse (spec, err);
  predictor->kind = kind;
  rest = spec + strlen (names[kind]);
  if (kind <= MDM_PREDICTOR_ARGMAX)
    return MDM_OK;
  if (kind == MDM_PREDICTOR_SMOOTH)
    return open_smooth (predictor, rest, err);
  if (kind == MDM_PREDICTOR_POWER)
    return open_power (predictor, rest, err);
  status = mdm_law_list (law, limit, err);
  if (status != MDM_OK)
    return status;
  mdm_contexts_tokens (tokens, law);
  if (kind == MDM_PREDICTOR_LAW)
    return open_law (predictor, rest, law, tokens, limit, err);
  if (*rest == '\0')
    return mdm_err_set (err, MDM_EPARSE, NULL, 0, 0,
                        "the name of a file is missing");
  return mdm_predictor_table_read (predictor->table, rest, law, tokens, limit,
                                   err);
}

/* The rows on which it is asked.  */

/* Set RES to the rows of LAW and of MODEL, in order, with the weights of LAW,
   and *WEIGHT to those of MODEL.  */
static void
merge (mdm_law_t res, fmpz **weight, const mdm_law_struct *law,
       const mdm_law_struct *model)
{
  size_t length = law->length, most = law->support + model->support, n = 0;

  mdm_law_clear (res);
  mdm_law_init (res);
  res->vocab = law->vocab;
  res->length = length;
  res->listed = 1;
  res->row = flint_malloc (most * length * sizeof *res->row);
  res->weight = _fmpz_vec_init ((slong) most);
  *weight = _fmpz_vec_init ((slong) most);
  fmpz_set (res->total, law->total);
  for (size_t i = 0, j = 0; i < law->support || j < model->support; n++)
    {
      int order = i == law->support ? 1
                  : j == model->support
                      ? -1
                      : mdm_order_compare (mdm_law_row (law, i),
                                           mdm_law_row (model, j), length);
      memcpy (res->row + n * length,
              order <= 0 ? mdm_law_row (law, i) : mdm_law_row (model, j),
              length * sizeof *res->row);
      if (order <= 0)
        fmpz_set (res->weight + n, law->weight + i++);
      if (order >= 0)
        fmpz_set (*weight + n, model->weight + j++);
    }
  /* Rows beyond N have weights 0, which need no freeing.  */
  res->support = n;
}

mdm_status
mdm_prediction_init (mdm_prediction_t *prediction, const mdm_law_struct *law,
                     const mdm_law_struct *names,
                     const mdm_predictor_struct *predictor,
                     const mdm_limit_t *limit, mdm_err_t *err)
{
  const mdm_law_struct *model;
  mdm_status status;

  prediction->rows = law;
  prediction->law = names;
  prediction->predictor = predictor;
  prediction->model = NULL;
  mdm_law_init (prediction->own);
  if (predictor == NULL || predictor->kind != MDM_PREDICTOR_LAW)
    return MDM_OK;
  model = predictor->law;
  status = mdm_limit_check (
      limit, "the rows of law and predictor", 0,
      mdm_work_mul (mdm_work_add (law->support, model->support),
                    mdm_work_add (2 * sizeof (fmpz), 2 * law->length)),
      err);
  if (status != MDM_OK)
    return status;
  merge (prediction->own, &prediction->model, law, model);
  prediction->rows = prediction->own;
  return MDM_OK;
}

void
mdm_prediction_clear (mdm_prediction_t *prediction)
{
  if (prediction->model != NULL)
    _fmpz_vec_clear (prediction->model, (slong) prediction->rows->support);
  mdm_law_clear (prediction->own);
}

/* Asking.  */

typedef struct
{
  fmpq *said;
  const mdm_prediction_t *prediction;
  const mdm_agreement_struct *before, *after;
  const fmpz *before_weight, *after_weight;
  const char *revealed;
  size_t position;
  size_t *row;  /* of each class of AFTER, its first row */
  size_t *from; /* and the class of BEFORE that it is in */
} question_t;

/* SAID[c] = 1/V.  */
static void
say_uniform (question_t *q, size_t c)
{
  fmpz_one (fmpq_numref (q->said + c));
  fmpz_set_ui (fmpq_denref (q->said + c), q->prediction->rows->vocab);
}

/* SAID[c] = A / B.  */
static void
say (question_t *q, size_t c, const fmpz_t a, const fmpz_t b)
{
  fmpz_set (fmpq_numref (q->said + c), a);
  fmpz_set (fmpq_denref (q->said + c), b);
}

/* The token that is asked for in class C of AFTER.  */
static uint16_t
token_of (const question_t *q, size_t c)
{
  return mdm_law_row (q->prediction->rows, q->row[c])[q->position];
}

/* Nothing is said after what row ROW holds, although it is possible.  */
static mdm_status
undefined (const question_t *q, size_t c, mdm_err_t *err)
{
  const mdm_law_struct *law = q->prediction->law;
  const uint16_t *tokens = mdm_law_row (q->prediction->rows, q->row[c]);
  const char *gap = mdm_law_single_characters (law) ? "" : " ";
  char context[256] = "", buffer[24];
  size_t at = 0;
  MDM_FMPQ (p);
  char *text;

  for (size_t i = 0; i < law->length && at + 40 < sizeof context; i++)
    {
      const char *name
          = q->revealed[i] ? mdm_law_token (buffer, law, tokens[i]) : "_";
      int shown = mdm_utf8_shown (name, strlen (name));
      at += (size_t) snprintf (context + at, sizeof context - at, "%s%.*s",
                               i == 0 ? "" : gap, shown > 30 ? 30 : shown,
                               name);
    }
  fmpq_set_fmpz_frac (p, q->before_weight + q->from[c],
                      q->prediction->rows->total);
  text = fmpq_get_str (NULL, 10, p);
  (void) mdm_err_set (err, MDM_EDOMAIN, NULL, 0, 0,
                      "undefined: nothing is said of position %zu after %s, "
                      "which has probability %.60s",
                      q->position, context, text);
  flint_free (text);
  return err == NULL
             ? MDM_EDOMAIN
             : mdm_err_place (err, q->prediction->predictor->name, 0, 0);
}

static void
say_ideal (question_t *q)
{
  for (size_t c = 0; c < q->after->count; c++)
    if (fmpz_is_zero (q->before_weight + q->from[c]))
      say_uniform (q, c);
    else
      say (q, c, q->after_weight + c, q->before_weight + q->from[c]);
}

/* 1 for the heaviest class of AFTER in each class of BEFORE, of equal ones that
   with the lowest token, else 0; tokens without a row have w = 0.  */
static void
say_argmax (question_t *q)
{
  size_t none = q->after->count;
  MDM_OWNED size_t *best = flint_malloc (q->before->count * sizeof *best);

  for (size_t b = 0; b < q->before->count; b++)
    best[b] = none;
  for (size_t c = 0; c < q->after->count; c++)
    {
      size_t *most = best + q->from[c];
      int order = *most == none ? 1
                                : fmpz_cmp (q->after_weight + c,
                                            q->after_weight + *most);
      if (order > 0 || (order == 0 && token_of (q, c) < token_of (q, *most)))
        *most = c;
    }
  for (size_t c = 0; c < q->after->count; c++)
    if (fmpz_is_zero (q->before_weight + q->from[c]))
      say_uniform (q, c);
    else
      fmpq_set_si (q->said + c, best[q->from[c]] == c, 1);
}

/* (1 - a/b) w/W + a/(b V) = ((b - a) V w + a W) / (b V W).  */
static void
say_smooth (question_t *q)
{
  const fmpq *eta = q->prediction->predictor->eta;
  MDM_FMPZ (keep);
  MDM_FMPZ (bv);

  fmpz_sub (keep, fmpq_denref (eta), fmpq_numref (eta));
  fmpz_mul_ui (keep, keep, q->prediction->rows->vocab);
  fmpz_mul_ui (bv, fmpq_denref (eta), q->prediction->rows->vocab);
  for (size_t c = 0; c < q->after->count; c++)
    {
      const fmpz *w = q->before_weight + q->from[c];
      fmpq *said = q->said + c;
      if (fmpz_is_zero (w))
        {
          say_uniform (q, c);
          continue;
        }
      fmpz_mul (fmpq_numref (said), keep, q->after_weight + c);
      fmpz_addmul (fmpq_numref (said), fmpq_numref (eta), w);
      fmpz_mul (fmpq_denref (said), bv, w);
    }
}

/* w^n over the sum of them; tokens without a row have w = 0.  */
static void
say_power (question_t *q)
{
  ulong n = q->prediction->predictor->power;
  MDM_FMPZ_VEC (sum, q->before->count);

  for (size_t c = 0; c < q->after->count; c++)
    {
      fmpz_pow_ui (fmpq_numref (q->said + c), q->after_weight + c, n);
      fmpz_add (sum + q->from[c], sum + q->from[c], fmpq_numref (q->said + c));
    }
  for (size_t c = 0; c < q->after->count; c++)
    if (fmpz_is_zero (q->before_weight + q->from[c]))
      say_uniform (q, c);
    else
      fmpz_set (fmpq_denref (q->said + c), sum + q->from[c]);
}

static mdm_status
say_law (question_t *q, mdm_err_t *err)
{
  const fmpz *model = q->prediction->model;
  MDM_FMPZ_VEC (before, q->before->count);
  MDM_FMPZ_VEC (after, q->after->count);

  for (size_t i = 0; i < q->after->rows; i++)
    {
      size_t b = q->before->id[i], c = q->after->id[i];
      fmpz_add (before + b, before + b, model + i);
      fmpz_add (after + c, after + c, model + i);
    }
  for (size_t c = 0; c < q->after->count; c++)
    if (!fmpz_is_zero (before + q->from[c]))
      say (q, c, after + c, before + q->from[c]);
    else if (fmpz_is_zero (q->before_weight + q->from[c]))
      say_uniform (q, c);
    else
      return undefined (q, c, err);
  return MDM_OK;
}

static mdm_status
say_table (question_t *q, mdm_err_t *err)
{
  const mdm_predictor_struct *predictor = q->prediction->predictor;

  for (size_t c = 0; c < q->after->count; c++)
    {
      const uint16_t *row = mdm_law_row (q->prediction->rows, q->row[c]);
      const fmpq *found = mdm_predictor_table_find (predictor->table, row,
                                                    q->revealed, q->position);
      if (found != NULL)
        fmpq_set (q->said + c, found + row[q->position]);
      else if (fmpz_is_zero (q->before_weight + q->from[c]))
        say_uniform (q, c);
      else
        return undefined (q, c, err);
    }
  return MDM_OK;
}

static mdm_status
answer (question_t *q, mdm_err_t *err)
{
  switch (q->prediction->predictor == NULL ? MDM_PREDICTOR_IDEAL
                                           : q->prediction->predictor->kind)
    {
    case MDM_PREDICTOR_ARGMAX:
      say_argmax (q);
      return MDM_OK;
    case MDM_PREDICTOR_SMOOTH:
      say_smooth (q);
      return MDM_OK;
    case MDM_PREDICTOR_POWER:
      say_power (q);
      return MDM_OK;
    case MDM_PREDICTOR_LAW:
      return say_law (q, err);
    case MDM_PREDICTOR_TABLE:
      return say_table (q, err);
    default:
      say_ideal (q);
      return MDM_OK;
    }
}

mdm_status
mdm_prediction_said (fmpq *said, const mdm_prediction_t *prediction,
                     const mdm_agreement_t before, const fmpz *before_weight,
                     const mdm_agreement_t after, const fmpz *after_weight,
                     const char *revealed, size_t position, mdm_err_t *err)
{
  question_t q = { said,         prediction, before,   after, before_weight,
                   after_weight, revealed,   position, NULL,  NULL };
  MDM_OWNED size_t *row = flint_malloc (after->count * sizeof *row);
  MDM_OWNED size_t *from = flint_malloc (after->count * sizeof *from);

  q.row = row;
  q.from = from;
  mdm_agreement_first_rows (row, after);
  for (size_t c = 0; c < after->count; c++)
    from[c] = before->id[row[c]];
  return answer (&q, err);
}
