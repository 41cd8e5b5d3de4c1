#include <config.h>

#include "info/unifilar_numbers.h"

#include "exact/scoped.h"
#include "info/entropy.h"

mdm_number_t *
mdm_numbers_new (size_t count, const mdm_numbers_t *kind)
{
  mdm_number_t *x = flint_malloc ((count + 1) * sizeof *x);

  for (size_t i = 0; i < count; i++)
    if (kind->prec > 0)
      arb_init (&x[i].ball);
    else
      fmpq_init (&x[i].exact);
  return x;
}

void
mdm_numbers_free (mdm_number_t *x, size_t count, const mdm_numbers_t *kind)
{
  for (size_t i = 0; i < count; i++)
    if (kind->prec > 0)
      arb_clear (&x[i].ball);
    else
      fmpq_clear (&x[i].exact);
  flint_free (x);
}

void
mdm_numbers_zero (mdm_number_t *x, size_t count, const mdm_numbers_t *kind)
{
  for (size_t i = 0; i < count; i++)
    if (kind->prec > 0)
      arb_zero (&x[i].ball);
    else
      fmpq_zero (&x[i].exact);
}

void
mdm_number_one (mdm_number_t *x, const mdm_numbers_t *kind)
{
  if (kind->prec > 0)
    arb_one (&x->ball);
  else
    fmpq_one (&x->exact);
}

int
mdm_number_is_zero (const mdm_number_t *x, const mdm_numbers_t *kind)
{
  return kind->prec > 0 ? arb_is_zero (&x->ball) : fmpq_is_zero (&x->exact);
}

int
mdm_numbers_are_over (const mdm_numbers_t *kind)
{
  return kind->prec == 0 && kind->used > kind->bits;
}

static void
count_bits (mdm_numbers_t *kind, const fmpq *x)
{
  kind->used = mdm_work_add (kind->used, fmpz_bits (fmpq_numref (x))
                                             + fmpz_bits (fmpq_denref (x)));
}

void
mdm_number_add (mdm_number_t *res, const mdm_number_t *x, mdm_numbers_t *kind)
{
  if (kind->prec > 0)
    arb_add (&res->ball, &res->ball, &x->ball, kind->prec);
  else if (!mdm_numbers_are_over (kind))
    fmpq_add (&res->exact, &res->exact, &x->exact);
}

void
mdm_number_addmul (mdm_number_t *res, const mdm_number_t *x,
                   const mdm_number_t *y, mdm_numbers_t *kind)
{
  MDM_FMPQ (product);

  if (kind->prec > 0)
    arb_addmul (&res->ball, &x->ball, &y->ball, kind->prec);
  else if (!mdm_numbers_are_over (kind))
    {
      fmpq_mul (product, &x->exact, &y->exact);
      fmpq_add (&res->exact, &res->exact, product);
      count_bits (kind, &res->exact);
    }
}

void
mdm_number_addmul_ui (mdm_number_t *res, const mdm_number_t *x, size_t n,
                      mdm_numbers_t *kind)
{
  MDM_FMPQ (product);

  if (kind->prec > 0)
    arb_addmul_ui (&res->ball, &x->ball, n, kind->prec);
  else if (!mdm_numbers_are_over (kind))
    {
      fmpq_mul_ui (product, &x->exact, n);
      fmpq_add (&res->exact, &res->exact, product);
    }
}

void
mdm_number_sum_init (mdm_number_sum_t *sum)
{
  arb_init (sum->ball);
  mdm_logform_init (sum->exact);
}

void
mdm_number_sum_clear (mdm_number_sum_t *sum)
{
  arb_clear (sum->ball);
  mdm_logform_clear (sum->exact);
}

/* Add to BALL the FACTOR times sum w log (s / w), s the sum of the COUNT
   weights W; 0 where only one is not 0.  */
static void
add_ball (arb_t ball, const mdm_number_t *factor, const mdm_number_t *w,
          size_t count, slong prec)
{
  size_t possible = 0;
  MDM_ARB (s);
  MDM_ARB (log);
  MDM_ARB (h);

  for (size_t i = 0; i < count; i++)
    if (!arb_is_zero (&w[i].ball))
      {
        possible++;
        arb_add (s, s, &w[i].ball, prec);
        arb_log (log, &w[i].ball, prec);
        arb_submul (h, &w[i].ball, log, prec);
      }
  if (possible < 2)
    return;
  arb_log (log, s, prec);
  arb_addmul (h, s, log, prec);
  if (factor == NULL)
    arb_add (ball, ball, h, prec);
  else
    arb_addmul (ball, &factor->ball, h, prec);
}

/* The same in RES, exactly: the FACTOR times s times the entropy of the
   weights divided by s.  */
static void
add_exact (mdm_logform_t res, const mdm_number_t *factor,
           const mdm_number_t *w, size_t count, mdm_numbers_t *kind)
{
  MDM_LOGFORM (h);
  MDM_FMPZ (d);
  MDM_FMPZ (total);
  MDM_FMPQ (s);
  MDM_FMPZ_VEC (n, count);
  MDM_OWNED fmpq *lent = flint_malloc ((count + 1) * sizeof *lent);

  for (size_t i = 0; i < count; i++)
    lent[i] = w[i].exact;
  _fmpq_vec_get_fmpz_vec_fmpz (n, d, lent, (slong) count);
  _fmpz_vec_sum (total, n, (slong) count);
  for (size_t i = 0; i < count; i++)
    kind->used = mdm_work_add (kind->used, fmpz_bits (n + i));
  if (fmpz_is_zero (total) || mdm_numbers_are_over (kind))
    return;
  mdm_entropy_of_weights (h, n, count, total);
  fmpq_set_fmpz_frac (s, total, d);
  if (factor != NULL)
    fmpq_mul (s, s, &factor->exact);
  mdm_logform_addmul_fmpq (res, h, s);
}

void
mdm_number_sum_entropy (mdm_number_sum_t *sum, const mdm_number_t *factor,
                        const mdm_number_t *w, size_t count,
                        mdm_numbers_t *kind)
{
  if (mdm_numbers_are_over (kind)
      || (factor != NULL && mdm_number_is_zero (factor, kind)))
    return;
  if (kind->prec > 0)
    add_ball (sum->ball, factor, w, count, kind->prec);
  else
    add_exact (sum->exact, factor, w, count, kind);
}

void
mdm_numbers_init (mdm_numbers_t *kind, const mdm_form_t *form, slong prec,
                  uint64_t bits)
{
  const mdm_automaton_struct *a = form->automaton;

  *kind = (mdm_numbers_t){ .a = a,
                           .u = form->unifilar,
                           .vocab = (size_t) form->vocab,
                           .prec = prec,
                           .bits = bits };
  kind->p = mdm_numbers_new (a->edges, kind);
  for (size_t s = 0; s < a->states; s++)
    for (size_t e = a->first[s]; e < a->first[s + 1]; e++)
      {
        MDM_FMPQ (p);
        fmpq_set_fmpz_frac (p, a->weight + e, a->sum + s);
        if (prec > 0)
          arb_set_fmpq (&kind->p[e].ball, p, prec);
        else
          fmpq_swap (&kind->p[e].exact, p);
      }
}

void
mdm_numbers_clear (mdm_numbers_t *kind)
{
  mdm_numbers_free (kind->p, kind->a->edges, kind);
}

/* Steps.  */

void
mdm_numbers_step (mdm_number_t *next, const mdm_number_t *from,
                  mdm_numbers_t *kind)
{
  const mdm_automaton_struct *a = kind->a;

  for (size_t s = 0; s < a->states; s++)
    if (!mdm_number_is_zero (from + s, kind))
      for (size_t e = a->first[s]; e < a->first[s + 1]; e++)
        mdm_number_addmul (next + a->next[e], from + s, kind->p + e, kind);
}

void
mdm_numbers_tokens (mdm_number_t *row, const mdm_number_t *from,
                    mdm_numbers_t *kind)
{
  const mdm_automaton_struct *a = kind->a;

  for (size_t s = 0; s < a->states; s++)
    if (!mdm_number_is_zero (from + s, kind))
      for (size_t e = a->first[s]; e < a->first[s + 1]; e++)
        mdm_number_addmul (row + a->token[e], from + s, kind->p + e, kind);
}
