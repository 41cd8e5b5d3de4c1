/* decide.c - the decisions of logform.h: reduction to a coprime base, sign,
   order, ratio and integer parts.  */
#include <config.h>

#include "exact/logform.h"

#include "exact/coprime.h"
#include "exact/lazy.h"
#include "exact/scoped.h"

/* No decision is tried beyond this many bits.  */
#define PRECISION_MAX 4194304
/* Nor beyond this many times the first precision where no coprime base was
   found, so that the form may be 0.  */
#define BLIND_FACTOR 32

/* Reduction to a coprime base.  */

/* Set RES to the form whose coefficient at base element b_j is the sum over
   terms i in [FIRST, FIRST + X->count) of the factored list of c_i times the
   exponent of b_j in n_i.  */
static void
collect (mdm_logform_t res, const mdm_coprime_t base, slong first,
         const mdm_logform_t x)
{
  MDM_FMPZ_VEC (sum, base->count);
  MDM_LOGFORM (z);
  MDM_FMPQ (scale);

  for (slong i = 0; i < x->count; i++)
    for (slong f = base->start[first + i]; f < base->start[first + i + 1]; f++)
      fmpz_addmul_ui (sum + base->index[f], x->c + i, base->exponent[f]);
  for (slong j = 0; j < base->count; j++)
    if (!fmpz_is_zero (sum + j))
      mdm_logform_push (z, base->b + j, sum + j);
  fmpz_set (z->r, x->r);
  fmpq_set_fmpz (scale, x->d);
  fmpq_inv (scale, scale);
  mdm_logform_mul_fmpq (res, z, scale);
}

mdm_status
mdm_logform_reduce (mdm_logform_t res, const mdm_logform_t x)
{
  MDM_LOGFORM (plain);
  MDM_SCOPED (base, mdm_coprime_struct, mdm_coprime_init, mdm_coprime_clear);
  mdm_status status = MDM_OK;

  if (mdm_logform_is_lazy (x))
    {
      status = mdm_logform_expand (plain, x);
      x = plain;
    }
  if (status == MDM_OK)
    status = mdm_coprime_set (base, x->n, x->count);
  if (status == MDM_OK)
    collect (res, base, 0, x);
  return status;
}

void
mdm_logform_prime (fmpz_t res, const mdm_logform_t x, ulong p)
{
  MDM_FMPZ (prime);
  MDM_FMPZ (rest);

  fmpz_set_ui (prime, p);
  fmpz_zero (res);
  for (slong i = 0; i < x->count; i++)
    if (fmpz_fdiv_ui (x->n + i, p) == 0)
      fmpz_addmul_ui (res, x->c + i,
                      (ulong) fmpz_remove (rest, x->n + i, prime));
}

/* Decisions.  */

void
mdm_logform_get_arb (arb_t res, const mdm_logform_t x, slong prec)
{
  MDM_ARB (sum);
  MDM_ARB (log);

  for (slong i = 0; i < x->count; i++)
    {
      arb_log_fmpz (log, x->n + i, prec);
      arb_addmul_fmpz (sum, log, x->c + i, prec);
    }
  if (x->lazies != NULL)
    for (slong i = 0; i < x->lazies->count; i++)
      arb_addmul_fmpz (sum, mdm_lazy_ball (x->lazies->real[i], prec),
                       x->lazies->c + i, prec);
  arb_add_fmpz (sum, sum, x->r, prec);
  arb_div_fmpz (res, sum, x->d, prec);
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
  MDM_ARB (ball);
  int decided;

  mdm_logform_get_arb (ball, x, prec);
  decided = !arb_contains_zero (ball);
  if (decided)
    *sign = arf_sgn (arb_midref (ball));
  return decided;
}

/* The sign where lazy reals stand in X, whose balls of less than PREC bits do
   not tell: by better ones, unless their exact forms are short, and in the end
   by these.  */
static mdm_status
lazy_sign (int *sign, const mdm_logform_t x, slong prec)
{
  MDM_LOGFORM (exact);
  mdm_status status;

  if (mdm_logform_is_unsought (x) && mdm_logform_refines (x))
    for (; prec <= MDM_LAZY_DECISION_MAX; prec *= 2)
      if (ball_sign (sign, x, prec))
        return MDM_OK;
  status = mdm_logform_expand (exact, x);
  return status == MDM_OK ? mdm_logform_sign (sign, exact) : status;
}

mdm_status
mdm_logform_sign (int *sign, const mdm_logform_t x)
{
  MDM_LOGFORM (reduced);
  mdm_status status = MDM_OK;
  slong prec = first_precision (x);
  slong most = BLIND_FACTOR * prec;

  *sign = 0;
  if (mdm_logform_is_plain_rational (NULL, x))
    {
      *sign = fmpz_sgn (x->r);
      return MDM_OK;
    }
  if (ball_sign (sign, x, prec) || ball_sign (sign, x, 2 * prec))
    return MDM_OK;
  if (mdm_logform_is_lazy (x))
    return lazy_sign (sign, x, 4 * prec);
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
  return status;
}

mdm_status
mdm_logform_cmp (int *order, const mdm_logform_t x, const mdm_logform_t y)
{
  MDM_LOGFORM (difference);

  mdm_logform_sub (difference, x, y);
  return mdm_logform_sign (order, difference);
}

/* Is X written as a rational multiple of Y, which is not 0?  Sets RES to X / Y
   if so.  Over one coprime base it is if it can be.  */
static int
proportional (fmpq_t res, const mdm_logform_t x, const mdm_logform_t y)
{
  MDM_LOGFORM (rest);

  if ((x->lazies == NULL) != (y->lazies == NULL) || x->count != y->count)
    return 0;
  if (y->lazies != NULL)
    fmpq_set_fmpz_frac (res, x->lazies->c, y->lazies->c);
  else if (y->count > 0)
    fmpq_set_fmpz_frac (res, x->c, y->c);
  else
    fmpq_set_fmpz_frac (res, x->r, y->r);
  fmpz_mul (fmpq_numref (res), fmpq_numref (res), y->d);
  fmpz_mul (fmpq_denref (res), fmpq_denref (res), x->d);
  fmpq_canonicalise (res);
  mdm_logform_mul_fmpq (rest, y, res);
  return mdm_logform_identical (rest, x);
}

/* The ratio by one coprime base for both.  */
static mdm_status
ratio_by_base (fmpq_t res, mdm_truth *rational, const mdm_logform_t x,
               const mdm_logform_t y)
{
  MDM_LOGFORM (rx);
  MDM_LOGFORM (ry);
  mdm_coprime_t base;
  mdm_status status;
  MDM_FMPZ_VEC (all, x->count + y->count);

  fmpq_zero (res);
  *rational = MDM_UNKNOWN;
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
  return status;
}

/* The only rational T that X / Y can be, told by the coefficients of one
   small prime, or by the rational parts.  Answers 0 where these are all 0 in
   both forms and nothing is told; *NONE: there is no such T.  */
static int
find_candidate (fmpq_t t, int *none, const mdm_logform_t x,
                const mdm_logform_t y)
{
  MDM_FMPZ (u);
  MDM_FMPZ (v);
  ulong p = 2;
  int told;

  fmpz_set (u, x->r);
  fmpz_set (v, y->r);
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
  return told;
}

/* Are the exact forms of all lazy reals in X there already?  */
static int
is_made (const mdm_logform_t x)
{
  for (slong i = 0; x->lazies != NULL && i < x->lazies->count; i++)
    if (!mdm_lazy_made (x->lazies->real[i]))
      return 0;
  return 1;
}

/* The ratio where there are lazy reals, by their exact forms if these were
   made for something else.  */
static mdm_status
lazy_ratio (fmpq_t res, mdm_truth *rational, const mdm_logform_t x,
            const mdm_logform_t y)
{
  MDM_LOGFORM (plain_x);
  MDM_LOGFORM (plain_y);
  mdm_status status;

  if (proportional (res, x, y))
    {
      *rational = MDM_TRUE;
      return MDM_OK;
    }
  fmpq_zero (res);
  if (!is_made (x) || !is_made (y))
    return MDM_OK;
  status = mdm_logform_expand (plain_x, x);
  if (status == MDM_OK)
    status = mdm_logform_expand (plain_y, y);
  return status == MDM_OK ? mdm_logform_ratio (res, rational, plain_x, plain_y)
                          : status;
}

mdm_status
mdm_logform_ratio (fmpq_t res, mdm_truth *rational, const mdm_logform_t x,
                   const mdm_logform_t y)
{
  mdm_logform_t rest;
  mdm_status status;
  MDM_FMPQ (t);
  int sign, none, told;

  fmpq_zero (res);
  *rational = MDM_UNKNOWN;
  status = mdm_logform_sign (&sign, y);
  if (status != MDM_OK || sign == 0)
    return status != MDM_OK ? status : MDM_EDOMAIN;
  if (mdm_logform_is_plain_zero (x))
    {
      *rational = MDM_TRUE;
      return MDM_OK;
    }
  if (mdm_logform_is_lazy (x) || mdm_logform_is_lazy (y))
    return lazy_ratio (res, rational, x, y);
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
  return status;
}

mdm_status
mdm_logform_floor (fmpz_t res, const mdm_logform_t x)
{
  MDM_ARB (ball);
  MDM_FMPQ (nearest);
  MDM_LOGFORM (m);
  mdm_status status = MDM_ELIMIT;
  int order = 0;

  for (slong prec = first_precision (x); prec <= PRECISION_MAX; prec *= 2)
    {
      mdm_logform_get_arb (ball, x, prec);
      if (mag_cmp_2exp_si (arb_radref (ball), -2) >= 0)
        {
          if (!mdm_logform_is_lazy (x)
              || (mdm_logform_refines (x) && prec < MDM_LAZY_DECISION_MAX))
            continue;
          fmpz_zero (res);
          status = mdm_logform_expand (m, x);
          return status == MDM_OK ? mdm_logform_floor (res, m) : status;
        }
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
  return status;
}

mdm_status
mdm_logform_ceil (fmpz_t res, const mdm_logform_t x)
{
  MDM_LOGFORM (minus);
  mdm_status status;

  mdm_logform_neg (minus, x);
  status = mdm_logform_floor (res, minus);
  fmpz_neg (res, res);
  return status;
}
