#include <config.h>

#include "cert/precision.h"

#include <mpfr.h>

/* LOW <= (r + sum c_i log n_i) <= HIGH at the precision of both.  */
static void
enclose (mpfr_t low, mpfr_t high, const mdm_logform_t x)
{
  mpfr_t n, term;
  mpz_t z;

  mpfr_init2 (n, mpfr_get_prec (low));
  mpfr_init2 (term, mpfr_get_prec (low));
  mpz_init (z);
  fmpz_get_mpz (z, x->r);
  mpfr_set_z (low, z, MPFR_RNDD);
  mpfr_set_z (high, z, MPFR_RNDU);
  for (slong i = 0; i < x->count; i++)
    {
      int positive = fmpz_sgn (x->c + i) > 0;
      for (int up = 0; up <= 1; up++)
        {
          /* log n > 0: a product with c < 0 is greatest where it is least.  */
          mpfr_rnd_t outward = up ? MPFR_RNDU : MPFR_RNDD;
          mpfr_rnd_t inner = up == positive ? MPFR_RNDU : MPFR_RNDD;
          fmpz_get_mpz (z, x->n + i);
          mpfr_set_z (n, z, inner);
          mpfr_log (n, n, inner);
          fmpz_get_mpz (z, x->c + i);
          mpfr_mul_z (term, n, z, outward);
          if (up)
            mpfr_add (high, high, term, outward);
          else
            mpfr_add (low, low, term, outward);
        }
    }
  mpfr_clear (n);
  mpfr_clear (term);
  mpz_clear (z);
}

mdm_status
mdm_precision_find (int *sign, slong *bits, const mdm_logform_t x)
{
  mpfr_t low, high;

  *sign = 0;
  *bits = 0;
  if (mdm_logform_is_plain_zero (x))
    return MDM_OK;
  for (slong precision = 64; precision <= MDM_PRECISION_MAX / 2;
       precision *= 2)
    {
      mpfr_init2 (low, precision);
      mpfr_init2 (high, precision);
      enclose (low, high, x);
      *sign = mpfr_sgn (low) > 0 ? 1 : mpfr_sgn (high) < 0 ? -1 : 0;
      mpfr_clear (low);
      mpfr_clear (high);
      if (*sign != 0)
        {
          *bits = 2 * precision;
          mpfr_free_cache ();
          return MDM_OK;
        }
    }
  mpfr_free_cache ();
  return MDM_ELIMIT;
}
