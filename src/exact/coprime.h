/* coprime.h - the joint coprime base of a list of integers, and each
   integer's factorisation over it.

   Given integers n_i >= 2, finds pairwise coprime b_j >= 2 such that every
   n_i is a product of powers of them.  Integers below 2^64 are factored into
   primes; out of larger ones the small primes are taken, perfect powers are
   replaced by their roots, and what is left is refined against everything
   else by greatest common divisors.  A product tree (Bernstein, How to find
   smooth parts of integers, 2004) first sets aside the integers that share
   nothing with any other, so that only the rest is refined in pairs.
   Primality of the b_j is never needed, only coprimality.  */
#ifndef MDM_COPRIME_H
#define MDM_COPRIME_H

#include "exact/flint-compat.h"
#include "exact/status.h"

/* Primes below this bound are divided out of large integers one by one: one
   that divides any n_i is in the base.  */
#define MDM_COPRIME_SMALL 4096

typedef struct
{
  fmpz *b;     /* the base, ascending, each >= 2, pairwise coprime */
  slong count; /* its size */
  slong inputs; /* how many n_i were given */
  slong *start; /* n_i is the product over f in [start[i], start[i+1]) of
                   b[index[f]]^exponent[f]; inputs + 1 offsets */
  slong *index;
  ulong *exponent;
} mdm_coprime_struct;

typedef mdm_coprime_struct mdm_coprime_t[1];

void mdm_coprime_init (mdm_coprime_t base);
void mdm_coprime_clear (mdm_coprime_t base);

/* Set BASE to the coprime base of N[0..COUNT), each >= 2, with the
   factorisations; the list in another order gives the same b_j.  MDM_ELIMIT
   (BASE is then empty) when so many large integers share factors that
   refining them would take too long.  */
mdm_status mdm_coprime_set (mdm_coprime_t base, const fmpz *n,
                            slong count) MDM_MUST_CHECK;

#endif
