#include <config.h>

#include "exact/residue.h"

void
mdm_prime_set (mdm_prime_t *prime, uint64_t p)
{
  uint64_t inverse = p; /* 1/p to 3 bits, as p is odd */

  /* Newton's step doubles the bits.  */
  for (int bits = 3; bits < 64; bits *= 2)
    inverse *= 2 - p * inverse;
  prime->p = p;
  prime->inverse = -inverse;
  prime->one = (uint64_t) (((mdm_wide_t) 1 << 64) % p);
  prime->square = (uint64_t) ((mdm_wide_t) prime->one * prime->one % p);
}

/* The first ones, for small numbers of which no search would pay.  */
static const uint64_t first_primes[]
    = { UINT64_C (576460752303423619), UINT64_C (576460752303423649),
        UINT64_C (576460752303423733), UINT64_C (576460752303423737) };

uint64_t
mdm_prime_next (uint64_t p)
{
  for (size_t i = 0; i < sizeof first_primes / sizeof *first_primes; i++)
    if (p < first_primes[i])
      return first_primes[i];
  return n_nextprime (p == 0 ? UINT64_C (1) << MDM_RESIDUE_BITS : p, 1);
}

uint64_t
mdm_residue_set_fmpz (const fmpz_t x, const mdm_prime_t *prime)
{
  return mdm_residue_mul (fmpz_fdiv_ui (x, prime->p), prime->square, prime);
}

uint64_t
mdm_residue_set_fmpq (int *bad, const fmpq_t x, const mdm_prime_t *prime)
{
  uint64_t above = mdm_residue_set_fmpz (fmpq_numref (x), prime);
  uint64_t below;

  if (fmpz_is_one (fmpq_denref (x)))
    return above;
  below = mdm_residue_set_fmpz (fmpq_denref (x), prime);
  return mdm_residue_mul (above, mdm_residue_inv (bad, below, prime), prime);
}

uint64_t
mdm_residue_pow (uint64_t a, uint64_t n, const mdm_prime_t *prime)
{
  uint64_t r = prime->one;

  for (; n > 0; n >>= 1, a = mdm_residue_mul (a, a, prime))
    if (n & 1)
      r = mdm_residue_mul (r, a, prime);
  return r;
}

uint64_t
mdm_residue_inv (int *bad, uint64_t a, const mdm_prime_t *prime)
{
  if (a != 0)
    return mdm_residue_pow (a, prime->p - 2, prime);
  *bad = 1;
  return 0;
}

uint64_t
mdm_residue_get (uint64_t a, const mdm_prime_t *prime)
{
  uint64_t r = mdm_residue_reduce (a, prime);

  return r >= prime->p ? r - prime->p : r;
}
