#include <config.h>

#include "exact/logform.h"

#include "exact/coprime.h"

#include <assert.h>

/* No decision is tried beyond this many bits.  */
#define PRECISION_MAX 4194304
/* Nor beyond this many times the first precision where no coprime base was
   found, so that the form may be 0.  */
#define BLIND_FACTOR 32

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
}

void
mdm_logform_clear (mdm_logform_t x)
{
  _fmpz_vec_clear (x->n, x->alloc);
  _fmpz_vec_clear (x->c, x->alloc);
  fmpz_clear (x->r);
  fmpz_clear (x->d);
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
  res->count = 0;
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
  fmpz_t one;

  assert (fmpz_sgn (n) > 0);
  mdm_logform_zero (res);
  fmpz_init_set_ui (one, 1);
  if (!fmpz_is_one (n))
    mdm_logform_push (res, n, one);
  fmpz_clear (one);
}

void
mdm_logform_set_log_fmpq (mdm_logform_t res, const fmpq_t q)
{
  mdm_logform_t minus;
  fmpz_t den;

  mdm_logform_init (minus);
  fmpz_init_set (den, fmpq_denref (q));
  mdm_logform_set_log (res, fmpq_numref (q));
  mdm_logform_set_log (minus, den);
  mdm_logform_sub (res, res, minus);
  fmpz_clear (den);
  mdm_logform_clear (minus);
}

/* Divide out what the numerators and the denominator have in common.  The
   early end makes this cheap where there is nothing to divide.  */
static void
normalise (mdm_logform_t x)
{
  fmpz_t g;

  if (fmpz_is_one (x->d))
    return;
  fmpz_init (g);
  fmpz_gcd (g, x->d, x->r);
  for (slong i = 0; i < x->count && !fmpz_is_one (g); i++)
    fmpz_gcd (g, g, x->c + i);
  if (!fmpz_is_one (g))
    {
      fmpz_divexact (x->d, x->d, g);
      fmpz_divexact (x->r, x->r, g);
      _fmpz_vec_scalar_divexact_fmpz (x->c, x->c, x->count, g);
    }
  fmpz_clear (g);
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
  mdm_logform_t z;
  slong i = 0, j = 0;

  mdm_logform_init (z);
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
  fmpz_mul (z->r, a, x->r);
  fmpz_addmul (z->r, b, y->r);
  fmpz_set (z->d, d);
  normalise (z);
  mdm_logform_swap (res, z);
  mdm_logform_clear (z);
}

/* RES = X + (A / B) Y, B > 0.  */
static void
add_multiple (mdm_logform_t res, const mdm_logform_t x, const fmpz_t a,
              const fmpz_t b, const mdm_logform_t y)
{
  fmpz_t g, u, v, d;

  fmpz_init (g);
  fmpz_init (u);
  fmpz_init (v);
  fmpz_init (d);
  /* Over d = lcm (x->d, b * y->d).  */
  fmpz_mul (v, b, y->d);
  fmpz_gcd (g, x->d, v);
  fmpz_divexact (u, v, g);
  fmpz_mul (d, u, x->d);
  fmpz_divexact (v, x->d, g);
  fmpz_mul (v, v, a);
  combine (res, u, x, v, y, d);
  fmpz_clear (g);
  fmpz_clear (u);
  fmpz_clear (v);
  fmpz_clear (d);
}

static void
add_multiple_si (mdm_logform_t res, const mdm_logform_t x, slong a,
                 const mdm_logform_t y)
{
  fmpz_t num, one;

  fmpz_init_set_si (num, a);
  fmpz_init_set_ui (one, 1);
  add_multiple (res, x, num, one, y);
  fmpz_clear (num);
  fmpz_clear (one);
}

void
mdm_logform_neg (mdm_logform_t res, const mdm_logform_t x)
{
  mdm_logform_set (res, x);
  _fmpz_vec_neg (res->c, res->c, res->count);
  fmpz_neg (res->r, res->r);
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
  fmpz_mul (res->r, res->r, fmpq_numref (q));
  fmpz_mul (res->d, res->d, fmpq_denref (q));
  normalise (res);
}

void
mdm_logform_mul_si (mdm_logform_t res, const mdm_logform_t x, slong a)
{
  fmpq_t q;

  fmpq_init (q);
  fmpq_set_si (q, a, 1);
  mdm_logform_mul_fmpq (res, x, q);
  fmpq_clear (q);
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

/* Structure.  */

int
mdm_logform_is_plain_rational (fmpq *r, const mdm_logform_t x)
{
  if (x->count > 0)
    return 0;
  if (r != NULL)
    fmpq_set_fmpz_frac (r, x->r, x->d);
  return 1;
}

int
mdm_logform_is_plain_zero (const mdm_logform_t x)
{
  return x->count == 0 && fmpz_is_zero (x->r);
}

int
mdm_logform_identical (const mdm_logform_t x, const mdm_logform_t y)
{
  return x->count == y->count && fmpz_equal (x->r, y->r)
         && fmpz_equal (x->d, y->d) && _fmpz_vec_equal (x->n, y->n, x->count)
         && _fmpz_vec_equal (x->c, y->c, x->count);
}

/* Reduction to a coprime base.  */

/* Set RES to the form whose coefficient at base element b_j is the sum over
   terms i in [FIRST, FIRST + X->count) of the factored list of c_i times the
   exponent of b_j in n_i.  */
static void
collect (mdm_logform_t res, const mdm_coprime_t base, slong first,
         const mdm_logform_t x)
{
  fmpz *sum = _fmpz_vec_init (base->count);
  mdm_logform_t z;

  for (slong i = 0; i < x->count; i++)
    for (slong f = base->start[first + i]; f < base->start[first + i + 1]; f++)
      fmpz_addmul_ui (sum + base->index[f], x->c + i, base->exponent[f]);
  mdm_logform_init (z);
  for (slong j = 0; j < base->count; j++)
    if (!fmpz_is_zero (sum + j))
      mdm_logform_push (z, base->b + j, sum + j);
  fmpz_set (z->r, x->r);
  fmpz_set (z->d, x->d);
  normalise (z);
  mdm_logform_swap (res, z);
  mdm_logform_clear (z);
  _fmpz_vec_clear (sum, base->count);
}

mdm_status
mdm_logform_reduce (mdm_logform_t res, const mdm_logform_t x)
{
  mdm_coprime_t base;
  mdm_status status;

  mdm_coprime_init (base);
  status = mdm_coprime_set (base, x->n, x->count);
  if (status == MDM_OK)
    collect (res, base, 0, x);
  mdm_coprime_clear (base);
  return status;
}

void
mdm_logform_prime (fmpz_t res, const mdm_logform_t x, ulong p)
{
  fmpz_t prime, rest;

  fmpz_init_set_ui (prime, p);
  fmpz_init (rest);
  fmpz_zero (res);
  for (slong i = 0; i < x->count; i++)
    if (fmpz_fdiv_ui (x->n + i, p) == 0)
      fmpz_addmul_ui (res, x->c + i,
                      (ulong) fmpz_remove (rest, x->n + i, prime));
  fmpz_clear (prime);
  fmpz_clear (rest);
}

/* Decisions.  */

void
mdm_logform_get_arb (arb_t res, const mdm_logform_t x, slong prec)
{
  arb_t sum, log;

  arb_init (sum);
  arb_init (log);
  for (slong i = 0; i < x->count; i++)
    {
      arb_log_fmpz (log, x->n + i, prec);
      arb_addmul_fmpz (sum, log, x->c + i, prec);
    }
  arb_add_fmpz (sum, sum, x->r, prec);
  arb_div_fmpz (res, sum, x->d, prec);
  arb_clear (sum);
  arb_clear (log);
}

/* Bits to begin with: enough that the largest |q_i log n_i| is known to
   about 2^-64.  */
static slong
first_precision (const mdm_logform_t x)
{
  flint_bitcnt_t most = fmpz_bits (x->r), d = fmpz_bits (x->d);

  for (slong i = 0; i < x->count; i++)
    {
      flint_bitcnt_t bits
          = fmpz_bits (x->c + i) + FLINT_BIT_COUNT (fmpz_bits (x->n + i));
      if (bits > most)
        most = bits;
    }
  return 64 + (slong) (most > d ? most - d : 0)
         + (slong) FLINT_BIT_COUNT ((ulong) x->count);
}

/* Set *SIGN and return 1 if a ball of PREC bits excludes 0.  */
static int
ball_sign (int *sign, const mdm_logform_t x, slong prec)
{
  arb_t ball;
  int decided;

  arb_init (ball);
  mdm_logform_get_arb (ball, x, prec);
  decided = !arb_contains_zero (ball);
  if (decided)
    *sign = arf_sgn (arb_midref (ball));
  arb_clear (ball);
  return decided;
}

mdm_status
mdm_logform_sign (int *sign, const mdm_logform_t x)
{
  mdm_logform_t reduced;
  mdm_status status = MDM_OK;
  slong prec = first_precision (x);
  slong most = BLIND_FACTOR * prec;

  *sign = 0;
  if (x->count == 0)
    {
      *sign = fmpz_sgn (x->r);
      return MDM_OK;
    }
  if (ball_sign (sign, x, prec) || ball_sign (sign, x, 2 * prec))
    return MDM_OK;
  mdm_logform_init (reduced);
  status = mdm_logform_reduce (reduced, x);
  if (status == MDM_OK && reduced->count == 0)
    *sign = fmpz_sgn (reduced->r);
  else
    {
      /* Not 0, by the argument in the header: some precision tells.  Without
         a base, one may.  */
      if (status == MDM_OK)
        most = PRECISION_MAX;
      else
        mdm_logform_set (reduced, x);
      prec = 2 * first_precision (reduced);
      while (prec <= most && !ball_sign (sign, reduced, prec))
        prec *= 2;
      status = *sign == 0 ? MDM_ELIMIT : MDM_OK;
    }
  mdm_logform_clear (reduced);
  return status;
}

mdm_status
mdm_logform_cmp (int *order, const mdm_logform_t x, const mdm_logform_t y)
{
  mdm_logform_t difference;
  mdm_status status;

  mdm_logform_init (difference);
  mdm_logform_sub (difference, x, y);
  status = mdm_logform_sign (order, difference);
  mdm_logform_clear (difference);
  return status;
}

/* Are X and Y, over one coprime base, proportional?  Y is not 0.  Sets RES
   to X / Y if so.  */
static int
proportional (fmpq_t res, const mdm_logform_t x, const mdm_logform_t y)
{
  mdm_logform_t rest;
  int answer;

  if (y->count > 0)
    {
      if (x->count != y->count)
        return 0;
      fmpq_set_fmpz_frac (res, x->c, y->c);
    }
  else
    fmpq_set_fmpz_frac (res, x->r, y->r);
  fmpz_mul (fmpq_numref (res), fmpq_numref (res), y->d);
  fmpz_mul (fmpq_denref (res), fmpq_denref (res), x->d);
  fmpq_canonicalise (res);
  mdm_logform_init (rest);
  mdm_logform_mul_fmpq (rest, y, res);
  answer = mdm_logform_identical (rest, x);
  mdm_logform_clear (rest);
  return answer;
}

/* The ratio by one coprime base for both.  */
static mdm_status
ratio_by_base (fmpq_t res, mdm_truth *rational, const mdm_logform_t x,
               const mdm_logform_t y)
{
  mdm_logform_t rx, ry;
  mdm_coprime_t base;
  mdm_status status;
  fmpz *all = _fmpz_vec_init (x->count + y->count);

  fmpq_zero (res);
  *rational = MDM_UNKNOWN;
  mdm_logform_init (rx);
  mdm_logform_init (ry);
  mdm_coprime_init (base);
  _fmpz_vec_set (all, x->n, x->count);
  _fmpz_vec_set (all + x->count, y->n, y->count);
  status = mdm_coprime_set (base, all, x->count + y->count);
  if (status == MDM_OK)
    {
      collect (rx, base, 0, x);
      collect (ry, base, x->count, y);
      if (mdm_logform_is_plain_zero (ry))
        status = MDM_EDOMAIN;
      else if (mdm_logform_is_plain_zero (rx) || proportional (res, rx, ry))
        *rational = MDM_TRUE;
      else
        {
          *rational = MDM_FALSE;
          fmpq_zero (res);
        }
    }
  mdm_coprime_clear (base);
  mdm_logform_clear (rx);
  mdm_logform_clear (ry);
  _fmpz_vec_clear (all, x->count + y->count);
  return status;
}

/* The only rational T that X / Y can be, told by the coefficients of one
   small prime, or by the rational parts.  Answers 0 where these are all 0 in
   both forms and nothing is told; *NONE: there is no such T.  */
static int
find_candidate (fmpq_t t, int *none, const mdm_logform_t x,
                const mdm_logform_t y)
{
  fmpz_t u, v;
  ulong p = 2;
  int told;

  fmpz_init_set (u, x->r);
  fmpz_init_set (v, y->r);
  while (fmpz_is_zero (u) && fmpz_is_zero (v) && p < MDM_COPRIME_SMALL)
    {
      mdm_logform_prime (u, x, p);
      mdm_logform_prime (v, y, p);
      p = n_nextprime (p, 1);
    }
  told = !fmpz_is_zero (u) || !fmpz_is_zero (v);
  *none = told && fmpz_is_zero (v);
  if (!fmpz_is_zero (v))
    {
      fmpz_mul (u, u, y->d);
      fmpz_mul (v, v, x->d);
      fmpq_set_fmpz_frac (t, u, v);
    }
  fmpz_clear (u);
  fmpz_clear (v);
  return told;
}

mdm_status
mdm_logform_ratio (fmpq_t res, mdm_truth *rational, const mdm_logform_t x,
                   const mdm_logform_t y)
{
  mdm_logform_t rest;
  mdm_status status;
  fmpq_t t;
  int sign, none, told;

  fmpq_zero (res);
  *rational = MDM_UNKNOWN;
  status = mdm_logform_sign (&sign, y);
  if (status != MDM_OK || sign == 0)
    return status != MDM_OK ? status : MDM_EDOMAIN;
  fmpq_init (t);
  told = find_candidate (t, &none, x, y);
  if (!told)
    status = ratio_by_base (res, rational, x, y);
  else if (none)
    *rational = MDM_FALSE;
  else
    {
      /* X = T Y is one equality to decide, and most forms are far apart.  */
      mdm_logform_init (rest);
      fmpq_neg (res, t);
      mdm_logform_set (rest, x);
      mdm_logform_addmul_fmpq (rest, y, res);
      status = mdm_logform_sign (&sign, rest);
      if (status == MDM_OK)
        *rational = sign == 0 ? MDM_TRUE : MDM_FALSE;
      if (*rational == MDM_TRUE)
        fmpq_set (res, t);
      else
        fmpq_zero (res);
      mdm_logform_clear (rest);
    }
  fmpq_clear (t);
  return status;
}

mdm_status
mdm_logform_floor (fmpz_t res, const mdm_logform_t x)
{
  arb_t ball;
  fmpq_t nearest;
  mdm_logform_t m;
  mdm_status status = MDM_ELIMIT;
  int order = 0;

  arb_init (ball);
  fmpq_init (nearest);
  mdm_logform_init (m);
  for (slong prec = first_precision (x); prec <= PRECISION_MAX; prec *= 2)
    {
      mdm_logform_get_arb (ball, x, prec);
      if (mag_cmp_2exp_si (arb_radref (ball), -2) >= 0)
        continue;
      /* X is within 3/4 of the integer nearest the midpoint, so its floor
         is that integer or the one below; an exact comparison tells.  */
      arf_get_fmpz (fmpq_numref (nearest), arb_midref (ball), ARF_RND_NEAR);
      mdm_logform_set_fmpq (m, nearest);
      status = mdm_logform_cmp (&order, x, m);
      break;
    }
  fmpz_zero (res);
  if (status == MDM_OK)
    fmpz_sub_ui (res, fmpq_numref (nearest), order < 0);
  arb_clear (ball);
  fmpq_clear (nearest);
  mdm_logform_clear (m);
  return status;
}

mdm_status
mdm_logform_ceil (fmpz_t res, const mdm_logform_t x)
{
  mdm_logform_t minus;
  mdm_status status;

  mdm_logform_init (minus);
  mdm_logform_neg (minus, x);
  status = mdm_logform_floor (res, minus);
  fmpz_neg (res, res);
  mdm_logform_clear (minus);
  return status;
}
