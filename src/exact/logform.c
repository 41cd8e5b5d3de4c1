#include <config.h>

#include "exact/logform.h"

#include "exact/lazy.h"
#include "exact/scoped.h"

#include <assert.h>
#include <stdlib.h>

/* Lazy reals.  */

static slong
lazies (const mdm_logform_t x)
{
  return x->lazies == NULL ? 0 : x->lazies->count;
}

static void
drop_lazies (mdm_logform_t x)
{
  if (x->lazies == NULL)
    return;
  for (slong i = 0; i < x->lazies->count; i++)
    mdm_lazy_drop (x->lazies->real[i]);
  _fmpz_vec_clear (x->lazies->c, x->lazies->alloc);
  flint_free (x->lazies->real);
  flint_free (x->lazies);
  x->lazies = NULL;
}

/* Make room in X, which has none, for COUNT lazy reals.  */
static void
reserve_lazies (mdm_logform_t x, slong count)
{
  if (count == 0)
    return;
  x->lazies = flint_calloc (1, sizeof *x->lazies);
  x->lazies->alloc = count;
  x->lazies->real = flint_malloc ((size_t) count * sizeof *x->lazies->real);
  x->lazies->c = _fmpz_vec_init (count);
}

/* Append REAL to X, with the coefficient A C + B D, unless that is 0; D may be
   NULL for 0.  */
static void
append_lazy (mdm_logform_t x, mdm_lazy_t *real, const fmpz_t a, const fmpz_t c,
             const fmpz_t b, const fmpz *d)
{
  mdm_lazies_t *to = x->lazies;

  fmpz_mul (to->c + to->count, a, c);
  if (d != NULL)
    fmpz_addmul (to->c + to->count, b, d);
  if (!fmpz_is_zero (to->c + to->count))
    to->real[to->count++] = mdm_lazy_share (real);
}

/* Let Z, which has none, have A times the lazy reals of X and B times those of
   Y.  */
static void
combine_lazies (mdm_logform_t z, const fmpz_t a, const mdm_logform_t x,
                const fmpz_t b, const mdm_logform_t y)
{
  const mdm_lazies_t *p = x->lazies, *q = y->lazies;
  slong i = 0, j = 0;

  reserve_lazies (z, lazies (x) + lazies (y));
  while (i < lazies (x) || j < lazies (y))
    {
      int side = i == lazies (x)   ? 1
                 : j == lazies (y) ? -1
                                   : mdm_lazy_cmp (p->real[i], q->real[j]);
      if (side <= 0)
        append_lazy (z, p->real[i], a, p->c + i, b,
                     side == 0 ? q->c + j : NULL);
      else
        append_lazy (z, q->real[j], b, q->c + j, a, NULL);
      i += side <= 0;
      j += side >= 0;
    }
  if (lazies (z) == 0)
    drop_lazies (z);
}

/* Memory and assignment.  */

void
mdm_logform_init (mdm_logform_t x)
{
  x->n = NULL;
  x->c = NULL;
  x->count = 0;
  x->alloc = 0;
  fmpz_init (x->r);
  fmpz_init_set_ui (x->d, 1);
  x->lazies = NULL;
}

void
mdm_logform_clear (mdm_logform_t x)
{
  _fmpz_vec_clear (x->n, x->alloc);
  _fmpz_vec_clear (x->c, x->alloc);
  fmpz_clear (x->r);
  fmpz_clear (x->d);
  drop_lazies (x);
}

static void
reserve (mdm_logform_t x, slong alloc)
{
  if (alloc <= x->alloc)
    return;
  if (alloc < 2 * x->alloc)
    alloc = 2 * x->alloc;
  x->n = flint_realloc (x->n, (size_t) alloc * sizeof (fmpz));
  x->c = flint_realloc (x->c, (size_t) alloc * sizeof (fmpz));
  for (slong i = x->alloc; i < alloc; i++)
    {
      fmpz_init (x->n + i);
      fmpz_init (x->c + i);
    }
  x->alloc = alloc;
}

void
mdm_logform_zero (mdm_logform_t x)
{
  x->count = 0;
  fmpz_zero (x->r);
  fmpz_one (x->d);
  drop_lazies (x);
}

void
mdm_logform_set (mdm_logform_t res, const mdm_logform_t x)
{
  if (res == x)
    return;
  reserve (res, x->count);
  _fmpz_vec_set (res->n, x->n, x->count);
  _fmpz_vec_set (res->c, x->c, x->count);
  res->count = x->count;
  fmpz_set (res->r, x->r);
  fmpz_set (res->d, x->d);
  drop_lazies (res);
  reserve_lazies (res, lazies (x));
  for (slong i = 0; i < lazies (x); i++)
    {
      res->lazies->real[i] = mdm_lazy_share (x->lazies->real[i]);
      fmpz_set (res->lazies->c + i, x->lazies->c + i);
    }
  if (x->lazies != NULL)
    res->lazies->count = x->lazies->count;
}

void
mdm_logform_swap (mdm_logform_t x, mdm_logform_t y)
{
  mdm_logform_struct t = *x;

  *x = *y;
  *y = t;
}

void
mdm_logform_set_fmpq (mdm_logform_t res, const fmpq_t r)
{
  mdm_logform_zero (res);
  fmpz_set (res->r, fmpq_numref (r));
  fmpz_set (res->d, fmpq_denref (r));
}

void
mdm_logform_push (mdm_logform_t x, const fmpz_t n, const fmpz_t c)
{
  reserve (x, x->count + 1);
  fmpz_set (x->n + x->count, n);
  fmpz_set (x->c + x->count, c);
  x->count++;
}

void
mdm_logform_set_log (mdm_logform_t res, const fmpz_t n)
{
  MDM_FMPZ (one);

  assert (fmpz_sgn (n) > 0);
  mdm_logform_zero (res);
  fmpz_set_ui (one, 1);
  if (!fmpz_is_one (n))
    mdm_logform_push (res, n, one);
}

void
mdm_logform_set_log_fmpq (mdm_logform_t res, const fmpq_t q)
{
  MDM_LOGFORM (minus);
  MDM_FMPZ (den);

  fmpz_set (den, fmpq_denref (q));
  mdm_logform_set_log (res, fmpq_numref (q));
  mdm_logform_set_log (minus, den);
  mdm_logform_sub (res, res, minus);
}

/* Divide out what the numerators and the denominator have in common.  The
   early end makes this cheap where there is nothing to divide.  */
static void
normalise (mdm_logform_t x)
{
  MDM_FMPZ (g);

  if (fmpz_is_one (x->d))
    return;
  fmpz_gcd (g, x->d, x->r);
  for (slong i = 0; i < x->count && !fmpz_is_one (g); i++)
    fmpz_gcd (g, g, x->c + i);
  for (slong i = 0; i < lazies (x) && !fmpz_is_one (g); i++)
    fmpz_gcd (g, g, x->lazies->c + i);
  if (fmpz_is_one (g))
    return;
  fmpz_divexact (x->d, x->d, g);
  fmpz_divexact (x->r, x->r, g);
  _fmpz_vec_scalar_divexact_fmpz (x->c, x->c, x->count, g);
  if (x->lazies != NULL)
    _fmpz_vec_scalar_divexact_fmpz (x->lazies->c, x->lazies->c, lazies (x), g);
}

/* Arithmetic.  */

/* Append coefficient A * C, or A * C + B * D, at N unless it is 0.  */
static void
append (mdm_logform_t z, const fmpz_t n, const fmpz_t a, const fmpz_t c,
        const fmpz_t b, const fmpz *d)
{
  fmpz *sum = z->c + z->count;

  fmpz_mul (sum, a, c);
  if (d != NULL)
    fmpz_addmul (sum, b, d);
  if (!fmpz_is_zero (sum))
    {
      fmpz_set (z->n + z->count, n);
      z->count++;
    }
}

/* Set RES to (A * numerators of X + B * numerators of Y) / D.  */
static void
combine (mdm_logform_t res, const fmpz_t a, const mdm_logform_t x,
         const fmpz_t b, const mdm_logform_t y, const fmpz_t d)
{
  MDM_LOGFORM (z);
  slong i = 0, j = 0;

  reserve (z, x->count + y->count);
  while (i < x->count || j < y->count)
    {
      int side = i == x->count   ? 1
                 : j == y->count ? -1
                                 : fmpz_cmp (x->n + i, y->n + j);
      if (side < 0)
        append (z, x->n + i, a, x->c + i, b, NULL);
      else if (side > 0)
        append (z, y->n + j, b, y->c + j, a, NULL);
      else
        append (z, x->n + i, a, x->c + i, b, y->c + j);
      i += side <= 0;
      j += side >= 0;
    }
  combine_lazies (z, a, x, b, y);
  fmpz_mul (z->r, a, x->r);
  fmpz_addmul (z->r, b, y->r);
  fmpz_set (z->d, d);
  normalise (z);
  mdm_logform_swap (res, z);
}

/* RES = X + (A / B) Y, B > 0.  */
static void
add_multiple (mdm_logform_t res, const mdm_logform_t x, const fmpz_t a,
              const fmpz_t b, const mdm_logform_t y)
{
  MDM_FMPZ (g);
  MDM_FMPZ (u);
  MDM_FMPZ (v);
  MDM_FMPZ (d);

  /* Over d = lcm (x->d, b * y->d).  */
  fmpz_mul (v, b, y->d);
  fmpz_gcd (g, x->d, v);
  fmpz_divexact (u, v, g);
  fmpz_mul (d, u, x->d);
  fmpz_divexact (v, x->d, g);
  fmpz_mul (v, v, a);
  combine (res, u, x, v, y, d);
}

static void
add_multiple_si (mdm_logform_t res, const mdm_logform_t x, slong a,
                 const mdm_logform_t y)
{
  MDM_FMPZ (num);
  MDM_FMPZ (one);

  fmpz_set_si (num, a);
  fmpz_set_ui (one, 1);
  add_multiple (res, x, num, one, y);
}

void
mdm_logform_neg (mdm_logform_t res, const mdm_logform_t x)
{
  mdm_logform_mul_si (res, x, -1);
}

void
mdm_logform_add (mdm_logform_t res, const mdm_logform_t x,
                 const mdm_logform_t y)
{
  add_multiple_si (res, x, 1, y);
}

void
mdm_logform_sub (mdm_logform_t res, const mdm_logform_t x,
                 const mdm_logform_t y)
{
  add_multiple_si (res, x, -1, y);
}

void
mdm_logform_mul_fmpq (mdm_logform_t res, const mdm_logform_t x, const fmpq_t q)
{
  if (fmpq_is_zero (q))
    {
      mdm_logform_zero (res);
      return;
    }
  mdm_logform_set (res, x);
  _fmpz_vec_scalar_mul_fmpz (res->c, res->c, res->count, fmpq_numref (q));
  if (res->lazies != NULL)
    _fmpz_vec_scalar_mul_fmpz (res->lazies->c, res->lazies->c, lazies (res),
                               fmpq_numref (q));
  fmpz_mul (res->r, res->r, fmpq_numref (q));
  fmpz_mul (res->d, res->d, fmpq_denref (q));
  normalise (res);
}

void
mdm_logform_mul_si (mdm_logform_t res, const mdm_logform_t x, slong a)
{
  MDM_FMPQ (q);

  fmpq_set_si (q, a, 1);
  mdm_logform_mul_fmpq (res, x, q);
}

void
mdm_logform_div_ui (mdm_logform_t res, const mdm_logform_t x, ulong a)
{
  assert (a > 0);
  mdm_logform_set (res, x);
  fmpz_mul_ui (res->d, res->d, a);
  normalise (res);
}

void
mdm_logform_addmul_fmpq (mdm_logform_t res, const mdm_logform_t x,
                         const fmpq_t q)
{
  add_multiple (res, res, fmpq_numref (q), fmpq_denref (q), x);
}

void
mdm_logform_addmul_si (mdm_logform_t res, const mdm_logform_t x, slong a)
{
  add_multiple_si (res, res, a, x);
}

/* A term of a sum of many forms: FACTOR C log N, or of the lazy REAL.  */
typedef struct
{
  const fmpz *n;
  mdm_lazy_t *real;
  const fmpz *c, *factor;
} part_t;

static int
compare_logs (const void *x, const void *y)
{
  return fmpz_cmp (((const part_t *) x)->n, ((const part_t *) y)->n);
}

static int
compare_lazies (const void *x, const void *y)
{
  return mdm_lazy_cmp (((const part_t *) x)->real, ((const part_t *) y)->real);
}

/* Set C to the sum of what the parts from FIRST on that COMPARE as equal have,
   and return where they end.  */
static size_t
add_equal (fmpz_t c, const part_t *part, size_t first, size_t count,
           int (*compare) (const void *, const void *))
{
  size_t end = first;

  fmpz_zero (c);
  for (; end < count && compare (part + first, part + end) == 0; end++)
    fmpz_addmul (c, part[end].factor, part[end].c);
  return end;
}

/* Append to SUM the terms of X[i] times FACTOR[i], LOGS and REALS in all.  */
static void
gather (mdm_logform_t sum, const mdm_logform_struct *const *x,
        const fmpz *factor, size_t count, size_t logs, size_t reals)
{
  MDM_OWNED part_t *log = flint_malloc ((logs + 1) * sizeof *log);
  MDM_OWNED part_t *real = flint_malloc ((reals + 1) * sizeof *real);
  size_t n = 0, m = 0;
  MDM_FMPZ (c);

  for (size_t i = 0; i < count; i++)
    {
      for (slong k = 0; k < x[i]->count; k++)
        log[n++] = (part_t){ x[i]->n + k, NULL, x[i]->c + k, factor + i };
      for (slong k = 0; k < lazies (x[i]); k++)
        real[m++] = (part_t){ NULL, x[i]->lazies->real[k], x[i]->lazies->c + k,
                              factor + i };
    }
  qsort (log, n, sizeof *log, compare_logs);
  qsort (real, m, sizeof *real, compare_lazies);
  for (size_t i = 0, end; i < n; i = end)
    {
      end = add_equal (c, log, i, n, compare_logs);
      if (!fmpz_is_zero (c))
        mdm_logform_push (sum, log[i].n, c);
    }
  reserve_lazies (sum, (slong) m);
  for (size_t i = 0, end; i < m; i = end)
    {
      end = add_equal (c, real, i, m, compare_lazies);
      if (fmpz_is_zero (c))
        continue;
      fmpz_set (sum->lazies->c + sum->lazies->count, c);
      sum->lazies->real[sum->lazies->count++] = mdm_lazy_share (real[i].real);
    }
  if (lazies (sum) == 0)
    drop_lazies (sum);
}

void
mdm_logform_combine (mdm_logform_t res, const mdm_logform_struct *const *x,
                     const fmpq *q, size_t count)
{
  MDM_FMPZ_VEC (factor, count);
  MDM_FMPZ (d);
  MDM_LOGFORM (sum);
  size_t logs = 0, reals = 0;

  for (size_t i = 0; i < count; i++)
    {
      fmpz_mul (d, x[i]->d, fmpq_denref (q + i));
      fmpz_lcm (sum->d, sum->d, d);
      logs += (size_t) x[i]->count;
      reals += (size_t) lazies (x[i]);
    }
  for (size_t i = 0; i < count; i++)
    {
      fmpz_mul (d, x[i]->d, fmpq_denref (q + i));
      fmpz_divexact (factor + i, sum->d, d);
      fmpz_mul (factor + i, factor + i, fmpq_numref (q + i));
      fmpz_addmul (sum->r, factor + i, x[i]->r);
    }
  gather (sum, x, factor, count, logs, reals);
  normalise (sum);
  mdm_logform_swap (res, sum);
}

void
mdm_logform_set_lazy (mdm_logform_t res, mdm_lazy_t *lazy)
{
  mdm_logform_zero (res);
  reserve_lazies (res, 1);
  res->lazies->real[0] = mdm_lazy_share (lazy);
  fmpz_one (res->lazies->c);
  res->lazies->count = 1;
}

mdm_status
mdm_logform_expand (mdm_logform_t res, const mdm_logform_t x)
{
  MDM_LOGFORM (sum);
  MDM_FMPQ (c);

  mdm_logform_set (sum, x);
  drop_lazies (sum);
  /* What is common to the rest alone may be divided out: coefficients are of
     X.  */
  for (slong i = 0; i < lazies (x); i++)
    {
      const mdm_logform_struct *form;
      mdm_status status = mdm_lazy_form (&form, x->lazies->real[i]);
      if (status != MDM_OK)
        return status;
      fmpq_set_fmpz_frac (c, x->lazies->c + i, x->d);
      mdm_logform_addmul_fmpq (sum, form, c);
    }
  mdm_logform_swap (res, sum);
  return MDM_OK;
}

/* Structure.  */

int
mdm_logform_is_lazy (const mdm_logform_t x)
{
  return x->lazies != NULL;
}

int
mdm_logform_is_unsought (const mdm_logform_t x)
{
  for (slong i = 0; i < lazies (x); i++)
    if (!mdm_lazy_sought (x->lazies->real[i]))
      return 1;
  return 0;
}

int
mdm_logform_refines (const mdm_logform_t x)
{
  for (slong i = 0; i < lazies (x); i++)
    if (!mdm_lazy_refines (x->lazies->real[i]))
      return 0;
  return 1;
}

int
mdm_logform_is_plain_rational (fmpq *r, const mdm_logform_t x)
{
  if (x->count > 0 || x->lazies != NULL)
    return 0;
  if (r != NULL)
    fmpq_set_fmpz_frac (r, x->r, x->d);
  return 1;
}

int
mdm_logform_is_plain_zero (const mdm_logform_t x)
{
  return x->count == 0 && x->lazies == NULL && fmpz_is_zero (x->r);
}

int
mdm_logform_identical (const mdm_logform_t x, const mdm_logform_t y)
{
  for (slong i = 0; i < lazies (x) && lazies (x) == lazies (y); i++)
    if (x->lazies->real[i] != y->lazies->real[i]
        || !fmpz_equal (x->lazies->c + i, y->lazies->c + i))
      return 0;
  return x->count == y->count && lazies (x) == lazies (y)
         && fmpz_equal (x->r, y->r) && fmpz_equal (x->d, y->d)
         && _fmpz_vec_equal (x->n, y->n, x->count)
         && _fmpz_vec_equal (x->c, y->c, x->count);
}
