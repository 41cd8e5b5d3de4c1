#include <config.h>

#include "prove/target.h"

#include "info/entropy.h"
#include "law/families.h"

#include <math.h>

/* What counts as 0 in floating point.  */
#define TOLERANCE 1e-9

/* X[S] = the coefficients of FORM, with 1 as the sum of absolute values.  */
static void
set_vector (double *x, const mdm_frame_t *frame,
            const mdm_set_form_struct *form)
{
  double sum = 0;
  MDM_FMPQ_VEC (c, mdm_frame_sets (frame));

  mdm_frame_vector (c, frame, form);
  for (size_t s = 0; s < mdm_frame_sets (frame); s++)
    {
      x[s] = fmpq_get_d (c + s);
      sum += fabs (x[s]);
    }
  for (size_t s = 0; s < mdm_frame_sets (frame) && sum > 0; s++)
    x[s] /= sum;
}

void
mdm_target_init (mdm_target_t *target, const mdm_frame_t *frame,
                 const mdm_part_form_t *claim, const mdm_forms_struct *given)
{
  target->frame = frame;
  target->claim = claim;
  target->given = given;
  target->n = frame->count;
  target->sets = target->n <= MDM_ATOMS_MAX ? mdm_frame_sets (frame) : 0;
  target->c = target->g = NULL;
  if (target->sets == 0)
    return;
  target->c = flint_malloc (target->sets * sizeof *target->c);
  target->g
      = flint_malloc ((given->count * target->sets + 1) * sizeof *target->g);
  set_vector (target->c, frame, claim->form);
  for (size_t k = 0; k < given->count; k++)
    set_vector (target->g + k * target->sets, frame, given->part[k].form);
}

void
mdm_target_clear (mdm_target_t *target)
{
  flint_free (target->c);
  flint_free (target->g);
}

static double
product (const double *x, const double *h, size_t sets)
{
  double sum = 0;

  for (size_t s = 1; s < sets; s++)
    sum += x[s] * h[s];
  return sum;
}

double
mdm_target_value (const mdm_target_t *target, const double *h)
{
  return product (target->c, h, target->sets);
}

double
mdm_target_failure (const mdm_target_t *target, const double *h)
{
  double failure = 0;

  for (size_t k = 0; k < target->given->count; k++)
    {
      const mdm_part_form_t *part = target->given->part + k;
      double x = product (target->g + k * target->sets, h, target->sets);

      if (part->equality ? fabs (x) > TOLERANCE : x < -TOLERANCE)
        failure += fabs (x);
      else if (part->strict && x < TOLERANCE)
        failure += TOLERANCE;
    }
  return failure;
}

int
mdm_target_is_below (const mdm_target_t *target, double c)
{
  return target->claim->strict ? c < TOLERANCE : c < -TOLERANCE;
}

int
mdm_target_refutes (const mdm_target_t *target, const double *h)
{
  return mdm_target_is_below (target, mdm_target_value (target, h))
         && mdm_target_failure (target, h) == 0;
}

/* Samples.  */

void
mdm_sample_clear (mdm_sample_t *sample)
{
  flint_free (sample->token);
  flint_free (sample->weight);
}

static uint16_t
greatest_token (const mdm_sample_t *x, size_t a)
{
  uint16_t most = 0;

  for (size_t i = 0; i < x->count; i++)
    if (x->token[i * x->n + a] > most)
      most = x->token[i * x->n + a];
  return most;
}

int
mdm_sample_multiply (mdm_sample_t *x, const mdm_sample_t *y, size_t rows)
{
  size_t n = x->n;
  mdm_sample_t product = { n, x->count * y->count, NULL, NULL };

  if (product.count > rows)
    return 0;
  product.token = flint_malloc (product.count * n * sizeof *product.token);
  product.weight = flint_malloc (product.count * sizeof *product.weight);
  for (size_t a = 0; a < n; a++)
    {
      unsigned base = greatest_token (y, a) + 1u;
      for (size_t i = 0; i < x->count; i++)
        for (size_t j = 0; j < y->count; j++)
          product.token[(i * y->count + j) * n + a]
              = (uint16_t) (x->token[i * n + a] * base + y->token[j * n + a]);
    }
  for (size_t i = 0; i < product.count; i++)
    product.weight[i] = 1;
  mdm_sample_clear (x);
  *x = product;
  return 1;
}

mdm_status
mdm_sample_law (mdm_law_t law, const mdm_frame_t *frame,
                const mdm_sample_t *sample, mdm_err_t *err)
{
  size_t length = frame->length, cells = sample->count * length;
  uint16_t *token = flint_calloc (cells + 1, sizeof *token);
  uint16_t most = 0;
  MDM_FMPZ_VEC (weight, sample->count);

  for (size_t i = 0; i < sample->count; i++)
    {
      for (size_t a = 0; a < sample->n; a++)
        {
          uint16_t t = sample->token[i * sample->n + a];
          token[i * length + (size_t) __builtin_ctzll (frame->group[a])] = t;
          most = t > most ? t : most;
        }
      fmpz_set_ui (weight + i, sample->weight[i]);
    }
  if (mdm_family_start (law, (uint64_t) most + 1, length, err) != MDM_OK)
    {
      flint_free (token);
      return err->status;
    }
  return mdm_law_take_integer_rows (law, token, weight, sample->count, err);
}

/* The sign of FORM on LAW.  */
static mdm_status
find_sign (int *sign, const mdm_set_form_struct *form, const mdm_law_t law)
{
  MDM_LOGFORM (sum);
  MDM_LOGFORM (entropy);

  for (size_t i = 0; i < form->count; i++)
    {
      size_t set[MDM_FORM_LENGTH_MAX], count = 0;

      for (mdm_set_t rest = form->term[i].set; rest != 0; rest &= rest - 1)
        set[count++] = (size_t) __builtin_ctzll (rest);
      mdm_entropy (entropy, law, set, count);
      mdm_logform_addmul_fmpq (sum, entropy, form->term[i].c);
    }
  return mdm_logform_sign (sign, sum);
}

mdm_status
mdm_target_is_refuted (int *refuted, const mdm_part_form_t *part,
                       const mdm_forms_struct *given, const mdm_law_t law)
{
  int sign;

  MDM_TRY (find_sign (&sign, part->form, law));
  *refuted = part->strict ? sign <= 0 : sign < 0;
  for (size_t k = 0; k < given->count && *refuted; k++)
    {
      const mdm_part_form_t *other = given->part + k;

      MDM_TRY (find_sign (&sign, other->form, law));
      *refuted = other->equality ? sign == 0
                 : other->strict ? sign > 0
                                 : sign >= 0;
    }
  return MDM_OK;
}

mdm_status
mdm_target_try (mdm_law_t law, int *refutes, const mdm_target_t *target,
                const mdm_sample_t *sample, const mdm_limit_t *limit,
                mdm_err_t *err)
{
  MDM_LAW (made);

  *refutes = 0;
  MDM_TRY (mdm_limit_check (
      limit, "the entropies of a law",
      mdm_work_mul (mdm_work_mul (sample->count, target->claim->form->count),
                    MDM_CELLS_PER_LOOKUP),
      0, err));
  MDM_TRY (mdm_sample_law (made, target->frame, sample, err));
  MDM_TRY (
      mdm_target_is_refuted (refutes, target->claim, target->given, made));
  if (*refutes)
    mdm_law_swap (law, made);
  return MDM_OK;
}
