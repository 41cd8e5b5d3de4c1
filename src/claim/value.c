#include <config.h>

#include "claim/value.h"

#include <assert.h>

void
mdm_value_init (mdm_value_t v)
{
  v->infinite = v->exponential = 0;
  mdm_logform_init (v->x);
}

void
mdm_value_clear (mdm_value_t v)
{
  mdm_logform_clear (v->x);
}

void
mdm_value_zero (mdm_value_t v)
{
  v->infinite = v->exponential = 0;
  mdm_logform_zero (v->x);
}

void
mdm_value_set (mdm_value_t res, const mdm_value_t v)
{
  if (res == v)
    return;
  res->infinite = v->infinite;
  res->exponential = v->exponential;
  mdm_logform_set (res->x, v->x);
}

void
mdm_value_swap (mdm_value_t v, mdm_value_t w)
{
  mdm_value_struct t = *v;

  *v = *w;
  *w = t;
}

void
mdm_value_set_si (mdm_value_t res, slong a)
{
  mdm_value_zero (res);
  fmpz_set_si (res->x->r, a);
}

void
mdm_value_set_fmpq (mdm_value_t res, const fmpq_t q)
{
  res->infinite = res->exponential = 0;
  mdm_logform_set_fmpq (res->x, q);
}

void
mdm_value_set_logform (mdm_value_t res, const mdm_logform_t x)
{
  res->infinite = res->exponential = 0;
  if (res->x != x)
    mdm_logform_set (res->x, x);
}

void
mdm_value_set_infinity (mdm_value_t res, int sign)
{
  assert (sign != 0);
  mdm_value_zero (res);
  res->infinite = sign > 0 ? 1 : -1;
}

int
mdm_value_is_rational (fmpq *q, const mdm_value_t v)
{
  return v->infinite == 0 && !v->exponential
         && mdm_logform_is_plain_rational (q, v->x);
}

/* Are V and W both plainly rational?  Fractions take no merging of terms.  */
static int
are_rational (const mdm_value_t v, const mdm_value_t w)
{
  return mdm_value_is_rational (NULL, v) && mdm_value_is_rational (NULL, w);
}

mdm_status
mdm_value_addmul (mdm_value_t res, const mdm_value_t v, const fmpq_t q)
{
  int infinite = v->infinite * fmpq_sgn (q);

  if (infinite * res->infinite < 0)
    {
      mdm_value_zero (res);
      return MDM_EDOMAIN;
    }
  if (infinite != 0)
    mdm_value_set_infinity (res, infinite);
  else if (res->infinite == 0)
    mdm_logform_addmul_fmpq (res->x, v->x, q);
  return MDM_OK;
}

/* The order of exp (X) and the rational W.  */
static mdm_status
compare_exponential (int *order, const mdm_logform_t x, const mdm_value_t w)
{
  MDM_FMPQ (q);
  MDM_LOGFORM (log);

  if (!mdm_value_is_rational (q, w))
    assert (!"exponentials are compared with rationals");
  *order = 1;
  if (fmpq_sgn (q) <= 0)
    return MDM_OK;
  mdm_logform_set_log_fmpq (log, q);
  return mdm_logform_cmp (order, x, log);
}

mdm_status
mdm_value_cmp (int *order, const mdm_value_t v, const mdm_value_t w)
{
  if (are_rational (v, w))
    {
      int sign = _fmpq_cmp (v->x->r, v->x->d, w->x->r, w->x->d);

      *order = (sign > 0) - (sign < 0);
      return MDM_OK;
    }
  if (v->exponential && w->infinite == 0)
    return compare_exponential (order, v->x, w);
  if (w->exponential && v->infinite == 0)
    {
      mdm_status status = compare_exponential (order, w->x, v);

      *order = -*order;
      return status;
    }
  if (v->infinite == 0 && w->infinite == 0)
    return mdm_logform_cmp (order, v->x, w->x);
  *order = (v->infinite > w->infinite) - (v->infinite < w->infinite);
  return MDM_OK;
}
