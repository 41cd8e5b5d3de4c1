/* residue.h - arithmetic modulo primes of one word, for exact numbers that
   are computed modulo many primes and put together at the end.

   A prime is between 2^59 and 2^60, and a residue a is kept as a 2^64 mod p,
   below p (Montgomery's form), so that a product is reduced by two more
   multiplications and no division; the primes leave room to add up to
   MDM_RESIDUE_TERMS products before they are reduced.  No number of more than
   one word is made here, so threads may work with different primes.  */
#ifndef MDM_RESIDUE_H
#define MDM_RESIDUE_H

#include "exact/flint-compat.h"

#include <stdint.h>

/* Every prime is above 2 to this power.  */
#define MDM_RESIDUE_BITS 59
/* So many products of two residues add up to less than 2^127.  */
#define MDM_RESIDUE_TERMS 128

__extension__ typedef unsigned __int128 mdm_wide_t;

typedef struct
{
  uint64_t p;
  uint64_t inverse; /* -1/p mod 2^64 */
  uint64_t one;     /* 1, that is 2^64 mod p */
  uint64_t square;  /* 2^128 mod p */
} mdm_prime_t;

/* Set PRIME to the prime P.  */
void mdm_prime_set (mdm_prime_t *prime, uint64_t p);

/* The first prime above P, or above 2^59 if P is 0.  */
uint64_t mdm_prime_next (uint64_t p);

/* A sum of up to MDM_RESIDUE_TERMS products as a number below 2^64 that is
   congruent to it over 2^64; below 2p if the sum is below 2^64 p.  */
static inline uint64_t
mdm_residue_reduce (mdm_wide_t sum, const mdm_prime_t *prime)
{
  uint64_t q = (uint64_t) sum * prime->inverse;

  return (uint64_t) ((sum + (mdm_wide_t) q * prime->p) >> 64);
}

/* A B; one of them may be any number below 2^64.  */
static inline uint64_t
mdm_residue_mul (uint64_t a, uint64_t b, const mdm_prime_t *prime)
{
  uint64_t r = mdm_residue_reduce ((mdm_wide_t) a * b, prime);

  return r >= prime->p ? r - prime->p : r;
}

static inline uint64_t
mdm_residue_add (uint64_t a, uint64_t b, const mdm_prime_t *prime)
{
  uint64_t r = a + b;

  return r >= prime->p ? r - prime->p : r;
}

/* The residue of X, and of the fraction X, 0 and *BAD = 1 where its
   denominator is divisible by the prime.  */
uint64_t mdm_residue_set_fmpz (const fmpz_t x, const mdm_prime_t *prime);
uint64_t mdm_residue_set_fmpq (int *bad, const fmpq_t x,
                               const mdm_prime_t *prime);

/* A^N.  */
uint64_t mdm_residue_pow (uint64_t a, uint64_t n, const mdm_prime_t *prime);

/* 1/A, or 0 and *BAD = 1 for A = 0.  */
uint64_t mdm_residue_inv (int *bad, uint64_t a, const mdm_prime_t *prime);

/* The number below p that A stands for.  */
uint64_t mdm_residue_get (uint64_t a, const mdm_prime_t *prime);

#endif
